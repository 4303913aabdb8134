"""What a meeting may want to look at again, and what is claimed, shown and borne out, side by side."""

from datetime import date

import pytest

from heartwood.disclosure.opening import Answers, Domain, open_by_name, open_seat
from heartwood.framework.noticing import Claims, Kind, Looked, Noticed, claims, middle, noticed, table_of
from heartwood.framework.saying import say_exactly, say_noticed

TODAY = date(2028, 2, 29)
LOW, HIGH, AGREED = (6, 6, 0, 0, 0), (0, 0, 0, 6, 6), (0, 0, 0, 0, 12)


def seat(**counts):
    domains = tuple(Domain(key, (key,), (each,)) for key, each in counts.items())
    return open_seat(Answers(12, domains), closed=True).opened


def looked(agreed, evidence=None, **seats):
    return Looked(agreed, seats, "people", evidence or {})


def kinds(given):
    return [one.kind for one in noticed(given, TODAY)]


def test_level_is_claimed_shown_and_borne_out_each_for_itself():
    given = looked(
        {"a": 4, "b": 4, "c": 5, "d": 2},
        {"a": [None], "d": [TODAY], "e": [TODAY]},
        people=seat(a=HIGH, b=LOW, d=(0, 0, 0, 0, 0)),
        staff=seat(a=LOW, c=HIGH, d=HIGH),
    )
    assert claims(given) == Claims(claimed=4, evidenced=2, corroborated=1, unheard=2)


def test_nothing_agreed_is_nothing_claimed():
    assert claims(looked({})) == Claims(0, 0, 0, 0)
    assert noticed(looked({}), TODAY) == ()


@pytest.mark.parametrize("people", [{}, {"people": open_seat(Answers(4, ()), closed=True).opened}])
def test_level_without_a_voice_of_lived_experience_is_noticed(people):
    given = looked({"a": 1, "b": 2}, staff=seat(a=HIGH, b=HIGH), **people)
    assert noticed(given, TODAY) == (Noticed(Kind.UNHEARD, ("a", "b")),)


def test_domain_of_a_small_seat_speaks_for_each_of_its_standards():
    small = open_seat(Answers(6, (Domain("d", ("a", "b"), ((0, 0, 2, 2, 2), (0, 0, 2, 2, 2))),)), closed=True).opened
    assert table_of(small, "a") is table_of(small, "b") is small.tables[0]
    assert middle(small.tables[0]) == 4
    assert noticed(looked({"a": 2, "b": 4}, people=small), TODAY) == ()


def test_level_above_every_seat_is_noticed_and_one_that_a_seat_reaches_is_not():
    given = looked({"a": 3, "b": 5}, people=seat(a=LOW, b=LOW), staff=seat(a=LOW, b=HIGH, c=HIGH))
    assert noticed(given, TODAY) == (Noticed(Kind.ABOVE_ALL, ("a", "b")),)
    assert noticed(looked({"a": 3, "b": 4}, people=seat(a=LOW, b=LOW), staff=seat(a=HIGH, b=HIGH)), TODAY) == ()


def test_the_same_level_everywhere_is_noticed_from_three_standards_on():
    heard = {"people": seat(a=HIGH, b=HIGH, c=HIGH)}
    assert kinds(looked({"a": 4, "b": 4}, **heard)) == []
    assert kinds(looked({"a": 4, "b": 4, "c": 4}, **heard)) == [Kind.AGREED_ALIKE]
    assert kinds(looked({"a": 4, "b": 4, "c": 3}, **heard)) == []


def test_seat_in_which_nearly_all_chose_the_same_everywhere_is_noticed():
    assert kinds(looked({}, staff=seat(a=AGREED, b=AGREED))) == []
    assert kinds(looked({}, staff=seat(a=AGREED, b=AGREED, c=AGREED))) == [Kind.SEAT_ALIKE]
    assert kinds(looked({}, staff=seat(a=AGREED, b=AGREED, c=(12, 0, 0, 0, 0)))) == []
    assert kinds(looked({}, staff=seat(a=AGREED, b=AGREED, c=HIGH))) == []


def test_seat_by_name_that_is_all_alike_is_noticed():
    alike = Answers(2, tuple(Domain(key, (key,), ((0, 0, 0, 2, 0),)) for key in "abc"))
    assert noticed(looked({}, leaders=open_by_name(alike)), TODAY) == (Noticed(Kind.SEAT_ALIKE, ("leaders",)),)


@pytest.mark.parametrize(
    ("days", "old"),
    [
        ([date(2026, 2, 28)], True),
        ([date(2026, 3, 1)], False),
        ([date(2020, 1, 1), date(2027, 1, 1)], False),
        ([date(2020, 1, 1), None], True),
        ([None], False),
        ([], False),
    ],
)
def test_evidence_is_old_where_all_that_has_a_day_is_more_than_two_years_old(days, old):
    found = kinds(looked({}, {"a": days}))
    assert found == [Kind.OLD_EVIDENCE] * old


def test_silent_table_has_no_middle():
    with pytest.raises(ValueError, match="no middle"):
        middle(seat(a=(0, 0, 0, 0, 0)).tables[0])
    assert say_exactly(seat(a=(0, 0, 0, 0, 0)).tables[0], 1) == ""


def test_each_thing_noticed_has_its_sentence_with_names_in_it():
    said = {kind: say_noticed(Noticed(kind, ("a", "b")), {"a": "Calm", "b": "Choice"}) for kind in Kind}
    assert said[Kind.UNHEARD].endswith("could not be heard on it: Calm; Choice.")
    assert said[Kind.ABOVE_ALL].endswith("the middle answer of any seat: Calm; Choice.")
    assert len(set(said.values())) == len(Kind)
    assert not any("{" in words for words in said.values())
