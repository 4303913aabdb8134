"""The register to take along: a sheet to tick by hand, and the same as a file that can be brought back filled in.

What would help somebody stands on neither: a sheet lies about, and a file is sent on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from partnership.academy.models import Attendance, Session, SessionPart
from partnership.academy.queries.booking import title_of
from partnership.academy.queries.register import bookings_in_register, part_words
from partnership.academy.rules.sheets import EMAIL, NAME, NUMBER, part_headings
from partnership.accounts.models import Person
from partnership.core.documents.tables import Table, pdf
from partnership.core.exports import ListExport
from partnership.core.layouts import site_name

MORE_LINES = 6  # for people who come without having booked


def printed_sheet(session: Session, person: Person, *, at: datetime) -> bytes:
    """Print the register: a line for each who has a place, and some lines for others."""
    parts = list(SessionPart.objects.visible_to(person).filter(session=session))
    names = [one.person.name for one in bookings_in_register(session, person)]
    boxes = [_("here · partly · not")] * len(parts)
    table = Table(
        title=_("Register"),
        sentences=(title_of(session), _told()),
        headings=(_("Name"), *map(part_words, parts)),
        rows=[[one, *boxes] for one in [*names, *[" "] * MORE_LINES]],
        author=site_name(),
        footer=_("Keep this sheet where only those who lead can read it, and destroy it once it is typed in."),
        language=translation.get_language() or "en",
        warning=_("Made up, for demonstration. These people do not exist.") if settings.DEMONSTRATION else "",
    )
    return pdf(table, at=at)


def _told() -> str:
    return _("Ring one of the three. Whoever came without booking writes their name on an empty line.")


def register_file(session: Session, person: Person) -> ListExport:
    """Give the register as a table: one row for each who has a place, one column for each part."""
    parts = list(SessionPart.objects.visible_to(person).filter(session=session))
    about = _(
        "One row for each person who has a place. Fill in: here, partly or not. For somebody who came without booking, add"
        " a row with their e-mail address and no number."
    )
    columns = (NUMBER, NAME, EMAIL, *part_headings(parts))
    return ListExport(("register", str(session.pk)), about, columns, list(_rows(session, parts, person)))


def _rows(session: Session, parts: list[SessionPart], person: Person) -> Iterator[list[str]]:
    marks = {
        (one.booking_id, one.part_id): one.came
        for one in Attendance.objects.visible_to(person).filter(part__session=session)
    }
    for one in bookings_in_register(session, person):
        yield [str(one.pk), one.person.name, "", *(marks.get((one.pk, part.pk), "") for part in parts)]
