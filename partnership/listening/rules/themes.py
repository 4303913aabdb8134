"""Who gathers what many people said, who looks after it, and what must be so before anybody reads it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.events import urn
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.listening.models import THEME, Barrier, Story, Theme
from partnership.listening.rules.routing import is_reader
from partnership.partners.models import reach
from partnership.reading.models import Text

if TYPE_CHECKING:
    from partnership.accounts.models import Person

WROTE = ("theme.gathered", "theme.changed", "theme.worded")
STORIES = "urn:heartwood:listening.story:"


def counted_from() -> int:
    """Give from how many stories something is counted."""
    listening = pack.current().listening
    return listening.promise.counted_from if listening else 10


def stories_saying(barriers: Collection[str], service: str = "", place: str = "") -> QuerySet[Story]:
    """Give the stories that may be counted, were read as far as there is anything to read, and say one of these."""
    unread = Text.objects.unread().filter(about__startswith=STORIES).values_list("about", flat=True)
    waiting = [int(one.removeprefix(STORIES)) for one in unread]
    said = Barrier.objects.filter(barrier__in=barriers).values("story")
    found = Story.objects.counted().filter(pk__in=said).exclude(pk__in=waiting)
    where = {name: value for name, value in (("service", service), ("place", place)) if value}
    return found.filter(**where)


def check_can_tend_themes(person: Person) -> None:
    """The programme team, trained readers and safeguarding leads."""
    if not (reach(person).runs_programme or is_reader(person)):
        raise Refusal(_("The programme team and trained readers gather what many people said."))


def check_can_gather_theme(person: Person, barriers: Collection[str]) -> None:
    """Of things that the pack knows."""
    check_can_tend_themes(person)
    listening = pack.current().listening
    if not barriers or listening is None or not set(barriers) <= set(listening.barriers):
        raise Refusal(_("Choose what got in the way."))


def check_can_touch_theme(person: Person, theme: Theme) -> None:
    """Whoever looks after it, the programme team, and trained readers."""
    if theme.owner_id != person.pk:
        check_can_tend_themes(person)


def check_can_change_theme(person: Person, theme: Theme, barriers: Collection[str]) -> None:
    """Whoever may touch it; what many people said stays about something that the pack knows."""
    check_can_touch_theme(person, theme)
    listening = pack.current().listening
    if not barriers or listening is None or not set(barriers) <= set(listening.barriers):
        raise Refusal(_("Choose what got in the way."))


def check_can_move_theme(person: Person, theme: Theme, step: str, did: str, because: str) -> None:
    """Somebody takes it up with a day; it ends with what was done, or why it is not possible."""
    check_can_touch_theme(person, theme)
    THEME.check(step, theme.state)
    if step == "taken_up" and not (theme.owner_id and theme.reply_by):
        raise Refusal(_("First say who looks after it, and by when there is an answer."))
    if step == "done" and not did.strip():
        raise Refusal(_("Say what was done."))
    if step == "declined" and not because.strip():
        raise Refusal(_("Say why it is not possible. People can live with a reason; not with silence."))


def check_can_publish_theme(person: Person, theme: Theme) -> None:
    """A second person, who wrote none of it; and only what many people said."""
    check_can_tend_themes(person)
    if theme.published_at:
        raise Refusal(_("This is published already."))
    wrote = Event.objects.filter(thing=urn(theme), verb__in=WROTE, by=person).exists()
    if wrote or theme.made_by_id == person.pk:
        raise Refusal(_("You wrote some of this. Somebody else looks at it before anybody can read it."))
    if Story.objects.counted().filter(themes__theme=theme).count() < counted_from():
        raise Refusal(
            _("Fewer than %(least)s people said this, so whoever did could be recognised. It can wait.")
            % {"least": counted_from()}
        )


def check_can_take_theme_down(person: Person, theme: Theme) -> None:
    """At any time, by whoever could publish it."""
    check_can_tend_themes(person)
    if theme.published_at is None:
        raise Refusal(_("This is not published."))


def check_can_raise_for_theme(person: Person, theme: Theme, title: str) -> None:
    """Whoever may touch it; whose Action it can be, the rule of Actions says."""
    check_can_touch_theme(person, theme)
    if not title.strip():
        raise Refusal(_("Say in a few words what will be done."))
