"""That somebody may lead: given, renewed by what they did, told of its end, and taken back with the reason first."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partnership.academy.actions import accrediting as deeds
from partnership.academy.actions.sessions import announce
from partnership.academy.models import ACCREDITATION, Accreditation, Leading, Observation
from partnership.academy.rules import accrediting as rules
from partnership.academy.rules.planning import lacking
from partnership.academy.tasks import tell_expiring
from partnership.accounts.models import Person, System
from partnership.core.models import Event, Notice
from partnership.core.pack import Evidence
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.partnership.academy.planned import announced, planned, staffed, the_team
from tests.people import a_person, somebody
from tests.teaching import a_completion, a_leader, a_session, a_trainer

pytestmark = pytest.mark.django_db
WAY = "teaching-others"
TODAY = date(2026, 11, 29)


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("sentence", flat=True))


def one_of(person):
    return Accreditation.objects.get(person=person)


def taught():
    return a_completion(course=WAY).person


def watched(person, *, days_ago=30, state="accepted", observer=None):
    """Let somebody have watched a session, and what they saw have been read."""
    session = a_session(state="held", days=-days_ago)
    a_leader(session, person)
    return Observation.objects.create(
        **{"session": session, "trainer": person, "observer": observer or a_trainer(), "checklist": "leading@2026-1"},
        **{"state": state, "asked_at": timezone.now(), "asked_by": person},
    )


def proven(person):
    """Let somebody have done everything that renews it."""
    watched(person)
    a_leader(a_session(state="held", days=-60), person)
    return one_of(person)


# --- giving it


def test_whoever_completed_the_course_can_be_accredited_and_is_told():
    team, person = the_team(), taught()
    made = deeds.accredit(person, WAY, by=team)
    assert (made.state, made.granted_by) == ("standing", team)
    assert made.valid_until == rules.months_after(timezone.localdate(), 24)
    assert "you may lead courses until" in told(person)[0]
    assert rules.is_accredited(person)
    assert Event.objects.filter(verb="accreditation.granted").count() == 1


def test_accrediting_refuses_whoever_may_not_and_whoever_has_not_learned_it():
    team = the_team()
    for by in (somebody(Kind.TRAINER), somebody(Kind.PLACE_LEAD, place="E08000035")):
        with pytest.raises(Refusal, match="Only the programme team looks after"):
            deeds.accredit(taught(), WAY, by=by)
    a_completion(team, WAY)
    for person, way, said in (
        (team, WAY, "Nobody accredits themselves"),
        (Person.objects.system(System.HOUSEKEEPER), WAY, "has an account"),
        (a_person(is_active=False), WAY, "has an account"),
        (taught(), "foundation", "makes nobody a trainer"),
        (a_person(), WAY, "has not completed the course"),
        (
            a_completion(course=WAY, completed_on=timezone.localdate() - timedelta(days=900)).person,
            WAY,
            "counts no more",
        ),
    ):
        with pytest.raises(Refusal, match=said):
            deeds.accredit(person, way, by=team)
    person = taught()
    deeds.accredit(person, WAY, by=team)
    with pytest.raises(Refusal, match="has this already"):
        deeds.accredit(person, WAY, by=team)


def test_place_that_says_nothing_of_it_accredits_nobody_and_asks_nothing(monkeypatch):
    monkeypatch.setattr(rules, "teaching", lambda: None)
    with pytest.raises(Refusal, match="says nothing of who may lead"):
        deeds.accredit(taught(), WAY, by=the_team())
    assert rules.way_of(WAY) is None
    assert rules.accredited_among([1], "foundation", TODAY) == set()
    assert rules.still_missing(one_of(a_trainer()), rules.Record())[0].startswith("The course that made them")
    assert rules.withdrawn_from(Accreditation(told_at=timezone.now())) == timezone.localdate()


# --- what renews it: pure sums over a record

OBSERVED, LED = Evidence("observed", 12), Evidence("led", 12, 2)
NOW = rules.Record(observed=(date(2026, 3, 1),), led=(date(2026, 1, 5), date(2026, 5, 6)))


@pytest.mark.parametrize(
    ("part", "record", "said"),
    [
        (OBSERVED, NOW, 0),
        (OBSERVED, rules.Record(), 1),
        (OBSERVED, rules.Record(observed=(date(2025, 11, 28),)), 1),
        (OBSERVED, rules.Record(observed=(date(2025, 11, 29),)), 0),
        (OBSERVED, rules.Record(observed=(date(2026, 12, 1),)), 1),
        (LED, NOW, 0),
        (LED, rules.Record(led=NOW.led[:1]), 1),
        (Evidence("all", parts=(OBSERVED, LED)), rules.Record(), 2),
        (Evidence("all", parts=(OBSERVED, LED)), NOW, 0),
        (Evidence("any", parts=(OBSERVED, LED)), rules.Record(led=NOW.led), 0),
        (Evidence("any", parts=(OBSERVED, LED)), rules.Record(), 1),
    ],
)
def test_what_is_missing_is_a_sentence_for_each_leaf(part, record, said):
    found = rules.missing(part, record, TODAY)
    assert len(found) == said
    assert rules.is_whole(part, record, TODAY) == (said == 0)


def test_what_is_missing_says_since_when_it_counts():
    either = rules.missing(Evidence("any", parts=(OBSERVED, LED)), rules.Record(), TODAY)[0]
    assert either == (
        "One of these is enough: Somebody watches a session, and what they saw is read. None since 29 November 2025. Or: 2"
        " more sessions are led. Sessions since 29 November 2025 count."
    )
    assert rules.missing(LED, rules.Record(led=NOW.led[:1]), TODAY)[0].startswith("One more session is led.")


def test_record_is_made_of_sessions_that_were_held_and_of_what_was_read():
    person = a_trainer()
    watched(person, days_ago=10)
    watched(person, days_ago=20, state="filled")  # not read yet: it does not count, and nobody knows of it
    a_leader(a_session(state="announced", days=5), person)
    a_leader(a_session("", title="An exchange", state="held", days=-9), person)  # an event is no course
    a_leader(a_session(state="held", days=-8), person, task="wellbeing")
    said_no = a_session(state="held", days=-7)
    a_leader(said_no, person)
    Leading.objects.filter(session=said_no).update(declined_at=timezone.now())
    record = rules.records_of([person.pk])[person.pk]
    days = [timezone.localdate() - timedelta(days=ago) for ago in (20, 10)]
    assert record == rules.Record(observed=(days[1],), led=tuple(days))


def test_renewing_needs_everything_and_begins_today_also_where_it_has_run_out():
    team = the_team()
    for left in (20, -40):
        person = a_trainer(days_ago=700, days_left=left)
        with pytest.raises(Refusal, match=r"cannot be renewed yet\. Somebody watches a session"):
            deeds.renew(one_of(person), by=team)
        made = deeds.renew(proven(person), by=team)
        assert (made.valid_until, made.renewed_by) == (rules.months_after(timezone.localdate(), 24), team)
        assert "renewed until" in told(person)[-1]
        with pytest.raises(Refusal, match="counts as long already"):
            deeds.renew(made, by=team)


def test_renewing_refuses_ones_own_and_what_is_being_decided():
    team = the_team()
    with pytest.raises(Refusal, match="Nobody renews their own"):
        deeds.renew(proven(a_trainer(team)), by=team)
    with pytest.raises(Refusal, match="Only the programme team"):
        deeds.renew(proven(a_trainer()), by=a_trainer())
    other = proven(a_trainer())
    deeds.tell_withdrawal(other, "You asked us to.", by=team)
    with pytest.raises(Refusal, match="They were told why"):
        deeds.renew(other, by=team)


# --- taking it back


def test_reason_is_told_first_and_can_be_answered_and_only_later_is_it_taken_back():
    team, person = the_team(), a_trainer()
    found = deeds.tell_withdrawal(one_of(person), " You asked us to. ", by=team)
    assert (found.state, found.why) == ("told", "You asked us to.")
    assert rules.is_accredited(person)
    assert "Nothing is decided, and you can answer" in told(person)[-1]
    deeds.answer_withdrawal(found, "I would rather rest.", by=person)
    assert "answered" in told(team)[-1]
    with pytest.raises(Refusal, match=r"have until .* to answer"):
        deeds.withdraw(found, by=team)
    Accreditation.objects.update(told_at=timezone.now() - timedelta(days=14))
    gone = deeds.withdraw(found, by=team)
    assert (gone.state, gone.withdrawn_by) == ("withdrawn", team)
    assert not rules.is_accredited(person)
    assert "decided about your leading courses" in told(person)[-1]


def test_telling_why_can_be_dropped_and_leaves_nothing_behind():
    team, person = the_team(), a_trainer()
    found = deeds.tell_withdrawal(one_of(person), "A mistake of ours.", by=team)
    found = deeds.drop_withdrawal(found, by=team)
    assert (found.state, found.why, found.told_at, found.told_by) == ("standing", "", None, None)
    assert told(person)[-1] == "That you may lead courses stays as it was."


def test_taking_back_refuses_whoever_may_not_and_what_was_not_told():
    team, person = the_team(), a_trainer()
    found = one_of(person)
    for deed in (deeds.withdraw, deeds.drop_withdrawal):
        with pytest.raises(Refusal, match="cannot be done any more"):
            deed(found, by=team)
    with pytest.raises(Refusal, match="Say why"):
        deeds.tell_withdrawal(found, "  ", by=team)
    with pytest.raises(Refusal, match="Only the programme team"):
        deeds.tell_withdrawal(found, "No.", by=a_trainer())
    with pytest.raises(Refusal, match="Nobody decides about their own"):
        deeds.tell_withdrawal(one_of(a_trainer(team)), "No.", by=team)
    with pytest.raises(Refusal, match="nothing is to be taken back"):
        deeds.answer_withdrawal(found, "But.", by=person)
    deeds.tell_withdrawal(found, "You asked us to.", by=team)
    with pytest.raises(Refusal, match="Only they can answer"):
        deeds.answer_withdrawal(found, "But.", by=team)
    with pytest.raises(Refusal, match="Write what you want"):
        deeds.answer_withdrawal(found, " ", by=person)


def test_every_state_of_an_accreditation_is_reached_and_none_is_a_trap():
    assert ACCREDITATION.reached() == set(ACCREDITATION.states)
    assert ACCREDITATION.traps() == set()


# --- sessions


def test_session_of_a_course_with_a_level_needs_somebody_accredited_on_its_day():
    session = staffed(planned())
    assert lacking(session) == ()
    leader = Accreditation.objects.get().person
    day = timezone.localdate(session.starts_at)
    for change, enough in (({"valid_until": day}, True), ({"valid_until": day - timedelta(days=1)}, False)):
        Accreditation.objects.update(**change)
        assert (lacking(session) == ()) == enough
    with pytest.raises(Refusal, match=r"One more person who leads it and is accredited on .* is needed"):
        announce(session, by=session.planned_by)
    a_trainer(leader)
    announce(session, by=session.planned_by)


def test_session_that_is_announced_is_never_broken():
    session = announced()
    Accreditation.objects.update(state="withdrawn", why="-", told_at=timezone.now(), told_by=session.planned_by)
    session.refresh_from_db()
    assert session.state == "announced"


def test_nobody_need_be_accredited_for_an_event_or_a_course_without_a_level():
    academy = rules.pack.current().academy
    without = next(key for key, one in academy.courses.items() if one.level is None)
    assert [rules.asks_for_accredited(key) for key in ("", without, "foundation")] == [0, 0, 1]
    assert rules.too_few_accredited("foundation", [], None) == ""  # the day is not said yet, which is missing itself


def test_wellbeing_is_no_leading_and_another_way_lets_nobody_lead():
    session = planned()
    person = a_trainer()
    a_leader(session, person, task="wellbeing")
    assert rules.lacks_accredited(session) != ""
    a_leader(session, a_trainer(way="a-course-of-before"))
    assert rules.lacks_accredited(session) != ""


# --- its end


def test_end_is_told_once_to_the_trainer_and_to_the_programme(monkeypatch):
    team, soon, later = the_team(), a_trainer(days_left=60), a_trainer(days_left=61)
    a_trainer(days_left=-1)
    tell_expiring.call()
    tell_expiring.call()
    assert told(soon) == [deeds.ENDING]
    assert told(later) == []
    assert told(team) == [deeds.ENDING_OF_SOME]
    Accreditation.objects.filter(person=later).update(valid_until=timezone.localdate() + timedelta(days=50))
    site = Person.objects.system(System.HOUSEKEEPER)
    assert deeds.tell_ending(by=site) == 1
    assert len(told(team)) == 2
    with pytest.raises(Refusal, match="by itself"):
        deeds.tell_ending(by=team)
