"""What is wrong with a language in which people could tell us something."""

import shutil

import pytest
import yaml
from click.testing import CliRunner

from heartwood.check.telling import barrier_faults, telling_faults, unsaid
from heartwood.cli import main
from heartwood.pack import read

CHECKED = {"safety": "2026-11-01", "consent": "2026-11-01", "safeguarding": "2026-11-01"}


@pytest.fixture
def folder(pack_folder, tmp_path):
    """Give a copy of the pack that says two things in English, and lets itself be written in."""
    folder = tmp_path / "pack"
    shutil.copytree(pack_folder, folder)
    for path in (folder / "listening" / "words").glob("*.yaml"):
        path.unlink()
    write(folder, "en", {"title": "Tell us", "promise": "We read it within {days} days."})
    return folder


def write(folder, language, said, **more):
    words = {"language": language, "name": language, "direction": "ltr", "said": said}
    words["checked"] = dict.fromkeys(CHECKED)
    path = folder / "listening" / "words" / f"{language}.yaml"
    path.write_text(yaml.safe_dump({**words, **more}), encoding="utf-8")


def faults(folder):
    return [one.found for one in telling_faults(read(folder))]


def test_language_that_lacks_a_key_is_named_with_it(folder):
    write(folder, "cy", {"title": "Dywedwch"})
    (found,) = unsaid(read(folder))
    assert found.language == "cy"
    assert found.keys[0] == "promise"
    assert "barriers.waiting.name" in found.keys
    assert faults(folder) == []


def test_language_is_not_checked_before_it_says_everything(folder):
    write(folder, "cy", {"title": "Dywedwch"}, checked=CHECKED)
    assert faults(folder) == ["this language is marked as checked and does not say promise"]


def test_what_is_filled_in_is_filled_in_in_every_language(folder):
    write(folder, "cy", {"title": "Dywedwch", "promise": "Cyn pen {dyddiau} diwrnod."})
    assert faults(folder) == ['"promise" fills in dyddiau']


def test_command_says_which_keys_a_language_lacks_and_finds_nothing_wrong(folder):
    write(folder, "cy", {"title": "Dywedwch"}, name="Cymraeg")
    result = CliRunner().invoke(main, ["pack", "check", str(folder)])
    assert result.exit_code == 0, result.output
    (line,) = (one for one in result.output.splitlines() if one.startswith("Cymraeg (cy) cannot open"))
    assert "it does not say promise, barriers.getting-in.name" in line


def test_barrier_is_about_standards_that_are_offered(folder):
    path = folder / "listening" / "listening.yaml"
    assert list(barrier_faults(read(folder))) == []
    path.write_text(path.read_text("utf-8").replace("standards: [told-once]", "standards: [moon]"), "utf-8")
    (fault,) = barrier_faults(read(folder))
    assert fault.found == '"moon" is not a standard of the offered edition of this pack'
    assert "told-once" in fault.accepted
