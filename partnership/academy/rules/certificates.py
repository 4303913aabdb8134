"""Who gives a certificate, for what, and who takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Booking, Certificate, Completion, Session
from partnership.academy.rules.completing import CORRECTED, keeps_register
from partnership.academy.rules.sessions import check_can_lead, check_can_organise
from partnership.core.refusals import Refusal, allowed
from partnership.partners.models import reach

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from partnership.accounts.models import Person

CAME = ("attended", "attended-in-part")


def check_can_issue_attendance(by: Person, booking: Booking) -> None:
    """The person, whoever keeps the register, and the site; for somebody who came, once it is over."""
    if not (by.system or by == booking.person or keeps_register(by, booking)):
        raise Refusal(_("Only they, or those who lead or organise the session, can have this made."))
    if booking.state not in CAME:
        raise Refusal(_("The register does not say that they came. Those who lead the session can correct it."))
    _check_is_over(booking.session)
    _check_was_not_taken_back(by, booking.certificates.all())


def check_can_issue_completion(by: Person, completion: Completion) -> None:
    """The person, whoever runs the session, the programme team, and the site; for what stands."""
    runs = completion.session is not None and runs_session(by, completion.session)
    if not (by.system or by == completion.person or runs or reach(by).runs_programme):
        raise Refusal(_("Only they, or those who lead or organise the session, can have this made."))
    if completion.revoked_at:
        raise Refusal(_("This was taken back: %(why)s") % {"why": completion.why_revoked})
    _check_was_not_taken_back(by, completion.certificates.all())


def _check_was_not_taken_back(by: Person, certificates: QuerySet[Certificate]) -> None:
    """What somebody took back on purpose is given again only by whoever could have taken it back."""
    gone = taken_back_on_purpose(certificates).first()
    if gone and not certificates.filter(revoked_at__isnull=True).exists():
        session = session_of(gone)
        if not reach(by).runs_programme and not (session and allowed(check_can_organise, by, session)):
            raise Refusal(
                _("The certificate was taken back: %(why)s Those who organise it can give another one.")
                % {"why": gone.why_revoked}
            )


def taken_back_on_purpose(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Give those that somebody took back, and not only a register that was wrong for a while."""
    return certificates.filter(revoked_at__isnull=False).exclude(why_revoked=CORRECTED)


def runs_session(by: Person, session: Session) -> bool:
    """Whether they lead or organise it."""
    return allowed(check_can_lead, by, session) or allowed(check_can_organise, by, session)


def check_can_ask_for_certificates(by: Person, session: Session) -> None:
    """Whoever leads or organises it, once it is over; once at a time."""
    _check_runs(by, session)
    _check_is_over(session)
    if session.certificates_asked_at:
        raise Refusal(_("The certificates are being made already. See how far it is."))


def check_can_stop_certificates(by: Person, session: Session) -> None:
    """Whoever leads or organises it, or the site where it cannot go on; as long as some are left to be made."""
    if not by.system:
        _check_runs(by, session)
    if not session.certificates_asked_at:
        raise Refusal(_("No certificates are being made at the moment."))


def check_can_make_certificates(by: Person, session: Session) -> None:
    """The site, or whoever does not want to wait for it; where they were asked for and nobody stopped it."""
    if not by.system:
        _check_runs(by, session)
    if not session.certificates_asked_at:
        raise Refusal(_("No certificates are being made at the moment."))


def check_can_revoke_certificate(by: Person, certificate: Certificate, why: str) -> None:
    """Whoever organises the session, or the programme team; once, and with a reason for whoever checks it."""
    session = session_of(certificate)
    organises = session is not None and allowed(check_can_organise, by, session)
    if not organises and not reach(by).runs_programme:
        raise Refusal(_("Only whoever organised the session, or the programme team, can take this back."))
    if certificate.revoked_at:
        raise Refusal(_("This was taken back already."))
    if not why.strip():
        raise Refusal(_("Say why in a sentence. Whoever checks a certificate reads it."))


def session_of(certificate: Certificate) -> Session | None:
    """Give the session that a certificate is about; none where it was learned elsewhere."""
    about = certificate.booking or certificate.completion
    return about.session if about else None


def _check_runs(by: Person, session: Session) -> None:
    if not runs_session(by, session):
        raise Refusal(_("Only those who lead or organise this session can have certificates made."))


def _check_is_over(session: Session) -> None:
    if not session.ends_at or session.ends_at > timezone.now():
        raise Refusal(_("The session is not over yet. There can be certificates afterwards."))


def due(session: Session) -> list[Booking | Completion]:
    """Give what has no certificate yet: what was completed, then who came without completing it, in a fixed order."""
    told = Certificate.objects.exclude(why_revoked=CORRECTED)  # one that was taken back on purpose is not made again
    completed = Completion.objects.filter(session=session).standing().select_related("person")
    came = Booking.objects.filter(session=session, state__in=CAME).select_related("person")
    came = came.exclude(person__in=completed.values("person"))
    came = came.exclude(pk__in=told.filter(kind="attendance", booking__session=session).values("booking"))
    without = completed.exclude(pk__in=told.filter(completion__session=session).values("completion"))
    return [*without.order_by("pk"), *came.order_by("pk")]
