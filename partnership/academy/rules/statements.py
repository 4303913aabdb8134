"""Experience statements (xAPI) as rows of a report, so that they go through the same look and the same confirmation.

The rules are those of the published specification, 1.0.3 (adlnet/xAPI-Spec): part two says what a statement holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core import pack

VERBS = "http://adlnet.gov/expapi/verbs/"
VOIDED = f"{VERBS}voided"
MEANS_DONE = {f"{VERBS}completed": "completed", f"{VERBS}passed": "passed"}
HEADINGS = ("E-mail", "Name", "Course", "Course code", "Completed", "Status")
STATEMENTS = pack.Layout(
    key="statements",
    system="xapi",
    name=pack.Words({"en": "xAPI statements"}),
    columns={
        **{"email": ("E-mail",), "name": ("Name",), "title": ("Course",), "code": ("Course code",)},
        **{"completed_on": ("Completed",), "status": ("Status",)},
    },
    done=("completed", "passed"),
    one_course=False,
    may_be_empty=False,
    checked=True,
    source=pack.Words({"en": "xAPI 1.0.3, part two"}),
    link="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md",
)


class NotStatements(ValueError):
    """What was brought is no list of statements; the sentence says what was found and what would do."""


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """Give a numbered row for each statement: a JSON list, one statement, or one to a line.

    Raises
    ------
    NotStatements
        With a sentence.
    """
    told = list(_statements(text))
    voided = {
        one["object"].get("id") for _n, one in told if _verb(one) == VOIDED and isinstance(one.get("object"), Mapping)
    }
    return [
        (number, _cells(one))
        for number, one in told
        if _verb(one) != VOIDED and not (one.get("id") and one["id"] in voided)
    ]


def _statements(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, one in enumerate(_parsed(text), start=1):
        if not isinstance(one, Mapping) or not {"actor", "verb", "object"} <= set(one):
            raise NotStatements(_("Number %s is no statement. Each needs an actor, a verb and an object.") % number)
        yield number, one


def _parsed(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return _lines(text)
    if isinstance(found, Mapping) and isinstance(found.get("statements"), list):
        return list(found["statements"])  # as a learning record store answers
    return found if isinstance(found, list) else [found]


def _lines(text: str) -> list[Any]:
    found: list[Any] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except json.JSONDecodeError:
                raise NotStatements(
                    _("Line %s is not JSON. A list of statements, or one statement to a line, would do.") % number
                ) from None
    return found


def _cells(one: Mapping[str, Any]) -> list[str]:
    actor, thing = _mapping(one.get("actor")), _mapping(one.get("object"))
    named = _mapping(_mapping(thing.get("definition")).get("name"))
    return [
        str(actor.get("mbox", "")).removeprefix("mailto:"),
        str(actor.get("name", "")),
        str(
            next((named[key] for key in sorted(named, key=lambda key: not key.startswith("en"))), "")
            or thing.get("id", "")
        ),
        str(thing.get("id", "")),
        _day(str(one.get("timestamp", ""))),
        _status(one),
    ]


def _status(one: Mapping[str, Any]) -> str:
    """Give what counts as completed: the verb says so, and the result does not say otherwise."""
    result = _mapping(one.get("result"))
    if result.get("completion") is False or result.get("success") is False:
        return "not completed"
    verb = _verb(one)
    return MEANS_DONE.get(verb, verb.rpartition("/")[2] or "not completed")


def _day(timestamp: str) -> str:
    try:
        moment = datetime.fromisoformat(timestamp)
    except ValueError:
        return timestamp
    return timezone.localdate(moment).isoformat() if moment.tzinfo else moment.date().isoformat()


def _verb(one: Mapping[str, Any]) -> str:
    return str(_mapping(one.get("verb")).get("id", ""))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
