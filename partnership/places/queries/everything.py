"""All data as one file: the same bytes for the same build."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.exports import Export, csv_text
from partnership.core.pack import in_language
from partnership.places.queries.figures import day
from partnership.places.queries.opened import evidence, made_from
from partnership.places.queries.takeaways import (
    ABOUT_COLUMNS,
    definitions_export,
    export,
    licence,
    place_export,
    series_lines,
)

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest day a zip can hold: a file's day must not change its bytes


@dataclass(frozen=True, slots=True)
class Zipped:
    """A zip file, ready to send."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileInside:
    """One file of the zip: its name and what is in it."""

    name: str
    says: str


@dataclass(frozen=True, slots=True)
class EditionShown:
    """One publisher's file that the build was made from."""

    edition: str
    publisher: str
    title: str
    page: str
    licence: str
    released: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publisher calls its figures, and the files of it that the build was made from."""

    publisher: str
    title: str
    page: str
    licence: str
    editions: tuple[EditionShown, ...]


@dataclass(frozen=True, slots=True)
class AllData:
    """The page about everything there is to take away."""

    build: str
    files: tuple[FileInside, ...]
    columns: tuple[tuple[str, str], ...]
    publications: tuple[Publication, ...]


def all_data() -> AllData:
    """Say what is in the zip and where it comes from."""
    names = [FileInside("README.txt", _("What is in here, and what each column means"))]
    names += [FileInside(name, says) for name, says, _make in _tables()]
    return AllData(
        made_from().name, tuple(names), tuple((name, str(says)) for name, says in ABOUT_COLUMNS.items()), publications()
    )


def publications() -> tuple[Publication, ...]:
    """Gather the files by what they are of."""
    found: dict[tuple[str, str, str, str], list[EditionShown]] = {}
    for one in editions():
        found.setdefault((one.publisher, one.title, one.page, one.licence), []).append(one)
    return tuple(Publication(*named, tuple(files)) for named, files in found.items())


def editions() -> tuple[EditionShown, ...]:
    """List the publishers' files that the build was made from."""
    return tuple(
        EditionShown(
            one.edition,
            one.publisher,
            one.title,
            one.page,
            one.licence,
            day(one.released) or _("date unknown"),
        )
        for one in evidence().editions
    )


def everything() -> Zipped:
    """Put every table, the definitions, the licence and a guide into one zip."""
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        _add(packed, "README.txt", readme())
        for name, _says, make in _tables():
            table = make()
            _add(packed, name, csv_text(table) if table else "")
    return Zipped(f"heartwood_{pack.current().key}_all-data_{made_from().name}.zip", inside.getvalue())


def _add(packed: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    packed.writestr(info, text)


def _tables() -> Iterator[tuple[str, str, Callable[[], Export | None]]]:
    """Name every table, say what is in it, and give what makes it."""
    yield "figures-over-time.csv", _("Every measure, every area, every period"), figures_over_time
    yield "measures.csv", _("What each measure counts, and what to be careful about"), definitions_export
    yield "doubts.csv", _("Published figures that we do not show as facts, and why"), doubts_export
    yield "sources.csv", _("Which publishers' files this was made from"), sources_export
    for area in pack.current().districts:
        says = _("The life course of %(place)s, as on its page") % {"place": in_language(area.name)}
        yield f"places/{area.slug}.csv", says, partial(place_export, area.slug)


def figures_over_time() -> Export:
    """Give every period of every measure in every area."""
    lines = [line for indicator in pack.current().indicators.values() for line in series_lines(indicator)]
    return export(("figures-over-time",), _("Figures over time"), "/data/", lines)


def doubts_export() -> Export:
    """Give the figures that we do not show as facts."""
    content = pack.current()
    columns = ("indicator", "definition", "place_code", "period", "published", "why", "shown_instead", "source")
    rows = [
        (
            content.indicators[one.indicator].slug,
            in_language(content.indicators[one.indicator].definition),
            one.area,
            one.period,
            one.published,
            one.why,
            one.shown_instead,
            one.found_by,
        )
        for one in content.doubts
    ]
    return Export((content.key, "doubts"), columns, rows)


def sources_export() -> Export:
    """Give the publishers' files that the build was made from."""
    columns = ("edition", "source", "definition", "page", "licence", "period")
    rows = [(one.edition, one.publisher, one.title, one.page, one.licence, one.released) for one in editions()]
    return Export((pack.current().key, "sources"), columns, rows)


def readme() -> str:
    """Write the guide that lies in the zip."""
    content = pack.current()
    lines = [
        f"Heartwood: {in_language(content.name)}",
        f"Build {made_from().name}",
        "",
        licence(),
        _("Our own words: Creative Commons Attribution 4.0."),
        "",
        _("An empty value is never a nought. The column status says which silence it is, and why_no_value why."),
        _("Figures that count what services did or wrote down do not say how often a thing happens."),
        "",
        _("The files"),
        *(f"  {name}: {says}" for name, says, _make in _tables()),
        "",
        _("The columns"),
        *(f"  {name}: {says}" for name, says in ABOUT_COLUMNS.items()),
        "",
    ]
    return "\n".join(lines)
