"""What waits for somebody without an account: who may leave it, how long it waits, who may have it or delete it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Awaiting, Session
from partnership.academy.rules.register import check_can_keep_register
from partnership.accounts.models import Person, System
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import reach

if TYPE_CHECKING:
    from partnership.partners.models import Partner

WAITS = timedelta(days=180)
COLUMNS = ("course", "edition", "title", "level", "hours", "completed_on", "valid_until", "taught_by")
TRIED_AGAIN_AFTER = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Learned:
    """One course that somebody completed elsewhere, as a completion will say it."""

    course: str
    edition: str
    title: str
    level: str
    hours: Decimal
    completed_on: date
    valid_until: date | None
    taught_by: str

    def as_columns(self) -> dict[str, Any]:
        """Give what a completion holds of it, but for where somebody belongs."""
        return {name: getattr(self, name) for name in COLUMNS}

    def as_said(self) -> dict[str, Any]:
        """Give it as it is kept while it waits."""
        told = {**asdict(self), "hours": str(self.hours), "completed_on": self.completed_on.isoformat()}
        return told | {"valid_until": self.valid_until.isoformat() if self.valid_until else ""}


def learned(said: Mapping[str, Any]) -> Learned:
    """Read what was kept while it waited."""
    told = {one.name: said[one.name] for one in fields(Learned)}
    until = date.fromisoformat(told["valid_until"]) if told["valid_until"] else None
    day = date.fromisoformat(told["completed_on"])
    return Learned(**{**told, "hours": Decimal(told["hours"]), "completed_on": day, "valid_until": until})


def waits_until() -> date:
    """Give the last day on which something that is said today waits."""
    return timezone.localdate() + WAITS


def title_of(one: Awaiting) -> str:
    """Say what it is about."""
    if one.session is None:
        return str(one.said["title"])
    academy = pack.current().academy
    course = academy.courses.get(one.session.course) if academy else None
    return pack.in_language(course.title) if course else one.session.title


def has_account(address: str) -> bool:
    """Whether somebody signs in with this address, or stands here under it."""
    small = address.strip().lower()
    known = Person.objects.real().filter(email=small)
    return known.exists() or EmailAddress.objects.filter(email__iexact=small, verified=True).exists()


def check_can_await_completion(by: Person, address: str, partner: Partner | None) -> None:
    """Whoever leads the organisation that says it, or the programme team; for an address without an account."""
    held = reach(by)
    if not (held.runs_programme or (partner is not None and partner.pk in held.leads)):
        raise Refusal(_("Only those who lead an organisation can say what its people learned elsewhere."))
    _check_address(address)


def check_can_await_marks(by: Person, session: Session, address: str) -> None:
    """Whoever keeps the register; for an address without an account."""
    check_can_keep_register(by, session)
    _check_address(address)


def _check_address(address: str) -> None:
    if "@" not in address.strip(" @"):
        raise Refusal(_("“%s” is no e-mail address. One looks like name@example.org.") % address)
    if has_account(address):
        raise Refusal(_("Somebody has an account with this address, so nothing has to wait for them."))


def check_can_claim(by: Person, person: Person) -> None:
    """Everybody for themselves, once a code that was sent to the address came back."""
    if by != person or person.system or not person.is_active:
        raise Refusal(_("Only they themselves can have what waits for them."))


def check_can_let_go(by: Person) -> None:
    """Whoever holds the link in the letter; nobody needs an account for that."""
    if by.system != System.WITHOUT_ACCOUNT:
        raise Refusal(_("Whoever holds the link in the letter deletes this, without an account."))


def check_can_tell_awaiting(by: Person) -> None:
    """The site itself."""
    if not by.system:
        raise Refusal(_("The site writes by itself to those for whom something waits."))
