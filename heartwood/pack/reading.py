"""From a folder of content files to a `Pack`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from heartwood.pack.files import FOLDERS, SINGLE_FILES, load, rows
from heartwood.pack.problems import PackError
from heartwood.pack.shapes import (
    Area,
    Binding,
    Break,
    Crossing,
    Doubt,
    Factor,
    Group,
    Helpline,
    Indicator,
    Pack,
    Polarity,
    Role,
    Silence,
    Source,
    Stage,
    Words,
)

_OLDEST = 99  # where "and over" ends, when shares of a stage are counted

Content = dict[str, Any]


def read(folder: Path) -> Pack:
    """Read one partnership's content.

    Raises
    ------
    PackError
        If a file is missing or does not hold what it should: one sentence for each thing that is wrong.
    """
    contents = {name.removesuffix(".yaml"): load(folder / name, folder) for name in SINGLE_FILES}
    listed = {name: {path: load(path, folder) for path in sorted((folder / name).glob("*.yaml"))} for name in FOLDERS}
    try:
        return _pack(folder, contents, listed)
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        raise _explained(folder) or error from error


def _explained(folder: Path) -> PackError | None:
    # Imported here: the schemas are slow to load, and a sound pack never needs them.
    from heartwood.check.schemas import schema_problems  # noqa: PLC0415

    problems = schema_problems(folder)
    return PackError(problems) if problems else None


def stages_of(from_age: int | None, to_age: int | None, stages: Mapping[str, Stage]) -> tuple[str, ...]:
    """Every stage that the ages cover by half, and where they are narrower than a stage, the one that holds half of them.

    Both ages None: before birth. `to_age` None: and over.
    """
    return tuple(stage.key for stage in stages.values() if _stands_in(from_age, to_age, stage))


def _stands_in(from_age: int | None, to_age: int | None, stage: Stage) -> bool:
    if from_age is None or stage.from_age is None:
        return from_age is None and stage.from_age is None
    ages = _span(from_age, to_age)
    whole = _span(stage.from_age, stage.to_age)
    shared = max(0, min(ages.stop, whole.stop) - max(ages.start, whole.start))
    return shared > 0 and (2 * shared >= len(whole) or 2 * shared >= len(ages))


def _span(from_age: int, to_age: int | None) -> range:
    return range(from_age, (_OLDEST if to_age is None else to_age) + 1)


def _words(content: Mapping[str, str]) -> Words:
    return Words(dict(content))


def _maybe_words(content: Mapping[str, str] | None) -> Words | None:
    return _words(content) if content else None


def _pack(folder: Path, contents: Content, listed: dict[str, dict[Path, Content]]) -> Pack:
    vocabulary = contents["vocabulary"]
    areas = {area["code"]: _area(area) for area in contents["places"]["areas"]}
    stages = {stage["key"]: _stage(stage) for stage in vocabulary["stages"]}
    make = _indicator_maker(stages, next((code for code, area in areas.items() if area.kind == "nation"), ""))
    indicators = {content["key"]: make(content) for content in listed["indicators"].values()}
    leads, silences = _life_course(listed["life-course"].values())
    return Pack(
        key=contents["pack"]["key"],
        folder=folder,
        name=_words(contents["pack"]["name"]),
        areas=areas,
        sectors={key: _words(name) for key, name in vocabulary["sectors"].items()},
        stages=stages,
        factors={key: factor for role in Role for key, factor in _factors(vocabulary, role)},
        transitions=_crossings("transition", contents["transitions"]),
        settings=_crossings("setting", contents["settings"]),
        groups={group["key"]: _group(group) for group in vocabulary["groups"]},
        indicators=indicators,
        leads=leads,
        silences=silences,
        doubts=tuple(_doubt(row) for _, row in rows(folder / "facts" / "doubts.csv")),
        helplines={content["key"]: _helpline(content) for content in listed["helplines"].values()},
        wording={key: _words(text) for key, text in contents["pack"]["wording"].items()},
    )


def _area(content: Content) -> Area:
    return Area(
        code=content["code"],
        slug=content["slug"],
        name=_words(content["name"]),
        kind=content["kind"],
        parent=content.get("parent"),
        nhs_name=_maybe_words(content.get("nhs_name")),
        note=_maybe_words(content.get("note")),
    )


def _stage(content: Content) -> Stage:
    ages = content["ages"] or {}
    return Stage(
        content["key"], _words(content["name"]), ages.get("from"), ages.get("to"), about=_words(content["about"])
    )


def _factors(vocabulary: Content, role: Role) -> list[tuple[str, Factor]]:
    return [
        (content["key"], Factor(content["key"], role, _words(content["name"]), _words(content["about"])))
        for content in vocabulary["factors"].get(role.value, ())
    ]


def _crossings(kind: str, content: Content) -> dict[str, Crossing]:
    return {item["slug"]: _crossing(kind, item) for item in content["items"]}


def _crossing(kind: str, content: Content) -> Crossing:
    return Crossing(
        kind=kind,
        slug=content["slug"],
        name=_words(content["name"]),
        about=_words(content["about"]),
        stages=tuple(content["stages"]),
        factors=tuple(content["factors"]),
        indicators=tuple(content["indicators"]),
        silence=_maybe_words(content.get("silence")),
    )


def _group(content: Content) -> Group:
    return Group(
        content["key"],
        _words(content["name"]),
        content["state"],
        tuple(content["indicators"]),
        why=_words(content["why"]),
    )


def _indicator_maker(stages: Mapping[str, Stage], nation: str) -> Callable[[Content], Indicator]:
    def make(content: Content) -> Indicator:
        ages = content["ages"]
        return Indicator(
            key=content["key"],
            slug=content["key"].replace("_", "-"),
            title=_words(content["title"]),
            published_title=content["published_title"],
            definition=_words(content["definition"]),
            numerator=_words(content["numerator"]),
            denominator=_words(content["denominator"]),
            denominator_is=content["denominator_is"],
            polarity=Polarity(content["polarity"]),
            role=Role(content["role"]),
            factor=content.get("factor"),
            from_age=ages["from"],
            to_age=ages["to"],
            stages=stages_of(ages["from"], ages["to"], stages),
            unit=_words(content["unit"]),
            suffix=content["suffix"],
            decimals=content["decimals"],
            interval=content["interval"],
            recorded_by_services=content["recorded_by_services"],
            stands_in_for=_maybe_words(content.get("stands_in_for")),
            compare_with=content.get("compare_with", nation),
            bindings=tuple(Binding(**binding) for binding in content["bindings"]),
            source=_source(content["source"]),
            caveats=tuple(_words(text) for text in content["caveats"]),
            breaks=tuple(Break(_day(one["at"]), _words(one["why"])) for one in content["breaks"]),
            small_numbers=_words(content["small_numbers"]),
            ages_as_published=ages["as_published"],
        )

    return make


def _source(content: Content) -> Source:
    return Source(
        publisher=content["publisher"],
        title=content["title"],
        page=content["page"],
        licence=content["licence"],
        released=_maybe_day(content["released"]),
    )


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _maybe_day(value: date | str | None) -> date | None:
    return None if value is None else _day(value)


_Leads = dict[tuple[str, str], str]
_Silences = dict[tuple[str, str], Silence]


def _life_course(contents: Any) -> tuple[_Leads, _Silences]:
    leads: _Leads = {}
    silences: _Silences = {}
    for content in contents:
        for stage, cell in content["stages"].items():
            where = (content["factor"], str(stage))
            if "lead" in cell:
                leads[where] = cell["lead"]
            if "silence" in cell:
                silences[where] = _silence(cell)
    return leads, silences


def _silence(cell: Content) -> Silence:
    return Silence(
        kind=cell["silence"],
        why=_words(cell["why"]),
        who=cell["who"],
        looked=_maybe_day(cell.get("looked")),
        indicator=cell.get("indicator", ""),
    )


def _doubt(row: dict[str, str]) -> Doubt:
    return Doubt(**{**row, "withheld": row["withheld"] == "yes"})  # type: ignore[arg-type]


def _helpline(content: Content) -> Helpline:
    return Helpline(
        key=content["key"],
        name=_words(content["name"]),
        contact=content["contact"],
        href=content["href"],
        about=_words(content["about"]),
        hours=_words(content["hours"]),
        checked=_day(content["checked"]),
        owner=content["owner"],
    )
