"""The attack: with everything shown at two dates and one's own answer, nobody else's answer is found out.

Every rule is also broken on purpose, and then the same attack succeeds.
"""

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heartwood.disclosure import attacker, opening
from heartwood.disclosure.opening import completed, in_fives, open_seat

LEVELS = 3  # nothing in the rule knows how many levels there are; three keep every case countable


def opened(people, *counts, before=None):
    return open_seat(attacker.one_domain(people, counts), closed=True, before=before)


def found_out(possible):
    """Say how many screens leave a secret only one possibility."""
    return sum(len(secrets) == 1 for secrets in possible.values())


def one_screen(others, known, levels=LEVELS):
    """Attack one standard of so many others, knowing some answers."""

    def view(counts):
        return opened(others + len(known), attacker.with_known(counts, known)).opened

    return attacker.possible(attacker.tables(others, levels), view, attacker.held)


def two_standards(others, known, view=None):
    """Attack two standards of one domain at once; a secret is an answer to the first."""

    def everything(counts):
        tables = [attacker.with_known(one, own) for one, own in zip(counts, known, strict=True)]
        return opened(others + len(known[0]), *tables).opened

    return attacker.possible(
        attacker.rooms(others, 2, LEVELS), view or everything, lambda counts: attacker.held(counts[0])
    )


def two_dates(others, own, move, *, early=False):
    """Attack somebody who came, left or changed, supposing that all others stood still. `own` holds both dates' answers."""
    worlds = [(still, secret) for still in attacker.tables(others, LEVELS) for secret in range(LEVELS)]

    def view(world):
        still, secret = world
        then, now = move(secret)
        first = opened(others + 1 + len(then), attacker.with_known(still, [own[0], *then]))
        before = None if early else first
        second = opened(others + 1 + len(now), attacker.with_known(still, [own[1], *now]), before=before)
        return first.opened, second.opened

    return attacker.possible(worlds, view, lambda world: [world[1]])


def came(secret):
    return [], [secret]


def left(secret):
    return [secret], []


def changed(secret, until):
    return [secret], [until]


def moments(invited, looks, count):
    """Attack the hour at which somebody handed in. The last of the hours is after the last look, or never."""

    def view(arrived):
        return attacker.counts_seen(arrived[:looks], lambda people: count(people, invited))

    return attacker.possible(attacker.tables(invited, looks + 1), view, attacker.held)


def singled_out(people, own):
    """Attack a single answer: is it certain that one other person, and only one, stands at a level?"""

    def view(world):
        shown = opened(world[0] + 1, attacker.with_known(world[1], [own])).opened
        return shown.people_at_least, tuple((table.bars, table.nearly_all) for table in shown.tables)

    worlds = [(others, counts) for others in people for counts in attacker.tables(others, 5)]
    return {
        view: facts for view, facts in attacker.certain(worlds, view, lambda w: attacker.singled(w[1])).items() if facts
    }


@pytest.mark.parametrize("own", range(LEVELS))
@pytest.mark.parametrize("others", range(4, 14))
def test_own_answer_does_not_give_away_anybody_elses(others, own):
    assert found_out(one_screen(others, [own])) == 0


@pytest.mark.parametrize("own", range(5))
@pytest.mark.parametrize("others", [4, 9])
def test_nor_with_all_five_levels(others, own):
    assert found_out(one_screen(others, [own], levels=5)) == 0


@pytest.mark.parametrize("known", [[0, 0], [0, 1], [0, 2], [1, 1]])
@pytest.mark.parametrize("others", range(8, 12))
def test_from_ten_people_two_who_compare_notes_learn_no_answer(others, known):
    assert found_out(one_screen(others, known)) == 0


@pytest.mark.parametrize("own", [(0, 0), (0, 2), (1, 0)])
@pytest.mark.parametrize("others", [4, 5, 9])
def test_standards_of_one_domain_do_not_give_each_other_away(others, own):
    assert found_out(two_standards(others, [(level,) for level in own])) == 0


@pytest.mark.parametrize("own", range(LEVELS))
def test_standard_that_few_answered_does_not_show_through_its_domain(own):
    """Seven in the seat, all of whom answered the first standard, and two of them the second."""
    worlds = [(first, second) for first in attacker.tables(6, LEVELS) for second in attacker.tables(2, LEVELS)]

    def view(world):
        return opened(7, attacker.with_known(world[0], [own]), world[1]).opened

    for standard in (0, 1):
        assert found_out(attacker.possible(worlds, view, lambda world, at=standard: attacker.held(world[at]))) == 0


