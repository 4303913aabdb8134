"""Lots: nobody is guessed, nothing is told of fewer than ten, and no difference of totals is either."""

from itertools import combinations, product
from random import Random

import pytest

from heartwood.disclosure import lots
from heartwood.disclosure.lots import AFTER, BEFORE, LATER, Patience, Said, Waits, added, count, fives, gather, matched

ASKED = ("know",)


def said(wave, code, **chosen):
    return Said(wave, code, {item: (choice,) for item, choice in chosen.items()})


def a_session(people, *, typos=0, passed=0, first=0):
    """Give what so many people say at three times: the last ones typed their code otherwise, or passed the question."""
    found = []
    for number in range(first, first + people):
        after = f"{number}x" if number - first < typos else str(number)
        found.append(said(BEFORE, str(number), know="no"))
        found.append(said(AFTER, after, **({} if number - first >= people - passed else {"know": "yes"})))
        found.append(said(LATER, str(number), did="yes"))
    return found


def test_matching_is_one_to_one_and_never_a_guess():
    first = [said(BEFORE, one) for one in ("a1", "b2", "b2", "c3", "")]
    second = [said(AFTER, one) for one in ("a1", "b2", "c8", "", "")]
    found = matched(first, second)
    assert [one.code for one, _ in found.pairs] == ["a1"]
    assert (found.alone, found.twice) == ((4, 4), 2)


def test_matching_is_that_of_a_slow_twin():
    luck = Random(7)
    for _one in range(200):
        first = [said(BEFORE, luck.choice("abcd") if luck.random() < 0.8 else "") for _each in range(luck.randrange(6))]
        second = [said(AFTER, luck.choice("abcd") if luck.random() < 0.8 else "") for _each in range(luck.randrange(6))]
        slow = [
            (one, other)
            for one, other in product(first, second)
            if one.code
            and one.code == other.code
            and sum(each.code == one.code for each in first) == sum(each.code == one.code for each in second) == 1
        ]
        assert [tuple(map(id, pair)) for pair in matched(first, second).pairs] == [
            tuple(map(id, pair)) for pair in slow
        ]


def test_code_means_nothing_in_another_session():
    found = count([a_session(12), a_session(12)], 24, ASKED)
    assert found.matched == 24
    apart = count(
        [[one for one in a_session(12) if one.wave == BEFORE], [one for one in a_session(12) if one.wave == AFTER]],
        24,
        ASKED,
    )
    assert apart.matched == 0


def test_what_fewer_than_ten_said_stands_in_no_lot():
    found = count([a_session(12, typos=3)], 12, ASKED)
    assert (found.matched, found.moves) == (0, {})
    assert found.choices[f"{LATER}/did"] == {"": 12, "yes": 12}
    assert (
        f"{BEFORE}/know" in found.choices
    )  # nobody is in a pair that counts, and yet nine are: they are told with the rest


def test_matched_people_and_the_rest_share_nobody():
    found = count([a_session(24, typos=11)], 24, ASKED)
    assert sum(found.moves["know"].values()) == 13
    assert found.choices[f"{BEFORE}/know"][""] == found.choices[f"{AFTER}/know"][""] == 11
    few = count([a_session(24, typos=4)], 24, ASKED)
    assert sum(few.moves["know"].values()) == 20
    assert f"{BEFORE}/know" not in few.choices  # four people are left: nothing is said of them, and no total either


def test_whoever_passed_a_question_is_in_no_pair_of_it():
    found = count([a_session(24, passed=12)], 24, ASKED)
    assert (found.matched, sum(found.moves["know"].values())) == (24, 12)


def test_sum_of_lots_is_the_sum_of_their_parts():
    one, other = count([a_session(12)], 13, ASKED), count([a_session(15)], 15, ASKED)
    both = added([one, other])
    assert (both.came, both.matched, both.moves["know"]) == (28, 27, {"no>yes": 27})
    assert both.answered == {BEFORE: 27, AFTER: 27, LATER: 27}
    assert added([]).choices == {}


