"""How like two accounts are: the agreement of what they tell (``identity``), and of the names around them.

Two articles on one attack name the same ship, street, victim or number of captives; two look-alikes share only the
names of the region. So a name counts by how rare it is among the articles compared (inverse document frequency:
Spärck Jones 1972), articles on one attack resemble one another as a whole (cosine of their terms: Salton and McGill
1983), and names that part the articles on one place into camps speak against (Cybulska and Vossen 2014 show that one
topic holds several alike events).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.comparison.incidents.accounts import Account, are_elsewhere, are_in_other_towns, told_in_one_sentence
from analysis.extraction.attacks.identity import Weights, agreement, contradiction

# What the wording of two articles counts for: for one attack from a cosine of _COMMON on, against it below.
_WORDING, _COMMON, _MOST_ALIKE, _LEAST_ALIKE = 20.0, 0.15, 3.5, -3.0
# Texts of few terms are alike by chance, and unlike: the length of each is that of so many terms at least, and from so
# many on it speaks fully against one attack.
_LEAST_TERMS, _MANY_TERMS = 12, 40
# A small corpus cannot tell which names and terms are rare: as if so many other articles were there.
_IMAGINED = 20
# Few attacks are stopped in time: two of these in one place and month are mostly one. Who is abducted or raped is so
# without a weapon that is told: the kind stands for it.
_SAME_KIND, _SAME_STOPPED, _STOPPED = 0.25, 1.5, frozenset({"Disrupted weapons use"})
_SAME_TAKING, _TAKING = 1.0, frozenset({"Abduction/forced disappearance", "Sexual violence"})
# Days within which news tells of an attack without saying when it was; what reports further apart cost.
_SOON, _RECENT, _NOT_RECENT = 3, 30, -1.5
# What the names that two accounts share count for, at most.
_MOST_SHARED = 2.5
# What other camps cost, from how many articles on one place camps can be seen, and the share of names that is none.
_OTHER_CAMP, _LEAST_ARTICLES, _FEW = -2.0, 6, 0.3


@dataclass(frozen=True, slots=True)
class Background:
    """How many articles name what: ``names``, ``places`` and ``terms`` have their rarity over all (1 in one article, 0
    in all), ``camps`` for each place word the rarity of the names that some but not most of the articles on that place
    share."""

    names: Mapping[str, float]
    places: Mapping[str, float]
    terms: Mapping[str, float]
    camps: Mapping[str, Mapping[str, float]]
    _lengths: dict[tuple[str, int], float] = field(default_factory=dict)

    def length_of(self, account: Account) -> float:
        """The length of an account's wording as a vector, kept: an account meets many others."""
        key = account.key, len(account.mentions)
        if key not in self._lengths:
            told = sum((n * self.terms[t]) ** 2 for t, n in account.wording.items())
            self._lengths[key] = math.sqrt(max(told, _LEAST_TERMS))
        return self._lengths[key]


def background(accounts: Iterable[Account]) -> Background:
    """What the articles of ``accounts`` name, around their attacks and at all."""
    contexts, located = (defaultdict[str, set[str]](set) for _ in range(2))
    terms: Counter[str] = Counter()
    for account in accounts:
        contexts[account.article_id] |= account.context
        located[account.article_id] |= account.told.places
        terms.update(account.wording.keys())
    n = len(contexts) + _IMAGINED
    on_place = Counter(place for places in located.values() for place in places)
    local: dict[str, Counter[str]] = defaultdict(Counter)
    for article_id, places in located.items():
        for place in places:
            if on_place[place] >= _LEAST_ARTICLES:
                local[place].update(contexts[article_id] - places)
    camps = {
        place: {name: _rarity(c, on_place[place]) for name, c in names.items() if 2 <= c <= 0.6 * on_place[place]}
        for place, names in local.items()
    }
    named = Counter(name for names in contexts.values() for name in names)
    return Background(
        {name: _rarity(c, n) for name, c in named.items()},
        {p: _rarity(c, n) for p, c in on_place.items()},
        {t: _rarity(c, n) for t, c in terms.items()},
        camps,
    )


