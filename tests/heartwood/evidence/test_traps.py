"""One test for each numbered trap of the published files' README: what a loader has to survive.

Most read the real files, all loaded at once by the fixture `everything`; a few also follow a trap in a file by hand.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest

from heartwood.evidence import areas, store
from heartwood.evidence.sources import SOURCES
from heartwood.evidence.sources.describing import describe
from heartwood.evidence.sources.shapes import SourceError

pytestmark = pytest.mark.shared

FIGURE = "SELECT value, low, high, count, denominator, status, note FROM observations WHERE {}"


def figures(everything, where, *values):
    return everything.build.execute(FIGURE.format(where) + " ORDER BY ALL", list(values)).fetchall()


def one(everything, where, *values):
    (row,) = everything.build.execute(f"SELECT {where}", list(values)).fetchall()
    return row


def load(source, *files, folder):
    return store.load(source, [str(file) for file in files], folder=folder)


def test_trap_1_encodings_and_line_ends(everything, shared, tmp_path):
    folder = shared("data/ons_els")
    starts = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    with_mark = {name for name, data in starts.items() if data.startswith(b"\xef\xbb\xbf")}
    windows = {name for name, data in starts.items() if b"\r\n" in data}
    assert with_mark - windows
    assert windows - with_mark
    assert set(starts) - with_mark - windows
    assert all(everything.files[name].edition.rows_refused == 0 for name in starts)
    stray = "SELECT count(*) FROM observations WHERE contains(series || area || label || note, chr(13))"
    assert everything.build.execute(stray).fetchall() == [(0,)]

    mixed = tmp_path / "claimant-count.csv"  # two kinds of line end in one file
    lines = (folder / "personal-wellbeing-estimates.csv").read_bytes().splitlines()
    mixed.write_bytes(b"\xef\xbb\xbf" + lines[0] + b"\r\n" + b"\n".join(lines[1:50]) + b"\r\n" + lines[50] + b"\n")
    (loaded,) = load("ons_els", mixed, folder=tmp_path / "data").files
    assert (loaded.edition.rows_read, loaded.edition.rows_refused) == (50, 0)


def test_trap_2_numbers_as_text(everything, shared, tmp_path):
    with gzip.open(
        shared("data/imd/File_6_-_IoD2019_Population_Denominators.csv.gz"), "rt", encoding="utf-8-sig"
    ) as file:
        first = next(csv.DictReader(file))
    assert first["Total population: mid 2015 (excluding prisoners)"] == "1,296"
    where = "series = 'iod2019/population/all_ages' AND area = ?"
    assert figures(everything, where, first["LSOA code (2011)"])[0][0] == 1296

    assert one(everything, "count(*) FROM observations WHERE source = 'dfe_lait' AND status = 'not_published'") > (
        90_000,
    )
    hyphens = "count(*) FROM observations WHERE source = 'dfe_lait' AND status = 'shown' AND value IS NULL"
    assert one(everything, hyphens) == (0,)

    file = tmp_path / "percent.csv"
    file.write_text(
        "area_code,area_name,period,value,indicator,measure,unit,significance\n"
        "E08000035,Leeds,2018/19,41.8%,Worry,Percentage,Persons,Similar\n"
        'E08000032,Bradford,2018/19,"1,041.8",Worry,Percentage,Persons,Similar\n'
    )
    loaded = load("fingertips", file, folder=tmp_path / "data")
    values = store.connect(loaded.build.path).execute("SELECT value FROM observations ORDER BY value").fetchall()
    assert values == [(41.8,), (1041.8,)]
    file.write_text(file.read_text().replace("1,041.8", "1,4"))  # a decimal comma is no number here
    with pytest.raises(SourceError, match="line 3, value: found “1,4”"):
        load("fingertips", file, folder=tmp_path / "other")


def test_trap_3_suppression_and_missing_codes(everything):
    silent = everything.build.execute("""
        SELECT source, status, count(*) FROM observations WHERE status <> 'shown' GROUP BY ALL
    """).fetchall()
    kinds = {(source, status) for source, status, _ in silent}
    assert {("dfe_ees", "too_few"), ("dfe_ees", "not_published"), ("dfe_ees", "not_collected")} <= kinds
    assert {("ons_els", "not_published"), ("fingertips", "too_few"), ("dfe_lait", "not_published")} <= kinds
    assert one(
        everything, "count(*) FROM observations WHERE status <> 'shown' AND (value IS NOT NULL OR note = '')"
    ) == (0,)
    assert one(everything, "count(*) FROM observations WHERE status = 'shown' AND value IS NULL") == (0,)

    suppressed = figures(everything, "source = 'fingertips' AND status = 'too_few'")
    assert [row[6] for row in suppressed] == [
        "The count is small. Value suppressed for disclosure control due to small count"
    ]
    # Nobody in England was asked for criminal exploitation before 2022; one silent authority later is something else.
    before = figures(everything, "series = 'c3/Child_criminal_exploitation' AND label = '2021' AND area = 'E08000035'")
    assert before[0][5] == "not_collected"
    assert one(everything, "count(*) FROM observations WHERE series = 'cla/rate_per_10000' AND status = 'too_few'") > (
        0,
    )
    assert one(
        everything, "count(*) FROM observations WHERE series LIKE 'Children with free%' AND status = 'not_published'"
    ) > (0,)


def test_trap_4_headings(everything, shared, tmp_path):
    twice = shared("data/ons_els/persistent-absences-for-pupils-eligible-for-free-school-meals.csv")
    assert twice.read_text(encoding="utf-8-sig").splitlines()[0].endswith("notes,notes")
    assert everything.files[twice.name].edition.rows_refused == 0
    last = shared("data/imd/imd2019_file7_kirklees.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert last.endswith('(excluding prisoners) "') or last.endswith("(excluding prisoners) ")
    assert one(everything, "count(*) FROM observations WHERE series = 'iod2019/population/working_age'")[0] >= 259

    # A statistician's sheet saved as CSV: banners above, a line break in a heading, blank rows and columns at the end.
    header, *rows = (shared("data/ons_els/claimant-count.csv").read_text(encoding="utf-8-sig").splitlines())[:40]
    banners = ["Claimant count" + "," * 14, "Source: ONS [note 1]" + "," * 14, "," * 14]
    broken = header.replace("areacd", '" areacd\n "') + ",,,"
    file = tmp_path / "claimant-count.csv"
    file.write_text("\n".join([*banners, broken, *(row + ",,," for row in rows), "," * 14, "," * 14]) + "\n")
    (loaded,) = load("ons_els", file, folder=tmp_path / "data").files
    assert (loaded.edition.rows_read, loaded.edition.rows_refused) == (39, 0)


def test_trap_5_fingertips(everything, shared):
    edition = everything.files["indicator-90284-CountiesUAs.data.csv"].edition
    assert (edition.rows_read, edition.rows_repeated, edition.rows_kept) == (7208, 703, 6505)
    assert edition.figures == 6505
    newer, older = (
        next(csv.reader([shared(f"data/fingertips/{name}").read_text(encoding="utf-8-sig").splitlines()[0]]))
        for name in ("indicator-90284-CountiesUAs.data.csv", "social-isolation-indicators-CountyUA.data.csv")
    )
    assert (len(newer), len(older)) == (27, 26)
    assert newer[22] != older[22]
    # Of England's two rows the one with a comparison is kept: each decile is compared with the whole.
    compared = one(
        everything,
        """count(*) FROM observations WHERE source = 'fingertips' AND series = '90284'
        AND area = 'E92000001' AND category <> '' AND published_comparison IN ('Better', 'Worse', 'Similar')""",
    )
    assert compared[0] > 100
    # Sex, age and category fixed, a series has one figure for an area and a time.
    assert one(
        everything,
        """count(*) FROM (SELECT 1 FROM observations WHERE source = 'fingertips'
        GROUP BY series, area, sex, age, category, period HAVING count(*) > 1)""",
    ) == (0,)
    assert figures(
        everything,
        """series = '90284' AND area = 'E92000001' AND sex = 'Persons' AND category = ''
        AND label = '2010/11'""",
    ) == [(115.2166797, 114.5287223, 115.9077445, 107429, 9324084, "shown", "")]


def test_trap_6_dfe_columns_come_and_go(everything):
    labels = "string_agg(DISTINCT label, ' ' ORDER BY label) FROM observations WHERE source = 'dfe_ees' AND series = ?"
    assert one(everything, labels, "neet/NEET_not_known_percent") == ("2023 2025",)
    assert one(everything, labels, "neet/enrolments_pa_10_exact_percent") == ("2025",)
    assert one(everything, labels, "neet/sess_overall_percent_pa_10_exact") == ("2023",)
    assert one(everything, labels, "absence_la/pt_overall")[0].startswith("201819 201920")
    assert one(everything, labels, "exclusions_reason/perm_bullying")[0].endswith("201516")
    # Nation, region and authority stand in one file, each under its own code.
    for area in ("E92000001", "E12000003", "E08000035"):
        assert len(figures(everything, "series = 'c3/Gangs' AND area = ? AND label = '2025'", area)) == 1
    refused = {row.line for row in everything.files["SFR35_2017_reason_for_exclusion.csv"].refused}
    assert len(refused) == 16
    assert {row.found for row in everything.files["SFR35_2017_reason_for_exclusion.csv"].refused} == {"."}


def test_trap_7_time_periods(everything):
    def when(source, series, label):
        return everything.build.execute(
            "SELECT DISTINCT period, period_start, period_end FROM observations WHERE source = ? AND series = ? AND label = ?",
            [source, series, label],
        ).fetchall()

    year = ("2013-04-01/P1Y", date(2013, 4, 1), date(2014, 3, 31))
    assert when("fingertips", "90284", "2013/14") == [year]
    assert when("fingertips", "92659", "2015") == [("2015-01-01/P1Y", date(2015, 1, 1), date(2015, 12, 31))]
    assert when("ons_els", "Anxiety", "2011-04-01/P1Y")[0][2] == date(2012, 3, 31)
    assert when("ons_els", "Homicide Offences", "2014-04-01/P3Y")[0][2] == date(2017, 3, 31)
    day = when("ons_els", "Housing affordability ratio (residence-based)", "2002-04-01")
    assert day == [("2002-04-01", date(2002, 4, 1), date(2002, 4, 1))]
    assert when("dfe_ees", "absence_la/pt_overall", "202425")[0][0] == "2024-09-01/P1Y"
    assert when("dfe_ees", "c3/Gangs", "2018")[0][0] == "2017-04-01/P1Y"
    assert when("dfe_lait", "LACFinance", "2016-17 (OT)")[0][0] == "2016-04-01/P1Y"
    assert when("dfe_lait", "RTA", "2014-16")[0][0] == "2014-01-01/P3Y"
    assert when("dfe_lait", "16-17_not known_NEET", "2019")[0][0] == "2018-12-01/P3M"
    assert when("dfe_lait", "CIN", "2016")[0][0] == "2016-03-31"
    marked = (
        "count(*) FROM observations WHERE source = 'dfe_lait' AND regexp_full_match(label, '.*(Rev|Final|prov|OT)\\)')"
    )
    assert one(everything, marked)[0] > 30_000
    # "0" is no year: those rows are refused and listed, and nothing else of the file is.
    assert {row.found for row in everything.files["LAIT_bds_long_0.parquet"].refused} == {"0"}


def test_trap_8_geography_vintages(everything, shared):
    with shared("data/lookups/lsoa11_lsoa21_ltla22_change_west_yorkshire.csv").open(encoding="utf-8") as file:
        changes = list(csv.DictReader(file))
    split = next(row["lsoa11_code"] for row in changes if row["change_code"] == "S")
    merged = next(row for row in changes if row["change_code"] == "M")
    parts = areas.small_area_in_2021(everything.build, split)
    assert len(parts) > 1
    assert sum(part.weight for part in parts) == pytest.approx(1)
    assert [part.code for part in areas.small_area_in_2021(everything.build, merged["lsoa11_code"])] == [
        merged["lsoa21_code"]
    ]
    # Where two files place a small area, the newer boundaries do: Cumberland, not Allerdale.
    assert areas.district_of_small_area(everything.build, "E01019096") == "E06000063"
    # Barnsley stands under its code of before 2025 and of after, and the note says so.
    poverty = "Children in relative poverty before housing costs"
    codes = "string_agg(DISTINCT area, ' ' ORDER BY area) FROM observations WHERE series = ? AND area IN (?, ?)"
    assert one(everything, codes, poverty, "E08000016", "E08000038") == ("E08000016 E08000038",)
    obsolete = figures(everything, "series = ? AND area = 'E08000016' AND label LIKE '2024%'", poverty)
    assert "replaced by E08000038" in obsolete[0][6]
    assert one(everything, "count(*) FROM observations WHERE source = 'dfe_lait' AND area = 'E10000023'") == (0,)


def test_trap_9_police_uk_is_read_by_no_source(shared, tmp_path):
    street = shared("data/police_uk/2018-06-south-yorkshire-street.csv")
    rows = list(csv.DictReader(street.read_text(encoding="utf-8").splitlines()))
    assert any(not row["LSOA code"] for row in rows)
    assert any(not row["Crime ID"] for row in rows)
    for source in SOURCES:  # every source says which heading it lacks, rather than half-reading the file
        with pytest.raises(SourceError, match=re.escape(street.name) + r": line 1 does not have the headings"):
            load(source, street, folder=tmp_path / source)
        assert store.newest(tmp_path / source) is None


def test_trap_10_geometry_is_read_by_no_source(shared, tmp_path):
    boundaries = shared("data/boundaries/lsoa2021_west_yorkshire.geojson")
    codes = {feature["properties"]["lsoa21_code"] for feature in json.loads(boundaries.read_text())["features"]}
    wards = shared("data/lookups/lsoa21_ward24_ltla24_west_yorkshire.csv")
    load("lookups", wards, folder=tmp_path / "data")
    build = store.connect(store.newest(tmp_path / "data"))
    placed = {code for (code,) in build.execute("SELECT source_code FROM lookups WHERE kind = 'lsoa_ward'").fetchall()}
    assert placed == codes  # each of the 1,404 outlines has its place, though no source reads outlines
    for path in (boundaries, Path(shared("data/boundaries/LSOA_2011_Bradford_shapefile.zip"))):
        with pytest.raises(SourceError):
            load("lookups", path, folder=tmp_path / "other")
    assert store.newest(tmp_path / "other") is None


def test_every_source_is_described():
    for source in SOURCES:
        description = describe(source)
        assert description.source == source
        assert description.licence == "Open Government Licence v3.0"
        assert all(kind.headings for kind in description.kinds)
