"""The coverage tables in the method pages are what the simulation gives: some of their cells, worked out again."""

from pathlib import Path

import pytest

from tests.bench import coverage

METHODS = Path(__file__).resolve().parents[3] / "docs" / "methods"


@pytest.mark.parametrize("sizes", [(3, 12), (5, 5), (6, 12)])
def test_row_of_gaps_stands_in_its_page(sizes):
    assert coverage.gap_row(sizes) in (METHODS / "seat-gap.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("peer", coverage.PEERS, ids=lambda peer: peer[0])
def test_row_of_each_way_stands_in_the_page_of_gaps(peer):
    assert coverage.peer_row(*peer) in (METHODS / "seat-gap.md").read_text(encoding="utf-8").splitlines()


def test_cell_of_alpha_stands_in_its_page():
    lines = (METHODS / "alpha.md").read_text(encoding="utf-8").splitlines()
    row = next(line for line in lines if line.startswith("| 12 |"))
    assert row.split(" | ")[1] == f"{coverage.alpha_coverage(12, 4, 0.0):.0f}"


@pytest.mark.parametrize("sizes", [(5, 5), (6, 12), (10, 30)])
@pytest.mark.parametrize("couple", coverage.COUPLES, ids=" ".join)
def test_from_five_people_a_gap_holds_the_truth_as_often_as_it_says(sizes, couple):
    assert coverage.gap_coverage(sizes, couple) >= 95
