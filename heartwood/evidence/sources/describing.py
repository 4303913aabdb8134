"""A source's description, read from the YAML file beside its module."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from heartwood.evidence.sources.shapes import Description, FileKind

_OWN = {"name", "title", "headings", "leave", "unfinished_last_line"}


def _kind(given: dict[str, Any], title: str) -> FileKind:
    return FileKind(
        name=given["name"],
        title=given.get("title", title),
        headings=tuple(given.get("headings") or _headings(given)),
        leave=given.get("leave", ""),
        unfinished_last_line=given.get("unfinished_last_line", False),
        about={key: value for key, value in given.items() if key not in _OWN},
    )


def _headings(given: dict[str, Any]) -> list[str]:
    """Give the headings of a kind that names each of its columns."""
    return [given["area"], *([given["district"]] if "district" in given else []), *given["columns"]]


@cache
def describe(source: str) -> Description:
    """Read ``<source>.yaml``: who publishes it, under which licence, in which layouts, with which codes."""
    given = yaml.load((Path(__file__).parent / f"{source}.yaml").read_bytes(), yaml.CSafeLoader)
    return Description(
        source=given["source"],
        title=given["title"],
        publisher=given["publisher"],
        page=given["page"],
        licence=given["licence"],
        tidy=given["tidy"],
        whole=given.get("whole", False),
        silences={str(code): (status, why) for code, (status, why) in given.get("silences", {}).items()},
        kinds=tuple(_kind(kind, given["title"]) for kind in given["files"]),
        about=given.get("about", {}),
    )
