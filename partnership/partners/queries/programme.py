"""What the programme team sees: every organisation and everybody in them, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.exports import ListExport
from partnership.partners.models import IN_DIRECTORY, LIFECYCLE, Kind, Membership, Partner, Role, reach
from partnership.partners.queries.organisations import EACH_PAGE, place_words, sector_words
from partnership.partners.rules.programme import handles_confided

WITHOUT_LEAD, WITH_LEAD, HERE = "without", "with", "here"


@dataclass(frozen=True, slots=True)
class ProgrammeHome:
    """What the team, a place lead or a safeguarding lead finds on the first page of the programme."""

    runs_programme: bool
    places: tuple[str, ...]
    handles_confided: bool
    enquiries: int
    without_lead: int


def programme_home(person: Person) -> ProgrammeHome:
    """Gather what waits, and which pages are theirs."""
    held = reach(person)
    seen = _of_the_programme(person)
    return ProgrammeHome(
        runs_programme=held.runs_programme,
        places=tuple(place_words(place) for place in held.led_places),
        handles_confided=handles_confided(person),
        enquiries=seen.filter(state="enquired").count(),
        without_lead=seen.filter(state__in=IN_DIRECTORY).filter(~Exists(_leads())).count(),
    )


def _of_the_programme(person: Person) -> QuerySet[Partner]:
    """Give every organisation to the team, and to a place lead those of their place."""
    seen = Partner.objects.visible_to(person)
    held = reach(person)
    if held.runs_programme:
        return seen
    here = Partner.objects.filter(places__place__in=held.led_places)
    return seen.filter(pk__in=here.values("pk"))


def _leads() -> QuerySet[Role]:
    return Role.objects.current().filter(kind=Kind.PARTNER_LEAD, partner=OuterRef("pk"))


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """An organisation in the register."""

    slug: str
    name: str
    sector: str
    places: tuple[str, ...]
    state: str
    state_words: str
    employees: str
    volunteers: str
    people: int
    has_lead: bool
    listed: bool
    fictional: bool


@dataclass(frozen=True, slots=True)
class Register:
    """Every organisation, as it was filtered."""

    rows: tuple[RegisterRow, ...]
    pages: Page[Partner]


def _register(person: Person, filters: Mapping[str, str]) -> QuerySet[Partner]:
    rows = _of_the_programme(person).prefetch_related("places")
    plain = {"sector": "sector", "size": "employees", "q": "name__icontains"}
    rows = rows.filter(**{column: filters[name] for name, column in plain.items() if filters.get(name)})
    if state := filters.get("state"):
        rows = rows.filter(state__in=IN_DIRECTORY if state == HERE else [state])
    if place := filters.get("place"):
        rows = rows.filter(pk__in=Partner.objects.filter(places__place=place).values("pk"))
    people = Membership.objects.current().filter(partner=OuterRef("pk")).order_by().values("partner")
    counted = people.annotate(people=Count("person", distinct=True)).values("people")
    rows = rows.annotate(people=Coalesce(Subquery(counted, output_field=IntegerField()), 0), has_lead=Exists(_leads()))
    if lead := filters.get("lead"):
        rows = rows.filter(has_lead=lead == WITH_LEAD)
    return rows.order_by("name", "pk")


def register(person: Person, filters: Mapping[str, str], number: int | str) -> Register:
    """Give a page of the register."""
    pages = Paginator(_register(person, filters), EACH_PAGE).get_page(number)
    return Register(tuple(map(_register_row, pages)), pages)


def _register_row(one: Partner) -> RegisterRow:
    return RegisterRow(
        slug=one.slug,
        name=one.name,
        sector=sector_words(one.sector),
        places=tuple(place_words(each.place) for each in one.places.all()),
        state=one.state,
        state_words=one.get_state_display(),
        employees=one.get_employees_display(),
        volunteers=one.get_volunteers_display(),
        people=one.people,  # type: ignore[attr-defined]
        has_lead=one.has_lead,  # type: ignore[attr-defined]
        listed=one.listed,
        fictional=one.fictional,
    )


def register_export(person: Person, filters: Mapping[str, str]) -> ListExport:
    """Give the register, whole, to take away."""
    rows = map(_register_row, _register(person, filters))
    columns = (_("Name"), _("Sector"), _("Places"), _("How it stands"), _("Employees"), _("Volunteers"))
    return ListExport(
        name=("partners",),
        about=_("One row is one organisation. People are counted once in each organisation that they belong to now."),
        columns=(*columns, _("People here"), _("Has a lead"), _("In the public directory")),
        rows=map(_register_cells, rows),
        filters=_filters_in_words(filters),
    )


def _register_cells(one: RegisterRow) -> tuple[str | int, ...]:
    says = (_("no"), _("yes"))
    return (
        *(one.name, one.sector, ", ".join(one.places), one.state_words, one.employees, one.volunteers),
        *(one.people, says[one.has_lead], says[one.listed]),
    )


def _filters_in_words(filters: Mapping[str, str]) -> dict[str, str]:
    states = {HERE: _("Joined and not left"), **{state: str(words) for state, words in LIFECYCLE.states.items()}}
    return {
        _("Name contains"): filters.get("q", ""),
        _("Sector"): sector_words(filters.get("sector", "")),
        _("Place"): place_words(filters.get("place", "")),
        _("How it stands"): states.get(filters.get("state", ""), ""),
        _("Employees"): filters.get("size", ""),
        _("Lead"): {WITH_LEAD: _("has a lead"), WITHOUT_LEAD: _("has no lead")}.get(filters.get("lead", ""), ""),
    }


@dataclass(frozen=True, slots=True)
class Everybody:
    """Somebody in the list of everybody: once, however many roles they hold."""

    pk: int
    name: str
    partners: tuple[str, ...]
    roles: tuple[str, ...]
    can_sign_in: bool
    fictional: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody who belongs or belonged, as filtered."""

    rows: tuple[Everybody, ...]
    pages: Page[Person]


