"""Is a file what it says it is? Bytes in; text, or a sentence that says why not, out."""

from __future__ import annotations

import codecs
import gzip
import zlib
from pathlib import Path

from heartwood.evidence.sources.shapes import SourceError

_MAGIC = {b"PK\x03\x04": "xlsx", b"PAR1": "parquet", b"\x1f\x8b": "gz"}
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def format_of(path: Path) -> str:
    """Say csv, gz, xlsx or parquet, from the name and the first bytes, which must agree.

    Raises
    ------
    SourceError
        If the file is empty, is a web page, or is something else than its name says.
    """
    with path.open("rb") as file:
        start = file.read(512)
    if not start.strip():
        raise SourceError(f"{path.name}: the file is empty.")
    found = next((name for magic, name in _MAGIC.items() if start.startswith(magic)), "csv")
    named = {".xlsx": "xlsx", ".parquet": "parquet", ".gz": "gz"}.get(path.suffix.lower(), "csv")
    if found == "csv" and start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise SourceError(
            f"{path.name}: this is a web page, not a table. It may be a page that says the file has moved; "
            "open the publisher's page and download the file again."
        )
    if found != named:
        raise SourceError(f"{path.name}: the name says {named.upper()}, and inside is {_called(found)}.")
    return found


def _called(found: str) -> str:
    return "plain text" if found == "csv" else f"{found.upper()}"


def bytes_of(path: Path) -> bytes:
    """Give the bytes of a plain or gzip file, unpacked.

    Raises
    ------
    SourceError
        If the gzip is broken.
    """
    data = path.read_bytes()
    if path.suffix.lower() != ".gz":
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as problem:
        raise SourceError(f"{path.name}: the compressed file is cut or damaged ({problem}).") from problem


def text_of(path: Path) -> str:
    """Decode a CSV file (plain or gzip), without its byte order mark.

    Raises
    ------
    SourceError
        If a byte is not UTF-8 (naming line and byte).
    """
    data = bytes_of(path)
    if data.startswith(_WIDE):
        raise SourceError(f"{path.name}: the file is in UTF-16. Save it as UTF-8 (Excel calls it “CSV UTF-8”).")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")  # utf-8-sig would count its errors from after the mark
    except UnicodeDecodeError as problem:
        raise SourceError(_not_utf8(path.name, data, problem.start)) from problem


def _not_utf8(name: str, data: bytes, at: int) -> str:
    line = data.count(b"\n", 0, at) + 1
    position = at - (data.rfind(b"\n", 0, at) + 1) + 1
    byte = data[at : at + 1]
    likely = byte.decode("cp1252", errors="replace")
    return (
        f"{name}: line {line}, byte {position} is 0x{byte.hex().upper()}, which is not UTF-8. "
        f"In Windows-1252 it would be “{likely}”. Save the file as UTF-8 (Excel calls it “CSV UTF-8”)."
    )
