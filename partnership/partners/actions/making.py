"""Making people and partners of the good rows of a spreadsheet, a thousand at a time, each with its line in the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from itertools import count
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.events import urn
from partnership.core.models import Event
from partnership.partners.actions.invitations import _invite
from partnership.partners.models import (
    ROLES,
    Contact,
    Identifier,
    Import,
    ImportRow,
    Kind,
    Membership,
    Partner,
    PartnerPlace,
    Role,
    Standing,
    Verdict,
)
from partnership.partners.rules.rows import Found

BATCH = 1000
Row = TypeVar("Row", bound=models.Model)


class _Batch:
    """What is made of one spreadsheet, and of which of its rows."""

    def __init__(self, batch: Import, *, by: Person, fictional: bool) -> None:
        self.batch, self.by, self.fictional, self.now = batch, by, fictional, timezone.now()
        self.no_password = make_password(None)
        self.made: dict[int, list[list[Any]]] = defaultdict(list)
        self.owners: dict[int, dict[str, int]] = defaultdict(dict)

    def create(self, model: type[Row], rows: Sequence[tuple[int, Row]], verb: str = "") -> list[Row]:
        """Create the rows, note which row of the spreadsheet each is from, and write the log."""
        made = model._base_manager.bulk_create([one for _number, one in rows], batch_size=BATCH)
        for (number, _row), one in zip(rows, made, strict=True):
            self.made[number].append([model._meta.label_lower, one.pk])
        if verb:
            lines = (Event(by_id=self.by.pk, verb=verb, thing=urn(one)) for one in made)
            Event.objects.bulk_create(lines, batch_size=BATCH)
        return made

    def rows(self, found: Iterable[Found]) -> Iterator[ImportRow]:
        """Give the rows as they are kept from now on: the cells only of those that are to be mended."""
        for row in found:
            kept = ImportRow(batch_id=self.batch.pk, number=row.number, verdict=row.verdict, stored_at=self.now)
            if row.verdict == Verdict.NEW:
                kept.verdict, kept.made = Verdict.MADE, self.made[row.number]
                kept.person_id, kept.partner_id = (self.owners[row.number].get(key) for key in ("person", "partner"))
            elif row.verdict != Verdict.HERE:
                kept.cells, kept.problems = row.cells, row.problems
            yield kept


def _make(batch: Import, found: list[Found], *, by: Person, fictional: bool) -> Iterator[ImportRow]:
    """Make what the good rows say; give the rows as they are kept."""
    making = _Batch(batch, by=by, fictional=fictional)
    good = [row for row in found if row.verdict == Verdict.NEW]
    if batch.kind == "people":
        _make_people(making, good)
    else:
        _make_partners(making, good)
    return making.rows(found)


def _make_people(making: _Batch, good: list[Found]) -> None:
    """Let each belong, with the role that belonging brings. Whoever has an account that the importer cannot see is asked."""
    asked = _with_unseen_account(good)
    for row in good:
        if row.values["email"] in asked:
            partner = Partner.objects.get(pk=row.values["partner"])
            invitation = _invite(partner, row.values["email"], by=making.by, kind=Kind(_kinds(row)[-1]))
            making.made[row.number].append([invitation._meta.label_lower, invitation.pk])
    joining = [row for row in good if row.values["email"] not in asked]
    people = _people(making, joining)
    for row in joining:
        making.owners[row.number] = {"person": people[row.values["email"]]}
    belonging = [(row.number, _membership(making, row, people[row.values["email"]])) for row in joining]
    making.create(Membership, belonging, "membership.imported")
    held = _held_already(people.values())
    roles = [
        (row.number, role)
        for row in joining
        for role in _roles(making, row, people[row.values["email"]])
        if (role.person_id, role.kind, role.partner_id) not in held
    ]
    making.create(Role, roles, "role.imported")


def _with_unseen_account(good: list[Found]) -> set[str]:
    """Give the addresses of people who have an account and whom the importer does not see."""
    addresses = [row.values["email"] for row in good if not row.values.get("person")]
    found: set[str] = set()
    for start in range(0, len(addresses), BATCH):
        accounts = Person.objects.annotate(address=Lower("email")).filter(address__in=addresses[start : start + BATCH])
        found |= set(accounts.values_list("address", flat=True))
    return found


def _people(making: _Batch, joining: list[Found]) -> dict[str, int]:
    """Give the person of each address, and open an account for those who have none: nobody can sign in without a code."""
    people = {row.values["email"]: row.values["person"] for row in joining if row.values.get("person")}
    new: dict[str, tuple[int, Person]] = {}
    for row in joining:
        email = row.values["email"]
        if email not in people and email not in new:
            person = Person(
                email=email, name=row.values["name"], password=making.no_password, fictional=making.fictional
            )
            person.second_factor_required = any(ROLES[Kind(kind)].second_factor for kind in _kinds(row))
            new[email] = (row.number, person)
    made = making.create(Person, list(new.values()), "person.imported")
    return people | {person.email: person.pk for person in made if person.email}


def _kinds(row: Found) -> list[str]:
    base = Kind.VOLUNTEER if row.values["works_as"] == "volunteer" else Kind.PRACTITIONER
    return list(dict.fromkeys((base, row.values["role"] or base)))


def _membership(making: _Batch, row: Found, person: int) -> Membership:
    return Membership(
        person_id=person,
        partner_id=row.values["partner"],
        state="current",
        works_as=row.values["works_as"],
        job=row.values["job"],
        listed=False,
        came_by="imported",
        asked_at=making.now,
        decided_at=making.now,
        decided_by_id=making.by.pk,
    )


def _roles(making: _Batch, row: Found, person: int) -> Iterator[Role]:
    since = row.values["from_on"] or timezone.localdate()
    for kind in _kinds(row):
        yield Role(
            person_id=person, kind=kind, partner_id=row.values["partner"], from_on=since, given_by_id=making.by.pk
        )


def _held_already(people: Iterable[int]) -> set[tuple[int, str, int | None]]:
    """Give the open roles for partners of people who were here before."""
    keys, held = list(people), set[tuple[int, str, int | None]]()
    for start in range(0, len(keys), BATCH):
        roles = Role.objects.filter(person__in=keys[start : start + BATCH], partner__isnull=False, until_on=None)
        held |= set(roles.values_list("person", "kind", "partner"))
    return held


def _make_partners(making: _Batch, good: list[Found]) -> None:
    """Write down each body with its places, the numbers it has elsewhere, how to reach it and since when it is here."""
    taken = set(Partner.objects.values_list("slug", flat=True))
    partners = making.create(
        Partner, [(row.number, _partner(making, row.values, taken)) for row in good], "partner.imported"
    )
    both = list(zip(good, partners, strict=True))
    for row, partner in both:
        making.owners[row.number] = {"partner": partner.pk}
    _belong_to_others(both)
    parts = [(row.number, part) for row, partner in both for part in _parts(making, row.values, partner)]
    for model in (Standing, PartnerPlace, Identifier, Contact):
        making.create(model, [(number, part) for number, part in parts if type(part) is model])


def _belong_to_others(both: Sequence[tuple[Found, Partner]]) -> None:
    """Say what each is part of, now that every row has become somebody: the other may stand anywhere in the file."""
    of_row = {row.number: partner.pk for row, partner in both}
    parts = []
    for row, partner in both:
        partner.parent_id = row.values.get("parent") or of_row.get(row.values.get("parent_row") or 0)
        if partner.parent_id:
            partner.parent_relation = row.values["parent_relation"]
            parts.append(partner)
    Partner._base_manager.bulk_update(parts, ["parent", "parent_relation"], batch_size=BATCH)


def _partner(making: _Batch, values: Mapping[str, Any], taken: set[str]) -> Partner:
    said = ("name", "sector", "about", "website", "email_domain", "employees", "volunteers", "state", "listed")
    start = slugify(values["name"])[:70] or "partner"
    slug = next(one for number in count(1) if (one := start if number == 1 else f"{start}-{number}") not in taken)
    taken.add(slug)
    return Partner(slug=slug, fictional=making.fictional, **{key: values[key] for key in said})


def _parts(making: _Batch, values: Mapping[str, Any], partner: Partner) -> Iterator[models.Model]:
    since = timezone.make_aware(datetime.combine(values["since"], time(12))) if values["since"] else making.now
    yield Standing(partner=partner, state=partner.state, since_at=min(since, making.now), since_by=making.by)
    for place in values["places"]:
        yield PartnerPlace(partner=partner, place=place)
    for scheme, value in values["identifiers"].items():
        yield Identifier(partner=partner, scheme=scheme, value=value)
    for kind in ("email", "phone"):
        if values[kind]:
            yield Contact(partner=partner, label=_("General"), kind=kind, value=values[kind])
