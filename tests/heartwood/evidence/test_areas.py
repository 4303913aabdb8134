"""Where areas lie in each other, on a few rows of each publisher's lookup."""

from __future__ import annotations

import pytest

from heartwood.evidence import areas, store
from heartwood.evidence.changes import SeriesChange, changes
from heartwood.evidence.sources.shapes import SourceError

FILES = {
    "change.csv": "lsoa11_name,lsoa11_code,change_code,lsoa21_name,lsoa21_code,ltla22_name,ltla22_code\n"
    "Leeds 001A,E01000001,S,Leeds 001F,E01000011,Leeds,E08000035\n"
    "Leeds 001A,E01000001,S,Leeds 001G,E01000012,Leeds,E08000035\n"
    "Leeds 002A,E01000002,M,Leeds 002F,E01000013,Leeds,E08000035\n"
    "Leeds 002B,E01000003,M,Leeds 002F,E01000013,Leeds,E08000035\n",
    "ward.csv": "lsoa21_name,lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code\n"
    "Leeds 001F,E01000011,Armley,E05011385,Leeds,E08000099\n",
    "postcodes.csv": "pcd,pcds,oslaua,doterm\nLS1 1UR,LS1 1UR,E08000035,\nbd11aa,BD1 1AA,E08000032,\n",
    "neighbours.csv": "old_la_code,la_name,"
    + ",".join(f"SN_{rank},SN_{rank}P" for rank in range(1, 11))
    + "\n383,Leeds,"
    + ",".join(f"{number},Close " for number in (373, 380, 381, 382, 384, 301, 302, 303, 304, 305))
    + "\n",
    "names.csv": "msoa11cd,msoa11nm,msoa11nmw,msoa11hclnm,msoa11hclnmw,Laname\nE02000001,Leeds 001,,Wetherby,,Leeds\n",
    "centroids.csv": "X,Y,objectid,lsoa11cd,lsoa11nm\n1,2,3,E01000001,Leeds 001A\n",
}


def write(tmp_path, names):
    for name in names:
        (tmp_path / name).write_text(FILES[name])
    return [str(tmp_path / name) for name in names]


@pytest.fixture
def build(tmp_path):
    loaded = store.load("lookups", write(tmp_path, FILES), folder=tmp_path / "data")
    connection = store.connect(loaded.build.path)
    yield connection
    connection.close()


@pytest.mark.parametrize("typed", ["LS1 1UR", " ls11ur ", "ls1\t1ur"])
def test_district_of_postcode_finds_it_however_it_is_typed(build, typed):
    assert areas.district_of_postcode(build, typed) == "E08000035"


@pytest.mark.parametrize("typed", ["", "Leeds", "LS1 1U!", "LS9 9ZZ", "1234567", "'; DROP"])
def test_district_of_postcode_is_none_for_what_is_in_no_lookup(build, typed):
    assert areas.district_of_postcode(build, typed) is None


def test_has_postcodes_tells_whether_a_build_can_be_asked(build, tmp_path):
    assert areas.has_postcodes(build)
    (tmp_path / "other").mkdir()
    other = store.load("lookups", write(tmp_path / "other", ["ward.csv"]), folder=tmp_path / "other").build.path
    assert not areas.has_postcodes(store.connect(other))


def test_small_area_in_2021_shares_a_split_area_among_its_parts(build):
    assert areas.small_area_in_2021(build, "E01000001") == (
        areas.Part("E01000011", 0.5),
        areas.Part("E01000012", 0.5),
    )
    assert areas.small_area_in_2021(build, "E01000003") == (areas.Part("E01000013", 1.0),)


def test_district_of_small_area_takes_the_newer_boundaries(build):
    assert areas.district_of_small_area(build, "E01000011") == "E08000099"
    assert areas.district_of_small_area(build, "E01000013") == "E08000035"
    assert areas.district_of_small_area(build, "E01999999") is None


def test_places_of_small_area_gives_each_kind(build):
    assert areas.places_of_small_area(build, "E01000011") == {"lsoa_district": "E08000099", "lsoa_ward": "E05011385"}


def test_statistical_neighbours_are_nearest_first(build):
    assert areas.statistical_neighbours(build, "E08000035")[:3] == ("E08000019", "E08000032", "E08000033")
    assert areas.statistical_neighbours(build, "E08000032") == ()


def test_place_gives_name_and_kind(build):
    assert areas.place(build, "E02000001") == areas.Place("E02000001", "Wetherby", "msoa")
    assert areas.place(build, "E99999999") is None


def test_a_number_of_no_authority_is_refused(tmp_path):
    path = tmp_path / "neighbours.csv"
    path.write_text(FILES["neighbours.csv"].replace("383,Leeds,373", "383,Leeds,999"))
    with pytest.raises(SourceError, match="line 2, SN_1: found “999”; a number such as 383 would do"):
        store.load("lookups", [str(path)], folder=tmp_path / "data")


def test_an_ill_formed_code_in_a_lookup_is_refused(tmp_path):
    path = tmp_path / "ward.csv"
    path.write_text(FILES["ward.csv"].replace("E05011385", "Armley"))
    with pytest.raises(SourceError, match="found “Armley”; a code such as E08000035 would do"):
        store.load("lookups", [str(path)], folder=tmp_path / "data")


def test_changes_count_what_came_went_and_was_altered(tmp_path):
    headings = (
        "indicator,area,period,label,value,low,high,count,denominator,denominator_kind,status,why,origin,source\n"
    )
    row = "{},E08000035,{}-04-01/P1Y,{},{},,,,,,shown,,published,Office\n"
    path, data = tmp_path / "facts.csv", tmp_path / "data"

    def load(*rows):
        path.write_text(headings + "".join(row.format(name, year, year, value) for name, year, value in rows))
        return store.load("facts", [str(path)], folder=data, fewer=True).build.path

    old = load(("worry", 2021, 1), ("worry", 2022, 2), ("sleep", 2021, 5))
    new = load(("worry", 2022, 3), ("worry", 2023, 4), ("sleep", 2021, 5))

    found = changes(old, new)

    assert found.series == (SeriesChange("facts", "worry", 1, 1, 1),)
    assert (found.old, found.new) == (old.stem, new.stem)
    assert [len(found.editions_added), len(found.editions_removed)] == [1, 1]
    assert changes(new, new).series == ()
