"""What erasing somebody does, said before it is done, and which erasures there were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import privacy
from partnership.core.privacy import Forgotten, Table
from partnership.core.refusals import why_not
from partnership.partners.models import Erasure, Kind, Partner, Role
from partnership.partners.models.rights import people_table, unused_and_told
from partnership.partners.rules import rights as rules

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """What happens to one table: its name, how many rows, what it is for."""

    name: str
    purpose: str
    rows: int


@dataclass(frozen=True, slots=True)
class WhatErasingDoes:
    """Exactly what goes, what is emptied, what stays, and which organisations lose their last lead."""

    goes: tuple[Line, ...]
    emptied: tuple[Line, ...]
    stays: tuple[Line, ...]
    named: int  # rows that only say that the person did something to them
    left_alone: tuple[str, ...]
    refused: str  # why it cannot be done now


def what_erasing_does(person: Person) -> WhatErasingDoes:
    """Count what would happen if the person were erased now. Nobody but the person is shown this: it counts what they confided."""
    effects = privacy.foresee(person)
    return WhatErasingDoes(
        goes=tuple(_line(table, effect.deleted) for table, effect in effects.items() if effect.deleted),
        emptied=tuple(_line(table, effect.emptied) for table, effect in effects.items() if effect.emptied),
        stays=tuple(_line(table, effect.left) for table, effect in effects.items() if effect.left),
        named=_named(person),
        left_alone=_left_alone(person),
        refused=why_not(rules.check_can_erase, person, person),
    )


def _line(table: Table, rows: int) -> Line:
    return Line(table.title, str(table.ledger.purpose), rows)


def _named(person: Person) -> int:
    return sum(rows.count() for table in privacy.tables() for _way, rows in privacy.rows_that_name(table, person))


def _left_alone(person: Person) -> tuple[str, ...]:
    leads = Role.objects.current().of(Kind.PARTNER_LEAD)
    mine = leads.filter(person=person).values("partner")
    others = leads.exclude(person=person).values("partner")
    return tuple(Partner.objects.filter(pk__in=mine).exclude(pk__in=others).values_list("name", flat=True))


@dataclass(frozen=True, slots=True)
class Kept:
    """What erasing does to a table, for whoever it is."""

    name: str
    says: str


def what_erasing_does_to_anybody() -> tuple[Kept, ...]:
    """Say what erasing does to each table, without a count: a count would tell the programme what was confided to others."""
    tables = privacy.tables_about_people()
    return tuple(sorted((Kept(table.title, str(_says(table))) for table in tables), key=lambda one: one.name))


def _says(table: Table) -> object:
    return table.ledger.erased.says if table.ledger.erased else ""


@dataclass(frozen=True, slots=True)
class ErasureLine:
    """One erasure: when, how it was asked for, and the note."""

    erased_at: datetime
    how: str
    note: str


@dataclass(frozen=True, slots=True)
class Requests:
    """The programme's page about people's rights."""

    erasures: tuple[ErasureLine, ...]
    page: Page[Erasure]


def requests(by: Person, number: str | None) -> Requests:
    """Give the erasures there were, newest first."""
    rules.check_can_answer_requests(by)
    page = Paginator(Erasure.objects.visible_to(by), ON_A_PAGE).get_page(number)
    lines = tuple(ErasureLine(one.erased_at, one.get_how_display(), one.note) for one in page.object_list)
    return Requests(lines, page)


def person_who_asks(by: Person, written: str) -> Person | None:
    """Find the one person of this e-mail address or exact name; nobody where there are several."""
    rules.check_can_answer_requests(by)
    found = Person.objects.real().filter(erased_at=None)
    found = found.filter(Q(email__iexact=written.strip()) | Q(name__iexact=written.strip()))[:2]
    return found[0] if len(found) == 1 else None


def somebody(by: Person, pk: int) -> Person:
    """Give the person who is to be erased."""
    rules.check_can_answer_requests(by)
    return get_object_or_404(Person.objects.real().filter(erased_at=None), pk=pk)


def what_is_due(now: datetime | None = None) -> list[Forgotten]:
    """Count what would be forgotten today, table by table."""
    now = now or timezone.now()
    people = unused_and_told(now).count()
    return [*privacy.due(now, but=(Person._meta.label,)), *([Forgotten(people_table(), people)] if people else [])]


def forgotten_in_words(forgotten: list[Forgotten]) -> list[str]:
    """Say table by table what was forgotten, or would be."""
    lines = [_("%(table)s: %(rows)s") % {"table": one.table.title, "rows": one.rows} for one in forgotten]
    held = sum(one.held for one in forgotten)
    if held:
        lines.append(_("Still needed by something else, and kept for now: %(rows)s") % {"rows": held})
    return lines or [_("Nothing is due.")]
