"""Reports as other systems write them, with invented people: real files, in the real layouts."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

MOODLE = ("ID", "Name", "Email address", "Quiz", "Quiz - Completion date", "Course complete")
ESR = ("Employee Name", "Email Address", "Competency Name", "Date Start", "Expiry Date", "VPD")
ELFH = ("Full name", "Email address", "Resource title", "Status", "Date completed")
PLAIN = ("Name", "E-mail", "Course", "Completed")


def as_csv(*rows: Sequence[object]) -> bytes:
    """Write CSV."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def as_moodle_for_excel(*rows: Sequence[object]) -> bytes:
    """Write what Moodle calls Excel-compatible: tabs, in UTF-16."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t").writerows(rows)
    return b"\xff\xfe" + out.getvalue().encode("utf-16-le")


def as_workbook(*rows: Sequence[object], merged: str = "", above: str = "") -> bytes:
    """Write a workbook; days are days of a workbook, numbers are numbers."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as book:
        sheet, day = book.add_worksheet("Report"), book.add_format({"num_format": "dd/mm/yyyy"})
        if above:
            sheet.merge_range(0, 0, 0, 3, above)
        for at, row in enumerate(rows, start=2 if above else 0):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                else:
                    sheet.write(at, column, cell)
        if merged:
            sheet.merge_range(merged, "2026-03-14")
    return sink.getvalue()
