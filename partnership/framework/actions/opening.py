"""Results open: once, an hour after closing; and what was answered without a name is then gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.core.transitions import move
from partnership.framework.models import Assessment, Response
from partnership.framework.rules import meeting as rules
from partnership.framework.rules.arranging import asked_edition
from partnership.partners.models import Kind, Role, held


class _Opening(Protocol):
    """What a query worked out for one seat: what is shown, and what the next opening is held against."""

    @property
    def opened(self) -> dict[str, Any]: ...

    @property
    def kept(self) -> list[dict[str, Any]]: ...


@transaction.atomic
def open_results(
    assessment: Assessment, openings: Mapping[str, _Opening], *, by: Person, at: datetime | None = None
) -> Assessment:
    """Keep what is shown of each seat for good, and delete every response without a name, handed in or not."""
    rules.check_can_open_results(by, held(assessment), openings, at)
    for seat in assessment.seats.all():
        seat.opened, seat.kept = openings[seat.seat].opened, openings[seat.seat].kept
        seat.save(update_fields=["opened", "kept"])
    Response.objects.filter(seat__assessment=assessment, seat__anonymous=True).delete()
    move(assessment, "opened")
    assessment.opened_at, assessment.opened_by = at or timezone.now(), by
    assessment.save(update_fields=["opened_at", "opened_by"])
    events.record(by=by, verb="assessment.opened", thing=assessment)
    _tell_leads(assessment, by)
    return assessment


def _where_it_is_read(assessment: Assessment) -> str:
    where = {"partner": assessment.partner.slug}
    if asked_edition(assessment).is_pulse:  # no meeting follows a pulse
        return reverse("culture", kwargs=where)
    return reverse("meeting", kwargs={**where, "pk": assessment.pk})


def _tell_leads(assessment: Assessment, by: Person) -> None:
    leads = Role.objects.current().of(Kind.PARTNER_LEAD).filter(partner=assessment.partner)
    for lead in Person.objects.filter(pk__in=leads.values("person"), is_active=True).exclude(pk=by.pk):
        notices.tell(
            lead,
            "assessment",
            gettext_noop("What your seats say about %(partner)s is open. You can read it, and talk about it."),
            href=_where_it_is_read(assessment),
            thing=assessment,
            partner=assessment.partner.name,
        )
