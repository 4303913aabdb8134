"""Looking at the rows of a spreadsheet, a thousand at a time, on one ground that grows with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Q

from partnership.accounts.models import Person
from partnership.core.models import Event
from partnership.partners.models import ColumnMap, Import, ImportRow, Verdict
from partnership.partners.models.columns import fingerprint
from partnership.partners.rules.parents import settle
from partnership.partners.rules.rows import Found, Ground, look_at
from partnership.partners.rules.rows_of_partners import GroundOfPartners
from partnership.partners.rules.rows_of_people import GroundOfPeople

BATCH = 1000  # rows in one statement
GROUNDS: Mapping[str, type[Ground]] = {"people": GroundOfPeople, "partners": GroundOfPartners}
# What was written about these may change what a row is.
_OF_THE_GROUND = Q(thing__startswith="urn:heartwood:partners.") | Q(thing__startswith="urn:heartwood:accounts.")


class _Look:
    """One look through all rows. Without `also` it says what each is; with it, which of the good ones are still good.

    A row to mend is not looked at again until its columns are chosen anew: what was confided in it is gone, and without
    that it would look good. Nor does anything become good that nobody saw as good before confirming.
    """

    def __init__(self, batch: Import, *, by: Person, also: Collection[int] | None = None) -> None:
        self.batch, self.also = batch, also
        self.found: list[Found] = []
        self.newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        said: dict[str, Any] = {"columns": batch.columns, "headings": batch.headings, "partner": batch.partner}
        self.ground = GROUNDS[batch.kind](by=by, **said)  # type: ignore[call-arg]

    def pieces(self) -> Iterator[list[Found]]:
        """Look on; give what is new to say, at the end also what only the whole file can say."""
        rows = ImportRow.objects.filter(batch=self.batch).order_by("number")
        told = rows.values_list("number", "cells", "verdict", "problems")
        last = -1
        while piece := list(told.filter(number__gt=last)[:BATCH]):
            last = piece[-1][0]
            waiting = {number for number, _cells, verdict, _problems in piece if verdict == Verdict.WAITING}
            found = list(self._looked_at(piece))
            self.found += found
            yield [row for row in found if row.number in waiting]
        if self.batch.kind == "partners":
            yield settle(self.found, self.batch.columns, self.batch.headings)

    def all(self) -> list[Found]:
        """Look through to the end."""
        for _piece in self.pieces():
            pass
        return self.found

    def still_holds(self) -> bool:
        """Whether nobody wrote anything since that may change what a row is."""
        return not Event.objects.filter(_OF_THE_GROUND, pk__gt=self.newest).exists()

    def _looked_at(self, piece: list[tuple[int, list[str], str, list[list[str]]]]) -> Iterator[Found]:
        asked = [(number, cells) for number, cells, verdict, _problems in piece if self._is_asked(number, verdict)]
        found = {row.number: row for row in look_at(asked, self.ground)}
        for number, cells, verdict, problems in piece:
            row = found.get(number) or Found(number, cells, verdict, problems)
            if row.verdict == Verdict.ALIKE and number in (self.also or ()):
                row.verdict, row.problems = Verdict.NEW, []
            yield row

    def _is_asked(self, number: int, verdict: str) -> bool:
        if self.also is None:
            return verdict != Verdict.BAD
        return verdict == Verdict.NEW or (verdict == Verdict.ALIKE and number in self.also)


def _set_columns(batch: Import, columns: Mapping[str, int]) -> None:
    """Keep which column is what, remember it for the next file like this one, and let every row wait to be looked at."""
    batch.columns = dict(columns)
    batch.save(update_fields=["columns"])
    known: dict[str, Any] = {"kind": batch.kind, "fingerprint": fingerprint(batch.headings)}
    ColumnMap.objects.update_or_create(**known, defaults={"columns": batch.columns})
    ImportRow.objects.filter(batch=batch).update(verdict=Verdict.WAITING, problems=[])


def _write(batch: Import, found: Collection[Found]) -> None:
    """Write what was found: the good rows in one statement, the others anew, as changing each would take a statement."""
    rows = ImportRow.objects.filter(batch=batch)
    good = [row.number for row in found if row.verdict == Verdict.NEW]
    rows.filter(number__in=good).update(verdict=Verdict.NEW, problems=[])
    others = [row for row in found if row.verdict != Verdict.NEW]
    for start in range(0, len(others), BATCH):
        rows.filter(number__in=[row.number for row in others[start : start + BATCH]]).delete()
    ImportRow.objects.bulk_create([_as_kept(batch, row) for row in others], batch_size=BATCH)


def _as_kept(batch: Import, row: Found) -> ImportRow:
    said = {"verdict": row.verdict, "cells": row.cells, "problems": row.problems}
    return ImportRow(batch=batch, number=row.number, stored_at=batch.uploaded_at, **said)
