"""A Markdown file → a record: front matter, headings, image lines and link marks; the text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from analysis.formats.dates import read_date
from analysis.formats.paragraphs import find_paragraphs
from analysis.formats.record import PassageKind, Record, Records
from analysis.formats.records.names import Fields
from analysis.formats.source import Kind

_FRONT_MATTER = re.compile(r"\s{0,9}---[ \t]*\r?\n(?P<lines>(?:.*\r?\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(r"(?P<name>[\w-]{1,40})\s{0,4}:\s{0,4}(?P<value>.*)")
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+\S")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_RULE = re.compile(r"(?:[-*_=][ \t]?){3,80}$|<!--.{0,500}-->$", re.DOTALL)
_LONE_LINK = re.compile(r"(?:[-*+] )?\[[^\]]{1,300}\](?:\([^)]{0,500}\)|\[[^\]]{0,80}\]|: ?\S+.{0,100})$")


def read_markdown(text: str) -> Record:
    """The record of a Markdown text. Paragraphs are parted by blank lines; offsets count the file as it stands.

    Front matter is read as lines of "key: value"; it is furniture, as are rules and lines that are only a link.
    """
    front = _FRONT_MATTER.match(text)
    fields = Fields(dict(_fields(front["lines"])) if front else {}, {})
    known = dict(_known_kinds(text, front.end() if front else 0))
    stated = fields.stated(read_date(next(iter(fields.days()), None)))
    return replace(stated, text=text, title=stated.title or _heading(text, known), known=known, wrapped=True)


def _fields(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.splitlines():
        if match := _FIELD.fullmatch(line.strip()):
            value = match["value"].strip()
            quoted = len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'"
            if value.startswith("["):  # a list, whose items need no marks in YAML
                value = value.strip("[]").replace('"', "").replace("'", "")
            if value:
                yield match["name"], value[1:-1].replace('\\"', '"') if quoted else value


def _known_kinds(text: str, begins: int) -> Iterator[tuple[int, PassageKind]]:
    """The kinds that marks tell, by first character of the paragraph."""
    headline_seen = False
    for span in find_paragraphs(text, wrapped=True):
        paragraph = text[span.start : span.end]
        if span.start < begins or _RULE.match(paragraph) or _LONE_LINK.match(paragraph):
            yield span.start, "furniture"
        elif _IMAGE.match(paragraph):
            yield span.start, "caption"
        elif heading := _HEADING.match(paragraph):
            is_headline = len(heading["marks"]) == 1 and not headline_seen
            headline_seen = headline_seen or is_headline
            yield span.start, "headline" if is_headline else "subhead"


def _heading(text: str, known: Mapping[int, PassageKind]) -> str | None:
    """The words of the first heading of the first level."""
    start = next((s for s, kind in known.items() if kind == "headline"), None)
    return text[start:].split("\n", 1)[0].strip("# \t\r") if start is not None else None


MARKDOWN = Kind("Markdown", (".md",), lambda source: Records((read_markdown(source.text),)))
