"""What the academy does by itself: sessions that are over were held; certificates, many in the background; what soon counts no more."""

from __future__ import annotations

import contextlib
import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from partnership.academy.actions import certificates as actions
from partnership.academy.actions import expiring
from partnership.academy.actions.sessions import mark_held
from partnership.academy.models import Session
from partnership.academy.rules.certificates import due
from partnership.accounts.models import Person, System
from partnership.core.refusals import Refusal

AT_ONCE = 20  # that somebody can wait for: about a second
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
    """Tell people, and those who lead where they work, what will soon count no more."""
    expiring.tell_expiring(by=Person.objects.system(System.HOUSEKEEPER))


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
