"""The words of a PDF's page with their places, from the places of its letters.

pypdfium2 gives text in the order in which the file draws it: where a line runs across two columns, the last word of one
stands before the first of the next. So nothing but letters and their boxes is taken from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from analysis.formats.pages.markup import seen

# In heights of a letter: how far letters of one word lie apart at most, and how far their lines do.
_WORD_GAP, _LINE_SHIFT = 0.25, 0.3
_MOST_LETTERS = 100_000  # of a page: a newspaper's has 30,000
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\xad": "-", "\u2010": "-", "\u2011": "-"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points; ``top`` and ``bottom`` are measured downwards from the upper edge of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top


class Sheet(NamedTuple):
    """The words of a page in the order of the file, and its size in points."""

    words: Sequence[Word] = ()
    width: float = 1.0
    height: float = 1.0


def read_sheet(page: Any, library: Any) -> Sheet:
    """A page (pypdfium2's); ``library`` is pypdfium2.raw."""
    width, height = page.get_size()
    words, run = list[Word](), list[Word]()
    for letter in _letters(page, library, height):
        if run and (not letter.text.strip() or not _goes_on(run[-1], letter)):
            words.append(_word(run))
            run = []
        if letter.text.strip():
            run.append(letter)
    if run:
        words.append(_word(run))
    inside = (w for w in words if w.text and -1 <= w.left < width + 1 and -1 <= w.top < height + 1)
    return Sheet(tuple(dict.fromkeys(inside)), width, height)


def _letters(page: Any, library: Any, height: float) -> Iterator[Word]:
    text = page.get_textpage()
    for i in range(min(text.count_chars(), _MOST_LETTERS)):
        letter = chr(library.FPDFText_GetUnicode(text, i))
        left, bottom, right, top = text.get_charbox(i, loose=True)
        yield Word(_HYPHENS.get(letter, letter), left, right, height - top, height - bottom)


def _goes_on(last: Word, letter: Word) -> bool:
    size = max(last.size, letter.size)
    apart = letter.left - last.right
    return -size < apart < _WORD_GAP * size and abs(letter.bottom - last.bottom) < _LINE_SHIFT * size


def _word(run: list[Word]) -> Word:
    text = seen("".join(letter.text for letter in run))
    box = (run[0].left, max(w.right for w in run), min(w.top for w in run), max(w.bottom for w in run))
    return Word(text, *(round(edge, 1) for edge in box))
