"""`heartwood evidence load` and `builds`, as a person types them: what they print, and how they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from heartwood.cli import main
from heartwood.evidence import store

HEADINGS = "indicator,area,period,label,value,low,high,count,denominator,denominator_kind,status,why,origin,source"
LEEDS = "worry,E08000035,2023-04-01/P1Y,2023/24,41.8,40,43,418,1000,people,shown,,published,Office"
BRADFORD = "worry,E08000032,2023-04-01/P1Y,2023/24,,,,,,,too_few,Fewer than five people.,published,Office"


def facts(path: Path, *rows: str, end: str = "\n", encoding: str = "utf-8") -> Path:
    path.write_bytes(("\n".join([HEADINGS, *rows]) + end).encode(encoding))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def load(data: Path, *files: Path, source: str = "facts") -> Result:
    return run("evidence", "load", source, *files, "--data", data)


@pytest.fixture
def built(data_folder: Path, tmp_path: Path) -> Path:
    """Give a data folder with one good build."""
    assert load(data_folder, facts(tmp_path / "good.csv", LEEDS, BRADFORD)).exit_code == 0
    return data_folder


def refused(result: Result, built: Path, *sentence: str) -> None:
    """Assert: exit status 2, the sentence, and the old build still the newest and the only one."""
    assert result.exit_code == 2, result.output
    said = " ".join(result.output.split())
    for part in sentence:
        assert part in said
    assert "Nothing was changed." in said
    assert [build.name[:4] for build in store.builds(built)] == ["0001"]
    assert list(built.glob(".incoming_*")) == []


def test_load_says_what_it_read_and_names_the_new_build(data_folder, tmp_path):
    result = load(data_folder, facts(tmp_path / "good.csv", LEEDS, BRADFORD))

    newest = store.newest(data_folder)
    assert "good.csv: 2 rows read, 0 refused; date unknown." in result.output
    assert f"New build: {newest.stem}, 2 figures from 1 editions." in result.output


def test_load_again_changes_nothing_and_says_so(built, tmp_path):
    before = store.newest(built)

    result = load(built, tmp_path / "good.csv")

    assert f"Nothing changed: build {before.stem} holds all of this already." in result.output
    assert "(held already)" in result.output
    assert [build.path for build in store.builds(built)] == [before]


def test_load_takes_the_folder_of_a_pack(data_folder, tmp_path):
    folder = tmp_path / "pack" / "facts"
    folder.mkdir(parents=True)
    facts(folder / "worry.csv", LEEDS)
    (folder / "doubts.csv").write_text("indicator,area,period,published,why,shown_instead,found_by\n")

    result = load(data_folder, tmp_path / "pack")

    assert "worry.csv: 1 rows read" in result.output
    assert "doubts.csv: left out, because these are the pack's doubts" in result.output


def test_load_of_files_that_are_all_left_out_says_so(data_folder, tmp_path):
    doubts = tmp_path / "doubts.csv"
    doubts.write_text("indicator,area,period,published,why,shown_instead,found_by\n")

    assert "There was nothing to load." in load(data_folder, doubts).output


def test_load_of_the_same_file_with_another_day_is_another_edition(built, tmp_path):
    result = run("evidence", "load", "facts", tmp_path / "good.csv", "--published", "2025-10-30", "--data", built)

    assert "New build: 0002_" in result.output
    assert [edition.released.year for edition in store.editions_of(store.newest(built))] == [2025]


def test_load_keeps_the_published_date_it_is_told(data_folder, tmp_path):
    file = facts(tmp_path / "good.csv", LEEDS)

    result = run("evidence", "load", "facts", file, "--published", "2025-10-30", "--data", data_folder)

    assert "published 2025-10-30" in result.output
    (edition,) = store.editions_of(store.newest(data_folder))
    assert edition.edition == f"facts_good_2025-10-30_{edition.sha256[:8]}"
    assert "Nothing changed" in load(data_folder, file).output  # the day is known from the first time


def test_load_lists_rows_that_it_cannot_read_and_takes_the_others(data_folder, tmp_path):
    rows = [LEEDS.replace("2023-04-01/P1Y", f"{year}-04-01/P1Y") for year in range(1800, 2000)]
    rows[41] = rows[41].replace("E08000035", "E0800003")

    result = load(data_folder, facts(tmp_path / "many.csv", *rows))

    assert result.exit_code == 0
    assert "many.csv: 200 rows read, 1 refused" in result.output
    assert "refused: line 43, area: found “E0800003”; a code such as E08000035 would do." in result.output
    connection = store.connect(store.newest(data_folder))
    assert connection.execute("SELECT line, column_name, found FROM refused").fetchall() == [(43, "area", "E0800003")]
    assert connection.execute("SELECT count(*) FROM observations").fetchall() == [(199,)]


def test_load_shortens_a_long_list_of_refused_rows(data_folder, tmp_path):
    rows = [LEEDS.replace("2023-04-01/P1Y", f"{year}-04-01/P1Y") for year in range(1000, 4000)]
    rows[:25] = [row.replace("41.8", "many") for row in rows[:25]]

    result = load(data_folder, facts(tmp_path / "many.csv", *rows))

    assert result.output.count("refused: line") == 20
    assert "… and 5 more" in result.output


def test_load_refuses_a_file_cut_in_the_middle_of_a_row(built, tmp_path):
    cut = facts(tmp_path / "cut.csv", LEEDS, BRADFORD[:40], end="")

    refused(load(built, cut), built, "cut.csv: the file stops in the middle of line 3, so it was cut.")


def test_load_refuses_a_file_cut_in_the_middle_of_its_last_cell(built, tmp_path):
    cut = facts(tmp_path / "cut.csv", LEEDS, BRADFORD[:-2], end="")

    refused(load(built, cut), built, "stops in the middle of line 3")


def test_load_refuses_a_file_whose_last_row_lacks_cells(built, tmp_path):
    cut = facts(tmp_path / "cut.csv", LEEDS, "worry,E08000032,2023")

    refused(load(built, cut), built, "line 3, the last, has 3 cells where 14 cells are expected, so the file was cut")


def test_load_refuses_a_file_cut_inside_quotation_marks(built, tmp_path):
    cut = facts(tmp_path / "cut.csv", LEEDS, 'worry,E08000032,"2023')

    refused(load(built, cut), built, "a quotation mark is never closed")


def test_load_refuses_a_wrong_heading(built, tmp_path):
    file = facts(tmp_path / "wrong.csv", LEEDS)
    file.write_text(file.read_text().replace("indicator,area", "indicator,areacode"))

    refused(load(built, file), built, "wrong.csv: line 1 does not have the headings", "it lacks “area”", "“areacode”")


def test_load_refuses_a_web_page_named_csv(built, tmp_path):
    page = tmp_path / "page.csv"
    page.write_text("<!DOCTYPE html>\n<html><body>This file has moved.</body></html>\n")

    refused(load(built, page), built, "page.csv: this is a web page, not a table.")


def test_load_refuses_windows_1252_naming_line_and_byte(built, tmp_path):
    file = facts(tmp_path / "old.csv", LEEDS, LEEDS.replace("Office", "Children\u2019s office"), encoding="cp1252")

    position = len(LEEDS.partition("Office")[0]) + len("Children") + 1
    refused(
        load(built, file), built, f"old.csv: line 3, byte {position} is 0x92", "In Windows-1252 it would be “\u2019”"
    )


def test_load_refuses_a_file_of_which_more_than_a_hundredth_is_ill_formed(built, tmp_path):
    file = facts(tmp_path / "codes.csv", LEEDS, BRADFORD.replace("E08000032", "Bradford"))

    refused(
        load(built, file), built, "codes.csv: 1 of 2 rows cannot be read, more than one in a hundred.",
        "The first: line 3, area: found “Bradford”; a code such as E08000035 would do.",
    )  # fmt: skip


def test_load_keeps_a_well_formed_code_of_no_area_that_it_knows(data_folder, tmp_path):
    result = load(data_folder, facts(tmp_path / "far.csv", LEEDS.replace("E08000035", "S12000999")))

    assert result.exit_code == 0
    assert "0 refused" in result.output


def test_load_refuses_far_fewer_rows_than_before_unless_told(built, tmp_path):
    facts(tmp_path / "good.csv", LEEDS)

    refused(load(built, tmp_path / "good.csv"), built, "1 rows can be read, where the last build holds 2", "--fewer")

    result = run("evidence", "load", "facts", tmp_path / "good.csv", "--fewer", "--data", built)
    assert "New build: 0002_" in result.output


def test_load_refuses_all_files_for_one_and_says_each_problem(built, tmp_path):
    good = facts(tmp_path / "more.csv", LEEDS.replace("worry", "sleep"))
    empty = tmp_path / "empty.csv"
    empty.write_text("")

    refused(
        load(built, good, empty, tmp_path / "gone.csv"), built, "empty.csv: the file is empty.",
        "gone.csv: there is no such file.",
    )  # fmt: skip


def test_load_refuses_an_unknown_source(data_folder, tmp_path):
    result = load(data_folder, facts(tmp_path / "good.csv", LEEDS), source="census")

    assert result.exit_code == 2
    assert 'There is no source "census". There are: facts, ons_els, fingertips' in " ".join(result.output.split())


def test_builds_lists_them_oldest_first(built, tmp_path):
    load(built, facts(tmp_path / "good.csv", LEEDS, BRADFORD, LEEDS.replace("worry", "sleep")))

    lines = run("evidence", "builds", "--data", built).output.splitlines()

    assert [line[:5] for line in lines] == ["0001_", "0002_"]
    assert lines[1].endswith("3 figures  1 editions")


def test_builds_says_how_to_make_the_first(tmp_path):
    result = run("evidence", "builds", "--data", tmp_path / "none")

    assert "There is no build" in result.output
    assert result.exit_code == 0


def test_help_imports_neither_duckdb_nor_the_commands():
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = (
        "import sys; from heartwood.cli import main; main(['--help'], standalone_mode=False); "
        "assert not {'duckdb', 'jsonschema', 'heartwood.pack'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def test_help_names_every_command():
    assert {"evidence", "pack"} <= set(run("--help").output.split())
    assert {"builds", "load", "profile", "show"} <= set(run("evidence", "--help").output.split())
    assert run("evidence", "bake").exit_code == 2
    assert main.list_commands(None) == ["evidence", "framework", "pack"]
