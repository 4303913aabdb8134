"""Somebody without a name sends what they told us, or saves it for another day.

Nothing says who they are or at which hour: the story has a random key and a day, and its words are locked before they
are written. The log has one line a day for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import codes, events
from partnership.core.models import random_key
from partnership.listening.models import (
    Barrier,
    Draft,
    EqualityAnswer,
    Kept,
    Never,
    Purpose,
    Story,
    StoryUse,
    Under18,
)
from partnership.listening.rules import telling as rules
from partnership.listening.rules.told import PARTS, Told, draft_place, who_is_kept_out
from partnership.partners.models import Partner
from partnership.reading.actions import arriving

TELLING = "urn:heartwood:listening:telling"  # all of it: how many told something in a day stands in no line of the log


@transaction.atomic
def send_story(told: Told, *, code: codes.Held | None, by: Person) -> Story:
    """Send a story: it is remembered, and its words wait for a reader. Sent twice, it counts once."""
    rules.check_can_send_story(by, told)
    story, is_new = _story(told, code)
    if not is_new:
        rules.check_is_the_same(story, code.lookup if code else None)
        return story
    _keep_choices(story, told)
    _let_readers_read(story, told, by=by)
    _keep_apart(told.equality)
    if code:
        Draft.objects.filter(code_secret=code.lookup).delete()
    events.record(by=by, verb="story.sent", thing=TELLING, only_the_day=True)
    return story


@transaction.atomic
def save_draft(told_json: str, *, code: codes.Held, by: Person) -> Draft:
    """Save what was begun, locked with the code's own key; over what the same code held before."""
    rules.check_can_save_draft(by, told_json)
    locked = codes.lock(told_json, code.key, about=draft_place(code.lookup))
    draft, _new = Draft.objects.update_or_create(
        code_secret=code.lookup, defaults={"locked_words": locked, "saved_on": timezone.localdate()}
    )
    events.record(by=by, verb="draft.saved", thing=TELLING, only_the_day=True)
    return draft


@transaction.atomic
def answer_equality(answers: Mapping[str, str], *, by: Person) -> None:
    """Keep answers about equality, each alone: tied to no story, no day and no other answer."""
    rules.check_can_answer_equality(by, dict(answers))
    _keep_apart(answers)
    events.record(by=by, verb="equality.answered", thing=TELLING, only_the_day=True)


def _story(told: Told, code: codes.Held | None) -> tuple[Story, bool]:
    """Make the story, or find it where it was sent before: by its key, which its form has carried from page to page."""
    return Story.objects.get_or_create(
        pk=told.key or random_key(),
        defaults={
            "code_secret": code.lookup if code else None,
            "came_by": told.came_by,
            "under_18": told.under_18,
            "language": told.language,
            "service": told.service,
            "partner_id": told.partner,
            "place": told.place,
            "stage": told.stage,
            "season": told.season,
            "group_size": told.group_size,
            "sent_on": timezone.localdate(),
            "only_if_others": told.only_if_others,
            "never_any": told.never_any,
        },
    )


def _keep_choices(story: Story, told: Told) -> None:
    """Keep each thing that was chosen, in the order of the page and not in that of the clicks."""
    Barrier.objects.bulk_create([Barrier(story=story, barrier=one) for one in sorted(told.barriers)])
    StoryUse.objects.bulk_create(
        StoryUse(story=story, use=use, given=use in told.uses, changed_on=story.sent_on) for use in Purpose.values
    )
    Never.objects.bulk_create(_never(story, one) for one in sorted({*told.never, *told.never_own}))


def _never(story: Story, written: str) -> Never:
    kind, which = who_is_kept_out(written)
    if kind == Kept.PARTNER:
        return Never(story=story, kind=kind, partner_id=int(which))
    return Never(story=story, kind=kind, which=which)


def _let_readers_read(story: Story, told: Told, *, by: Person) -> None:
    concerned = _concerned(story)
    for part in PARTS:
        words = told.words.get(part, "").strip()
        if words:
            arriving.put_in_queue(
                about=events.urn(story),
                href=f"/reading/stories/{story.pk}/",
                part=part,
                words=words,
                language=told.language,
                first=told.under_18 == Under18.YES,
                inside=bool(told.partner),
                concerned=concerned,
                by=by,
            )


def _concerned(story: Story) -> tuple[Partner, ...]:
    """Give every organisation whose people must not be the reader: the one it is about, and those who must never see it."""
    never = list(Never.objects.filter(story=story))
    sectors = [one.which for one in never if one.kind == Kept.SERVICE]
    sectors += ["police" for one in never if one.kind == Kept.POLICE]
    named = {one.partner_id for one in never if one.partner_id} | {story.partner_id}
    return tuple(Partner.objects.filter(Q(pk__in=named - {None}) | Q(sector__in=sectors)))


def _keep_apart(answers: Mapping[str, str]) -> None:
    quarter = rules.quarter_of(timezone.localdate())
    EqualityAnswer.objects.bulk_create(
        EqualityAnswer(question=question, answer=answer, quarter=quarter)
        for question, answer in sorted(answers.items())
    )
