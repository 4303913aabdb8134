"""What training cost, for a place used and for a person trained; and how little is known of it where costs are missing."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from partnership.academy.models import Session
from partnership.academy.queries.year_words import Number, silence
from partnership.core.components import Mark, ShownFigure

ENOUGH = 3  # known costs, from which one may suppose what the others lie between
_FIGURES = 2  # that a worked-out sum is given in


@dataclass(frozen=True, slots=True)
class Costs:
    """What stands behind a cost: sums of pounds, and the people and places of the same sessions."""

    held: int
    known: tuple[float, ...]  # of the held sessions that have one
    used: int  # places, at those
    trained: int  # people, at those
    all_trained: int  # people, at every held session

    @property
    def total(self) -> float:
        """The pounds that were written down."""
        return sum(self.known)

    @property
    def missing(self) -> int:
        """How many held sessions have no cost."""
        return self.held - len(self.known)

    def bracket(self) -> tuple[float, float] | None:
        """Give the lowest and the highest cost for each person, if every missing cost lies between the known ones.

        >>> Costs(held=4, known=(100.0, 200.0, 300.0), used=30, trained=20, all_trained=28).bracket()
        (25.0, 32.142857142857146)
        """
        if len(self.known) < ENOUGH or not self.all_trained:
            return None
        ends = (self.total + self.missing * end(self.known) for end in (min, max))
        low, high = (one / self.all_trained for one in ends)
        return low, high


def costs_of(held: Collection[Session], used: Mapping[int, int], trained: Mapping[int, Collection[int]]) -> Costs:
    """Put together what is known of the cost of these held sessions."""
    known = [one for one in held if one.cost_pounds is not None]
    return Costs(
        held=len(held),
        known=tuple(float(one.cost_pounds or Decimal(0)) for one in known),
        used=sum(used.get(one.pk, 0) for one in known),
        trained=len({person for one in known for person in trained.get(one.pk, ())}),
        all_trained=len({person for one in held for person in trained.get(one.pk, ())}),
    )


def roughly(pounds: float) -> str:
    """Say a worked-out sum in two figures: more would look surer than it is.

    >>> roughly(1234.5), roughly(47.31), roughly(8.52)
    ('£1,200', '£47', '£8.50')
    """
    if pounds <= 0:
        return "£0"
    places = _FIGURES - 1 - math.floor(math.log10(pounds))
    rounded = round(pounds, places)
    return f"£{rounded:,.2f}" if rounded < 10 else f"£{rounded:,.0f}"


def numbers_of(costs: Costs, cancelled: float) -> Iterator[Number]:
    """Give every number about cost, and say what is not known."""
    yield Number("costed", _figure(_("%(known)s of %(held)s") % _how_many(costs)), len(costs.known))
    yield _sum("cost", costs.total) if costs.known else _none("cost")
    if cancelled:
        yield _sum("cost_cancelled", cancelled)
    yield each("cost_place", costs, costs.used)
    yield each("cost_person", costs, costs.trained)
    if costs.missing:
        yield _bracket(costs)


def each(measure: str, costs: Costs, over: int) -> Number:
    """Give the known cost over some count of the same sessions."""
    if not costs.known:
        return _none(measure)
    if not over:
        return silence(measure, _("cannot be worked out"), _("Nobody did at the sessions that have a cost."))
    said = _("It rests on %(known)s of %(held)s held sessions.") % _how_many(costs)
    return Number(measure, _figure(_("about %s") % roughly(costs.total / over), said), costs.total / over)


def _bracket(costs: Costs) -> Number:
    ends = costs.bracket()
    if ends is None:
        why = _("Fewer than %(enough)s costs are known, or nobody completed.") % {"enough": ENOUGH}
        return silence("cost_bracket", _("cannot be said"), why)
    low, high = (roughly(one) for one in ends)
    said = _("about %s") % low if low == high else _("between %(low)s and %(high)s") % {"low": low, "high": high}
    return Number("cost_bracket", _figure(said), None, *ends)


def _how_many(costs: Costs) -> dict[str, int]:
    return {"known": len(costs.known), "held": costs.held}


def _sum(measure: str, pounds: float) -> Number:
    return Number(measure, _figure(f"£{pounds:,.0f}"), pounds)


def _none(measure: str) -> Number:
    return silence(measure, _("not known"), _("No cost was written down for a session that was held."))


def _figure(words: str, why: str = "") -> ShownFigure:
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=words, why=why)
