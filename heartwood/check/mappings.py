"""Whether what carries answers from one edition of the framework to another leaves none of them behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, pairwise

from heartwood.check.faults import Fault, Steps, any_of
from heartwood.check.frameworks import edition_file
from heartwood.pack import Carried, EditionMapping, FrameworkEdition, Pack, Standard

_SIDES = ("before", "after")
_MANY = 2  # or more
_SIZES: Mapping[str, tuple[int, int, str]] = {  # how many before and after, and how that is said; _MANY: two or more
    "same": (1, 1, "one before and one after"),
    "reworded": (1, 1, "one before and one after"),
    "split": (1, _MANY, "one before and several after"),
    "merged": (_MANY, 1, "several before and one after"),
    "new": (0, 1, "none before and one after"),
    "gone": (1, 0, "one before and none after"),
}


def mapping_faults(pack: Pack) -> Iterator[Fault]:
    """Say where a mapping leaves a standard out, names it twice or calls it what it is not."""
    for mapping in pack.mappings.values():
        file = f"framework/mappings/{mapping.old}-to-{mapping.new}.yaml"
        strange = [*_edition_faults(pack, mapping, file)]
        yield from strange
        if not strange:
            yield from _carried_faults(pack.frameworks[mapping.old], pack.frameworks[mapping.new], mapping, file)
    yield from _unreached_faults(pack)


def _edition_faults(pack: Pack, mapping: EditionMapping, file: str) -> Iterator[Fault]:
    for name, key in (("from", mapping.old), ("to", mapping.new)):
        if key not in pack.frameworks:
            yield Fault(file, (name,), f'"{key}" is not an edition of the framework', any_of(pack.frameworks))
    if mapping.old == mapping.new:
        yield Fault(file, ("to",), "the mapping leads from an edition to itself", "another edition")


def _carried_faults(
    old: FrameworkEdition, new: FrameworkEdition, mapping: EditionMapping, file: str
) -> Iterator[Fault]:
    for side, edition in zip(_SIDES, (old, new), strict=True):
        yield from _side_faults(edition, mapping, file, side)
    for place, one in enumerate(mapping.carried):
        steps: Steps = ("carried", place)
        yield from _size_faults(one, file, steps)
        yield from _identity_faults(old, new, one, file, steps)


def _named(one: Carried, side: str) -> tuple[str, ...]:
    return one.before if side == "before" else one.after


def _side_faults(edition: FrameworkEdition, mapping: EditionMapping, file: str, side: str) -> Iterator[Fault]:
    known = {one.key for one in edition.standards}
    seen: set[str] = set()
    for place, one in enumerate(mapping.carried):
        for position, key in enumerate(_named(one, side)):
            steps: Steps = ("carried", place, side, position)
            if key not in known:
                yield Fault(file, steps, f'"{key}" is not a standard of {edition.key}', any_of(known))
            elif key in seen:
                yield Fault(file, steps, f'"{key}" stands here a second time', f"each standard of {edition.key} once")
            seen.add(key)
    for key in sorted(known - seen):
        found = f'nothing says what {"became of" if side == "before" else "leads to"} "{key}" of {edition.key}'
        yield Fault(file, ("carried",), found, f'a line with "{key}" in its "{side}"')


def _size_faults(one: Carried, file: str, steps: Steps) -> Iterator[Fault]:
    *sizes, said = _SIZES[one.became]
    found = (len(one.before), len(one.after))
    if any(have != want and not (want == _MANY and have > want) for have, want in zip(found, sizes, strict=True)):
        yield Fault(file, steps, f'"{one.became}" with {found[0]} before and {found[1]} after', said)


def _identity_faults(
    old: FrameworkEdition, new: FrameworkEdition, one: Carried, file: str, steps: Steps
) -> Iterator[Fault]:
    # Answers, actions and pledges hang on a key: the same key is the same standard, and another one is another.
    keeps = one.became in ("same", "reworded")
    if keeps and one.before != one.after:
        yield Fault(file, steps, f'"{one.became}" under another key', 'the same key, or "split", "merged", "gone"')
    for key in chain(one.before, one.after):
        if not keeps and old.standard(key) and new.standard(key):
            found = f'"{key}" is a standard of both editions, and is called "{one.became}" here'
            yield Fault(file, steps, found, '"same" or "reworded", or a key that no standard ever had')
            return
    kept = one.before if one.before == one.after else ()
    if one.became == "same" and any(_asked(old.standard(key)) != _asked(new.standard(key)) for key in kept):
        yield Fault(file, steps, f'"{one.before[0]}" has other words in {new.key}', '"reworded"')


def _asked(standard: Standard | None) -> Standard | None:
    return replace(standard, clauses=(), serves={}, topics=()) if standard else None


def _unreached_faults(pack: Pack) -> Iterator[Fault]:
    reached = {new for _, new in pack.mappings}
    kinds = [[one for one in pack.frameworks.values() if one.is_pulse is pulse] for pulse in (False, True)]
    for older, edition in chain.from_iterable(pairwise(kind) for kind in kinds):
        if edition.key not in reached:
            found = f"no mapping leads to the edition {edition.key}: answers to older ones would be lost"
            accepted = f"a file framework/mappings/{older.key}-to-{edition.key}.yaml"
            yield Fault(edition_file(edition), ("edition",), found, accepted)
