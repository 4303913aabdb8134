"""The rings: every cell a sector, every state its own shape, every silence its own sign, and words that agree."""

import gzip
import itertools
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from heartwood.estimates import Estimate, Shown
from heartwood.evidence import pictures
from heartwood.evidence.pictures import shapes, tokens
from heartwood.evidence.pictures.states import DRAWN, JUDGED, SILENT, State, state_of, state_words
from heartwood.evidence.profile import Cell, Compared, Direction, Figure, Profile, Trend, Verdict
from heartwood.pack import (
    Area,
    Binding,
    Factor,
    Indicator,
    Polarity,
    Role,
    Silence,
    Source,
    Stage,
    Words,
)
from heartwood.periods import Period

NATION, REGION = "E92000001", "E12000099"
NAMES = {NATION: "the land", REGION: "the shires"}
AGES = [("before-birth", None, None), ("0-4", 0, 4), ("5-10", 5, 10), ("11-17", 11, 17), ("65-and-over", 65, None)]
RISKS = ["Poverty", "Criminal activity and serious violence", "Isolation"]
PROTECTIONS = ["Trusted relationships", "Friendships", "Networks", "Support"]
CELLS = len(AGES) * (len(RISKS) + len(PROTECTIONS))
STATES = [*State]


def words(text):
    return Words({"en": text, "pl": f"pl:{text}"})


AREA = Area("E08000099", "northby", words("Northby"), "district", REGION, None, None)


def an_indicator(**changes):
    usual = Indicator(
        key="made-up",
        slug="made-up",
        title=words("Made up"),
        published_title="Made up",
        definition=words("What it says."),
        numerator=words("Those who do"),
        denominator=words("Everyone"),
        denominator_is="people",
        polarity=Polarity.HIGH_IS_WORSE,
        role=Role.RISK,
        factor=None,
        from_age=None,
        to_age=None,
        stages=(),
        unit=words("% of people"),
        suffix="%",
        decimals=1,
        interval="published",
        recorded_by_services=False,
        stands_in_for=None,
        compare_with=NATION,
        bindings=(Binding("facts", "made-up"),),
        source=Source("A Publisher", "A table", "https://example.org/table", "OGL", None),
        caveats=(),
        breaks=(),
        small_numbers=words("None."),
    )
    return replace(usual, **changes)


def an_estimate(shown=Shown.SHOWN):
    if shown is Shown.SHOWN:
        return Estimate(12.5, 11.0, 14.0, 0.95, "% of people", 100, shown, "", "published", ("e",))
    return Estimate(None, None, None, 0.95, "% of people", None, shown, "Because.", "published", ("e",))


def a_figure(verdict=None, shown=Shown.SHOWN, *, against=NATION, years_old=None, **indicator):
    return Figure(
        indicator=an_indicator(**indicator),
        area=AREA,
        period=Period.parse("2023-04-01/P1Y"),
        label="2023/24",
        estimate=an_estimate(shown),
        compared=Compared(verdict, against, an_estimate(), 0.95, "") if verdict else None,
        neighbours=None,
        trend=Trend(Direction.CANNOT_SAY, None, None, None, "Too short."),
        worked_out=False,
        years_old=years_old,
        count=None,
        denominator=None,
    )


def a_lead(state):
    """Give the figure or the silence that puts a cell in this state."""
    if state is State.NOBODY_MEASURES:
        return None, Silence("nobody_measures", words("Nobody."), "we", date(2026, 1, 1), "")
    if state is State.NOT_LOADED:
        return None, Silence("published_not_loaded", words("Theirs."), "they", None, "A table")
    if state in SILENT:
        return a_figure(shown=Shown(state.value)), None
    return a_figure(Verdict(state.value)), None


