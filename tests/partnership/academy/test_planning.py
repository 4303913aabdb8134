"""Planning a session: who may, what is missing, who hears of a change, and what becomes of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.academy.actions import booking
from partnership.academy.actions import sessions as deeds
from partnership.academy.models import Attendance, Joining, Session, SessionPart
from partnership.academy.rules import planning as rules
from partnership.academy.rules.sessions import check_can_lead, check_can_organise
from partnership.academy.tasks import mark_sessions_held, sessions_are_over
from partnership.core.models import Event, SearchEntry
from partnership.core.refusals import Refusal, allowed
from partnership.core.revisions import Changed
from partnership.partners.models import Kind
from tests.partnership.academy.booked import asks, move_days, the_site
from tests.partnership.academy.planned import LEEDS, WAKEFIELD, announced, at_ten, planned, staffed, the_team
from tests.people import a_partner, a_person, somebody
from tests.teaching import a_booking, a_leader, a_session

pytestmark = pytest.mark.django_db


def verbs(session):
    return list(Event.objects.filter(thing__endswith=f"academy.session:{session.pk}").values_list("verb", flat=True))


def test_team_place_lead_and_trainer_plan_each_where_they_may():
    for by in (the_team(), somebody(Kind.TRAINER, partner=a_partner()), somebody(Kind.PLACE_LEAD, place=LEEDS)):
        session = planned(by, place=LEEDS)
        assert (session.state, session.planned_by, session.place) == ("planned", by, LEEDS)
        assert allowed(check_can_organise, by, session)
        assert Session.objects.visible_to(by).filter(pk=session.pk).exists()
    assert not Session.objects.visible_to(a_person()).exists()
    assert not Session.objects.visible_to(None).exists()


def test_session_keeps_what_was_said_and_how_to_join_apart():
    begins, ends = at_ten()
    session = planned(parts=[(begins, ends), at_ten(21)], joining={"room": "Elm, first floor"}, access="A lift")
    assert (session.starts_at, session.ends_at) == (begins, at_ten(21)[1])
    assert session.edition == "foundation@2026-1"
    assert Joining.objects.get(session=session).room == "Elm, first floor"
    assert verbs(session) == ["session.planned"]


def test_event_has_a_title_and_no_level():
    session = planned(course="", title=" Sharing what we learned ")
    assert (session.course, session.edition, str(session)) == ("", "", "Sharing what we learned")


def test_what_a_session_does_not_have_cannot_be_said():
    with pytest.raises(ValueError, match="colour of a session cannot be said"):
        planned(colour="red")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"course": "moon-walk"}, "There is no such course here"),
        ({"course": "", "title": " "}, "Choose a course, or give the event a title"),
        ({"place": "Leeds"}, "Choose one of the districts"),
        ({"capacity": 0}, "between 1 and 1000 places"),
        ({"parts": [at_ten()[::-1]]}, "has to end after it begins"),
        ({"parts": [at_ten(hours=17)]}, "at most 16 hours long"),
        ({"parts": [at_ten(), at_ten()]}, "cannot be at the same time"),
        ({"parts": [at_ten(days) for days in range(1, 43)]}, "at most 40 parts"),
    ],
)
def test_plan_refuses_what_cannot_be(said, sentence):
    with pytest.raises(Refusal, match=sentence):
        planned(**said)
    assert not Session.objects.exists()


def test_nobody_else_plans_and_a_place_lead_only_there():
    with pytest.raises(Refusal, match="Only the programme team, the lead of a place, or a trainer"):
        planned(somebody(Kind.PARTNER_LEAD, partner=a_partner()))
    with pytest.raises(Refusal, match="Choose it as the district"):
        planned(somebody(Kind.PLACE_LEAD, place=LEEDS), place=WAKEFIELD)
    with pytest.raises(Refusal, match="has left"):
        planned(only_for=a_partner(state="left"))


def test_whoever_did_not_plan_it_and_does_not_lead_there_cannot_organise():
    session = planned(place=LEEDS)
    for other in (somebody(Kind.TRAINER), somebody(Kind.PLACE_LEAD, place=WAKEFIELD), a_leader(session)):
        with pytest.raises(Refusal, match="Only whoever planned this session"):
            check_can_organise(other, session)
    assert allowed(check_can_organise, somebody(Kind.PLACE_LEAD, place=LEEDS), session)
    assert not allowed(check_can_organise, a_person(), a_session(by=a_person()))


def test_trainer_whose_role_has_ended_organises_nothing_any_more():
    trainer = somebody(Kind.TRAINER)
    session = planned(trainer)
    trainer.roles.update(until_on=timezone.localdate())
    with pytest.raises(Refusal):
        check_can_organise(type(trainer).objects.get(pk=trainer.pk), session)


def test_only_those_with_a_task_lead():
    session = planned()
    leader = a_leader(session)
    check_can_lead(leader, session)
    session.leading.update(declined_at=timezone.now())
    with pytest.raises(Refusal, match="Only those who lead this session"):
        check_can_lead(leader, session)
    assert not Session.objects.visible_to(leader).exists()


def test_page_says_everything_that_is_missing_and_announcing_refuses():
    session = planned(parts=[], venue="")
    missing = rules.lacking(session)
    assert [one.split(" ")[0] for one in missing] == ["A", "2", "Somebody", "Where"]
    with pytest.raises(Refusal, match=r"cannot be announced yet\. A part that is still to come"):
        deeds.announce(session, by=session.planned_by)


def test_online_session_needs_its_link_and_an_event_one_who_leads():
    session = planned(course="", title="Sharing", online=True, venue="")
    assert [one.split(" ")[:2] for one in rules.lacking(session)] == [["One", "more"], ["The", "link"]]
    Joining.objects.update_or_create(session=session, defaults={"link": "https://meet.example.org/1"})
    a_leader(session)
    assert rules.lacking(session) == ()


def test_announcing_lets_everybody_see_it_and_book():
    session = announced()
    assert (session.state, session.announced_by) == ("announced", session.planned_by)
    assert Session.objects.visible_to(None).get() == session
    assert asks(session).state == "booked"
    with pytest.raises(Refusal, match="so that cannot be done any more"):
        deeds.announce(session, by=session.planned_by)


def test_what_is_over_is_not_announced():
    session = staffed(planned())
    move_days(session, 20)
    assert rules.lacking(session) == ("A part that is still to come is needed.",)


def test_change_is_told_to_whoever_comes_where_they_must_know(mailoutbox, django_capture_on_commit_callbacks):
    session = announced()
    mine = asks(session)
    with django_capture_on_commit_callbacks(execute=True):
        deeds.change_session(session, {"about": "Bring a cup."}, seen=session.revision, by=session.planned_by)
    mine.refresh_from_db()
    assert (mine.sequence, len(mailoutbox)) == (0, 0)
    with django_capture_on_commit_callbacks(execute=True):
        deeds.change_session(session, {"venue": "Beech House"}, seen=session.revision, by=session.planned_by)
    mine.refresh_from_db()
    assert (mine.sequence, session.revision, len(mailoutbox)) == (1, 2, 1)


def test_other_room_is_told_and_kept_from_everybody_else():
    session = announced(joining={"room": "Elm"})
    mine = asks(session)
    deeds.change_session(session, {}, joining={"room": "Oak"}, seen=session.revision, by=session.planned_by)
    mine.refresh_from_db()
    assert mine.sequence == 1
    assert Joining.objects.visible_to(mine.person).get().room == "Oak"
    assert not Joining.objects.visible_to(a_person()).exists()


def test_more_places_go_to_whoever_waits():
    session = announced(capacity=1)
    asks(session)
    waiting = asks(session)
    deeds.change_session(session, {"capacity": 2}, seen=session.revision, by=session.planned_by)
    waiting.refresh_from_db()
    assert waiting.state == "offered"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"capacity": 1}, "2 people have a place already"),
        ({"place": "Leeds"}, "Choose one of the districts"),
        ({"only_for": "partner"}, "whom it is for cannot change"),
    ],
)
def test_change_refuses_what_would_take_a_place_away(changes, sentence):
    session = announced()
    for _one in range(2):
        asks(session)
    changes = {name: a_partner() if value == "partner" else value for name, value in changes.items()}
    with pytest.raises(Refusal, match=sentence):
        deeds.change_session(session, changes, seen=session.revision, by=session.planned_by)


def test_place_lead_does_not_move_a_session_to_another_place():
    lead = somebody(Kind.PLACE_LEAD, place=LEEDS)
    session = planned(lead, place=LEEDS)
    with pytest.raises(Refusal, match="Choose it as the district"):
        deeds.change_session(session, {"place": WAKEFIELD}, seen=0, by=lead)


def test_second_of_two_who_change_is_told():
    session = planned()
    deeds.change_session(session, {"about": "One"}, seen=0, by=session.planned_by)
    with pytest.raises(Changed):
        deeds.change_session(session, {"about": "Two"}, seen=0, by=session.planned_by)
    with pytest.raises(ValueError, match="state of a session cannot be changed"):
        deeds.change_session(session, {"state": "held"}, seen=1, by=session.planned_by)


def test_parts_are_added_and_taken_away_and_calendars_hear():
    session = announced()
    mine = asks(session)
    part = deeds.add_part(session, *at_ten(21), by=session.planned_by)
    assert (session.ends_at, session.revision) == (at_ten(21)[1], 1)
    deeds.remove_part(part, by=session.planned_by)
    session.refresh_from_db()
    mine.refresh_from_db()
    assert (session.ends_at, session.revision, mine.sequence) == (at_ten()[1], 2, 2)
    assert {"session.part_added", "session.part_removed"} <= set(verbs(session))


def test_part_over_another_the_last_one_and_one_with_a_mark_stay_as_they_are():
    session = announced()
    with pytest.raises(Refusal, match="at the same time"):
        deeds.add_part(session, *at_ten(hours=1), by=session.planned_by)
    with pytest.raises(Refusal, match="one part has to stay"):
        deeds.remove_part(session.parts.get(), by=session.planned_by)
    second = deeds.add_part(session, *at_ten(21), by=session.planned_by)
    now, by = timezone.now(), session.planned_by
    mark = {"came": "here", "how": "led", "ticked_at": now, "marked_at": now, "marked_by": by}
    Attendance.objects.create(booking=a_booking(session), part=second, **mark)
    with pytest.raises(Refusal, match="Somebody was marked"):
        deeds.remove_part(second, by=by)
    assert SessionPart.objects.count() == 2


def test_places_are_held_until_a_day_and_let_go():
    session = announced(capacity=2)
    until = timezone.localdate() + timedelta(days=5)
    held = deeds.hold_places(session, "sector", "police", 2, until, by=session.planned_by)
    waits = asks(session)
    assert waits.state == "waiting"
    deeds.release_places(held, by=session.planned_by)
    waits.refresh_from_db()
    assert waits.state == "offered"
    assert not session.held.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "sector", "key": "circus"}, "Choose for whom"),
        ({"kind": "place", "key": ""}, "Choose for whom"),
        ({"kind": "kings", "key": ""}, "Choose for whom"),
        ({"places": 13}, "no more than the 12"),
        ({"places": 0}, "at least one place"),
        ({"days": 0}, "a day that is still to come"),
        ({"days": 15}, "before the session begins"),
    ],
)
def test_hold_refuses_what_would_help_nobody(said, sentence):
    session = planned()
    said = {"kind": "works-as", "key": "", "places": 2, "days": 5, **said}
    until = timezone.localdate() + timedelta(days=said.pop("days"))
    with pytest.raises(Refusal, match=sentence):
        deeds.hold_places(session, said["kind"], said["key"], said["places"], until, by=session.planned_by)


def test_places_are_held_once_for_each():
    session, until = planned(), timezone.localdate() + timedelta(days=5)
    deeds.hold_places(session, "works-as", "", 2, until, by=session.planned_by)
    with pytest.raises(Refusal, match="held for them already"):
        deeds.hold_places(session, "works-as", "", 2, until, by=session.planned_by)


def test_cancelling_tells_thirty_who_booked_and_twelve_who_wait():
    session = announced(capacity=30)
    people = [asks(session) for _one in range(42)]
    assert [one.state for one in people].count("waiting") == 12
    deeds.cancel_session(session, "The building is closed", by=session.planned_by)
    assert set(session.bookings.values_list("state", flat=True)) == {"cancelled-by-organiser"}
    assert (session.state, session.why_cancelled, session.revision) == ("cancelled", "The building is closed", 1)
    for one in session.leading.all():
        assert "was cancelled" in one.person.notices.latest("pk").sentence
    assert Session.objects.visible_to(None).filter(pk=session.pk).exists()  # and says why


def test_what_was_cancelled_before_anybody_saw_it_stays_unseen():
    session = staffed(planned())
    deeds.cancel_session(session, "Too early", by=session.planned_by)
    assert not Session.objects.visible_to(None).exists()
    assert not Session.objects.visible_to(a_person()).exists()
    assert not session.leading.model.objects.visible_to(None).exists()
    assert Session.objects.visible_to(session.planned_by).get() == session


def test_cancelling_needs_a_reason_and_is_not_done_twice():
    session = announced()
    with pytest.raises(Refusal, match="Say why"):
        deeds.cancel_session(session, " ", by=session.planned_by)
    deeds.cancel_session(session, "Snow", by=session.planned_by)
    with pytest.raises(Refusal, match="cannot be done any more"):
        deeds.cancel_session(session, "Snow", by=session.planned_by)
    with pytest.raises(Refusal, match="cannot be changed any more"):
        deeds.change_session(session, {"about": "x"}, seen=session.revision, by=session.planned_by)


def test_session_is_held_by_itself_when_its_last_part_is_over():
    session = announced()
    assert not sessions_are_over()
    with pytest.raises(Refusal, match="not over yet"):
        deeds.mark_held(session, by=the_site())
    with pytest.raises(Refusal, match="by itself"):
        deeds.mark_held(session, by=session.planned_by)
    move_days(session, 20)
    assert sessions_are_over()
    mark_sessions_held.func()
    session.refresh_from_db()
    assert (session.state, sessions_are_over()) == ("held", False)
    with pytest.raises(Refusal):
        booking.call_off(session, by=session.planned_by)


def found(session):
    return set(
        SearchEntry.objects.filter(href=f"/academy/sessions/{session.pk}/").values_list("audiences__key", flat=True)
    )


def test_an_event_is_found_while_it_can_be_booked_and_by_whoever_may_see_it():
    team = the_team()
    event = planned(team, course="", title="Sharing what we learned")
    a_leader(event)
    assert found(event) == set()
    deeds.announce(event, by=team)
    assert found(event) == {"anyone"}
    deeds.change_session(event, {"title": "Sharing what helps"}, seen=event.revision, by=team)
    assert SearchEntry.objects.get(title="Sharing what helps").kind == "session"
    partner = a_partner()
    assert found(announced(team, course="", title="Among ourselves", only_for=partner)) == {f"partner:{partner.pk}"}
    deeds.cancel_session(event, "Nobody can come.", by=team)
    assert found(event) == set()


def test_days_of_a_course_are_found_by_the_course():
    assert found(announced()) == set()
