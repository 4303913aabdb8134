"""The demonstration's own page: who can be looked around as, and the letters sent. Only for somebody at this machine."""

from __future__ import annotations

import email
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from pathlib import Path

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db.models import QuerySet

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, Role
from partnership.partners.queries.organisations import place_words

NEWEST = 12


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody made up: all that they are, and what their authenticator app shows now, if they have one."""

    pk: int
    name: str
    email: str
    roles: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """The people of one role. Everybody stands once, under the first of their roles."""

    name: str
    people: tuple[Invented, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was sent."""

    to: str
    subject: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DemoPage:
    """The page /demo/."""

    groups: tuple[RoleGroup, ...]
    without_role: tuple[Invented, ...]
    letters: tuple[Letter, ...]


def invented() -> QuerySet[Person]:
    """Give the made-up people who can sign in."""
    return Person.objects.real().filter(fictional=True, is_active=True, email__isnull=False)


def demo() -> DemoPage:
    """Gather the page: three questions to the database, however many people there are."""
    held: dict[int, list[Role]] = {}
    for role in Role.objects.current().filter(person__in=invented()).select_related("partner"):
        held.setdefault(role.person_id, []).append(role)
    codes = _codes()
    order = {str(kind): number for number, kind in enumerate(Kind)}
    groups: dict[str, list[Invented]] = {kind: [] for kind in order}
    rest: list[Invented] = []
    for person in invented().order_by("name", "pk"):
        roles = sorted(held.get(person.pk, ()), key=lambda role: order[role.kind])
        line = Invented(person.pk, person.name, person.email or "", _roles(roles), codes.get(person.pk, ""))
        (groups[roles[0].kind] if roles else rest).append(line)
    named = tuple(RoleGroup(str(Kind(kind).label), tuple(people)) for kind, people in groups.items() if people)
    return DemoPage(named, tuple(rest), letters(Path(settings.EMAIL_FILE_PATH)))


def _roles(roles: Iterable[Role]) -> tuple[str, ...]:
    where = ((role, str(role.partner or "") or (place_words(role.place) if role.place else "")) for role in roles)
    return tuple(f"{role.get_kind_display()}: {place}" if place else role.get_kind_display() for role, place in where)


def _codes() -> dict[int, str]:
    now = int(time.time()) // app_settings.TOTP_PERIOD
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__in=invented())
    return {app.user_id: _code(app, now) for app in apps}


def _code(app: Authenticator, now: int) -> str:
    """Give what the app shows; nothing where the site's own secret is another one than when the app was enrolled."""
    try:
        return format_hotp_value(hotp_value(decrypt(app.data["secret"]), now))
    except Refusal:
        return ""


def letters(folder: Path) -> tuple[Letter, ...]:
    """Read the newest letters that were written into the folder."""
    files = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime_ns, reverse=True) if folder.is_dir() else []
    return tuple(_letter(path) for path in files[:NEWEST])


def _letter(path: Path) -> Letter:
    read = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    body = read.get_body(("plain",))
    text = body.get_content() if body is not None else ""
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Letter(str(read["to"]), str(read["subject"]), text.rpartition("-" * 79)[0].strip() or text.strip(), at)
