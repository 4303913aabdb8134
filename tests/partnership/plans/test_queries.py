"""What pages show of Actions: who sees which, how much of each, and how many questions it asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.partners.models import Kind, Role, forget_reach, reach
from partnership.plans import actions, queries
from partnership.plans.models import Action, Calendar, Dependency, Evidence, Note, Purpose, Reminder, ShownTo
from tests.people import a_partner, a_role, somebody

CLAUSE = "urn:heartwood:charter:somewhere:safe-places"
EVERYBODY = ("lead", "owner", "member", "stranger", "nobody", "place_lead", "programme")
NEAR = {"lead", "owner", "member", "place_lead", "programme"}


def seen_by(around, queryset, action):
    return {name for name in EVERYBODY if queryset().visible_to(getattr(around, name)).filter(pk=action.pk).exists()}


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def show(action, shown_to):
    Action.objects.filter(pk=action.pk).update(shown_to=shown_to)


def test_action_is_seen_by_those_whom_it_belongs_to(around, action):
    assert seen_by(around, Action.objects.all, action) == NEAR
    assert not Action.objects.visible_to(None).exists()
    show(action, ShownTo.MEMBERS)
    assert seen_by(around, Action.objects.all, action) == NEAR | {"stranger"}
    show(action, ShownTo.ANYONE)
    assert seen_by(around, Action.objects.all, action) == set(EVERYBODY)
    assert Action.objects.visible_to(None).exists()


@pytest.mark.parametrize("shown_to", ShownTo.values)
def test_notes_evidence_and_waiting_are_seen_with_the_whole_action(around, action, shown_to):
    note = actions.write_note(action, "Words", by=around.owner)
    evidence = actions.add_evidence(action, "Words", by=around.owner)
    other = actions.raise_action("Other", by=around.lead, partner=around.partner)
    dependency = actions.wait_for(action, other, by=around.lead)
    show(action, shown_to)

    whole = NEAR if shown_to == ShownTo.OWN else NEAR | {"stranger"}
    for model, row in ((Note, note), (Evidence, evidence), (Dependency, dependency)):
        assert seen_by(around, model.objects.all, row) == whole
        assert not model.objects.visible_to(None).exists()


def test_purposes_are_seen_with_the_action(around, action):
    purpose = Purpose.objects.create(action=action, urn=CLAUSE, label="Safe places", kind="clause")

    assert seen_by(around, Purpose.objects.all, purpose) == NEAR
    show(action, ShownTo.ANYONE)
    assert seen_by(around, Purpose.objects.all, purpose) == set(EVERYBODY)


def test_reminders_and_calendars_are_their_persons(around, action):
    Reminder.objects.create(person=around.owner, action=action, about="soon", day=today())
    actions.make_calendar_address(by=around.owner)

    for model in (Reminder, Calendar):
        assert model.objects.visible_to(around.owner).count() == 1
        assert not model.objects.visible_to(around.programme).exists()


def test_action_of_no_partner_is_seen_by_owner_and_raiser_while_they_hold_a_role(around):
    owner = somebody(Kind.FELLOW)
    action = actions.raise_action("A reading list", by=around.programme, owner=owner)

    assert Action.objects.visible_to(owner).get() == action
    assert seen_by(around, Action.objects.all, action) == {"programme"}
    Role.objects.filter(person=owner).delete()
    forget_reach(owner)
    assert not Action.objects.visible_to(owner).exists()


def test_place_of_the_action_goes_before_the_places_of_its_partner(around, action, pack):
    elsewhere = pack.districts[1].code
    Action.objects.filter(pk=action.pk).update(place=elsewhere)

    assert "place_lead" not in seen_by(around, Action.objects.all, action)
    assert Action.objects.visible_to(somebody(Kind.PLACE_LEAD, place=elsewhere)).exists()
    assert not Action.objects.visible_to(somebody(Kind.CHAMPION, place=elsewhere)).exists()


def test_row_for_an_outsider_holds_no_name(around, action):
    show(action, ShownTo.ANYONE)
    actions.move_action(action, "dropped", by=around.lead, why="Something private")
    rows = {
        person: queries.action_list(person, {"state": "all"}).rows[0] for person in (None, around.nobody, around.lead)
    }

    for person in (None, around.nobody):
        assert (rows[person].whole, rows[person].owner, rows[person].why, rows[person].left) == (False, "", "", False)
    assert (rows[around.lead].whole, rows[around.lead].owner) == (True, "Olu Owner")
    assert rows[around.lead].why == "Something private"


def test_page_for_an_outsider_holds_only_its_outside(around):
    action = actions.raise_action(
        "Open", by=around.lead, partner=around.partner, shown_to="anyone", raised_from=("urn:heartwood:x:1", "A talk")
    )
    actions.write_note(action, "Private", by=around.lead)
    page = queries.action_page(None, action.pk)

    assert page is not None
    assert (page.raised_by, page.story, page.evidence, page.steps, page.raised_from) == ("", (), (), (), ("", ""))
    assert queries.action_page(around.lead, action.pk).raised_from == ("A talk", "")
    assert queries.action_page(around.stranger, 0) is None


def test_page_says_all_that_happened_the_newest_first(around, action):
    actions.write_note(action, "It goes well", by=around.member)
    actions.add_evidence(action, "The list", by=around.owner, expires_on=today(-1))
    page = queries.action_page(around.member, action.pk)

    assert [(line.who, line.did, line.words) for line in page.story] == [
        ("Olu Owner", "added evidence", ""),
        ("Mo Member", "", "It goes well"),
        ("Olu Owner", "raised it", ""),
    ]
    assert [(one.words, one.ran_out, one.may_remove) for one in page.evidence] == [("The list", True, False)]
    assert (page.may_change, page.may_write, page.may_take_over, page.steps) == (False, True, False, ())
    assert page.why_not_change == "Only its owner, a lead, or the programme team can change this."
    assert queries.action_page(around.owner, action.pk).why_not_change == ""


def test_page_names_what_it_waits_for_only_where_that_may_be_seen(around, action):
    mine = actions.raise_action("Mine", by=around.lead, partner=around.partner)
    theirs = actions.raise_action("Theirs", by=around.programme, partner=around.other)
    for other in (mine, theirs):
        actions.wait_for(action, other, by=around.programme)
    page = queries.action_page(around.owner, action.pk)

    assert [one.row and one.row.title for one in page.waits] == ["Mine", None]
    assert page.may_wait_for == ()
    third = actions.raise_action("Third", by=around.lead, partner=around.partner)
    assert queries.action_page(around.owner, action.pk).may_wait_for == ((str(third.pk), "Third"),)


def test_list_is_narrowed_by_every_filter(around, action):
    other = actions.raise_action(
        "Other",
        by=around.programme,
        partner=around.other,
        kind="recovery",
        due_on=today(3),
        serves=[(CLAUSE, "Safe places")],
    )
    late = actions.raise_action("Late", by=around.programme, due_on=today(-3), owner=around.programme)
    actions.raise_action("Far", by=around.programme, due_on=today(30))
    actions.move_action(other, "dropped", by=around.programme, why="No")
    actions.move_action(other, "reopened", by=around.programme)

    def titles(**asked):
        return {row.title for row in queries.action_list(around.programme, asked).rows}

    everything = {"Other", "Late", "Far", action.title}
    assert titles() == everything
    assert titles(partner=around.other.slug) == {"Other"}
    assert titles(kind="recovery") == {"Other"}
    assert titles(kind="not-said") == everything - {"Other"}
    assert titles(due="soon") == {"Other"}
    assert titles(due="past") == {"Late"}
    assert titles(due="later") == {"Far"}
    assert titles(due="none") == {action.title}
    assert titles(serves=CLAUSE) == titles(serves="clause") == {"Other"}
    assert titles(owner="me") == {"Late"}
    assert titles(owner=str(around.owner.pk)) == {action.title}
    assert titles(owner="unowned") == {"Other", "Far"}
    assert titles(owner="drop table", kind="?", state="?", due="?") == everything
    actions.move_action(late, "agreed", by=around.programme)
    assert titles(state="agreed") == {"Late"}
    assert titles(state="all") == everything


def test_list_for_one_partner_holds_only_its_own(around, action):
    a_role(around.lead, Kind.PRACTITIONER, partner=around.other)
    actions.raise_action("Other", by=around.stranger, partner=around.other)

    page = queries.action_list(around.lead, {}, partner=around.partner)
    assert [row.title for row in page.rows] == [action.title]
    assert page.known.partners == ((around.partner.slug, "Somewhere Trust"),)


def test_owner_of_a_public_action_cannot_be_guessed_by_asking(around, action):
    show(action, ShownTo.ANYONE)

    for person in (None, around.nobody):
        assert queries.action_list(person, {"owner": str(around.owner.pk)}).rows == ()
        assert queries.action_list(person, {"owner": "me"}).rows == ()


def test_owner_who_left_is_said_to_have_left(around, action):
    def left():
        return queries.action_list(around.lead, {}).rows[0].left

    assert left() is False
    around.owner.is_active = False
    around.owner.save()
    assert left() is True
    around.owner.is_active = True
    around.owner.save()
    Role.objects.filter(person=around.owner).delete()
    assert left() is True
    a_role(around.owner, Kind.LIVED_EXPERIENCE)
    assert left() is True
    a_role(around.owner, Kind.PROGRAMME_TEAM)
    assert left() is False


def test_owner_of_an_action_without_a_partner_has_left_when_no_role_is_left(around):
    owner = somebody(Kind.VOLUNTEER, partner=around.other)
    actions.raise_action("A reading list", by=around.programme, owner=owner)

    assert queries.action_list(around.programme, {}).rows[0].left is False
    Role.objects.filter(person=owner).delete()
    assert queries.action_list(around.programme, {}).rows[0].left is True


def test_shares_count_every_kind_and_those_not_said_once_and_nothing_dropped(around, action):
    for kind in ("prevention", "prevention", "response"):
        actions.raise_action(kind, by=around.lead, partner=around.partner, kind=kind)
    dropped = actions.raise_action("No", by=around.lead, partner=around.partner, kind="recovery")
    actions.move_action(dropped, "dropped", by=around.lead, why="No")
    page = queries.action_list(around.lead, {"state": "all"})

    assert [(one.name, one.actions, one.of, one.width) for one in page.shares] == [
        ("Prevention", 2, 4, 50),
        ("Early help", 0, 4, 0),
        ("Response", 1, 4, 25),
        ("Recovery", 0, 4, 0),
        ("Not said", 1, 4, 25),
    ]
    of_one_kind = queries.action_list(around.lead, {"state": "all", "kind": "response"})
    assert (of_one_kind.total, of_one_kind.shares) == (1, page.shares)
    assert queries.action_list(around.stranger, {}).shares[0].of == 0


def test_board_has_a_column_for_each_state_and_the_steps_of_each_card(around, action):
    board = queries.action_board(around.owner, {"state": "done"})

    assert [(column.state, column.total) for column in board.columns] == [
        ("proposed", 1),
        ("agreed", 0),
        ("under-way", 0),
        ("waiting", 0),
        ("done", 0),
    ]
    assert [key for key, _words in board.columns[0].cards[0].steps] == ["agreed", "dropped"]
    assert queries.action_board(around.member, {}).columns[0].cards[0].steps == ()
    show(action, ShownTo.ANYONE)
    assert queries.action_board(None, {}).columns[0].cards[0].steps == ()


def test_actions_serving_a_thing_are_those_that_one_may_see_open_ones_first(around):
    for title in ("Later", "Done"):
        made = actions.raise_action(
            title, by=around.lead, partner=around.partner, owner=around.lead, serves=[(CLAUSE, "Safe places")]
        )
    for step in ("agreed", "finished"):
        actions.move_action(made, step, by=around.lead)
    actions.raise_action("Else", by=around.lead, partner=around.partner, serves=[(CLAUSE + "r", "Other")])

    assert [row.title for row in queries.actions_serving(CLAUSE, around.member)] == ["Later", "Done"]
    assert queries.actions_serving(CLAUSE, around.stranger) == ()
    assert queries.actions_serving(CLAUSE, None) == ()


def test_for_person_gives_mine_and_what_nobody_looks_after_where_i_lead(around, action):
    actions.raise_action("Unowned", by=around.member, partner=around.partner)
    Role.objects.filter(person=around.owner).delete()
    actions.raise_action("Lena's", by=around.lead, partner=around.partner, owner=around.lead)

    lead, member = queries.for_person(around.lead), queries.for_person(around.member)
    assert [row.title for row in lead.mine] == ["Lena's"]
    assert {row.title for row in lead.unowned} == {"Unowned", action.title}
    assert (lead.mine_in_all, lead.unowned_in_all, member.mine_in_all, member.unowned_in_all) == (1, 2, 0, 0)


def test_needs_are_what_is_due_by_about_now_and_what_nobody_looks_after(around, action):
    for days in (-2, 5, 40):
        actions.raise_action(f"{days}", by=around.lead, partner=around.partner, owner=around.lead, due_on=today(days))
    said = [need.sentence for need in queries.needs(around.lead)]
    assert [one.split(" is ")[0].split(" was ")[0] for one in said] == ["“-2”", "“5”"]
    for number in (1, 2):
        actions.raise_action(f"Unowned {number}", by=around.lead, partner=around.partner)
        last = queries.needs(around.lead)[-1]
        words = {1: "One Action has nobody to look after it", 2: "2 Actions have nobody to look after them"}
        assert (last.sentence, last.href) == (words[number], "/actions/?owner=unowned")
    assert queries.needs(around.stranger) == ()


def test_calendar_holds_my_days_and_as_a_lead_those_of_my_partners(around, action):
    actions.change_action(action, {"due_on": today(3)}, seen=0, by=around.owner)
    secret = actions.make_calendar_address(by=around.lead)
    assert queries.feed(secret) == ()
    actions.change_calendar(around.lead.action_calendar, by=around.lead, neutral=True, whole_partner=True)
    (entry,) = queries.feed(secret)
    assert (entry.title, entry.starts, entry.sequence) == ("Heartwood: something is due", today(3), 1)
    assert entry.urn == f"urn:heartwood:plans.action:{action.pk}"
    actions.change_calendar(around.lead.action_calendar, by=around.lead, neutral=False, whole_partner=True)
    actions.move_action(action, "dropped", by=around.lead, why="No")
    (entry,) = queries.feed(secret)
    assert (entry.title, entry.sequence, entry.cancelled) == (action.title, 2, True)


def test_calendar_shows_only_what_its_person_may_still_see(around, action):
    actions.change_action(action, {"due_on": today(3)}, seen=0, by=around.owner)
    secret = actions.make_calendar_address(by=around.owner)
    assert len(queries.feed(secret)) == 1

    Role.objects.filter(person=around.owner).delete()
    assert queries.feed(secret) == ()
    around.owner.is_active = False
    around.owner.save()
    assert queries.feed(secret) is None
    assert queries.feed("somebody guesses") is None


def test_export_holds_what_the_list_shows(around, action):
    show(action, ShownTo.ANYONE)
    mine, outside = (queries.actions_export(person, {}) for person in (around.lead, None))

    assert [row[:4] for row in mine.rows] == [[action.title, "Somewhere Trust", "", "Olu Owner"]]
    assert [row[:4] for row in outside.rows] == [[action.title, "Somewhere Trust", "", ""]]
    assert mine.filters["State"] == "Open"
    assert queries.actions_export(around.lead, {"owner": "5"}).filters["Owner"] == "One person"


def listed(around, count):
    for number in range(count):
        partner = a_partner() if number else around.partner
        one = actions.raise_action(
            f"{number}", by=around.programme, partner=partner, serves=[(CLAUSE, "Safe places")], due_on=today(3)
        )
        actions.write_note(one, "Words", by=around.programme)
        actions.add_evidence(one, "Words", by=around.programme)


ASKED = {
    "list": (lambda person: queries.action_list(person, {"serves": CLAUSE}), 6),
    "board": (lambda person: queries.action_board(person, {}), 10),
    "export": (lambda person: list(queries.actions_export(person, {}).rows), 4),
    "serving": (lambda person: queries.actions_serving(CLAUSE, person), 2),
    "my work": (queries.for_person, 5),
    "needs": (queries.needs, 2),
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ASKED)
def test_list_asks_the_same_number_of_questions_however_long_it_is(around, django_assert_num_queries, name, count):
    listed(around, count)
    person = somebody(Kind.PROGRAMME_TEAM)
    a_role(person, Kind.PARTNER_LEAD, partner=around.partner)
    ask, questions = ASKED[name]

    reach(person)
    with django_assert_num_queries(questions):
        ask(person)
