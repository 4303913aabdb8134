"""Who gets a place: a pure sum of numbers, of those who have one and of those who wait, in their order.

Some places are held for people of a sector, of a district, or for volunteers; the others are anybody's. Whoever has a
place may be counted in any that serves them, and moves over where that lets somebody else in. So no place stays free
beside somebody whom it could serve, and nobody is served before somebody earlier whom the same places could serve.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comer:
    """What counts of somebody who has a place or wants one."""

    sector: str = ""
    place: str = ""
    works_as: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """So many places held for a sector, a district (`place`) or for volunteers (`works-as`)."""

    kind: str
    key: str
    places: int

    def serves(self, comer: Comer) -> bool:
        """Whether these places are for them."""
        if self.kind == "works-as":
            return comer.works_as == (self.key or "volunteer")
        return bool(self.key) and self.key == (comer.sector if self.kind == "sector" else comer.place)


class Seating:
    """The places of one session, and who is counted in which."""

    def __init__(self, capacity: int, holds: Sequence[Hold], takers: Iterable[Comer]) -> None:
        self.rooms: list[Hold | None] = [*holds, None]  # None: anybody's
        left, self.sizes = capacity, []
        for hold in holds:
            self.sizes.append(min(hold.places, left))
            left -= self.sizes[-1]
        self.sizes.append(left)
        self.sitting: list[list[Comer]] = [[] for _room in self.rooms]
        self._count_in(takers)

    def _count_in(self, takers: Iterable[Comer]) -> None:
        """Count everybody who has a place. Whoever sits in one held for others since takes it up all the same."""
        for taker in [one for one in takers if not self.seat(one)]:
            room = next((at for at, size in enumerate(self.sizes) if len(self.sitting[at]) < size), len(self.rooms) - 1)
            self.sitting[room].append(taker)

    @property
    def full(self) -> bool:
        """Whether there is no place left for anybody at all."""
        return all(len(sitting) >= size for sitting, size in zip(self.sitting, self.sizes, strict=True))

    def seat(self, comer: Comer) -> bool:
        """Give them a place if there is one, letting others move over; say whether there was."""
        return not self.full and self._seat(comer, set())

    def _seat(self, comer: Comer, tried: set[int]) -> bool:
        rooms = [at for at, hold in enumerate(self.rooms) if at not in tried and (hold is None or hold.serves(comer))]
        for at in rooms:
            if len(self.sitting[at]) < self.sizes[at]:
                self.sitting[at].append(comer)
                return True
        tried |= set(rooms)
        return any(self._moves_over(at, comer, tried) for at in rooms)

    def _moves_over(self, room: int, comer: Comer, tried: set[int]) -> bool:
        """Let somebody of this room move to another one, once for each kind of people, and give theirs to the comer."""
        for one in dict.fromkeys(self.sitting[room]):
            if self._seat(one, tried):
                self.sitting[room].remove(one)
                self.sitting[room].append(comer)
                return True
        return False


def chosen(capacity: int, holds: Sequence[Hold], takers: Iterable[Comer], waiting: Sequence[Comer]) -> list[int]:
    """Give the numbers of those who wait, first come first, for whom there is a place."""
    seating = Seating(capacity, holds, takers)
    found = []
    for number, comer in enumerate(waiting):
        if seating.full:
            break
        if seating.seat(comer):
            found.append(number)
    return found
