"""A draft: what it changes, what may be done with it, and who waits for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from django.utils.translation import gettext as _

from partnership.content import rules
from partnership.content.models import DRAFTING, KINDS, Draft, Kind, kept_text, name_for, standing
from partnership.content.queries.differences import Change, difference
from partnership.core import pack
from partnership.core.refusals import why_not

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that may be done, or the sentence that says why not."""

    may: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft, with what it changes and what may be done with it."""

    draft: Draft
    title: str
    state_words: str
    by: str
    changes: tuple[Change, ...]
    compared_with: str  # what the changes are against, in words
    overtaken: bool
    new_version: bool
    deeds: dict[str, Deed]


def draft_page(person: Person, draft: Draft) -> DraftPage:
    """Show a draft."""
    return DraftPage(
        draft=draft,
        title=str(draft),
        state_words=str(DRAFTING.states[draft.state]),
        by=str(draft.begun_by),
        changes=() if draft.removal else difference(_before(draft), draft.content),
        compared_with=_compared_with(draft),
        overtaken=_overtaken(draft),
        new_version=KINDS[Kind(draft.kind)].versions,
        deeds=_deeds(person, draft),
    )


def _before(draft: Draft) -> dict[str, Any]:
    """Give what the draft began from: as it was then, for what it changes; as it is now, where that came out since."""
    if not draft.taken_from:
        return {}
    kept = kept_text(draft.base_sha256) if draft.base_sha256 and not _overtaken(draft) else None
    if kept is not None:
        found: Any = yaml.safe_load(kept)
        return {key: _text(value) for key, value in found.items()}
    file = pack.file(draft.taken_from)
    return dict(file.content) if file else {}


def _text(value: Any) -> Any:
    return value if isinstance(value, (dict, list, str, bool)) else str(value)


def _compared_with(draft: Draft) -> str:
    if not draft.taken_from:
        return ""
    if KINDS[Kind(draft.kind)].versions:
        version = draft.taken_from.partition("/")[2].removesuffix(".yaml")
        return _("version %(version)s") % {"version": version}
    return _("what the site shows now")


def _overtaken(draft: Draft) -> bool:
    versions = KINDS[Kind(draft.kind)].versions
    return (
        bool(draft.taken_from)
        and not versions
        and draft.state not in DRAFTING.ends
        and standing(draft.name) != draft.base
    )


def _deeds(person: Person, draft: Draft) -> dict[str, Deed]:
    return {
        "write": _ask(rules.check_can_write, person, draft),
        "check": _ask(rules.check_can_check, person, draft, ()),
        "ask": _ask(rules.check_can_ask, person, draft),
        "take_back": _ask(rules.check_can_take_back, person, draft),
        "drop": _ask(rules.check_can_drop, person, draft),
        "publish": _ask(rules.check_can_publish, person, draft),
    }


def _ask(check: Callable[..., None], *args: Any) -> Deed:
    sentence = why_not(check, *args)
    return Deed(may=not sentence, why_not=sentence)


def problems_of(draft: Draft) -> tuple[pack.Problem, ...]:
    """Check the whole pack with this draft in its place: the same check as `heartwood pack check`."""
    if draft.removal:
        return pack.problems(draft.name, None)
    return problems_with(Kind(draft.kind), draft.content, draft.name)


def problems_with(kind: Kind, content: dict[str, Any], name: str = "") -> tuple[pack.Problem, ...]:
    """Check the whole pack with this content in its place, or in a place of its own while it has no name."""
    return pack.problems(place_for(kind, content, name), pack.written(content))


def place_for(kind: Kind, content: dict[str, Any], name: str = "") -> str:
    """Give the file that problems are named by."""
    return name or name_for(kind, content) or f"{KINDS[kind].folder}/not-named-yet.yaml"
