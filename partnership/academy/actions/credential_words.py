"""What stands in a credential, in the words of Open Badges 3.0. No name: at most a hash of an address, if they wish."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partnership.academy.models import Completion, Credential
from partnership.academy.rules import credentials as rules
from partnership.academy.rules.completes import completes
from partnership.core import pack
from partnership.core.credentials import contexts
from partnership.core.credentials.statuses import entry
from partnership.core.layouts import site_name


def _document(made: Credential) -> dict[str, Any]:
    """Put down what the certificate says, as data that is not signed yet."""
    shows = made.certificate.shows
    number, place = rules.place_of(made.place)
    since = _moment(date.fromisoformat(shows["completed_on"]))
    return {
        "@context": [contexts.CREDENTIALS, contexts.OPEN_BADGES],
        "id": made.urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": shows["title"],
        "issuer": {
            "id": rules.issuer_address(),
            "type": ["Profile"],
            "name": site_name(),
            "url": settings.SITE_ADDRESS,
        },
        "validFrom": since,
        "awardedDate": since,
        **_until(shows["valid_until"]),
        "credentialSubject": _subject(made),
        "credentialStatus": entry(rules.list_address(number), place),
    }


def _until(day: str) -> dict[str, str]:
    """Say until when it counts: the last second of that day."""
    return {"validUntil": _moment(date.fromisoformat(day) + timedelta(days=1), less=1)} if day else {}


def _moment(day: date, *, less: int = 0) -> str:
    """Write when a day begins here, or so many seconds before that."""
    begins = timezone.make_aware(datetime.combine(day, time())) - timedelta(seconds=less)
    return f"{begins.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _subject(made: Credential) -> dict[str, Any]:
    shows, completion = made.certificate.shows, made.certificate.completion
    assert completion is not None  # a credential is only made of a certificate that says that something was completed
    hours = [{"type": ["Result"], "resultDescription": _hours_address(completion), "value": shows["hours"]}]
    return {
        **(_identified(made) if made.with_address else {"id": f"urn:uuid:{uuid.uuid4()}"}),
        "type": ["AchievementSubject"],
        **({"result": hours} if shows["hours"] else {}),
        "achievement": _achievement(completion, shows),
    }


def _identified(made: Credential) -> dict[str, Any]:
    """Say whose it is to whoever knows their address, and to nobody else: a salted hash of it."""
    salt = secrets.token_hex(16)
    digest = hashlib.sha256(f"{made.certificate.person.email}{salt}".encode()).hexdigest()
    said = {"hashed": True, "identityHash": f"sha256${digest}", "identityType": "emailAddress", "salt": salt}
    return {"identifier": [{"type": "IdentityObject", **said}]}


def _achievement(completion: Completion, shows: dict[str, Any]) -> dict[str, Any]:
    course = _course(completion)
    summary = pack.in_language(course.summary) if course else shows["title"]
    warning = _("Made up, for demonstration. This person does not exist.") if shows["fictional"] else ""
    return {
        "id": _address(completion),
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": shows["title"],
        "description": f"{warning} {summary}".strip(),
        "version": completion.edition,
        "inLanguage": translation.get_language() or "en",
        "criteria": {"narrative": " ".join(_criteria(course, shows))},
        **({"tag": [shows["level"]], "alignment": [_level(shows["level"])]} if shows["level"] else {}),
        **({"resultDescription": [_hours(completion)]} if shows["hours"] else {}),
    }


def _course(completion: Completion) -> pack.Course | None:
    """Give the course, if the pack still has it as it was taught."""
    academy = pack.current().academy
    course = academy.courses.get(completion.course) if academy else None
    return course if course and course.edition == completion.edition else None


def _address(completion: Completion) -> str:
    """Give the address of the course; of one that was taught elsewhere, a name that leads nowhere."""
    address = f"{settings.SITE_ADDRESS}/academy/courses/{completion.course}/#{completion.edition}"
    return address if _course(completion) else f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address)}"


def _criteria(course: pack.Course | None, shows: dict[str, Any]) -> Iterator[str]:
    yield _("Everything that the course asks for was done.")
    for one in completes(course) if course else ():
        yield f"{one}."
    if shows["hours"]:
        yield _("Hours: %s.") % shows["hours"]
    if shows["level"]:
        yield _("Practice level: %s.") % shows["level"]
    yield _("Taught by: %s.") % shows["taught_by"]
    yield _("It does not say that somebody is fit for a certain job, and it is no licence to practise.")


def _level(name: str) -> dict[str, Any]:
    academy = pack.current().academy
    framework = {"targetFramework": pack.in_language(academy.levels.name)} if academy else {}
    return {
        "type": ["Alignment"],
        "targetName": name,
        "targetUrl": f"{settings.SITE_ADDRESS}/academy/levels/",
        **framework,
    }


def _hours(completion: Completion) -> dict[str, Any]:
    return {"id": _hours_address(completion), "type": ["ResultDescription"], "name": _("Hours"), "resultType": "Result"}


def _hours_address(completion: Completion) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'hours {completion.course} {completion.edition}')}"
