"""What a format hands on: the text of each article of a file with what its markup or fields tell, and what is odd."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from typing import Literal

from analysis.formats.text import on_one_line

# In English, German, Dutch, French, Spanish and Portuguese; what may begin a name only where two words follow.
_BY = re.compile(
    r"^(?:[Bb]y|BY|(?:Von|VON|[Dd]oor|DOOR|[Pp]ar|PAR|[Pp]or|POR)(?=[:\s]+[^\W\d_]\S*\s+\S))[:\s]+(?=[^\W\d_])"
)
PassageKind = Literal["headline", "byline", "dateline", "caption", "subhead", "body", "correction", "furniture"]
PublishedFrom = Literal["metadata", "html", "record", "text"]


@dataclass(frozen=True, slots=True)
class Record:
    """One article's text with the facts that stand beside it in its file; facts alone have no text.

    ``id`` tells the records of one file apart (None in a file of one); ``line`` is where the record stands. ``known``
    gives the kind of those paragraphs whose markup tells it, by their first character; ``wrapped`` is as in
    ``find_paragraphs``. ``captured`` is when the page was saved, archived or printed, never a day of publication: UTC
    where the offset is known. ``more_elsewhere`` is what says that the text goes on where only subscribers see it.
    """

    text: str = ""
    id: str | None = None
    line: int | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    published: datetime | None = None
    published_from: PublishedFrom = "record"
    url: str | None = None
    captured: datetime | None = None
    more_elsewhere: str | None = None
    language: str | None = None
    known: Mapping[int, PassageKind] = field(default_factory=dict)
    wrapped: bool | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something unread or odd: where it stands, why, and what to do about it; never fatal.

    ``path`` is relative to the corpus; ``line`` counts from 1: the line of a CSV or JSONL file, the record of a JSON
    list; None for the file as a whole. ``skipped`` says whether a file or a record is left out because of it.
    """

    path: str
    line: int | None
    reason: str
    remedy: str
    skipped: bool = True

    @property
    def where(self) -> str:
        """The file, with the line where there is one: "export.jsonl:3"."""
        name = on_one_line(self.path)
        return name if self.line is None else f"{name}:{self.line}"

    def __str__(self) -> str:
        return f"{self.where}: {self.reason} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one file, what of it is none, and what wrote them where that is told: "NewsAPI"."""

    records: Sequence[Record]
    problems: tuple[Problem, ...] = ()
    writer: str = ""


def compose(parts: Iterable[tuple[str, PassageKind | None]]) -> tuple[str, dict[int, PassageKind]]:
    """The text of an article made of paragraphs, blank lines between, and the known kinds by their first character."""
    kept = [(text, kind) for text, kind in parts if text]
    starts = accumulate((len(text) + 2 for text, _ in kept), initial=0)
    known = {start: kind for start, (_, kind) in zip(starts, kept, strict=False) if kind}
    return "\n\n".join(text for text, _ in kept), known


def without_by(byline: str) -> str:
    """A byline's text without the word before its names: "By Ana Bell", "VON ANA BELL"; "von Bell" is a name."""
    return _BY.sub("", byline.strip())


def split_names(value: str) -> tuple[str, ...]:
    """The names of a byline's text: "By Ana Bell, Omar Haddad and Li Wei"."""
    bare = without_by(value)
    for mark in (" and ", " & ", ";", "|"):
        bare = bare.replace(mark, ",")
    names = [name.strip() for name in bare.split(",") if name.strip()]
    return tuple(name for name in names if not name.islower()) or tuple(names)  # without "special correspondent"


def language_code(value: str | None) -> str | None:
    """The ISO 639-1 code that a language tag ("en-GB") begins with."""
    code = (value or "").split("-")[0].split("_")[0].lower()
    return code if len(code) == 2 and code.isalpha() else None
