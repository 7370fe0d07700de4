"""Mentions of one article put together by attack: the last step of the attack cascade.

In: mentions in text order. Out: clusters, each the mentions of one attack. A mention joins the attack that it agrees
with best (``identity``); a reference ("the attack") joins the nearest that it does not contradict. Here stands what
only discourse tells: "the attack" and "another bomb", what is told right behind, an attack and the one that it answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from analysis.extraction.attacks.events.weapons import event_forms, weapon_companions, weapon_families
from analysis.extraction.attacks.identity import (
    Description,
    agreement,
    contradiction,
    day_agreement,
    is_name,
    joined,
    may_be_one,
    name_words,
    place_words,
    weapon_agreement,
)
from analysis.extraction.attacks.slots.mention import Mention
from analysis.language.lexicon import Lexicon

# What somebody else as the victim costs, another doer; what "they" or "that attack" right behind an
# attack counts for; what a weapon named before does ("fired the rockets"); what a noun costs that can't mean such an
# attack ("the raid" for a roadside bomb).
_OTHER_VICTIM, _OTHER_PARTY, _CARRIED_ON, _RECALLED, _OTHER_FORM = -2.5, -1.0, 1.5, 1.5, -1.5
# So many sentences behind an attack its dead and hurt may be told; a bare toll ("two people died"); one of the only
# attack that is told.
_OUTCOME_REACH, _TOLL_REACH, _ONLY_TOLL_REACH = 3, 4, 12
# Of so many attacks a sum is sought; two dead are one and one in many texts.
_SUMMED, _BY_CHANCE = 6, 2
# A "bombing" may be of a bomb or from the air.
_BOMBING = frozenset({"explosive", "aerial"})
# Nouns that refer to an attack of any form.
_ANY_ATTACK = frozenset({"attack", "incident"})
_ENDING = re.compile(r"(?:ings?|ed|es|s|ers?)$")  # parts "ambush" from "ambushed"


@dataclass(slots=True)
class Cluster:
    """The mentions of one attack, and what they say together."""

    mentions: list[Mention]
    told: Description
    stems: frozenset[str]

    def add(self, mention: Mention, told: Description) -> None:
        self.mentions.append(mention)
        self.told = joined(self.told, told)
        self.stems |= stems_of(mention)

    @property
    def last(self) -> Mention:
        """The mention added last: the one behind which a reference stands."""
        return self.mentions[-1]


def merge_mentions(mentions: Sequence[Mention], headlines: frozenset[int], lexicon: Lexicon) -> list[Cluster]:
    """Clusters in the order of their first mention; ``headlines`` are indices of sentences.

    A reference that finds no attack is left out, but for what was foiled: "police defused a bomb".
    """
    merging = _Merging(lexicon, headlines, [])
    clusters = merging.clusters
    waiting = []
    for mention in _without_sums(mentions):
        told = described(mention, lexicon)
        meant = _all_meant(mention, clusters)
        for cluster in meant:  # "claimed both attacks": what they took together is the toll of neither
            cluster.add(replace(mention, killed=None, wounded=None), told)
        if meant:
            continue
        best = merging.best(mention, told, clusters)
        if best is not None and not _may_point_ahead(mention, best):
            best.add(mention, told)
        elif best is None and mention.is_full:
            clusters.append(Cluster([mention], told, stems_of(mention)))
        else:
            waiting.append((mention, told))
    for mention, told in waiting:
        if not mention.is_disowned and (ahead := merging.ahead(mention, told)) is not None:
            ahead.add(mention, told)
        elif _is_foiled(mention):
            clusters.append(Cluster([mention], told, stems_of(mention)))
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: (m.start, m.trigger_start))
    return sorted(clusters, key=lambda c: c.mentions[0].start)


def _without_sums(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those that add up several attacks told each by itself, which have the day of the sum: "Two
    attacks kill eleven", then seven in one town and four in another."""
    kept = list(mentions)
    for whole in (m for m in mentions if m.is_several and not m.is_definite and m.killed):
        others = [m for m in kept if m.is_full and m is not whole and m.sentence != whole.sentence]
        told = {m.place_chain: m for m in reversed(others) if m.place_chain and m.killed and m.killed[0]}
        some = list(told.values())[-_SUMMED:]
        groups = (p for n in range(2, len(some) + 1) for p in combinations(some, n))
        if parts := next((p for p in groups if _add_up(p, whole)), None):
            kept = [replace(m, date=m.date or whole.date) if m in parts else m for m in kept if m is not whole]
    return kept


