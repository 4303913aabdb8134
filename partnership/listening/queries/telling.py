"""What whoever tells us something is shown: our words in their language, and what happens next by which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from partnership.core import codes, pack, sealing
from partnership.core.calendars import after_working_days
from partnership.core.components import HelpNow
from partnership.core.pack import in_language
from partnership.core.queries import help_now
from partnership.listening.models import Draft, Purpose, Under18
from partnership.listening.rules.told import Told, draft_place, read

ENGLISH = "en"
CHILD = ".child"
FOR_CHILDREN = "childline"  # the helpline of a pack that comes first for somebody under 18


@dataclass(frozen=True, slots=True)
class Voice:
    """Everything that we say to whoever tells, in one language; in English what the language does not say yet."""

    language: str
    direction: str
    name: str
    words: Mapping[str, str]
    to_a_child: bool = False

    def said(self, key: str, /, **given: object) -> str:
        """Say one thing."""
        english = pack.current().telling[ENGLISH].said
        keys = (key + CHILD, key) if self.to_a_child else (key,)
        found = (words[one] for one in keys for words in (self.words, english) if one in words)
        text = next(found, key)
        return text.format(**given) if given else text


@dataclass(frozen=True, slots=True)
class Named:
    """A language by its own name, and where it is chosen."""

    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """How and where a complaint about one kind of service is made."""

    service: str
    how: str


@dataclass(frozen=True, slots=True)
class Before:
    """What is said before the first question that is no fixed word: numbers, help, and other languages."""

    read_within: int
    complaints: tuple[Complaint, ...]
    help: tuple[HelpNow, ...]
    languages: tuple[Named, ...]  # that are open today, but the one on the page


@dataclass(frozen=True, slots=True)
class Onward:
    """What happens after it was sent, and by which day; and nothing else."""

    read_by: date
    answer_from: date
    answer_within: int
    others: int
    coded: bool
    first: bool
    told: bool
    only_if_others: bool


def voice(language: str, *, to_a_child: bool = False) -> Voice:
    """Give our words in a language; in English where there are none."""
    telling = pack.current().telling
    found = telling.get(language) or telling[ENGLISH]
    return Voice(found.language, found.direction, found.name, found.said, to_a_child)


def voice_for(told: Told) -> Voice:
    """Give our words for whoever told this much."""
    return voice(told.language, to_a_child=told.under_18 == Under18.YES)


def before(language: str, languages: tuple[str, ...]) -> Before:
    """Say what is said before the first question."""
    listening = pack.current().listening
    assert listening is not None, "a site that listens has asked first whether it does"
    others = [one for one in pack.current().telling.values() if one.language in languages and one.language != language]
    return Before(
        read_within=listening.promise.read_within,
        complaints=complaints(),
        help=help_now(),
        languages=tuple(Named(one.language, one.name) for one in others),
    )


def complaints() -> tuple[Complaint, ...]:
    """Say how and where complaints about each kind of service are made, and who helps for nothing."""
    listening = pack.current().listening
    services = listening.services.values() if listening else ()
    return tuple(Complaint(in_language(one.name), in_language(one.complain)) for one in services if one.complain)


def help_for_children() -> HelpNow | None:
    """Give the helpline that stands first for somebody under 18."""
    line = pack.current().helplines.get(FOR_CHILDREN)
    return next((one for one in help_now() if line and one.contact == line.contact), None)


def onward(told: Told, *, coded: bool, today: date | None = None) -> Onward:
    """Say what happens next."""
    listening, day = pack.current().listening, today or timezone.localdate()
    assert listening is not None, "what was sent was sent to a site that listens"
    promise = listening.promise
    read_by = after_working_days(day, promise.read_within)
    return Onward(
        read_by=read_by,
        answer_from=after_working_days(read_by, promise.acknowledge_within),
        answer_within=promise.answer_within,
        others=promise.others,
        coded=coded,
        first=told.under_18 == Under18.YES,
        told=Purpose.TELL in told.uses and not told.never_any,
        only_if_others=told.only_if_others,
    )


def draft_until(today: date | None = None) -> date:
    """Give the day on which a draft that is saved today is gone."""
    listening = pack.current().listening
    return (today or timezone.localdate()) + timedelta(days=listening.promise.draft_days if listening else 0)


def draft_of(code: codes.Held) -> Told | None:
    """Open what was saved with a code; nothing where nothing was, or where it does not open."""
    draft = Draft.objects.filter(code_secret=code.lookup).first()
    if draft is None:
        return None
    try:
        return read(codes.unlock(draft.locked_words, code.key, about=draft_place(code.lookup)))
    except sealing.KeyLost:
        return None
