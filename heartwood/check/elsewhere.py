"""Whether what other systems call a course leads to one course, and to a system whose reports can be read."""

from __future__ import annotations

from collections.abc import Iterator

from heartwood.check.faults import Fault, any_of
from heartwood.pack import ANY, Academy, fold
from heartwood.pack.files import COURSES

XAPI = "xapi"  # statements need no layout


def elsewhere_faults(academy: Academy) -> Iterator[Fault]:
    """Say which name stands for two courses, or is of a system that nothing here reads."""
    systems = {ANY, XAPI, *(one.system for one in academy.layouts.values())}
    seen: dict[tuple[str, str, str], str] = {}
    for key, course in academy.courses.items():
        for place, one in enumerate(course.elsewhere):
            file, steps = f"{COURSES}/{key}.yaml", ("elsewhere", place)
            if one.system not in systems:
                yield Fault(file, steps, f'"{one.system}" is not a system of this pack', any_of(systems))
            other = seen.setdefault((one.system, fold(one.title), one.code), key)
            if other != key:
                yield Fault(file, steps, f'"{one.title or one.code}" is {other} already', "a name of its own")
