"""What we write is read by icalendar and by a second reader that knows nothing of it: vobject."""

import email
from datetime import timedelta

import pytest
import vobject
from django.core.mail import EmailMessage
from icalendar import Calendar

from partnership.academy.actions import booking as deeds
from partnership.academy.actions import calendars
from partnership.academy.models import Joining, TrainingCalendar
from partnership.core.refusals import Refusal
from tests.partnership.academy.booked import asks, full, of_a_partner, the_site
from tests.people import a_person, sign_in
from tests.teaching import a_session, span

pytestmark = pytest.mark.django_db


def read_twice(text):
    """Read a calendar file with both; give method and, for each event, identity, sequence, status, beginning, end."""
    ours, theirs = Calendar.from_ical(text), vobject.readOne(text.decode())
    first = [
        (
            str(one["uid"]),
            int(one["sequence"]),
            str(one["status"]),
            one["dtstart"].dt,
            one["dtend"].dt if "dtend" in one else None,
        )
        for one in ours.walk("VEVENT")
    ]
    second = [
        (
            one.uid.value,
            int(one.sequence.value),
            one.status.value,
            one.dtstart.value,
            one.dtend.value if hasattr(one, "dtend") else None,
        )
        for one in getattr(theirs, "vevent_list", [])
    ]
    assert first == second
    assert str(ours["method"]) == theirs.method.value
    return str(ours["method"]), first


def letters_of(outbox):
    """Give each letter's address, subject and calendars, as a mail program takes them apart."""
    for mail in outbox:
        assert isinstance(mail, EmailMessage)
        parts = email.message_from_bytes(mail.message().as_bytes()).walk()
        files = [one for one in parts if one.get_content_type() == "text/calendar"]
        assert all(one.get_param("method") for one in files)
        yield mail.to[0], mail.subject, [one.get_payload(decode=True) for one in files]


@pytest.fixture
def sent(mailoutbox, django_capture_on_commit_callbacks):
    """Do something, and give the letters that it sent."""

    def do(deed, *args, **more):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            deed(*args, **more)
        return list(letters_of(mailoutbox))

    return do


def test_invitation_update_and_cancellation_are_one_event_for_each_part(sent):
    session, person = a_session(parts=2), a_person()
    ((to, subject, (invited,)),) = sent(asks, session, person)
    method, events = read_twice(invited)
    assert (to, subject, method, len(events)) == (person.email, "About your training", "REQUEST", 2)
    assert [one[3] for one in events] == [part.starts_at for part in session.parts.all()]
    part = session.parts.first()
    part.starts_at += timedelta(hours=1)
    part.save()
    span(session)
    ((_to, _subject, (changed,)),) = sent(deeds.session_changed, session, by=the_site())
    method, later = read_twice(changed)
    assert (method, [one[0] for one in later]) == ("REQUEST", [one[0] for one in events])
    assert [one[1] for one in later] == [one[1] + 1 for one in events]
    assert later[0][3] == part.starts_at
    ((_to, _subject, (gone,)),) = sent(deeds.cancel, session.bookings.get(), by=person)
    method, last = read_twice(gone)
    assert (method, {one[2] for one in last}, {one[1] for one in last}) == ("CANCEL", {"CANCELLED"}, {2})
    assert [one[0] for one in last] == [one[0] for one in events]


def test_a_part_that_is_no_more_leaves_the_calendar(sent):
    session, person = a_session(parts=3), a_person()
    asks(session, person)
    session.parts.last().delete()
    span(session)
    ((_to, _subject, (now, gone)),) = sent(deeds.session_changed, session, by=the_site(), parts_before=3)
    (asked, two), (taken, one) = read_twice(now), read_twice(gone)
    assert (asked, len(two), taken, len(one)) == ("REQUEST", 2, "CANCEL", 1)
    assert one[0][0] not in [event[0] for event in two]


