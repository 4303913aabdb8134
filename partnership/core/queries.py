"""What the pages of core show."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from markdown_it import MarkdownIt

from partnership.core import pack
from partnership.core.components import HelpNow

BESIDE = re.compile(r"\]\(([\w-]+)\.md\)")  # a link to the method page beside it, as it works in the repository
FEW_PEOPLE = "share of under 20 people"  # the check whose figures we do not repeat


def help_now() -> tuple[HelpNow, ...]:
    """Give the ways to reach somebody today: first where a life is in danger, then in the pack's order."""
    lines = sorted(pack.current().helplines.values(), key=lambda line: line.key != "emergency")
    return tuple(
        HelpNow(
            name=pack.in_language(line.name),
            contact=line.contact,
            href=line.href,
            about=pack.in_language(line.about),
            hours=pack.in_language(line.hours) if line.hours else "",
            checked=line.checked,
        )
        for line in lines
    )


@dataclass(frozen=True, slots=True)
class Doubted:
    """A published figure that we doubt: what, where, when, and what was published."""

    indicator: str
    slug: str
    place: str  # empty: every place
    period: str  # empty: every period
    published: str  # empty: not one number, or one that rests on so few people that we do not repeat it


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason not to show published figures as facts, with every figure that it is about."""

    why: str
    shown_instead: str
    found_by: str
    figures: tuple[Doubted, ...]


def doubts() -> tuple[Doubt, ...]:
    """Give every doubt of the pack, those with the same reason together, in the order of its file."""
    alike: dict[tuple[str, str, str], list[Doubted]] = {}
    for row in pack.current().doubts:
        alike.setdefault((row.why, row.shown_instead, row.found_by), []).append(_doubted(row))
    return tuple(Doubt(*reason, figures=tuple(figures)) for reason, figures in alike.items())


def _doubted(row: pack.Doubt) -> Doubted:
    area, indicator = pack.current().areas.get(row.area), pack.current().indicators[row.indicator]
    return Doubted(
        indicator=pack.in_language(indicator.title),
        slug=indicator.slug,
        place=pack.in_language(area.name) if area else row.area,
        period=pack.period_words(row.period),
        published="" if row.found_by == FEW_PEOPLE else row.published,
    )


@dataclass(frozen=True, slots=True)
class Method:
    """A page that says how a kind of figure is worked out."""

    key: str
    title: str
    html: str


def _method(path: Path) -> Method:
    title, rest = path.stem, path.read_text(encoding="utf-8")
    if rest.startswith("# "):
        title, _newline, rest = rest.removeprefix("# ").partition("\n")
    rest = BESIDE.sub(r"](../\1/)", rest)
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return Method(path.stem, title.strip(), reader.render(rest))


def methods() -> tuple[Method, ...]:
    """Give every method page, by title."""
    return tuple(sorted(map(_method, Path(settings.METHODS).glob("*.md")), key=lambda method: method.title.lower()))


def method(key: str) -> Method | None:
    """Give the page of one method."""
    return next((found for found in methods() if found.key == key), None)
