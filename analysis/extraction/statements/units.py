"""Units: what the statement cascade looks at in one go, a sentence or several where a quotation runs over the stop.

A unit's words stand in parallel tuples. Behind the last word stand three empty ones, which indices before the first
word give as well: nobody asks whether there is a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from analysis.extraction.statements import tags
from analysis.extraction.statements.cue_table import Cue, CueTable, cue_table
from analysis.language.lexicon import Lexicon
from analysis.language.quotations import Quotation
from analysis.language.reading import Reading, SentenceReading
from analysis.language.tokens import Forms, spans_of, tokenizer_of

_OPENING = ("“", "„", "«", "‘", "'", "''", "``", '"')
_PAD = 3
_MARKUP = re.compile(  # the marks of Markdown links and of bold type, without their words
    r"\[(?=[^\[\]\n]{1,300}\]\([^()\s]*\))|\]\([^()\s]*\)|(?<!\*)\B\*{1,3}\b|(?:(?<=[.,])|\b)\*{1,3}\B"
)
_FAR = 6  # words of a subject between a quotation and its cue


@dataclass(eq=False)
class Unit:
    """A stretch of text as parallel tuples over its words: as written, in lower case, kinds, quotation index or -1."""

    text: str  # of the article
    start: int
    end: int
    raw: Forms
    low: Forms
    kinds: Sequence[int]
    quoted: Sequence[int]
    table: CueTable
    sentences: Sequence[SentenceReading] = ()
    places: Sequence[tuple[int, int]] | None = None
    is_quoted: bool = False  # whether any word stands in a quotation
    cues: list[Cue] = field(default_factory=list)  # found in it so far; the rules for contents look at all of them

    @cached_property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where the words stand; half of all units are only looked through for cues and never asked."""
        return self.places if self.places is not None else [span for part in self.sentences for span in part.spans]

    def __len__(self) -> int:
        return len(self.raw)

    def at(self, offset: int) -> int:
        """Index of the first word that starts at or after a character offset."""
        return bisect_left(self.spans, (offset, 0))

    def phrase(self, first: int, last: int) -> str:
        """The text of words ``first`` to ``last`` inclusive."""
        return self.text[self.spans[first][0] : self.spans[last][1]]

    def any(self, kinds: int, first: int, last: int) -> bool:
        """Whether one of the words ``first`` to ``last`` (exclusive) is of one of some kinds."""
        for kind in self.kinds[max(first, 0) : max(last, 0)]:  # noqa: SIM110 - half the time of any() on a generator
            if kind & kinds:
                return True
        return False

    def next(self, kinds: int, i: int) -> int:
        """The first word of some kinds from word ``i`` on; the end of the unit where there is none."""
        known, n = self.kinds, len(self.raw)
        while i < n and not known[i] & kinds:
            i += 1
        return i

    def over(self, kinds: int, i: int) -> int:
        """The first word from ``i`` on that is of none of some kinds."""
        known = self.kinds
        while known[i] & kinds:
            i += 1
        return i

    def back_over(self, kinds: int, i: int) -> int:
        """The last word up to ``i`` that is of none of some kinds; -1 before the first."""
        known = self.kinds
        while i >= 0 and known[i] & kinds:
            i -= 1
        return i

    def back_to(self, kinds: int, i: int) -> int:
        """The first of the words before ``i`` that no word of some kinds parts from it."""
        known = self.kinds
        while i > 0 and not known[i - 1] & kinds:
            i -= 1
        return i

    def quoted_words(self) -> Iterator[tuple[int, Forms]]:
        """Each quotation that the unit holds, by its index, with its words."""
        for quotation in dict.fromkeys(self.quoted) if self.is_quoted else ():
            if quotation >= 0:
                first = self.quoted.index(quotation)
                yield quotation, self.low[first : first + self.quoted.count(quotation)]

    def quote_start(self, i: int) -> int:
        """The first word of the quotation that word ``i`` stands in."""
        while i > 0 and self.quoted[i - 1] == self.quoted[i]:
            i -= 1
        return i

    def quote_end(self, i: int) -> int:
        """The last word of the quotation that word ``i`` stands in."""
        while i + 1 < len(self.raw) and self.quoted[i + 1] == self.quoted[i]:
            i += 1
        return i


def find_units(reading: Reading, quotations: Sequence[Quotation]) -> list[Unit]:
    """The stretches worth a closer look: those with a quotation, a label before a colon or a word that may be a cue.

    A headline that a page prints twice is read once.
    """
    article, text, table = reading.article, reading.article.text, cue_table(reading.lexicon)
    headlines = [s for s in article.sentences if article.kind_of(s) == "headline"]
    told = {text[s.start : s.end]: s.start for s in reversed(headlines)}
    units = []
    for parts in _joined(reading, quotations):
        start, end = parts[0].start, parts[-1].end
        if headlines and told.get(text[start:end], start) < start:
            continue
        first = bisect_right(quotations, start, key=_end)
        quoted = first < len(quotations) and quotations[first].start < end
        if quoted or any(not table.forms.isdisjoint(p.words) or is_labelled(p) for p in parts):
            units.append(_unit(reading, start, end, parts, quotations[first:] if quoted else (), first))
    return units


