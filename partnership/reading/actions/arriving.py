"""Words arrive: they are locked before they are written down, and wait for a reader."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.models import sealed
from partnership.partners.models import Partner
from partnership.reading.models import Concerned, Text
from partnership.reading.rules import arriving as rules


@transaction.atomic
def put_in_queue(
    *,
    about: str,
    href: str,
    part: str,
    words: str,
    language: str = "en",
    first: bool = False,
    inside: bool = False,
    concerned: Iterable[Partner] = (),
    by: Person,
) -> Text:
    """Lock words and let them wait for a reader who is close to none of those concerned."""
    rules.check_can_put_in_queue(by, words)
    today = timezone.localdate()
    text = Text(about=about, href=href, part=part, language=language, first=first, inside=inside)
    text.arrived_on, text.read_by_on = today, rules.read_by(today)
    sealed.put(text, "sealed", words)
    text.save(force_insert=True)
    Concerned.objects.bulk_create(Concerned(text=text, partner=one) for one in concerned)
    events.record(by=by, verb="text.arrived", thing="urn:heartwood:reading:queue", only_the_day=True)
    return text
