"""What somebody may say yes to: files of the pack, each with a version and a hash of its words."""

import shutil

import pytest

from heartwood.pack import PackError, read


@pytest.fixture
def folder(pack_folder, tmp_path):
    return shutil.copytree(pack_folder, tmp_path / "pack")


def test_purposes_are_read_by_key(pack):
    assert [*pack.consents] == ["invitations-to-events", "named-in-public", "taking-part"]
    assert str(pack.consents["taking-part"].title) == "Being asked to take part in an evaluation"


def test_hash_is_of_the_words_shown(folder):
    before = read(folder).consents
    file = folder / "consents" / "taking-part.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("I can say", "I may say"), encoding="utf-8")
    after = read(folder).consents

    assert after["taking-part"].sha256 != before["taking-part"].sha256
    assert after["named-in-public"].sha256 == before["named-in-public"].sha256


def test_pack_without_consents_asks_for_none(folder):
    shutil.rmtree(folder / "consents")

    assert read(folder).consents == {}


def test_purpose_without_a_version_is_no_purpose(folder):
    file = folder / "consents" / "taking-part.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("version:", "edition:"), encoding="utf-8")

    with pytest.raises(PackError, match=r"consents/taking-part\.yaml"):
        read(folder)
