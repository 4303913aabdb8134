"""One story as a reader sees it: what was chosen, what may be done with it, who must never see it, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.events import urn
from partnership.core.layouts import is_address
from partnership.core.refusals import why_not
from partnership.listening.models import Barrier, Kept, Never, Purpose, Story, StoryUse
from partnership.listening.queries.paper import season_words
from partnership.listening.rules import reading as rules
from partnership.listening.rules.answering import check_can_answer_as_reader
from partnership.reading.models import Text, Use
from partnership.reading.queries.queue import MOST_SHOWN, language_words
from partnership.reading.queries.reading import TextSeen, texts_seen
from partnership.reading.rules import queue


@dataclass(frozen=True, slots=True)
class UseSaid:
    """A yes or a no to one thing that may be done with a story."""

    words: str
    given: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """One use for which words can be made ready here."""

    use: str
    words: str


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One story before its reader."""

    story: Story
    state_words: str
    sent_on: date
    facts: tuple[tuple[str, str], ...]
    barriers: tuple[str, ...]
    uses: tuple[UseSaid, ...]
    never: tuple[str, ...]
    texts: tuple[TextSeen, ...]
    waits: bool  # some of it waits for a reader
    mine: bool  # some of it is being read by this person
    ready: tuple[Ready, ...]
    onward: str  # where it is told to organisations; empty where that is not its turn
    may_answer: bool  # by a reader, for no organisation has it
    may_take: str


def story_page(story: Story, person: Person) -> StoryPage:
    """Show one story."""
    texts = texts_of(story, person)
    wordless = not texts
    return StoryPage(
        story=story,
        state_words=str(story.get_state_display()),
        sent_on=story.sent_on,
        facts=_facts(story),
        barriers=_barriers(story),
        uses=_uses(story),
        never=_never(story),
        texts=texts_seen(texts, person),
        waits=any(one.state == "waiting" for one in texts) or (wordless and story.state == "received"),
        mine=any(one.state == "being-read" and one.taken_by_id == person.pk for one in texts)
        or (wordless and story.state == "being-read"),
        ready=_ready(story, person),
        onward=_onward(story),
        may_answer=not why_not(check_can_answer_as_reader, person, story),
        may_take=why_not(queue.check_may_read_more, person),
    )