def known_people(person: Person, *, today: bool = False) -> QuerySet[Person]:
    """Give everybody whom the person may know of through a membership or a role: ever, or today.

    Somebody of whom only a confided role is known is not among them.
    """
    belongs = Membership.objects.visible_to(person).filter(person=OuterRef("pk"))
    holds = Role.objects.visible_to(person).filter(person=OuterRef("pk"))
    if today:
        belongs, holds = belongs.current().filter(partner__state__in=IN_DIRECTORY), holds.current()
    return Person.objects.real().filter(erased_at=None).filter(Q(Exists(belongs)) | Q(Exists(holds)))


def _chosen_people(person: Person, filters: Mapping[str, str]) -> QuerySet[Person]:
    rows = known_people(person, today=bool(filters.get("now")))
    held = Role.objects.visible_to(person).current()
    belongs = Membership.objects.visible_to(person).current()
    if text := filters.get("q"):
        rows = rows.filter(Q(name__icontains=text) | Q(email__iexact=text))
    if kind := filters.get("role"):
        rows = rows.filter(pk__in=held.filter(kind=kind).values("person"))
    if slug := filters.get("partner"):
        rows = rows.filter(pk__in=belongs.filter(partner__slug=slug).values("person"))
    if place := filters.get("place"):
        here = Q(pk__in=held.filter(place=place).values("person"))
        partners = Partner.objects.filter(places__place=place).values("pk")
        rows = rows.filter(here | Q(pk__in=belongs.filter(partner__in=partners).values("person")))
    return rows.order_by("name", "pk")


def programme_people(person: Person, filters: Mapping[str, str], number: int | str) -> PeoplePage:
    """Give a page of everybody."""
    pages = Paginator(_chosen_people(person, filters), EACH_PAGE).get_page(number)
    return PeoplePage(_everybody(pages.object_list, person), pages)


def _everybody(people: Iterable[Person], person: Person) -> tuple[Everybody, ...]:
    rows = list(people)
    keys = [one.pk for one in rows]
    partners, roles = defaultdict(list), defaultdict(list)
    belongs = Membership.objects.visible_to(person).current().filter(person__in=keys).select_related("partner")
    for one in belongs:
        partners[one.person_id].append(one.partner.name)
    for role in Role.objects.visible_to(person).current().filter(person__in=keys):
        roles[role.person_id].append(role.get_kind_display())
    return tuple(
        Everybody(
            one.pk, str(one), tuple(partners[one.pk]), tuple(dict.fromkeys(roles[one.pk])), one.is_active, one.fictional
        )
        for one in rows
    )


def people_export(person: Person, filters: Mapping[str, str]) -> ListExport:
    """Give everybody, as filtered, to take away. No e-mail addresses: a file travels further than a page."""
    rows = _everybody(_chosen_people(person, filters), person)
    kind = filters.get("role", "")
    return ListExport(
        name=("people",),
        about=_("One row is one person, once, however many roles they hold. Roles that were confided are not in it."),
        columns=(_("Name"), _("Organisations"), _("Roles")),
        rows=[(one.name, ", ".join(one.partners), ", ".join(one.roles)) for one in rows],
        filters={
            _("Name contains"): filters.get("q", ""),
            _("Role"): str(Kind(kind).label) if kind in Kind.values else "",
            _("Organisation"): filters.get("partner", ""),
            _("Place"): place_words(filters.get("place", "")),
            _("When"): _("belongs or holds a role today") if filters.get("now") else "",
        },
    )
