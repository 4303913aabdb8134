"""The charter and the readiness check: from plain content to shapes, and what one version changed in another."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from heartwood.pack.making import day, maybe_day, maybe_words, texts, words
from heartwood.pack.shapes import Charter, Clause, ConsentPurpose, DatedNotice, Readiness, ReadinessQuestion

Content = dict[str, Any]


def version_order(version: str) -> tuple[int, ...]:
    """Give what versions are sorted by: 2026-10 comes after 2026-9."""
    return tuple(int(part) for part in re.split("[.-]", version))


def make_charters(pack: str, contents: Iterable[Content]) -> dict[str, Charter]:
    """Make every version of the charter, the oldest first."""
    made = [_charter(pack, content) for content in contents]
    return {one.version: one for one in sorted(made, key=lambda one: version_order(one.version))}


def _charter(pack: str, content: Content) -> Charter:
    urn = f"urn:heartwood:charter:{pack}"
    clauses = tuple(
        Clause(one["key"], f"{urn}:{one['key']}", **texts(one, "title", "text"), principles=tuple(one["principles"]))
        for one in content["clauses"]
    )
    return Charter(
        version=content["version"],
        urn=f"{urn}:{content['version']}",
        **texts(content, "title", "preamble", "provenance"),
        clauses=clauses,
        **_standing(content),
        sha256=charter_hash(content["version"], clauses),
    )


def _standing(content: Content) -> dict[str, Any]:
    return {
        "example": content["example"],
        "reviewed_by": maybe_words(content.get("reviewed_by")),
        "published": day(content["published"]),
        "licence": content["licence"],
    }


def charter_hash(version: str, clauses: Iterable[Clause]) -> str:
    """Give the SHA-256 of what people commit to: the version and each clause's key, title and text in every language."""
    signed = {
        "version": version,
        "clauses": [
            {"key": one.key, "title": dict(one.title.translations), "text": dict(one.text.translations)}
            for one in clauses
        ],
    }
    return content_hash(signed)


def content_hash(content: Content) -> str:
    """Give the SHA-256 of plain content, written in one settled way."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def make_readiness_checks(pack: str, contents: Iterable[Content]) -> dict[str, Readiness]:
    """Make every version of the readiness check, the oldest first."""
    made = [_readiness(pack, content) for content in contents]
    return {one.version: one for one in sorted(made, key=lambda one: version_order(one.version))}


def _readiness(pack: str, content: Content) -> Readiness:
    questions = tuple(
        ReadinessQuestion(
            one["key"],
            f"urn:heartwood:readiness:{pack}:{one['key']}",
            **texts(one, "text", "about", "if_not_yet"),
            clause=one.get("clause"),
        )
        for one in content["questions"]
    )
    return Readiness(
        version=content["version"],
        **texts(content, "title", "intro"),
        questions=questions,
        **_standing(content),
        provenance=maybe_words(content.get("provenance")),
    )


def make_notice(content: Content) -> DatedNotice:
    """Make one notice."""
    return DatedNotice(
        key=content["key"],
        text=words(content["text"]),
        shown_on=content["shown_on"],
        since=day(content["since"]),
        until=maybe_day(content.get("until")),
        owner=content["owner"],
    )


def make_consent(content: Content) -> ConsentPurpose:
    """Make one purpose of consent; its hash is over the words that somebody is shown."""
    said = texts(content, "title", "text", "used_by")
    shown = {name: dict(text.translations) for name, text in said.items()}
    sha256 = content_hash({"version": content["version"], **shown})
    return ConsentPurpose(key=content["key"], version=content["version"], **said, sha256=sha256)


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What became of one clause from an older version to a newer: added removed reworded moved same."""

    kind: str
    before: Clause | None
    after: Clause | None


def changes(old: Charter, new: Charter) -> tuple[ClauseChange, ...]:
    """Say what became of every clause: those of the new version in its order, then those that are gone.

    A clause is known by its key. One with the same words in another place is `moved`: its order among the clauses that
    both versions have is not what it was.
    """
    gone = tuple(ClauseChange("removed", one, None) for one in old.clauses if new.clause(one.key) is None)
    order_before = [one.key for one in old.clauses if new.clause(one.key)]
    order_after = [one.key for one in new.clauses if old.clause(one.key)]
    moved = {now for before, now in zip(order_before, order_after, strict=True) if before != now}
    return tuple(_change(old.clause(one.key), one, one.key in moved) for one in new.clauses) + gone


def _change(before: Clause | None, after: Clause, moved: bool) -> ClauseChange:
    if before is None:
        return ClauseChange("added", None, after)
    if (before.title, before.text) != (after.title, after.text):
        return ClauseChange("reworded", before, after)
    return ClauseChange("moved" if moved else "same", before, after)
