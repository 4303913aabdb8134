"""What whoever told a story is shown of it, by the code: never their own words before they ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from partnership.core import codes
from partnership.core.components import HelpNow
from partnership.core.events import urn
from partnership.core.models import sealed
from partnership.core.sealing import KeyLost
from partnership.listening.models import (
    CLOCKS_RUN,
    Draft,
    Purpose,
    Reply,
    Route,
    Story,
    Verdict,
)
from partnership.listening.queries.replying import helplines_of
from partnership.listening.rules import back as rules
from partnership.partners.models import Kind, Role
from partnership.plans.models import Action
from partnership.reading.models import UNREAD, Opening, Text, Use, Version
from partnership.reading.rules.queue import promised

ACTION_URN = "urn:heartwood:plans.action:"


@dataclass(frozen=True, slots=True)
class Found:
    """What a code opens: a story, or what somebody began, or both."""

    story: Story | None
    draft: Draft | None

    def __bool__(self) -> bool:
        return bool(self.story or self.draft)


@dataclass(frozen=True, slots=True)
class RouteLine:
    """One organisation that was told: what it said it would do by when, and what it did."""

    pk: int
    partner: str
    fictional: bool
    state: str
    told_on: date
    acknowledge_by: date
    acknowledged_on: date | None
    answer_by: date
    answered_on: date | None
    late: bool
    passed_on_to: str
    asked: int  # weeks after the answer; 0: too early to ask
    waits: bool  # they have not said it yet, for as long ago as that
    ask_from: date | None
    said: str  # the last verdict: better, same, worse


@dataclass(frozen=True, slots=True)
class DoneLine:
    """An Action that came of a reply, as anybody may see it."""

    title: str
    href: str
    state: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One reply, as a reader passed it."""

    kind: str
    speaks_as: str
    partner: str  # empty: one of the readers
    on: date
    words: str
    lost: bool
    done: DoneLine | None
    helplines: tuple[HelpNow, ...]


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """That somebody read the words again, and why."""

    by_lead: bool
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """Words made ready for everybody, and what whoever told them said to that."""

    pk: int
    state: str
    on: date | None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything about a story but its words."""

    state: str
    sent_on: date
    read_by: date | None  # of what is still unread
    late: bool
    waits_for_others: bool
    tells: bool
    answers_here: bool
    is_childs: bool
    routes: tuple[RouteLine, ...]
    replies: tuple[ReplyLine, ...]
    openings: tuple[OpeningLine, ...]
    versions: tuple[VersionLine, ...]

    @property
    def readers_answer(self) -> bool:
        """Whether an answer was asked for that only those who read it can give, and has not come."""
        nobody_told = self.state == "cannot-share" or (self.state == "read" and not self.tells)
        return self.answers_here and nobody_told and not self.replies

    @property
    def to_decide(self) -> tuple[VersionLine, ...]:
        """Give the words that wait for a yes or a no."""
        return tuple(one for one in self.versions if one.state == "ready")

    @property
    def to_judge(self) -> tuple[RouteLine, ...]:
        """Give the organisations about which they have not said yet whether it is better."""
        return tuple(one for one in self.routes if one.waits)


@dataclass(frozen=True, slots=True)
class PublicWords:
    """Words exactly as they would be published."""

    pk: int
    words: str
    lost: bool
    may_show: bool  # somebody there may still know who it is
    state: str
    may_publish: bool
    is_childs: bool
    waits: bool  # a child's: a second person looks first


@dataclass(frozen=True, slots=True)
class OwnWords:
    """One of somebody's own texts."""

    part: str
    on: date
    words: str
    lost: bool


def found_by(code: codes.Held) -> Found:
    """Look for what a code opens. The same is asked whatever is found, or not, or locked, or taken back."""
    stories = Story.objects.standing().filter(code_secret=code.lookup, locked=False).select_related("partner")
    return Found(stories.first(), Draft.objects.filter(code_secret=code.lookup).first())


def story_page(story: Story) -> StoryPage:
    """Show how far everything is."""
    uses, texts = rules.uses_of(story), _texts(story)
    unread = [text for text in texts if text.state in UNREAD]
    read_by = min((text.read_by_on for text in unread), default=None)
    routes = _routes(story)
    return StoryPage(
        state=story.state,
        sent_on=story.sent_on,
        read_by=read_by,
        late=read_by is not None and read_by < timezone.localdate(),
        waits_for_others=story.only_if_others and story.state == "read" and not routes,
        tells=uses[Purpose.TELL] and not story.never_any,
        answers_here=uses[Purpose.ANSWER],
        is_childs=rules.is_childs(story),
        routes=routes,
        replies=_replies(story) if uses[Purpose.ANSWER] else (),
        openings=_openings(texts),
        versions=_versions(texts),
    )


def own_words(story: Story) -> tuple[OwnWords, ...]:
    """Open what somebody wrote, for whoever wrote it and asked."""
    return tuple(OwnWords(text.part, text.arrived_on, *_opened(text)) for text in _texts(story))


def version_of(story: Story, pk: int) -> Version | None:
    """Give words of this story that were made ready for everybody."""
    found = Version.objects.filter(pk=pk, text__about=urn(story), use=Use.PUBLIC)
    return found.select_related("text", "made_by").first()


