"""An article's body as fields hold it: plain text, or the markup of a page; and the mark of one that was cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape, unescape
from typing import NamedTuple

from analysis.formats.lists import listed
from analysis.formats.record import PassageKind, compose

# Nothing that is matched is given back, so that no character is read twice. A quoted value may hold ">".
_TAG = re.compile(
    r"""<(?:!--.*?(?:-->|\Z)|[!?][^>]*+>?|(?P<end>/?)(?P<name>[a-zA-Z][\w:.-]*+)(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')|=)*+>?)""",
    re.DOTALL,
)
_MARKUP = listed(__package__, "markup.toml")
_KINDS: dict[str, PassageKind] = {name: kind for kind, names in _MARKUP["kinds"].items() for name in names}
_HIDDEN, _PARAGRAPHS, _INLINE = (frozenset(_MARKUP[name]) for name in ("hidden", "paragraphs", "inline"))
_BLOCKS = _PARAGRAPHS | _KINDS.keys() | frozenset(_MARKUP["blocks"])
_EDGES = _BLOCKS | _HIDDEN
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[\da-fA-F]{2,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
_LONGEST_ENDING = 400  # characters
_BLANK_LINE = re.compile(r"\n\s*\n")


class Block(NamedTuple):
    """A paragraph, and its kind where markup or the field that it stands in tells it."""

    text: str
    kind: PassageKind | None = None


class Ending(NamedTuple):
    """What stands behind a text and is not of it; ``is_cut``: it says that there is more of the text elsewhere."""

    pattern: re.Pattern[str]
    is_cut: bool
    examples: Mapping[str, str]


def read_body(text: str) -> tuple[str, Mapping[int, PassageKind], bool]:
    """A field's text as it is read, the kinds that its markup tells, and whether it had block elements, which become
    paragraphs; without these it stands as it is, but for tags of words and entities."""
    if not has_markup(text):
        return text, {}, False
    if _EDGES.isdisjoint(_bare(tag["name"]) for tag in _TAG.finditer(text) if tag["name"]):
        return unescape(_TAG.sub("", text)), {}, False
    return *compose(read_markup(text)), True


def has_markup(text: str) -> bool:
    """Whether a field's text is HTML: it has an element of a page's text, or a character written as an entity."""
    tags = (_bare(tag["name"]) for tag in _TAG.finditer(text) if tag["name"] and tag[0].endswith(">"))
    return not (_EDGES | _INLINE).isdisjoint(tags) or _ENTITY.search(text) is not None


def read_markup(markup: str) -> list[Block]:
    """The paragraphs of HTML or of what looks like it (NITF): block elements and blank lines part them.

    Where no block element stands, each line is a paragraph, as in what people type into a content system. A headline
    behind another is a subhead, and no block follows itself.
    """
    if "&lt;" in markup and not _TAG.search(markup):
        markup = unescape(markup)  # escaped twice, as some feeds do
    found = [_bare(tag["name"]) for tag in _TAG.finditer(markup) if tag["name"]]
    by_line = _PARAGRAPHS.isdisjoint(found)
    blocks = (Block(text, kind) for words, kind in _stretches(markup) for text in _split(words, by_line=by_line))
    kept: list[Block] = []
    for block in blocks:
        if block.text and not (kept and kept[-1].text == block.text):
            again = block.kind == "headline" and any(b.kind == "headline" for b in kept)
            kept.append(Block(block.text, "subhead") if again else block)
    return kept


def without_markup(text: str) -> str:
    """A title or a name as it is shown: "Ash & Oak" where "Ash &amp; Oak" is written."""
    return " ".join(block.text for block in read_markup(text)) if has_markup(text) else text


def _bare(name: str) -> str:
    """An element's name without its namespace's prefix."""
    return name.rpartition(":")[2].lower()


def _stretches(markup: str) -> Iterator[tuple[str, PassageKind | None]]:
    """What stands between the edges of block elements, with the kind of the element that it is in."""
    words, kind, hidden, end = "", None, None, 0
    for tag in _TAG.finditer(markup):
        words += "" if hidden else markup[end : tag.start()]
        end, name, closes = tag.end(), _bare(tag["name"] or ""), bool(tag["end"])
        if hidden:
            hidden = None if closes and name == hidden else hidden
        elif name in _HIDDEN and not closes and not tag[0].endswith("/>"):
            hidden = name
        elif name in _BLOCKS:
            yield words, kind
            words = ""
            if name in _KINDS:  # a paragraph within a caption is of the caption
                kind = None if closes else _KINDS[name]
        elif name in {"td", "th"}:
            words += " "
    yield words if hidden else words + markup[end:], kind


def _split(words: str, *, by_line: bool) -> list[str]:
    parts = words.split("\n") if by_line else _BLANK_LINE.split(words)
    return [" ".join(unescape(part).split()) for part in parts]


def as_markup(text: str, element: str = "p") -> str:
    """A plain text as markup: each of its lines a paragraph, or an ``element`` of another name."""
    return "".join(f"<{element}>{escape(line)}</{element}>" for line in text.splitlines() if line.strip())


def without_ending(text: str) -> tuple[str, str | None]:
    """The text without what tools put behind it, and the mark that it goes on elsewhere; None where there is none."""
    mark = None
    for ending in endings():
        tail = text[-_LONGEST_ENDING:]
        if found := ending.pattern.search(tail):
            text = text[: len(text) - len(tail) + found.start("off")].rstrip()
            mark = mark or (" ".join(found["off"].split()) if ending.is_cut else None)
    return text, mark


@cache
def endings() -> tuple[Ending, ...]:
    """The entries of ``endings.toml``."""
    entries = listed(__package__, "endings.toml")["ending"]
    return tuple(Ending(re.compile(e["pattern"], re.IGNORECASE), e["is_cut"], e["examples"]) for e in entries)
