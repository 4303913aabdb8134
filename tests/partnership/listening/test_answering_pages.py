"""The pages of those who were told something and answer it, and of the readers who look first."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.listening.models import Reply, Route, Story
from partnership.partners.models import Kind
from tests.answers import ANSWER, WORDS, a_read_story, an_organisation, answered, lead_of, text_of, told_to
from tests.people import sign_in, somebody
from tests.stories import a_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def partner():
    return an_organisation()


def page(route, name="told-story"):
    return reverse(name, kwargs={"partner": route.partner.slug, "pk": route.pk})


def test_organisation_sees_kind_season_and_the_readers_words_and_no_more(reader, partner, client):
    hidden = {"place": "E08000035", "stage": "11-17", "under_18": "yes", "season": "2026-autumn"}
    route = told_to(partner, reader, words="The original with a name.", **hidden)
    sent = datetime(2001, 2, 3, tzinfo=timezone.get_current_timezone()).date()
    Story.objects.update(sent_on=sent)
    text = text_of(sign_in(client, lead_of(partner)).get(page(route)))
    for seen in (
        "Having to tell it again",
        "A hospital",
        "autumn 2026",
        WORDS,
        "What follows are somebody's own words",
    ):
        assert seen in text
    for unseen in ("Leeds", "11 to 17", "under 18", "The original", "2001", str(route.story_id)):
        assert unseen not in text.split("<main")[1].split("</main>")[0]


def test_lead_answers_on_the_page_and_nothing_typed_is_lost(reader, partner, client):
    route, lead = told_to(partner, reader), lead_of(partner)
    sign_in(client, lead)
    here = page(route, "answer-told")
    typed = {"kind": "sorry", "speaks_as": "Ward manager", "words": "Unfortunately it happened.", "action": "Ask once"}
    text = text_of(client.post(here, {**typed, "words": "What is your name?"}))
    assert "asks who they are" in text
    assert "What is your name?" in text
    assert "Ask once" in text
    text = text_of(client.post(here, typed))
    assert "Does it defend you before it answers them?" in text
    assert 'value="defence no-sorry"' in text
    assert "Unfortunately it happened." in text
    assert not Reply.objects.exists()
    assert client.post(here, {**typed, "looked": "defence no-sorry"}).status_code == 302
    assert Reply.objects.get().speaks_as == "Ward manager"
    assert "It waits for a reader" in text_of(client.get(page(route)))


def test_pages_carry_the_whole_way(reader, partner, client):
    route = told_to(partner, reader)
    sign_in(client, lead_of(partner))
    assert "Say by" in text_of(client.get(reverse("told-stories", kwargs={"partner": partner.slug})))
    client.post(page(route, "acknowledge-told"))
    assert "A hospital, maternity or an ambulance" in text_of(client.get(page(route, "not-ours")))
    client.post(page(route, "not-ours"), {"to": "Police"})
    assert "who can help: Police." in text_of(client.get(page(route)))
    sign_in(client, reader)
    text = text_of(client.get(reverse("route-story", kwargs={"pk": route.story_id})))
    assert "Not theirs, and passed on to who can help" in text
    client.post(reverse("call-back-route", kwargs={"pk": route.pk}))
    assert Route.objects.get().state == "called-back"


def test_reader_tells_looks_and_sends_back_on_the_pages(reader, partner, client):
    story = a_read_story(reader, partner=partner)
    sign_in(client, reader)
    here = reverse("route-story", kwargs={"pk": story.pk})
    assert "Choose at least one organisation" in text_of(client.post(here, {"csrfmiddlewaretoken": "-"}))
    client.post(here, {"partners": [partner.pk]})
    reply = answered(Route.objects.get())
    text = text_of(client.get(reverse("reading-onward")))
    assert reverse("check-reply", kwargs={"pk": reply.pk}) in text
    check = reverse("check-reply", kwargs={"pk": reply.pk})
    assert ANSWER in text_of(client.get(check))
    assert "Say why" in text_of(client.post(check, {"why": ""}))
    client.post(check, {"why": "Say what changes."})
    assert client.get(check).status_code == 403
    again = answered(Route.objects.get())
    client.post(reverse("pass-reply", kwargs={"pk": again.pk}))
    assert Route.objects.get().state == "answered"
    settled = a_read_story(reader)
    client.post(reverse("settle-story", kwargs={"pk": settled.pk}), {"as": "doubled"})
    other = a_read_story(reader)
    client.post(reverse("settle-story", kwargs={"pk": other.pk}))
    assert {Story.objects.get(pk=one.pk).state for one in (settled, other)} == {"duplicate", "cannot-share"}


def test_reader_finds_another_organisation_by_its_name(reader, client):
    other = an_organisation("Far Housing", sector="housing")
    story = a_read_story(reader, place="E08000035")
    here = reverse("route-story", kwargs={"pk": story.pk})
    sign_in(client, reader)
    assert "Far Housing" not in text_of(client.get(here))
    assert "Far Housing" in text_of(client.get(here, {"q": "far"}))
    client.post(f"{here}?q=far", {"partners": [other.pk]})
    assert Route.objects.get().partner == other


def test_others_find_none_of_the_readers_pages(partner, reader, client):
    route = told_to(partner, reader)
    reply = answered(route)
    sign_in(client, lead_of(partner))
    assert client.get(reverse("route-story", kwargs={"pk": route.story_id})).status_code == 403
    assert client.get(reverse("check-reply", kwargs={"pk": reply.pk})).status_code == 403
    assert client.get(reverse("reading-onward")).status_code == 403
    sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    assert client.get(reverse("route-story", kwargs={"pk": route.story_id})).status_code == 404
