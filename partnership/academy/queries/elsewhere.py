"""What the pages of learning elsewhere show: reports that were brought in, and what their rows would become."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import IN_WORK, Awaiting, Becomes, LearningFile, LearningRow
from partnership.academy.rules import elsewhere as rules
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.exports import ListExport
from partnership.core.refusals import allowed
from partnership.partners.models import Partner
from partnership.partners.models.columns import MOST_BYTES, MOST_ROWS

ON_A_PAGE = 50
EXAMPLE = (
    ("Name", "E-mail", "Course", "Completed", "Counts until", "Hours", "Taught by"),
    (
        "Sam Oakleaf",
        "sam.oakleaf@example.org",
        "What hurt does, and what helps",
        "2026-03-14",
        "",
        "2",
        "Lantern House",
    ),
)


@dataclass(frozen=True, slots=True)
class FileLine:
    """One report in the list."""

    pk: int
    file_name: str
    partner: str
    state: str
    at: datetime
    by: str
    total: int


@dataclass(frozen=True, slots=True)
class FileList:
    """The reports that were brought in, newest first, and how much waits for people without an account."""

    lines: tuple[FileLine, ...]
    page: Page[LearningFile]
    home: str
    partner: str
    waiting: int
    can_share: bool


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row: whose, what, when, and what it would become; or what is wrong with it."""

    number: int
    who: str
    title: str
    completed_on: date | None
    becomes: str
    becomes_words: str
    problems: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class FilePage:
    """One report: what was found in it, what would be or was written down, and what can be done."""

    pk: int
    home: str
    partner: str
    file_name: str
    how_read: str
    layout: str
    checked: bool
    state: str
    uploaded_at: datetime
    by: str
    kept_at: datetime | None
    total: int
    looked: int
    counts: tuple[tuple[str, str, int], ...]  # key, in words, how many
    rows: tuple[RowLine, ...]
    row_page: Page[LearningRow]
    show: str
    new: int
    unknown: int
    bad: int
    in_work: bool
    hindrance: str
    may_confirm: bool
    may_drop: bool
    kept_unknown: bool


@dataclass(frozen=True, slots=True)
class LayoutShown:
    """One report that can be read: what it is called, under which headings, and how sure that is."""

    name: str
    columns: tuple[tuple[str, ...], ...]
    checked: bool
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class BringInPage:
    """What can be brought in, and how it should look."""

    home: str
    partner: str
    layouts: tuple[LayoutShown, ...]
    most_rows: int
    most_megabytes: int


def home_of(partner: Partner | None) -> str:
    """Give the address under which the reports of an organisation, or of all, stand."""
    return f"/for/{partner.slug}/training/elsewhere/" if partner else "/programme/academy/elsewhere/"


def files_of(person: Person, partner: Partner | None) -> QuerySet[LearningFile]:
    """Give the reports that the person may look after here."""
    seen = LearningFile.objects.visible_to(person).select_related("uploaded_by", "partner")
    return seen.filter(partner=partner) if partner else seen


def file_list(person: Person, partner: Partner | None, page: str | None) -> FileList:
    """Gather the list."""
    shown = Paginator(files_of(person, partner), ON_A_PAGE).get_page(page)
    waiting = Awaiting.objects.visible_to(person).waiting().filter(session=None)
    return FileList(
        lines=tuple(_line(one) for one in shown),
        page=shown,
        home=home_of(partner),
        partner=partner.name if partner else "",
        waiting=(waiting.filter(partner=partner) if partner else waiting).count(),
        can_share=settings.XAPI,
    )


def _line(one: LearningFile) -> FileLine:
    partner = one.partner.name if one.partner else ""
    by, state = str(one.uploaded_by), one.get_state_display()
    return FileLine(one.pk, one.file_name, partner, state, one.uploaded_at, by, one.total)


