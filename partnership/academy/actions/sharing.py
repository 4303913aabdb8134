"""Sharing what people complete with a learning record store: begun knowingly, told to everybody first, stopped by a no."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.academy.models import Booking, CameFrom, Completion, KeptToThemself, Sharing, Statement
from partnership.academy.rules import sharing as rules
from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.core.models import Notice

BEGINS = gettext_noop(
    "From %(day)s on, what you complete here is told to %(with_whom)s, under a number instead of your name. See what, and"
    " say no."
)


@transaction.atomic
def begin_sharing(with_whom: str, *, by: Person) -> Sharing:
    """Begin to share what is completed from today on. Everybody is told now; nothing is sent for fourteen days."""
    rules.check_can_begin_sharing(by, with_whom)
    now = timezone.now()
    first = timezone.localdate() + rules.TIME_TO_SAY_NO
    made = Sharing.objects.create(with_whom=with_whom.strip(), first_on=first, began_at=now, began_by=by)
    said = {"day": first.isoformat(), "with_whom": made.with_whom}
    people = Person.objects.real().filter(is_active=True, erased_at=None)
    told = (notices.notice(one, "training", BEGINS, href="/my-training/sharing/", thing=made, **said) for one in people)
    Notice.objects.bulk_create(told, batch_size=1000)
    events.record(by=by, verb="sharing.begun", thing=made)
    return made


@transaction.atomic
def end_sharing(*, by: Person) -> None:
    """Stop. What was not sent yet is never sent, but for what takes something back."""
    rules.check_can_end_sharing(by)
    ended = Sharing.objects.standing().first()
    Sharing.objects.standing().update(ended_at=timezone.now(), ended_by=by)
    Statement.objects.filter(sent_at=None, takes_back=False).delete()
    assert ended is not None
    events.record(by=by, verb="sharing.ended", thing=ended)


@transaction.atomic
def keep_to_myself(*, by: Person) -> None:
    """Say no: nothing more is sent of them, and what was sent is taken back."""
    rules.check_can_choose_sharing(by)
    KeptToThemself.objects.get_or_create(person=by)
    mine = Statement.objects.filter(person=by, takes_back=False)
    mine.filter(sent_at=None).delete()
    for one in mine.select_related("completion__person", "booking__person"):
        _take_back(one)
    events.record(by=by, verb="sharing.declined", thing=by)


@transaction.atomic
def share_again(*, by: Person) -> None:
    """Say that what one completes from now on may be shared after all."""
    rules.check_can_choose_sharing(by)
    KeptToThemself.objects.filter(person=by).delete()
    events.record(by=by, verb="sharing.allowed", thing=by)


@transaction.atomic
def make_statements(now: datetime, most: int, *, by: Person) -> int:
    """Make statements of what was completed, and take back those of what was; give how many. None before its first day."""
    rules.check_can_make_statements(by)
    sharing = rules.standing()
    if sharing is None or timezone.localdate(now) < sharing.first_on:
        return 0
    made = [*_completed(sharing, now, most), *_attended(sharing, now, most)]
    Statement.objects.bulk_create(made, ignore_conflicts=True)
    gone = Statement.objects.filter(takes_back=False, completion__revoked_at__isnull=False)
    voided = Statement.objects.filter(takes_back=True, completion__isnull=False).values("completion")
    taken = [_take_back(one) for one in gone.exclude(completion__in=voided).select_related("completion__person")[:most]]
    if made or taken:
        events.record(by=by, verb="statements.made", thing=sharing)
    return len(made) + len(taken)


@transaction.atomic
def note_sending(sent: Collection[UUID], failed: Collection[UUID], now: datetime, *, by: Person) -> None:
    """Write down which were taken, and which wait for another try."""
    rules.check_can_make_statements(by)
    Statement.objects.filter(pk__in=sent, sent_at=None).update(sent_at=now)
    for one in Statement.objects.filter(pk__in=failed, sent_at=None):
        later = now + rules.waits_after(one.tries)
        Statement.objects.filter(pk=one.pk).update(tries=F("tries") + 1, next_at=later)
    events.record(
        by=by, verb="statements.sent", thing=f"urn:heartwood:academy.statement:{now:%Y-%m-%d}", only_the_day=True
    )


@transaction.atomic
def try_again(*, by: Person) -> int:
    """Try those again that were given up."""
    rules.check_can_end_sharing(by)
    number = Statement.objects.given_up().update(tries=0, next_at=timezone.now())
    events.record(by=by, verb="statements.tried_again", thing=f"urn:heartwood:academy.statement:{timezone.localdate()}")
    return number


def _completed(sharing: Sharing, now: datetime, most: int) -> Iterator[Statement]:
    """Of what was learned here since it began: what others taught is not ours to tell."""
    found = Completion.objects.standing().filter(came_from=CameFrom.HERE, recorded_at__gte=sharing.began_at)
    found = found.exclude(statements__isnull=False).exclude(person__in=KeptToThemself.objects.values("person"))
    for one in found.filter(person__is_active=True).select_related("person").order_by("pk")[:most]:
        said = rules.completed(one)
        yield Statement(pk=rules.id_of(one), person=one.person, completion=one, said=said, made_at=now, next_at=now)


def _attended(sharing: Sharing, now: datetime, most: int) -> Iterator[Statement]:
    came = Booking.objects.filter(
        state__in=rules.CAME, session__ends_at__gte=sharing.began_at, session__ends_at__lt=now
    )
    came = came.exclude(statements__isnull=False).exclude(person__in=KeptToThemself.objects.values("person"))
    for one in came.filter(person__is_active=True).select_related("person", "session").order_by("pk")[:most]:
        said = rules.attended(one)
        yield Statement(pk=rules.id_of(one), person=one.person, booking=one, said=said, made_at=now, next_at=now)


def _take_back(one: Statement) -> Statement | None:
    """Make the statement that voids one; where that was never sent, it is only forgotten."""
    if one.sent_at is None:
        one.delete()
        return None
    about = one.completion or one.booking
    assert about is not None
    key = rules.id_of(about, takes_back=True)
    said = {"person": one.person, "completion": one.completion, "booking": one.booking, "takes_back": True}
    now = timezone.now()
    made, _new = Statement.objects.get_or_create(
        pk=key, defaults={**said, "said": rules.taken_back(about), "made_at": now, "next_at": now}
    )
    return made
