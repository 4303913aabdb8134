"""The pages on which sessions are found, planned, led and looked over."""

import json
import re
from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.academy.actions import sessions as deeds
from partnership.academy.actions.leading import ask_to_lead
from partnership.academy.models import HeldPlaces, Joining, Leading, Session
from partnership.partners.models import Kind
from tests.partnership.academy.booked import asks, move_days
from tests.partnership.academy.planned import LEEDS, WAKEFIELD, announced, at_ten, planned, staffed, the_team
from tests.partnership.plain_words import reading_age, said_on
from tests.people import a_partner, a_person, sign_in, somebody
from tests.teaching import a_booking, a_completion, a_leader, a_session, a_trainer

pytestmark = pytest.mark.django_db


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def at(name, **kwargs):
    return reverse(name, kwargs=kwargs)


def listed(client, asked=""):
    return re.findall(r'hw-sessions__way" href="/academy/sessions/(\d+)/"', text_of(client.get(at("sessions") + asked)))


FORM = {
    **{"course": "foundation", "title": "", "day": "2099-01-12", "starts": "9:30", "ends": "11.30", "place": LEEDS},
    **{"how": "room", "venue": "Alder House", "access": "A lift", "room": "Elm", "link": "", "capacity": "16"},
    **{"about": "", "only_for": "", "cost_pounds": "250", "revision": "0"},
}


def test_days_that_can_be_booked_are_narrowed(client):
    here, online = a_session(place=LEEDS), a_session("school-day", online=True)
    event = a_session("", title="Sharing what we learned", days=5)
    a_session(days=-2)
    a_session(state="planned")
    a_session(only_for=a_partner())
    keys = [str(one.pk) for one in (event, here, online)]
    assert listed(client) == keys
    assert listed(client, "?course=foundation") == keys[1:2]
    assert listed(client, "?how=online") == keys[2:]
    assert listed(client, f"?place={WAKEFIELD}") == [keys[0], keys[2]]
    assert listed(client, "?sector=police") == keys[:2]  # the event is for every sector
    assert listed(client, "?level=skilled") == keys[2:]
    assert listed(client, "?course=circus") == keys


def test_days_with_a_free_place(client):
    full, free = a_session(capacity=1), a_session(days=20)
    a_booking(full)
    assert listed(client, "?free=yes") == [str(free.pk)]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_many_questions_however_many_sessions(client, django_assert_num_queries, count):
    for _one in range(count):
        a_booking(a_session())
    with django_assert_num_queries(6):
        client.get(at("sessions"))


def test_session_says_what_it_touches_on_who_leads_and_that_leaving_is_free(client):
    session = announced(joining={"room": "Elm, first floor"}, access="A lift", place=LEEDS)
    names = list(session.leading.values_list("person__name", flat=True))
    page = text_of(client.get(at("session", pk=session.pk)))
    for words in ("What it touches on", "You can leave at any time, and nobody asks why", "A lift", *names):
        assert words in page
    assert "Elm" not in page  # only those who come read it
    assert f'href="/academy/sessions/{session.pk}/book/"' in page
    assert "12 places are free" in page


def test_whoever_comes_reads_how_to_join_and_nobody_reads_who_comes(client):
    session = announced(joining={"room": "Elm, first floor", "link": ""})
    mine, other = asks(session), asks(session)
    page = text_of(sign_in(client, mine.person).get(at("session", pk=session.pk)))
    assert "Elm, first floor" in page
    assert f"/my-training/{mine.pk}/" in page
    assert str(other.person) not in page
    assert "Ask for a place" not in page


def test_held_places_are_said_with_their_day(client):
    session = announced(capacity=3)
    deeds.hold_places(session, "sector", "police", 1, timezone.localdate() + timedelta(days=5), by=session.planned_by)
    page = text_of(client.get(at("session", pk=session.pk)))
    assert "2 places are free" in page
    assert "One place is held for Police until" in page


