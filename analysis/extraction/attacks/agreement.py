"""How well a mention agrees with an attack that the same article tells: the measure behind merging.

Names, day, place, weapon, toll, doer and nearness speak for one attack; days apart, other countries, another kind of
attack, "another bomb" and somebody else as the victim speak against.
"""

from __future__ import annotations

from analysis.extraction.attacks.cluster import Cluster, Weapons, stems_of
from analysis.extraction.attacks.contradictions import contradict
from analysis.extraction.attacks.likeness import same_day, same_doer, same_place, same_toll, same_weapon
from analysis.extraction.attacks.slots.mention import Mention

# What somebody else as the victim costs; twice that where the mention is a reference ("the murder of the judge").
OTHER_VICTIM = -2.5


# What "they" or "that attack" right behind an attack counts for; what a weapon named before does ("fired the rockets");
# what a noun costs that can't mean such an attack ("the raid" for a roadside bomb).
CARRIED_ON, RECALLED, OTHER_FORM = 1.5, 1.5, -1.5


# Nouns that refer to an attack of any form.
_ANY_ATTACK = frozenset({"attack", "incident"})


def agreement(
    mention: Mention,
    cluster: Cluster,
    weapons: Weapons,
    headlines: frozenset[int],
    *,
    is_latest: bool = False,
    others: bool = True,
) -> float | None:
    """How well a mention agrees with an attack, which may be the latest told or the only one; None where they
    contradict one another."""
    if contradict(mention, cluster, weapons, others):
        return None
    last = cluster.last
    score = min(3.0, 1.5 * len(mention.names & cluster.names)) + min(1.0, 0.2 * len(cluster.mentions))
    score += same_day(mention, cluster) + same_place(mention, cluster) + same_weapon(mention, cluster, weapons)
    score += same_toll(mention, cluster) + same_doer(mention, cluster) + _other_victim(mention, cluster)
    score += _referring(mention, cluster) + _other_form(mention, cluster, weapons)
    if mention.recalls_weapon and is_latest and same_weapon(mention, cluster, weapons) >= 0:
        score += RECALLED if abs(mention.sentence - cluster.last.sentence) <= _OUTCOME_REACH else 0.0
    score += 0.5 if mention.event == last.event else 0.0
    gap = abs(mention.sentence - last.sentence)
    score += 1.0 if gap <= 1 else 0.5 if gap <= 3 else 0.0
    score += CARRIED_ON if mention.is_carrying and is_latest and gap <= 1 else 0.0
    if mention.is_indefinite and last.sentence not in headlines and (mention.date or mention.place or mention.target):
        only_day = same_day(mention, cluster) > 0 and not mention.place and not mention.target
        score -= 0.25 if only_day else 1.0
    if last.sentence in headlines and len(cluster.mentions) == 1:
        score += 1.5
    return score


def _referring(mention: Mention, cluster: Cluster) -> float:
    """What a reference adds: "the attack" means one told before, "the ambush" one told as an ambush, in the same
    number."""
    score = 1.5 if mention.is_definite else 0.0
    if not (mention.is_definite and mention.triggers and mention.triggers[0].voice == "noun"):
        return score
    if mention.triggers[0].plural != _is_plural(cluster):
        score -= 1.0
    return score + (1.0 if (stems_of(mention) - _ANY_ATTACK) & cluster.stems else 0.0)


def is_outcome(mention: Mention, cluster: Cluster) -> bool:
    """Whether a mention tells but of dead and hurt right behind an attack: "Several people were killed"."""
    told = mention.date or mention.place or mention.weapon or mention.perpetrator or mention.proper or mention.is_other
    passive = all(t.voice == "passive" and t.event in ("kill", "wound", "shoot") for t in mention.triggers)
    return passive and not told and 0 < mention.sentence - cluster.last.sentence <= _OUTCOME_REACH


# So many sentences behind an attack its dead and hurt may be told.
_OUTCOME_REACH = 3


def _other_form(mention: Mention, cluster: Cluster, weapons: Weapons) -> float:
    """Whether a noun can't mean an attack with such a weapon: "the raid", "the shooting" and a roadside bomb."""
    if not mention.triggers or mention.triggers[0].voice != "noun" or mention.weapon:
        return 0.0
    may_be = weapons.forms.get(mention.event)
    theirs = {weapons.families[m.weapon] for m in cluster.mentions if m.weapon and m.weapon in weapons.families}
    return OTHER_FORM if may_be and theirs and not may_be & theirs else 0.0


def _other_victim(mention: Mention, cluster: Cluster) -> float:
    """Somebody else by name is mostly the victim of another attack: "the mayor's murder", "the killing of a judge"."""
    if not mention.proper or not cluster.proper or mention.proper & cluster.proper:
        return 0.0
    return OTHER_VICTIM * (2 if mention.is_definite else 1)


def _is_plural(cluster: Cluster) -> bool:
    """Whether an attack is told in the plural: "air strikes"."""
    return all(t.plural for t in cluster.mentions[0].triggers[:1]) and bool(cluster.mentions[0].triggers)
