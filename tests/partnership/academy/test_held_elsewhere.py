"""A session that was held elsewhere is written down with its register: whole or not at all, and once."""

import csv
import io
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partnership.academy.actions.held_elsewhere import enter_held
from partnership.academy.actions.leading import A_LOT
from partnership.academy.models import Awaiting, Booking, Completion, HeldElsewhere, Leading, Session
from partnership.academy.rules import held_elsewhere as rules
from partnership.academy.rules.held_elsewhere import HeldThere, WhoCame
from partnership.academy.rules.load import most_sessions
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.partnership.academy.planned import LEEDS, WAKEFIELD, at_ten
from tests.people import a_person, sign_in, somebody
from tests.teaching import a_leader, a_session, a_trainer

pytestmark = pytest.mark.django_db
HERE, PARTLY, NOT = "here", "partly", "not"
ADDRESS = "/academy/i-lead/held-elsewhere/"


def the_trainer(**more):
    return a_trainer(somebody(Kind.TRAINER), **{"days_ago": 300, **more})


def row(person=None, came=HERE, *, address="", parts=1):
    return WhoCame(address or person.email, "", person, tuple((number, came) for number in range(1, parts + 1)))


def held(*rows, days=-7, parts=1, course="foundation", **more):
    """Give what was held so many days from now at ten, with these in its register."""
    when = tuple(at_ten(days + number) for number in range(parts))
    said = {"place": LEEDS, "venue": "Their own room", "online": False, **more}
    return HeldThere(course, when, register=rows, **said)


# --- the deed


def test_session_and_register_stand_at_once_and_count_for_the_passport():
    trainer, person, absent = the_trainer(), a_person(), a_person()
    entered = enter_held(held(row(person), row(absent, NOT)), by=trainer)
    session = entered.session
    assert (entered.is_new, entered.came, entered.waiting) == (True, 1, 0)
    assert (session.state, session.announced_at, session.planned_by) == ("held", None, trainer)
    assert Leading.objects.get(session=session).person == trainer
    done = Completion.objects.get(person=person)
    assert (done.course, done.session, done.completed_on) == (
        "foundation",
        session,
        timezone.localdate(session.starts_at),
    )
    assert not Booking.objects.filter(person=absent).exists()
    assert "stands in your training now" in Notice.objects.get(person=person).sentence
    assert Event.objects.filter(verb="session.entered").count() == 1


def test_nobody_else_finds_it():
    session = enter_held(held(row(a_person())), by=the_trainer()).session
    assert not Session.objects.visible_to(a_person()).filter(pk=session.pk).exists()
    assert not Session.objects.visible_to(None).filter(pk=session.pk).exists()


def test_part_that_was_missed_leaves_the_course_open():
    person = a_person()
    told = held(WhoCame(person.email, "", person, ((1, HERE), (2, NOT))), course="skilled-practice", parts=2)
    enter_held(told, by=the_trainer())
    assert Booking.objects.get(person=person).state == "attended-in-part"
    assert not Completion.objects.exists()


def test_same_register_again_changes_nothing_in_whatever_order_its_rows_stand():
    trainer, one, two = the_trainer(), a_person(), a_person()
    first = enter_held(held(row(one), row(two)), by=trainer)
    events = Event.objects.count()
    again = enter_held(held(row(two), row(one), row(a_person(), NOT)), by=trainer)
    assert (again.session, again.is_new) == (first.session, False)
    assert Session.objects.count() == HeldElsewhere.objects.count() == 1
    assert Event.objects.count() == events


def test_another_register_of_the_same_session_is_corrected_where_it_stands():
    trainer, person = the_trainer(), a_person()
    enter_held(held(row(person)), by=trainer)
    with pytest.raises(Refusal, match="stands here already, with another register"):
        enter_held(held(row(person), row(a_person())), by=trainer)
    enter_held(held(row(person), days=-8), by=trainer)
    enter_held(held(row(person), course="giving-time"), by=trainer)
    assert Session.objects.count() == 3


def test_session_that_was_planned_here_is_not_written_down_a_second_time():
    trainer = the_trainer()
    a_leader(a_session(state="held", days=-7), trainer)
    with pytest.raises(Refusal, match="stands here already"):
        enter_held(held(row(a_person())), by=trainer)


