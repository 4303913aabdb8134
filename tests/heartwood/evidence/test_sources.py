"""Each source on a few rows in its publisher's layout, made by hand, so that no folder of files is needed."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from heartwood.evidence import store
from heartwood.evidence.sources import ons_els, source_named
from heartwood.evidence.sources.shapes import SourceError

ELS = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
EXPORT = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,"
    "Value note,Recent Trend,Compared to England value or percentiles,Compared to percentiles\n"
)
PLACES = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name"
NATION = "Reporting year,National,E92000001,England,,,,,"
REGION = "Reporting year,Regional,E92000001,England,E12000003,Yorkshire and The Humber,,,"
LEEDS = "Reporting year,Local authority,E92000001,England,E12000003,Yorkshire and The Humber,383,E08000035,Leeds"


@pytest.fixture
def load(tmp_path):
    """Write a file, load it, and give the build's connection."""
    opened = []

    def load_one(source: str, name: str, text: str) -> duckdb.DuckDBPyConnection:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        loaded = store.load(source, [str(path)], folder=tmp_path / "data")
        opened.append(store.connect(loaded.build.path))
        return opened[-1]

    yield load_one
    for connection in opened:
        connection.close()


def rows(build, columns, order="ALL"):
    return build.execute(f"SELECT {columns} FROM observations ORDER BY {order}").fetchall()


def test_ons_els_reads_values_intervals_silences_and_notes(load):
    build = load(
        "ons_els", "wellbeing.csv",
        ELS
        + "E08000035,Leeds,Local Authority District,Anxiety,2022-04-01/P1Y,3.1,Mean,score,2.9,3.3,,\n"
        + "E08000032,Bradford,Local Authority District,Anxiety,2022-04-01/P1Y,,Mean,score,,,u,Too few asked\n"
        + "TLE4,West Yorkshire,ITL Level 2,Anxiety,2022-04-01/P1Y,,Mean,score,,,x,\n",
    )  # fmt: skip
    assert rows(build, "area, value, low, high, status, note", "area") == [
        ("E08000032", None, None, None, "not_published", "The publisher holds this figure back as unreliable. Too few asked"),
        ("E08000035", 3.1, 2.9, 3.3, "shown", ""),
        ("TLE4", None, None, None, "not_published", "The publisher gives no figure here."),
    ]  # fmt: skip
    assert build.execute("SELECT code, name, kind FROM areas ORDER BY code").fetchall()[1] == (
        "E08000035",
        "Leeds",
        "district",
    )


def test_ons_els_names_the_measure_where_an_indicator_has_several(load):
    line = "E08000035,Leeds,District,Jobs,2022-01-01/P1Y,{},{},u,,,,\n"
    build = load(
        "ons_els",
        "jobs.csv",
        ELS + line.format(3, "Rate") + line.format(40, "Number") + line.replace("Jobs", "Pay").format(9, "Pounds"),
    )

    assert rows(build, "series, value") == [("Jobs|Number", 40.0), ("Jobs|Rate", 3.0), ("Pay", 9.0)]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"a": {"shared": {"sourceDate": "07/11/2023"}}}, "2023-11-07"),
        ({"a": {"sourceDate": "05/02/2026|28/11/2025"}}, "2026-02-05"),
        ({"a": {"sourceDate": "soon"}}, None),
        ({"a": []}, None),
    ],
)
def test_ons_els_knows_the_date_from_the_json_beside_the_file(tmp_path, told, found):
    (tmp_path / "jobs.csv").write_text(ELS)
    (tmp_path / "jobs.json").write_text(json.dumps(told))
    (tmp_path / "kept").mkdir()

    released = ons_els.fetch(str(tmp_path / "jobs.csv"), tmp_path / "kept").released

    assert (released and released.isoformat()) == found
    assert (tmp_path / "kept" / "jobs.json").exists()


