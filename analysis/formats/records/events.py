"""What lies among articles and holds none: tables of events, and lists of addresses. Each is told for what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from analysis.errors import UnreadableFile
from analysis.formats.lists import listed
from analysis.formats.records.names import Fields, fields, is_address, plain, same
from analysis.formats.source import Kind, Source
from analysis.formats.text import without_mark

_REMOVE = "Remove it from the corpus, and put the articles here that it was made from."
_MATCH = f"{_REMOVE} To compare it with them, put it into the corpus's folder events: see the command match."
_FETCH = "fetch the pages with a scraper such as trafilatura, and put what it writes here"
_HEAD, _LINES = 4096, 20  # bytes, lines
_REFUSALS = ("error", "fail", "failed", "failure", "KO")
_LONGEST = 200  # characters


def tell_table(record: Mapping[str, Any], source: Source, *, has_text: bool = False) -> None:
    """Raises UnreadableFile where a record, by the names of its fields, is a row of such a table, or has an address and
    no field for a text; ``has_text``: only where it has a text, and is no article all the same."""
    entries = [] if has_text and "text" in source.fields else listed(__package__, "events.toml")["table"]
    for entry in entries:
        if entry.get("has_text", False) is has_text and record.keys() >= set(map(same, entry.get("columns", ["\0"]))):
            _refuse(entry, source.name)
    has_address = any(is_address(plain(record.get(field)) or "") for field in fields()["address"])
    if not has_text and has_address and record.keys().isdisjoint(fields()["text"]):
        tell_addresses(source.name)


def tell_nameless(row: Sequence[str], name: str) -> None:
    """Raises UnreadableFile where the first row of a table without names is one of such a table."""
    for entry in listed(__package__, "events.toml")["table"]:
        patterns = entry.get("first", ())
        fits = all(re.fullmatch(pattern, value) for pattern, value in zip(patterns, row, strict=False))
        if len(row) in entry.get("n_columns", ()) and fits:
            _refuse(entry, name)


def tell_error(document: Any, source: Source) -> None:
    """Raises UnreadableFile where a document is no answer of an interface but its refusal."""
    if not isinstance(document, Mapping):
        return
    fields = Fields(document, source.fields)
    told = next((document[name] for name in ("error", "errors", "fault") if document.get(name)), None)
    is_refusal = told or document.get("status") in _REFUSALS or {"code", "message"} <= document.keys()
    is_list = any(isinstance(value, list) and len(value) > 1 for value in document.values())
    if is_refusal and not (fields.first("title") or fields.address() or is_list):
        inner = told.get("message") if isinstance(told, Mapping) else told
        words = plain(document.get("message")) or plain(inner) or "without a reason"
        reason = f"This is an interface's refusal, not articles: “{words[:_LONGEST]}”."
        raise UnreadableFile(source.name, reason, "Ask again with what it wants (a valid key, a smaller question).")


def _refuse(entry: Mapping[str, Any], name: str) -> NoReturn:
    reason = f"This is {entry['name']}, not articles{entry.get('why', ': its rows code events, and hold no text')}."
    raise UnreadableFile(name, reason, entry.get("remedy", _MATCH if entry.get("matched") else _REMOVE))


def tell_addresses(name: str) -> NoReturn:
    """Raises UnreadableFile: the file of this name is a list of addresses."""
    raise UnreadableFile(name, f"This is a list of addresses, not articles: {_FETCH}.", "Or remove it from the corpus.")


def _is_list(source: Source) -> bool:
    """Whether the first lines of a file are addresses of pages, and nothing else."""
    raw, encoding = without_mark(source.raw[:_HEAD])
    lines = raw.decode(encoding or "utf-8", "replace").splitlines()
    whole = lines[: -1 if len(source.raw) > _HEAD and len(lines) > 1 else None][:_LINES]
    written = [bare for line in whole if (bare := line.strip(" \t\"',;"))]
    is_bare = len(written) < 2 or not all("/" in line for line in written)  # a lone "and/or.it" is no list
    return bool(written) and all(is_address(line) and ("://" in line or not is_bare) for line in written)


ADDRESSES = Kind("list of addresses", (".txt", ".csv", ".tsv", ".md"), lambda s: tell_addresses(s.name), _is_list)
