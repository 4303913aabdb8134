"""Partners that talked it through, prepared, signed and pledged, made by the real deeds in one call each."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.partners.actions import charter, pledges, readiness
from partnership.partners.models import Commitment, Kind, Partner, Pledge, ReadinessCheck
from tests.people import a_partner, somebody

OLD, NEW = "2025-1", "2026-1"
BEFORE_NEW = datetime(2026, 2, 2, 10, 0, tzinfo=timezone.get_default_timezone())
CLAUSE = "urn:heartwood:charter:west-yorkshire:safe-places"


def a_lead(partner: Partner | None = None, name: str = "Ada Wistow-Penn") -> tuple[Partner, Person]:
    """Give a partner with somebody who leads it."""
    partner = partner or a_partner("Elder Tree Works")
    return partner, somebody(Kind.PARTNER_LEAD, partner=partner, name=name)


def talked(partner: Partner, by: Person, *, at: datetime | None = None, answer: str = "yes") -> ReadinessCheck:
    """Have the conversation, with one answer, and finish it."""
    check = readiness.begin_readiness(partner, by=by, at=at)
    readiness.answer_question(check, "who-leads", answer, by=by, seen=0, at=at)
    return readiness.finish_readiness(check, by=by, at=at)


def prepared(partner: Partner, by: Person, *, at: datetime | None = None) -> Commitment:
    """Prepare a commitment up to the signature."""
    if not partner.readiness_checks.finished().exists():
        talked(partner, by, at=at)
    made = charter.begin_commitment(partner, by=by, at=at)
    charter.read_clauses(made, by=by, seen=made.revision)
    signatory = by if partner.pk in by_leads(by) else None
    return charter.choose_signatory(made, signatory, senior_lead="Bo Ferncastle", by=by, seen=made.revision)


def by_leads(person: Person) -> tuple[int, ...]:
    """Give the partners that the person leads."""
    return tuple(person.roles.of(Kind.PARTNER_LEAD).values_list("partner", flat=True))


def signed(
    partner: Partner, by: Person, *, at: datetime | None = None, name: str = "", shows_name: bool = False
) -> Commitment:
    """Sign for the partner with everything that comes before it."""
    made = prepared(partner, by, at=at)
    charter.state_authority(made, "head", by=by, seen=made.revision)
    return charter.sign(made, name or by.name, "Director", shows_name=shows_name, by=by, seen=made.revision, at=at)


def pledged(partner: Partner, by: Person, *, at: datetime | None = None, what: str = "We ask once.") -> Pledge:
    """Propose and agree a pledge."""
    day = date(2031, 1, 1)
    pledge = pledges.propose_pledge(partner, CLAUSE, what, day, owner=by, by=by, at=at)
    return pledges.agree_pledge(pledge, by=by, at=at)


def years_ago(years: float) -> datetime:
    """Give a moment so many years before now."""
    return timezone.now() - timedelta(days=round(365.25 * years))
