"""A real site in a process of its own, and a real Chromium to visit it with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from psycopg.sql import SQL, Identifier

from heartwood.pack import Pack
from tools import chromium, front_end, serve
from tools.steps import BIN

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NOWHERE_ELSE = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@dataclass(frozen=True)
class Site:
    """Where the site answers, and what it printed (letters among it, for want of a mail server)."""

    address: str
    log: Path
    env: Mapping[str, str]

    def manage(self, *command: str) -> None:
        """Run a command of the site's own, as whoever looks after the server would."""
        manage = [sys.executable, "manage.py", *command]
        subprocess.run(manage, cwd=ROOT, env={**os.environ, **self.env}, check=True, capture_output=True)


@dataclass(frozen=True)
class Postcode:
    """A postcode that a list loaded into the site puts in a district."""

    whole: str
    half: str
    district: str


@pytest.fixture(scope="session")
def postcode(pack: Pack) -> Postcode:
    return Postcode("BD1 1HY", "BD1", pack.districts[0].code)


@pytest.fixture(scope="session")
def site_data(tmp_path_factory: pytest.TempPathFactory, pack_folder: Path, postcode: Postcode) -> Path:
    """Give a data folder with the pack's facts and a list of postcodes, loaded by the commands a person would type."""
    folder = tmp_path_factory.mktemp("site")
    directory = folder / "ONSPD_AUG_2025_UK.csv"
    directory.write_text(f"pcd,pcds,oslaua\n{postcode.whole},{postcode.whole},{postcode.district}\n", encoding="utf-8")
    facts = sorted((pack_folder / "facts").glob("*.csv"))
    for source, files in (("facts", facts), ("lookups", [directory])):
        command = [BIN / "heartwood", "evidence", "load", source, *files]
        env = {**os.environ, "HEARTWOOD_DATA": str(folder)}
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def site_database() -> Iterator[str]:
    """Give a new database on the cluster of DATABASE_URL, never the tests' own; the empty address stands for SQLite."""
    cluster, name = os.environ.get("DATABASE_URL", ""), f"heartwood_site_{os.getpid()}"
    if not cluster.startswith("postgres"):
        yield ""
        return
    with psycopg.connect(cluster, autocommit=True) as there:
        there.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    yield urlsplit(cluster)._replace(path=f"/{name}").geturl()
    with psycopg.connect(cluster, autocommit=True) as there:
        there.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture(scope="session")
