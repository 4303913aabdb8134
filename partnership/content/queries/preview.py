"""Words as the page will look, made by the same reading as the page itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from partnership.content.models import Kind
from partnership.content.queries.differences import Said, said
from partnership.content.queries.drafts import place_for
from partnership.core import pack
from partnership.core.components import HelpNow
from partnership.core.pack import in_language
from partnership.partners.queries.charter import ClauseShown, clause_shown


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One question of the readiness check."""

    text: str
    about: str
    if_not_yet: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What readers will see. `unfinished`: it cannot be read yet, so only the words are shown."""

    kind: str
    title: str = ""
    lede: str = ""
    clauses: tuple[ClauseShown, ...] = ()
    questions: tuple[QuestionShown, ...] = ()
    lines: tuple[HelpNow, ...] = ()
    texts: tuple[Said, ...] = ()
    notice: str = ""
    example: bool = False
    reviewed_by: str = ""
    provenance: str = ""
    unfinished: bool = False


def preview(kind: Kind, content: Mapping[str, Any], name: str = "") -> Preview:
    """Show content as its page will."""
    place = place_for(kind, dict(content), name)
    key = place.rpartition("/")[2].removesuffix(".yaml")
    try:
        found = pack.with_file(place, pack.written(content))
    except pack.PackError:
        return Preview(kind.value, texts=said(content), unfinished=True)
    if kind is Kind.CHARTER:
        return _charter(found.charters[key])
    if kind is Kind.READINESS:
        return _readiness(found.readiness_checks[key])
    if kind is Kind.HELPLINE:
        return Preview(kind.value, lines=(_line(found.helplines[key]),))
    if kind is Kind.NOTICE:
        return Preview(kind.value, notice=in_language(found.notices[key]), texts=said(content))
    return Preview(kind.value, texts=said(content))


def _charter(charter: pack.Charter) -> Preview:
    return Preview(
        Kind.CHARTER.value,
        title=in_language(charter.title),
        lede=in_language(charter.preamble),
        clauses=tuple(map(clause_shown, charter.clauses)),
        example=charter.example,
        reviewed_by=in_language(charter.reviewed_by),
        provenance=in_language(charter.provenance),
    )


def _readiness(check: pack.Readiness) -> Preview:
    return Preview(
        Kind.READINESS.value,
        title=in_language(check.title),
        lede=in_language(check.intro),
        questions=tuple(
            QuestionShown(in_language(one.text), in_language(one.about), in_language(one.if_not_yet))
            for one in check.questions
        ),
        example=check.example,
        reviewed_by=in_language(check.reviewed_by),
        provenance=in_language(check.provenance),
    )


def _line(line: pack.Helpline) -> HelpNow:
    return HelpNow(
        name=in_language(line.name),
        contact=line.contact,
        href=line.href,
        about=in_language(line.about),
        hours=in_language(line.hours),
        checked=line.checked,
    )
