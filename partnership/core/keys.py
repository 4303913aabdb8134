"""Which texts the site's keys open, and how they come under a newer key: row by row, so that it can stop and go on.

Each text is changed by itself and only if it is still what was read: nobody who writes meanwhile loses a word. A text
whose key is gone is left as it is; it may be that somebody finds the key again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db.models import Model, Q, QuerySet

from partnership.core import credentials, sealing
from partnership.core.models import SealedField, sealed
from partnership.core.refusals import Refusal

KEEP_DAYS = 35  # as long as archives are kept: what stands in one opens with the key of its day


@dataclass(frozen=True, slots=True)
class Column:
    """A column of locked texts."""

    model: type[Model]
    field: str

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def texts(self) -> QuerySet[Model]:
        """Give the rows in which something is locked, whoever may see them."""
        return QuerySet(self.model).exclude(**{self.field: ""})

    def locked_with(self, key: str) -> QuerySet[Model]:
        """Give the rows whose text this key of the site locks."""
        return self.texts().filter(_begins(self.field, key))


@dataclass(frozen=True, slots=True)
class Turned:
    """How far one column is: texts that came under the newest key, and texts that no key opens."""

    column: Column
    done: int
    lost: int
    of: int


def columns() -> list[Column]:
    """Give every column of locked texts, of every table."""
    return [
        Column(model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    ]


def used() -> dict[str, int]:
    """Count the texts that each key opens; a key that nothing needs stands there with 0."""
    known = sealing.keys()
    return {key: sum(column.locked_with(key).count() for column in columns()) for key in known}


def rotate() -> Iterator[Turned]:
    """Bring every text under the newest key; say after each where it is. It may be stopped anywhere and begun again."""
    newest = sealing.current_key()
    for column in columns():
        waiting = column.texts().exclude(_begins(column.field, newest))
        done, lost, of = 0, 0, waiting.count()
        for row in waiting.order_by("pk").iterator(chunk_size=200):
            try:
                _turn(column, row)
                done += 1
            except sealing.KeyLost:
                lost += 1
            yield Turned(column, done, lost, of)


def _turn(column: Column, row: Model) -> None:
    held = getattr(row, column.field)
    still: QuerySet[Model] = QuerySet(column.model).filter(**{"pk": row.pk, column.field: held})
    still.update(**{column.field: sealed.rewrapped(row, column.field)})


def _begins(field: str, key: str) -> Q:
    return Q(**{f"{field}__startswith": f"{sealing.MARK}.{key}."})


def check_can_drop(key: str, *, at_once: bool = False) -> None:
    """Only a key that opens nothing may go, and not before the last archive that needs it has gone.

    Raises
    ------
    Refusal
        With what would be lost.
    """
    known = sealing.keys()
    if key not in known:
        raise Refusal(f"There is no key {key}. There are: {', '.join(known)}.")
    if key == sealing.current_key():
        raise Refusal(f"{key} locks everything that is told now. Make a new key first: manage.py new_key.")
    if count := used()[key]:
        raise Refusal(f"{count} texts open with {key} alone. Run manage.py rotate_keys first.")
    days = _days_since(known[known.index(key) + 1])
    if days < KEEP_DAYS and not at_once:
        raise Refusal(
            f"Backups of the last {KEEP_DAYS} days may need {key}: the next key is {days} days old. "
            f"Wait, or say --at-once if no such backup is left."
        )


def _days_since(key: str) -> int:
    made = (Path(settings.KEYS) / f"{key}{sealing.ENDING}").stat().st_mtime
    return int((time.time() - made) // 86_400)


@checks.register
def the_keys_are_where_they_should_be(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """Refuse to start in production without a key, or with keys that would be copied with what they lock."""
    if not settings.PRODUCTION:
        return _without_badge_key()
    folder = Path(settings.KEYS).resolve()
    inside = [place for place in (settings.DATA, settings.BASE_DIR) if folder.is_relative_to(Path(place).resolve())]
    found: list[checks.CheckMessage] = []
    if inside:
        hint = "Whoever copies that folder has the words and the key to them. Choose a folder elsewhere."
        found.append(checks.Error(f"The keys stand inside {inside[0]}.", hint=hint, id="core.E003"))
    if not sealing.keys():
        hint = "manage.py new_key makes the first one. docs/how-to/keep-the-keys.md says how to keep it."
        found.append(checks.Error(f"There is no key in {folder}.", hint=hint, id="core.E004"))
    return found + _without_badge_key()


def _without_badge_key() -> list[checks.CheckMessage]:
    """Say that nobody can be given a credential yet, where the site was asked to give them."""
    if not settings.OPEN_BADGES or credentials.switched_on():
        return []
    hint = "manage.py make_badge_key makes one. docs/how-to/give-credentials.md says more."
    return [checks.Warning("OPEN_BADGES is on, and there is no key to sign with.", hint=hint, id="core.W001")]
