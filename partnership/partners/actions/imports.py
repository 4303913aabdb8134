"""Bringing in a spreadsheet: nothing counts until somebody has looked at it and confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.refusals import Refusal
from partnership.core.transitions import move
from partnership.partners.actions.finding import _partners_can_be_found, _people_can_be_found
from partnership.partners.actions.making import _make
from partnership.partners.actions.undoing import _take_back
from partnership.partners.models import ColumnMap, Import, ImportRow, Partner, Verdict, held
from partnership.partners.models.columns import fingerprint, guess
from partnership.partners.rules import imports as rules
from partnership.partners.rules.rows import Found, Ground, look_at
from partnership.partners.rules.rows_of_partners import GroundOfPartners
from partnership.partners.rules.rows_of_people import GroundOfPeople

BATCH = 1000  # rows in one statement
GROUNDS: Mapping[str, type[Ground]] = {"people": GroundOfPeople, "partners": GroundOfPartners}
FOUND_AT_ONCE = 300
CELLS_ARE_KEPT, ROWS_ARE_KEPT = timedelta(days=7), timedelta(days=30)


@transaction.atomic
def upload(
    kind: str,
    headings: Sequence[str],
    rows: Iterable[tuple[int, list[str]]],
    *,
    by: Person,
    partner: Partner | None = None,
    file_name: str = "",
    how_read: str = "",
) -> Import:
    """Keep what stands in a spreadsheet for a while, and guess which column is what."""
    rules.check_can_import(by, kind, partner)
    known = ColumnMap.objects.filter(kind=kind, fingerprint=fingerprint(headings)).first()
    columns = known.columns if known else guess(kind, headings)
    if partner:
        columns = {key: at for key, at in columns.items() if key != "partner"}
    said = {"file_name": file_name[-200:], "how_read": how_read[:300]}
    batch = Import.objects.create(
        kind=kind, partner=partner, headings=list(headings), columns=columns, uploaded_by=by, **said
    )
    made = (ImportRow(batch=batch, number=number, cells=cells) for number, cells in rows)
    ImportRow.objects.bulk_create(made, batch_size=BATCH)
    events.record(by=by, verb="import.uploaded", thing=batch)
    return batch


@transaction.atomic
def look_through(batch: Import, columns: Mapping[str, int], *, by: Person) -> Import:
    """Say which column is what, and see what would be imported. This can be done again."""
    rules.check_can_set_columns(by, held(batch), columns)
    move(batch, "checked")
    batch.columns = dict(columns)
    batch.save(update_fields=["columns"])
    _write(batch, _found(batch, by), batch.uploaded_at)
    ColumnMap.objects.update_or_create(
        kind=batch.kind, fingerprint=fingerprint(batch.headings), defaults={"columns": dict(columns)}
    )
    events.record(by=by, verb="import.looked_through", thing=batch)
    return batch


@transaction.atomic
def confirm(batch: Import, *, by: Person, also: Collection[int] = (), fictional: bool = False) -> Import:
    """Import the good rows, and those of `also` that only looked like somebody who is here. The rest waits to be mended."""
    rules.check_can_confirm(by, held(batch))
    move(batch, "confirmed")
    batch.confirmed_at, batch.confirmed_by = timezone.now(), by
    batch.save(update_fields=["confirmed_at", "confirmed_by"])
    found = _found(batch, by, also)
    try:
        with transaction.atomic():
            rows = _make(batch, found, by=by, fictional=fictional)
    except IntegrityError:
        raise Refusal(
            _("Somebody wrote down the same people or organisations at this moment. Nothing was imported. Try again.")
        ) from None
    ImportRow.objects.filter(batch=batch).delete()
    _can_be_found(ImportRow.objects.bulk_create(rows, batch_size=BATCH))
    events.record(by=by, verb="import.confirmed", thing=batch)
    return batch


@transaction.atomic
def undo(batch: Import, *, by: Person) -> Import:
    """Take back everything that the import brought in and nobody has touched since."""
    rules.check_can_undo_import(by, held(batch))
    move(batch, "undone")
    batch.undone_at, batch.undone_by = timezone.now(), by
    batch.save(update_fields=["undone_at", "undone_by"])
    _take_back(batch)
    events.record(by=by, verb="import.undone", thing=batch)
    return batch


@transaction.atomic
def drop(batch: Import, *, by: Person) -> Import:
    """Put a spreadsheet aside without importing anything; what stood in it is gone at once."""
    rules.check_can_drop(by, held(batch))
    move(batch, "dropped")
    ImportRow.objects.filter(batch=batch).delete()
    events.record(by=by, verb="import.dropped", thing=batch)
    return batch


@transaction.atomic
def forget_rows(now: datetime, *, by: Person) -> int:
    """Remove what nobody imported or mended within seven days, and after thirty which row became what; give how many."""
    rules.check_can_forget_rows(by)
    stale = Import.objects.filter(state__in=("read", "checked"), uploaded_at__lt=now - CELLS_ARE_KEPT)
    for batch in stale:
        move(batch, "dropped")
    old = ImportRow.objects.filter(stored_at__lt=now - CELLS_ARE_KEPT)
    forgotten = old.exclude(verdict=Verdict.MADE).delete()[0]
    forgotten += ImportRow.objects.filter(stored_at__lt=now - ROWS_ARE_KEPT).delete()[0]
    events.record(by=by, verb="import_rows.forgotten", thing=f"urn:heartwood:partners.importrow:before-{now:%Y-%m-%d}")
    return forgotten


def _can_be_found(rows: Sequence[ImportRow]) -> None:
    """Let search find what was made. Thousands of people are found from the next morning on: nobody should wait for it."""
    people = {row.person_id for row in rows if row.person_id}
    partners = [row.partner_id for row in rows if row.partner_id]
    _partners_can_be_found(Partner.objects.filter(pk__in=partners))
    if len(people) <= FOUND_AT_ONCE:
        _people_can_be_found(people)


def _found(batch: Import, by: Person, also: Collection[int] = ()) -> list[Found]:
    """Look at every row; those of `also` are new although they look like somebody who is here."""
    ground = GROUNDS[batch.kind](by=by, columns=batch.columns, headings=batch.headings, partner=batch.partner)  # type: ignore[call-arg]
    rows = ImportRow.objects.filter(batch=batch).values_list("number", "cells")
    found = list(look_at(rows.iterator(chunk_size=BATCH), ground))
    for row in found:
        if row.verdict == Verdict.ALIKE and row.number in also:
            row.verdict, row.problems = Verdict.NEW, []
    return found


def _write(batch: Import, found: Iterable[Found], stored_at: datetime) -> None:
    """Write what was found: the good rows in one statement, the others anew, as changing each would take a statement."""
    rows = ImportRow.objects.filter(batch=batch)
    others = [row for row in found if row.verdict != Verdict.NEW]
    rows.update(verdict=Verdict.NEW, problems=[])
    for start in range(0, len(others), BATCH):
        rows.filter(number__in=[row.number for row in others[start : start + BATCH]]).delete()
    made = (
        ImportRow(
            batch=batch,
            number=row.number,
            cells=row.cells,
            verdict=row.verdict,
            problems=row.problems,
            stored_at=stored_at,
        )
        for row in others
    )
    ImportRow.objects.bulk_create(made, batch_size=BATCH)
