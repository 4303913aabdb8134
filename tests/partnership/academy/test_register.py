from datetime import timedelta
from itertools import permutations

import pytest
from django.utils import timezone

from partnership.academy.actions import register as actions
from partnership.academy.models import AbsenceReason, Attendance, Booking, Completion
from partnership.academy.rules import register as rules
from partnership.academy.rules.register import SheetRow, Tick, moment_of, step_after
from partnership.core.models import Event, sealed
from partnership.core.refusals import Refusal, why_not
from partnership.partners.models import Kind
from tests.people import a_person, somebody
from tests.teaching import a_booking, a_leader, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    session = a_session(days=-1, parts=2)
    for number, part in enumerate(session.parts.all()):  # both are over: yesterday, and two hours ago
        part.starts_at = timezone.now() - timedelta(hours=30 - 26 * number)
        part.ends_at = part.starts_at + timedelta(hours=2)
        part.save()
    session.starts_at, session.ends_at = session.parts.first().starts_at, session.parts.last().ends_at
    session.save()
    a_leader(session)
    return session


@pytest.fixture
def leader(session):
    return session.leading.get().person


@pytest.fixture
def parts(session):
    return list(session.parts.all())


def tick(booking, part, came="here", *, minutes=0):
    return Tick(booking.pk, part.pk, came, timezone.now() - timedelta(hours=1) + timedelta(minutes=minutes))


def stands(booking):
    booking.refresh_from_db()
    return booking.state


def test_a_tick_says_who_was_there_and_moves_the_booking(session, leader, parts):
    booking = a_booking(session)
    assert actions.keep_ticks(session, [tick(booking, parts[0])], by=leader).changed == 1
    mark = Attendance.objects.get()
    assert (mark.came, mark.how, mark.marked_by) == ("here", "led", leader)
    assert stands(booking) == "attended-in-part"
    actions.keep_ticks(session, [tick(booking, parts[1])], by=leader)
    assert stands(booking) == "attended"
    assert Completion.objects.get().person == booking.person


def test_a_tick_that_comes_twice_is_one(session, leader, parts):
    booking = a_booking(session)
    one = tick(booking, parts[0])
    actions.keep_ticks(session, [one], by=leader)
    before = list(Attendance.objects.values())
    assert actions.keep_ticks(session, [one, one], by=leader).changed == 0
    assert list(Attendance.objects.values()) == before
    assert Event.objects.filter(verb="register.kept").count() == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_tick_counts_in_whatever_order_they_come(session, leader, parts, order):
    booking, moment = a_booking(session), timezone.now() - timedelta(minutes=9)
    made = [
        Tick(booking.pk, parts[0].pk, "here", moment),
        Tick(booking.pk, parts[0].pk, "not", moment),  # of the same moment
        Tick(booking.pk, parts[0].pk, "partly", moment - timedelta(minutes=1)),
    ]
    for at in order:
        actions.keep_ticks(session, [made[at]], by=leader)
    assert Attendance.objects.get().came == "not"
    assert Attendance.objects.get().ticked_at == moment


def test_what_cannot_be_kept_is_told_and_the_rest_is_kept(session, leader, parts):
    booking, elsewhere, gone = a_booking(session), a_booking(a_session()), a_booking(session, state="moved")
    later = a_session(days=3)
    kept = actions.keep_ticks(
        session,
        [
            tick(booking, parts[0]),
            tick(elsewhere, parts[0]),
            tick(booking, later.parts.get()),
            tick(gone, parts[0]),
        ],
        by=leader,
    )
    assert kept.changed == 1
    assert [why for _tick, why in kept.refused] == [
        "Somebody is not in the register of this session.",
        "A part was taken out of this session. Open the register again to see its parts.",
        "Somebody has no place any more. Add them as somebody who came without booking.",
    ]


def test_a_part_that_has_not_begun_is_not_ticked(leader):
    session = a_session(days=3)
    a_leader(session, leader)
    booking = a_booking(session)
    kept = actions.keep_ticks(session, [tick(booking, session.parts.get())], by=leader)
    assert kept.refused[0][1] == "The register of a part opens half an hour before it begins."
    assert stands(booking) == "booked"


@pytest.mark.parametrize(
    ("came", "parts", "state", "name"),
    [
        (["here"], 1, "booked", "attended"),
        (["here"], 2, "booked", "attended_in_part"),
        (["partly"], 1, "booked", "attended_in_part"),
        (["here", "here"], 2, "attended-in-part", "attended"),
        (["here", "here"], 2, "attended", ""),
        (["not"], 2, "booked", ""),
        (["not", "not"], 2, "booked", "missed"),
        (["not"], 2, "attended-in-part", "missed"),
        (["not"], 1, "absent", ""),
        (["not"], 1, "absent-with-reason", ""),
        (["here"], 1, "absent-with-reason", "attended"),
    ],
)
def test_how_somebody_stands_after_a_mark(came, parts, state, name):
    assert step_after(came, parts, state) == name


def test_a_telephone_with_a_wrong_clock_still_says_how_long_ago():
    now = timezone.now()
    ago = timedelta(minutes=10)
    assert moment_of(now - ago, now, now) == now - ago
    fast = timedelta(days=1)
    assert moment_of(now + fast - ago, now + fast, now) == now - ago
    assert moment_of(now + ago, now, now) == now


