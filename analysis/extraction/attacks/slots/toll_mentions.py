"""Sentences that tell no attack but its dead and hurt: "Two people died", "80 were taken to hospital".

In: a sentence's scene without an event word of its own. Out: mentions that refer to an attack told elsewhere, one for
each clause that a semicolon parts off; they never stand for an attack by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.attacks.slots.tolls import Tolls, find_tolls
from analysis.language.expressions import Word
from analysis.language.groups import is_number
from analysis.language.lexicon import Lexicon

_TOLLS = frozenset({"toll:killed", "toll:wounded", "toll:both"})
_UNREAL = frozenset({"condition", "modal", "future"})


def toll_mentions(scene: Scene, index: int) -> list[Mention]:
    """The tolls of the sentence ``index``, a mention for each clause that tells one."""
    if not any(w.tags & _TOLLS for w in scene.words):
        return []
    if not _accidents(scene.lexicon).isdisjoint([w.lower for w in scene.words]):
        return []
    return [m for first, last in _clauses(scene.words) if (m := _told(scene, index, first, last))]


@cache
def _accidents(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["word_lists"]["accidents"])


def _clauses(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for i, word in enumerate(words):
        if word.lower == ";" and i > first:
            yield first, i
            first = i + 1
    if first < len(words):
        yield first, len(words)


def _is_fiction(before: Sequence[Word], lexicon: Lexicon) -> bool:
    """ "The movie shows gunmen killing": told on a screen."""
    lists = lexicon["word_lists"]
    told = next((j for j, w in enumerate(before) if w.lower in lists["fiction"]), len(before))
    return any(w.lower in lists["showing"] for w in before[told:])


def _told(scene: Scene, index: int, first: int, last: int) -> Mention | None:
    words = scene.words
    at = next((i for i in range(first, last) if words[i].tags & _TOLLS), None)
    if at is None or _is_fiction(words[first:at], scene.lexicon) or any(w.tags & _UNREAL for w in words[first:at]):
        return None
    tolls = find_tolls(scene, first, last, counted_only=True)
    if _is_over_time(scene, tolls) or (tolls == Tolls() and not _are_attackers(words, first, last)):
        return None
    return toll_mention(scene, index, tolls, first, last, at)


def _is_over_time(scene: Scene, tolls: Tolls) -> bool:
    """ "responsible for the deaths of 700 people this year": many dead over a time are of no one attack."""
    many = any(t and (t[0] or 2) > 1 for t in (tolls.killed, tolls.wounded))
    return many and any(d.date_precision in ("year", "period") for d in scene.dates)


def _are_attackers(words: Sequence[Word], first: int, last: int) -> bool:
    """ "Three of the attackers also died": no toll of the attack, but told of it."""
    counted = [i for i in range(first, last) if is_number(words[i]) and not words[i].lower.endswith("one's")]
    return any(any("attacker" in w.tags for w in words[i + 1 : min(i + 4, last)]) for i in counted)


def toll_mention(scene: Scene, index: int, tolls: Tolls, first: int, last: int, at: int) -> Mention:
    """A reference that gives ``tolls``, by the word ``at`` of ``words[first:last]``."""
    words = scene.words
    return Mention(
        sentence=index,
        start=words[first].start,
        end=words[last - 1].end,
        trigger_words=(scene.text[words[at].start : words[at].end],),
        trigger_start=words[at].start,
        trigger_end=words[at].end,
        killed=tolls.killed,
        wounded=tolls.wounded,
    )