@pytest.mark.parametrize("move", [came, left, *(partial(changed, until=level) for level in range(LEVELS))])
@pytest.mark.parametrize("own", [(0, 0), (0, 2), (2, 1)])
@pytest.mark.parametrize("others", [4, 5, 8, 9, 10])
def test_two_dates_do_not_give_away_who_came_left_or_changed(others, own, move):
    assert found_out(two_dates(others, own, move)) == 0


@pytest.mark.parametrize("others", [4, 7, 8])
def test_two_dates_of_two_standards_do_not_give_away_who_came(others):
    """Among them a seat of nine that becomes one of ten: it does not go from domains to standards by one person."""
    worlds = [
        (still, secret)
        for still in attacker.rooms(others, 2, LEVELS)
        for secret in ((first, second) for first in range(LEVELS) for second in range(LEVELS))
    ]

    def view(world):
        still, secret = world
        then = [attacker.with_known(one, [0]) for one in still]
        now = [attacker.with_known(one, [0, level]) for one, level in zip(still, secret, strict=True)]
        first = opened(others + 1, *then)
        return first.opened, opened(others + 2, *now, before=first).opened

    for standard in (0, 1):
        assert found_out(attacker.possible(worlds, view, lambda world, at=standard: [world[1][at]])) == 0


@pytest.mark.parametrize("own", [(0, 0), (0, 2), (1, 1)])
def test_all_answers_of_two_dates_together_give_nobody_away(own):
    """Without supposing anything: every pair of years of a seat of five, and of five and then six."""
    for later in (4, 5):
        worlds = [(then, now) for then in attacker.tables(4, LEVELS) for now in attacker.tables(later, LEVELS)]

        def view(world, later=later):
            first = opened(5, attacker.with_known(world[0], [own[0]]))
            second = opened(later + 1, attacker.with_known(world[1], [own[1]]), before=first)
            return first.opened, second.opened

        for date in (0, 1):
            assert found_out(attacker.possible(worlds, view, lambda world, date=date: attacker.held(world[date]))) == 0


@pytest.mark.parametrize("own", [0, 1])
@pytest.mark.parametrize("people", [5, 6, 10, 11])
def test_passing_gives_nobody_away(people, own):
    """Where some may have passed, and the attacker does not know who or how many."""

    def view(counts):
        return opened(people, attacker.with_known(counts[:LEVELS], [own])).opened

    possible = attacker.possible(attacker.tables(people - 1, LEVELS + 1), view, attacker.held)
    assert found_out(possible) == 0


@pytest.mark.parametrize("people", [range(4, 9), range(9, 14)])
@pytest.mark.parametrize("own", range(5))
def test_no_bar_is_a_person(people, own):
    assert singled_out(people, own) == {}


@pytest.mark.parametrize("invited", range(5, 13))
@pytest.mark.parametrize("looks", [2, 3])
def test_counts_over_time_do_not_say_when_or_whether_somebody_handed_in(invited, looks):
    assert found_out(moments(invited, looks, completed)) == 0


TABLES = st.lists(st.integers(0, 8), min_size=5, max_size=5).map(tuple)


@settings(max_examples=150, deadline=None)
@given(st.integers(4, 60), st.integers(0, 4), st.integers(0, 4), st.one_of(st.none(), TABLES))
def test_where_all_others_agree_any_of_them_might_not(others, alone, own, before):
    """Larger seats than can be counted through, at five levels, perhaps after an earlier date: only unanimity could tell."""

    def view(of_others):
        first = opened(sum(before), before) if before else None
        return opened(others + 1, attacker.with_known(of_others, [own]), before=first).opened

    agreed = tuple(others * (level == alone) for level in range(5))
    for elsewhere in set(range(5)) - {alone}:
        assert view(agreed) == view(tuple(c - (at == alone) + (at == elsewhere) for at, c in enumerate(agreed)))


@given(TABLES, TABLES, st.integers(0, 10))
def test_domains_say_nothing_of_each_other_so_each_may_be_attacked_alone(one, other, passed):
    people = max(sum(one), sum(other)) + passed
    each = [opening.Domain(key, (key,), (counts,)) for key, counts in (("a", one), ("b", other))]
    both = open_seat(opening.Answers(people, tuple(each)), closed=True).opened
    alone = [open_seat(opening.Answers(people, (domain,)), closed=True).opened for domain in each]
    assert both.tables == alone[0].tables + alone[1].tables
    assert {both.people_at_least} == {found.people_at_least for found in alone}