def site(site_data: Path, site_database: str) -> Iterator[Site]:
    """Serve the site as `make run` does, from a data folder of its own with a real build in it."""
    env = {
        "HEARTWOOD_DATA": str(site_data),
        "DATABASE_URL": site_database,
        "SECRET_KEY": "only for this run of the tests",
        "PYTHONUNBUFFERED": "1",
        "HEARTWOOD_DEMONSTRATION": "1",
    }
    front_end.ready()
    serve.collect_static({**env, "HEARTWOOD_PACK": str(serve.pack_folder())})
    port, log = serve.free_port(), site_data / "server.log"
    site = Site(f"http://127.0.0.1:{port}", log, env)
    site.manage("migrate", "--no-input")
    site.manage("load_demonstration")
    with log.open("wb") as output:
        server = serve.start(port, env, output=output)
        try:
            serve.wait_until_ready(server, port)
            yield site
        finally:
            serve.stop(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once; leave the journeys out, and say so, where there is none."""
    found = os.environ.get("HEARTWOOD_CHROMIUM") or next(filter(None, map(shutil.which, chromium.NAMES)), None)
    if not found:
        pytest.skip("needs a Chromium, on the PATH or named in HEARTWOOD_CHROMIUM")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code in every later test.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    without_sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=found, args=[*chromium.QUIET, *NOWHERE_ELSE, *without_sandbox]
        )
        yield started
        started.close()


@dataclass
class Visit:
    """A page being looked at, and what went wrong without anybody seeing it."""

    page: Page
    context: BrowserContext
    elsewhere: list[str]
    complaints: list[str]
    left_for: str = ""  # where somebody left to: what still asks for it does so on purpose
    led_away: list[str] = field(default_factory=list)  # what asked for it after they had gone

    def look_around_as(self, key: str) -> None:
        """Sign in as somebody of the demonstration, by the button that a newcomer would press."""
        self.context.clear_cookies()
        demo = self.context.request.get("/demo/")
        number = look_around_number(demo.text(), key)
        token = next(cookie["value"] for cookie in self.context.cookies() if cookie["name"] == "csrftoken")
        headers = {"X-CSRFToken": token, "Referer": demo.url}
        answer = self.context.request.post(f"/demo/as/{number}/", headers=headers, max_redirects=0)
        assert answer.status == 302

    def leave_fast(self) -> str:
        """Leave by the button at the top, and give where it leads. Only then may a request leave the site."""
        to = self.page.locator("[data-leave]").get_attribute("data-leave") or ""
        played = {"body": "<title>Elsewhere</title>", "content_type": "text/html"}
        self.context.route(
            f"{to}**", lambda route: route.fulfill(**played)
        )  # the server's redirect finds no such place
        with self.context.expect_event("request", lambda asked: asked.url.startswith(to)):
            self.page.get_by_role("link", name="Leave this page", exact=True).click()
        self.gone(to)
        return to

    def gone(self, to: str) -> None:
        """Wait until nothing of ours shows; whatever asked for `to` did so on purpose, and may still be asking."""
        self.left_for = to
        self.page.wait_for_url(lambda url: not url.startswith("http://127.0.0.1"))
        self.elsewhere[:] = [address for address in self.elsewhere if not address.startswith(to)]


def look_around_number(page: str, key: str) -> str:
    """Find on /demo/ the button of the person with this key."""
    line = next(part for part in re.split(r"<li\b", page) if f"{key}@example.org" in part)
    found = re.search(r'action="/demo/as/(\d+)/"', line)
    assert found, f"/demo/ has no button for {key}"
    return found.group(1)


def begin_visit(browser: Browser, site: Site, *, narrow: bool = False, scripts: bool = True) -> Visit:
    """Give a new visitor with a browser window of their own."""
    size = NARROW if narrow else WIDE
    context = browser.new_context(base_url=site.address, viewport=size, java_script_enabled=scripts, locale="en-GB")
    one = Visit(context.new_page(), context, [], [])

    def note_elsewhere(request: Request) -> None:
        if one.left_for and request.url.startswith(one.left_for):
            one.led_away.append(request.url)
        elif not request.url.startswith((site.address, "data:", "blob:")):
            one.elsewhere.append(request.url)

    def note_complaint(said: ConsoleMessage) -> None:
        if said.type == "error" and "status of 4" not in said.text:
            one.complaints.append(said.text)

    context.on("request", note_elsewhere)
    one.page.on("pageerror", lambda problem: one.complaints.append(str(problem)))
    one.page.on("console", note_complaint)
    return one


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visit]]:
    """Give a new visitor; at the end no request may have left the site, and the browser may not have complained."""
    visits: list[Visit] = []

    def begin(*, narrow: bool = False, scripts: bool = True) -> Visit:
        visits.append(begin_visit(browser, site, narrow=narrow, scripts=scripts))
        return visits[-1]

    yield begin
    for one in visits:
        one.context.close()
    assert [address for one in visits for address in one.elsewhere] == []
    assert [text for one in visits for text in one.complaints] == []


@pytest.fixture(scope="module")
def window(browser: Browser, site: Site) -> Iterator[Callable[[str], Visit]]:
    """Give the one window of somebody of the demonstration, who stays signed in for all tests of a file."""
    windows: dict[str, Visit] = {}

    def of(key: str) -> Visit:
        if key not in windows:
            windows[key] = begin_visit(browser, site)
            if key:
                windows[key].look_around_as(key)
        return windows[key]

    yield of
    for one in windows.values():
        one.context.close()


@pytest.fixture(scope="session")
def found(site: Site):
    """Give what can be found on the site by following links, as several people in turn."""
    from tests.journeys.found import find  # noqa: PLC0415 (it needs this module)

    return find(site.address)


@pytest.fixture(scope="session")
def methods() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (ROOT / "docs" / "methods").glob("*.md")))


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("needs axe-core in node_modules; `make test` brings it")
    return AXE.read_text(encoding="utf-8")
