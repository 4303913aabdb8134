"""What one part adds to a page of another: nothing where nobody adds, and a page that is kept is kept under its name."""

from datetime import UTC, datetime

import pytest
from django.template import engines

from partnership.core import beside
from partnership.core.kept import Version

WHEN = datetime(2026, 11, 29, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _only_here(monkeypatch):
    monkeypatch.setattr(beside, "_ADDED", {})


def drawn(place, thing):
    return engines["jinja2"].from_string("<{{ beside(place, thing) }}>").render({"place": place, "thing": thing})


def test_where_nobody_adds_anything_the_page_stands_as_it_is():
    version = Version("page", WHEN)
    assert drawn("place", "leeds") == "<>"
    assert beside.made_with(version, "place", "leeds") is version


def test_what_is_added_is_drawn_and_the_page_is_kept_under_both_names():
    beside.add("place", beside.Addition("core/components/nothing.html", {}.get, {"leeds": "counts:1"}.get))
    assert drawn("place", "leeds") == "<>"  # nothing to show of it
    made = beside.made_with(Version("page", WHEN), "place", "leeds")
    assert (made.name, made.dated) == ("page counts:1", False)
    untouched = beside.made_with(Version("page", WHEN), "place", "bradford")
    assert (untouched.name, untouched.dated) == ("page", True)
