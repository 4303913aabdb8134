"""What training does by itself: the line moves; certificates are made; what was confided goes; a quarter is proposed to be counted."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from partnership.academy.actions import accrediting, awaiting, booking, expiring, looking_after, sharing, trained
from partnership.academy.actions import asked as asking
from partnership.academy.actions import certificates as actions
from partnership.academy.actions import elsewhere as elsewhere_actions
from partnership.academy.actions.sessions import mark_held
from partnership.academy.models import (
    IN_LINE,
    IN_WORK,
    STILL_OPEN,
    Asking,
    Awaiting,
    Booking,
    LearningFile,
    Session,
    Statement,
    TrainedRelease,
)
from partnership.academy.queries import asked, asked_counting
from partnership.academy.queries.trained_counting import counted, is_due
from partnership.academy.rules import line
from partnership.academy.rules import sharing as sharing_rules
from partnership.academy.rules import trained as counting
from partnership.academy.rules.awaiting import TRIED_AGAIN_AFTER
from partnership.academy.rules.certificates import due
from partnership.accounts.models import Person, System
from partnership.core import pack, record_stores
from partnership.core.models import Event
from partnership.core.refusals import Refusal

AT_ONCE = 20  # that somebody can wait for: about a second
STATEMENTS_AT_ONCE = 50
ROWS_AT_ONCE, IN_ONE_GO_ROWS = 300, 500  # of a report of learning
IN_ONE_GO = 10  # between two moments at which it can be stopped
LEFT_LYING = timedelta(minutes=3)  # since they were asked for; another worker helps then, and makes none twice
log = logging.getLogger(__name__)


@task()
def make_certificates(pk: int) -> None:
    """Make what was asked for, from where somebody stopped."""
    work_on(pk, Person.objects.system(System.HOUSEKEEPER))


@task()
def go_on_with_certificates() -> None:
    """Take up what was asked for and lies: a worker was cut off."""
    for pk in _lying().values_list("pk", flat=True):
        work_on(pk, Person.objects.system(System.HOUSEKEEPER))


@task()
def tell_expiring() -> None:
    """Tell people, and those who lead where they work, what will soon count no more; trainers and the programme too."""
    expiring.tell_expiring(by=Person.objects.system(System.HOUSEKEEPER))
    accrediting.tell_ending(by=Person.objects.system(System.HOUSEKEEPER))


def certificates_lie() -> bool:
    """Whether certificates were asked for with which nobody goes on."""
    return _lying().exists()


def ask(session: Session, *, by: Person) -> None:
    """Ask for the certificates of a session; make a few at once, leave many to the worker."""
    few = len(due(session)) <= AT_ONCE
    with transaction.atomic():
        actions.ask_for_certificates(session, by=by)
        if not few:
            make_certificates.enqueue(session.pk)
    if few:
        work_on(session.pk, by)


def work_on(pk: int, by: Person) -> None:
    """Make them in this process until none is left or somebody stops it."""
    session = Session.objects.get(pk=pk)
    try:
        while actions.make_certificates(session, most=IN_ONE_GO, by=by) == IN_ONE_GO:
            pass
    except Refusal:
        return  # it was stopped, or another worker came to the end
    except Exception:
        log.exception("Certificates of a session could not be made: %s", pk)
        actions.stop_certificates(session, by=Person.objects.system(System.HOUSEKEEPER))


def _lying() -> QuerySet[Session]:
    return Session.objects.filter(certificates_asked_at__lt=timezone.now() - LEFT_LYING)


@task()
def look_after_places() -> None:
    """Do what an hour or a day has come for, each in a transaction of its own: one that fails keeps nobody waiting."""
    site = Person.objects.system(System.HOUSEKEEPER)
    for deed, found in _due_places():
        for one in found:
            with contextlib.suppress(Refusal):  # somebody was quicker
                deed(one, by=site)


def places_wait() -> bool:
    """Whether anything is due."""
    return pack.current().academy is not None and any(found.exists() for _deed, found in _due_places())


def _due_places() -> Iterator[tuple[Callable[..., object], QuerySet[Booking]]]:
    """Give each deed with those for whom its hour has come; those who found no place, and who has left, first."""
    now = timezone.now()
    asked = now - timedelta(days=line.academy().terms.approve_after_days)
    rows = Booking.objects.select_related("session", "person", "partner").order_by("session", "in_line_since_at", "pk")
    open_still = rows.filter(session__state="announced", session__starts_at__gt=now)
    yield partial(_move, "not_placed"), rows.filter(state__in=IN_LINE, session__starts_at__lte=now)
    yield partial(_move, "cancelled"), open_still.filter(state__in=STILL_OPEN, person__erased_at__isnull=False)
    yield partial(_move, "lapsed"), open_still.filter(state="offered", offered_until_at__lte=now)
    yield booking.approve, open_still.filter(state="requested", asked_at__lte=asked)


def _move(name: str, one: Booking, *, by: Person) -> None:
    booking.move_booking(one, name, by=by)


@task()
def look_after_training() -> None:
    """Each day: give places that were held, remind, and forget."""
    if pack.current().academy is None:
        return
    site, now = Person.objects.system(System.HOUSEKEEPER), timezone.now()
    waits = Booking.objects.filter(state="waiting").values("session")
    for session in Session.objects.announced().filter(pk__in=waits, starts_at__gt=now):
        booking.advance(session, by=site)
    looking_after.remind_of_training(timezone.localdate(), by=site)
    looking_after.erase_what_helped(now, by=site)


@task()
def mark_sessions_held() -> None:
    """Say of every session that is over that it was held."""
    site = Person.objects.system(System.HOUSEKEEPER)
    for session in _over():
        with contextlib.suppress(Refusal):  # it was cancelled, or a part was added, a moment ago
            mark_held(session, by=site)


def sessions_are_over() -> bool:
    """Whether any session is over and nobody has said so."""
    return _over().exists()


def _over() -> QuerySet[Session]:
    return Session.objects.filter(state="announced", ends_at__lte=timezone.now())


@task()
def propose_trained() -> None:
    """Tell the programme team that who was trained in the last quarter can be counted."""
    trained.propose_trained(counting.last_quarter(), by=Person.objects.system(System.HOUSEKEEPER))


def trained_waits() -> bool:
    """Whether the last quarter is over, somebody completed something, and it was neither proposed nor published."""
    quarter = counting.last_quarter()
    proposed = Event.objects.filter(verb="trained.proposed", thing=f"urn:heartwood:academy.trainedrelease:{quarter}")
    return is_due(quarter, timezone.localdate()) and not proposed.exists()


@transaction.atomic
def publish_trained_now(quarter: str, *, by: Person, today: date | None = None) -> TrainedRelease:
    """Count a quarter and publish it, in one transaction: nobody sees the counts in between."""
    counting.check_can_publish_trained(by, quarter, today)
    return trained.publish_trained(quarter, counted(quarter), by=by, today=today)


def publish_trained_demonstration(*, by: Person, today: date | None = None) -> tuple[TrainedRelease, ...]:
    """Publish the last two quarters that are over, one after another, as if nobody had forgotten to."""
    last = counting.last_quarter(today)
    both = counting.last_quarter(counting.first_day(last)), last
    told = [one for one in both if counting.means_on(counting.last_day(one))]
    return tuple(publish_trained_now(one, by=by, today=today) for one in told)


@task()
def ask_after_training() -> None:
    """Let the people of sessions be asked, and tell them so: before it, after it and three months later."""
    site = Person.objects.system(System.HOUSEKEEPER)
    for session in asked.to_ask():
        with contextlib.suppress(Refusal):
            asking.begin_asking(session, by=site)
    for one, wave in asked.open_now():
        with contextlib.suppress(Refusal):
            asking.tell_asked(one, wave, by=site)


def asking_waits() -> bool:
    """Whether any session is to be asked, or can answer now."""
    return pack.current().academy is not None and (asked.to_ask().exists() or bool(asked.open_now()))


@task()
def add_up_answers() -> None:
    """Add up what whole sessions said and let the answers go; show words that were all read; forget what never sufficed."""
    site = Person.objects.system(System.HOUSEKEEPER)
    for found in asked_counting.to_open():
        with contextlib.suppress(Refusal):
            open_lot_now(found, by=site)
    for lot in asked_counting.words_to_open(timezone.localdate()):
        with contextlib.suppress(Refusal):
            asking.open_asked_words(lot, asked_counting.words_ready(lot), timezone.localdate(), by=site)
    asking.forget_asked(timezone.now(), by=site)


def answers_wait() -> bool:
    """Whether a lot can be opened, words of one can be shown, or answers are to be forgotten."""
    if pack.current().academy is None:
        return False
    words = asked_counting.words_to_open(timezone.localdate())
    return bool(asked_counting.to_open()) or bool(words) or asked_counting.to_forget()


@transaction.atomic
def open_lot_now(found: asked_counting.ToOpen, *, by: Person) -> None:
    """Add up and let go in one transaction: nothing comes in between."""
    keys = [one.pk for one in found.askings]
    held = list(
        Asking.objects.select_for_update(of=("self",)).select_related("session").filter(pk__in=keys).order_by("pk")
    )
    sums = asked_counting.counted(held)
    asking.open_lot(held, sums, by=by, place=found.place, by_trainer=found.by_trainer)


@task()
def tell_awaiting() -> None:
    """Write to those for whom something waits, until everybody was told."""
    site = Person.objects.system(System.HOUSEKEEPER)
    while awaiting.tell_awaiting(timezone.now(), by=site):
        pass


def somebody_was_not_told() -> bool:
    """Whether something waits of which nobody was told yet."""
    return Awaiting.objects.untold(timezone.now() - TRIED_AGAIN_AFTER).exists()


@task()
def go_on_with_learning(pk: int) -> None:
    """Go on with a report of learning, from where somebody stopped."""
    work_on_learning(pk)


@task()
def go_on_with_all_learning() -> None:
    """Take up what was asked for and lies: a worker was cut off."""
    for pk in _learning_lies().values_list("pk", flat=True):
        work_on_learning(pk)


def learning_lies() -> bool:
    """Whether a report waits with which nobody goes on."""
    return _learning_lies().exists()


def _learning_lies() -> QuerySet[LearningFile]:
    return LearningFile.objects.filter(state__in=IN_WORK, asked_at__lt=timezone.now() - LEFT_LYING)


def begin_learning(file: LearningFile, *, by: Person) -> None:
    """Look through a short report, or write it down, at once; leave a long one to the worker."""
    if file.total <= ROWS_AT_ONCE:
        work_on_learning(file.pk, by)
    else:
        go_on_with_learning.enqueue(file.pk)


def work_on_learning(pk: int, by: Person | None = None) -> None:
    """Do it in this process, to its end, or until somebody stops it; where it cannot be done, say why."""
    site, file = Person.objects.system(System.HOUSEKEEPER), LearningFile.objects.get(pk=pk)
    try:
        while file.state == "looking" and elsewhere_actions.look_further(file, by=by or site) == IN_ONE_GO_ROWS:
            pass
        if file.state == "keeping":
            elsewhere_actions.keep_learning(file, by=by or file.asked_by or site)
    except Refusal as refusal:
        _give_back(pk, refusal.sentence)
    except Exception:
        log.exception("A report of learning could not be dealt with: %s", pk)
        _give_back(pk, _("Something went wrong on our side. Nothing was written down. We can see what it was."))


def _give_back(pk: int, sentence: str) -> None:
    """Stop it and say why, unless somebody has stopped it already, or ended it."""
    with contextlib.suppress(Refusal):
        site = Person.objects.system(System.HOUSEKEEPER)
        elsewhere_actions.stop_learning(LearningFile.objects.get(pk=pk), sentence, by=site)


@task()
def share_statements() -> None:
    """Make statements of what was completed, and send those that wait, a few at a time."""
    site = Person.objects.system(System.HOUSEKEEPER)
    while sharing.make_statements(timezone.now(), STATEMENTS_AT_ONCE, by=site):
        pass
    while settings.XAPI and settings.LEARNING_RECORD_STORE and _send_some(site):
        pass


def sharing_stands() -> bool:
    """Whether anything is shared, or has still to be taken back."""
    waits = settings.XAPI and Statement.objects.to_send(timezone.now()).exists()
    return waits or sharing_rules.standing() is not None


def _send_some(site: Person) -> bool:
    """Send some; say whether it is worth going on: not where the store took none of them."""
    waiting = list(Statement.objects.to_send(timezone.now())[:STATEMENTS_AT_ONCE])
    store = record_stores.store_at(settings.LEARNING_RECORD_STORE)
    taken = record_stores.send(store, [one.said for one in waiting])
    sent = [one.pk for one, is_taken in zip(waiting, taken, strict=True) if is_taken]
    failed = [one.pk for one, is_taken in zip(waiting, taken, strict=True) if not is_taken]
    if waiting:
        sharing.note_sending(sent, failed, timezone.now(), by=site)
    return bool(sent)
