"""Quotations of an article: stretches between quotation marks, as spans of its text.

Marks of a pair may be straight ("), curly (“ ”), doubled ('' or ``), guillemets (« ») or low („). A quotation whose
paragraph ends before it is closed goes on if the next paragraph opens with a mark, as newspapers print it, and else
ends there: a missing mark harms nothing but its own paragraph. Single marks, as British papers print them, count as
pairs that stand in no others, and in an article with double ones if punctuation stands before the closing one;
apostrophes are told apart by the letters around them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.reading.article import Article

MARK = re.compile(  # one class first, so that a text without marks is passed at once; three: a single beside a doubled
    r"[\"“”„«»'`’‘](?:(?<=[\"“”„«»])|(?<=')''?|(?<=`)`|(?<=’)’|(?<=‘)‘)"
)
CLOSING_MARK = re.compile(rf"(?:{MARK.pattern})$")
SINGLE = re.compile(  # no apostrophes: 'em, '90s, the boys' school, goin' home
    r"['’‘](?:(?P<opens>(?<=['‘])(?<![\w.,!?'’‘].)(?=[^\W\d])(?!(?:em|til|tis|twas|cause|n)\b))"
    r"|(?<=[,.?!…]['’])(?=[\s)—–-]|$)|(?<=[^\W\d_sS]['’])(?<![i'’]n.)(?=[\s.,;:!?)]|$))"
)
OPENING = frozenset(("“", "„", "«", "``", "‘‘"))
CLOSING = frozenset(("”", "»", "’’"))
_LABEL = r"(?![A-Z][\w.]*(?: [A-Z][\w.]*){0,3}:\s)"  # each turn of a transcript may open with a mark of its own
CONTINUED = re.compile(rf"\s*(?:[\"“„«]|''|``|‘‘){_LABEL}")
CONTINUED_SINGLE = re.compile(rf"\s*['‘]{_LABEL}")
BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")


class Quotation(NamedTuple):
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
    text, spans = article.text, paragraphs(article)
    double = _over_paragraphs(text, spans, _marks, CONTINUED)
    single = [q for q in _over_paragraphs(text, spans, _single_marks, CONTINUED_SINGLE) if q.closed]
    whole = [q for q in single if text[q.end - 2] in ",.?!…"]
    if double:  # 'A narrow escape.' in a line of its own is a heading there
        few = len(whole) < len(double)
        single = [q for q in whole if not _is_cut(q, double) and not (few and q[:2] in spans)]
        double = [q for q in double if not any(s.start < q.start and q.end < s.end for s in single)]
    elif not whole:
        single = [q for q in single if text[q.start] == "‘"]
    return sorted(double + single)


def _is_cut(single: Quotation, double: Sequence[Quotation]) -> bool:
    """Whether one of some quotations holds another, or ends within it."""
    k = bisect_right(double, single.start, key=lambda q: q.start)
    last = bisect_left(double, single.end, key=lambda q: q.start) - 1
    return (k > 0 and double[k - 1].end > single.start) or (last >= k and double[last].end > single.end)


def _over_paragraphs(
    text: str,
    spans: Sequence[tuple[int, int]],
    marks: Callable[[str, int, int], Iterator[_Mark]],
    continued: re.Pattern[str],
) -> list[Quotation]:
    """The outermost quotations between marks of one kind."""
    found: list[Quotation] = []
    pending: _Open | None = None
    for start, end in spans:
        closed, opened = _in_paragraph(marks(text, start, end))
        if pending and not continued.match(text, start, end):
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


def inner_quotations(text: str, quotation: Quotation) -> list[Quotation]:
    """The quotations that marks of the other kind set off within one: “He asked, ‘Why?’”; the outermost ones."""
    opening, closing = MARK.match(text, quotation.start), CLOSING_MARK.search(text, quotation.start, quotation.end)
    start = opening.end() if opening else quotation.start + 1
    end = closing.start() if quotation.closed and closing else quotation.end
    marks = _single_marks if opening else _marks
    return _in_paragraph(marks(text, start, end))[0] if start < end else []


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


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool


def _single_marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Single marks of a span that open or close a quotation; one within another is left alone."""
    is_open = False
    for match in SINGLE.finditer(text, start, end):
        opens = match["opens"] is not None
        if opens != is_open:
            is_open = opens
            yield _Mark(match.start(), match.end(), opens)


def _in_paragraph(marks: Iterable[_Mark]) -> tuple[list[Quotation], int | None]:
    """The outermost pairs of one paragraph, and where the first mark stands that is not closed in it."""
    closed: list[Quotation] = []
    stack: list[_Mark] = []
    for mark in marks:
        if mark.opens:
            stack.append(mark)
        elif stack:
            opened = stack.pop()
            while closed and closed[-1].start >= opened.start:  # of two nested pairs only the outer one stays
                closed.pop()
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
