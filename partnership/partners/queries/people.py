"""What the pages about the people of one organisation show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.exports import ListExport
from partnership.partners.models import Invitation, Kind, Membership, Partner, Role
from partnership.partners.queries.organisations import EACH_PAGE, Summary, summary
from partnership.partners.rules.organisations import looks_after


@dataclass(frozen=True, slots=True)
class OnePerson:
    """Somebody in the list of an organisation's people."""

    pk: int
    name: str
    job: str
    works_as: str
    roles: tuple[str, ...]
    since: date | None
    came_by: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """A letter that has not been answered."""

    pk: int
    email: str
    role: str
    until: date


@dataclass(frozen=True, slots=True)
class PartnerPeople:
    """The people of an organisation, as far as the person may know them."""

    partner: Summary
    rows: tuple[OnePerson, ...]
    pages: Page[Membership]
    asking: tuple[OnePerson, ...]
    invitations: tuple[OpenInvitation, ...]
    is_lead: bool


def _chosen(partner: Partner, person: Person, filters: Mapping[str, str]) -> QuerySet[Membership]:
    rows = Membership.objects.visible_to(person).of(partner).current().select_related("person")
    if text := filters.get("q"):
        rows = rows.filter(person__name__icontains=text)
    if works_as := filters.get("works_as"):
        rows = rows.filter(works_as=works_as)
    if kind := filters.get("role"):
        holders = Role.objects.visible_to(person).current().filter(partner=partner, kind=kind)
        rows = rows.filter(person__in=holders.values("person"))
    return rows.order_by("person__name", "pk")


def partner_people(partner: Partner, person: Person, filters: Mapping[str, str], number: int | str) -> PartnerPeople:
    """Give the people whom the person may see; to a lead also who asks, and who was invited."""
    pages = Paginator(_chosen(partner, person, filters), EACH_PAGE).get_page(number)
    leads = looks_after(person, partner)
    asking = Membership.objects.visible_to(person).of(partner).filter(state="asked").select_related("person")
    letters = Invitation.objects.visible_to(person).filter(partner=partner).open()
    return PartnerPeople(
        partner=summary(partner),
        rows=_people(pages.object_list, partner, person),
        pages=pages,
        asking=_people(asking, partner, person) if leads else (),
        invitations=tuple(
            OpenInvitation(one.pk, one.email, one.get_kind_display(), localdate(one.expires_at)) for one in letters
        ),
        is_lead=leads,
    )


def _people(memberships: Iterable[Membership], partner: Partner, person: Person) -> tuple[OnePerson, ...]:
    rows = list(memberships)
    held = Role.objects.visible_to(person).current().filter(partner=partner, person__in=[one.person_id for one in rows])
    roles: dict[int, list[str]] = defaultdict(list)
    for role in held:
        roles[role.person_id].append(role.get_kind_display())
    return tuple(
        OnePerson(
            pk=one.pk,
            name=str(one.person),
            job=one.job,
            works_as=one.get_works_as_display(),
            roles=tuple(roles[one.person_id]),
            since=localdate(one.decided_at or one.asked_at),
            came_by=one.get_came_by_display(),
            is_me=one.person_id == person.pk,
        )
        for one in rows
    )


def people_export(partner: Partner, person: Person, filters: Mapping[str, str]) -> ListExport:
    """Give the same list, whole, to take away."""
    rows = _people(_chosen(partner, person, filters), partner, person)
    return ListExport(
        name=(partner.slug, "people"),
        about=_("One row is one person who belongs to %(partner)s now. Each person stands here once.")
        % {"partner": partner.name},
        columns=(_("Name"), _("What they do"), _("Belongs as"), _("Roles"), _("Since")),
        rows=[(one.name, one.job, one.works_as, ", ".join(one.roles), one.since) for one in rows],
        filters={_("Name contains"): filters.get("q", ""), _("Role"): _role_words(filters.get("role", ""))},
        who_may_see=_(
            "People of this organisation. Leads see everybody; others see colleagues who chose to be listed."
        ),
    )


def _role_words(kind: str) -> str:
    return str(Kind(kind).label) if kind in Kind.values else ""