def test_ons_els_does_not_know_the_date_without_or_with_broken_json(tmp_path):
    (tmp_path / "jobs.csv").write_text(ELS)
    (tmp_path / "kept").mkdir()
    assert ons_els.fetch(str(tmp_path / "jobs.csv"), tmp_path / "kept").released is None
    (tmp_path / "jobs.json").write_text("{")
    assert ons_els.fetch(str(tmp_path / "jobs.csv"), tmp_path / "kept").released is None


def export_row(area="E08000035", category=",", period="2018/19", value="41.8", note="", compared="Similar", parent=","):
    return (
        f"90280,Contact,{parent},{area},Somewhere,County & UA,Persons,18+ yrs,{category},{period},{value},40,43,39,44,418,"
        f"1000,{note},Cannot be calculated,{compared},Not compared\n"
    )


def test_fingertips_reads_an_export_with_both_intervals(load):
    build = load("fingertips", "x.csv", EXPORT + export_row())

    assert rows(
        build, "series, sex, age, category, period, value, low, high, low_998, high_998, count, denominator"
    ) == [("90280", "Persons", "18+ yrs", "", "2018-04-01/P1Y", 41.8, 40, 43, 39, 44, 418, 1000)]
    assert rows(build, "published_comparison, published_trend, edition")[0][:2] == ("Similar", "Cannot be calculated")
    assert rows(build, "edition")[0][0].startswith("fingertips_90280_county-ua_undated_")


def test_fingertips_tells_a_small_count_from_a_missing_value(load):
    build = load(
        "fingertips", "x.csv",
        EXPORT + export_row(value="", note="Value suppressed for disclosure control due to small count")
        + export_row("E08000032", value="", note="Value missing"),
    )  # fmt: skip
    assert [row[0] for row in rows(build, "status", "area")] == ["not_published", "too_few"]


def test_fingertips_takes_a_repeat_with_a_comparison_before_one_without(load):
    whole, part = export_row("E92000001", compared="Not compared"), export_row("E92000001", parent="E92000001,England")
    build = load("fingertips", "x.csv", EXPORT + whole + part)

    assert rows(build, "published_comparison") == [("Similar",)]
    assert build.execute("SELECT rows_read, rows_kept, rows_repeated FROM editions").fetchall() == [(2, 1, 1)]


def test_fingertips_keeps_apart_everybody_and_a_category_without_a_name(load):
    build = load(
        "fingertips",
        "x.csv",
        EXPORT + export_row() + export_row(category="Sexuality,") + export_row(category="Sexuality,Other"),
    )

    assert [row[0] for row in rows(build, "category")] == ["", "Sexuality", "Sexuality: Other"]


def test_fingertips_refuses_rows_of_one_key_that_differ(tmp_path):
    many = "".join(export_row(period=f"{year}/{(year + 1) % 100:02}") for year in range(1800, 2010))
    (tmp_path / "x.csv").write_text(EXPORT + many + export_row(period="1950/51", value="9"))

    loaded = store.load("fingertips", [str(tmp_path / "x.csv")], folder=tmp_path / "data")

    assert [(row.line, row.accepted) for row in loaded.files[0].refused] == [
        (152, "one row with these, not several that differ,"),
        (212, "one row with these, not several that differ,"),
    ]


def test_fingertips_names_an_export_of_many_indicators_by_the_first_and_the_last(load):
    lines = "".join(export_row().replace("90280", str(number)) for number in (90280, 90281, 90282, 90283))
    build = load("fingertips", "x.csv", EXPORT + lines.replace("County & UA", "England"))

    assert rows(build, "DISTINCT edition")[0][0].startswith("fingertips_90280-to-90283-4_england_")


def test_fingertips_counts_school_years_from_september(load):
    build = load("fingertips", "x.csv", EXPORT + export_row().replace("90280", "90631") + export_row(period="2015"))

    assert rows(build, "series, period") == [("90280", "2015-01-01/P1Y"), ("90631", "2018-09-01/P1Y")]


