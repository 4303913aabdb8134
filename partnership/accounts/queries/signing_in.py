"""What somebody is shown of their own account: how they sign in, and where they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person

BROWSERS = (
    "Edg",
    "OPR",
    "SamsungBrowser",
    "Firefox",
    "FxiOS",
    "CriOS",
    "Chrome",
    "Safari",
)  # each claims the later ones
CALLED = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "FxiOS": "Firefox", "CriOS": "Chrome"}
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")
SYSTEM_CALLED = {"Macintosh": "Mac", "CrOS": "ChromeOS"}


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey, under the name somebody gave it."""

    pk: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """The ways, beside a code by e-mail, in which somebody shows that it is them."""

    required: bool
    passkeys: tuple[Passkey, ...]
    authenticator: bool
    codes_left: int

    @property
    def any(self) -> bool:
        """Whether there is one at all."""
        return bool(self.passkeys or self.authenticator)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser in which somebody is signed in."""

    pk: int
    here: bool
    browser: str
    began_at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """The page of somebody's own account."""

    name: str
    email: str
    factors: SecondFactors
    sessions: tuple[SignedIn, ...]


def second_factors(person: Person) -> SecondFactors:
    """Give the person's second factors: one query."""
    held = list(Authenticator.objects.filter(user=person).order_by("created_at", "pk"))
    passkeys = [one for one in held if one.type == Authenticator.Type.WEBAUTHN]
    codes = [one.wrap().get_unused_codes() for one in held if one.type == Authenticator.Type.RECOVERY_CODES]
    return SecondFactors(
        required=person.second_factor_required,
        passkeys=tuple(Passkey(one.pk, one.wrap().name, one.created_at, one.last_used_at) for one in passkeys),
        authenticator=any(one.type == Authenticator.Type.TOTP for one in held),
        codes_left=sum(map(len, codes)),
    )


def browser(agent: str) -> str:
    """Say in words what a browser calls itself: enough to know one's own telephone again."""
    program = next((name for name in BROWSERS if name in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    program, system = CALLED.get(program, program), SYSTEM_CALLED.get(system, system)
    if program and system:
        return _("%(browser)s on %(system)s") % {"browser": program, "system": system}
    return program or system or _("A browser that does not say what it is")


def sessions(person: Person, here: str | None) -> tuple[SignedIn, ...]:
    """Give the browsers in which the person is signed in, this one first: one query."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=person, session_key__in=alive).order_by("-created_at", "-pk")
    lines = [SignedIn(row.pk, row.session_key == here, browser(row.user_agent), row.created_at) for row in rows]
    return tuple(sorted(lines, key=lambda line: not line.here))


def account(person: Person, here: str | None) -> Account:
    """Gather what stands on the page of one's own account."""
    return Account(person.name, person.email or "", second_factors(person), sessions(person, here))
