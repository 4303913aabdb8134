"""The publisher's series that an indicator is bound to first must mean what its facts mean: figure by figure."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from heartwood.cli import main
from heartwood.pack.facts import read_facts

pytestmark = pytest.mark.shared

LOADED = {
    "ons_els": ["ons_els/*.csv"],
    "dfe_lait": ["dfe/LAIT_bds_long_0.parquet"],
    "dfe_ees": ["dfe/c3_factors_identified_at_end_of_assessment_2018_to_2025.csv"],
    "fingertips": ["fingertips/social-isolation-indicators-CountyUA.data.csv"],
    "lookups": ["lookups/lsoa21_ward24_ltla24_west_yorkshire.csv"],
    "iod": ["imd/iod2025_domains_lsoa21_england.csv.gz"],
}
ROUNDED = 0.00501  # facts that were worked out are kept to two places


@pytest.fixture(scope="module")
def publishers_build(shared, tmp_path_factory):
    """Make a build from the publishers' files alone, by the command a person would type."""
    folder = tmp_path_factory.mktemp("published")
    data = shared("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTWOOD_DATA", str(folder))
        for source, patterns in LOADED.items():
            files = [str(path) for pattern in patterns for path in sorted(data.glob(pattern))]
            result = CliRunner().invoke(main, ["evidence", "load", source, *files])
            assert result.exit_code == 0, result.output
    return max((folder / "builds").glob("*.duckdb"))


def figures(connection, binding, areas):
    rows = connection.execute(
        "SELECT area, period, value, low, high FROM observations WHERE source = ? AND series = ? AND category = ?"
        " AND (? = '' OR sex = ?) AND (? = '' OR age = ?)",
        [binding.source, binding.series, binding.category, binding.sex, binding.sex, binding.age, binding.age],
    ).fetchall()
    ours = [row for row in rows if row[0] in areas]
    held = {(area, period): (value, low, high) for area, period, value, low, high in ours}
    assert len(held) == len(ours), f"{binding} is more than one series"
    return held


def test_every_fact_is_what_its_publisher_s_file_says(pack, pack_folder: Path, publishers_build):
    facts = [fact for fact in read_facts(pack_folder) if fact.value is not None]
    with duckdb.connect(str(publishers_build), read_only=True) as connection:
        held = {
            indicator.key: figures(connection, indicator.bindings[0], pack.areas)
            for indicator in pack.indicators.values()
        }
    for fact in facts:
        published = held[fact.indicator][fact.area, fact.period]
        for ours, theirs in zip((fact.value, fact.low, fact.high), published, strict=True):
            assert (ours is None) == (theirs is None), fact.figure
            assert ours is None or abs(ours - theirs) <= ROUNDED, fact.figure
