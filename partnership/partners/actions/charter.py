"""A partner prepares its commitment, asks for a signature, signs, stays, withdraws."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, pack, revisions
from partnership.core.notices import tell
from partnership.core.transitions import move
from partnership.partners.actions.lifecycle import activate
from partnership.partners.actions.receipts import SIGNED_FIELDS, _seal
from partnership.partners.models import Commitment, Kind, Partner, Role, held
from partnership.partners.models.charter import OPEN
from partnership.partners.models.years import day_of
from partnership.partners.rules import charter as rules


def _leads_of(partner: Partner, *, but: Person | None = None) -> Iterable[Person]:
    """Give the leads of the partner today, without the one who did the deed."""
    roles = Role.objects.current().of(Kind.PARTNER_LEAD).filter(partner=partner)
    return Person.objects.filter(pk__in=roles.values("person"), is_active=True).exclude(pk=but.pk if but else None)


def _words_of(charter: pack.Charter) -> dict[str, object]:
    """Copy what is agreed to, so that it does not depend on what the files say later. It has to be read (again)."""
    clauses = [
        {"key": one.key, "urn": one.urn, "title": dict(one.title.translations), "text": dict(one.text.translations)}
        for one in charter.clauses
    ]
    told: dict[str, object] = {"version": charter.version, "charter_urn": charter.urn}
    return {**told, "clauses_sha256": charter.sha256, "clauses": clauses, "clauses_read": False}


@transaction.atomic
def begin_commitment(partner: Partner, *, by: Person, at: datetime | None = None) -> Commitment:
    """Begin to prepare with the newest charter, or go on with what is open; a newer version has to be read again."""
    rules.check_can_begin_commitment(by, held(partner), at)
    charter = rules.in_force(at)
    assert charter is not None
    fresh = _words_of(charter)
    found = partner.commitments.filter(state__in=OPEN).first()
    if found and found.version == charter.version:
        return found
    if found:
        commitment = revisions.keep(found, fresh, seen=found.revision)
    else:
        commitment = Commitment.objects.create(
            partner=partner, prepared_at=at or timezone.now(), prepared_by=by, signatory=None, **fresh
        )
    events.record(by=by, verb="commitment.begun", thing=commitment)
    return commitment


@transaction.atomic
def read_clauses(commitment: Commitment, *, by: Person, seen: int) -> Commitment:
    """Say that the clauses were read and talked about."""
    rules.check_can_prepare(by, held(commitment))
    revisions.keep(commitment, {"clauses_read": True}, seen=seen)
    events.record(by=by, verb="commitment.read", thing=commitment)
    return commitment


@transaction.atomic
def choose_signatory(
    commitment: Commitment,
    signatory: Person | None,
    *,
    senior_lead: str,
    senior_lead_job: str = "",
    by: Person,
    seen: int,
) -> Commitment:
    """Say who will sign (nobody: any of the leads) and who at the top answers for it. Each states their own authority."""
    rules.check_can_choose_signatory(by, held(commitment), signatory)
    changes: dict[str, object] = {
        "signatory": signatory,
        "senior_lead": senior_lead.strip(),
        "senior_lead_job": senior_lead_job.strip(),
    }
    if commitment.signatory != signatory:
        changes |= {"authority": "", "authority_from": ""}
    revisions.keep(commitment, changes, seen=seen)
    events.record(by=by, verb="commitment.prepared", thing=commitment)
    return commitment


@transaction.atomic
def ask_to_sign(commitment: Commitment, *, by: Person) -> Commitment:
    """Ask the person who is named to sign, or every lead."""
    rules.check_can_ask_to_sign(by, held(commitment))
    move(commitment, "asked")
    events.record(by=by, verb="commitment.asked", thing=commitment)
    asked = [commitment.signatory] if commitment.signatory else _leads_of(commitment.partner)
    for person in asked:
        tell(
            person,
            "charter",
            gettext_noop("%(partner)s asks you to sign the charter."),
            href=reverse("commit-authority", kwargs={"partner": commitment.partner.slug}),
            thing=commitment,
            partner=commitment.partner.name,
        )
    return commitment


@transaction.atomic
def take_back_request(commitment: Commitment, *, by: Person) -> Commitment:
    """Go back to preparing."""
    rules.check_can_take_back_request(by, held(commitment))
    move(commitment, "taken_back")
    events.record(by=by, verb="commitment.taken_back", thing=commitment)
    return commitment


@transaction.atomic
def state_authority(
    commitment: Commitment, authority: str, authority_from: str = "", *, by: Person, seen: int
) -> Commitment:
    """Say by what authority one signs; whoever says so becomes the one who signs."""
    rules.check_can_state_authority(by, held(commitment), authority, authority_from)
    changes = {"authority": authority, "authority_from": authority_from.strip(), "signatory": by}
    revisions.keep(commitment, changes, seen=seen)
    events.record(by=by, verb="commitment.authorised", thing=commitment)
    return commitment


@transaction.atomic
def sign(
    commitment: Commitment,
    name: str,
    job: str = "",
    *,
    shows_name: bool = False,
    by: Person,
    seen: int,
    at: datetime | None = None,
) -> Commitment:
    """Sign it with a typed name; what was signed before is replaced, and the receipt is made."""
    rules.check_can_sign(by, held(commitment, after=(commitment.partner,)), name, at)
    revisions.keep(commitment, {}, seen=seen)
    at = (at or timezone.now()).replace(microsecond=0)
    before = commitment.partner.commitments.standing().first()
    commitment.signed_name, commitment.signed_job = " ".join(name.split()), job.strip()
    commitment.signed_at, commitment.signed_by, commitment.shows_name = at, by, shows_name
    commitment.partner_name, commitment.replaces = commitment.partner.name, before
    commitment.since_on = before.since_on if before else day_of(at)
    _seal(commitment)
    commitment.save(update_fields=SIGNED_FIELDS)
    if before:
        _end(before, "superseded", by=by, at=at)
    move(commitment, "signed")
    activate(commitment.partner, by=by)
    events.record(by=by, verb="commitment.signed", thing=commitment)
    _tell_leads(commitment, gettext_noop("%(partner)s has signed the charter."), but=by)
    return commitment


def _end(commitment: Commitment, how: str, *, by: Person, at: datetime, why: str = "") -> None:
    move(commitment, how)
    commitment.ended_at, commitment.ended_by, commitment.ended_why = at, by, why
    commitment.save(update_fields=["ended_at", "ended_by", "ended_why"])


def _tell_leads(commitment: Commitment, sentence: str, *, but: Person | None = None) -> None:
    for lead in _leads_of(commitment.partner, but=but):
        tell(
            lead,
            "charter",
            sentence,
            href=reverse("partner-charter", kwargs={"partner": commitment.partner.slug}),
            thing=commitment,
            partner=commitment.partner.name,
        )


@transaction.atomic
def set_aside(commitment: Commitment, *, by: Person, at: datetime | None = None) -> Commitment:
    """Put away what was being prepared."""
    rules.check_can_set_aside(by, held(commitment))
    _end(commitment, "set_aside", by=by, at=at or timezone.now())
    events.record(by=by, verb="commitment.set_aside", thing=commitment)
    return commitment


@transaction.atomic
def withdraw(commitment: Commitment, why: str = "", *, by: Person, at: datetime | None = None) -> Commitment:
    """Take the organisation's word back. The receipt stays, and says so."""
    rules.check_can_withdraw(by, held(commitment))
    _end(commitment, "withdrawn", by=by, at=at or timezone.now(), why=why.strip())
    events.record(by=by, verb="commitment.withdrawn", thing=commitment)
    _tell_leads(commitment, gettext_noop("%(partner)s has taken back its signature."), but=by)
    return commitment


