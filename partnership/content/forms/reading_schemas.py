"""What a form needs to know of a JSON Schema: which kind of question each part of it is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from partnership.content.models.parts import CHOICES
from partnership.core import pack

Schema = Mapping[str, Any]


class Sort(StrEnum):
    """How one part of a file is asked for."""

    KEPT = "kept"  # not asked: its identity, or a day that the site writes
    WORDS = "words"  # a text in one or more languages
    WORDS_BY_KEY = "words_by_key"
    OBJECT = "object"
    LIST = "list"
    CHOICES = "choices"  # several out of the pack's names
    CHOICE = "choice"  # one of them, or one of a few
    TICK = "tick"
    DAY = "day"
    TEXT = "text"


def without_null(schema: Schema) -> Schema:
    """Give what may stand here other than nothing."""
    if "anyOf" not in schema:
        return schema
    found = next(one for one in schema["anyOf"] if one.get("type") != "null")
    return {**found, **{key: value for key, value in schema.items() if key == "site"}}


def sort_of(schema: Schema) -> Sort:
    """Say how this part is asked for. What no form here understands stays as it is."""
    schema = without_null(schema)
    if schema.get("site") == "kept":
        return Sort.KEPT
    if schema.get("$ref") == "words.json":
        return Sort.WORDS
    if schema.get("site", "").startswith("names:"):
        return Sort.CHOICES if schema["type"] == "array" else Sort.CHOICE
    if "enum" in schema:
        return Sort.CHOICE
    return _sort_by_type(schema)


def _sort_by_type(schema: Schema) -> Sort:
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        return Sort.OBJECT
    if kind == "object" and schema.get("additionalProperties") == {"$ref": "words.json"}:
        return Sort.WORDS_BY_KEY
    if kind == "array" and "properties" in schema.get("items", {}):
        return Sort.LIST
    if kind == "string":
        return Sort.DAY if schema.get("format") == "date" else Sort.TEXT
    return Sort.TICK if kind == "boolean" else Sort.KEPT


def may_grow(schema: Schema) -> bool:
    """Whether parts can be added here: not where other files rest on exactly these."""
    schema = without_null(schema)
    return schema.get("site") != "fixed" and (schema.get("type") == "array" or "propertyNames" in schema)


def names(schema: Schema) -> dict[str, str]:
    """Give what can be chosen, by key, in the reader's language."""
    schema, content = without_null(schema), pack.current()
    if schema.get("site") == "names:principles":
        return {key: pack.in_language(name) for key, name in content.principles.items()}
    if schema.get("site") == "names:clauses":
        clauses = content.charter.clauses if content.charter else ()
        return {clause.key: pack.in_language(clause.title) for clause in clauses}
    return {key: str(CHOICES.get(key, key)) for key in schema["enum"]}
