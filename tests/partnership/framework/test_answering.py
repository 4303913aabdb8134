"""Answering: what may be done, and that nothing of whoever answers without a name is written down."""

import pytest

from partnership.accounts.models import Person, System
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.framework.actions import answering, arranging
from partnership.framework.models import Answer, Response, unreadable
from partnership.framework.queries import answering as queries
from partnership.framework.queries import arranging as arranged
from partnership.framework.rules import answering as rules
from partnership.framework.rules.arranging import GRACE
from partnership.partners.models import Kind
from tests import assessments
from tests.commitments import a_lead
from tests.people import a_person, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def nobody():
    return Person.objects.system(System.WITHOUT_ACCOUNT)


@pytest.fixture
def staff():
    made, _lead = assessments.begun()
    return assessments.seat_of(made, "staff")


def asked(made, lead):
    """Ask somebody to answer by name."""
    return arranging.ask_by_name(assessments.seat_of(made, "leaders"), lead, by=lead)


def levels(response):
    return dict(response.answers.values_list("standard", "level"))


# --- without a name


def test_begin_gives_a_code_that_nobody_can_read_again(staff, nobody):
    response, code = answering.begin_response(staff, by=nobody)
    assert len(code) == 12
    assert (response.code_secret, response.person, response.handed_in) == (unreadable(code), None, False)
    assert queries.held_by(staff.link_secret, code) == response
    assert queries.held_by(staff.link_secret, code[::-1]) is None


def test_code_holds_nothing_in_another_seat(staff, nobody):
    _response, code = answering.begin_response(staff, by=nobody)
    assert queries.held_by(assessments.seat_of(staff.assessment, "people").link_secret, code) is None


def test_code_works_at_a_link_that_replaced_another(staff, nobody):
    response, code = answering.begin_response(staff, by=nobody)
    old = staff.link_secret
    arranging.replace_link(staff, by=staff.assessment.started_by)
    assert queries.seat_at(old) is None
    assert queries.held_by(staff.link_secret, code) == response


def test_more_may_begin_than_were_asked(nobody):
    made, _lead = assessments.begun(invited={"staff": 1})
    seat = assessments.seat_of(made, "staff")
    for _number in range(3):
        answering.begin_response(seat, by=nobody)
    assert seat.responses.count() == 3


def test_begin_refuses_a_seat_that_answers_by_name(staff, nobody):
    with pytest.raises(Refusal, match="answer by name"):
        answering.begin_response(assessments.seat_of(staff.assessment, "leaders"), by=nobody)


def test_begin_refuses_to_write_down_who_it_is(staff):
    with pytest.raises(Refusal, match="by name in this seat"):
        answering.begin_response(staff, by=a_person())


def test_begin_refuses_a_seat_of_which_nobody_is_asked(nobody):
    made, _lead = assessments.begun(invited={"staff": 12})
    with pytest.raises(rules.TooLate, match="begin"):
        answering.begin_response(assessments.seat_of(made, "people"), by=nobody)


def test_begin_refuses_once_it_is_closed_even_within_the_hour(staff, nobody):
    arranging.close_assessment(staff.assessment, by=staff.assessment.started_by)
    with pytest.raises(rules.TooLate, match="begin"):
        answering.begin_response(staff, by=nobody)


def test_last_answer_wins_and_a_pass_is_one(staff, nobody):
    response, _code = answering.begin_response(staff, by=nobody)
    first, second, *_rest = assessments.standards(staff.assessment)
    for key, level in ((first, 4), (second, None), (first, 2), (second, 5), (second, None)):
        answering.save_answer(response, key, level, by=nobody)
    assert levels(response) == {first: 2, second: None}


@pytest.mark.parametrize(
    ("key", "level", "sentence"), [("nothing", 3, "no such question"), ("", 6, "one of the lines")]
)
def test_save_refuses_what_is_not_asked(staff, nobody, key, level, sentence):
    response, _code = answering.begin_response(staff, by=nobody)
    with pytest.raises(Refusal, match=sentence):
        answering.save_answer(response, key or assessments.standards(staff.assessment)[0], level, by=nobody)


def test_save_refuses_somebody_else(staff, nobody):
    made, lead = staff.assessment, staff.assessment.started_by
    by_code, _code = answering.begin_response(staff, by=nobody)
    by_name = asked(made, lead)
    first = assessments.standards(made)[0]
    for response, person in ((by_code, lead), (by_name, nobody), (by_name, a_person())):
        with pytest.raises(Refusal, match="somebody else"):
            answering.save_answer(response, first, 3, by=person)


