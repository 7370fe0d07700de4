"""The text as it is read, and where each of its characters stands in the text of the file.

Left out is what only guides the eye or the line (soft hyphens, marks without width); ligatures, accents that stand
apart, wide letters and HTML's entities become plain letters, words broken at the end of a line whole, UTF-8 that was
read as Windows-1252 what it was. What is found in the plain text is moved to where it stands in the file's, so that
``text[start:end]`` is the evidence, hidden characters and all.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from html import unescape
from typing import Any, NamedTuple, TypeVar

from analysis.reading.markers import words

_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_ALIKE, _LATIN = "аеорсухіјѕАВЕКМНОРСТУХІЈЅ", "aeopcyxijsABEKMHOPCTYXIJS"  # Cyrillic letters amid Latin ones
_HIGH = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # the bytes 80 to BF in Windows-1252
_ODD = re.compile(
    r"(?P<broken>(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_])|(?<=[A-Z]\.)-[ \t]*\r?\n[ \t]*(?=[a-z]))"
    r"|(?P<space>(?<=\w)\u200b(?=\w))"  # a chance to break the line, where the space between two words was lost
    rf"|(?P<hidden>(?<=\w)\u00ad[ \t]*\r?\n[ \t]*(?=\w)|[{_HIDDEN}]+)"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|#\d{2,5}|#x[\da-fA-F]{2,4});)"
    r"|(?P<hyphen>[\u2010\u2011])"
    rf"|(?P<alike>(?<=[A-Za-z])[{_ALIKE}]+|[{_ALIKE}]+(?=[A-Za-z]))"
    r"|(?P<form>[\ufb00-\ufb06\uff01-\uff5e]|[^\W\d_][\u0300-\u036f]+)"
    rf"|(?P<misread>Â[\xa0-\xbf]|Ã(?!\xa0)[{_HIGH}]|â€[{_HIGH}]?)"
)
# Without one of these there is nothing of all that, as in most texts: a search for one set is many times as fast.
_TELLING = re.compile(rf"[{_HIDDEN}&\u2010\u2011{_ALIKE}\ufb00-\ufb06\uff01-\uff5e\u0300-\u036fÂÃâ]|-[ \t]*\r?\n")
_HIDDEN_ONES = re.compile(f"[{_HIDDEN}]")
_HEAD, _TAIL, _LONGEST_HEAD = re.compile(r"[\w.'’]+\Z"), re.compile(r"\w+"), 40

Record = TypeVar("Record", bound=Any)


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain text; ``starts`` and ``ends`` tell where each of its characters begins and ends in the file's text, and
    are None where the file's text is as plain."""

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] = ()

    def plain(self, at: int) -> int:
        """The offset in the plain text for an offset in the file's."""
        return at if self.starts is None else bisect_left(self.starts, at)

    def in_file(self, at: int) -> int:
        """The offset in the file's text of a character of the plain text."""
        return at if self.starts is None else self.starts[at]

    def moved(self, record: Record) -> Record:
        """A record of a span of the plain text with the span of the file's text, and so all spans that it names."""
        if self.starts is None:
            return record
        at: dict[str, int] = {}
        for name in _prefixes(record.__class__):
            start, end = getattr(record, f"{name}start"), getattr(record, f"{name}end")
            if start is not None:
                at[f"{name}start"] = self.starts[start]
                at[f"{name}end"] = max(self.starts[start], self.ends[end - 1]) if end else 0
        return replace(record, **at)


@cache
def _prefixes(kind: Any) -> tuple[str, ...]:
    """What stands before "start" and "end" in the names of a record's spans; its dates have such names, too."""
    return tuple(f.name[:-5] for f in fields(kind) if f.name.endswith("start") and f.name != "date_start")


@lru_cache(maxsize=2)  # it is asked when an article is made, when it is read, and when its words are counted
def read_plain(text: str) -> Plain:
    """The plain text of a file's text."""
    edits = list(_edits(text)) if _TELLING.search(text) else []
    if not edits:
        return Plain(text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for edit in (*edits, _Edit(len(text), len(text), "")):
        pieces += (text[at : edit.start], edit.text)
        starts += (*range(at, edit.start), *[edit.start] * len(edit.text))
        ends += (*range(at + 1, edit.start + 1), *[edit.end] * len(edit.text))
        at = edit.end
    return Plain("".join(pieces), (*starts, len(text)), ends)


def blanked(text: str) -> str:
    """The file's text with a space for each hidden character, as long as before: what its lines are told by."""
    return _HIDDEN_ONES.sub(" ", text)


def _edits(text: str) -> Iterator[_Edit]:
    """What is written otherwise in the plain text, in order."""
    for found in _ODD.finditer(text):
        kind = found.lastgroup or ""
        new = _between(text, *found.span()) if kind == "broken" else _AS_READ[kind](found[0])
        if new != found[0]:
            yield _Edit(*found.span(), new)


def _between(text: str, start: int, end: int) -> str:
    """What stands between the parts of a word broken at the end of a line: nothing, or a hyphen that is its own
    ("twenty-three", "U.S.-led", "mid-March"); as it is where no word is broken ("three- and four-day")."""
    head, tail = _HEAD.search(text, max(0, start - _LONGEST_HEAD), start), _TAIL.match(text, end)
    first, second = head[0] if head else "", tail[0] if tail else ""
    if second[:1].isupper() or second in words("compounds", "suspended"):
        return "-" if first.lower() in words("compounds", "before_names") else text[start:end]
    own = first.endswith(".") or first.lower() in words("compounds", "heads") or second in words("compounds", "tails")
    return "-" if own or (f"{first}-{second}" in text and first + second not in text) else ""


def _as_written(misread: str) -> str:
    """UTF-8 as it was before it was read as Windows-1252; "â€" is a closing mark whose last byte is lost."""
    if len(misread) == 2 and misread[0] == "â":
        return "\u201d"
    try:
        return b"".join(c.encode("cp1252") if ord(c) > 255 else bytes([ord(c)]) for c in misread).decode()
    except UnicodeError:
        return misread


_AS_READ: Mapping[str, Callable[[str], str]] = {
    "space": lambda _: " ",
    "hidden": lambda _: "",
    "entity": unescape,
    "hyphen": lambda _: "-",
    "alike": lambda written: written.translate(str.maketrans(_ALIKE, _LATIN)),
    "form": lambda written: unicodedata.normalize("NFKC", written),
    "misread": _as_written,
}
