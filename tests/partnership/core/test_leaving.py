"""The server's part of leaving fast: the session ends, the browser is told to forget, and nobody can go back."""

from __future__ import annotations

import dataclasses

import pytest
from django.contrib.sessions.models import Session

from partnership.core import leaving, pack
from tests.people import a_person, sign_in

WAY_OUT = 'href="/leave/"'


def test_leaving_leads_away_and_names_nobody(client):
    left = client.get("/leave/")
    assert (left.status_code, left["Location"]) == (302, leaving.leave_to())
    assert left["Cache-Control"] == "no-store"
    assert left["Clear-Site-Data"] == '"cache", "storage"'
    assert left["Referrer-Policy"] == "no-referrer"


def test_where_a_pack_does_not_listen_there_is_somewhere_too(monkeypatch):
    silent = dataclasses.replace(pack.current(), listening=None)
    monkeypatch.setattr(pack, "current", lambda: silent)
    assert leaving.leave_to() == leaving.OTHERWISE


@pytest.mark.django_db
def test_leaving_ends_the_session_and_deletes_every_cookie(client):
    sign_in(client, a_person("Alder Moss"))
    client.cookies["csrftoken"] = "x" * 32
    left = client.get("/leave/")
    assert Session.objects.count() == 0
    cookies = {name: (one.value, one["path"], one["max-age"]) for name, one in left.cookies.items()}
    assert cookies == {
        "sessionid": ("", "/", 0),
        "csrftoken": ("", "/", 0),
        "back": ("", "/tell-us/back/", 0),
        "away": ("1", "/", 120),
    }
    assert left.cookies["away"]["httponly"]


def test_for_two_minutes_every_page_leads_away(client):
    client.get("/leave/")
    for answer in (client.get("/about/"), client.post("/report-page/"), client.get("/nothing-here/")):
        assert (answer.status_code, answer["Location"]) == (302, leaving.leave_to())
        assert answer["Cache-Control"] == "no-store"
    assert client.get("/leave/")["Location"] == leaving.leave_to()
    del client.cookies["away"]
    assert client.get("/about/").status_code == 200


def test_leaving_writes_nothing_down(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get("/leave/")


def test_way_out_stands_on_pages_for_nobody_and_on_no_page_of_staff(client, db):
    for path in ("/about/", "/nothing-here/", "/tell-us/staying-safe/", "/accounts/login/"):
        assert WAY_OUT in client.get(path).text, path
    sign_in(client, a_person("Alder Moss"))
    assert WAY_OUT not in client.get("/my-work/").text
    assert WAY_OUT in client.get("/tell-us/staying-safe/").text


def test_link_tells_the_other_site_nothing_and_the_page_says_what_it_does_without_a_script(client, db):
    said = client.get("/tell-us/staying-safe/").text
    assert said.count('rel="nofollow noreferrer"') == 2
    assert said.count("<noscript>") == 2
    assert "no-store" in client.get("/tell-us/staying-safe/")["Cache-Control"]
