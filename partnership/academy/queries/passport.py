"""The passport: everything one person completed, whoever taught it and wherever they work. It is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from partnership.academy.models import Booking, Certificate, CertificateKind, Completion
from partnership.academy.queries.booking import title_of
from partnership.academy.rules.certificates import CAME
from partnership.accounts.models import Person
from partnership.core import documents, pack
from partnership.core.documents import Fact, Paper, Part, Section
from partnership.core.layouts import site_name

SHAPE = 1  # of the JSON file: docs/passport.md says what stands in it


@dataclass(frozen=True, slots=True)
class Entry:
    """One course that was completed."""

    pk: int
    course: str
    edition: str
    title: str
    level: str
    level_words: str
    hours: Decimal
    completed_on: date
    valid_until: date | None
    taught_by: str
    came_from: str
    code: str  # of the certificate that stands
    code_words: str
    sha256: str
    paper_gone: str  # why the certificate was taken back, where none stands
    revoked: bool
    why_revoked: str
    today: date
    soon: timedelta

    @property
    def counts(self) -> bool:
        """Whether it counts today."""
        return not self.revoked and (self.valid_until is None or self.valid_until >= self.today)

    @property
    def standing(self) -> str:
        """Say whether it counts, and until when."""
        if self.revoked:
            return _("Taken back: %(why)s") % {"why": self.why_revoked}
        if self.valid_until is None:
            return _("Counts without an end.")
        day = {"day": formats.date_format(self.valid_until, "j F Y")}
        if not self.counts:
            return _("Counted until %(day)s. What you learned stays yours.") % day
        if self.valid_until - self.today <= self.soon:
            return _("Counts until %(day)s. A refresher renews it.") % day
        return _("Counts until %(day)s.") % day


@dataclass(frozen=True, slots=True)
class WasThere:
    """One session at which somebody was, and the paper that says so."""

    pk: int
    title: str
    on: date
    code: str


@dataclass(frozen=True, slots=True)
class Passport:
    """Everything one person completed, newest first; and where they were."""

    name: str
    fictional: bool
    as_of: date
    entries: tuple[Entry, ...]
    was_at: tuple[WasThere, ...]

    @property
    def standing(self) -> tuple[Entry, ...]:
        """Give what was not taken back: what goes on papers."""
        return tuple(one for one in self.entries if not one.revoked)


def passport(person: Person) -> Passport:
    """Show the passport of somebody, to themselves."""
    mine = list(Certificate.objects.visible_to(person).filter(person=person).defer("pdf"))
    codes = [one for one in mine if one.revoked_at is None]
    gone = {one.completion_id: one.why_revoked for one in mine if one.revoked_at}
    papers = {one.completion_id: one for one in codes if one.kind == CertificateKind.COMPLETION}
    came = {one.booking_id: one.code for one in codes if one.kind == CertificateKind.ATTENDANCE}
    completed = Completion.objects.visible_to(person).filter(person=person)
    return Passport(
        name=person.name,
        fictional=person.fictional,
        as_of=timezone.localdate(),
        entries=tuple(_entry(one, papers.get(one.pk), gone.get(one.pk, "")) for one in completed),
        was_at=tuple(_was_at(person, came)),
    )


def _entry(one: Completion, paper: Certificate | None, gone: str) -> Entry:
    academy = pack.current().academy
    return Entry(
        **{name: getattr(one, name) for name in ("pk", "course", "edition", "title", "level", "hours")},
        level_words=level_words(one.level),
        completed_on=one.completed_on,
        valid_until=one.valid_until,
        taught_by=one.taught_by or site_name(),
        came_from=one.came_from,
        code=paper.code if paper else "",
        code_words=paper.code_words if paper else "",
        sha256=paper.pdf_sha256 if paper else "",
        paper_gone="" if paper else gone,
        revoked=one.revoked_at is not None,
        why_revoked=one.why_revoked,
        today=timezone.localdate(),
        soon=timedelta(days=academy.terms.expiring_days if academy else 0),
    )


def level_words(key: str) -> str:
    """Say a practice level, also one of another set of levels."""
    academy = pack.current().academy
    sets = academy.level_sets.values() if academy else ()
    found = next((one.levels[key] for one in sets if key in one.levels), None)
    return pack.in_language(found.name) if found else key


def _was_at(person: Person, came: dict[int | None, str]) -> Iterator[WasThere]:
    mine = Booking.objects.visible_to(person).filter(person=person, state__in=CAME, session__ends_at__lt=timezone.now())
    for one in mine.select_related("session").order_by("-session__starts_at"):
        yield WasThere(one.pk, title_of(one.session), timezone.localdate(one.session.starts_at), came.get(one.pk, ""))


# --- to take along


def passport_record(page: Passport) -> dict[str, Any]:
    """Give the passport as data, in the shape that docs/passport.md tells."""
    return {
        "what": "training passport",
        "shape": SHAPE,
        "as_of": page.as_of.isoformat(),
        "given_by": site_name(),
        "name": page.name,
        "made_up": page.fictional,
        "completed": [_record(one) for one in page.standing],
    }


def _record(one: Entry) -> dict[str, Any]:
    address = f"{settings.SITE_ADDRESS}/certificates/{one.code}/"
    return {
        **{"course": one.course, "edition": one.edition, "title": one.title, "hours": float(one.hours)},
        "level": {"key": one.level, "name": one.level_words} if one.level else None,
        "completed_on": one.completed_on.isoformat(),
        "counts_until": one.valid_until.isoformat() if one.valid_until else None,
        "counts_today": one.counts,
        "learned": one.came_from,
        "taught_by": one.taught_by,
        "certificate": {"code": one.code, "address": address, "sha256": one.sha256} if one.code else None,
    }


def passport_pdf(page: Passport, *, at: datetime) -> bytes:
    """Set the passport on paper."""
    return documents.pdf(
        Paper(
            title=_("Training passport"),
            lede=_("What %(name)s has completed, whoever taught it.") % {"name": page.name},
            author=site_name(),
            footer=_("Training passport, as of %(day)s") % {"day": formats.date_format(page.as_of, "j F Y")},
            language=translation.get_language() or "en",
            warning=_("Made up, for demonstration. This person does not exist.") if page.fictional else "",
            facts=(Fact(_("As of"), formats.date_format(page.as_of, "j F Y")),),
            sections=(
                Section(_("Completed"), parts=tuple(_part(one) for one in page.standing) or (_nothing(),)),
                Section(_("How to check it"), (_how(),)),
            ),
        ),
        at=at,
    )


def _part(one: Entry) -> Part:
    said = [
        _("Completed on %(day)s.") % {"day": formats.date_format(one.completed_on, "j F Y")},
        one.standing,
        *([_("Practice level: %s.") % one.level_words] if one.level else []),
        _("Hours: %s.") % formats.number_format(one.hours.normalize()),
        _("Taught by: %s.") % one.taught_by,
        *([_("Certificate: %s.") % one.code_words] if one.code else []),
    ]
    return Part(one.title, " ".join(said))


def _nothing() -> Part:
    return Part(_("Nothing yet"), _("Nothing stands in this passport yet."))


def _how() -> str:
    return _("Each certificate named here can be checked at %(address)s with its code.") % {
        "address": f"{settings.SITE_ADDRESS}/certificates/"
    }
