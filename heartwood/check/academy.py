"""Whether what is taught fits the rest: levels, role families, sectors, stages and standards that exist, and courses that can be begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil

from heartwood.check.elsewhere import elsewhere_faults
from heartwood.check.faults import Fault, Steps, any_of, unknown
from heartwood.check.readability import OLDEST, reading_age
from heartwood.check.teaching import teaching_faults
from heartwood.pack import Academy, Course, LevelSet, Pack
from heartwood.pack.files import ACADEMY, COURSES, Layers, load


def academy_faults(pack: Pack) -> Iterator[Fault]:
    """Say which course, family or pathway names what is not there, cannot be begun, or cannot be read easily."""
    academy = pack.academy
    if academy is None:
        return
    yield from _need_faults(pack, academy)
    yield from _pathway_faults(academy)
    yield from _course_files(pack, academy)
    yield from _circle_faults(academy)
    yield from elsewhere_faults(academy)
    yield from teaching_faults(pack, academy)


def _need_faults(pack: Pack, academy: Academy) -> Iterator[Fault]:
    # From the file: only the needs at the levels that the place chose are read into the pack.
    layers = Layers(pack.folder, pack.overlay)
    for place, family in enumerate(load(layers.find(ACADEMY), ACADEMY)["families"]):
        for key, shares in family["needs"].items():
            steps: Steps = ("families", place, "needs", key)
            if key not in academy.level_sets:
                yield Fault(ACADEMY, steps, f'"{key}" is not a set of levels of this pack', any_of(academy.level_sets))
                continue
            for level in shares:
                if level not in academy.level_sets[key].levels:
                    found = f'"{level}" is not a level of {key}'
                    yield Fault(ACADEMY, (*steps, level), found, any_of(academy.level_sets[key].levels))


def _pathway_faults(academy: Academy) -> Iterator[Fault]:
    for place, pathway in enumerate(academy.pathways.values()):
        steps: Steps = ("pathways", place)
        if pathway.family not in academy.families:
            found = f'"{pathway.family}" is not a role family of this pack'
            yield Fault(ACADEMY, (*steps, "family"), found, any_of(academy.families))
        yield from unknown(ACADEMY, (*steps, "courses"), "a course", pathway.courses, academy.courses)
        yield from _order_faults(academy, pathway.courses, (*steps, "courses"))
    for place, key in enumerate(academy.families):
        if key not in academy.pathways:
            found = f'no pathway is for the role family "{key}"'
            yield Fault(ACADEMY, ("families", place), found, f'a line "family: {key}" under "pathways:"')


def _order_faults(academy: Academy, courses: tuple[str, ...], steps: Steps) -> Iterator[Fault]:
    """A pathway leads from one course to the next: none may need one that comes after it."""
    for place, key in enumerate(courses):
        course = academy.courses.get(key)
        for earlier in course.prerequisites if course else ():
            if earlier in courses[place:]:
                found = f'"{key}" stands before "{earlier}", which it needs'
                yield Fault(ACADEMY, (*steps, place), found, f'"{earlier}" first')


def _course_files(pack: Pack, academy: Academy) -> Iterator[Fault]:
    layers = Layers(pack.folder, pack.overlay)
    for file in layers.several(COURSES):
        content = load(layers.find(file), file)
        course = academy.courses[content["key"]]
        yield from _level_faults(academy.level_sets, file, content.get("levels", {}))
        yield from _known_faults(pack, academy, course, file)
        yield from _plain_faults(course, file)


def _level_faults(sets: Mapping[str, LevelSet], file: str, said: Mapping[str, str]) -> Iterator[Fault]:
    for key, level in said.items():
        if key not in sets:
            yield Fault(file, ("levels", key), f'"{key}" is not a set of levels of this pack', any_of(sets))
        elif level not in sets[key].levels:
            found = f'"{level}" is not a level of {key}'
            yield Fault(file, ("levels", key), found, any_of(sets[key].levels))


def _known_faults(pack: Pack, academy: Academy, course: Course, file: str) -> Iterator[Fault]:
    standards = {one.key: one for edition in pack.frameworks.values() for one in edition.standards}
    for name, kind, said, known in (
        ("sectors", "a sector", course.sectors, pack.sectors),
        ("families", "a role family", course.families, academy.families),
        ("prerequisites", "a course", course.prerequisites, academy.courses),
        (
            "standards",
            "a standard",
            course.standards if standards else (),
            standards,
        ),  # a pack need not have a framework
        ("stages", "a stage", course.stages, {stage: stage for stage in pack.stages}),
    ):
        yield from unknown(file, (name,), kind, said, known)
    if course.refresher and course.refresher not in academy.courses:
        found = f'"{course.refresher}" is not a course of this pack'
        yield Fault(file, ("refresher",), found, any_of(academy.courses))
    if course.refresher and not course.valid_months:
        yield Fault(file, ("refresher",), "a refresher of what does not run out", 'a line "valid_months: …"')


def _plain_faults(course: Course, file: str) -> Iterator[Fault]:
    age = reading_age(" ".join(map(str, (course.summary, *course.outcomes, course.content_note or ""))))
    if age > OLDEST:
        found = f"somebody has to be {ceil(age)} to read this easily"
        yield Fault(file, ("summary",), found, f"shorter sentences and words, for an age of 9 to {OLDEST:.0f},")


def _circle_faults(academy: Academy) -> Iterator[Fault]:
    """Name each course that, by what it needs, would have to be completed before itself."""
    for key, course in academy.courses.items():
        if key in _needed_for(academy, course):
            found = f'"{key}" needs itself first, by way of {", ".join(course.prerequisites)}'
            yield Fault(f"{COURSES}/{key}.yaml", ("prerequisites",), found, "courses that can be completed before it")


def _needed_for(academy: Academy, course: Course) -> set[str]:
    needed: set[str] = set()
    ask = {*course.prerequisites}
    while ask:
        needed |= ask
        found = {earlier for key in ask if key in academy.courses for earlier in academy.courses[key].prerequisites}
        ask = found - needed
    return needed
