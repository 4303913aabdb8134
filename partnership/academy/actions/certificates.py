"""Certificates: that somebody came, or that they completed a course; for one, or for everybody at a session."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.academy.actions.papers import _attendance_shows, _completion_shows, _seal
from partnership.academy.models import Booking, Certificate, CertificateKind, Completion, Session
from partnership.academy.rules import certificates as rules
from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.partners.models import held

MADE = gettext_noop("The certificates that you asked for are made.")
WENT_WRONG = gettext_noop(
    "Something went wrong on our side while certificates were made. Those that were made are kept."
)


@transaction.atomic
def issue_attendance(booking: Booking, *, by: Person) -> Certificate:
    """Give somebody the paper that says when they were there; the one that stands already, where there is one."""
    rules.check_can_issue_attendance(by, held(booking))
    standing = Certificate.objects.standing().filter(booking=booking, kind=CertificateKind.ATTENDANCE).first()
    if standing:
        return standing
    made = _made(CertificateKind.ATTENDANCE, booking.person, by, booking=booking, shows=_attendance_shows(booking))
    events.record(by=by, verb="certificate.issued", thing=made)
    return made


@transaction.atomic
def issue_completion(completion: Completion, *, by: Person) -> Certificate:
    """Give somebody the paper that says what they completed; the one that stands already, where there is one."""
    rules.check_can_issue_completion(by, held(completion))
    standing = Certificate.objects.standing().filter(completion=completion).first()
    if standing:
        return standing
    shows = _completion_shows(completion)
    made = _made(CertificateKind.COMPLETION, completion.person, by, completion=completion, shows=shows)
    events.record(by=by, verb="certificate.issued", thing=made)
    return made


@transaction.atomic
def ask_for_certificates(session: Session, *, by: Person) -> Session:
    """Ask for the certificates of everybody who came. They are made one by one, and it can be stopped."""
    rules.check_can_ask_for_certificates(by, held(session))
    session.certificates_asked_at, session.certificates_asked_by = timezone.now(), by
    session.save(update_fields=["certificates_asked_at", "certificates_asked_by"])
    events.record(by=by, verb="certificates.asked_for", thing=session)
    return session


@transaction.atomic
def stop_certificates(session: Session, *, by: Person) -> Session:
    """Stop making them. Those that were made stay; asking again goes on with the rest."""
    rules.check_can_stop_certificates(by, held(session))
    if by.system:
        _tell_asker(session, WENT_WRONG)
    _nothing_asked(session)
    events.record(by=by, verb="certificates.stopped", thing=session)
    return session


@transaction.atomic
def make_certificates(session: Session, *, most: int, by: Person) -> int:
    """Make some of those that were asked for; give how many. After the last, whoever asked is told.

    The session is held meanwhile: two workers never make the same, and whoever stops it waits for these few.
    """
    rules.check_can_make_certificates(by, held(session))
    due = rules.due(session)[:most]
    for one in due:
        if isinstance(one, Completion):
            issue_completion(one, by=by)
        else:
            issue_attendance(one, by=by)
    if len(due) < most:
        _tell_asker(session, MADE)
        _nothing_asked(session)
    events.record(by=by, verb="certificates.made", thing=session)
    return len(due)


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, why: str, by: Person) -> Certificate:
    """Take one certificate back. Whoever checks it reads why; another one can be given."""
    rules.check_can_revoke_certificate(by, held(certificate), why)
    certificate.revoked_at, certificate.revoked_by, certificate.why_revoked = timezone.now(), by, why.strip()
    certificate.save(update_fields=["revoked_at", "revoked_by", "why_revoked"])
    events.record(by=by, verb="certificate.revoked", thing=certificate)
    return certificate


def _made(kind: CertificateKind, person: Person, by: Person, **about: Any) -> Certificate:
    made = Certificate(kind=kind, person=person, issued_at=timezone.now(), issued_by=by, **about)
    _seal(made)
    made.save(force_insert=True)
    return made


def _nothing_asked(session: Session) -> None:
    session.certificates_asked_at, session.certificates_asked_by = None, None
    session.save(update_fields=["certificates_asked_at", "certificates_asked_by"])


def _tell_asker(session: Session, sentence: str) -> None:
    if session.certificates_asked_by:
        href = f"/academy/sessions/{session.pk}/certificates/"
        notices.tell(session.certificates_asked_by, "training", sentence, href=href, thing=session)
