"""Which addresses a person finds on the served site by following links, and as whom."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.journeys.conftest import look_around_number
from tests.surface import FRONT_DOORS, Got, pattern_of, walk

NOBODY = ""
WALKERS = (  # whoever comes first at a page shows it to the tests
    NOBODY,
    "programme-team",
    "partner-lead",
    "partner-lead-3",
    "safeguarding-lead",
    "practitioner",
    "joiner",
    "newcomer",
)
PUBLISHED = (
    *(
        "place",
        "places",
        "place-stage",
        "place-file",
        "place-stage-file",
        "rings",
        "rings-narrow",
        "profile",
        "history",
    ),
    *("history-narrow", "indicator", "indicators", "indicator-file", "indicators-file", "transition", "transitions"),
    *("transition-file", "setting", "settings", "setting-file", "compare-places", "compare-places-file", "find-place"),
    *("all-data", "all-data-file", "changes", "changes-file", "about-method", "api", "openapi", "home", "healthz"),
    *("report-page", "report-page-kept", "components"),
)
BY_ANOTHER_WAY: dict[str, str] = {  # pages that no link of the demonstration leads to, and the test that visits them
}
POSTS = re.compile(
    r"<form\b[^>]*method=\"post\"[^>]*action=\"([^\"]+)\"|<form\b[^>]*action=\"([^\"]+)\"[^>]*method=\"post\""
)
SUBMITS = re.compile(r"formaction=\"([^\"]+)\"")


def is_published(name: str) -> bool:
    """Whether the pattern shows published figures, or is the same for everybody: its addresses come from the pack."""
    return name in PUBLISHED or name.startswith("api-v1:")


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


@dataclass
class Found:
    """What the walks found: for each pattern the addresses and as whom, and the patterns that forms post to."""

    pages: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    posts: set[str] = field(default_factory=set)
    broken: dict[str, int] = field(default_factory=dict)

    def add(self, got: Got, key: str) -> None:
        """Note one answer."""
        if got.status >= 400:
            if got.status != 403 and got.address not in FRONT_DOORS:
                self.broken[f"{got.address} as {key or 'nobody'}"] = got.status
            return
        if got.status == 200:
            self.pages.setdefault(got.pattern, []).append((got.address, key))
        if got.kind.startswith("text/html"):
            links = [one or other for one, other in POSTS.findall(got.text)] + SUBMITS.findall(got.text)
            self.posts |= {pattern_of(urlsplit(link).path or got.address) for link in links}
            if re.search(r"<form\b(?![^>]*action=)[^>]*method=\"post\"", got.text):
                self.posts.add(got.pattern)


def asker(site: str, key: str) -> Callable[[str], Got]:
    """Give a way to ask the served site, signed in as somebody of the demonstration."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(_Stays, urllib.request.HTTPCookieProcessor(jar))

    def get(address: str, data: bytes | None = None, headers: dict[str, str] | None = None) -> Got:
        request = urllib.request.Request(site + address, data=data, headers={"Accept": "text/html", **(headers or {})})
        try:
            answer = browser.open(request, timeout=60)
        except urllib.error.HTTPError as problem:
            answer = problem
        with answer:
            kind = answer.headers.get("Content-Type", "")
            leads_to = (answer.headers.get("Location") or "").removeprefix(site)
            return Got(address, pattern_of(address), answer.status or 0, kind, answer.read(), leads_to)

    if key:
        number = look_around_number(get("/demo/").text, key)
        token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
        headers = {"X-CSRFToken": str(token), "Referer": f"{site}/demo/"}
        assert get(f"/demo/as/{number}/", b"", headers).status == 302
    return get


def find(site: str) -> Found:
    """Walk the site as everybody in turn."""
    found = Found()
    for key in WALKERS:
        for got in walk(asker(site, key), most_alike=2, skip=is_published):
            found.add(got, key)
    return found
