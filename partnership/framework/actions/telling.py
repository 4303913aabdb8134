"""Who is told that they were asked to answer by name."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import notices
from partnership.framework.models import Response

CATEGORY = "assessment"


def _tell(person: Person, response: Response) -> None:
    sentence = gettext_noop("%(partner)s asks how you see it.")
    href = reverse("answer-by-name", kwargs={"response": response.pk})
    partner = response.seat.assessment.partner.name
    notices.tell(person, CATEGORY, sentence, href=href, thing=response, partner=partner)


def _tell_asked(responses: Iterable[Response], by: Person) -> None:
    """Tell them once people may answer; whoever asks themselves knows it."""
    for one in responses:
        person = one.person
        if person and person.is_active and person != by and one.seat.assessment.state == "answering":
            _tell(person, one)
