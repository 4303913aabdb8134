"""What waits for readers after reading: answers to look at, stories that could be told, and who is late in answering."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from partnership.core import pack
from partnership.core.components import HelpNow
from partnership.core.refusals import why_not
from partnership.listening.models import CLOCKS_RUN, Barrier, Never, Purpose, Reply, Route, Story, StoryUse
from partnership.listening.queries.answering import clock_words
from partnership.listening.queries.replying import helplines_of, stories_to_answer
from partnership.listening.queries.saying import (
    PARTS,
    barrier_names,
    opened,
    season_words,
    service_name,
)
from partnership.listening.rules import answering, routing
from partnership.listening.rules.kindness import KindQuestion, kind_questions
from partnership.partners.models import Partner, reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class OnwardLine:
    """One story after it was read, without a word of it."""

    href: str
    barriers: tuple[str, ...]
    service: str
    partner: str
    season: str


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One answer that waits for a reader."""

    href: str
    partner: str
    kind: str
    written_on: date


@dataclass(frozen=True, slots=True)
class OnwardPage:
    """What comes after reading."""

    replies: tuple[ReplyLine, ...]
    to_tell: tuple[OnwardLine, ...]
    now_others: tuple[OnwardLine, ...]  # they waited for others, and now there are enough
    waiting: int  # that wait for others still
    to_answer: tuple[OnwardLine, ...]  # somebody asked for an answer, and no organisation gives one


@dataclass(frozen=True, slots=True)
class Choosable:
    """An organisation that could be told, with why it is offered."""

    pk: int
    name: str
    sector: str
    named: bool


@dataclass(frozen=True, slots=True)
class ToldTo:
    """An organisation that was told, and how far it is."""

    pk: int
    partner: str
    state: str
    clock: str
    passed_on_to: str
    may_call_back: bool


@dataclass(frozen=True, slots=True)
class StoryToRoute:
    """Where one story could go, what each would see, and what is held back from all."""

    pk: int
    state_words: str
    barriers: tuple[str, ...]
    service: str
    season: str
    words: tuple[tuple[str, str], ...]
    never: tuple[str, ...]
    hindrance: str
    partners: tuple[Choosable, ...]
    told: tuple[ToldTo, ...]
    search: str
    may_keep_back: str
    may_count_once: str
    may_answer: str


@dataclass(frozen=True, slots=True)
class ReplyToCheck:
    """One answer before anybody sees it, beside what it answers."""

    pk: int
    partner: str
    kind: str
    speaks_as: str
    words: str
    story: tuple[tuple[str, str], ...]
    barriers: tuple[str, ...]
    service: str
    asks: tuple[KindQuestion, ...]
    helplines: tuple[HelpNow, ...]
    story_href: str  # the story as readers see it, where a reader wrote this
    hindrance: str


def onward(person: Person) -> OnwardPage:
    """Gather what comes after reading, in as many questions however much it is."""
    answering.check_can_look_at_replies(person)
    free, waiting = _free_and_waiting(person)
    return OnwardPage(
        replies=tuple(_reply_line(one) for one in replies_to_check(person)),
        to_tell=tuple(_story_line(one) for one in free if not one.only_if_others),
        now_others=tuple(_story_line(one) for one in free if one.only_if_others),
        waiting=waiting,
        to_answer=tuple(_answer_line(one) for one in stories_to_answer(person)),
    )


def replies_to_check(person: Person) -> QuerySet[Reply]:
    """Give the answers that wait for a reader, but those of organisations that they are close to, and their own."""
    seen = Reply.objects.visible_to(person).to_check().exclude(written_by=person)
    gone = Reply.objects.filter(route__state="called-back")
    near = reach(person).partners
    standing = seen.exclude(pk__in=gone).exclude(story__state="withdrawn").exclude(route__partner__in=near)
    return standing.select_related("route__partner")


def stories_to_tell(person: Person) -> int:
    """Count the stories that could be told now."""
    return len(_free_and_waiting(person)[0])


def _free_and_waiting(person: Person) -> tuple[list[Story], int]:
    """Give the stories that could be told now, and how many wait for others still."""
    stories = list(_could_be_told(person).select_related("partner").prefetch_related("barriers"))
    alike, enough = _alike(), _enough()
    free = [one for one in stories if not one.only_if_others or _most_alike(one, alike) >= enough]
    return free, len(stories) - len(free)


def _could_be_told(person: Person) -> QuerySet[Story]:
    """Give the read stories that may be told and were told to nobody yet."""
    wanted = StoryUse.objects.filter(story=OuterRef("pk"), use=Purpose.TELL, given=True)
    nowhere = Never.objects.filter(story=OuterRef("pk"), kind="role")
    found = Story.objects.visible_to(person).filter(Exists(wanted), ~Exists(nowhere), state="read", never_any=False)
    return found.exclude(pk__in=Route.objects.values("story"))


def _enough() -> int:
    listening = pack.current().listening
    return listening.promise.others if listening else 0


