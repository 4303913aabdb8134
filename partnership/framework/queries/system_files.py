"""The picture of the whole as a list to take away: one row is one level of one standard in one group."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from heartwood.estimates import Estimate, Shown
from heartwood.framework.system import Within
from partnership.core.exports import ListCell, ListExport
from partnership.core.pack import in_language
from partnership.framework.queries.system import Asked, Picture, moved_of, picture, shares_of


def of_what(within: Within) -> str:
    """Say of what a picture is."""
    return _("The health service") if within is Within.HEALTH_SERVICE else _("The whole system")


def system_export(asked: Asked) -> ListExport | None:
    """Give every group and standard of one year; nothing where no edition is offered."""
    found = picture(asked)
    if found is None:
        return None
    asked = found.asked
    columns = (_("Of what"), _("Year"), _("Group"), _("Domain"), _("URN"), _("Standard"), _("Level"))
    shares = (_("Share"), _("Share from"), _("Share to"))
    moved = (_("Moved since the year before"), _("Moved from"), _("Moved to"))
    return ListExport(
        name=("framework", asked.within.value, str(asked.year), asked.by),
        about=_(
            "One row is one level of one standard in one group: the share in per cent with its 95 % interval, and how the"
            " same organisations moved, in levels. Organisations that chose to be counted are in it, in whole tens."
            " Nothing is shown of fewer than ten. The health service and the whole system are never added up."
        ),
        columns=(*columns, _("Weighed by"), *shares, *moved, _("Why not shown")),
        rows=_rows(found),
        who_may_see=_("The programme team, place leads and analysts."),
    )


def _rows(found: Picture) -> Iterator[tuple[ListCell, ...]]:
    edition, asked = found.held.edition, found.asked
    weighed = _("workforce, in bands") if asked.weigh else _("nothing: each counts once")
    for group, name in enumerate(found.names):
        for number, standard in enumerate(edition.standards):
            domain = in_language(edition.domains[standard.domain].name)
            what = (name, domain, standard.urn, in_language(standard.title))
            moved = _cells(moved_of(found, group, number), 2)
            for level, share in enumerate(shares_of(found, group, number), start=1):
                why = "" if share.shown is Shown.SHOWN else _(share.why)
                yield (of_what(asked.within), asked.year, *what, level, weighed, *_cells(share, 0), *moved, why)


def _cells(estimate: Estimate | None, digits: int) -> tuple[float | None, ...]:
    if estimate is None:
        return None, None, None
    numbers = (estimate.value, estimate.low, estimate.high)
    return tuple(None if one is None else round(one, digits) for one in numbers)
