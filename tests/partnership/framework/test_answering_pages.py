"""The pages of answering, as a browser without an account sees them; and what they leave behind, which is nothing."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache

from partnership.core import leaving
from partnership.core.models import Event, PageReport
from partnership.framework.models import Answer, Response
from partnership.framework.queries import arranging as arranged
from tests import assessments
from tests.answering import at, begin, go_the_whole_way, keys, level_words, save
from tests.commitments import a_lead
from tests.partnership.plain_words import WORD, reading_age, said_on
from tests.people import a_partner, a_person, sign_in

pytestmark = pytest.mark.django_db
OLDEST, MOST_WORDS = 11, 30


@pytest.fixture
def staff():
    made, _lead = assessments.begun()
    return assessments.seat_of(made, "staff")


# --- before the first question


def test_first_page_says_what_it_must_before_anything_is_asked(client, staff):
    said = " ".join(client.get(at(staff)).text.split())
    for sentence in (
        "There are 12 questions",
        "about 8 minutes. We counted 729 words",
        "You can pass any question.",
        "With a code you can go on later.",
        "delete all your answers at any time, until results open",
        "only if at least 5 people answer",
        "If fewer than 10 people answer",
        "Then each answer is deleted.",
        "The people of Elder Tree Works see the sums.",
        "A court or an inquiry can make Elder Tree Works show what it holds. So can the law on freedom of information.",
        "Are you under 16?",
        "I am 16 or over. Begin",
        "Leave this page",
    ):
        assert sentence in said


def test_first_page_says_from_how_many_a_partner_that_asked_for_more_opens(client):
    made, _lead = assessments.begun(least=8)
    assert "only if at least 8 people answer" in client.get(at(assessments.seat_of(made, "staff"))).text


def test_invented_partner_is_labelled(client):
    made, _lead = assessments.begun(*a_lead(a_partner(fictional=True)))
    assert "Made up." in client.get(at(assessments.seat_of(made, "staff"))).text


@pytest.mark.parametrize("rest", ["", "code/", "go-on/", "look-over/", "take-back/", "stop/", "thanks/", "taken-back/"])
def test_pages_can_be_read_by_whoever_is_11(client, staff, rest):
    begin(client, staff)
    said = said_on(client.get(at(staff, rest)).text)
    assert said
    assert reading_age(said) <= OLDEST
    assert [one for one in said if len(WORD.findall(one)) > MOST_WORDS] == []


def test_no_tab_says_more_than_that_there_are_questions(client, staff):
    begin(client, staff)
    rests = ["", "look-over/", "stop/", *(f"questions/{key}/" for key in keys(staff))]
    tabs = {re.search(r"<title>(.*?) \u2013 ", client.get(at(staff, rest)).text)[1] for rest in rests}
    numbered = {f"Question {number} of 12" for number in range(1, 13)}
    assert tabs == {"Some questions", "All my answers", "Stop for now"} | numbered


# --- the way through


def test_whole_way_without_a_script(client, staff):
    begin(client, staff)
    where = at(staff, f"questions/{keys(staff)[0]}/")
    for number, key in enumerate(keys(staff), start=1):
        page = client.get(where)
        assert where == at(staff, f"questions/{key}/")
        assert f"Question {number} of 12" in page.text
        assert page.text.count('type="radio"') == 6
        where = save(client, staff, key, "pass" if number == 2 else str(1 + number % 5)).headers["Location"]
    assert where == at(staff, "look-over/")
    said = client.get(where).text
    assert "You passed this one." in said
    assert "Not answered yet." not in said
    done = client.post(at(staff, "hand-in/"))
    assert done.headers["Location"] == at(staff, "thanks/")
    assert "Your answers are handed in." in client.get(at(staff, "thanks/")).text
    assert Response.objects.handed_in().count() == 1
    assert dict(Answer.objects.values_list("standard", "level")) == {
        key: None if number == 2 else 1 + number % 5 for number, key in enumerate(keys(staff), start=1)
    }


def test_press_without_a_choice_gets_a_sentence_and_keeps_what_was_saved(client, staff):
    begin(client, staff)
    key = keys(staff)[0]
    save(client, staff, key, "4")
    page = client.post(at(staff, f"questions/{key}/"), {})
    assert (page.status_code, "“I pass this one” is a line too." in page.text) == (200, True)
    assert "<title>Error: Question 1 of 12" in page.text
    assert Answer.objects.get().level == 4
    assert "Choose one of these lines." in save(client, staff, key, "9").text


def test_what_was_chosen_is_ticked_again(client, staff):
    begin(client, staff)
    key = keys(staff)[2]
    save(client, staff, key, "3")
    assert re.findall(r'value="(\w+)"[^>]*checked', client.get(at(staff, f"questions/{key}/")).text) == ["3"]


def test_change_from_the_list_leads_back_to_the_list(client, staff):
    begin(client, staff)
    where = at(staff, f"questions/{keys(staff)[0]}/?change=1")
    assert where in client.get(at(staff, "look-over/")).text
    assert client.post(where, {"level": "2"}).headers["Location"] == at(staff, "look-over/")


def test_no_such_question_is_no_page(client, staff):
    begin(client, staff)
    assert client.get(at(staff, "questions/nothing/")).status_code == 404


def test_two_tabs_lose_nothing(client, staff):
    begin(client, staff)
    first, second = keys(staff)[:2]
    for key, level in ((first, "1"), (second, "2"), (first, "5")):
        save(client, staff, key, level)
    assert dict(Answer.objects.values_list("standard", "level")) == {first: 5, second: 2}


# --- the code


def test_code_is_shown_until_the_first_answer_and_then_no_more(client, staff):
    code = begin(client, staff)
    assert re.fullmatch(r"\w{4} \w{4} \w{4}", code)
    assert code in client.get(at(staff, "code/")).text
    save(client, staff, keys(staff)[0], "4")
    assert client.get(at(staff, "code/")).headers["Location"] == at(staff, f"questions/{keys(staff)[1]}/")


def test_code_is_in_no_address_and_no_page_but_those_that_show_it(client, staff):
    code = begin(client, staff)
    for rest in ("", f"questions/{keys(staff)[0]}/", "look-over/", "take-back/"):
        assert code.replace(" ", "") not in client.get(at(staff, rest)).text.replace(" ", "")
    assert code in client.get(at(staff, "stop/")).text


@pytest.mark.parametrize("written", ["{}", "{low}", "{dashed}", "  {} "])
def test_go_on_with_the_code_however_it_is_written(client, staff, written):
    code = begin(client, staff)
    save(client, staff, keys(staff)[0], "4")
    client.cookies.clear()
    typed = written.format(code, low=code.lower(), dashed=code.replace(" ", "-"))
    page = client.post(at(staff, "go-on/"), {"code": typed})
    assert page.headers["Location"] == at(staff, f"questions/{keys(staff)[1]}/")
    assert client.get(page.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type the code that you were shown"),
        ("BCDF", "You typed 4 letters and numbers. A code has 12."),
        ("BCDFGHJKMNPO", "No code has “O” in it."),
        ("BCDFGHJKMNPQ", "Nothing here has this code."),
    ],
)
def test_wrong_code_gets_a_sentence_and_stays_in_the_box(client, staff, typed, sentence):
    page = client.post(at(staff, "go-on/"), {"code": typed})
    assert sentence in page.text
    assert f'value="{typed}"' in page.text or not typed


def test_too_many_wrong_codes_and_even_the_right_one_waits(client, staff, monkeypatch):
    monkeypatch.setitem(settings.ACCOUNT_RATE_LIMITS, "answering_code", "2/5m/key")
    cache.clear()
    code = begin(client, staff)
    client.cookies.clear()
    for _number in range(2):
        assert "Nothing here has" in client.post(at(staff, "go-on/"), {"code": "BCDFGHJKMNPQ"}).text
    assert "Wait five minutes" in client.post(at(staff, "go-on/"), {"code": code}).text
    cache.clear()
    assert client.post(at(staff, "go-on/"), {"code": code}).status_code == 302


def test_code_opens_what_was_handed_in_to_change_it(client, staff):
    code = begin(client, staff)
    save(client, staff, keys(staff)[0], "4")
    client.post(at(staff, "hand-in/"))
    assert client.get(at(staff, "look-over/")).headers["Location"] == at(staff)  # the browser has forgotten it
    assert client.post(at(staff, "go-on/"), {"code": code}).headers["Location"] == at(staff, "look-over/")
    save(client, staff, keys(staff)[0], "2")
    assert (Response.objects.get().handed_in, Answer.objects.get().level) == (True, 2)


def test_cookie_that_we_did_not_give_holds_nothing(client, staff):
    code = begin(client, staff).replace(" ", "")
    client.cookies["answering"] = code
    assert client.get(at(staff, "look-over/")).headers["Location"] == at(staff)


# --- stopping


def test_stop_lets_the_browser_forget_and_keeps_the_answers(client, staff):
    begin(client, staff)
    save(client, staff, keys(staff)[0], "4")
    assert client.post(at(staff, "stop/")).headers["Location"] == at(staff)
    assert "Somebody has begun" not in client.get(at(staff)).text
    assert Answer.objects.count() == 1


def test_leave_forgets_the_code_and_leads_away(client, staff):
    begin(client, staff)
    left = client.get(at(staff, "leave/"))
    assert (left.headers["Location"], left.cookies["answering"].value) == (leaving.leave_to(), "")
    client.cookies.pop("away")
    assert client.get(at(staff, "look-over/")).headers["Location"] == at(staff)


def test_whoever_sits_down_next_is_asked_whether_it_was_them_and_sees_no_answer(client, staff):
    begin(client, staff)
    save(client, staff, keys(staff)[0], "4")
    said = client.get(at(staff)).text
    assert "Somebody has begun to answer in this browser." in said
    assert "That was not me" in said
    assert level_words(staff, 4) not in said


def test_take_back_asks_first_and_then_leaves_nothing(client, staff):
    begin(client, staff)
    save(client, staff, keys(staff)[0], "4")
    assert "cannot be brought back" in client.get(at(staff, "take-back/")).text
    assert Answer.objects.count() == 1
    assert client.post(at(staff, "take-back/")).headers["Location"] == at(staff, "taken-back/")
    assert (Response.objects.count(), Answer.objects.count()) == (0, 0)


# --- nothing is left behind


def test_no_session_no_time_and_no_trace_in_the_browser(client, staff):
    got = go_the_whole_way(client, staff)
    assert Session.objects.count() == 0
    assert {one.headers["Cache-Control"] for one in got} == {"private, no-store"}
    assert {name for one in got for name in one.cookies} == {"answering", "csrftoken"}
    kept = [one.cookies["answering"] for one in got if "answering" in one.cookies]
    for cookie in kept:
        assert cookie["path"] == at(staff)
        assert cookie["samesite"] == "Lax"
    for cookie in kept[:1]:
        assert (cookie["httponly"], cookie["max-age"], cookie["expires"]) == (True, "", "")
        assert re.fullmatch(r"[2-9A-Z]{12}:[\w-]{43}", cookie.value)  # the code and its lock, without a time


def test_whoever_is_signed_in_answers_as_nobody(client, staff):
    person = a_person("Quill Ashgrove")
    sign_in(client, person)
    before = Event.objects.filter(by=person).count()
    got = go_the_whole_way(client, staff)
    assert [one for one in got if "Quill" in one.text] == []
    assert Event.objects.filter(by=person).count() == before
    assert Response.objects.get().person is None


def test_what_is_reported_on_a_page_names_no_link(client, staff):
    begin(client, staff)
    for rest in ("", f"questions/{keys(staff)[0]}/", "look-over/"):
        (report,) = re.findall(r'class="hw-report" href="([^"]+)"', client.get(at(staff, rest)).text)
        assert staff.link_secret not in report
    client.post(report.split("?")[0], {"kind": "wrong", "page": "/answer/"})
    assert PageReport.objects.get().page == "/answer/"


def test_pages_after_each_of_two_people_are_alike_for_the_lead(client, staff):
    """What a lead's page is made from says the same after one answer as after four."""
    told = []
    for _number in range(4):
        assessments.respond(staff, [3])
        told.append(arranged.assessment_page(staff.assessment, staff.assessment.started_by).seats)
    assert len(set(told)) == 1


# --- how many questions the database is asked


def test_question_page_asks_the_database_twice(client, staff, django_assert_num_queries):
    begin(client, staff)
    for answered in (0, 3):
        for key in keys(staff)[:answered]:
            save(client, staff, key, "4")
        with django_assert_num_queries(2):  # the response with its seat; what was chosen
            client.get(at(staff, f"questions/{keys(staff)[0]}/"))


def test_saving_asks_the_database_seven_times_and_holds_no_assessment(client, staff, django_assert_num_queries):
    begin(client, staff)
    save(client, staff, keys(staff)[0], "1")
    for key in keys(staff)[:3]:
        # The response; who acts; savepoint; hold the response; save; the line of the day is there; savepoint.
        with django_assert_num_queries(7) as asked:
            save(client, staff, key, "4")
    held = [one["sql"] for one in asked.captured_queries if "FOR " in one["sql"]]
    assert not any("framework_assessment" in sql for sql in held)
