"""An edition as a file: one row for each level of each standard in the words of each seat, or the whole as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.exports import ListCell, ListExport
from partnership.core.pack import FrameworkEdition, Standard, in_language


def edition_export(key: str) -> ListExport | None:
    """Give an edition as a list to take away; nothing where there is none."""
    edition = pack.current().frameworks.get(key)
    if edition is None:
        return None
    columns = (_("Edition"), _("State"), _("Domain"), _("Key"), _("URN"), _("Standard"), _("Statement"))
    more = (_("Principles"), _("Seat"), _("Asked"), _("Level"), _("In words"), _("Licence"))
    return ListExport(
        name=("framework", edition.key),
        about=_(
            "Every standard of one edition of the framework. One row is one level, in the words of one seat; the rows "
            "without a seat are the levels themselves. Nothing anybody answered is in it."
        ),
        columns=(*columns, *more),
        rows=_rows(edition),
        who_may_see=_("Anybody."),
    )


def state_in_words(edition: FrameworkEdition) -> str:
    """Say whether an edition is offered."""
    return _("offered") if edition.offered else _("a draft, not offered")


def _rows(edition: FrameworkEdition) -> Iterator[tuple[ListCell, ...]]:
    state, names = state_in_words(edition), pack.current().principles
    for one in edition.standards:
        start = (edition.key, state, in_language(edition.domains[one.domain].name), one.key, one.urn)
        said = (in_language(one.title), in_language(one.statement))
        principles = ", ".join(in_language(names.get(key)) or key for key in one.principles)
        for seat, asks, number, text in _levels(edition, one):
            yield (*start, *said, principles, seat, asks, number, text, edition.licence)


def _levels(edition: FrameworkEdition, standard: Standard) -> Iterator[tuple[str, str, int | None, str]]:
    yield from (("", "", number, in_language(text)) for number, text in enumerate(standard.levels, start=1))
    for key, seat in edition.seats.items():
        name, asks = in_language(seat.name), in_language(standard.seats[key].asks)
        levels = standard.seats[key].levels
        yield from ((name, asks, number, in_language(text)) for number, text in enumerate(levels, start=1))
        if not levels:
            yield (name, asks, None, "")


def edition_record(key: str) -> dict[str, Any] | None:
    """Give an edition whole, for a program; nothing where there is none."""
    edition = pack.current().frameworks.get(key)
    if edition is None:
        return None
    return {
        **_about(edition),
        "levels": [in_language(one) for one in edition.levels],
        "seats": [
            {"key": one.key, "name": in_language(one.name), "anonymous": one.anonymous}
            for one in edition.seats.values()
        ],
        "domains": {one.key: in_language(one.name) for one in edition.domains.values()},
        "outside": [_outside_record(edition, one) for one in edition.outside],
        "standards": [_standard_record(one) for one in edition.standards],
    }


def _about(edition: FrameworkEdition) -> dict[str, Any]:
    return {
        "edition": edition.key,
        "urn": edition.urn,
        "title": in_language(edition.title),
        "status": edition.status,
        "published": edition.published.isoformat(),
        "licence": edition.licence,
        "provenance": in_language(edition.provenance),
        "reviewed_by": in_language(edition.reviewed_by),
        "sha256": dict(edition.sha256),
    }


def _outside_record(edition: FrameworkEdition, key: str) -> dict[str, Any]:
    one = edition.outside[key]
    parts = {part: in_language(name) for part, name in one.parts.items()}
    licence = in_language(one.licence)
    return {
        "key": key,
        "name": in_language(one.name),
        "publisher": one.publisher,
        "page": one.page,
        "licence": licence,
        "parts": parts,
    }


def _standard_record(standard: Standard) -> dict[str, Any]:
    return {
        "key": standard.key,
        "urn": standard.urn,
        "domain": standard.domain,
        "title": in_language(standard.title),
        "statement": in_language(standard.statement),
        "why": in_language(standard.why),
        "principles": list(standard.principles),
        "levels": [in_language(one) for one in standard.levels],
        "seats": {
            key: {"asks": in_language(one.asks), "levels": [in_language(level) for level in one.levels]}
            for key, one in standard.seats.items()
        },
        "guidance": [{"sectors": list(one.sectors), "text": in_language(one.text)} for one in standard.guidance],
        "evidence": [in_language(one) for one in standard.evidence],
        "clauses": list(standard.clauses),
        "serves": {key: list(parts) for key, parts in standard.serves.items()},
    }