def test_session_that_is_planned_or_for_one_organisation_is_nobody_elses(client):
    partner = a_partner()
    theirs = a_session(only_for=partner)
    for session in (planned(), theirs):
        assert client.get(at("session", pk=session.pk)).status_code == 404
    mine = sign_in(client, somebody(Kind.PRACTITIONER, partner=partner))
    page = text_of(mine.get(at("session", pk=theirs.pk)))
    assert "application/ld+json" not in page
    assert listed(client) == [str(theirs.pk)]


def test_cancelled_session_says_why(client):
    session = announced()
    deeds.cancel_session(session, "The heating failed.", by=session.planned_by)
    page = text_of(client.get(at("session", pk=session.pk)))
    assert "The heating failed." in page
    assert "Ask for a place" not in page
    assert "EventCancelled" in page
    assert listed(client) == []


@pytest.mark.parametrize("count", [1, 3])
def test_session_asks_as_many_questions_however_many_come(client, django_assert_num_queries, count):
    session = staffed(a_session(by=the_team(), parts=count))
    for _one in range(count):
        a_booking(session)
    with django_assert_num_queries(6):
        client.get(at("session", pk=session.pk))


def test_session_page_can_be_read_easily(client):
    assert reading_age(said_on(text_of(client.get(at("session", pk=announced().pk))))) <= 11


def test_calendar_has_every_part_of_what_anybody_may_come_to(client):
    session = announced(parts=[at_ten(), at_ten(21)])
    planned()
    a_session(only_for=a_partner())
    gone = announced(parts=[at_ten(30)])
    deeds.cancel_session(gone, "Snow", by=gone.planned_by)
    answer = client.get(at("sessions-calendar"))
    assert answer["Content-Type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(one["status"]) for one in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({str(one["uid"]) for one in events}) == 3
    assert events[0]["dtstart"].dt == session.starts_at
    assert int(events[2]["sequence"]) == 1
    deeds.change_session(session, {"venue": "Beech House"}, seen=0, by=session.planned_by)
    again = icalendar.Calendar.from_ical(client.get(at("sessions-calendar")).content).walk("VEVENT")
    assert (again[0]["uid"], int(again[0]["sequence"])) == (events[0]["uid"], 1)


def test_team_plans_a_session_from_the_form(client):
    answer = sign_in(client, the_team()).post(at("plan-session"), FORM)
    session = Session.objects.get()
    assert answer.url == at("organise-session", pk=session.pk)
    assert timezone.localtime(session.starts_at).strftime("%d %H:%M") == "12 09:30"
    assert (session.place, session.capacity, session.cost_pounds) == (LEEDS, 16, 250)
    assert Joining.objects.get().room == "Elm"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"course": "", "title": ""}, "Choose a course, or give the event a title"),
        ({"starts": "noon"}, "That is not a time we know"),
        ({"starts": "12:00"}, "It has to end after it begins"),
        ({"only_for": "Nobody Ltd"}, "We know no organisation of this name"),
        ({"link": "meet"}, "https://… would do"),
        ({"capacity": "many"}, "A whole number, such as 16"),
    ],
)
def test_form_says_what_is_wrong_and_forgets_nothing(client, typed, sentence):
    page = text_of(sign_in(client, the_team()).post(at("plan-session"), {**FORM, **typed}))
    assert sentence in page
    assert 'value="Alder House"' in page
    assert not Session.objects.exists()


def test_organisation_is_found_by_its_name(client):
    partner = a_partner("Alder Homes", listed=True)
    sign_in(client, the_team()).post(at("plan-session"), {**FORM, "only_for": " alder  homes"})
    assert Session.objects.get().only_for == partner


def test_nobody_else_reaches_the_pages_of_planning(client):
    session = planned()
    assert client.get(at("plan-session")).status_code == 302
    sign_in(client, a_person())
    assert client.get(at("plan-session")).status_code == 403
    assert client.get(at("organise-session", pk=session.pk)).status_code == 404
    assert client.get(at("organise-session", pk=announced().pk)).status_code == 403
    assert client.get(at("programme-academy")).status_code == 403
    assert client.get(at("programme-academy-file", ending="csv")).status_code == 403


