"""Versions of the charter and of the readiness check, as they are read; what one version changed in another."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from heartwood.pack import changes, read

CHARTER = """
version: "{version}"
title: {{en: A charter}}
preamble: {{en: We promise.}}
example: true
published: 2026-0{month}-01
licence: CC BY 4.0
provenance: {{en: Written for a test.}}
clauses:
{clauses}
"""
CLAUSE = """
  - key: {key}
    title: {{en: {title}}}
    text: {{en: {text}, pl: Tak}}
    principles: [safety]
"""
READINESS = """
version: 2026-1
title: {en: Talk first}
intro: {en: No marks.}
example: true
published: 2026-01-12
licence: CC BY 4.0
reviewed_by: {en: Six people who lived through it}
questions:
  - key: who-leads
    text: {en: Who leads?}
    about: {en: It matters.}
    if_not_yet: {en: Ask one.}
    clause: listen
"""


@pytest.fixture
def bare(pack_folder: Path, tmp_path: Path) -> Path:
    """Give a copy of the real pack without its charter, readiness check and notices."""
    folder = Path(shutil.copytree(pack_folder, tmp_path / "pack"))
    for name in ("charter", "readiness", "notices"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return folder


def put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.strip() + "\n", encoding="utf-8")


def a_charter(folder: Path, version: str, *clauses: tuple[str, str, str], month: int = 1) -> None:
    said = "".join(CLAUSE.format(key=key, title=title, text=text) for key, title, text in clauses)
    put(folder, f"charter/{version}.yaml", CHARTER.format(version=version, month=month, clauses=said))


def test_a_pack_without_commitments_has_none(bare):
    pack = read(bare)
    assert (pack.charter, pack.readiness, dict(pack.notices)) == (None, None, {})


def test_versions_of_the_charter_stand_in_their_order_and_the_newest_counts(bare):
    for version in ("2026-10", "2026-9", "2025-1"):
        a_charter(bare, version, ("listen", "We listen", "First we listen"))
    pack = read(bare)
    assert list(pack.charters) == ["2025-1", "2026-9", "2026-10"]
    assert pack.charter is pack.charters["2026-10"]
    assert pack.charter.urn == "urn:heartwood:charter:west-yorkshire:2026-10"
    assert (pack.charter.published, pack.charter.example, pack.charter.reviewed_by) == (date(2026, 1, 1), True, None)


def test_a_clause_is_the_same_in_every_version_whatever_its_words(bare):
    a_charter(bare, "1", ("listen", "We listen", "First we listen"))
    a_charter(bare, "2", ("listen", "We hear", "First we hear"))
    one, two = (charter.clause("listen") for charter in read(bare).charters.values())
    assert one.urn == two.urn == "urn:heartwood:charter:west-yorkshire:listen"
    assert read(bare).charter.clause("shout") is None


def test_the_hash_of_a_charter_is_that_of_its_canonical_words(bare):
    a_charter(bare, "1", ("listen", "We listen", "First, gołąb"))
    put(bare, "charter/1.yaml", (bare / "charter/1.yaml").read_text("utf-8").replace("First, gołąb", '"First, gołąb"'))
    canonical = '{"clauses":[{"key":"listen","text":{"en":"First, gołąb","pl":"Tak"},"title":{"en":"We listen"}}],"version":"1"}'
    assert read(bare).charter.sha256 == hashlib.sha256(canonical.encode()).hexdigest()


def test_one_letter_or_another_order_is_another_hash(bare):
    first, second = ("listen", "We listen", "First"), ("learn", "We learn", "Then")
    hashes = set()
    for clauses in ([first, second], [second, first], [first, ("learn", "We learn", "Than")]):
        a_charter(bare, "1", *clauses)
        hashes.add(read(bare).charter.sha256)
    assert len(hashes) == 3


def test_changes_say_what_became_of_every_clause(bare):
    a_charter(bare, "1", ("a", "A", "a"), ("b", "B", "b"), ("c", "C", "c"), ("d", "D", "d"), ("e", "E", "e"))
    a_charter(bare, "2", ("a", "A", "a"), ("d", "D", "d"), ("c", "C", "c"), ("b", "B", "bb"), ("f", "F", "f"))
    old, new = read(bare).charters.values()
    found = [(one.kind, (one.after or one.before).key) for one in changes(old, new)]
    assert found == [("same", "a"), ("moved", "d"), ("same", "c"), ("reworded", "b"), ("added", "f"), ("removed", "e")]


def test_a_readiness_check_is_read_with_the_clause_that_each_question_prepares_for(bare):
    put(bare, "readiness/2026-1.yaml", READINESS)
    check = read(bare).readiness
    (question,) = check.questions
    assert question.urn == "urn:heartwood:readiness:west-yorkshire:who-leads"
    assert (question.clause, str(question.if_not_yet), str(check.reviewed_by)) == (
        "listen", "Ask one.", "Six people who lived through it",
    )  # fmt: skip


def test_a_notice_is_shown_from_its_first_day_until_the_day_that_is_not_part_of_it(bare):
    head = "text: {en: Closed}\nshown_on: every-page\nowner: programme team\nsince: 2026-12-24\n"
    put(bare, "notices/winter.yaml", f"key: winter\n{head}until: 2027-01-02")
    put(bare, "notices/always.yaml", f"key: always\n{head}")
    board = read(bare).notice_board
    days = (date(2026, 12, 23), date(2026, 12, 24), date(2027, 1, 1), date(2027, 1, 2))
    assert [board["winter"].shows(day) for day in days] == [False, True, True, False]
    assert [board["always"].shows(day) for day in days] == [False, True, True, True]
    assert {key: str(text) for key, text in read(bare).notices.items()} == {"always": "Closed", "winter": "Closed"}
