"""What the academy does by itself with sessions: when the last part is over, a session was held."""

from __future__ import annotations

import contextlib

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from partnership.academy.actions.sessions import mark_held
from partnership.academy.models import Session
from partnership.accounts.models import Person, System
from partnership.core.refusals import Refusal


@task()
def mark_sessions_held() -> None:
    """Say of every session that is over that it was held."""
    site = Person.objects.system(System.HOUSEKEEPER)
    for session in _over():
        with contextlib.suppress(Refusal):  # it was cancelled, or a part was added, a moment ago
            mark_held(session, by=site)


def sessions_are_over() -> bool:
    """Whether any session is over and nobody has said so."""
    return _over().exists()


def _over() -> QuerySet[Session]:
    return Session.objects.filter(state="announced", ends_at__lte=timezone.now())
