"""Text → tokens, once and in one way for everything that is extracted.

A token is a number with its marks (1,643 · 5:30 · 20–30), an abbreviation with its stop (U.S. · Gen. · J.), a word with
what is glued to it by a hyphen, an apostrophe or a stroke (al-Tarn · didn't · U.S.-led · and/or), or a mark; doubled
marks ('' `` -- ...) are one. Lower case has straight apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from analysis.language.known import Known
from analysis.language.lexicon import Lexicon

Forms = tuple[str, ...]


class Tokenizer:
    """Cuts text into tokens. Stretches between white space repeat, so those that were cut before are looked up."""

    def __init__(self, titles: Sequence[str]) -> None:
        stopped = "|".join(re.escape(t.capitalize()) for t in sorted(titles, key=len, reverse=True))
        self._token = re.compile(
            r"[A-Z]?[a-z]+(?=[\s,])|,"  # most tokens, known at once
            rf"|(?=[A-Z])(?:(?:[A-Z]\.){{2,}}(?:[-–]\w+|[A-Zs]\b)?|(?:{stopped})\.|\b[A-Z]\.(?=\s[A-Z]))"
            r"|\d+(?:[.,]\d+)*[-–]\d+(?:[.,]\d+)*(?![\w–-])|\d+(?:[.,:]\d+)+|(?<!\w)(?:[ap]\.m|i\.e|e\.g)\."
            r"|\w+(?:['’.\-‑&/@]\w+)*(?:(?<=[sS])['’](?!['’]))?|''|``|--+|\.\.+|[^\w\s]"
        )
        self._pieces = Known(self._cut)

    def forms(self, text: str, start: int, end: int) -> tuple[Forms, Forms]:
        """The tokens of ``text[start:end]`` as written, and in lower case."""
        pieces = [*map(self._pieces.__getitem__, text[start:end].split())]
        if None in pieces:  # what a piece is hangs on the one behind it: cut all of it together
            whole = self._token.findall(text, start, end)
            return tuple(whole), tuple([lowered(token) for token in whole])
        raw, low = zip(*pieces, strict=True) if pieces else ((), ())
        return tuple(chain.from_iterable(raw)), tuple(chain.from_iterable(low))

    def _cut(self, piece: str) -> tuple[Forms, Forms] | None:
        if piece.isalpha():
            return (piece,), (piece.lower(),)
        raw = self._token.findall(piece)
        if (
            piece[-1] == "."
            and not raw == self._token.findall(f"{piece} A")[:-1] == self._token.findall(f"{piece} a")[:-1]
        ):
            return None
        return tuple(raw), tuple([lowered(token) for token in raw])


def lowered(token: str) -> str:
    """A token in lower case, its apostrophes straight."""
    return token.lower().replace("’", "'")


def pieces_of(text: str) -> list[str]:
    """The stretches of a text between white space, marks and all: what VADER takes for words."""
    return text.split()


def words_of_name(name: str) -> list[str]:
    """The words of a name, or of an entry of a lexicon: what stands between its spaces. Sentences have tokens."""
    return name.split()


def spans_of(text: str, at: int, forms: Sequence[str]) -> list[tuple[int, int]]:
    """The spans of tokens that follow each other from a character on, with nothing but white space between them."""
    find = text.find
    return [((start := find(form, at)), at := start + len(form)) for form in forms]


@lru_cache(maxsize=8)
def tokenizer_of(lexicon: Lexicon) -> Tokenizer:
    """The tokenizer that knows a lexicon's titles with a stop."""
    return Tokenizer(lexicon["speech_grammar"]["titles"])
