"""What seats say once they are open, and the one place that reads answers: to open them, by the library's rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q

from heartwood.disclosure.keeping import kept_from, opened_from, plain_kept, plain_opened
from heartwood.disclosure.opening import Answers, Domain, Kept, Opened, Opening, open_beside, open_by_name
from partnership.core import pack
from partnership.core.pack import FrameworkEdition
from partnership.framework.models import Answer, AskedSeat, Assessment, Response, Scope
from partnership.framework.rules.arranging import Part, asked_edition

Counts = Mapping[tuple[str, int], int]  # (standard, level) -> people


@dataclass(frozen=True, slots=True)
class SeatOpening:
    """What is to be stored of one seat: what is shown, and what the next opening is held against."""

    opened: dict[str, Any]
    kept: list[dict[str, Any]]


def opened(seat: AskedSeat) -> Opened | None:
    """Give what is shown of a seat; nothing before results are open."""
    return opened_from(seat.opened) if seat.opened is not None else None


def seats_opened(assessment: Assessment) -> dict[str, Opened]:
    """Give what is shown of each seat that has opened, in the edition's order."""
    found = {seat.seat: opened_from(seat.opened) for seat in assessment.seats.all() if seat.opened is not None}
    return {key: found[key] for key in asked_edition(assessment).seats if key in found}


def openings(assessment: Assessment) -> dict[str, SeatOpening]:
    """Open every seat of an assessment that is closed. Nothing else may read what was answered without a name."""
    edition, before = asked_edition(assessment), _kept_before(assessment)
    people, counts = _people(assessment), _counts(assessment)
    made = {}
    for seat in assessment.seats.all():
        answers = Answers(people.get(seat.pk, 0), _domains(edition, counts.get(seat.pk, {})))
        if seat.anonymous:
            made[seat.seat] = _open(assessment, answers, before.get(seat.seat, {}))
        else:
            made[seat.seat] = SeatOpening(plain_opened(open_by_name(answers)), [])
    return made


def _open(assessment: Assessment, answers: Answers, kept: Mapping[Part, tuple[Kept, ...]]) -> SeatOpening:
    before = {part: Opening(NOTHING_SHOWN, several) for part, several in kept.items()}
    own = before.pop(_part(assessment), None)
    others = list(before.values())
    opening = open_beside(answers, closed=True, least=assessment.least, before=own, others=others)
    return SeatOpening(plain_opened(opening.opened), plain_kept(opening.kept))


NOTHING_SHOWN = open_by_name(Answers(0, ()))  # of the last opening only what was kept is looked at


def _people(assessment: Assessment) -> dict[int, int]:
    handed_in = Response.objects.handed_in().filter(seat__assessment=assessment)
    return dict(handed_in.order_by().values_list("seat").annotate(Count("pk")))


def _counts(assessment: Assessment) -> dict[int, Counts]:
    given = Answer.objects.filter(response__seat__assessment=assessment, response__handed_in=True, level__isnull=False)
    found: dict[int, Counter[tuple[str, int]]] = {}
    grouped = given.order_by().values_list("response__seat", "standard", "level").annotate(Count("pk"))
    for seat, standard, level, people in grouped:
        found.setdefault(seat, Counter())[standard, level] = people
    return dict(found)


def _domains(edition: FrameworkEdition, counts: Counts) -> tuple[Domain, ...]:
    levels = range(1, len(edition.levels) + 1)
    return tuple(
        Domain(
            domain,
            standards,
            tuple(tuple(counts.get((standard, level), 0) for level in levels) for standard in standards),
        )
        for domain, standards in _standards(edition).items()
    )


def _standards(edition: FrameworkEdition) -> dict[str, tuple[str, ...]]:
    found = {key: tuple(one.key for one in edition.standards if one.domain == key) for key in edition.domains}
    return {key: standards for key, standards in found.items() if standards}


def _kept_before(assessment: Assessment) -> dict[str, dict[Part, tuple[Kept, ...]]]:
    """Give what each seat's last opening kept, by the part it was of, whether or not a meeting agreed on anything after it.

    The last that was agreed (`previous`) would not do: whoever opened results twice without agreeing would see two dates
    that were never held against each other. The whole shares people with its parts, so they are held against each other too.
    """
    earlier = Assessment.objects.of(assessment.partner).with_results().exclude(pk=assessment.pk)
    if assessment.scope != Scope.WHOLE:
        same = Q(scope=assessment.scope, scope_name__iexact=assessment.scope_name)
        earlier = earlier.filter(Q(scope=Scope.WHOLE) | same)
    seats = AskedSeat.objects.anonymous().filter(assessment__in=earlier, kept__isnull=False)
    kept: dict[str, dict[Part, tuple[Kept, ...]]] = {}
    for seat in seats.select_related("assessment").order_by("assessment__opened_at", "pk"):
        carried = tuple(_carried(kept_from(seat.kept), seat.assessment.edition, assessment.edition))
        if carried:  # a pulse in between is about other questions
            kept.setdefault(seat.seat, {})[_part(seat.assessment)] = carried
    return kept


def _part(assessment: Assessment) -> Part:
    return assessment.scope, assessment.scope_name.casefold()


def _carried(kept: tuple[Kept, ...], old: str, new: str) -> Iterator[Kept]:
    """Give what was kept under the names of another edition; what is asked otherwise there is another question."""
    if old == new:
        yield from kept
        return
    names, groups = _renamed(old, new), _standards(pack.current().frameworks[new])
    domains = {standard: domain for domain, standards in groups.items() for standard in standards}
    for one in kept:
        standards = tuple(names[key] for key in one.table.standards if key in names)
        if len(standards) != len(one.table.standards):
            continue
        domain = domains[standards[0]]
        if len(standards) == 1 or set(standards) == set(groups[domain]):
            ordered = tuple(key for key in groups[domain] if key in standards)
            yield replace(one, table=replace(one.table, domain=domain, standards=ordered))


def _renamed(old: str, new: str) -> dict[str, str]:
    mapping = pack.current().mappings.get((old, new))
    return mapping.asks_the_same if mapping else {}
