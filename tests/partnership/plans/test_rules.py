"""Who may do what with Actions, and the sentence for whoever may not."""

import pytest

from partnership.core.refusals import Refusal, allowed
from partnership.partners.models import Kind, Partner, Role, forget_reach
from partnership.plans import actions, rules
from partnership.plans.models import ShownTo
from tests.people import a_person, a_role, somebody

CLOSE = ("lead", "owner", "place_lead", "programme")
ALL = (*CLOSE, "member", "stranger", "nobody", "housekeeper")


def who(around, check, *args, **more):
    return {name for name in ALL if allowed(check, getattr(around, name), *args, **more)}


def end_roles(person):
    Role.objects.filter(person=person).delete()
    forget_reach(person)


def test_raise_for_a_partner_is_for_its_people_and_those_above(around):
    may = who(around, rules.check_can_raise_action, "Something", partner=around.partner)

    assert may == {"lead", "owner", "member", "place_lead", "programme", "housekeeper"}


def test_raise_without_a_partner_is_for_the_programme_and_for_leads_of_the_place(around):
    assert who(around, rules.check_can_raise_action, "Something", partner=None) == {"programme", "housekeeper"}
    there = who(around, rules.check_can_raise_action, "Something", partner=None, place=around.place)
    assert there == {"programme", "housekeeper", "place_lead"}


def test_place_lead_raises_nothing_for_a_partner_where_another_place_is_named(around, pack):
    elsewhere = pack.districts[1].code

    with pytest.raises(Refusal, match="Only people of Somewhere Trust"):
        rules.check_can_raise_action(around.place_lead, "Something", partner=around.partner, place=elsewhere)


@pytest.mark.parametrize(("title", "said"), [("  ", "Say in a few words"), ("x" * 151, "at most 150 letters")])
def test_raise_needs_a_title_that_fits(around, title, said):
    with pytest.raises(Refusal, match=said):
        rules.check_can_raise_action(around.lead, title, partner=around.partner)


def test_raise_for_a_partner_that_left_is_refused(around):
    Partner.objects.filter(pk=around.partner.pk).update(state="left")
    around.partner.refresh_from_db()

    with pytest.raises(Refusal, match="has left"):
        rules.check_can_raise_action(around.programme, "Something", partner=around.partner)


def test_owner_has_to_be_able_to_see_it(around):
    rules.check_can_own_action(around.member, around.partner, "")
    rules.check_can_own_action(around.programme, around.partner, "")
    rules.check_can_own_action(around.place_lead, around.partner, "")
    rules.check_can_own_action(around.stranger, None, "")
    for person, partner in ((around.stranger, around.partner), (around.nobody, None)):
        with pytest.raises(Refusal, match="holds no role here"):
            rules.check_can_own_action(person, partner, "")


def test_raise_asks_whether_the_owner_can_see_it(around):
    with pytest.raises(Refusal, match="Stella Stranger holds no role here"):
        rules.check_can_raise_action(around.lead, "Something", partner=around.partner, owner=around.stranger)


def test_show_to_anybody_is_for_leads_and_the_site_itself(around):
    may = who(around, rules.check_can_show_action, around.partner, "", ShownTo.ANYONE)

    assert may == {"lead", "place_lead", "programme", "housekeeper"}
    assert who(around, rules.check_can_show_action, around.partner, "", ShownTo.MEMBERS) == set(ALL)


def test_change_is_for_the_owner_and_leads(around, action):
    assert who(around, rules.check_can_change_action, action) == set(CLOSE)


def test_owner_who_left_changes_nothing(around, action):
    end_roles(around.owner)

    with pytest.raises(Refusal, match="Only its owner"):
        rules.check_can_change_action(around.owner, action)


def test_change_of_something_closed_is_refused(around, action):
    actions.move_action(action, "dropped", by=around.lead, why="Not needed")

    with pytest.raises(Refusal, match="This is now “Dropped”"):
        rules.check_can_change_action(around.lead, action)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "Say in a few words"),
        ({"owner": "stranger"}, "holds no role here"),
        ({"shown_to": "anyone"}, "Only a lead"),
    ],
)
def test_change_asks_after_each_change(around, action, changes, said):
    given = {**changes, "owner": around.stranger} if "owner" in changes else changes
    with pytest.raises(Refusal, match=said):
        rules.check_can_change_action(around.owner, action, given)


def test_change_to_nobody_and_to_the_same_owner_is_fine(around, action):
    rules.check_can_change_action(around.owner, action, {"owner": None})
    rules.check_can_change_action(around.owner, action, {"owner": around.owner, "shown_to": "own"})


def test_place_lead_moves_an_action_only_within_their_places(around, pack):
    action = actions.raise_action("A map of who helps", by=around.place_lead, place=around.place)

    rules.check_can_change_action(around.place_lead, action, {"place": around.place})
    with pytest.raises(Refusal, match="Only the lead of that place"):
        rules.check_can_change_action(around.place_lead, action, {"place": pack.districts[1].code})


