"""An assessment whose results are open, made by the real deeds, and its pages."""

import re
from html import unescape

from django.urls import reverse

from partnership.framework import tasks
from partnership.partners.models import Kind
from tests import assessments
from tests.people import somebody

FEELS_SAFE, TOLD_ONCE = "feels-safe", "told-once"


def met(*, leaders=3, staff=12, people=6, **more):
    """Open an assessment: staff say lower than the others on whether it feels safe. Give it and the lead."""
    made, lead = assessments.begun(**more)
    named = [lead, *(somebody(Kind.PRACTITIONER, partner=made.partner) for _ in range(leaders - 1))]
    for number, person in enumerate(named[:leaders]):
        assessments.respond(assessments.seat_of(made, "leaders"), [4, 5, 4 + number % 2], person=person)
    lower = assessments.standards(made).index(FEELS_SAFE)
    for number in range(staff):
        levels = [2 + (number + other) % 4 for other in range(12)]
        levels[lower] = 1 + number % 2
        assessments.respond(assessments.seat_of(made, "staff"), levels)
    assessments.responses(assessments.seat_of(made, "people"), [[3 + number % 3, 5] for number in range(people)])
    return tasks.open_now(assessments.closed_for_an_hour(made, lead), by=lead), lead


def at(assessment, name="meeting", **more):
    """Give the address of a page of an assessment."""
    return reverse(name, kwargs={"partner": assessment.partner.slug, "pk": assessment.pk, **more})


def text(answer, status=200):
    """Give the words of a page."""
    assert answer.status_code == status
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))