def test_nobody_holds_what_came_on_a_sheet(staff, nobody):
    sheet = assessments.respond(staff, [3])
    with pytest.raises(Refusal, match="somebody else"):
        answering.take_back(sheet, by=nobody)


def test_hand_in_needs_one_answer_or_one_pass(staff, nobody):
    response, _code = answering.begin_response(staff, by=nobody)
    with pytest.raises(Refusal, match="nothing to hand in"):
        answering.hand_in(response, by=nobody)
    answering.save_answer(response, assessments.standards(staff.assessment)[0], None, by=nobody)
    answering.hand_in(response, by=nobody)
    response.refresh_from_db()
    assert response.handed_in


def test_what_was_handed_in_can_be_changed_and_stays_handed_in(staff, nobody):
    response, _code = answering.begin_response(staff, by=nobody)
    first = assessments.standards(staff.assessment)[0]
    answering.save_answer(response, first, 1, by=nobody)
    answering.hand_in(response, by=nobody)
    answering.save_answer(response, first, 4, by=nobody)
    response.refresh_from_db()
    assert (response.handed_in, levels(response)) == (True, {first: 4})


def test_whoever_began_has_an_hour_after_closing_and_no_more(staff, nobody):
    response, _code = answering.begin_response(staff, by=nobody)
    first = assessments.standards(staff.assessment)[0]
    arranging.close_assessment(staff.assessment, by=staff.assessment.started_by)
    response.refresh_from_db()
    answering.save_answer(response, first, 4, by=nobody)
    answering.hand_in(response, by=nobody)
    staff.assessment.closed_at -= GRACE
    staff.assessment.save(update_fields=["closed_at"])
    response = Response.objects.get(pk=response.pk)
    late = lambda: answering.save_answer(response, first, 2, by=nobody), lambda: answering.hand_in(response, by=nobody)
    for deed in late:
        with pytest.raises(rules.TooLate, match="time to answer is over"):
            deed()
    answering.take_back(response, by=nobody)  # until results open
    assert not Response.objects.filter(pk=response.pk).exists()


def test_take_back_leaves_nothing(staff, nobody):
    response, code = answering.begin_response(staff, by=nobody)
    answering.save_answer(response, assessments.standards(staff.assessment)[0], 4, by=nobody)
    answering.take_back(response, by=nobody)
    assert (Response.objects.count(), Answer.objects.count()) == (0, 0)
    assert queries.held_by(staff.link_secret, code) is None


def test_what_is_gone_is_too_late_and_no_error(staff, nobody):
    response, _code = answering.begin_response(staff, by=nobody)
    Response.objects.all().delete()
    first = assessments.standards(staff.assessment)[0]
    for deed in (
        lambda: answering.save_answer(response, first, 4, by=nobody),
        lambda: answering.hand_in(response, by=nobody),
        lambda: answering.take_back(response, by=nobody),
    ):
        with pytest.raises(rules.TooLate, match="not here any more"):
            deed()


def test_log_says_once_a_day_that_a_seat_answers_and_never_how_many_or_when(staff, nobody):
    before = set(Event.objects.values_list("pk", flat=True))
    first = assessments.standards(staff.assessment)[0]
    for _number in range(3):
        response, _code = answering.begin_response(staff, by=nobody)
        answering.save_answer(response, first, 4, by=nobody)
        answering.hand_in(response, by=nobody)
    answering.take_back(response, by=nobody)
    lines = Event.objects.exclude(pk__in=before)
    assert sorted(lines.values_list("verb", flat=True)) == [
        "response.begun",
        "response.handed_in",
        "response.saved",
        "response.taken_back",
    ]
    assert {line.thing for line in lines} == {f"urn:heartwood:framework.askedseat:{staff.pk}"}
    assert {(line.at.astimezone().hour, line.at.minute, line.by) for line in lines} == {(0, 0, nobody)}
    assert all(line.pk < 0 for line in lines)  # no place between two other lines


def test_no_column_of_an_answer_can_hold_a_time():
    columns = [field for model in (Response, Answer) for field in model._meta.concrete_fields]
    assert [field.name for field in columns if "Date" in type(field).__name__ or "Time" in type(field).__name__] == []
    assert [field.name for field in columns if field.primary_key and "Auto" in type(field).__name__] == []