def test_whoever_plans_goes_from_a_plan_to_what_everybody_sees(client):
    team, trainer = the_team(), a_trainer(somebody(Kind.TRAINER))
    session = planned(team)
    sign_in(client, team)
    here = at("organise-session", pk=session.pk)
    assert "2 more people who lead it are needed" in text_of(client.get(here))
    people = [{"task": "facilitates", "trainer": str(trainer.pk), "email": ""}]
    people += [{"task": task, "trainer": "", "email": a_person().email} for task in ("facilitates", "wellbeing")]
    for one in people:
        client.post(at("ask-to-lead", pk=session.pk), one)
    client.post(at("add-part", pk=session.pk), {"day": "2099-01-12", "starts": "9", "ends": "10"})
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    held = {"kind": "sector", "sector": "police", "place": "", "places": "2", "until_on": until}
    client.post(at("hold-places", pk=session.pk), held)
    page = text_of(client.get(here))
    for words in ("Nothing is missing", str(trainer), "2 places for Police", "12 January 2099, 09:00 to 10:00"):
        assert words in page
    client.post(at("announce-session", pk=session.pk))
    session.refresh_from_db()
    assert session.state == "announced"


def test_what_was_asked_and_held_can_be_taken_back(client):
    session = staffed(planned(parts=[at_ten(), at_ten(20)]))
    held = deeds.hold_places(
        session, "works-as", "", 2, timezone.localdate() + timedelta(days=3), by=session.planned_by
    )
    sign_in(client, session.planned_by)
    client.post(at("release-places", pk=session.pk, held=held.pk))
    client.post(at("take-back-asking", pk=session.pk, leading=session.leading.first().pk))
    client.post(at("remove-part", pk=session.pk, part=session.parts.first().pk))
    assert (HeldPlaces.objects.count(), Leading.objects.count(), session.parts.count()) == (0, 2, 1)
    other = planned()
    assert client.post(at("remove-part", pk=session.pk, part=other.parts.get().pk)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"trainer": "", "email": ""}, "Choose one of the trainers, or write one address"),
        ({"trainer": "", "email": "nobody@example.org"}, "Nobody has an account with this address"),
        ({"trainer": "", "email": "nobody"}, "name@example.org would do"),
    ],
)
def test_asking_nobody_gets_a_sentence(client, typed, sentence):
    session = planned()
    sign_in(client, session.planned_by)
    page = text_of(client.post(at("ask-to-lead", pk=session.pk), {"task": "facilitates", **typed}))
    assert sentence in page


def test_holding_for_a_sector_asks_which(client):
    session = planned()
    sign_in(client, session.planned_by)
    typed = {"kind": "sector", "sector": "", "place": "", "places": "2", "until_on": "2099-01-01"}
    assert "Choose which." in text_of(client.post(at("hold-places", pk=session.pk), typed))


def test_session_is_changed_and_the_second_of_two_is_told(client):
    session = planned()
    sign_in(client, session.planned_by)
    here, now = at("change-planned", pk=session.pk), {**FORM, "about": "Bring a cup.", "revision": "0"}
    assert 'value="Alder House"' in text_of(client.get(here))
    assert client.post(here, now).status_code == 302
    page = text_of(client.post(here, {**now, "about": "Bring two."}))
    assert "Somebody changed this while you were writing" in page
    assert "Bring two." in page
    session.refresh_from_db()
    assert (session.about, session.capacity) == ("Bring a cup.", 16)


def test_cancelling_says_first_how_many_are_told(client):
    session = announced()
    asks(session)
    sign_in(client, session.planned_by)
    here = at("call-off-session", pk=session.pk)
    assert "One person has a place. 0 people wait." in re.sub(r"\s+", " ", text_of(client.get(here)))
    assert "Say why" in text_of(client.post(here, {"why": ""}))
    client.post(here, {"why": "Snow"})
    session.refresh_from_db()
    assert session.state == "cancelled"
    assert "Snow" in text_of(client.get(at("organise-session", pk=session.pk)))


