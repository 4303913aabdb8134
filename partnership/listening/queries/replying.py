"""What readers answer themselves: stories in which somebody asked for an answer and that no organisation has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from partnership.core import pack
from partnership.core.components import HelpNow
from partnership.core.pack import in_language
from partnership.core.queries import help_now
from partnership.core.refusals import why_not
from partnership.listening.models import Kept, Never, Purpose, Reply, Route, Story, StoryUse
from partnership.listening.queries.answering import OwnReply, own_reply
from partnership.listening.queries.saying import PARTS, barrier_names, opened, season_words, service_name
from partnership.listening.rules import answering as rules
from partnership.listening.rules.routing import barriers_of, versions_for_services

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@dataclass(frozen=True, slots=True)
class StoryToAnswer:
    """One story before a reader who answers it: what was chosen, the words made ready, what was answered already."""

    pk: int
    state_words: str
    barriers: tuple[str, ...]
    service: str
    season: str
    words: tuple[tuple[str, str], ...]
    replies: tuple[OwnReply, ...]
    hindrance: str


def story_to_answer(story: Story, person: Person) -> StoryToAnswer:
    """Show what a reader answers. Words that were read are closed: what was made ready of them stands here."""
    return StoryToAnswer(
        pk=story.pk,
        state_words=str(story.get_state_display()),
        barriers=barrier_names(barriers_of(story)),
        service=service_name(story.service),
        season=season_words(story.season),
        words=tuple((str(PARTS.get(one.text.part, "")), opened(one)) for one in versions_for_services(story)),
        replies=tuple(own_reply(one) for one in Reply.objects.of_readers().filter(story=story)),
        hindrance=why_not(rules.check_can_answer_as_reader, person, story),
    )


def to_write_again_as_reader(story: Story) -> dict[str, object]:
    """Give what was sent back last, to write it again; nothing where nothing was."""
    last = Reply.objects.of_readers().filter(story=story).last()
    if last is None or not last.sent_back_at:
        return {}
    return {"kind": last.kind, "speaks_as": last.speaks_as, "words": opened(last), "helplines": last.helplines}


def stories_to_answer(person: Person) -> QuerySet[Story]:
    """Give the stories in which somebody asked for an answer, that go to nobody, and that no reader has answered."""
    said = StoryUse.objects.filter(story=OuterRef("pk"), given=True)
    wanted, tells = said.filter(use=Purpose.ANSWER), said.filter(use=Purpose.TELL)
    nowhere = Q(never_any=True) | ~Exists(tells) | Exists(Never.objects.filter(story=OuterRef("pk"), kind=Kept.ROLE))
    open_routes = Route.objects.filter(story=OuterRef("pk")).exclude(state__in=rules.ENDED)
    answers = Reply.objects.of_readers().filter(story=OuterRef("pk"), sent_back_at__isnull=True)
    goes_to_nobody = Q(state__in=("cannot-share", "told")) | Q(state="read") & nowhere
    found = Story.objects.visible_to(person).filter(goes_to_nobody, Exists(wanted))
    found = found.exclude(Exists(open_routes)).exclude(Exists(answers))
    return found.select_related("partner").prefetch_related("barriers")


def helpline_choices() -> tuple[tuple[str, str], ...]:
    """Give who can help, as key and words."""
    lines = pack.current().helplines.items()
    return tuple((key, f"{in_language(one.name)}. {in_language(one.about)}") for key, one in lines)


def helplines_of(reply: Reply) -> tuple[HelpNow, ...]:
    """Give who was named as able to help, as the pack has them today; a line that is gone is named to nobody."""
    known = pack.current().helplines
    contacts = {known[key].contact for key in reply.helplines if key in known}
    return tuple(one for one in help_now() if one.contact in contacts)
