"""What whoever told a story may do with it, by its code: all of it, at any time, but nothing that others do for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person, System
from partnership.core import pack
from partnership.core.events import urn
from partnership.core.refusals import Refusal
from partnership.listening.models import Better, Draft, Purpose, Route, Story, StoryUse, Under18
from partnership.listening.rules.telling import is_season
from partnership.reading.models import MOST_WRITTEN, Use, Version, looks_after_safety

CODE = "code"  # the part of a story that is its code, beside its uses
FIRST, SECOND = 4, 12  # weeks after an answer, when somebody is asked whether it is better
ANSWERED = ("answered", "change-planned", "change-made", "confirmed", "not-better", "not-possible")
BETTER_MOVES = ("answered", "change-planned", "change-made", "not-better")
WORSE_MOVES = ("answered", "change-planned", "change-made", "confirmed", "not-possible")


@dataclass(frozen=True, slots=True)
class Corrected:
    """The closed answers of a story, as they should be."""

    barriers: tuple[str, ...]
    service: str
    place: str
    stage: str
    season: str


def check_holds(person: Person, story: Story) -> None:
    """Somebody without a name, who has shown the code; while there is one."""
    if person.system != System.WITHOUT_ACCOUNT:
        raise Refusal(_("Only whoever told this can do that, by their code."))
    if not story.code_secret or story.locked or story.state == "withdrawn":
        raise Refusal(_("This cannot be opened any more."))


def check_can_come_in(person: Person, story: Story) -> None:
    """Whoever holds it."""
    check_holds(person, story)


def check_can_add_words(person: Person, story: Story, words: str) -> None:
    """Whoever holds it, at any time: nothing that was answered or closed ends this."""
    check_holds(person, story)
    check_words(words)


def check_words(words: str) -> None:
    """Some words, and not too many."""
    if not words.strip():
        raise Refusal(_("Write something first. One word is enough."))
    if len(words) > MOST_WRITTEN:
        said = _(
            "1,000 letters fit here. You wrote %(found)s. Nothing is lost: make it shorter, or send it in two parts."
        )
        raise Refusal(said % {"found": len(words)})


def check_can_correct_story(person: Person, story: Story, corrected: Corrected) -> None:
    """Whoever holds it, with answers that we offer."""
    check_holds(person, story)
    now = pack.current()
    listening = now.listening
    if listening is None:
        raise Refusal(_("Nobody is asked to tell anything here."))
    if not set(corrected.barriers) <= set(listening.barriers):
        raise Refusal(_("There is no such answer. Choose from the lines."))
    offered = (
        corrected.service in ("", *listening.services),
        corrected.place in ("", *(one.code for one in now.districts)),
        corrected.stage in ("", *now.stages),
        is_season(corrected.season),
    )
    if not all(offered):
        raise Refusal(_("There is no such answer. Choose from the lines."))


def check_can_set_use(person: Person, story: Story, use: str) -> None:
    """Whoever holds it, for anything that we ask for."""
    check_holds(person, story)
    if use not in Purpose.values:
        raise Refusal(_("We do not ask for that."))


def allows(story: Story, use: str) -> bool:
    """Whether whoever told it lets us do this with it. No answer is a no."""
    return StoryUse.objects.filter(story=story, use=use, given=True).exists()


def is_childs(story: Story) -> bool:
    """Whether whoever told it said that they are under 18."""
    return story.under_18 == Under18.YES


def check_can_decide_version(person: Person, story: Story, version: Version) -> None:
    """Whoever holds the story, about words of it that were made ready for everybody and wait for them."""
    check_holds(person, story)
    if version.text.about != urn(story) or version.use != Use.PUBLIC:
        raise Refusal(_("These are not words of yours."))
    if version.state != "ready":
        raise Refusal(_("You have decided about these words already."))


def check_can_refuse_version(person: Person, story: Story, version: Version) -> None:
    """Whoever holds the story."""
    check_can_decide_version(person, story, version)


def check_can_approve_version(person: Person, story: Story, version: Version) -> None:
    """Whoever holds the story and lets us publish; a child only once a reader and a safeguarding lead have agreed."""
    check_can_decide_version(person, story, version)
    if not allows(story, Purpose.PUBLISH):
        raise Refusal(_("You said that we may not publish. Say yes to that first, under “What we may do”."))
    if waits_for_a_second(story, version):
        raise Refusal(
            _("You said that you are under 18. So a second person here looks first. You are asked after that.")
        )


def waits_for_a_second(story: Story, version: Version) -> bool:
    """Whether a child's words were not yet read by one person and made ready by another, who looks after safety here."""
    reader = version.text.read_by_id
    two = reader is not None and reader != version.made_by_id and looks_after_safety(version.made_by)
    return is_childs(story) and not two


def asked_about(route: Route, today: date | None = None) -> int:
    """Give after how many weeks whoever told it is asked now whether it is better: 4, 12, or 0 where it is too early."""
    if route.answered_at is None or route.state not in ANSWERED:
        return 0
    passed = (today or timezone.localdate()) - timezone.localdate(route.answered_at)
    if passed >= timedelta(weeks=SECOND):
        return SECOND
    # Whoever has said once how it is may change that word at any time, also after another answer.
    said_before = route.verdicts.exists()
    return FIRST if passed >= timedelta(weeks=FIRST) or said_before else 0


def check_can_judge(person: Person, route: Route, better: str) -> None:
    """Whoever holds the story, from four weeks after an answer, and as often as it changes."""
    check_holds(person, route.story)
    if better not in Better.values:
        raise Refusal(_("Choose one of the lines."))
    if not asked_about(route):
        raise Refusal(_("You can say this from four weeks after an answer. You can add something at any time."))


def step_after(route: Route, better: str) -> str:
    """Give the step that a route takes by this word; nothing where it stands there already."""
    if better == Better.BETTER:
        return "confirmed" if route.state in BETTER_MOVES else ""
    return "found_wanting" if route.state in WORSE_MOVES else ""


def check_can_withdraw_story(person: Person, story: Story) -> None:
    """Whoever holds it, at any time."""
    check_holds(person, story)


def check_can_withdraw_again(person: Person) -> None:
    """Only the site itself, from its ledger."""
    if person.system != System.HOUSEKEEPER:
        raise Refusal(_("The site does this by itself, when it is time."))


def check_can_lock_code(person: Person, story: Story) -> None:
    """Whoever holds it."""
    check_holds(person, story)


def check_can_delete_draft(person: Person, _draft: Draft) -> None:
    """Somebody without a name, who has shown its code."""
    if person.system != System.WITHOUT_ACCOUNT:
        raise Refusal(_("Only whoever began this can do that, by their code."))


def part_of(story: Story, part: str) -> str:
    """Give the urn by which the ledger knows a part of a story: one use, or its code."""
    return f"{urn(story)}:{part}"


def uses_of(story: Story) -> Mapping[str, bool]:
    """Give what we may do with a story, and what not."""
    said = dict(StoryUse.objects.filter(story=story).values_list("use", "given"))
    return {use: said.get(use, False) for use in Purpose.values}
