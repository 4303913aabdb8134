"""What the pages of core show."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from markdown_it import MarkdownIt

from partnership.core import pack
from partnership.core.components import HelpNow


def help_now() -> tuple[HelpNow, ...]:
    """Give the ways to reach somebody today: first where a life is in danger, then in the pack's order."""
    lines = sorted(pack.current().helplines.values(), key=lambda line: line.key != "emergency")
    return tuple(
        HelpNow(
            name=pack.in_language(line.name),
            contact=line.contact,
            href=line.href,
            about=pack.in_language(line.about),
            hours=pack.in_language(line.hours),
            checked=line.checked,
        )
        for line in lines
    )


@dataclass(frozen=True, slots=True)
class DoubtedFigure:
    """A published figure that we do not show as a fact."""

    indicator: str
    slug: str
    place: str
    period: str  # empty: every period
    published: str
    why: str
    shown_instead: str
    found_by: str


def doubts() -> tuple[DoubtedFigure, ...]:
    """Give every doubt of the pack, in the order of its file."""
    content = pack.current()
    return tuple(
        DoubtedFigure(
            indicator=pack.in_language(content.indicators[doubt.indicator].title),
            slug=content.indicators[doubt.indicator].slug,
            place=pack.in_language(content.areas[doubt.area].name) if doubt.area in content.areas else doubt.area,
            period=doubt.period,
            published=doubt.published,
            why=doubt.why,
            shown_instead=doubt.shown_instead,
            found_by=doubt.found_by,
        )
        for doubt in content.doubts
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
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return Method(path.stem, title.strip(), reader.render(rest))


def methods() -> tuple[Method, ...]:
    """Give every method page, by title."""
    return tuple(sorted(map(_method, Path(settings.METHODS).glob("*.md")), key=lambda method: method.title.lower()))


def method(key: str) -> Method | None:
    """Give the page of one method."""
    return next((found for found in methods() if found.key == key), None)
