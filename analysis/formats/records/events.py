"""What lies among articles and holds none: tables of events, and lists of addresses. Each is told for what it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NoReturn

from analysis.errors import UnreadableFile
from analysis.formats.record import Records
from analysis.formats.records.names import fields, is_address, plain, same
from analysis.formats.source import Kind, Source
from analysis.formats.text import without_mark

_REMOVE = "Remove it from the corpus, and put the articles here that it was made from."
_FETCH = "fetch the pages with a scraper such as trafilatura, and put what it writes here"
_LINES = 20


@cache
def tables() -> list[dict[str, Any]]:
    """The entries of ``events.toml``."""
    text = resources.files(__package__).joinpath("events.toml").read_text("utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["table"]
    return entries


def tell_table(record: Mapping[str, Any], name: str) -> None:
    """Raises UnreadableFile where a record without text, by the names of its fields, is a row of such a table."""
    for entry in tables():
        if record.keys() >= {same(column) for column in entry.get("columns", ["\0"])}:
            _refuse(entry["name"], name)
    has_address = any(is_address(plain(record.get(field)) or "") for field in fields()["address"])
    if has_address and record.keys().isdisjoint(fields()["text"]):
        tell_addresses(name)


def tell_nameless(row: Sequence[str], name: str) -> None:
    """Raises UnreadableFile where the first row of a table without names is one of such a table."""
    for entry in tables():
        patterns = entry.get("first", ())
        fits = all(re.fullmatch(pattern, value) for pattern, value in zip(patterns, row, strict=False))
        if len(row) in entry.get("n_columns", ()) and fits:
            _refuse(entry["name"], name)


def _refuse(what: str, name: str) -> NoReturn:
    raise UnreadableFile(name, f"This is {what}, not articles: its rows code events, and hold no text.", _REMOVE)


def tell_addresses(name: str) -> NoReturn:
    """Raises UnreadableFile: the file of this name is a list of addresses."""
    raise UnreadableFile(name, f"This is a list of addresses, not articles: {_FETCH}.", "Or remove it from the corpus.")


def _is_list(source: Source) -> bool:
    """Whether the first lines of a file are addresses of pages, and nothing else."""
    raw, encoding = without_mark(source.raw[:4096])
    lines = raw.decode(encoding or "utf-8", "replace").splitlines()
    return _are_addresses(line.strip(" \t\"',;") for line in lines[: -1 if len(lines) > 1 else None][:_LINES])


def _are_addresses(lines: Iterable[str]) -> bool:
    written = [line for line in lines if line]
    return bool(written) and all("://" in line and is_address(line) for line in written)


def _read(source: Source) -> Records:
    tell_addresses(source.name)


ADDRESSES = Kind("list of addresses", (".txt", ".csv", ".tsv", ".md"), _read, _is_list)
