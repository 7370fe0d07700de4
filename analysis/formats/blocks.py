"""Paragraphs on their way to becoming passages: their words, and their kind as soon as it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.reading.article import PassageKind
from analysis.reading.paragraphs import Span

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…]['\")\]]*$")


@dataclass(frozen=True, slots=True)
class Block:
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
        return _SENTENCE_END.search(self.squeezed, max(0, len(self.squeezed) - 12)) is not None

    def labelled(self, kind: PassageKind | None) -> Block:
        """The same paragraph, of this kind."""
        return self if kind == self.kind else Block(self.start, self.end, self.squeezed, self.words, kind)


def make_block(folded: str, span: Span, kind: PassageKind | None = None) -> Block:
    """The block of a span of the folded text."""
    squeezed = " ".join(folded[span.start : span.end].split())
    return Block(span.start, span.end, squeezed, words_of(squeezed), kind)


def words_of(squeezed: str) -> tuple[str, ...]:
    """Words in lower case, without punctuation."""
    return tuple(_WORD.findall(squeezed.lower()))


def joined(folded: str, above: Block, below: Block) -> Block:
    """Two blocks as one, with the kind of the first."""
    return make_block(folded, Span(above.start, below.end), above.kind)
