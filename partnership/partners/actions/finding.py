"""Organisations and people can be found by those who may see them; what was confided is never written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events, search
from partnership.core.events import urn
from partnership.core.search import Entry
from partnership.partners.models import IN_DIRECTORY, Membership, Partner, Role
from partnership.partners.models.people import NOT_CONFIDED
from partnership.partners.rules import programme as rules

AT_ONCE = 500  # people in one question to the database


@transaction.atomic
def let_all_be_found(*, by: Person) -> None:
    """Write anew what can be found of organisations and people: names change elsewhere too."""
    rules.check_can_let_all_be_found(by)
    _partners_can_be_found(Partner.objects.all())
    _people_can_be_found(Person.objects.real().values_list("pk", flat=True))
    events.record(by=by, verb="search.renewed", thing=f"urn:heartwood:core.searchentry:{timezone.localdate()}")


def _partners_can_be_found(partners: Iterable[Partner]) -> None:
    """Say each to everybody where it is listed, else to its people; to the programme always, with the team's own page."""
    search.put_many([entry for partner in partners for entry in _of_partner(partner)])


def _people_can_be_found(keys: Iterable[int]) -> None:
    """Say each to the programme; to colleagues only where they chose to be listed."""
    waiting = iter(list(keys))
    while some := list(islice(waiting, AT_ONCE)):
        known = set(_known().filter(pk__in=some).values_list("pk", flat=True))
        people = Person.objects.filter(pk__in=some)
        belongs = Membership.objects.filter(person__in=some).select_related("partner", "person")
        search.put_many([*(_of_person(one, one.pk in known) for one in people), *map(_of_membership, belongs)])


def _partner_can_be_found(partner: Partner) -> None:
    _partners_can_be_found([partner])


def _person_can_be_found(person: Person) -> None:
    _people_can_be_found([person.pk])


def _of_partner(partner: Partner) -> Iterator[Entry]:
    here = partner.state in IN_DIRECTORY
    if here and partner.listed:
        yield _entry(partner, urn(partner), f"/directory/{partner.slug}/", ["anyone"])
    else:
        yield _entry(partner, urn(partner), f"/for/{partner.slug}/", [f"partner:{partner.pk}"] if here else [])
    yield _entry(partner, f"{urn(partner)}:record", f"/programme/partners/{partner.slug}/", ["programme"])


def _entry(partner: Partner, thing: str, href: str, audience: Sequence[str]) -> Entry:
    return Entry(
        thing=thing, kind="partner", title=partner.name, about=partner.about[:300], href=href, audience=audience
    )


def _known() -> QuerySet[Person]:
    """Give everybody who belongs, or holds a role that is no secret."""
    belongs = Membership.objects.filter(state__in=("asked", "current"))
    holds = Role.objects.filter(NOT_CONFIDED)
    known = Q(pk__in=belongs.values("person")) | Q(pk__in=holds.values("person"))
    return Person.objects.real().filter(known, erased_at=None)


def _of_person(person: Person, known: bool) -> Entry:
    href = f"/programme/people/{person.pk}/"
    return Entry(thing=person, kind="person", title=person.name, href=href, audience=["programme"] if known else [])


def _of_membership(one: Membership) -> Entry:
    return Entry(
        thing=f"{urn(one.person)}:in:{one.pk}",  # with the person: renamed and forgotten together with them
        kind="person",
        title=one.person.name,
        about=one.job,
        href=f"/for/{one.partner.slug}/people/{one.pk}/",
        audience=[f"partner:{one.partner_id}"] if one.listed and one.state == "current" else [],
    )
