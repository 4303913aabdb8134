"""Tables to take away say what they are, and cannot trick a spreadsheet."""

import csv
import io
import json

import pytest

from partnership.core.exports import Export, as_csv, as_json, csv_text, harmless

COLUMNS = ("indicator", "definition", "source", "period", "value")


def export(*rows):
    return Export(
        name=("Persistent absence", "2026-01-31"),
        columns=COLUMNS,
        rows=rows or [("Absence", "Pupils away a lot", "A publisher", "2023/24", 21.4)],
        about={"title": "Persistent absence"},
    )


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\tx", "\rx", '=HYPERLINK("http://x")'])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [-1.5, "-1.5", "-12%", "Leeds", "", None, 0, "1=1"])
def test_numbers_and_plain_text_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_csv_has_one_heading_row_and_the_rows():
    rows = list(csv.reader(io.StringIO(csv_text(export(("=x", "d", "s", "p", None))))))

    assert rows == [list(COLUMNS), ["'=x", "d", "s", "p", ""]]


def test_csv_file_name_says_what_it_is():
    response = as_csv(export())

    assert response["Content-Disposition"] == ('attachment; filename="heartwood_persistent-absence_2026-01-31.csv"')
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbfindicator,")


def test_json_carries_what_it_is_about_and_named_values():
    response = as_json(export())

    assert json.loads(response.content) == {
        "about": {"title": "Persistent absence"},
        "rows": [
            {
                "indicator": "Absence",
                "definition": "Pupils away a lot",
                "source": "A publisher",
                "period": "2023/24",
                "value": 21.4,
            }
        ],
    }
    assert response["Content-Disposition"].endswith('.json"')


def test_table_without_definition_source_and_period_is_no_export():
    with pytest.raises(ValueError, match="definition, source, period"):
        Export(name=("x",), columns=("value",), rows=[])


def test_row_of_another_length_is_not_written():
    with pytest.raises(ValueError, match="zip"):
        as_json(export(("one", "two")))
