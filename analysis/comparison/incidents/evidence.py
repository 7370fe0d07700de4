"""Names around the mentions of an attack: what shows two undated accounts to tell of one event.

Two articles on one attack name the same ship, street, victim or number of captives; two look-alikes share only the
names of the region. So a name counts by how rare it is among the articles compared (inverse document frequency:
Spärck Jones 1972), articles on one attack resemble one another as a whole (cosine of the names: Salton and McGill
1983), and names that part the articles on one place into camps speak against (Cybulska and Vossen 2014 show that one
topic holds several alike events).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from analysis.language.expressions import vocabulary
from analysis.language.lexicon import Lexicon

# Characters on either side of a mention in which names are still about it.
WINDOW = 240
# A capital that does not open a sentence, a heading or a quotation; a number of two or three figures.
_NAME = re.compile(r"(?<=[\w,;:(-] )(?:[A-Z][\w’'-]{2,}|[1-9]\d{1,2}(?=\s[a-z]))")
# Agreement for the weight of the names that two accounts share, at most.
MOST_SHARED = 2.5
# What other camps cost, from how many articles on one place camps can be seen, and the share of names that is none.
OTHER_CAMP, LEAST_ARTICLES, FEW = -2.0, 6, 0.3


@dataclass(frozen=True, slots=True)
class Background:
    """How many articles name what: ``weights`` of names and ``places`` over all (1 in one article, 0 in all), ``camps``
    for each place word the weights of the names that some but not most of the articles on that place share."""

    weights: Mapping[str, float]
    places: Mapping[str, float]
    camps: Mapping[str, Mapping[str, float]]


def names_around(text: str, start: int, end: int, lexicon: Lexicon) -> frozenset[str]:
    """The names and numbers in ``text`` within ``WINDOW`` of a mention, in lower case; none where all is in
    capitals."""
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


def resemblance(a: frozenset[str], b: frozenset[str], behind: Background) -> float:
    """How alike two sets of names are, from 0 to 1: the cosine of their weights."""
    both = _weight(a & b, behind.weights)
    return both / math.sqrt(_weight(a, behind.weights) * _weight(b, behind.weights)) if both else 0.0


def background(articles: Iterable[tuple[frozenset[str], frozenset[str], frozenset[str]]]) -> Background:
    """The background of ``articles``, each given as the names in it, those around its attacks and the words of their
    places."""
    counted: Counter[str] = Counter()
    local: dict[str, Counter[str]] = defaultdict(Counter)
    on_place: Counter[str] = Counter()
    n = 0
    for every, names, places in articles:
        n += 1
        counted.update(every)
        for place in places:
            on_place[place] += 1
            local[place].update(names - places)
    weights = {name: _rarity(count, n) for name, count in counted.items()}
    on_places = {place: _rarity(count, n) for place, count in on_place.items()}
    camps = {
        place: _camps(names, on_place[place]) for place, names in local.items() if on_place[place] >= LEAST_ARTICLES
    }
    return Background(weights, on_places, camps)


def _camps(names: Mapping[str, int], n: int) -> dict[str, float]:
    return {name: _rarity(c, n) for name, c in names.items() if 2 <= c <= 0.6 * n}


def _rarity(count: int, n: int) -> float:
    """How much a name tells that ``count`` of ``n`` articles hold: nearly 1 in one article, nearly 0 in all."""
    return math.log((n + 1) / count) / math.log(n + 1)


def shared_names(a: frozenset[str], b: frozenset[str], places: frozenset[str], behind: Background) -> float:
    """How far the names around two accounts speak for one attack; ``places`` are the place words of both."""
    shared = sum(behind.weights.get(n, 0.0) for n in (a & b) - places)
    return min(MOST_SHARED, shared) + (OTHER_CAMP if _in_other_camps(a, b, places, behind) else 0.0)


def _in_other_camps(a: frozenset[str], b: frozenset[str], places: frozenset[str], behind: Background) -> bool:
    """Whether two accounts of one place hold to names that part its articles: the one ship, the other ship."""
    known = [behind.camps[p] for p in places if p in behind.camps]
    if not known:
        return False
    camp = min(known, key=lambda c: (len(c), sorted(c)))
    least = min(_weight(a, camp), _weight(b, camp))
    return least > 0.0 and _weight(a & b, camp) < FEW * least


def _weight(names: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(n, 0.0) for n in names)
