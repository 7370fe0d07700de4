"""Units: what the statement cascade looks at in one go, a sentence or several where a quotation runs over the stop.

A unit's words stand in parallel tuples. Behind the last word stand three empty ones, which indices before the first
word give as well: nobody asks whether there is a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from analysis.extraction.statements import tags
from analysis.extraction.statements.verdicts import CueFacts, Places, Verdicts, hold, match
from analysis.extraction.statements.vocabulary import Cue, Vocabulary, vocabulary
from analysis.language.patterns import Found, Line, line_of, tagged_word
from analysis.language.quotations import Quotation
from analysis.language.reading import Reading, SentenceReading
from analysis.language.tokens import Forms, spans_of, tokenizer_of

_OPENING = ("“", "„", "«", "‘", "'", "''", "``", '"')
_DASHES = frozenset("―—–-:")
_PAD = 3
_MARKUP = re.compile(  # the marks of Markdown links and of bold type, without their words
    r"\[(?=[^\[\]\n]{1,300}\]\([^()\s]*\))|\]\([^()\s]*\)|(?<!\*)\B\*{1,3}\b|(?:(?<=[.,])|\b)\*{1,3}\B"
)
_SHORT_QUOTE = 8  # words and marks of a quotation that may stand inside the description of a speaker
_FAR = 6  # words of a subject between a quotation and its cue
_WHEN = tags.DATE | tags.BEFORE_DATE | tags.NUMBER | tags.STOP
_FORMS = {"past": tags.CUE_PAST, "s": tags.CUE_S, "ing": tags.CUE_ING}


@dataclass(eq=False)
class Unit:
    """A stretch of text as parallel tuples over its words: as written, places, lower case, kinds, quotation or -1."""

    text: str  # of the article
    start: int
    end: int
    raw: Forms
    spans: Sequence[tuple[int, int]]
    low: Forms
    kinds: list[int]
    quoted: Sequence[int]
    words: Vocabulary
    cues: Sequence[Cue] = ()

    def __len__(self) -> int:
        return len(self.raw)

    @cached_property
    def line(self) -> Line:
        """The words with their kinds, for patterns."""
        return line_of(self._pieces)

    @cached_property
    def _pieces(self) -> list[str]:
        quoted, pieces = self.words.quoted, [*map(self.words.pieces.__getitem__, self.raw)]
        for k in [k for k, q in enumerate(self.quoted) if q >= 0] if max(self.quoted) >= 0 else ():
            pieces[k] = quoted[self.raw[k]]
        return pieces

    def hold(self, cues: Sequence[Cue]) -> None:
        """Notes the cues that were found; the rules for contents look at all of them."""
        self.cues = cues
        for cue in cues:
            finite = cue.form in ("past", "s") and not cue.passive
            of_source = tags.CUE_SOURCE if cue.has("source") else 0
            self.kinds[cue.first] |= tags.CUE | _FORMS.get(cue.form, 0) | finite * tags.SAYS | of_source
            for k in range(cue.first + 1, cue.last + 1):
                self.kinds[k] |= tags.CUE_MORE
            for k in range(cue.first, cue.last + 1):
                self._pieces[k] = tagged_word(self.low[k], tags.names_of(self.kinds[k]))
        if cues:
            self.__dict__.pop("line", None)

    def starts(self, pattern: str, i: int) -> Found | None:
        """What a pattern of [speech_patterns] matches from word ``i`` on."""
        return self.words.patterns[pattern].starts_at(self.line, i)

    def ends(self, pattern: str, i: int) -> Found | None:
        """What a pattern matches right before word ``i``."""
        return self.words.patterns[pattern].ends_at(self.line, i)

    def decide(self, verdicts: Verdicts, cue: CueFacts, places: Places, facts: Mapping[str, Any]) -> bool | None:
        """What the first rule of a table says that holds; None where none does."""
        low, kinds = self.low, self.kinds
        for rule, then, _, asked, words, patterns in verdicts.of_cue[cue]:
            if asked and not hold(asked, facts):
                continue
            for place, offset, some, mask, so in words:
                at = places[place][0] + offset if place in places else len(low) - 1
                if (low[at] in some or kinds[at] & mask != 0) is not so:
                    break
            else:
                if not patterns or match(patterns, self.line, places):
                    rule.fires()
                    return then
        return None

    def at(self, offset: int) -> int:
        """Index of the first word that starts at or after a character offset."""
        return bisect_left(self.spans, (offset, 0))

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
        for quotation in dict.fromkeys(self.quoted):
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

    def quote_stop(self, close: int) -> str:
        """The last word or mark within the quotation that ends at word ``close``."""
        return self.low[close - (self.kinds[close] & tags.CLOSING != 0)]


def find_units(reading: Reading, quotations: Sequence[Quotation]) -> list[Unit]:
    """The stretches worth a closer look: those with a quotation, a label before a colon or a word that may be a cue.

    A headline that a page prints twice is read once.
    """
    article, text, forms = reading.article, reading.article.text, vocabulary(reading.lexicon).forms
    headlines = [s for s in article.sentences if article.kind_of(s) == "headline"]
    told = {text[s.start : s.end]: s.start for s in reversed(headlines)}
    units = []
    for parts in _joined(reading, quotations):
        start, end = parts[0].start, parts[-1].end
        if headlines and told.get(text[start:end], start) < start:
            continue
        first = bisect_right(quotations, start, key=lambda q: q.end)
        quoted = first < len(quotations) and quotations[first].start < end
        if quoted or any(not forms.isdisjoint(p.words) or is_labelled(p) for p in parts):
            raw, low, spans = parts[0].raw, parts[0].low, parts[0].spans
            if len(parts) > 1:
                raw, low = tuple(chain(*[p.raw for p in parts])), tuple(chain(*[p.low for p in parts]))
                spans = [span for part in parts for span in part.spans]
            if "*" in low or "]" in low:
                marks = [mark.span() for mark in _MARKUP.finditer(text, start, end)]
                kept = [k for k, (at, _) in enumerate(spans) if not any(a <= at < b for a, b in marks)]
                raw, low, spans = tuple([raw[k] for k in kept]), tuple([low[k] for k in kept]), [spans[k] for k in kept]
            units.append(_made(reading, (start, end), raw, low, spans, quotations[first:] if quoted else (), first))
    return units


def is_labelled(sentence: SentenceReading) -> bool:
    """Whether a sentence may begin or end with who speaks: "ANN LEE: Why?", "Port to reopen – officials"."""
    return (":" in sentence.low[1:6] and sentence.raw[0][0].isupper()) or not _DASHES.isdisjoint(sentence.low[-6:-1])


def cut_unit(reading: Reading, start: int, end: int, quotations: Sequence[Quotation]) -> Unit:
    """The words of any span of the text as a unit of their own, with quotations of its own."""
    raw, low = tokenizer_of(reading.lexicon).forms(reading.article.text, start, end)
    return _made(reading, (start, end), raw, low, spans_of(reading.article.text, start, raw), quotations)


def _made(
    reading: Reading,
    span: tuple[int, int],
    raw: Forms,
    low: Forms,
    spans: Sequence[tuple[int, int]],
    quotations: Sequence[Quotation],
    first: int = 0,
) -> Unit:
    """A unit of words; ``first`` is the index of the first of the quotations."""
    words = vocabulary(reading.lexicon)
    kinds = [*map(words.kinds.__getitem__, raw), *[0] * _PAD]
    for k in [k for k, word in enumerate(raw[:-1]) if word == "." and raw[k + 1] == ","] if "." in raw[:-1] else ():
        kinds[k] = 0  # of an abbreviation that the lexicon does not know: "Orla Tenn, R-Fla., said"
    quoted = [-1] * len(kinds)
    for i, quotation in enumerate(quotations, first):
        if not spans or quotation.start > spans[-1][0]:
            break
        for k in range(bisect_left(spans, (quotation.start, 0)), bisect_left(spans, (quotation.end, 0))):
            quoted[k], kinds[k] = i, tags.within_quotation(kinds[k])
    return Unit(reading.article.text, *span, raw, spans, (*low, *[""] * _PAD), kinds, quoted, words)


def _joined(reading: Reading, quotations: Sequence[Quotation]) -> list[list[SentenceReading]]:
    """Sentences, made one where a quotation runs over the stop or a paragraph ends in ":" or ",”"."""
    groups: list[list[SentenceReading]] = []
    text, kinds, i = reading.article.text, vocabulary(reading.lexicon).kinds, 0
    for sentence in reading.sentences:
        last = groups[-1][-1] if groups else None
        while i < len(quotations) and quotations[i].end <= sentence.start:
            i += 1
        if last and (
            (i < len(quotations) and quotations[i].start < last.end)
            or (_is_announced if "\n" in text[last.end : sentence.start] else _is_told)(last, sentence, kinds)
        ):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups


def _is_announced(last: SentenceReading, sentence: SentenceReading, _: Mapping[str, int]) -> bool:
    """Whether a quotation follows a sentence that ends in a colon, or its cue a quotation that ends in a comma."""
    opens = sentence.low[:1] != () and sentence.low[0] in _OPENING
    if last.low[-1:] == (":",):
        return opens
    return last.low[-2:-1] == (",",) and last.low[-1] in tags.MARKS[tags.CLOSING] and not opens


def _is_told(last: SentenceReading, sentence: SentenceReading, kinds: Mapping[str, int]) -> bool:
    """Whether a short subject and a cue follow a quotation that ends in "?" or "!": “Why?” Orla Tenn said.

    Behind a full stop only a date may follow that cue: “It is late.” Orla Tenn said on Monday.
    """
    k = len(last.low) - 1
    while k > 0 and last.low[k] in tags.MARKS[tags.CLOSING]:
        k -= 1
    if k == len(last.low) - 1 or last.low[k] not in ("?", "!", "…", "."):
        return False
    words = 0
    for at, word in enumerate(sentence.raw):
        if word in (".", ";", ":"):
            return False
        kind = kinds[word]
        if kind & tags.WORD:
            if words and kind & tags.TELLS:
                return last.low[k] != "." or all(kinds[after] & _WHEN for after in sentence.raw[at + 1 :])
            if words == _FAR or kind & tags.FINITE:
                return False
            words += 1
    return False


def is_short_quote(unit: Unit, i: int) -> bool:
    """Whether a word stands in a short quotation inside a phrase: the bureau, which calls it a "garrison", said."""
    if not unit.kinds[i] & tags.QUOTED:
        return False
    first = unit.quote_start(i)
    apart = first == 0 or unit.kinds[first - 1] & (tags.BREAK | tags.COMMA | tags.QUOTED)
    return not apart and unit.quote_end(i) - first < _SHORT_QUOTE
