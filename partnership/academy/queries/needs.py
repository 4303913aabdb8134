"""What waits for somebody in every part of the academy: /my-work/ gathers it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.academy.models import Session
from partnership.academy.queries import observing, register, shown
from partnership.academy.queries.planning import has_a_part, sees_programme
from partnership.core.components import Need

if TYPE_CHECKING:
    from partnership.accounts.models import Person

__all__ = ["has_a_part", "needs", "sees_programme"]
SOON = timedelta(days=28)


def needs(person: Person) -> tuple[Need, ...]:
    """Give what waits for this person."""
    return (*register.needs(person), *shown.needs(person), *_to_announce(person), *observing.needs(person))


def _to_announce(person: Person) -> Iterator[Need]:
    """Sessions that they planned, that nobody can see yet, and that begin within four weeks; or that nobody leads now."""
    leads = Count("leading", filter=Q(leading__declined_at__isnull=True, leading__task="facilitates"))
    mine = Session.objects.filter(planned_by=person, starts_at__gt=timezone.now()).annotate(leads=leads)
    soon = Q(state="planned", starts_at__lt=timezone.now() + SOON)
    found = list(mine.filter(soon | Q(state="announced", leads=0)).values_list("state", "starts_at"))
    planned = [starts for state, starts in found if state == "planned" and starts]
    if planned:
        said = ngettext(
            "One session that you planned is soon, and nobody can see it yet",
            "%(count)s sessions that you planned are soon, and nobody can see them yet",
            len(planned),
        )
        yield Need(said % {"count": len(planned)}, reverse("i-lead"), timezone.localdate(min(planned)), _("Training"))
    if len(found) > len(planned):
        yield Need(_("A session that you planned has nobody to lead it"), reverse("i-lead"), kind=_("Training"))
