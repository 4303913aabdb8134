"""The pack's invented trainers: accredited by the same deeds as real ones, and then moved back to when it was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from partnership.academy.actions import accrediting, observing
from partnership.academy.models import Accreditation, Completion, Observation, Session
from partnership.academy.rules.accrediting import teaching
from partnership.academy.rules.completing import months_after
from partnership.academy.rules.observing import checklist_for
from partnership.accounts.models import Person
from partnership.core import pack


def begin(told: Any, people: dict[str, Person]) -> None:
    """Write down who learned to teach elsewhere, and let them lead: somebody has to be the first."""
    for one in told["elsewhere"]:
        _learned_elsewhere(one, people)
        accredit([one["who"]], people)


def _learned_elsewhere(one: Any, people: dict[str, Person]) -> None:
    academy, person = pack.current().academy, people[one["who"]]
    found = teaching()
    assert academy is not None
    assert found is not None
    course = academy.courses[next(iter(found.ways))]
    Completion.objects.create(
        **{"person": person, "course": course.key, "edition": course.edition, "title": str(course.title)},
        **{"hours": Decimal(str(course.hours)), "came_from": "self", "taught_by": one["taught_by"]},
        **{"completed_on": timezone.localdate() - timedelta(days=one["days_ago"])},
        **{"recorded_at": timezone.now(), "recorded_by": people["programme-team"]},
    )


def accredit(keys: Iterable[str], people: dict[str, Person]) -> None:
    """Let people lead, by the course that the pack names first."""
    found = teaching()
    assert found is not None
    for key in keys:
        accrediting.accredit(people[key], next(iter(found.ways)), by=people["programme-team"])


def finish(told: Any, sessions: dict[str, Session], people: dict[str, Person]) -> None:
    """Move each back to when it was given, tell one why it might end, and let people watch one another."""
    for key, days in told["given_days_ago"].items():
        for one in Accreditation.objects.filter(person=people[key]):
            _move(one, days)
    for key, why in told["told"].items():
        one = Accreditation.objects.get(person=people[key])
        accrediting.tell_withdrawal(one, why, by=people["programme-team"])
        accrediting.answer_withdrawal(one, told["answered"][key], by=people[key])
    _watch(told, sessions, people)


def _move(one: Accreditation, days: int) -> None:
    given, found = one.granted_at - timedelta(days=days), teaching()
    assert found is not None
    until = months_after(timezone.localdate(given), found.ways[one.way].months)
    Accreditation.objects.filter(pk=one.pk).update(granted_at=given, valid_until=until)


def _watch(told: Any, sessions: dict[str, Session], people: dict[str, Person]) -> None:
    """Let people agree that one watches the other, and take each as far as the file says."""
    for one in told["watched"]:
        two = {"trainer": people[one["trainer"]], "observer": people[one["observer"]]}
        found = observing.ask_to_watch(sessions[one["at"]], **two, by=people[one["asks"]])
        asked = people[one["observer" if one["asks"] == one["trainer"] else "trainer"]]
        if one["then"] == "declined":
            observing.decline_to_watch(found, by=asked)
        elif one["then"] == "called-off":
            observing.call_off_watching(found, by=people[one["asks"]])
        elif one["then"] != "asked":
            observing.agree_to_watch(found, by=asked)
            _written(one, found)


def _written(one: Any, found: Observation) -> None:
    """Write what was seen, and let it be read, where it came so far."""
    if one["then"] == "agreed":
        return
    checklist = checklist_for(found.session.course)
    assert checklist is not None
    named = {key: seen.replace("_", "-") for seen in ("partly", "not", "could_not") for key in one.get(seen, ())}
    said = {item.key: named.get(item.key, "seen") for item in checklist.items}
    observing.fill_observation(found, {**said, "kind": one["kind"], "to_try": one["to_try"]}, by=found.observer)
    if one["then"] in ("accepted", "contested"):
        observing.answer_observation(found, was_so=one["then"] == "accepted", reply=one["reply"], by=found.trainer)
