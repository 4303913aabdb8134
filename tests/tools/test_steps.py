"""Nothing is done twice, and nothing that is out of date is left."""

import pytest

from tools import steps


@pytest.fixture
def step(tmp_path, monkeypatch):
    """Give a step that reads a file and writes another, and the list of the times it was done."""
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    source, made, done = tmp_path / "source", tmp_path / "made", []
    source.write_text("one")

    def action():
        done.append(source.read_text())
        made.write_text(source.read_text())

    def take():
        steps.once("a step", [source], action, [made])

    return source, made, done, take


def test_step_is_done_once_for_the_same_input(step):
    _source, _made, done, take = step
    take()
    take()
    assert done == ["one"]


def test_step_is_done_again_when_its_input_changes(step):
    source, _made, done, take = step
    take()
    source.write_text("two")
    take()
    assert done == ["one", "two"]


def test_step_is_done_again_when_what_it_made_is_gone(step):
    _source, made, done, take = step
    take()
    made.unlink()
    take()
    assert done == ["one", "one"]


def test_step_that_failed_is_not_taken_for_done(step, tmp_path):
    source, made, _done, _take = step

    def fails():
        raise steps.StepError("It did not work.")

    with pytest.raises(steps.StepError):
        steps.once("another step", [source], fails, [made])
    assert not (tmp_path / "stamps" / "another step").exists()


def test_fingerprint_of_a_folder_sees_names_and_bytes_and_not_what_python_leaves_there(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    before = steps.fingerprint([tmp_path])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("anything")
    assert steps.fingerprint([tmp_path]) == before
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert steps.fingerprint([tmp_path]) != before


def test_command_that_fails_is_a_sentence_that_names_it():
    with pytest.raises(steps.StepError, match=r"This did not work \(exit status 1\): false"):
        steps.run(["false"])
