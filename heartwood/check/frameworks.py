"""Whether each edition of the framework is whole, speaks plainly, and is still what people answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from heartwood.check.faults import Fault, Steps, any_of, repeated, unknown
from heartwood.check.readability import OLDEST, reading_age
from heartwood.framework.scoring import FACTS, BadScoring, from_data
from heartwood.pack import FrameworkEdition, Pack, SeatWording, Standard

_ANEW = "the words as they were, or a new edition: copy the folder to {name}-2 and change it there"


class Placed(NamedTuple):
    """A standard and where it stands."""

    standard: Standard
    file: str
    steps: Steps


def edition_file(edition: FrameworkEdition) -> str:
    """Name the file that an edition begins with."""
    return f"framework/{edition.key}/edition.yaml"


def placed(edition: FrameworkEdition) -> Iterator[Placed]:
    """Give every standard with its file and its place in it."""
    seen: Counter[str] = Counter()
    for one in edition.standards:
        yield Placed(one, f"framework/{edition.key}/{one.domain}.yaml", ("standards", seen[one.domain]))
        seen[one.domain] += 1


def framework_faults(pack: Pack) -> Iterator[Fault]:
    """Say where an edition contradicts itself or the vocabulary, leaves somebody out, or was changed after it was offered."""
    for edition in pack.frameworks.values():
        yield from _edition_faults(pack, edition)
        yield from _twice_faults(pack, edition)
        yield from _frozen_faults(edition)
        yield from _scoring_faults(edition)
        yield from _pulse_faults(edition)
        for one in placed(edition):
            yield from _known_faults(pack, edition, one)
            yield from _seat_faults(edition, one)
            yield from _whole_faults(edition, one)


def _edition_faults(pack: Pack, edition: FrameworkEdition) -> Iterator[Fault]:
    file = edition_file(edition)
    yield from unknown(file, ("sectors",), "a sector", edition.sectors, pack.sectors)
    filled = {one.domain for one in edition.standards}
    for place, domain in enumerate(edition.domains):
        if domain not in filled:
            found = f'no file gives the standards of the domain "{domain}"'
            yield Fault(file, ("domains", place), found, f"a file framework/{edition.key}/{domain}.yaml")
    for domain in sorted(filled - set(edition.domains)):
        found = f'"{domain}" is not a domain of this edition'
        yield Fault(f"framework/{edition.key}/{domain}.yaml", ("domain",), found, any_of(edition.domains))


def list_faults(file: str, content: dict[str, Sequence[dict[str, str]]]) -> Iterator[Fault]:
    """Say which seat, domain or framework of others stands twice in the file of an edition."""
    for where in ("seats", "domains", "outside"):
        yield from repeated(file, where, [one["key"] for one in content.get(where, ())])


def _twice_faults(pack: Pack, edition: FrameworkEdition) -> Iterator[Fault]:
    # Editions and standards share the beginning of their urns.
    first = {key: edition_file(other) for key, other in pack.frameworks.items()}
    for standard, file, steps in placed(edition):
        if standard.key in first:
            found = f'"{standard.key}" stands already in {first[standard.key]}'
            yield Fault(file, (*steps, "key"), found, "a key of its own")
        first.setdefault(standard.key, file)


def _frozen_faults(edition: FrameworkEdition) -> Iterator[Fault]:
    file = edition_file(edition)
    if edition.offered and "en" not in edition.frozen:
        found = "the edition is offered, and its words are not frozen"
        yield Fault(file, ("status",), found, f'a line "frozen: {{en: {edition.sha256["en"]}}}"')
    if not edition.offered and edition.frozen:
        yield Fault(file, ("frozen",), "a draft is frozen", 'the status "offered", or no line "frozen"')
        return
    for language, digest in edition.frozen.items():
        if edition.sha256.get(language) != digest:
            found = f'the words of this edition in "{language}" are not those that were frozen when it was offered'
            yield Fault(file, ("frozen", language), found, _ANEW.format(name=f"framework/{edition.key}"))


def _pulse_faults(edition: FrameworkEdition) -> Iterator[Fault]:
    """Say where a pulse asks by name: what one person answers about their workplace is nobody's to see."""
    for place, seat in enumerate(edition.seats.values() if edition.is_pulse else ()):
        if not seat.anonymous:
            found = f'a pulse asks the seat "{seat.key}" by name'
            yield Fault(edition_file(edition), ("seats", place, "anonymous"), found, "anonymous: true")