def _add_up(parts: Sequence[Mention], whole: Mention) -> bool:
    """Whether the dead of the parts are those of a whole that counts the attacks or names the parts' towns."""
    named, dead = place_words(whole.place_chain), whole.killed[0] if whole.killed else None
    listed = not any(named.isdisjoint(place_words(m.place_chain)) for m in parts)
    counted = whole.several is not None and len(parts) <= whole.several
    together = sum((m.killed or (0, 0))[0] or 0 for m in parts)
    return (counted or listed) and _BY_CHANCE < together == dead


def _all_meant(mention: Mention, clusters: Sequence[Cluster]) -> Sequence[Cluster]:
    """The attacks told last, where a reference means several: "both attacks"."""
    latest = sorted(clusters, key=lambda c: -c.last.start)
    is_full = mention.several is not None and mention.is_definite and len(clusters) >= mention.several
    return latest[: mention.several] if is_full else ()


def _is_foiled(mention: Mention) -> bool:
    verbal = all(t.event == "intercept" and t.voice in ("active", "passive") for t in mention.triggers)
    return bool(mention.triggers) and verbal and mention.weapon is not None


def described(mention: Mention, lexicon: Lexicon) -> Description:
    """What a mention tells of its attack."""
    time, weapon = mention.time, mention.weapon
    is_day = time is not None and time.precision == "day"
    families = frozenset({f for f in (weapon_families(lexicon).get(weapon or ""),) if f})
    if mention.event == "bomb" and not families.isdisjoint(_BOMBING):
        families = _BOMBING
    return Description(
        # of a cause the time may be that of the answer: "this month Norland retaliated over the killing of three"
        times=(time,) if time and (is_day or not mention.is_cause) else (),
        days=frozenset({time.start} if time and time.start and is_day else ()),
        countries=frozenset({mention.country} if mention.country else ()),
        places=place_words(mention.place_chain),
        ranks=frozenset({mention.place_rank}),
        weapons=frozenset({weapon} if weapon else ()),
        families=families,
        killed=(mention.killed,) if mention.killed else (),
        names=mention.names,
        victims=mention.proper - place_words(mention.place_chain),  # "a shooting in North Street" names nobody
        doers=frozenset({mention.perpetrator.lower()} if mention.perpetrator else ()),
        kinds=frozenset({mention.kind}) if mention.triggers or not mention.is_definite else frozenset(),
    )


