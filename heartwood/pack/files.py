"""The files of a pack as plain dicts and rows; the lines of what is in them only when something is wrong."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from heartwood.pack.problems import PackError, Problem

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster and not in every build

SINGLE_FILES = {
    "pack.yaml": "pack",
    "places.yaml": "places",
    "vocabulary.yaml": "vocabulary",
    "transitions.yaml": "crossings",
    "settings.yaml": "crossings",
}
FOLDERS = {
    "indicators": "indicator",
    "life-course": "life-course",
    "helplines": "helpline",
    "charter": "charter",
    "readiness": "readiness",
    "notices": "notice",
    "consents": "consent",
}
FRAMEWORK = "framework"  # a folder for each edition, and one for what carries answers from one to the next
MAPPINGS = f"{FRAMEWORK}/mappings"
LISTENING = "listening/listening.yaml"  # a pack need not listen
SAFEGUARDING = "listening/safeguarding.yaml"  # whoever listens must know what to do
TELLING = "listening/words"  # a file for each language
CODE_WORDS = f"{TELLING}/code-words.txt"
ACADEMY = "academy/academy.yaml"  # a pack need not teach
COURSES = "academy/courses"
LEVELS = "academy/levels"
ASKING = "academy/asking"  # a file for each version of what people are asked
LAYOUTS = "academy/layouts"  # of reports from other systems
CHECKLISTS = "academy/checklists"
WORKFORCE = "academy/workforce.yaml"  # how many people work here, where somebody published it
REMOVED = ".removed"  # `helplines/shout.yaml.removed` over a pack takes its helplines/shout.yaml away, and says why


@dataclass(frozen=True, slots=True)
class Layers:
    """The folder of a pack and, over it, what was published on the site: file by file, the upper one wins.

    A file of the overlay named in `without` is passed over, as if nobody had published it.
    """

    folder: Path
    overlay: Path | None = None
    without: frozenset[str] = frozenset()

    def find(self, name: str) -> Path:
        """Give the file of this name that counts."""
        upper = self._upper(name)
        return upper if upper and upper.is_file() else self.folder / name

    def several(self, folder: str, ending: str = ".yaml") -> list[str]:
        """Give the names of all files in one folder that count, in a settled order."""
        below = {f"{folder}/{path.name}" for path in (self.folder / folder).glob(f"*{ending}")}
        if self.overlay is None:
            return sorted(below)
        above = {f"{folder}/{path.name}" for path in (self.overlay / folder).glob(f"*{ending}")}
        return sorted(name for name in below | (above - self.without) if not self._removed(name))

    def folders(self, folder: str) -> list[str]:
        """Give the names of all folders in one folder, of the pack and of what lies over it, in a settled order."""
        roots = [self.folder, self.overlay] if self.overlay else [self.folder]
        paths = [path for root in roots for path in (root / folder).glob("[!.]*") if path.is_dir()]
        return sorted({f"{folder}/{path.name}" for path in paths})

    def _upper(self, name: str) -> Path | None:
        return self.overlay / name if self.overlay and name not in self.without else None

    def _removed(self, name: str) -> bool:
        upper, mark = self._upper(name), self._upper(name + REMOVED)
        return bool(mark and mark.is_file() and not (upper and upper.is_file()))


def content_files(layers: Layers) -> Iterator[tuple[str, str]]:
    """Give the name of every YAML file of the pack with the name of its schema, in a settled order."""
    yield from SINGLE_FILES.items()
    for folder, schema in FOLDERS.items():
        for name in layers.several(folder):
            yield name, schema
    for folder in layers.folders(FRAMEWORK):
        yield from _framework_files(layers, folder)
    if layers.find(LISTENING).is_file():
        yield LISTENING, "listening"
        yield SAFEGUARDING, "safeguarding"
    yield from ((name, "telling") for name in layers.several(TELLING))
    if layers.find(ACADEMY).is_file():
        yield ACADEMY, "academy"
    if layers.find(WORKFORCE).is_file():
        yield WORKFORCE, "workforce"
    yield from ((name, "practice-levels") for name in layers.several(LEVELS))
    yield from ((name, "course") for name in layers.several(COURSES))
    yield from ((name, "asking") for name in layers.several(ASKING))
    yield from ((name, "layout") for name in layers.several(LAYOUTS))
    yield from ((name, "checklist") for name in layers.several(CHECKLISTS))


def _framework_files(layers: Layers, folder: str) -> Iterator[tuple[str, str]]:
    if folder == MAPPINGS:
        yield from ((name, "framework-mapping") for name in layers.several(folder))
        return
    first = f"{folder}/edition.yaml"  # named even where it is missing, so that somebody is told
    yield first, "framework-edition"
    yield from ((name, "framework-domain") for name in layers.several(folder) if name != first)


def load(path: Path, name: str) -> dict[str, Any]:
    """Read one YAML file, which must hold a mapping; `name` is what problems call it.

    Raises
    ------
    PackError
        If the file is missing, is not UTF-8, is not YAML, or holds anything but a mapping.
    """
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        raise PackError([Problem(name, 1, "there is no such file", f"a file {name} in the pack")]) from None
    try:
        content = yaml.load(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise PackError([_unreadable(name, text, error)]) from None
    except ValueError:
        raise PackError([_no_such_day(name, text.decode("utf-8"))]) from None
    if not isinstance(content, dict):
        found = f"a {type(content).__name__} where a mapping stands"
        raise PackError([Problem(name, 1, found, 'lines such as "key: value"')])
    return content


def _unreadable(name: str, text: bytes, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        line = error.problem_mark.line + 1
        return Problem(name, line, f"this is not YAML ({error.problem})", "YAML, indented with spaces")
    line = text[: getattr(error, "position", 0)].count(b"\n") + 1
    return Problem(name, line, "this is not UTF-8 text", "a file saved as UTF-8")


_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def _no_such_day(name: str, text: str) -> Problem:
    # YAML makes days of what looks like one, and stops at the 30th of February without a line.
    for number, line in enumerate(text.splitlines(), start=1):
        for day in _DAY.findall(line):
            if not _is_day(day):
                return Problem(name, number, f"{day} is no day of any calendar", "a day, such as 2026-03-26")
    return Problem(name, 1, "a value here is not what it looks like", "quotes around what is neither number nor day")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _nodes(path: Path) -> yaml.Node:
    composed = yaml.compose(path.read_bytes(), Loader=LOADER)
    assert composed is not None, "an empty file was refused when it was loaded"
    return composed


def line_of(path: Path, steps: Sequence[str | int]) -> int:
    """Find the line on which a value begins, following keys and positions from the top; the nearest there is."""
    node = _nodes(path)
    line: int = node.start_mark.line + 1
    for step in steps:
        found = _step(node, step)
        if found is None:
            return line
        line, node = found
    return line


def _step(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


def repeated_keys(path: Path) -> Iterator[tuple[int, str]]:
    """Every key that stands twice in the same mapping, with its line: YAML would silently keep the last."""
    nodes = [_nodes(path)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    yield key.start_mark.line + 1, key.value
                seen.add(key.value)
                nodes.append(value)
        elif isinstance(node, yaml.SequenceNode):
            nodes.extend(node.value)


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row of a CSV with the line it ends on (a header is line 1)."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            # Cells past the last heading stand under None, as a list.
            yield reader.line_num, {key or "": value or "" for key, value in row.items()}
