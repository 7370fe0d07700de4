"""Texts behind lines of "key: value" between rules of hyphens, as trafilatura writes them with ``--with-metadata``.

One file may hold several: the program writes all its pages to one place if it is not told where to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.formats.pages.markdown import read_markdown
from analysis.formats.paragraphs import find_paragraphs
from analysis.formats.record import PassageKind, Record, Records
from analysis.formats.records.names import fields, same
from analysis.formats.source import Kind, Source

_LINE = r"[ \t]*+(?:[\w-]{1,40}[ \t]*+:|- )[^\r\n]*+\r?\n"
_HEAD = re.compile(rf"^---[ \t]*+\r?\n(?:{_LINE}){{2,60}}---[ \t]*+(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"^([\w-]{1,40})[ \t]*:", re.MULTILINE)
_FURNITURE: PassageKind = "furniture"
_NEAR = 20_000  # characters within which a file says what it is


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
    return not source.name.lower().endswith(".md") or len(list(_heads(source.text))) > 1


def read_texts(source: Source) -> Records:
    """The texts of a file with their heads, which are furniture."""
    text = source.text
    starts = [head.start() for head in _heads(text)]
    parts = [text[at:end] for at, end in zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True)]
    records = [_read(part, is_markdown=source.name.lower().endswith(".md")) for part in parts]
    if len(records) > 1:
        lines = (text.count("\n", 0, at) + 1 for at in starts)
        records = [replace(r, id=str(n), line=at) for n, (r, at) in enumerate(zip(records, lines, strict=True), 1)]
    return Records(tuple(records), writer="trafilatura" if "\nfingerprint:" in parts[0][:_NEAR] else "")


def _read(text: str, *, is_markdown: bool) -> Record:
    """A text with its head. Offsets count the text as it stands."""
    record, head = read_markdown(text), next(_heads(text))
    if is_markdown:
        return record
    above = (span.start for span in find_paragraphs(text, wrapped=None) if span.start < head.end())
    return replace(record, known=dict.fromkeys(above, _FURNITURE), wrapped=None)


FRONT_MATTER = Kind("text with front matter", (".txt", ".md"), read_texts, _begins_with_head, holds_many=True)
