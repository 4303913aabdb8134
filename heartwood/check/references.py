"""Whether what the files of a pack say of one another is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import holidays

from heartwood.check.academy import academy_faults
from heartwood.check.asking import asking_faults
from heartwood.check.commitments import COMMITMENTS
from heartwood.check.faults import Fault, Steps, any_of, unknown
from heartwood.check.frameworks import framework_faults, list_faults
from heartwood.check.mappings import mapping_faults
from heartwood.check.telling import barrier_faults, telling_faults
from heartwood.check.workforce import workforce_faults
from heartwood.pack import Crossing, Group, Indicator, Pack, Polarity, Problem, Role
from heartwood.pack.files import ASKING, COURSES, FRAMEWORK, LEVELS, MAPPINGS, Layers, line_of, load

_MOST_CELLS_PER_SENTENCE = 3


def reference_problems(pack: Pack) -> list[Problem]:
    """Say what in a pack refers to something that is not there, or contradicts something that is."""
    checks = (
        _holiday_faults,
        _area_faults,
        _indicator_faults,
        _life_course_faults,
        _crossing_faults,
        _group_faults,
        *COMMITMENTS,
        workforce_faults,
    )
    taught = (academy_faults, asking_faults)
    return _problems(pack, (*checks, framework_faults, mapping_faults, barrier_faults, telling_faults, *taught))


def framework_problems(pack: Pack) -> list[Problem]:
    """Say the same of the framework alone."""
    return [one for one in _problems(pack, (framework_faults, mapping_faults)) if one.file.startswith(f"{FRAMEWORK}/")]


def _problems(pack: Pack, checks: Sequence[Callable[[Pack], Iterator[Fault]]]) -> list[Problem]:
    # A file under another name cannot be found again by what is in it, so names come first and alone.
    faults = list(_name_faults(pack)) or [fault for check in checks for fault in check(pack)]
    layers = Layers(pack.folder, pack.overlay)
    return [
        Problem(one.file, line_of(layers.find(one.file), one.steps), one.found, one.accepted, one.steps)
        for one in faults
    ]


def _contents(pack: Pack, folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    layers = Layers(pack.folder, pack.overlay)
    for file in layers.several(folder):
        yield file, load(layers.find(file), file)


def _holiday_faults(pack: Pack) -> Iterator[Fault]:
    country, _dash, part = pack.holidays.partition("-")
    known = holidays.list_supported_countries()
    if not country or (country in known and part in ("", *known[country])):
        return
    accepted = any_of([f"{country}-{one}" for one in known.get(country, ())] or known)
    yield Fault("pack.yaml", ("holidays",), f'nobody knows the bank holidays of "{pack.holidays}"', accepted)


def _area_faults(pack: Pack) -> Iterator[Fault]:
    file = "places.yaml"
    slugs = Counter(area.slug for area in pack.areas.values())
    if not any(area.kind == "nation" for area in pack.areas.values()):
        yield Fault(file, ("areas",), "no area is the nation", 'an area with "kind: nation" to compare with')
    for place, area in enumerate(pack.areas.values()):
        if area.parent is not None and area.parent not in pack.areas:
            found = f'"{area.parent}" is not an area of this pack'
            yield Fault(file, ("areas", place, "parent"), found, any_of(pack.areas))
        if slugs[area.slug] > 1:
            found = f'two areas have the address "{area.slug}"'
            yield Fault(file, ("areas", place, "slug"), found, "an address of its own")


def _indicator_faults(pack: Pack) -> Iterator[Fault]:
    for file, content in _contents(pack, "indicators"):
        stem, key = PurePosixPath(file).stem, content["key"]
        if stem != key.replace("_", "-"):
            found = f'the file {stem}.yaml has the key "{key}"'
            yield Fault(file, ("key",), found, f'the key "{stem.replace("-", "_")}"')
            continue
        indicator = pack.indicators[key]
        for check in (_factor_faults, _polarity_faults, _number_faults, _time_faults, _binding_faults):
            yield from check(pack, indicator, file)


def _factor_faults(pack: Pack, indicator: Indicator, file: str) -> Iterator[Fault]:
    if indicator.factor is None:
        if indicator.role is not Role.OUTCOME:
            found = f"a {indicator.role} indicator stands in no factor"
            yield Fault(file, ("role",), found, 'a line "factor: …" or the role "outcome"')
        return
    if indicator.factor not in pack.factors:
        yield Fault(file, ("factor",), f'"{indicator.factor}" is not a factor of this pack', any_of(pack.factors))
    elif indicator.role is not pack.factors[indicator.factor].role:
        wanted = pack.factors[indicator.factor].role
        found = f'the role is "{indicator.role}" and {indicator.factor} is a {wanted} factor'
        yield Fault(file, ("role",), found, f'the role "{wanted}"')


def _polarity_faults(pack: Pack, indicator: Indicator, file: str) -> Iterator[Fault]:
    if indicator.recorded_by_services and indicator.polarity is not Polarity.NEITHER:
        found = f'the polarity is "{indicator.polarity}" for what services did or wrote down'
        yield Fault(file, ("polarity",), found, 'the polarity "neither"')
    if indicator.compare_with not in pack.areas:
        found = f'"{indicator.compare_with}" is not an area of this pack'
        yield Fault(file, ("compare_with",), found, any_of(pack.areas))


def _number_faults(pack: Pack, indicator: Indicator, file: str) -> Iterator[Fault]:
    if indicator.interval in ("wilson", "byar") and indicator.denominator_is != "people":
        found = f'an interval of ours over "{indicator.denominator_is}"'
        yield Fault(file, ("interval",), found, 'a denominator that is people, or the interval "none"')
    if str(indicator.unit).startswith("%") != (indicator.suffix == "%"):
        found = f'the unit "{indicator.unit}" and the suffix "{indicator.suffix}" disagree'
        yield Fault(file, ("suffix",), found, "the suffix % beside a unit that begins with %")


def _time_faults(pack: Pack, indicator: Indicator, file: str) -> Iterator[Fault]:
    if not indicator.stages:
        found = f"the ages {indicator.from_age} to {indicator.to_age} cover no stage by half"
        yield Fault(file, ("ages",), found, "ages from the younger to the older")
    days = [one.at for one in indicator.breaks]
    if days != sorted(days):
        yield Fault(file, ("breaks",), "the breaks are not in the order of time", "the oldest first")


def _binding_faults(pack: Pack, indicator: Indicator, file: str) -> Iterator[Fault]:
    last = indicator.bindings[-1]
    if (last.source, last.series) != ("facts", indicator.key):
        steps = ("bindings", len(indicator.bindings) - 1)
        found = f"the last binding is {last.source} {last.series}"
        yield Fault(file, steps, found, f"source facts, series {indicator.key}, last")


def _life_course_faults(pack: Pack) -> Iterator[Fault]:
    used = Counter(str(silence.why) for silence in pack.silences.values())
    missing = dict.fromkeys(pack.factors)
    for file, content in _contents(pack, "life-course"):
        factor = content["factor"]
        if factor not in missing:
            found = f'"{factor}" is not a factor, or has a file already'
            yield Fault(file, ("factor",), found, any_of(missing) if missing else "no more files")
            continue
        del missing[factor]
        yield from _stage_faults(pack, file, content["stages"])
        for stage in pack.stages:
            if stage in content["stages"]:
                yield from _cell_faults(pack, file, factor, stage, used)
    for factor in missing:
        found = f"no file gives the cells of the factor {factor}"
        yield Fault("vocabulary.yaml", ("factors", pack.factors[factor].role.value), found, "one file for each factor")


def _stage_faults(pack: Pack, file: str, cells: Mapping[str, Any]) -> Iterator[Fault]:
    for stage in cells:
        if stage not in pack.stages:
            yield Fault(file, ("stages", stage), f'"{stage}" is not a stage', any_of(pack.stages))
    for stage in pack.stages:
        if stage not in cells:
            found = f'the stage "{stage}" has neither a lead nor a silence'
            yield Fault(file, ("stages",), found, f'a cell "{stage}:"')


def _cell_faults(pack: Pack, file: str, factor: str, stage: str, used: Counter[str]) -> Iterator[Fault]:
    steps: Steps = ("stages", stage)
    standing = [one.key for one in pack.indicators.values() if one.factor == factor and stage in one.stages]
    lead, silence = pack.leads.get((factor, stage)), pack.silences.get((factor, stage))
    if lead is not None and lead not in standing:
        found = f'"{lead}" does not stand in {factor} at {stage}'
        accepted = any_of(standing) if standing else "a silence, for nothing stands there"
        yield Fault(file, (*steps, "lead"), found, accepted)
    if silence is not None and standing:
        found = f"a silence where {', '.join(standing)} stands"
        yield Fault(file, (*steps, "silence"), found, f'a line "lead: {standing[0]}"')
    if silence is not None and used[str(silence.why)] > _MOST_CELLS_PER_SENTENCE:
        found = f"the same sentence explains {used[str(silence.why)]} silences"
        yield Fault(file, (*steps, "why"), found, "a sentence about this factor at this stage")


def _crossing_faults(pack: Pack) -> Iterator[Fault]:
    for file, crossings in (("transitions.yaml", pack.transitions), ("settings.yaml", pack.settings)):
        for place, crossing in enumerate(crossings.values()):
            yield from _one_crossing_faults(pack, file, ("items", place), crossing)


def _one_crossing_faults(pack: Pack, file: str, steps: Steps, crossing: Crossing) -> Iterator[Fault]:
    yield from unknown(file, (*steps, "stages"), "a stage", crossing.stages, pack.stages)
    yield from unknown(file, (*steps, "factors"), "a factor", crossing.factors, pack.factors)
    yield from unknown(file, (*steps, "indicators"), "an indicator", crossing.indicators, pack.indicators)
    if not crossing.indicators and crossing.silence is None:
        found = f"{crossing.slug} has no indicator and no sentence about it"
        yield Fault(file, steps, found, 'a line "silence: {en: …}"')


def _group_faults(pack: Pack) -> Iterator[Fault]:
    for place, group in enumerate(pack.groups.values()):
        steps: Steps = ("groups", place)
        yield from unknown("vocabulary.yaml", (*steps, "indicators"), "an indicator", group.indicators, pack.indicators)
        yield from _state_faults(group, steps)


def _state_faults(group: Group, steps: Steps) -> Iterator[Fault]:
    if (group.state == "silent") == bool(group.indicators):
        found = f'{group.key} is "{group.state}" with {len(group.indicators)} indicators'
        yield Fault("vocabulary.yaml", (*steps, "state"), found, '"silent" without indicators, or some with another')


def _name_faults(pack: Pack) -> Iterator[Fault]:
    keys = ("helplines", "notices", COURSES, LEVELS)
    versions = ("charter", "readiness", ASKING)
    for folder, name in (*((one, "key") for one in keys), *((one, "version") for one in versions)):
        for file, content in _contents(pack, folder):
            yield from _name_fault(file, name, content[name], PurePosixPath(file).stem)
    for folder in Layers(pack.folder, pack.overlay).folders(FRAMEWORK):
        yield from _edition_name_faults(pack, folder)


def _edition_name_faults(pack: Pack, folder: str) -> Iterator[Fault]:
    for file, content in _contents(pack, folder):
        stem = PurePosixPath(file).stem
        if folder == MAPPINGS:
            yield from _name_fault(file, "to", f"{content['from']}-to-{content['to']}", stem)
        elif stem != "edition":
            yield from _name_fault(file, "domain", content["domain"], stem)
        elif content["edition"] != PurePosixPath(folder).name:
            found = f'the folder {folder} has the edition "{content["edition"]}"'
            yield Fault(file, ("edition",), found, f'the edition "{PurePosixPath(folder).name}"')
        else:
            yield from list_faults(file, content)


def _name_fault(file: str, name: str, said: str, wanted: str) -> Iterator[Fault]:
    if said != wanted:
        yield Fault(file, (name,), f'the file {wanted}.yaml has the {name} "{said}"', f'the {name} "{wanted}"')
