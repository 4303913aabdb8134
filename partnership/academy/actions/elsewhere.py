"""Bringing in what people learned elsewhere: read, looked through, confirmed. Nothing counts before, and then all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.academy.actions.awaiting import _waits_for
from partnership.academy.actions.looking_through import IN_ONE_GO, _Found, _Look
from partnership.academy.models import Awaiting, Becomes, CameFrom, Completion, LearningFile, LearningRow
from partnership.academy.models.awaiting import hash_of
from partnership.academy.rules import elsewhere as rules
from partnership.academy.rules.days import month_stands_first
from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.core.models import Notice
from partnership.core.transitions import move
from partnership.partners.models import Membership, Partner, held

LOOKED = gettext_noop("A report of learning was looked through. Look at what was found, then confirm it.")
KEPT = gettext_noop("A report of learning that you confirmed is written down.")
WENT_WRONG = gettext_noop("A report of learning could not be dealt with. Its page says why.")
IN_PASSPORT = gettext_noop("Something that you learned elsewhere was written down. It stands in your passport.")


@transaction.atomic
def bring_in(
    layout: str,
    headings: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    *,
    by: Person,
    partner: Partner | None = None,
    **said: Any,
) -> LearningFile:
    """Keep a report so that it can be looked through. Nothing in it counts."""
    rules.check_can_bring_in(by, partner)
    now = timezone.now()
    about = {"partner": partner, "layout": layout, "headings": list(headings), "total": len(rows), "uploaded_by": by}
    file = LearningFile(**about, **said, asked_at=now, asked_by=by)
    at = rules.layout_of(layout).found_in(headings).get("completed_on", -1)
    file.month_first = at >= 0 and month_stands_first(cells[at] for _number, cells in rows if at < len(cells))
    file.save(force_insert=True)
    LearningRow.objects.bulk_create(
        (LearningRow(file=file, number=number, cells=list(cells), stored_at=now) for number, cells in rows),
        batch_size=1000,
    )
    events.record(by=by, verb="learning_file.brought_in", thing=file)
    return file


@transaction.atomic
def look_further(file: LearningFile, most: int = IN_ONE_GO, *, by: Person) -> int:
    """Say of some rows what they would become; give how many. After the last, whoever uploaded the file is told."""
    rules.check_can_look_through(by, held(file))
    rows = list(file.rows.filter(becomes=Becomes.WAITING)[:most])
    _write_down(_Look(file, rows[0].number if rows else 0).find(rows))
    file.looked += len(rows)
    file.save(update_fields=["looked"])
    if len(rows) < most:
        move(file, "looked_through")
        _rest(file)
        if by.system:
            _tell(file, LOOKED)
    events.record(by=by, verb="learning_file.looked_through", thing=file)
    return len(rows)


@transaction.atomic
def confirm_learning(file: LearningFile, *, keeps_unknown: bool, by: Person) -> LearningFile:
    """Say that what was found is to be written down, with or without courses that nobody here knows."""
    rules.check_can_confirm_learning(by, held(file))
    move(file, "keeping_asked")
    file.keeps_unknown, file.asked_at, file.asked_by, file.hindrance = keeps_unknown, timezone.now(), by, ""
    file.save(update_fields=["keeps_unknown", "asked_at", "asked_by", "hindrance"])
    events.record(by=by, verb="learning_file.confirmed", thing=file)
    return file


@transaction.atomic
def keep_learning(file: LearningFile, *, by: Person) -> LearningFile:
    """Write everything down, all of it or nothing. Each row is looked at anew: somebody may have an account by now."""
    rules.check_can_keep_learning(by, held(file))
    look, counts = _Look(file), Counter[str]()
    rows = list(file.rows.exclude(becomes=Becomes.BAD))
    for start in range(0, len(rows), IN_ONE_GO):
        counts.update(_keep(file, look.find(rows[start : start + IN_ONE_GO]), by))
    file.rows.exclude(becomes=Becomes.BAD).delete()
    move(file, "kept")
    file.counts, file.kept_at, file.kept_by = dict(counts), timezone.now(), by
    file.save(update_fields=["counts", "kept_at", "kept_by"])
    _rest(file)
    events.record(by=by, verb="learning_file.kept", thing=file)
    return file


@transaction.atomic
def stop_learning(file: LearningFile, sentence: str = "", *, by: Person) -> LearningFile:
    """Stop what the site does with a report; it can be gone on with. Where the site stops by itself, it says why."""
    rules.check_can_stop_learning(by, held(file))
    if by.system:
        _tell(file, WENT_WRONG)
    move(file, "stopped" if file.state == "looking" else "keeping_stopped")
    file.hindrance = sentence[:300]
    file.save(update_fields=["hindrance"])
    _rest(file)
    events.record(by=by, verb="learning_file.stopped", thing=file)
    return file


@transaction.atomic
def go_on_with_learning(file: LearningFile, *, by: Person) -> LearningFile:
    """Go on from where it was stopped."""
    rules.check_can_go_on(by, held(file))
    move(file, "gone_on_with")
    file.asked_at, file.asked_by, file.hindrance = timezone.now(), by, ""
    file.save(update_fields=["asked_at", "asked_by", "hindrance"])
    events.record(by=by, verb="learning_file.gone_on_with", thing=file)
    return file


@transaction.atomic
def drop_learning(file: LearningFile, *, by: Person) -> LearningFile:
    """Put a report aside: nothing of it was written down, and what stood in it goes now."""
    rules.check_can_drop_learning(by, held(file))
    move(file, "dropped")
    file.rows.all().delete()
    events.record(by=by, verb="learning_file.dropped", thing=file)
    return file


def _write_down(found: Iterable[_Found]) -> None:
    rows = []
    for one in found:
        row, learned = one.row, one.read.learned
        row.becomes, row.person = one.becomes, one.person
        row.problems = [[each.column, each.found, each.sentence] for each in one.problems]
        if learned and one.becomes in (Becomes.NEW, Becomes.AWAITS, Becomes.UNKNOWN):
            row.address_hash = "" if one.person else hash_of(one.read.email)
            row.course, row.completed_on = learned.course, learned.completed_on
        rows.append(row)
    fields = ["becomes", "problems", "person", "address_hash", "course", "completed_on"]
    # Written over in one go: an update for each row is ten times slower.
    LearningRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def _keep(file: LearningFile, found: Sequence[_Found], by: Person) -> Iterable[str]:
    """Write some rows down; give what each became. What is not understood any more stays, with its sentence."""
    _write_down(one for one in found if one.becomes == Becomes.BAD)
    wanted = [one for one in found if one.becomes != Becomes.UNKNOWN or file.keeps_unknown]
    mine = [one for one in wanted if one.becomes in (Becomes.NEW, Becomes.UNKNOWN) and one.person]
    waits = [one for one in wanted if one.becomes in (Becomes.AWAITS, Becomes.UNKNOWN) and not one.person]
    Completion.objects.bulk_create(_completions(file, mine, by), ignore_conflicts=True)
    Awaiting.objects.bulk_create((_awaiting(file, one, by) for one in waits), ignore_conflicts=True)
    _tell_people({one.person for one in mine if one.person}, by)
    return [one.becomes for one in found]


def _completions(file: LearningFile, found: Sequence[_Found], by: Person) -> list[Completion]:
    belongs = _where_they_belong(file, [one.person for one in found if one.person])
    now, made = timezone.now(), []
    for one in found:
        assert one.person is not None
        assert one.read.learned is not None
        membership, learned = belongs.get(one.person.pk), one.read.learned
        partner = membership.partner if membership else None
        made.append(
            Completion(
                person=one.person,
                **learned.as_columns(),
                partner=partner,
                sector=partner.sector if partner else "",
                works_as=membership.works_as if membership else "",
                came_from=CameFrom.FILE,
                recorded_at=now,
                recorded_by=by,
            )
        )
    return made


def _where_they_belong(file: LearningFile, people: Sequence[Person]) -> dict[int, Membership]:
    """Give the membership under which it counts: that of the file's organisation, or the only one that somebody has."""
    current = Membership.objects.current().filter(person__in=people).select_related("partner")
    if file.partner_id:
        return {one.person_id: one for one in current.filter(partner=file.partner_id)}
    several = Counter(one.person_id for one in current)
    return {one.person_id: one for one in current if several[one.person_id] == 1}


def _awaiting(file: LearningFile, one: _Found, by: Person) -> Awaiting:
    assert one.read.learned is not None
    return _waits_for(one.read.email, one.read.name, one.read.learned, by=by, partner=file.partner)


def _tell_people(people: Iterable[Person], by: Person) -> None:
    Notice.objects.bulk_create(
        notices.notice(one, "training", IN_PASSPORT, href="/my-training/passport/", thing=one)
        for one in people
        if one != by
    )


def _rest(file: LearningFile) -> None:
    """Nothing is asked of the site any more."""
    file.asked_at, file.asked_by = None, None
    file.save(update_fields=["asked_at", "asked_by"])


def _tell(file: LearningFile, sentence: str) -> None:
    home = f"/for/{file.partner.slug}/training/elsewhere/" if file.partner else "/programme/academy/elsewhere/"
    notices.tell(file.uploaded_by, "training", sentence, href=f"{home}{file.pk}/", thing=file)
