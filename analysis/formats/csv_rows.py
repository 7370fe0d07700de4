"""The rows of CSV files, with the line of each: of articles and metadata, and of tables that a person wrote."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from analysis.errors import TableError
from analysis.formats.record import Problem
from analysis.formats.text import without_mark

_DELIMITERS = (",", ";", "\t", "|")
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")
_NEAR, _MOST_TRIES = 500, 5000  # lines of a broken row, and of one that is tried; lines of a file that are tried
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


class BrokenRow(csv.Error):
    """The row that begins at ``line`` is none, as its quotation marks do not close where a value ends."""

    def __init__(self, line: int, reason: object) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line


def csv_lines(text: str, *, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text that are not empty lines, with the line that each begins at. Raises BrokenRow."""
    # StringIO would hold the text again, in four bytes a letter
    return _rows((line[0] for line in _LINE.finditer(text)), delimiter)


def _rows(lines: Iterable[str], delimiter: str, first: int = 1) -> Iterator[tuple[int, list[str]]]:
    reader, begins = csv.reader(lines, delimiter=delimiter, strict=True), first
    try:
        for values in reader:
            if values:
                yield begins, values
            begins = reader.line_num + first
    except csv.Error as error:
        raise BrokenRow(begins, error) from error


def whole_rows(
    text: str, delimiter: str, is_row: Callable[[Sequence[str], Sequence[str]], bool]
) -> tuple[list[tuple[int, list[str]]], list[tuple[int, int]]]:
    """The rows of a CSV text but those whose quotation marks do not close; and the lines, first and last, of these.

    Behind such a row reading goes on with the next line that begins a row, as ``is_row`` says of the table's first row
    and what a line would be; where there is none soon, all behind it is left out. Raises BrokenRow for the first row.
    """
    rows: list[tuple[int, list[str]]] = []
    breaks: list[tuple[int, int]] = []
    lines, at = [line[0] for line in _LINE.finditer(text)], 0
    tries = iter(range(_MOST_TRIES))
    while True:
        try:
            rows.extend(_rows(map(lines.__getitem__, range(at, len(lines))), delimiter, at + 1))  # a slice is a copy
            return rows, breaks
        except BrokenRow as error:
            if not rows:
                raise
            near = (n for n, _ in zip(range(error.line, error.line + _NEAR), tries, strict=False))
            at = next((n for n in near if is_row(rows[0][1], _row_at(lines, n, delimiter))), len(lines))
            breaks.append((error.line, at))


def _row_at(lines: Sequence[str], at: int, delimiter: str) -> Sequence[str]:
    """The row that would begin with a line; () where none does."""
    try:
        return next(_rows(lines[at : at + _NEAR], delimiter), (0, []))[1]
    except BrokenRow:
        return ()


def first_lines(text: str, n: int) -> list[tuple[int, str]]:
    """The first ``n`` lines of a text that are not empty, each behind the place where it begins."""
    lines = ((line.start(), line[0].rstrip("\r\n")) for line in _LINE.finditer(text))
    return list(islice((line for line in lines if line[1]), n))


def delimiter_of(text: str, n_known: Callable[[Sequence[str]], int] = len) -> str:
    """The mark that parts the values: the one that gives the first line the most known columns, else the most; of
    equals the first, a comma."""
    first = next((line for _, line in first_lines(text, 1)), "")
    headers = {mark: next(csv.reader([first], delimiter=mark), []) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: (n_known(headers[mark]), len(headers[mark])))


def columns_named_twice(path: str, header: Iterable[str]) -> list[Problem]:
    """A problem for each name that the first line of a CSV file gives to more than one column."""
    remedy = "The last counts; rename or remove the others."
    twice = ((name, n) for name, n in Counter(filter(None, header)).items() if n > 1)
    return [Problem(path, 1, f"The column '{name}' stands there {n} times.", remedy, False) for name, n in twice]


def read_csv_rows(path: Path, *, needs: Collection[str] = ()) -> CsvTable:
    """The rows of the CSV file ``path``; its first line names the columns, and ``needs`` must be among them.

    Commas, semicolons or tabs part the values. Unlike an article, the file is not guessed at: an encoding guessed
    wrong would turn a name into another name. Raises TableError that says file, line and what to do, for other
    encodings than Unicode and for ragged rows.
    """
    try:
        text = _decoded(path.read_bytes(), path)
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}). Check the name and who may read it.") from error
    try:
        delimiter = delimiter_of(text)
        lines = [(n, row) for n, row in csv_lines(text, delimiter=delimiter) if any(value.strip() for value in row)]
    except csv.Error as error:
        raise TableError(f"{path}: not readable as CSV ({error}). {_SAVE_AS}") from error
    if not lines:
        raise TableError(f"{path}: the file is empty. Begin it with a line that names the columns.")
    columns = _columns(lines[0][1], path, needs)
    return CsvTable(columns, tuple(_row(path, columns, line, values) for line, values in lines[1:]))


def _decoded(raw: bytes, path: Path) -> str:
    body, encoding = without_mark(raw)
    encoding = encoding or "utf-8"
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise TableError(f"{path}, line {line}: a letter is not in {encoding.upper()}. {_SAVE_AS}") from error
    if "\0" in text:
        raise TableError(f"{path}: not a text file. {_SAVE_AS}")
    return text


def _columns(names: list[str], path: Path, needs: Collection[str]) -> tuple[str, ...]:
    columns = tuple(name.strip().lower().replace(" ", "_") for name in names)
    missing = [name for name in needs if name not in columns]
    if missing:
        reason = f"there is no column {_listed(missing)}, only {_listed(columns)}"
        raise TableError(f"{path}, line 1: {reason}. The first line must name the columns.")
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise TableError(f"{path}, line 1: the column {_listed(twice)} stands there twice. Remove one.")
    return columns


def _row(path: Path, columns: tuple[str, ...], line: int, row: list[str]) -> CsvRow:
    if any(value.strip() for value in row[len(columns) :]):
        reason = "the row has more values than there are columns"
        raise TableError(f"{path}, line {line}: {reason}. Put a value with commas in quotation marks.")
    padded = [*row, *[""] * (len(columns) - len(row))]
    return CsvRow(line, {name: value.strip() for name, value in zip(columns, padded, strict=False) if name})


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"“{name}”" for name in names) or "none"