def test_moving_takes_one_out_and_puts_the_other_in(sent):
    booking, other = asks(a_session()), a_session(days=21)
    ((_to, _subject, (now, gone)),) = sent(deeds.change_session, booking, other, by=booking.person)
    assert (read_twice(now)[0], read_twice(gone)[0]) == ("REQUEST", "CANCEL")


def test_who_invites_and_who_is_invited_stands_in_it_and_nothing_that_is_confided(sent):
    session, person = a_session(), a_person()
    Joining.objects.create(session=session, room="Behind the blue door", link="https://example.org/secret")
    ((_to, _subject, (invited,)),) = sent(asks, session, person)
    event = vobject.readOne(invited.decode()).vevent
    assert event.attendee.value == f"mailto:{person.email}"
    assert event.organizer.value.startswith("mailto:")
    assert (event.summary.value, event.location.value) == ("Training", "Alder House")
    assert b"blue door" not in invited
    assert b"secret" not in invited


def test_an_offer_is_tentative(sent):
    _session, (had,), (first,) = full(waiting=1)
    letters = sent(deeds.cancel, had, by=had.person)
    (offer,) = [files for to, _subject, files in letters if to == first.person.email]
    assert read_twice(offer[0])[1][0][2] == "TENTATIVE"


def test_whoever_cannot_be_written_to_is_told_on_the_site(settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    booking = asks(a_session())
    with django_capture_on_commit_callbacks(execute=True):
        deeds.call_off(booking.session, by=the_site())
    assert "was cancelled" in booking.person.notices.get().sentence


def test_a_lead_who_lets_a_place_go_has_it_told_once(sent):
    partner, lead, mine = of_a_partner()
    booking = asks(a_session(), mine, partner=partner)
    assert [to for to, _subject, _files in sent(deeds.cancel, booking, by=lead)] == [mine.email]
    assert not mine.notices.exists()


def test_feed_is_read_by_whoever_has_the_address_and_follows_what_becomes_of_it(client):
    person = a_person()
    booked = asks(a_session(parts=2), person)
    asks(full()[0], person)
    secret = calendars.make_training_calendar(by=person)
    method, events = read_twice(client.get(f"/my-training/calendar.ics?key={secret}").content)
    assert (method, sorted(one[2] for one in events)) == ("PUBLISH", ["CONFIRMED", "CONFIRMED", "TENTATIVE"])
    deeds.cancel(booked, by=person)
    _method, after = read_twice(client.get(f"/my-training/calendar.ics?key={secret}").content)
    assert sorted(one[2] for one in after) == ["CANCELLED", "CANCELLED", "TENTATIVE"]
    assert {one[0] for one in after} == {one[0] for one in events}


def test_address_is_shown_once_and_stops(client):
    person = a_person()
    client = sign_in(client, person)
    assert "has no address yet" in client.get("/my-training/calendar/").content.decode()
    page = client.post("/my-training/calendar/address/").content.decode()
    address = page.split('<code translate="no">')[1].split("</code>")[0].replace("http://testserver", "")
    assert client.get(address).status_code == 200
    assert "0 times stand in it" in client.get("/my-training/calendar/").content.decode()
    client.post("/my-training/calendar/stop/")
    assert (client.get(address).status_code, TrainingCalendar.objects.count()) == (404, 0)
    assert client.get("/my-training/calendar.ics").status_code == 404


def test_nobody_stops_the_calendar_of_somebody_else():
    calendars.make_training_calendar(by=a_person())
    with pytest.raises(Refusal, match="somebody else's calendar"):
        calendars.stop_training_calendar(TrainingCalendar.objects.get(), by=a_person())
    with pytest.raises(Refusal, match="people who have an account"):
        calendars.make_training_calendar(by=the_site())


@pytest.mark.parametrize("count", [1, 3])
def test_feed_asks_as_often_however_much_stands_in_it(client, count, django_assert_num_queries):
    person = a_person()
    for _one in range(count):
        asks(a_session(parts=2), person)
    secret = calendars.make_training_calendar(by=person)
    with django_assert_num_queries(4):
        assert client.get(f"/my-training/calendar.ics?key={secret}").status_code == 200
