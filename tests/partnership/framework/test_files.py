"""An edition as a file: every level in the words of every seat, and nothing that anybody answered."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook


def rows(answer):
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_csv_holds_each_level_of_each_standard_in_the_words_of_each_seat(client, pack):
    found, short = rows(client.get("/framework/short-2026.csv")), pack.framework
    assert len(found) == 12 * 5 * (1 + len(short.seats))
    expected = {(one.urn, "", str(number), str(text)) for one in short.standards
                for number, text in enumerate(one.levels, start=1)}  # fmt: skip
    expected |= {
        (one.urn, str(short.seats[key].name), str(number), str(text))
        for one in short.standards
        for key, wording in one.seats.items()
        for number, text in enumerate(wording.levels, start=1)
    }
    assert {(row["URN"], row["Seat"], row["Level"], row["In words"]) for row in found} == expected
    assert {row["State"] for row in found} == {"offered"}
    assert found[0]["What this is"].endswith("Nothing anybody answered is in it.")


def test_draft_gives_what_each_seat_is_asked_once(client, pack):
    found = rows(client.get("/framework/long-2026.csv"))
    assert len(found) == 40 * (5 + 4)
    assert {row["State"] for row in found} == {"a draft, not offered"}
    asked = [row for row in found if row["Seat"]]
    assert {(row["Level"], row["In words"]) for row in asked} == {("", "")}
    assert all(row["Asked"] for row in asked)


def test_workbook_holds_the_same_rows(client):
    answer = client.get("/framework/short-2026.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    table = book.get_sheet_by_name("List").to_python()
    assert table[0][:3] == ["Edition", "State", "Domain"]
    assert [row[11] for row in table[1:]] == [row["In words"] for row in rows(client.get("/framework/short-2026.csv"))]


def test_json_gives_the_edition_whole(client, pack):
    record, short = client.get("/framework/short-2026.json").json(), pack.framework
    assert (record["urn"], record["status"], record["sha256"]) == (short.urn, "offered", dict(short.sha256))
    assert [one["urn"] for one in record["standards"]] == [one.urn for one in short.standards]
    first, meant = record["standards"][0], short.standards[0]
    assert first["levels"] == [str(level) for level in meant.levels]
    assert first["seats"]["people"]["levels"] == [str(level) for level in meant.seats["people"].levels]
    assert first["guidance"][0]["sectors"] == ["health"]
    assert [one["key"] for one in record["outside"]] == list(short.outside)
    assert all(one["licence"] for one in record["outside"])


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_file_asks_the_database_nothing(client, db, ending, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(f"/framework/long-2026.{ending}").status_code == 200


@pytest.mark.parametrize("address", ["moon.csv", "moon.json", "short-2026.exe"])
def test_file_that_is_not_there_is_not_found(client, db, address):
    assert client.get(f"/framework/{address}").status_code == 404
