"""Articles as JSON: one object, a list, an object around a list; JSON Lines; what scrapers and interfaces write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.record import Problem, Records
from analysis.formats.records.building import make_records
from analysis.formats.records.events import tell_error
from analysis.formats.records.shapes import articles_in
from analysis.formats.records.telegram import chats_in, read_posts
from analysis.formats.source import Kind, Source


def read_json(source: Source) -> Records:
    """The article or the articles of a JSON file."""
    try:
        document = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        if _is_lines(source.text):
            return read_jsonl(source)
        reason = f"The file is broken JSON ({error})."
        raise UnreadableFile(source.name, reason, "Export it again, or mend that place.") from error
    if chats := chats_in(document):
        posts, problems = read_posts(chats, source.name)
        return replace(make_records(enumerate(posts, 1), source, problems), writer="Telegram")
    tell_error(document, source)
    found = articles_in(document, source)
    is_one = len(found) == 1 and found[0] is document
    return make_records(((None if is_one else n, item) for n, item in enumerate(found, 1)), source)


def read_jsonl(source: Source) -> Records:
    """The articles of a JSONL file, an object a line."""
    broken: list[Problem] = []
    return make_records(_values(source, broken), source, broken)


def _values(source: Source, broken: list[Problem]) -> Iterator[tuple[int, Any]]:
    """The objects of a JSONL file with their lines; lines that are none are added to what is ``broken``."""
    for number, line in enumerate(source.lines, 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            tell_error(document, source)
            found = articles_in(document, source)
        except UnreadableFile as error:
            broken.append(Problem(source.name, number, error.reason, error.remedy))
        except (ValueError, RecursionError) as error:
            reason = f"The line is broken JSON ({error})."
            broken.append(Problem(source.name, number, reason, "Export the record again; the other lines were read."))
        else:
            yield from ((number, item) for item in found)


def _is_lines(text: str) -> bool:
    """Whether a file that is no JSON is JSON Lines all the same: its first line is an object."""
    first, _, rest = text.lstrip().partition("\n")
    try:
        return rest.lstrip().startswith("{") and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


JSON = Kind("JSON", (".json",), read_json, holds_many=True)
JSONL = Kind("JSONL", (".jsonl", ".ndjson"), read_jsonl, holds_many=True, by_lines=True)
