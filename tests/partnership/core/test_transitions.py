"""States and steps stand in one table; what is not in the table cannot be done."""

import pytest

from partnership.core import transitions
from partnership.core.refusals import Refusal
from partnership.core.transitions import MACHINES, Machine, Step
from tests.people import a_partner


@pytest.fixture
def door():
    made = Machine(
        "door-of-a-test",
        {"open": "Open", "shut": "Shut", "lost": "Lost", "gone": "Gone"},
        start=("open",),
        steps=(Step("closed", ("open",), "shut", "Anybody"), Step("removed", ("open", "shut"), "gone", "The owner")),
        ends=frozenset({"gone"}),
    )
    yield made
    del MACHINES["door-of-a-test"]


def test_step_leads_from_its_sources_only(door):
    assert door.check("closed", "open").target == "shut"
    with pytest.raises(Refusal, match="This is now “Gone”"):
        door.check("closed", "gone")


def test_state_that_nothing_reaches_or_leaves_is_found(door):
    assert door.reached() == {"open", "shut", "gone"}
    assert door.traps() == {"lost"}


def test_diagram_has_every_step(door):
    assert door.diagram().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> open",
        "    open --> shut: closed",
        "    open --> gone: removed",
        "    shut --> gone: removed",
        "    gone --> [*]",
    ]


@pytest.mark.django_db
def test_moving_follows_the_row_as_it_stands_now_not_as_this_tab_saw_it():
    partner = a_partner(state="joined")
    seen_before = type(partner).objects.get(pk=partner.pk)
    transitions.move(partner, "left")

    with pytest.raises(Refusal, match="This is now “Left”"):
        transitions.move(seen_before, "rested")
    partner.refresh_from_db()
    assert partner.state == "left"


@pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda machine: machine.thing)
def test_every_state_is_reached_and_none_is_a_trap(machine):
    assert machine.reached() == set(machine.states)
    assert machine.traps() == set()
