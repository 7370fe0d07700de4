"""Records of a JSON, JSONL or CSV file → documents, one bad record never losing the others."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.documents import Document, whole_characters
from analysis.formats.problems import Problem, columns_named_twice
from analysis.formats.stated_dates import read_date

# The first of these fields that a record has is the one that counts.
_TEXT = ("text", "body", "content")
_TITLE = ("title", "headline")
_DATE = ("published", "published_at", "date")
_OUTLET = ("outlet", "source", "publisher")
_AUTHORS = ("authors", "author", "byline")


@dataclass(frozen=True, slots=True)
class Records:
    """The documents of one file and the records that are none."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def read_json(text: str, path: str) -> Records:
    """The article or the articles of a JSON file: an object, or a list of objects."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            path, f"The file is broken JSON ({error}).", "Export it again, or mend that place."
        ) from error
    if not isinstance(value, list):
        return _records([(1, value)], path, single=True)
    return _records(list(enumerate(value, 1)), path, single=False)


def read_jsonl(text: str, path: str) -> Records:
    """The articles of a JSONL file, one object a line."""
    records: list[tuple[int, Any]] = []
    broken: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            records.append((number, json.loads(line)))
        except (ValueError, RecursionError) as error:
            reason = f"The line is broken JSON ({error})."
            broken.append(Problem(path, number, reason, "Export the record again; the other lines were read."))
    return _records(records, path, single=False, broken=broken)


def read_csv(text: str, path: str) -> Records:
    """The articles of a CSV file, one a row; the first line names the columns."""
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        raise UnreadableFile(path, f"The file is broken CSV ({error}).", "Export it again as UTF-8 CSV.") from error
    finally:
        csv.field_size_limit(limit)
    if not rows or not any(name in rows[0][1] for name in _TEXT):
        found = ", ".join(filter(None, rows[0][1])) if rows else "no row"
        raise UnreadableFile(
            path,
            f"The CSV file has no column with the articles' text (found: {found[:200]}).",
            f"Name the column one of {', '.join(_TEXT)}.",
        )
    read = _records(rows, path, single=False)
    return Records(read.documents, (*columns_named_twice(path, _header(text)), *read.problems))


def _header(text: str) -> list[str]:
    lines = csv.reader(io.StringIO(text, newline=""))
    return [name.strip().lower() for name in next(filter(None, lines), [])]


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    begins = 1
    for values in reader:
        if header is None and values:
            header = [name.strip().lower() for name in values]
        elif header is not None and values:
            yield begins, {name: value for name, value in zip(header, values, strict=False) if name}
        begins = reader.line_num + 1
    if header is not None and begins == 2:
        yield 1, dict.fromkeys(header, "")


def _records(values: list[tuple[int, Any]], path: str, *, single: bool, broken: list[Problem] | None = None) -> Records:
    documents: list[Document] = []
    problems = list(broken or [])
    for position, (line, value) in enumerate(values, 1):
        document = _document(value, line, position, single=single)
        if isinstance(document, Document):
            documents.append(document)
        else:
            problems.append(Problem(path, None if single else line, document, f"Give it one of {', '.join(_TEXT)}."))
    if not documents:
        reason = problems[0].reason if problems else "The file holds no record."
        raise UnreadableFile(path, reason, problems[0].remedy if problems else "Export it again.")
    return Records(tuple(documents), tuple(sorted(problems, key=lambda p: p.line or 0)))


def _document(value: Any, line: int, position: int, *, single: bool) -> Document | str:
    """The document of one record, or the reason why it is none."""
    if not isinstance(value, Mapping):
        return "The record is not an object with named fields."
    fields = {str(k).strip().lower(): _whole(v) for k, v in value.items()}
    text = next((fields[n] for n in _TEXT if isinstance(fields.get(n), str) and fields[n].strip()), None)
    if text is None:
        return "The record has no text."
    published = read_date(_first(fields, _DATE))
    return Document(
        text=text,
        record=None if single else (_first(fields, ("id",)) or str(position)),
        line=None if single else line,
        title=_first(fields, _TITLE),
        outlet=_first(fields, _OUTLET),
        authors=_names(fields),
        published=published,
        published_from="record" if published else None,
        url=_first(fields, ("url", "link")),
        language=_language(_first(fields, ("language", "lang"))),
    )


def _whole(value: Any) -> Any:
    """A field without half characters, which JSON's escapes can make; of lists and objects, their strings."""
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, list):
        return [whole_characters(v) if isinstance(v, str) else v for v in value]
    if isinstance(value, Mapping):
        return {k: whole_characters(v) if isinstance(v, str) else v for k, v in value.items()}
    return value


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return None


def _names(fields: Mapping[str, Any]) -> tuple[str, ...]:
    for name in _AUTHORS:
        value = fields.get(name)
        if isinstance(value, list):
            names = [v if isinstance(v, str) else v.get("name", "") if isinstance(v, Mapping) else "" for v in value]
            return tuple(str(n).strip() for n in names if str(n).strip())
        if isinstance(value, str) and value.strip():
            return split_names(value)
    return ()


def split_names(value: str) -> tuple[str, ...]:
    """The names of a byline's text: "By Ana Bell, Omar Haddad and Li Wei"."""
    bare = value.strip().removeprefix("By ").removeprefix("by ")
    for mark in (" and ", " & ", ";", "|"):
        bare = bare.replace(mark, ",")
    names = [name.strip() for name in bare.split(",") if name.strip()]
    return tuple(name for name in names if not name.islower()) or tuple(names)  # without "special correspondent"


def _language(value: str | None) -> str | None:
    code = (value or "").split("-")[0].split("_")[0].lower()
    return code if len(code) == 2 and code.isalpha() else None
