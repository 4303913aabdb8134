"""Where seats see the same thing differently, beyond chance: what a plan begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from heartwood.disclosure.opening import Opened
from heartwood.estimates import Estimate
from heartwood.framework.gaps import LEVEL_WITH, Counts, Told, gaps_between, told
from heartwood.framework.saying import say_gap
from partnership.core.pack import FrameworkEdition, Standard, in_language
from partnership.framework.queries.tables import domain_table, table_of

_APART = (Told.HIGHER, Told.LOWER)
Couple = tuple[Counts, Counts]


@dataclass(frozen=True, slots=True)
class Apart:
    """Two seats that chance alone would not set apart: how far they are, and the sentence for it."""

    size: float  # pairs of 100, from 50 (level) to 100
    words: str


def seats_apart(edition: FrameworkEdition, seats: Mapping[str, Opened]) -> dict[str, tuple[Apart, ...]]:
    """Give, for each standard, which seats stand apart, the furthest first.

    Where a seat opened by domain only, the whole domain is compared, and the sentence says so.
    """
    found: dict[str, list[Apart]] = defaultdict(list)
    for one, other in combinations([key for key in edition.seats if key in seats], 2):
        for standard, apart in _between(edition, seats, one, other):
            found[standard].append(apart)
    return {key: tuple(sorted(each, key=lambda one: -one.size)) for key, each in found.items()}


def _between(
    edition: FrameworkEdition, seats: Mapping[str, Opened], one: str, other: str
) -> Iterator[tuple[str, Apart]]:
    names = in_language(edition.seats[one].name), in_language(edition.seats[other].name)
    couples = {standard.key: _couple(standard, seats[one], seats[other]) for standard in edition.standards}
    first = {key: couple[0] for key, (couple, _whole) in couples.items()}
    second = {key: couple[1] for key, (couple, _whole) in couples.items()}
    for key, estimate in gaps_between(first, second).items():
        if told(estimate) in _APART:
            yield key, Apart(_size(estimate), _words(estimate, names, whole_domain=couples[key][1]))


def _couple(standard: Standard, one: Opened, other: Opened) -> tuple[Couple, bool]:
    """Give what two seats said of a standard, or of its domain, and whether it is the domain."""
    alone = table_of(one, standard.key), table_of(other, standard.key)
    if alone[0] and alone[1]:
        return (alone[0].per_person, alone[1].per_person), False
    whole = domain_table(one, standard.domain), domain_table(other, standard.domain)
    if whole[0] and whole[1]:
        return (whole[0].per_person, whole[1].per_person), True
    return ((), ()), False


def _size(estimate: Estimate) -> float:
    value = LEVEL_WITH if estimate.value is None else estimate.value
    return max(value, 2 * LEVEL_WITH - value)


def _words(estimate: Estimate, names: tuple[str, str], *, whole_domain: bool) -> str:
    said = say_gap(estimate, *names, _)
    return _("%(said)s This is about the whole domain.") % {"said": said} if whole_domain else said