def test_move_needs_a_step_an_owner_and_sometimes_a_reason(around, action):
    with pytest.raises(Refusal, match="cannot be done"):
        rules.check_can_move_action(around.owner, action, "finished")
    with pytest.raises(Refusal, match="Say in a few words why"):
        rules.check_can_move_action(around.owner, action, "dropped", " ")
    rules.check_can_move_action(around.owner, action, "dropped")
    action.owner = None
    with pytest.raises(Refusal, match="Somebody has to look after this"):
        rules.check_can_move_action(around.lead, action, "agreed")
    with pytest.raises(Refusal, match="Only its owner"):
        rules.check_can_move_action(around.member, action, "agreed")


def test_take_over_by_a_member_only_where_nobody_looks_after_it(around, action):
    with pytest.raises(Refusal, match="Somebody looks after this"):
        rules.check_can_take_over_action(around.member, action)
    with pytest.raises(Refusal, match="You look after this already"):
        rules.check_can_take_over_action(around.owner, action)
    with pytest.raises(Refusal, match="Only people of the partner"):
        rules.check_can_take_over_action(around.stranger, action)
    rules.check_can_take_over_action(around.lead, action)
    end_roles(around.owner)
    forget_reach(action.owner)
    rules.check_can_take_over_action(around.member, action)
    action.owner = None
    rules.check_can_take_over_action(around.member, action)


def test_take_over_of_something_closed_is_refused(around, action):
    actions.move_action(action, "dropped", by=around.lead, why="Not needed")

    with pytest.raises(Refusal, match="nobody has to look after it"):
        rules.check_can_take_over_action(around.lead, action)


def test_note_and_evidence_are_for_those_whom_it_belongs_to(around, action):
    near = {*CLOSE, "member"}
    assert who(around, rules.check_can_write_note, action) == near
    assert who(around, rules.check_can_add_evidence, action) == near
    for check, said in ((rules.check_can_write_note, "Write something"), (rules.check_can_add_evidence, "Say what it")):
        check(around.member, action, "Words")
        with pytest.raises(Refusal, match=said):
            check(around.member, action, " ")


def test_note_about_an_action_shown_to_members_is_still_for_those_near(around, action):
    action.shown_to = ShownTo.MEMBERS
    action.save()

    assert not allowed(rules.check_can_write_note, around.stranger, action)


def test_note_without_a_partner_is_for_the_owner_and_the_raiser_while_they_hold_a_role(around):
    owner = somebody(Kind.FELLOW)
    action = actions.raise_action("A reading list", by=around.programme, owner=owner)

    rules.check_can_write_note(owner, action)
    rules.check_can_change_action(owner, action)
    assert not allowed(rules.check_can_write_note, around.member, action)
    end_roles(owner)
    assert not allowed(rules.check_can_write_note, owner, action)


def test_remove_evidence_is_for_whoever_added_it_and_whoever_may_change_it(around, action):
    evidence = actions.add_evidence(action, "A list of names", by=around.member)

    assert who(around, rules.check_can_remove_evidence, evidence) == {*CLOSE, "member"}
    end_roles(around.member)
    assert not allowed(rules.check_can_remove_evidence, around.member, evidence)
    actions.remove_evidence(evidence, by=around.owner)
    with pytest.raises(Refusal, match="taken back already"):
        rules.check_can_remove_evidence(around.owner, evidence)


def test_wait_for_refuses_circles_strangers_and_too_many(around, action, monkeypatch):
    first, second = (actions.raise_action(f"{n}", by=around.lead, partner=around.partner) for n in (1, 2))
    unseen = actions.raise_action("Theirs", by=around.stranger, partner=around.other)
    actions.wait_for(action, first, by=around.lead)
    actions.wait_for(first, second, by=around.lead)

    rules.check_can_wait_for(around.owner, action)
    rules.check_can_wait_for(around.owner, action, second)
    for other in (action, second):
        with pytest.raises(Refusal, match="both would wait for ever"):
            rules.check_can_wait_for(around.lead, second, action if other is action else second)
    with pytest.raises(Refusal, match="that you can see"):
        rules.check_can_wait_for(around.owner, action, unseen)
    monkeypatch.setattr(rules, "MOST_DEPENDENCIES", 1)
    with pytest.raises(Refusal, match="waits for 1 others already"):
        rules.check_can_wait_for(around.owner, action, second)


def test_remind_is_for_the_site_itself(around):
    assert who(around, rules.check_can_remind) == {"housekeeper"}


def test_calendar_is_for_whoever_holds_a_role_and_their_own(around):
    assert "nobody" not in who(around, rules.check_can_make_calendar_address)
    actions.make_calendar_address(by=around.owner)
    with pytest.raises(Refusal, match="somebody else's calendar"):
        rules.check_can_change_calendar(around.lead, around.owner.action_calendar)


def test_role_for_a_place_alone_leads_nothing(around, action):
    champion = a_person()
    a_role(champion, Kind.CHAMPION, place=around.place)

    assert not allowed(rules.check_can_touch_action, champion, action)