def a_profile(states, **figure):
    stages = [Stage(key, words(key.replace("-", " ")), start, end, words("")) for key, start, end in AGES]
    factors = [Factor(name.lower(), Role.RISK, words(name), words("")) for name in RISKS]
    factors += [Factor(name.lower(), Role.PROTECTIVE, words(name), words("")) for name in PROTECTIONS]
    cells, given = {}, iter(states)
    for factor, stage in itertools.product(factors, stages):
        lead, silence = a_lead(next(given))
        lead = replace(lead, **figure) if lead else None
        cells[factor.key, stage.key] = Cell(factor, stage, lead, (), silence)
    return Profile(AREA, "a-build", cells, {})


def a_uniform_profile(state):
    return a_profile([state] * CELLS)


@pytest.fixture(scope="module")
def profile():
    """A profile with every state, each at least twice."""
    return a_profile(itertools.islice(itertools.cycle(STATES), CELLS))


@pytest.fixture(scope="module", params=["wide", "narrow"])
def drawn(request, profile):
    return pictures.rings(profile, width=request.param, area_name_of=NAMES.get)


@pytest.fixture(scope="module")
def svg(drawn):
    return pictures.svg(drawn)


def rows_of(chart):
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def cells_of(chart):
    return {(row["factor"], row["stage"]): row for row in rows_of(chart) if row.get("factor")}


def marks(svg):
    """Give what is drawn and how, wherever it stands: shapes, fills, strokes and dashes, without the words."""
    paths = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
    return [tuple(sorted((name, value) for name, value in path.items() if name != "transform")) for path in paths]


