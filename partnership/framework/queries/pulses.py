"""Culture over time: what each pulse showed, and which way it went. Everything here comes from what was opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from heartwood.disclosure.opening import Opened
from heartwood.estimates import Shown
from heartwood.framework.movement import movement_of
from heartwood.framework.saying import say_movement
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.pack import FrameworkEdition, Standard, in_language
from partnership.core.refusals import why_not
from partnership.framework.models import UNDER_WAY, Assessment
from partnership.framework.queries.arranging import title_of
from partnership.framework.queries.effort import minutes_to_answer
from partnership.framework.queries.opened import seats_opened
from partnership.framework.queries.spreads import Spread, spreads
from partnership.framework.queries.tables import table_of
from partnership.framework.rules import pulses as rules
from partnership.framework.rules.arranging import LEAST_OF_A_PULSE
from partnership.partners.models import Partner


@dataclass(frozen=True, slots=True)
class PulseLine:
    """One pulse that has not opened yet."""

    pk: int
    title: str
    state_words: str
    closes_on: date


@dataclass(frozen=True, slots=True)
class QuestionOverTime:
    """One question: how it was answered in each pulse, and which way that went."""

    key: str
    title: str
    asks: str
    answers: tuple[str, ...]
    spreads: tuple[Spread, ...]  # the oldest first
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartOverTime:
    """The pulses of the whole organisation, of a site or of a team."""

    title: str
    pulses: int
    questions: tuple[QuestionOverTime, ...]


@dataclass(frozen=True, slots=True)
class CulturePage:
    """Every pulse of a partner."""

    edition: str
    about: str
    least: int
    running: tuple[PulseLine, ...]
    parts: tuple[PartOverTime, ...]
    may_start: str  # why not; empty where they may


@dataclass(frozen=True, slots=True)
class BeforeAPulse:
    """What a lead should know before anybody is asked."""

    title: str
    least: int
    minutes: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pulse:
    """One pulse that opened, with the day on which it closed."""

    edition: FrameworkEdition
    day: str
    opened: dict[str, Opened]


def culture_page(partner: Partner, person: Person) -> CulturePage:
    """Show every pulse of a partner over time."""
    content = pack.current()
    editions = [one.key for one in content.frameworks.values() if one.is_pulse]
    found = Assessment.objects.of(partner).visible_to(person).filter(edition__in=editions).exclude(state="called-off")
    rows = list(found.prefetch_related("seats").order_by("closed_at", "pk"))
    running = [one for one in rows if one.state in UNDER_WAY and one.opened_at is None]
    return CulturePage(
        edition=in_language(content.pulse.title) if content.pulse else "",
        about=in_language(content.pulse.about) if content.pulse else "",
        least=LEAST_OF_A_PULSE,
        running=tuple(PulseLine(one.pk, title_of(one), str(one.get_state_display()), one.closes_on) for one in running),
        parts=tuple(_parts([one for one in rows if one.opened_at is not None])),
        may_start=why_not(rules.check_can_start_pulse, person, partner),
    )


def _parts(rows: list[Assessment]) -> Iterator[PartOverTime]:
    """Tell the whole, each site and each team apart: none is put beside another."""
    keys = dict.fromkeys((one.scope, one.scope_name.casefold()) for one in rows)
    for key in sorted(keys, key=lambda key: (key[0] != "whole", key)):
        mine = [one for one in rows if (one.scope, one.scope_name.casefold()) == key]
        yield PartOverTime(title_of(mine[-1]), len(mine), _questions(list(map(_pulse, mine))))


def _pulse(one: Assessment) -> _Pulse:
    day = formats.date_format(timezone.localdate(one.closed_at), "j F Y")
    return _Pulse(pack.current().frameworks[one.edition], day, seats_opened(one))


def _questions(pulses: list[_Pulse]) -> tuple[QuestionOverTime, ...]:
    edition = pulses[-1].edition
    return tuple(_question(edition, seat, one, pulses) for one in edition.standards for seat in one.seats)


def _question(edition: FrameworkEdition, seat: str, standard: Standard, pulses: list[_Pulse]) -> QuestionOverTime:
    wording = standard.seats[seat]
    asked = [one for one in pulses if one.edition.standard(standard.key)]
    return QuestionOverTime(
        key=standard.key,
        title=in_language(standard.title),
        asks=in_language(wording.asks),
        answers=tuple(map(in_language, wording.levels)),
        spreads=tuple(_spread(one, seat, standard.key) for one in asked),
        moved=tuple(_moved(asked, seat, standard.key)),
    )


def _spread(pulse: _Pulse, seat: str, standard: str) -> Spread:
    """Show one pulse in one row, or say why it is silent: where fewer than ten answered there is nothing to read."""
    found = spreads(pulse.edition, {seat: pulse.opened[seat]}, (standard,))
    if found:
        return replace(found[0], name=pulse.day)
    opened = pulse.opened[seat]
    why = _(opened.why) if opened.shown is not Shown.SHOWN else _("Too few answered this to show it.")
    return Spread(seat, pulse.day, (), why, as_before=False)


def _moved(pulses: list[_Pulse], seat: str, standard: str) -> Iterator[str]:
    """Say of each pulse how it went since the one before that was shown."""
    before = None
    for one in pulses:
        now = table_of(one.opened[seat], standard)
        if now and before:
            yield f"{one.day}: {say_movement(movement_of(now, before), _)}"
        before = now or before


def before_a_pulse() -> BeforeAPulse | None:
    """Say what a pulse asks and costs; nothing where none is offered."""
    edition = pack.current().pulse
    if edition is None:
        return None
    asked = [in_language(wording.asks) for one in edition.standards for wording in one.seats.values()]
    minutes = max(minutes_to_answer(edition, seat) for seat in edition.seats)
    return BeforeAPulse(in_language(edition.title), LEAST_OF_A_PULSE, minutes, tuple(asked))
