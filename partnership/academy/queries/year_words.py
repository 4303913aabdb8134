"""What each number of the programme's year counts: said beside it on the page and in every row of the file."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.core.components import Mark, ShownFigure


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number is called, and what it counts."""

    title: str | Promise
    means: str | Promise


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the year, in words and as a value; low and high where it lies between two."""

    measure: str
    figure: ShownFigure
    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def title(self) -> str:
        """Say what it is called."""
        return str(MEASURES[self.measure].title)

    @property
    def means(self) -> str:
        """Say what it counts."""
        return str(MEASURES[self.measure].means)


MEASURES = {
    "planned": Measure(_("Being planned"), _("Sessions on a day of this time that nobody can book yet.")),
    "announced": Measure(_("Open for booking"), _("Sessions that were announced and are not over.")),
    "held": Measure(_("Held"), _("Sessions whose last part is over.")),
    "cancelled": Measure(_("Cancelled"), _("Sessions that were cancelled, also before anybody saw them.")),
    "offered": Measure(_("Places offered"), _("Places of the sessions that are open for booking or were held.")),
    "taken": Measure(_("Places taken"), _("Places that somebody has or had there, with those who then did not come.")),
    "used": Measure(
        _("Places used"), _("How often somebody came, to all of it or to a part. Who came twice counts twice.")
    ),
    "people": Measure(_("People who came"), _("The same, but each person once in the row.")),
    "completed": Measure(
        _("People who completed"),
        _("People with a completion from one of these sessions that was not taken back, each once in the row."),
    ),
    "costed": Measure(_("Held sessions with a cost"), _("How many of the held sessions have a cost written down.")),
    "cost": Measure(
        _("Cost that was written down"), _("Of the held sessions that have one. The others are not in it.")
    ),
    "cost_cancelled": Measure(_("Cost of what was cancelled"), _("As it was written down; in no other sum here.")),
    "cost_place": Measure(
        _("Cost per place used"),
        _("The cost that was written down, over the places used at those same sessions. Who came twice counts twice."),
    ),
    "cost_person": Measure(
        _("Cost per person trained"),
        _("The cost that was written down, over the people who completed at those same sessions, each once."),
    ),
    "cost_bracket": Measure(
        _("The same, if every cost were known"),
        _(
            "All held sessions. A cost that is missing may be anything from the lowest to the highest that is known. It is"
            " a bracket and no confidence interval."
        ),
    ),
    "led": Measure(_("People who lead"), _("Who has a task at a session that was not cancelled, each once.")),
    "tasks": Measure(
        _("Tasks"), _("Leading, or being there only for how people are: one for each person and session.")
    ),
    "told": Measure(
        _("Told that it is a lot"),
        _("Of those who lead, how many the site told in this time that they lead a lot. Told by name to them alone."),
    ),
    "said_no": Measure(_("Said no to a task"), _("How many people said no to one or more tasks, each once.")),
    "touched": Measure(
        _("People whom it touched"),
        _("Who had a place, or waited for one, when it was cancelled. Each once in the row."),
    ),
    "let_go": Measure(
        _("Places that people gave back"),
        _("Bookings that the person, or a lead for them, cancelled. None is a fault."),
    ),
    "register": Measure(
        _("In the register"),
        _("Organisations that have joined, as the register has them today, each with its own size."),
    ),
    "reached": Measure(
        _("With somebody trained"),
        _("Of these, how many have one person or more who came for them and completed in this time."),
    ),
    "share": Measure(
        _("Share"),
        _("With somebody trained, of all in the row; with Wilson's interval: how far it might move by chance."),
    ),
}


def count(measure: str, number: int) -> Number:
    """Give a count that is known exactly."""
    return Number(measure, ShownFigure(mark=Mark.CANNOT_SAY, value_words=f"{number:,}"), number)


def silence(measure: str, words: str | Promise, why: str | Promise, *, mark: Mark = Mark.CANNOT_SAY) -> Number:
    """Give a number that there is not, with the reason."""
    return Number(measure, ShownFigure(mark=mark, value_words=str(words), why=str(why)), None)