def _scoring_faults(edition: FrameworkEdition) -> Iterator[Fault]:
    if edition.scoring is None:
        return
    file = edition_file(edition)
    try:
        scoring = from_data(edition.scoring)
    except BadScoring as problem:
        yield Fault(
            file,
            ("scoring",),
            f"the scoring cannot be used: {str(problem).rstrip('.')}",
            "docs/methods/scoring.md says what can",
        )
        return
    standards = {one.key: one for one in edition.standards}
    weighed = [standard for standard, _weight in scoring.combining.weights]
    yield from unknown(file, ("scoring", "weights"), "a standard of this edition", weighed, standards)
    yield from unknown(file, ("scoring", "caps"), "a fact", [cap.unless for cap in scoring.caps], dict.fromkeys(FACTS))


def _known_faults(pack: Pack, edition: FrameworkEdition, one: Placed) -> Iterator[Fault]:
    standard, file, steps = one
    clauses = {clause.key: clause for charter in pack.charters.values() for clause in charter.clauses}
    yield from unknown(file, (*steps, "principles"), "a principle", standard.principles, pack.principles)
    yield from unknown(file, (*steps, "clauses"), "a clause", standard.clauses, clauses)
    for place, guidance in enumerate(standard.guidance):
        yield from unknown(file, (*steps, "guidance", place, "sectors"), "a sector", guidance.sectors, pack.sectors)
    for key, parts in standard.serves.items():
        if key in edition.outside:
            yield from unknown(file, (*steps, "serves", key), f"a part of {key}", parts, edition.outside[key].parts)
        else:
            found = f'"{key}" is not a framework of others that this edition names'
            yield Fault(file, (*steps, "serves", key), found, any_of(edition.outside))


def _seat_faults(edition: FrameworkEdition, one: Placed) -> Iterator[Fault]:
    standard, file, steps = one
    for key, wording in standard.seats.items():
        where = (*steps, "seats", key)
        if key not in edition.seats:
            yield Fault(file, where, f'"{key}" is not a seat of this edition', any_of(edition.seats))
        elif edition.seats[key].anonymous:
            yield from _plain_faults(file, where, wording)
    for key in edition.seats:
        if key not in standard.seats:
            found = f'"{standard.key}" asks nothing of the seat "{key}"'
            yield Fault(file, (*steps, "seats"), found, f'a line "{key}:" with what it is asked')


def _plain_faults(file: str, where: Steps, wording: SeatWording) -> Iterator[Fault]:
    age = reading_age(" ".join(map(str, (wording.asks, *wording.levels))))
    if age > OLDEST:
        found = f"somebody has to be {ceil(age)} to read this easily"
        yield Fault(file, where, found, f"shorter sentences and words, for an age of 9 to {OLDEST:.0f},")


def _whole_faults(edition: FrameworkEdition, one: Placed) -> Iterator[Fault]:
    standard, file, steps = one
    if not edition.offered:
        return
    for key, wording in standard.seats.items():
        if not wording.levels:
            found = f'"{standard.key}" has no levels in the words of the seat "{key}"'
            yield Fault(file, (*steps, "seats", key), found, 'five lines under "levels:", or the status "draft"')
    for sector in edition.sectors:
        if standard.guidance_for(sector) is None:
            found = f'"{standard.key}" has no guidance for the sector "{sector}"'
            yield Fault(file, steps, found, 'a line under "guidance:", or the status "draft"')
    if not standard.evidence and not edition.is_pulse:
        found = f'"{standard.key}" names nothing that could be shown'
        yield Fault(file, steps, found, 'a line under "evidence:", or the status "draft"')
