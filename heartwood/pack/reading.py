"""From a folder of content files to a `Pack`."""

from __future__ import annotations

from pathlib import Path

from heartwood.pack.academy import read_academy
from heartwood.pack.commitments import make_charters, make_consent, make_notice, make_readiness_checks
from heartwood.pack.files import FOLDERS, SINGLE_FILES, Layers, load, rows
from heartwood.pack.frameworks import read_frameworks, read_mappings
from heartwood.pack.listening import read_listening, read_safeguarding, read_telling
from heartwood.pack.making import (
    Content,
    make_area,
    make_crossings,
    make_doubt,
    make_factors,
    make_group,
    make_helpline,
    make_indicator,
    make_silence,
    make_stage,
    words,
)
from heartwood.pack.problems import PackError
from heartwood.pack.shapes import Pack, Silence


def read(folder: Path, overlay: Path | None = None, without: frozenset[str] = frozenset()) -> Pack:
    """Read one partnership's content.

    Parameters
    ----------
    folder
        The pack's own files.
    overlay
        A folder of files under the same names that win over the pack's own, one by one.
    without
        Names of files of the overlay to pass over.

    Raises
    ------
    PackError
        If a file is missing or does not hold what it should: one sentence for each thing that is wrong.
    """
    layers = Layers(folder, overlay, without)
    single = {name.removesuffix(".yaml"): load(layers.find(name), name) for name in SINGLE_FILES}
    several = {one: [load(layers.find(name), name) for name in layers.several(one)] for one in FOLDERS}
    try:
        return Pack(
            folder=folder,
            overlay=overlay,
            **_about(single),
            **_measures(single, several),
            **_help(layers, several),
            **_commitments(single, several),
            frameworks=read_frameworks(single["pack"]["key"], layers),
            mappings=read_mappings(layers),
            listening=read_listening(layers),
            safeguarding=read_safeguarding(layers),
            telling=read_telling(layers),
            academy=read_academy(layers),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        raise _explained(layers) or error from error


def _explained(layers: Layers) -> PackError | None:
    # Imported here: the schemas are slow to load, and a sound pack never needs them.
    from heartwood.check.schemas import shape_problems  # noqa: PLC0415

    problems = shape_problems(layers)
    return PackError(problems) if problems else None


def _about(single: Content) -> Content:
    vocabulary = single["vocabulary"]
    return {
        "key": single["pack"]["key"],
        "name": words(single["pack"]["name"]),
        "holidays": single["pack"].get("holidays", ""),
        "wording": {key: words(text) for key, text in single["pack"]["wording"].items()},
        "areas": {area["code"]: make_area(area) for area in single["places"]["areas"]},
        "sectors": {key: words(name) for key, name in vocabulary["sectors"].items()},
        "stages": {stage["key"]: make_stage(stage) for stage in vocabulary["stages"]},
        "factors": make_factors(vocabulary["factors"]),
        "groups": {group["key"]: make_group(group) for group in vocabulary["groups"]},
        "transitions": make_crossings("transition", single["transitions"]),
        "settings": make_crossings("setting", single["settings"]),
        "synonyms": tuple(tuple(map(str, alike)) for alike in vocabulary.get("synonyms", ())),
        "small_words": frozenset(map(str, vocabulary.get("small_words", ()))),
    }


def _measures(single: Content, several: dict[str, list[Content]]) -> Content:
    stages = {stage["key"]: make_stage(stage) for stage in single["vocabulary"]["stages"]}
    nation = next((area["code"] for area in single["places"]["areas"] if area["kind"] == "nation"), "")
    leads, silences = _life_course(several["life-course"])
    return {
        "indicators": {one["key"]: make_indicator(one, stages, nation) for one in several["indicators"]},
        "leads": leads,
        "silences": silences,
    }


def _commitments(single: Content, several: dict[str, list[Content]]) -> Content:
    key = single["pack"]["key"]
    return {
        "principles": {key: words(name) for key, name in single["vocabulary"].get("principles", {}).items()},
        "charters": make_charters(key, several["charter"]),
        "readiness_checks": make_readiness_checks(key, several["readiness"]),
        "notice_board": {one["key"]: make_notice(one) for one in several["notices"]},
        "consents": {one["key"]: make_consent(one) for one in several["consents"]},
    }


def _help(layers: Layers, several: dict[str, list[Content]]) -> Content:
    return {
        "doubts": tuple(make_doubt(row) for _, row in rows(layers.find("facts/doubts.csv"))),
        "helplines": {one["key"]: make_helpline(one) for one in several["helplines"]},
    }


_Leads = dict[tuple[str, str], str]
_Silences = dict[tuple[str, str], Silence]


def _life_course(contents: list[Content]) -> tuple[_Leads, _Silences]:
    leads: _Leads = {}
    silences: _Silences = {}
    for content in contents:
        for stage, cell in content["stages"].items():
            where = (content["factor"], str(stage))
            if "lead" in cell:
                leads[where] = cell["lead"]
            if "silence" in cell:
                silences[where] = make_silence(cell)
    return leads, silences
