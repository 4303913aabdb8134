"""What the newest build changed, against the build before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SeriesChanged:
    """How the rows of one measure, or of one publisher's series, changed."""

    title: str
    slug: str  # empty where no measure here is made from it
    source: str
    added: int
    removed: int
    altered: int


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """The page about the newest build. `before` is empty where it is the first."""

    build: str
    made_on: date
    before: str
    series: tuple[SeriesChanged, ...]
