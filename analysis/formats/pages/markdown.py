"""Markdown, and texts behind lines of "key: value" between rules, as trafilatura writes them (``--with-metadata``).

Front matter, headings, image lines and link marks are told; the text stays as it is. One file may hold several texts:
trafilatura writes all its pages to one place if it is not told where to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from analysis.formats.dates import read_date
from analysis.formats.paragraphs import find_paragraphs
from analysis.formats.record import PassageKind, Record, Records
from analysis.formats.records.names import Fields, fields, same
from analysis.formats.source import Kind, Source

_FRONT_MATTER = re.compile(r"\s{0,9}---[ \t]*\r?\n(?P<lines>(?:.*\r?\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_LINE = r"[ \t]*+(?:[\w-]{1,40}[ \t]*+:|- )[^\r\n]*+\r?\n"
_HEAD = re.compile(rf"^---[ \t]*+\r?\n(?:{_LINE}){{2,60}}---[ \t]*+(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"^([\w-]{1,40})[ \t]*:", re.MULTILINE)
_NEAR = 20_000  # characters within which a file says what it is
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
    told = Fields(dict(_fields(front["lines"])) if front else {}, {})
    known = dict(_known_kinds(text, front.end() if front else 0))
    stated = told.stated(read_date(next(iter(told.days()), None)))
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


def _heads(text: str) -> Iterator[re.Match[str]]:
    """The heads of a file that name at least two facts of an article, or the page's fingerprint."""
    known = {name for names in fields().values() for name in names}
    for head in _HEAD.finditer(text):
        keys = set(map(same, _KEY.findall(head[0])))
        if len(keys & known) > 1 or "fingerprint" in keys:
            yield head


def _begins_with_head(source: Source) -> bool:
    """Whether a text begins with a head; of Markdown, which has heads of its own, whether another follows."""
    first = next(_heads(source.text[:_NEAR]), None)
    if first is None or source.text[: first.start()].strip():
        return False
    return not _is_markdown(source) or len(list(_heads(source.text))) > 1


def read_texts(source: Source) -> Records:
    """The texts of a file with their heads, which are furniture."""
    text, is_markdown = source.text, _is_markdown(source)
    starts = [head.start() for head in _heads(text)]
    parts = [text[at:end] for at, end in pairwise([0, *starts[1:], len(text)])]
    records = [read_markdown(part) if is_markdown else _read_text(part) for part in parts]
    if len(records) > 1:
        lines = [text.count("\n", 0, at) + 1 for at in starts]
        records = [replace(record, id=str(n), line=lines[n - 1]) for n, record in enumerate(records, 1)]
    return Records(tuple(records), writer="trafilatura" if "\nfingerprint:" in parts[0][:_NEAR] else "")


def _is_markdown(source: Source) -> bool:
    return source.name.lower().endswith(".md")


def _read_text(text: str) -> Record:
    """A plain text with its head, which is furniture. Offsets count the text as it stands."""
    ends = next(_heads(text)).end()
    known: dict[int, PassageKind] = {s.start: "furniture" for s in find_paragraphs(text) if s.start < ends}
    return replace(read_markdown(text), known=known, wrapped=None)


FRONT_MATTER = Kind("text with front matter", (".txt", ".md"), read_texts, _begins_with_head, holds_many=True)
MARKDOWN = Kind("Markdown", (".md",), lambda source: Records((read_markdown(source.text),)))
