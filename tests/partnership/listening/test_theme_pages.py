"""The public ledger and its files, posters and feed; and the pages on which themes are looked after."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import asdict
from functools import partial

import pytest
import typst
from django.urls import reverse
from django.utils import timezone

from partnership.core.documents import ON_A_WALL, Fact
from partnership.listening.models import Theme
from partnership.listening.queries import posters
from partnership.partners.models import Kind
from tests.answers import text_of
from tests.people import sign_in, somebody
from tests.themes import SAID, a_theme, many, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM, name="Ada")


@pytest.fixture
def second():
    return somebody(Kind.PROGRAMME_TEAM, name="Bo")


def test_files_feed_and_poster_say_what_the_page_says(team, second, client):
    theme = published(team, second, did="They write it down.", state="done", owner=team)
    (row,) = csv.DictReader(io.StringIO(client.get("/what-changed.csv").content.decode("utf-8-sig")))
    assert (row["In one line"], row["We did"], row["How many said it"]) == (
        *("Saying it once", "They write it down."),
        "at least 10",
    )
    assert client.get("/what-changed.xlsx").status_code == client.get("/what-changed.json").status_code == 200
    feed = client.get("/what-changed/feed.atom")
    atom = "{http://www.w3.org/2005/Atom}"
    entry = ET.fromstring(feed.content).find(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == "Saying it once"
    assert "They write it down." in entry.findtext(f"{atom}summary")
    poster = client.get(reverse("theme-poster", kwargs={"pk": theme.pk}))
    assert poster.headers["Content-Type"] == "application/pdf"
    assert b"pdfuaid" in poster.content
    assert [(one.label, one.value) for one in posters.poster(theme).facts] == [
        *(("You said", SAID), ("We did", "They write it down.")),
        ("What people say of that", "Too few have told us whether it helped to show it."),
    ]


def test_poster_of_what_is_not_possible_or_not_answered_says_so(team, second):
    theme = published(team, second, reply_by=timezone.localdate())
    assert posters.poster(theme).facts[1].label == "We have not answered yet"
    theme.did = "Two of three do."
    assert [one.label for one in posters.poster(theme).facts[1:3]] == ["We did", "Still open"]
    theme.state, theme.because = "not-possible", "There is no money."
    assert posters.poster(theme).facts[1] == Fact("Not possible, because", "There is no money.")


@pytest.mark.parametrize("letters", [40, 400, 1000])
def test_poster_is_one_sheet_however_much_it_says(team, letters):
    theme = a_theme(team, said="w " * (letters // 2), did="w " * (letters // 2), reply_by=timezone.localdate())
    words = json.dumps(asdict(posters.poster(theme)))
    pages = typst.compile(ON_A_WALL, format="png", sys_inputs={"poster": words}, ppi=20)
    assert isinstance(pages, bytes)  # several would be a list


def test_public_page_is_narrowed_and_shows_the_silence(team, second, client):
    published(team, second)
    text = text_of(client.get("/what-changed/"))
    assert "Said by at least 10 people." in text
    assert "What we have not answered yet" in text
    for asked, shown in (
        ({"service": "hospital"}, True),
        ({"service": "school"}, False),
        ({"place": "E08000035"}, True),  # a theme of no place is about every place
        ({"barrier": "waiting"}, False),
        ({"barrier": "telling-again"}, True),
    ):
        assert ("Saying it once" in text_of(client.get("/what-changed/", asked))) == shown


def test_what_is_not_published_is_found_by_nobody(team, client):
    theme = a_theme(team)
    assert "Nothing stands here yet" in text_of(client.get("/what-changed/"))
    for name in ("theme", "theme-poster"):
        assert client.get(reverse(name, kwargs={"pk": theme.pk})).status_code == 404
    sign_in(client, somebody(Kind.ANALYST))
    assert client.get(reverse("tended-theme", kwargs={"pk": theme.pk})).status_code == 404


def test_team_gathers_changes_moves_raises_and_publishes_on_the_pages(team, second, client):
    many()
    sign_in(client, team)
    typed = {
        "title": "Once",
        "said": SAID,
        "barriers": ["telling-again"],
        "service": "hospital",
        "owner": team.pk,
        "revision": 0,
    }
    assert "“In one line” needs an answer" in text_of(
        client.post("/programme/listening/themes/new/", {**typed, "title": ""})
    )
    client.post("/programme/listening/themes/new/", {**typed, "reply_by": "2026-12-31"})
    theme = Theme.objects.get()
    of = partial(reverse, kwargs={"pk": theme.pk})
    assert "You wrote some of this" in text_of(client.get(of("tended-theme")))
    assert "Once" in text_of(client.get(of("change-theme")))
    client.post(of("change-theme"), {**typed, "title": "Say it once", "revision": theme.revision})
    assert "Choose one of these" in text_of(client.post(of("move-theme"), {"step": "done"}))
    Theme.objects.update(reply_by=timezone.localdate())
    client.post(of("move-theme"), {"step": "taken_up"})
    assert "Say why it is not possible" in text_of(client.post(of("move-theme"), {"step": "declined"}))
    assert "Say what was done." in text_of(client.post(of("move-theme"), {"step": "done"}))
    client.post(of("raise-for-theme"), {"title": "Write it down", "shown_to": "anyone"})
    assert "Write it down" in text_of(client.get(of("tended-theme")))
    sign_in(client, second)
    client.post(of("publish-theme"))
    assert "Say it once" in text_of(client.get(of("theme")))
    client.post(of("take-theme-down"))
    assert client.get(of("theme")).status_code == 404
    assert "No organisation was told 10 stories" in text_of(client.get(reverse("answer-clocks")))
