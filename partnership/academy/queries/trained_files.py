"""What was published of who is trained, to take away: as a file, and for a program. The same rows, built once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from heartwood.disclosure.counting import Cell
from heartwood.workforce.publishing import ANY, LEVEL
from partnership.academy.queries.trained_releases import (
    Held,
    every_held,
    group_names,
    held,
    say_level,
    say_quarter,
    say_share,
)
from partnership.academy.rules.trained import last_day
from partnership.core import pack
from partnership.core.exports import ListExport
from partnership.core.pack import in_language

Record = dict[str, Any]


def records(found: Held) -> Iterator[Record]:
    """Give every count of a release, hidden ones too: each with its band, or with why there is none; and who came."""
    for asked in found.released.counts:
        yield {**_what(found, asked), **_count(found, asked), **_share(found, asked), **_about(found)}
    for name, unit in (
        ("attendances", _("attendances in the quarter")),
        ("people", _("people who came in the quarter")),
    ):
        nobody = dict.fromkeys(_share(found, ((LEVEL, ANY),)))
        yield {
            **_came(found, name),
            "unit": unit,
            **nobody,
            **_about(found),
            "definition": _("Who was marked as there."),
        }


def _what(found: Held, asked: Cell) -> Record:
    level, by, part = _parts(asked)
    return {
        "quarter": found.quarter,
        "counted_on": last_day(found.quarter).isoformat(),
        "count": "trained",
        "level": level or ANY,
        "level_words": say_level(level),
        "by": by,
        "part": part,
        "part_words": group_names(by).get(part, part),
    }


def _parts(asked: Cell) -> tuple[str, str, str]:
    named = dict(asked)
    level = named.pop(LEVEL)
    by, part = next(iter(named.items()), ("", ""))
    return ("" if level == ANY else level), by, part


def _count(found: Held, asked: Cell) -> Record:
    estimate = found.counted(asked).estimate
    return {
        "at_least": _whole(estimate.low),
        "at_most": _whole(estimate.high),
        "status": estimate.shown.value,
        "why_no_value": found.figure(asked).why,
        "drawn": found.released.counts[asked].since,
        "unit": _("people, each once"),
    }


def _came(found: Held, name: str) -> Record:
    low, own = found.row.shown["came"][name], _what(found, ((LEVEL, ANY),))
    high = None if low is None else low + found.rule.width - 1
    told = {"at_least": low, "at_most": high, "status": "too_few" if low is None else "shown"}
    why = "" if low is not None else _("Too few people came to show.")
    return {**own, "count": name, "level_words": "", **told, "why_no_value": why, "drawn": found.quarter if low else ""}


def _share(found: Held, asked: Cell) -> Record:
    told = found.share(*_parts(asked))
    share, there = (told["share"], told["workforce"]) if told else ({}, {})
    is_shown = bool(told) and share["shown"] == "shown"
    return {
        "share_percent": share["value"] if is_shown else None,
        "share_low": share["low"] if is_shown else None,
        "share_high": share["high"] if is_shown else None,
        "why_no_share": "" if is_shown else say_share(told).why,
        "workforce": there.get("value"),
        "workforce_low": there.get("low"),
        "workforce_high": there.get("high"),
        "workforce_years": "-".join(map(str, dict.fromkeys(told["years"]))) if told else "",
    }


def _about(found: Held) -> Record:
    coverage = found.row.shown["coverage"] or {"sources": ()}
    return {
        "definition": found.said.counted,
        "not_counted": found.said.not_counted,
        "definition_version": found.said.version,
        "source": in_language(pack.current().name),
        "workforce_source": "; ".join(in_language(pack.Words(one["name"])) for one in coverage["sources"]),
        "invented": found.row.shown["fictional"],
        "licence": licence(),
        "page": reverse("who-is-trained-quarter", kwargs={"quarter": found.quarter}),
    }


def _whole(end: float | None) -> int | None:
    return None if end is None else int(end)


def licence() -> str:
    """Say under which licence the counts are given on."""
    return _("Open Government Licence v3.0 for the figures; Creative Commons Attribution 4.0 for the words.")


def trained_export(quarter: str) -> ListExport | None:
    """Give a quarter as a list; nothing where it was not published."""
    found = held(quarter)
    if found is None:
        return None
    columns = tuple(next(records(found)))
    rows = [tuple(row[name] for name in columns) for row in records(found)]
    return ListExport(
        name=(pack.current().key, "who-is-trained", found.quarter),
        about=_card(found),
        columns=columns,
        rows=rows,
        filters={_("Quarter"): say_quarter(found.quarter)},
        as_of=found.row.made_at,
        who_may_see=licence(),
    )


def _card(found: Held) -> str:
    """Say what a row is, how it came to be, and how not to read it."""
    said = _(
        "One row is one count of people, each once, on the last day of the quarter: of a practice level, alone or in one"
        " group; or, where “count” says so, how many came. It lies between at_least and at_most. An empty value is too few"
        " to show, which may be nobody: never read it as a nought. A count stays as it was drawn in the quarter under"
        " “drawn” until ten more or ten fewer are trained. Only rows of one definition_version may be compared. That"
        " people were trained does not show that practice changed."
    )
    made_up = _("Everything here is invented, for a demonstration.")
    return f"{said} {made_up}" if found.row.shown["fictional"] else said


def release_records() -> list[Record]:
    """Give every release for a program, the newest first."""
    return [_named(one) for one in every_held()]


def _named(found: Held) -> Record:
    page = reverse("who-is-trained-quarter", kwargs={"quarter": found.quarter})
    said = {"quarter": found.quarter, "words": say_quarter(found.quarter), "page": page}
    return {**said, "definition_version": found.said.version}


def release_record(quarter: str) -> Record | None:
    """Give one release with every count for a program; nothing where it was not published."""
    found = held(quarter)
    if found is None:
        return None
    told = {"least": found.rule.least, "width": found.rule.width, "licence": licence(), "about": _card(found)}
    return {**_named(found), **told, "items": list(records(found))}
