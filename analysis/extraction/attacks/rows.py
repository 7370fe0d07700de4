"""Clusters of mentions, unreal mentions and tallies as rows: what an attack's other mentions add, the consensus of an
article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.extraction.attacks.consensus import ArticleContext, closest_times, perpetrator_of, tolls_of, weapon_of
from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.types import event_type_of
from analysis.extraction.attacks.identity import Range, Time
from analysis.extraction.attacks.merging import Cluster
from analysis.extraction.attacks.slots.mention import Mention, time_of
from analysis.extraction.attacks.slots.places import is_own_name
from analysis.extraction.attacks.slots.responsibility import Responsibility
from analysis.extraction.records import Attack, Entity
from analysis.extraction.tallies.tally import Tally
from analysis.language.gazetteer import word_after
from analysis.language.lexicon import Lexicon

# A country is the article's only one, where this share of its named places lies in it.
_ONE_COUNTRY = 0.6


def incident_rows(
    clusters: Sequence[Cluster], told: Sequence[tuple[int, Responsibility]], context: ArticleContext
) -> Iterator[tuple[Attack, int]]:
    """A row for each mention, with what its attack's other mentions add, and the number of its attack. Tolls are each
    mention's own. ``told`` is what sentences (by their index) say of responsibility."""
    beside = [_beside(sentence, saying, clusters) for sentence, saying in told]
    # who claims, denies or is blamed for an attack: said beside one of its mentions, or right after the last told
    meant = [found or _last_before(sentence, clusters) for (sentence, _), found in zip(told, beside, strict=True)]
    whole = context.lexicon["toll_whole"]["words"]
    for number, cluster in enumerate(clusters):
        claims: dict[str, str] = {}
        if not all(m.is_cause for m in cluster.mentions):  # who claims the answer did not do what was answered
            for (_, saying), clusters_meant in zip(told, meant, strict=True):
                known = claims.get(saying.kind)  # "Front claims raid", then "the Brannic Front"
                if any(c is cluster for c in clusters_meant) and (not known or saying.who.endswith(f" {known}")):
                    claims[saying.kind] = saying.who
        said: dict[tuple[int, str], str] = {
            (sentence, saying.kind): saying.who
            for (sentence, saying), found in zip(told, beside, strict=True)
            if not found or any(c is cluster for c in found)
        }
        placed = _told_before(cluster, clusters)
        for mention, tolls in zip(cluster.mentions, tolls_of(cluster.mentions, whole), strict=True):
            ordered = [mention, *(m for m in cluster.mentions if m is not mention)]
            yield _row(ordered, tolls, claims, said, context, placed), number


def _beside(sentence: int, saying: Responsibility, clusters: Sequence[Cluster]) -> Sequence[Cluster]:
    """The attack that a claim or denial means in its own sentence, or "both attacks": the one in whose clause it
    stands, else the first; not what is recalled behind it ("claimed the strike, saying it paid for the bombing")."""
    beside = [(m, c) for c in clusters for m in c.mentions if m.sentence == sentence and not m.is_cause]
    within = [(m, c) for m, c in beside if m.start <= saying.start < m.end]
    first = min((m.start for m, _ in within or beside), default=None)
    return [c for m, c in within or beside if m.start == first][: None if all(m.is_several for m, _ in beside) else 1]


def _last_before(sentence: int, clusters: Sequence[Cluster]) -> Sequence[Cluster]:
    """The attack that was told last before a sentence."""
    before = [(m.sentence, c) for c in clusters for m in c.mentions if m.sentence < sentence and not m.is_cause]
    return [max(before, key=lambda b: b[0])[1]] if before else []


def _told_before(cluster: Cluster, clusters: Sequence[Cluster]) -> Sequence[Mention]:
    """The placed mentions of the attack told before one that was "in the same street", the last first."""
    same = next((m for m in cluster.mentions if m.is_same_place), None)
    if same is None or any(m.place for m in cluster.mentions):
        return ()
    told = [m for c in clusters if c is not cluster for m in c.mentions if m.place and m.sentence < same.sentence]
    return sorted(told, key=lambda m: -m.start)


