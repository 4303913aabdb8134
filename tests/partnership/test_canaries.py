"""The canary crawl: secrets in everything private, every surface as everybody and as nobody; none sings."""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.core import mail
from django.test import Client

from partnership.accounts.models import Person
from partnership.core.visibility import Visible
from partnership.hub.management.commands.load_demonstration import load_all
from partnership.partners.models import Kind, Role
from tests import canaries
from tests.canaries import Canary
from tests.journeys.found import is_published
from tests.people import sign_in
from tests.surface import FRONT_DOORS, Got, asker, walk

ALSO_ASKED = ("/search/?q=kanary",)
BY_THEMSELVES = {"accountsperson"}  # names reach others through memberships and deeds: heard for nobody only
NOBODY = "nobody"


@pytest.fixture
def world(db, facts_build, settings):
    """Give the demonstration with a canary in everything private, and one person for each role."""
    settings.DATA = facts_build.parent.parent
    settings.DEMONSTRATION = True
    people = load_all()
    assert canaries.sow() > 100
    for person in people.values():
        person.refresh_from_db()
    return people


def walkers(people: dict[str, Person]) -> dict[str, Person | None]:
    """Give nobody, and one person for each kind of role."""
    chosen: dict[str, Person | None] = {NOBODY: None}
    for kind in Kind.values:
        holder = Role.objects.current().filter(kind=kind).order_by("pk").first()
        assert holder is not None, f"the demonstration has no {kind}"
        chosen[kind] = Person.objects.get(pk=holder.person_id)
    return chosen


def visit_everything(person: Person | None, client: Client) -> list[Got]:
    if person is not None:
        sign_in(client, person)
    doors = (*FRONT_DOORS, *ALSO_ASKED)
    return walk(asker(client), doors, skip=is_published)


def songs(person: Person | None, got: Got, may_see: dict[str, set[int]]) -> set[Canary]:
    """Give the canaries in an answer that this person should not hear."""
    return {
        one
        for one in canaries.heard(got.text)
        if one.row not in may_see.get(one.table, set()) and (person is None or one.table not in BY_THEMSELVES)
    }


class Asked:
    """Notes which tables' `visible_to` each address asks."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now: set[str] = set()
        original = Visible.visible_to

        def noted(rows, person):
            self.now.add(canaries.table_of(rows.model))
            return original(rows, person)

        monkeypatch.setattr(Visible, "visible_to", noted)


def test_there_are_canaries_in_every_table_with_private_text(world):
    silent = {canaries.table_of(model) for model in canaries.sown_models() if not model._base_manager.exists()}
    assert silent == set()


def test_no_secret_sings(world):
    heard: dict[str, set[Canary]] = defaultdict(set)
    broken: dict[str, int] = {}
    for name, person in walkers(world).items():
        may_see = canaries.allowed_to(person)
        for got in visit_everything(person, Client(raise_request_exception=False)):
            if got.status >= 500:
                broken[f"{got.address} as {name}"] = got.status
            if found := songs(person, got, may_see):
                heard[f"{got.address} as {name}"] |= found
    assert (dict(heard), broken) == ({}, {})


def test_no_secret_sings_in_a_letter(world):
    assert [letter.subject for letter in mail.outbox if canaries.heard(f"{letter.subject} {letter.body}")] == []
