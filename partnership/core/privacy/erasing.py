"""Takes a person out of every table, as the tables declare, and finds what still names them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from partnership.core.privacy.declaring import Effect, changed
from partnership.core.privacy.reading import (
    NOTHING,
    Table,
    as_text,
    is_ours,
    rows_about,
    tables,
    tables_about_people,
    text_fields,
)

Names = tuple[str, ...]
SOMEONE = "someone who left"  # stands in text for a name; like the text around it, it is not translated


def foresee(person: Any) -> Mapping[Table, Effect]:
    """Say for each table what erasing the person would do to how many rows; tables without any are left out."""
    found = {
        table: table.ledger.erased.foresee(rows_about(table, person))
        for table in tables_about_people()
        if table.ledger.erased
    }
    return {table: effect for table, effect in found.items() if effect.rows}


def erase_rows(person: Any) -> Mapping[Table, Effect]:
    """Do it, and take the name and address out of every copy. `person` keeps both in memory; save it no more."""
    names, in_words = _names(person), _names_in_words(person)
    addresses = tuple(filter(None, [person.email]))
    done = {}
    for table in tables_about_people():
        if table.ledger.erased:
            done[table] = table.ledger.erased.do(rows_about(table, person))
    for table in tables():
        _take_out(table, table.ledger.copies, names)
        # A workstream or a trust may be called after somebody: what a thing is called keeps the name and loses the address.
        _take_out(table, tuple(name for name in table.ledger.words if name != "name"), in_words)
        _take_out(table, tuple(name for name in table.ledger.words if name == "name"), addresses)
    return {table: effect for table, effect in done.items() if effect.rows}


def traces(person: Any) -> Mapping[Table, int]:
    """Count the rows of each table of ours in which the person's name or e-mail address still stands, in whatever column."""
    names = _names(person)
    found = {table: _rows_naming(table, names) for table in tables() if is_ours(table.model)}
    return {table: rows for table, rows in found.items() if rows}


def _names(person: Any) -> Names:
    return tuple(filter(None, (person.email, person.name)))


def _names_in_words(person: Any) -> Names:
    """Give what is taken out of what people wrote. There a name of one word, or one that somebody else has, may be another."""
    shared = person.__class__._base_manager.exclude(pk=person.pk).filter(name=person.name).exists()
    return tuple(name for name in _names(person) if "@" in name or not (shared or name.isalpha()))


def _naming(table: Table, columns: Sequence[str], names: Names) -> QuerySet[Any]:
    # A database may keep the letters of a JSON value as escapes, so both ways of writing a name are looked for.
    written = {way for name in names for way in (name, json.dumps(name)[1:-1])}
    conditions = (Q(**{f"_{column}__icontains": way}) for column in columns for way in written)
    rows = table.rows.annotate(**{f"_{column}": as_text(column) for column in columns})
    return rows.filter(reduce(or_, conditions, NOTHING))


def _rows_naming(table: Table, names: Names) -> int:
    columns = [one.name for one in text_fields(table.model)]
    cells = _naming(table, columns, names).values_list(*columns)
    return sum(
        1 for row in cells.iterator() if _pattern(names).search(json.dumps(row, ensure_ascii=False, default=str))
    )


def _pattern(names: Names) -> re.Pattern[str]:
    ways = [f"(?i:{re.escape(name)})" if "@" in name else re.escape(name) for name in names]
    return re.compile("|".join(rf"(?<!\w){way}(?!\w)" for way in ways))


def _take_out(table: Table, columns: tuple[str, ...], names: Names) -> None:
    pattern = _pattern(names)
    for row in list(_naming(table, columns, names)):
        values = {column: _fitting(table, column, _without(getattr(row, column), pattern)) for column in columns}
        table.rows.filter(pk=row.pk).update(**changed(table.model, values))


def _fitting(table: Table, column: str, value: Any) -> Any:
    limit = getattr(table.model._meta.get_field(column), "max_length", None)
    return value[:limit] if isinstance(value, str) else value


def _without(value: Any, names: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return names.sub(SOMEONE, value)
    if isinstance(value, list):
        return [_without(one, names) for one in value]
    if isinstance(value, dict):
        return {_without(key, names): _without(one, names) for key, one in value.items()}
    return value
