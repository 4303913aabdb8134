"""What is learned elsewhere: how other systems write it down, and which of their courses are which of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from heartwood.pack.making import Content, texts
from heartwood.pack.shapes import Words

ANY = "any"  # of systems
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns under which one report of one system writes who completed what."""

    key: str
    system: str
    name: Words
    columns: Mapping[str, tuple[str, ...]]  # our field: the headings that hold it
    done: tuple[str, ...]  # words of its status that mean completed; none: a day says it
    one_course: bool  # the whole file is about one course, which it does not name
    may_be_empty: bool  # a row without a day is somebody who has not completed it
    checked: bool  # against what the maker of the system publishes
    source: Words
    link: str

    def found_in(self, headings: Iterable[str]) -> dict[str, int]:
        """Give the column of each of our fields among these headings."""
        at = {fold(heading): place for place, heading in reversed(list(enumerate(headings)))}
        named = {
            field: next((at[fold(one)] for one in names if fold(one) in at), -1)
            for field, names in self.columns.items()
        }
        return {field: place for field, place in named.items() if place >= 0}

    def missing_in(self, headings: Iterable[str]) -> tuple[str, ...]:
        """Give the fields without which no row can be read, and that none of these headings holds."""
        needed = ["email", "completed_on", *([] if self.one_course else ["title"])]
        found = self.found_in(headings)
        return tuple(field for field in needed if field not in found and not (field == "title" and "code" in found))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What one system calls a course of ours: by its title, or by a code."""

    system: str
    title: str = ""
    code: str = ""


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Give a heading or a title as it is compared: small letters, and nothing between words but a space.

    >>> fold("NHS|CSTF|Trauma-informed care - 3 Years|")
    'nhs cstf trauma informed care 3 years'
    """
    return _BETWEEN.sub(" ", text.casefold()).strip()


def make_layout(content: Content) -> Layout:
    """Make a layout of the content of its file."""
    return Layout(
        key=content["key"],
        system=content["system"],
        columns={field: tuple(names) for field, names in content["columns"].items()},
        done=tuple(map(fold, content.get("done", ()))),
        one_course=content.get("one_course", False),
        may_be_empty=content.get("may_be_empty", False),
        checked=content["checked"],
        link=content["link"],
        **texts(content, "name", "source"),
    )


def make_elsewhere(content: Content) -> tuple[Elsewhere, ...]:
    """Make what other systems call a course."""
    return tuple(Elsewhere(**one) for one in content.get("elsewhere", ()))
