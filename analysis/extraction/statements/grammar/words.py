"""Words of a stretch of text for the statement cascade, with what their class and place say about clauses.

A unit is what the cascade looks at in one go: a sentence, or several where a quotation runs over the full stops between
them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.language.lexicon import Lexicon
from analysis.language.quotations import Quotation
from analysis.reading.article import Article

CLASSES = (
    "subject_pronouns", "object_pronouns", "possessives", "determiners", "prepositions", "subordinators",
    "coordinators", "auxiliaries", "adverbs", "dates", "negations", "unsaid", "finite", "relatives", "leads",
    "particles", "withheld", "refused", "told_nouns", "before_adjectives", "headline_labels",
    "turns", "remarks", "aspects", "title_words", "perception", "before_dates", "side_leads", "cited_things",
)  # fmt: skip


STOPS = frozenset((".", "?", "!", ";"))
DASHES = frozenset(("—", "–", "--", "-"))
MOST_PIECES, LONGEST_PIECE = 50_000, 60  # what is kept of them takes some 20 MB
CLOSING_MARKS = frozenset(('"', "”", "''", "»", "“", "'"))
OPENED = re.compile(r"[\"“„«‘]|''?|``")
MARKUP = re.compile(  # the marks of Markdown links and of bold type, without their words
    r"\[(?=[^\[\]\n]{1,300}\]\([^()\s]*\))|\]\([^()\s]*\)|(?<![\w*])\*{1,3}(?=\w)|(?<=[\w.,])\*{1,3}(?!\w)"
)
EXCLAIMED = re.compile(r"[?!…](?:[\"”»’]|''?)+\s*$")
COMMA_QUOTED = re.compile(r",(?:[\"”»’]|''?)$")


class Grammar(dict[str, frozenset[str]]):
    """Closed word classes by name, lower case, and the pattern ``word`` that cuts text into words.

    A dict, as it is asked a thousand times an article. Nothing changes the classes; ``pieces`` are stretches between
    white space that were cut before, their words as written and in lower case.
    """

    def __init__(self, classes: Mapping[str, frozenset[str]], word: re.Pattern[str]) -> None:
        super().__init__(classes)
        self.word = word
        self.pieces: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def cut(self, piece: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The words of a stretch between white space; None where they hang on what follows ("Orla J." and a name)."""
        if len(self.pieces) >= MOST_PIECES:
            self.pieces.clear()
        raw = self.word.findall(piece)
        alike = raw == self.word.findall(f"{piece} A")[:-1] == self.word.findall(f"{piece} a")[:-1]
        if not alike:
            return None
        found = tuple(raw), tuple([w.lower().replace("’", "'") for w in raw])
        if len(piece) <= LONGEST_PIECE:
            self.pieces[piece] = found
        return found


@cache
def grammar_of(lexicon: Lexicon) -> Grammar:
    """The lexicon's closed classes, compiled once."""
    table = lexicon["speech_grammar"]
    titles = "|".join(re.escape(t.capitalize()) for t in sorted(table["titles"], key=len, reverse=True))
    word = re.compile(
        r"[A-Z]?[a-z]+(?=[\s,])|,"  # most words, known at once
        rf"|(?=[A-Z])(?:(?:[A-Z]\.){{2,}}(?:[-–]\w+)?|(?:{titles})\.|\b[A-Z]\.(?=\s[A-Z]))"
        r"|\d+(?:[.,:]\d+)+|(?<!\w)(?:[ap]\.m|i\.e|e\.g)\.|\w+(?:['’.\-‑&/@]\w+)*(?:(?<=[sS])['’](?!['’]))?|''|``|--+|\.\.+|[^\w\s]"
    )
    return Grammar({name: frozenset(table[name]) for name in CLASSES}, word)


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A stretch of text as parallel tuples over its words: spans, surface, lower case, quotation index or -1."""

    start: int
    end: int
    text: str  # of the article
    raw: tuple[str, ...]
    low: tuple[str, ...]
    quoted: tuple[int, ...]
    places: list[tuple[int, int]]  # of the words, as far as somebody asked for them

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where the words stand; half of all units are only looked through for cues and never asked."""
        if not self.places:
            self.places.extend(_places(self.text, self.start, self.raw))
        return self.places

    def at(self, offset: int) -> int:
        """Index of the first word that starts at or after a character offset."""
        return bisect_left(self.spans, (offset, 0))

    def is_name(self, i: int) -> bool:
        """Whether the word is written like a name: a capital, and not only because it begins the unit."""
        if not 0 <= i < len(self.raw):
            return False
        word = self.raw[i]
        return word[0].isupper() or (word[:3] in ("al-", "el-") and word[3:4].isupper())


def quote_end(unit: Unit, i: int) -> int:
    """The last word of the quotation that word ``i`` stands in."""
    while i + 1 < len(unit.low) and unit.quoted[i + 1] == unit.quoted[i]:
        i += 1
    return i