@dataclass(frozen=True, slots=True)
class _Merging:
    lexicon: Lexicon
    headlines: frozenset[int]
    clusters: list[Cluster]

    def best(self, mention: Mention, told: Description, clusters: Sequence[Cluster]) -> Cluster | None:
        """The attack that a mention agrees with best, of equals the one told last; None where none is near enough."""
        told_by_order = not (mention.date or mention.place or mention.names)
        if mention.ordinal and told_by_order and mention.ordinal <= len(clusters):
            return clusters[mention.ordinal - 1]
        weights = self.lexicon["same_attack"]["within"]
        latest = max(clusters, key=lambda c: c.last.start, default=None)
        best: tuple[float, Cluster] | None = None
        for cluster in clusters:
            score = self._agreement(mention, told, cluster, is_latest=cluster is latest, is_only=len(clusters) == 1)
            is_reference = _is_reference(mention) or _is_outcome(mention, cluster)
            least = weights["enough_for_reference" if is_reference else "enough"]
            if score is not None and score >= least and (best is None or score >= best[0]):
                best = score, cluster
        return best[1] if best else None

    def ahead(self, mention: Mention, told: Description) -> Cluster | None:
        """The attack, told further on, that a reference points to: the next one, or the one with its weapon."""
        if mention.is_cause:  # what was answered is told before, or nowhere
            return None
        if mention.weapon and (ahead := self.best(mention, told, self.clusters)):
            return ahead
        later = [c for c in self.clusters if c.mentions[0].sentence >= mention.sentence]
        return self.best(mention, told, later[:1]) if mention.triggers else None

    def _agreement(
        self, mention: Mention, told: Description, cluster: Cluster, *, is_latest: bool, is_only: bool
    ) -> float | None:
        """How well a mention agrees with an attack, which may be the latest told or the only one; None where they
        contradict one another."""
        weights, companions = self.lexicon["same_attack"]["within"], weapon_companions(self.lexicon)
        if (
            contradiction(told, cluster.told, surname=True)
            or _is_beside(mention, cluster)
            or self._is_another(mention, told, cluster)
        ):
            return None
        gap = abs(mention.sentence - cluster.last.sentence)
        if not mention.triggers and gap > (_ONLY_TOLL_REACH if is_only else _TOLL_REACH):
            return None
        day = day_agreement(told, cluster.told, weights)
        score = agreement(told, cluster.told, weights, companions) + min(1.0, 0.2 * len(cluster.mentions))
        score += self._of_others(mention, told, cluster) + _referring(mention, cluster)
        score += 0.5 if mention.event == cluster.last.event else 0.0
        score += 1.0 if gap <= 1 else 0.5 if gap <= 3 else 0.0
        if is_latest and gap <= _OUTCOME_REACH:
            score += _CARRIED_ON if mention.is_carrying and gap <= 1 else 0.0
            same = weapon_agreement(told, cluster.told, weights, companions) >= 0
            score += _RECALLED if mention.recalls_weapon and same else 0.0
        of_headline = cluster.last.sentence in self.headlines
        if mention.is_indefinite and not of_headline and (mention.date or mention.place or mention.target):
            score -= 0.25 if day > 0 and not mention.place and not mention.target else 1.0
        return score + (1.5 if of_headline and len(cluster.mentions) == 1 else 0.0)

    def _of_others(self, mention: Mention, told: Description, cluster: Cluster) -> float:
        """What speaks for another attack: another victim by name, another doer with another aim, a noun that can't mean
        an attack with such a weapon ("the raid", "the shooting" and a roadside bomb)."""
        score = 0.0
        if told.victims and cluster.told.victims and not may_be_one(told.victims, cluster.told.victims):
            score += _OTHER_VICTIM * (2 if mention.is_definite else 1)  # "the mayor's murder", "the killing of a judge"
        if mention.triggers and mention.triggers[0].voice == "noun" and not mention.weapon:
            may_be = event_forms(self.lexicon).get(mention.event)
            if may_be and cluster.told.families and may_be.isdisjoint(cluster.told.families):
                score += _OTHER_FORM
        return score + _other_party(mention, cluster)

    def _is_another(self, mention: Mention, told: Description, cluster: Cluster) -> bool:
        """Whether a mention is told as another attack: "another bomb", a bomb that was found, the cause of one."""
        # "it was defused", "that attack": may be said of a bomb that was found
        stopped = not mention.is_full or any(t.event == "intercept" for t in mention.triggers)
        if _is_found(mention) != any(map(_is_found, cluster.mentions)) and not stopped:
            return True
        if _is_let_through(mention) and all(map(_is_stopped, cluster.mentions)):
            return True
        if mention.is_other or (_has_turned(mention, cluster) and told.days.isdisjoint(cluster.told.days)):
            return True
        if mention.names & cluster.told.names or _is_same_number(mention, cluster):
            return False
        if not mention.is_cause:
            return all(m.is_cause for m in cluster.mentions) and (mention.is_full or mention.date is not None)
        weights = self.lexicon["same_attack"]["within"]
        if day_agreement(told, cluster.told, weights) > 1.0 and not stems_of(mention).isdisjoint(cluster.stems):
            return False
        return weapon_agreement(told, cluster.told, weights, weapon_companions(self.lexicon)) <= 0


def _is_beside(mention: Mention, cluster: Cluster) -> bool:
    """Whether one sentence tells both as two: an attack is not what it answers, nor what a list names beside it ("those
    killed in the ambush at Harrowfen, those killed by the bomb in Tarnwick")."""
    beside = [m for m in cluster.mentions if m.sentence == mention.sentence]
    places = place_words(mention.place_chain)
    return any(
        m.is_cause
        or mention.is_cause
        or _are_shares(m, mention)
        or bool(places and m.place_chain and places.isdisjoint(place_words(m.place_chain)))
        for m in beside
    )


def _are_shares(a: Mention, b: Mention) -> bool:
    """ "54 people in Quetta on Monday and 16 on Sunday": parted by place or day."""
    return (a.is_share or b.is_share) and (a.place_chain != b.place_chain or a.date != b.date)


def _has_turned(mention: Mention, cluster: Cluster) -> bool:
    """Whether, on a day of its own, who did it suffers now: "rebels killed 12", then "killed 30 rebels on Tuesday"."""
    doers = frozenset(word for m in cluster.mentions for word in name_words(m.perpetrator))
    return mention.date is not None and mention.perpetrator is not None and bool(doers & name_words(mention.target))


