"""Keeping a publisher's file as text: what is taken, what is refused, and where each row stood."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

from heartwood.evidence import store
from heartwood.evidence.sources.shapes import Description, FileKind, SourceError
from heartwood.evidence.store.workbooks import as_text

KINDS = (FileKind("pairs", "Pairs", ("a", "b")), FileKind("triples", "Triples", ("a", "b", "c")))
DESCRIPTION = Description("made_up", "Made up", "Nobody", "", "", 1, False, {}, KINDS, {})


@pytest.fixture
def keep(tmp_path):
    connection = duckdb.connect()

    def keep_bytes(data: bytes, name: str = "file.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        kept = store.keep(path, DESCRIPTION, tmp_path, connection)
        return kept, connection.read_parquet(str(kept.path)).fetchall()

    yield keep_bytes
    connection.close()


def workbook(path: Path, *sheets: list[list[object]]) -> bytes:
    """Write the least that is an XLSX file; no library of ours writes them."""

    def cell(value: object) -> str:
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        return f"<c><v>{value}</v></c>" if value is not None else "<c/>"

    numbers = range(1, len(sheets) + 1)
    head = '<?xml version="1.0"?>'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    links = "".join(f'<Relationship Id="r{n}" Type="{rel}/worksheet" Target="worksheets/s{n}.xml"/>' for n in numbers)
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", f'{head}<Types xmlns="{package}/content-types"/>')
        file.writestr("_rels/.rels", f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="w" '
                      f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')  # fmt: skip
        file.writestr("xl/workbook.xml", f'{head}<workbook {main} xmlns:r="{rel}"><sheets>{names}</sheets></workbook>')
        file.writestr("xl/_rels/workbook.xml.rels", f'{head}<Relationships xmlns="{package}/relationships">{links}'
                      "</Relationships>")  # fmt: skip
        for number, rows in zip(numbers, sheets, strict=True):
            body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
            file.writestr(
                f"xl/worksheets/s{number}.xml", f"{head}<worksheet {main}><sheetData>{body}</sheetData></worksheet>"
            )
    return path.read_bytes()


def test_as_text_writes_dates_as_dates_and_numbers_as_numbers():
    assert list(map(as_text, [date(2025, 3, 31), 3.0, 0.1, True, "a\r\nb", ""])) == [
        "2025-03-31", "3", "0.1", "True", "a\nb", "",
    ]  # fmt: skip


def test_keep_guesses_nothing(keep):
    kept, rows = keep(b'a,b\n007,"1,234"\n2020-01-01, x \n')

    assert rows == [("007", "1,234"), ("2020-01-01", " x ")]
    assert (kept.kind.name, kept.columns) == ("pairs", ("a", "b"))


def test_keep_takes_the_layout_that_fits_best(keep):
    assert keep(b"a,b,c\n1,2,3\n")[0].kind.name == "triples"


def test_keep_names_repeated_and_empty_headings(keep):
    assert keep(b"a,b,b,b,\n1,2,3,4,5\n")[0].columns == ("a", "b", "b (2)", "b (3)", "(column 5)")


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\r\n1,2\r\n3,4\r\n",
        b"\xef\xbb\xbfa,b\n1,2\n3,4\n",
        b"a,b\r\n1,2\n3,4\r\n",
        b"a,b\r1,2\r3,4\r",
        b'A table of pairs\n\n"a","b"\n1,2\n3,4\n',
    ],
)
def test_keep_reads_every_line_end_mark_and_banner(keep, data):
    assert keep(data)[1] == [("1", "2"), ("3", "4")]


def test_keep_reads_gzip(keep):
    assert keep(gzip.compress(b"a,b\n1,2\n"), "file.csv.gz")[1] == [("1", "2")]


def test_keep_parts_rows_that_have_not_a_cell_for_each_heading(keep):
    kept, rows = keep(b'a,b\n1,"2\nof two lines"\n3\n\n5,6,7\n8,9\n')

    assert rows == [("1", "2\nof two lines"), ("8", "9")]
    assert [str(row) for row in kept.broken] == [
        "line 4: found “1 cells”; 2 cells would do",
        "line 6: found “3 cells”; 2 cells would do",
    ]
    assert kept.lines([0, 1]) == [2, 7]


def test_keep_knows_the_lines_of_rows_below_banners(keep):
    kept, rows = keep(b'Banner\n\na,"b"\n1,"2\n2"\n3,4\n')

    assert rows == [("1", "2\n2"), ("3", "4")]
    assert kept.lines([0, 1]) == [4, 6]
    assert kept.lines([]) == []


def test_keep_reads_the_sheet_with_the_headings(keep, tmp_path):
    notes, table = [["Notes"]], [["Table 1"], ["a", "b"], ["x", 26525.0], ["y", 0.5], [None, None]]
    kept, rows = keep(workbook(tmp_path / "made.xlsx", notes, table), "file.xlsx")

    assert rows[:2] == [("x", "26525"), ("y", "0.5")]
    assert kept.lines([0, 1]) == [3, 4]


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "file.csv", "the file is empty"),
        (b"  \n", "file.csv", "the file is empty"),
        (b"\xef\xbb\xbf <html>", "file.csv", "this is a web page, not a table"),
        (b"PK\x03\x04 and so on", "file.csv", "the name says CSV, and inside is XLSX"),
        (b"PK\x03\x04 and so on", "file.xlsx", "the workbook is cut or damaged"),
        (b"a,b\n1,2\n", "file.xlsx", "the name says XLSX, and inside is plain text"),
        (b"PAR1 and so on", "file.parquet", "the Parquet file is cut or damaged"),
        (gzip.compress(b"a,b\n1,2\n" * 99, mtime=0)[:-9], "file.csv.gz", "the compressed file is cut or damaged"),
        ("a,b\n1,2\n".encode("utf-16"), "file.csv", "the file is in UTF-16. Save it as UTF-8"),
        (
            b"a,b\n1,caf\xe9\n",
            "file.csv",
            "line 2, byte 6 is 0xE9, which is not UTF-8. In Windows-1252 it would be “é”",
        ),
        (b"\xef\xbb\xbfa,b\n1,caf\xe9\n", "file.csv", "line 2, byte 6 is 0xE9, which is not UTF-8."),
        (b"a,x\n1,2\n", "file.csv", "it lacks “b”. Found: “a”, “x”."),
        (b"q,r,s,t,u,v,w,x,y\n" * 50, "file.csv", "“x” …"),
    ],
)
def test_keep_refuses_what_is_not_what_it_says(keep, data, name, sentence):
    with pytest.raises(SourceError) as problem:
        keep(data, name)
    assert sentence in str(problem.value)
    assert str(problem.value).startswith(f"{name}: ")


def test_keep_refuses_a_workbook_without_the_headings(keep, tmp_path):
    with pytest.raises(SourceError, match="it lacks “b”"):
        keep(workbook(tmp_path / "made.xlsx", [["a", "x"], [1, 2]], [["Notes"]]), "file.xlsx")


def test_keep_takes_a_missing_line_end_where_the_publisher_leaves_it_out(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("a,b\n1,2")
    kind = FileKind("pairs", "Pairs", ("a", "b"), unfinished_last_line=True)
    description = Description("made_up", "Made up", "Nobody", "", "", 1, False, {}, (kind,), {})

    with duckdb.connect() as connection:
        kept = store.keep(path, description, tmp_path, connection)
        assert connection.read_parquet(str(kept.path)).fetchall() == [("1", "2")]
        path.write_text("a,b\n1,2\n3")
        with pytest.raises(SourceError, match="line 3, the last, has 1 cells where 2 cells are expected"):
            store.keep(path, description, tmp_path, connection)
