"""Makes a certificate: its code, what stands on it, the paper itself. Nobody else's name is on it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from partnership.academy.models import Attendance, Booking, Came, Certificate, CertificateKind, Completion
from partnership.academy.rules.records import course_of
from partnership.academy.rules.saying import day_words, part_words
from partnership.core import documents, pack
from partnership.core.documents import Fact, Paper, Section
from partnership.core.documents.sheets import square
from partnership.core.layouts import site_name
from partnership.partners.models.charter import CODE_LENGTH, LETTERS, sha256


def _new_code() -> str:
    """Give a code that no certificate has."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
        if not Certificate.objects.filter(code=code).exists():
            return code


def _attendance_shows(booking: Booking) -> dict[str, Any]:
    """Put down that somebody was there: when, and for how long. Some of a part is said as it is."""
    there = Attendance.objects.filter(booking=booking).exclude(came=Came.NOT).select_related("part")
    parts = sorted(there, key=lambda one: one.part.starts_at)
    course, session = course_of(booking), booking.session
    return {
        **_person(booking),
        "title": str(course.title) if course else session.title,
        "edition": session.edition,
        "level": "",  # being there gives none
        "parts": [
            {
                "from": timezone.localtime(one.part.starts_at).isoformat(),
                "until": timezone.localtime(one.part.ends_at).isoformat(),
                "all": one.came == Came.HERE,
            }
            for one in parts
        ],
    }


def _completion_shows(completion: Completion) -> dict[str, Any]:
    """Put down what was completed, as it was called on the day."""
    until = completion.valid_until
    return {
        **_person(completion),
        "title": completion.title,
        "edition": completion.edition,
        "level": _level(completion.level),
        "hours": str(completion.hours.normalize()) if completion.hours else "",
        "completed_on": completion.completed_on.isoformat(),
        "valid_until": until.isoformat() if until else "",
        "taught_by": completion.taught_by or site_name(),
    }


def _person(about: Booking | Completion) -> dict[str, Any]:
    return {"name": about.person.name, "fictional": about.person.fictional}


def _level(key: str) -> str:
    academy = pack.current().academy
    level = academy.levels.levels.get(key) if academy else None
    return str(level.name) if level else key


def _seal(certificate: Certificate) -> None:
    """Give a certificate, not saved yet, its code and its paper."""
    certificate.code = _new_code()
    certificate.pdf = documents.pdf(_paper(certificate), at=certificate.issued_at)
    certificate.pdf_sha256 = sha256(certificate.pdf)


def _paper(certificate: Certificate) -> Paper:
    completed = certificate.kind == CertificateKind.COMPLETION
    shows, address = certificate.shows, f"{settings.SITE_ADDRESS}/certificates/{certificate.code}/"
    lede = _("%(name)s completed “%(title)s”.") if completed else _("%(name)s was at “%(title)s”.")
    return Paper(
        title=_("Certificate of completion") if completed else _("Certificate of attendance"),
        lede=lede % {"name": shows["name"], "title": shows["title"]},
        author=site_name(),
        footer=_("Certificate %(code)s") % {"code": certificate.code_words},
        language=translation.get_language() or "en",
        warning=_("Made up, for demonstration. This person does not exist.") if shows["fictional"] else "",
        facts=tuple(_facts(certificate)),
        sections=(Section(_("What it says, and what not"), (_says(completed),)), _check(address)),
        square=square(address),
        square_words=_("A square to scan. It leads to the page that says whether this certificate stands."),
    )


def _facts(certificate: Certificate) -> Iterator[Fact]:
    shows = certificate.shows
    yield Fact(_("Name"), shows["name"])
    yield Fact(_("Course"), shows["title"])
    if shows.get("level"):
        yield Fact(_("Practice level"), shows["level"])
    if shows.get("hours"):
        yield Fact(_("Hours"), shows["hours"])
    if shows.get("parts"):
        yield Fact(_("There"), "; ".join(part_words(one) for one in shows["parts"]))
    if shows.get("completed_on"):
        yield Fact(_("Completed"), day_words(shows["completed_on"]))
    if shows.get("valid_until"):
        yield Fact(_("Counts until"), day_words(shows["valid_until"]))
    if shows.get("taught_by"):
        yield Fact(_("Taught by"), shows["taught_by"])
    yield Fact(_("Given"), formats.date_format(timezone.localdate(certificate.issued_at), "j F Y"))
    yield Fact(_("Code"), certificate.code_words)


def _says(completed: bool) -> str:
    if completed:
        return _(
            "That this person did everything that the course asks for. It does not say that they are fit for a certain"
            " job, and it is no licence to practise."
        )
    return _(
        "That this person was there at these times. It does not say that they completed the course: for that there is"
        " another certificate."
    )


def _check(address: str) -> Section:
    return Section(
        _("How to check it"),
        (
            _("Scan the square, or open %(address)s. The page says whether it stands. It can also compare this file.")
            % {"address": address},
        ),
    )