def test_for_whoever_has_no_account_marks_wait():
    trainer = the_trainer()
    told = held(row(address="nobody@example.org"), row(address="absent@example.org", came=NOT))
    entered = enter_held(told, by=trainer)
    assert (entered.came, entered.waiting) == (0, 1)
    waits = Awaiting.objects.get()
    assert waits.said["marks"] == [[entered.session.parts.get().pk, HERE]]
    assert (waits.session, waits.said_by) == (entered.session, trainer)


def test_writing_it_down_refuses_with_a_sentence_and_keeps_nothing():
    trainer, person, lead = the_trainer(), a_person(), somebody(Kind.PLACE_LEAD, place=LEEDS)
    good = row(person)
    old = rules.OLDEST
    for by, told, said in (
        (a_person(), held(good), "Only the programme team, the lead of a place, or a trainer"),
        (trainer, held(good, course=""), "Choose the course"),
        (trainer, held(good, course="circus"), "There is no such course"),
        (trainer, held(good, place="moon"), "Choose one of the districts"),
        (trainer, held(good, parts=0), "Say on which day"),
        (trainer, held(good, days=1), "is not over yet. What is still to come is planned"),
        (trainer, held(good, days=-old.days - 1), "is more than a year ago"),
        (trainer, held(row(person, NOT)), "names nobody who was there"),
        (trainer, held(good, row(trainer)), "You led it"),
        (somebody(Kind.TRAINER), held(good), "has to have been accredited on its day"),
        (the_trainer(days_ago=3), held(good), "has to have been accredited on its day"),
        (a_trainer(lead, days_ago=300), held(good, place=WAKEFIELD), "sessions of that place"),
    ):
        with pytest.raises(Refusal, match=said):
            enter_held(told, by=by)
    assert not Session.objects.exists()


def test_register_that_cannot_be_kept_leaves_no_session_behind():
    gone = a_person(is_active=False)  # left between reading and keeping
    waits = row(address=gone.email)
    with pytest.raises(Refusal):
        enter_held(held(row(a_person()), waits), by=the_trainer())
    assert not Session.objects.exists()


def test_whoever_leads_a_lot_is_told_when_they_write_down_one_more():
    trainer = the_trainer()
    for number in range(most_sessions() - 1):
        a_leader(a_session(days=number + 2), trainer)
    enter_held(held(row(a_person()), days=-2), by=trainer)
    assert not Notice.objects.filter(person=trainer).exists()
    enter_held(held(row(a_person()), days=-3), by=trainer)
    assert Notice.objects.get(person=trainer).sentence == A_LOT
    assert Event.objects.get(verb="load.told").by == trainer


def test_sums_are_of_course_parts_and_register():
    person, other = a_person(), a_person()
    prints = {
        one.fingerprint
        for one in (
            held(row(person)),
            held(row(other)),
            held(row(person, PARTLY)),
            held(row(person), days=-8),
            held(row(person), course="giving-time"),
        )
    }
    assert len(prints) == 5
    assert held(row(person), venue="Elsewhere").fingerprint in prints
    assert rules.known(held(row(person))) is None


# --- the page


def typed(**more):
    day = (timezone.localdate() - timedelta(days=7)).isoformat()
    said = {"course": "foundation", "day_1": day, "starts_1": "10", "ends_1": "12", "place": LEEDS, "how": "room"}
    return {**said, "venue": "Their own room", **more}


def sheet(*rows, headings=("E-mail", "Name", "Part 1"), name="register.csv"):
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return SimpleUploadedFile(name, text.getvalue().encode())


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_trainer_writes_it_down_on_one_page_and_the_same_file_twice_changes_nothing(client):
    trainer, person = the_trainer(), a_person(email="learner@example.org")
    sign_in(client, trainer)
    assert ADDRESS in text_of(client.get(reverse("i-lead")))
    rows = (["Learner@Example.org", "", "here"], ["new@example.org", "Somebody New", "x"])
    answer = client.post(ADDRESS, {**typed(), "file": sheet(*rows)}, follow=True)
    assert "Written down: one person was there. For one more without an account it waits" in text_of(answer)
    again = client.post(ADDRESS, {**typed(), "file": sheet(*rows)}, follow=True)
    assert "This register stands here already. Nothing has changed." in text_of(again)
    assert Session.objects.count() == 1
    assert "stands in your training now" in Notice.objects.get(person=person).sentence
    assert person.name in text_of(client.get(reverse("register", kwargs={"pk": Session.objects.get().pk})))
    passport = text_of(sign_in(client, person).get(reverse("passport")))
    assert "What hurt does, and what helps" in passport


