"""From the plain content of files to the shapes of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

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
    Polarity,
    Role,
    Silence,
    Source,
    Stage,
    Words,
)

_OLDEST = 99  # where "and over" ends, when shares of a stage are counted

Content = dict[str, Any]


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


def words(content: Mapping[str, str]) -> Words:
    """Make a text in one or more languages."""
    return Words(dict(content))


def maybe_words(content: Mapping[str, str] | None) -> Words | None:
    """Make a text, or nothing of nothing."""
    return words(content) if content else None


def texts(content: Content, *names: str) -> dict[str, Any]:
    """Make the texts of these names, by name."""
    return {name: words(content[name]) for name in names}


def _maybe_texts(content: Content, *names: str) -> dict[str, Any]:
    return {name: maybe_words(content.get(name)) for name in names}


def _as_is(content: Content, *names: str) -> dict[str, Any]:
    return {name: content[name] for name in names}


def make_area(content: Content) -> Area:
    """Make one area of `places.yaml`."""
    return Area(
        **_as_is(content, "code", "slug", "kind", "parent"),
        **texts(content, "name"),
        **_maybe_texts(content, "nhs_name", "note"),
    )


def make_stage(content: Content) -> Stage:
    """Make one stage of `vocabulary.yaml`."""
    ages = content["ages"] or {}
    return Stage(
        content["key"],
        from_age=ages.get("from"),
        to_age=ages.get("to"),
        **texts(content, "name", "about"),
    )


def make_factors(contents: Content) -> dict[str, Factor]:
    """Make the factors of `vocabulary.yaml`, what people carry before what protects them."""
    return {
        content["key"]: Factor(content["key"], role, **texts(content, "name", "about"))
        for role in Role
        for content in contents.get(role.value, ())
    }


def make_crossings(kind: str, content: Content) -> dict[str, Crossing]:
    """Make the items of `transitions.yaml` or `settings.yaml`."""
    return {item["slug"]: _crossing(kind, item) for item in content["items"]}


def _crossing(kind: str, content: Content) -> Crossing:
    return Crossing(
        kind=kind,
        slug=content["slug"],
        stages=tuple(content["stages"]),
        factors=tuple(content["factors"]),
        indicators=tuple(content["indicators"]),
        **texts(content, "name", "about"),
        **_maybe_texts(content, "silence"),
    )


def make_group(content: Content) -> Group:
    """Make one group of `vocabulary.yaml`."""
    return Group(
        **_as_is(content, "key", "state"), **texts(content, "name", "why"), indicators=tuple(content["indicators"])
    )


def make_indicator(content: Content, stages: Mapping[str, Stage], nation: str) -> Indicator:
    """Make one indicator; `nation` is what it is compared with unless it says otherwise."""
    ages = content["ages"]
    return Indicator(
        **_as_is(content, "key", "published_title", "denominator_is", "suffix", "decimals", "interval"),
        **_as_is(content, "recorded_by_services"),
        **texts(content, "title", "definition", "numerator", "denominator", "unit", "small_numbers"),
        **_maybe_texts(content, "stands_in_for"),
        **_origin(content),
        slug=content["key"].replace("_", "-"),
        polarity=Polarity(content["polarity"]),
        role=Role(content["role"]),
        factor=content.get("factor"),
        from_age=ages["from"],
        to_age=ages["to"],
        ages_as_published=ages["as_published"],
        stages=stages_of(ages["from"], ages["to"], stages),
        compare_with=content.get("compare_with", nation),
        caveats=tuple(words(text) for text in content["caveats"]),
        breaks=tuple(Break(day(one["at"]), words(one["why"])) for one in content["breaks"]),
    )


def _origin(content: Content) -> dict[str, Any]:
    source = content["source"]
    return {
        "bindings": tuple(Binding(**binding) for binding in content["bindings"]),
        "source": Source(
            **_as_is(source, "publisher", "title", "page", "licence"), released=maybe_day(source["released"])
        ),
    }


def day(value: date | str) -> date:
    """Give the day that a file means, quoted or not."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def maybe_day(value: date | str | None) -> date | None:
    """Give the day that a file means, or nothing of nothing."""
    return None if value is None else day(value)


def make_silence(cell: Content) -> Silence:
    """Make the silence of one cell of the life course."""
    return Silence(
        kind=cell["silence"],
        why=words(cell["why"]),
        who=words(cell["who"]),
        looked=maybe_day(cell.get("looked")),
        indicator=cell.get("indicator", ""),
    )


def make_doubt(row: dict[str, str]) -> Doubt:
    """Make one doubt of `facts/doubts.csv`."""
    return Doubt(**{**row, "withheld": row["withheld"] == "yes"})  # type: ignore[arg-type]


def make_helpline(content: Content) -> Helpline:
    """Make one helpline."""
    return Helpline(
        **_as_is(content, "key", "contact", "href", "owner"),
        **texts(content, "name", "about"),
        hours=maybe_words(content.get("hours")),
        checked=day(content["checked"]),
    )
