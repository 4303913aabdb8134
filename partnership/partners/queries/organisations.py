"""What the pages of one organisation show, and the page on which somebody finds theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.timezone import localdate

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.pack import in_language
from partnership.core.refusals import allowed
from partnership.partners.models import (
    IN_DIRECTORY,
    Contact,
    Identifier,
    Kind,
    Membership,
    Partner,
    Role,
    Standing,
    reach,
)
from partnership.partners.rules import organisations as rules

EACH_PAGE = 50


def sector_words(key: str) -> str:
    """Say a sector in the reader's language; one that the pack no longer has says its key."""
    return in_language(pack.current().sectors.get(key)) or key


def place_words(code: str) -> str:
    """Say a place in the reader's language."""
    area = pack.current().areas.get(code)
    return in_language(area.name) if area else code


def sectors() -> tuple[tuple[str, str], ...]:
    """Give every sector with its words, to choose from."""
    return tuple((key, in_language(words)) for key, words in pack.current().sectors.items())


def places() -> tuple[tuple[str, str], ...]:
    """Give every place with its words, to choose from."""
    return tuple((area.code, in_language(area.name)) for area in pack.current().districts)


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation in the list on which somebody finds theirs."""

    slug: str
    name: str
    sector: str
    places: tuple[str, ...]
    fictional: bool
    belongs: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Something somebody asked for, and waits to be answered."""

    name: str
    since: date
    is_new: bool


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Where somebody finds their organisation."""

    text: str
    found: tuple[Found, ...]
    suggested: tuple[Found, ...]  # by the domain of their e-mail address; it decides nothing
    waiting: tuple[Asked, ...]
    pages: Page[Partner]


def join_page(person: Person | None, text: str, number: int | str) -> JoinPage:
    """Give the organisations that have joined and that this person may see, by name."""
    open_now = Partner.objects.visible_to(person).current().prefetch_related("places")
    chosen = open_now.filter(name__icontains=text) if text else open_now
    pages = Paginator(chosen, EACH_PAGE).get_page(number)
    mine = _my_memberships(person)
    states = {membership.partner_id: membership.state for membership in mine}
    domain = (person.email or "").rpartition("@")[2].lower() if person else ""
    suggested = open_now.filter(email_domain__iexact=domain)[:5] if domain else []
    return JoinPage(
        text=text,
        found=tuple(_found(partner, states) for partner in pages),
        suggested=tuple(_found(partner, states) for partner in suggested),
        waiting=tuple(
            Asked(one.partner.name, localdate(one.asked_at), one.partner.state == "enquired")
            for one in mine
            if one.state == "asked"
        ),
        pages=pages,
    )


def _my_memberships(person: Person | None) -> list[Membership]:
    if person is None:
        return []
    mine = Membership.objects.visible_to(person).filter(person=person, state__in=("asked", "current"))
    return list(mine.select_related("partner"))


def _found(partner: Partner, states: dict[int, str]) -> Found:
    state = states.get(partner.pk, "")
    return Found(
        slug=partner.slug,
        name=partner.name,
        sector=sector_words(partner.sector),
        places=tuple(place_words(one.place) for one in partner.places.all()),
        fictional=partner.fictional,
        belongs=state == "current",
        asked=state == "asked",
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """An organisation in a few lines."""

    slug: str
    name: str
    sector: str
    places: tuple[str, ...]
    state: str
    state_words: str
    about: str
    website: str
    part_of: str
    relation: str
    employees: str
    volunteers: str
    listed: bool
    fictional: bool


def summary(partner: Partner) -> Summary:
    """Say what an organisation is."""
    return Summary(
        slug=partner.slug,
        name=partner.name,
        sector=sector_words(partner.sector),
        places=tuple(place_words(one.place) for one in partner.places.all()),
        state=partner.state,
        state_words=partner.get_state_display(),
        about=partner.about,
        website=partner.website,
        part_of=partner.parent.name if partner.parent else "",
        relation=partner.get_parent_relation_display(),
        employees=partner.get_employees_display(),
        volunteers=partner.get_volunteers_display(),
        listed=partner.listed and partner.state in IN_DIRECTORY,
        fictional=partner.fictional,
    )


@dataclass(frozen=True, slots=True)
class Since:
    """How an organisation stood from a day on, who said so, and why."""

    state_words: str
    since: date
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Mine:
    """Another organisation that the person may act for."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class PartnerHome:
    """The first page of an organisation, for somebody who belongs to it."""

    partner: Summary
    leads: tuple[str, ...]
    my_roles: tuple[str, ...]
    my_membership: int | None
    people: int
    asking: int
    history: tuple[Since, ...]
    others: tuple[Mine, ...]
    is_lead: bool
    may_edit: bool
    may_rest: bool
    may_leave: bool


