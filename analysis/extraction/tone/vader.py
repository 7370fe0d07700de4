"""VADER's rules for one word among its neighbours, and its sum over the words that have a valence.

Hutto and Gilbert (ICWSM 2014), with the tables of the package ``vaderSentiment``, to the last digit as there. The
package puts all words into lower case for each word and each of its neighbours, and walks its list of negations for
each; here lower case is made once, negations are a set, and idioms are looked for where one of their words stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES
from vaderSentiment.vaderSentiment import C_INCR as CAPITALS
from vaderSentiment.vaderSentiment import N_SCALAR as NEGATION

from analysis.language.tokens import pieces_of

_BOOSTERS: Mapping[str, float] = BOOSTER_DICT
_IDIOMS: Mapping[str, float] = SPECIAL_CASES
_CAPITALS: float = CAPITALS
_NEGATION: float = NEGATION
_NEGATIONS = frozenset(NEGATE)
_DAMPED = (0.0, 1.0, 0.95, 0.9)  # what a modifier counts one, two, three words before
# The longest word of each idiom and each modifier of several words; without one there is none.
_OF_IDIOMS = frozenset(max(pieces_of(p), key=len) for p in (*_IDIOMS, *_BOOSTERS) if " " in p)
_SMOOTHING = 15  # VADER's alpha


def is_modifier(low: Sequence[str], i: int) -> bool:
    """Whether a word only makes others stronger or weaker: "very", "kind of"."""
    return low[i] in _BOOSTERS or (low[i] == "kind" and low[i + 1 : i + 2] == ["of"])


def valence_of(
    words: Sequence[str], low: Sequence[str], i: int, known: Mapping[str, float], *, is_cap_diff: bool
) -> float:
    """The valence of a known word, after what stands within three words before and two behind it.

    ``low`` are the words in lower case; ``is_cap_diff`` says whether some but not all of them are in capitals.
    """
    valence = _own_valence(low, i, known)
    if is_cap_diff and words[i].isupper():
        valence += _CAPITALS if valence > 0 else -_CAPITALS
    for back in range(1, min(i, 3) + 1):
        before = low[i - back]
        if before in known:
            continue
        if before in _BOOSTERS:
            valence += _boost(words[i - back], before, valence, is_cap_diff) * _DAMPED[back]
        valence = _negated(valence, low, i, back)
        if back == 3 and not _OF_IDIOMS.isdisjoint(low[i - 3 : i + 3]):
            valence = _with_idioms(valence, low, i)
    if i and low[i - 1] == "least" and "least" not in known and not (i > 1 and low[i - 2] in ("at", "very")):
        valence *= _NEGATION
    return valence


def _own_valence(low: Sequence[str], i: int, known: Mapping[str, float]) -> float:
    """ "no" before a known word is a negation of it, not a bad word of its own."""
    if "no" in low[max(0, i - 2) : i] or (i > 2 and low[i - 3] == "no" and low[i - 1] in ("or", "nor")):
        return known[low[i]] * _NEGATION
    if low[i] == "no" and i + 1 < len(low) and low[i + 1] in known:
        return 0.0
    return known[low[i]]


def _boost(word: str, low: str, valence: float, is_cap_diff: bool) -> float:
    boost = -_BOOSTERS[low] if valence < 0 else _BOOSTERS[low]
    if is_cap_diff and word.isupper():
        boost += _CAPITALS if valence > 0 else -_CAPITALS
    return boost


def _negated(valence: float, low: Sequence[str], i: int, back: int) -> float:
    """The valence after the word ``back`` words before it: turned by a negation, but not by "never so"."""
    before = low[i - back]
    if back == 2 and before == "never" and low[i - 1] in ("so", "this"):
        return valence * 1.25
    if back == 3 and ((before == "never" and low[i - 2] in ("so", "this")) or low[i - 1] in ("so", "this")):
        return valence * 1.25
    if back > 1 and before == "without" and "doubt" in low[i - back + 1 : i]:
        return valence
    return valence * _NEGATION if before in _NEGATIONS or "n't" in before else valence


def _with_idioms(valence: float, low: Sequence[str], i: int) -> float:
    """The valence of the idiom that the word is part of; then "sort of", "kind of" before it."""
    three, two, one, word = low[i - 3 : i + 1]
    before = (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}")
    around = (f"{one} {word}", f"{two} {one} {word}", before[2], before[0], before[1])
    valence = next((_IDIOMS[phrase] for phrase in around if phrase in _IDIOMS), valence)
    for last in range(i + 1, min(i + 3, len(low))):
        valence = _IDIOMS.get(" ".join(low[i : last + 1]), valence)
    for phrase in before:
        valence += _BOOSTERS.get(phrase, 0.0)
    return valence


def after_but(valences: list[tuple[int, float]], but: int) -> list[tuple[int, float]]:
    """What stands before "but" counts half, what stands behind it half as much again.

    As in the package, of two words with one valence the first is changed twice and the second not at all: every raw
    score that was ever published with it has that.
    """
    told = [valence for _, valence in valences]
    for i in range(len(told)):
        same = told.index(told[i])
        if valences[same][0] != but:
            told[same] *= 0.5 if valences[same][0] < but else 1.5
    return [(at, valence) for (at, _), valence in zip(valences, told, strict=True)]


def compound_of(valences: Iterable[float], text: str) -> float:
    """VADER's compound, -1 to 1, of words with these valences in a text with these marks."""
    total = float(sum(valences))
    emphasis = _emphasis(text) if total else 0.0
    total += emphasis if total > 0 else -emphasis
    return round(max(-1.0, min(1.0, total / math.sqrt(total * total + _SMOOTHING))), 4)


def _emphasis(text: str) -> float:
    n = text.count("?")
    return min(text.count("!"), 4) * 0.292 + (0.0 if n < 2 else n * 0.18 if n < 4 else 0.96)
