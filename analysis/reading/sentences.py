"""Sentences of headline, subheads, body and unique captions.

NLTK's Punkt (Kiss and Strunk 2006) decides, untrained, with the abbreviations of ``markers.toml``, wherever a stop
might be more than the end of a sentence; passage by passage, because headlines and captions have no full stop to part
them from what follows. Quotation marks that close a sentence stay with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from analysis.formats.text import bare_words, fold
from analysis.reading.article import Passage, Sentence
from analysis.reading.captions import Runs, caption_lead, credit_start, is_told, runs_of
from analysis.reading.markers import words

_SPLIT = frozenset({"headline", "subhead", "body", "caption"})
_LETTER = re.compile(r"[^\W_]")
# Characters of the longest sentence. Of 30,000 sentences of news the longest has 979; what is longer is a list, a table
# or no prose, and rules that look at every pair of words of a sentence must not be given all of it at once.
LONGEST_SENTENCE = 1_500
# A stop before a mark or another word, as Punkt looks for them: the last one of its word, or one without a word.
_FOLLOWED = r"""(?:[)";}\]*:@'({\[?!]|\s+(\S+))"""
_STOP = re.compile(rf"[.?!](?={_FOLLOWED})(?:(?<!\S.)|(?!\S*?[.?!]{_FOLLOWED}))")
# Without a stop before white space there is but one sentence: so in four paragraphs of ten.
_INNER_STOP = re.compile(r"[.?!…]['\")\]]{0,4}\s")
# A stop ends a sentence where its word is plain, no initial, number or abbreviation, and a plain word follows.
_PLAIN_STOP = re.compile(r"([^\W\d_]{2,})[.?!](?:[\"')]|\s+[\"'(]?[^\W_]\S*)")
# Marks that close the sentence before them.
_CLOSING = re.compile(r"[\"')\]}]+?(?:\s+|(?=--)|$)")
# So many characters before a cut tell whether it is one.
_LOOK_BACK = 60
# An agency that signs its article at the end, "(VP)", says nothing.
_SIGN_OFF = re.compile(r"\([A-Z][A-Z/ -]{1,20}\)\.?")
# Marks of Markdown and lists before the words of a line.
_LINE_MARK = re.compile(r"(?:#{1,6}|[>*+•-]|\d{1,2}\.)(?: |$)")
# "al-Amin said" begins a sentence in lower case; most other lower-case words go on with one.
_LOWER_NAME = re.compile(r"(?:al|el|an|as|ash|at|ad|ar|az|de|van|von|bin|ibn)[- ][A-Z]")


def split_sentences(text: str, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The sentences of ``text`` in order, each inside its passage; repeated passages and furniture have none.

    Of a caption, what only credits it ("Provided by …", "(AP Photo/…)") is left out, and so are sentences that an
    earlier caption has said.
    """
    folded = fold(text)
    found: list[Sentence] = []
    told: Runs = frozenset()
    for i, passage in enumerate(passages):
        if passage.kind not in _SPLIT or passage.duplicate_of is not None:
            continue
        if passage.kind != "caption":
            mark = _LINE_MARK.match(folded, passage.start, passage.end)
            found += [Sentence(a, b, i) for a, b in _spans(folded, mark.end() if mark else passage.start, passage.end)]
            continue
        for a, b in _spans(folded, *_description(folded, passage)):
            words = bare_words(folded[a:b])
            if not is_told(words, told):
                found.append(Sentence(a, b, i))
            told |= runs_of(words)
    return tuple(found)


def _description(folded: str, passage: Passage) -> tuple[int, int]:
    """What a caption tells, without lead and credit; all of it where nothing else is left."""
    caption = folded[passage.start : passage.end]
    start, end = caption_lead(caption), credit_start(caption)
    if not _LETTER.search(caption, start, end):
        return passage.start, passage.end
    return passage.start + start, passage.start + end


def _spans(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences between two offsets, without white space at either side."""
    stretch = folded[start:end]
    spans: list[tuple[int, int]] = []
    for a, b in _cuts(stretch) if _INNER_STOP.search(stretch) else [(0, end - start)]:
        piece = stretch[a:b]
        left, right = start + b - len(piece.lstrip()), start + a + len(piece.rstrip())
        if right <= left or _SIGN_OFF.fullmatch(folded, left, right):
            continue
        if spans and _goes_on(folded, *spans[-1], left):
            spans[-1] = (spans[-1][0], right)
        else:
            spans.append((left, right))
    return [part for a, b in spans for part in _parts(folded, a, b)]


def _cuts(stretch: str) -> Iterator[tuple[int, int]]:
    """Where Punkt cuts a stretch of prose; marks that close a sentence stay with it."""
    begin = 0
    for stop in _STOP.finditer(stretch):
        word, follows = stretch.rfind(" ", 0, stop.start()) + 1, stop.start(1) if stop[1] else stop.end()
        if _ends_sentence(stretch[word : stop.end(1) if stop[1] else follows + 1]):
            closing = _CLOSING.match(stretch, follows)
            yield begin, follows + len(closing[0].rstrip()) if closing else stop.end()
            begin = closing.end() if closing else follows
    yield begin, len(stretch)


def _ends_sentence(context: str) -> bool:
    """Whether a word with a stop ends a sentence, given what follows it: a mark, or white space and the next word."""
    plain = _PLAIN_STOP.fullmatch(context)
    if plain and plain[1].lower() not in words("abbreviations"):
        return True
    return _asked(context)


@lru_cache(maxsize=20_000)
def _asked(context: str) -> bool:
    """What Punkt says; a corpus repeats "U.S. troops", "Mr. Vane"."""
    return bool(_punkt().text_contains_sentbreak(context))


@cache
def _punkt() -> Any:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # loads slowly, and only prose needs it

    parameters = PunktParameters()
    parameters.abbrev_types = set(words("abbreviations"))
    parameters.sent_starters = set(words("sentence_starters"))
    return PunktSentenceTokenizer(parameters)


def _goes_on(folded: str, start: int, end: int, below: int) -> bool:
    """Whether Punkt cut inside a sentence: a stray full stop before a lower-case word, "No." before a number, spaced
    ellipses, or nothing but marks."""
    above, rest = folded[max(start, end - _LOOK_BACK) : end], folded[below : below + 12]
    if rest[0] in ".…" or not _LETTER.search(above) or not _LETTER.search(rest):
        return True
    if above.endswith(" .") and above[:-2].endswith("."):  # "medics . . . at the scene"
        return True
    last_word = above.rsplit(" ", 1)[-1].lstrip("(\"'").rstrip(".")
    if rest[0].isdigit() and last_word in words("before_numbers"):
        return True
    if last_word.lower() in words("abbreviations") and above.isupper():
        return True  # where all is in capitals, a capital after an abbreviation begins nothing
    return rest[0].islower() and not _LOWER_NAME.match(rest)


def _parts(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span whole, or, where it is too long for a sentence, cut at white space."""
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        cut = next((i for i in range(limit, start, -1) if folded[i].isspace()), limit)
        yield start, start + len(folded[start:cut].rstrip())
        start = cut + len(folded[cut:limit]) - len(folded[cut:limit].lstrip())
    yield start, end