def test_fingertips_reads_a_file_that_others_made_tidy(load):
    build = load(
        "fingertips", "tidy.csv",
        "area_code,area_name,period,value,indicator,measure,unit,significance\n"
        "E08000035,Leeds,2017/18,200.5,Self-harm,Rate,Persons,Worse\nE08000032,Bradford,2017/18,NA,Self-harm,Rate,Persons,\n",
    )  # fmt: skip
    assert rows(build, "series, sex, value, status, published_comparison", "area") == [
        ("Self-harm", "Persons", None, "not_published", ""),
        ("Self-harm", "Persons", 200.5, "shown", "Worse"),
    ]


def c3(*lines):
    return f"{PLACES},category,Episodes_with_assessment_factor,Gangs\n" + "\n".join(lines) + "\n"


def test_dfe_ees_works_out_shares_of_assessments(load):
    build = load(
        "dfe_ees", "c3.csv",
        c3(f"2018,{NATION},Factors,513250,x", f"2025,{NATION},Factors,513250,8860", f"2025,{REGION},Factors,x,70",
           f"2025,{LEEDS},Factors,4000,30", f"2024,{LEEDS},Factors,4000,c", f"2018,{LEEDS},Factors,0,x"),
    )  # fmt: skip
    gangs = "SELECT area, label, period, value, count, denominator, status, origin FROM observations WHERE series = 'c3/Gangs'"
    assert build.execute(f"{gangs} ORDER BY area, label").fetchall() == [
        ("E08000035", "2018", "2017-04-01/P1Y", None, None, 0, "not_collected", "worked_out"),
        ("E08000035", "2024", "2023-04-01/P1Y", None, None, 4000, "too_few", "worked_out"),
        ("E08000035", "2025", "2024-04-01/P1Y", 0.75, 30, 4000, "shown", "worked_out"),
        ("E12000003", "2025", "2024-04-01/P1Y", None, 70, None, "not_published", "worked_out"),
        ("E92000001", "2018", "2017-04-01/P1Y", None, None, 513250, "not_collected", "worked_out"),
        ("E92000001", "2025", "2024-04-01/P1Y", 100 * 8860 / 513250, 8860, 513250, "shown", "worked_out"),
    ]
    whole = "SELECT value, origin FROM observations WHERE series LIKE '%Episodes%' AND area = 'E08000035' AND label = '2025'"
    assert build.execute(whole).fetchall() == [(4000, "published")]


def test_dfe_ees_dates_stocks_to_the_day_and_flows_to_the_year(load):
    header = f"{PLACES},population_type,population_estimate,children_count,rate_per_10000\n"
    build = load(
        "dfe_ees", "cla.csv",
        header + f"2025,{LEEDS},Children looked after on 31 March each year,170000,1400,82\n"
        f"2025,{LEEDS},Children starting to be looked after each year,170000,500,29\n",
    )  # fmt: skip
    rates = "SELECT category, period, value, count, denominator FROM observations WHERE series = 'cla/rate_per_10000'"
    assert build.execute(f"{rates} ORDER BY category").fetchall() == [
        ("Children looked after on 31 March each year", "2025-03-31", 82, 1400, 170000),
        ("Children starting to be looked after each year", "2024-04-01/P1Y", 29, 500, 170000),
    ]


def test_dfe_ees_keeps_each_year_of_neet_and_its_times(load):
    header = f"{PLACES},Age,Cohort_DJFavg,NEET_not_known_percent,cohort_March\n"
    load("dfe_ees", "neet23.csv", header + f"2023,{LEEDS},16-17,17000,6.1,17100\n")
    build = load("dfe_ees", "neet25.csv", header + f"2025,{LEEDS},16-17,17500,7.2,z\n")

    found = "SELECT period, value, status, age FROM observations WHERE series = ? ORDER BY period"
    assert build.execute(found, ["neet/NEET_not_known_percent"]).fetchall() == [
        ("2022-12-01/P3M", 6.1, "shown", "16-17"),
        ("2024-12-01/P3M", 7.2, "shown", "16-17"),
    ]
    assert build.execute(found, ["neet/cohort_March"]).fetchall()[1] == (
        "2025-03-01/P1M",
        None,
        "not_collected",
        "16-17",
    )