def is_finite(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether a word may be a finite verb: a listed form, a contraction, or a past form in -ed."""
    word = unit.low[i]
    return (
        word in grammar["finite"]
        or word in grammar["auxiliaries"]
        or word.endswith(("n't", "'re", "'ll", "'ve", "'d"))
        or (word.endswith("'s") and (word[:-2] in grammar["subject_pronouns"] or word == "there's"))
        or (word.endswith("ed") and len(word) > 4 and not unit.is_name(i))
    )


def read_unit(article: Article, span: tuple[int, int], quotations: Sequence[Quotation], grammar: Grammar) -> Unit:
    """The words of a span."""
    start, end = span
    text = article.text
    said = text[start:end]
    places: list[tuple[int, int]] = []
    if "](" in said or "*" in said:
        marks = [m.span() for m in MARKUP.finditer(text, start, end)]
        matches = [m for m in grammar.word.finditer(text, start, end) if not any(a <= m.start() < b for a, b in marks)]
        raw, low = [m[0] for m in matches], [m[0].lower().replace("’", "'") for m in matches]
        places = [m.span() for m in matches]
    else:
        raw, low = _words(text, start, end, grammar)
    first = bisect_left(quotations, start, key=_end)
    if first == len(quotations) or quotations[first].start >= end or not raw:
        return Unit(start, end, text, tuple(raw), tuple(low), (-1,) * len(raw), places)
    places = places or _places(text, start, raw)
    return Unit(start, end, text, tuple(raw), tuple(low), _quoted(places, quotations, first), places)


def _words(text: str, start: int, end: int, grammar: Grammar) -> tuple[list[str], list[str]]:
    """The words of a span as written and in lower case, looked up in less than half the time it takes to cut them."""
    raw: list[str] = []
    low: list[str] = []
    within = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")  # the span begins within a word
    known = grammar.pieces
    for piece in () if within else text[start:end].split():
        found = known.get(piece) or grammar.cut(piece)
        if found is None:
            within = True
            break
        raw += found[0]
        low += found[1]
    if not within:
        return raw, low
    raw = grammar.word.findall(text, start, end)
    return raw, [word.lower().replace("’", "'") for word in raw]


def _places(text: str, at: int, words: Sequence[str]) -> list[tuple[int, int]]:
    """The spans of words that follow each other from a character on, with nothing but white space between them."""
    spans = []
    for word in words:
        start = text.find(word, at)
        at = start + len(word)
        spans.append((start, at))
    return spans


def _quoted(spans: Sequence[tuple[int, int]], quotations: Sequence[Quotation], first: int) -> tuple[int, ...]:
    """For each word the quotation it begins in, else -1."""
    found = [-1] * len(spans)
    for i in range(first, len(quotations)):
        quotation = quotations[i]
        if quotation.start > spans[-1][0]:
            break
        a, b = bisect_left(spans, (quotation.start, 0)), bisect_left(spans, (quotation.end, 0))
        found[a:b] = [i] * (b - a)
    return tuple(found)


def unit_spans(
    article: Article, quotations: Sequence[Quotation], *, tells: Callable[[str], bool]
) -> list[tuple[int, int]]:
    """Sentences as spans, made one where a quotation runs over the stop or a paragraph ends in ":" or ",”".

    ``tells`` says of the words after a quotation that ends in "?" or "!" whether they name who said it.
    """
    spans: list[tuple[int, int]] = []
    for sentence in article.sentences:
        if spans and (
            _bridged(quotations, spans[-1][1], sentence.start)
            or _announced(article.text, *spans[-1], sentence.start)
            or (
                EXCLAIMED.search(article.text, max(spans[-1][0], spans[-1][1] - 4), spans[-1][1])
                and "\n" not in article.text[spans[-1][1] : sentence.start]
                and tells(article.text[sentence.start : min(sentence.end, sentence.start + 90)])
            )
        ):
            spans[-1] = (spans[-1][0], max(spans[-1][1], sentence.end))
        else:
            spans.append((sentence.start, sentence.end))
    return spans


def _start(quotation: Quotation) -> int:
    return quotation.start


def _end(quotation: Quotation) -> int:
    return quotation.end


def _bridged(quotations: Sequence[Quotation], left: int, right: int) -> bool:
    """Whether a quotation covers the gap between two sentences."""
    i = bisect_left(quotations, right, key=_start) - 1
    return i >= 0 and quotations[i].start < left and quotations[i].end > right


def _announced(text: str, start: int, end: int, after: int) -> bool:
    """Whether a quotation follows a sentence that ends in a colon, or its cue a quotation that ends in a comma."""
    if "\n" not in text[end:after] or end - start > 1500:
        return False
    tail = text[max(start, end - 3) : end].rstrip()
    opens = OPENED.match(text, after) is not None
    return (tail.endswith(":") and opens) or (COMMA_QUOTED.search(tail) is not None and not opens)
