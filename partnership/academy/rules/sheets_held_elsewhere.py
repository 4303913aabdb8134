"""The register of a session that was held elsewhere: it has no numbers of bookings, and may name people without an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from partnership.academy.models import SessionPart
from partnership.academy.rules.held_elsewhere import WhoCame
from partnership.academy.rules.sheets import EMAIL, NAME, Reading

MOST_ROWS = 300


@dataclass
class ReadingElsewhere(Reading):
    """Reads rows by e-mail address. Parts are known by their number: they are not written down yet."""

    register: list[WhoCame] = field(default_factory=list)
    rows_of: dict[str, int] = field(default_factory=dict)  # by address: on which row it stands

    key_column = EMAIL

    def read(self, headings: Sequence[str], table: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Read a whole table."""
        if len(table) > MOST_ROWS:
            self.problems.append(_("At most %(most)s people stand in one register.") % {"most": MOST_ROWS})
        super().read(headings, table)

    def _row(self, number: int, cells: Mapping[str, str], columns: Mapping[str, SessionPart]) -> None:
        address = cells.get(EMAIL, "").strip().lower()
        marks = tuple(
            (self.parts.index(part) + 1, self._mark(number, heading, cells[heading]))
            for heading, part in columns.items()
            if cells[heading].strip()
        )
        if self._is_good(number, address) and all(came for _part, came in marks):
            name, person = cells.get(NAME, "").strip(), self.people.get(address)
            self.register.append(WhoCame(address, name, person, marks))

    def _is_good(self, number: int, address: str) -> bool:
        """Say what is wrong with an address: none, one that is no address, or one that stands further up."""
        key = f"person:{self.people[address].pk}" if address in self.people else address
        if not address:
            self._problem(number, EMAIL, _("Nobody is named. Give an e-mail address."))
        elif not _is_address(address):
            self._problem(number, EMAIL, _("“%s” is not an e-mail address. name@example.org would do.") % address)
        elif key in self.rows_of:
            self._problem(
                number, EMAIL, _("They stand in row %s already. Make one row of the two.") % self.rows_of[key]
            )
        else:
            self.rows_of[key] = number
            return True
        return False


def _is_address(said: str) -> bool:
    try:
        validate_email(said)
    except ValidationError:
        return False
    return True
