"""The newest build, opened once in each process and read by every page."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.utils.translation import gettext as _

from heartwood.evidence import store
from heartwood.evidence.profile import Evidence, open_evidence
from partnership.core import pack
from partnership.core.kept import STARTED, Version
from partnership.core.refusals import NotYet

LOOK_AGAIN_AFTER = 1.0  # seconds; a build is immutable, so only the arrival of a newer one matters
_one_at_a_time = Lock()
_last_look: tuple[Path, float, Path | None] | None = None


def builds_folder() -> Path:
    """Give the folder in which builds appear."""
    return Path(settings.DATA) / "builds"


def newest_build() -> Path | None:
    """Give the newest build, looking into the folder at most once a second."""
    global _last_look
    folder, now = builds_folder(), time.monotonic()
    if _last_look is None or _last_look[0] != folder or now - _last_look[1] > LOOK_AGAIN_AFTER:
        _last_look = (folder, now, store.newest(folder))
    return _last_look[2]


def made_from() -> Version:
    """Name what pages are made from: the newest build and the edition of words, and when each was made."""
    build = newest_build()
    return _version(build, pack.edition(), pack.edition_at() or STARTED)


@lru_cache(maxsize=2)
def _version(build: Path | None, words: str, words_at: datetime) -> Version:
    if build is None:
        return Version("", STARTED, words, words_at)
    return Version(build.stem, datetime.fromtimestamp(build.stat().st_mtime, UTC), words, words_at)


def evidence() -> Evidence:
    """Give the newest build's evidence.

    Raises
    ------
    Refusal
        Where nothing has been loaded yet.
    """
    build = newest_build()
    if build is None:
        raise NotYet(_("This site has no figures yet. The people who run it load them. Please come back later."))
    return opened(build)


def opened(build: Path) -> Evidence:
    """Give a build's evidence: read once, by whoever asks first, and told in the newest edition's words."""
    with _one_at_a_time:
        found, words = _opened(build), pack.current()
    return found if found.pack is words else replace(found, pack=words)


@lru_cache(maxsize=2)
def _opened(build: Path) -> Evidence:
    return open_evidence(build, pack.current())
