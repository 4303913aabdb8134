"""Fifty who answer at the same moment, while it closes, opens or is called off: nothing that was kept is lost without a word."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from heartwood.disclosure.keeping import kept_from
from partnership.accounts.models import Person, System
from partnership.core.models import Event
from partnership.framework.actions import answering, arranging
from partnership.framework.models import Answer, AskedSeat, Assessment, Response, unreadable
from partnership.framework.tasks import open_now
from partnership.partners.models import Kind
from tests import assessments
from tests.answering import keys
from tests.at_once import FIFTY, ON_POSTGRESQL, at_once, kinds
from tests.people import a_partner, somebody

pytestmark = ON_POSTGRESQL


def nobody() -> Person:
    return Person.objects.system(System.WITHOUT_ACCOUNT)


def a_seat() -> AskedSeat:
    made, _lead = assessments.begun(invited={"staff": 60})
    return assessments.seat_of(made, "staff")


def in_the_middle(seat: AskedSeat, number: int) -> list[Response]:
    """Give responses that somebody with a code is in the middle of."""
    made = [
        Response.objects.create(seat=seat, code_secret=unreadable(f"{seat.link_secret}{one}")) for one in range(number)
    ]
    Answer.objects.bulk_create(
        Answer(response=response, standard=key, level=3) for response in made for key in keys(seat)
    )
    return made


def test_two_tabs_of_one_person_save_at_once_and_every_question_has_its_last_answer():
    seat = a_seat()
    response, _code = answering.begin_response(seat, by=nobody())
    pressed = [(response, key, 1 + tab) for tab in range(4) for key in keys(seat)]

    answers = at_once(lambda held, key, level: answering.save_answer(held, key, level, by=nobody()), pressed)

    assert kinds(answers) == {"NoneType": 48}
    kept = dict(response.answers.values_list("standard", "level"))
    assert sorted(kept) == sorted(keys(seat))
    assert set(kept.values()) <= {1, 2, 3, 4}
    answering.save_answer(response, keys(seat)[0], 5, by=nobody())
    assert response.answers.get(standard=keys(seat)[0]).level == 5


def test_fifty_begin_and_answer_at_once_and_every_answer_is_there():
    seat = a_seat()

    def answer(asked: AskedSeat, level: int) -> Response:
        response, _code = answering.begin_response(asked, by=nobody())
        for key in keys(asked):
            answering.save_answer(response, key, level, by=nobody())
        answering.hand_in(response, by=nobody())
        return response

    answers = at_once(answer, [(seat, 1 + one % 5) for one in range(FIFTY)])

    assert kinds(answers) == {"Response": FIFTY}
    assert Response.objects.handed_in().count() == FIFTY
    for level in range(1, 6):
        assert Answer.objects.filter(level=level).count() == FIFTY // 5 * 12


def test_whoever_hands_in_while_it_closes_is_counted():
    seat = a_seat()
    going = [(answering.hand_in, one) for one in in_the_middle(seat, FIFTY - 1)]
    lead = seat.assessment.started_by

    def deed(what, thing):
        return what(thing, by=lead if isinstance(thing, Assessment) else nobody())

    answers = at_once(deed, [*going, (arranging.close_assessment, seat.assessment)])

    assert kinds(answers) == {"NoneType": FIFTY - 1, "Assessment": 1}
    assert Response.objects.handed_in().count() == FIFTY - 1


def test_whoever_hands_in_while_results_open_is_counted_or_told():
    seat = a_seat()
    assessments.responses(seat, [[level] for level in (1, 2, 3, 4, 5) * 2])
    waiting = in_the_middle(seat, FIFTY - 1)
    arranging.close_assessment(
        seat.assessment, by=seat.assessment.started_by, at=timezone.now() - timedelta(minutes=30)
    )
    site, later = Person.objects.system(System.HOUSEKEEPER), timezone.now() + timedelta(hours=1)

    def deed(thing):
        if isinstance(thing, Assessment):
            return open_now(thing, by=site, at=later)
        return answering.hand_in(thing, by=nobody())

    answers = kinds(at_once(deed, [*waiting[:25], seat.assessment, *waiting[25:]]))

    assert (answers["Assessment"], answers["NoneType"] + answers["TooLate"]) == (1, FIFTY - 1)
    seat.refresh_from_db()
    assert {one.people for one in kept_from(seat.kept)} == {10 + answers["NoneType"]}
    assert not Response.objects.filter(seat=seat).exists()


def test_nobody_is_left_behind_who_begins_or_saves_while_it_is_called_off():
    seat = a_seat()
    begun = in_the_middle(seat, 25)

    def deed(thing):
        if isinstance(thing, Assessment):
            return arranging.call_off_assessment(thing, "We moved house.", by=thing.started_by)
        if isinstance(thing, AskedSeat):
            return answering.begin_response(thing, by=nobody())
        return answering.save_answer(thing, keys(seat)[0], 5, by=nobody())

    answers = at_once(deed, [*begun, *[seat] * 12, seat.assessment, *[seat] * 12])

    assert kinds(answers)["Assessment"] == 1
    assert set(kinds(answers)) <= {"Assessment", "NoneType", "tuple", "TooLate"}
    assert (Response.objects.filter(seat=seat).count(), Answer.objects.count()) == (0, 0)


def test_whoever_deletes_in_one_tab_and_saves_in_the_other_leaves_nothing():
    seat = a_seat()
    tabs = in_the_middle(seat, 25)

    def save(held):
        return answering.save_answer(held, keys(seat)[0], 5, by=nobody())

    def take_back(held):
        return answering.take_back(held, by=nobody())

    answers = at_once(lambda deed, held: deed(held), [(deed, one) for one in tabs for deed in (save, take_back)])

    assert set(kinds(answers)) <= {"NoneType", "TooLate"}
    assert (Response.objects.count(), Answer.objects.count()) == (0, 0)


def test_sheet_that_is_sent_ten_times_at_once_is_one_sheet():
    seat = a_seat()
    lead = seat.assessment.started_by
    typist = somebody(Kind.CHAMPION, partner=a_partner())
    arranging.name_typist(seat.assessment, typist, by=lead)
    sent = [(seat, typist)] * 10

    answers = at_once(lambda asked, by: answering.type_sheet(asked, 4711, {keys(asked)[0]: 3}, by=by), sent)

    assert sorted(answers) == [False] * 9 + [True]
    assert (Response.objects.count(), Event.objects.filter(verb="sheet.typed").count()) == (1, 1)
