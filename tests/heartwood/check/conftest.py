"""A copy of the real pack that a test may break."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Copy:
    folder: Path

    def put(self, file: str, old: str, new: str) -> int:
        """Replace one piece of text and give the line on which it begins."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    def add(self, file: str, row: str) -> int:
        """Add a row at the end of a table and give its line."""
        path = self.folder / file
        path.write_text(path.read_text("utf-8") + row + "\n", "utf-8")
        return path.read_text("utf-8").count("\n")


@pytest.fixture
def copy(pack_folder: Path, tmp_path: Path) -> Copy:
    return Copy(Path(shutil.copytree(pack_folder, tmp_path / "pack")))


@pytest.fixture
def slim(copy: Copy) -> Copy:
    """Leave one indicator, two factors and one table: enough to break a shape, and ten times as fast."""
    keep = {"persistent-absence.yaml", "poverty.yaml", "good-housing.yaml", "shout.yaml", "doubts.csv"}
    keep.add("dwp-children-in-low-income-families.csv")
    shutil.rmtree(copy.folder / "framework")
    shutil.rmtree(copy.folder / "listening")
    shutil.rmtree(copy.folder / "academy")
    for path in copy.folder.glob("*/*"):
        if path.name not in keep:
            path.unlink()
    return copy