def _is_found(mention: Mention) -> bool:
    """ "a dog found a bomb": one that did not go off, and so none that was told before."""
    return bool(mention.triggers) and all(t.event == "find" for t in mention.triggers)


def _is_stopped(mention: Mention) -> bool:
    """ "shot down 97 drones"."""
    return bool(mention.triggers) and all(t.event == "intercept" for t in mention.triggers)


def _is_let_through(mention: Mention) -> bool:
    """ "one drone struck a warehouse": none of those that were stopped; not "the drone", "debris"."""
    lead = mention.triggers[0] if mention.triggers else None
    hits = lead is not None and lead.event in ("hit", "impact", "explode") and lead.voice == "active"
    return hits and mention.is_full and mention.weapon is not None and not mention.recalls_weapon


def _is_same_number(mention: Mention, cluster: Cluster) -> bool:
    """Whether both tell of the killing of the same number: "the killing of three sailors", be it as a cause."""
    dead = mention.killed[0] if mention.killed else None
    same = any(m.killed == mention.killed and m.event == mention.event for m in cluster.mentions)
    return dead is not None and dead > 1 and same


def _is_outcome(mention: Mention, cluster: Cluster) -> bool:
    """Whether a mention tells but of dead and hurt right behind an attack: "Several people were killed"."""
    told = mention.date or mention.place or mention.weapon or mention.perpetrator or mention.proper or mention.is_other
    passive = all(t.voice == "passive" and t.event in ("kill", "wound", "shoot") for t in mention.triggers)
    return passive and not told and 0 <= mention.sentence - cluster.last.sentence <= _OUTCOME_REACH


def _is_reference(mention: Mention) -> bool:
    """Whether a mention speaks of something told already; "attacks that hit nobody" are any attacks."""
    bare_plural = bool(mention.triggers) and all(t.voice == "noun" and t.plural for t in mention.triggers)
    return mention.is_definite or _is_detail(mention) or (not mention.is_full and not bare_plural)


def _is_detail(mention: Mention) -> bool:
    """Whether a clause tells neither when, where, how many, who did it nor whom by name: "They fired at everybody"."""
    told = (mention.date, mention.place, mention.killed, mention.wounded, mention.perpetrator)
    verbal = bool(mention.triggers) and all(t.voice != "noun" for t in mention.triggers)
    return verbal and not any(told) and not (mention.proper or mention.is_other)


def _referring(mention: Mention, cluster: Cluster) -> float:
    """What a reference adds: "the attack" means one told before, "the ambush" one told as an ambush, in the same
    number ("air strikes")."""
    if not mention.is_definite:
        return 0.0
    if not mention.triggers or mention.triggers[0].voice != "noun":
        return 1.5
    first = cluster.mentions[0].triggers
    same_number = mention.triggers[0].plural == (bool(first) and first[0].plural)
    return 1.5 - (not same_number) + (not (stems_of(mention) - _ANY_ATTACK).isdisjoint(cluster.stems))


def _other_party(mention: Mention, cluster: Cluster) -> float:
    """What another doer by name costs, more where he has another aim; "gunmen" may be anyone, where nothing new is
    told."""
    doer = mention.perpetrator
    theirs = [m.perpetrator for m in cluster.mentions if m.perpetrator]
    if doer is None or not theirs or any(doer.lower() in t.lower() or t.lower() in doer.lower() for t in theirs):
        return 0.0
    if not all(map(is_name, [doer, *theirs])):
        return _OTHER_PARTY if mention.is_indefinite else 0.0
    aims = frozenset(word for m in cluster.mentions for word in place_words(m.target))
    other_aim = bool(mention.target and aims) and aims.isdisjoint(place_words(mention.target))
    return _OTHER_PARTY * (2 if other_aim and mention.is_full and not mention.is_definite else 1)


def _may_point_ahead(mention: Mention, cluster: Cluster) -> bool:
    """ "the rocket attack" before the rockets are told of: an earlier attack with another weapon is not it."""
    noun = bool(mention.triggers) and mention.triggers[0].voice == "noun"
    weapons = cluster.told.weapons
    return noun and mention.is_definite and bool(weapons and mention.weapon) and mention.weapon not in weapons


def stems_of(mention: Mention) -> frozenset[str]:
    """The words that tell of the attack, without their endings."""
    return frozenset(_ENDING.sub("", word.lower()) for word in mention.trigger_words)
