"""Articles as rows of a table: CSV with any of the usual marks between values, and Excel workbooks."""

from __future__ import annotations

import csv
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from io import BytesIO
from itertools import chain, islice
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.csv_rows import BrokenRow, columns_named_twice, csv_lines, delimiter_of, first_lines, whole_rows
from analysis.formats.dates import NUMERIC, Days
from analysis.formats.record import Problem, Records
from analysis.formats.records.building import make_records
from analysis.formats.records.events import tell_nameless, tell_table
from analysis.formats.records.names import Fields, fields, is_address, same, table
from analysis.formats.source import Kind, Source
from analysis.formats.text import decode, without_mark

_CLOSE = 'Close it, and write marks within a text twice ("").'
_TOLD = 20  # broken rows that are told one by one
_ABOVE = 12  # rows within which the names of the columns stand
# Excel counts days from 1900: a number in a column of days that is one of these is a day between 1954 and 2119.
_FIRST_DAY, _LAST_DAY = 20_000, 80_000
HEAVIEST = 400_000_000  # bytes of a workbook's sheets, unpacked

Rows = Iterable[tuple[int, Sequence[Any]]]


def read_csv(source: Source) -> Records:
    """The articles of a CSV file, one a row; the first line names the columns."""
    text = _text(source)
    lines, breaks = _lines(text, source)
    header, rows = _header(lines, source)
    if not _has_text_column(header, source):
        _tell_columns(header, [values for _, values in lines[1:2]], source, "The CSV file")
    broken = [Problem(source.name, first, _broken_row(first, last), _CLOSE) for first, last in breaks[:_TOLD]]
    if more := breaks[_TOLD:]:
        reason = f"More such rows: {len(more):,}, the last ones in lines {more[-1][0]:,} to {more[-1][1]:,}."
        broken.append(Problem(source.name, more[0][0], reason, _CLOSE))
    read = make_records(_records(header, rows) if rows else [(1, {})], source, broken)
    return replace(read, problems=(*columns_named_twice(source.name, header), *read.problems))


def _below_title(text: str, source: Source) -> tuple[str, str]:
    """The mark between values, and the text with empty lines in the place of those above the names of columns."""
    first = first_lines(text, _ABOVE)
    marks = [delimiter_of(line, n_known) for _, line in first]
    rows = [next(csv.reader([line], delimiter=mark), []) for (_, line), mark in zip(first, marks, strict=True)]
    at = _header_at(rows, source)
    if not at or n_known(rows[at]) < 2:
        return delimiter_of(text, n_known), text
    begins = first[at][0]
    return marks[at], "\n" * text.count("\n", 0, begins) + text[begins:]


def _broken_row(first: int, last: int) -> str:
    told = f"line {first} is" if first == last else f"lines {first} to {last} are"
    return f"A quotation mark does not close, or stands single within a text: {told} left out, all other rows are read."


def _lines(text: str, source: Source) -> tuple[list[tuple[int, list[str]]], list[tuple[int, int]]]:
    """The rows with the line of each, the names of the columns among them; and the lines of those that are broken."""
    told, text = _told_delimiter(text)
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        delimiter, text = (told, text) if told else _below_title(text, source)
        return list(csv_lines(text, delimiter=delimiter)), []
    except BrokenRow as error:
        lines, breaks = whole_rows(text, delimiter, partial(_is_row, source)) if error.line > 1 else ([], [])
        if len(lines) < 2:
            raise UnreadableFile(source.name, f"The file is broken CSV ({error}).", _CLOSE) from error
        return lines, breaks
    finally:
        csv.field_size_limit(limit)


def _is_row(source: Source, header: Sequence[str], values: Sequence[str]) -> bool:
    """Whether values are a row: as many as there are columns, with a day and an address where these stand in others."""
    if len(values) != len(header):
        return False
    told = [(same(name), Fields({name: value}, source.fields)) for name, value in zip(header, values, strict=True)]
    days, addresses = ([fields for name, fields in told if name in names] for names in (_DAYS, _ADDRESSES))
    has_day = any(Days().read(row.days(), 0) or NUMERIC.fullmatch(next(iter(row.days()), "")) for row in days)
    has_address = any(row.address() for row in addresses)
    return bool(days or addresses) and (has_day or not days) and (has_address or not addresses)


def _text(source: Source) -> str:
    """The file as text; UTF-16 without its mark, too, as databases write it."""
    head, (_, marked) = source.raw[:400], without_mark(source.raw)
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if not marked and zeros and zeros.count(0) > 0.8 * len(zeros):
            return decode(source.raw.decode(encoding, "replace").encode("utf-8"), source.name)
    return source.text


def _told_delimiter(text: str) -> tuple[str | None, str]:
    """What the first line says of the mark between values ("sep=;", which Excel writes and reads), and the rest."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    return (told[4], f"\n{rest}") if told.startswith("sep=") and len(told) == 5 else (None, text)


def n_known(header: Sequence[str]) -> int:
    return len(_KNOWN.intersection(map(same, header)))


def _header(lines: list[tuple[int, list[str]]], source: Source) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and the rows; of a table without names those that a known tool gives them."""
    first = lines[0][1] if lines else []
    tell_nameless(first, source.name)
    for columns in table()["columns"].values():
        if len(first) == len(columns) and (is_address(first[0]) or first[0] == "null") and "://" in "".join(first):
            return columns, lines
    return [name.strip().lower() for name in first], lines[1:]


