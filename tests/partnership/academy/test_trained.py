"""Who is trained: who publishes it, when, by which definition, and what is in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from heartwood.workforce.records import By, How
from heartwood.workforce.trained import people
from partnership.academy import tasks
from partnership.academy.actions import trained as actions
from partnership.academy.models import TrainedRelease
from partnership.academy.queries import trained as pages
from partnership.academy.queries import trained_counting
from partnership.academy.queries.trained_counting import trained_on
from partnership.academy.queries.trained_releases import held
from partnership.academy.rules import trained as rules
from partnership.accounts.models import Person, System
from partnership.core import pack
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, PartnerPlace
from tests.learning import AFTER, AFTER_NEXT, BRADFORD, DONE, LAST, LEEDS, NEXT, QUARTER, belongs, came, learn
from tests.people import a_partner, a_person, somebody
from tests.teaching import a_completion, academy

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def council():
    made = a_partner("A council", sector="local-government")
    PartnerPlace.objects.create(partner=made, place=LEEDS)
    return made


def publish(team, quarter=QUARTER, today=AFTER):
    return tasks.publish_trained_now(quarter, by=team, today=today)


def low(release, *cell):
    return {one["cell"]: one["low"] for one in release.shown["counts"]}["&".join(cell)]


def another_definition(monkeypatch, since=date(2026, 10, 1)):
    """Let "trained" mean something else from a day."""
    content, first = pack.current(), academy().trained[0]
    taught = replace(academy(), trained=(first, replace(first, version="2026.2", since=since)))
    monkeypatch.setattr(pack, "current", lambda: replace(content, academy=taught))


# Rules.


def test_only_the_programme_team_publishes():
    with pytest.raises(Refusal, match="programme team publishes"):
        publish(somebody(Kind.ANALYST))


@pytest.mark.parametrize("today", [date(2026, 8, 1), LAST])
def test_quarter_is_not_counted_before_it_is_over(team, today):
    with pytest.raises(Refusal, match="not over yet"):
        publish(team, today=today)


@pytest.mark.parametrize("quarter", ["2026-Q5", "2026", ""])
def test_quarter_that_is_none_is_refused(team, quarter):
    with pytest.raises(Refusal, match="written like this"):
        publish(team, quarter)


def test_quarter_before_anybody_said_what_trained_means_is_refused(team):
    with pytest.raises(Refusal, match="said yet what “trained” means"):
        publish(team, "2026-Q1")


def test_quarter_is_published_once_and_never_before_a_later_one(team):
    publish(team)
    with pytest.raises(Refusal, match="counted once"):
        publish(team)
    with pytest.raises(Refusal, match="later quarter"):
        publish(team, "2026-Q2")


def test_two_who_publish_at_the_same_moment_publish_once(team, monkeypatch):
    counted = trained_counting.counted(QUARTER)
    publish(team)
    monkeypatch.setattr(
        actions.rules, "check_can_publish_trained", lambda *_asked: None
    )  # both looked before either wrote
    with pytest.raises(Refusal, match="at this very moment"):
        actions.publish_trained(QUARTER, counted, by=team, today=AFTER)


def test_the_site_alone_proposes(team):
    with pytest.raises(Refusal, match="site does this itself"):
        actions.propose_trained(QUARTER, by=team)
    with pytest.raises(Refusal, match="not over yet"):
        actions.propose_trained("2999-Q1", by=Person.objects.system(System.HOUSEKEEPER))


def test_exact_counts_are_for_the_programme_team_and_for_leads_of_their_own(team, council):
    rules.check_can_see_trained(team)
    rules.check_can_see_trained_of(somebody(Kind.PARTNER_LEAD, partner=council), council)
    with pytest.raises(Refusal, match="for the programme team"):
        rules.check_can_see_trained(somebody(Kind.ANALYST))
    with pytest.raises(Refusal, match="those who lead this organisation"):
        rules.check_can_see_trained_of(team, council)


# What is counted.


def test_line_of_releases_is_logged_and_holds_no_exact_count(team, council):
    learn(31, council)
    made = publish(team)
    assert (made.made_by, made.version) == (team, "2026.1")
    assert Event.objects.filter(verb="trained.published", by=team).count() == 1
    assert made.kept["level=informed"] == 31
    assert "31" not in json.dumps(made.shown["counts"])


def test_one_who_belongs_to_two_is_counted_once_where_they_were_first(council):
    school = a_partner("A school", sector="education")
    one = learn(1, council)[0]
    belongs(one, school, since=date(2026, 6, 1), works_as="volunteer")
    a_completion(one, "skilled-practice", completed_on=DONE, partner=school)
    found = trained_on(LAST)
    assert people(found).estimate.value == 1
    assert people(found, "skilled", {By.SECTOR: "local-government", By.EMPLOYMENT: "employee"}).estimate.value == 1


def test_one_organisation_counts_its_own_people_who_belong_elsewhere_too(council):
    school = a_partner("A school", sector="education")
    one = learn(1, council)[0]
    belongs(one, school, since=date(2026, 6, 1))
    learn(1, school)
    assert people(trained_on(LAST, partner=school)).estimate.value == 2


def test_place_is_what_somebody_said_last_else_the_only_one(council):
    said = learn(1, council, place=BRADFORD, family="leading")[0]
    learn(1, council)
    a_completion(said, "refresher", completed_on=DONE + timedelta(days=3), partner=council)
    found = trained_on(LAST)
    assert people(found, "", {By.PLACE: BRADFORD, By.ROLE_FAMILY: "leading"}).estimate.value == 1
    assert people(found, "", {By.PLACE: LEEDS, By.ROLE_FAMILY: ""}).estimate.value == 1


def test_whoever_asked_and_was_never_let_in_belongs_nowhere(council):
    one = a_person()
    a_completion(one, completed_on=DONE)
    belongs(one, council, state="ended", decided_at=None, decided_by=None, until=date(2026, 9, 29))
    belongs(a_person(), council)
    found = trained_on(LAST)
    assert (people(found).estimate.value, found.without_post) == (0, 1)


def test_level_that_the_place_does_not_have_counts_nowhere(council):
    learn(1, council, level="of-another-set")
    assert not trained_on(LAST).counts.any()


def test_nobody_is_counted_as_nobody_and_published_as_too_few(team):
    assert not trained_on(LAST).counts.any()
    assert low(publish(team), "level=informed") is None


def test_attendances_and_people_are_two_counts_and_hidden_together(team, council):
    few = learn(6, council)
    came(few, parts=2)
    came(few)
    assert publish(team).shown["came"] == {"attendances": None, "people": None}
    many = learn(11, council)
    for _ in range(3):
        came(many, day=date(2026, 11, 2))
    assert publish(team, NEXT, AFTER_NEXT).shown["came"] == {"attendances": 30, "people": 10}


def test_fewer_than_ten_more_leave_the_next_release_as_it_was(team, council):
    learn(31, council)
    first = publish(team)
    learn(9, council, done=date(2026, 11, 2))
    second = publish(team, NEXT, AFTER_NEXT)
    assert (low(first, "level=informed"), low(second, "level=informed")) == (30, 30)
    assert pages.trained_page().levels[0].figure.interval_words == "(as of July to September 2026)"


def test_another_definition_begins_a_new_series_without_memory_and_says_so(team, council, monkeypatch):
    learn(31, council)
    publish(team)
    learn(9, council, done=date(2026, 11, 2))
    another_definition(monkeypatch)
    second = publish(team, NEXT, AFTER_NEXT)
    assert (second.version, low(second, "level=informed")) == ("2026.2", 40)
    series = pages.trained_page().series
    assert [(one.version, len(one.lines)) for one in series] == [("2026.1", 1), ("2026.2", 1)]
    assert not series[0].why
    assert "two series" in series[1].why


def test_levels_of_a_spectrum_stand_alone_and_any_beside_them(team, council, monkeypatch):
    content, taught = pack.current(), academy()
    levels = replace(taught.levels, levelling=type(taught.levels.levelling).SPECTRUM)
    monkeypatch.setattr(pack, "current", lambda: replace(content, academy=replace(taught, levels=levels)))
    learn(12, council, "skilled-practice")
    publish(team)
    assert held().row.shown["how"] == How.SPECTRUM
    said = {row.key: row.figure.value_words for row in pages.trained_page().levels}
    assert said == {
        **{"any": "10 to 14", "informed": "too few to show", "skilled": "10 to 14"},
        **dict.fromkeys(("enhanced", "specialist"), "too few to show"),
    }


def test_promise_of_more_than_ten_is_kept_in_whole_bands(monkeypatch):
    content = pack.current()
    terms = replace(academy().terms, counted_from=12)
    monkeypatch.setattr(pack, "current", lambda: replace(content, academy=replace(content.academy, terms=terms)))
    assert trained_counting.rule().least == 15


# Proposing.


def test_site_proposes_a_quarter_that_is_over_once(team, council, monkeypatch):
    monkeypatch.setattr(rules, "last_quarter", lambda today=None: "2026-Q2")
    assert not tasks.trained_waits()
    learn(1, council, done=date(2026, 5, 1))
    assert tasks.trained_waits()
    tasks.propose_trained.call()
    assert Notice.objects.filter(person=team, category="training").count() == 1
    assert not tasks.trained_waits()
    tasks.propose_trained.call()
    assert Notice.objects.filter(person=team).count() == 1


def test_what_waits_is_told_to_the_programme_team_until_it_is_published(team, council, monkeypatch):
    monkeypatch.setattr(pages, "last_quarter", lambda: "2026-Q2")
    learn(1, council, done=date(2026, 5, 1))
    assert len(pages.needs(team)) == 1
    assert pages.needs(somebody(Kind.ANALYST)) == ()
    publish(team, "2026-Q2")
    assert pages.needs(team) == ()


def test_nothing_is_due_before_the_definition_or_without_an_academy(council, monkeypatch):
    learn(1, council, done=date(2026, 3, 1))
    assert trained_counting.is_due("2026-Q2", AFTER)
    assert not trained_counting.is_due("2026-Q1", AFTER)
    content = pack.current()
    monkeypatch.setattr(pack, "current", lambda: replace(content, academy=None))
    assert not trained_counting.is_due("2026-Q2", AFTER)
    with pytest.raises(LookupError):
        trained_counting.taught()
    assert not pages.teaches()


def test_day_before_the_definition_is_not_counted():
    with pytest.raises(LookupError):
        trained_on(date(2026, 3, 31))


def test_demonstration_publishes_the_quarters_that_mean_something(team, council):
    learn(20, council, done=date(2026, 5, 1))
    assert [one.quarter for one in tasks.publish_trained_demonstration(by=team, today=date(2026, 7, 1))] == ["2026-Q2"]
    assert TrainedRelease.objects.count() == 1
