"""Who asks: pages for somebody hold their name and are left nowhere; pages for nobody cost no look at who they are."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from partnership.core.kept import SHELF
from partnership.core.visitors import somebody, used_second_factor
from tests.people import a_partner, a_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_shelf(settings, facts_build):
    settings.DATA = facts_build.parent.parent
    SHELF.clear()
    yield
    SHELF.clear()


def test_nobody_is_offered_the_way_in(client):
    page = client.get("/about/")

    assert 'href="/accounts/login/"' in page.text
    assert "Sign out" not in page.text
    assert page.cookies == {}


def test_page_for_nobody_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/about/")


def test_somebody_sees_their_name_and_the_way_out(client):
    sign_in(client, a_person("Marigold Stavesacre"))
    page = client.get("/about/")

    assert "Marigold Stavesacre" in page.text
    assert 'action="/accounts/logout/"' in page.text
    assert page["Cache-Control"] == "private, no-store"


def test_kept_page_never_carries_a_name(client):
    sign_in(client, a_person("Marigold Stavesacre"))
    named = client.get("/")
    for_nobody = Client().get("/")

    assert "Marigold Stavesacre" in named.text
    assert "ETag" not in named
    assert "Marigold Stavesacre" not in for_nobody.text
    assert "ETag" in for_nobody


def test_page_kept_for_nobody_is_not_given_to_somebody(client):
    Client().get("/")
    assert len(SHELF) == 1
    sign_in(client, a_person("Marigold Stavesacre"))

    assert "Marigold Stavesacre" in client.get("/").text
    assert len(SHELF) == 1


def test_browser_that_kept_the_page_for_nobody_gets_the_new_one(client):
    etag = client.get("/")["ETag"]
    sign_in(client, a_person("Marigold Stavesacre"))

    assert client.get("/", headers={"if-none-match": etag}).status_code == 200


def test_old_session_is_nobody(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "of-no-session"

    assert 'href="/accounts/login/"' in client.get("/about/").text


def test_request_of_no_site_is_nobodys():
    assert somebody(RequestFactory().get("/")) is None


def test_partner_that_somebody_acts_for_stands_on_the_page(settings):
    request = RequestFactory().get("/about/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "theirs"
    request.user, request.partner = a_person(), a_partner("Moss and Willow")
    page = render_to_string("core/about.html", {}, request)

    assert re.search(r'acting for <a href="/for/partner-\d+/" translate="no">Moss and Willow</a>', page)


@pytest.mark.parametrize(
    ("records", "used"),
    [
        ([], False),
        ([{"method": "code"}], False),
        ([{"method": "code"}, {"method": "mfa", "type": "totp"}], True),
        ([{"method": "socialaccount", "provider": "cis2"}], True),
        ([{"method": "socialaccount", "provider": "other"}], False),
    ],
)
def test_second_factor_is_one_given_here_or_where_one_is_asked_for(client, settings, records, used):
    settings.SECOND_FACTOR_PROVIDERS = ["cis2"]
    request = RequestFactory().get("/")
    request.user = a_person()
    request.session = {
        "account_authentication_methods": records,
        "account_authentication_methods_user": str(request.user.pk),
    }

    assert used_second_factor(request) is used
