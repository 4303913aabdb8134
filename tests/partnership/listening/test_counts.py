"""What people say, counted: who publishes it, when, what is in it, and how it is shown."""

import csv
import io
import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core.kept import SHELF
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.listening import tasks
from partnership.listening.actions import counts as actions
from partnership.listening.models import EqualityAnswer, Purpose, Release, StoryUse
from partnership.listening.queries import count_files, counting, counts
from partnership.listening.rules import counts as rules
from partnership.partners.models import Kind
from partnership.reading.models import Text
from tests.counted import AFTER, AFTER_NEXT, BRADFORD, LEEDS, NEXT, QUARTER, SENT, tell
from tests.partnership.plain_words import reading_age, said_on
from tests.people import sign_in, somebody
from tests.stories import a_text

pytestmark = pytest.mark.django_db
OLDEST = 11
PAGE_QUERIES, PROGRAMME_QUERIES, API_QUERIES = 2, 7, 1


@pytest.fixture(autouse=True)
def _fresh_shelf():
    SHELF.clear()


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def publish(team, quarter=QUARTER, today=AFTER):
    return tasks.publish_now(quarter, by=team, today=today)


def low(release, *cell):
    return release.shown["counts"]["&".join(cell)]["low"]


# Rules.


def test_only_the_programme_team_publishes():
    with pytest.raises(Refusal, match="programme team publishes"):
        publish(somebody(Kind.ANALYST))


@pytest.mark.parametrize("today", [date(2026, 8, 1), date(2026, 9, 30)])
def test_quarter_is_not_counted_before_it_is_over(team, today):
    with pytest.raises(Refusal, match="not over yet"):
        publish(team, today=today)


@pytest.mark.parametrize("quarter", ["2026-Q5", "2026", "autumn", ""])
def test_quarter_that_is_none_is_refused(team, quarter):
    with pytest.raises(Refusal, match="written like this"):
        publish(team, quarter)


def test_quarter_is_published_once(team):
    publish(team)
    with pytest.raises(Refusal, match="counted once"):
        publish(team)


def test_earlier_quarter_is_not_counted_after_a_later_one(team):
    publish(team)
    with pytest.raises(Refusal, match="later quarter"):
        publish(team, "2026-Q2")


def test_the_site_alone_proposes(team):
    with pytest.raises(Refusal, match="site does this itself"):
        actions.propose_counts(QUARTER, by=team)
    with pytest.raises(Refusal, match="not over yet"):
        actions.propose_counts("2999-Q1", by=Person.objects.system(System.HOUSEKEEPER))


def test_programme_team_and_analysts_see_the_counting(team):
    rules.check_can_see_counting(team)
    rules.check_can_see_counting(somebody(Kind.ANALYST, place=BRADFORD))
    with pytest.raises(Refusal, match="analysts"):
        rules.check_can_see_counting(somebody(Kind.PLACE_LEAD, place=BRADFORD))


# What is counted.


def test_stories_are_counted_by_barrier_and_by_one_thing_more(team):
    tell(31, "waiting", service="hospital", place=BRADFORD, stage="18-24", season="2026-spring")
    tell(12, "waiting", "digital", service="school", place=LEEDS)
    tell(20, "waiting")
    found = publish(team)
    assert low(found, "barrier=waiting") == 60
    assert low(found, "barrier=digital") == 10
    assert low(found, "barrier=waiting", "sector=health") == 30
    assert low(found, "barrier=waiting", "sector=education") == 10
    assert low(found, "barrier=waiting", f"place={LEEDS}") == 10
    assert low(found, "barrier=waiting", "season=2026-spring") == 30
    assert low(found, "barrier=waiting", "stage=0-4") is None
    assert low(found, "barrier=digital", f"place={LEEDS}") is None  # the others would be two at the most


def test_no_cell_holds_two_things_beside_the_barrier(team):
    tell(31, "waiting", service="hospital", place=BRADFORD)
    assert {name.count("&") for name in publish(team).shown["counts"]} == {0, 1}


def test_every_value_is_listed_whether_or_not_anybody_said_it(team):
    few, more = set(counting.counted(QUARTER).shown["counts"]), tell(31, "waiting", place=BRADFORD)
    assert set(counting.counted(QUARTER).shown["counts"]) == few
    assert more


def test_only_what_may_be_counted_is(team):
    tell(9, "waiting")
    tell(5, "waiting", uses=(Purpose.LEARN,))
    tell(5, "waiting", state="withdrawn")
    tell(5, "waiting", state="duplicate")
    tell(5, "waiting", sent_on=date(2026, 10, 1))
    assert low(publish(team), "barrier=waiting") is None


def test_whoever_may_not_be_counted_any_more_is_not(team):
    told = tell(12, "waiting")
    StoryUse.objects.filter(story__in=told[:3]).update(given=False)
    assert low(publish(team), "barrier=waiting") is None


def test_group_counts_as_one_story(team):
    tell(9, "waiting")
    tell(1, "waiting", came_by="group", group_size="16+")
    assert low(publish(team), "barrier=waiting") == 10


