"""What was published of what people say: as everybody reads it, takes it away or asks for it; and as the programme does."""

import csv
import io
import json
from datetime import date

import pytest
from django.urls import reverse

from partnership.core.kept import SHELF
from partnership.listening import tasks
from partnership.listening.models import Release
from partnership.listening.queries import count_files, counts
from partnership.partners.models import Kind
from tests.counted import AFTER, AFTER_NEXT, BRADFORD, NEXT, QUARTER, tell
from tests.partnership.plain_words import reading_age, said_on
from tests.people import sign_in, somebody

pytestmark = pytest.mark.django_db
OLDEST = 11
PAGE_QUERIES, PROGRAMME_QUERIES, API_QUERIES = 3, 7, 1


@pytest.fixture(autouse=True)
def _fresh_shelf():
    SHELF.clear()


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def publish(team, quarter=QUARTER, today=AFTER):
    return tasks.publish_now(quarter, by=team, today=today)


# Pages.


def test_page_says_that_nothing_was_published_yet(client):
    text = client.get(reverse("what-people-say")).text
    assert "Nothing has been published yet." in text


def test_page_shows_bands_silences_and_whom_we_do_not_hear(client, team):
    tell(31, "waiting", service="hospital", place=BRADFORD)
    publish(team)
    text = client.get(reverse("what-people-say")).text
    assert "30 to 34" in text
    assert "too few to show" in text
    assert "Whom we do not hear" in text
    assert "At least 30 people told us something." in text
    assert "July to September 2026" in text
    assert "31" not in text.split("What got in the way</h2>")[1].split("Whom we do not hear")[0]


def test_page_never_says_nobody_where_a_count_would_stand(client, team):
    tell(31, "waiting", service="hospital", place=BRADFORD)
    publish(team)
    for figure in [row.figure for row in counts.counts_page().barriers]:
        assert figure.value_words in ("30 to 34", "too few to show")


def test_count_as_before_says_from_when_it_is(client, team):
    tell(31, "waiting")
    publish(team)
    publish(team, NEXT, AFTER_NEXT)
    text = client.get(reverse("what-people-say")).text
    assert "(as of July to September 2026)" in text
    assert "(as of" not in client.get(reverse("what-people-say-quarter", kwargs={"quarter": QUARTER})).text