@transaction.atomic
def resume(commitment: Commitment, *, by: Person) -> Commitment:
    """Go on after a pause. Nothing is asked about the year that passed."""
    rules.check_can_resume(by, held(commitment))
    move(commitment, "resumed")
    commitment.paused_at = None
    commitment.save(update_fields=["paused_at"])
    events.record(by=by, verb="commitment.resumed", thing=commitment)
    return commitment


@transaction.atomic
def stay(commitment: Commitment, *, by: Person) -> Commitment:
    """Stay with the version that was signed, having seen what is different in the newest."""
    rules.check_can_stay(by, held(commitment))
    charter = rules.in_force()
    assert charter is not None
    commitment.stays_with = charter.version
    commitment.save(update_fields=["stays_with"])
    events.record(by=by, verb="commitment.stayed", thing=commitment)
    return commitment


@transaction.atomic
def name_senior_lead(commitment: Commitment, name: str, job: str = "", *, by: Person, seen: int) -> Commitment:
    """Say who at the top answers for it now."""
    rules.check_can_name_senior_lead(by, held(commitment), name)
    revisions.keep(commitment, {"senior_lead": name.strip(), "senior_lead_job": job.strip()}, seen=seen)
    events.record(by=by, verb="commitment.lead_named", thing=commitment)
    return commitment


@transaction.atomic
def show_name(commitment: Commitment, shows: bool, *, by: Person) -> Commitment:
    """Let one's own name be seen on the public receipt, or not any more."""
    rules.check_can_show_name(by, held(commitment))
    commitment.shows_name = shows
    commitment.save(update_fields=["shows_name"])
    events.record(by=by, verb="commitment.name_shown" if shows else "commitment.name_hidden", thing=commitment)
    return commitment