def test_fives_hide_whether_all_agreed():
    assert {fives(one) for one in (8, 9, 10)} == {10}
    assert {fives(one) for one in (0, 1, 2)} == {0}


# Lots


def waits(key, *, trainers=(1,), place="north", edition="first", people=12, days=0):
    return Waits(key, edition, place, trainers, days, matched=people, later=people, most=people)


def test_sessions_of_the_same_people_make_a_lot_when_there_are_enough():
    assert gather([waits(1, people=6)]) == ()
    (lot,) = gather([waits(1, people=6), waits(2, people=6)])
    assert (lot.keys, lot.place, lot.trainers) == ((1, 2), "north", (1,))


def test_editions_are_never_in_one_lot():
    assert gather([waits(1, people=6, days=400), waits(2, people=6, edition="second", days=400)]) == ()


@pytest.mark.parametrize(
    ("days", "place", "expected"),
    [(90, "north", []), (91, "north", ["north"]), (91, "south", []), (182, "south", [""])],
)
def test_who_waits_long_goes_with_others_and_then_nobody_is_named_by_it(days, place, expected):
    found = gather([waits(1, people=6, days=days), waits(2, people=6, trainers=(2,), place=place)])
    assert [one.place for one in found] == expected
    assert all(one.trainers == () for one in found)


def test_after_a_year_what_ten_said_at_any_time_is_told():
    once = Waits(1, "first", "north", (1,), 364, matched=0, later=3, most=12)
    assert gather([once]) == ()
    assert [one.keys for one in gather([once], patience=Patience(any=364))] == [(1,)]


# The attack: everything published are sums of lots, so every difference of what is published is one of whole lots.


def published(rows, by):
    """Give every total that a page could show: of an edition, a place, a trainer; each as the sessions that are in it."""
    totals = {}
    for lot in gather(rows):
        for name in (("edition", lot.edition), ("place", lot.place), *(("trainer", one) for one in lot.trainers)):
            totals.setdefault(name, set()).update(lot.keys)
    return [totals[name] for name in totals if by in ("all", name[0])]


def smallest_difference(rows, sets):
    """Give the fewest people left over when totals are added and taken away from each other, in every way."""
    people = {one.key: one.matched for one in rows}
    least = 10**9
    for size in (1, 2, 3):
        for several in combinations(sets, size):
            for signs in product((1, -1), repeat=size):
                left = {
                    key: sum(sign * (key in one) for sign, one in zip(signs, several, strict=True)) for key in people
                }
                groups = {}
                for key, times in left.items():
                    groups.setdefault(times, set()).add(key)
                least = min([least, *(sum(people[key] for key in one) for times, one in groups.items() if times)])
    return least


def crowds(seed):
    luck = Random(seed)
    return [
        waits(
            key,
            trainers=tuple(sorted(luck.sample((1, 2, 3), luck.randrange(1, 3)))),
            place=luck.choice(("north", "south")),
            people=luck.randrange(3, 16),
            days=luck.choice((0, 100, 200)),
        )
        for key in range(6)
    ]


def test_no_difference_of_totals_is_of_fewer_than_ten():
    for seed in range(150):
        rows = crowds(seed)
        sets = published(rows, "all")
        if sets:
            assert smallest_difference(rows, sets) >= lots.LEAST, seed


def test_the_attack_succeeds_where_lots_are_smaller(monkeypatch):
    loose = [published_loosely(crowds(seed)) for seed in range(30)]
    assert any(smallest_difference(rows, sets) < lots.LEAST for rows, sets in loose if sets)


def published_loosely(rows):
    """Give the totals that would be shown without lots: of each trainer and place from ten people on, whatever is left."""
    totals = {}
    for one in rows:
        for name in (("edition", one.edition), ("place", one.place), *(("trainer", each) for each in one.trainers)):
            totals.setdefault(name, set()).add(one.key)
    people = {one.key: one.matched for one in rows}
    return rows, [keys for keys in totals.values() if sum(people[key] for key in keys) >= lots.LEAST]