def _row(
    ordered: Sequence[Mention],
    tolls: tuple[Range | None, Range | None],
    claims: Mapping[str, str],
    said: Mapping[tuple[int, str], str],
    context: ArticleContext,
    same_place: Sequence[Mention],
) -> Attack:
    """The row of the first of an attack's mentions, with what the others add."""
    mention = ordered[0]
    told = [m.date for m in ordered if m.date] or [m.hot for m in ordered if m.hot]
    time = next(iter(closest_times(t for date in told if (t := time_of(date)))), Time(None, None, None))
    placed = max((m for m in ordered if m.place), key=lambda m: m.place_rank, default=next(iter(same_place), None))
    country = next((m.country for m in ordered if m.country), context.country)
    killed, wounded = (toll or (None, None) for toll in tolls)
    weapon, target = weapon_of(ordered), next((m.target for m in ordered if m.target), None)
    kinds = event_type_of(ordered, weapon, target, context.lexicon)
    return replace(
        _alone(mention),
        date_start=time.start,
        date_end=time.end,
        date_precision=time.precision,
        place=placed.place if placed else None,
        country=None if placed and placed.is_nowhere else country,
        event_type=kinds[0],
        sub_event_type=kinds[1],
        weapon=weapon,
        intercepted=next((True for m in ordered if m.intercepted), None),
        perpetrator=perpetrator_of(ordered, claims, said.get((mention.sentence, "blame")), context),
        target=target,
        killed_low=killed[0],
        killed_high=killed[1],
        wounded_low=wounded[0],
        wounded_high=wounded[1],
        claimed_by=said.get((mention.sentence, "claim")) if "claim" in claims else None,
        denied_by=said.get((mention.sentence, "denial")) if "denial" in claims else None,
    )


def unreal_row(mention: Mention) -> Attack:
    """The row of an attack that is planned, supposed or denied, by the word that says so."""
    return replace(_alone(mention), rule=f"{mention.rule}:{mention.cue}")


def _alone(mention: Mention) -> Attack:
    """What a mention tells by itself."""
    time = mention.time or Time(None, None, None)
    return Attack(
        start=mention.start,
        end=mention.end,
        kind="incident",
        realis=mention.realis,
        trigger=" … ".join(mention.trigger_words),
        trigger_start=mention.trigger_start,
        trigger_end=mention.trigger_end,
        rule=mention.rule,
        date_start=time.start,
        date_end=time.end,
        date_precision=time.precision,
        place=mention.place,
        country=mention.country,
        weapon=mention.weapon,
        perpetrator=mention.perpetrator,
        target=mention.target,
    )


def tally_row(scene: Scene, tally: Tally) -> Attack:
    """The row of a number of attacks over a time."""
    words, noun = scene.words, scene.words[tally.noun]
    date = tally.date
    return Attack(
        start=words[tally.first].start,
        end=words[max(tally.last - 1, tally.first)].end,
        kind="tally",
        realis=tally.realis,
        trigger=scene.text[noun.start : noun.end],
        trigger_start=noun.start,
        trigger_end=noun.end,
        rule=tally.rule,
        count_low=tally.quantity.low,
        count_high=tally.quantity.high,
        date_start=date.date_start if date else None,
        date_end=date.date_end if date else None,
        date_precision=date.date_precision if date else None,
        place=tally.place,
        country=tally.country,
        perpetrator=tally.actor,
        target=tally.target,
    )


def only_group(entities: Sequence[Entity]) -> str | None:
    """The armed group of an article that names just one."""
    groups = {e.entity for e in entities if e.entity_kind == "group"}
    return groups.pop() if len(groups) == 1 else None


def only_country(entities: Sequence[Entity], text: str, lexicon: Lexicon) -> str | None:
    """The country that most of the named places of an article lie in, the dateline's place counted as any other.

    A people alone tells of none ("a British climber"), unless its police or a town of theirs is told of.
    """
    named = Counter(e.country for e in entities if e.country)
    country, n = named.most_common(1)[0] if named else (None, 0)
    told = n >= _ONE_COUNTRY * named.total()
    at_home = lexicon["place_words"]["at_home"]
    own = (e for e in entities if told and e.country == country)
    places = (is_own_name(text, e, lexicon) or word_after(text, e.end).lower() in at_home for e in own)
    return country if any(places) else None
