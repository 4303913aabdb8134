"""Scoring rules as data: what each makes of levels, what caps do, how the level hangs on each, and the words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartwood.estimates import Shown
from heartwood.framework import scoring
from heartwood.framework.saying import say_changed, say_formula
from heartwood.framework.scoring import BadScoring, Cap, Combining, How, Scoring, combine, from_data, level_of, score
from heartwood.framework.sensitivity import Changed, Kind, sensitivity

LEVELS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 5), min_size=1)
LIVED = Cap(3, "lived_experience")


@pytest.mark.parametrize(
    ("combining", "levels", "level"),
    [
        (Combining(How.MINIMUM), (4, 2, 5), 2),
        (Combining(How.MEDIAN), (4, 2, 5), 4),
        (Combining(How.MEDIAN), (4, 2, 5, 3), 3),
        (Combining(How.WEIGHTED_MEAN), (4, 3, 4), 3),
        (Combining(How.WEIGHTED_MEAN), (3, 3, 3), 3),
        (Combining(How.WEIGHTED_MEAN, weights=(("0", 8.0),)), (5, 1, 4), 4),
        (Combining(How.SHARE_AT_LEAST, share=1.0), (4, 2, 5), 2),
        (Combining(How.SHARE_AT_LEAST, share=0.6), (4, 2, 5), 4),
    ],
)
def test_levels_become_one_level(combining, levels, level):
    assert combine(combining, {str(at): one for at, one in enumerate(levels)}) == level


@given(LEVELS, st.sampled_from(How), st.floats(0.1, 1))
def test_level_is_never_outside_those_it_is_made_of(levels, how, share):
    assert min(levels.values()) <= combine(Combining(how, share), levels) <= max(levels.values())


@given(LEVELS, st.sampled_from(How))
def test_rise_in_a_standard_never_lowers_the_level(levels, how):
    first = next(iter(levels))
    raised = {**levels, first: min(levels[first] + 1, 5)}
    assert combine(Combining(how, 0.7), raised) >= combine(Combining(how, 0.7), levels)


def test_no_level_above_three_without_the_voice_of_lived_experience():
    rule = Scoring(Combining(How.MINIMUM), (LIVED,))
    assert level_of(rule, {"a": 5, "b": 4}, []) == 3
    assert level_of(rule, {"a": 5, "b": 4}, ["lived_experience"]) == 4


def test_score_is_an_estimate_without_an_interval():
    found = score(Scoring(Combining(How.MEDIAN)), {"a": 4, "b": None}, [], sources=("edition",))
    assert (found.value, found.low, found.high, found.method, found.sources) == (
        4.0,
        None,
        None,
        "scoring",
        ("edition",),
    )


def test_domain_without_any_level_is_silent():
    found = score(Scoring(Combining(How.MEDIAN)), {"a": None}, [])
    assert (found.value, found.shown, found.why) == (None, Shown.NOBODY_MEASURES, scoring.NOTHING)
    assert sensitivity(Scoring(Combining(How.MEDIAN)), {"a": None}, []) == ()


def test_scoring_is_read_from_data():
    data = {
        "combine": "weighted_mean",
        "weights": {"b": 2, "a": 1},
        "caps": [{"at_most": 2, "unless": "evidence"}],
    }
    assert from_data(data) == Scoring(
        Combining(How.WEIGHTED_MEAN, weights=(("a", 1.0), ("b", 2.0))), (Cap(2, "evidence"),)
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "“combine” must be one of minimum, median, share_at_least, weighted_mean; None is not."),
        ({"combine": "best"}, "'best' is not."),
        ({"combine": "share_at_least", "share": 0}, "“share” must be above 0 and at most 1; 0 is not."),
        ({"combine": "weighted_mean", "weights": {"a": -1}}, "Every weight must be above 0."),
        ({"combine": "median", "caps": [{"at_most": 5, "unless": "x"}]}, "a level from 1 to 4; 5 is not."),
        ({"combine": "median", "caps": [{"at_most": "3", "unless": "x"}]}, "a level from 1 to 4; '3' is not."),
        ({"combine": "median", "caps": [{"at_most": 3}]}, "A cap must say “unless”"),
    ],
)
def test_scoring_that_cannot_be_used_is_refused_in_a_sentence(data, words):
    with pytest.raises(BadScoring, match=re.escape(words)):
        from_data(data)


def test_each_rule_is_left_out_and_moved_and_each_standard_left_out():
    rule = Scoring(Combining(How.MEDIAN), (LIVED,))
    assert sensitivity(rule, {"a": 4, "b": 5, "c": 1}, []) == (
        Changed(Kind.COMBINED_OTHERWISE, "minimum", None, 1, -2),
        Changed(Kind.COMBINED_OTHERWISE, "share_at_least", None, 1, -2),
        Changed(Kind.COMBINED_OTHERWISE, "weighted_mean", None, 3, 0),
        Changed(Kind.WITHOUT_CAP, "lived_experience", None, 4, 1),
        Changed(Kind.OTHER_CAP, "lived_experience", 2.0, 2, -1),
        Changed(Kind.OTHER_CAP, "lived_experience", 4.0, 4, 1),
        Changed(Kind.WITHOUT_STANDARD, "a", None, 1, -2),
        Changed(Kind.WITHOUT_STANDARD, "b", None, 1, -2),
        Changed(Kind.WITHOUT_STANDARD, "c", None, 3, 0),
    )


def test_shares_and_weights_are_moved_too():
    share = sensitivity(Scoring(Combining(How.SHARE_AT_LEAST, 0.95)), {"a": 4, "b": 2}, [])
    assert [(one.to, one.level) for one in share if one.kind is Kind.OTHER_SHARE] == [(0.85, 2)]
    weights = sensitivity(Scoring(Combining(How.WEIGHTED_MEAN)), {"a": 5, "b": 2}, [])
    assert [(one.what, one.level) for one in weights if one.kind is Kind.WEIGHT_DOUBLED] == [("a", 4), ("b", 3)]


def test_caps_at_the_ends_are_moved_one_way_only_and_one_standard_is_not_left_out():
    rule = Scoring(Combining(How.MEDIAN), (Cap(1, "x"), Cap(4, "y")))
    found = sensitivity(rule, {"a": 5}, ["x", "y"])
    assert [(one.what, one.to) for one in found if one.kind is Kind.OTHER_CAP] == [("x", 2.0), ("y", 3.0)]
    assert [one for one in found if one.kind is Kind.WITHOUT_STANDARD] == []


def test_formula_in_words_names_weights_and_caps():
    rule = from_data({"combine": "weighted_mean", "weights": {"a": 2}, "caps": [{"at_most": 2, "unless": "evidence"}]})
    assert say_formula(rule, {"a": "Safe places", "evidence": "evidence one can show"}) == (
        "The level is the mean of its standards, rounded down. “Safe places” weighs 2. "
        "Never above level 2 without: evidence one can show."
    )
    assert say_formula(Scoring(Combining(How.SHARE_AT_LEAST, 0.75)), {}) == (
        "The level is the highest that at least 75% of its standards reach."
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            Changed(Kind.COMBINED_OTHERWISE, "minimum", None, 1, -2),
            "If it were worked out otherwise (the lowest): level 1 instead of 3.",
        ),
        (Changed(Kind.OTHER_SHARE, "", 0.85, 2, 0), "If 85% of the standards had to reach it: still level 2."),
        (Changed(Kind.OTHER_CAP, "x", 2.0, 2, -1), "If the rule on “x” stopped at level 2: level 2 instead of 3."),
        (Changed(Kind.WITHOUT_STANDARD, "a", None, 3, 0), "Without the standard “Safe places”: still level 3."),
    ],
)
def test_sensitivity_is_said_in_words(changed, words):
    assert say_changed(changed, {"a": "Safe places"}) == words
