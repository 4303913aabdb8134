"""The partnership's content, read once. The only door from the site to `heartwood.pack`."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core import checks
from django.utils import formats
from django.utils.translation import get_language

import heartwood.pack
from heartwood.pack import Charter, Clause, ClauseChange, Doubt, Helpline, Pack, PackError, Readiness, Words, changes
from heartwood.periods import Period

__all__ = [
    "Charter",
    "Clause",
    "ClauseChange",
    "Doubt",
    "Helpline",
    "Pack",
    "PackError",
    "Readiness",
    "Words",
    "changes",
    "current",
    "demonstration",
    "in_language",
    "period_words",
    "wording",
]


@lru_cache(maxsize=4)
def _read(folder: Path) -> Pack:
    return heartwood.pack.read(folder)


def current() -> Pack:
    """Give the pack that this site shows (the setting HEARTWOOD_PACK), read once in each process."""
    return _read(Path(settings.PACK))


def demonstration(name: str) -> Any:
    """Give one file of the pack's invented organisations and people, as it stands; nothing where there is none."""
    path = current().folder / "demonstration" / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


def in_language(words: Words | str | None) -> str:
    """Give a content text in the reader's language, else in English. Nothing for nothing."""
    if isinstance(words, Words):
        return words.in_language(get_language() or "en")
    return words or ""


def wording(key: str, otherwise: str = "") -> str:
    """Give one of the partnership's own sentences, or the one that every partnership can say."""
    words = current().wording.get(key)
    return in_language(words) if words else otherwise


def period_words(iso: str) -> str:
    """Say a period as people do: 2018, 2018/19, 2018 to 2020, or a day. Nothing for nothing."""
    if not iso:
        return ""
    period = Period.parse(iso)
    first, after = period.start, period.end + timedelta(days=1)
    if period.start == period.end:
        return formats.date_format(first, "j F Y")
    if (first.month, first.day) == (1, 1) or (first.month, first.day) != (after.month, after.day):
        return str(first.year) if first.year == period.end.year else f"{first.year}-{period.end.year}"
    if after.year == first.year + 1:
        return f"{first.year}/{after.year % 100:02}"
    return f"{first.year}/{(first.year + 1) % 100:02}-{after.year - 1}/{after.year % 100:02}"


@checks.register
def the_pack_can_be_read(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """Refuse to start on content that cannot be read, with the sentence that says which file and line."""
    try:
        current()
    except PackError as problem:
        return [checks.Error(str(problem), obj=str(settings.PACK), id="core.E002")]
    return []