def test_register_that_is_taken_from_here_can_be_brought_back(client):
    a_person(email="learner@example.org")
    sign_in(client, the_trainer())
    taken = client.get(f"{ADDRESS}register.csv").content.decode("utf-8-sig")
    filled = taken.rstrip("\r\n").replace(",Part 2,Part 3", "") + "\r\nlearner@example.org,,partly\r\n"
    file = SimpleUploadedFile("register.csv", filled.encode())
    client.post(ADDRESS, {**typed(), "file": file})
    assert Booking.objects.get().state == "attended-in-part"
    assert client.get(f"{ADDRESS}register.xlsx").status_code == 200


def test_what_is_wrong_gets_a_sentence_each_and_nothing_typed_is_lost(client):
    a_person(email="learner@example.org")
    sign_in(client, the_trainer())
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    long_ago = (timezone.localdate() - timedelta(days=400)).isoformat()
    page = text_of(client.post(ADDRESS, {**typed(day_1=tomorrow), "file": sheet(["learner@example.org", "", "x"])}))
    assert "is not over yet. What is still to come is planned, and not written down here." in page
    assert "Choose the file once more" in page
    assert f'value="{tomorrow}"' in page
    assert "Their own room" in page
    assert "is more than a year ago" in text_of(client.post(ADDRESS, typed(day_1=long_ago)))
    assert "It has to end after it begins" in text_of(client.post(ADDRESS, typed(ends_1="9")))
    assert "or leave all three out" in text_of(client.post(ADDRESS, typed(day_2=tomorrow)))
    rows = (
        ["", "Somebody", "here"],
        ["not an address", "", "here"],
        ["learner@example.org", "", "perhaps"],
        ["twice@example.org", "", "here"],
        ["Twice@example.org", "", "here"],
    )
    page = text_of(client.post(ADDRESS, {**typed(), "file": sheet(*rows)}))
    for said in (
        "Row 2, column “E-mail”: Nobody is named.",
        "Row 3, column “E-mail”: “not an address” is not an e-mail address.",
        "Row 4, column “Part 1”: “perhaps” is not known.",
        "Row 6, column “E-mail”: They stand in row 5 already.",
    ):
        assert said in page
    no_column = sheet(["a", "x"], headings=("Who", "Part 1"))
    assert "There is no column “E-mail”." in text_of(client.post(ADDRESS, {**typed(), "file": no_column}))
    another_part = sheet(["learner@example.org", "x"], headings=("E-mail", "Part 2"))
    assert "this session has 1 parts" in text_of(client.post(ADDRESS, {**typed(), "file": another_part}))
    many = sheet(*([f"p{number}@example.org", "", "x"] for number in range(301)))
    assert "At most 300 people" in text_of(client.post(ADDRESS, {**typed(), "file": many}))
    assert not Session.objects.exists()


def test_merged_cells_are_named(client):
    sign_in(client, the_trainer())
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, one in enumerate((["E-mail", "Part 1"], ["a@example.org", ""], ["b@example.org", ""])):
            page.write_row(number, 0, one)
        page.merge_range("B2:B3", "here")
    page = text_of(client.post(ADDRESS, {**typed(), "file": SimpleUploadedFile("r.xlsx", out.getvalue())}))
    assert "Cells B2 to B3 are one merged cell." in page
    wrong = SimpleUploadedFile("r.xlsx", b"PK\x03\x04 no workbook")
    assert "could not open this workbook" in text_of(client.post(ADDRESS, {**typed(), "file": wrong}))


def test_three_days_are_three_parts_in_the_order_of_their_days(client):
    person = a_person(email="learner@example.org")
    sign_in(client, the_trainer())
    today = timezone.localdate()
    days = {f"day_{n}": (today - timedelta(days=back)).isoformat() for n, back in ((1, 7), (2, 9), (3, 8))}
    hours = {f"{name}_{n}": at for n in (1, 2, 3) for name, at in (("starts", "10"), ("ends", "12"))}
    file = sheet(["learner@example.org", "here", "not", "here"], headings=("E-mail", "Part 1", "Part 2", "Part 3"))
    client.post(ADDRESS, {**typed(**days, **hours), "file": file})
    marks = Booking.objects.get(person=person).attendances.order_by("part__starts_at").values_list("came", flat=True)
    assert list(marks) == ["here", "not", "here"]


def test_page_is_for_whoever_may_plan(client):
    sign_in(client, a_person())
    assert client.get(ADDRESS).status_code == client.get(f"{ADDRESS}register.csv").status_code == 403
