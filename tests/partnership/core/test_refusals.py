"""A refusal is a sentence on a calm page, with the way back."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from partnership.config.urls import handler404, handler500, urlpatterns
from partnership.core import leaving
from partnership.core.middleware import CalmRefusals, way_back
from partnership.core.refusals import Refusal, allowed

SENTENCE = "Only people who belong to this partner can do that."


def refuse(request):
    raise Refusal(SENTENCE)


def fall_over(request):
    raise KeyError("a slip of ours")


class Addresses:
    """The site, and two views that go wrong."""

    urlpatterns = [*urlpatterns, path("refuse/", refuse), path("fall-over/", fall_over)]
    handler404, handler500 = handler404, handler500


@pytest.fixture
def _two_more_addresses(settings):
    settings.ROOT_URLCONF = Addresses


@pytest.mark.usefixtures("_two_more_addresses")
def test_refusal_becomes_a_page_with_its_sentence_and_the_way_back(client):
    response = client.get("/refuse/", headers={"referer": "http://testserver/about/doubts/?all=yes"})

    assert response.status_code == 403
    assert SENTENCE in response.text
    assert 'href="/about/doubts/?all=yes"' in response.text


@pytest.mark.usefixtures("_two_more_addresses")
def test_any_other_exception_is_not_dressed_up_as_a_refusal(client):
    client.raise_request_exception = False

    response = client.get("/fall-over/")

    assert response.status_code == 500
    assert "Something broke on our side" in response.text
    assert 'href="/report-page/?page=/fall-over/"' in response.text
    assert f'data-leave="{leaving.OTHERWISE}"' in response.text  # nobody has to stay because we broke
    assert "a slip of ours" not in response.text


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("", "/"),
        ("http://elsewhere.example/about/", "/"),
        ("http://testserver/about/", "/about/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_way_back_stays_on_this_site(referer, back):
    request = RequestFactory().get("/refuse/", headers={"referer": referer})

    assert way_back(request) == back


def test_way_back_from_a_refused_front_page_is_not_itself():
    assert way_back(RequestFactory().get("/")) == "/about/"


def test_middleware_leaves_a_good_answer_alone():
    answer = HttpResponse("good")

    assert CalmRefusals(lambda request: answer)(RequestFactory().get("/")) is answer


def test_allowed_asks_a_rule_without_being_stopped():
    def check(number):
        if number > 1:
            raise Refusal("One is enough.")

    assert allowed(check, 1)
    assert not allowed(check, 2)
