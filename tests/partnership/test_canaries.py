"""The canary crawl: secrets in everything private, every surface as everybody and as nobody; none sings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from partnership.accounts.models import Person
from partnership.core.models import PageReport, SavedFilter
from partnership.core.visibility import Visible
from partnership.hub.management.commands.load_demonstration import load_all
from partnership.partners.actions import rights
from partnership.partners.models import Kind, Role
from tests import canaries
from tests.canaries import Canary
from tests.journeys.found import is_published
from tests.people import sign_in
from tests.surface import FRONT_DOORS, Got, asker, walk

ALSO_ASKED = ("/search/?q=kanary",)
BY_THEMSELVES = {"accountsperson"}  # names reach others through memberships and deeds: heard for nobody only
NOBODY = "nobody"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, facts_build):
    """Give the demonstration with a canary in everything private, made once for all tests here and taken back after."""
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "DATA", facts_build.parent.parent)
    patch.setattr(settings, "DEMONSTRATION", True)
    with django_db_blocker.unblock(), transaction.atomic():
        people = load_all()
        _what_the_demonstration_lacks(people)
        assert canaries.sow() > 100
        for person in people.values():
            person.refresh_from_db()
        yield people
        transaction.set_rollback(True)
    patch.undo()


def _what_the_demonstration_lacks(people: dict[str, Person]) -> None:
    lead = people["partner-lead"]
    SavedFilter.objects.create(person=lead, name="A filter of my own", page="/actions/", query="kind=prevention")
    PageReport.objects.create(kind="wrong", page="/places/", reported_by=lead)
    rights.erase(people["newcomer"], by=people["programme-team"], how="phone", note="Asked on a Monday")


def walkers(people: dict[str, Person]) -> dict[str, Person | None]:
    """Give nobody, and one person for each kind of role."""
    chosen: dict[str, Person | None] = {NOBODY: None}
    for kind in Kind.values:
        holder = Role.objects.current().filter(kind=kind).order_by("pk").first()
        assert holder is not None, f"the demonstration has no {kind}"
        chosen[kind] = Person.objects.get(pk=holder.person_id)
    return chosen


def songs(person: Person | None, got: Got, may_see: dict[str, set[int]]) -> set[Canary]:
    """Give the canaries in an answer that this person should not hear."""
    return {
        one
        for one in canaries.heard(got.text)
        if one.row not in may_see.get(one.table, set()) and (person is None or one.table not in BY_THEMSELVES)
    }


@dataclass
class Asked:
    """Which pages ask which tables' `visible_to`, and as whom; what those people may see; and what they heard."""

    people: dict[str, Person | None]
    ask: dict[str, Callable[[str], Got]] = field(default_factory=dict)
    may_see: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    pages: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    heard: dict[str, set[Canary]] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)
    now: set[str] = field(default_factory=set)

    def note(self, name: str, got: Got) -> None:
        """Note what was answered to somebody."""
        for table in self.now:
            self.pages.setdefault(table, []).append((name, got.address))
        if got.status >= 500:
            self.broken[f"{got.address} as {name}"] = got.status
        if got.pattern != "demo" and (found := songs(self.people[name], got, self.may_see[name])):
            self.heard[f"{got.address} as {name}"] = found

    def visit_everything(self, name: str) -> None:
        """Walk the whole site as one person."""
        person, client = self.people[name], Client(raise_request_exception=False)
        if person is not None:
            sign_in(client, person)
        self.may_see[name], self.ask[name] = canaries.allowed_to(person), asker(client)

        def get(address: str) -> Got:
            self.now.clear()
            got = self.ask[name](address)
            self.note(name, got)
            return got

        walk(get, (*FRONT_DOORS, *ALSO_ASKED), most_alike=2, skip=is_published)


@pytest.fixture(scope="module")
def asked(world):
    """Walk the site as everybody in turn, noting which tables each page asks about."""
    made = Asked(walkers(world))
    original = Visible.visible_to

    def noted(rows, person):
        made.now.add(canaries.table_of(rows.model))
        return original(rows, person)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Visible, "visible_to", noted)
        for name in made.people:
            made.visit_everything(name)
    return made


@pytest.mark.django_db  # one such test, so that there is a database; the crawl itself need not run twice
def test_there_are_canaries_in_every_table_with_private_text(world):
    silent = {canaries.table_of(model) for model in canaries.sown_models() if not model._base_manager.exists()}
    assert silent == set()


def test_no_secret_sings(asked):
    assert asked.heard == {}


def test_no_page_breaks(asked):
    assert asked.broken == {}
