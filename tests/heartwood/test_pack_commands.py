"""`heartwood pack check`, as an analyst types it."""

from __future__ import annotations

import shutil

from click.testing import CliRunner

from heartwood.cli import main


def run(*arguments: str):
    return CliRunner().invoke(main, ["pack", "check", *arguments])


def test_pack_check_of_the_real_pack_says_its_doubts_and_that_nothing_is_wrong(pack_folder):
    result = run(str(pack_folder))
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0].startswith("Doubted: first_time_entrants_youth_justice, E92000001, every period. ")
    assert lines[0].endswith("Shown instead: No figure for England. Places are compared with the region.")
    assert lines[-1] == (
        "west-yorkshire: 46 indicators, 2,331 facts, 36 doubts written down. Nothing to put right."
    )  # fmt: skip


def test_pack_check_of_a_broken_pack_names_the_line_and_ends_with_2(pack_folder, tmp_path):
    folder = tmp_path / "pack"
    shutil.copytree(pack_folder, folder)
    path = folder / "indicators" / "unemployment.yaml"
    path.write_text(path.read_text("utf-8").replace("decimals: 1", "decimals: one"), "utf-8")
    result = run(str(folder))
    assert result.exit_code == 2
    assert result.stderr == 'indicators/unemployment.yaml, line 27: "one"; 0 to 4 would do.\n'
    assert result.stdout == "pack: 1 to put right.\n"


def test_pack_check_of_a_contradiction_names_the_line_and_ends_with_2(pack_folder, tmp_path):
    folder = tmp_path / "pack"
    shutil.copytree(pack_folder, folder)
    path = folder / "life-course" / "poverty.yaml"
    path.write_text(path.read_text("utf-8").replace("lead: children_in", "lead: pensioners_in", 1), "utf-8")
    result = run(str(folder))
    assert result.exit_code == 2
    assert result.stderr.startswith(
        'life-course/poverty.yaml, line 13: "pensioners_in_relative_poverty" does not stand in poverty at 0-4; one of '
    )


def test_pack_check_of_a_new_doubt_asks_for_its_row_and_ends_with_2(pack_folder, tmp_path):
    folder = tmp_path / "pack"
    shutil.copytree(pack_folder, folder)
    table = folder / "facts" / "doubts.csv"
    table.write_text(table.read_text("utf-8").replace("title and ages disagree", "a person reading"), "utf-8")
    result = run(str(folder))
    assert result.exit_code == 2
    assert "youth_reoffending is doubted. " in result.stderr
    assert result.stderr.endswith(
        'Say in facts/doubts.csv what is shown instead, found_by "title and ages disagree".\n'
    )  # fmt: skip


def test_pack_check_of_no_folder_ends_with_2(tmp_path):
    result = run(str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere' does not exist." in result.output


def test_pack_check_looks_at_files_that_lie_over_the_pack(pack_folder, tmp_path):
    over = tmp_path / "over"
    shutil.copytree(pack_folder / "helplines", over / "helplines")
    assert run(str(pack_folder), "--over", str(over)).exit_code == 0
    (over / "helplines" / "shout.yaml").write_text("key: shout\n", "utf-8")
    result = run(str(pack_folder), "--over", str(over))
    assert result.exit_code == 2
    assert 'helplines/shout.yaml, line 1: "name" is missing; a line "name: …" would do.' in result.stderr
