"""Paper: posters and sheets, and typing in what came back in closed envelopes."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.framework.actions import answering, arranging
from partnership.framework.models import Answer, CameBy, Response, random_key
from partnership.framework.queries import sheets as queries
from partnership.partners.models import Kind
from tests import assessments
from tests.answering import keys
from tests.commitments import a_lead
from tests.people import a_partner, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    made, _lead = assessments.begun()
    return assessments.seat_of(made, "staff")


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def typist(staff):
    """Somebody of another organisation, to whom closed envelopes go."""
    outside = somebody(Kind.CHAMPION, partner=a_partner("Rowan Yard"), name="Wren Holloway")
    arranging.name_typist(staff.assessment, outside, by=staff.assessment.started_by)
    return outside


def printed(seat, what):
    return f"/for/{seat.assessment.partner.slug}/assessments/{seat.assessment.pk}/seats/{seat.seat}/{what}/"


def to_type(seat):
    return f"/typing/{seat.assessment.pk}/{seat.seat}/"


def ticked(seat, **more):
    """Give a sheet on which the third line is ticked everywhere."""
    return {"sheet": str(random_key()), **dict.fromkeys(keys(seat), "3"), **more}


# --- printed


def test_sheet_has_every_question_of_the_seat_the_link_and_where_it_goes(client, staff, typist, settings):
    sign_in(client, staff.assessment.started_by)
    page = client.get(printed(staff, "sheet"))
    assert page.text.count('class="hw-question__box"') == 12 * 6
    assert f"{settings.SITE_ADDRESS}/answer/{staff.link_secret}/" in page.text
    assert "<svg" in page.text
    said = " ".join(page.text.split())
    assert "It goes, closed, to Wren Holloway, who is not part of Elder Tree Works." in said
    assert "Nobody of Elder Tree Works opens it." in said
    assert "The link is one for all of them" in said
    assert "only if at least 5 people answer" in said


def test_sheet_goes_to_the_programme_team_where_nobody_is_named(client, staff):
    sign_in(client, staff.assessment.started_by)
    assert "It goes, closed, to the programme team" in client.get(printed(staff, "sheet")).text


def test_poster_says_three_sentences_and_the_link(client, staff, settings):
    sign_in(client, staff.assessment.started_by)
    said = client.get(printed(staff, "poster")).text
    assert f"{settings.SITE_ADDRESS}/answer/{staff.link_secret}/" in said
    assert "12 questions, about 8 minutes, for people of 16 and over." in said
    assert said.count("<svg") == 2  # the rings at the head, and the square


def test_square_leads_where_the_address_beside_it_does(staff):
    """The square is drawn from the address alone: another address gives another square."""
    page = queries.printed_page(staff)
    assert page.square == queries._square(page.address)
    arranging.replace_link(staff, by=staff.assessment.started_by)
    assert queries.printed_page(staff).square != page.square


@pytest.mark.parametrize("what", ["sheet", "poster"])
def test_nothing_is_printed_for_seats_by_name_or_when_it_is_over(client, staff, what):
    lead = staff.assessment.started_by
    sign_in(client, lead)
    leaders = assessments.seat_of(staff.assessment, "leaders")
    assert "answer by name, so there is no link" in client.get(printed(leaders, what)).text
    arranging.close_assessment(staff.assessment, by=lead)
    assert "The time to answer is over." in client.get(printed(staff, what)).text


@pytest.mark.parametrize("what", ["sheet", "poster"])
def test_nothing_is_printed_for_strangers(client, staff, team, what):
    sign_in(client, team)
    assert client.get(printed(staff, what)).headers["Location"].startswith("/programme/partners/")


# --- who types in


def test_whoever_is_named_types_in_and_nobody_else(staff, typist, team):
    lead = staff.assessment.started_by
    other = somebody(Kind.PRACTITIONER, partner=staff.assessment.partner)
    for person, sentence in ((lead, "own organisation"), (other, "own organisation"), (team, "Somebody else")):
        with pytest.raises(Refusal, match=sentence):
            answering.type_sheet(staff, random_key(), {keys(staff)[0]: 3}, by=person)
    assert answering.type_sheet(staff, random_key(), {keys(staff)[0]: 3}, by=typist) is True


def test_programme_team_types_in_where_nobody_is_named_but_never_of_its_own_partner(staff, team):
    assert answering.type_sheet(staff, random_key(), {keys(staff)[0]: 3}, by=team) is True
    both = somebody(Kind.PRACTITIONER, partner=staff.assessment.partner)
    a_role(both, Kind.PROGRAMME_TEAM)
    with pytest.raises(Refusal, match="own organisation"):
        answering.type_sheet(staff, random_key(), {keys(staff)[0]: 3}, by=both)


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [({}, "Nothing is ticked"), ({"nothing": 3}, "no such question"), ({"leaders-own-it": 6}, "one of the lines")],
)
def test_type_refuses_what_is_no_sheet(staff, team, levels, sentence):
    with pytest.raises(Refusal, match=sentence):
        answering.type_sheet(staff, random_key(), levels, by=team)
    assert not Response.objects.exists()


def test_type_refuses_a_seat_by_name_and_what_comes_too_late(staff, team):
    with pytest.raises(Refusal, match="by name"):
        answering.type_sheet(assessments.seat_of(staff.assessment, "leaders"), random_key(), {}, by=team)
    lead = staff.assessment.started_by
    arranging.close_assessment(staff.assessment, by=lead, at=timezone.now() - timedelta(hours=2))
    with pytest.raises(Refusal, match="Destroy it"):
        answering.type_sheet(staff, random_key(), {keys(staff)[0]: 3}, by=team)


def test_sheet_is_handed_in_without_a_code_and_pressed_twice_it_counts_once(staff, team):
    key, levels = random_key(), {keys(staff)[0]: 3, keys(staff)[1]: None}
    assert [answering.type_sheet(staff, key, levels, by=team) for _press in range(2)] == [True, False]
    sheet = Response.objects.get()
    assert (sheet.handed_in, sheet.code_secret, sheet.person, sheet.came_by) == (True, None, None, CameBy.SHEET)
    assert dict(Answer.objects.values_list("standard", "level")) == levels
    line = Event.objects.get(verb="sheet.typed")
    assert (line.by, timezone.localtime(line.at).hour, line.pk < 0) == (team, 0, True)


# --- the pages of typing


def test_typist_finds_their_sheets_and_types_one_in(client, staff, typist):
    sign_in(client, typist)
    assert "Sheets of paper from Elder Tree Works come to you" in client.get("/my-work/").text
    page = client.get("/typing/")
    assert f'href="{to_type(staff)}"' in page.text
    assert "A sheet for the programme team" not in page.text
    done = client.post(to_type(staff), ticked(staff), follow=True)
    assert "Kept. Now destroy the sheet." in done.text
    assert "One sheet of this seat is typed in." in done.text
    assert Answer.objects.filter(level=3).count() == 12
    assert "checked" not in re.sub(r"hw-help__checked", "", done.text)


def test_page_sent_twice_is_one_sheet(client, staff, typist):
    sign_in(client, typist)
    sheet = ticked(staff)
    client.post(to_type(staff), sheet)
    assert "kept already. It counts once." in client.post(to_type(staff), sheet, follow=True).text
    assert Response.objects.count() == 1


def test_what_is_missing_gets_a_sentence_and_nothing_is_lost(client, staff, typist):
    sign_in(client, typist)
    sheet = ticked(staff)
    del sheet[keys(staff)[4]]
    page = client.post(to_type(staff), sheet)
    assert "Question 5: say what is ticked on the sheet." in page.text
    assert page.text.count(" checked") == 11
    assert f'name="sheet" value="{sheet["sheet"]}"' in page.text
    assert not Response.objects.exists()


def test_what_is_empty_is_kept_nowhere_and_a_sheet_of_nothing_is_no_sheet(client, staff, typist):
    sign_in(client, typist)
    nothing = ticked(staff, **dict.fromkeys(keys(staff), "empty"))
    assert "Nothing is ticked on this sheet" in client.post(to_type(staff), nothing).text
    client.post(to_type(staff), {**nothing, keys(staff)[0]: "pass", keys(staff)[1]: "2"})
    assert dict(Answer.objects.values_list("standard", "level")) == {keys(staff)[0]: None, keys(staff)[1]: 2}


def test_programme_team_reaches_a_seat_by_the_sheet_in_its_hand_and_not_before(client, staff, team):
    sign_in(client, team)
    assert client.get(to_type(staff)).status_code == 404
    assert "No address ends like this." in client.post("/typing/", {"link": "BCDF GHJK MN"}).text
    end = staff.link_secret
    found = client.post("/typing/", {"link": f"{end[:5].lower()} {end[5:]}"})
    assert found.headers["Location"] == to_type(staff)
    assert client.get(to_type(staff)).status_code == 200


def test_people_of_the_partner_are_told_that_they_do_not_type_in(client, staff):
    sign_in(client, staff.assessment.started_by)
    page = client.get(to_type(staff))
    assert (page.status_code, "Nobody reads the sheets of their own organisation." in page.text) == (403, True)


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_sheets_costs_the_same(client, number, django_assert_num_queries):
    typist = somebody(Kind.CHAMPION, partner=a_partner("Rowan Yard"))
    for _one in range(number):
        made, lead = assessments.begun(*a_lead(a_partner()))
        arranging.name_typist(made, typist, by=lead)
    sign_in(client, typist)
    client.get("/typing/")
    with django_assert_num_queries(4):  # session, person, roles, the seats
        page = client.get("/typing/")
    assert page.text.count(": People who work or volunteer here") == number


def test_page_to_type_in_costs_the_same_however_many_are_typed(client, staff, typist, django_assert_num_queries):
    sign_in(client, typist)
    client.get(to_type(staff))
    for _number in range(2):
        with django_assert_num_queries(6):
            client.get(to_type(staff))
        client.post(to_type(staff), ticked(staff), follow=True)