def test_whoever_leads_sees_it_and_can_say_no(client):
    session = planned()
    leading = ask_to_lead(session, a_person(), by=session.planned_by)
    sign_in(client, leading.person)
    page = text_of(client.get(at("i-lead")))
    assert "leads it" in page
    assert at("step-back", leading=leading.pk) in page
    client.post(at("step-back", leading=leading.pk))
    leading.refresh_from_db()
    assert leading.declined_at
    assert "Nothing." in text_of(client.get(at("i-lead")))
    sign_in(client, a_person())
    assert client.post(at("step-back", leading=leading.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_what_somebody_leads_asks_as_many_questions(client, django_assert_num_queries, count):
    team = the_team()
    for _one in range(count):
        a_leader(a_session(by=team), team)
    sign_in(client, team)
    with django_assert_num_queries(16):
        client.get(at("i-lead"))


def test_quarter_has_sessions_places_cancellations_and_reach(client):
    team = the_team()
    small = a_partner(employees="10-49")
    session = announced(team, capacity=5, parts=[at_ten(1)], cost_pounds=300)
    for partner in (small, small, a_partner(employees="1000+"), None):
        asks(session) if partner is None else a_booking(session, partner=partner)
    a_completion(session=session)
    gone = announced(team, parts=[at_ten(1)])
    deeds.cancel_session(gone, "Snow", by=team)
    sign_in(client, team)
    page = re.sub(r"\s+", " ", text_of(client.get(f"{at('programme-academy')}?quarter={quarter(session)}")))
    for words in (
        "one more was cancelled",
        "5, of which 4 are taken",
        "of which 1 have fewer than 50",
        "£300 for each",
    ):
        assert words in page
    rows = json.loads(client.get(f"{at('programme-academy-file', ending='json')}?quarter={quarter(session)}").content)[
        "rows"
    ]
    assert sorted(row["State"] for row in rows) == ["Cancelled", "Open for booking"]


def quarter(session):
    day = timezone.localdate(session.starts_at)
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def test_place_lead_sees_the_sessions_of_their_place_alone(client):
    team = the_team()
    announced(team, place=WAKEFIELD, parts=[at_ten(1)])
    ours = announced(team, place=LEEDS, parts=[at_ten(1)])
    sign_in(client, somebody(Kind.PLACE_LEAD, place=LEEDS))
    page = text_of(client.get(f"{at('programme-academy')}?quarter={quarter(ours)}"))
    assert re.findall(r'scope="row"><a href="/academy/sessions/(\d+)/organise/"', page) == [str(ours.pk)]


def test_quarter_that_is_none_is_this_one(client):
    sign_in(client, the_team())
    for asked in ("never", "2026-Q9", "", "99999-Q1"):
        assert "Nothing is planned in this quarter" in text_of(client.get(f"{at('programme-academy')}?quarter={asked}"))


@pytest.mark.parametrize("count", [1, 3])
def test_quarter_asks_as_many_questions_however_many_sessions(client, django_assert_num_queries, count):
    team = the_team()
    for _one in range(count):
        session = a_session(by=team, days=1)
        a_booking(session)
    sign_in(client, team)
    with django_assert_num_queries(13):
        client.get(f"{at('programme-academy')}?quarter={quarter(session)}")


def test_my_work_says_what_is_soon_and_seen_by_nobody(client):
    team = the_team()
    session = planned(team)
    sign_in(client, team)
    page = text_of(client.get("/my-work/"))
    assert "One session that you planned is soon, and nobody can see it yet" in page
    assert 'href="/academy/i-lead/"' in page
    assert 'href="/programme/academy/"' in page
    deeds.announce(staffed(session), by=team)
    assert "nobody can see it yet" not in text_of(client.get("/my-work/"))
    session.leading.update(declined_at=timezone.now())
    assert "has nobody to lead it" in text_of(client.get("/my-work/"))
    move_days(session, 30)
    assert "has nobody to lead it" not in text_of(client.get("/my-work/"))
