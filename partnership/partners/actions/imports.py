"""Bringing in a spreadsheet: nothing counts until somebody has looked at it and confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.refusals import Refusal
from partnership.core.transitions import move
from partnership.partners.actions.finding import _partners_can_be_found, _people_can_be_found
from partnership.partners.actions.looking import BATCH, _Look, _set_columns, _write
from partnership.partners.actions.making import _make
from partnership.partners.actions.turns import _tell
from partnership.partners.actions.undoing import _take_back
from partnership.partners.models import AT_WORK_ON, UNCONFIRMED, ColumnMap, Import, ImportRow, Partner, Verdict, held
from partnership.partners.models.columns import fingerprint, guess
from partnership.partners.rules import imports as rules
from partnership.partners.rules.rows import Found

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
    _set_columns(batch, columns)
    for found in _Look(batch, by=by).pieces():
        _write(batch, found)
    events.record(by=by, verb="import.looked_through", thing=batch)
    return batch


@transaction.atomic
def confirm(
    batch: Import,
    *,
    by: Person,
    also: Collection[int] = (),
    fictional: bool = False,
    look: _Look | None = None,
    turn: datetime | None = None,
) -> Import:
    """Import the good rows, and those of `also` that only looked like somebody who is here. The rest waits to be mended.

    It is one transaction, however long the list: a half-loaded file changes nothing. In pieces, whatever was made would
    have to be hidden until the last piece, by a condition in every question of the site, and one that was forgotten would
    show people whom nobody had confirmed. What takes long is comparing: the worker does that before, in `look`, where it
    holds nobody up, and it is done again in here only if somebody has written in between.
    """
    rules.check_can_confirm(by, held(batch), turn)
    move(batch, "confirmed")
    batch.confirmed_at, batch.confirmed_by = timezone.now(), by
    batch.save(update_fields=["confirmed_at", "confirmed_by"])
    found = look.found if look and look.still_holds() else _Look(batch, by=by, also=also).all()
    rows = _make_or_refuse(batch, found, by=by, fictional=fictional)
    ImportRow.objects.filter(batch=batch).delete()
    _can_be_found(ImportRow.objects.bulk_create(rows, batch_size=BATCH))
    events.record(by=by, verb="import.confirmed", thing=batch)
    if turn:
        _tell(batch, gettext_noop("Your list was imported. What is left to mend is listed with it."))
    return batch


@transaction.atomic
def undo(batch: Import, *, by: Person, turn: datetime | None = None) -> Import:
    """Take back everything that the import brought in and nobody has touched since."""
    rules.check_can_undo_import(by, held(batch), turn)
    move(batch, "undone")
    batch.undone_at, batch.undone_by = timezone.now(), by
    batch.save(update_fields=["undone_at", "undone_by"])
    _take_back(batch)
    events.record(by=by, verb="import.undone", thing=batch)
    if turn:
        _tell(batch, gettext_noop("Your list was taken back, but for what somebody has used since."))
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
    for batch in Import.objects.filter(state__in=UNCONFIRMED, uploaded_at__lt=now - CELLS_ARE_KEPT):
        if batch.state in AT_WORK_ON:
            move(batch, f"{batch.state}_stopped")
        move(batch, "dropped")
    old = ImportRow.objects.filter(stored_at__lt=now - CELLS_ARE_KEPT)
    forgotten = old.exclude(verdict=Verdict.MADE).delete()[0]
    forgotten += ImportRow.objects.filter(stored_at__lt=now - ROWS_ARE_KEPT).delete()[0]
    events.record(by=by, verb="import_rows.forgotten", thing=f"urn:heartwood:partners.importrow:before-{now:%Y-%m-%d}")
    return forgotten


def _make_or_refuse(batch: Import, found: list[Found], *, by: Person, fictional: bool) -> Iterator[ImportRow]:
    try:
        with transaction.atomic():
            return _make(batch, found, by=by, fictional=fictional)
    except IntegrityError:
        raise Refusal(
            _("Somebody wrote down the same people or organisations at this moment. Nothing was imported. Try again.")
        ) from None


def _can_be_found(rows: Sequence[ImportRow]) -> None:
    """Let search find what was made. Thousands of people are found from the next morning on: nobody should wait for it."""
    people = {row.person_id for row in rows if row.person_id}
    partners = [row.partner_id for row in rows if row.partner_id]
    _partners_can_be_found(Partner.objects.filter(pk__in=partners))
    if len(people) <= FOUND_AT_ONCE:
        _people_can_be_found(people)
