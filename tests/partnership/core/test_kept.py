"""Pages that are the same for everyone are rendered once for each version."""

import gzip
from datetime import UTC, datetime
from itertools import count

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from partnership.core.kept import SHELF, Page, Shelf, Version, keep, kept

AT = datetime(2026, 1, 31, tzinfo=UTC)
ask = RequestFactory()


@pytest.fixture(autouse=True)
def _empty_shelf():
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def version():
    """A version that a test can change."""
    return {"name": "one"}


@pytest.fixture
def view(version):
    """A view that says how often it has been asked."""
    asked = count(1)

    @kept(lambda request: Version(version["name"], AT), asks=("against",))
    def view(request):
        return HttpResponse(f"asked {next(asked)}", status=404 if "gone" in request.path else 200)

    return view


def test_second_request_gets_the_kept_page(view):
    assert [view(ask.get("/a/")).content for _ in range(2)] == [b"asked 1", b"asked 1"]


def test_new_version_is_rendered_anew(view, version):
    view(ask.get("/a/"))
    version["name"] = "two"

    assert view(ask.get("/a/")).content == b"asked 2"


def test_each_address_and_language_has_its_own_page(view, settings):
    settings.LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
    bodies = [view(ask.get(address)).content for address in ("/a/", "/b/", "/a/?against=b")]
    with translation.override("cy"):
        bodies.append(view(ask.get("/a/")).content)

    assert bodies == [b"asked 1", b"asked 2", b"asked 3", b"asked 4"]


def test_made_up_question_is_answered_and_not_kept(view):
    view(ask.get("/a/?fish=1"))

    assert len(SHELF) == 0


@pytest.mark.parametrize("address", ["/gone/", "/a/"])
def test_only_good_answers_to_a_get_are_kept(view, address):
    view(ask.post("/a/") if address == "/a/" else ask.get(address))

    assert len(SHELF) == 0


def test_answer_with_a_cookie_is_not_kept():
    @kept(lambda request: Version("one", AT))
    def view(request):
        response = HttpResponse("yours")
        response.set_cookie("who", "you")
        return response

    view(ask.get("/a/"))

    assert len(SHELF) == 0


def test_body_is_packed_once_for_browsers_that_take_it(view):
    plain, packed = view(ask.get("/a/")), view(ask.get("/a/", headers={"accept-encoding": "gzip"}))

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content == b"asked 1"
    assert "Content-Encoding" not in plain
    assert plain["Vary"] == "Accept-Encoding, Accept-Language"


def test_browser_that_has_the_page_is_told_so(view):
    first = view(ask.get("/a/"))
    again = view(ask.get("/a/", headers={"if-none-match": first["ETag"]}))
    since = view(ask.get("/a/", headers={"if-modified-since": first["Last-Modified"]}))

    assert (again.status_code, again.content) == (304, b"")
    assert since.status_code == 304


def test_shelf_forgets_the_page_asked_for_longest_ago():
    shelf = Shelf(most_bytes=25)
    for name in "ab":
        shelf.put((name,), Page(b"0123456789", b"", "", 0, ()))
    shelf.get(("a",))
    shelf.put(("c",), Page(b"0123456789", b"", "", 0, ()))

    assert [bool(shelf.get((name,))) for name in "abc"] == [True, False, True]
    assert shelf.held == 20


def test_shelf_counts_a_page_kept_twice_once():
    shelf = Shelf(most_bytes=100)
    for _ in range(2):
        shelf.put(("a",), Page(b"0123456789", b"01234", "", 0, ()))

    assert (len(shelf), shelf.held) == (1, 15)


def test_page_that_knows_no_day_is_asked_for_by_its_name_alone():
    """Its content may go back to what it was: a day would then call an old copy new."""
    render = count(1)

    def show(**headers):
        made_from = Version("what it shows", AT, dated=False)
        return keep(ask.get("/a/", headers=headers), made_from, lambda: HttpResponse(f"drawn {next(render)}"), ())

    first = show()
    assert "Last-Modified" not in first
    assert show(**{"If-Modified-Since": "Sat, 31 Jan 2099 00:00:00 GMT"}).content == b"drawn 1"
    assert show(**{"If-None-Match": first["ETag"]}).status_code == 304
