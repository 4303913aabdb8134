"""A second edition of the framework, written into a copy of the pack as its authors would write it, and checked."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from heartwood.check.references import framework_problems
from heartwood.check.schemas import schema_problems
from heartwood.pack import read
from partnership.core import pack as core_pack

OLD, NEW = "short-2026", "short-2027"
FATES = {  # of every other standard: the same
    "feels-safe": "reworded",
    "put-right": "split",
    "everyone-learns": "merged",
    "looked-after": "merged",
    "what-changed": "gone",
}


def publish_second(framework: Path) -> None:
    """Add an edition in which something became of everything, with its mapping; whatever the check refuses fails."""
    folder = Path(shutil.copytree(framework / OLD, framework / NEW))
    _change(folder / "edition.yaml", {"edition": NEW, "published": "2027-01-01", "status": "draft"})
    domains = {path.stem: _load(path) for path in folder.glob("*.yaml") if path.stem != "edition"}
    standards = {one["key"]: (domain, one) for domain, content in domains.items() for one in content["standards"]}
    _reword(standards["feels-safe"][1])
    _replace(domains, standards, "put-right", ["saying-sorry-first", "safe-to-say"])
    _replace(domains, standards, "everyone-learns", ["our-own-people"])
    domains["workforce"]["standards"] = [
        one for one in domains["workforce"]["standards"] if one["key"] != "looked-after"
    ]
    _replace(domains, standards, "what-changed", ["changes-first"])
    for domain, content in domains.items():
        _dump(folder / f"{domain}.yaml", content)
    _map(framework, [key for key in standards if key not in FATES])
    _freeze(framework, folder)


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _dump(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), "utf-8")


def _change(path: Path, changes: dict[str, Any]) -> None:
    content = {**_load(path), **changes}
    content.pop("frozen", None)
    _dump(path, content)


def _reword(standard: dict[str, Any]) -> None:
    standard["title"] = {"en": "Doors, letters and screens that feel safe"}


def _replace(domains: Any, standards: Any, key: str, names: list[str]) -> None:
    domain, content = standards[key]
    others = [one for one in domains[domain]["standards"] if one["key"] != key]
    made = [{**content, "key": name, "title": {"en": name.replace("-", " ").capitalize()}} for name in names]
    domains[domain]["standards"] = [*others, *made]


def _map(framework: Path, same: list[str]) -> None:
    lines = [{"became": "same", "before": [key], "after": [key]} for key in same]
    lines += [
        {"became": "reworded", "before": ["feels-safe"], "after": ["feels-safe"]},
        {"became": "split", "before": ["put-right"], "after": ["saying-sorry-first", "safe-to-say"]},
        {"became": "merged", "before": ["everyone-learns", "looked-after"], "after": ["our-own-people"]},
        {"became": "gone", "before": ["what-changed"], "after": []},
        {"became": "new", "before": [], "after": ["changes-first"]},
    ]
    about = {"en": "The second edition says some of it in other words."}
    _dump(framework / "mappings" / f"{OLD}-to-{NEW}.yaml", {"from": OLD, "to": NEW, "about": about, "carried": lines})


def _freeze(framework: Path, folder: Path) -> None:
    """Offer it, with the hash that the check asks for."""
    words = read(framework.parent).frameworks[NEW].sha256["en"]
    _dump(folder / "edition.yaml", {**_load(folder / "edition.yaml"), "status": "offered", "frozen": {"en": words}})
    assert [str(one) for one in schema_problems(framework.parent)] == []
    assert [str(one) for one in framework_problems(read(framework.parent))] == []
    forget(framework)


def forget(framework: Path) -> None:
    """Let the site read its files again, as it does when it starts."""
    core_pack._HELD.pop((framework.parent, core_pack.overlay()), None)
