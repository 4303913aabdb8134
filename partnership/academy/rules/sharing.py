"""Who has the programme share what people complete, who says no, and what a statement says.

A statement is about whoever learned, never about who taught. It names nobody: a number stands in it, which only this site
can turn into a person. Its own identifier is made from what it is about, so that sending it twice is sending it once.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Booking, Completion, Sharing
from partnership.academy.rules.statements import VERBS, VOIDED
from partnership.accounts.models import Person
from partnership.core import pack, sealing
from partnership.core.refusals import Refusal
from partnership.partners.models import reach

VERSION = "1.0.3"
TIME_TO_SAY_NO = timedelta(days=14)
ACTIVITIES = "http://adlnet.gov/expapi/activities/"
CAME = ("attended", "attended-in-part")


def standing() -> Sharing | None:
    """Give what is shared today, and with whom; None where nothing is."""
    return Sharing.objects.standing().first() if settings.XAPI else None


def check_can_begin_sharing(by: Person, with_whom: str) -> None:
    """The programme team, where the site allows it; with somebody who is named; one at a time."""
    _check_runs(by)
    if not with_whom.strip():
        raise Refusal(_("Say with whom. Everybody reads it."))
    if standing():
        raise Refusal(_("What people complete is shared already. End that first."))


def check_can_end_sharing(by: Person) -> None:
    """The programme team, while something is shared."""
    _check_runs(by)
    if standing() is None:
        raise Refusal(_("Nothing is shared at the moment."))


def check_can_see_sharing(by: Person) -> None:
    """The programme team."""
    _check_runs(by)


def check_can_choose_sharing(by: Person) -> None:
    """Everybody for themselves."""
    if by.system or not settings.XAPI:
        raise Refusal(_("Everybody says this for themselves."))


def check_can_make_statements(by: Person) -> None:
    """The site itself."""
    if not by.system:
        raise Refusal(_("The site makes and sends statements by itself."))


def _check_runs(by: Person) -> None:
    if not reach(by).runs_programme:
        raise Refusal(_("Only the programme team decides whether anything is shared."))
    if not settings.XAPI:
        raise Refusal(_("This site shares nothing. Whoever runs it can switch that on."))


# --- what a statement says


def number_of(person: Person) -> str:
    """Give the number that stands for a person: always the same, and nobody outside can make it."""
    return hmac.digest(sealing.secret("codes"), f"academy xapi {person.pk}".encode(), hashlib.sha256).hex()[:32]


def id_of(about: Completion | Booking, *, takes_back: bool = False) -> uuid.UUID:
    """Give the identifier of a statement: the same whenever it is made."""
    name = f"{settings.SITE_ADDRESS}/{about._meta.label_lower}/{about.pk}{'/taken-back' if takes_back else ''}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def completed(one: Completion) -> dict[str, Any]:
    """Say that somebody completed a course."""
    at = timezone.make_aware(datetime.combine(one.completed_on, time(12)))
    result: dict[str, Any] = {"completion": True}
    if one.hours:
        result["duration"] = f"PT{int(one.hours * 60)}M"
    about = {"object": _course(one.course, one.title), "result": result, "context": _context(one.edition)}
    return {**_said(one, one.person, "completed", at), **about}


def attended(one: Booking) -> dict[str, Any]:
    """Say that somebody was at a session."""
    session = one.session
    academy = pack.current().academy
    course = academy.courses.get(session.course) if academy else None
    thing = _course(session.course, str(course.title)) if course else _event(session.pk, session.title)
    return {
        **_said(one, one.person, "attended", session.ends_at or one.asked_at),
        **{"object": thing, "context": _context(session.edition)},
    }


def taken_back(about: Completion | Booking) -> dict[str, Any]:
    """Say that an earlier statement is void."""
    thing = {"objectType": "StatementRef", "id": str(id_of(about))}
    said = _said(about, about.person, "voided", timezone.now())
    return {**said, "id": str(id_of(about, takes_back=True)), "object": thing}


def _said(about: Completion | Booking, person: Person, verb: str, at: datetime) -> dict[str, Any]:
    account = {"homePage": settings.SITE_ADDRESS, "name": number_of(person)}
    return {
        "id": str(id_of(about)),
        "actor": {"objectType": "Agent", "account": account},
        "verb": {"id": VOIDED if verb == "voided" else f"{VERBS}{verb}", "display": {"en": verb}},
        "timestamp": at.isoformat(),
        "version": VERSION,
    }


def _course(key: str, title: str) -> dict[str, Any]:
    definition = {"type": f"{ACTIVITIES}course", "name": {"en": title}}
    return {"objectType": "Activity", "id": f"{settings.SITE_ADDRESS}/academy/courses/{key}/", "definition": definition}


def _event(key: int, title: str) -> dict[str, Any]:
    definition = {"type": f"{ACTIVITIES}meeting", "name": {"en": title}}
    return {
        "objectType": "Activity",
        "id": f"{settings.SITE_ADDRESS}/academy/sessions/{key}/",
        "definition": definition,
    }


def _context(edition: str) -> dict[str, Any]:
    return {"platform": "Heartwood", **({"revision": edition} if edition else {})}


def waits_after(tries: int) -> timedelta:
    """Say how long a statement that could not be sent waits: twice as long each time, at most a day."""
    return min(timedelta(minutes=5 * 2**tries), timedelta(days=1))
