"""Quotations of an article: stretches between double quotation marks, as spans of its text.

Marks of a pair may be straight ("), curly (“ ”), doubled ('' or ``), guillemets (« ») or low („). A quotation whose
paragraph ends before it is closed goes on if the next paragraph opens with a mark, as newspapers print it, and else
ends there: a missing mark harms nothing but its own paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.reading.article import Article

MARK = re.compile(r"[\"“”„«»]|''|``|’’|‘‘")
OPENING = frozenset(("“", "„", "«", "``", "‘‘"))
CLOSING = frozenset(("”", "»", "’’"))
CONTINUED = re.compile(r"\s*(?:[\"“„«]|''|``|‘‘)")
BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks; ``closed`` is False where the closing mark is missing."""

    start: int
    end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Open:
    """A quotation left open at the end of a paragraph, and the pairs that stand after its opening mark."""

    start: int
    end: int
    inner: tuple[Quotation, ...]

    def settled(self) -> tuple[Quotation, ...]:
        """What it is if nothing goes on: it ends with its paragraph, unless a later pair shows a slip."""
        return self.inner or (Quotation(self.start, self.end, closed=False),)


def find_quotations(article: Article) -> list[Quotation]:
    """All outermost quotations of the headline, body and caption passages, in text order; they do not overlap."""
    found: list[Quotation] = []
    pending: _Open | None = None
    for start, end in paragraphs(article):
        closed, opened = _in_paragraph(article.text, start, end)
        if pending and not CONTINUED.match(article.text, start, end):
            found += pending.settled()
            pending = None
        if pending and closed and (opened is None or closed[0].start < opened):
            closed[0] = Quotation(pending.start, closed[0].end)
        elif pending and opened is not None:  # opened again and left open again
            pending = _Open(pending.start, end, ())
            continue
        elif pending:
            found += pending.settled()
        found += [q for q in closed if opened is None or q.start < opened]
        pending = None if opened is None else _Open(opened, end, tuple(q for q in closed if q.start > opened))
    return found + list(pending.settled() if pending else ())


def paragraphs(article: Article) -> list[tuple[int, int]]:
    """Spans of the paragraphs that can hold statements: passages with sentences, split at blank lines."""
    spans: list[tuple[int, int]] = []
    for index in sorted({s.passage for s in article.sentences}):
        passage = article.passages[index]
        start = passage.start
        for gap in BLANK_LINE.finditer(article.text, passage.start, passage.end):
            spans.append((start, gap.start()))
            start = gap.end()
        spans.append((start, passage.end))
    return [(start, end) for start, end in spans if start < end]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[Quotation], int | None]:
    """The outermost pairs of one paragraph, and where the first mark stands that is not closed in it."""
    closed: list[Quotation] = []
    stack: list[_Mark] = []
    for mark in _marks(text, start, end):
        if mark.opens:
            stack.append(mark)
        elif stack:
            opened = stack.pop()
            closed = [q for q in closed if q.start < opened.start]  # of two nested pairs only the outer one stays
            closed.append(Quotation(opened.start, mark.end))
    return closed, stack[0].start if stack else None


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Quotation marks of a span with their direction; a mark that points neither way closes what is open."""
    depth = 0
    for match in MARK.finditer(text, start, end):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if match[0] == '"' and before.isdigit() and depth == 0:  # 6 ft 2": an inch, not a quotation
            continue
        opens = _opens(match[0], before, after, depth)
        depth = depth + 1 if opens else max(0, depth - 1)
        yield _Mark(match.start(), match.end(), opens)


def _opens(glyph: str, before: str, after: str, depth: int) -> bool:
    loose_left = before.isspace() or before in "([{—–-/‘'"
    loose_right = after.isspace() or after in ")]},.;:!?—–’'"
    if glyph in OPENING:  # a wrong glyph after a word and before a space closes all the same
        return not (depth and loose_right and not loose_left)
    if glyph in CLOSING:
        return depth == 0 and loose_left and not loose_right
    if loose_left != loose_right:
        return loose_left
    return depth == 0
