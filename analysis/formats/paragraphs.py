"""Paragraphs of a plain text: where they begin and end, whatever the file uses to part them.

Blank lines part paragraphs everywhere. A single newline parts them too where lines are whole paragraphs, but not in
hard-wrapped text, where a line ends because the next word would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import NamedTuple

_MARK = re.compile(r"(?:#{1,6}|[-*+]|\d{1,3}[.)])[ \t]")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
# Lines of wrapped text are at most so long; below the lower bound they are verse, lists or headings.
_WIDEST, _NARROWEST = 110, 40
# A wrapped line may stop so many characters early (ragged setting, long words hyphenated by hand).
_SLACK = 6


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of a text, without white space at either side."""

    start: int
    end: int


def find_paragraphs(text: str, *, wrapped: bool | None = None) -> list[Span]:
    """The paragraphs of ``text`` in order: trimmed, never empty, together all that is not white space.

    ``wrapped`` says whether single newlines are only line ends, as in Markdown, where marks begin headings and items;
    None finds it out from the lengths of the lines.
    """
    blocks = _blocks(text)
    if wrapped:
        return [paragraph for block in blocks for paragraph in _joined(block, partial(_is_marked, text))]
    if wrapped is None and _is_wrapped(text, blocks):
        width = max(line.end - line.start for block in blocks for line in block)
        return [p for block in blocks for p in _joined(block, partial(_begins_paragraph, text, block, width))]
    return [line for block in blocks for line in block]


def _blocks(text: str) -> list[list[Span]]:
    """Runs of lines that have no blank line between them."""
    blocks: list[list[Span]] = []
    position, is_apart = 0, True
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = position + line.index(bare)
            span = Span(start, start + len(bare))
            if is_apart:
                blocks.append([span])
            else:
                blocks[-1].append(span)
        is_apart = not bare
        position += len(line)
    return blocks


def _is_wrapped(text: str, blocks: list[list[Span]]) -> bool:
    """Whether lines end because they are full: all are short, and most that another one follows end mid-sentence."""
    lines = [line for block in blocks for line in block]
    pairs = [pair for block in blocks for pair in pairwise(block)]
    if len(pairs) < 3 or any(line.end - line.start > _WIDEST for line in lines):
        return False
    full = [a for a, _ in pairs if a.end - a.start >= _NARROWEST]
    cut = [a for a in full if not _SENTENCE_END.search(text, a.start, a.end)]
    return len(cut) >= 0.5 * len(pairs)


def _joined(block: list[Span], begins: Callable[[Span, Span], bool]) -> list[Span]:
    """The paragraphs of one block of lines; ``begins`` says of a line, given the one above, whether it begins one."""
    paragraphs = [block[0]]
    for above, line in pairwise(block):
        if begins(above, line):
            paragraphs.append(line)
        else:
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
    return paragraphs


def _is_marked(text: str, above: Span, line: Span) -> bool:
    """Markdown: a heading or a list item begins, or a heading has ended above."""
    return _MARK.match(text, line.start) is not None or text.startswith("#", above.start)


def _begins_paragraph(text: str, block: list[Span], width: int, above: Span, line: Span) -> bool:
    """Wrapped text: an indented line begins a paragraph, and so does what follows a line that was not full."""
    is_indented = _indent(text, line) >= 2 > min(_indent(text, other) for other in block)
    return is_indented or _had_room(text, above, line, width)


def _indent(text: str, line: Span) -> int:
    before = text[max(0, line.start - 80) : line.start]
    white = before[len(before.rstrip(" \t\u00a0")) :]
    return len(white) + 4 * white.count("\t")


def _had_room(text: str, above: Span, line: Span, width: int) -> bool:
    """Whether the line above ends although the next word would have fitted: the end of a paragraph or a heading."""
    next_word = text[line.start : line.end].split(maxsplit=1)[0]
    length = above.end - above.start
    if next_word[:1].islower() or length + 1 + len(next_word) > width - _SLACK:
        return False
    is_heading = length < 0.6 * width
    return is_heading or _SENTENCE_END.search(text, above.start, above.end) is not None
