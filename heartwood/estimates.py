"""An estimate: the only shape in which a number leaves this library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shown(StrEnum):
    """Whether there is a value, and if there is none, which silence it is. The silences never look alike."""

    SHOWN = "shown"
    TOO_FEW = "too_few"  # counted, and held back because so few people stand behind it
    NOT_PUBLISHED = "not_published"  # somebody measures it; this value was not given out
    NOT_LOADED = "not_loaded"  # published, and not in this build
    NOBODY_MEASURES = "nobody_measures"  # no one collects it
    DOUBTED = "doubted"  # published, and we have a reason not to trust it


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its doubt, or the reason why there is none.

    Attributes
    ----------
    value, low, high
        The value and the ends of its interval, in `unit`. None where there is none.
    level
        Of the interval: 0.95 unless the source says otherwise.
    people
        How many it rests on (the denominator where that is people), or None.
    why
        One sentence wherever `shown` is not SHOWN; empty otherwise.
    method
        Key of a page in ``docs/methods``.
    sources
        The dataset editions it was made from.

    Raises
    ------
    ValueError
        If a value is given with a silence, a silence without its sentence, or a low end above the high one.
    """

    value: float | None
    low: float | None
    high: float | None
    level: float
    unit: str
    people: int | None
    shown: Shown
    why: str
    method: str
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if (self.shown is Shown.SHOWN) != (self.value is not None):
            raise ValueError(f"An estimate that is {self.shown} cannot have the value {self.value}.")
        if self.shown is not Shown.SHOWN and not self.why:
            raise ValueError(f"An estimate that is {self.shown} needs the sentence that says why.")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"The interval {self.low} to {self.high} is the wrong way round.")

    @property
    def has_interval(self) -> bool:
        """Whether both ends of an interval are known."""
        return self.low is not None and self.high is not None
