"""Where themes are gathered and looked after: what recurs, which themes there are, and what follows from barriers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import events, pack
from partnership.core.pack import in_language
from partnership.core.refusals import why_not
from partnership.listening.models import CLOCKS_RUN, THEME, Barrier, Route, Theme
from partnership.listening.queries.saying import barrier_choices, barrier_names, place_name, service_name
from partnership.listening.queries.themes import LedgerLine, at_least, lines
from partnership.listening.rules import themes as rules
from partnership.listening.rules.ties import barrier_urn
from partnership.partners.models import Kind, Role
from partnership.plans.models import Purpose
from partnership.plans.queries import ActionRow, actions_serving

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Recurs:
    """What many people said in one kind of service, perhaps in one place."""

    barrier: str
    service: str
    place: str
    how_many: str
    href: str


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows from one barrier: the standards that are about it, and the Actions that serve it."""

    barrier: str
    standards: tuple[tuple[str, str], ...]  # title, address
    actions: int
    href: str


@dataclass(frozen=True, slots=True)
class TendedTheme:
    """A theme with what only those who look after it see."""

    line: LedgerLine
    owner: str
    is_published: bool


@dataclass(frozen=True, slots=True)
class ThemesPage:
    """The page of those who look after themes."""

    recurs: tuple[Recurs, ...]
    themes: tuple[TendedTheme, ...]
    follows: tuple[Follows, ...]


@dataclass(frozen=True, slots=True)
class TendedPage:
    """One theme for those who look after it."""

    theme: TendedTheme
    actions: tuple[ActionRow, ...]
    steps: tuple[tuple[str, str], ...]
    may_publish: str
    may_take_down: str


@dataclass(frozen=True, slots=True)
class ClockLine:
    """How one organisation answers; in steps, and only where it was told enough."""

    partner: str
    told: str
    waiting: str
    late: str


@dataclass(frozen=True, slots=True)
class ClocksPage:
    """How long organisations take."""

    lines: tuple[ClockLine, ...]
    least: int


def programme_themes(person: Person) -> ThemesPage:
    """Show what recurs, which themes there are (those that wait for a second person first), and what follows from barriers."""
    rules.check_can_tend_themes(person)
    found = Theme.objects.visible_to(person).select_related("partner", "owner")
    themes = sorted(found, key=lambda theme: theme.published_at is not None)
    shown = zip(themes, lines(themes), strict=True)
    return ThemesPage(
        recurs=_recurs(themes),
        themes=tuple(_tended(theme, line) for theme, line in shown),
        follows=_follows(person),
    )


def _tended(theme: Theme, line: LedgerLine) -> TendedTheme:
    return TendedTheme(line, str(theme.owner or ""), theme.published_at is not None)


def _recurs(themes: Iterable[Theme]) -> tuple[Recurs, ...]:
    """Count what was said by barrier, service and place, from ten; what stands in a theme already is left out."""
    counted: Counter[tuple[str, str, str]] = Counter()
    said = rules.stories_saying([key for key, _name in barrier_choices()])
    rows = Barrier.objects.filter(story__in=said).exclude(story__service="")
    for barrier, service, place in rows.values_list("barrier", "story__service", "story__place"):
        counted[barrier, service, ""] += 1
        if place:
            counted[barrier, service, place] += 1
    gathered = {(barrier, one.service, one.place) for one in themes for barrier in one.barriers}
    found = [(key, count) for key, count in counted.items() if count >= rules.counted_from() and key not in gathered]
    found.sort(key=lambda one: (-_step(one[1]), one[0]))
    return tuple(_recurring(key, count) for key, count in found[:MOST_SHOWN])


def _step(count: int) -> int:
    return count // 25


def _recurring(key: tuple[str, str, str], count: int) -> Recurs:
    barrier, service, place = key
    asks = urlencode({"barrier": barrier, "service": service, "place": place})
    name = " ".join(barrier_names([barrier]))
    href = f"{reverse('gather-theme')}?{asks}"
    return Recurs(name, service_name(service), place_name(place), at_least(count), href)


def _follows(person: Person) -> tuple[Follows, ...]:
    content = pack.current()
    if content.listening is None:
        return ()
    urns = {barrier_urn(key): key for key in content.listening.barriers}
    counted = Counter(Purpose.objects.visible_to(person).filter(urn__in=urns).values_list("urn", flat=True))
    return tuple(
        Follows(
            barrier=in_language(one.name),
            standards=_standards(one.standards),
            actions=counted[barrier_urn(one.key)],
            href=f"{reverse('actions')}?{urlencode({'serves': barrier_urn(one.key), 'state': 'all'})}",
        )
        for one in content.listening.barriers.values()
    )


def _standards(keys: Iterable[str]) -> tuple[tuple[str, str], ...]:
    edition = pack.current().framework
    found = [edition.standard(key) for key in keys] if edition else []
    return tuple(
        (in_language(one.title), reverse("framework-standard", kwargs={"edition": edition.key, "standard": one.key}))
        for one in found
        if one is not None and edition is not None
    )


def tended_theme(theme: Theme, person: Person) -> TendedPage:
    """Show one theme to whoever looks after it."""
    (line,) = lines([theme])
    return TendedPage(
        theme=_tended(theme, line),
        actions=actions_serving(events.urn(theme), person),
        steps=steps_of(theme),
        may_publish=why_not(rules.check_can_publish_theme, person, theme),
        may_take_down=why_not(rules.check_can_take_theme_down, person, theme),
    )


def steps_of(theme: Theme) -> tuple[tuple[str, str], ...]:
    """Give where it can go from here, as key and words."""
    ways = [step for step in THEME.steps if theme.state in step.sources]
    return tuple((step.name, str(THEME.states[step.target])) for step in ways)


def owners(person: Person, theme: Theme | None = None) -> tuple[tuple[str, str], ...]:
    """Give who could look after a theme: leads and the programme team, as far as somebody may know of them; who does now."""
    kinds = (Kind.PROGRAMME_TEAM, Kind.RESPONSIBLE_OFFICER, Kind.PLACE_LEAD, Kind.WORKSTREAM_CHAIR, Kind.PARTNER_LEAD)
    known = Q(person__in=Person.objects.visible_to(person).values("pk")) | Q(person=theme.owner_id if theme else None)
    held = (
        Role.objects.current().filter(known, kind__in=kinds, person__is_active=True).order_by("person__name", "person")
    )
    return tuple((str(pk), name) for pk, name in dict.fromkeys(held.values_list("person", "person__name")))


def answer_clocks(person: Person) -> ClocksPage:
    """Show how organisations answer, in the order of their names: those that were told at least ten stories."""
    rules.check_can_tend_themes(person)
    told: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    rows = Route.objects.standing().exclude(story__state="withdrawn")
    today = timezone.localdate()
    for partner, state, answer_by in rows.values_list("partner__name", "state", "answer_by"):
        told[partner].append((state, answer_by < today))
    least = rules.counted_from()
    return ClocksPage(tuple(_clock(name, told[name]) for name in sorted(told) if len(told[name]) >= least), least)


def _clock(name: str, told: list[tuple[str, bool]]) -> ClockLine:
    waiting = [late for state, late in told if state in CLOCKS_RUN]
    return ClockLine(name, at_least(len(told)), _or_none(len(waiting)), _or_none(sum(waiting)))


def _or_none(count: int) -> str:
    return at_least(count) if count else _("none")
