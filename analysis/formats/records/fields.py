"""Articles as records with named fields (JSON, JSONL, CSV), one bad record never losing the others."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.csv_rows import columns_named_twice, csv_lines
from analysis.formats.dates import read_date
from analysis.formats.record import Problem, Record, Records, language_code, split_names
from analysis.formats.source import Kind, Source
from analysis.formats.text import whole_characters

# The first of these fields that a record has is the one that counts.
_TEXT = ("text", "body", "content")
_TITLE = ("title", "headline")
_DATE = ("published", "published_at", "date")
_OUTLET = ("outlet", "source", "publisher")
_AUTHORS = ("authors", "author", "byline")


def read_json(source: Source) -> Records:
    """The article or the articles of a JSON file: an object, or a list of objects."""
    text, path = source.text, source.name
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = f"The file is broken JSON ({error})."
        raise UnreadableFile(path, reason, "Export it again, or mend that place.") from error
    return _records(enumerate(value, 1) if isinstance(value, list) else [(None, value)], path)


def read_jsonl(source: Source) -> Records:
    """The articles of a JSONL file, one object a line."""
    values: list[tuple[int, Any]] = []
    broken: list[Problem] = []
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values.append((number, json.loads(line)))
        except (ValueError, RecursionError) as error:
            reason = f"The line is broken JSON ({error})."
            broken.append(Problem(source.name, number, reason, "Export the record again; the other lines were read."))
    return _records(values, source.name, broken)


def read_csv(source: Source) -> Records:
    """The articles of a CSV file, one a row; the first line names the columns."""
    text, path = source.text, source.name
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        lines = list(csv_lines(text))
    except csv.Error as error:
        raise UnreadableFile(path, f"The file is broken CSV ({error}).", "Export it again as UTF-8 CSV.") from error
    finally:
        csv.field_size_limit(limit)
    header = [name.strip().lower() for name in lines[0][1]] if lines else []
    if not set(_TEXT).intersection(header):
        found = ", ".join(filter(None, header)) or "no row"
        reason = f"The CSV file has no column with the articles' text (found: {found[:200]})."
        raise UnreadableFile(path, reason, f"Name the column one of {', '.join(_TEXT)}.")
    rows = [(line, {k: v for k, v in zip(header, row, strict=False) if k}) for line, row in lines[1:]]
    read = _records(rows or [(1, {})], path)
    return Records(read.records, (*columns_named_twice(path, header), *read.problems))


def _records(values: Iterable[tuple[int | None, Any]], path: str, broken: Sequence[Problem] = ()) -> Records:
    """The records made of ``values`` with the line of each; the one of a file that is one article has no line."""
    records: list[Record] = []
    problems = list(broken)
    for position, (line, value) in enumerate(values, 1):
        record = _record(value, line, position)
        if isinstance(record, Record):
            records.append(record)
        else:
            problems.append(Problem(path, line, record, f"Give it one of {', '.join(_TEXT)}."))
    if not records:
        problems = problems or [Problem(path, None, "The file holds no record.", "Export it again.")]
        raise UnreadableFile(path, problems[0].reason, problems[0].remedy)
    return Records(tuple(records), tuple(sorted(problems, key=lambda p: p.line or 0)))


def _record(value: Any, line: int | None, position: int) -> Record | str:
    """What one value holds, or the reason why it is no article."""
    if not isinstance(value, Mapping):
        return "The record is not an object with named fields."
    fields = {str(k).strip().lower(): v for k, v in value.items()}
    text = next((fields[n] for n in _TEXT if isinstance(fields.get(n), str) and fields[n].strip()), None)
    if text is None:
        return "The record has no text."
    published = read_date(_first(fields, _DATE))
    return Record(
        text=whole_characters(text),
        id=None if line is None else (_first(fields, ("id",)) or str(position)),
        line=line,
        title=_first(fields, _TITLE),
        outlet=_first(fields, _OUTLET),
        authors=_names(fields),
        published=published,
        published_from="record" if published else None,
        url=_first(fields, ("url", "link")),
        language=language_code(_first(fields, ("language", "lang"))),
    )


def _first(fields: Mapping[str, Any], names: Sequence[str]) -> str | None:
    return next((text for name in names if (text := _plain(fields.get(name)))), None)


def _plain(value: Any) -> str | None:
    """A value as text, of an object its name; half characters, which JSON's escapes can make, are replaced."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return whole_characters(str(value)).strip() or None


def _names(fields: Mapping[str, Any]) -> tuple[str, ...]:
    for name in _AUTHORS:
        value = fields.get(name)
        if isinstance(value, list):
            return tuple(known for v in value if isinstance(v, str | Mapping) and (known := _plain(v)))
        if isinstance(value, str) and value.strip():
            return split_names(whole_characters(value))
    return ()


JSON = Kind("JSON", (".json",), read_json, holds_many=True)
JSONL = Kind("JSONL", (".jsonl",), read_jsonl, holds_many=True)
CSV = Kind("CSV", (".csv",), read_csv, holds_many=True)
