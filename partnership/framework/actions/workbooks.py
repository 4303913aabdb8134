"""A workbook comes back: everything in it is brought in, or nothing."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.framework.actions.meeting import record_level, show_evidence
from partnership.framework.models import Answer, AskedSeat, Assessment, CameBy, Response
from partnership.framework.rules import workbooks as rules
from partnership.framework.rules.workbooks import Column, Intake, Workbook
from partnership.partners.models import held

IN_YOUR_NAME = gettext_noop("Answers in your name came in a workbook: %(partner)s. Look whether they are yours.")


@transaction.atomic
def bring_in_workbook(assessment: Assessment, workbook: Workbook, *, by: Person) -> Assessment:
    """Bring in everything that is new in a workbook. The log has the day alone: an hour could tell who was there."""
    rules.check_can_bring_in_workbook(by, held(assessment), workbook)
    _hold_named(assessment)
    intake = rules.everything(assessment, workbook)
    for seat, columns in _by_seat(intake).items():
        _handed_in(seat, columns)
    for row in intake.agreed:
        record_level(assessment, row.standard, row.said, seen=row.seen, by=by)
    for one in intake.evidence:
        show_evidence(assessment, one.standard, one.what, where=one.where, dated_on=one.dated_on, by=by)
    events.record(by=by, verb="workbook.brought_in", thing=assessment, only_the_day=True)
    return assessment


def _hold_named(assessment: Assessment) -> None:
    """Hold the responses of whoever answers by name: they may be answering on the site at this moment."""
    named = Response.objects.select_for_update().filter(seat__assessment=assessment, seat__anonymous=False)
    list(named.order_by("pk").values_list("pk"))


def _by_seat(intake: Intake) -> dict[AskedSeat, list[tuple[Column, Response | None]]]:
    found: dict[AskedSeat, list[tuple[Column, Response | None]]] = defaultdict(list)
    for seat, column, response in intake.columns:
        found[seat].append((column, response))
    return found


def _handed_in(seat: AskedSeat, columns: list[tuple[Column, Response | None]]) -> None:
    """Hand in what people answered. Who gave no name is not known, nor which column was theirs."""
    new = {"seat": seat, "came_by": CameBy.WORKBOOK, "handed_in": True}
    rows = [(response or Response(**new), column) for column, response in columns]
    Response.objects.bulk_create(row for row, _column in rows if row.person is None)
    for row, _column in rows:
        if row.person is not None:
            _by_name(row)
    given = ((row, key, level) for row, column in rows for key, level in column.levels.items())
    Answer.objects.bulk_create((Answer(response=row, standard=key, level=level) for row, key, level in given), 1000)
    if seat.anonymous:
        seat.columns_taken = sorted([*seat.columns_taken, *(rules.taken(column.code) for column, _row in columns)])
        seat.save(update_fields=["columns_taken"])


def _by_name(response: Response) -> None:
    response.came_by, response.handed_in = CameBy.WORKBOOK, True
    response.save(update_fields=["came_by", "handed_in"])
    _told(response)


def _told(response: Response) -> None:
    """Tell whoever answers by name: nobody answers for somebody else unseen."""
    assert response.person is not None
    page = reverse("answer-by-name", kwargs={"response": response.pk})
    partner = response.seat.assessment.partner.name
    notices.tell(response.person, "assessment", IN_YOUR_NAME, href=page, thing=response.seat, partner=partner)
