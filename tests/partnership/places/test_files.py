"""The tables as files: the same figures as the page, and each row says what, when, where, how sure and whose."""

import csv
import io
import re
import zipfile
from html import unescape

import pytest

from partnership.core.kept import SHELF

MUST_HAVE = {
    "place_code",
    "definition",
    "period",
    "source",
    "licence",
    "lower_95_confidence_limit",
    "upper_95_confidence_limit",
    "compared_with",
    "status",
}
FILES = (
    "/places/{0}",
    "/places/{0}/11-17",
    "/indicators/persistent-absence",
    "/indicators",
    "/transitions/leaving-care",
    "/settings/school",
    "/changes",
)


def read(response):
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("address", FILES)
def test_csv_and_json_hold_the_same_rows(site, pack, address):
    address = address.format(pack.districts[0].slug)
    table, objects = read(site.get(f"{address}.csv")), site.get(f"{address}.json").json()["rows"]

    assert len(table) == len(objects)
    for row, one in zip(table, objects, strict=True):
        assert list(row) == list(one)
        told = {name: "" if value is None else value for name, value in one.items()}
        numbers = {name for name, value in told.items() if isinstance(value, int | float)}
        assert all(float(row[name]) == told[name] for name in numbers)
        assert all(row[name].removeprefix("'") == told[name].removeprefix("'") for name in row.keys() - numbers)


@pytest.mark.parametrize("address", FILES)
def test_file_says_what_it_is(site, pack, address):
    place = pack.districts[0].slug
    named = site.get(f"{address.format(place)}.csv")["Content-Disposition"]

    name = re.search(r'filename="(heartwood_[\w-]+)\.csv"', named).group(1)
    assert pack.key in name
    assert place in name or "{0}" not in address
    assert re.search(r"_\d{4}_[0-9a-f]{8}$", name)


def test_place_has_every_column_that_says_what_a_row_is(site, pack):
    rows = read(site.get(f"/places/{pack.districts[0].slug}.csv"))

    assert rows[0].keys() >= MUST_HAVE
    shown = [row for row in rows if row["status"] == "shown"]
    assert all(row["definition"] and row["period"] and row["source"] and row["licence"] for row in shown)
    assert all(row["why_no_value"] for row in rows if row["status"] != "shown")


def test_place_as_json_and_as_page_say_the_same(site, pack):
    for area in pack.districts:
        page = site.get(f"/places/{area.slug}/").text
        rows = [text_of(row) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]
        leads = [one for one in site.get(f"/places/{area.slug}.json").json()["rows"] if one["leads"] == "yes"]
        assert leads
        for one in leads:
            same = [row for row in rows if one["title"] in row and one["shown_as"] in row]
            assert same, (area.slug, one["title"], one["shown_as"])
            if one["comparison_in_words"]:
                assert any(one["comparison_in_words"].lower() in row.lower() for row in same)


def test_stage_as_json_and_as_page_say_the_same(site, pack):
    place = pack.districts[-1].slug
    page = site.get(f"/places/{place}/11-17/").text
    rows = [text_of(row) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]
    figures = [one for one in site.get(f"/places/{place}/11-17.json").json()["rows"] if one["indicator"]]

    assert len(figures) == len([row for row in rows if not row.startswith("Measure")])
    for one in figures:
        assert any(
            one["title"] in row and one["shown_as"] in row and (one["trend_in_words"] or "") in row for row in rows
        )


def test_measure_as_json_and_as_page_say_the_same(site):
    page = text_of(site.get("/indicators/anxiety-mean/").text)
    for one in site.get("/indicators/anxiety-mean.json").json()["rows"]:
        assert one["shown_as"] in page


def test_two_places_are_in_one_file(site, pack):
    first, second, *_more = pack.districts
    rows = read(site.get("/places/compare.csv", {"a": first.slug, "b": second.slug}))

    assert {row["place_code"] for row in rows} == {first.code, second.code}


def test_file_of_measures_holds_those_asked_for(site):
    assert [row["indicator"] for row in read(site.get("/indicators.csv", {"words": "free meals"}))] == [
        "persistent-absence-fsm"
    ]


def test_all_data_is_the_same_bytes_each_time(site):
    first = site.get("/data/all.zip").content
    SHELF.clear()

    assert site.get("/data/all.zip").content == first


def test_all_data_holds_the_tables_a_guide_and_the_licence(site, pack):
    response = site.get("/data/all.zip")
    inside = zipfile.ZipFile(io.BytesIO(response.content))

    assert inside.namelist()[0] == "README.txt"
    assert {f"places/{area.slug}.csv" for area in pack.districts} < set(inside.namelist())
    guide = inside.read("README.txt").decode()
    assert "Open Government Licence v3.0" in guide
    assert all(name in guide for name in inside.namelist() if name != "README.txt")
    columns = csv.DictReader(io.StringIO(inside.read("figures-over-time.csv").decode())).fieldnames
    assert all(f"  {column}: " in guide for column in columns)
    assert f"heartwood_{pack.key}_all-data_" in response["Content-Disposition"]
