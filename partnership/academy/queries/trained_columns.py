"""Columns of very many rows, each read as one text: no row becomes an object, and NumPy reads the text at once.

All columns of one question come in the same order, whichever the database takes; whoever minds the order reads the key too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from django.db.models import Aggregate, Count, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from heartwood.workforce.records import Codes, Days, days

BETWEEN = "\x1f"  # stands in no key
NO_DAY = "0000-00-00"
_DAY = len(NO_DAY)
_DIGITS = ((0, 1000), (1, 100), (2, 10), (3, 1)), ((5, 10), (6, 1)), ((8, 10), (9, 1))  # of a year, a month, a day


class Joined(Aggregate):
    """Every value of a column as text, one after the other. It leaves out NULL, so there must be none."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s)"
    arity = 2

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Ask PostgreSQL, which calls it otherwise."""
        return self.as_sql(compiler, connection, function="STRING_AGG", **more)


def read(
    rows: QuerySet[Any], *, numbers: Collection[str] = (), days: Collection[str] = (), texts: Collection[str] = ()
) -> dict[str, Any]:
    """Give columns of a query: arrays of numbers (0 for none) and of days, and lists of texts.

    Raises
    ------
    ValueError
        If a text held what stands between two: then nothing could be told apart any more.
    """
    kinds = {**dict.fromkeys(numbers, _NUMBERS), **dict.fromkeys(days, _DAYS), **dict.fromkeys(texts, _TEXTS)}
    asked = {f"all_{name}": _joined(name, *kind[:2]) for name, kind in kinds.items()}
    found = rows.aggregate(many=Count("pk"), **asked)
    told = {
        name: kind[2](found[f"all_{name}"] or "") if found["many"] else kind[2]("")[:0] for name, kind in kinds.items()
    }
    if wrong := [name for name, values in told.items() if len(values) != found["many"]]:
        raise ValueError(f"A value of {', '.join(wrong)} holds what stands between two.")
    return told


def _joined(column: str, none: str, between: str) -> Joined:
    text = Coalesce(Cast(F(column), TextField()), Value(none))
    return Joined(text, Value(between), output_field=TextField())


def as_numbers(text: str) -> Codes:
    """Read whole numbers with commas between.

    >>> as_numbers("7,0,12").tolist()
    [7, 0, 12]
    """
    return np.fromstring(text, dtype=np.int64, sep=",")


def as_days(text: str) -> Days:
    """Read days that stand side by side.

    >>> as_days("2026-03-310000-00-001999-12-01")
    array(['2026-03-31',        'NaT', '1999-12-01'], dtype='datetime64[D]')
    """
    digits = np.frombuffer(text.encode("ascii"), dtype=np.uint8).reshape(-1, _DAY).astype(np.int32) - ord("0")
    year, month, day = (np.sum([digits[:, at] * worth for at, worth in one], axis=0) for one in _DIGITS)
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    return days(np.where(year == 0, np.datetime64("NaT"), months.astype("datetime64[D]") + (day - 1)))


Kind = tuple[str, str, Callable[[str], Any]]  # what stands for none, what stands between two, and how all are read
_NUMBERS: Kind = ("0", ",", as_numbers)
_DAYS: Kind = (NO_DAY, "", as_days)
_TEXTS: Kind = ("", BETWEEN, lambda text: text.split(BETWEEN))
