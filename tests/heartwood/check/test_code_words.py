"""The words that codes are made of: nobody mistakes one for another, and none of them hurts."""

import pytest

from heartwood.check.code_words import LEAST, code_word_problems
from heartwood.pack.files import CODE_WORDS, LISTENING, Layers


@pytest.fixture
def said(tmp_path, pack_folder):
    """Give what is found when these lines stand at the end of the real list."""

    def found(*lines, instead=None):
        path = tmp_path / CODE_WORDS
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([instead if instead is not None else ours, *lines]), encoding="utf-8")
        return [str(one.found) for one in code_word_problems(Layers(tmp_path))]

    ours = (pack_folder / CODE_WORDS).read_text(encoding="utf-8").strip()
    (tmp_path / LISTENING).parent.mkdir(parents=True)
    (tmp_path / LISTENING).write_text("barriers: []", encoding="utf-8")
    return found


def test_our_own_list_is_sound(pack, said):
    assert said() == []
    assert len(set(pack.listening.code_words)) == len(pack.listening.code_words) >= LEAST


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("acorm", '"acorm" is too much like "acorn"'),
        ("acornn", '"acornn" is too much like "acorn"'),
        ("acon", '"acon" is too much like "acorn"'),
        ("Zebu", '"Zebu" is not plain'),
        ("ox", '"ox" is not plain'),
        ("knifeman", '"knifeman" may upset somebody'),
    ],
)
def test_word_that_somebody_could_mistake_or_mind_is_named(said, word, found):
    assert found in said(word)


def test_words_that_sound_alike_are_named(said):
    found = ['"flower" is too much like "flour"', "2 words are too few for a code"]
    assert said("flour", "# a remark", "flower", instead="") == found


def test_pack_that_listens_without_a_list_is_told(tmp_path):
    assert code_word_problems(Layers(tmp_path)) == []
    (tmp_path / LISTENING).parent.mkdir()
    (tmp_path / LISTENING).write_text("barriers: []", encoding="utf-8")
    (problem,) = code_word_problems(Layers(tmp_path))
    assert problem.file == CODE_WORDS
