"""The catalogue: courses, ways through them, kinds of practice, and what suits somebody next."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.academy.queries import courses, structured
from partnership.academy.queries.narrowing import CoursesChosen
from partnership.academy.queries.suits import suits
from partnership.academy.rules.completes import completes, counts_for
from partnership.core.pack import Part
from partnership.partners.models import Kind
from tests.partnership.plain_words import reading_age, said_on
from tests.people import a_partner, a_person, a_role, sign_in, somebody
from tests.teaching import a_booking, a_completion, a_session, academy

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def at(name, **kwargs):
    return reverse(name, kwargs=kwargs)


def titles(answer):
    return re.findall(r'<a href="/academy/courses/([\w-]+)/">', text_of(answer).partition('id="courses"')[2])


def test_every_course_stands_in_the_catalogue_in_the_order_of_levels(client):
    found = titles(client.get(at("academy")))
    assert sorted(found) == sorted(academy().courses)
    assert found[:3] == ["foundation", "giving-time", "refresher"]
    assert found[-1] == "talking-it-through"  # it gives no level


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ("sector=police", "first-minutes", "school-day"),
        ("family=leading", "so-that-it-lasts", "ten-minutes"),
        ("works_as=employee", "foundation", "giving-time"),
        ("level=enhanced", "alongside", "foundation"),
    ],
)
def test_courses_are_narrowed_to_what_fits(client, asked, there, not_there):
    found = titles(client.get(f"{at('academy')}?{asked}"))
    assert there in found
    assert not_there not in found


def test_courses_with_a_day_and_where(client):
    a_session("foundation", place="E08000035")
    a_session("school-day")  # for every district
    a_session("ten-minutes", state="planned")
    a_session("giving-time", days=-3)
    assert titles(client.get(f"{at('academy')}?dates=with")) == ["foundation", "school-day"]
    assert titles(client.get(f"{at('academy')}?place=E08000036")) == ["school-day"]
    assert "foundation" not in titles(client.get(f"{at('academy')}?dates=without"))


def test_courses_are_found_by_what_people_look_for(client):
    page = text_of(client.get("/search/?q=school"))
    assert 'href="/academy/courses/school-day/"' in page
    assert 'href="/academy/sessions/"' in text_of(client.get("/search/?q=workshop"))


def test_filter_that_nobody_knows_is_passed_over(client):
    answer = client.get(f"{at('academy')}?sector=circus&level=%00&works_as=king")
    assert len(titles(answer)) == len(academy().courses)
    assert CoursesChosen.read({"sector": "circus", "level": "skilled"}).query == "level=skilled"


def test_narrowing_to_nothing_says_so(client):
    page = text_of(client.get(f"{at('academy')}?level=enhanced&sector=police&works_as=volunteer&dates=with"))
    assert "No course matches all of that" in page


@pytest.mark.parametrize("count", [1, 3])
def test_catalogue_asks_as_many_questions_however_many_days(client, django_assert_num_queries, count):
    for _one in range(count):
        a_session()
    with django_assert_num_queries(1):
        client.get(at("academy"))


@pytest.mark.parametrize("count", [1, 3])
def test_course_asks_as_many_questions_however_many_days(client, django_assert_num_queries, count):
    for _one in range(count):
        a_booking(a_session())
    with django_assert_num_queries(7):
        client.get(at("course", key="foundation"))


def test_course_says_what_it_is_for_whom_and_what_completes_it(client):
    page = text_of(client.get(at("course", key="alongside")))
    attended, wrote = "You are there for at least 75% of the time", "You write a few lines"
    for words in ("Trauma enhanced", "22 hours", attended, wrote, "It counts for 3 years", "There is somewhere quiet"):
        assert words in page
    assert 'href="/academy/courses/skilled-practice/"' in page
    assert re.search(r'href="/framework/short-2026/looked-after/">We look after our own people', page)
    assert "too little evidence to say" in page
    assert "No day is set yet" in page


def test_course_shows_its_next_days_with_free_places_in_words(client):
    a_session(capacity=1, venue="Alder House")
    a_booking(a_session(capacity=1, days=20))
    page = text_of(client.get(at("course", key="foundation")))
    assert "One place is free" in page
    assert "Full for now. You can ask to wait for a place" in page
    assert "10:00 to 12:00" in page


def test_course_that_nobody_teaches_is_not_there(client):
    assert client.get(at("course", key="moon-walk")).status_code == 404
    assert client.get(at("pathway", key="kings")).status_code == 404


def test_standard_without_a_page_has_no_link():
    assert courses._standard_way("moon") == courses.Way("moon")
    assert courses._standard_way("feels-safe").href == "/framework/short-2026/feels-safe/"


def test_course_describes_itself_to_programs(client):
    a_session(venue="Alder House", place="E08000035")
    a_session(only_for=a_partner(), days=20)
    page = text_of(client.get(at("course", key="foundation")))
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert (data["@context"], data["@type"], data["timeRequired"]) == ("https://schema.org", "Course", "PT2H")
    assert data["educationalLevel"] == "Trauma informed"
    (one,) = data["hasCourseInstance"]  # not the one that is for one organisation
    assert one["location"] == {"@type": "Place", "name": "Alder House", "address": "Leeds"}
    assert (one["courseMode"], one["eventStatus"]) == ("Onsite", "https://schema.org/EventScheduled")


def test_data_for_programs_cannot_end_its_block(client):
    a_session("", title="Over </script><script>alert(1)</script>", venue="Hall")
    page = text_of(client.get(a_way(client)))
    assert "<script>alert(1)" not in page


def a_way(client):
    return re.search(r'href="(/academy/sessions/\d+/)"', text_of(client.get(at("sessions"))))[1]


def test_security_policy_lets_no_script_of_the_page_run(client):
    policy = client.get(at("course", key="foundation"))["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_levels_say_whether_one_holds_another_and_which_are_used_here(client):
    page = text_of(client.get(at("academy-levels")))
    scotland, wales = page.index("Scotland, 2017"), page.index("Wales, 2022")
    assert page.index("These are used here") < page.index("Each kind holds those before it") < wales
    assert page.index("None is above another") > wales > scotland
    assert "https://www.traumatransformation.scot/" in page
    assert 'href="/academy/courses/alongside/"' in page


@pytest.mark.parametrize("family", ["everybody", "face-to-face", "support", "treatment", "leading"])
def test_every_family_has_a_way_in_order(client, family):
    page = text_of(client.get(at("pathway", key=family)))
    found = re.findall(r'\d\. <a href="/academy/courses/([\w-]+)/">', page)
    assert tuple(found) == academy().pathways[family].courses
    assert "This was decided here" in page


@pytest.mark.parametrize("name", ["academy", "academy-levels", "sessions"])
def test_public_pages_can_be_read_easily(client, name):
    a_session()
    assert reading_age(said_on(text_of(client.get(at(name))))) <= 11


@pytest.mark.parametrize("key", ["foundation", "alongside", "school-day", "teaching-others"])
def test_pages_of_courses_can_be_read_easily(client, key):
    assert reading_age(said_on(text_of(client.get(at("course", key=key))))) <= 11


def suited(person):
    return [one.href.split("/")[-2] for one in suits(person)]


def test_whoever_begins_is_shown_a_first_step():
    assert suited(a_person()) == ["foundation"]
    assert suits(a_person())[0].why == "A first step for: Everybody else who works or gives time."


def test_next_step_follows_what_was_completed_role_and_sector():
    person = somebody(Kind.PRACTITIONER, partner=a_partner(sector="education"))
    a_completion(person, "foundation", family="face-to-face")
    assert suited(person) == ["skilled-practice", "school-day"]
    assert "You completed “What hurt does, and what helps”, and this follows." in suits(person)[0].why


def test_lead_of_an_organisation_is_shown_the_way_for_leading():
    lead = somebody(Kind.PARTNER_LEAD, partner=a_partner())
    a_completion(lead)
    assert suited(lead)[0] == "so-that-it-lasts"


def test_volunteer_is_shown_what_is_for_volunteers():
    assert suited(somebody(Kind.VOLUNTEER, partner=a_partner())) == ["foundation", "giving-time"]


def test_what_runs_out_comes_first_and_what_ran_out_begins_again():
    person, today = a_person(), timezone.localdate()
    a_completion(person, valid_until=today + timedelta(days=20))
    (first, *_more) = suits(person)
    assert first.href == at("course", key="refresher")
    assert "counts until" in first.why
    late = a_person()
    a_completion(late, completed_on=date(2020, 1, 1), valid_until=date(2022, 1, 1))
    assert set(suited(late)) == {"refresher", "foundation"}


def test_completion_that_was_taken_back_counts_for_nothing():
    person = a_person()
    a_completion(person, revoked_at=timezone.now(), revoked_by=person, why_revoked="A mistake")
    assert suited(person) == ["foundation"]


def test_only_whoever_is_signed_in_sees_what_suits_them(client):
    assert "What may suit you next" not in text_of(client.get(at("academy")))
    assert "What may suit you next" in text_of(sign_in(client, a_person()).get(at("academy")))


@pytest.mark.parametrize("count", [1, 3])
def test_what_suits_asks_as_many_questions_however_much_was_completed(django_assert_num_queries, count):
    person = a_person()
    for number in range(count):
        a_completion(person, completed_on=date(2026, 1, 1 + number))
    with django_assert_num_queries(3):
        suits(person)


def test_feed_has_courses_and_days_of_anybody(client):
    a_session(place="E08000035")
    a_session(only_for=a_partner())
    a_session(state="planned")
    gone = a_session(state="cancelled", cancelled_at=timezone.now(), cancelled_by=a_person(), why_cancelled="Ill")
    feed = ET.fromstring(text_of(client.get(at("academy-feed"))))
    found = [one.find(f"{ATOM}title").text for one in feed.findall(f"{ATOM}entry")]
    assert len(found) == len(academy().courses) + 2
    assert found[0] == f"Cancelled: {academy().courses[gone.course].title}"
    ids = [one.find(f"{ATOM}id").text for one in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_courses_can_be_taken_away_as_they_were_narrowed(client, ending):
    answer = client.get(f"{at('academy-file', ending=ending)}?sector=police")
    assert answer.status_code == 200
    if ending == "json":
        rows = json.loads(answer.content)["rows"]
        assert "first-minutes" in [row["Key"] for row in rows]
        assert "school-day" not in [row["Key"] for row in rows]
        assert rows[0]["Page"].startswith("http")


def test_file_of_another_kind_is_not_there(client):
    assert client.get(at("academy-file", ending="pdf")).status_code == 404


def test_what_completes_a_course_is_said_for_every_kind_of_rule():
    course = academy().courses["foundation"]
    either = Part("any", parts=(Part("assessment"), Part("all", parts=(Part("attended", 0.5), Part("reflection")))))
    changed = type(course)(**{**{name: getattr(course, name) for name in course.__slots__}, "completion": either})
    (said,) = completes(changed)
    assert said.startswith("One of these: whoever leads it sees that you can do")
    assert " or you are there for at least 50% of the time; You write" in said
    assert counts_for(academy().courses["talking-it-through"]) == "It does not run out."


def test_hours_are_written_as_programs_read_them():
    assert structured.duration(1.5) == "PT1H30M"
    assert structured.duration(0.5) == "PT30M"


def test_whoever_may_plan_is_led_there(client):
    assert "What you lead or plan" not in text_of(sign_in(client, a_person()).get(at("academy")))
    trainer = a_person()
    a_role(trainer, Kind.TRAINER)
    assert "What you lead or plan" in text_of(sign_in(client, trainer).get(at("academy")))
