"""Nought and the silences never look alike; what services wrote down is never called better or worse."""

import re
from html import unescape

import pytest

from partnership.core.components import Mark
from partnership.places.queries.opened import evidence
from partnership.places.queries.takeaways import profile_lines


def rows_of(text):
    """The rows of a page's tables, as words."""
    return [
        " ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL)
    ]


@pytest.mark.usefixtures("site")
def test_every_silence_has_its_own_words(pack):
    lines = [line for area in pack.districts for line in profile_lines(area.code)]
    words_of = {}
    for line in lines:
        if line["status"] != "shown":
            words_of.setdefault(line["status"], set()).add(line["shown_as"])

    assert {"nobody_measures", "not_loaded"} <= set(words_of)
    said = [each for several in words_of.values() for each in several]
    assert len(said) == len(set(said))
    assert all(line["why_no_value"] for line in lines if line["status"] != "shown")
    assert not {"none", "0"} & set(said)


def test_page_tells_the_silences_apart(site, pack):
    text = site.get(f"/places/{pack.districts[0].slug}/5-10/").text

    assert "Nobody measures this" in text
    assert "hw-silence--nobody_measures" in text
    assert "Published, not loaded here" in text
    assert "hw-silence--not_loaded" in text
    assert "Who looked:" in text


def test_doubted_figure_is_not_printed(site, pack):
    doubt = next(one for one in pack.doubts if one.withheld and one.area and not one.period)
    area, indicator = pack.areas[doubt.area], pack.indicators[doubt.indicator]
    rows = rows_of(site.get(f"/indicators/{indicator.slug}/").text)
    own = next(row for row in rows if row.startswith(str(area.name)))

    assert "Published, and we doubt it" in own
    assert doubt.why in own


def test_nought_is_a_value_and_says_none(site, pack):
    known = evidence()
    noughts = [
        (area, figure)
        for area in pack.districts
        for key in pack.indicators
        for figure in known.series(key, area.code)
        if figure.estimate.value == 0
    ]
    assert noughts
    area, figure = noughts[0]
    line = next(
        line
        for line in site.get(f"/indicators/{figure.indicator.slug}.json").json()["rows"]
        if line["place_code"] == area.code and line["period"] == figure.period.iso
    )
    assert (line["value"], line["shown_as"], line["status"]) == (0, "none", "shown")


@pytest.mark.usefixtures("site")
def test_what_services_wrote_down_is_never_better_or_worse(pack):
    lines = [line for area in pack.districts for line in profile_lines(area.code)]
    recorded = [line for line in lines if line.get("recorded_by_services") == "yes"]

    assert recorded
    assert not [line for line in recorded if line.get("comparison") in ("better", "worse")]
    assert not [line for line in recorded if "getting" in str(line.get("trend_in_words", ""))]


def test_page_says_that_services_wrote_a_figure_down(site, pack):
    indicator = next(one for one in pack.indicators.values() if one.recorded_by_services)

    assert "This counts what services did or wrote down." in site.get(f"/indicators/{indicator.slug}/").text


@pytest.mark.usefixtures("site")
def test_without_an_interval_nothing_is_better_or_worse(pack):
    known = evidence()
    for area in pack.districts:
        for key in pack.indicators:
            for figure in known.series(key, area.code):
                if figure.compared and not figure.estimate.has_interval:
                    assert not Mark(figure.compared.verdict.value).is_judged
