"""A pack to which a test adds a framework of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

SLOW = ("indicators", "life-course", "demonstration", "*-*.csv")  # nothing in a framework refers to these


def copy_without_framework(pack: Path, target: Path, *, whole: bool = False) -> Path:
    """Copy a pack without its framework, and unless it has to be whole, without what takes long to read."""
    left_out = ("framework", *(() if whole else SLOW))
    return Path(shutil.copytree(pack, target, ignore=shutil.ignore_patterns(*left_out)))
