"""Keep: CSV, XLSX or Parquet in, Parquet with every column as text out; nothing is guessed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import duckdb

from heartwood.evidence.sources.shapes import Description, SourceError
from heartwood.evidence.store import opening, workbooks
from heartwood.evidence.store.headings import LINES_ABOVE, Headings, find_headings
from heartwood.evidence.store.kept import Kept, Refused


def keep(path: Path, description: Description, into: Path, connection: duckdb.DuckDBPyConnection) -> Kept:
    """Write the file's table as text Parquet into the folder.

    Raises
    ------
    SourceError
        If the file is not what its name says, is cut, or has none of the source's headings.
    """
    form = opening.format_of(path)
    if form == "parquet":
        return _keep_parquet(path, description, into, connection)
    if form == "xlsx":
        headings, table = workbooks.table_of(path, description, into)
        return _keep_csv(table, headings, 0, into, connection)
    text = opening.text_of(path)
    headings = find_headings(path.name, _first_records(text), description)
    _check_whole(path.name, text, headings)
    table = path if headings.end == 1 and _one_line_end(text) else _below(text, headings, into)
    kept = _keep_csv(table, headings, int(table is path), into, connection)
    _check_last(path.name, text, kept)
    return kept


def _first_records(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    for record in reader:
        if reader.line_num > LINES_ABOVE:
            return
        yield reader.line_num, record


def _one_line_end(text: str) -> bool:
    both, new, back = text.count("\r\n"), text.count("\n"), text.count("\r")
    return both == back and both in (0, new)


def _below(text: str, headings: Headings, into: Path) -> Path:
    """Write what stands below the headings, with one kind of line end: the CSV reader can do neither by itself."""
    body = into / "below_headings.csv"
    with io.StringIO(text, newline=None) as lines, body.open("w", encoding="utf-8", newline="") as file:
        for _ in range(headings.end):
            lines.readline()
        file.write(lines.read())
    return body


def _check_whole(name: str, text: str, headings: Headings) -> None:
    if text.count('"') % 2:
        raise SourceError(f"{name}: a quotation mark is never closed; the file was cut, or a mark is missing in it.")
    if not text.endswith(("\n", "\r")) and not headings.kind.unfinished_last_line:
        raise SourceError(
            f"{name}: the file stops in the middle of line {text.count(chr(10)) + 1}, so it was cut. "
            "Download it again. (If it is whole, end its last line with a line end.)"
        )


def _check_last(name: str, text: str, kept: Kept) -> None:
    last = text.rstrip("\r\n").count("\n") + 1
    for row in kept.broken:
        if row.line == last:
            raise SourceError(
                f"{name}: line {row.line}, the last, has {row.found} where {row.accepted} are expected, "
                "so the file was cut. Download it again."
            )


def _keep_csv(table: Path, headings: Headings, skip: int, into: Path, connection: duckdb.DuckDBPyConnection) -> Kept:
    text = into / "text.parquet"
    broken: tuple[Refused, ...] = ()
    if _write_text(table, headings, skip, text, connection):
        mended, broken = _mend(table, headings, skip, into)
        _write_text(mended, headings, 0, text, connection)
    return Kept(text, headings.kind, headings.columns, headings.end, table, skip, broken)


def _write_text(table: Path, headings: Headings, skip: int, text: Path, connection: duckdb.DuckDBPyConnection) -> bool:
    """Write the rows as text Parquet and say whether the reader left any out."""
    for rejects in ("reject_scans", "reject_errors"):
        connection.execute(f"DROP TABLE IF EXISTS {rejects}")
    rows = connection.read_csv(
        str(table), columns=dict.fromkeys(headings.columns, "VARCHAR"), skiprows=skip, header=False,
        auto_detect=False, delimiter=",", quotechar='"', escapechar='"', strict_mode=True, store_rejects=True,
    )  # fmt: skip
    rows.write_parquet(str(text), compression="snappy")
    return bool(connection.execute("SELECT 1 FROM reject_errors LIMIT 1").fetchall())


def _mend(table: Path, headings: Headings, skip: int, into: Path) -> tuple[Path, tuple[Refused, ...]]:
    """Part the rows that have a cell for each heading from the others: slow, and only for a file that has others."""
    width, broken, mended = len(headings.columns), [], into / "mended.csv"
    reader = csv.reader(io.StringIO(opening.text_of(table), newline=None))
    with mended.open("w", encoding="utf-8", newline="") as file:
        writer, line = csv.writer(file, lineterminator="\n"), 1
        for number, record in enumerate(reader):
            if len(record) == width and number >= skip:
                writer.writerow(record)
            elif record and number >= skip:
                above = headings.end - skip
                broken.append(Refused(above + line, "", f"{len(record)} cells", f"{width} cells"))
            line = reader.line_num + 1
    return mended, tuple(broken)


def _keep_parquet(path: Path, description: Description, into: Path, connection: duckdb.DuckDBPyConnection) -> Kept:
    text = into / "text.parquet"
    try:
        rows = connection.read_parquet(str(path))
        headings = find_headings(path.name, iter([(1, list(rows.columns))]), description)
        rows.project("COLUMNS(*)::TEXT").write_parquet(str(text), compression="snappy")
    except duckdb.Error as problem:
        raise SourceError(f"{path.name}: the Parquet file is cut or damaged.") from problem
    return Kept(text, headings.kind, headings.columns, 0, None, 0, ())
