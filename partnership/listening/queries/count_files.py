"""The published counts to take away: as a list, and for programs. One row is one count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from heartwood.disclosure.counting import Cell
from partnership.core import pack
from partnership.core.exports import ListCell, ListExport
from partnership.core.pack import in_language
from partnership.listening.queries.counting import EQUALITY
from partnership.listening.queries.counts import Held, held, names_of, releases, say_quarter, say_value

Record = dict[str, Any]


def records(found: Held) -> Iterator[Record]:
    """Give every count of a release, hidden ones too: each with its band, or with why there is none."""
    for cell in found.released.counts:
        yield {"quarter": found.released.quarter, **_what(cell), **_count(found, cell), **_about(found, cell[0][0])}


def _what(cell: Cell) -> Record:
    (question, value), *crossed = cell
    by, part = crossed[0] if crossed else ("", "")
    return {
        "question": question.removeprefix(EQUALITY),
        "answer": value,
        "answer_words": say_value(question, value, names_of(question)),
        "by": by,
        "part": part,
        "part_words": say_value(by, part, names_of(by)) if by else "",
    }


def _count(found: Held, cell: Cell) -> Record:
    count = found.released.counts[cell]
    estimate = count.estimate(found.rule)
    return {
        "at_least": _whole(estimate.low),
        "at_most": _whole(estimate.high),
        "status": estimate.shown.value,
        "why_no_value": _(estimate.why) if estimate.why else "",
        "drawn": count.since,
    }


def _about(found: Held, question: str) -> Record:
    return {
        "unit": _("answers, each alone") if question.startswith(EQUALITY) else _("stories"),
        "definition": _definition(question),
        "source": in_language(pack.current().name),
        "licence": licence(),
        "page": reverse("what-people-say-quarter", kwargs={"quarter": found.released.quarter}),
    }


def _whole(end: float | None) -> int | None:
    return None if end is None else int(end)


def _definition(question: str) -> str:
    if question.startswith(EQUALITY):
        return _("How many who told us something chose this answer. Every question could be passed.")
    return _("How many stories, sent until the end of the quarter, named this. One story can name several.")


def licence() -> str:
    """Say under which licence the counts are given on."""
    return _("Open Government Licence v3.0 for the figures; Creative Commons Attribution 4.0 for the words.")


def counts_export(quarter: str) -> ListExport | None:
    """Give a quarter's counts as a list; nothing where it was not published."""
    found = held(quarter)
    if found is None:
        return None
    rows = [tuple(row.values()) for row in records(found)]
    columns: tuple[str, ...] = tuple(next(records(found), {}))
    return ListExport(
        name=(pack.current().key, "what-people-say", found.released.quarter),
        about=_(
            "One row is one count: of a barrier, alone or in one part, or of an answer about equality. It lies between"
            " at_least and at_most. An empty value is too few to show, which may be nobody: never read it as a nought. A"
            " count stays as it was drawn in the quarter under “drawn” until ten more or ten fewer people said it. Stories"
            " are not a sample."
        ),
        columns=columns,
        rows=_cells(rows),
        filters={_("Quarter"): say_quarter(found.released.quarter)},
        as_of=found.row.made_at,
        who_may_see=licence(),
    )


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[ListCell, ...]]:
    return [tuple(row) for row in rows]


def release_records() -> list[Record]:
    """Give every release for a program, the newest first."""
    return [
        {
            "quarter": one,
            "words": say_quarter(one),
            "page": reverse("what-people-say-quarter", kwargs={"quarter": one}),
        }
        for one in releases()
    ]


def release_record(quarter: str) -> Record | None:
    """Give one release with every count for a program; nothing where it was not published."""
    found = held(quarter)
    if found is None:
        return None
    said = {"least": found.rule.least, "width": found.rule.width, "licence": licence()}
    return {"quarter": found.released.quarter, **said, "items": list(records(found))}
