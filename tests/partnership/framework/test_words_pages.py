"""The pages of words of their own: what is said before, nothing lost that was typed, and what a meeting reads."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from partnership.framework.actions import arranging
from partnership.framework.models import Response
from partnership.framework.rules import words as rules
from partnership.reading.actions.reading import open_again
from partnership.reading.models import Text
from tests import assessments
from tests.answering import at, begin, end, keys, save
from tests.own_words import SAID, opened, read, read_all, show, write
from tests.partnership.framework.open_seats import at as page_of
from tests.partnership.framework.open_seats import text
from tests.partnership.plain_words import reading_age, said_on
from tests.people import sign_in
from tests.stories import a_reader, a_text

pytestmark = pytest.mark.django_db
OLDEST = 11
NAMED = "Ask Margaret Hale about the kettle."
MEETING_QUERIES = 10  # one more than a meeting without words


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def asked(reader):
    return assessments.begun()


@pytest.fixture
def staff(asked):
    return assessments.seat_of(asked[0], "staff")


def send(client, seat, words=SAID, **more):
    return client.post(at(seat, "words/"), {"words": words, **more})


def spaced(code):
    return code.replace(" ", "")


# --- by link


def test_after_the_last_question_words_are_asked_for_and_can_be_passed(client, staff):
    begin(client, staff)
    answer = save(client, staff, keys(staff)[-1], "4")
    assert answer.headers["Location"] == at(staff, "words/")
    page = text(client.get(at(staff, "words/")))
    assert "You do not have to. A trained reader reads it first." in page
    assert "reads it within 2 working days" in page
    assert "if 5 or more in your seat wrote" in page
    assert "They never tell the person it is about." in page
    assert f'href="{at(staff, "look-over/")}">Go on without words' in client.get(at(staff, "words/")).text


def test_where_nobody_reads_the_questions_end_as_before_and_the_page_says_why(client, staff, reader):
    reader.reading_shifts.all().delete()
    begin(client, staff)
    assert save(client, staff, keys(staff)[-1], "4").headers["Location"] == at(staff, "look-over/")
    assert "In your own words" not in text(client.get(at(staff, "look-over/")))
    assert "Nobody can read your words in time" in text(client.get(at(staff, "words/")))
    refused = text(send(client, staff))
    assert SAID in refused
    assert not Text.objects.exists()


def test_words_are_sent_and_the_page_says_what_became_of_them_and_never_shows_them_again(client, staff, reader):
    begin(client, staff)
    assert send(client, staff).headers["Location"] == at(staff, "look-over/")
    assert "You sent words to a reader." in text(client.get(at(staff, "look-over/")))
    page = text(client.get(at(staff, "words/")))
    assert ("Your words wait for a reader." in page, SAID in page) == (True, False)
    read(Text.objects.get(), reader)
    open_again(Text.objects.get(), "Somebody may be in danger", by=reader)
    page = text(client.get(at(staff, "words/")))
    assert ("A reader has read your words." in page, "Somebody may be in danger" in page) == (True, True)


def test_a_name_is_asked_about_kindly_once_and_nothing_that_was_typed_is_lost(client, staff):
    begin(client, staff)
    page = text(send(client, staff, NAMED))
    assert "This may be a name: Margaret" in page
    assert "tick this and send it again" in page
    assert NAMED in page
    assert not Text.objects.exists()
    send(client, staff, NAMED, anyway="on")
    assert Text.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "said"), [("", "There are no words yet."), ("a" * 1001, "This is 1001 letters long.")]
)
def test_nothing_and_too_much_are_said_in_a_sentence(client, staff, words, said):
    begin(client, staff)
    page = text(send(client, staff, words))
    assert said in page
    assert words in page


def test_sending_twice_is_refused_with_what_was_typed(client, staff):
    begin(client, staff)
    send(client, staff)
    assert "A reader has your words already." in text(client.get(at(staff, "words/"))) or Text.objects.count() == 1
    send(client, staff, "Something else.")
    assert Text.objects.count() == 1


def test_whoever_comes_too_late_is_shown_what_they_wrote(client, staff):
    begin(client, staff)
    end(staff, hours=2)
    answer = send(client, staff)
    assert answer.status_code == 409
    assert SAID in text(answer, 409)
    assert "The time to answer is over" in text(client.get(at(staff, "words/")))


def test_with_the_code_words_are_looked_at_and_taken_back_also_after_results_opened(client, staff, asked, reader):
    made, lead = asked
    code = spaced(begin(client, staff))
    save(client, staff, keys(staff)[0], "4")
    send(client, staff)
    read(Text.objects.get(), reader)
    opened(made, lead)
    client.cookies.clear()
    assert "with your code" in text(client.get(at(staff)))
    seen = text(client.post(at(staff, "my-words/"), {"code": code}))
    assert ("A reader has read your words." in seen, SAID in seen) == (True, False)
    gone = text(client.post(at(staff, "my-words/"), {"code": code, "back": "yes"}))
    assert "Your words are taken back" in gone
    assert Text.objects.get().state == "erased"
    assert "Nothing here has this code" in text(client.post(at(staff, "my-words/"), {"code": code}))


def test_a_wrong_code_finds_nothing_and_too_many_are_slowed(client, staff, settings, monkeypatch):
    monkeypatch.setitem(settings.ACCOUNT_RATE_LIMITS, "answering_code", "2/5m/key")
    cache.clear()
    write(staff)
    for _time in range(2):
        assert "Nothing here has this code" in text(client.post(at(staff, "my-words/"), {"code": "BCDFGHJKMNPQ"}))
    assert "Too many wrong codes" in text(client.post(at(staff, "my-words/"), {"code": "BCDFGHJKMNPQ", "back": "yes"}))
    assert Text.objects.get().state == "waiting"


def test_deleting_all_answers_erases_the_words_and_says_so_before(client, staff):
    begin(client, staff)
    send(client, staff)
    assert "Words that you sent to a reader are erased too" in text(client.get(at(staff, "take-back/")))
    client.post(at(staff, "take-back/"))
    assert (Text.objects.get().state, Response.objects.count()) == ("erased", 0)


def test_pages_are_kept_nowhere_and_say_it_plainly(client, staff):
    begin(client, staff)
    for rest in ("words/", "my-words/"):
        answer = client.get(at(staff, rest))
        assert "no-store" in answer.headers["Cache-Control"]
        assert reading_age(said_on(answer.text)) <= OLDEST
        assert "sessionid" not in answer.cookies


def test_first_page_says_that_words_are_asked_for_and_a_printed_sheet_does_not(client, staff, asked):
    assert "You can add words of your own." in text(client.get(at(staff)))
    made, lead = asked
    sheet = sign_in(client, lead).get(page_of(made, "print-sheet", seat="staff"))
    assert "words of your own" not in text(sheet)


# --- by name


def test_by_name_words_go_without_the_name_and_the_page_says_they_cannot_be_found(client, asked):
    made, lead = asked
    response = arranging.ask_by_name(assessments.seat_of(made, "leaders"), lead, by=lead)
    sign_in(client, lead)
    address = f"/asked/{response.pk}/words/"
    assert "They stand without your name." in text(client.get(f"/asked/{response.pk}/"))
    assert "so nobody can find them again" in text(client.get(address))
    page = text(client.post(address, {"words": SAID}, follow=True))
    assert "Sent to a reader, without your name." in page
    assert "Say something in your own words" in page  # nothing says that this person wrote
    assert "Words that you sent to a reader stay: nobody can tell that they are yours" in text(
        client.get(f"/asked/{response.pk}/take-back/")
    )


# --- the meeting and the report


@pytest.mark.parametrize("many", [5, 7])
def test_meeting_and_report_show_words_and_ask_as_much_for_seven_as_for_five(
    client, asked, staff, reader, many, django_assert_num_queries
):
    made, lead = asked
    said = [f"The kettle number {number} is broken." for number in range(many)]
    for words in said:
        write(staff, words)
    read_all(staff, reader)
    opened(made, lead)
    before = text(sign_in(client, lead).get(page_of(made)))
    assert ("Nothing is shown here" in before, "kettle" in before) == (True, False)
    show(staff)
    for name in ("meeting", "assessment-report"):
        with django_assert_num_queries(MEETING_QUERIES):
            page = text(client.get(page_of(made, name)))
        assert [words for words in said if words not in page] == []
        assert "The order is chance." in page


def test_no_paper_and_no_file_holds_a_word(client, asked, staff, reader):
    made, lead = asked
    for number in range(5):
        write(staff, f"The kettle number {number} is broken.")
    read_all(staff, reader)
    opened(made, lead)
    show(staff)
    sign_in(client, lead)
    for ending in ("csv", "json"):
        assert "kettle" not in client.get(page_of(made, "assessment-file", ending=ending)).content.decode()


def test_a_lead_sees_the_same_before_and_after_a_colleague_wrote(client, asked, staff):
    made, lead = asked
    sign_in(client, lead)
    pages = [page_of(made, "assessment"), "/my-work/", "/notices/"]
    code = write(staff)
    before = [text(client.get(one)) for one in pages]
    rules.words_by(staff, code).delete()
    assert [text(client.get(one)) for one in pages] == before


# --- the reader


def test_reader_is_offered_what_people_were_told_of_and_no_other_use(client, staff, reader):
    write(staff)
    a_text(SAID, about="urn:heartwood:listening.story:1", part="own-words")
    sign_in(client, reader)
    for text_ in Text.objects.all():
        client.post(f"/reading/texts/{text_.pk}/take/")
        page = text(client.get(f"/reading/texts/{text_.pk}/?words=1"))
        of_framework = text_.part == "framework-words"
        assert ("Make it ready for the programme" in page) != of_framework
        assert ("Its people read only what you make ready" in page) == of_framework
    framework = Text.objects.get(part="framework-words")
    assert "and to nobody else" in text(client.get(f"/reading/texts/{framework.pk}/ready/inside/"))


def test_an_unread_text_is_never_on_the_meeting(client, asked, staff, reader):
    made, lead = asked
    for number in range(6):
        write(staff, f"The kettle number {number} is broken.")
    for one in list(rules.words_of(staff))[:5]:
        read(one, reader)
    opened(made, lead)
    long_ago = timezone.now() - timedelta(days=9)
    made.__class__.objects.filter(pk=made.pk).update(opened_at=long_ago)
    assert "kettle" not in text(sign_in(client, lead).get(page_of(made)))
