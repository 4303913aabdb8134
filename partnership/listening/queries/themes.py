"""What many people said, what was done, and what they say of that: the public ledger, and where it is kept.

No number here is exact: how many stand behind something is said in steps, and nothing is said of fewer than ten.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnership.core import events
from partnership.listening.models import CLOCKS_RUN, THEME, Route, Story, Theme, ThemeStory, Verdict
from partnership.listening.queries.saying import (
    barrier_choices,
    barrier_names,
    place_choices,
    place_name,
    service_choices,
    service_name,
)
from partnership.listening.rules.themes import counted_from
from partnership.plans.queries import ActionRow, actions_serving

if TYPE_CHECKING:
    from partnership.accounts.models import Person

STEPS = (500, 250, 100, 50, 25)
ASKS = ("service", "place", "barrier")
DECIDED = ("done", "not-possible")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One theme as anybody reads it."""

    pk: int
    title: str
    said: str
    how_many: str
    did: str
    because: str
    state: str
    state_words: str
    promised: str
    verdict: str
    barriers: tuple[str, ...]
    service: str
    place: str
    partner: str
    published_on: date | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Silence:
    """What is not answered yet, in words that show nobody."""

    waiting: str
    late: str
    took: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The public page."""

    lines: tuple[LedgerLine, ...]
    in_all: int
    chosen: Mapping[str, str]
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    filters: Mapping[str, str]
    silence: Silence


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme, with what is being done about it."""

    line: LedgerLine
    actions: tuple[ActionRow, ...]


def at_least(count: int) -> str:
    """Say how many, in steps: one more or one less shows nobody.

    >>> at_least(9), at_least(24), at_least(611)
    ('fewer than 10', 'at least 10', 'at least 500')
    """
    least = counted_from()
    if count < least:
        return _("fewer than %(least)s") % {"least": least}
    return _("at least %(least)s") % {"least": next((step for step in STEPS if count >= step), least)}


def what_changed(asked: Mapping[str, str]) -> Ledger:
    """Give the public ledger, as far as it was asked for."""
    chosen = {name: asked.get(name, "")[:40] for name in ASKS}
    published = Theme.objects.published().order_by("-published_at", "-pk").select_related("partner")
    every = list(published)
    found = [one for one in every if _fits(one, chosen)]
    choices = {"service": service_choices(), "place": place_choices(), "barrier": barrier_choices()}
    headings = {"service": _("Kind of service"), "place": _("Place"), "barrier": _("What got in the way")}
    return Ledger(
        lines=lines(found),
        in_all=len(every),
        chosen=chosen,
        choices=choices,
        filters={headings[name]: dict(choices[name]).get(chosen[name], "") for name in ASKS},
        silence=silence(),
    )


def _fits(theme: Theme, chosen: Mapping[str, str]) -> bool:
    """Whether a theme is about what was asked for; one about every place is about this place too."""
    return (
        chosen["service"] in ("", theme.service)
        and (not theme.place or chosen["place"] in ("", theme.place))
        and (not chosen["barrier"] or chosen["barrier"] in theme.barriers)
    )


def lines(themes: Collection[Theme]) -> tuple[LedgerLine, ...]:
    """Give themes as anybody reads them, in two questions however many they are."""
    counts, verdicts = _counts(themes), _verdicts(themes)
    return tuple(_line(one, counts.get(one.pk, 0), verdicts[one.pk]) for one in themes)


def _behind(themes: Iterable[Theme]) -> QuerySet[ThemeStory]:
    keys = [one.pk for one in themes]
    return ThemeStory.objects.filter(theme__in=keys, story__in=Story.objects.counted().values("pk"))


def _counts(themes: Collection[Theme]) -> dict[int, int]:
    counted = _behind(themes).order_by().values("theme").annotate(stories=Count("pk"))
    return dict(counted.values_list("theme", "stories"))


def _verdicts(themes: Collection[Theme]) -> dict[int, list[str]]:
    """Give what was said last of every story behind each theme: one word for one story."""
    said = Verdict.objects.order_by("weeks", "pk").values_list("story", "better")
    newest = dict(said.filter(story__in=_behind(themes).values("story")))
    found: dict[int, list[str]] = defaultdict(list)
    for theme, story in _behind(themes).filter(story__in=list(newest)).values_list("theme", "story"):
        found[theme].append(newest[story])
    return found


def _line(theme: Theme, stories: int, verdicts: list[str]) -> LedgerLine:
    return LedgerLine(
        pk=theme.pk,
        title=theme.title,
        said=theme.said,
        how_many=at_least(stories),
        did=theme.did,
        because=theme.because if theme.state == "not-possible" else "",
        state=theme.state,
        state_words=str(THEME.states[theme.state]),
        promised=_promised(theme),
        verdict=verdict_words(verdicts),
        barriers=barrier_names(theme.barriers),
        service=service_name(theme.service),
        place=place_name(theme.place),
        partner=str(theme.partner or ""),
        published_on=timezone.localdate(theme.published_at) if theme.published_at else None,
        changed_at=theme.published_at or theme.made_at,
    )


def _promised(theme: Theme) -> str:
    """Say by when there is an answer, and where that day has passed."""
    if theme.state in DECIDED:
        return ""
    if theme.reply_by is None:
        return _("We have not answered yet, and nobody has said by when.")
    day = {"day": date_format(theme.reply_by, "j F Y")}
    if theme.reply_by < timezone.localdate():
        return _("We have not answered yet. It was promised by %(day)s, and that day has passed.") % day
    return _("We have not answered yet. It is promised by %(day)s.") % day


def verdict_words(verdicts: Collection[str]) -> str:
    """Say what people say of it, in fifths and only from ten: until then, that too few have said."""
    if len(verdicts) < counted_from():
        return _("Too few have told us whether it helped to show it.")
    said = {"better": _("better"), "same": _("the same"), "worse": _("worse")}
    shares = {key: round(5 * sum(one == key for one in verdicts) / len(verdicts)) for key in said}
    parts = [
        _("about %(share)s in 5 say %(word)s") % {"share": shares[key], "word": said[key]}
        for key in said
        if shares[key]
    ]
    words = "; ".join(parts)
    return _("Of %(many)s people who told us: %(parts)s.") % {"many": at_least(len(verdicts)), "parts": words}


def silence() -> Silence:
    """Say what waits for an answer and how long answers took: measured, and only from ten."""
    rows = Route.objects.standing().exclude(story__state="withdrawn").exclude(state="not-ours")
    told = list(rows.values_list("state", "answered_at", "told_at", "answer_by"))
    waiting = [due for state, answered, _told, due in told if state in CLOCKS_RUN and answered is None]
    late = sum(due < timezone.localdate() for due in waiting)
    days = [(timezone.localdate(done) - timezone.localdate(told)).days for _s, done, told, _due in told if done]
    return Silence(at_least(len(waiting)), at_least(late), _took(days))


def _took(days: list[int]) -> str:
    if len(days) < counted_from():
        return _("Too few were answered to say how long it took.")
    low, middle, high = statistics.quantiles(days, n=4, method="inclusive")
    said = {"middle": round(middle), "low": round(low), "high": round(high)}
    return (
        _("Half were answered within %(middle)s days; the middle half took between %(low)s and %(high)s days.") % said
    )


def theme_page(theme: Theme, person: Person | None) -> ThemePage:
    """Show one theme, with the Actions that this person may see."""
    (line,) = lines([theme])
    return ThemePage(line, actions_serving(events.urn(theme), person))
