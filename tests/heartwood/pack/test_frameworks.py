"""The framework as the pack's files hold it: two editions and a pulse, whole, with names that last."""

from __future__ import annotations

import shutil

from heartwood.check.readability import OLDEST, reading_age
from heartwood.pack import read


def test_short_form_is_offered_and_long_form_is_a_draft(pack):
    short, long = (pack.frameworks[key] for key in ("short-2026", "long-2026"))
    assert (short.offered, len(short.standards)) == (True, 12)
    assert (long.offered, len(long.standards)) == (False, 40)
    assert pack.framework is short


def test_pulse_is_the_newest_and_still_not_the_framework(pack):
    assert list(pack.frameworks)[-1] == pack.pulse.key == "pulse-2026"
    assert [one.key for one in pack.frameworks.values() if one.is_pulse] == ["pulse-2026"]
    assert not pack.framework.is_pulse


def test_names_of_standards_say_the_pack_and_outlive_the_edition(pack):
    short = pack.framework
    assert short.urn == f"urn:heartwood:framework:{pack.key}:short-2026"
    assert short.standard("feels-safe").urn == f"urn:heartwood:framework:{pack.key}:feels-safe"
    assert short.standard("moon") is None


def test_every_standard_speaks_to_every_seat_and_sector_in_five_levels(pack):
    short = pack.framework
    for one in short.standards:
        assert [len(wording.levels) for wording in one.seats.values()] == [5] * len(short.seats)
        assert all(one.guidance_for(sector) for sector in short.sectors)
    assert short.standards[0].guidance_for("moon") is None


def test_every_principle_and_every_domain_of_the_open_spine_has_a_standard(pack):
    for edition in (one for one in pack.frameworks.values() if not one.is_pulse):
        assert {key for one in edition.standards for key in one.principles} == set(pack.principles)
        assert [one.domain for one in edition.standards] == sorted(
            (one.domain for one in edition.standards), key=list(edition.domains).index
        )
        for key in ("ohid-2022", "samhsa-2014", "scotland-2023"):
            served = {part for one in edition.standards for part in one.serves.get(key, ())}
            assert served == set(edition.outside[key].parts)


def test_seats_without_a_name_are_asked_in_plain_words(pack):
    for edition in pack.frameworks.values():
        nameless = [key for key, seat in edition.seats.items() if seat.anonymous]
        assert nameless == (["staff"] if edition.is_pulse else ["staff", "people"])
        for one in edition.standards:
            for wording in (one.seats[key] for key in nameless):
                assert reading_age(" ".join(map(str, (wording.asks, *wording.levels)))) <= OLDEST


def test_every_standard_of_the_short_form_goes_somewhere_in_the_long_one(pack):
    (mapping,) = pack.mappings.values()
    assert {one.key for one in pack.frameworks["short-2026"].standards} == {
        key for line in mapping.carried for key in line.before
    }
    assert [line.after for line in mapping.carried if line.became == "new"] == [("changes-tried-first",)]


def test_edition_published_over_the_pack_is_read_beside_its_own(pack_folder, tmp_path):
    source, target = pack_folder / "framework" / "short-2026", tmp_path / "framework" / "another-2027"
    shutil.copytree(source, target)
    path = target / "edition.yaml"
    path.write_text(path.read_text("utf-8").replace("short-2026", "another-2027").replace("-11-01", "-12-01"), "utf-8")
    assert list(read(pack_folder, tmp_path).frameworks) == ["short-2026", "long-2026", "pulse-2026", "another-2027"]