def test_page_is_kept_until_another_release(client, team):
    tell(31, "waiting")
    publish(team)
    first = client.get(reverse("what-people-say"))
    again = client.get(reverse("what-people-say"), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    publish(team, NEXT, AFTER_NEXT)
    assert client.get(reverse("what-people-say"), headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("name", ["what-people-say", "about-these-counts"])
def test_pages_can_be_read_at_eleven(client, team, name):
    tell(31, "waiting", service="hospital", place=BRADFORD)
    publish(team)
    assert reading_age(said_on(client.get(reverse(name)).text)) <= OLDEST


def test_picture_is_drawn_in_two_widths_with_its_words(client, team):
    tell(31, "waiting")
    publish(team)
    for name in ("what-people-say-bars", "what-people-say-narrow"):
        drawn = client.get(reverse(name, kwargs={"quarter": QUARTER}))
        assert drawn["Content-Type"] == "image/svg+xml"
        assert "Waiting: 30 to 34" in drawn.text


def test_files_hold_every_count_and_say_what_they_are(client, team):
    tell(31, "waiting", place=BRADFORD)
    publish(team)
    where = {"quarter": QUARTER}
    rows = list(csv.DictReader(io.StringIO(_file(client, **where, ending="csv").content.decode("utf-8-sig"))))
    assert len(rows) == len(Release.objects.get().shown["counts"])
    waiting = next(row for row in rows if row["answer"] == "waiting" and not row["by"])
    assert (waiting["at_least"], waiting["at_most"], waiting["status"]) == ("30", "34", "shown")
    silent = next(row for row in rows if row["answer"] == "digital" and not row["by"])
    assert (silent["at_least"], silent["status"]) == ("", "too_few")
    assert "Open Government Licence" in waiting["licence"]
    assert len(json.loads(_file(client, **where, ending="json").content)["rows"]) == len(rows)
    assert _file(client, **where, ending="xlsx").content.startswith(b"PK")
    assert _file(client, **where, ending="pdf").status_code == 404


def _file(client, **where):
    return client.get(reverse("what-people-say-file", kwargs=where))


def test_programs_read_the_same(client, team):
    tell(31, "waiting")
    publish(team)
    (listed,) = client.get("/api/v1/counts/releases").json()
    assert listed["quarter"] == QUARTER
    found = client.get(f"/api/v1/counts/releases/{QUARTER}").json()
    assert found["items"] == list(count_files.records(counts.held(QUARTER)))
    answer = client.get("/api/v1/counts/releases/2020-Q1")
    assert answer.status_code == 404
    assert "was not published" in answer.json()["sentence"]


@pytest.mark.parametrize("quarter", ["2020-Q1", "nonsense"])
def test_quarter_that_was_not_published_has_no_page(client, team, quarter):
    publish(team)
    for name in ("what-people-say-quarter", "what-people-say-bars"):
        assert client.get(reverse(name, kwargs={"quarter": quarter})).status_code == 404


def test_programme_publishes_on_its_page(client, team, monkeypatch):
    tell(31, "waiting", service="hospital", place=BRADFORD, sent_on=date(2026, 5, 1))
    tell(20, "waiting", sent_on=date(2026, 5, 1))
    monkeypatch.setattr(counts, "last_quarter", lambda: "2026-Q2")
    browser = sign_in(client, team)
    page = browser.get(reverse("programme-listening"))
    assert "April to June 2026 can be published" in page.text
    browser.post(reverse("publish-counts", kwargs={"quarter": "2026-Q2"}))
    text = browser.get(reverse("programme-listening")).text
    assert "can be published" not in text
    assert "Bradford" in text
    assert "30 to 34" in text


def test_analyst_reads_and_does_not_publish(client, team, monkeypatch):
    tell(31, "waiting", sent_on=date(2026, 5, 1))
    monkeypatch.setattr(counts, "last_quarter", lambda: "2026-Q2")
    browser = sign_in(client, somebody(Kind.ANALYST))
    assert "The programme team publishes it." in browser.get(reverse("programme-listening")).text
    assert "programme team publishes" in browser.post(reverse("publish-counts", kwargs={"quarter": "2026-Q2"})).text
    assert not Release.objects.exists()


def test_others_are_refused_the_programmes_page(client):
    assert (
        "analysts work with these counts"
        in sign_in(client, somebody(Kind.VOLUNTEER)).get(reverse("programme-listening")).text
    )


def test_recurring_barriers_of_a_place(team):
    tell(31, "waiting", "digital", place=BRADFORD)
    tell(20, "waiting", "digital")
    publish(team)
    found = [(one.barrier, one.where, one.figure.value_words) for one in counts.recurring(counts.held(), BRADFORD)]
    assert found == [("Waiting", "Bradford", "30 to 34"), ("Phones, forms and websites", "Bradford", "30 to 34")]
    assert counts.recurring(counts.held(), "E08000036") == ()


def test_team_is_told_on_its_own_page_that_a_quarter_waits(team, monkeypatch):
    monkeypatch.setattr(counts, "last_quarter", lambda: "2026-Q2")
    assert counts.needs(team) == ()
    tell(1, "waiting", sent_on=date(2026, 5, 1))
    (need,) = counts.needs(team)
    assert need.href == reverse("programme-listening")
    assert counts.needs(somebody(Kind.ANALYST)) == ()


# How many questions the database is asked.


def several(team, many):
    for quarter in ("2025-Q4", "2026-Q1", "2026-Q2")[:many]:
        publish(team, quarter)


@pytest.mark.parametrize("many", [1, 3])
def test_page_asks_as_often_for_three_releases_as_for_one(client, team, many, django_assert_num_queries):
    tell(31 * many, "waiting", "digital", place=BRADFORD, sent_on=date(2025, 5, 1))
    several(team, many)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(reverse("what-people-say"))
    with django_assert_num_queries(1):  # kept: only which release is the newest
        client.get(reverse("what-people-say"))


@pytest.mark.parametrize("many", [1, 3])
def test_programs_and_the_programme_ask_as_often_too(client, team, many, django_assert_num_queries):
    tell(31 * many, "waiting", "digital", place=BRADFORD, sent_on=date(2025, 5, 1))
    several(team, many)
    with django_assert_num_queries(API_QUERIES):
        client.get("/api/v1/counts/releases")
    browser = sign_in(client, team)
    browser.get(reverse("programme-listening"))
    with django_assert_num_queries(PROGRAMME_QUERIES):
        browser.get(reverse("programme-listening"))
