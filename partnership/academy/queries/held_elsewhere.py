"""The register of a session that was held elsewhere, to fill in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.academy.rules.sheets import EMAIL, NAME
from partnership.core.exports import ListExport

PARTS = 3


def register_to_fill_in() -> ListExport:
    """Give an empty register: a column for each day that it may have had."""
    about = _(
        "One row for each person who was there. For each part write: here, partly or not. Take out the columns of parts"
        " that there were not."
    )
    columns = (EMAIL, NAME, *(f"Part {number}" for number in range(1, PARTS + 1)))
    return ListExport(("register", "elsewhere"), about, columns, [])
