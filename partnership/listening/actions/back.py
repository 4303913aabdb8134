"""Somebody comes back with a code, and does with their story what they want: adds, corrects, allows, judges, takes back.

Nothing here says who they are or at which hour. The log has one line for a day, and of coming in not even which story.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person, System
from partnership.core import erasures, events
from partnership.core.calendars import after_working_days
from partnership.core.refusals import Refusal
from partnership.core.transitions import move
from partnership.listening.actions.routing import call_back
from partnership.listening.models import Barrier, Draft, Purpose, Reply, Route, Story, StoryUse, ThemeStory, Verdict
from partnership.listening.rules import back as rules
from partnership.partners.models import Partner
from partnership.reading.actions import arriving
from partnership.reading.actions.reading import STANDING, erase_text, withdraw_version
from partnership.reading.models import Text, Use, Version
from partnership.reading.rules.queue import promised

CODES = "urn:heartwood:listening:codes"  # all of them: on which days somebody came back to one story stands nowhere
STORIES = f"urn:heartwood:{Story._meta.label_lower}:"
MADE_FOR = {Purpose.LEARN: Use.INSIDE, Purpose.TELL: Use.SERVICE, Purpose.PUBLISH: Use.PUBLIC}
BLANK = {
    **dict.fromkeys(("under_18", "service", "place", "stage", "season", "group_size"), ""),
    **{"code_secret": None, "partner": None, "only_if_others": False, "never_any": False, "seen_on": None},
}


@transaction.atomic
def come_in(story: Story, *, by: Person) -> None:
    """Remember the day: what nobody comes back to is forgotten sooner."""
    rules.check_can_come_in(by, story)
    Story.objects.filter(pk=story.pk).update(seen_on=timezone.localdate())
    events.record(by=by, verb="code.shown", thing=CODES, only_the_day=True)


@transaction.atomic
def add_words(story: Story, words: str, *, by: Person) -> Text:
    """Add something. It goes to a reader first, as everything does; also where all was answered."""
    rules.check_can_add_words(by, _held(story), words)
    text = arriving.put_in_queue(
        about=events.urn(story),
        href=f"/reading/stories/{story.pk}/",
        part="added",
        words=words.strip(),
        language=story.language,
        first=rules.is_childs(story),
        inside=bool(story.partner_id),
        concerned=_concerned(story),
        by=by,
    )
    events.record(by=by, verb="story.added_to", thing=story, only_the_day=True)
    return text


@transaction.atomic
def correct_story(story: Story, corrected: rules.Corrected, *, by: Person) -> None:
    """Put closed answers right. What was published before stays as it was; the next count has these."""
    rules.check_can_correct_story(by, _held(story), corrected)
    answers = {name: getattr(corrected, name) for name in ("service", "place", "stage", "season")}
    Story.objects.filter(pk=story.pk).update(**answers)
    story.barriers.exclude(barrier__in=corrected.barriers).delete()
    known = set(story.barriers.values_list("barrier", flat=True))
    Barrier.objects.bulk_create(
        Barrier(story=story, barrier=one) for one in sorted(corrected.barriers) if one not in known
    )
    events.record(by=by, verb="story.corrected", thing=story, only_the_day=True)


@transaction.atomic
def set_use(story: Story, use: str, *, given: bool, by: Person) -> None:
    """Allow one use, or take it back: what was made for it alone is erased, and organisations are called back."""
    rules.check_can_set_use(by, _held(story), use)
    if given:
        _set(story, use, given=True)
        erasures.allowed_again(rules.part_of(story, use), _sent_at(story))
    else:
        with erasures.written_down("withdraw", rules.part_of(story, use), _sent_at(story), only_the_day=True):
            _set(story, use, given=False)
            _undo(story, Purpose(use), by)
    events.record(by=by, verb="story.use_set", thing=story, only_the_day=True)


@transaction.atomic
def approve_version(story: Story, version: Version, *, by: Person) -> None:
    """Let these words be published, exactly as they were shown."""
    rules.check_can_approve_version(by, _held(story), version)
    _decide(version, "approved")
    events.record(by=by, verb="version.approved", thing=version, only_the_day=True)


@transaction.atomic
def refuse_version(story: Story, version: Version, *, by: Person) -> None:
    """Do not let these words be published. They are erased; a reader can make others."""
    rules.check_can_refuse_version(by, _held(story), version)
    _decide(version, "refused")
    Version.objects.filter(pk=version.pk).update(sealed="", risks=[])
    events.record(by=by, verb="version.refused", thing=version, only_the_day=True)


@transaction.atomic
def judge(route: Route, better: str, *, by: Person) -> None:
    """Say whether it is better. Where it is not, the organisation is asked to answer again, by another day."""
    rules.check_can_judge(by, _held_route(route), better)
    Verdict.objects.update_or_create(
        route=route,
        weeks=rules.asked_about(route),
        defaults={"story": route.story, "better": better, "said_on": timezone.localdate()},
    )
    step = rules.step_after(route, better)
    if step:
        move(route, step)
    if step == "found_wanting":
        again_by = after_working_days(timezone.localdate(), promised("answer_within"))
        Route.objects.filter(pk=route.pk).update(answer_by=again_by)
    events.record(by=by, verb="story.judged", thing=route.story, only_the_day=True)


@transaction.atomic
def withdraw_story(story: Story, *, by: Person) -> None:
    """Take everything back: words are erased, organisations called back, answers forgotten; the code opens nothing."""
    rules.check_can_withdraw_story(by, _held(story))
    with erasures.written_down("withdraw", story, _sent_at(story), only_the_day=True):
        _take_all_back(story, by)
        events.record(by=by, verb="story.withdrawn", thing=story, only_the_day=True)


@transaction.atomic
def withdraw_again(ledger: Path | None = None, *, by: Person) -> int:
    """Take back again what was taken back or locked after the backup that was just restored; give how many."""
    rules.check_can_withdraw_again(by)
    nobody = Person.objects.system(System.WITHOUT_ACCOUNT)
    written = [one for one in erasures.standing(ledger) if one.row.startswith(STORIES)]
    again = [one for one in written if _again(one, nobody)]
    events.record(by=by, verb="stories.withdrawn_again", thing=f"urn:heartwood:ledger:{timezone.localdate()}")
    return len(again)


@transaction.atomic
def lock_code(story: Story, *, by: Person) -> None:
    """Lock the code for good. Its hash goes too, so that nobody can undo it: not they, and not we."""
    rules.check_can_lock_code(by, _held(story))
    with erasures.written_down("withdraw", rules.part_of(story, rules.CODE), _sent_at(story), only_the_day=True):
        _lock(story)
    events.record(by=by, verb="code.locked", thing=CODES, only_the_day=True)


@transaction.atomic
def delete_draft(draft: Draft, *, by: Person) -> None:
    """Delete what was begun. Nobody has read it."""
    rules.check_can_delete_draft(by, draft)
    Draft.objects.filter(pk=draft.pk).delete()
    events.record(by=by, verb="draft.deleted", thing=CODES, only_the_day=True)


def _again(entry: erasures.Entry, by: Person) -> bool:
    """Do again what one line of the ledger says; whether there was anything to do."""
    key, _colon, part = entry.row.removeprefix(STORIES).partition(":")
    story = Story.objects.standing().filter(pk=int(key)).first()
    if story is None or not erasures.is_of(entry, rules.part_of(story, part) if part else story, _sent_at(story)):
        return False
    if not part:
        _take_all_back(story, by)
        return True
    return _lock(story) if part == rules.CODE else _take_use_back(story, Purpose(part), by)


def _take_use_back(story: Story, use: Purpose, by: Person) -> bool:
    given = StoryUse.objects.filter(story=story, use=use, given=True).exists()
    if given:
        _set(story, use, given=False)
        _undo(story, use, by)
    return given


def _set(story: Story, use: str, *, given: bool) -> None:
    changed = {"given": given, "changed_on": timezone.localdate()}
    StoryUse.objects.update_or_create(story=story, use=use, defaults=changed)


def _lock(story: Story) -> bool:
    return Story.objects.filter(pk=story.pk, locked=False).update(locked=True, code_secret=None) > 0


def _undo(story: Story, use: Purpose, by: Person) -> None:
    """Undo what was done with a story under one use, as far as it can be undone."""
    if use in MADE_FOR:
        texts = Text.objects.about(events.urn(story))
        for version in Version.objects.filter(text__in=texts, use=MADE_FOR[use], state__in=STANDING):
            withdraw_version(version, by=by)
    if use == Purpose.TELL:
        _call_back(story, by)
    if use in (Purpose.COUNT, Purpose.LEARN):
        ThemeStory.objects.filter(story=story).delete()


def _take_all_back(story: Story, by: Person) -> None:
    for text in Text.objects.about(events.urn(story)).exclude(state="erased"):
        erase_text(text, by=by)
    _call_back(story, by)
    Reply.objects.filter(story=story).update(sealed="")  # they speak of what was told
    for rows in (story.barriers, story.uses, story.never, story.verdicts, story.themes):
        rows.all().delete()
    move(story, "withdrawn")
    Story.objects.filter(pk=story.pk).update(**BLANK)


def _sent_at(story: Story) -> datetime:
    """Give a moment by which the ledger tells a story from another: of its day, for nobody wrote down the hour."""
    return datetime.combine(story.sent_on, time(), tzinfo=UTC)


def _call_back(story: Story, by: Person) -> None:
    for route in story.routes.standing():
        call_back(route, by=by)


def _decide(version: Version, step: str) -> None:
    move(version, step)
    Version.objects.filter(pk=version.pk).update(decided_on=timezone.localdate())


def _concerned(story: Story) -> list[Partner]:
    """Give the organisations whose people must not be the reader: whom it is about, who was told, who must never see it."""
    told = story.routes.values("partner")
    never = story.never.filter(partner__isnull=False).values("partner")
    return list(Partner.objects.filter(Q(pk__in=told) | Q(pk__in=never) | Q(stories=story)).distinct())


def _held(story: Story) -> Story:
    """Hold the story as it is now: what two windows do at once happens one after the other."""
    found = Story.objects.select_for_update(no_key=True).filter(pk=story.pk).first()
    if found is None:
        raise Refusal(_("This cannot be opened any more."))
    return found


def _held_route(route: Route) -> Route:
    """Hold the story and its route."""
    _held(route.story)
    route.refresh_from_db()
    return route