def test_dfe_ees_reads_exclusions_of_the_nation_alone(load):
    build = load(
        "dfe_ees", "characteristics.csv",
        "year,level,country_code,country,school_type,characteristic_desc,characteristic_1,characteristic_2,headcount,"
        "perm_excl,perm_excl_rate\n"
        '201516,NATIONAL,E92000001,England,Total,Gender,Gender_male,Total,"4,034,250","5,225",0.13\n',
    )  # fmt: skip
    rate = "SELECT period, category, value, count, denominator FROM observations WHERE series LIKE '%_rate'"
    assert build.execute(rate).fetchall() == [
        ("2015-09-01/P1Y", "Total; Gender; Gender_male; Total", 0.13, 5225, 4034250)
    ]


def lait(path: Path, *lines: str) -> str:
    connection = duckdb.connect()
    connection.execute("""CREATE TABLE store ("Short Desc" TEXT, "Data item" TEXT, "Years" TEXT, "LA and Regions" TEXT,
        "Values" TEXT, "LA Number" DOUBLE, "Region" TEXT)""")
    for line in lines:
        name, years, value, number = line.split(",")
        connection.execute("INSERT INTO store VALUES (?, NULL, ?, '', ?, ?, '')", [name, years, value, float(number)])
    connection.table("store").write_parquet(str(path))
    return str(path)


def test_dfe_lait_reads_each_measures_years_and_numbers_of_authorities(tmp_path):
    file = lait(tmp_path / "x.parquet", "CIN,2016,334.1,383", "LACFinance,2016-17 (OT),9,970", "FirstYJS,2024,-,982")

    build = store.connect(store.load("dfe_lait", [file], folder=tmp_path / "data").build.path)

    assert rows(build, "series, area, label, period, value, status") == [
        ("CIN", "E08000035", "2016", "2016-03-31", 334.1, "shown"),
        ("FirstYJS", "E12000003", "2024", "2024-01-01/P1Y", None, "not_published"),
        ("LACFinance", "E92000001", "2016-17 (OT)", "2016-04-01/P1Y", 9, "shown"),
    ]


@pytest.mark.parametrize("line", ["NewThing,2016,1,383", "CIN,2016,1,1000", "CIN,2016-17,1,383", "FirstYJS,soon,1,383"])
def test_dfe_lait_refuses_what_it_does_not_know(tmp_path, line):
    with pytest.raises(SourceError, match="1 of 1 rows cannot be read"):
        store.load("dfe_lait", [lait(tmp_path / "x.parquet", line)], folder=tmp_path / "data")


def test_dfe_lait_refuses_a_parquet_file_that_is_cut(tmp_path):
    file = Path(lait(tmp_path / "x.parquet", "CIN,2016,1,383"))
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(SourceError, match="the Parquet file is cut or damaged"):
        store.load("dfe_lait", [str(file)], folder=tmp_path / "data")


def test_iod_reads_ranks_and_deciles_and_places_small_areas(load):
    build = load(
        "iod", "file1.csv",
        "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),"
        "Index of Multiple Deprivation (IMD) Rank,Index of Multiple Deprivation (IMD) Decile\n"
        'E01011264,Leeds 111A,E08000035,Leeds,"1,043",1',
    )  # fmt: skip
    assert rows(build, "series, area, period, value", "series") == [
        ("iod2019/imd/decile", "E01011264", "2019-01-01/P1Y", 1),
        ("iod2019/imd/rank", "E01011264", "2019-01-01/P1Y", 1043),
    ]
    assert build.execute("SELECT kind, target_code FROM lookups").fetchall() == [("lsoa_district", "E08000035")]
    # A share of the most deprived tenth is worked out from all of England or not at all.
    assert rows(build, "count(*) FILTER (origin = 'worked_out')", "1") == [(0,)]


def test_source_named_refuses_a_name_that_there_is_not():
    with pytest.raises(SourceError, match="There are: facts, ons_els"):
        source_named("census")
