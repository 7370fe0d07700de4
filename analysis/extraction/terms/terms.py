"""Terms of an article: stems of its content words, counted.

Words of the sentences only (headline, body, captions that are no repetition), in lower case, stop words of
stopwords.toml left out, stemmed with NLTK's Snowball stemmer for English ("attacks", "attacked" are one term). A phrase
of contested.toml is a term of its own, beside its words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from types import MappingProxyType

from nltk.stem.snowball import SnowballStemmer

from analysis.extraction.records import Term
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.required_parts import required_parts
from analysis.reading.article import Article

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*(?:\.[^\W\d_]\b)*")
_ENDING = 3  # letters by which a form may be longer than the word of the list: "raiding"
_CHANGED = 2  # letters at the end of the word that a form may change: "killed", "killing"
_STEMMER = SnowballStemmer("english")


@dataclass(frozen=True, slots=True)
class TermUse:
    """A word or contested phrase of the text with its term."""

    start: int
    end: int
    term: str


def count_terms(article: Article, lexicon: Lexicon) -> list[Term]:
    """The terms of an article, the most frequent first, then in alphabetical order.

    Contested terms keep where a form of the listed word stands. Of others the places are not kept: all stems with their
    places would be the text itself, which may have to be withheld.
    """
    text, contested, words = article.text, contested_terms(lexicon), _vocabulary(lexicon)
    pieces = [text[s.start : s.end].split() for s in article.sentences]
    counts = Counter(chain.from_iterable(map(words.terms.__getitem__, chain.from_iterable(pieces))))
    starts: dict[str, list[int]] = defaultdict(list)
    has_phrases = _may_hold_phrases(text, lexicon)
    for sentence, said in zip(article.sentences, pieces, strict=True):
        if not words.contested.keys().isdisjoint(said):
            for match in _WORD.finditer(text, sentence.start, sentence.end):
                if term := words.contested.get(match[0]):
                    starts[term].append(match.start())
        for use in _find_phrases(text, sentence.start, sentence.end, lexicon) if has_phrases else ():
            counts[use.term] += 1
            if use.term in contested and _is_form(text[use.start : use.end], contested[use.term]):
                starts[use.term].append(use.start)
    return [
        Term(term, counts[term], tuple(starts[term]) if term in starts else ())
        for term in sorted(sorted(counts), key=counts.__getitem__, reverse=True)
    ]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The terms of pieces of text between white space, marks and all ("bridge,"); and, of those seen, the pieces and
    words that are forms of contested ones, with their terms."""

    terms: Known[str, Sequence[str]]
    contested: Mapping[str, str]


@cache
def _vocabulary(lexicon: Lexicon) -> _Vocabulary:
    stop, contested = _stopwords(lexicon), contested_terms(lexicon)
    forms: dict[str, str] = {}

    def terms_of(piece: str) -> Sequence[str]:
        found = [(word, term) for word in _WORD.findall(piece) if (term := _term(word, stop))]
        for word, term in found:
            if term in contested and _is_form(word, contested[term]):
                forms[piece] = forms[word] = term
        return tuple(term for _, term in found)

    return _Vocabulary(Known(terms_of), forms)


def find_terms(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[TermUse]:
    """The content words from ``start`` to ``end``, then the contested phrases ("armed group")."""
    stop = _stopwords(lexicon)
    for match in _WORD.finditer(text, start, end):
        if term := _term(match[0], stop):
            yield TermUse(match.start(), match.end(), term)
    yield from _find_phrases(text, start, end, lexicon)


def _may_hold_phrases(text: str, lexicon: Lexicon) -> bool:
    low = text.lower()
    return any(part in low for part in _phrase_parts(lexicon))


def _find_phrases(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[TermUse]:
    phrases = _phrases(lexicon)
    for match in phrases.finditer(text, start, end) if phrases else ():
        yield TermUse(match.start(), match.end(), term_of(match[0]))


@lru_cache(maxsize=65536)
def _term(word: str, stop: frozenset[str]) -> str | None:
    """The term of a word as the text writes it; None of a stop word."""
    plain = word.replace("’", "'").lower().removesuffix("'s")
    return stem(plain) if len(plain) > 1 and plain not in stop else None


@lru_cache(maxsize=4096)
def term_of(words: str) -> str:
    """The term of a word or phrase as a lexicon writes it: "armed groups" is "arm group"."""
    return " ".join(stem(word) for word in words.lower().split())


@cache
def contested_terms(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """The words of contested.toml and of the corpus's own list, by their terms."""
    words: dict[str, tuple[str, ...]] = {}
    for entry in lexicon.get("contested", []):
        for word in entry.get("words", []):
            words[term_of(word)] = (*words.get(term_of(word), ()), word.lower())
    return MappingProxyType(words)


def _is_form(used: str, words: Sequence[str]) -> bool:
    """Whether a word is a form of one of ``words``: "militias" of "militia", but not "responsibility" of "response"."""
    plain = used.lower()
    return any(
        len(plain) <= len(word) + _ENDING and plain.startswith(word[: max(len(word) - _CHANGED, _CHANGED)])
        for word in words
    )


@cache
def _phrases(lexicon: Lexicon) -> re.Pattern[str] | None:
    phrases = {word for entry in lexicon.get("contested", []) for word in entry.get("words", []) if " " in word}
    forms = sorted((r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases), key=lambda f: (-len(f), f))
    return re.compile(rf"(?i)\b(?:{'|'.join(forms)})s?\b") if forms else None


@cache
def _phrase_parts(lexicon: Lexicon) -> frozenset[str]:
    """Parts of which a text with a contested phrase holds one."""
    phrases = _phrases(lexicon)
    return next(iter(required_parts(phrases)), frozenset({""})) if phrases else frozenset()


@cache
def _stopwords(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word.lower() for word in lexicon["stopwords"])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word in lower case; kept per word, since a corpus repeats its words."""
    stemmed: str = _STEMMER.stem(word)
    return stemmed
