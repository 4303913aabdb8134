"""Bars of counts in bands: sure, perhaps, and too few to show, each of another look."""

import re

import pytest

from heartwood.evidence import pictures
from heartwood.evidence.pictures.tokens import LEAF, PAPER, STONE, STRAW_EDGE, contrast

ROWS = (
    pictures.Band("Waiting", "30 to 34", 30, 34),
    pictures.Band("Phones, forms and websites", "too few to show", None, None),
)


def drawn(rows=ROWS, **more):
    return pictures.svg(pictures.bands(rows, title="What got in the way", description="Waiting: 30 to 34.", **more))


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_every_bar_has_its_name_and_its_words(width):
    text = drawn(width=width)
    assert set(re.findall(r"<text[^>]*>([^<]+)<", text)) >= {"Waiting", "30 to 34", "too few to show"}
    assert "<desc>Waiting: 30 to 34.</desc>" in text


def test_silence_is_no_short_bar():
    silent = pictures.bands(ROWS[1:], title="", description="").to_dict()["datasets"]
    (dashed,) = [rows for rows in silent.values() if "path" in rows[0]]
    assert len(dashed) == 1
    assert "stroke-dasharray" in drawn(ROWS[1:])
    assert "stroke-dasharray" not in drawn(ROWS[:1])


def test_bar_is_as_long_as_its_count():
    two = (pictures.Band("a", "", 10, 14), pictures.Band("b", "", 50, 54))
    data = pictures.bands(two, title="", description="").to_dict()["datasets"].values()
    sure = [row["path"] for rows in data for row in rows if row.get("path", "").startswith("M0.0")]
    ends = [float(re.search(r"H([\d.]+)V", path)[1]) for path in sure]
    assert ends[1] == pytest.approx(5 * ends[0], rel=0.01)


def test_picture_validates_against_its_grammar():
    pictures.bands(ROWS, title="", description="").to_dict(validate=True)


@pytest.mark.parametrize("colour", [LEAF, STONE, STRAW_EDGE])
def test_marks_stand_out_from_the_paper(colour):
    assert contrast(colour, PAPER) >= 3


def test_nothing_to_draw_is_said():
    with pytest.raises(ValueError, match="nothing to draw"):
        drawn(())
