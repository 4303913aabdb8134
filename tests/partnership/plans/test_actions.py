"""What people do with Actions, and what of it stays."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.partners.models import Kind
from partnership.plans import actions
from partnership.plans.models import LIFECYCLE, Action, Calendar, Dependency, Note, Purpose
from tests.people import somebody

CLAUSE = "urn:heartwood:charter:somewhere:safe-places"


def verbs(action):
    return list(Event.objects.filter(thing=f"urn:heartwood:plans.action:{action.pk}").values_list("verb", flat=True))


def notices(person):
    return [str(one) for one in Notice.objects.filter(person=person)]


def test_raise_ties_an_action_to_what_it_serves_and_to_what_it_came_out_of(around):
    action = actions.raise_action(
        " A quiet room ",
        by=around.member,
        partner=around.partner,
        serves=[(CLAUSE, "Safe places"), ("urn:heartwood:listening.barrier:7", "Noise", "/barriers/7/")],
        raised_from=("urn:heartwood:network.decision:3", "Decision of 3 March"),
    )

    assert (action.title, action.state, action.owner, action.raised_by) == (
        "A quiet room",
        "proposed",
        None,
        around.member,
    )
    assert (action.raised_from, action.raised_from_label) == ("urn:heartwood:network.decision:3", "Decision of 3 March")
    assert list(action.purposes.values_list("kind", "urn", "href")) == [
        ("barrier", "urn:heartwood:listening.barrier:7", "/barriers/7/"),
        ("clause", CLAUSE, ""),
    ]
    assert verbs(action) == ["action.raised"]


@pytest.mark.parametrize(
    ("urn", "kind"),
    [
        (CLAUSE, "clause"),
        ("urn:heartwood:framework.standard:3", "standard"),
        ("urn:heartwood:interventions.evaluation:3", "evaluation"),
        ("urn:heartwood:indicator:somewhere:absence", "indicator"),
        ("urn:heartwood:network.workstream:3", "other"),
    ],
)
def test_purpose_tells_its_kind_from_its_urn(around, urn, kind):
    action = actions.raise_action("Something", by=around.lead, partner=around.partner, serves=[(urn, "It")])

    assert action.purposes.get().kind == kind


@pytest.mark.parametrize("tie", [{"serves": [("charter:1", "It")]}, {"raised_from": ("charter:1", "It")}])
def test_raise_takes_only_urns_of_ours(around, tie):
    with pytest.raises(ValueError, match="is not a urn"), transaction.atomic():
        actions.raise_action("Something", by=around.lead, partner=around.partner, **tie)


def test_raise_tells_an_owner_who_did_not_raise_it(around, action):
    assert notices(around.owner) == []
    actions.raise_action("A second thing", by=around.lead, partner=around.partner, owner=around.owner)

    assert notices(around.owner) == ["Lena Lead asks you to look after “A second thing”."]


def test_change_keeps_what_was_said_and_counts_it(around, action):
    actions.change_action(action, {"title": "Ask everybody", "due_on": date(2027, 3, 1)}, seen=0, by=around.owner)

    action.refresh_from_db()
    assert (action.title, action.due_on, action.revision) == ("Ask everybody", date(2027, 3, 1), 1)
    assert verbs(action) == ["action.changed", "action.raised"]


def test_change_tells_whoever_looked_after_it_and_whoever_does_now(around, action):
    actions.change_action(action, {"owner": around.member}, seen=0, by=around.lead)

    assert notices(around.owner) == ["“Ask every starter what would help” is looked after by Mo Member now."]
    assert notices(around.member) == ["Lena Lead asks you to look after “Ask every starter what would help”."]
    actions.change_action(action, {"owner": None}, seen=1, by=around.lead)
    assert notices(around.member)[0] == "“Ask every starter what would help” is looked after by nobody for now."


def test_change_of_an_old_revision_saves_nothing_and_says_which_fields_differ(around, action):
    actions.change_action(action, {"title": "First"}, seen=0, by=around.lead)

    with pytest.raises(Changed) as problem:
        actions.change_action(action, {"title": "Second", "what": ""}, seen=0, by=around.owner)
    assert problem.value.fields == ("title",)
    action.refresh_from_db()
    assert (action.title, action.revision) == ("First", 1)


def test_change_replaces_only_the_purposes_that_could_be_chosen(around, action):
    safe, learn = CLAUSE, f"{CLAUSE}-too"
    barrier = "urn:heartwood:listening.barrier:7"
    for urn in (safe, barrier):
        Purpose.objects.create(action=action, urn=urn, label="It", kind="other")

    actions.change_action(action, {}, seen=0, by=around.lead, serves=[(learn, "Learn")], among=[safe, learn])
    assert set(action.purposes.values_list("urn", flat=True)) == {learn, barrier}
    actions.change_action(action, {}, seen=1, by=around.lead)
    assert action.purposes.count() == 2


def test_change_of_a_field_that_is_nobodys_to_change_is_an_error(around, action):
    with pytest.raises(ValueError, match="state of an Action cannot be changed"):
        actions.change_action(action, {"state": "done"}, seen=0, by=around.lead)


def test_move_goes_from_proposed_to_done_and_back(around, action):
    for step in ("agreed", "begun", "paused", "begun", "finished"):
        actions.move_action(action, step, by=around.owner)
    action.refresh_from_db()
    assert (action.state, action.progress, action.moves, action.moved_by) == ("done", 100, 5, around.owner)

    actions.move_action(action, "reopened", by=around.owner, why="It came back")
    action.refresh_from_db()
    assert (action.state, action.progress, action.why) == ("under-way", 75, "")
    assert list(action.notes.values_list("words", flat=True)) == ["It came back"]
    assert verbs(action)[0] == "action.reopened"


def test_move_drops_with_a_reason_and_opens_again_as_a_proposal(around, action):
    actions.move_action(action, "dropped", by=around.lead, why=" Somebody else does it ")
    action.refresh_from_db()
    assert (action.state, action.why) == ("dropped", "Somebody else does it")
    assert notices(around.owner) == ["“Ask every starter what would help” was moved to “Dropped”."]

    actions.move_action(action, "reopened", by=around.lead)
    action.refresh_from_db()
    assert (action.state, action.why, action.progress) == ("proposed", "", 0)


def test_move_from_a_second_tab_is_refused_in_words(around, action):
    tab = Action.objects.get(pk=action.pk)
    actions.move_action(action, "dropped", by=around.lead, why="Not needed")

    with pytest.raises(Refusal, match="This is now “Dropped”, so that cannot"):
        actions.move_action(tab, "agreed", by=around.lead)
    assert Note.objects.count() == 1


def test_every_state_is_reached_and_none_is_a_trap():
    assert LIFECYCLE.reached() == set(LIFECYCLE.states)
    assert LIFECYCLE.traps() == set()


@pytest.mark.parametrize("wrong", [{"state": "dropped"}, {"state": "done"}, {"progress": 33}])
def test_database_keeps_a_dropped_action_from_having_no_reason_and_a_done_one_from_being_half(action, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(**wrong)


def test_done_tells_those_whose_actions_waited_for_it(around, action):
    first = actions.raise_action("First", by=around.lead, partner=around.partner, owner=around.lead)
    ownerless = actions.raise_action("Third", by=around.lead, partner=around.partner)
    for waiting in (action, ownerless):
        actions.wait_for(waiting, first, by=around.lead)
    for step in ("agreed", "finished"):
        actions.move_action(first, step, by=around.lead)

    assert notices(around.owner) == ["Something that “Ask every starter what would help” waits for is done."]


def test_nobody_is_told_who_cannot_sign_in(around, action):
    around.owner.is_active = False
    around.owner.save()
    action.refresh_from_db()
    actions.take_over_action(action, by=around.lead)

    assert notices(around.owner) == []


def test_take_over_gives_it_a_new_owner_and_tells_the_one_before(around, action):
    actions.take_over_action(action, by=around.lead)

    action.refresh_from_db()
    assert (action.owner, action.revision) == (around.lead, 1)
    assert notices(around.owner) == ["“Ask every starter what would help” is looked after by Lena Lead now."]
    assert verbs(action)[0] == "action.taken_over"


def test_notes_and_evidence_stay_and_say_who(around, action):
    note = actions.write_note(action, " Half of the teams are asked ", by=around.member)
    evidence = actions.add_evidence(
        action, "The list", by=around.member, link="https://example.org/", expires_on=date(2027, 1, 1)
    )
    actions.remove_evidence(evidence, by=around.member)

    assert (note.words, note.written_by, str(note)) == ("Half of the teams are asked", around.member, note.words)
    assert (evidence.removed_by, action.evidence.in_force().count(), action.evidence.count()) == (around.member, 0, 1)
    assert verbs(action)[:3] == ["action.evidence_removed", "action.evidence_added", "action.noted"]
    assert str(evidence) == "The list"


def test_wait_for_is_said_once_and_taken_back(around, action):
    other = actions.raise_action("First", by=around.lead, partner=around.partner)
    dependency = actions.wait_for(action, other, by=around.owner)
    assert actions.wait_for(action, other, by=around.owner) == dependency
    assert str(dependency) == "Ask every starter what would help waits for First"

    actions.wait_no_longer(dependency, by=around.owner)
    assert not Dependency.objects.exists()


def test_calendar_address_is_kept_only_as_a_hash_and_can_be_changed_and_stopped(around):
    first = actions.make_calendar_address(by=around.owner)
    second = actions.make_calendar_address(by=around.owner, neutral=False)
    calendar = Calendar.objects.get()

    assert first != second
    assert calendar.secret_hash == hashlib.sha256(second.encode()).hexdigest()
    assert str(calendar) == "Olu Owner"
    actions.change_calendar(calendar, by=around.owner, neutral=True, whole_partner=True)
    calendar.refresh_from_db()
    assert (calendar.neutral, calendar.whole_partner) == (True, True)
    actions.stop_calendar(calendar, by=around.owner)
    assert not Calendar.objects.exists()


def test_action_reads_as_its_title(around, action):
    Purpose.objects.create(action=action, urn=CLAUSE, label="Safe places", kind="clause")

    assert (str(action), str(action.purposes.get())) == ("Ask every starter what would help", "Safe places")
    assert somebody(Kind.FELLOW).actions.count() == 0
