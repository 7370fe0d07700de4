"""Paragraphs on their way to becoming passages: their words, and their kind as soon as it is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from analysis.formats.paragraphs import Span
from analysis.formats.record import PassageKind
from analysis.formats.text import SENTENCE_END, bare_words


class Block(NamedTuple):
    """A paragraph of the text.

    ``squeezed`` is what patterns are tried on (straight quotes, single spaces), ``words`` what blocks are compared by.
    """

    start: int
    end: int
    squeezed: str
    words: tuple[str, ...]
    kind: PassageKind | None = None

    @property
    def ends_sentence(self) -> bool:
        return SENTENCE_END.search(self.squeezed, max(0, len(self.squeezed) - 12)) is not None

    def labelled(self, kind: PassageKind | None) -> Block:
        """The same paragraph, of this kind."""
        return self if kind == self.kind else Block(self.start, self.end, self.squeezed, self.words, kind)


def make_block(folded: str, span: Span, kind: PassageKind | None = None) -> Block:
    """The block of a span of the folded text."""
    squeezed = " ".join(folded[span.start : span.end].split())
    return Block(span.start, span.end, squeezed, bare_words(squeezed), kind)


def labelled(blocks: Sequence[Block], which: Collection[int], kind: PassageKind) -> list[Block]:
    """The blocks, those at the positions ``which`` of this kind."""
    return [block.labelled(kind) if i in which else block for i, block in enumerate(blocks)]


def joined(folded: str, blocks: Iterable[Block], goes_on: Callable[[Block, Block], bool]) -> list[Block]:
    """The blocks, each that goes on with the one above put together with it; the kind is that of the first."""
    whole: list[Block] = []
    for block in blocks:
        if whole and goes_on(whole[-1], block):
            whole[-1] = make_block(folded, Span(whole[-1].start, block.end), whole[-1].kind)
        else:
            whole.append(block)
    return whole


def cut(folded: str, block: Block, squeezed: int, above: PassageKind, below: PassageKind) -> list[Block]:
    """The block in two, of these kinds, cut behind so many of its squeezed characters; a part without words is none."""
    head = re.compile(rf"(?:\s+|\S){{{squeezed}}}").match(folded, block.start)  # what was squeezed is one
    at = head.end() if head else block.start
    parts = ((Span(block.start, at), above), (Span(at, block.end), below))
    bare = ((trimmed(folded, span), kind) for span, kind in parts)
    return [make_block(folded, span, kind) for span, kind in bare if span.start < span.end]


def trimmed(text: str, span: Span) -> Span:
    """A span without the white space at its ends."""
    piece = text[span.start : span.end]
    return Span(span.end - len(piece.lstrip()), span.start + len(piece.rstrip()))
