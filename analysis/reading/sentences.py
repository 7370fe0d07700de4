"""Sentences of headline, subheads, body and unique captions.

Punkt (Kiss and Strunk 2006) decides, untrained, with the abbreviations of ``markers.toml``, wherever a stop might be
more than the end of a sentence: as NLTK's does, which takes longer to load than an article to parse. It does so passage
by passage, because headlines and captions have no full stop to part them from what follows. Quotation marks that close
a sentence stay with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

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
# Words as Punkt cuts them: marks apart, a stop with its word.
_MARK, _RUN = r"""[)";}\]*:@'({\[‘’“”«»?!]""", r"-{2,}|\.{2,}|(?:\.[^\S\n]){2,}\."
_PUNKT_WORD = re.compile(
    rf"""{_RUN}|(?=[^("`{{\[:;&#*@)}}\]\-,])\S+?(?=\s|$|{_MARK}|{_RUN}|,(?=$|\s|{_MARK}|{_RUN}))|\S"""
)
_NUMERIC, _NO_START = re.compile(r"-?[.,]?\d[\d,.-]*$"), frozenset(";:,.!?")
# A stop that Punkt takes for a part of its word, or an ellipsis, and the two words behind it, the first in capitals.
_UNSURE_STOP = re.compile(
    r"(?:(?<=[\s\"'(])|^)(?P<word>[A-Za-z](?:[\w.'-]*[\w])?|)(?P<last>(?P<stop>\.\.\.|…|\.)[\"')\]]{0,3})\s+"
    r"(?=[\"'(]{0,2}(?P<next>[A-Z][\w'-]*)[^\w\s]{0,2}(?:\s+(?P<behind>\S*))?)"
)
# "J.P"; "1.", which numbers what stands behind it.
_INITIALS, _LIST_NUMBER = re.compile(r"[A-Z]\.[A-Z]"), re.compile(r"\d{1,2}\.")
# The letters before the last one: "sectors | A, B and | C".
_LISTED_LETTERS = re.compile(r"(?:\s[A-Z],?)*\s(?:and|or|to)$")
# "Around 9 p.m. Omar Haddad heard a shot": no sentence before the name.
_LONE_HOUR = re.compile(
    r"(?:at|around|about|by|just|shortly|until|since|from|on|before|after)\b[^,.]{0,40}$", re.IGNORECASE
)
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
    cuts = (
        (part for cut in _cuts(stretch) for part in _cut_more(stretch, *cut)) if _INNER_STOP.search(stretch) else None
    )
    for a, b in cuts or [(0, end - start)]:
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
    """What Punkt says, untrained; a corpus repeats "U.S. troops", "Mr. Vane"."""
    return any(_parts_sentences(word, follows) for word, follows in pairwise(_PUNKT_WORD.findall(context)))


def _parts_sentences(word: str, follows: str) -> bool:
    """What Punkt says of two words as it cuts them (Kiss and Strunk, section 4): an abbreviation or ellipsis ends a
    sentence only before a word that starts many, an initial only before a figure or mark, a number not before lower
    case."""
    if not word.endswith("."):
        return word in "?!"
    if len(word) == 2 and word[0].isalpha():
        return not (follows[0].isalpha() or follows in _NO_START or _is_abbreviation(word))
    if word.startswith("..") or _is_abbreviation(word):
        starter = follows.lower() if _is_abbreviation(follows) else follows.lower().removesuffix(".")
        return follows[0].isupper() and starter in words("sentence_starters", "words")
    return not (_NUMERIC.match(word) and (follows[0].islower() or follows in _NO_START))


def _is_abbreviation(word: str) -> bool:
    stem = word.removesuffix(".").lower()
    return stem != word.lower() and not words("abbreviations").isdisjoint((stem, stem.rsplit("-", 1)[-1]))


