"""Every step of the table of bookings, done on real rows by whoever may: each state is reached, and none is a trap."""

import pytest

from partnership.academy.actions import booking as deeds
from partnership.academy.models import ASKS_AGAIN, BOOKING, Booking
from partnership.academy.rules.booking import BY_A_LEAD, BY_THE_SITE, IN_THE_REGISTER
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.partnership.academy.booked import asks, of_a_partner, the_site
from tests.people import a_person, somebody
from tests.teaching import a_leader, a_session

pytestmark = pytest.mark.django_db
STEPS = [(step, source) for step in BOOKING.steps for source in step.sources]


class World:
    """One session with one place that is taken, somebody who leads it, and an organisation with a lead."""

    def __init__(self, *, yes_first=False):
        course = "skilled-practice" if yes_first else "foundation"
        self.session = a_session(course, capacity=1, by=somebody(Kind.PROGRAMME_TEAM))
        self.other = a_session(course, capacity=9, days=21)
        self.leads = a_leader(self.session)
        self.partner, self.lead, self.person = of_a_partner()
        self.taken = asks(self.session, a_person())

    def ask(self):
        return asks(self.session, self.person, partner=self.partner)

    def by(self, name):
        if name in BY_THE_SITE:
            return the_site()
        if name in BY_A_LEAD:
            return self.lead
        if name in IN_THE_REGISTER:
            return self.leads
        return self.session.planned_by if name == "called_off" else self.person

    def step(self, booking, name):
        if name == "moved":
            deeds.change_session(booking, self.other, by=self.person)
        elif name.startswith("asked_again"):
            self.ask()
        else:
            deeds.move_booking(booking, name, by=self.by(name))
        return Booking.objects.get(pk=booking.pk)

    def free(self, booking):
        deeds.cancel(self.taken, by=self.taken.person)
        return Booking.objects.get(pk=booking.pk)

    def teach(self, course):
        for one in (self.session, self.other):
            one.course = course
            one.save()

    def fill(self):
        if self.session.bookings.taking_a_place().count() == 0:
            self.taken = asks(self.session, a_person())


WAY = {  # from the start, by which steps
    "waiting": (),
    "requested": (),
    "offered": ("free",),
    "booked": ("free", "booked"),
    "declined": ("declined",),
    "not-placed": ("not_placed",),
    "cancelled-by-learner": ("cancelled",),
    "cancelled-by-organiser": ("called_off",),
    "moved": ("moved",),
    "attended": ("free", "booked", "attended"),
    "attended-in-part": ("free", "booked", "attended_in_part"),
    "absent-with-reason": ("free", "booked", "excused"),
    "absent": ("free", "booked", "missed"),
}


def brought_to(state, *, yes_first=False):
    """Give a world in which somebody stands so, by deeds alone."""
    world = World(yes_first=yes_first or state in ("requested", "declined"))
    if yes_first and state not in ("requested", "declined"):
        world.teach("foundation")
    booking = world.ask()
    for name in WAY[state]:
        booking = world.free(booking) if name == "free" else world.step(booking, name)
    if yes_first:
        world.teach("skilled-practice")
    return world, booking


@pytest.mark.parametrize("state", BOOKING.states)
def test_every_state_is_reached_by_deeds(state):
    assert brought_to(state)[1].state == state


@pytest.mark.parametrize(("step", "source"), STEPS, ids=lambda one: getattr(one, "name", one))
def test_every_step_of_the_table_can_be_done(step, source):
    world, booking = brought_to(source, yes_first=step.name == "asked_again_first")
    if step.name == "asked_again":
        world.teach("foundation")
        world.fill()
    if step.name == "lapsed":
        asks(world.session)  # else the place is offered to them once more
    after = world.step(booking, step.name)
    assert after.state == step.target
    assert after.steps.last().name == step.name


def test_only_a_cancelled_session_is_an_end_and_there_the_session_is_one_too():
    assert BOOKING.ends == {"cancelled-by-organiser"}
    world, booking = brought_to("cancelled-by-organiser")
    with pytest.raises(Refusal, match="is in this session already"):
        world.ask()
    assert asks(world.other, world.person).state == "booked"
    assert booking.state not in ASKS_AGAIN
