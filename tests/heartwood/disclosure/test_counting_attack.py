"""The attack on counts: with everything published at two dates, one's own story and an acquaintance's, nothing is told.

Worlds are counted through. The small rule (from four, in twos) is the real one (from ten, in fives) in small: the least
is two bands in both, and nothing else in the rule is a number. Each rule is also broken on purpose.
"""

from functools import lru_cache

import pytest

from heartwood.disclosure import attacker, counting
from heartwood.disclosure.counting import Rule, crossed, release

REAL, SMALL = Rule(), Rule(4, 2)
PLACES = ("north", "south", "east")
MOST = 15  # stories of one barrier, at either of two dates


def tables(places):
    return crossed("barrier", ("waiting",), {"place": PLACES[:places]})


@lru_cache
def worlds(places, most):
    """Give every way in which up to so many people can have said it: the whole, then each place. Some passed the place."""
    return tuple(
        (stories, *table[:places]) for stories in range(most + 1) for table in attacker.tables(stories, places + 1)
    )


def drawn(world, rule, before=None, quarter="first"):
    asked = tables(len(world) - 1)
    return release(quarter, dict(zip(asked.cells, world, strict=True)), asked, rule=rule, before=before)


def seen(released):
    return tuple((one.low, one.since) for one in released.counts.values())


def highest(view, rule):
    """Give the most that a count could be behind what is shown, so that worlds that are too large are not missed."""
    return max(
        (low or 0) + rule.width - 1 + (rule.least - 1 if len(view) > 1 else 0) for date in view for low, _ in date
    )


def bounded(possible, rule, most):
    """Give what is hidden in some view and could not be every number below the least, and what is shown of fewer."""
    found, few = [], set(range(rule.least))
    for view, secrets in possible.items():
        if highest(view, rule) > most:
            continue
        for date, shown in enumerate(view):
            for at, (low, _since) in enumerate(shown):
                counts = {count for day, cell, count in secrets if (day, cell) == (date, at)}
                if not counts >= few if low is None else counts <= few:
                    found.append((view, date, at, sorted(counts)))
    return found


def one_date(places, most, rule):
    """Attack every hidden count of one release."""
    possible = attacker.possible(
        worlds(places, most),
        lambda world: (seen(drawn(world, rule)),),
        lambda world: [(0, at, count) for at, count in enumerate(world)],
    )
    return bounded(possible, rule, most)


def two_dates(places, most, rule):
    """Attack every hidden count of two releases. Between them anybody may have come or taken their story back."""
    firsts = {world: drawn(world, rule) for world in worlds(places, most)}

    def view(both):
        then, now = both
        return seen(firsts[then]), seen(drawn(now, rule, firsts[then], "second"))

    possible = attacker.possible(
        ((then, now) for then in firsts for now in firsts),
        view,
        lambda both: [(date, at, count) for date, world in enumerate(both) for at, count in enumerate(world)],
    )
    return bounded(possible, rule, most)


def known_attribute(places, most, rule, own):
    """Attack where an acquaintance was, who said it, knowing one's own place: which places are possible?"""

    def secrets(world):
        others = [count - (at == own) for at, count in enumerate(world[1:])]
        passed = world[0] - sum(world[1:]) - (own is None)
        if min(*others, passed) < 0:  # oneself is not in it
            return []
        return [at for at, count in enumerate([*others, passed]) if count]

    possible = attacker.possible(worlds(places, most), lambda world: (seen(drawn(world, rule)),), secrets)
    shown = {view: found for view, found in possible.items() if highest(view, rule) <= most and found}
    return [view for view, found in shown.items() if view[0][0][0] is not None and len(found) < places]


def few_between(came, took_back=False, places=2, most=44, rule=REAL):
    """Attack where they were who came, or took their stories back, between two dates: fewer than ten, who were alike.

    It supposes that all others stood still, and that the attacker knows it. Perhaps nobody came.
    """
    steps = [*range(places), None, "nobody"]

    def view(world):
        still, step = world
        more = (still[0] + came, *(count + came * (at == step) for at, count in enumerate(still[1:])))
        then, now = (still, still if step == "nobody" else more)
        then, now = (now, then) if took_back else (then, now)
        first = drawn(then, rule)
        return seen(first), seen(drawn(now, rule, first, "second"))

    possible = attacker.possible(
        ((still, step) for still in worlds(places, most - came) for step in steps), view, lambda world: [world[1]]
    )
    return [view for view, found in possible.items() if highest(view, rule) <= most and len(found) == 1]


