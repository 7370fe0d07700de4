"""The words of a PDF's page with their places, from the places of its letters.

pypdfium2 gives text in the order in which the file draws it: where a line runs across two columns, the last word of one
stands before the first of the next. So nothing but letters and their boxes is taken from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_int
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple

from analysis.formats.pages.markup import seen

# In heights of a letter: how far letters of one word lie apart at most, and how far their lines do.
_WORD_GAP, _LINE_SHIFT = 0.25, 0.3
_MOST_LETTERS = 100_000  # of a page: a newspaper's has 30,000
_MOST_LINKS = 500  # of a page
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\xad": "-", "\u2010": "-", "\u2011": "-"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points; ``top`` and ``bottom`` are measured downwards from the upper edge of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    is_link: bool = False

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
    links = list(islice(_links(page, library, height), _MOST_LINKS))
    words = [replace(w, is_link=True) if any(_covers(link, w) for link in links) else w for w in words]
    inside = (w for w in words if w.text and -1 <= w.left < width + 1 and -1 <= w.top < height + 1)
    return Sheet(tuple(dict.fromkeys(inside)), width, height)


def _letters(page: Any, library: Any, height: float) -> Iterator[Word]:
    text = page.get_textpage()
    for i in range(min(text.count_chars(), _MOST_LETTERS)):
        letter = chr(library.FPDFText_GetUnicode(text, i))
        left, bottom, right, top = text.get_charbox(i, loose=True)
        yield Word(_HYPHENS.get(letter, letter), left, right, height - top, height - bottom)


def _links(page: Any, library: Any, height: float) -> Iterator[Word]:
    """The places that links cover, as words without text."""
    start, link, box = c_int(0), library.FPDF_LINK(), library.FS_RECTF()
    while library.FPDFLink_Enumerate(page.raw, byref(start), byref(link)):
        if library.FPDFLink_GetAnnotRect(link, byref(box)):
            yield Word("", box.left, box.right, height - box.top, height - box.bottom)


def _covers(link: Word, word: Word) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return link.left <= across <= link.right and link.top <= down <= link.bottom


def _goes_on(last: Word, letter: Word) -> bool:
    size = max(last.size, letter.size)
    apart = letter.left - last.right
    return -size < apart < _WORD_GAP * size and abs(letter.bottom - last.bottom) < _LINE_SHIFT * size


def _word(run: list[Word]) -> Word:
    text = seen("".join(letter.text for letter in run))
    left, right = run[0].left, max(w.right for w in run)
    top, bottom = min(w.top for w in run), max(w.bottom for w in run)
    return Word(text, round(left, 1), round(right, 1), round(top, 1), round(bottom, 1))
