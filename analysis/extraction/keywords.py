"""The naive count: how often attack words stand in a file, for comparison with counts of attacks."""

from __future__ import annotations

import re
from functools import cache

from analysis.extraction.lexicon import Lexicon
from analysis.reading.article import Article
from analysis.reading.words import words_of

_WORD = re.compile(r"[^\W\d_]+")


def count_keywords(article: Article, lexicon: Lexicon) -> int:
    """How often the words of keywords.toml stand anywhere in the file, furniture and repetitions included.

    This is what a keyword search counts; it is not a number of attacks. "Rocket attack" counts twice.
    """
    return sum(map(_keywords(lexicon).__contains__, words_of(article.text.lower(), _WORD)))


@cache
def _keywords(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word.lower() for word in lexicon["keywords"])
