"""How many places of sessions are free, for anybody and for those for whom some are held: in as many questions however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.academy.models import TAKES_A_PLACE, Booking, HeldFor, HeldPlaces, Session
from partnership.academy.queries.saying import place_name, sector_name
from partnership.academy.rules.places import Comer, Hold, Seating


@dataclass(frozen=True, slots=True)
class Held:
    """Places held for some, how many of them are free, and until when."""

    whom: str
    places: int
    free: int
    until_on: date


@dataclass(frozen=True, slots=True)
class Places:
    """How the places of one session stand."""

    capacity: int
    taken: int
    free: int  # for anybody
    waiting: int
    held: tuple[Held, ...]

    @property
    def any_free(self) -> bool:
        """Whether there is a place for anybody, or one that is held for some."""
        return self.free > 0 or any(one.free for one in self.held)


def whom(kind: str, key: str) -> str:
    """Say for whom places are held."""
    if kind == HeldFor.WORKS_AS:
        return _("volunteers")
    return sector_name(key) if kind == HeldFor.SECTOR else place_name(key)


def places_of(sessions: Iterable[Session]) -> dict[int, Places]:
    """Give how the places of these sessions stand, in three questions."""
    found = list(sessions)
    keys = [one.pk for one in found]
    holds, takers, waiting = _holds(keys), _takers(keys), _waiting(keys)
    return {one.pk: _places(one, holds[one.pk], takers[one.pk], waiting.get(one.pk, 0)) for one in found}


def _holds(keys: Collection[int]) -> dict[int, list[HeldPlaces]]:
    found: dict[int, list[HeldPlaces]] = defaultdict(list)
    for one in HeldPlaces.objects.filter(session__in=keys, until_on__gt=timezone.localdate()):
        found[one.session_id].append(one)
    return found


def _takers(keys: Collection[int]) -> dict[int, list[Comer]]:
    found: dict[int, list[Comer]] = defaultdict(list)
    taking = Booking.objects.filter(session__in=keys, state__in=TAKES_A_PLACE).order_by("asked_at", "pk")
    for session, sector, place, works_as in taking.values_list("session", "partner__sector", "place", "works_as"):
        found[session].append(Comer(sector or "", place, works_as))
    return found


def _waiting(keys: Collection[int]) -> dict[int, int]:
    in_line = Booking.objects.filter(session__in=keys, state="waiting").order_by()
    return dict(in_line.values_list("session").annotate(Count("pk")))


def _places(session: Session, held: list[HeldPlaces], takers: list[Comer], waiting: int) -> Places:
    seating = Seating(session.capacity, [Hold(one.kind, one.key, one.places) for one in held], takers)
    free = 0
    while seating.seat(Comer()):
        free += 1
    left = [size - len(sitting) for size, sitting in zip(seating.sizes, seating.sitting, strict=True)]
    return Places(
        capacity=session.capacity,
        taken=len(takers),
        free=free,
        waiting=waiting,
        held=tuple(
            Held(whom(one.kind, one.key), one.places, max(0, left[number]), one.until_on)
            for number, one in enumerate(held)
        ),
    )


def words(session: Session, places: Places) -> str:
    """Say in a few words whether there is a place."""
    if session.state != "announced":
        return str(session.get_state_display())
    if session.starts_at and session.starts_at <= timezone.now():
        return _("It has begun")
    if places.free:
        return ngettext("One place is free", "%(free)s places are free", places.free) % {"free": places.free}
    if places.any_free:
        return _("Only places held for some are free")
    return _("Full for now. You can ask to wait for a place")


def held_words(places: Places) -> tuple[str, ...]:
    """Say for whom places are held, and until when."""
    return tuple(
        ngettext(
            "One place is held for %(whom)s until %(day)s",
            "%(places)s places are held for %(whom)s until %(day)s",
            one.places,
        )
        % {"places": one.places, "whom": one.whom, "day": formats.date_format(one.until_on, "j F")}
        for one in places.held
    )
