"""Sessions as those who plan them leave them, in one call each."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from partnership.academy.actions.leading import ask_to_lead
from partnership.academy.actions.sessions import announce, plan
from partnership.academy.models import Session, Task
from partnership.accounts.models import Person
from partnership.partners.models import Kind
from tests.people import a_person, somebody
from tests.teaching import a_trainer

LEEDS, WAKEFIELD = "E08000035", "E08000036"


def at_ten(days: int = 14, hours: int = 2) -> tuple[datetime, datetime]:
    """Give a stretch that begins in so many days at ten."""
    begins = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return begins, begins + timedelta(hours=hours)


def the_team() -> Person:
    """Give somebody of the programme team."""
    return somebody(Kind.PROGRAMME_TEAM)


def planned(by: Person | None = None, course: str = "foundation", **more: object) -> Session:
    """Give a session that is planned."""
    said = {"capacity": 12, "parts": [at_ten()], "venue": "Alder House", **more}
    return plan(course=course, by=by or the_team(), **said)


def staffed(session: Session) -> Session:
    """Ask as many people as any course needs to lead it, one of them accredited, and one for how people are."""
    ask_to_lead(session, a_trainer(), task=Task.FACILITATES, by=session.planned_by)
    for task in (Task.FACILITATES, Task.WELLBEING):
        ask_to_lead(session, a_person(), task=task, by=session.planned_by)
    return session


def announced(by: Person | None = None, **more: object) -> Session:
    """Give a session that everybody sees."""
    session = staffed(planned(by, **more))
    return announce(session, by=session.planned_by)
