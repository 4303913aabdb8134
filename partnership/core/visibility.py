"""Who sees which rows: said once beside each table, and asked by every page, export, feed, letter and search.

A table without a word about it shows nothing to anybody. `/about/who-sees-what/` is written from the same words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

if TYPE_CHECKING:
    from partnership.accounts.models import Person

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Sees:
    """One line of who sees what: `who` and `what` in words, and the rows.

    `rows` takes the person who asks (None: somebody who is not signed in) and gives the condition, or None where that
    person sees nothing by this line. A condition must not join a table with many rows for each of ours, or rows come
    twice: reach those by `pk__in=` a query, or `Exists`.
    """

    who: str | Promise
    what: str | Promise
    rows: Callable[[Any], Q | None]


class Visible(models.QuerySet[Row]):
    """Rows that are shown to nobody until `sees` says to whom."""

    sees: tuple[Sees, ...] = ()

    def visible_to(self, person: Person | Any) -> Self:
        """Give the rows that this person may see; for anybody who is not signed in, those that everyone may."""
        asks = person if person is not None and person.is_authenticated and person.is_active else None
        conditions = [found for line in self.sees if (found := line.rows(asks)) is not None]
        if any(not condition for condition in conditions):  # an empty Q is every row, but Django drops it from an "or"
            return self.all()
        return self.filter(reduce(or_, conditions)) if conditions else self.none()


def everyone(_person: object) -> Q:
    """Every row, to anybody at all."""
    return Q()


def signed_in(person: object) -> Q | None:
    """Every row, to anybody who is signed in."""
    return Q() if person is not None else None


def themselves(field: str) -> Callable[[Any], Q | None]:
    """Give the rows in which this field is the person who asks."""
    return lambda person: Q(**{field: person}) if person is not None else None


def visible_models() -> list[type[models.Model]]:
    """Give every table that says who sees it, in the order of the apps."""
    return [model for model in apps.get_models() if isinstance(model._default_manager.all(), Visible)]