def is_labelled(sentence: SentenceReading) -> bool:
    """Whether a sentence may begin with a speaker's name and a colon: "ANN LEE: Why?"."""
    return ":" in sentence.low[1:6] and sentence.raw[0][0].isupper()


def cut_unit(reading: Reading, start: int, end: int, quotations: Sequence[Quotation]) -> Unit:
    """The words of any span of the text as a unit of their own, with quotations of its own."""
    raw, low = tokenizer_of(reading.lexicon).forms(reading.article.text, start, end)
    spans = spans_of(reading.article.text, start, raw)
    quoted = _quoted(spans, quotations, 0) if quotations else None
    return _made(reading, start, end, raw, low, quoted, places=spans)


def _unit(
    reading: Reading,
    start: int,
    end: int,
    parts: Sequence[SentenceReading],
    quotations: Sequence[Quotation],
    first: int,
) -> Unit:
    text = reading.article.text
    raw, low = parts[0].raw, parts[0].low
    if len(parts) > 1:
        raw, low = tuple(chain(*[p.raw for p in parts])), tuple(chain(*[p.low for p in parts]))
    spans: list[tuple[int, int]] | None = None
    marked = "*" in low or "]" in low
    if quotations or marked:
        spans = [span for part in parts for span in part.spans]
        if marks := [m.span() for m in _MARKUP.finditer(text, start, end)] if marked else []:
            kept = [k for k, (at, _) in enumerate(spans) if not any(a <= at < b for a, b in marks)]
            raw, low, spans = tuple([raw[k] for k in kept]), tuple([low[k] for k in kept]), [spans[k] for k in kept]
    quoted = _quoted(spans, quotations, first) if spans and quotations else None
    return _made(reading, start, end, raw, low, quoted, sentences=parts, places=spans)


def _made(
    reading: Reading,
    start: int,
    end: int,
    raw: Forms,
    low: Forms,
    quoted: Sequence[int] | None,
    sentences: Sequence[SentenceReading] = (),
    places: Sequence[tuple[int, int]] | None = None,
) -> Unit:
    known, nothing = tags.kinds_of(reading.lexicon), (-1,) * (len(raw) + _PAD)
    kinds = [*map(known.__getitem__, raw)]
    is_quoted = bool(quoted)
    if quoted:
        kinds = [kind if q < 0 else kind & ~tags.END | tags.QUOTED for kind, q in zip(kinds, quoted, strict=True)]
    kinds += [0] * _PAD
    quoted = (*quoted, *nothing[:_PAD]) if quoted else nothing
    text, table = reading.article.text, cue_table(reading.lexicon)
    return Unit(text, start, end, raw, (*low, *[""] * _PAD), kinds, quoted, table, sentences, places, is_quoted)


def _quoted(spans: Sequence[tuple[int, int]], quotations: Sequence[Quotation], first: int) -> Sequence[int]:
    """For each word the quotation it begins in, else -1; ``first`` is the index of the first quotation."""
    found = [-1] * len(spans)
    for i, quotation in enumerate(quotations, first):
        if not spans or quotation.start > spans[-1][0]:
            break
        a, b = bisect_left(spans, (quotation.start, 0)), bisect_left(spans, (quotation.end, 0))
        found[a:b] = [i] * (b - a)
    return found


def _joined(reading: Reading, quotations: Sequence[Quotation]) -> list[list[SentenceReading]]:
    """Sentences, made one where a quotation runs over the stop or a paragraph ends in ":" or ",”"."""
    groups: list[list[SentenceReading]] = []
    text, i = reading.article.text, 0
    for sentence in reading.sentences:
        if not groups:
            groups.append([sentence])
            continue
        last = groups[-1][-1]
        while i < len(quotations) and quotations[i].end <= sentence.start:
            i += 1
        bridged = i < len(quotations) and quotations[i].start < last.end
        apart = "\n" in text[last.end : sentence.start]
        if bridged or (_is_announced(groups[-1], sentence) if apart else _is_told(last, sentence, reading.lexicon)):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups


def _is_announced(parts: Sequence[SentenceReading], sentence: SentenceReading) -> bool:
    """Whether a quotation follows a sentence that ends in a colon, or its cue a quotation that ends in a comma."""
    last, opens = parts[-1].low, sentence.low[:1] != () and sentence.low[0] in _OPENING
    if last[-1:] == (":",):
        return opens
    return last[-2:-1] == (",",) and last[-1] in tags.MARKS[tags.CLOSING] and not opens


def _is_told(last: SentenceReading, sentence: SentenceReading, lexicon: Lexicon) -> bool:
    """Whether a short subject and a cue follow a quotation that ends in "?" or "!": “Why?” Orla Tenn said."""
    k = len(last.low) - 1
    while k > 0 and last.low[k] in tags.MARKS[tags.CLOSING]:
        k -= 1
    if k == len(last.low) - 1 or last.low[k] not in ("?", "!", "…"):
        return False
    known, words = tags.kinds_of(lexicon), 0
    for word in sentence.raw:
        if word in (".", ";", ":"):
            return False
        kind = known[word]
        if kind & tags.WORD:
            if words and kind & tags.TELLS:
                return True
            if words == _FAR or kind & tags.FINITE:
                return False
            words += 1
    return False


def _end(span: Quotation | SentenceReading) -> int:
    return span.end