def public_words(story: Story, version: Version) -> PublicWords:
    """Show words exactly as they would be published."""
    words, lost = _opened(version)
    return PublicWords(
        pk=version.pk,
        words=words,
        lost=lost,
        may_show=bool(version.risks),
        state=version.state,
        may_publish=rules.allows(story, Purpose.PUBLISH),
        is_childs=rules.is_childs(story),
        waits=rules.waits_for_a_second(story, version),
    )


def route_of(story: Story, pk: int) -> Route | None:
    """Give one of the routes of this story."""
    return Route.objects.standing().filter(story=story, pk=pk).select_related("partner", "story").first()


def closed_answers(story: Story) -> dict[str, object]:
    """Give what was chosen, as a form begins with it."""
    chosen: dict[str, object] = {name: getattr(story, name) for name in ("service", "place", "stage", "season")}
    return {**chosen, "barriers": list(story.barriers.values_list("barrier", flat=True))}


def uses(story: Story) -> Mapping[str, bool]:
    """Give what we may do with it, each with a yes or a no."""
    return rules.uses_of(story)


def draft_until(draft: Draft) -> date:
    """Give the day until which a draft is kept."""
    return draft.saved_on + timedelta(days=promised("draft_days"))


def _texts(story: Story) -> list[Text]:
    return list(Text.objects.about(urn(story)).exclude(state="erased").order_by("arrived_on", "part", "pk"))


def _opened(row: Text | Version | Reply) -> tuple[str, bool]:
    """Open what is locked; where its key is gone, say so and show the rest of the page."""
    try:
        return sealed.read(row, "sealed"), False
    except KeyLost:
        return "", True


def _routes(story: Story) -> tuple[RouteLine, ...]:
    newest = Prefetch("verdicts", Verdict.objects.order_by("weeks"))
    found = Route.objects.standing().filter(story=story).select_related("partner").prefetch_related(newest)
    return tuple(_route(route) for route in found.order_by("told_at", "pk"))


def _route(route: Route) -> RouteLine:
    verdicts, asked = list(route.verdicts.all()), rules.asked_about(route)
    answered = timezone.localdate(route.answered_at) if route.answered_at else None
    return RouteLine(
        pk=route.pk,
        partner=str(route.partner),
        fictional=route.partner.fictional,
        state=route.state,
        told_on=timezone.localdate(route.told_at),
        acknowledge_by=route.acknowledge_by,
        acknowledged_on=timezone.localdate(route.acknowledged_at) if route.acknowledged_at else None,
        answer_by=route.answer_by,
        answered_on=answered,
        late=_is_late(route),
        passed_on_to=route.passed_on_to,
        asked=asked,
        waits=bool(asked) and asked not in {one.weeks for one in verdicts},
        ask_from=answered + timedelta(weeks=rules.FIRST) if answered else None,
        said=verdicts[-1].better if verdicts else "",
    )


def _is_late(route: Route) -> bool:
    """Whether a day that was promised is over and nothing came: neither a word that it was read, nor an answer."""
    today = timezone.localdate()
    unread = route.state == "with-organisation" and route.acknowledge_by < today
    return unread or (route.state in (*CLOCKS_RUN, "not-better") and route.answer_by < today)


def _replies(story: Story) -> tuple[ReplyLine, ...]:
    found = list(Reply.objects.shown().filter(story=story).exclude(sealed="").select_related("route__partner"))
    done = _done([reply.action for reply in found])
    return tuple(_reply(reply, done) for reply in found)


def _reply(reply: Reply, done: Mapping[str, DoneLine]) -> ReplyLine:
    return ReplyLine(
        reply.kind,
        reply.speaks_as,
        str(reply.route.partner) if reply.route else "",
        timezone.localdate(reply.shown_at),
        *_opened(reply),
        done.get(reply.action),
        helplines_of(reply),
    )


def _done(urns: Iterable[str]) -> dict[str, DoneLine]:
    """Give the Actions that anybody may see: a reply may name others, which stay inside."""
    keys = [one.removeprefix(ACTION_URN) for one in urns if one.startswith(ACTION_URN)]
    found = Action.objects.visible_to(None).filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return {
        urn(one): DoneLine(
            one.title, reverse("action", kwargs={"pk": one.pk}), str(one.get_state_display()), one.due_on
        )
        for one in found
    }


def _openings(texts: list[Text]) -> tuple[OpeningLine, ...]:
    found = list(Opening.objects.filter(text__in=texts))
    leads = Role.objects.current().of(Kind.SAFEGUARDING_LEAD).filter(person__in=[one.opened_by_id for one in found])
    those = set(leads.values_list("person", flat=True))
    return tuple(OpeningLine(one.opened_by_id in those, timezone.localdate(one.opened_at), one.why) for one in found)


def _versions(texts: list[Text]) -> tuple[VersionLine, ...]:
    made = Version.objects.filter(text__in=texts, use=Use.PUBLIC).exclude(state="withdrawn")
    return tuple(VersionLine(one.pk, one.state, one.decided_on) for one in made)
