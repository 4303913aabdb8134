"""Every sentence about a number."""

from datetime import date

import pytest

from heartwood import wording
from heartwood.estimates import Estimate, Shown
from heartwood.evidence.comparison import Compared, Verdict
from heartwood.evidence.trend import Direction, Trend
from heartwood.pack import Polarity, Silence, Words
from heartwood.periods import Period


def an_estimate(value=None, low=None, high=None, shown=Shown.TOO_FEW, unit="per 10,000 children"):
    shown, why = (Shown.SHOWN, "") if value is not None else (shown, "A reason.")
    return Estimate(value, low, high, 0.95, unit, None, shown, why, "published", ())


class AnIndicator:
    """Only what a sentence asks of an indicator."""

    def __init__(self, *, recorded=False, stands_in_for=None):
        self.recorded_by_services = recorded
        self.stands_in_for = stands_in_for
        self.polarity = Polarity.NEITHER


def compared(verdict, against="E92000001", why=""):
    return Compared(verdict, against, None, None, why)


def said(verdict, indicator=None, **of_compared):
    names = {"E92000001": "England"}
    return wording.say_comparison(compared(verdict, **of_compared), indicator or AnIndicator(), names.__getitem__)


def test_every_verdict_has_its_own_words():
    assert {verdict: said(verdict) for verdict in Verdict} == {
        Verdict.BETTER: "better than England",
        Verdict.WORSE: "worse than England",
        Verdict.SIMILAR: "similar to England",
        Verdict.HIGHER: "higher than England",
        Verdict.LOWER: "lower than England",
        Verdict.HIGHER_NO_INTERVAL: "higher than England (no interval published)",
        Verdict.LOWER_NO_INTERVAL: "lower than England (no interval published)",
        Verdict.SAME_NO_INTERVAL: "the same as England (no interval published)",
        Verdict.MORE_RECORDED: "more recorded than in England",
        Verdict.FEWER_RECORDED: "fewer recorded than in England",
        Verdict.SAME_RECORDED: "as many recorded as in England",
        Verdict.CANNOT_SAY: "cannot be compared with England",
    }


def test_only_the_three_judged_verdicts_judge():
    judging = {verdict for verdict in Verdict if {"better", "worse"} & set(said(verdict).split())}
    assert judging == {Verdict.BETTER, Verdict.WORSE}


def test_what_services_recorded_is_always_said_as_recorded():
    recorded = AnIndicator(recorded=True)
    assert said(Verdict.HIGHER, recorded) == "more recorded than in England"
    assert said(Verdict.LOWER, recorded) == "fewer recorded than in England"
    assert said(Verdict.SIMILAR, recorded) == "similar to England"


def test_a_comparison_that_cannot_be_made_says_why():
    assert said(Verdict.CANNOT_SAY, why="It has no figure.") == "cannot be compared with England. It has no figure."


def test_neighbours_are_named_in_words():
    assert said(Verdict.WORSE, against="neighbours") == "worse than the middle of the places most like it"


@pytest.mark.parametrize(
    ("value", "decimals", "suffix", "words"),
    [
        (19.24, 1, "%", "19.2%"),
        (19.25, 1, "%", "19.3%"),
        (341.25, 1, "", "341.3 per 10,000 children"),
        (12345.6, 0, "", "12,346 per 10,000 children"),
        (0.0, 1, "%", "none"),
        (0.04, 1, "%", "less than 0.1%"),
        (0.4, 0, "", "less than 1 per 10,000 children"),
    ],
)
def test_a_value_is_said_with_what_it_is(value, decimals, suffix, words):
    assert wording.say_value(an_estimate(value), decimals, suffix) == words


def test_only_a_true_nought_is_none():
    assert [wording.say_value(an_estimate(value), 1, "%") for value in (0.0, -0.0, 1e-12, None)] == [
        "none",
        "none",
        "less than 0.1%",
        "Too few to show",
    ]


def test_a_unit_may_be_given_in_the_readers_language_and_may_be_missing():
    assert wording.say_value(an_estimate(2.5), 1, "", unit="Jahre") == "2.5 Jahre"
    assert wording.say_value(an_estimate(2.5, unit=""), 1, "") == "2.5"