def broken_least(monkeypatch):
    monkeypatch.setattr(opening, "LEAST", 4)
    monkeypatch.setattr(opening, "ALL_BUT", 1)  # with two, nothing opens for four: "nearly all" would say nothing
    return found_out(one_screen_of_four())


def one_screen_of_four():
    def view(counts):
        answers = attacker.one_domain(4, [attacker.with_known(counts, [0])])
        return open_seat(answers, closed=True, least=4).opened

    return attacker.possible(attacker.tables(3, LEVELS), view, attacker.held)


def broken_unanimity(monkeypatch):
    monkeypatch.setattr(opening, "concealed", lambda counts, all_but: counts)
    return found_out(one_screen(5, [1]))


def broken_own_answer(monkeypatch):
    monkeypatch.setattr(opening, "ALL_BUT", 1)
    return found_out(one_screen(5, [0]))


def broken_comparing_notes(monkeypatch):
    monkeypatch.setattr(opening, "ALL_BUT_FROM_TEN", 2)
    return found_out(one_screen(9, [0, 0]))


def broken_domains_only(monkeypatch):
    """Two of seven who compare notes: a standard on which the rest agree hides in a domain on which they do not."""
    known = [(0, 0), (0, 0)]
    agreed = ((0, 0, 5), (2, 2, 1))

    def screen():
        return opened(7, *(attacker.with_known(one, own) for one, own in zip(agreed, known, strict=True))).opened

    assert len(two_standards(5, known)[screen()]) > 1
    monkeypatch.setattr(opening, "BY_STANDARD_FROM", 5)
    monkeypatch.setattr(opening, "ALL_BUT_FROM_TEN", 2)
    return len(two_standards(5, known)[screen()]) == 1


def broken_rounding(monkeypatch):
    monkeypatch.setattr(opening, "_bars", tuple)
    return len(singled_out(range(9, 12), 0))


def broken_longest_bar(monkeypatch):
    """Five bars of "few or none" in a seat of ten can only be two people each."""
    rounded = opening._bars

    def without(counts):
        bars = rounded(counts)
        return bars if max(counts) > 2 else (0,) * len(bars)

    monkeypatch.setattr(opening, "_bars", without)
    return len(singled_out(range(9, 14), 0))


def broken_completion(monkeypatch):
    return found_out(moments(6, 3, lambda people, invited: people))


def broken_not_everybody(monkeypatch):
    return found_out(moments(10, 3, lambda people, invited: in_fives(people)))


def broken_two_dates(monkeypatch):
    monkeypatch.setattr(opening, "LEAST_CHANGED", 1)
    return found_out(two_dates(9, (0, 0), came))


def broken_own_change(monkeypatch):
    """Somebody who changes their own answer to push the table over the edge."""
    monkeypatch.setattr(opening, "LEAST_CHANGED", 2)
    return found_out(two_dates(9, (0, 2), came))


def broken_once(monkeypatch):
    """A seat that opens while people still answer, and again afterwards as if for the first time."""
    return found_out(two_dates(9, (0, 0), came, early=True))


def broken_complements(monkeypatch):
    """Ten answer the first standard, and four of them the second; the domain is shown beside its standards."""
    monkeypatch.setattr(opening, "_groups", lambda standards, people: [(0,), (1,), (0, 1)])
    worlds = [(first, second) for first in attacker.tables(9, LEVELS) for second in attacker.tables(4, LEVELS)]
    view = beside(10)
    possible = attacker.possible(worlds, view, lambda world: attacker.held(world[1]))
    return sum(len(secrets) == 1 for secrets in possible.values())


def beside(people):
    def view(world):
        return opened(people, attacker.with_known(world[0], [0]), world[1]).opened

    return view


BROKEN = [
    broken_least,
    broken_unanimity,
    broken_own_answer,
    broken_comparing_notes,
    broken_domains_only,
    broken_rounding,
    broken_longest_bar,
    broken_completion,
    broken_not_everybody,
    broken_two_dates,
    broken_own_change,
    broken_once,
    broken_complements,
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.__name__)
def test_attack_succeeds_where_a_rule_is_broken(broken, monkeypatch):
    assert broken(monkeypatch) > 0


def test_and_a_standard_that_few_answered_is_safe_while_the_domain_is_not_shown_beside_it():
    worlds = [(first, second) for first in attacker.tables(9, LEVELS) for second in attacker.tables(4, LEVELS)]
    assert found_out(attacker.possible(worlds, beside(10), lambda world: attacker.held(world[1]))) == 0
