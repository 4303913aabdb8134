"""Bring a publisher's file here: from its address, or from a folder."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path, PurePosixPath

from heartwood.evidence.sources.shapes import Fetched, SourceError

_SECONDS = 60


def is_address(where: str) -> bool:
    """Whether this is a web address, not a file."""
    return where.startswith(("https://", "http://"))


def fetch(where: str, into: Path) -> Fetched:
    """Copy the bytes of a file or an address into the folder, unedited.

    Raises
    ------
    SourceError
        If there is nothing there to read.
    """
    name = PurePosixPath(urllib.parse.urlsplit(where).path).name if is_address(where) else Path(where).name
    copy = into / (name or "file")
    if is_address(where):
        _download(where, copy)
    elif not Path(where).is_file():
        raise SourceError(f"{where}: there is no such file.")
    else:
        shutil.copyfile(where, copy)
    return Fetched(copy, copy.name, where, released=None)


def _download(address: str, copy: Path) -> None:
    request = urllib.request.Request(address, headers={"User-Agent": "heartwood"})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer, copy.open("wb") as file:
            shutil.copyfileobj(answer, file)
    except (urllib.error.URLError, OSError, ValueError) as problem:
        raise SourceError(f"{address}: nothing could be fetched from there ({problem}).") from problem