def _cut_more(stretch: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as Punkt cuts it, cut where it has missed the end of one: behind a letter, an abbreviation or an
    ellipsis that is the last word, by what stands before it and behind."""
    for stop in _UNSURE_STOP.finditer(stretch, start, end):
        if _is_last_word(stop, stretch[start : stop.start()]):
            yield start, stop.end("last")
            start = stop.end()
    yield start, end


def _is_last_word(stop: re.Match[str], before: str) -> bool:
    """Whether a word with a stop, before a word in capitals, is the last of its sentence."""
    word, follows, behind = stop["word"].lower(), stop["next"], stop["behind"] or ""
    next_word, goes_on = follows.lower(), behind[:1].islower()
    if follows.isupper() and (len(follows) > 1 or before.isupper()):  # where all is in capitals they tell nothing
        return False
    if stop["stop"] != ".":  # "He waited… Nobody came.", not "We … Haddad"
        return follows not in ("I", "I'm", "I'll") and (bool(word) or stop["last"][-1:] == '"')
    starts = goes_on and next_word in words("sentence_starters")
    if len(word) == 1:
        owner = _LISTED_LETTERS.sub("", before.rstrip()).rsplit(maxsplit=1)[-1:]
        return starts or (bool(owner) and not _singulars(owner[0].lower()).isdisjoint(words("before_letters")))
    if word in words("hours", "abbreviations"):
        if (len(follows) == 1 and follows not in "AI") or _LONE_HOUR.match(before):  # "9 p.m. E.T."
            return False
        return next_word not in words("hours", "behind") and behind.lower().strip(".,") not in words("hours", "zones")
    if word in words("abbreviations", "titles") or word in words("abbreviations", "ranks"):
        return False
    is_plural = next_word.endswith("s") and len(next_word) > 3 and next_word not in words("capital_plurals")
    return word == "etc" or (word in words("abbreviations") and (starts or (goes_on and is_plural)))


def _singulars(word: str) -> set[str]:
    """ "sectors", "classes", "companies": what each may be the plural of, and itself."""
    return {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"}


def _goes_on(folded: str, start: int, end: int, below: int) -> bool:
    """Whether Punkt cut inside a sentence: a stray full stop before a lower-case word, "No." before a number, spaced
    ellipses, or nothing but marks."""
    above, rest = folded[max(start, end - _LOOK_BACK) : end], folded[below : below + 12]
    if rest[0] in ".…" or not _LETTER.search(above) or not _LETTER.search(rest):
        return True
    if above.endswith(" .") and above[:-2].endswith("."):  # "medics . . . at the scene"
        return True
    last_word = above.rsplit(" ", 1)[-1].lstrip("(\"'").rstrip(".")
    if rest[0].isupper() and not above.endswith(f" in {last_word}.") and _is_of_a_name(last_word, rest):
        return True
    if _LIST_NUMBER.fullmatch(folded, start, end):
        return True
    if rest[0].isdigit() and last_word in words("before_numbers"):
        return True
    if last_word.lower() in words("abbreviations") and above.isupper():
        return True  # where all is in capitals, a capital after an abbreviation begins nothing
    return rest[0].islower() and not _LOWER_NAME.match(rest)


def _is_of_a_name(word: str, rest: str) -> bool:
    """ "J.P. Moran", "Petty Off. Venn"; not "the E.U. Ministers met", "Omar Haddad Jr. He denied it"."""
    is_initials = _INITIALS.fullmatch(word) is not None and word.lower() not in words("abbreviations")
    starts = rest.split(maxsplit=1)[0].lower() in words("sentence_starters")
    return not starts and (is_initials or word in words("before_names"))


def _parts(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span whole, or, where it is too long for a sentence, cut at white space."""
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        cut = next((i for i in range(limit, start, -1) if folded[i].isspace()), limit)
        yield start, start + len(folded[start:cut].rstrip())
        start = cut + len(folded[cut:limit]) - len(folded[cut:limit].lstrip())
    yield start, end