def written(svg):
    return [" ".join(text.itertext()) for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_rings_have_one_sector_for_each_cell_of_the_profile(drawn, profile):
    cells = cells_of(drawn)
    assert set(cells) == set(profile.cells)
    assert len([row for row in rows_of(drawn) if row.get("factor")]) == CELLS
    assert {where: row["state"] for where, row in cells.items()} == {
        where: state_of(cell).value for where, cell in profile.cells.items()
    }


def test_rings_grow_outward_with_age(drawn):
    out = {stage: {row["inner"] for (_, s), row in cells_of(drawn).items() if s == stage} for stage, _, _ in AGES}
    furthest = 0.0
    for stage, _, _ in AGES:
        assert min(out[stage]) > furthest
        furthest = max(out[stage])


def test_rings_put_risk_right_and_protection_left(drawn):
    middle = drawn.to_dict()["width"] / 2
    for (factor, _), row in cells_of(drawn).items():
        if factor in {name.lower() for name in RISKS}:
            assert row["x"] > middle
            assert 0 <= row["start"] < row["end"] <= shapes.math.pi
        else:
            assert row["x"] < middle
            assert shapes.math.pi <= row["start"] < row["end"] <= shapes.math.tau


def test_sectors_do_not_overlap(drawn):
    pieces = [(row["x"], row["inner"], row["outer"], row["start"], row["end"]) for row in cells_of(drawn).values()]
    for one, other in itertools.combinations(pieces, 2):
        apart_in_ring = one[1] >= other[2] or other[1] >= one[2]
        apart_in_turn = one[3] >= other[4] or other[3] >= one[4]
        assert one[0] != other[0] or apart_in_ring or apart_in_turn


def test_every_state_has_words_and_a_way_to_be_drawn():
    assert set(DRAWN) == set(State)
    assert len({state_words(state) for state in State}) == len(State)
    assert {*Verdict} | {*Shown} - {Shown.SHOWN} == {state.value for state in State}


def test_no_two_states_are_drawn_alike_even_without_colour():
    looks = {
        (look.dashed, look.pattern, look.sign, look.sign_filled, look.edge_width, look.fill == tokens.PAPER)
        for look in DRAWN.values()
    }
    assert len(looks) == len(State)


def test_every_state_gives_other_marks_in_the_svg():
    seen = {state: Counter(marks(pictures.svg(pictures.rings(a_uniform_profile(state))))) for state in State}
    for one, other in itertools.combinations(State, 2):
        assert seen[one] != seen[other], f"{one} and {other} look alike"


def test_silences_are_dashed_and_empty_and_nothing_else_is():
    for state, look in DRAWN.items():
        assert look.dashed == (state in SILENT)
        if state in SILENT:
            assert look.fill == tokens.PAPER
            assert look.pattern == ""


def test_only_a_judgement_has_the_colour_of_one():
    coloured = {
        state for state, look in DRAWN.items() if {look.fill, look.edge} & {tokens.LEAF, tokens.CLAY, tokens.STRAW}
    }
    assert coloured == set(JUDGED)


def test_what_services_wrote_down_is_never_better_or_worse():
    for verdict in (Verdict.HIGHER, Verdict.LOWER, Verdict.SIMILAR, Verdict.HIGHER_NO_INTERVAL):
        cell = Cell(
            Factor("a", Role.RISK, words("A"), words("")),
            Stage("0-4", words("0 to 4"), 0, 4, words("")),
            a_figure(verdict, recorded_by_services=True),
            (),
            None,
        )
        assert state_of(cell) in {State.MORE_RECORDED, State.FEWER_RECORDED, State.SAME_RECORDED}


def test_cell_without_lead_or_reason_is_one_that_the_build_does_not_hold():
    factor, stage = Factor("a", Role.RISK, words("A"), words("")), Stage("0-4", words("0 to 4"), 0, 4, words(""))
    assert state_of(Cell(factor, stage, None, (), None)) is State.NOT_LOADED
    assert state_of(Cell(factor, stage, a_figure(), (), None)) is State.CANNOT_SAY


def test_hatching_stays_within_its_piece():
    piece = shapes.Piece(0, 0, 0.3, 0.9, 60, 90)
    grown = shapes.shrink(piece, -0.2)
    points = re.findall(r"(-?[\d.]+),(-?[\d.]+)", shapes.hatch(piece, 5))
    assert len(points) > 8
    assert all(grown.holds((float(x), float(y))) for x, y in points)


def test_meaningful_marks_have_a_contrast_of_three_to_one():
    for state, look in DRAWN.items():
        for behind in (tokens.PAPER, tokens.WOOD):
            assert tokens.contrast(look.edge, behind) >= 3, state
        if look.sign:
            assert tokens.contrast(look.sign_colour, look.fill) >= 3, state
    for colour in (tokens.INK, tokens.BARK, tokens.HEART):
        assert tokens.contrast(colour, tokens.PAPER) >= 4.5


def test_line_of_age_is_drawn_only_where_a_figure_is_old():
    states = [State.BETTER, State.SIMILAR, State.WORSE, State.MORE_RECORDED, State.TOO_FEW] * 7
    young, old = a_profile(states), a_profile(states, years_old=7)
    added = Counter(marks(pictures.svg(pictures.rings(old)))) - Counter(marks(pictures.svg(pictures.rings(young))))
    assert sum(added.values()) == 28  # not in a cell without a figure
    assert "over three years old" in " ".join(written(pictures.svg(pictures.rings(old))))
    assert "Figures over three years old: 28." in pictures.describe_rings(old)


def test_wide_rings_name_every_factor_and_stage(profile):
    said = " ".join(written(pictures.svg(pictures.rings(profile))))
    for name in ("Poverty", "serious violence", "Trusted", "Networks", "before birth", "65 and over", "Northby"):
        assert name in said


def test_narrow_rings_number_the_sectors_as_the_key_does(profile):
    said = written(pictures.svg(pictures.rings(profile, width="narrow")))
    key = pictures.ring_key(profile)
    assert [entry.number for entry in key] == [1, 2, 3, 4, 5, 6, 7]
    assert [entry.name for entry in key] == RISKS + PROTECTIONS
    assert [entry.role for entry in key] == [Role.RISK] * 3 + [Role.PROTECTIVE] * 4
    assert {str(entry.number) for entry in key} <= set(said)
    assert not set(RISKS) & set(said)


def test_key_explains_the_states_that_are_there_and_no_others():
    said = written(pictures.svg(pictures.rings(a_uniform_profile(State.WORSE), width="narrow")))
    assert [state for state in State if state_words(state) in said] == [State.WORSE]


def test_rings_say_whose_figures_they_are_compared_with(profile):
    assert "Compared with the land." in written(pictures.svg(pictures.rings(profile, area_name_of=NAMES.get)))
    mixed = dict(profile.cells)
    mixed["poverty", "0-4"] = replace(
        mixed["poverty", "0-4"], lead=a_figure(Verdict.WORSE, against=REGION), silence=None
    )
    said = pictures.describe_rings(replace(profile, cells=mixed), area_name_of=NAMES.get)
    assert "Compared with the land, or with the shires where the land has no figure." in said
    assert "Compared" not in pictures.describe_rings(a_uniform_profile(State.NOBODY_MEASURES), area_name_of=NAMES.get)


def test_description_counts_what_the_profile_holds(profile):
    said = pictures.describe_rings(profile, area_name_of=NAMES.get)
    counts = Counter(state_of(cell) for cell in profile.cells.values())
    silent = sum(counts[state] for state in SILENT)
    assert f"5 stages of life by 7 factors, {CELLS} cells." in said
    assert f"Cells with a figure: {CELLS - silent}." in said
    assert f"Cells without a figure: {silent}." in said
    for state, count in counts.items():
        assert re.search(rf"{state_words(state)}: {count}[. ]", said), state


def test_description_names_what_is_better_and_worse():
    states = [State.NOBODY_MEASURES] * CELLS
    states[0], states[-1] = State.WORSE, State.BETTER
    said = pictures.describe_rings(a_profile(states))
    assert "Worse: 1 (Poverty (before birth))." in said
    assert "Better: 1 (Support (65 and over))." in said


def test_every_word_is_translated(profile):
    chart = pictures.rings(profile, translate=lambda text: f"<{text}", language="pl", area_name_of=NAMES.get)
    assert [text for text in written(pictures.svg(chart)) if not text.startswith(("<", "pl:"))] == []


def test_svg_is_the_same_every_time(profile, drawn, svg):
    assert pictures.svg(drawn) == svg
    again = pictures.rings(profile, width="wide" if "960" in svg[:200] else "narrow", area_name_of=NAMES.get)
    assert pictures.svg(again) == svg


def test_svg_passes_a_strict_content_security_policy(svg):
    assert re.findall(r"\sstyle=|<style|<script|\son[a-z]+=|<image|<foreignObject|url\(|javascript:", svg) == []
    addresses = set(re.findall(r"[a-z]+://[^\"<\s]+", svg))
    assert addresses == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }  # names of formats, never fetched


