"""What changed over the years: what was agreed each time, over editions as far as that can be compared, and how seats moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from heartwood.framework.carrying import Origin, came_from, way, went_nowhere
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.exports import ListCell, ListExport
from partnership.core.pack import FrameworkEdition, Standard, in_language
from partnership.framework.models import AgreedLevel, Assessment
from partnership.framework.queries.arranging import title_of
from partnership.framework.queries.moved import SeatMoved, seats_moved
from partnership.framework.queries.opened import seats_opened
from partnership.framework.rules.arranging import asked_edition
from partnership.partners.models import Partner

Agreed = Mapping[tuple[int, str], AgreedLevel]  # by assessment and standard


@dataclass(frozen=True, slots=True)
class Look:
    """One time at which they looked at themselves."""

    pk: int
    day: date
    edition: str
    edition_title: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What was agreed for a standard at one of those times, or what it was part of then."""

    day: date
    edition: str
    level: int | None
    words: str
    became: str  # what became of it since, in words; empty where it is the same


@dataclass(frozen=True, slots=True)
class StandardLine:
    """One standard over the years."""

    key: str
    urn: str
    edition: str
    title: str
    cells: tuple[Cell, ...]
    moved: tuple[SeatMoved, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything that changed, up to one assessment."""

    pk: int
    about: str
    looks: tuple[Look, ...]
    standards: tuple[StandardLine, ...]
    gone: tuple[StandardLine, ...]  # asked once, and no longer
    since: date | None  # the time before, that seats are compared with
    beyond_chance: tuple[SeatMoved, ...]
    compared: int
    mappings: tuple[str, ...]  # what is said about each change of edition


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """An organisation, site or team that looked at itself, and how often."""

    about: str
    newest: int
    looks: int
    day: date


def scopes(partner: Partner, person: Person) -> tuple[ScopeLine, ...]:
    """Give everything of a partner that was looked at, the newest first."""
    found: dict[tuple[str, str], list[Assessment]] = defaultdict(list)
    for one in _with_results(partner, person, pulse=False):
        found[one.scope, one.scope_name.lower()].append(one)
    lines = [ScopeLine(title_of(each[-1]), each[-1].pk, len(each), _day(each[-1])) for each in found.values()]
    return tuple(sorted(lines, key=lambda one: one.day, reverse=True))


def _with_results(partner: Partner, person: Person, *, pulse: bool) -> QuerySet[Assessment]:
    """Give what has results, of whole frameworks or of pulses: they ask other things, and are never one line."""
    editions = [key for key, one in pack.current().frameworks.items() if one.is_pulse == pulse]
    mine = Assessment.objects.visible_to(person).with_results().filter(partner=partner, edition__in=editions)
    return mine.order_by("opened_at", "pk")


def _day(assessment: Assessment) -> date:
    return timezone.localdate(assessment.agreed_at or assessment.opened_at)


def _until(assessment: Assessment, person: Person) -> list[Assessment]:
    """Give every look of the same organisation, site or team up to this one, the oldest first."""
    alike = _with_results(assessment.partner, person, pulse=asked_edition(assessment).is_pulse)
    alike = alike.filter(scope=assessment.scope, scope_name__iexact=assessment.scope_name)
    listed = list(alike.select_related("partner"))
    places = [one.pk for one in listed]
    return listed[: places.index(assessment.pk) + 1] if assessment.pk in places else []


def history_page(assessment: Assessment, person: Person) -> HistoryPage:
    """Show what changed up to one assessment; without results there is nothing yet."""
    looks = _until(assessment, person)
    lines = _lines(looks, person)
    moved = list({one.of: one for line in lines for one in line.moved}.values())  # a whole domain once
    return HistoryPage(
        pk=assessment.pk,
        about=title_of(assessment),
        looks=tuple(_look(one) for one in looks),
        standards=lines,
        gone=_gone(looks, person),
        since=_day(looks[-2]) if len(looks) > 1 else None,
        beyond_chance=tuple(one for one in moved if one.beyond_chance),
        compared=sum(one.told for one in moved),
        mappings=_mappings(looks),
    )


def _look(assessment: Assessment) -> Look:
    title = in_language(asked_edition(assessment).title)
    return Look(assessment.pk, _day(assessment), assessment.edition, title, assessment.state == "agreed")


def _agreed(looks: Iterable[Assessment], person: Person) -> Agreed:
    found = AgreedLevel.objects.visible_to(person).filter(assessment__in=[one.pk for one in looks])
    return {(one.assessment_id, one.standard): one for one in found}


def _lines(looks: Sequence[Assessment], person: Person) -> tuple[StandardLine, ...]:
    if not looks:
        return ()
    edition, agreed = asked_edition(looks[-1]), _agreed(looks, person)
    moved: dict[str, list[SeatMoved]] = defaultdict(list)
    for one in _moved(looks):
        moved[one.standard].append(one)
    return tuple(
        _line(edition, one, [_cell(look, one.key, edition.key, agreed) for look in looks], moved[one.key])
        for one in edition.standards
    )


def _line(
    edition: FrameworkEdition, standard: Standard, cells: Iterable[Cell], moved: Iterable[SeatMoved] = ()
) -> StandardLine:
    title = in_language(standard.title)
    return StandardLine(standard.key, standard.urn, edition.key, title, tuple(cells), tuple(moved))


def _moved(looks: Sequence[Assessment]) -> tuple[SeatMoved, ...]:
    if len(looks) < 2:
        return ()
    before, now = looks[-2:]
    edition = asked_edition(now)
    steps = way(pack.current().mappings, before.edition, now.edition)
    origins = {one.key: came_from(one.key, steps) for one in edition.standards}
    return seats_moved(edition, origins, seats_opened(now), seats_opened(before))


def _cell(look: Assessment, key: str, newest: str, agreed: Agreed) -> Cell:
    """Say what was agreed then: in a line with now only where the mappings say that it is the same."""
    origin = came_from(key, way(pack.current().mappings, look.edition, newest))
    if origin.compared:
        level, words = _said(look, agreed.get((look.pk, origin.before[0])))
        return Cell(
            _day(look), look.edition, level, words, _("In other words then.") if origin.became == "reworded" else ""
        )
    return Cell(_day(look), look.edition, None, _beside(look, origin, agreed), _became(origin))


def _said(look: Assessment, agreed: AgreedLevel | None) -> tuple[int | None, str]:
    if agreed is None or (agreed.level is None and not agreed.why_not):
        return None, _("not agreed on")
    if agreed.level is None:
        return None, _("does not apply: %(why)s") % {"why": agreed.why_not}
    return agreed.level, f"{agreed.level}: {in_language(asked_edition(look).levels[agreed.level - 1])}"


def _beside(look: Assessment, origin: Origin, agreed: Agreed) -> str:
    """Say what was agreed then for what it comes from, each by its name: to begin the talk with, not to compare."""
    edition = asked_edition(look)
    parts = []
    for key in origin.before:
        standard = edition.standard(key)
        said = {"title": in_language(standard.title) if standard else key}
        parts.append(_("“%(title)s”: %(level)s") % {**said, "level": _said(look, agreed.get((look.pk, key)))[1]})
    return "; ".join(parts)


def _became(origin: Origin) -> str:
    return {
        "split": _("Part of something wider then. It stands beside, and is not compared."),
        "merged": _("Several standards then. They stand beside, and are not compared."),
        "new": _("Not asked then."),
    }.get(origin.became, _("Nothing says how the two editions hang together, so nothing is compared."))


def _gone(looks: Sequence[Assessment], person: Person) -> tuple[StandardLine, ...]:
    """Give what was asked once and of which nothing is left, with what was agreed then."""
    agreed, found = _agreed(looks[:-1], person), dict[tuple[str, str], list[Assessment]]()
    for look in looks[:-1]:
        steps = way(pack.current().mappings, look.edition, looks[-1].edition)
        for key in went_nowhere([one.key for one in asked_edition(look).standards], steps):
            found.setdefault((look.edition, key), []).append(look)
    return tuple(_gone_line(key, each, agreed) for (_edition, key), each in found.items())


def _gone_line(key: str, looks: Sequence[Assessment], agreed: Agreed) -> StandardLine:
    edition = asked_edition(looks[-1])
    standard = edition.standard(key)
    assert standard is not None
    cells = (Cell(_day(one), one.edition, *_said(one, agreed.get((one.pk, key))), "") for one in looks)
    return _line(edition, standard, cells)


def _mappings(looks: Sequence[Assessment]) -> tuple[str, ...]:
    pairs = dict.fromkeys((before.edition, now.edition) for before, now in pairwise(looks))
    steps = [way(pack.current().mappings, *pair) or () for pair in pairs if pair[0] != pair[1]]
    return tuple(in_language(one.about) for each in steps for one in each)


def history_export(assessment: Assessment, person: Person) -> ListExport:
    """Give what was agreed each time, and how seats moved since the last, as a list."""
    page = history_page(assessment, person)
    columns = (_("Standard"), _("URN"), _("Day"), _("Edition"), _("Who"), _("Agreed level"), _("In words"))
    return ListExport(
        name=("history", assessment.partner.slug, str(assessment.pk)),
        about=_(
            "What was agreed about each standard each time, and how each seat moved since the last time. One row is "
            "one standard at one time, or one seat on one standard."
        ),
        columns=(*columns, _("What became of it")),
        rows=_rows(page),
        filters={_("What was looked at"): page.about},
        who_may_see=_("People of the partner."),
    )


def _rows(page: HistoryPage) -> Iterator[tuple[ListCell, ...]]:
    last = page.looks[-1].day if page.looks else None
    for line, gone in [*((one, "") for one in page.standards), *((one, _("Not asked any more.")) for one in page.gone)]:
        for cell in line.cells:
            start = (line.title, line.urn, cell.day, cell.edition, _("Agreed together"))
            yield (*start, cell.level, cell.words, cell.became or gone)
        for one in line.moved:
            yield (line.title, line.urn, last, line.edition, one.seat, None, f"{one.words} {one.smallest}".strip(), "")
