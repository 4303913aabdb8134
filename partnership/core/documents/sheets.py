"""Sheets to fill in by hand, as accessible PDF: large print, boxes to tick, lines to write on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

import qrcode
import typst
from qrcode.image.svg import SvgPathImage

LAYOUT = Path(__file__).parent / "sheet.typ"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A heading, and what stands under it: words, points, boxes to tick, lines, a square to scan, the sheet's code."""

    heading: str
    paragraphs: Sequence[str] = ()
    points: Sequence[str] = ()
    choices: Sequence[str] = ()
    columns: int = 1  # of boxes to tick
    lines: int = 0
    square: str = ""  # an address as SVG
    square_says: str = ""
    shows_code: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that a sheet says, and a code for each copy of it. `warning` stands in a frame above the title."""

    title: str
    lede: str
    author: str
    footer: str
    language: str
    codes: Sequence[str]
    parts: Sequence[SheetPart]
    warning: str = ""


def pdf(sheet: Sheet, *, at: datetime) -> bytes:
    """Set the sheets as PDF/UA-1, all in one file, dated `at`."""
    made = typst.compile(
        LAYOUT,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(asdict(sheet), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return cast(bytes, made)


def square(address: str) -> str:
    """Draw an address as a square that a telephone reads, also where a corner of it is torn or worn; as SVG."""
    drawn = qrcode.make(address, image_factory=SvgPathImage, error_correction=qrcode.constants.ERROR_CORRECT_M)
    return str(drawn.to_string().decode())
