"""Honest counts: everybody once, and beside each number what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.partners.models import IN_DIRECTORY, LIFECYCLE, Kind, Membership, Partner, PartnerPlace, Role
from partnership.partners.queries.organisations import places, sectors
from partnership.partners.queries.programme import known_people


@dataclass(frozen=True, slots=True)
class Counted:
    """A number, what it counts, and the list behind it."""

    key: str
    name: str
    number: int
    definition: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers that belong together, with what is counted in each."""

    key: str
    title: str
    definition: str
    adds_up: str  # whether, and why not
    rows: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Every count of people and organisations."""

    people: tuple[Counted, ...]
    tables: tuple[Table, ...]


def counts(person: Person) -> Counts:
    """Count people and organisations that the person may see."""
    return Counts(
        people=_people(person),
        tables=(_by_state(person), _by_sector(person), _by_place(person), _by_role(person)),
    )


def _people(person: Person) -> tuple[Counted, ...]:
    belongs = Membership.objects.visible_to(person).current().filter(partner__state__in=IN_DIRECTORY)
    by_kind = belongs.aggregate(
        members=Count("person", distinct=True),
        volunteers=Count("person", distinct=True, filter=Q(works_as="volunteer")),
        employees=Count("person", distinct=True, filter=Q(works_as="employee")),
    )
    asking = Membership.objects.visible_to(person).filter(state="asked").aggregate(n=Count("person", distinct=True))
    numbers = {**by_kind, "people": known_people(person, today=True).count(), "asking": asking["n"]}
    return tuple(Counted(key, name, numbers[key], definition, href) for key, name, definition, href in _definitions())


def _definitions() -> tuple[tuple[str, str, str, str], ...]:
    everybody = _(
        "Everybody who belongs to an organisation that has joined, or holds a role, today. Each person is counted once, "
        "however many organisations and roles they have. Roles held in confidence are not counted."
    )
    members = _("Everybody who belongs today to an organisation that has joined and not left. Each person once.")
    employees = _("People employed in at least one organisation. Somebody who also volunteers is in both numbers.")
    volunteers = _(
        "People who volunteer in at least one organisation. Somebody who is also employed is in both numbers."
    )
    asking = _("People who wait for an answer from at least one organisation. They belong to none of those yet.")
    return (
        ("people", _("People"), everybody, "/programme/people/?now=now"),
        ("members", _("People in organisations"), members, ""),
        ("employees", _("of them employed"), employees, ""),
        ("volunteers", _("of them volunteers"), volunteers, ""),
        ("asking", _("People who have asked to join"), asking, ""),
    )


def _by_state(person: Person) -> Table:
    seen = Partner.objects.visible_to(person)
    found = dict(seen.order_by().values_list("state").annotate(n=Count("pk")))
    return Table(
        *("states", _("Organisations by how they stand")),
        _("Every organisation that was ever written down here, by how it stands today."),
        _("Each organisation stands in one row, so the rows add up."),
        _rows(LIFECYCLE.states.items(), found, "state"),
    )


def _by_sector(person: Person) -> Table:
    found = dict(_current(person).order_by().values_list("sector").annotate(n=Count("pk")))
    return Table(
        *("sectors", _("Organisations by sector")),
        _("Organisations that have joined and not left, also those that are quiet for now."),
        _("Each organisation stands in one row, so the rows add up."),
        _rows(sectors(), found, "state=here&sector"),
    )


def _by_place(person: Person) -> Table:
    here = PartnerPlace.objects.filter(partner__in=_current(person))
    found = dict(here.order_by().values_list("place").annotate(n=Count("partner", distinct=True)))
    return Table(
        *("places", _("Organisations by place")),
        _("Organisations that have joined and not left, in each place where they work."),
        _(
            "An organisation that works in three places stands in three rows, so the rows add up to more than there are."
        ),
        _rows(places(), found, "state=here&place"),
    )


def _by_role(person: Person) -> Table:
    held = Role.objects.visible_to(person).current()
    found = dict(held.order_by().values_list("kind").annotate(n=Count("person", distinct=True)))
    shown = [(kind.value, kind.label) for kind in Kind if kind.value != Kind.LIVED_EXPERIENCE]
    rows = tuple(
        Counted(key, str(words), found.get(key, 0), "", f"/programme/people/?role={key}") for key, words in shown
    )
    return Table(
        *("roles", _("People by role")),
        _(
            "People who hold the role today, anywhere. Each person once in each row. Roles held in confidence are not here."
        ),
        _("Many people hold several roles, so the rows add up to more than there are people."),
        rows,
    )


def _current(person: Person) -> QuerySet[Partner]:
    return Partner.objects.visible_to(person).current()


def _rows(named: Iterable[tuple[str, object]], found: dict[str, int], filter_name: str) -> tuple[Counted, ...]:
    return tuple(
        Counted(key, str(words), found.get(key, 0), "", f"/programme/partners/?{filter_name}={key}")
        for key, words in named
    )
