"""A pack to which a test adds a framework of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

SLOW = ("indicators", "life-course", "demonstration", "*-*.csv")  # nothing in a framework refers to these


def copy_without_framework(pack: Path, target: Path, *, whole: bool = False) -> Path:
    """Copy a pack without its framework and the courses that speak of it; unless whole, without what takes long to read."""
    left_out = ("framework", "academy", *(() if whole else SLOW))
    return Path(shutil.copytree(pack, target, ignore=shutil.ignore_patterns(*left_out)))


def an_edition_of_next_year(folder: Path, same: Iterable[str]) -> None:
    """Offer the same words as another edition; `same` names the standards of which the mapping says so."""
    shutil.copytree(folder / "short-2026", folder / "short-2027")
    path = folder / "short-2027" / "edition.yaml"
    path.write_text(path.read_text("utf-8").replace("edition: short-2026", "edition: short-2027", 1), "utf-8")
    lines = "".join(f"\n  - {{became: same, before: [{key}], after: [{key}]}}" for key in same)
    mapping = f"from: short-2026\nto: short-2027\nabout: {{en: So it goes on.}}\ncarried:{lines}\n"
    (folder / "mappings" / "short-2026-to-short-2027.yaml").write_text(mapping, "utf-8")