@pytest.mark.parametrize(("places", "most"), [(1, 40), (2, 34), (3, 24)])
def test_no_hidden_count_can_be_bounded_below_ten(places, most):
    assert one_date(places, most, REAL) == []


@pytest.mark.parametrize("places", [1, 2])
def test_nor_from_two_dates(places):
    assert two_dates(places, MOST, SMALL) == []


def test_nor_from_two_dates_by_the_real_rule():
    assert two_dates(1, 25, REAL) == []


@pytest.mark.parametrize("own", [0, 1, None])
def test_where_an_acquaintance_was_is_not_told(own):
    assert known_attribute(2, 34, REAL, own) == []


@pytest.mark.parametrize("took_back", [False, True])
@pytest.mark.parametrize("came", [1, 9])
def test_fewer_than_ten_who_came_or_took_their_stories_back_show_nothing(came, took_back):
    assert few_between(came, took_back) == []


def test_attack_meets_every_kind_of_view():
    """Else it would hold for nothing: shown, hidden, as before, drawn anew, and held back."""
    views = {seen(drawn(world, SMALL)) for world in worlds(2, MOST)}
    kinds = {tuple(low is None for low, _ in view) for view in views}
    assert {(False, False, True), (False, True, True), (True, True, True), (False, False, False)} <= kinds
    held = [world for world in worlds(2, MOST) if world[1] >= 4 and seen(drawn(world, SMALL))[1][0] is None]
    assert held


# What holds only because of a rule: each is broken on purpose.


def broken_least(monkeypatch):
    """Three of them are shown as a band: whoever reads it knows that they were fewer than ten."""
    monkeypatch.setattr(Rule, "band", lambda rule, count: 2 + (count - 2) // 2 * 2 if count >= 2 else None)
    return one_date(2, MOST, SMALL)


def broken_complement(monkeypatch):
    monkeypatch.setattr(counting, "gives_away", lambda drawing, line: False)
    return one_date(2, 34, REAL)


def broken_bands(monkeypatch):
    """Exact counts: all who said it were in one place, and so was the acquaintance."""
    monkeypatch.setattr(Rule, "band", lambda rule, count: count if count >= rule.least else None)
    monkeypatch.setattr(counting, "gives_away", lambda drawing, line: False)
    return known_attribute(2, 34, REAL, 0)


def broken_nobody(monkeypatch):
    """That nobody said it is shown."""
    monkeypatch.setattr(Rule, "band", lambda rule, count: 0 if not count else count // 5 * 5 if count > 9 else None)
    return one_date(2, 24, REAL)


def broken_as_before(monkeypatch):
    monkeypatch.setattr(counting, "moved", lambda count, kept, rule: True)
    return few_between(9)


def broken_as_before_for_nobody(monkeypatch):
    """A count at which nothing moved is dated anew: then one that is not was moved by somebody."""
    monkeypatch.setattr(counting, "moved", lambda count, kept, rule: kept is None or count == kept)
    monkeypatch.setattr(counting, "may_become", lambda before, low, rule: True)
    return few_between(9)


def broken_memory(monkeypatch):
    """Each release is held against nothing."""
    real = counting.release
    monkeypatch.setitem(globals(), "release", lambda *args, before, **more: real(*args, before=None, **more))
    return few_between(9)


def broken_withdrawal(monkeypatch):
    """What was taken back is taken off at once."""
    monkeypatch.setattr(
        counting, "moved", lambda count, kept, rule: kept is None or count < kept or count >= kept + rule.least
    )
    return few_between(9, took_back=True)


def broken_becoming(monkeypatch):
    """A count that was hidden appears as soon as it has moved by ten."""
    monkeypatch.setattr(counting, "may_become", lambda before, low, rule: True)
    return two_dates(1, MOST, SMALL)


def broken_room_for_what_was_hidden(monkeypatch):
    real = counting._Drawing.must_reach
    monkeypatch.setattr(
        counting._Drawing, "must_reach", lambda drawing, cell: real(drawing, cell) * (drawing.count(cell).low is None)
    )
    return two_dates(2, MOST, SMALL)


BROKEN = [
    broken_least,
    broken_complement,
    broken_bands,
    broken_nobody,
    broken_as_before,
    broken_as_before_for_nobody,
    broken_memory,
    broken_withdrawal,
    broken_becoming,
    broken_room_for_what_was_hidden,
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.__name__)
def test_attack_succeeds_where_a_rule_is_broken(broken, monkeypatch):
    assert broken(monkeypatch)
