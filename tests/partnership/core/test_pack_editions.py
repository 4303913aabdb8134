"""What was published on the site is noticed by the next look, costs one question to the disk, and never breaks a page."""

from __future__ import annotations

import shutil
import time

import pytest
from django.core import checks

from heartwood.pack import PackError
from partnership.core import pack
from partnership.core.kept import Version

SHOUT = "helplines/shout.yaml"


@pytest.fixture
def overlay(data_folder):
    folder = pack.overlay()
    (folder / "helplines").mkdir(parents=True)
    return folder


def publish(overlay, content, name=SHOUT):
    (overlay / name).write_text(pack.written(content), encoding="utf-8")
    tell(overlay)


def tell(overlay):
    part = overlay / "EDITION.part"
    part.write_text(str(time.monotonic_ns()), encoding="utf-8")
    part.replace(overlay / pack.EDITION)


def test_overlay_stands_in_the_data_folder_under_the_key_of_the_pack(data_folder):
    assert pack.overlay() == data_folder / "content" / "west-yorkshire"


def test_content_is_read_once_until_an_edition_comes_out(overlay):
    first = pack.current()
    assert pack.current() is first
    publish(overlay, {**pack.file(SHOUT).content, "contact": "text 1"})
    second = pack.current()
    assert (second.helplines["shout"].contact, pack.current() is second) == ("text 1", True)


def test_edition_has_another_name_with_every_publication_and_a_time(overlay):
    assert pack.edition_at() is None
    names = {pack.edition()}
    for number in range(2):
        publish(overlay, {**pack.file(SHOUT).content, "contact": f"text {number}"})
        names.add(pack.edition())
    assert len(names) == 3
    assert pack.edition_at() is not None
    assert Version("build", pack.edition_at()).words == ""


def test_looking_for_an_edition_costs_microseconds(overlay):
    publish(overlay, pack.file(SHOUT).content)
    pack.current()
    began = time.perf_counter()
    for _ in range(1000):
        pack.current()
    assert (time.perf_counter() - began) / 1000 < 0.0002


def test_what_cannot_be_read_leaves_what_was_shown_before(overlay):
    publish(overlay, {**pack.file(SHOUT).content, "contact": "text 1"})
    assert pack.current().helplines["shout"].contact == "text 1"
    publish(overlay, {"key": "shout"})
    assert pack.current().helplines["shout"].contact == "text 1"
    assert pack.broken()[0].file == SHOUT
    assert "core.W002" in {one.id for one in checks.run_checks()}


def test_a_process_that_starts_with_broken_words_shows_the_pack_s_own_beside_the_sound_ones(overlay):
    childline = "helplines/childline.yaml"
    publish(overlay, {**pack.file(childline).content, "contact": "0800 1"}, childline)
    publish(overlay, {"key": "shout"})
    pack._HELD.clear()
    lines = pack.current().helplines
    assert (lines["shout"].contact, lines["childline"].contact) == ("text 85258", "0800 1")
    assert pack.file(SHOUT).published_here is False


def test_a_pack_that_is_broken_itself_is_refused(pack_folder, tmp_path, settings, data_folder):
    settings.PACK = shutil.copytree(pack_folder, tmp_path / "pack")
    (settings.PACK / SHOUT).write_text("key: shout\n", encoding="utf-8")
    with pytest.raises(PackError):
        pack.current()
    assert "core.E002" in {one.id for one in checks.run_checks()}
    (settings.PACK / "pack.yaml").write_text("name: nothing\n", encoding="utf-8")
    settings.PACK = shutil.copytree(settings.PACK, tmp_path / "other")
    assert pack.overlay().name == ".none"
    with pytest.raises(PackError):
        pack.current()


def test_problems_are_those_that_a_draft_brings(overlay):
    content = pack.file(SHOUT).content
    assert pack.problems(SHOUT, pack.written(content)) == ()
    (problem,) = pack.problems(SHOUT, pack.written({**content, "href": "here"}))
    assert (problem.file, problem.steps) == (SHOUT, ("href",))
    (overlay / "helplines" / "papyrus.yaml").write_text("key: papyrus\n", encoding="utf-8")
    assert pack.problems(SHOUT, pack.written(content)) == ()
    assert pack.problems("helplines/papyrus.yaml", None) == ()


def test_a_draft_breaks_what_rests_on_it_and_is_told_so(overlay):
    vocabulary = dict(pack.file("vocabulary.yaml").content)
    principles = {key: name for key, name in vocabulary["principles"].items() if key != "safety"}
    found = pack.problems("vocabulary.yaml", pack.written({**vocabulary, "principles": principles}))
    assert {one.file.partition("/")[0] for one in found} == {"charter", "framework"}


def test_a_file_is_known_by_its_name_and_a_removed_one_is_gone(overlay):
    assert pack.file("nothing.yaml") is None
    assert pack.file(SHOUT).content["checked"] == "2026-11-22"
    (overlay / f"{SHOUT}.removed").write_text("It closed.", encoding="utf-8")
    assert (pack.file(SHOUT), SHOUT in pack.files("helplines")) == (None, False)
    assert pack.with_file(SHOUT, pack.written({**NEW, "key": "shout"})).helplines["shout"].contact == "1"


NEW = {
    "name": {"en": "Echo"},
    "contact": "1",
    "href": "tel:1",
    "about": {"en": "To talk."},
    "checked": "2026-11-22",
    "owner": "team",
}
