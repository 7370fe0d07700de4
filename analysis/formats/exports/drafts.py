"""What a reader of exports found of each article, and the records that are made of it; the names of fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import PurePath

from analysis.errors import UnreadableFile
from analysis.formats.lists import listed
from analysis.formats.record import PassageKind, Problem, Record, Records, compose, without_by
from analysis.formats.source import Source
from analysis.formats.text import whole_characters

_ASIDE = re.compile(r"\s*[(\[<][^)\]>]*[)\]>]?")
_PLACE = re.compile(r"(?: (?:in|IN|at|à|aus) (?=[A-Z])| - ).*")
_JOB = re.compile(r"\b(?:special to|staff|writers?|correspondents?|reporters?|editors?|agencies)\b", re.IGNORECASE)
# A name of several words that ends like a firm's is nobody's.
_FIRM = re.compile(r" (?:press|news|times|post|agency|bureau|service|newspapers?|herald|tribune)$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;/|&]|\b(?:and|AND|und|UND|et|ET|y|en|e)\b)\s*")
_LABEL = re.compile(r"([^\W\d_][^:：\n.?!]{1,38}?)\s*[:：]\s*", re.UNICODE)
_EXPORT_TEXT = "Export them with their full text, or leave them out: an abstract tells less."
_RIGHTS = re.compile(r"\W*(?:copyright\b|©|\(c\)\s)", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """An article while it is read; ``parts`` are its paragraphs with the kinds that the export tells."""

    line: int | None = None
    title: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    byline: str | None = None
    dateline: str | None = None
    section: str | None = None
    language: str | None = None
    url: str | None = None
    number: str | None = None
    is_abstract: bool = False
    decks: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    rights: list[str] = field(default_factory=list)

    def record(self, name: str | None) -> Record:
        """The record, whose text is what the article's reader read, in that order, and its rights last."""
        told: list[tuple[Iterable[str | None], PassageKind | None]] = [
            ([self.title], "headline"),
            (self.decks, "subhead"),
            ([self.byline], "byline"),
            ([self.dateline], "dateline"),
            (self.body, None),
            (self.corrections, "correction"),
            (self.captions, "caption"),
            ([self.section, *self.rights], "furniture"),
        ]
        text, known = compose((_plain(text) or "", kind) for texts, kind in told for text in texts)
        return Record(
            text=text,
            id=name,
            line=self.line if name else None,
            title=_plain(self.title),
            outlet=_plain(self.outlet),
            authors=self.authors or split_byline(self.byline),
            published=self.published,
            url=self.url,
            language=self.language,
            known=known,
            wrapped=False,
        )


def records_of(drafts: Iterable[Draft], source: Source, kind: str) -> Records:
    """The records of an export, each of several with a name: its number in the database, or its place in the file.
    The file's ending stands before a place, for exports in several formats often have the same name.

    Raises UnreadableFile where there is none.
    """
    found = [d for d in drafts if d.title or d.body or d.decks]
    if not found:
        raise UnreadableFile(source.name, f"No article can be found in this {kind} file.", "Export it again.")
    abstracts = [d.title or d.number or "" for d in found if d.is_abstract]
    told = f"Of {len(abstracts)} of its articles there is no more than an abstract: {', '.join(abstracts[:3])}."
    problems = (Problem(source.name, None, told, _EXPORT_TEXT, skipped=False),) if abstracts else ()
    if len(found) == 1:
        return Records((found[0].record(None),), problems)
    numbers = Counter(d.number for d in found)
    ending = PurePath(source.name).suffix.lower().lstrip(".")
    places = [f"{ending}-{i}" for i in range(1, len(found) + 1)]
    names = [d.number if d.number and numbers[d.number] == 1 else place for d, place in zip(found, places, strict=True)]
    found.reverse()  # each is let go when its record is made, so that a large file is not held twice
    return Records(tuple(found.pop().record(name) for name in names), problems)


def split_byline(value: str | None) -> tuple[str, ...]:
    """The names of a byline field, without the places that correspondents write from and the agencies that they write
    for: "BY ANA BELL in Harrow", "Ana Bell, Harrow", "Ana Bell, Associated Press". An agency alone is a name."""
    bare = without_by(_ASIDE.sub("", value or ""))
    names = (_PLACE.sub("", name).strip(" .") for name in _BETWEEN.split(bare))
    first, *more = dict.fromkeys(name for name in names if name and not _JOB.search(name)) or [""]
    elsewhere = fields_of("bylines", "no_names")
    more = [n for n in more if not (" " in first and (" " not in n or n.casefold() in elsewhere or _FIRM.search(n)))]
    return tuple(filter(None, [first, *more]))


def split_label(line: str, family: str, *, capitals: bool = False) -> tuple[str | None, str]:
    """The field that a line's label names, and the rest of it; None and the line where it has no label of the family.

    ``capitals``: labels are written in capitals, so that prose with a colon is none.
    """
    m = _LABEL.match(line)
    if m is None or (capitals and not m[1].isupper()):
        return None, line
    names, label = fields_of(family, "labels"), " ".join(m[1].split()).casefold()
    name = names.get(label) or names.get(label.replace(" ", ""))  # "Publicationtitle", as some mails have it
    return (name, line[m.end() :]) if name else (None, line)


def is_rights(line: str) -> bool:
    """Whether a line states whose rights they are."""
    return _RIGHTS.match(line) is not None


@cache
def fields_of(family: str, table: str) -> Mapping[str, str]:
    """The field that each label of ``labels.toml`` names, with its spaces and without."""
    named = listed(__package__, "labels.toml")[family][table].items()
    return {form: name for name, labels in named for label in labels for form in (label.replace(" ", ""), label)}


def language_named(value: str | None) -> str | None:
    """The code of a language that a field names: "ENGLISH", "German; Deutsch"."""
    words = re.split(r"[;,/]", (value or "").casefold())
    codes = {name: code for code, names in listed(__package__, "labels.toml")["languages"].items() for name in names}
    return next((codes[word.strip()] for word in words if word.strip() in codes), None)


def _plain(value: str | None) -> str | None:
    return whole_characters(" ".join(value.split())) or None if value else None
