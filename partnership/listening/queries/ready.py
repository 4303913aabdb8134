"""Whether anybody is asked to tell anything today; and if not, why not, in sentences for everybody.

It closes itself: nobody has to remember to. What must be in order has a day by which somebody looks at it again, the
rota says who reads today, and what waits unread has a day by which we promised to read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.pack import in_language
from partnership.listening.models import Assurance
from partnership.reading.queries.queue import is_late
from partnership.reading.queries.rota import somebody_reads
from partnership.reading.rules.rota import on_duty


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody can tell us something now, why not, and in which languages."""

    is_open: bool
    because: tuple[str, ...]  # why it is closed: nothing where it is open
    languages: tuple[str, ...]  # in which somebody can tell now: none where it is closed


def standing(today: date | None = None) -> Standing:
    """Say whether it is open: all is in order, somebody reads, nobody waits too long, and a language opens."""
    day = today or timezone.localdate()
    if pack.current().listening is None:
        return Standing(False, (_("Nobody is asked to tell anything here yet."),), ())
    read = [shift.languages for shift in on_duty(day)]
    languages = tuple(one for one in could_open() if any(one in spoken for spoken in read))
    because = (*_not_in_order(day), *_nobody_reads(bool(read), languages), *_late())
    return Standing(not because, because, () if because else languages)


def could_open() -> tuple[str, ...]:
    """Give the languages that say everything, and whose words about safety people have checked (or all is made up)."""
    content = pack.current()
    if content.listening is None:
        return ()
    checked = [key for key, one in content.telling.items() if one.is_checked or settings.DEMONSTRATION]
    return tuple(one for one in checked if not pack.lacking(content.listening, content.telling, one))


def in_order(held: Mapping[str, Assurance], key: str, day: date) -> bool:
    """Whether one thing is named, dated, and not past the day by which somebody looks at it again."""
    return key in held and held[key].dated_on <= day <= held[key].review_on


def recorded() -> dict[str, Assurance]:
    """Give what was recorded, by its key: one question, however much it is."""
    return {one.key: one for one in Assurance.objects.all()}


def unread_days(today: date, days: int = 14) -> tuple[date, ...]:
    """Give the days to come on which nobody is on duty to read; nothing before there is a rota at all."""
    if not somebody_reads(today):
        return ()
    ahead = (today + timedelta(days=one) for one in range(1, days + 1))
    return tuple(day for day in ahead if not somebody_reads(day))


def _not_in_order(day: date) -> Iterator[str]:
    held, listening = recorded(), pack.current().listening
    assert listening is not None
    for key, one in listening.must_be_ready.items():
        named = {"what": in_language(one.name)}
        if key not in held:
            yield _("This is not in order yet: %(what)s.") % named
        elif not in_order(held, key, day):
            yield _("Somebody has to look at this again first: %(what)s.") % named


def _nobody_reads(somebody: bool, languages: tuple[str, ...]) -> Iterator[str]:
    if languages:
        return
    if not somebody:
        yield _("Nobody is on duty to read today.")
    elif not could_open():
        yield _("People have not checked our words about safety yet.")
    else:
        yield _("Nobody is on duty today who reads the languages we ask in.")


def _late() -> Iterator[str]:
    if is_late():
        yield _("Words that came before still wait to be read, longer than we promised. We read those first.")
