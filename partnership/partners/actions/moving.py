"""Moving everything that leads to one row over to another, and writing down what stood where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core.models import Event, SearchAudience
from partnership.partners.models import Distinction, Membership, Merge, MergeJournal, Role
from partnership.partners.models.links import links_to

STAY = (Event, Merge, MergeJournal, Distinction)  # what was done stays with the row that it was done to
SIGN_IN = "account.EmailAddress"

Changes = dict[str, Any]


class _Moving:
    """One merge while it happens. Every change goes through here, so that the journal holds all of them."""

    def __init__(self, merge: Merge, *, by: Person) -> None:
        self.kept, self.gone, self.by = merge.kept, merge.gone, by
        self.journal = MergeJournal(merge=merge)

    def move(self) -> None:
        """Move what leads to the one that goes, table by table, whatever app it is of."""
        for table, field in self._columns():
            rows = table._base_manager.filter(**{field.name: self.gone.pk})
            keys = list(rows.values_list("pk", flat=True))
            if keys and not self._moved(rows, field.attname):
                keys = [key for key in keys if self._moved_one(table, field.attname, key)]
            if keys:
                moved = {"table": table._meta.label_lower, "field": field.attname, "keys": keys}
                self.journal.moved.append(moved)
        self._find_again()

    def _columns(self) -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
        for table, field in links_to(type(self.kept)):
            if table.__module__.startswith("partnership.") and not issubclass(table, STAY):
                yield table, field

    def _moved(self, rows: models.QuerySet[Any], column: str) -> bool:
        """Move all of them at once, which is refused where the kept one has one of them just so already."""
        try:
            with transaction.atomic():
                rows.update(**{column: self.kept.pk})
        except IntegrityError:
            return False
        return True

    def _moved_one(self, table: type[models.Model], column: str, key: Any) -> bool:
        """Move one row. A dated one that stands in the way of another ends today; any other stays where it is."""
        rows = table._base_manager.filter(pk=key)
        if self._moved(rows, column):
            return True
        step_aside = STEP_ASIDE.get(table)
        if step_aside is None:
            self.journal.stayed += 1
            return False
        row = rows.get()
        setattr(row, column, self.kept.pk)
        for other, changes in step_aside(row, self.by):
            if other._state.adding:
                self.make(other)
            else:
                self.change(other, changes)
        return self._moved(rows, column)

    def change(self, row: models.Model, changes: Mapping[str, Any]) -> None:
        """Change a row, and write down what stood there."""
        now = type(row)._base_manager.get(pk=row.pk)
        column_of = {field.name: field.attname for field in row._meta.concrete_fields}
        columns = {column_of[name]: value for name, value in changes.items()}
        columns = {name: value.pk if isinstance(value, models.Model) else value for name, value in columns.items()}
        columns = {name: value for name, value in columns.items() if getattr(now, name) != value}
        old = {name: _plain(getattr(now, name)) for name in columns}
        if columns:
            if hasattr(row, "revision"):
                columns["revision"] = now.revision + 1  # type: ignore[attr-defined]
            type(row)._base_manager.filter(pk=row.pk).update(**columns)
            new = {name: _plain(columns[name]) for name in old}
            self.journal.values.append({"table": row._meta.label_lower, "key": row.pk, "old": old, "new": new})
        for name, value in columns.items():
            setattr(row, name, value)

    def make(self, row: models.Model) -> None:
        """Add a row that says that this happened."""
        row.save()
        self.journal.made.append([row._meta.label_lower, row.pk])

    def remove_addresses(self, *people: Person | None) -> None:
        """Take away by which addresses they sign in: the next code that comes back writes the right one down."""
        table = apps.get_model(SIGN_IN)
        for row in table._base_manager.filter(user__in=[one.pk for one in people if one]):
            columns = {field.attname: _plain(getattr(row, field.attname)) for field in table._meta.concrete_fields}
            self.journal.removed.append({"table": SIGN_IN.lower(), "row": columns})
            row.delete()

    def _find_again(self) -> None:
        """Let those who found something as people of the one that goes find it as people of the other."""
        kind = "person" if isinstance(self.kept, Person) else "partner"
        here = SearchAudience.objects.filter(key=f"{kind}:{self.kept.pk}").values("entry")
        for row in SearchAudience.objects.filter(key=f"{kind}:{self.gone.pk}").exclude(entry__in=here):
            self.change(row, {"key": f"{kind}:{self.kept.pk}"})

    def close(self) -> None:
        """Keep the journal."""
        self.journal.save()


def _end_membership(row: Membership, by: Person) -> Iterator[tuple[models.Model, Changes]]:
    """Of two open memberships one ends; the one that is current goes on, whoever it came with."""
    other = Membership.objects.get(person=row.person_id, partner=row.partner_id, state__in=("asked", "current"))
    ends = other if row.state == "current" and other.state == "asked" else row
    yield ends, {"state": "ended", "ended_at": timezone.now(), "ended_by": by}


def _end_role(row: Role, by: Person) -> Iterator[tuple[models.Model, Changes]]:
    """Of the same role held twice one ends today: its row still says from when it was held."""
    until = max(timezone.localdate(), row.from_on)
    yield row, {"until_on": until, "ended_at": timezone.now(), "ended_by": by}


# An app above puts its own tables in: what changes, row by row, so that one may move or may stay where it is. A row that
# is not there yet is added.
STEP_ASIDE: dict[type[models.Model], Callable[..., Iterator[tuple[models.Model, Changes]]]] = {
    Membership: _end_membership,
    Role: _end_role,
}


def _plain(value: Any) -> Any:
    """Give the value as JSON can hold it; the field reads it back."""
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
