"""From a schema and what stands in a file to the questions of a form, each with what is wrong beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from partnership.content.forms.reading_schemas import Schema, Sort, may_grow, names, sort_of, without_null
from partnership.content.models import KINDS, Kind
from partnership.content.models.parts import ADD, HINTS, ONE_OF, SHORT, label
from partnership.core import pack

Steps = tuple[str | int, ...]


def path_of(steps: Steps) -> str:
    """Give the name of a field: `w.clauses.0.text.en`."""
    return ".".join(["w", *map(str, steps)])


@dataclass(frozen=True, slots=True)
class Question:
    """One field."""

    name: str
    label: str
    control: str  # text area day tick choice choices
    typed: Any
    hint: str = ""
    error: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    language: str = ""
    sort: str = "question"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together; one of a list, it can be moved or taken away."""

    name: str
    legend: str
    parts: tuple[Any, ...]
    error: str = ""
    place: int | None = None  # in its list
    moves: tuple[str, ...] = ()  # up down remove
    key: str = ""  # whose it is, wherever it stands
    sort: str = "group"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A list of groups."""

    name: str
    legend: str
    items: tuple[Group, ...]
    add: str  # what the button says; empty: none can be added
    error: str = ""
    sort: str = "repeat"


@dataclass(frozen=True, slots=True)
class Form:
    """A whole file as questions, and everything that is wrong with it, with where to find it."""

    parts: tuple[Any, ...]
    errors: tuple[tuple[str, str], ...] = ()  # a sentence and the id of the field, if it has one
    languages: tuple[str, ...] = ("en",)


@dataclass(slots=True)
class _Asking:
    languages: Sequence[str]
    errors: Mapping[str, str]
    shown: dict[str, str] = field(default_factory=dict)  # errors that found their field

    def error(self, *paths: str) -> str:
        for path in paths:
            if path in self.errors:
                self.shown[path] = paths[-1]
                return self.errors[path]
        return ""


def asked(
    kind: Kind,
    content: Mapping[str, Any],
    *,
    languages: Sequence[str] = ("en",),
    problems: Sequence[pack.Problem] = (),
    file: str = "",
    leave_out: Sequence[str] = (),
) -> Form:
    """Make the form for a file of this kind.

    `problems` are those of the check; the ones of `file` stand beside their question, the others above the form only.
    """
    # A key is made from the first words: while those are missing, saying so twice helps nobody.
    mine = [one for one in problems if one.file == file and not (one.steps[-1:] == ("key",) and "missing" in one.found)]
    said = {path_of(one.steps): _say(one, content) for one in mine}
    asking = _Asking(languages, said)
    schema = pack.schema(KINDS[kind].schema)
    parts = _properties(asking, schema, content, (), leave_out)
    above = [(text, asking.shown.get(path, "")) for path, text in said.items()]
    above += [(str(one), "") for one in problems if one.file != file]
    return Form(parts, tuple(above), tuple(languages))


def _say(problem: pack.Problem, content: Any) -> str:
    for step in problem.steps:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return _("Nothing is written here yet.")
    return f"{problem.found[0].upper()}{problem.found[1:]}. {problem.accepted[0].upper()}{problem.accepted[1:]}" + _(
        " would do."
    )


def _properties(
    asking: _Asking, schema: Schema, content: Mapping[str, Any], steps: Steps, leave_out: Sequence[str] = ()
) -> tuple[Any, ...]:
    found = []
    for name, part in schema["properties"].items():
        if name not in leave_out and sort_of(part) is not Sort.KEPT:
            found.append(_part(asking, part, content.get(name), (*steps, name)))
    return tuple(found)


def _part(asking: _Asking, schema: Schema, value: Any, steps: Steps) -> Any:
    sort, schema = sort_of(schema), without_null(schema)
    name = str(steps[-1])
    if sort is Sort.WORDS:
        return _words(asking, value or {}, steps, name)
    if sort is Sort.WORDS_BY_KEY:
        return _words_by_key(asking, schema, value or {}, steps)
    if sort is Sort.OBJECT:
        parts = _properties(asking, schema, value or {}, steps)
        return Group(path_of(steps), label(name), parts, asking.error(path_of(steps)))
    if sort is Sort.LIST:
        return _repeat(asking, schema, value or [], steps)
    return _question(asking, sort, schema, value, steps)


def _question(asking: _Asking, sort: Sort, schema: Schema, value: Any, steps: Steps) -> Question:
    name, path = str(steps[-1]), path_of(steps)
    choices: tuple[tuple[str, str], ...] = ()
    if sort in (Sort.CHOICE, Sort.CHOICES):
        choices = tuple(names(schema).items())
    if sort is Sort.CHOICE and "enum" not in schema:
        choices = (("", _("None of them")), *choices)
    return Question(path, label(name), sort.value, value, str(HINTS.get(name, "")), asking.error(path), choices=choices)


def _words(asking: _Asking, value: Mapping[str, str], steps: Steps, name: str, legend: str = "") -> Any:
    short = name in SHORT or legend != ""
    questions = tuple(
        _in_language(asking, value, (*steps, language), legend or label(name), language, short=short)
        for language in asking.languages
    )
    if len(questions) == 1:
        return questions[0]
    return Group(path_of(steps), legend or label(name), questions)


def _in_language(
    asking: _Asking, value: Mapping[str, str], steps: Steps, said: str, language: str, *, short: bool
) -> Question:
    path, whole = path_of(steps), path_of(steps[:-1])
    error = asking.error(whole, path) if language == "en" else asking.error(path)
    hint = str(HINTS.get(str(steps[-2]), ""))
    text = said if len(asking.languages) == 1 else f"{said} ({language_name(language)})"
    return Question(path, text, "text" if short else "area", value.get(language, ""), hint, error, language=language)


def language_name(code: str) -> str:
    """Give a language's name where the site knows it, else its code."""
    return str(dict(settings.LANGUAGES).get(code, code))


def _words_by_key(asking: _Asking, schema: Schema, value: Mapping[str, Any], steps: Steps) -> Group:
    name = str(steps[-1])
    short = name in SHORT
    parts = [
        _words(asking, words, (*steps, key), name, str(words.get("en", key)) if short else label(key))
        for key, words in value.items()
    ]
    if may_grow(schema):
        path = path_of((*steps, "+", "en"))
        parts.append(Question(path, str(ADD.get(name, _("A further one"))), "text", "", language="en"))
    return Group(path_of(steps), label(name), tuple(parts), asking.error(path_of(steps)))


def _repeat(asking: _Asking, schema: Schema, value: Sequence[Any], steps: Steps) -> Repeat:
    name, grows = str(steps[-1]), may_grow(schema)
    items = []
    for place, one in enumerate(value):
        here = (*steps, place)
        legend = str(ONE_OF.get(name, "%(number)s")) % {"number": place + 1}
        parts = _properties(asking, schema["items"], one, here)
        moves = _moves(place, len(value)) if grows else ()
        items.append(Group(path_of(here), legend, parts, asking.error(path_of(here)), place, moves, one.get("key", "")))
    add = str(ADD.get(name, _("A further one"))) if grows else ""
    return Repeat(path_of(steps), label(name), tuple(items), add, asking.error(path_of(steps)))


def _moves(place: int, how_many: int) -> tuple[str, ...]:
    up = ("up",) if place else ()
    down = ("down",) if place + 1 < how_many else ()
    return (*up, *down, "remove")
