"""What somebody told us on its way to us, however it came: nothing of it is written down before they send it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, get_type_hints

from django.utils.translation import gettext as _

from partnership.core.refusals import Refusal
from partnership.listening.models import CameBy, Kept

OWN_WORDS, WOULD_HELP, HELPED, WHERE = "own-words", "would-help", "helped", "where"
PARTS = (OWN_WORDS, WHERE, WOULD_HELP, HELPED)  # of a story when it comes, in the order in which they are asked for


@dataclass(frozen=True, slots=True)
class Told:
    """One story before it is sent. Everything may be empty: each question can be passed."""

    under_18: str = ""  # yes, no, or passed
    barriers: tuple[str, ...] = ()  # keys of the pack
    service: str = ""  # a kind of service: a key of the pack
    partner: int | None = None  # the key of a listed organisation
    place: str = ""  # an area code of the pack
    stage: str = ""  # a stage of life: a key of the pack
    season: str = ""  # 2026-autumn; 2026; before
    words: Mapping[str, str] = field(default_factory=dict)  # by part
    uses: tuple[str, ...] = ()  # what was said yes to: values of Purpose
    never: tuple[str, ...] = ()  # as `kept_from` writes them: partner:7, service:police, police, role:teacher
    never_own: tuple[
        str, ...
    ] = ()  # the same, of a helper's own organisations: said at the door, and by no pass undone
    never_any: bool = False  # somebody must never see it, and whoever tells cannot or would not say who
    only_if_others: bool = False
    language: str = "en"
    came_by: str = CameBy.WEB
    group_size: str = ""
    equality: Mapping[str, str] = field(default_factory=dict)  # only where it is asked on the same sheet of paper
    key: int | None = None  # of the story, chosen before it is sent: sent twice, it counts once


def kept_from(kind: str, which: object = "") -> str:
    """Write down who must never see a story.

    >>> kept_from(Kept.ROLE, "teacher"), kept_from(Kept.POLICE)
    ('role:teacher', 'police')
    """
    return f"{kind}:{which}" if which else str(kind)


def who_is_kept_out(written: str) -> tuple[str, str]:
    """Read it again: the kind, and which.

    >>> who_is_kept_out("partner:7")
    ('partner', '7')
    """
    kind, _colon, which = written.partition(":")
    return kind, which


def is_kind(written: str) -> bool:
    """Whether this says who must never see a story at all.

    >>> is_kind("role:teacher"), is_kind("role:"), is_kind("police"), is_kind("everybody")
    (True, False, True, False)
    """
    kind, which = who_is_kept_out(written)
    return kind in Kept.values and bool(which) is (kind != Kept.POLICE)


def draft_place(lookup: str) -> str:
    """Give what a draft is tied to when it is locked with a code: moved to another code's row, it does not open."""
    return f"listening.draft:{lookup}"


class Broken(Refusal):
    """What travelled in a page is not as we wrote it there."""

    status = 400


def written(told: Told) -> str:
    """Write a story as it travels from page to page, and as it stands, locked, in a draft."""
    return json.dumps(asdict(told), separators=(",", ":"))


def read(text: str) -> Told:
    """Read it again.

    Raises
    ------
    Broken
        If it is not as `written` writes it. Whether each answer is one that is offered, the rules of telling say.
    """
    try:
        given = json.loads(text)
        return Told(**{name: _as(_SHAPES[name], value) for name, value in given.items()})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Broken(_("This page came to us broken, so we kept nothing of it. Please begin again.")) from None


_SHAPES = get_type_hints(Told)


def _as(shape: Any, value: Any) -> Any:
    if shape == tuple[str, ...]:
        return tuple(_only(str, one) for one in _only(list, value))
    if shape == Mapping[str, str]:
        return {str(key): _only(str, one) for key, one in _only(dict, value).items()}
    if shape == int | None:
        return None if value is None else _number(value)
    return _only(shape, value)


def _only(shape: type, value: Any) -> Any:
    if type(value) is not shape:
        raise TypeError(shape)
    return value.replace("\0", "") if isinstance(value, str) else value


def _number(value: Any) -> int:
    found: int = _only(int, value)
    if not 0 < found <= 2**52:
        raise ValueError(found)
    return found