def _alike() -> Counter[tuple[str, str, int | None]]:
    """Count read stories by barrier, kind of service and partner, once for all; `routing.others_alike` is the slow twin."""
    said = Barrier.objects.filter(story__state__in=routing.TELLABLE).exclude(story__service="")
    counted: Counter[tuple[str, str, int | None]] = Counter()
    for barrier, service, partner in said.values_list("barrier", "story__service", "story__partner"):
        counted[barrier, service, None] += 1
        if partner:
            counted[barrier, service, partner] += 1
    return counted


def _most_alike(story: Story, alike: Counter[tuple[str, str, int | None]]) -> int:
    return max((alike[one.barrier, story.service, story.partner_id] for one in story.barriers.all()), default=0)


def _answer_line(story: Story) -> OnwardLine:
    return _story_line(story, "answer-as-reader")


def _story_line(story: Story, page: str = "route-story") -> OnwardLine:
    return OnwardLine(
        href=reverse(page, kwargs={"pk": story.pk}),
        barriers=barrier_names(one.barrier for one in story.barriers.all()),
        service=service_name(story.service),
        partner=str(story.partner or ""),
        season=season_words(story.season),
    )


def _reply_line(reply: Reply) -> ReplyLine:
    partner = str(reply.route.partner) if reply.route else ""
    href = reverse("check-reply", kwargs={"pk": reply.pk})
    return ReplyLine(href, partner, str(reply.get_kind_display()), timezone.localdate(reply.written_at))


def choosable(story: Story, person: Person, search: str = "") -> list[Partner]:
    """Give the organisations to choose from: the one that was named, those of the kind of service and the place, and those searched for."""
    could = routing.could_be_told(story, person)
    fits = could.filter(sector=routing.sector_of(story.service))
    if story.place:
        fits = fits.filter(places__place=story.place)
    keys = [*fits.values_list("pk", flat=True)[:MOST_FOUND], story.partner_id]
    if search:
        keys += could.filter(name__icontains=search).values_list("pk", flat=True)[:MOST_FOUND]
    found = could.filter(pk__in=[key for key in keys if key])
    return sorted(found, key=lambda one: (one.pk != story.partner_id, one.name))


def story_to_route(story: Story, person: Person, search: str = "") -> StoryToRoute:
    """Show where a story could go."""
    keys = routing.barriers_of(story)
    return StoryToRoute(
        pk=story.pk,
        state_words=str(story.get_state_display()),
        barriers=barrier_names(keys),
        service=service_name(story.service),
        season=season_words(story.season),
        words=_words(story),
        never=_never(story),
        hindrance=why_not(routing.check_story_can_go, person, story),
        partners=tuple(_choosable(one, story) for one in choosable(story, person, search)),
        told=tuple(_told_to(one, person) for one in story.routes.select_related("partner")),
        search=search,
        may_keep_back=why_not(routing.check_can_settle, person, story, "kept_back"),
        may_count_once=why_not(routing.check_can_settle, person, story, "doubled"),
        may_answer=why_not(answering.check_can_answer_as_reader, person, story),
    )


def _words(story: Story) -> tuple[tuple[str, str], ...]:
    return tuple((str(PARTS.get(one.text.part, "")), opened(one)) for one in routing.versions_for_services(story))


def _never(story: Story) -> tuple[str, ...]:
    content = pack.current()
    jobs = content.listening.jobs if content.listening else {}
    named = {**content.sectors, **jobs}
    said = story.never.select_related("partner")
    words = (str(one.partner or "") or pack.in_language(named.get(one.which)) for one in said)
    return tuple(
        f"{one.get_kind_display()}: {word}" if word else str(one.get_kind_display())
        for one, word in zip(said, words, strict=True)
    )


def _choosable(partner: Partner, story: Story) -> Choosable:
    sector = pack.in_language(pack.current().sectors.get(partner.sector))
    return Choosable(partner.pk, partner.name, sector, partner.pk == story.partner_id)


def _told_to(route: Route, person: Person) -> ToldTo:
    return ToldTo(
        pk=route.pk,
        partner=str(route.partner),
        state=str(route.get_state_display()),
        clock=clock_words(route, route.state)[0] if route.state in CLOCKS_RUN else "",
        passed_on_to=route.passed_on_to,
        may_call_back=route.state != "called-back" and not why_not(routing.check_can_call_back, person, route),
    )


def reply_to_check(reply: Reply, person: Person) -> ReplyToCheck:
    """Show one answer, with what could be thought about before it is seen."""
    words = opened(reply)
    return ReplyToCheck(
        pk=reply.pk,
        partner=str(reply.route.partner) if reply.route else "",
        kind=str(reply.get_kind_display()),
        speaks_as=reply.speaks_as,
        words=words,
        story=_words(reply.story),
        barriers=barrier_names(routing.barriers_of(reply.story)),
        service=service_name(reply.story.service),
        asks=kind_questions(reply.kind, words),
        helplines=helplines_of(reply),
        story_href="" if reply.route else reverse("read-story", kwargs={"pk": reply.story_id}),
        hindrance=why_not(answering.check_can_pass_reply, person, reply),
    )
