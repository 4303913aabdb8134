"""Reminders: of what comes, of what has passed, of evidence that runs out; each once, and never to the wrong person."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, Role
from partnership.plans import actions
from partnership.plans.models import Action, Reminder
from tests.people import somebody

TODAY = date(2026, 11, 22)


def due(action, days):
    Action.objects.filter(pk=action.pk).update(due_on=TODAY + timedelta(days=days))


def told():
    return [(str(one.person), str(one)) for one in Notice.objects.order_by("pk")]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (15, None),
        (14, "“Ask every starter what would help” is meant to be done by 6 December 2026."),
        (1, "“Ask every starter what would help” is meant to be done by 23 November 2026."),
        (0, "“Ask every starter what would help” is meant to be done today. If it needs longer, give it another day."),
        (-6, None),
        (
            -7,
            "“Ask every starter what would help” was meant for 15 November 2026. Is it done, or does it need another day?",
        ),
        (-60, None),
    ],
)
def test_owner_is_reminded_once_of_what_is_due(around, action, days, said):
    due(action, days)

    assert actions.remind(TODAY, by=around.housekeeper) == (1 if said else 0)
    assert actions.remind(TODAY, by=around.housekeeper) == 0
    assert told() == ([("Olu Owner", said)] if said else [])


def test_owner_is_reminded_again_when_the_day_moved(around, action):
    for days in (10, 12):
        due(action, days)
        assert actions.remind(TODAY, by=around.housekeeper) == 1
    assert str(Reminder.objects.first()) == "Olu Owner: Ask every starter what would help, due within two weeks"


def test_nobody_is_reminded_of_what_is_closed(around, action):
    due(action, 0)
    actions.move_action(action, "dropped", by=around.lead, why="Not needed")
    Notice.objects.all().delete()

    assert actions.remind(TODAY, by=around.housekeeper) == 0


@pytest.mark.parametrize(("days", "count"), [(61, 0), (60, 1), (0, 1), (-1, 0)])
def test_owner_is_reminded_of_evidence_that_runs_out(around, action, days, count):
    actions.add_evidence(action, "The list", by=around.owner, expires_on=TODAY + timedelta(days=days))

    assert actions.remind(TODAY, by=around.housekeeper) == count


def test_evidence_is_named_by_the_day_that_comes_first(around, action):
    for days in (20, 40, 30):
        actions.add_evidence(action, "The list", by=around.owner, expires_on=TODAY + timedelta(days=days))
    actions.remind(TODAY, by=around.housekeeper)

    assert told() == [
        (
            "Olu Owner",
            "Some evidence for “Ask every starter what would help” is good until 12 December 2026. "
            "Is there something newer?",
        )
    ]


def test_leads_are_reminded_where_nobody_looks_after_it(around, action):
    second = somebody(Kind.PARTNER_LEAD, partner=around.partner, name="Second Lead")
    due(action, 3)
    Role.objects.filter(person=around.owner).delete()
    actions.remind(TODAY, by=around.housekeeper)

    assert [name for name, _said in told()] == ["Lena Lead", str(second)]


def test_nobody_is_reminded_where_nobody_is_there(around):
    alone = actions.raise_action("A reading list", by=around.programme)
    due(alone, 3)

    assert actions.remind(TODAY, by=around.housekeeper) == 0


def test_reminding_asks_few_questions_however_many_actions(around, action, django_assert_max_num_queries):
    for number in range(3):
        due(actions.raise_action(f"{number}", by=around.lead, partner=around.partner), 3)
    actions.remind(TODAY, by=around.housekeeper)

    with django_assert_max_num_queries(25):
        actions.remind(TODAY, by=around.housekeeper)


def test_people_cannot_set_the_reminders_off(around):
    with pytest.raises(Refusal, match="by itself, once a day"):
        actions.remind(TODAY, by=around.programme)


def test_command_reminds_as_the_housekeeper(around, capsys):
    call_command("remind_of_actions")

    assert capsys.readouterr().out == "0 reminders.\n"
    assert Event.objects.filter(verb="actions.reminded").get().by == around.housekeeper
