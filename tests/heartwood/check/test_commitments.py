"""Each way in which charter, readiness check and notices can contradict one another, and the sentence it gets."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from heartwood.check.references import reference_problems
from heartwood.check.schemas import schema_problems
from heartwood.pack import read

ONE = """
version: "1"
title: {en: A charter}
preamble: {en: We promise.}
example: true
published: 2026-01-01
licence: CC BY 4.0
provenance: {en: Written for a test.}
clauses:
  - key: listen
    title: {en: We listen}
    text: {en: First we listen.}
    principles: [safety, trust]
  - key: learn
    title: {en: We learn}
    text: {en: Then we learn.}
    principles: []
"""
TWO = ONE.replace('version: "1"', 'version: "2"').replace("2026-01-01", "2026-02-01")
THREE = ONE.replace('version: "1"', 'version: "3"').replace("2026-01-01", "2026-03-01")
READY = """
version: "1"
title: {en: Talk first}
intro: {en: No marks.}
example: true
published: 2026-01-01
licence: CC BY 4.0
questions:
  - key: who-leads
    text: {en: Who leads?}
    about: {en: It matters.}
    if_not_yet: {en: Ask one.}
    clause: listen
"""
WINTER = """
key: winter
text: {en: We are away.}
shown_on: every-page
since: 2026-12-24
until: 2027-01-02
owner: programme team
"""


class Bare:
    """A pack without commitments of its own, to which a test adds some."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, text: str) -> Bare:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.strip() + "\n", encoding="utf-8")
        return self

    def shapes(self) -> list[str]:
        return [str(problem) for problem in schema_problems(self.folder)]

    def faults(self) -> list[str]:
        assert self.shapes() == []
        return [str(problem) for problem in reference_problems(read(self.folder))]


@pytest.fixture
def bare(pack_folder: Path, tmp_path: Path) -> Bare:
    folder = Path(shutil.copytree(pack_folder, tmp_path / "pack"))
    for name in ("charter", "readiness", "notices", "framework"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return Bare(folder)


def test_commitments_that_hold_together_have_no_faults(bare):
    gone = TWO.replace("key: learn", "key: teach").replace("We learn", "We teach")
    bare.put("charter/1.yaml", ONE).put("charter/2.yaml", gone)
    bare.put("readiness/1.yaml", READY).put("notices/winter.yaml", WINTER)
    assert bare.faults() == []


@pytest.mark.parametrize(
    ("file", "text", "old", "new", "said"),
    [
        ("charter/1.yaml", ONE, 'version: "1"', "version: first",
         'line 1: "first"; a version, such as 2026-1 would do.'),
        ("charter/1.yaml", ONE, "key: learn", "key: 2learn",
         'line 13: "2learn"; small letters, digits and hyphens, beginning with a letter, such as safe-places would do.'),
        ("charter/1.yaml", ONE, "{en: Then we learn.}", "{pl: Tak.}", 'line 15: "en" is missing; a line "en: …" would do.'),
        ("charter/1.yaml", ONE, "2026-01-01", "soon", 'line 5: "soon"; a day, such as 2026-03-26 would do.'),
        ("charter/1.yaml", ONE, "example: true\n", "", 'line 1: "example" is missing; a line "example: …" would do.'),
        ("readiness/1.yaml", READY, "    about: {en: It matters.}\n", "",
         'line 8: "about" is missing; a line "about: …" would do.'),
        ("notices/winter.yaml", WINTER, "every-page", "moon",
         'line 3: "moon"; one of "every-page", "front-page" would do.'),
    ],
)  # fmt: skip
def test_a_wrong_shape_names_line_found_and_accepted(bare, file, text, old, new, said):
    assert text.count(old) == 1
    assert bare.put(file, text.replace(old, new)).shapes() == [f"{file}, {said}"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"charter/1.yaml": ONE.replace("key: learn", "key: listen")},
         ['charter/1.yaml, line 13: "listen" stands here a second time; a key of its own would do.']),
        ({"charter/1.yaml": ONE.replace("trust", "thrift")},
         ['charter/1.yaml, line 12: "thrift" is not a principle of this pack; one of choice, collaboration, culture, '
          "empowerment, safety, trust would do."]),
        ({"charter/1.yaml": ONE, "charter/2.yaml": TWO.replace("2026-02-01", "2025-12-31")},
         ["charter/2.yaml, line 5: version 2 was published before version 1 (2026-01-01); that day or a later one "
          "would do."]),
        ({"charter/1.yaml": ONE, "charter/2.yaml": TWO.replace("key: learn", "key: teach")},
         ['charter/2.yaml, line 13: "teach" says word for word what "learn" said in version 1; the key "learn" '
          "would do."]),
        ({"charter/1.yaml": ONE, "charter/2.yaml": TWO.partition("  - key: learn")[0], "charter/3.yaml": THREE},
         ['charter/3.yaml, line 13: "learn" was a clause of an older version and left the charter since; a key that no '
          "clause ever had would do."]),
        ({"charter/2026-1.yaml": ONE},
         ['charter/2026-1.yaml, line 1: the file 2026-1.yaml has the version "1"; the version "2026-1" would do.']),
        ({"readiness/1.yaml": READY},
         ['readiness/1.yaml, line 12: "listen" is not a clause of any version of the charter; no line "clause" '
          "would do."]),
        ({"charter/1.yaml": ONE, "readiness/1.yaml": READY.replace("clause: listen", "clause: shout")},
         ['readiness/1.yaml, line 12: "shout" is not a clause of any version of the charter; one of learn, listen '
          "would do."]),
        ({"readiness/1.yaml": READY.replace("clause: listen", "clause: null"),
          "readiness/2.yaml": READY.replace('"1"', '"2"').replace("clause: listen", "").replace("-01-01", "-01-02")}, []),
        ({"notices/winter.yaml": WINTER.replace("2027-01-02", "2026-12-24")},
         ["notices/winter.yaml, line 5: the notice ends on 2026-12-24 and begins on 2026-12-24; a later day than the "
          "first, or none would do."]),
    ],
)  # fmt: skip
def test_a_contradiction_names_line_found_and_accepted(bare, files, said):
    for name, text in files.items():
        bare.put(name, text)
    assert bare.faults() == said


def test_a_problem_says_the_way_to_it_for_a_form_to_stand_beside(bare):
    bare.put("charter/1.yaml", ONE.replace("{en: Then we learn.}", "{pl: Tak.}"))
    (problem,) = schema_problems(bare.folder)
    assert problem.steps == ("clauses", 1, "text", "en")
