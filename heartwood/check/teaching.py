"""Whether who may lead fits what is taught: courses that exist and that somebody could lead; checklists that can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import ceil
from pathlib import PurePosixPath

from heartwood.check.faults import Fault, Steps, any_of, unknown
from heartwood.check.readability import OLDEST, reading_age
from heartwood.pack import Academy, Evidence, Pack, Way
from heartwood.pack.files import ACADEMY, CHECKLISTS, Layers, load
from heartwood.pack.teaching import Checklist, make_checklist

_WAYS: Steps = ("teaching", "ways")


def teaching_faults(pack: Pack, academy: Academy) -> Iterator[Fault]:
    """Say which way to lead or checklist names what is not there, could never be kept, or cannot be read easily."""
    if academy.teaching is not None:
        for place, way in enumerate(academy.teaching.ways.values()):
            yield from _way_faults(academy, way, (*_WAYS, place))
        yield from _repeated_ways(pack)
        yield from _nobody_leads(academy)
    yield from _checklist_files(pack, academy)


def _way_faults(academy: Academy, way: Way, steps: Steps) -> Iterator[Fault]:
    if way.course not in academy.courses:
        found = f'"{way.course}" is not a course of this pack'
        yield Fault(ACADEMY, (*steps, "course"), found, any_of(academy.courses))
    yield from unknown(ACADEMY, (*steps, "leads"), "a course", way.leads, academy.courses)
    longest = max((one.months for one in _leaves(way.renewal)), default=0)
    if longest > way.months:
        found = f"what renews it may be {longest} months old, and it counts for {way.months}"
        yield Fault(ACADEMY, (*steps, "renewal"), found, f"at most {way.months} months")


def _leaves(evidence: Evidence) -> Iterator[Evidence]:
    if not evidence.parts:
        yield evidence
    for one in evidence.parts:
        yield from _leaves(one)


def _repeated_ways(pack: Pack) -> Iterator[Fault]:
    # From the file: of two ways by one course only the last is read into the pack.
    layers = Layers(pack.folder, pack.overlay)
    courses = [one["course"] for one in load(layers.find(ACADEMY), ACADEMY)["teaching"]["ways"]]
    for key, times in Counter(courses).items():
        if times > 1:
            found = f'"{key}" stands {times} times'
            yield Fault(ACADEMY, (*_WAYS, courses.index(key), "course"), found, "one way for each course")


def _nobody_leads(academy: Academy) -> Iterator[Fault]:
    """Where a session needs somebody who is accredited, every course with a level needs a way to lead it."""
    teaching = academy.teaching
    if teaching is None or not teaching.each_session:
        return
    for key, course in academy.courses.items():
        if course.level and not teaching.leading_to(key):
            found = f'nobody could be accredited to lead "{key}", so no day of it could be announced'
            yield Fault(ACADEMY, ("teaching", "each_session"), found, f'"{key}" under "leads:", or each_session: 0')


def _checklist_files(pack: Pack, academy: Academy) -> Iterator[Fault]:
    layers = Layers(pack.folder, pack.overlay)
    for file in layers.several(CHECKLISTS):
        yield from _checklist_faults(academy, make_checklist(load(layers.find(file), file)), file)


def _checklist_faults(academy: Academy, checklist: Checklist, file: str) -> Iterator[Fault]:
    named, wanted = PurePosixPath(file).stem, f"{checklist.key}-{checklist.version}"
    if named != wanted:
        yield Fault(file, ("version",), f"the file {named}.yaml holds {checklist.edition}", f"the file {wanted}.yaml")
    yield from unknown(file, ("courses",), "a course", checklist.courses, academy.courses)
    keys = [one.key for one in checklist.items]
    for key, times in Counter(keys).items():
        if times > 1:
            steps: Steps = ("items", keys.index(key), "key")
            yield Fault(file, steps, f'"{key}" stands {times} times', "a key of its own for each item")
    age = reading_age(" ".join(map(str, (checklist.about, *(one.text for one in checklist.items)))))
    if age > OLDEST:
        found = f"somebody has to be {ceil(age)} to read this easily"
        yield Fault(file, ("items",), found, f"shorter sentences and words, for an age of 9 to {OLDEST:.0f},")
