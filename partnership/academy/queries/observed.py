"""What is seen when a course is led, over all trainers together, so that the course can be mended. Never of one of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heartwood.estimates import Estimate, Shown
from heartwood.teaching import LEAST_TRAINERS, share_seen
from partnership.academy.models import ObservedItem, Seen
from partnership.academy.queries.saying import academy, course_title
from partnership.academy.rules.observing import checklist_of
from partnership.core.components import Mark, ShownFigure
from partnership.core.pack import in_language


@dataclass(frozen=True, slots=True)
class ItemShare:
    """One item, and in what share of observations it was seen."""

    text: str
    figure: ShownFigure


@dataclass(frozen=True, slots=True)
class CourseSeen:
    """One course, by one edition of a checklist."""

    course: str
    edition: str
    items: tuple[ItemShare, ...]


@dataclass(frozen=True, slots=True)
class ObservedPage:
    """Every course of which enough was seen, and the names of the others."""

    courses: tuple[CourseSeen, ...]
    too_few: tuple[str, ...]
    least: int
    least_trainers: int


def observed_page() -> ObservedPage:
    """Give what is seen of each course, in one question. What whoever was watched called not so is left out."""
    by_course: dict[tuple[str, str], dict[str, list[tuple[int, bool]]]] = defaultdict(lambda: defaultdict(list))
    rows = ObservedItem.objects.filter(observation__state="accepted").exclude(seen=Seen.COULD_NOT)
    ordered = rows.order_by("observation__read_at", "observation", "pk")
    names = ("observation__session__course", "observation__checklist", "item", "observation__trainer", "seen")
    for course, edition, item, trainer, seen in ordered.values_list(*names):
        by_course[course, edition][item].append((trainer, seen == Seen.SEEN))
    least = academy().terms.counted_from
    found = [_course(course, edition, items, least) for (course, edition), items in sorted(by_course.items())]
    enough = tuple(one for one in found if any(not item.figure.mark.is_silence for item in one.items))
    others = {one.course for one in found} - {one.course for one in enough}
    return ObservedPage(enough, tuple(sorted(others)), least, LEAST_TRAINERS)


def _course(course: str, edition: str, items: dict[str, list[tuple[int, bool]]], least: int) -> CourseSeen:
    checklist = checklist_of(edition)
    texts = {one.key: in_language(one.text) for one in checklist.items} if checklist else {key: key for key in items}
    shares = tuple(ItemShare(text, _shown(items.get(key, []), least)) for key, text in texts.items())
    return CourseSeen(course_title(course), edition, shares)


def _shown(rows: list[tuple[int, bool]], least: int) -> ShownFigure:
    estimate = share_seen([trainer for trainer, _seen in rows], [seen for _trainer, seen in rows], least)
    return _in_words(estimate)


def _in_words(estimate: Estimate) -> ShownFigure:
    if estimate.shown is not Shown.SHOWN:
        return ShownFigure(mark=Mark.TOO_FEW, value_words=_("too few to show"), why=_(estimate.why))
    said = {"low": f"{estimate.low:.0f}", "high": f"{estimate.high:.0f}"}
    return ShownFigure(
        mark=Mark.CANNOT_SAY,
        value_words=_("seen in %(share)s%%") % {"share": f"{estimate.value:.0f}"},
        interval_words=_("%(low)s%% to %(high)s%%") % said,
        worked_out=True,
        worked_out_href="/about/methods/wilson/",
    )
