"""Who answers a story, who looks at an answer before it is seen, and what no answer may ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnership.core.refusals import Refusal
from partnership.listening.models import ROUTE, Reply, ReplyKind, Route, routes_of_mine
from partnership.listening.rules.kindness import asks_who_they_are
from partnership.listening.rules.routing import is_reader
from partnership.partners.models import Partner
from partnership.partners.rules.charter import leads
from partnership.reading.models import kept_out_of

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_LETTERS = 2000
ENDED = ("not-ours", "called-back")
STEP_OF = {  # what an answer of this kind does to a route, where the route can go that way
    ReplyKind.ANSWER: "answered",
    ReplyKind.SORRY: "answered",
    ReplyKind.PLANNED: "planned",
    ReplyKind.MADE: "made",
    ReplyKind.NOT_POSSIBLE: "declined",
}


@dataclass(frozen=True, slots=True)
class Written:
    """An answer on its way: what it is, who speaks (a job), the words, and perhaps an Action to raise with it."""

    kind: str
    speaks_as: str
    words: str
    action: str = ""
    action_due_on: date | None = None


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
