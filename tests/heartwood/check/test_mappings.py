"""What carries answers from one edition to the next: no standard is left behind, and none is called what it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from heartwood.check.references import framework_problems
from heartwood.check.schemas import schema_problems
from heartwood.pack import read
from tests.frameworks import copy_without_framework

FILE = "framework/mappings/old-to-new.yaml"
LEVELS = [{"en": text} for text in ("No.", "A bit.", "We did.", "We do.", "We all do.")]


def an_edition(key: str, published: str) -> dict[str, object]:
    words = {name: {"en": "Words."} for name in ("title", "provenance", "about")}
    seat = {"key": "leaders", "name": {"en": "Leaders"}, "about": {"en": "They lead."}, "anonymous": False}
    domain = {"key": "policy", "name": {"en": "Rules"}, "about": {"en": "Ours."}}
    said = {"status": "draft", "published": published, "licence": "CC BY 4.0", "levels": LEVELS, "sectors": []}
    return {"edition": key, **words, **said, "seats": [seat], "domains": [domain]}


def a_standard(key: str, statement: str = "It is so.") -> dict[str, object]:
    words = {"title": {"en": "A title"}, "statement": {"en": statement}, "why": {"en": "Because."}}
    return {"key": key, **words, "principles": [], "levels": LEVELS, "seats": {"leaders": {"asks": {"en": "Is it?"}}}}


class Two:
    """A pack with two editions, and what a test says leads from the one to the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: dict[str, object]) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")

    def editions(self, old: list[dict[str, object]], new: list[dict[str, object]]) -> Two:
        for key, published, standards in (("old", "2026-01-01", old), ("new", "2026-02-01", new)):
            self.put(f"framework/{key}/edition.yaml", an_edition(key, published))
            self.put(f"framework/{key}/policy.yaml", {"domain": "policy", "standards": standards})
        return self

    def carry(self, *lines: tuple[str, list[str], list[str]], file: str = FILE, **more: str) -> Two:
        carried = [{"became": became, "before": before, "after": after} for became, before, after in lines]
        self.put(file, {"from": "old", "to": "new", "about": {"en": "So."}, "carried": carried, **more})
        return self

    def faults(self) -> list[str]:
        assert [str(one) for one in schema_problems(self.folder)] == []
        return [str(one).partition(": ")[2] for one in framework_problems(read(self.folder))]


@pytest.fixture
def two(pack_folder: Path, tmp_path: Path) -> Two:
    return Two(copy_without_framework(pack_folder, tmp_path / "pack"))


def simple(*keys: str) -> list[dict[str, object]]:
    return [a_standard(key) for key in keys]


def test_every_way_to_be_carried_holds_together(two):
    two.editions(
        [*simple("a", "b", "c", "d", "e"), a_standard("f")],
        [*simple("a", "b-one", "b-two", "cd", "g"), a_standard("f", "In other words.")],
    ).carry(
        ("same", ["a"], ["a"]),
        ("split", ["b"], ["b-one", "b-two"]),
        ("merged", ["c", "d"], ["cd"]),
        ("gone", ["e"], []),
        ("reworded", ["f"], ["f"]),
        ("new", [], ["g"]),
    )
    assert two.faults() == []
    (mapping,) = read(two.folder).mappings.values()
    assert mapping.goes_to("b") == mapping.comes_from("b-two")
    assert (mapping.goes_to("g"), mapping.comes_from("e")) == (None, None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("same", ["a"], ["b"]), ['"same" under another key; the same key, or "split", "merged", "gone" would do.']),
        (("split", ["a"], ["b"]), ['"split" with 1 before and 1 after; one before and several after would do.']),
        (("gone", ["a"], ["b"]), ['"gone" with 1 before and 1 after; one before and none after would do.']),
        (("merged", ["a"], ["b"]), ['"merged" with 1 before and 1 after; several before and one after would do.']),
        (("new", ["a"], ["b"]), ['"new" with 1 before and 1 after; none before and one after would do.']),
        (("split", ["a"], ["b", "moon"]), ['"moon" is not a standard of new; one of b would do.']),
        (("merged", ["a", "moon"], ["b"]), ['"moon" is not a standard of old; one of a would do.']),
    ],
)
def test_a_line_that_is_not_what_it_is_called_is_told(two, line, said):
    assert two.editions(simple("a"), simple("b")).carry(line).faults() == said


def test_standard_that_nothing_is_said_of_is_named(two):
    two.editions(simple("a", "b"), simple("a", "c")).carry(("same", ["a"], ["a"]))
    assert two.faults() == [
        'nothing says what became of "b" of old; a line with "b" in its "before" would do.',
        'nothing says what leads to "c" of new; a line with "c" in its "after" would do.',
    ]


def test_standard_that_is_carried_twice_is_told(two):
    two.editions(simple("a"), simple("b", "c", "d")).carry(
        ("split", ["a"], ["b", "c"]), ("split", ["a"], ["d", "c"])
    )  # fmt: skip
    assert two.faults() == [
        '"a" stands here a second time; each standard of old once would do.',
        '"c" stands here a second time; each standard of new once would do.',
    ]


def test_key_that_both_editions_have_is_the_same_standard(two):
    two.editions(simple("a"), simple("a")).carry(("gone", ["a"], []), ("new", [], ["a"]))
    said = '"same" or "reworded", or a key that no standard ever had would do.'
    assert two.faults() == [
        f'"a" is a standard of both editions, and is called "gone" here; {said}',
        f'"a" is a standard of both editions, and is called "new" here; {said}',
    ]


def test_other_words_are_not_the_same(two):
    two.editions(simple("a"), [a_standard("a", "In other words.")]).carry(("same", ["a"], ["a"]))
    assert two.faults() == ['"a" has other words in new; "reworded" would do.']


@pytest.mark.parametrize(
    ("more", "file", "said"),
    [
        ({"from": "moon"}, "framework/mappings/moon-to-new.yaml",
         ['"moon" is not an edition of the framework; one of new, old would do.']),
        ({"from": "new"}, "framework/mappings/new-to-new.yaml",
         ["the mapping leads from an edition to itself; another edition would do."]),
        ({}, "framework/mappings/new-to-old.yaml",
         ['the file new-to-old.yaml has the to "old-to-new"; the to "new-to-old" would do.']),
    ],
)  # fmt: skip
def test_mapping_between_what_is_not_there_is_told(two, more, file, said):
    two.editions(simple("a"), simple("a")).carry(("same", ["a"], ["a"]), file=file, **more)
    assert two.faults() == said


def test_mapping_without_any_edition_is_told(two):
    two.carry(("new", [], ["a"]))
    assert two.faults() == [
        '"old" is not an edition of the framework; none at all would do.',
        '"new" is not an edition of the framework; none at all would do.',
    ]


def test_edition_that_no_mapping_leads_to_would_lose_answers(two):
    two.editions(simple("a"), simple("a"))
    assert two.faults() == [
        "no mapping leads to the edition new: answers to older ones would be lost; "
        f"a file {FILE} would do."
    ]  # fmt: skip
