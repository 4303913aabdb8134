"""What a certificate says to whoever holds its code; whether a file is one; and those of a whole session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Certificate, CertificateKind, Session
from partnership.academy.queries.booking import title_of
from partnership.academy.rules.certificates import check_can_ask_for_certificates, due
from partnership.academy.rules.saying import day_words, part_words
from partnership.academy.rules.sessions import check_can_organise
from partnership.accounts.models import Person
from partnership.core.refusals import allowed, why_not
from partnership.partners.models import reach
from partnership.partners.models.charter import sha256


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """What a certificate says, whether it stands, and what it does not say."""

    code: str
    code_words: str
    completed: bool  # else: came
    facts: tuple[tuple[str, str], ...]
    stands: bool
    why_revoked: str
    revoked_on: date | None
    ran_out: str  # the day until which it counted, where that is over
    fictional: bool
    issued_on: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether what somebody brought is known, in a sentence."""

    sentence: str
    code: str = ""
    known: bool = False  # a credential from here, also one that was changed


@dataclass(frozen=True, slots=True)
class Given:
    """One certificate of a session, for those who run it."""

    code: str
    name: str
    kind: str
    issued_on: date
    revoked: bool
    why_revoked: str
    may_revoke: bool


@dataclass(frozen=True, slots=True)
class Issuing:
    """How far the certificates of a session are."""

    session: int
    title: str
    made: int
    left: int
    asked: bool
    why_not: str
    given: tuple[Given, ...]

    @property
    def total(self) -> int:
        """How many there will be."""
        return self.made + self.left


def certificate_page(code: str) -> CertificatePage | None:
    """Show the certificate of this code; nothing where there is none."""
    found = Certificate.objects.with_code(code).defer("pdf").first()
    return _page(found) if found else None


def _page(found: Certificate) -> CertificatePage:
    until = found.shows.get("valid_until", "")
    return CertificatePage(
        code=found.code,
        code_words=found.code_words,
        completed=found.kind == CertificateKind.COMPLETION,
        facts=tuple((label, value) for label, value in facts_of(found.shows) if value),
        stands=found.revoked_at is None,
        why_revoked=found.why_revoked,
        revoked_on=timezone.localdate(found.revoked_at) if found.revoked_at else None,
        ran_out=day_words(until) if until and until < timezone.localdate().isoformat() else "",
        fictional=bool(found.shows.get("fictional")),
        issued_on=timezone.localdate(found.issued_at),
        sha256=found.pdf_sha256,
    )


def facts_of(shows: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say what stands on a certificate, under its labels."""
    return [
        (_("Name"), shows["name"]),
        (_("Course"), shows["title"]),
        (_("Edition"), shows.get("edition", "")),
        (_("Practice level"), shows.get("level", "")),
        (_("Hours"), shows.get("hours", "")),
        (_("There"), "; ".join(part_words(one) for one in shows.get("parts", ()))),
        (_("Completed"), day_words(shows.get("completed_on", ""))),
        (_("Counts until"), day_words(shows.get("valid_until", ""))),
        (_("Taught by"), shows.get("taught_by", "")),
    ]


def check_code(typed: str) -> Verdict:
    """Say whether a code belongs to a certificate."""
    found = Certificate.objects.with_code(typed).defer("pdf").first()
    if found is None:
        return Verdict(
            _("No certificate has this code. Look at each letter again: there are no vowels, no 0 and no 1.")
        )
    return Verdict(_("This code belongs to a certificate."), found.code)


def check_file(content: bytes) -> Verdict:
    """Say whether a file is, byte for byte, a certificate from here. The file is hashed and forgotten."""
    found = Certificate.objects.filter(pdf_sha256=sha256(content)).defer("pdf").first()
    if found is None:
        return Verdict(_("This is not a certificate from here, or something in it was changed after it was made."))
    return Verdict(_("This is the certificate, unchanged."), found.code)


def issuing(session: Session, person: Person) -> Issuing:
    """Show how far the certificates of a session are, and which were given."""
    seen = Certificate.objects.visible_to(person).defer("pdf").select_related("booking__session", "completion__session")
    mine = seen.filter(booking__session=session) | seen.filter(completion__session=session)
    may_revoke = reach(person).runs_programme or allowed(check_can_organise, person, session)
    given = tuple(_given(one, may_revoke) for one in mine)
    return Issuing(
        session=session.pk,
        title=title_of(session),
        made=sum(not one.revoked for one in given),
        left=len(due(session)),
        asked=session.certificates_asked_at is not None,
        why_not=why_not(check_can_ask_for_certificates, person, session),
        given=given,
    )


def _given(one: Certificate, may_revoke: bool) -> Given:
    return Given(
        code=one.code,
        name=one.shows["name"],
        kind=one.get_kind_display(),
        issued_on=timezone.localdate(one.issued_at),
        revoked=one.revoked_at is not None,
        why_revoked=one.why_revoked,
        may_revoke=may_revoke and one.revoked_at is None,
    )
