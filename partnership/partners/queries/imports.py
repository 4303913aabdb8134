"""What the pages of imports show."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.exports import ListExport
from partnership.core.refusals import allowed
from partnership.partners.models import AT_WORK_ON, Import, ImportRow, Partner, Verdict
from partnership.partners.models.columns import COLUMNS, MOST_BYTES, MOST_ROWS
from partnership.partners.rules import imports as rules

ON_A_PAGE = 50
MOST_ALIKE = 200  # to choose from on one page; the others wait to be mended like bad rows
SAMPLES = 3
LIMITS = (MOST_ROWS, MOST_BYTES // 1024 // 1024)
EXAMPLES = {
    "people": {
        **{"name": "Sam Oakleaf", "email": "sam.oakleaf@example.org", "partner": "Lantern House"},
        **{"works_as": "employed", "job": "Support worker", "from_on": "2024-09-30"},
    },
    "partners": {
        **{"name": "Beck Foot Community Kitchen", "sector": "voluntary", "about": "Cooks and eats together."},
        **{"employees": "1-9", "volunteers": "45", "charity": "9999999", "state": "joined", "since": "30/09/2024"},
    },
}


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One spreadsheet in the list."""

    pk: int
    file_name: str
    kind: str
    state: str
    at: datetime
    by: str
    made: int
    to_mend: int


@dataclass(frozen=True, slots=True)
class ImportList:
    """The spreadsheets that were brought in, newest first."""

    lines: tuple[ImportLine, ...]
    page: Page[Import]
    home: str
    partner: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row: which, in which column, what stood there, and what would do."""

    number: int
    column: str
    found: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One spreadsheet: what was found in it, what would be or was imported, and what can be done."""

    pk: int
    kind: str
    state: str
    state_words: str
    file_name: str
    how_read: str
    home: str
    partner: str
    uploaded_at: datetime
    by: str
    confirmed_at: datetime | None
    columns: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    counts: Mapping[str, int]
    total: int
    problems: tuple[RowProblem, ...]
    problem_page: Page[ImportRow]
    alike: tuple[RowProblem, ...]
    stayed: tuple[RowProblem, ...]
    may_confirm: bool
    may_undo: bool
    in_work: bool
    is_quiet: bool  # it is in work, and nobody works on it
    looked: int
    hindrance: str


@dataclass(frozen=True, slots=True)
class UploadPage:
    """What can stand in a spreadsheet of this kind."""

    kind: str
    home: str
    partner: str
    columns: tuple[tuple[str, bool], ...]  # in words, and whether it is needed
    example: str
    most_rows: int
    most_megabytes: int


def home_of(partner: Partner | None) -> str:
    """Give the address under which imports of this partner, or of the programme, stand."""
    return f"/for/{partner.slug}/people/import/" if partner else "/programme/imports/"


def imports_of(person: Person, partner: Partner | None) -> QuerySet[Import]:
    """Give the imports that the person may look after here."""
    seen = Import.objects.visible_to(person)
    return seen.filter(partner=partner) if partner else seen


def import_list(person: Person, partner: Partner | None, page: str | None) -> ImportList:
    """Gather the list."""
    shown = Paginator(imports_of(person, partner).select_related("uploaded_by"), ON_A_PAGE).get_page(page)
    return ImportList(_lines(list(shown), person), shown, home_of(partner), partner.name if partner else "")


def imports_export(person: Person, partner: Partner | None) -> ListExport:
    """Give the lists that were brought in as a list."""
    lines = _lines(list(imports_of(person, partner).select_related("uploaded_by")), person)
    return ListExport(
        name=(*([partner.slug] if partner else []), "imports"),
        about=_("One row is one list that somebody brought in. What stood in it is not here."),
        columns=(_("File"), _("What it lists"), _("Day"), _("By"), _("How it stands"), _("Brought in"), _("To mend")),
        rows=[
            (one.file_name, one.kind, timezone.localdate(one.at), one.by, one.state, one.made, one.to_mend)
            for one in lines
        ],
        who_may_see=_("The programme team; leads see the lists of people of their own organisation."),
    )


def _lines(batches: list[Import], person: Person) -> tuple[ImportLine, ...]:
    counts = ImportRow.objects.visible_to(person).filter(batch__in=[one.pk for one in batches]).order_by()
    made, mend = Q(verdict=Verdict.MADE), Q(verdict__in=[Verdict.BAD, Verdict.ALIKE])
    told = counts.values_list("batch").annotate(of_it=Count("pk", filter=made), to_mend=Count("pk", filter=mend))
    rows = {batch: (of_it, to_mend) for batch, of_it, to_mend in told}
    return tuple(
        ImportLine(
            pk=one.pk,
            file_name=one.file_name,
            kind=one.get_kind_display(),
            state=one.get_state_display(),
            at=one.uploaded_at,
            by=str(one.uploaded_by),
            made=rows.get(one.pk, (0, 0))[0],
            to_mend=rows.get(one.pk, (0, 0))[1],
        )
        for one in batches
    )


