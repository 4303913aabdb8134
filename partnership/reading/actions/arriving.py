"""What somebody wrote comes into the readers' queue, locked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.calendars import after_working_days
from partnership.core.models import sealed
from partnership.partners.models import Partner
from partnership.reading.models import Concerned, Text
from partnership.reading.rules import queue as rules
from partnership.reading.rules.queue import promised

QUEUE = "urn:heartwood:reading:queue"  # all of it: how many came in a day stands in no line of the log


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
    key: int | None = None,
    by: Person,
) -> Text:
    """Lock what somebody wrote and let it wait for a reader, by the day that we promise. Nobody is told by a notice.

    With a `key` that only whoever wrote it can work out, they find it again; without one nobody finds whose it is.

    A notice would hold the minute at which somebody wrote, and beside these words stands nothing but the day.
    """
    rules.check_can_put_in_queue(by, words)
    today = timezone.localdate()
    text = Text(about=about, href=href, part=part, language=language, first=first, inside=inside, arrived_on=today)
    text.pk = key or text.pk
    text.read_by_on = after_working_days(today, promised("read_within"))
    sealed.put(text, "sealed", words.strip())
    text.save(force_insert=True)
    Concerned.objects.bulk_create([Concerned(text=text, partner=one) for one in dict.fromkeys(concerned)])
    events.record(by=by, verb="text.arrived", thing=QUEUE, only_the_day=True)
    return text