def _named(row: Sequence[Any]) -> list[str]:
    return [str(name or "").strip().lower() for name in row]


def _header_at(rows: Sequence[Sequence[Any]], source: Source) -> int:
    """Which of the first rows names the columns: the first, or that below a title where it has no text's column."""
    headers = [_named(row) for row in rows]
    fits = (at for at, header in enumerate(headers) if _has_text_column(header, source) and sum(map(bool, header)) > 1)
    widest = max(range(len(rows)), key=lambda at: (sum(map(bool, headers[at])), -at), default=0)
    is_first = bool(headers) and _has_text_column(headers[0], source)
    return 0 if is_first else next(fits, widest)


def _has_text_column(header: Sequence[str], source: Source) -> bool:
    return any(True for value in Fields(dict.fromkeys(header, ""), source.fields).values("text") if value is not None)


def _tell_columns(header: Sequence[str], rows: Sequence[Sequence[Any]], source: Source, what: str) -> None:
    """Raises UnreadableFile: what a table without texts is, else what its columns are called."""
    tell_table({same(k): v for k, v in zip(header, chain(*rows, [""] * len(header)), strict=False)}, source)
    found = ", ".join(filter(None, header)) or "no row"
    reason = f"{what} has no column with the articles' text (found: {found[:200]})."
    remedy = 'Name the column text, or say in fields.toml which it is: [fields] text = ["…"].'
    raise UnreadableFile(source.name, reason, remedy)


def _records(header: Sequence[str], rows: Rows) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for line, values in rows:
        yield line, {name: value for name, value in zip(header, values, strict=False) if name}


def read_workbook(source: Source) -> Records:
    """The articles of an Excel workbook (.xlsx): the rows of each sheet whose first row names a column of texts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and checks of input that openpyxl does not know
        return _read_sheets(open_workbook(source), source)


def _read_sheets(book: Any, source: Source) -> Records:
    values: list[tuple[int, Mapping[str, Any]]] = []
    problems: list[Problem] = []
    headers: list[tuple[list[str], list[Sequence[Any]]]] = []
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its size is often wrong: one cell
            rows = ((n, row) for n, row in enumerate(sheet.iter_rows(values_only=True), 1) if {*row} - {None, ""})
            first = list(islice(rows, _ABOVE))
            at = _header_at([row for _, row in first], source)
            header = _named(first[at][1]) if first else []
            below = chain(first[at + 1 :], rows)
            if _has_text_column(header, source):
                values += [(line, _dated(row, book.epoch, source)) for line, row in _records(header, below)]
            elif header:
                headers.append((header, [row for _, row in islice(below, 1)]))
                reason = f"The sheet “{sheet.title}” has no column with the articles' text."
                remedy = "Name the column text if it holds articles; the other sheets were read."
                problems.append(Problem(source.name, None, reason, remedy))
    except Exception as error:  # whatever a broken workbook makes its reader raise
        if not values:
            raise _broken(source, error) from error
        reason = f"The workbook is broken after {len(values)} rows ({type(error).__name__})."
        problems.append(Problem(source.name, None, reason, "Save it again in Excel; the rows before were read."))
    finally:
        book.close()
    if not values and headers:
        _tell_columns(*headers[0], source, "The workbook")
    return make_records(values, source, problems)


def open_workbook(source: Source) -> Any:
    """An Excel workbook, to be read row by row and closed. Raises UnreadableFile where it is none, or too large."""
    openpyxl = source.library("openpyxl", "openpyxl")
    try:
        with zipfile.ZipFile(BytesIO(source.raw)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > HEAVIEST:
            reason = f"The workbook unpacks to {size:,} bytes, too many to be held."
            raise UnreadableFile(source.name, reason, "Split it into workbooks of some thousand rows.")
        return openpyxl.load_workbook(BytesIO(source.raw), read_only=True, data_only=True)
    except UnreadableFile:
        raise
    except Exception as error:  # no ZIP, a ZIP of something else, broken XML: each raises its own
        raise _broken(source, error) from error


def _broken(source: Source, error: Exception) -> UnreadableFile:
    reason = f"The workbook cannot be opened ({type(error).__name__})."
    return UnreadableFile(source.name, reason, "Save it again in Excel, without a password, or as CSV UTF-8.")


def _dated(row: Mapping[str, Any], epoch: datetime, source: Source) -> Mapping[str, Any]:
    """A row with its dates as text, also those that are numbers because the column has lost its format."""
    from_excel = source.library("openpyxl.utils.datetime", "openpyxl").from_excel
    days = {*fields()["day"], *map(same, source.fields.get("day", ()))}
    told = dict(row)
    for name, value in row.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and same(name) in days and _FIRST_DAY < value < _LAST_DAY:
            value = from_excel(value, epoch)
        told[name] = value.isoformat() if isinstance(value, date) else value
    return told


_DAYS, _ADDRESSES = frozenset(fields()["day"]), frozenset(fields()["address"]) - {"source"}
_KNOWN = frozenset(name for names in fields().values() for name in names)
CSV = Kind("CSV", (".csv", ".tsv", ".tab"), read_csv, holds_many=True)
WORKBOOK = Kind("Excel workbook", (".xlsx", ".xlsm"), read_workbook, holds_many=True)
