"""Adding organisations, and changing what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from partnership.accounts.models import Person
from partnership.core import events, revisions
from partnership.core.transitions import move
from partnership.partners.actions.finding import _partner_can_be_found
from partnership.partners.models import Contact, Identifier, Membership, Partner, PartnerPlace, Standing
from partnership.partners.rules import organisations as rules


@transaction.atomic
def enquire(
    details: Mapping[str, object],
    *,
    by: Person,
    places: Iterable[str] = (),
    works_as: str = "employee",
    fictional: bool = False,
) -> Partner:
    """Ask for an organisation to be added. Whoever asks becomes its lead when the programme team says yes."""
    rules.check_can_enquire(by, details, places)
    partner = _make(details, places, state="enquired", by=by, fictional=fictional)
    Membership.objects.create(person=by, partner=partner, works_as=works_as)
    events.record(by=by, verb="partner.enquired", thing=partner)
    return partner


@transaction.atomic
def add_partner(
    details: Mapping[str, object], *, by: Person, places: Iterable[str] = (), fictional: bool = False
) -> Partner:
    """Write down an organisation that is part of this already."""
    rules.check_can_add_partner(by, details, places)
    partner = _make(details, places, state="joined", by=by, fictional=fictional)
    events.record(by=by, verb="partner.added", thing=partner)
    return partner


@transaction.atomic
def edit_partner(
    partner: Partner,
    changes: Mapping[str, object],
    *,
    by: Person,
    seen: int,
    places: Iterable[str] | None = None,
) -> Partner:
    """Change what is said of an organisation, if nobody has since revision `seen`."""
    rules.check_can_edit_partner(by, partner, changes, places or ())
    revisions.keep(partner, changes, seen=seen)
    if places is not None:
        _set_places(partner, places)
    _partner_can_be_found(partner)
    events.record(by=by, verb="partner.edited", thing=partner)
    return partner


@transaction.atomic
def add_identifier(partner: Partner, scheme: str, value: str, *, by: Person) -> Identifier:
    """Write down what the organisation is called in another register."""
    rules.check_can_add_identifier(by, partner, scheme, value)
    identifier = Identifier.objects.create(partner=partner, scheme=scheme, value=value)
    events.record(by=by, verb="identifier.added", thing=identifier)
    return identifier


@transaction.atomic
def remove_identifier(identifier: Identifier, *, by: Person) -> None:
    """Take back a number or code that was wrong."""
    rules.check_can_remove_identifier(by, identifier)
    events.record(by=by, verb="identifier.removed", thing=identifier)
    identifier.delete()


@transaction.atomic
def add_contact(partner: Partner, label: str, kind: str, value: str, *, by: Person, public: bool = False) -> Contact:
    """Write down a way to reach the organisation."""
    rules.check_can_add_contact(by, partner, kind, value)
    contact = Contact.objects.create(partner=partner, label=label, kind=kind, value=value.strip(), public=public)
    events.record(by=by, verb="contact.added", thing=contact)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: Person) -> None:
    """Take back a way to reach the organisation."""
    rules.check_can_remove_contact(by, contact)
    events.record(by=by, verb="contact.removed", thing=contact)
    contact.delete()


def _make(
    details: Mapping[str, object], places: Iterable[str], *, state: str, by: Person, fictional: bool = False
) -> Partner:
    partner = _with_free_address({**details, "state": state, "fictional": fictional})
    Standing.objects.create(partner=partner, state=state, since_at=timezone.now(), since_by=by)
    _set_places(partner, places)
    _partner_can_be_found(partner)
    return partner


def _with_free_address(columns: Mapping[str, object]) -> Partner:
    """Make the partner under its own address, or the next one where somebody has it already."""
    start = slugify(str(columns["name"]))[:70] or "partner"
    for number in count(1):
        slug = start if number == 1 else f"{start}-{number}"
        try:
            with transaction.atomic():
                return Partner.objects.create(slug=slug, **columns)
        except IntegrityError:
            if not Partner.objects.filter(slug=slug).exists():
                raise
    raise AssertionError("count() never ends")  # pragma: no cover


def _set_places(partner: Partner, places: Iterable[str]) -> None:
    wanted = set(places)
    partner.places.exclude(place__in=wanted).delete()
    have = set(partner.places.values_list("place", flat=True))
    PartnerPlace.objects.bulk_create([PartnerPlace(partner=partner, place=one) for one in sorted(wanted - have)])


def _stand(partner: Partner, step: str, *, by: Person, why: str = "") -> None:
    """Move the partner and write down from when, who said so, and why."""
    move(partner, step)
    Standing.objects.create(partner=partner, state=partner.state, since_at=timezone.now(), since_by=by, why=why)
    _partner_can_be_found(partner)
