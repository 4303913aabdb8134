"""Everything that is held on one person, as a zip that is written while it is sent.

It walks every table that declares whose its rows are: one JSON and one CSV for each, and a README that says what each is,
why it is held, how long and from whom. Nobody else's name or address is in it. Keys are left out: whoever found the file
could sign in with them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.auth import get_user_model
from django.db.models import BinaryField, Field, Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.exports import harmless
from partnership.core.privacy import (
    Table,
    ledger_of,
    rows_about,
    rows_that_name,
    tables,
    tables_about_people,
)
from partnership.core.visibility import Visible

NAMED = "where-you-are-named"
WORD = re.compile(r"\w+")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Held:
    """One table, and how many of its rows are about the person."""

    table: Table
    file: str
    rows: int

    @property
    def seen_by(self) -> list[str]:
        """Say who sees such rows, in the words of the rules."""
        return seen_by(self.table.model)


def seen_by(model: type[Model]) -> list[str]:
    """Say who sees the rows of a table, and which; nobody's words where only the site itself reads it."""
    rows = model._default_manager.all()
    return [f"{line.who}: {line.what}" for line in rows.sees] if isinstance(rows, Visible) else []


def held_on(person: Any) -> list[Held]:
    """Give every table that holds something about the person."""
    counted = [(table, rows_about(table, person).count()) for table in reversed(tables_about_people())]
    return [Held(table, slugify(table.name) or table.label, rows) for table, rows in counted if rows]