def test_no_two_silences_are_said_alike():
    words = {shown: wording.say_value(an_estimate(shown=shown), 1, "%") for shown in Shown if shown != Shown.SHOWN}
    assert words[Shown.NOBODY_MEASURES] == "Nobody measures this"
    assert words[Shown.TOO_FEW] == "Too few to show"
    assert len({*words.values(), "none"}) == 6
    assert not any(character.isdigit() for said in words.values() for character in said)


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (an_estimate(20.0, 18.04, 22.06), "18.0% to 22.1%"),
        (an_estimate(20.0), "no interval published"),
        (an_estimate(20.0, 18.0), "no interval published"),
        (an_estimate(), ""),
    ],
)
def test_an_interval_is_said_or_its_absence(estimate, words):
    assert wording.say_interval(estimate, 1, suffix="%") == words


def test_an_interval_needs_no_suffix():
    assert wording.say_interval(an_estimate(2000.0, 1800.0, 2200.0), 0) == "1,800 to 2,200"


@pytest.mark.parametrize(
    ("direction", "better", "words"),
    [
        (Direction.RISING, True, "rising: getting better"),
        (Direction.RISING, False, "rising: getting worse"),
        (Direction.RISING, None, "rising"),
        (Direction.FALLING, True, "falling: getting better"),
        (Direction.FALLING, False, "falling: getting worse"),
        (Direction.FALLING, None, "falling"),
        (Direction.NO_CLEAR_CHANGE, None, "no clear change"),
    ],
)
def test_a_trend_is_said_with_whether_it_is_good(direction, better, words):
    assert wording.say_trend(Trend(direction, better, None, None, "")) == words


def test_a_trend_that_cannot_be_said_says_why():
    assert wording.say_trend(Trend(Direction.CANNOT_SAY, None, None, None, "It broke.")) == "cannot say. It broke."


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2025-03-31", "31 March 2025"),
        ("2024-01-01/P1Y", "2024"),
        ("2022-01-01/P3Y", "2022 to 2024"),
        ("2024-04-01/P1Y", "April 2024 to March 2025"),
        ("2024-12-01/P1M", "December 2024"),
    ],
)
def test_a_period_that_is_only_a_code_is_said_in_words(code, words):
    assert wording.say_period(Period.parse(code), code) == words


def test_a_publishers_own_label_is_kept():
    assert wording.say_period(Period.parse("2023-04-01/P1Y"), "2023/24") == "2023/24"


@pytest.mark.parametrize(
    ("kind", "words"),
    [("nobody_measures", "Nobody measures this"), ("published_not_loaded", "Published, not loaded here")],
)
def test_a_factor_without_a_figure_says_which_silence(kind, words):
    silence = Silence(kind, Words({"en": "Why."}), Words({"en": "who"}), date(2024, 1, 1), "")
    assert wording.say_silence(silence) == words


def test_age_origin_and_proxy_are_said_only_where_there_is_something_to_say():
    assert [wording.say_age(years) for years in (None, 3, 7)] == ["", "over 3 years old", "over 7 years old"]
    assert [wording.say_origin(worked_out=mine) for mine in (True, False)] == ["worked out by us", "as published"]
    proxy = AnIndicator(stands_in_for=Words({"en": "Rent stands in for homes.", "pl": "Czynsz zamiast domu."}))
    assert wording.say_stand_in(proxy) == "A stand-in. Rent stands in for homes."
    in_polish = wording.say_stand_in(proxy, "pl", lambda text: text.replace("A stand-in", "Zamiast"))
    assert in_polish == "Zamiast. Czynsz zamiast domu."
    assert wording.say_stand_in(AnIndicator()) == ""


def test_every_word_goes_through_the_translator():
    seen = []

    def translate(text):
        seen.append(text)
        return f"<{text}>"

    names = {"E92000001": "Anglia"}
    assert wording.say_comparison(compared(Verdict.BETTER), AnIndicator(), names.__getitem__, translate) == (
        "<better than Anglia>"
    )
    assert wording.say_value(an_estimate(), 1, "%", translate) == "<Too few to show>"
    assert wording.say_value(an_estimate(0.0), 1, "%", translate) == "<none>"
    assert wording.say_interval(an_estimate(2.0), 1, translate) == "<no interval published>"
    assert wording.say_trend(Trend(Direction.FALLING, None, None, None, ""), translate) == "<falling>"
    assert "better than {area}" in seen
