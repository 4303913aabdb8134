"""What opened of a seat, found by standard or by domain. Everything here is worked out from what is shown, never from answers."""

from __future__ import annotations

from dataclasses import replace

from heartwood.disclosure.opening import Opened, Table
from heartwood.estimates import Shown


def table_of(opened: Opened, standard: str) -> Table | None:
    """Give the table of one standard alone; nothing where it is silent, or stands only in a domain's."""
    return next((one for one in opened.tables if one.standards == (standard,) and one.shown is Shown.SHOWN), None)


def domain_table(opened: Opened, domain: str) -> Table | None:
    """Give a whole domain in one table, put together from its standards' where it opened by standard.

    Nothing where a part of it is silent: what is left would be another domain.
    """
    tables = [one for one in opened.tables if one.domain == domain]
    if not tables or any(one.shown is not Shown.SHOWN for one in tables):
        return None
    return tables[0] if len(tables) == 1 else _together(tables)


def _together(tables: list[Table]) -> Table:
    standards = tuple(key for one in tables for key in one.standards)
    counts = tuple(map(sum, zip(*(one.counts for one in tables), strict=True)))
    anew = replace(tables[0], standards=standards, counts=counts, bars=(), nearly_all=None)
    return replace(anew, as_before=any(one.as_before for one in tables))