def test_svg_carries_its_title_and_description(svg, profile):
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert title.tag.endswith("title")
    assert title.text == "The rings of Northby"
    assert description.tag.endswith("desc")
    assert description.text == pictures.describe_rings(profile, area_name_of=NAMES.get)


def test_svg_is_small(svg):
    assert len(gzip.compress(svg.encode())) < 25_000


def test_svg_escapes_what_a_name_may_hold(profile):
    strange = replace(profile, area=replace(AREA, name=words('Salt & "Pepper" <Vale>')))
    root = ElementTree.fromstring(pictures.svg(pictures.rings(strange)))
    assert root[0].text == 'The rings of Salt & "Pepper" <Vale>'


def test_names_of_stages_are_links_where_the_page_gives_addresses(profile):
    said = pictures.svg(pictures.rings(profile, links=lambda stage: f"/places/northby/{stage}/"))
    assert re.findall(r'<a href="([^"]*)"', said) == [f"/places/northby/{stage}/" for stage, _, _ in AGES]
    assert ElementTree.fromstring(said).get("role") == "group"
    assert "://" not in said.replace("http://www.w3.org/", "")
    narrow = pictures.rings(profile, width="narrow", links=lambda stage: f"/places/northby/{stage}/")
    assert "<a " not in pictures.svg(narrow)


def test_rings_are_a_chart_that_altair_accepts(drawn):
    assert json.loads(drawn.to_json())["description"].startswith("The rings of Northby: ")
