"""A year of the programme: each number held against rows that can be counted by hand."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from partnership.academy.actions import sessions as deeds
from partnership.academy.models import Because, BookingStep, Session
from partnership.academy.queries.year import academy_year
from partnership.academy.queries.year_costs import Costs, roughly
from partnership.academy.queries.year_rows import bounds_of, year_of
from partnership.core import events
from partnership.core.models import Event
from partnership.partners.models import Kind, PartnerPlace
from tests.partnership.academy.planned import LEEDS, the_team
from tests.people import a_partner, a_person, sign_in, somebody
from tests.teaching import a_booking, a_completion, a_leader, a_session

pytestmark = pytest.mark.django_db
YEAR = 2025


def on(day, **said):
    """Give a session at ten on a day."""
    session = a_session(**{"state": "held", **said})
    begins = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=UTC)
    session.parts.update(starts_at=begins, ends_at=begins + timedelta(hours=2))
    Session.objects.filter(pk=session.pk).update(starts_at=begins, ends_at=begins + timedelta(hours=2))
    session.refresh_from_db()
    return session


def came(session, *people, state="attended", trained=True, partner=None):
    for one in people:
        a_booking(session, one, state=state, partner=partner)
        if trained:
            day = session.starts_at.date()
            a_completion(one, session.course, completed_on=day, session=session, partner=partner)


def numbers(table, name):
    """Give the numbers of a row by what they measure."""
    row = next(one for one in table.rows if one.name == name)
    return {one.measure: one.value for one in row.numbers}


def table(page, key):
    return next(one for one in page.tables if one.key == key)


def fact(some, measure):
    return next(one for one in some if one.measure == measure)


def words(one):
    return " ".join(filter(None, (one.figure.value_words, one.figure.interval_words)))


@pytest.fixture
def team():
    return the_team()


# --- the plan


def test_year_of_accounts_runs_from_april():
    assert [str(one) for one in bounds_of(YEAR)] == ["2025-04-01", "2026-04-01"]
    assert (year_of(bounds_of(YEAR)[0]), year_of(bounds_of(YEAR)[1])) == (2025, 2026)


def test_plan_tells_states_places_people_and_attendances_apart(team):
    ada, bea, cleo = (a_person() for _one in range(3))
    first, second = on("2025-04-01", capacity=10), on("2025-12-01", capacity=8, course="refresher")
    came(first, ada, bea)
    came(second, ada)
    came(first, cleo, state="absent", trained=False)
    a_booking(second, bea, state="waiting")
    for state in ("planned", "announced", "cancelled"):
        on("2026-03-31", state=state, capacity=5, **({"why_cancelled": "Snow"} if state == "cancelled" else {}))
    for day in ("2025-03-31", "2026-04-01"):  # of other years
        came(on(day), ada)
    plan = table(academy_year(team, YEAR), "quarters")
    assert numbers(plan, "The year") == {
        **{"planned": 1, "announced": 1, "held": 2, "cancelled": 1},
        **{"offered": 23, "taken": 4, "used": 3, "people": 2, "completed": 2},
    }
    assert [row.name for row in plan.rows][:4] == [
        "April to June 2025",
        "July to September 2025",
        "October to December 2025",
        "January to March 2026",
    ]
    assert [row.numbers[2].value for row in plan.rows] == [1, 0, 1, 0, 2]


def test_courses_stand_in_order_with_their_own_people(team):
    ada = a_person()
    came(on("2025-05-01"), ada, a_person())
    came(on("2025-06-01"), ada, trained=False)
    on("2025-07-01", course="", title="An exchange")
    courses = table(academy_year(team, YEAR), "courses")
    assert [one.name for one in courses.rows] == ["Events without a course", "What hurt does, and what helps"]
    found = numbers(courses, "What hurt does, and what helps")
    assert (found["held"], found["used"], found["people"], found["completed"]) == (2, 3, 2, 2)


# --- cost


def test_cost_is_told_for_a_place_and_for_a_person_and_says_what_is_missing(team):
    ada, bea = a_person(), a_person()
    for day, cost in (("2025-05-01", 100), ("2025-05-02", 200), ("2025-05-03", 300)):
        came(on(day, cost_pounds=cost), ada)
    came(on("2025-05-04"), bea)
    on("2025-06-01", state="cancelled", cost_pounds=55, why_cancelled="Snow")
    cost = academy_year(team, YEAR).cost
    assert words(fact(cost, "costed")) == "3 of 4"
    assert words(fact(cost, "cost")) == "£600"
    assert words(fact(cost, "cost_cancelled")) == "£55"
    assert words(fact(cost, "cost_place")) == "about £200"
    assert words(fact(cost, "cost_person")) == "about £600"  # Ada came three times
    assert "It rests on 3 of 4 held sessions." in fact(cost, "cost_person").figure.why
    assert words(fact(cost, "cost_bracket")) == "between £350 and £450"  # (600 + 100) / 2 and (600 + 300) / 2


def test_cost_that_nobody_wrote_down_is_not_nought(team):
    came(on("2025-05-01"), a_person())
    cost = academy_year(team, YEAR).cost
    assert {words(fact(cost, one)) for one in ("cost", "cost_place", "cost_person")} == {"not known"}
    assert words(fact(cost, "cost_bracket")) == "cannot be said"
    assert fact(cost, "cost_person").value is None


def test_cost_where_all_is_known_has_no_bracket_and_nobody_is_no_division(team):
    on("2025-05-01", cost_pounds=100)
    cost = academy_year(team, YEAR).cost
    assert "cost_bracket" not in {one.measure for one in cost}
    assert words(fact(cost, "cost_person")) == "cannot be worked out"


def test_bracket_holds_what_every_missing_cost_between_the_known_ones_gives():
    costs = Costs(held=5, known=(10.0, 40.0, 70.0), used=9, trained=6, all_trained=11)
    low, high = costs.bracket()
    for first in range(10, 71, 5):
        for second in range(10, 71, 5):
            assert low <= (costs.total + first + second) / costs.all_trained <= high
    assert Costs(held=3, known=(10.0, 40.0), used=9, trained=6, all_trained=11).bracket() is None
    assert [roughly(one) for one in (0, 9.999, 99.6, 105, 99_500)] == ["£0", "£10", "£100", "£100", "£100,000"]


# --- who carries it


def told(person, day):
    Event.objects.create(by=person, verb="load.told", thing=events.urn(person), at=f"{day}T12:00Z")


def test_load_is_counted_and_small_counts_of_people_are_not_shown(team):
    session = on("2025-05-01")
    leaders = [a_leader(session) for _one in range(6)]
    for one in leaders[:4]:
        told(one, "2025-05-02")
        told(one, "2025-06-02")  # twice is one person
    told(leaders[5], "2025-03-31")  # of another year
    told(a_person(), "2025-05-02")  # who leads nothing here
    load = academy_year(team, YEAR).load
    assert (words(fact(load, "led")), words(fact(load, "tasks"))) == ("6", "6")
    assert words(fact(load, "told")) == "fewer than 5"
    assert fact(load, "told").value is None
    told(leaders[4], "2026-03-31")
    assert words(fact(academy_year(team, YEAR).load, "told")) == "5"
    session.leading.filter(person=leaders[0]).update(declined_at=session.starts_at)
    load = academy_year(team, YEAR).load
    assert (words(fact(load, "led")), words(fact(load, "said_no"))) == ("5", "fewer than 5")


def test_nobody_who_nobody_told_looks_like_few(team):
    on("2025-05-01")
    assert words(fact(academy_year(team, YEAR).load, "told")) == "fewer than 5"


# --- cancelled


def cancelled(day, days_before, people, *, by=None, because=""):
    session = on(day, state="cancelled", why_cancelled="Snow", cancelled_because=because)
    at = session.starts_at - timedelta(days=days_before)
    Session.objects.filter(pk=session.pk).update(cancelled_at=at, cancelled_by=by or session.planned_by)
    for one in people:
        a_booking(session, one, state="cancelled-by-organiser")
    return session


def test_cancellations_say_by_whom_how_late_why_and_how_many_they_touched(team):
    ada, bea = a_person(), a_person()
    cancelled("2025-05-20", 0, [ada, bea], because=Because.OUTSIDE)
    cancelled("2025-06-20", 6, [ada], by=team, because=Because.OUTSIDE)
    cancelled("2025-07-20", 14, [])
    page = academy_year(team, YEAR)
    by, why, late = (table(page, f"cancelled-{key}") for key in ("by", "why", "late"))
    assert numbers(by, "Whoever planned it") == {"cancelled": 2, "touched": 2}
    assert numbers(by, "Somebody else who organises it") == {"cancelled": 1, "touched": 1}
    assert numbers(by, "Together") == {"cancelled": 3, "touched": 2}  # Ada twice, and counted once
    assert numbers(why, "Weather, roads, or something else outside") == {"cancelled": 2, "touched": 2}
    assert numbers(why, "The kind was not said") == {"cancelled": 1, "touched": 0}
    assert [row.numbers[0].value for row in late.rows] == [1, 1, 0, 1]


def test_place_that_was_given_back_counts_once_and_by_the_last_time(team):
    session = on("2025-05-20")
    booking = a_booking(session, state="cancelled-by-learner", asked_at=session.starts_at - timedelta(days=20))
    last = session.starts_at - timedelta(days=3)
    BookingStep.objects.create(
        booking=booking, name="cancelled", state="cancelled-by-learner", done_at=last, done_by=booking.person
    )
    a_booking(session, asked_at=last)
    late = table(academy_year(team, YEAR), "cancelled-late")
    assert [row.numbers[2].value for row in late.rows] == [0, 1, 0, 0]


def test_whoever_cancels_can_say_what_kind_of_reason_it_was(client, team):
    session = a_session(by=team)
    sign_in(client, team)
    address = reverse("call-off-session", kwargs={"pk": session.pk})
    assert "What kind of reason is that?" in client.get(address).text
    client.post(address, {"why": "Snow", "because": "outside"})
    session.refresh_from_db()
    assert (session.cancelled_because, session.why_cancelled) == ("outside", "Snow")
    other = a_session(by=team)
    deeds.cancel_session(other, "Snow", by=team)
    assert other.cancelled_because == ""


# --- reach


def test_reach_is_of_all_of_a_size_and_says_where_size_is_not_known(team):
    small = [a_partner(employees=band) for band in ("0", "1-9", "10-49", "10-49")]
    large, unknown, gone = a_partner(employees="1000+"), a_partner(), a_partner(employees="1-9", state="left")
    session = on("2025-05-20")
    for partner in (small[0], large, large, unknown, gone):
        came(session, a_person(), partner=partner)
    came(on("2025-03-01"), a_person(), partner=small[1])  # in another year
    came(session, a_person(), partner=small[2], trained=False)
    sizes = table(academy_year(team, YEAR), "sizes")
    together = numbers(sizes, "Fewer than 50 together")
    assert (together["register"], together["reached"], together["share"]) == (4, 1, 25.0)
    assert numbers(sizes, "1,000 or more employed")["reached"] == 1
    assert numbers(sizes, "How many is not known")["register"] == 1
    share = next(row for row in sizes.rows if row.name == "Fewer than 50 together").numbers[-1]
    assert words(share) == "25% between 5% and 70%"
    assert words(next(row for row in sizes.rows if row.name == "50 to 249 employed").numbers[-1]) == "none there"


def test_lead_of_a_place_sees_their_sessions_and_organisations(team):
    lead = somebody(Kind.PLACE_LEAD, place=LEEDS)
    here = a_partner(employees="1-9")
    PartnerPlace.objects.create(partner=here, place=LEEDS)
    a_partner(employees="1-9")
    on("2025-05-20", place=LEEDS)
    on("2025-05-21")
    page = academy_year(lead, YEAR)
    assert numbers(table(page, "quarters"), "The year")["held"] == 1
    assert numbers(table(page, "sizes"), "1 to 9 employed")["register"] == 1


# --- the page and its file


def test_page_is_for_those_who_run_the_programme(client, team):
    address = f"/programme/academy/year/{YEAR}/"
    for other in (a_person(), somebody(Kind.PARTNER_LEAD, partner=a_partner())):
        sign_in(client, other)
        assert client.get(address).status_code == client.get(f"/programme/academy/year/{YEAR}.csv").status_code == 403
    sign_in(client, team)
    page = re.sub(r"\s+", " ", client.get(address).text)
    assert "1 April 2025 to 31 March 2026" in page
    assert "each person once in the row" in page
    assert "/programme/academy/year/2024/" in page
    assert client.get("/programme/academy/year/1999/").status_code == 404
    for edge in (2000, 2099):
        assert client.get(f"/programme/academy/year/{edge}/").status_code == 200
    assert "/programme/academy/year/20" in client.get("/programme/academy/").text


def test_file_has_a_row_for_each_number_with_what_it_counts(client, team):
    came(on("2025-05-20", cost_pounds=30), a_person())
    sign_in(client, team)
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/programme/academy/year/{YEAR}.csv").content.decode("utf-8-sig")))
    )
    assert all(row["definition"] and row["source"] for row in rows)
    assert {row["period"] for row in rows} == {"1 April 2025 to 31 March 2026"}
    each = next(row for row in rows if row["measure"] == "Cost per person trained")
    assert (each["value"], each["in_words"]) == ("30.0", "about £30")
    assert client.get(f"/programme/academy/year/{YEAR}.xlsx").status_code == 200
    assert len(client.get(f"/programme/academy/year/{YEAR}.json").json()["rows"]) == len(rows)


@pytest.mark.parametrize("count", [1, 3])
def test_year_asks_as_many_questions_however_many_sessions(client, django_assert_num_queries, team, count):
    for _one in range(count):
        session = on("2025-05-20", by=team)
        a_leader(session)
        came(session, a_person(), partner=a_partner())
        cancelled("2025-06-20", 3, [a_person()])
    sign_in(client, team)
    with django_assert_num_queries(11):
        client.get(f"/programme/academy/year/{YEAR}/")
