"""Files beside the articles that are none: each is named, with what it is and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath

from analysis.formats.lists import listed
from analysis.formats.record import Problem
from analysis.formats.text import on_one_line, whole_characters

# What systems leave in every folder: nobody put it there.
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_PAGE = (".html", ".htm")


def unread(path: str, *, leads_away: bool = False) -> Problem | None:
    """What to say of the file ``path`` (relative to the corpus) that is not read; None of a system's own.

    ``leads_away`` says that it is a link to nothing or out of the corpus, or no file at all.
    """
    name = PurePosixPath(path)
    if name.name.lower() in _OF_THE_SYSTEM:
        return None
    suffix = name.suffix.lower().removeprefix(".")
    what, remedy = _known().get(suffix) or _known()["*" if suffix else ""]
    if leads_away:
        what, remedy = "no file of this folder but a link to nothing, or out of it", "Put the file itself here."
    return Problem(on_one_line(whole_characters(path)), None, f"This is {what}, not articles.", remedy)


@cache
def _known() -> dict[str, tuple[str, str]]:
    kinds = listed(__package__, "others.toml")["kind"]
    return {suffix: (entry["is"], entry["remedy"]) for entry in kinds for suffix in entry["suffixes"]}


def without_parts_of_pages(paths: Iterable[str]) -> Iterator[str]:
    """The files (relative to the corpus) but those that browsers saved as parts of a page that is also there."""
    held = list(paths)
    pages = {path[: path.rindex(".")] for path in held if path.lower().endswith(_PAGE)}
    ends = [(word, len(word)) for word in listed(__package__, "others.toml")["parts_of_page"]]
    for path in held:
        folders = [str(folder) for folder in PurePosixPath(path).parents][:-1]
        parts = (folder[:-n].rstrip("-_. ") for folder in folders for word, n in ends if folder.endswith(word))
        if pages.isdisjoint(parts):  # no folder is named as a page and a word more
            yield path
