"""The blocks of text below an element, of a page or of what an extractor made of it: line breaks and blocks part it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from analysis.formats import text
from analysis.formats.pages.markup import marks_of, page_words, seen
from analysis.formats.record import PassageKind

# "head", "quote", "item" … are names of TEI, which trafilatura's extract has.
_HEADINGS = ("head", "h1", "h2", "h3", "h4", "h5", "h6")
_ROWS, _CELLS, _ROW_WORDS = ("row", "tr"), ("cell", "td", "th"), 60
_BOXES = ("aside", "footer", "form")
_DECK = frozenset({"standfirst", "deck", "dek", "subtitle", "summary", "subheadline", "article-summary"})
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LINK_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page. ``is_link``: it leads to another page; ``element`` is what it stands in, ``box`` the
    outermost element around it that looks like furniture."""

    text: str
    kind: PassageKind | None = None
    is_link: bool = False
    element: Any = None
    box: Any = None


def blocks_of(root: Any, heading: Any = None) -> list[Block]:
    """The blocks below an element, in order; ``heading`` is the one that shows the headline."""
    walk = _Walk(heading)
    if root is not None:
        walk.visit(root, None, None, is_link=False)
    return walk.blocks


def is_prose(block: Block) -> bool:
    """Whether a block is a sentence or more of the text, not a label, a heading or a link."""
    return block.kind is None and not block.is_link and text.is_prose(block.text)


class _Walk:
    """A walk over elements, with the text of the block that is not yet complete."""

    def __init__(self, heading: Any) -> None:
        self.blocks: list[Block] = []
        self._heading = heading
        self._parts: list[str] = []
        self._n_linked = 0

    def visit(self, element: Any, kind: PassageKind | None, box: Any, *, is_link: bool) -> None:
        is_hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
        if not isinstance(element.tag, str) or element.tag in page_words("no_text") or is_hidden:
            return
        is_block = element.tag in page_words("blocks") or element.tag in page_words("extract_blocks")
        if is_block:
            self._end(kind, element.getparent(), box)
            kind = self._kind(element) or kind
            if box is None and (element.tag in _BOXES or not page_words("furniture").isdisjoint(marks_of(element))):
                box = element
        if element.tag in _ROWS and (cells := _plain_cells(element)):
            is_head = all(cell.tag == "th" or cell.get("role") == "head" for cell in element)
            self.blocks.append(Block(" ".join(cells), "subhead" if is_head else kind, element=element, box=box))
            return
        is_link = is_link or (element.tag == "a" and element.get("href") is not None)
        self._add(element.text, is_link=is_link)
        for child in element:
            self.visit(child, kind, box, is_link=is_link)
            self._add(child.tail, is_link=is_link)
        if is_block:
            self._end(kind, element, box)

    def _add(self, words: str | None, *, is_link: bool) -> None:
        if words:
            self._parts.append(words)
            self._n_linked += len(words.strip()) if is_link else 0

    def _end(self, kind: PassageKind | None, element: Any, box: Any) -> None:
        whole = "".join(self._parts)
        is_link = bool(whole.strip()) and self._n_linked >= _LINK_SHARE * len(whole.strip())
        is_preformatted = element is not None and element.tag == "pre"
        for part in _BLANK_LINE.split(whole) if is_preformatted else [whole]:
            if words := seen(part):
                self.blocks.append(Block(words, kind, is_link, element, box))
        self._parts, self._n_linked = [], 0

    def _kind(self, element: Any) -> PassageKind | None:
        if element is self._heading:
            return "headline"
        if element.tag in _HEADINGS:
            return "headline" if "h1" in (element.tag, element.get("rend")) else "subhead"
        if element.tag == "figcaption":
            return "caption"
        return "subhead" if _DECK.intersection((element.get("class") or "").split()) else None


def _plain_cells(row: Any) -> list[str]:
    """The cells of a row of some words each ("Killed", "5"), which say something together; none of other rows."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    inner = {e.tag for cell in cells for e in cell.iterdescendants("*")}
    texts = [words for cell in cells if (words := seen("".join(cell.itertext())))]
    other = page_words("blocks") | page_words("extract_blocks") | page_words("no_text") | {"a", "ref", "img", "graphic"}
    is_plain = len(texts) > 1 and inner.isdisjoint(other)
    return texts if is_plain and sum(len(words.split()) for words in texts) <= _ROW_WORDS else []
