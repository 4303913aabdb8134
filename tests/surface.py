"""Every surface of the site, found as a person finds it: by following links from a few front doors.

The same walk serves the crawl for secrets (in this process) and the journeys (over the wire): a page that no link leads
to is a page that nobody will find, and is an error in both.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from io import BytesIO
from urllib.parse import parse_qsl, urljoin, urlsplit
from zipfile import ZipFile

from django.test import Client
from django.urls import Resolver404, resolve

FRONT_DOORS = ("/", "/my-work/", "/programme/", "/content/", "/demo/", "/about/")
LINK = re.compile(r"<(?:a|link|img|script|source)\b[^>]*?\s(?:href|src)=\"([^\"]+)\"", re.IGNORECASE)
ASKS = re.compile(r"<form\b(?![^>]*method=\"post\")[^>]*?\saction=\"([^\"]*)\"", re.IGNORECASE)
LEAVES = {"account_logout", "leave", "leave-by-link"}  # following one of these would end the walk
MOST_ALIKE = 6  # addresses of one pattern that are visited, unless the caller wants more
STATIC = "/static/"


@dataclass(frozen=True)
class Got:
    """What one address answered."""

    address: str
    pattern: str
    status: int
    kind: str
    body: bytes
    leads_to: str = ""  # where a redirect points

    @property
    def text(self) -> str:
        """Give the body as text, as far as it is; of a workbook or an archive, the text of every file in it."""
        if not self.body.startswith(b"PK"):
            return self.body.decode("utf-8", "replace")
        with ZipFile(BytesIO(self.body)) as files:
            return "\n".join(files.read(name).decode("utf-8", "replace") for name in files.namelist())


def pattern_of(address: str) -> str:
    """Give the name of the pattern that answers this address; nothing where none does."""
    return _pattern_of_path(urlsplit(address).path)


@lru_cache(maxsize=10_000)
def _pattern_of_path(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def asker(client: Client, headers: Mapping[str, str] | None = None) -> Callable[[str], Got]:
    """Give a way to ask one address, in this process."""

    def get(address: str) -> Got:
        answer = client.get(address, headers={"accept": "text/html,*/*", **(headers or {})})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        kind = answer.get("Content-Type", "")
        return Got(address, pattern_of(address), answer.status_code, kind, body, answer.get("Location", ""))

    return get


def _alike(address: str) -> tuple[str, tuple[str, ...]]:
    """Give what makes two addresses the same kind of page: the pattern, and which questions they ask."""
    names = tuple(sorted({name for name, _value in parse_qsl(urlsplit(address).query)}))
    return pattern_of(address), names


def links(got: Got) -> Iterator[str]:
    """Give the addresses of this site that a page leads to, with its GET forms and its redirect."""
    found = [got.leads_to] if got.leads_to else []
    if got.kind.startswith("text/html"):
        found += [unescape(link) for link in (*LINK.findall(got.text), *ASKS.findall(got.text))]
    for link in found:
        parts = urlsplit(urljoin(f"http://testserver{got.address}", link))
        if parts.scheme in ("http", "https") and parts.netloc == "testserver":
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def walk(
    get: Callable[[str], Got],
    doors: Iterable[str] = FRONT_DOORS,
    *,
    most_alike: int = MOST_ALIKE,
    skip: Callable[[str], bool] = lambda _pattern: False,
) -> list[Got]:
    """Visit everything that can be reached from the doors, a few addresses of each kind; give what was answered."""
    waiting, seen, alike = deque(doors), set(doors), Counter[tuple[str, tuple[str, ...]]]()
    visited = []
    while waiting:
        got = get(waiting.popleft())
        visited.append(got)
        for address in links(got):
            kind = _alike(address)
            if address in seen or not kind[0] or kind[0] in LEAVES or skip(kind[0]) or alike[kind] >= most_alike:
                continue
            seen.add(address)
            alike[kind] += 1
            waiting.append(address)
    return visited
