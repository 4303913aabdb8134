"""Asking before training, after it and three months later: who is asked, what is kept, and that it is nobody's."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.academy import tasks
from partnership.academy.actions import asked as actions
from partnership.academy.models import AskedAnswer, Asking, Lot
from partnership.academy.queries import asked as queries
from partnership.academy.queries import asked_counting
from partnership.academy.rules import asked as rules
from partnership.core import events
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.reading.models import Text
from tests.asking import AFTER, BEFORE, LATER, a_lot, an_asking, held, moved, nobody, say, site
from tests.people import a_person
from tests.stories import a_reader
from tests.teaching import a_booking, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking():
    return an_asking()


def answer(asking, wave="before", chosen=None, key=1, **more):
    return actions.answer_asked(asking, wave, BEFORE if chosen is None else chosen, key=key, by=nobody(), **more)


# --- who is asked, and when


def test_people_are_asked_a_week_before_and_each_once(asking):
    soon, far = a_session(days=6), a_session(days=9)
    a_booking(soon)
    tasks.ask_after_training.call()
    tasks.ask_after_training.call()
    assert Asking.objects.filter(session=soon).count() == 1
    assert not Asking.objects.filter(session=far).exists()
    assert Notice.objects.filter(thing__endswith=":before").count() == 3


def test_whoever_books_late_is_told_the_next_day(asking):
    tasks.ask_after_training.call()
    late = a_booking(asking.session).person
    tasks.ask_after_training.call()
    assert Notice.objects.get(person=late).href == f"/answer/training/{asking.link_secret}/"


def test_whoever_came_is_told_after_and_three_months_later_and_nobody_else(asking):
    over = held(asking)
    absent = a_booking(over.session, state="absent").person
    tasks.ask_after_training.call()
    moved(over, 92)
    tasks.ask_after_training.call()
    told = Notice.objects.values_list("thing", flat=True)
    assert sorted(one.rsplit(":", 1)[1] for one in told) == ["after", "after", "later", "later"]
    assert not Notice.objects.filter(person=absent).exists()
    assert all("may have answered already" in one.sentence for one in Notice.objects.all())


@pytest.mark.parametrize(("course", "more"), [("", {"title": "An exchange"}), ("talking-it-through", {})])
def test_nothing_is_asked_where_the_course_asks_nothing(course, more):
    session = a_session(course, days=3, **more)
    assert session not in queries.to_ask()
    with pytest.raises(Refusal, match="Nothing is asked"):
        actions.begin_asking(session, by=site())


def test_begin_refuses_twice_and_anybody_but_the_site(asking):
    with pytest.raises(Refusal, match="asked already"):
        actions.begin_asking(asking.session, by=site())
    with pytest.raises(Refusal, match="by itself"):
        actions.begin_asking(a_session(days=3), by=a_person())


def test_tell_refuses_at_another_time(asking):
    with pytest.raises(Refusal, match="Nobody can answer now"):
        actions.tell_asked(asking, "later", by=site())


@pytest.mark.parametrize(
    ("days", "wave"),
    [(-3, "before"), (-1, "before"), (0, "after"), (13, "after"), (15, ""), (90, ""), (92, "later"), (106, "")],
)
def test_one_address_asks_at_three_times_and_else_nothing(asking, days, wave):
    over = held(asking)
    begins = over.session.starts_at if days < 0 else over.session.ends_at
    assert rules.open_wave(over, begins + timedelta(days=days, minutes=1)) == wave


def test_people_of_a_cancelled_session_are_asked_nothing(asking):
    asking.session.state = "cancelled"
    assert rules.open_wave(asking) == ""


# --- answering


def test_answer_is_kept_and_counts_once_however_often_it_is_pressed(asking):
    assert answer(asking, code="f" * 64) is True
    assert answer(asking, code="f" * 64) is False
    row = AskedAnswer.objects.get()
    assert (row.wave, row.chosen, row.code_secret) == ("before", BEFORE, "f" * 64)


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({}, "Nothing is chosen"),
        ({"moon": ["yes"]}, "one of these lines"),
        ({"shouting": ["moon"]}, "one of these lines"),
        ({"shouting": ["rules", "slower"]}, "one of these lines"),
        ({"shouting": []}, "one of these lines"),
        ({"did": ["yes"]}, "one of these lines"),  # asked three months later
    ],
)
def test_answer_refuses_what_is_not_asked(asking, chosen, sentence):
    with pytest.raises(Refusal, match=sentence):
        answer(asking, chosen=chosen)


def test_answer_refuses_a_name_and_another_time(asking):
    with pytest.raises(Refusal, match="by name"):
        actions.answer_asked(asking, "before", BEFORE, key=1, by=a_person())
    for wave in ("after", ""):
        with pytest.raises(rules.TooLate, match="time to answer is over"):
            answer(asking, wave)


def test_as_many_answers_are_taken_as_people_had_a_place_and_a_few_more(asking):
    say(asking, "before", 5, BEFORE)  # two have a place, and three are room
    with pytest.raises(rules.TooLate, match="No more are taken"):
        answer(asking)
    for _number in range(18):
        a_booking(asking.session)
    assert rules.most(asking) == 24
    assert answer(asking) is True


# --- the code


def test_code_is_the_same_however_it_is_typed_and_nothing_at_another_session(asking):
    one = rules.kept_code(asking, ["07", "12", "bl"])
    assert one == rules.kept_code(asking, [" 0 7", "12", "BL "])
    assert len(one) == 64
    assert rules.kept_code(an_asking(), ["07", "12", "bl"]) != one
    assert rules.kept_code(asking, ["07", "12", "br"]) != one


def test_code_of_which_a_part_was_passed_is_none(asking):
    assert rules.kept_code(asking, ["07", "", "bl"]) == ""


# --- nobody can be found


def test_nothing_beside_an_answer_leads_to_anybody():
    fields = {one.name for one in AskedAnswer._meta.get_fields()}
    assert fields == {"id", "asking", "wave", "code_secret", "chosen"}


def test_log_says_once_a_day_that_somebody_answered_and_not_where(asking):
    other = an_asking()
    for key, one in enumerate((asking, other, asking, other), start=1):
        answer(one, key=key)
    (line,) = Event.objects.filter(verb="asking.answered")
    assert (line.by, line.thing) == (nobody(), actions.ALL)
    assert timezone.localtime(line.at).time().isoformat() == "00:00:00"


def test_two_answers_of_the_same_lines_cannot_be_told_apart_by_rows_order_or_log(asking):
    """Whoever dumps the tables, and answered first or second, sees the same either way but for random keys."""

    def dumped():
        rows = AskedAnswer.objects.order_by("code_secret").values_list("asking", "wave", "chosen")
        log = Event.objects.filter(verb__startswith="asking.a").values_list("by", "verb", "thing", "at")
        return list(rows), list(log), list(Notice.objects.values_list("person", "thing", "sentence"))

    seen = []
    for order in (("a" * 64, "b" * 64), ("b" * 64, "a" * 64)):
        AskedAnswer.objects.all().delete()
        for key, code in zip((queries.random_key(), queries.random_key()), order, strict=True):
            answer(asking, key=key, code=code)
        seen.append(dumped())
    assert seen[0] == seen[1]


def test_keys_of_rows_come_from_chance_and_not_from_the_order(asking):
    keys = [queries.asked_page(asking).key for _number in range(40)]
    assert len(set(keys)) == 40
    assert keys != sorted(keys)


# --- words


@pytest.fixture
def later(asking):
    return moved(held(asking), 92)


def test_words_go_to_a_reader_and_nothing_leads_from_one_to_the_other(later):
    a_reader()
    answer(later, "later", LATER, words="The forms are too long.", code="c" * 64)
    text, row = Text.objects.get(), AskedAnswer.objects.get()
    assert (text.about, text.part, text.href) == (events.urn(later), "academy-words", "")
    assert "forms" not in json.dumps(row.chosen) + text.sealed
    assert str(text.pk) not in json.dumps(row.chosen)


def test_words_are_not_taken_while_nobody_reads_and_the_answers_stay_to_be_sent(later):
    with pytest.raises(Refusal, match="Nobody can read your words"):
        answer(later, "later", LATER, words="The forms are too long.")
    assert not AskedAnswer.objects.exists()


# --- lots


def test_lot_is_added_up_once_and_every_answer_is_then_gone():
    lot = a_lot(people=14, place="E08000035")
    assert (lot.course, lot.version, lot.place, lot.by_trainer) == ("foundation", "2026-1", "E08000035", True)
    assert (lot.counted["matched"], lot.counted["came"]) == (14, 14)
    assert lot.counted["moves"]["shouting"] == {"rules>slower": 14}
    assert not AskedAnswer.objects.exists()
    tasks.add_up_answers.call()
    assert Lot.objects.count() == 1


def test_too_few_wait_and_are_forgotten_after_two_years():
    asking = an_asking(days=-120, people=9)
    for wave, chosen in (("before", BEFORE), ("after", AFTER), ("later", LATER)):
        say(asking, wave, 9, chosen, code="a")
    tasks.add_up_answers.call()
    assert (Lot.objects.count(), AskedAnswer.objects.count(), tasks.answers_wait()) == (0, 27, False)
    moved(asking, 620)
    assert tasks.answers_wait()
    tasks.add_up_answers.call()
    assert (Lot.objects.count(), AskedAnswer.objects.count()) == (0, 0)


def test_answers_that_can_still_come_are_waited_for():
    asking = an_asking(days=-100, people=12)
    for wave in ("before", "after"):
        say(asking, wave, 12, BEFORE, code="a")
    say(asking, "later", 12, LATER, code="a")
    assert asked_counting.to_open() == ()
    with pytest.raises(Refusal, match="can still be answered"):
        actions.open_lot([asking], asked_counting.counted([asking]), by=site())


def test_open_refuses_too_few():
    asking = an_asking(days=-120, people=9)
    say(asking, "later", 9, LATER)
    with pytest.raises(Refusal, match="Too few"):
        actions.open_lot([asking], asked_counting.counted([asking]), by=site())


def test_small_sessions_of_the_same_people_are_added_up_together():
    leader = a_person()
    for _number in range(2):
        asking = an_asking(days=-120, people=6, leader=leader)
        for wave, chosen in (("before", BEFORE), ("after", AFTER), ("later", LATER)):
            say(asking, wave, 6, chosen, code="a")
    tasks.add_up_answers.call()
    (lot,) = Lot.objects.all()
    assert (lot.askings.count(), lot.counted["matched"]) == (2, 12)


def test_asking_each_question_costs_the_same_however_many_sessions_wait(django_assert_num_queries):
    for many in (1, 3):
        for _number in range(many):
            say(an_asking(days=-120, people=2), "later", 2, LATER)
        with django_assert_num_queries(3):
            asked_counting.to_open()
