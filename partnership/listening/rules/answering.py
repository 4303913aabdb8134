"""Who answers a story, an organisation or a reader; who looks at an answer before it is seen; what no answer may ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.listening.models import (
    ROUTE,
    Purpose,
    Reply,
    ReplyKind,
    Route,
    Story,
    StoryUse,
    routes_of_mine,
)
from partnership.listening.rules.kindness import asks_who_they_are
from partnership.listening.rules.routing import check_can_route, is_reader
from partnership.partners.models import Partner
from partnership.partners.rules.charter import leads
from partnership.reading.models import kept_out_of

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_LETTERS = 2000
ENDED = ("not-ours", "called-back")
ANSWERABLE = ("read", "told", "cannot-share", "referred", "duplicate")  # by a reader
OF_ORGANISATIONS = tuple(kind for kind in ReplyKind if kind != ReplyKind.REFERRAL)  # theirs is “This is not ours”
OF_READERS = (ReplyKind.ANSWER, ReplyKind.SORRY, ReplyKind.REFERRAL, ReplyKind.NOT_POSSIBLE, ReplyKind.QUESTION)
STEP_OF = {  # what an answer of this kind does to a route, where the route can go that way
    ReplyKind.ANSWER: "answered",
    ReplyKind.SORRY: "answered",
    ReplyKind.PLANNED: "planned",
    ReplyKind.MADE: "made",
    ReplyKind.NOT_POSSIBLE: "declined",
}


@dataclass(frozen=True, slots=True)
class Written:
    """An answer on its way: what it is, who speaks (a job), the words; perhaps an Action, or helplines that can help."""

    kind: str
    speaks_as: str
    words: str
    action: str = ""
    action_due_on: date | None = None
    helplines: tuple[str, ...] = ()  # keys of the pack


def check_can_see_told(person: Person, partner: Partner) -> None:
    """Leads of the organisation alone: the fewer know, the safer whoever told it is."""
    if not leads(person, partner):
        raise Refusal(_("Only those who lead %(partner)s see what people told it.") % {"partner": partner})


def check_can_answer(person: Person, route: Route) -> None:
    """A lead to whom nothing that was said keeps it closed, while it stands."""
    check_can_see_told(person, route.partner)
    mine = routes_of_mine(person)
    if mine is None or not mine.filter(pk=route.pk).exists():
        raise Refusal(_("This is not with you any more."))
    if route.state in ENDED:
        raise Refusal(_("You said that this is not yours, so there is nothing to answer."))


def check_can_acknowledge(person: Person, route: Route) -> None:
    """Once: it says that somebody has read it, and nothing else."""
    check_can_answer(person, route)
    ROUTE.check("acknowledged", route.state)


def check_can_reply(person: Person, route: Route, written: Written) -> None:
    """As often as there is something to say, by a job and never asking who anybody is."""
    check_can_answer(person, route)
    _check_kind(written, OF_ORGANISATIONS)
    check_written(written)


def check_can_answer_as_reader(person: Person, story: Story) -> None:
    """A reader answers where somebody asked for an answer and no organisation has it: one answer at a time.

    Whether somebody kept a code, or locked it, is theirs to know: an answer may stand that nobody comes back to.
    """
    check_can_route(person, story)
    if story.state not in ANSWERABLE:
        raise Refusal(_("This is “%(state)s”, so nobody answers it now.") % {"state": story.get_state_display()})
    if not StoryUse.objects.filter(story=story, use=Purpose.ANSWER, given=True).exists():
        raise Refusal(_("Whoever told this did not ask for an answer here."))
    if story.routes.exclude(state__in=ENDED).exists():
        raise Refusal(_("An organisation has this and answers it. Call it back first, if it should not."))
    if Reply.objects.of_readers().to_check().filter(story=story).exists():
        raise Refusal(_("An answer of a reader waits for a second reader already."))


def check_can_write_as_reader(person: Person, story: Story, written: Written) -> None:
    """Such a reader; whoever says that it is nothing we can change also says who can help."""
    check_can_answer_as_reader(person, story)
    _check_kind(written, OF_READERS)
    check_written(written)
    if not set(written.helplines) <= set(pack.current().helplines):
        raise Refusal(_("Choose who can help from the list."))
    if written.kind == ReplyKind.REFERRAL and not written.helplines:
        raise Refusal(_("Choose at least one who can help."))


def _check_kind(written: Written, kinds: tuple[ReplyKind, ...]) -> None:
    if written.kind not in kinds:
        raise Refusal(_("Choose what it is."))


def check_written(written: Written) -> None:
    """Some words, not too many, by a job, and never asking who anybody is."""
    if not written.words.strip():
        raise Refusal(_("Write something, or go back."))
    if len(written.words) > MOST_LETTERS:
        raise Refusal(_("Say it in at most %(most)s letters.") % {"most": MOST_LETTERS})
    if not written.speaks_as.strip():
        raise Refusal(_("Say who is speaking, as a job: “Ward manager”."))
    check_asks_nobody_who_they_are(written.words)


def check_asks_nobody_who_they_are(words: str) -> None:
    """Nobody who told something without a name is asked for it."""
    found = asks_who_they_are(words)
    if found:
        raise Refusal(
            _("“%(found)s” asks who they are. They told this without a name, and that stays so. Take it out.")
            % {"found": found}
        )


def check_can_pass_on(person: Person, route: Route, to: str) -> None:
    """Before anything was answered, with who can help instead."""
    check_can_answer(person, route)
    ROUTE.check("passed_on", route.state)
    if not to.strip():
        raise Refusal(_("Say who can help instead."))


def check_can_look_at_replies(person: Person) -> None:
    """Trained readers and safeguarding leads look at answers before anybody sees them."""
    if not is_reader(person):
        raise Refusal(_("Only trained readers and safeguarding leads look at answers."))


def check_can_check_reply(person: Person, reply: Reply) -> None:
    """A trained reader who is not close to whom it is about, once."""
    check_can_look_at_replies(person)
    near = kept_out_of(person)
    about = {reply.story.partner_id, reply.route.partner_id if reply.route else None}
    if about & near or reply.written_by_id == person.pk:
        raise Refusal(_("You are close to whoever wrote this. Another reader looks at it."))
    if reply.shown_at or reply.sent_back_at:
        raise Refusal(_("Somebody has looked at this already."))


def check_can_pass_reply(person: Person, reply: Reply) -> None:
    """While the story stands where it was told."""
    check_can_check_reply(person, reply)
    if reply.story.state == "withdrawn" or (reply.route and reply.route.state == "called-back"):
        raise Refusal(_("The story was taken back, so nobody sees an answer to it."))


def check_can_send_back(person: Person, reply: Reply, why: str) -> None:
    """With a reason, so that it can be written better."""
    check_can_check_reply(person, reply)
    if not why.strip():
        raise Refusal(_("Say why, so that they can write it better."))