def test_what_the_pack_does_not_list_is_counted_nowhere(team):
    tell(31, "waiting", "something-old", service="gone", place="E92000001", season="before")
    counted = publish(team).shown["counts"]
    assert [name for name, one in counted.items() if one["low"] is not None] == ["barrier=waiting"]


def test_answers_about_equality_are_counted_alone(team):
    EqualityAnswer.objects.bulk_create(
        EqualityAnswer(question="sex", answer="female", quarter=QUARTER) for _ in range(12)
    )
    EqualityAnswer.objects.bulk_create(EqualityAnswer(question="sex", answer="male", quarter=QUARTER) for _ in range(3))
    EqualityAnswer.objects.bulk_create(EqualityAnswer(question="sex", answer="male", quarter=NEXT) for _ in range(9))
    found = publish(team)
    assert low(found, "equality:sex=female") == 10
    assert low(found, "equality:sex=male") is None
    assert not [name for name in found.shown["counts"] if "equality" in name and "&" in name]


def test_fewer_than_ten_more_leave_the_next_release_as_it_was(team):
    tell(31, "waiting", place=BRADFORD)
    first = publish(team)
    tell(9, "waiting", place=BRADFORD, sent_on=date(2026, 11, 1))
    second = publish(team, NEXT, AFTER_NEXT)
    both = first.kept.keys() & second.kept.keys()  # a season came, and a season went
    assert {key: second.shown["counts"][key] for key in both} == {key: first.shown["counts"][key] for key in both}
    assert {key: second.kept[key] for key in both} == {key: first.kept[key] for key in both}


def test_ten_more_are_drawn_anew(team):
    tell(31, "waiting", place=BRADFORD)
    publish(team)
    tell(10, "waiting", place=BRADFORD, sent_on=date(2026, 11, 1))
    second = publish(team, NEXT, AFTER_NEXT)
    assert second.shown["counts"]["barrier=waiting"] == {"low": 40, "since": NEXT}


def test_counts_kept_are_in_no_word_of_what_is_shown(team):
    tell(31, "waiting")
    found = publish(team)
    assert found.kept["barrier=waiting"] == 31
    assert "31" not in json.dumps(found.shown["counts"])


def test_promise_of_more_than_ten_is_kept_in_whole_bands(monkeypatch):
    listening = counting.pack.current().listening
    monkeypatch.setattr(counting.pack, "current", lambda: type("Pack", (), {"listening": _promising(listening, 12)}))
    assert counting.rule() == counting.Rule(15, 5)
    monkeypatch.setattr(counting.pack, "current", lambda: type("Pack", (), {"listening": _promising(listening, 3)}))
    assert counting.rule() == counting.Rule(10, 5)


def _promising(listening, least):
    from dataclasses import replace  # noqa: PLC0415

    return replace(listening, promise=replace(listening.promise, counted_from=least))


def test_clocks_say_in_bands_how_many_waited(team):
    for day, late in ((SENT, False), (SENT, True)):
        for _ in range(12):
            text = a_text("Words", about="urn:heartwood:listening.story:1", arrived_on=day)
            read = timezone.make_aware(timezone.datetime(2026, 8, 20 if late else 4))
            Text.objects.filter(pk=text.pk).update(read_at=read, read_by=team, state="read")
    assert publish(team).shown["clocks"] == {"texts": 20, "late": 10}


# Deeds.


def test_publishing_is_logged(team):
    made = publish(team)
    assert made.made_by == team
    assert Event.objects.filter(verb="release.published", by=team).count() == 1


def test_site_proposes_a_quarter_that_is_over_once(team, monkeypatch):
    monkeypatch.setattr(rules, "last_quarter", lambda today=None: "2026-Q2")
    assert not tasks.counts_wait()
    tell(1, "waiting", sent_on=date(2026, 5, 1))
    assert tasks.counts_wait()
    tasks.propose_counts.call()
    assert Notice.objects.filter(person=team, category="listening").count() == 1
    assert not tasks.counts_wait()
    tasks.propose_counts.call()
    assert Notice.objects.filter(person=team).count() == 1


def test_what_was_published_is_not_proposed(team, monkeypatch):
    monkeypatch.setattr(rules, "last_quarter", lambda today=None: "2026-Q2")
    tell(1, "waiting", sent_on=date(2026, 5, 1))
    publish(team, "2026-Q2", AFTER)
    assert not tasks.counts_wait()


def test_demonstration_publishes_its_last_two_quarters(team):
    tell(31, "waiting", sent_on=date(2026, 5, 1))
    tell(20, "waiting")
    first, second = tasks.publish_demonstration(by=team, today=AFTER)
    assert (first.quarter, second.quarter) == ("2026-Q2", "2026-Q3")
    assert (low(first, "barrier=waiting"), low(second, "barrier=waiting")) == (30, 50)


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
    found = [(one.barrier, one.where, one.figure.value_words) for one in counts.recurring(BRADFORD)]
    assert found == [("Waiting", "Bradford", "30 to 34"), ("Phones, forms and websites", "Bradford", "30 to 34")]
    assert counts.recurring("E08000036") == ()


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
    with django_assert_num_queries(PAGE_QUERIES + 1):
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