def takeaway(person: Any) -> Iterator[bytes]:
    """Write the zip, piece by piece."""
    sink = _Sink()
    others = Others(person)
    held = held_on(person)
    with ZipFile(sink, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("README.txt", _readme(held))
        for one in held:
            yield from _table(zipped, sink, one, person, others)
        named = list(_named(person))
        zipped.writestr(f"{NAMED}.json", json.dumps(named, ensure_ascii=False, indent=1))
        zipped.writestr(f"{NAMED}.csv", "".join(_as_csv(named)))
        yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Keeps what the zip writes until it is sent. It cannot go back, and the zip does not ask it to."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


class Others:
    """The names and addresses of everybody else, to be replaced in whatever the person is given."""

    def __init__(self, person: Any) -> None:
        """Read the names once; `person` keeps theirs."""
        names = get_user_model()._default_manager.exclude(pk=person.pk).exclude(name__in=["", person.name])
        self._email = (person.email or "").lower()
        self._by_first_word: dict[str, list[str]] = defaultdict(list)
        for name in names.values_list("name", flat=True):
            if first := WORD.search(name):
                self._by_first_word[first.group()].append(name[first.start() :])

    def hidden(self, value: Any) -> Any:
        """Give the value without anybody else's name or address."""
        if isinstance(value, str):
            return self._without_names(ADDRESS.sub(self._address, value))
        if isinstance(value, list):
            return [self.hidden(one) for one in value]
        if isinstance(value, dict):
            return {self.hidden(key): self.hidden(one) for key, one in value.items()}
        return value

    def _address(self, found: re.Match[str]) -> str:
        return found.group() if found.group().lower() == self._email else _("(an e-mail address)")

    def _without_names(self, text: str) -> str:
        said, done = [], 0
        for word in WORD.finditer(text):
            name = self._name_at(text, word) if word.start() >= done else ""
            if name:
                said += [text[done : word.start()], _("(somebody else)")]
                done = word.start() + len(name)
        return "".join([*said, text[done:]])

    def _name_at(self, text: str, word: re.Match[str]) -> str:
        names = self._by_first_word.get(word.group(), ())
        here = [name for name in names if text.startswith(name, word.start()) and _ends(text, word.start() + len(name))]
        return max(here, key=len, default="")


def _ends(text: str, place: int) -> bool:
    return not WORD.match(text, place)


def _table(zipped: ZipFile, sink: _Sink, held: Held, person: Any, others: Others) -> Iterator[bytes]:
    with zipped.open(f"{held.file}.json", "w") as out:
        for piece in _as_json(_rows(held, person, others)):
            out.write(piece.encode())
            yield sink.taken()
    with zipped.open(f"{held.file}.csv", "w") as out:
        for piece in _as_csv(_rows(held, person, others)):
            out.write(piece.encode())
            yield sink.taken()
    for paper, content in _papers(held, person):
        zipped.writestr(paper, content)
        yield sink.taken()


def _rows(held: Held, person: Any, others: Others) -> Iterator[dict[str, Any]]:
    fields = [one for one in held.table.model._meta.concrete_fields if one.name not in held.table.ledger.secrets]
    names = _column_names(held.table, fields)
    related = [one.name for one in fields if one.is_relation]
    for row in rows_about(held.table, person).select_related(*related).order_by("pk").iterator():
        yield {names[one.name]: _cell(held, row, one, person, others) for one in fields}


def _column_names(table: Table, fields: Iterable[Field[Any, Any]]) -> Mapping[str, str]:
    """Give each column a name in words; where two have the same, the second says what the table calls it as well."""
    names: dict[str, str] = {}
    for one in fields:
        words = _("number of the row") if one.primary_key else table.words_of(one.name)
        names[one.name] = f"{words} ({one.name})" if words in names.values() else words
    return names


def _cell(held: Held, row: Model, one: Field[Any, Any], person: Any, others: Others) -> Any:
    value = getattr(row, one.name)
    if value is None or isinstance(value, bool | int | float):
        return value
    if one.is_relation:
        return _related(value, person)
    if isinstance(one, BinaryField):
        return _paper(held, row, one)
    if one.choices:
        return str(getattr(row, f"get_{one.name}_display")())
    if isinstance(value, date | datetime):
        return value.isoformat()
    return others.hidden(value if isinstance(value, str | list | dict) else str(value))


def _related(value: Model, person: Any) -> str:
    if isinstance(value, get_user_model()):
        return _("you") if value.pk == person.pk else _("the site itself") if value.system else _("somebody else")
    ledger = ledger_of(type(value))
    about_people = ledger is None or ledger.subjects or ledger.about_people
    return f"{value._meta.verbose_name} {value.pk}" if about_people else str(value)


def _paper(held: Held, row: Model, one: Field[Any, Any]) -> str:
    ending = "pdf" if bytes(getattr(row, one.name))[:5] == b"%PDF-" else "bin"
    return f"{held.file}-{row.pk}-{one.name}.{ending}"


def _papers(held: Held, person: Any) -> Iterator[tuple[str, bytes]]:
    binary = [one for one in held.table.model._meta.concrete_fields if isinstance(one, BinaryField)]
    if not binary:
        return
    for row in rows_about(held.table, person).iterator():
        for one in binary:
            if getattr(row, one.name):
                yield _paper(held, row, one), bytes(getattr(row, one.name))


def _named(person: Any) -> Iterator[dict[str, Any]]:
    """Give the rows that are not about the person and say that they did something to them."""
    for table in tables():
        for one, rows in rows_that_name(table, person):
            when = f"{one.name.removesuffix('_by')}_at"
            has_when = any(field.name == when for field in table.model._meta.concrete_fields)
            for row in rows.order_by("pk").iterator():
                at = getattr(row, when) if has_when else None
                yield {
                    _("table"): table.name,
                    _("number"): str(row.pk),
                    _("as"): table.words_of(one.name),
                    _("when"): at.isoformat() if at else None,
                }


def _as_json(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n"


def _as_csv(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    for number, row in enumerate(rows):
        if not number:
            line.write("\ufeff")  # without which Excel misreads names
            writer.writerow(row)
        writer.writerow([harmless(_flat(value)) for value in row.values()])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _flat(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _readme(held: list[Held]) -> str:
    return render_to_string(
        "core/takeaway.txt",
        {"held": held, "named_file": NAMED, "today": timezone.localdate(), "controllers": pack.wording("controllers")},
    )
