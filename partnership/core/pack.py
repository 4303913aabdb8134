"""The partnership's content, read once. The only door from the site to `heartwood.pack`."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.utils.translation import get_language

import heartwood.pack
from heartwood.pack import Helpline, Pack, PackError, Words

__all__ = ["Helpline", "Pack", "PackError", "Words", "current", "in_language", "wording"]


@lru_cache(maxsize=4)
def _read(folder: Path) -> Pack:
    return heartwood.pack.read(folder)


def current() -> Pack:
    """Give the pack that this site shows (the setting HEARTWOOD_PACK), read once in each process."""
    return _read(Path(settings.PACK))


def in_language(words: Words | str | None) -> str:
    """Give a content text in the reader's language, else in English. Nothing for nothing."""
    if isinstance(words, Words):
        return words.in_language(get_language() or "en")
    return words or ""


def wording(key: str, otherwise: str = "") -> str:
    """Give one of the partnership's own sentences, or the one that every partnership can say."""
    words = current().wording.get(key)
    return in_language(words) if words else otherwise


@checks.register
def the_pack_can_be_read(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """Refuse to start on content that cannot be read, with the sentence that says which file and line."""
    try:
        current()
    except PackError as problem:
        return [checks.Error(str(problem), obj=str(settings.PACK), id="core.E002")]
    return []
