"""Names around the mentions of an attack: what shows two undated accounts to tell of one event.

Two articles on one attack name the same ship, street, victim or witness; two look-alikes share only the names of the
region. So a name counts by how rare it is among the articles compared (inverse document frequency: Spärck Jones 1972,
"A statistical interpretation of term specificity"; for events over documents Cybulska and Vossen 2014).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from analysis.extraction.attack_words import vocabulary
from analysis.extraction.lexicon import Lexicon

# Characters on either side of a mention in which names are still about it.
WINDOW = 160
# A capital that does not open a sentence, a heading or a quotation.
_NAME = re.compile(r"(?<=[\w,;:(-] )[A-Z][\w’'-]{2,}")
# Agreement for the weight that names share, at most; and for many names of which none is shared.
MOST_SHARED, NONE_SHARED = 2.5, -1.0
# Names that weigh less in all than this tell too little to speak against one attack.
ENOUGH = 2.0


def names_around(text: str, start: int, end: int, lexicon: Lexicon) -> frozenset[str]:
    """The names in ``text`` within ``WINDOW`` of a mention, in lower case; none where all is in capitals."""
    stretch = text[max(0, start - WINDOW) : end + WINDOW]
    if stretch.isupper():
        return frozenset()
    known = vocabulary(lexicon).tags
    dull = _calendar(lexicon)
    found = (m[0].lower().replace("’", "'").removesuffix("'s").rstrip("'-") for m in _NAME.finditer(stretch))
    return frozenset(name for name in found if name not in known and name not in dull)


@cache
def _calendar(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["clause_words"]["calendar"]) | {"march", "may", "the"}


def rarity(names_by_article: Iterable[frozenset[str]]) -> dict[str, float]:
    """The weight of each name, 1 in one article down to 0 in all."""
    counted: Counter[str] = Counter()
    n = 0
    for names in names_by_article:
        counted.update(names)
        n += 1
    return {name: math.log((n + 1) / count) / math.log(n + 1) for name, count in counted.items()}


def shared_names(a: frozenset[str], b: frozenset[str], weights: Mapping[str, float]) -> float:
    """How far the names around two accounts speak for one attack."""
    if not a or not b:
        return 0.0
    shared = sum(weights.get(n, 0.0) for n in a & b)
    least = min(sum(weights.get(n, 0.0) for n in names) for names in (a, b))
    if shared == 0.0 and least >= ENOUGH:
        return NONE_SHARED
    return min(MOST_SHARED, shared)