def import_page(batch: Import, person: Person, page: str | None) -> ImportPage:
    """Gather what the page of one import shows."""
    rows = ImportRow.objects.visible_to(person).filter(batch=batch)
    found = rows.order_by().values_list("verdict").annotate(Count("pk"))
    counts = {verdict.value: 0 for verdict in Verdict} | dict(found)
    shown = Paginator(rows.filter(verdict=Verdict.BAD), ON_A_PAGE).get_page(page)
    alike = rows.filter(verdict=Verdict.ALIKE)[:MOST_ALIKE] if batch.state == "checked" else rows.none()
    stayed = rows.filter(verdict=Verdict.MADE)[:MOST_ALIKE] if batch.state == "undone" else rows.none()
    return ImportPage(
        **_facts(batch),
        **_columns(batch, rows),
        counts=counts,
        total=sum(counts.values()),
        problems=tuple(_problems(shown)),
        problem_page=shown,
        alike=tuple(_problems(alike)),
        stayed=tuple(_problems(stayed)),
        may_confirm=allowed(rules.check_can_confirm, person, batch),
        may_undo=allowed(rules.check_can_undo_import, person, batch),
    )


def _facts(batch: Import) -> dict[str, Any]:
    return {
        **{"pk": batch.pk, "kind": batch.kind, "state": batch.state, "state_words": batch.get_state_display()},
        **{"file_name": batch.file_name, "how_read": batch.how_read, "home": home_of(batch.partner)},
        **{"partner": batch.partner.name if batch.partner else "", "by": str(batch.uploaded_by)},
        **{"uploaded_at": batch.uploaded_at, "confirmed_at": batch.confirmed_at},
        **{"in_work": batch.state in AT_WORK_ON, "is_quiet": batch.is_quiet},
        **{"looked": batch.looked, "hindrance": batch.hindrance},
    }


def _columns(batch: Import, rows: QuerySet[ImportRow]) -> dict[str, Any]:
    """Say what was taken for what, what is not used, and how the first rows read like that."""
    used = sorted(batch.columns.items(), key=lambda pair: pair[1])
    labels = {column.key: str(column.label) for column in COLUMNS[batch.kind]}
    return {
        "columns": tuple((labels[key], batch.headings[at]) for key, at in used),
        "unused": tuple(name for at, name in enumerate(batch.headings) if at not in batch.columns.values()),
        "samples": _samples(rows, [at for _key, at in used]),
    }


def upload_page(kind: str, partner: Partner | None) -> UploadPage:
    """Say what can stand in a spreadsheet of this kind."""
    columns = tuple(
        (str(column.label), column.needed) for column in COLUMNS[kind] if not (partner and column.key == "partner")
    )
    home = home_of(partner)
    return UploadPage(kind, home, partner.name if partner else "", columns, f"{home}example-{kind}.csv", *LIMITS)


def example(kind: str) -> str:
    """Write a spreadsheet of one made-up row under the headings that we know best."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([str(column.label) for column in COLUMNS[kind]])
    writer.writerow([EXAMPLES[kind].get(column.key, "") for column in COLUMNS[kind]])
    return out.getvalue()


def alike_numbers(batch: Import, person: Person) -> list[int]:
    """Give the rows that look like somebody who is here, by their number."""
    rows = ImportRow.objects.visible_to(person).filter(batch=batch, verdict=Verdict.ALIKE)
    return list(rows.values_list("number", flat=True))


def samples_of(batch: Import, person: Person) -> dict[int, str]:
    """Give for each column what stands first under its heading, to tell it by."""
    rows = ImportRow.objects.visible_to(person).filter(batch=batch)[:20]
    cells = [row.cells for row in rows]
    return {at: next((row[at] for row in cells if at < len(row) and row[at]), "") for at in range(len(batch.headings))}


def to_mend(batch: Import, person: Person) -> ListExport:
    """Give the rows that were not imported, as they stood in the file, each with the reasons, to mend and upload again."""
    rows = ImportRow.objects.visible_to(person).filter(batch=batch).to_mend()
    return ListExport(
        name=("to-mend", batch.file_name.rpartition(".")[0]),
        about=_("Rows of a spreadsheet that were not imported. Mend them and upload this file again."),
        columns=[*batch.headings, _("Row"), _("Why it was not imported")],
        rows=([*_padded(row.cells, len(batch.headings)), row.number, _why(row)] for row in rows.iterator()),
        filters={_("File"): batch.file_name},
        as_of=timezone.now(),
    )


def _samples(rows: QuerySet[ImportRow], columns: list[int]) -> tuple[tuple[str, ...], ...]:
    good = rows.filter(verdict__in=[Verdict.NEW, Verdict.WAITING])[:SAMPLES]
    return tuple(tuple(row.cells[at] if at < len(row.cells) else "" for at in columns) for row in good)


def _problems(rows: QuerySet[ImportRow] | Page[ImportRow]) -> Iterator[RowProblem]:
    for row in rows:
        for column, found, sentence in row.problems:
            yield RowProblem(row.number, column, found, sentence)


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _why(row: ImportRow) -> str:
    return " ".join(f"{column}: {sentence}" if column else sentence for column, _found, sentence in row.problems)
