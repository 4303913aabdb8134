"""What was published on the site wins over the pack's own files, one by one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from heartwood.check import check
from heartwood.pack import PackError, read
from heartwood.pack.facts import read_facts

HELPLINE = """
key: {key}
name: {{en: {name}}}
contact: "0300 000 0000"
href: "tel:03000000000"
about: {{en: For a test.}}
checked: 2026-11-22
owner: safeguarding lead
"""


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "helplines").mkdir(parents=True)
    return folder


def put(overlay: Path, key: str, name: str) -> None:
    (overlay / "helplines" / f"{key}.yaml").write_text(HELPLINE.format(key=key, name=name), encoding="utf-8")


def test_an_empty_overlay_changes_nothing(pack, pack_folder, overlay, tmp_path):
    assert read(pack_folder, overlay).helplines == pack.helplines
    assert read(pack_folder, tmp_path / "nowhere").helplines == pack.helplines


def test_a_file_of_the_overlay_wins_over_the_pack_s_own(pack, pack_folder, overlay):
    put(overlay, "shout", "Shout again")
    put(overlay, "new-line", "A new line")
    found = read(pack_folder, overlay).helplines
    assert str(found["shout"].name) == "Shout again"
    assert set(found) == {*pack.helplines, "new-line"}
    assert found["childline"] == pack.helplines["childline"]


def test_a_file_marked_as_removed_is_gone_until_it_is_published_again(pack, pack_folder, overlay):
    (overlay / "helplines" / "shout.yaml.removed").write_text("It closed.", encoding="utf-8")
    assert set(read(pack_folder, overlay).helplines) == set(pack.helplines) - {"shout"}
    put(overlay, "shout", "Shout is back")
    assert str(read(pack_folder, overlay).helplines["shout"].name) == "Shout is back"


def test_a_half_written_file_counts_for_nothing(pack, pack_folder, overlay):
    (overlay / "helplines" / "shout.yaml.part").write_text("key: sho", encoding="utf-8")
    assert read(pack_folder, overlay).helplines == pack.helplines


def test_a_broken_file_of_the_overlay_is_named_and_can_be_passed_over(pack, pack_folder, overlay):
    put(overlay, "childline", "Childline again")
    (overlay / "helplines" / "shout.yaml").write_text("key: shout\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"helplines/shout\.yaml, line 1: \"name\" is missing") as broken:
        read(pack_folder, overlay)
    bad = frozenset(problem.file for problem in broken.value.problems)
    found = read(pack_folder, overlay, without=bad).helplines
    assert found["shout"] == pack.helplines["shout"]
    assert str(found["childline"].name) == "Childline again"


def test_the_check_looks_at_the_overlay_with_the_pack_under_it(pack_folder, overlay):
    put(overlay, "shout", "Shout again")
    assert check(pack_folder, overlay).sound
    put(overlay, "another", "x")
    shutil.move(overlay / "helplines" / "another.yaml", overlay / "helplines" / "other.yaml")
    (problem,) = check(pack_folder, overlay).problems
    assert str(problem) == (
        'helplines/other.yaml, line 2: the file other.yaml has the key "another"; the key "other" would do.'
    )
    assert problem.steps == ("key",)


def test_facts_of_the_overlay_win_too(pack_folder, overlay):
    name = "facts/ons-wellbeing.csv"
    rows = (pack_folder / name).read_text("utf-8").splitlines(keepends=True)
    (overlay / "facts").mkdir()
    (overlay / name).write_text("".join(rows[:3]), encoding="utf-8")
    assert sum(fact.file == name for fact in read_facts(pack_folder, overlay)) == 2
    assert sum(fact.file == name for fact in read_facts(pack_folder)) == len(rows) - 1
