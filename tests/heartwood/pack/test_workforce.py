"""How many people work here, as a pack says it; and what is supposed about the years to come."""

from __future__ import annotations

import re
import shutil

import pytest
import yaml

from heartwood.check import check
from heartwood.pack import read
from heartwood.pack.workforce import make_supposed


@pytest.fixture
def folder(pack_folder, tmp_path):
    return shutil.copytree(pack_folder, tmp_path / "pack")


def written(root) -> str:
    """Give the file that the documents show as an example."""
    text = (root / "docs" / "how-to" / "count-who-is-trained.md").read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.S)[0]


def test_the_real_pack_publishes_no_workforce_and_says_what_it_supposes(pack):
    assert pack.academy.workforce is None
    assert pack.academy.supposed.years == 2
    assert str(pack.academy.supposed.leaving.source).startswith("Supposed by this partnership")


def test_example_of_the_documents_is_read_and_is_sound(folder, root):
    (folder / "academy" / "workforce.yaml").write_text(written(root), encoding="utf-8")
    (figure,) = read(folder).academy.workforce.figures
    assert (figure.family, figure.sector, figure.low, figure.people, figure.high) == (
        "face-to-face",
        "",
        900,
        1000,
        1150,
    )
    assert check(folder).problems == ()


def test_figure_without_ends_is_exact(folder, root):
    content = yaml.safe_load(written(root))
    content["figures"][0] = {"people": 40, "year": 2025, "source": "census"}
    (folder / "academy" / "workforce.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    (figure,) = read(folder).academy.workforce.figures
    assert (figure.low, figure.high, figure.works_as) == (40, 40, "")


def test_what_cannot_be_so_is_said_with_its_line(folder, root):
    (folder / "academy" / "workforce.yaml").write_text(written(root).replace("low: 900", "low: 1900"), encoding="utf-8")
    (problem,) = check(folder).problems
    assert "the ends are the wrong way round" in str(problem)
    assert problem.file == "academy/workforce.yaml"


def test_pack_need_not_suppose_anything():
    assert make_supposed(None) is None