LIST = {
    "decide": ("read",),
    "wordless": ("received", "being-read"),
    "told": ("told",),
    "kept": ("cannot-share", "referred", "duplicate"),
}


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One story in the list of readers, by what was chosen in it."""

    pk: int
    title: str
    about: str
    state_words: str
    sent_on: date


@dataclass(frozen=True, slots=True)
class StoryList:
    """Stories in one turn."""

    turn: str
    turns: Mapping[str, str]
    lines: tuple[StoryLine, ...]
    more: int


def story_list(person: Person, turn: str = "") -> StoryList:
    """List stories by whose turn it is: to be decided, without words of their own, told, or kept."""
    turn = turn if turn in LIST else "decide"
    found = Story.objects.visible_to(person).filter(state__in=LIST[turn]).select_related("partner")
    found_list = _without_words(found) if turn == "wordless" else list(found)
    shown = found_list[:MOST_SHOWN]
    barriers = _barriers_of(shown)
    return StoryList(
        turn, _turns(), tuple(_line(one, barriers.get(one.pk, [])) for one in shown), len(found_list) - len(shown)
    )


def _without_words(found: Iterable[Story]) -> list[Story]:
    known = set(Text.objects.unread().values_list("about", flat=True))
    return [one for one in found if urn(one) not in known]


def wordless(person: Person) -> int:
    """Count the stories without words of their own that nobody has looked at: none of them is counted before."""
    return len(_without_words(Story.objects.visible_to(person).filter(state="received")))


def _turns() -> dict[str, str]:
    return {
        "decide": _("To be decided"),
        "wordless": _("Without words of their own"),
        "told": _("With organisations"),
        "kept": _("Go nowhere"),
    }


def _barriers_of(stories: list[Story]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for story, key in Barrier.objects.filter(story__in=stories).values_list("story", "barrier"):
        found.setdefault(story, []).append(_barrier_words(key))
    return found


def _barrier_words(key: str) -> str:
    listening = pack.current().listening
    known = listening.barriers.get(key) if listening else None
    return pack.in_language(known.name) if known else key


def _line(story: Story, barriers: list[str]) -> StoryLine:
    facts = dict(_facts(story))
    about = [facts.get(name, "") for name in (_("Organisation"), _("Kind of service"), _("Place"), _("About when"))]
    title = ", ".join(barriers) or _("Nothing was chosen")
    return StoryLine(story.pk, title, " · ".join(filter(None, about)), str(story.get_state_display()), story.sent_on)


def texts_of(story: Story, person: Person) -> list[Text]:
    """Give the texts of a story, those that stand first on its page first."""
    seen = Text.objects.visible_to(person).about(urn(story)).exclude(state="erased")
    order = ("own-words", "where", "would-help", "helped", "added")
    found = seen.prefetch_related("openings__opened_by", "versions")
    return sorted(found, key=lambda one: (order.index(one.part) if one.part in order else len(order), one.arrived_on))


def _facts(story: Story) -> tuple[tuple[str, str], ...]:
    content = pack.current()
    service = content.listening.services.get(story.service) if content.listening else None
    area, stage = content.areas.get(story.place), content.stages.get(story.stage)
    told = (
        (_("Kind of service"), pack.in_language(service.name) if service else ""),
        (_("Organisation"), str(story.partner or "")),
        (_("Place"), pack.in_language(area.name) if area else ""),
        (_("About when"), season_words(story.season) if story.season else ""),
        (_("Stage of life"), pack.in_language(stage.name) if stage else ""),
        (_("Under 18"), str(story.get_under_18_display())),
        (_("Language"), language_words(story.language)),
        (_("How it came"), str(story.get_came_by_display())),
        (_("How many told it"), str(story.get_group_size_display())),
    )
    return tuple((name, words) for name, words in told if words)


def _barriers(story: Story) -> tuple[str, ...]:
    keys = Barrier.objects.filter(story=story).values_list("barrier", flat=True)
    return tuple(map(_barrier_words, keys))


def _uses(story: Story) -> tuple[UseSaid, ...]:
    given = set(StoryUse.objects.filter(story=story, given=True).values_list("use", flat=True))
    return tuple(UseSaid(str(label), value in given) for value, label in Purpose.choices)


def _never(story: Story) -> tuple[str, ...]:
    said = [_one_never(one) for one in Never.objects.filter(story=story).select_related("partner")]
    unsure = (
        [_("Somebody must never see this, and nobody can be sure who. It goes nowhere.")] if story.never_any else []
    )
    return (*said, *unsure)


def _one_never(never: Never) -> str:
    content = pack.current()
    listening = content.listening
    jobs, services = (listening.jobs, listening.services) if listening else ({}, {})
    if never.kind == Kept.PARTNER:
        return str(never.partner or _("An organisation"))
    if never.kind == Kept.SERVICE:
        named = services[never.which].name if never.which in services else content.sectors.get(never.which)
        return _("Every organisation of one kind: %(kind)s") % {"kind": pack.in_language(named) or never.which}
    if never.kind == Kept.ROLE:
        return pack.in_language(jobs.get(never.which)) or never.which
    return str(never.get_kind_display())


def _ready(story: Story, person: Person) -> tuple[Ready, ...]:
    words = {
        Use.INSIDE: _("Make it ready for the programme"),
        Use.SERVICE: _("Make it ready for the service"),
        Use.PUBLIC: _("Make it ready for everybody"),
    }
    may = (use for use in Use if not why_not(rules.check_can_make_story_version, person, story, use))
    return tuple(Ready(str(use), words[use]) for use in may)


def _onward(story: Story) -> str:
    href = f"/reading/stories/{story.pk}/tell/"
    return href if story.state in ("read", "told") and is_address(href) else ""


def alike(story: Story) -> int:
    """Count the stories of the same kind of service, season and place, this one included: the smallest group it is in."""
    standing = Story.objects.standing().exclude(state="duplicate")
    same = standing.filter(service=story.service, season=story.season, place=story.place).count()
    if story.language == "en":
        return same
    return min(same, standing.filter(place=story.place, language=story.language).count())


def names_to_look_for(story: Story) -> tuple[str, ...]:
    """Give names of places and organisations that could stand in the words."""
    return (str(story.partner),) if story.partner else ()


def page_of(story: Story) -> str:
    """Give the address of the page for readers."""
    return reverse("read-story", args=[story.pk])
