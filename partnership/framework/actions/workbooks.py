"""A workbook comes back: everything in it is brought in, or nothing."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.framework.actions.meeting import record_level, show_evidence
from partnership.framework.models import Answer, AskedSeat, Assessment, CameBy, Response
from partnership.framework.rules import workbooks as rules
from partnership.framework.rules.workbooks import Column, Workbook
from partnership.partners.models import held

IN_YOUR_NAME = gettext_noop("Answers in your name came in a workbook: %(partner)s. Look whether they are yours.")


@transaction.atomic
def bring_in_workbook(assessment: Assessment, workbook: Workbook, *, by: Person) -> Assessment:
    """Bring in everything that is new in a workbook. The log has the day alone: an hour could tell who was there."""
    rules.check_can_bring_in_workbook(by, held(assessment), workbook)
    intake = rules.look_through(assessment, workbook)
    for seat, column, response in intake.columns:
        _answered(seat, column, response)
    for row in intake.agreed:
        record_level(assessment, row.standard, row.said, seen=row.seen, by=by)
    for one in intake.evidence:
        show_evidence(assessment, one.standard, one.what, where=one.where, dated_on=one.dated_on, by=by)
    events.record(by=by, verb="workbook.brought_in", thing=assessment, only_the_day=True)
    return assessment


def _answered(seat: AskedSeat, column: Column, response: Response | None) -> None:
    """Hand in what one person answered. Who they are is not known where they gave no name, nor which column was theirs."""
    if response is None:
        response = Response.objects.create(seat=seat)
        seat.columns_taken = sorted([*seat.columns_taken, rules.taken(column.code)])
        seat.save(update_fields=["columns_taken"])
    response.came_by, response.handed_in = CameBy.WORKBOOK, True
    response.save(update_fields=["came_by", "handed_in"])
    answers = [Answer(response=response, standard=key, level=level) for key, level in column.levels.items()]
    Answer.objects.bulk_create(answers)
    _told(seat, response)


def _told(seat: AskedSeat, response: Response) -> None:
    """Tell whoever answers by name: nobody answers for somebody else unseen."""
    if response.person is None:
        return
    page = reverse("answer-by-name", kwargs={"response": response.pk})
    partner = seat.assessment.partner.name
    notices.tell(response.person, "assessment", IN_YOUR_NAME, href=page, thing=seat, partner=partner)
