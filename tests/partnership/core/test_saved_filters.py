"""Kept filters: a list as somebody likes to see it, one click away, for them alone."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse

from partnership.core import actions, queries
from partnership.core.models import Event, SavedFilter
from partnership.core.refusals import Refusal
from partnership.core.rules import MOST_FILTERS_OF_A_PAGE
from tests.people import a_person, sign_in

pytestmark = pytest.mark.django_db

PAGE = '{% from "core/components/saved_filters.html" import saved_filters %}{{ saved_filters(request, "") }}'


@pytest.fixture
def person():
    return a_person()


def asked(path, person=None):
    request = RequestFactory().get(path)
    request.user = person or AnonymousUser()
    if person:
        request.COOKIES["sessionid"] = "x"
    return request


def shown(path, person=None):
    return engines["jinja2"].from_string(PAGE).render({}, request=asked(path, person))


def keep(person, name="Housing", page="/actions/", query="sector=housing"):
    return actions.keep_filter(name, page, query, by=person)


def test_filter_is_kept_and_leads_back_to_the_list(client, person):
    sign_in(client, person)

    answer = client.post(
        reverse("keep-filter"), {"name": "Housing", "page": "/notices/", "query": "sector=housing&q=caf%C3%A9"}
    )

    assert answer["Location"] == "/notices/?sector=housing&q=caf%C3%A9"
    assert (SavedFilter.objects.get().person, SavedFilter.objects.get().name) == (person, "Housing")


def test_same_name_for_the_same_list_replaces_the_filter(person):
    keep(person)
    keep(person, query="sector=health")
    keep(person, page="/other/")

    assert [one.query for one in SavedFilter.objects.all()] == ["sector=health", "sector=housing"]


def test_filter_without_a_name_is_asked_for_and_nothing_typed_is_lost(client, person):
    answer = sign_in(client, person).post(
        reverse("keep-filter"), {"name": "", "page": "/notices/", "query": "sector=housing"}
    )

    assert "Give it a name" in answer.text
    assert 'value="sector=housing"' in answer.text
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("page", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere"])
def test_filter_leads_nowhere_else(client, person, page):
    answer = sign_in(client, person).post(reverse("keep-filter"), {"name": "x", "page": page, "query": "a=b"})

    assert answer.status_code == 403
    assert not SavedFilter.objects.exists()


def test_there_is_room_for_some_filters_of_each_list(person):
    for number in range(MOST_FILTERS_OF_A_PAGE):
        keep(person, name=f"Filter {number}")

    with pytest.raises(Refusal, match="Remove one first"):
        keep(person)
    keep(person, page="/other/")


def test_filter_is_removed_by_whoever_kept_it(client, person):
    kept = keep(person)

    assert sign_in(client, a_person()).post(reverse("forget-filter", kwargs={"pk": kept.pk})).status_code == 404
    with pytest.raises(Refusal, match="Only the person"):
        actions.forget_filter(kept, by=a_person())

    assert sign_in(client, person).post(reverse("forget-filter", kwargs={"pk": kept.pk}))["Location"] == "/actions/"
    assert not SavedFilter.objects.exists()
    assert [event.verb for event in Event.objects.all()] == ["filter.forgotten", "filter.kept"]


def test_list_shows_the_filters_that_its_reader_kept(person):
    keep(person)
    keep(a_person(), name="Somebody else's")

    text = shown("/actions/?sector=housing&page=2&state=", person)

    assert 'href="/actions/?sector=housing" aria-current="true"' in text
    assert "Somebody else" not in text
    assert "Keep this filter" not in text  # it is kept


def test_list_offers_to_keep_a_filter_that_is_not_kept(person):
    keep(person)

    text = shown("/actions/?sector=health&page=3", person)

    assert 'name="query" value="sector=health"' in text
    assert shown("/other/?page=3", person).strip() == ""


def test_list_shows_nobody_any_filter(person):
    keep(person)

    assert shown("/actions/?sector=housing").strip() == ""
    assert queries.kept_filters(asked("/actions/")) is None
