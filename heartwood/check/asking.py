"""Whether what people are asked after training can be asked and added up, and is about standards that there are."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from heartwood.check.faults import Fault, Steps, unknown
from heartwood.check.readability import OLDEST, reading_age
from heartwood.pack import Academy, Pack
from heartwood.pack.asking import AskedItem, Bank, Instrument, Sort, Wave
from heartwood.pack.files import ASKING, COURSES

TWICE = (Sort.KNOWLEDGE, Sort.CONFIDENCE)


def asking_faults(pack: Pack) -> Iterator[Fault]:
    """Say which question cannot be asked, added up or read easily, and which course asks what is not there."""
    if pack.academy is None:
        return
    for bank in pack.academy.banks:
        yield from _bank_faults(pack, bank, f"{ASKING}/{bank.version}.yaml")
    yield from _course_faults(pack.academy)
    yield from _day_faults(pack.academy)


def _bank_faults(pack: Pack, bank: Bank, file: str) -> Iterator[Fault]:
    yield from unknown(file, ("default",), "an instrument", bank.default, bank.instruments)
    seen: set[str] = set()
    for place, one in enumerate(bank.instruments.values()):
        for at, item in enumerate(one.items):
            steps: Steps = ("instruments", place, "items", at)
            if item.key in seen:
                yield Fault(file, (*steps, "key"), f'"{item.key}" stands here a second time', "a key of its own")
            seen.add(item.key)
            yield from _item_faults(one, item, file, steps)
            yield from _standard_faults(pack, item, file, steps)
        if one.own_words and Wave.LATER not in one.waves:
            found = "words of their own are asked for on the day, when whoever leads it is there"
            yield Fault(file, ("instruments", place, "own_words"), found, "them in what is asked three months later")


def _item_faults(instrument: Instrument, item: AskedItem, file: str, steps: Steps) -> Iterator[Fault]:
    keys = [one.key for one in item.choices]
    if len(set(keys)) != len(keys):
        yield Fault(file, (*steps, "choices"), f'"{item.key}" has a line twice', "each line with a key of its own")
    if instrument.sort in TWICE and item.several:
        found = f'"{item.key}" is asked before and after, and takes several lines'
        yield Fault(file, (*steps, "several"), found, "one line only, so that a change can be told")
    wanted = 1 if instrument.sort is Sort.KNOWLEDGE else None
    if wanted and len(item.counting) != wanted:
        found = f'"{item.key}" has {len(item.counting)} lines that count'
        yield Fault(file, (*steps, "choices"), found, 'exactly one with "counts: true": the right one')
    if bool(item.counting) != bool(item.told):
        found = f'"{item.key}" says what is told of it, or has lines that count, and not both'
        yield Fault(file, steps, found, 'a line "told: …" and at least one choice with "counts: true", or neither')
    if instrument.sort in TWICE and not item.counting:
        yield Fault(file, steps, f'of "{item.key}" nothing could be told', 'a choice with "counts: true"')
    age = reading_age(" ".join(map(str, (item.ask, *(f"{one.text}." for one in item.choices)))))
    if age > OLDEST:
        found = f"somebody has to be {ceil(age)} to read this easily"
        yield Fault(file, (*steps, "ask"), found, f"shorter sentences and words, for an age of 9 to {OLDEST:.0f},")


def _standard_faults(pack: Pack, item: AskedItem, file: str, steps: Steps) -> Iterator[Fault]:
    known = {one.key: one for edition in pack.frameworks.values() for one in edition.standards}
    for number, choice in enumerate(item.choices):
        if known:  # a pack need not have a framework
            yield from unknown(file, (*steps, "choices", number, "standards"), "a standard", choice.standards, known)


def _course_faults(academy: Academy) -> Iterator[Fault]:
    known = academy.bank.instruments if academy.bank else {}
    for key, course in academy.courses.items():
        yield from unknown(f"{COURSES}/{key}.yaml", ("asked",), "an instrument", course.asked or (), known)


def _day_faults(academy: Academy) -> Iterator[Fault]:
    days = [one.since for one in academy.banks]
    for bank in academy.banks:
        if days.count(bank.since) > 1:
            found = f"another version is asked since {bank.since} too"
            yield Fault(f"{ASKING}/{bank.version}.yaml", ("since",), found, "a day of its own")
