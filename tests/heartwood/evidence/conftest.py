"""A small invented partnership and builds of it, small enough to follow by hand."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from heartwood import pack as packs
from heartwood.evidence import store
from heartwood.evidence.store.schema import OBSERVATIONS, create_tables
from heartwood.pack import Polarity, Role, Words
from heartwood.periods import Period

REGION, NATION = "E12000099", "E92000001"
NORTH, SOUTH = "E08000097", "E08000098"


def words(text):
    return Words({"en": text})


def an_area(code, slug, kind, parent):
    return packs.Area(code, slug, words(slug.title()), kind, parent, None, None)


def an_indicator(key="worry", **changes):
    usual = packs.Indicator(
        key=key,
        slug=key.replace("_", "-"),
        title=words(f"People with {key}"),
        published_title=key.upper(),
        definition=words("What it says."),
        numerator=words("Those who do"),
        denominator=words("Everyone"),
        denominator_is="people",
        polarity=Polarity.HIGH_IS_WORSE,
        role=Role.RISK,
        factor="sorrow",
        from_age=5,
        to_age=10,
        stages=("5-10",),
        unit=words("% of people"),
        suffix="%",
        decimals=1,
        interval="published",
        recorded_by_services=False,
        stands_in_for=None,
        compare_with=NATION,
        bindings=(packs.Binding("facts", key),),
        source=packs.Source("A Publisher", "A table", "https://example.org/table", "OGL", None),
        caveats=(words("A caveat."),),
        breaks=(),
        small_numbers=words("Nothing under five."),
    )
    return replace(usual, **changes)


def a_pack(*indicators, doubts=(), silences=None, leads=None):
    areas = [
        an_area(NORTH, "northby", "district", REGION),
        an_area(SOUTH, "southby", "district", REGION),
        an_area(REGION, "the-shires", "region", NATION),
        an_area(NATION, "the-land", "nation", None),
    ]
    stages = [
        packs.Stage("5-10", words("5 to 10"), 5, 10, words("Primary school.")),
        packs.Stage("11-17", words("11 to 17"), 11, 17, words("Secondary school.")),
    ]
    factors = [
        packs.Factor("sorrow", Role.RISK, words("Sorrow"), words("Being sad.")),
        packs.Factor("friends", Role.PROTECTIVE, words("Friends"), words("Having somebody.")),
    ]
    return packs.Pack(
        key="small",
        folder=Path("small"),
        name=words("Small"),
        areas={area.code: area for area in areas},
        sectors={},
        stages={stage.key: stage for stage in stages},
        factors={factor.key: factor for factor in factors},
        transitions={},
        settings={},
        groups={},
        indicators={indicator.key: indicator for indicator in indicators},
        leads=leads or {},
        silences=silences or {},
        doubts=tuple(doubts),
        helplines={},
        wording={},
    )


def a_row(area=NORTH, period="2023-01-01/P1Y", value=None, low=None, high=None, **changes):
    span = Period.parse(period)
    usual = dict.fromkeys(OBSERVATIONS)
    usual |= dict.fromkeys(("sex", "age", "category", "note", "published_comparison", "published_trend"), "")
    usual |= {"source": "facts", "series": "worry", "area": area, "period": period, "label": period[:4]}
    usual |= {"period_start": span.start, "period_end": span.end, "value": value, "low": low, "high": high}
    usual |= {"status": "shown", "origin": "published", "edition": "facts_small_undated_00000000"}
    return usual | changes


def write_empty(path):
    """Write a build with every table and no row; opening a file with tables is quicker than making them."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS made")
        for statement in create_tables("made"):
            connection.execute(statement)
    return path


def write_build(path, rows, neighbours=()):
    edition = ["facts_small_undated_00000000", "facts", "A table", "A Publisher", "https://example.org", "OGL"]
    columns = "edition, source, title, publisher, page, licence, released"
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS made")
        marks = ", ".join("?" * len(OBSERVATIONS))
        for row in rows:
            connection.execute(f"INSERT INTO made.observations VALUES ({marks})", [row[name] for name in OBSERVATIONS])
        for area, neighbour, rank in neighbours:
            connection.execute("INSERT INTO made.neighbours VALUES (?, ?, ?, 'n')", [area, neighbour, rank])
        released = [*edition, date(2024, 1, 2)]
        connection.execute(f"INSERT INTO made.editions ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", released)
    return path


@pytest.fixture(scope="session")
def empty_build(tmp_path_factory):
    return write_empty(tmp_path_factory.mktemp("empty") / "empty.duckdb")


@pytest.fixture
def small(tmp_path, empty_build):
    """Give the makers of a small partnership: area codes, row, indicator, pack, words and build."""
    return SimpleNamespace(
        north=NORTH,
        south=SOUTH,
        region=REGION,
        nation=NATION,
        words=words,
        row=a_row,
        indicator=an_indicator,
        pack=a_pack,
        build=lambda rows, neighbours=(): write_build(
            shutil.copy(empty_build, tmp_path / "0001_00000000.duckdb"), rows, neighbours
        ),
    )


READ_BY = {
    "ons_els": ("ons_els/*.csv",),
    "fingertips": ("fingertips/*.csv",),
    "dfe_ees": ("dfe/[!lL]*.csv",),
    "dfe_lait": ("dfe/LAIT_bds_long_0.parquet", "dfe/lait_data_dictionary.csv"),
    "iod": ("imd/*",),
    "lookups": ("lookups/*",),
}


@pytest.fixture(scope="session")
def everything(shared, tmp_path_factory):
    """Load every published file that our sources read, all at once: what the load says, and the build to ask."""
    data = shared("data")
    files = {
        source: [str(path) for glob in globs for path in sorted(data.glob(glob))] for source, globs in READ_BY.items()
    }
    loaded = store.load_together(files, folder=tmp_path_factory.mktemp("everything"))
    connection = store.connect(loaded.build.path)
    yield SimpleNamespace(loaded=loaded, files={one.name: one for one in loaded.files}, build=connection, given=files)
    connection.close()
