"""Terms of an article: stems of its content words, counted.

Words of the sentences only (headline, body, captions that are no repetition), in lower case, stop words of
stopwords.toml left out, stemmed with NLTK's Snowball stemmer for English ("attacks", "attacked" are one term).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from nltk.stem.snowball import SnowballStemmer

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.records import Term
from analysis.reading.article import Article

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*(?:\.[^\W\d_]\b)*")
_STEMMER = SnowballStemmer("english")


def count_terms(article: Article, lexicon: Lexicon) -> list[Term]:
    """The terms of an article, the most frequent first, then in alphabetical order."""
    counts = Counter(_terms(article, lexicon))
    return [Term(term, count) for term, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _terms(article: Article, lexicon: Lexicon) -> Iterator[str]:
    stop = _stopwords(lexicon)
    for sentence in article.sentences:
        for match in _WORD.finditer(article.text, sentence.start, sentence.end):
            word = match[0].replace("’", "'").lower()
            word = word[:-2] if word.endswith("'s") else word
            if len(word) > 1 and word not in stop:
                yield stem(word)


@cache
def _stopwords(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word.lower() for word in lexicon["stopwords"])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word in lower case; kept per word, since a corpus repeats its words."""
    stemmed: str = _STEMMER.stem(word)
    return stemmed
