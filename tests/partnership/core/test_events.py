"""The log: one line for each deed, and no way to change it."""

import pytest

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    return Person.objects.create(email="sam@example.org", name="Sam")


def test_record_writes_who_did_what_to_which_thing(sam):
    event = events.record(by=sam, verb="person.welcomed", thing=sam)

    assert (event.by, event.verb, event.thing) == (sam, "person.welcomed", f"urn:heartwood:accounts.person:{sam.pk}")
    assert event.at is not None
    assert str(event) == f"person.welcomed urn:heartwood:accounts.person:{sam.pk}"


def test_record_takes_a_thing_that_is_no_row(sam):
    event = events.record(by=sam, verb="build.made", thing="urn:heartwood:build:2026-01-31")

    assert event.thing == "urn:heartwood:build:2026-01-31"


@pytest.mark.parametrize(("verb", "thing"), [("welcomed", "urn:heartwood:x:1"), ("person.welcomed", "x:1")])
def test_record_refuses_what_is_no_verb_or_no_urn(sam, verb, thing):
    with pytest.raises(ValueError, match="would do"):
        events.record(by=sam, verb=verb, thing=thing)


def test_event_cannot_be_changed_or_removed(sam):
    event = events.record(by=sam, verb="person.welcomed", thing=sam)

    for change in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(verb="a.b")):
        with pytest.raises(TypeError, match="only ever added"):
            change()
    assert Event.objects.get() == event


def test_events_are_newest_first(sam):
    first = events.record(by=sam, verb="person.welcomed", thing=sam)
    second = events.record(by=sam, verb="person.renamed", thing=sam)

    assert list(Event.objects.all()) == [second, first]
