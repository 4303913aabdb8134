"""What the pages of the charter show: a version, all versions, and the difference between two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from partnership.core import pack
from partnership.core.pack import Charter, Clause, ClauseChange, in_language
from partnership.partners.models import Commitment
from partnership.partners.rules import charter as rules


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """One clause, in the reader's language."""

    key: str
    urn: str
    title: str
    text: str
    principles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the list of all, and the one before it."""

    version: str
    published: date
    before: str


@dataclass(frozen=True, slots=True)
class CharterPage:
    """One version of the charter."""

    version: str
    title: str
    preamble: str
    clauses: tuple[ClauseShown, ...]
    example: bool
    reviewed_by: str
    published: date
    licence: str
    provenance: str
    sha256: str
    newest: str
    versions: tuple[VersionLine, ...]  # the newest first


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text that changed: same, removed or added."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ClauseDifference:
    """What became of one clause: added removed reworded moved same."""

    kind: str
    title: str
    text: str
    title_pieces: tuple[Piece, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two versions, clause by clause."""

    old: str
    new: str
    new_published: date
    clauses: tuple[ClauseDifference, ...]

    def of(self, kind: str) -> tuple[ClauseDifference, ...]:
        """Give the clauses of one kind."""
        return tuple(one for one in self.clauses if one.kind == kind)

    @property
    def changed(self) -> tuple[ClauseDifference, ...]:
        """Give every clause that is not the same."""
        return tuple(one for one in self.clauses if one.kind not in ("same", "moved"))


def clause_shown(clause: Clause) -> ClauseShown:
    """Show a clause in the reader's language, with its principles by name."""
    named = pack.current().principles
    principles = tuple(in_language(named.get(key)) or key for key in clause.principles)
    return ClauseShown(clause.key, clause.urn, in_language(clause.title), in_language(clause.text), principles)


def charter_page(version: str = "") -> CharterPage | None:
    """Show one version, the newest without one; nothing where there is none."""
    charters = pack.current().charters
    newest = rules.in_force()
    shown = charters.get(version) if version else newest
    if shown is None or newest is None:
        return None
    return CharterPage(
        version=shown.version,
        title=in_language(shown.title),
        preamble=in_language(shown.preamble),
        clauses=tuple(map(clause_shown, shown.clauses)),
        example=shown.example,
        reviewed_by=in_language(shown.reviewed_by),
        published=shown.published,
        licence=shown.licence,
        provenance=in_language(shown.provenance),
        sha256=shown.sha256,
        newest=newest.version,
        versions=_versions(),
    )


def _versions() -> tuple[VersionLine, ...]:
    charters = list(pack.current().charters.values())
    befores = ["", *(one.version for one in charters)]
    lines = [VersionLine(one.version, one.published, before) for one, before in zip(charters, befores, strict=False)]
    return tuple(reversed(lines))


def difference(old: str, new: str) -> Difference | None:
    """Show what differs between two versions; nothing where one of them is not there."""
    charters = pack.current().charters
    if old not in charters or new not in charters or old == new:
        return None
    return _difference(charters[old], charters[new])


def difference_for(commitment: Commitment) -> Difference | None:
    """Show a signatory what the newest version changed in what they signed, from the words that they signed."""
    newest = rules.in_force()
    if newest is None or newest.version == commitment.version:
        return None
    return _difference(as_signed(commitment, newest), newest)


def as_signed(commitment: Commitment, newest: Charter) -> Charter:
    """Give the charter as this partner signed it, whatever the files say today."""
    known = pack.current().charters.get(commitment.version, newest)
    clauses = tuple(
        Clause(one["key"], one["urn"], pack.Words(one["title"]), pack.Words(one["text"]), ())
        for one in commitment.clauses
    )
    return replace(known, version=commitment.version, clauses=clauses, sha256=commitment.clauses_sha256)


def _difference(old: Charter, new: Charter) -> Difference:
    shown = tuple(_clause_difference(one) for one in pack.changes(old, new))
    return Difference(old.version, new.version, new.published, shown)


def _clause_difference(change: ClauseChange) -> ClauseDifference:
    before, after = change.before, change.after
    now = after or before
    assert now is not None
    reworded = change.kind == "reworded" and before is not None and after is not None
    return ClauseDifference(
        kind=change.kind,
        title=in_language(now.title),
        text=in_language(now.text),
        title_pieces=pieces(in_language(before.title), in_language(after.title)) if reworded else (),  # type: ignore[union-attr]
        pieces=pieces(in_language(before.text), in_language(after.text)) if reworded else (),  # type: ignore[union-attr]
    )


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts word by word."""
    old, new = before.split(), after.split()
    found: list[Piece] = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", " ".join(old[old_from:old_to])))
            continue
        removed, added = " ".join(old[old_from:old_to]), " ".join(new[new_from:new_to])
        found += [Piece(kind, text) for kind, text in (("removed", removed), ("added", added)) if text]
    return tuple(found)