def test_who_keeps_the_register(session, leader):
    assert why_not(rules.check_can_keep_register, leader, session) == ""
    assert why_not(rules.check_can_keep_register, somebody(Kind.PROGRAMME_TEAM), session) == ""
    assert why_not(rules.check_can_keep_register, a_person(), session).startswith("Only those who lead")
    session.state = "cancelled"
    assert "was cancelled" in why_not(rules.check_can_keep_register, leader, session)
    session.state = "planned"
    assert "still being planned" in why_not(rules.check_can_keep_register, leader, session)


def test_who_walks_in_is_in_the_register(session, leader, parts):
    person = a_person()
    booking = actions.walk_in(session, person, by=leader, part=parts[0])
    assert (stands(booking), booking.walked_in) == ("attended-in-part", True)
    assert [one.name for one in booking.steps.all()] == ["walked_in", "attended_in_part"]
    with pytest.raises(Refusal, match="is in the register already"):
        actions.walk_in(session, person, by=leader, part=parts[0])


@pytest.mark.parametrize("state", rules.WALKS_IN_FROM)
def test_who_waited_or_had_let_go_walks_in_too(session, leader, state):
    booking = a_booking(session, state=state, **({"in_line_since_at": timezone.now()} if state == "waiting" else {}))
    assert stands(actions.walk_in(session, booking.person, by=leader)) == "attended"
    assert Booking.objects.get().walked_in


def test_nobody_walks_in_where_nothing_is_on_or_who_moved_elsewhere(session, leader):
    later = a_session(days=3)
    a_leader(later, leader)
    assert "half an hour before" in why_not(rules.check_can_walk_in, leader, later, a_person())
    moved = a_booking(session, state="moved")
    assert "moved to another day" in why_not(rules.check_can_walk_in, leader, session, moved.person)


def test_people_check_themselves_in_while_a_part_is_on(session):
    part = session.parts.last()
    part.ends_at = timezone.now() + timedelta(hours=1)
    part.save()
    booking = a_booking(session)
    actions.check_in(part, by=booking.person)
    actions.check_in(part, by=booking.person)
    mark = Attendance.objects.get()
    assert (mark.came, mark.how, mark.marked_by) == ("here", "self", booking.person)
    assert stands(booking) == "attended-in-part"
    assert Event.objects.filter(verb="attendance.checked_in").count() == 1


def test_nobody_checks_in_before_after_or_without_a_place(session, parts):
    booking = a_booking(session)
    assert "half an hour before it begins until it ends" in why_not(rules.check_can_check_in, booking.person, parts[0])
    parts[1].ends_at = timezone.now() + timedelta(hours=1)
    assert "no place here" in why_not(rules.check_can_check_in, a_person(), parts[1])


def test_codes_are_of_one_part_and_say_nothing(parts):
    codes = {rules.code_of(part) for part in parts}
    assert len(codes) == 2
    assert rules.code_of(parts[0]) in codes
    assert all(len(code) == 10 and code.isalnum() for code in codes)


def test_somebody_says_why_they_could_not_come_and_may_correct_it(session):
    booking = a_booking(session)
    actions.excuse(booking, " My child was ill. ", by=booking.person)
    assert stands(booking) == "absent-with-reason"
    actions.excuse(booking, "My child had an operation.", by=booking.person)
    assert sealed.read(AbsenceReason.objects.get(), "words") == "My child had an operation."


def test_whoever_leads_says_that_there_was_a_reason_and_not_which(session, leader):
    booking = a_booking(session, state="absent")
    assert "Only they write why" in why_not(rules.check_can_excuse, leader, booking, "Ill again.")
    actions.excuse(booking, by=leader)
    assert stands(booking) == "absent-with-reason"
    assert not AbsenceReason.objects.exists()


def test_who_may_not_be_excused(session, leader):
    for state, said in (("attended", "says that they came"), ("moved", "no place to be excused from")):
        assert said in why_not(rules.check_can_excuse, leader, a_booking(session, state=state))
    assert "Only they, or those" in why_not(rules.check_can_excuse, a_person(), a_booking(session))
    early = a_booking(a_session(days=3))
    assert "has not begun" in why_not(rules.check_can_excuse, early.person, early)


def test_a_sheet_is_written_down_whole_or_not_at_all(session, leader, parts):
    first, second, walker = a_booking(session), a_booking(session), a_person()
    rows = [
        SheetRow(first.pk, None, ((parts[0].pk, "here"), (parts[1].pk, "here"))),
        SheetRow(second.pk, None, ((parts[0].pk, "not"),)),
        SheetRow(0, walker, ((parts[0].pk, "here"),)),
    ]
    assert actions.load_register(session, rows, by=leader).changed == 3
    before = list(Attendance.objects.values("booking", "part", "came", "how", "marked_at"))
    assert {one["how"] for one in before} == {"file"}
    assert actions.load_register(session, rows, by=leader).changed == 0
    assert list(Attendance.objects.values("booking", "part", "came", "how", "marked_at")) == before
    later = a_session(days=3).parts.get()
    with pytest.raises(Refusal, match="Nothing was kept"):
        actions.load_register(
            session, [SheetRow(second.pk, None, ((parts[1].pk, "here"), (later.pk, "here")))], by=leader
        )
    assert list(Attendance.objects.values("booking", "part", "came", "how", "marked_at")) == before
