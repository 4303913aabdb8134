"""What people say, counted: who publishes it, when, and what is in it."""

import json
from datetime import date

import pytest
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.listening import tasks
from partnership.listening.actions import counts as actions
from partnership.listening.models import EqualityAnswer, Purpose, Release, Story, StoryUse
from partnership.listening.models.stories import WAS_READ
from partnership.listening.queries import counting
from partnership.listening.rules import counts as rules
from partnership.partners.models import Kind
from partnership.reading.models import Text
from tests.counted import AFTER, AFTER_NEXT, BRADFORD, LEEDS, NEXT, QUARTER, SENT, published, tell
from tests.people import somebody
from tests.stories import a_text

pytestmark = pytest.mark.django_db
OLDEST = 11


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def publish(team, quarter=QUARTER, today=AFTER):
    return tasks.publish_now(quarter, by=team, today=today)


def low(release, *cell):
    return published(release)["&".join(cell)]["low"]


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
    assert {name.count("&") for name in published(publish(team))} == {0, 1}


def test_every_value_is_listed_whether_or_not_anybody_said_it(team):
    few = [one["cell"] for one in counting.counted(QUARTER).shown["counts"]]
    tell(31, "waiting", place=BRADFORD)
    assert [one["cell"] for one in counting.counted(QUARTER).shown["counts"]] == few


def test_only_what_may_be_counted_is(team):
    tell(9, "waiting")
    tell(5, "waiting", uses=(Purpose.LEARN,))
    tell(5, "waiting", state="withdrawn")
    tell(5, "waiting", state="duplicate")
    tell(5, "waiting", state="received")
    tell(5, "waiting", state="being-read")
    tell(5, "waiting", sent_on=date(2026, 10, 1))
    assert low(publish(team), "barrier=waiting") is None


def test_flood_that_nobody_has_read_is_counted_nowhere_until_somebody_has(team):
    flood = tell(40, "waiting", place=LEEDS, state="received")
    assert all(one["low"] is None for one in counting.counted(QUARTER).shown["counts"])
    for state in ("read", "told", "cannot-share", "referred"):
        Story.objects.filter(pk__in=[one.pk for one in flood[:12]]).update(state=state)
        (one,) = [one for one in counting.counted(QUARTER).shown["counts"] if one["cell"] == "barrier=waiting"]
        assert one["low"] == 10


def test_every_state_of_a_story_was_decided_on_for_counting():
    assert set(Story.TRANSITIONS.states) - set(WAS_READ) == {"received", "being-read", "duplicate", "withdrawn"}


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
    found = published(publish(team))
    assert [name for name, one in found.items() if one["low"] is not None] == ["barrier=waiting"]


def test_answers_about_equality_are_counted_alone(team):
    EqualityAnswer.objects.bulk_create(
        EqualityAnswer(question="sex", answer="female", quarter=QUARTER) for _ in range(12)
    )
    EqualityAnswer.objects.bulk_create(EqualityAnswer(question="sex", answer="male", quarter=QUARTER) for _ in range(3))
    EqualityAnswer.objects.bulk_create(EqualityAnswer(question="sex", answer="male", quarter=NEXT) for _ in range(9))
    found = publish(team)
    assert low(found, "equality:sex=female") == 10
    assert low(found, "equality:sex=male") is None
    assert not [name for name in published(found) if "equality" in name and "&" in name]


def test_fewer_than_ten_more_leave_the_next_release_as_it_was(team):
    tell(31, "waiting", place=BRADFORD)
    first = publish(team)
    tell(9, "waiting", place=BRADFORD, sent_on=date(2026, 11, 1))
    second = publish(team, NEXT, AFTER_NEXT)
    both = first.kept.keys() & second.kept.keys()  # a season came, and a season went
    assert {key: published(second)[key] for key in both} == {key: published(first)[key] for key in both}
    assert {key: second.kept[key] for key in both} == {key: first.kept[key] for key in both}


def test_ten_more_are_drawn_anew(team):
    tell(31, "waiting", place=BRADFORD)
    publish(team)
    tell(10, "waiting", place=BRADFORD, sent_on=date(2026, 11, 1))
    second = publish(team, NEXT, AFTER_NEXT)
    assert published(second)["barrier=waiting"] == {"low": 40, "since": NEXT}


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


def test_two_who_publish_at_the_same_moment_publish_once(team, monkeypatch):
    counted = counting.counted(QUARTER)
    publish(team)
    monkeypatch.setattr(
        actions.rules, "check_can_publish_counts", lambda *_asked: None
    )  # both looked before either wrote
    with pytest.raises(Refusal, match="at this very moment"):
        actions.publish_counts(QUARTER, counted, by=team, today=AFTER)
    assert Release.objects.count() == 1


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
