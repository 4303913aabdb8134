"""Histories: a gap is a gap, a break stops the line, every silence has its sign, and the words agree."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from heartwood.evidence import pictures
from heartwood.evidence.pictures import panels
from heartwood.evidence.pictures.tokens import HEART, PAPER, STONE, contrast
from heartwood.evidence.profile import open_evidence
from heartwood.pack import Break

YEARS = range(2014, 2024)


@pytest.fixture
def draw(small):
    """Draw the history of an indicator from rows, as (series, indicator)."""

    def made(rows, **changes):
        indicator = small.indicator(**changes)
        evidence = open_evidence(small.build(rows), small.pack(indicator), today=date(2024, 6, 1))
        areas = (small.north, small.south, small.region, small.nation)
        return {area: evidence.series("worry", area) for area in areas}, indicator

    return made


def values(small, area, start=10.0, **changes):
    return [
        small.row(area, f"{year}-01-01/P1Y", start + at, start + at - 2, start + at + 2, **changes)
        for at, year in enumerate(YEARS)
    ]


def without(rows, year, status):
    return [
        row | {"value": None, "low": None, "high": None, "status": status, "note": "Because."}
        if row["label"] == str(year)
        else row
        for row in rows
    ]


def lines(chart):
    """Count the points of each line of a place."""
    spec = chart.to_dict()
    own = [layer["data"]["name"] for layer in spec["layer"] if layer["encoding"].get("stroke") == {"value": HEART}]
    return [row["path"].count(",") for name in own for row in spec["datasets"][name] if "alone" in row]


def written(svg):
    return [" ".join(text.itertext()) for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_history_has_a_panel_for_each_area_but_the_one_compared_with(small, draw):
    series, indicator = draw(values(small, small.north) + values(small, small.south) + values(small, small.nation))
    said = written(pictures.svg(pictures.history(series, indicator=indicator)))
    assert {"Northby", "Southby", "The-Land"} <= set(said)
    placed = panels.panels_of(series, small.nation, wide=True, margin=40)
    assert [panel.area for panel in placed] == [small.north, small.south]  # nothing is known of the region
    assert lines(pictures.history(series, indicator=indicator)) == [10, 10]


def test_history_of_the_only_area_is_drawn_even_if_others_are_compared_with_it(small, draw):
    series, indicator = draw(values(small, small.nation))
    assert lines(pictures.history(series, indicator=indicator)) == [10]


def test_line_stops_at_a_silence(small, draw):
    series, indicator = draw(without(values(small, small.north), 2017, "too_few"))
    chart = pictures.history(series, indicator=indicator)
    assert lines(chart) == [3, 6]
    assert "Too few to show" in written(pictures.svg(chart))


def test_line_stops_at_a_period_that_is_not_there(small, draw):
    series, indicator = draw([row for row in values(small, small.north) if row["label"] != "2017"])
    assert lines(pictures.history(series, indicator=indicator)) == [3, 6]


def test_line_stops_at_a_break_and_the_break_is_explained(small, draw):
    stop = Break(date(2019, 1, 1), small.words("Counted in another way."))
    series, indicator = draw(values(small, small.north), breaks=(stop,))
    chart = pictures.history(series, indicator=indicator)
    assert lines(chart) == [5, 5]
    assert "A break in 01/2019: Counted in another way." in written(pictures.svg(chart))


def test_years_between_two_near_breaks_are_hatched(small, draw):
    breaks = [Break(date(year, 1, 1), small.words("Another way.")) for year in (2016, 2020, 2022)]
    assert panels.interludes(breaks) == [(date(2020, 1, 1), date(2022, 1, 1))]


def test_hatching_fills_its_box_and_no_more(small, draw):
    breaks = tuple(Break(date(year, 1, 1), small.words("Another way.")) for year in (2018, 2020))
    series, indicator = draw(values(small, small.north), breaks=breaks)
    datasets = pictures.history(series, indicator=indicator).to_dict()["datasets"]
    (hatching,) = [row["path"] for rows in datasets.values() for row in rows if row.get("hatched")]
    points = [tuple(map(float, point)) for point in re.findall(r"(-?[\d.]+),(-?[\d.]+)", hatching)]
    assert min(points) >= (0, 0)
    assert max(y for _, y in points) == panels.PLOT
    assert min(y for _, y in points) == 0


def test_breaks_outside_the_series_are_not_mentioned(small, draw):
    stop = Break(date(2030, 1, 1), small.words("Counted in another way."))
    series, indicator = draw(values(small, small.north), breaks=(stop,))
    assert "break" not in pictures.svg(pictures.history(series, indicator=indicator)).lower()


def test_each_silence_of_a_history_has_its_own_sign(small, draw):
    rows = values(small, small.north)
    for year, status in zip(YEARS, ("too_few", "not_published", "not_collected"), strict=False):
        rows = without(rows, year, status)
    series, indicator = draw(rows)
    spec = pictures.history(series, indicator=indicator).to_dict()
    signs = [row["sign"] for rows in spec["datasets"].values() for row in rows if "sign" in row]
    assert len(set(signs)) == 3


@pytest.mark.parametrize(("end", "words"), [("low", "was not published"), ("value", "upright lines")])
def test_interval_is_drawn_where_there_is_one_and_its_absence_said(small, draw, end, words):
    rows = values(small, small.north)
    if end == "low":
        rows = [row | {"low": None, "high": None} for row in rows]
    series, indicator = draw(rows)
    assert words in " ".join(written(pictures.svg(pictures.history(series, indicator=indicator))))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.0, 0.0, (0.0, 1.0)),
        (12.1, 21.7, (0.0, 10.0, 20.0, 30.0)),
        (7.1, 7.9, (7.0, 7.5, 8.0)),
        (-3.0, 4.0, (-4.0, -2.0, 0.0, 2.0, 4.0)),
    ],
)
def test_ticks_are_round_and_hold_every_value(low, high, expected):
    ticks = panels.ticks_of(low, high)
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert (ticks[0], ticks[-1]) == (expected[0], expected[-1])


@pytest.mark.parametrize(("start", "said"), [(10.0, False), (70.0, True)])
def test_scale_that_does_not_begin_at_nought_says_so(small, draw, start, said):
    series, indicator = draw(values(small, small.north, start))
    words = written(pictures.svg(pictures.history(series, indicator=indicator)))
    assert ("The scale begins at 65%, not at nought." in words) is said


def test_single_period_stands_in_the_middle(small, draw):
    series, indicator = draw([small.row(small.north, "2023-01-01/P1Y", 12.0, 11.0, 13.0)])
    chart = pictures.history(series, indicator=indicator, width="narrow")
    assert written(pictures.svg(chart)).count("2023") == 1


def test_history_with_nothing_to_draw_says_so(draw):
    series, indicator = draw([])
    with pytest.raises(ValueError, match="no figure of this indicator is in the build"):
        pictures.history(series, indicator=indicator)
    assert pictures.describe_history(series, indicator) == "People with worry, over time (% of people)."


def test_history_is_described_by_its_ends_its_gaps_and_its_breaks(small, draw):
    stop = Break(date(2019, 1, 1), small.words("Counted in another way."))
    rows = without(values(small, small.north), 2017, "too_few") + values(small, small.south, 30.0)
    series, indicator = draw(rows, breaks=(stop,))
    assert pictures.describe_history(series, indicator) == (
        "People with worry, over time (% of people). Northby: 10.0% (2014), 19.0% (2023). "
        "Southby: 30.0% (2014), 39.0% (2023). Periods without a figure: 1. Breaks in the line: 1."
    )


def test_history_is_the_same_every_time_and_fetches_nothing(small, draw):
    series, indicator = draw(values(small, small.north) + values(small, small.nation))
    one, other = (pictures.svg(pictures.history(series, indicator=indicator, width="narrow")) for _ in range(2))
    assert one == other
    assert "://" not in one.replace("http://www.w3.org/", "")
    assert re.findall(r"\sstyle=|<style|<script", one) == []


def test_lines_of_a_history_have_a_contrast_of_three_to_one():
    assert contrast(HEART, PAPER) >= 3
    assert contrast(STONE, PAPER) >= 3
