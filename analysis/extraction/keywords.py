"""The naive count: how often attack words stand in a file, for comparison with counts of attacks."""

from __future__ import annotations

import re
from functools import cache

from analysis.extraction.lexicon import Lexicon
from analysis.reading.article import Article

_WORD = re.compile(r"[^\W\d_]+")


def count_keywords(article: Article, lexicon: Lexicon) -> int:
    """How often the words of keywords.toml stand anywhere in the file, furniture and repetitions included.

    This is what a keyword search counts; it is not a number of attacks. "Rocket attack" counts twice.
    """
    keywords = _keywords(lexicon)
    return sum(word in keywords for word in _WORD.findall(article.text.lower()))


@cache
def _keywords(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word.lower() for word in lexicon["keywords"])
