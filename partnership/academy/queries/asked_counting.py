"""Which sessions make a lot, and what they say together. The only place that reads answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from heartwood.disclosure.lots import Counted, Said, Waits, count, gather, matched
from heartwood.disclosure.lots import Lot as Together
from partnership.academy.models import AskedAnswer, Asking, Leading, Lot
from partnership.academy.rules import asked as rules
from partnership.academy.rules.line import academy

TWICE = ("knowledge", "confidence")


@dataclass(frozen=True, slots=True)
class ToOpen:
    """Sessions that make a lot now."""

    askings: tuple[Asking, ...]
    place: str
    by_trainer: bool


def to_open(now: datetime | None = None) -> tuple[ToOpen, ...]:
    """Give the lots that can be opened: whole sessions whose three times are over, ten people at least."""
    moment = now or timezone.now()
    waiting = {one.pk: one for one in rules.waiting(moment) if rules.is_over(one, moment)}
    if not waiting:
        return ()
    said, led = _said(waiting), _led(waiting.values())
    rows = [_waits(one, said[one.pk], led.get(one.session_id, ()), moment) for one in waiting.values()]
    found = gather(rows, least=academy().terms.counted_from)
    return tuple(_to_open(one, waiting) for one in found)


def _to_open(one: Together, waiting: dict[int, Asking]) -> ToOpen:
    askings = tuple(sorted((waiting[int(str(key))] for key in one.keys), key=lambda each: each.pk))
    return ToOpen(askings, one.place, bool(one.trainers))


def _waits(asking: Asking, said: Sequence[Said], trainers: tuple[int, ...], now: datetime) -> Waits:
    stretch = rules.stretch(asking, rules.LATER)
    waves = {wave: [one for one in said if one.wave == wave] for wave in (rules.BEFORE, rules.AFTER, rules.LATER)}
    return Waits(
        key=asking.pk,
        edition=f"{asking.session.edition} {asking.version}",
        place=asking.session.place,
        trainers=trainers,
        days=(now - stretch[1]) // timedelta(days=1) if stretch else 0,
        matched=len(matched(waves[rules.BEFORE], waves[rules.AFTER]).pairs),
        later=len(waves[rules.LATER]),
        most=max(map(len, waves.values())),
    )


def _said(askings: Sequence[int] | dict[int, Asking]) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = {pk: [] for pk in askings}
    rows = AskedAnswer.objects.filter(asking__in=list(askings)).order_by("pk")
    for asking, wave, code, chosen in rows.values_list("asking", "wave", "code_secret", "chosen"):
        found[asking].append(Said(wave, code, chosen))
    return found


def _led(askings: object) -> dict[int, tuple[int, ...]]:
    sessions = [one.session_id for one in askings]  # type: ignore[attr-defined]
    found: dict[int, tuple[int, ...]] = {}
    rows = Leading.objects.standing().filter(session__in=sessions, task="facilitates").order_by("person")
    for session, person in rows.values_list("session", "person"):
        found[session] = (*found.get(session, ()), person)
    return found


def counted(askings: Sequence[Asking]) -> Counted:
    """Add up what was said at these sessions."""
    bank = rules.bank_of(askings[0].version)
    keys = tuple(bank.instruments) if bank else ()
    twice = [item.key for one, item in (bank.items(keys) if bank else ()) if one.sort in TWICE]
    said = _said([one.pk for one in askings])
    return count(said.values(), rules.came(askings), twice, least=academy().terms.counted_from)


def words_to_open(today: object) -> list[Lot]:
    """Give the lots whose words have all been read, and were not shown yet."""
    found = Lot.objects.filter(words_open=None).prefetch_related("askings")
    return [one for one in found if rules.has_been_read(one, today)]


def words_ready(lot: Lot) -> tuple[int, ...]:
    """Give the keys of what may be shown of a lot; none where fewer than ten are ready."""
    keys = tuple(rules.ready_words(lot).values_list("pk", flat=True))
    return keys if len(keys) >= academy().terms.counted_from else ()


def to_forget(now: datetime | None = None) -> bool:
    """Whether answers are there that never came into a lot and are two years old."""
    old = (now or timezone.now()) - rules.FORGET_AFTER
    return AskedAnswer.objects.filter(asking__session__ends_at__lt=old).exists()
