"""Whether small organisations are reached: those with somebody trained, of all in the register, by how many they employ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from heartwood.evidence.rates import proportion
from partnership.academy.models import Completion
from partnership.academy.queries.programme import SMALL
from partnership.academy.queries.year_rows import bounds_of
from partnership.academy.queries.year_words import Number, count, silence
from partnership.accounts.models import Person
from partnership.core.components import Mark, ShownFigure
from partnership.partners.models import Band, Partner, PartnerPlace, reach

_WHOLE = 100


def sizes(person: Person, year: int) -> Iterator[tuple[str, tuple[Number, ...]]]:
    """Give a row for each size: organisations in the register, those with somebody trained, and their share."""
    band = dict(_register(person))
    found = _reached(year)
    everybody, reached = Counter(band.values()), Counter(size for pk, size in band.items() if pk in found)
    for size in Band:
        yield _("%s employed") % size.label, _row(reached[size], everybody[size])
    yield _("Fewer than 50 together"), _row(sum(reached[one] for one in SMALL), sum(everybody[one] for one in SMALL))
    yield _("How many is not known"), _row(reached[""], everybody[""])


def _register(person: Person) -> list[tuple[int, str]]:
    """Give the organisations that have joined, each with its size: all, or those in the places that somebody leads."""
    held = reach(person)
    joined = Partner.objects.visible_to(person).current()
    if not held.runs_programme:
        joined = joined.filter(pk__in=PartnerPlace.objects.filter(place__in=held.led_places).values("partner"))
    return list(joined.order_by().values_list("pk", "employees"))


def _reached(year: int) -> set[int]:
    first, after = bounds_of(year)
    completed = Completion.objects.standing().filter(completed_on__gte=first, completed_on__lt=after)
    return {one for one in completed.order_by().values_list("partner", flat=True).distinct() if one is not None}


def _row(reached: int, everybody: int) -> tuple[Number, ...]:
    return count("register", everybody), count("reached", reached), _share(reached, everybody)


def _share(reached: int, everybody: int) -> Number:
    if not everybody:
        return silence("share", _("none there"), "")
    rate = proportion(reached, everybody, per=_WHOLE)
    value, low, high = (float(one) for one in (rate.value, rate.low, rate.high))
    between = _("between %(low)s%% and %(high)s%%") % {"low": f"{low:.0f}", "high": f"{high:.0f}"}
    figure = ShownFigure(mark=Mark.CANNOT_SAY, value_words=f"{value:.0f}%", interval_words=between)
    return Number("share", figure, value, low, high)
