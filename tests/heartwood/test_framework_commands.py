"""`heartwood framework check`, as an author types it."""

from __future__ import annotations

import shutil

from click.testing import CliRunner

from heartwood.cli import main


def run(*arguments: str):
    return CliRunner().invoke(main, ["framework", "check", *arguments])


def test_check_of_the_real_framework_says_what_there_is(pack_folder):
    result = run(str(pack_folder))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "short-2026: offered, 12 standards, not yet reviewed by people with lived experience.",
        "long-2026: draft, 40 standards, not yet reviewed by people with lived experience.",
        "pulse-2026: offered, 4 questions of a pulse, not yet reviewed by people with lived experience.",
        "west-yorkshire: Nothing to put right.",
    ]


def test_check_of_a_changed_word_names_the_line_and_ends_with_2(pack_folder, tmp_path):
    folder = shutil.copytree(pack_folder, tmp_path / "pack")
    path = folder / "framework" / "short-2026" / "money.yaml"
    path.write_text(path.read_text("utf-8").replace("There is time and money for it", "There is money"), "utf-8")
    first = folder / "framework" / "short-2026" / "edition.yaml"
    first.write_text(
        first.read_text("utf-8").replace("licence: CC", "reviewed_by: {en: Six people}\nlicence: CC"), "utf-8"
    )
    result = run(str(folder))
    line = first.read_text("utf-8").splitlines().index("frozen:") + 2
    assert result.exit_code == 2
    assert result.stderr.startswith(
        f'framework/short-2026/edition.yaml, line {line}: the words of this edition in "en"'
    )
    assert result.stdout.splitlines()[0].endswith("12 standards, reviewed by people with lived experience.")
    assert result.stdout.splitlines()[-1] == "pack: 1 to put right."


def test_check_beside_a_pack_that_cannot_be_read_says_why(pack_folder, tmp_path):
    folder = shutil.copytree(pack_folder, tmp_path / "pack")
    (folder / "places.yaml").unlink()
    result = run(str(folder))
    assert result.exit_code == 2
    assert result.stderr == "places.yaml, line 1: there is no such file; a file places.yaml in the pack would do.\n"
