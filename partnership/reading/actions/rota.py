"""Who reads when is planned; readers say whom they are close to, choose how much they read, and are cared for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.notices import tell
from partnership.partners.models import Partner, held
from partnership.reading.models import Conflict, Debrief, Reader, Shift
from partnership.reading.rules import rota as rules


@transaction.atomic
def plan_shift(reader: Person, starts_on: date, ends_on: date, languages: Collection[str], *, by: Person) -> Shift:
    """Plan from when until when somebody reads; `ends_on` is the day after the last."""
    rules.check_can_plan_shift(by, reader, starts_on, ends_on, languages)
    made: Shift = Shift.objects.create(
        **{"person": reader, "starts_on": starts_on, "ends_on": ends_on, "languages": sorted(set(languages))},
        **{"made_at": timezone.now(), "made_by": by},
    )
    events.record(by=by, verb="shift.planned", thing=made)
    if reader != by:
        tell(reader, "reading", gettext_noop("You are on the rota of readers."), href="/reading/mine/", thing=made)
    return made


@transaction.atomic
def end_shift(shift: Shift, ends_on: date, *, by: Person) -> Shift:
    """Let it end earlier; `ends_on` is the day after the last."""
    rules.check_can_end_shift(by, held(shift), ends_on)
    shift.ends_on = ends_on
    shift.save(update_fields=["ends_on"])
    events.record(by=by, verb="shift.ended", thing=shift)
    return shift


@transaction.atomic
def call_shift_off(shift: Shift, *, by: Person) -> None:
    """Take days off the rota that have not begun."""
    rules.check_can_call_shift_off(by, held(shift))
    events.record(by=by, verb="shift.called_off", thing=shift)
    shift.delete()


@transaction.atomic
def note_training(person: Person, day: date, *, by: Person) -> Reader:
    """Write down on which day somebody was trained to read."""
    rules.check_can_note_training(by, person, day)
    reader = _reader(person)
    reader.trained_on = day
    reader.save(update_fields=["trained_on"])
    events.record(by=by, verb="reader.trained", thing=reader)
    return reader


@transaction.atomic
def set_limit(person: Person, limit: int, *, by: Person) -> Reader:
    """Choose how much somebody reads in a day at most."""
    rules.check_can_set_limit(by, person, limit, _reader(person).daily_limit)
    reader = _reader(person)
    reader.daily_limit = limit
    reader.save(update_fields=["daily_limit"])
    events.record(by=by, verb="reader.limited", thing=reader)
    return reader


@transaction.atomic
def declare(partners: Iterable[Partner], *, by: Person) -> Reader:
    """Say which organisations one is close to, all of them, or none. Nobody asks why."""
    rules.check_can_declare(by)
    reader, now = _reader(by), list(partners)
    Conflict.objects.filter(person=by).exclude(partner__in=now).delete()
    known = set(Conflict.objects.filter(person=by).values_list("partner", flat=True))
    Conflict.objects.bulk_create(
        [Conflict(person=by, partner=one, declared_at=timezone.now()) for one in now if one.pk not in known]
    )
    reader.declared_on = timezone.localdate()
    reader.save(update_fields=["declared_on"])
    events.record(by=by, verb="conflicts.declared", thing=reader)
    return reader


@transaction.atomic
def ask_for_debrief(*, by: Person) -> Debrief:
    """Ask for time to talk about what one read."""
    rules.check_can_ask_for_debrief(by)
    asked: Debrief = Debrief.objects.create(person=by, asked_at=timezone.now())
    events.record(by=by, verb="debrief.asked", thing=asked)
    return asked


@transaction.atomic
def note_debrief(debrief: Debrief, day: date, *, by: Person) -> Debrief:
    """Write down that it was had. What was said stands nowhere."""
    rules.check_can_note_debrief(by, held(debrief), day)
    debrief.had_on = day
    debrief.save(update_fields=["had_on"])
    events.record(by=by, verb="debrief.had", thing=debrief)
    return debrief


def _reader(person: Person) -> Reader:
    return Reader.objects.select_for_update().get_or_create(person=person)[0]
