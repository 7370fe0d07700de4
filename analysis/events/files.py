"""A file with an event table (CSV, Excel workbook, the JSON of an interface) → its rows as texts, and its layout."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analysis.errors import TableError
from analysis.formats.corpus import read_fields
from analysis.formats.csv_rows import BrokenRow, csv_lines, delimiter_of, whole_rows
from analysis.formats.lists import listed
from analysis.formats.record import Problem
from analysis.formats.records.names import same
from analysis.formats.records.tables import open_workbook
from analysis.formats.source import Source

OWN = "events.toml"
"""Beside a table of no known layout: what its columns are called."""
_LISTS = ("data", "Result")  # of events in the answers of ACLED's and of UCDP's interface
_NEEDED = (("date_start", "year"), ("country", "place", "latitude"))
_WRITE = f'Say in {OWN} beside it what its columns are called: [fields] date_start = "Day", country = "Land".'


@dataclass(frozen=True, slots=True)
class RawTable:
    """The rows of a file, each behind its line, by ``header`` (as names are compared); the layout, the names of its
    fields, and what could not be read."""

    layout: str
    fields: Mapping[str, Sequence[str]]
    header: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]
    problems: Sequence[Problem]


def read_table(path: Path) -> RawTable:
    """The event table in a file. Raises TableError where it is none, UnreadableFile where it cannot be read at all."""
    try:
        source = Source(path.name, path.read_bytes())
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}). Check the name and who may read it.") from error
    ending = path.suffix.lower()
    read = _from_json if ending == ".json" else _from_workbook if ending in (".xlsx", ".xlsm") else _from_csv
    header, rows, problems = read(source)
    layout, fields = _layout(path, header)
    odd = [_ragged(path.name, line) for line, values in rows if len(values) != len(header)]
    whole = [(line, values) for line, values in rows if len(values) == len(header)]
    return RawTable(layout, fields, header, whole, [*problems, *odd])


def _layout(path: Path, header: Sequence[str]) -> tuple[str, Mapping[str, Sequence[str]]]:
    layouts = listed(__package__, "layouts.toml")
    known = {name: entry for name, entry in layouts.items() if entry.get("columns")}
    for name, entry in known.items():
        if set(map(same, entry["columns"])) <= set(header):
            return name, entry["fields"]
    fields = layouts["table"]["fields"]
    own = read_fields(path.with_name(OWN), fields)
    named = {fact: (*own.get(fact, ()), *names) for fact, names in fields.items()}
    if not all(any(same(n) in header for fact in facts for n in named[fact]) for facts in _NEEDED):
        databases = ", ".join(entry["name"] for entry in known.values())
        found = ", ".join(filter(None, header))[:200] or "nothing"
        raise TableError(
            f"{path}: no event table of {databases}, nor one with a day and a place (found: {found}). {_WRITE}"
        )
    return "table", named


def _ragged(name: str, line: int) -> Problem:
    return Problem(name, line, "The row has not as many values as there are columns.", "Mend the row.")


_Read = tuple[list[str], list[tuple[int, Sequence[str]]], list[Problem]]


def _from_csv(source: Source) -> _Read:
    text, problems = source.text, list[Problem]()
    known = {
        same(n) for e in listed(__package__, "layouts.toml").values() for ns in e.get("fields", {}).values() for n in ns
    }
    delimiter = delimiter_of(text, lambda names: len(known.intersection(map(same, names))))
    lines: list[tuple[int, list[str]]]
    try:
        lines = list(csv_lines(text, delimiter=delimiter))
    except BrokenRow as error:
        if error.line == 1:
            raise TableError(f"{source.name}: broken CSV ({error}). Save it again as CSV UTF-8.") from error
        lines, breaks = whole_rows(text, delimiter, lambda first, values: len(first) == len(values))
        reason = "A quotation mark does not close, or stands single within a text."
        problems = [Problem(source.name, first, reason, f"The lines to {last} are left out.") for first, last in breaks]
    full = [(line, values) for line, values in lines if any(value.strip() for value in values)]
    return [same(name) for name in full[0][1]], [*full[1:]], problems


def _from_workbook(source: Source) -> _Read:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and checks of input that openpyxl does not know
        book = open_workbook(source)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a file says of its size is often wrong
            rows = [(n, [_text(v) for v in row]) for n, row in enumerate(sheet.iter_rows(values_only=True), 1)]
        except Exception as error:  # whatever a broken workbook makes its reader raise
            raise TableError(
                f"{source.name}: the workbook is broken ({type(error).__name__}). Save it again."
            ) from error
        finally:
            book.close()
    full = [(line, values) for line, values in rows if any(values)]
    header = [same(name) for name in full[0][1]] if full else []
    width = len(header)  # a row of a sheet ends with its last cell
    padded = [(line, [*values, *[""] * (width - len(values))]) for line, values in full[1:]]
    return header, [(line, v if any(v[width:]) else v[:width]) for line, v in padded], []


def _from_json(source: Source) -> _Read:
    try:
        document = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise TableError(f"{source.name}: not valid JSON ({error}). Fetch it again.") from error
    if isinstance(document, dict):
        document = next((document[name] for name in _LISTS if isinstance(document.get(name), list)), None)
    if not isinstance(document, list) or not all(isinstance(row, dict) for row in document):
        raise TableError(f"{source.name}: holds no list of events. Save the interface's answer as it came, or as CSV.")
    header = list(dict.fromkeys(name for row in document for name in row))
    rows = [(n, [_text(row.get(name)) for name in header]) for n, row in enumerate(document, 1)]
    return [same(name) for name in header], [*rows], []


def _text(value: Any) -> str:
    """A cell as a table of texts has it: a day in ISO 8601, a whole number without a point."""
    if value is None or value != value:  # NaN, which is no JSON and yet written
        return ""
    if isinstance(value, date):
        return (value if isinstance(value, datetime) else datetime.combine(value, datetime.min.time())).isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
