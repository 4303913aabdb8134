"""Where seats see the same thing differently, beyond chance: what a plan begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heartwood.disclosure.opening import Opened
from partnership.core.pack import FrameworkEdition
from partnership.framework.queries.spreads import Gap, Unit, gaps


@dataclass(frozen=True, slots=True)
class Apart:
    """Two seats that chance alone would not set apart: how far they are, and the sentence for it."""

    size: float  # pairs of 100 away from level
    words: str


def seats_apart(edition: FrameworkEdition, seats: Mapping[str, Opened]) -> dict[str, tuple[Apart, ...]]:
    """Give, for each standard, which seats stand apart, the furthest first: the gaps that the meeting shows.

    Where a seat opened by domain only, the whole domain is compared, and the sentence says so.
    """
    found: dict[str, list[Apart]] = defaultdict(list)
    for unit, several in gaps(edition, seats).items():
        for gap in several:
            if gap.is_beyond_chance:
                for standard in unit:
                    found[standard].append(_apart(gap, unit))
    return {key: tuple(sorted(each, key=lambda one: -one.size)) for key, each in found.items()}


def _apart(gap: Gap, unit: Unit) -> Apart:
    words = gap.said if len(unit) == 1 else _("%(said)s This is about the whole domain.") % {"said": gap.said}
    return Apart(gap.size, words)
