"""What waits for an address without an account: left, told once, claimed or deleted, counted nowhere before."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from partnership.academy import tasks
from partnership.academy.actions import awaiting as actions
from partnership.academy.models import Attendance, Awaiting, Completion
from partnership.academy.rules.awaiting import Learned
from partnership.accounts.actions import signing_in
from partnership.accounts.models import Person, System
from partnership.core.models import Notice, sealed
from partnership.core.privacy import forget, rows_about, tables
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.people import a_partner, a_person, somebody
from tests.teaching import a_leader, a_session

pytestmark = pytest.mark.django_db
ADDRESS = "Newcomer@Example.org"


def a_row(**more):
    said = {"course": "foundation", "edition": "foundation@2026-1", "title": "What hurt does", "level": "informed"}
    said |= {"hours": Decimal(2), "completed_on": date(2026, 3, 1), "valid_until": date(2028, 3, 1)}
    return Learned(**{**said, "taught_by": "An invented hospital", **more})


@pytest.fixture
def partner():
    return a_partner("Alder House")


@pytest.fixture
def lead(partner):
    return somebody(Kind.PARTNER_LEAD, partner=partner)


@pytest.fixture
def session():
    return a_session(days=-3, parts=2)


@pytest.fixture
def waits(partner, lead):
    return actions.await_completion(ADDRESS, "New Comer", a_row(), by=lead, partner=partner)


def takes(address=ADDRESS):
    """Give somebody who signed up with an address and typed the code that was sent to it."""
    person = a_person(email=address)
    return signing_in.take_address(person, address, by=person)


@pytest.fixture
def writes(django_capture_on_commit_callbacks):
    def write():
        with django_capture_on_commit_callbacks(execute=True):
            tasks.tell_awaiting.func()
        return mail.outbox

    return write


def path_in(letter):
    line = next(line for line in letter.body.splitlines() if "/waiting-for-you/" in line)
    return line[line.index("/waiting-for-you/") :]


def test_an_address_and_a_name_are_locked_and_nothing_counts(waits):
    row = Awaiting.objects.values("address", "name").get()
    assert "example.org" not in str(row)
    assert sealed.read(waits, "address") == "newcomer@example.org"
    assert sealed.read(waits, "name") == "New Comer"
    assert waits.until_on == timezone.localdate() + timedelta(days=180)
    assert not Completion.objects.exists()


def test_what_is_said_twice_waits_once(waits, partner, lead):
    again = actions.await_completion("newcomer@example.org ", "", a_row(), by=lead, partner=partner)
    assert again.pk == waits.pk
    other = actions.await_completion(ADDRESS, "", a_row(completed_on=date(2026, 4, 1)), by=lead, partner=partner)
    assert other.pk != waits.pk


def test_only_leads_and_the_programme_leave_completions(partner, lead):
    other = somebody(Kind.PARTNER_LEAD, partner=a_partner())
    with pytest.raises(Refusal, match="Only those who lead an organisation"):
        actions.await_completion(ADDRESS, "", a_row(), by=other, partner=partner)
    with pytest.raises(Refusal, match="Only those who lead an organisation"):
        actions.await_completion(ADDRESS, "", a_row(), by=lead, partner=None)
    assert actions.await_completion(ADDRESS, "", a_row(), by=somebody(Kind.PROGRAMME_TEAM), partner=None)


@pytest.mark.parametrize("address", ["", "@", "nobody", "nobody@"])
def test_what_is_no_address_is_told(partner, lead, address):
    with pytest.raises(Refusal, match=r"is no e-mail address. One looks like name@example.org."):
        actions.await_completion(address, "", a_row(), by=lead, partner=partner)


def test_nothing_waits_for_whoever_has_an_account(partner, lead, session):
    a_person(email="newcomer@example.org")
    with pytest.raises(Refusal, match="has an account"):
        actions.await_completion(ADDRESS, "", a_row(), by=lead, partner=partner)
    with pytest.raises(Refusal, match="has an account"):
        actions.await_marks(session, ADDRESS, "", [], by=a_leader(session))


def test_a_second_address_is_an_account_too(partner, lead):
    EmailAddress.objects.create(user=a_person(), email="newcomer@example.org", verified=True)
    with pytest.raises(Refusal, match="has an account"):
        actions.await_completion(ADDRESS, "", a_row(), by=lead, partner=partner)


def test_marks_wait_for_whoever_keeps_the_register_says_so(session):
    first, second = session.parts.all()
    leader = a_leader(session)
    actions.await_marks(session, ADDRESS, "New Comer", [(first.pk, "here")], by=leader)
    waits = actions.await_marks(session, ADDRESS, "", [(first.pk, "here"), (second.pk, "partly")], by=leader)
    waits.refresh_from_db()
    assert waits.said["marks"] == [[first.pk, "here"], [second.pk, "partly"]]
    assert Awaiting.objects.count() == 1
    with pytest.raises(Refusal, match=r"Only those who lead or organise this session can keep its register."):
        actions.await_marks(session, ADDRESS, "", [], by=a_person())


# --- having it


def test_whoever_takes_the_address_has_the_completion(waits, partner, lead):
    person = takes()
    done = Completion.objects.get()
    assert (done.person, done.course, done.completed_on) == (person, "foundation", date(2026, 3, 1))
    assert (done.came_from, done.taught_by) == ("file", "An invented hospital")
    assert (done.partner, done.recorded_by, done.hours) == (partner, lead, 2)
    assert not Awaiting.objects.exists()
    assert Notice.objects.get(person=person).href == "/my-training/passport/"


def test_another_address_claims_nothing(waits):
    takes("somebody.else@example.org")
    assert Awaiting.objects.count() == 1
    assert not Completion.objects.exists()


def test_an_account_whose_address_nobody_confirmed_claims_nothing(waits):
    person = a_person(email="newcomer@example.org")
    assert actions.claim(person, by=person) == 0
    assert Awaiting.objects.count() == 1


def test_what_has_come_to_its_day_is_claimed_by_nobody(waits):
    Awaiting.objects.update(until_on=timezone.localdate() - timedelta(days=1))
    takes()
    assert not Completion.objects.exists()


def test_whoever_takes_the_address_was_at_the_session(session):
    first, second = session.parts.all()
    leader = a_leader(session)
    actions.await_marks(session, ADDRESS, "", [(first.pk, "here"), (second.pk, "here")], by=leader)
    person = takes()
    booking = session.bookings.get(person=person)
    assert booking.state == "attended"
    assert booking.walked_in
    assert Attendance.objects.filter(booking=booking, came="here").count() == 2
    assert Completion.objects.get(person=person).session == session
    assert not Awaiting.objects.exists()


def test_marks_of_a_session_that_was_called_off_go_and_the_rest_is_claimed(waits, session):
    actions.await_marks(session, ADDRESS, "", [(session.parts.first().pk, "here")], by=a_leader(session))
    session.state = "cancelled"
    session.save()
    person = takes()
    assert Completion.objects.get(person=person).course == "foundation"
    assert not session.bookings.exists()
    assert not Awaiting.objects.exists()


def test_nobody_claims_for_somebody_else(waits):
    person = takes("somebody.else@example.org")
    with pytest.raises(Refusal, match="Only they themselves"):
        actions.claim(person, by=a_person())


# --- being told of it, and deleting it


def test_one_letter_says_what_by_whom_until_when_and_how_it_goes(waits, partner, lead, writes):
    actions.await_completion(ADDRESS, "", a_row(course="refresher", title="Looking back"), by=lead, partner=partner)
    assert tasks.somebody_was_not_told()
    (letter,) = writes()
    assert (letter.subject, letter.to) == ("About your training", ["newcomer@example.org"])
    for said in (
        "What hurt does, 1 March 2026 (said by Alder House)",
        "Looking back",
        "counts for nothing",
        "/accounts/login/",
    ):
        assert said in letter.body
    assert not tasks.somebody_was_not_told()
    assert len(writes()) == 1


def test_what_is_said_later_is_told_in_a_letter_of_its_own(waits, partner, lead, writes):
    writes()
    actions.await_completion(ADDRESS, "", a_row(course="refresher", title="Looking back"), by=lead, partner=partner)
    first, second = writes()
    assert "What hurt does" not in second.body
    assert path_in(first) != path_in(second)


def test_a_letter_that_could_not_be_sent_is_tried_again_and_not_for_ever(waits, writes, settings):
    settings.EMAIL_BACKEND = "tests.partnership.academy.test_awaiting.Away"
    for tries in range(1, 6):
        writes()
        assert Awaiting.objects.get().tries == tries
        assert Awaiting.objects.get().told_at is None
        assert not tasks.somebody_was_not_told()
        Awaiting.objects.update(tried_at=timezone.now() - timedelta(hours=13))
    assert not tasks.somebody_was_not_told()


class Away:
    """A mail server that is away."""

    def __init__(self, *args, **kwargs):
        """Take whatever Django gives."""

    def send_messages(self, _letters):
        raise OSError


def test_the_link_shows_it_and_only_the_button_deletes_it(waits, writes, client):
    (letter,) = writes()
    page = client.get(path_in(letter))
    said = page.content.decode()
    assert "Completed on 1 March 2026." in said
    assert "newcomer@example.org" in said
    assert page["Cache-Control"] == "private, no-store"
    assert Awaiting.objects.count() == 1
    gone = client.post(path_in(letter), follow=True)
    assert "Nothing waits behind this link any more." in gone.content.decode()
    assert not Awaiting.objects.exists()


def test_one_link_deletes_all_of_its_address_and_nothing_of_another(waits, partner, lead, writes, client):
    first = path_in(writes()[0])
    actions.await_completion(ADDRESS, "", a_row(course="refresher"), by=lead, partner=partner)
    actions.await_completion("other@example.org", "", a_row(), by=lead, partner=partner)
    client.post(first)
    assert sealed.read(Awaiting.objects.get(), "address") == "other@example.org"


def test_a_link_that_is_none_says_nothing(waits, client):
    answer = client.get(reverse("what-waits", kwargs={"secret": "x" * 43}))
    assert (answer.status_code, "Nothing waits" in answer.content.decode()) == (200, True)


def test_only_the_link_deletes_it(waits):
    with pytest.raises(Refusal, match="Whoever holds the link"):
        actions.let_go([waits], by=a_person())
    with pytest.raises(Refusal, match="The site writes by itself"):
        actions.tell_awaiting(timezone.now(), by=a_person())


def test_on_its_day_it_goes(waits):
    forget(timezone.now() + timedelta(days=180), but=())
    assert Awaiting.objects.count() == 1
    forget(timezone.now() + timedelta(days=181), but=())
    assert not Awaiting.objects.exists()


def test_what_waits_for_an_address_is_about_whoever_has_it(waits):
    (table,) = (one for one in tables() if one.label == "academy.Awaiting")
    assert list(rows_about(table, a_person(email="newcomer@example.org"))) == [waits]
    assert not rows_about(table, a_person())
    assert not rows_about(table, Person.objects.system(System.HOUSEKEEPER))


def test_who_may_hear_that_something_waits(waits, lead, session):
    actions.await_marks(session, ADDRESS, "", [], by=(leader := a_leader(session)))
    seen = {
        who: set(Awaiting.objects.visible_to(who).values_list("course", flat=True))
        for who in (lead, leader, a_person())
    }
    assert list(seen.values()) == [{"foundation"}, {""}, set()]
    assert Awaiting.objects.visible_to(somebody(Kind.PROGRAMME_TEAM)).count() == 2
    assert not Awaiting.objects.visible_to(None)
