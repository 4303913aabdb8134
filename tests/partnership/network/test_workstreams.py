"""Workstreams: who may open, sit, meet and decide; and what each reader sees of them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import formats, timezone

from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.network import queries
from partnership.network.actions import workstreams as actions
from partnership.network.models import Decision, Meeting, Paper, Seat, Workstream
from partnership.partners.models import Kind
from tests.people import a_partner, a_person, sign_in, somebody

pytestmark = pytest.mark.django_db
WORDS = {"name": "Words we use", "question": "Which words hurt?", "about": "Letters.", "place": "", "public": True}
NOON = timezone.now().replace(microsecond=0) + timedelta(days=3)
LATER, MOVED = NOON + timedelta(hours=2), NOON + timedelta(days=2)


def day(at):
    return formats.date_format(timezone.localtime(at), "j F Y")


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def member():
    return somebody(Kind.PRACTITIONER, partner=a_partner())


@pytest.fixture
def chair():
    return somebody(Kind.PRACTITIONER, partner=a_partner())


@pytest.fixture
def workstream(team, chair):
    return actions.open_workstream(WORDS, by=team, chair=chair)


def test_opening_takes_a_free_address_and_is_written_down(team):
    first, second = (actions.open_workstream(WORDS, by=team) for _ in range(2))

    assert (first.slug, second.slug) == ("words-we-use", "words-we-use-1")
    assert Event.objects.filter(verb="workstream.opened", by=team).count() == 2


def test_chair_of_a_place_opens_there_and_nowhere_else(pack):
    place = pack.districts[0].code
    chair = somebody(Kind.WORKSTREAM_CHAIR, place=place)

    actions.open_workstream({**WORDS, "place": place}, by=chair)
    with pytest.raises(Refusal, match="Only the programme team or a workstream chair"):
        actions.open_workstream(WORDS, by=chair)


def test_place_that_is_none_is_named(team):
    with pytest.raises(Refusal, match="“E99” is not one of the places here"):
        actions.open_workstream({**WORDS, "place": "E99"}, by=team)


def test_others_cannot_change_set_dates_or_decide(workstream, member):
    for deed in (
        lambda: actions.edit_workstream(workstream, {"name": "Mine"}, by=member, seen=0),
        lambda: actions.close_workstream(workstream, by=member),
        lambda: actions.call_meeting(workstream, "Meet", NOON, LATER, by=member),
        lambda: actions.write_decision(workstream, "So be it", by=member),
        lambda: actions.name_chair(workstream.seats.get(), by=member),
    ):
        with pytest.raises(Refusal, match="Only who chairs this workstream, or the programme team"):
            deed()


def test_chair_changes_what_it_says(workstream, chair):
    actions.edit_workstream(workstream, {"question": "Which words help?"}, by=chair, seen=0)

    workstream.refresh_from_db()
    assert (workstream.question, workstream.revision) == ("Which words help?", 1)


def test_closed_workstream_stays_as_it_is(workstream, team, chair, member):
    actions.close_workstream(workstream, by=chair)

    for deed in (
        lambda: actions.take_seat(workstream, by=member),
        lambda: actions.call_meeting(workstream, "Meet", NOON, LATER, by=team),
        lambda: actions.add_paper(workstream, "Read", "https://words.example/", by=chair),
        lambda: actions.close_workstream(workstream, by=chair),
    ):
        with pytest.raises(Refusal, match="This workstream is closed"):
            deed()


def test_everybody_with_a_role_may_sit_down_once(workstream, member):
    actions.take_seat(workstream, by=member)

    with pytest.raises(Refusal, match="sits in this workstream already"):
        actions.take_seat(workstream, by=member)
    with pytest.raises(Refusal, match="Only people with a role"):
        actions.take_seat(workstream, by=a_person())


def test_chair_asks_somebody_in_who_is_told(workstream, chair, member):
    with pytest.raises(Refusal, match="Only who chairs this workstream can add somebody else"):
        actions.take_seat(workstream, by=member, whom=chair)

    actions.take_seat(workstream, by=chair, whom=member)
    assert str(Notice.objects.get(person=member)) == "You now sit in the workstream “Words we use”."


def test_leaving_is_for_the_person_or_the_chair(workstream, chair, member):
    seat = actions.take_seat(workstream, by=member)
    with pytest.raises(Refusal, match="Only the person, or who chairs"):
        actions.leave_seat(seat, by=a_person())

    actions.leave_seat(seat, by=member)
    with pytest.raises(Refusal, match="left already"):
        actions.leave_seat(seat, by=member)
    with pytest.raises(Refusal, match="Add the person again first"):
        actions.name_chair(seat, by=chair)
    actions.leave_seat(actions.take_seat(workstream, by=member), by=chair)
    assert Seat.objects.current().filter(person=member).count() == 0


def test_chair_is_named_and_relieved(workstream, chair, member):
    seat = actions.take_seat(workstream, by=member)

    actions.name_chair(seat, by=chair)
    actions.write_decision(workstream, "So be it", by=member)
    actions.name_chair(seat, by=chair, chairs=False)
    with pytest.raises(Refusal):
        actions.write_decision(workstream, "Again", by=member)


def test_date_is_told_moved_and_cancelled_with_a_sequence_for_calendars(workstream, chair, member):
    actions.take_seat(workstream, by=member)
    meeting = actions.call_meeting(workstream, "Meet", NOON, LATER, by=chair)
    actions.move_meeting(meeting, {"starts_at": MOVED, "ends_at": MOVED + timedelta(hours=2)}, by=chair, seen=0)
    actions.cancel_meeting(meeting, by=chair)

    (entry,) = queries.dates(member, workstream)
    assert (entry.title, entry.sequence, entry.cancelled) == ("Meeting: Words we use", 2, True)
    assert [str(one) for one in Notice.objects.filter(person=member).order_by("pk")] == [
        f"“Words we use” has a new date: {day(NOON)}.",
        f"A date of “Words we use” has changed. It is {day(MOVED)} now.",
        f"“Words we use” does not meet on {day(MOVED)}.",
    ]
    with pytest.raises(Refusal, match="cancelled already"):
        actions.cancel_meeting(meeting, by=chair)
    with pytest.raises(Refusal, match="Call a new one"):
        actions.move_meeting(meeting, {"title": "x"}, by=chair, seen=2)


def test_meeting_ends_after_it_begins(workstream, chair):
    with pytest.raises(Refusal, match="has to end after it begins"):
        actions.call_meeting(workstream, "Meet", LATER, NOON, by=chair)


def test_paper_is_added_by_whoever_sits_there(workstream, chair, member):
    with pytest.raises(Refusal, match="Only people who sit in this workstream"):
        actions.add_paper(workstream, "Read", "https://words.example/", by=member)

    actions.take_seat(workstream, by=member)
    actions.add_paper(workstream, "Read", "https://words.example/", by=member)
    assert Paper.objects.count() == 1


def test_decision_can_be_replaced_and_says_so(workstream, chair, member):
    first = actions.write_decision(workstream, "Five readers", by=chair)
    actions.write_decision(workstream, "Three readers", replaces=first, by=chair)

    shown = {one.text: one for one in queries.workstream(member, workstream).decisions}
    assert shown["Five readers"].replaced
    assert shown["Three readers"].replaces == "Five readers"


def test_stranger_reads_what_it_is_for_and_nothing_inside(workstream, chair, client):
    actions.call_meeting(workstream, "Meet", NOON, LATER, where="A secret room", by=chair)
    actions.write_decision(workstream, "So be it", by=chair)

    page = client.get(reverse("workstream", kwargs={"slug": workstream.slug})).text
    assert "Which words hurt?" in page
    assert "A secret room" not in page
    assert "So be it" not in page
    assert chair.name not in page


def test_workstream_that_is_not_public_is_found_by_people_with_a_role_only(team, member, client):
    hidden = actions.open_workstream({**WORDS, "public": False}, by=team)
    address = reverse("workstream", kwargs={"slug": hidden.slug})

    assert client.get(address).status_code == 404
    assert sign_in(client, member).get(address).status_code == 200


def test_person_who_would_rather_not_be_named_is_not(workstream, chair, member):
    quiet = somebody(Kind.PRACTITIONER, partner=a_partner())
    actions.take_seat(workstream, by=quiet, shown=False)

    seen_by_member = queries.workstream(member, workstream)
    assert quiet.name not in [seat.name for seat in seen_by_member.seats]
    assert seen_by_member.unnamed == 1
    assert quiet.name in [seat.name for seat in queries.workstream(chair, workstream).seats]
    assert queries.workstream(quiet, workstream).my_seat


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_and_page_ask_as_often_for_one_as_for_three(
    how_many, team, chair, member, client, django_assert_num_queries
):
    for _number in range(how_many):
        one = actions.open_workstream(WORDS, by=team, chair=chair)
    for _number in range(how_many):
        actions.call_meeting(one, "Meet", NOON, LATER, by=chair)
        actions.write_decision(one, "So be it", by=chair)
        actions.add_paper(one, "Read", "https://words.example/", by=chair)
        actions.take_seat(one, by=somebody(Kind.PRACTITIONER, partner=a_partner()))
    sign_in(client, member)

    with django_assert_num_queries(WORKSTREAMS):
        client.get(reverse("workstreams"))
    with django_assert_num_queries(WORKSTREAM):
        client.get(reverse("workstream", kwargs={"slug": one.slug}))


WORKSTREAMS, WORKSTREAM = 5, 13


def test_forms_lead_through_a_workstream_s_life(client, team):
    sign_in(client, team)
    client.post(reverse("open-workstream"), {**WORDS, "revision": 0})
    one = Workstream.objects.get()
    at = {"slug": one.slug}
    when = {"starts_at": "2027-01-05T10:00", "ends_at": "2027-01-05T12:00"}

    client.post(reverse("take-seat", kwargs=at), {"shown": "on"})
    client.post(reverse("call-meeting", kwargs=at), {"title": "Meet", **when, "revision": 0})
    meeting = Meeting.objects.get()
    client.post(reverse("move-meeting", kwargs={**at, "pk": meeting.pk}), {"title": "Met", **when, "revision": 0})
    client.post(reverse("cancel-meeting", kwargs={**at, "pk": meeting.pk}))
    client.post(reverse("add-paper", kwargs=at), {"title": "Read", "link": "words.example/one"})
    client.post(reverse("write-decision", kwargs=at), {"text": "Yes", "decided_on": "2026-11-01"})
    decision = Decision.objects.get()
    client.post(
        reverse("write-decision", kwargs=at), {"text": "No", "decided_on": "2026-11-02", "replaces": decision.pk}
    )
    seat = Seat.objects.get()
    client.post(reverse("name-chair", kwargs={**at, "pk": seat.pk}), {"chairs": "yes"})
    client.post(reverse("edit-workstream", kwargs=at), {**WORDS, "question": "Which?", "revision": 0})
    page = client.get(reverse("workstream", kwargs=at)).text
    client.post(reverse("leave-seat", kwargs={**at, "pk": seat.pk}))
    client.post(reverse("close-workstream", kwargs=at))

    one.refresh_from_db()
    assert (one.question, one.closed_at is not None) == ("Which?", True)
    assert "Read" in page
    assert decision.replaced_by.get().text == "No"
    assert "BEGIN:VCALENDAR" in client.get(reverse("workstream-dates", kwargs=at)).text


def test_second_tab_is_told_what_changed_and_keeps_what_was_typed(client, team, workstream):
    actions.edit_workstream(workstream, {"question": "From the first tab?"}, by=team, seen=0)
    sign_in(client, team)
    address = reverse("edit-workstream", kwargs={"slug": workstream.slug})

    typed = {**WORDS, "question": "From the second tab?", "revision": 0}
    page = client.post(address, typed).text

    assert "From the first tab?" in page
    assert "From the second tab?" in page
    workstream.refresh_from_db()
    assert workstream.question == "From the first tab?"
    client.post(address, {**typed, "revision": 1})
    workstream.refresh_from_db()
    assert workstream.question == "From the second tab?"


def test_form_with_a_hole_says_what_is_missing_and_keeps_the_rest(client, team):
    page = sign_in(client, team).post(reverse("open-workstream"), {**WORDS, "name": "", "revision": 0}).text

    assert "“Name” needs an answer" in page
    assert "Which words hurt?" in page


def test_meeting_form_says_that_the_end_comes_first(client, team, workstream):
    sign_in(client, team)
    typed = {"title": "Meet", "starts_at": "2027-01-05T10:00", "ends_at": "2027-01-05T09:00", "revision": 0}

    page = client.post(reverse("call-meeting", kwargs={"slug": workstream.slug}), typed).text
    assert "A meeting has to end after it begins" in page


def test_pages_of_forms_open(client, team, workstream, chair):
    meeting = actions.call_meeting(workstream, "Meet", NOON, LATER, by=chair)
    sign_in(client, team)
    at = {"slug": workstream.slug}

    for name in ("edit-workstream", "close-workstream", "take-seat", "call-meeting", "add-paper", "write-decision"):
        assert client.get(reverse(name, kwargs=at)).status_code == 200
    assert client.get(reverse("move-meeting", kwargs={**at, "pk": meeting.pk})).status_code == 200
    assert client.get(reverse("open-workstream")).status_code == 200
