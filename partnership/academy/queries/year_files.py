"""A year of the programme to take away: a row for each number, with what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from partnership.academy.queries.year import YearPage, academy_year
from partnership.academy.queries.year_words import Number
from partnership.accounts.models import Person
from partnership.core.exports import ListCell, ListExport

COLUMNS = ("part", "row", "measure", "value", "low", "high", "in_words", "why", "definition", "source", "period")


def year_export(person: Person, year: int) -> ListExport:
    """Give every number of a year, each with its definition."""
    page = academy_year(person, year)
    return ListExport(
        name=("training-year", str(year)),
        about=_("One row is one number of a year of training, with what it counts. Small numbers stand in it."),
        columns=COLUMNS,
        rows=tuple(_rows(page)),
        filters={_("Year"): page.words, _("Made up"): _("yes, for demonstration") if page.made_up else ""},
        who_may_see=_("The programme team, and leads of places for theirs."),
    )


def _rows(page: YearPage) -> Iterator[Sequence[ListCell]]:
    for part, numbers in ((_("Cost"), page.cost), (_("Who carries it"), page.load)):
        yield from (_cells(page, part, _("The year"), one) for one in numbers)
    for table in page.tables:
        for row in table.rows:
            yield from (_cells(page, table.title, row.name, one) for one in row.numbers)


def _cells(page: YearPage, part: str, row: str, one: Number) -> Sequence[ListCell]:
    figure = one.figure
    words = " ".join(filter(None, (figure.value_words, figure.interval_words)))
    source = _("The register of sessions, bookings, completions and organisations on this site")
    return (part, row, one.title, one.value, one.low, one.high, words, figure.why, one.means, source, page.words)
