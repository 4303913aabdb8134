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
WALKERS = (  # each of them finds pages that nobody before them finds; the crawl for canaries walks as every role
    NOBODY,
    "programme-team",
    "partner-lead",
    "partner-lead-3",
    "partner-lead-5",
    "safeguarding-lead",
    "moderator",
)
ALIKE = 3  # a pledge that can be reported on, one that can be begun, one that is only proposed
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
    *("framework", "framework-edition", "framework-standard", "framework-sheet", "framework-file", "framework-json"),
    *("report-page", "report-page-kept", "components"),
)
SIGNING_IN = "a step of signing in: tests/journeys/test_sign_in.py and tests/partnership/accounts go through it"
LETTER = "a link with a secret that stands in one letter only: the tests of its part open the letter"
STEP = "a button that only one state of a thing has, which the demonstration is not in: the tests of its part press it"
BY_JOURNEYS = "a button whose place depends on which journeys went before on the same site: tests of its part press it"
CHOSEN = "a picture that a narrow browser chooses: tests/partnership/listening/test_counts_pages.py asks for it"
FOR_PROGRAMS = (
    "an address that programs make up themselves: tests/partnership/listening/test_counts_pages.py asks for it"
)
GONE = "the way out, after which every page leads away: tests/journeys/test_leaving.py takes it"
LONG = "a list that is left to the worker: tests/partnership/partners/test_imports_long.py has one"
HANDED_ON = (
    "a link or a sheet that is handed on: tests/journeys/test_framework.py answers by both, and axe reads each page"
)
CODED = "a page behind somebody's code: tests/journeys/test_coming_back.py goes through each, and axe reads it"
READ = "words that wait for a reader: tests/journeys/test_reading.py reads them, and axe each page"
ANSWERED = (
    "an answer that waits for a reader: tests/journeys/test_answering_stories.py lets two pass, and axe reads each"
)
TOLD = "a form that begins with what somebody ticked: tests/journeys/test_framework.py fills it in, and axe reads it"
FILE = "a file that somebody filled in: tests/partnership/framework/test_workbooks.py brings one back"
LONG_REPORT = "a long report, or one that was stopped: tests/partnership/academy/test_elsewhere_pages.py has one"
IN_A_ROOM = "what happens in a room: tests/journeys/test_register.py scans the code, and ticks without a connection"
OWN_PAPER = "what somebody has who came: tests/journeys/test_register.py takes one from a passport"
WATCHED = "what two people agree on: tests/journeys/test_teaching.py asks, writes and answers, and axe reads each page"
OF_WHOEVER_LED = "what people said of somebody's own sessions: tests/partnership/academy/test_changed.py takes it away"
SWITCHED_OFF = "off until it is configured: tests/partnership/partners and tests/partnership/academy switch it on"
BY_ANOTHER_WAY = {  # pages that no link of the demonstration leads to, and how they are visited instead
    **dict.fromkeys(("accounts", "second-factor", "goodbye", "end-session", "end-other-sessions"), SIGNING_IN),
    **dict.fromkeys(("account_confirm_login_code", "account_email_verification_sent", "account_inactive"), SIGNING_IN),
    **dict.fromkeys(("mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_index"), SIGNING_IN),
    **dict.fromkeys(("mfa_download_recovery_codes", "mfa_view_recovery_codes", "mfa_edit_webauthn"), SIGNING_IN),
    **dict.fromkeys(("mfa_list_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate"), SIGNING_IN),
    "mfa_reauthenticate_webauthn": SIGNING_IN,
    **dict.fromkeys(("invitation", "decline-invitation", "stop-letters", "take-me-out", "taken-out"), LETTER),
    **dict.fromkeys(("actions-calendar-feed", "training-calendar-feed", "what-waits"), LETTER),
    **dict.fromkeys(("open-referral", "open-referral-service", "open-referral-services"), SWITCHED_OFF),
    **dict.fromkeys(("open-course", "answer-tool", "launch-keys"), SWITCHED_OFF),
    **dict.fromkeys(("take-credential", "own-credential", "credential-issuer", "credential-status"), SWITCHED_OFF),
    **dict.fromkeys(("agree-pledge", "approve-person", "ask-second-person", "catch-up-draft", "check-draft"), STEP),
    **dict.fromkeys(("commitment-signed", "resume-commitment", "take-back-request", "partner-undo-import"), STEP),
    **dict.fromkeys(("erase-person", "forget-filter", "put-back-edition", "take-back", "wait-no-longer"), STEP),
    "withdraw-consent": STEP,
    **dict.fromkeys(("answer", "begin-by-link", "code-by-link", "go-on-by-link", "question-by-link"), HANDED_ON),
    **dict.fromkeys(("look-over-by-link", "hand-in-by-link", "thanks-by-link", "stop-by-link"), HANDED_ON),
    **dict.fromkeys(("take-back-by-link", "taken-back-by-link", "leave-by-link"), HANDED_ON),
    **dict.fromkeys(("words-by-link", "my-words-by-link", "thanks-asked"), HANDED_ON),
    **dict.fromkeys(("sheet-to-type", "import-sealed-workbook", "sealed-workbook"), HANDED_ON),
    **dict.fromkeys(("hand-in-by-name", "raise-from-plan"), TOLD),
    **dict.fromkeys(("remind-partners", "take-evidence-back"), STEP),
    **dict.fromkeys(("open-results", "reply-to-view", "settle-visit", "count-for-campaign", "take-back-carried"), STEP),
    **dict.fromkeys(("check-in", "register-ticks"), IN_A_ROOM),
    **dict.fromkeys(("own-certificate", "get-attendance-certificate", "get-completion-certificate"), OWN_PAPER),
    **dict.fromkeys(("could-not-come", "write-reflection", "record-result"), STEP),
    **dict.fromkeys(("stop-certificates", "make-certificates-now"), STEP),
    **dict.fromkeys(("sharing", "end-sharing", "try-statements-again", "statements-file"), SWITCHED_OFF),
    **dict.fromkeys(("bring-in-statements", "my-sharing", "keep-to-myself", "share-again"), SWITCHED_OFF),
    **dict.fromkeys(("stop-learning", "go-on-with-learning", "do-learning-now"), LONG_REPORT),
    **dict.fromkeys(("partner-stop-learning", "partner-go-on-with-learning", "partner-do-learning-now"), LONG_REPORT),
    **dict.fromkeys(("answer-withdrawal", "withdraw-trainer"), STEP),
    **dict.fromkeys(("ask-to-watch", "answer-observation"), WATCHED),
    **dict.fromkeys(("announce-session", "release-places", "remove-part", "step-back", "take-place"), BY_JOURNEYS),
    **dict.fromkeys(("stop-training-calendar", "end-role", "publish-theme"), BY_JOURNEYS),
    "i-led-changed-file": OF_WHOEVER_LED,
    "leave": GONE,
    **dict.fromkeys(("what-people-say-narrow", "who-is-trained-narrow", "programme-trained-narrow"), CHOSEN),
    **dict.fromkeys(("api-counts-v1:api-root", "api-counts-v1:release"), FOR_PROGRAMS),
    **dict.fromkeys(("api-trained-v1:api-root", "api-trained-v1:release"), FOR_PROGRAMS),
    **dict.fromkeys(("my-story", "show-my-words", "print-my-story", "add-to-story", "correct-story", "my-uses"), CODED),
    **dict.fromkeys(("public-words", "approve-words", "refuse-words", "say-better", "change-use"), CODED),
    **dict.fromkeys(("withdraw-my-story", "story-taken-back", "lock-my-code", "code-locked", "close-my-story"), CODED),
    **dict.fromkeys(("my-draft", "delete-my-draft"), CODED),
    **dict.fromkeys(("read-text", "take-text", "hand-back-text", "fold-text", "unfold-text", "open-text"), READ),
    **dict.fromkeys(("make-version", "withdraw-version", "take-story", "hand-story-back"), READ),
    **dict.fromkeys(("story-version", "raise-concern", "concern", "take-concern", "decide-concern"), READ),
    **dict.fromkeys(("close-concern", "note-talk"), READ),
    **dict.fromkeys(("check-reply", "pass-reply"), ANSWERED),
    **dict.fromkeys(("acknowledge-told", "publish-counts", "publish-trained", "call-back-route"), STEP),
    "call-shift-off": STEP,
    **dict.fromkeys(("bring-in-workbook", "bring-in-sealed-workbook"), FILE),
    **dict.fromkeys(("do-import-now", "stop-import", "partner-do-import-now", "partner-stop-import"), LONG),
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


@dataclass(frozen=True)
class Page:
    """A page that was found, as whom, and how much stands on it."""

    address: str
    key: str
    size: int


@dataclass
class Found:
    """What the walks found: for each pattern its fullest page, and the patterns of files and of what forms post to."""

    pages: dict[str, Page] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    broken: dict[str, int] = field(default_factory=dict)

    def add(self, got: Got, key: str) -> None:
        """Note one answer."""
        if got.status >= 400:
            if got.status != 403 and got.address not in FRONT_DOORS:
                self.broken[f"{got.address} as {key or 'nobody'}"] = got.status
            return
        if not got.kind.startswith("text/html"):
            self.files.add(got.pattern)
            return
        if got.status == 200:
            found = Page(got.address, key, len(got.body))
            self.pages[got.pattern] = max(self.pages.get(got.pattern, found), found, key=lambda page: page.size)
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
        for got in walk(asker(site, key), most_alike=ALIKE, skip=is_published):
            found.add(got, key)
    return found
