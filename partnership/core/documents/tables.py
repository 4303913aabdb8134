"""Lists to tick by hand, as accessible PDF: one table with its headings on every page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from partnership.core.documents import _pdf

LAYOUT = Path(__file__).parent / "table.typ"


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that a list says. The first column is the widest. `warning` stands in a frame above the title."""

    title: str
    sentences: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    author: str
    footer: str
    language: str
    warning: str = ""


def pdf(table: Table, *, at: datetime) -> bytes:
    """Set the list as PDF/UA-1, dated `at`; see `documents.pdf` for letters that its fonts do not have."""
    return _pdf(LAYOUT, "table", json.dumps(asdict(table), ensure_ascii=False), at)