def partner_home(partner: Partner, person: Person) -> PartnerHome:
    """Gather how the organisation stands, who leads it, and what the person can do here."""
    held = reach(person)
    seen = Membership.objects.visible_to(person).of(partner)
    leads = Role.objects.visible_to(person).current().of(Kind.PARTNER_LEAD).filter(partner=partner)
    mine = seen.current().filter(person=person).first()
    others = Partner.objects.visible_to(person).filter(pk__in=held.partners).exclude(pk=partner.pk)
    looks_after = rules.looks_after(person, partner)
    return PartnerHome(
        partner=summary(partner),
        leads=tuple(str(role.person) for role in leads.select_related("person")),
        my_roles=tuple(str(Kind(kind).label) for kind in sorted(held.partners[partner.pk])),
        my_membership=mine.pk if mine else None,
        people=seen.current().count(),
        asking=seen.filter(state="asked").count() if looks_after else 0,
        history=history(partner, person),
        others=tuple(Mine(one.slug, one.name) for one in others),
        is_lead=partner.pk in reach(person).leads,
        may_edit=allowed(rules.check_can_edit_partner, person, partner, {}),
        may_rest=allowed(rules.check_can_rest, person, partner),
        may_leave=allowed(rules.check_can_leave, person, partner),
    )


def history(partner: Partner, person: Person) -> tuple[Since, ...]:
    """Give how the organisation stood, the newest first, as far as the person may know."""
    rows = Standing.objects.visible_to(person).filter(partner=partner).select_related("since_by")
    return tuple(
        Since(row.get_state_display(), localdate(row.since_at), str(row.since_by), row.why)
        for row in rows.order_by("-since_at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Row:
    """An identifier or a contact, with what it stands for."""

    pk: int
    label: str
    kind: str
    number: str
    public: bool


@dataclass(frozen=True, slots=True)
class PartnerDetails:
    """What is said of an organisation, to look at and to change."""

    partner: Summary
    identifiers: tuple[Row, ...]
    contacts: tuple[Row, ...]
    may_edit: bool


def partner_details(partner: Partner, person: Person) -> PartnerDetails:
    """Gather the rows beside an organisation's own."""
    numbers = Identifier.objects.visible_to(person).filter(partner=partner)
    contacts = Contact.objects.visible_to(person).filter(partner=partner)
    return PartnerDetails(
        partner=summary(partner),
        identifiers=tuple(Row(one.pk, one.get_scheme_display(), one.scheme, one.value, True) for one in numbers),
        contacts=tuple(Row(one.pk, one.label, one.get_kind_display(), one.value, one.public) for one in contacts),
        may_edit=allowed(rules.check_can_edit_partner, person, partner, {}),
    )


def details_to_edit(partner: Partner) -> dict[str, object]:
    """Give what the form about an organisation begins with; `seen` is the revision that it was read at."""
    return {
        **{name: getattr(partner, name) for name in rules.DETAILS},
        "places": [one.place for one in partner.places.all()],
        "parent": partner.parent.name if partner.parent else "",
        "parent_relation": partner.parent_relation,
        "seen": partner.revision,
    }


def partner_to_see(person: Person | None, slug: str) -> Partner | None:
    """Give an organisation that the person may see."""
    return Partner.objects.visible_to(person).filter(slug=slug).first()


def partner_to_join(person: Person, slug: str) -> Partner | None:
    """Give an organisation that the person may see and that people can join."""
    return Partner.objects.visible_to(person).current().filter(slug=slug).first()


def partner_named(person: Person, text: str) -> Partner | None:
    """Give the one organisation of this name or address; none where there are several."""
    rows = Partner.objects.visible_to(person).filter(Q(name__iexact=text) | Q(slug=text))[:2]
    return rows[0] if len(rows) == 1 else None
