"""Files beside the articles that are none: each is named, with what it is and what to do about it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Any

from analysis.formats.record import Problem
from analysis.formats.text import on_one_line, whole_characters

# What systems leave in every folder: nobody put it there.
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_PAGE = (".html", ".htm")
_UNKNOWN = ("a file of a kind that is not known", "If it is text, name it .txt; else remove it.")


def unread(path: str, *, leads_away: bool = False) -> Problem | None:
    """What to say of the file ``path`` (relative to the corpus) that is not read; None of a system's own.

    ``leads_away`` says that it is a link to nothing or out of the corpus, or no file at all.
    """
    name = PurePosixPath(path)
    if name.name.lower() in _OF_THE_SYSTEM:
        return None
    what, remedy = _known().get(name.suffix.lower().removeprefix("."), _UNKNOWN)
    if leads_away:
        what, remedy = "no file of this folder but a link to nothing, or out of it", "Put the file itself here."
    return Problem(on_one_line(whole_characters(path)), None, f"This is {what}, not articles.", remedy)


@cache
def _known() -> dict[str, tuple[str, str]]:
    return {suffix: (entry["is"], entry["remedy"]) for entry in _table()["kind"] for suffix in entry["suffixes"]}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("analysis.formats").joinpath("others.toml").read_text("utf-8"))


def without_parts_of_pages(paths: Iterable[str]) -> Iterator[str]:
    """The files (relative to the corpus) but those that browsers saved as parts of a page that is also there."""
    held = list(paths)
    pages = {path[: path.rindex(".")] for path in held if path.lower().endswith(_PAGE)}
    for path in held:
        folders = [str(folder) for folder in PurePosixPath(path).parents][:-1]
        if not any(_belongs(folder, pages) for folder in folders):
            yield path


def _belongs(folder: str, pages: set[str]) -> bool:
    """Whether a folder's name is that of a page and a word more."""
    return any(
        folder.endswith(word) and folder[: -len(word)].rstrip("-_. ") in pages for word in _table()["parts_of_page"]
    )