def _rarity(count: int, n: int) -> float:
    """How much a name tells that ``count`` of ``n`` articles hold: nearly 1 in one article, nearly 0 in all."""
    return math.log((n + 1) / count) / math.log(n + 1)


def agree(a: Account, b: Account, behind: Background, weights: Weights) -> float | None:
    """How far two accounts agree; None where that is not enough for one attack, or where they contradict."""
    score = likeness(a, b, behind, weights)
    least = weights["enough_dated" if a.told.days and b.told.days else "enough"]
    return score if score is not None and score >= least else None


def likeness(a: Account, b: Account, behind: Background, weights: Weights) -> float | None:
    """What speaks for one attack less what speaks against it; None where two accounts contradict."""
    against = contradiction(a.told, b.told)
    if (against and not (against == "countries" and _is_one_town(a, b, behind))) or are_in_other_towns(a, b):
        return None
    if a.article_id == b.article_id and a.is_answered != b.is_answered and told_in_one_sentence(a, b):
        return None
    score = agreement(a.told, b.told, weights, rarity=behind.places)
    return score + _wording(a, b, behind) + _reported(a, b) + _shared_names(a, b, behind) + _kinds(a, b)


def _is_one_town(a: Account, b: Account, behind: Background) -> bool:
    """Whether two accounts tell of a town by one name, on one day, among the same people: only its country was read
    wrongly, where two countries have a Forest."""
    one = not a.told.places.isdisjoint(b.told.places) and not a.told.days.isdisjoint(b.told.days)
    return one and _shared_names(a, b, behind) >= _MOST_SHARED


def _kinds(a: Account, b: Account) -> float:
    if a.kinds == b.kinds == _STOPPED:
        return _SAME_STOPPED
    shared = a.kinds & b.kinds
    return _SAME_TAKING if shared & _TAKING else _SAME_KIND if shared else 0.0


def _wording(a: Account, b: Account, behind: Background) -> float:
    """What the wording of two articles counts for (the cosine of their terms' weights) where both are about these
    attacks. A shared place has been counted; where each names a place that the other does not, two bombings are told in
    the same words."""
    if not a.wording or not b.wording:
        return 0.0
    shared = (a.wording.keys() & b.wording.keys()) - (a.told.places & b.told.places)
    both = sum(a.wording[t] * b.wording[t] * behind.terms[t] ** 2 for t in shared)
    cosine = both / (behind.length_of(a) * behind.length_of(b))
    most = 0.0 if are_elsewhere(a, b) else _MOST_ALIKE
    least = _LEAST_ALIKE * min(1.0, min(len(a.wording), len(b.wording)) / _MANY_TERMS)
    return max(least, min(most, _WORDING * (cosine - _COMMON)))


def _reported(a: Account, b: Account) -> float:
    """News without a day tells of the last weeks: a date outside of them, or reports far apart, speak against one
    attack."""
    first, second = (next((t.start for t in x.told.times if t.start), None) for x in (a, b))
    if (first and second) or a.published is None or b.published is None:
        return 0.0
    gap = abs(((first or a.published) - (second or b.published)).days)
    return 0.5 if gap <= _SOON else 0.0 if gap <= _RECENT else _NOT_RECENT


def _shared_names(a: Account, b: Account, behind: Background) -> float:
    """How far the names around two accounts speak for one attack; those around a mere recollection are of other
    attacks, and speak against nothing."""
    places = a.told.places & b.told.places
    shared = min(_MOST_SHARED, _weight((a.context & b.context) - places, behind.names))
    camps = _OTHER_CAMP if _in_other_camps(a.context, b.context, places, behind) else 0.0
    return shared + camps if a.is_lead and b.is_lead else max(0.0, shared + camps)


def _in_other_camps(a: frozenset[str], b: frozenset[str], places: frozenset[str], behind: Background) -> bool:
    """Whether two accounts of one place hold to names that part its articles: the one ship, the other ship."""
    known = [behind.camps[p] for p in places if p in behind.camps]
    if not known:
        return False
    camp = min(known, key=lambda c: (len(c), sorted(c)))
    least = min(_weight(a, camp), _weight(b, camp))
    return least > 0.0 and _weight(a & b, camp) < _FEW * least


def _weight(names: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(n, 0.0) for n in names)