# --- by name


def test_leader_answers_by_name_and_can_clear_it(staff):
    made, lead = staff.assessment, staff.assessment.started_by
    response = asked(made, lead)
    first = assessments.standards(made)[0]
    answering.save_answer(response, first, 3, by=lead)
    answering.hand_in(response, by=lead)
    answering.take_back(response, by=lead)
    response.refresh_from_db()
    assert (response.handed_in, levels(response), response.person) == (False, {}, lead)
    assert Event.objects.filter(by=lead, verb="response.handed_in").count() == 1


def test_needs_says_what_somebody_was_asked_until_it_is_handed_in(staff):
    made, lead = staff.assessment, staff.assessment.started_by
    assert queries.needs(lead) == ()
    response = asked(made, lead)
    (need,) = queries.needs(lead)
    assert (need.sentence, need.href, need.due) == (
        "Elder Tree Works asks how you see it",
        f"/asked/{response.pk}/",
        made.closes_on,
    )
    answering.save_answer(response, assessments.standards(made)[0], 3, by=lead)
    answering.hand_in(response, by=lead)
    assert queries.needs(lead) == ()


# --- what others are told meanwhile


@pytest.mark.parametrize(
    ("invited", "came", "at_least", "more"),
    [
        (12, 4, 0, False),
        (12, 5, 5, False),
        (10, 10, 5, False),
        (12, 14, 10, False),
        (12, 15, 15, True),
        (3, 5, 5, True),
    ],
)
def test_completion_is_told_in_fives(invited, came, at_least, more):
    made, lead = assessments.begun(invited={"staff": invited})
    seat = assessments.seat_of(made, "staff")
    assessments.responses(seat, [[3]] * came)
    Response.objects.create(seat=seat)  # begun, not handed in
    (told,) = (one for one in arranged.assessment_page(made, lead).seats if one.key == "staff")
    assert (told.done, told.invited, told.more) == (at_least, invited, more)


def test_completion_of_a_seat_that_nobody_is_asked_in_is_none():
    made, lead = assessments.begun(invited={"staff": 5})
    assert {one.done for one in arranged.assessment_page(made, lead).seats if one.key == "people"} == {0}


def test_stranger_sees_no_response(staff):
    response = asked(staff.assessment, staff.assessment.started_by)
    assessments.respond(staff, [3])
    for person in (somebody(Kind.PROGRAMME_TEAM), somebody(Kind.PRACTITIONER, partner=staff.assessment.partner), None):
        assert not Response.objects.visible_to(person).exists()
        assert not Answer.objects.visible_to(person).exists()
    assert list(Response.objects.visible_to(response.person)) == [response]


# --- who is told that they were asked


def notices(person):
    return [(one.sentence % one.words, one.href) for one in Notice.objects.filter(person=person)]


def test_whoever_is_asked_is_told_when_they_can_answer_and_once():
    made = assessments.started(*a_lead(), seats=assessments.A_SCHOOL)
    other = somebody(Kind.PRACTITIONER, partner=made.partner)
    seat = assessments.seat_of(made, "leaders")
    response = arranging.ask_by_name(seat, other, by=made.started_by)
    assert notices(other) == []
    arranging.begin_assessment(made, by=made.started_by)
    arranging.ask_by_name(assessments.seat_of(made, "leaders"), other, by=made.started_by)
    assert notices(other) == [("Elder Tree Works asks how you see it.", f"/asked/{response.pk}/")]


def test_whoever_asks_themselves_is_not_told(staff):
    lead = staff.assessment.started_by
    asked(staff.assessment, lead)
    third = somebody(Kind.PRACTITIONER, partner=staff.assessment.partner)
    arranging.ask_by_name(assessments.seat_of(staff.assessment, "leaders"), third, by=lead)
    assert (len(notices(lead)), len(notices(third))) == (0, 1)


def test_lead_is_told_that_more_came_than_were_asked():
    made, lead = assessments.begun(invited={"staff": 12})
    assessments.responses(assessments.seat_of(made, "staff"), [[3]] * 14)
    told = []
    for _number in range(2):
        (seat,) = (one for one in arranged.assessment_page(made, lead).seats if one.key == "staff")
        told.append((seat.done, seat.more))
        assessments.respond(assessments.seat_of(made, "staff"), [3])
    assert told == [(10, False), (15, True)]
