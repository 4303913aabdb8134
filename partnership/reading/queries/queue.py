"""What waits to be read, and what is said of it beside the words: never one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import why_not
from partnership.reading.models import Debrief, Reader, Text
from partnership.reading.rules import queue as rules
from partnership.reading.rules.rota import languages_told_in

MOST_SHOWN = 50
PARTS: Mapping[str, object] = {
    "own-words": gettext_lazy("What got in the way"),
    "would-help": gettext_lazy("What would have helped"),
    "helped": gettext_lazy("What helped"),
    "where": gettext_lazy("Where it was"),
    "added": gettext_lazy("Added later"),
    "framework-words": gettext_lazy("From looking at an organisation"),
    "academy-words": gettext_lazy("What got in the way after training"),
}
LANGUAGES: Mapping[str, object] = {
    "en": gettext_lazy("English"),
    "pa": gettext_lazy("Punjabi"),
    "pl": gettext_lazy("Polish"),
    "ur": gettext_lazy("Urdu"),
}
FIRST, ADDED = "first", "added"
KINDS: Mapping[str, object] = {
    FIRST: gettext_lazy("To be read first"),
    ADDED: gettext_lazy("Added later"),
}


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits together: one story, or one text alone."""

    pk: int  # of one of its texts, by which it is taken
    href: str  # the page on which it is read
    first: bool
    language: str
    parts: tuple[str, ...]
    waited: str
    read_by_on: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The queue as one reader sees it."""

    mine: tuple[Waits, ...]  # taken, and not finished
    waiting: tuple[Waits, ...]
    more: int  # how many stand behind those that are shown
    languages: Mapping[str, str]
    kinds: Mapping[str, str]
    chosen: Mapping[str, str]
    read_today: int
    limit: int
    may_take: str  # why not; empty where they may
    offer: str  # a talk, and why now; empty where none is offered


def is_late() -> bool:
    """Whether anything waits longer than we promised."""
    return Text.objects.unread().filter(read_by_on__lt=timezone.localdate()).exists()


def part_words(part: str) -> str:
    """Name a part of what somebody told."""
    return str(PARTS.get(part, _("Words")))


def language_words(language: str) -> str:
    """Name a language in the language of the page; one that is not known here by its own name."""
    told = pack.current().telling.get(language)
    return str(LANGUAGES.get(language, told.name if told else language))


def queue_page(person: Person, language: str = "", kind: str = "") -> QueuePage:
    """Show what waits, the first ones first, then by the day that was promised."""
    seen = Text.objects.visible_to(person).defer("sealed")
    mine = seen.filter(state="being-read", taken_by=person)
    waiting = _narrowed(seen.filter(state="waiting"), language, kind)
    together = _together(waiting)
    read, limit = rules.read_on(person, timezone.localdate()), _limit(person)
    return QueuePage(
        mine=_together(mine),
        waiting=together[:MOST_SHOWN],
        more=max(0, len(together) - MOST_SHOWN),
        languages={key: language_words(key) for key in languages_told_in()},
        kinds={key: str(words) for key, words in KINDS.items()},
        chosen={"language": language, "kind": kind},
        read_today=read,
        limit=limit,
        may_take=why_not(rules.check_may_read_more, person),
        offer=debrief_offered(person),
    )


def _limit(person: Person) -> int:
    reader = Reader.objects.filter(person=person).first()
    return reader.daily_limit if reader else 0


def _narrowed(texts: Iterable[Text], language: str, kind: str) -> list[Text]:
    kinds = {FIRST: lambda one: one.first, ADDED: lambda one: one.part == "added"}
    fits = kinds.get(kind, lambda _one: True)
    return [one for one in texts if language in ("", one.language) and fits(one)]


def _together(texts: Iterable[Text]) -> tuple[Waits, ...]:
    groups: dict[str, list[Text]] = {}
    for text in texts:
        groups.setdefault(text.together, []).append(text)
    today = timezone.localdate()
    return tuple(_waits(group, today) for group in groups.values())


def _waits(group: list[Text], today: date) -> Waits:
    one = group[0]
    due = min(text.read_by_on for text in group)
    return Waits(
        pk=one.pk,
        href=one.href or f"/reading/texts/{one.pk}/",
        first=any(text.first for text in group),
        language=language_words(one.language),
        parts=tuple(dict.fromkeys(part_words(text.part) for text in group)),
        waited=waited_words((today - min(text.arrived_on for text in group)).days),
        read_by_on=due,
        is_late=due < today,
    )


def waited_words(days: int) -> str:
    """Say in words how long something waits."""
    if days <= 0:
        return _("came today")
    if days == 1:
        return _("came yesterday")
    if days < 14:
        return ngettext("waits for %(days)s day", "waits for %(days)s days", days) % {"days": days}
    return ngettext("waits for %(weeks)s week", "waits for %(weeks)s weeks", days // 7) % {"weeks": days // 7}


def debrief_offered(person: Person) -> str:
    """Say why a talk is offered now: after something grave, or once a week to whoever reads."""
    last = Debrief.objects.filter(person=person).first()
    if last and last.had_on is None:
        return ""
    read = Text.objects.filter(read_by=person)
    since = read.filter(read_at__gt=last.asked_at) if last else read
    if since.filter(criticality__gte=rules.GRAVE).exists():
        return _("Something you read was grave. Would you like to talk to somebody about it?")
    if since.exists() and (last is None or last.asked_at < timezone.now() - timedelta(days=7)):
        return _("You have been reading this week. Would you like to talk to somebody about it?")
    return ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How much waits for a reader."""

    waiting: int
    due: date | None
    mine: int


def counted(person: Person) -> Counted:
    """Count what waits for somebody who may take it."""
    seen = Text.objects.visible_to(person).defer("sealed")
    waiting = _together(seen.filter(state="waiting"))
    mine = _together(seen.filter(state="being-read", taken_by=person))
    return Counted(len(waiting), min((one.read_by_on for one in waiting), default=None), len(mine))