def file_page(
    file: LearningFile, person: Person, show: str = "", page: str | None = None, *, at: Partner | None = None
) -> FilePage:
    """Gather what the page of one report shows, `at` the pages of an organisation or those of the programme."""
    rows = LearningRow.objects.visible_to(person).filter(file=file)
    counts = file.counts or dict(rows.order_by().values_list("becomes").annotate(Count("pk")))
    wanted = rows.filter(becomes=show) if show in Becomes.values else rows
    shown = Paginator(wanted, ON_A_PAGE).get_page(page)
    return FilePage(
        **_facts(file),
        home=home_of(at),
        counts=tuple((one.value, str(one.label), counts[one.value]) for one in Becomes if counts.get(one.value)),
        rows=_rows(file, shown),
        row_page=shown,
        show=show if show in Becomes.values else "",
        new=counts.get("new", 0) + counts.get("awaits", 0),
        unknown=counts.get("unknown", 0),
        bad=rows.filter(becomes=Becomes.BAD).count(),
        may_confirm=allowed(rules.check_can_confirm_learning, person, file),
        may_drop=allowed(rules.check_can_drop_learning, person, file),
    )


def _facts(file: LearningFile) -> dict[str, Any]:
    known = rules.known_layouts().get(file.layout)
    same = ("pk", "file_name", "how_read", "state", "uploaded_at", "kept_at", "total", "looked", "hindrance")
    return {
        **{name: getattr(file, name) for name in same},
        **{"partner": file.partner.name if file.partner else "", "by": str(file.uploaded_by)},
        **{"in_work": file.state in IN_WORK, "kept_unknown": file.keeps_unknown},
        **{"layout": pack.in_language(known.name) if known else file.layout, "checked": bool(known and known.checked)},
    }


def _rows(file: LearningFile, shown: Iterable[LearningRow]) -> tuple[RowLine, ...]:
    if file.layout not in rules.known_layouts():
        return ()
    report = rules.report_of(file)
    lines = []
    for row in shown:
        read = report.read(row.cells)
        problems = tuple((column, found, said) for column, found, said in row.problems)
        who = " · ".join(filter(None, (read.name, read.email)))
        title, day = (read.learned.title, read.learned.completed_on) if read.learned else ("", None)
        lines.append(RowLine(row.number, who, title, day, row.becomes, row.get_becomes_display(), problems))
    return tuple(lines)


def bring_in_page(partner: Partner | None) -> BringInPage:
    """Say which reports can be read."""
    known = sorted(rules.layouts().values(), key=lambda one: (not one.checked, one.key))
    shown = tuple(
        LayoutShown(
            pack.in_language(one.name),
            tuple(names for names in one.columns.values()),
            one.checked,
            pack.in_language(one.source),
            one.link,
        )
        for one in known
    )
    return BringInPage(home_of(partner), partner.name if partner else "", shown, MOST_ROWS, MOST_BYTES // 1024 // 1024)


def example() -> str:
    """Write a list of one made-up row, as anybody can write it by hand."""
    out = io.StringIO()
    csv.writer(out).writerows(EXAMPLE)
    return out.getvalue()


def not_understood(file: LearningFile, person: Person) -> ListExport:
    """Give the rows that were not understood, as they stood in the file, each with the reason, to mend and bring again."""
    rows = LearningRow.objects.visible_to(person).filter(file=file, becomes=Becomes.BAD)
    width = len(file.headings)
    filters: Mapping[str, str] = {_("File"): file.file_name}
    return ListExport(
        name=("to-mend", file.file_name.rpartition(".")[0]),
        about=_("Rows of a report that were not understood. Mend them and bring this file again."),
        columns=[*file.headings, _("Row"), _("Why it was not understood")],
        rows=([*one.cells, *[""] * (width - len(one.cells)), one.number, _why(one)] for one in rows.iterator()),
        filters=filters,
        as_of=timezone.now(),
    )


def _why(row: LearningRow) -> str:
    return " ".join(f"{column}: {sentence}" if column else sentence for column, _found, sentence in row.problems)
