"""Sentences that tell no attack but its dead and hurt: "Two people died", "80 were taken to hospital".

In: a sentence's scene without an event word of its own. Out: mentions that refer to an attack told elsewhere, one for
each clause that a semicolon parts off; they never stand for an attack by themselves.
"""

from __future__ import annotations

from itertools import pairwise

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.attacks.slots.tolls import Tolls, find_tolls
from analysis.language.rules import load_rules

_TOLLS = frozenset({"toll:killed", "toll:wounded", "toll:both"})


def toll_mentions(scene: Scene, index: int) -> list[Mention]:
    """The tolls of the sentence ``index``, a mention for each clause that tells one."""
    if scene.tags.isdisjoint(_TOLLS):
        return []
    words = scene.words
    marks = [i for i, word in enumerate(words) if word.lower == ";"]
    found = []
    for before, last in pairwise([-1, *marks, len(words)]):
        at = next((i for i in range(before + 1, last) if words[i].tags & _TOLLS), None)
        if at is not None and not _is_excluded(scene, before + 1, at):
            tolls = find_tolls(scene, before + 1, last, counted_only=True)
            told = tolls != Tolls() or _tells_of_attackers(scene, before + 1, last)
            if told and not _is_over_time(scene, tolls):
                found.append(_mention(scene, index, tolls, before + 1, last, at))
    return found


def _is_excluded(scene: Scene, first: int, at: int) -> bool:
    """Whether a rule says that the dead or hurt of a clause are of no attack, or are not told as such."""
    return any(
        (rule.near is None or rule.near.search(scene.line) is not None)
        and (rule.before is None or rule.before.ends_at(scene.line, at, at - first) is not None)
        and rule.fires()
        for rule in load_rules(scene.lexicon, "toll_exclusions")
    )


def _is_over_time(scene: Scene, tolls: Tolls) -> bool:
    """ "responsible for the deaths of 700 people this year": many dead over a time are of no one attack."""
    many = any(t and (t[0] or 2) > 1 for t in (tolls.killed, tolls.wounded))
    return many and any(d.date_precision in ("year", "period") for d in scene.dates)


def _tells_of_attackers(scene: Scene, first: int, last: int) -> bool:
    """ "Three of the attackers also died": no toll of the attack, but told of it."""
    return any(
        rule.near is not None and rule.near.search(scene.line, first, last) and rule.fires()
        for rule in load_rules(scene.lexicon, "toll_of_attackers")
    )


def _mention(scene: Scene, index: int, tolls: Tolls, first: int, last: int, at: int) -> Mention:
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
        meant=tolls.meant,
    )
