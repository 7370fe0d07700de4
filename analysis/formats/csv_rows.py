"""The rows of a CSV file that a person wrote: any byte-order mark, commas or semicolons, with the line of each row."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import TableError

# UTF-32 before UTF-16, whose mark it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS = (",", ";", "\t")
_SAVE_AS = "Save it as CSV in UTF-8 (spreadsheets call it “CSV UTF-8”)."


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: the line that it begins at, and its values by column, white space round them removed."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The columns (lower case, in order) and the rows that are not empty."""

    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]


def read_csv_rows(path: Path, *, needs: Collection[str] = ()) -> CsvTable:
    """The rows of the CSV file ``path``; its first line names the columns, and ``needs`` must be among them.

    Unlike an article, the file is not guessed at: an encoding guessed wrong would turn a name into another name.
    Raises TableError that says file, line and what to do, for other encodings than Unicode and for ragged rows.
    """
    try:
        text = _decoded(path.read_bytes(), path)
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}). Check the name and who may read it.") from error
    try:
        records = list(_records(text))
    except csv.Error as error:
        raise TableError(f"{path}: not readable as CSV ({error}). {_SAVE_AS}") from error
    if not records:
        raise TableError(f"{path}: the file is empty. Begin it with a line that names the columns.")
    columns = _columns(records[0][1], path, needs)
    return CsvTable(columns, tuple(_row(path, columns, line, record) for line, record in records[1:]))


def _decoded(raw: bytes, path: Path) -> str:
    mark, encoding = next(((m, e) for m, e in _MARKS if raw.startswith(m)), (b"", "utf-8"))
    body = raw[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise TableError(f"{path}, line {line}: a letter is not in {encoding.upper()}. {_SAVE_AS}") from error
    if "\0" in text:
        raise TableError(f"{path}: not a text file. {_SAVE_AS}")
    return text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not empty, with the line that each begins at."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)  # of equals the first: a comma
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    for record in reader:
        if any(value.strip() for value in record):
            yield begins, record
        begins = reader.line_num + 1


def _columns(names: list[str], path: Path, needs: Collection[str]) -> tuple[str, ...]:
    columns = tuple(name.strip().lower().replace(" ", "_") for name in names)
    missing = [name for name in needs if name not in columns]
    if missing:
        raise TableError(
            f"{path}, line 1: there is no column {_listed(missing)}, only {_listed(columns)}. "
            "The first line must name the columns."
        )
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise TableError(f"{path}, line 1: the column {_listed(twice)} stands there twice. Remove one.")
    return columns


def _row(path: Path, columns: tuple[str, ...], line: int, record: list[str]) -> CsvRow:
    if any(value.strip() for value in record[len(columns) :]):
        raise TableError(
            f"{path}, line {line}: the row has more values than there are columns. "
            "Put a value with commas in quotation marks."
        )
    padded = [*record, *[""] * (len(columns) - len(record))]
    return CsvRow(line, {name: value.strip() for name, value in zip(columns, padded, strict=False) if name})


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"“{name}”" for name in names) or "none"
