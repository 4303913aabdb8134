"""How an organisation or a reader answers, and how a reader looks at it before whoever told the story sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.core import events, notices, transitions
from partnership.core.models import sealed
from partnership.listening.models import ROUTE, STORY, Reply, ReplyKind, Route, Story
from partnership.listening.rules import answering as rules
from partnership.listening.rules.answering import STEP_OF, Written
from partnership.listening.rules.routing import barriers_of
from partnership.listening.rules.ties import barrier_tie
from partnership.partners.models import held
from partnership.plans.actions import raise_action

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def acknowledge(route: Route, *, by: Person) -> Route:
    """Say that somebody has read it."""
    rules.check_can_acknowledge(by, held(route))
    _acknowledge(route, by)
    events.record(by=by, verb="route.acknowledged", thing=route)
    return route


def _acknowledge(route: Route, by: Person) -> None:
    transitions.move(route, "acknowledged")
    route.acknowledged_at, route.acknowledged_by = timezone.now(), by
    route.save(update_fields=["acknowledged_at", "acknowledged_by"])


@transaction.atomic
def write_reply(route: Route, written: Written, *, by: Person) -> Reply:
    """Answer. A reader looks at it first; the Action that it may raise is the organisation's own and stands at once."""
    rules.check_can_reply(by, held(route), written)
    if route.state == "with-organisation":
        _acknowledge(route, by)  # whoever answers has read it
    raised = _raised(route, written, by) if written.action.strip() else ""
    reply = _written(written, by, story=route.story, route=route, action=raised)
    events.record(by=by, verb="reply.written", thing=reply)
    return reply


@transaction.atomic
def write_as_reader(story: Story, written: Written, *, by: Person) -> Reply:
    """Answer for those who read it, where no organisation does. A second reader looks at it first."""
    rules.check_can_write_as_reader(by, held(story), written)
    reply = _written(written, by, story=story, helplines=list(written.helplines))
    events.record(by=by, verb="reply.written", thing=reply)
    return reply


def _written(written: Written, by: Person, **more: object) -> Reply:
    reply = Reply(kind=written.kind, speaks_as=written.speaks_as.strip(), **more)
    reply.written_at, reply.written_by = timezone.now(), by
    sealed.put(reply, "sealed", written.words.strip())
    reply.save(force_insert=True)
    return reply


def _raised(route: Route, written: Written, by: Person) -> str:
    """Raise an Action about what got in the way. It leads to no story, and holds none of the words told."""
    action = raise_action(
        written.action,
        by=by,
        partner=route.partner,
        owner=by,  # until they hand it on
        due_on=written.action_due_on,
        serves=[barrier_tie(one) for one in barriers_of(route.story)],
    )
    return events.urn(action)


@transaction.atomic
def pass_on(route: Route, to: str, *, by: Person) -> Route:
    """Say that it is not theirs, and who can help."""
    rules.check_can_pass_on(by, held(route), to)
    route.passed_on_to = to.strip()
    route.save(update_fields=["passed_on_to"])
    transitions.move(route, "passed_on")
    events.record(by=by, verb="route.passed_on", thing=route)
    return route


@transaction.atomic
def pass_reply(reply: Reply, *, by: Person) -> Reply:
    """Let whoever told the story see an answer; only then does the story stand as answered."""
    rules.check_can_pass_reply(by, held(reply, after=(reply.route or reply.story,)))
    reply.shown_at, reply.shown_by = timezone.now(), by
    reply.save(update_fields=["shown_at", "shown_by"])
    if reply.route is None:
        _refer(reply, by)
        _tell_reader(reply, gettext_noop("Somebody looked at an answer of yours. It can be seen now."))
    else:
        _move_on(reply.route, reply)
        _tell_writer(reply, gettext_noop("A reader has looked at an answer of %(partner)s. It can be seen now."))
    events.record(by=by, verb="reply.passed", thing=reply)
    return reply


def _refer(reply: Reply, by: Person) -> None:
    """Let the story stand as nothing that we can change, where it can go that way; who can help is seen with it."""
    story = reply.story
    can_go = any(one.name == "referred" and story.state in one.sources for one in STORY.steps)
    if reply.kind == ReplyKind.REFERRAL and can_go:
        transitions.move(story, "referred")
        events.record(by=by, verb="story.referred", thing=story)


def _move_on(route: Route, reply: Reply) -> None:
    """Move the route where it can go; the organisation's clock stops on the day on which it wrote."""
    step = STEP_OF.get(ReplyKind(reply.kind))
    if step is None:
        return  # a question answers nothing
    if any(one.name == step and route.state in one.sources for one in ROUTE.steps):
        transitions.move(route, step)
    if route.answered_at is None:
        route.answered_at, route.answered_by = reply.written_at, reply.written_by
        route.save(update_fields=["answered_at", "answered_by"])


@transaction.atomic
def send_back(reply: Reply, why: str, *, by: Person) -> Reply:
    """Ask whoever wrote it to write it better, and say why."""
    rules.check_can_send_back(by, held(reply), why)
    reply.sent_back_at, reply.sent_back_by, reply.why = timezone.now(), by, why.strip()
    reply.save(update_fields=["sent_back_at", "sent_back_by", "why"])
    if reply.route is None:
        _tell_reader(reply, gettext_noop("Somebody looked at an answer of yours, and says what would make it better."))
    else:
        _tell_writer(reply, gettext_noop("A reader has sent an answer of %(partner)s back, and says why."))
    events.record(by=by, verb="reply.sent_back", thing=reply)
    return reply


def _tell_writer(reply: Reply, sentence: str) -> None:
    assert reply.route is not None
    partner = reply.route.partner
    href = reverse("told-story", kwargs={"partner": partner.slug, "pk": reply.route.pk})
    notices.tell(reply.written_by, "listening", sentence, href=href, thing=partner, partner=str(partner))


def _tell_reader(reply: Reply, sentence: str) -> None:
    href = reverse("answer-as-reader", kwargs={"pk": reply.story_id})
    notices.tell(reply.written_by, "reading", sentence, href=href, thing=reply)
