"""Terms of an article: stems of its content words, counted; and the naive count of attack words that it contrasts with.

Words of the sentences only (headline, body, captions that are no repetition), stop words of stopwords.toml left out,
stemmed by Snowball's present algorithm for English (PyStemmer; "attacks", "attacked" are one term). NLTK's is an older
state of it that makes interns of what is international. A phrase of contested.toml is a term of its own, beside its
words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from Stemmer import Stemmer

from analysis.extraction.records import Term
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.reading import Reading, SentenceReading, read_sentence
from analysis.language.tokens import words_of_name

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*(?:\.[^\W\d_]\b)*")  # of a token: mm of 122mm
_LETTERS = re.compile(r"[^\W\d_]+")
_ENDING = 3  # letters by which a form may be longer than the word of the list: "raiding"
_CHANGED = 2  # letters at the end of the word that a form may change: "killed", "killing"
_STEMMER = Stemmer("english")


class TermUse(NamedTuple):
    """A word or contested phrase of the text with its term."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """``terms`` are those of a token's words; ``contested`` the tokens, of those asked for, that hold a form of a
    listed word or open a phrase of several; ``listed`` the listed words by their terms, ``phrases`` by the first of
    them; ``keywords`` how many a token holds."""

    terms: Known[str, Sequence[str]]
    contested: set[str]
    stop: frozenset[str]
    listed: Mapping[str, Sequence[str]]
    phrases: Mapping[str, Sequence[Sequence[str]]]
    keywords: Known[str, int]


def count_terms(reading: Reading) -> list[Term]:
    """The terms of an article, the most frequent first, then in alphabetical order.

    Contested terms keep where a form of the listed word stands. Of others the places are not kept: all stems with their
    places would be the text itself, which may have to be withheld.
    """
    words = _vocabulary(reading.lexicon)
    counts: dict[str, int] = defaultdict(int)
    for of_token, n in zip(map(words.terms.__getitem__, reading.counts), reading.counts.values(), strict=True):
        for term in of_token:
            counts[term] += n
    contested = words.contested & reading.counts.keys()
    starts: dict[str, list[int]] = defaultdict(list)
    for sentence in reading.sentences if contested else ():
        if contested.isdisjoint(sentence.words):
            continue
        phrases = list(_phrases(sentence, words))
        for use in phrases:
            counts[use.term] += 1
        for use in (*_words(sentence, words, contested), *phrases):
            if use.term in words.listed and _is_form(sentence.text[use.start : use.end], words.listed[use.term]):
                starts[use.term].append(use.start)
    return [
        Term(term, counts[term], tuple(starts[term]) if term in starts else ())
        for term in sorted(sorted(counts), key=counts.__getitem__, reverse=True)
    ]


def count_keywords(reading: Reading) -> int:
    """How often the words of keywords.toml stand anywhere in the file, furniture and repetitions included.

    This is what a keyword search counts; it is not a number of attacks. "Rocket attack" counts twice.
    """
    counts, held = reading.counts, _vocabulary(reading.lexicon).keywords.__getitem__
    repeated: int = sum(map(mul, map(held, counts), counts.values()))
    return repeated + sum(map(held, reading.tokens_between))


def find_terms(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[TermUse]:
    """The content words from ``start`` to ``end``, then the contested phrases ("armed group")."""
    sentence, words = read_sentence(text, lexicon, start, end), _vocabulary(lexicon)
    yield from _words(sentence, words)
    yield from _phrases(sentence, words)


def _words(sentence: SentenceReading, words: _Vocabulary, only: Collection[str] | None = None) -> Iterator[TermUse]:
    """The content words; ``only`` those of some tokens."""
    for i, token in enumerate(sentence.low):
        for match in _WORD.finditer(token) if only is None or token in only else ():
            if term := _term(match[0], words.stop):
                start = sentence.spans[i][0]
                yield TermUse(start + match.start(), start + match.end(), term)


def _phrases(sentence: SentenceReading, words: _Vocabulary) -> Iterator[TermUse]:
    """The contested phrases, also in the plural: "armed groups'"."""
    for i, token in enumerate(sentence.low if words.phrases else ()):
        for phrase in words.phrases.get(token, ()):
            *first, last = sentence.low[i : i + len(phrase)]
            if first == list(phrase[:-1]) and last.rstrip("'") in (phrase[-1], phrase[-1] + "s"):
                end = sentence.spans[i + len(phrase) - 1][1] - len(last) + len(last.rstrip("'"))
                yield TermUse(sentence.spans[i][0], end, term_of(" ".join(phrase)))
                break


@lru_cache(maxsize=8)
def _vocabulary(lexicon: Lexicon) -> _Vocabulary:
    stop = frozenset(word.lower() for word in lexicon["stopwords"])
    listed: dict[str, list[str]] = defaultdict(list)
    phrases: dict[str, list[Sequence[str]]] = defaultdict(list)
    for word in _contested_words(lexicon):
        listed[term_of(word)].append(word)
        first, space, _ = word.partition(" ")
        if space:
            phrases[first].append(words_of_name(word))
    for those in phrases.values():
        those.sort(key=lambda phrase: (-len(phrase), phrase))
    contested: set[str] = set()

    def terms_of(token: str) -> Sequence[str]:
        found = [(word, term) for word in _WORD.findall(token) if (term := _term(word, stop))]
        if token in phrases or any(term in listed and _is_form(word, listed[term]) for word, term in found):
            contested.add(token)
        return tuple([term for _, term in found])

    keywords = frozenset(word.lower() for word in lexicon["keywords"])

    def n_keywords(token: str) -> int:
        whole = token in keywords or token.isalpha()  # not rocket-propelled, attack's
        return sum(word in keywords for word in ([token] if whole else _LETTERS.findall(token)))

    return _Vocabulary(Known(terms_of), contested, stop, listed, phrases, Known(n_keywords))


def _contested_words(lexicon: Lexicon) -> Iterable[str]:
    """The words of contested.toml and of the corpus's own list."""
    return dict.fromkeys(w.lower() for entry in lexicon.get("contested", []) for w in entry.get("words", []))


def _is_form(used: str, words: Sequence[str]) -> bool:
    """Whether a word is a form of one of ``words``: "militias" of "militia", but not "responsibility" of "response"."""
    plain = used.lower()
    return any(
        len(plain) <= len(word) + _ENDING and plain.startswith(word[: max(len(word) - _CHANGED, _CHANGED)])
        for word in words
    )


def _term(word: str, stop: frozenset[str]) -> str | None:
    """The term of a word as the text writes it; None of a stop word."""
    plain = word.replace("’", "'").lower().removesuffix("'s")
    return stem(plain) if len(plain) > 1 and plain not in stop else None


def term_of(words: str) -> str:
    """The term of a word or phrase as a lexicon writes it: "armed groups" is "arm group"."""
    return " ".join([stem(word) for word in words_of_name(words.lower())])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word in lower case; kept per word, since a corpus repeats its words."""
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed
