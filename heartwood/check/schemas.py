"""Each file against the JSON Schema of its kind, in sentences that name the line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from heartwood.pack.facts import DOUBTS, fact_files
from heartwood.pack.files import Layers, content_files, line_of, load, repeated_keys, rows
from heartwood.pack.problems import PackError, Problem

_Seen = dict[str, Any]
MOST_JUDGED = 2000  # files, of which a pack has some hundreds
_JUDGED: dict[tuple[str, str, str], tuple[Problem, ...]] = {}


def schema_problems(folder: Path, overlay: Path | None = None) -> list[Problem]:
    """Say what is wrong with the shape of any file of the pack; empty if nothing is."""
    return shape_problems(Layers(folder, overlay))


def shape_problems(layers: Layers) -> list[Problem]:
    """Say what is wrong with the shape of any file that counts; empty if nothing is."""
    problems: list[Problem] = []
    for name, kind in content_files(layers):
        problems += _content_problems(layers.find(name), name, kind)
    for path, name in fact_files(layers):
        problems += _table_problems(path, name, "fact")
    problems += _table_problems(layers.find(f"facts/{DOUBTS}"), f"facts/{DOUBTS}", "doubt")
    return problems


def _content_problems(path: Path, name: str, kind: str) -> tuple[Problem, ...]:
    """Judge a file once for what stands in it: whoever edits one file asks again about all the others."""
    judged = (sha256(path.read_bytes()).hexdigest() if path.is_file() else "", name, kind)
    if judged not in _JUDGED:
        if len(_JUDGED) >= MOST_JUDGED:
            _JUDGED.clear()
        _JUDGED[judged] = tuple(_problems_of(path, name, kind))
    return _JUDGED[judged]


def _problems_of(path: Path, name: str, kind: str) -> Iterator[Problem]:
    try:
        content = _plain(load(path, name))
    except PackError as unreadable:
        yield from unreadable.problems
        return
    for line, key in repeated_keys(path):
        yield Problem(name, line, f'"{key}" stands here a second time', "each key once")
    for error in validator(kind).iter_errors(content):
        found, accepted = _said(error)
        yield Problem(name, line_of(path, list(error.absolute_path)), found, accepted, _steps(error))


def _steps(error: ValidationError) -> tuple[str | int, ...]:
    steps = tuple(error.absolute_path)
    return (*steps, error.message.split("'")[1]) if error.validator == "required" else steps


def _plain(value: Any) -> Any:
    # JSON Schema knows no days: YAML's are written out again.
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _table_problems(path: Path, name: str, kind: str) -> Iterator[Problem]:
    checked = validator(kind)
    columns = list(_schemas()[f"{kind}.json"]["properties"])
    try:
        yield from _heading_problems(path, name, columns) or _row_problems(path, name, checked)
    except FileNotFoundError:
        yield Problem(name, 1, "there is no such file", f"a file {name} in the pack")
    except (UnicodeDecodeError, csv.Error) as error:
        yield Problem(name, 1, f"this cannot be read as a table ({error})", "CSV in UTF-8")


def _heading_problems(path: Path, name: str, columns: list[str]) -> list[Problem]:
    with path.open(encoding="utf-8", newline="") as lines:
        heading = next(csv.reader(lines), [])
    if heading == columns:
        return []
    return [Problem(name, 1, f'the heading is "{",".join(heading)}"', f'"{",".join(columns)}"')]


def _row_problems(path: Path, name: str, checked: Draft202012Validator) -> Iterator[Problem]:
    # Most columns hold the same few hundred texts over and over; each is judged once.
    judged: dict[tuple[str, str], tuple[str, str] | None] = {}
    for line, row in rows(path):
        if "" in row:
            yield Problem(name, line, "there are more cells than headings", "as many cells as headings")
            continue
        for column, text in row.items():
            if (column, text) not in judged:
                judged[column, text] = _cell(checked, column, text)
            if said := judged[column, text]:
                yield Problem(name, line, f'column "{column}": {said[0]}', said[1])


def _cell(checked: Draft202012Validator, column: str, text: str) -> tuple[str, str] | None:
    schema: Any = checked.schema
    error = next(checked.evolve(schema=schema["properties"][column]).iter_errors(text), None)
    return _said(error) if error else None


@cache
def validator(kind: str) -> Draft202012Validator:
    """Give the validator of one kind of file, such as indicator, places or fact."""
    return Draft202012Validator(
        _schemas()[f"{kind}.json"],
        registry=Registry().with_resources(
            (name, Resource.from_contents(schema)) for name, schema in _schemas().items()
        ),
        format_checker=FormatChecker(["date"]),
    )


@cache
def _schemas() -> dict[str, _Seen]:
    folder = files("heartwood") / "schemas"
    return {
        entry.name: json.loads(entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name[-5:] == ".json"
    }


def _said(error: ValidationError) -> tuple[str, str]:
    value: Any = error.validator_value
    schema: Any = error.schema
    instance: Any = error.instance
    if error.validator == "required":
        missing = error.message.split("'")[1]  # one error for each key; only its message says which
        return f'"{missing}" is missing', f'a line "{missing}: …"'
    if error.validator == "additionalProperties":
        unknown = next(key for key in instance if key not in schema["properties"])
        return f'"{unknown}" is not known here', "one of " + ", ".join(schema["properties"])
    if error.validator == "enum":
        return _shown(instance), "one of " + ", ".join(_shown(one) for one in value)
    return _shown(instance), schema.get("description", "something else")


def _shown(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**6).strip()
    text = text.removesuffix("...").strip().strip("'\"")
    return f'"{text[:60]}"'
