"""What a page or a document says, as lines: what all readers of exports work on, whatever the file's kind is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from analysis.errors import UnreadableFile
from analysis.formats.pages.markup import page_words
from analysis.formats.pages.saved import decode_page
from analysis.formats.source import Source

_UNSEEN = {"head", "script", "style", "select", "noscript", "template", "title", "textarea", "button"}
_PARTS = {"header", "section", "aside", "footer"}
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Characters.
_LONGEST_PIECE = 1_000_000
# Below the end of a page another may stand, in a file made of several: a parser would not read it.
_PAGE_ENDS = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
RULE = "_" * 20


class Line(NamedTuple):
    """A line without white space at its ends: ``block`` numbers the block that it stands in, which line breaks part;
    its first ``bold`` characters are bold; ``marks`` are those of the elements that it stands in (see ``marks_of``)."""

    text: str
    block: int = 0
    bold: int = 0
    marks: frozenset[str] = frozenset()


def page_trees(source: Source, begins: str) -> Iterator[Any]:
    """The page, parsed (an lxml tree); a large one in pieces, for its whole tree would take too much memory.

    Pieces begin at matches of ``begins``: where articles do. Raises UnreadableFile where the file is no page.
    """
    # As text it would take two bytes for each character.
    page = decode_page(source.raw, source.name).encode(errors="replace")
    starts = [0]
    for found in re.finditer(begins.encode(), page, re.IGNORECASE) if len(page) > _LONGEST_PIECE else ():
        if found.start() - starts[-1] > _LONGEST_PIECE:
            starts.append(found.start())
    for start, end in pairwise([*starts, len(page)]):
        yield _tree(page[start:end], source.name)


def _tree(page: bytes, name: str) -> Any:
    from lxml import etree, html  # loads slowly, and only pages need it

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return html.document_fromstring(_PAGE_ENDS.sub(b"", page), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(name, "The file is not an HTML page.", "Export it again.") from error


def page_lines(root: Any) -> list[Line]:
    """The lines that a reader of the page would see below an element; rules as lines of underscores."""
    return [line for line in _Walk().lines(root) if line.text]


def marks_of(element: Any) -> frozenset[str]:
    """The classes and the id of an element, and its tag where that says what it is: "<aside>"."""
    part = [f"<{element.tag}>"] if element.tag in _PARTS else []
    return frozenset([*(element.get("class") or "").split(), *(element.get("id") or "").split(), *part])


class _Walk:
    """One pass over the elements of a page in their order, without recursion: the line that is being filled."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._bold: list[str] = []
        self._marks: set[str] = set()
        self._open: list[frozenset[str]] = []
        self._known: dict[frozenset[str], frozenset[str]] = {}
        self._n_bold = self._n_pre = self._block = 0
        self._is_plain = False

    def lines(self, root: Any) -> Iterator[Line]:
        from lxml import etree

        walk, blocks = etree.iterwalk(root, events=("start", "end")), page_words("blocks")
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            step = 1 if event == "start" else -1
            self._n_bold += step * (tag in ("b", "strong") or bool(_HEAVY.search(element.get("style") or "")))
            self._n_pre += step * (tag == "pre")
            if event == "start":
                if tag in blocks:
                    yield self._end(new_block=True)
                self._open.append(marks_of(element))
                if tag in _UNSEEN or _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None:
                    walk.skip_subtree()
                else:
                    yield from self._say(element.text)
                continue
            if tag == "hr" or (tag == "a" and (element.get("name") or "").startswith("DOC_ID")):
                yield Line(RULE, self._block, marks=marks_of(element) | {element.get("name") or tag})
            if tag in blocks or tag == "br":
                yield self._end(new_block=tag != "br")
            self._open.pop()
            if element is not root:
                yield from self._say(element.tail)
        yield self._end(new_block=True)

    def _say(self, words: str | None) -> Iterator[Line]:
        for i, row in enumerate((words or "").split("\n") if self._n_pre else [words or ""]):
            if i:
                yield self._end(new_block=False)
            if not row:
                continue
            self._words.append(row)
            if not row.isspace():
                self._marks.update(*self._open)
                self._is_plain = self._is_plain or not self._n_bold
            if not self._is_plain:
                self._bold.append(row)

    def _end(self, *, new_block: bool) -> Line:
        marks = frozenset(self._marks)
        marks = self._known.setdefault(marks, marks)  # one object for all lines alike
        line = Line(_squeezed(self._words), self._block, len(_squeezed(self._bold)), marks)
        self._words, self._bold, self._marks, self._is_plain = [], [], set(), False
        self._block += new_block
        return line


def _squeezed(words: list[str]) -> str:
    return " ".join("".join(words).split())
