"""Pages that are the same for everyone are rendered once for each version of what they show, and kept in memory.

A build is immutable, so a page made from it is right for as long as the build is the newest one: no clock, no
invalidation. Where there is no build, the version is the content itself: everything that the page shows, looked up.
A page with a form that does something, or with anything about the person who asks, must not be kept: whoever brings a
session gets a page made for them, and none of theirs is kept.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial, wraps
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language

from partnership.core.visitors import has_session

View = Callable[..., HttpResponse]
STARTED = datetime.now(UTC)  # a newer program may write the same figures another way


@dataclass(frozen=True, slots=True)
class Version:
    """What a page was made from: the name of the build and when that was made, the edition of words and its day.

    What is not `dated` may become again what it was before: a browser then asks by the page's name alone.
    """

    name: str
    at: datetime
    words: str = ""
    words_at: datetime = STARTED
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page, ready to send."""

    body: bytes
    packed: bytes
    etag: str
    modified: int | None
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """Bytes of memory, near enough."""
        return len(self.body) + len(self.packed)


class Shelf:
    """The pages kept by this process: the ones asked for longest ago leave first when it is full."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.held = most_bytes, 0
        self._pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, ...]) -> Page | None:
        """Give the page and remember that it was asked for."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: tuple[str, ...], page: Page) -> None:
        """Keep the page; make room for it."""
        with self._lock:
            old = self._pages.pop(key, None)
            self._pages[key] = page
            self.held += page.size - (old.size if old else 0)
            while self.held > self.most_bytes and len(self._pages) > 1:
                self.held -= self._pages.popitem(last=False)[1].size

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pages.clear()
            self.held = 0

    def __len__(self) -> int:
        return len(self._pages)


SHELF = Shelf(most_bytes=96 * 1024 * 1024)


def _page(response: HttpResponse, version: Version) -> Page:
    body = response.content
    return Page(
        body=body,
        packed=gzip.compress(body, compresslevel=9, mtime=0),
        etag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        modified=int(max(version.at, version.words_at, STARTED).timestamp()) if version.dated else None,
        headers=tuple((name, value) for name, value in response.items() if name != "Content-Length"),
    )


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(page.packed if packed else page.body)
    for name, value in page.headers:
        response[name] = value
    if packed:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = page.etag
    if page.modified is not None:
        response["Last-Modified"] = http_date(page.modified)
    response["Cache-Control"] = "no-cache"  # keep a copy, and ask whether it is still right
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language"])
    found = get_conditional_response(request, page.etag, page.modified, response)
    return found or response


def _can_be_kept(response: HttpResponse) -> bool:
    return response.status_code == 200 and not response.streaming and not response.cookies


def _is_for_everyone(request: HttpRequest, asks: Collection[str]) -> bool:
    return request.method in ("GET", "HEAD") and not set(request.GET) - set(asks) and not has_session(request)


def keep(
    request: HttpRequest, made_from: Version, render: Callable[[], HttpResponse], asks: Collection[str]
) -> HttpResponse:
    """Answer with the page made from this version, and render it if it is not kept; `asks` as for `kept`."""
    if not _is_for_everyone(request, asks):
        return render()
    key = (made_from.name, made_from.words, get_language() or "", request.get_host(), request.get_full_path())
    page = SHELF.get(key)
    if page is None:
        response = render()
        if not _can_be_kept(response):
            return response
        page = _page(response, made_from)
        SHELF.put(key, page)
    return _answer(request, page)


def kept(version: Callable[[HttpRequest], Version], *, asks: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Keep what the view renders, by version, language and full address.

    Parameters
    ----------
    version
        From the request to what its page is made from. Called for every request, so it must be quick.
    asks
        Names of the query parameters that the view reads. A request with any other is rendered and not kept, so
        that nobody can push the real pages out with made-up addresses.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not _is_for_everyone(request, asks):
                return view(request, *args, **kwargs)
            return keep(request, version(request), partial(view, request, *args, **kwargs), asks)

        return answer

    return wrap
