"""Who reads a story, what may be made ready of it for whom, and what is said of it when it was read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.listening.models import Purpose, Story, StoryUse, Under18
from partnership.reading.models import Use
from partnership.reading.rules.queue import check_may_read_more, check_reads

READ, DOUBLE, KEPT_BACK = "read", "doubled", "kept_back"
OUTCOMES = (READ, DOUBLE, KEPT_BACK)
NEEDS = {Use.INSIDE: Purpose.LEARN, Use.SERVICE: Purpose.TELL, Use.PUBLIC: Purpose.PUBLISH}


def check_can_read_story(person: Person, story: Story) -> None:
    """A reader who may know of it, as long as whoever told it has not taken it back."""
    check_reads(person)
    if not Story.objects.visible_to(person).filter(pk=story.pk).exists():
        raise Refusal(_("This is about an organisation that you belong or are close to. Somebody else reads it."))
    if story.state == "withdrawn":
        raise Refusal(_("Whoever told this took it back. There is nothing left to read."))


def check_can_take_story(person: Person, story: Story) -> None:
    """Such a reader, who has not read enough for today; whether its words wait is looked at with them."""
    check_can_read_story(person, story)
    check_may_read_more(person)


def check_can_hand_story_back(person: Person, story: Story) -> None:
    """Such a reader; whether it is theirs is looked at with its texts."""
    check_can_read_story(person, story)


def check_can_finish_story(person: Person, story: Story, outcome: str) -> None:
    """Such a reader, with one of three things to say of it."""
    check_can_read_story(person, story)
    if outcome not in OUTCOMES:
        raise Refusal(_("Say what becomes of it."))


def check_can_make_story_version(person: Person, story: Story, use: str) -> None:
    """Such a reader, for a use that whoever told it said yes to."""
    check_can_read_story(person, story)
    if use not in NEEDS:
        raise Refusal(_("Words are made ready for the programme, for a service, or for everybody."))
    if not StoryUse.objects.filter(story=story, use=NEEDS[Use(use)], given=True).exists():
        raise Refusal(_("Whoever told this did not say yes to that."))


def is_perhaps_a_childs(story: Story) -> bool:
    """Whether two people look before words of it go public."""
    return story.under_18 == Under18.YES
