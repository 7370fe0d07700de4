"""The mentions of attacks in one sentence, and what was rejected with the reason.

Triggers that tell of one occasion ("ambushed a convoy, killing four") make one mention. A mention is ``full`` when it
can stand for an attack by itself, else a reference ("the attack", "two people died") that needs an attack told
elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.extraction.attacks.events.reference import (
    cause_start,
    is_carrying_on,
    is_definite_noun,
    is_further,
    is_indefinite_noun,
    is_other_event,
    is_same_place,
    ordinal_of,
    proper_names,
    recalls_weapon,
    several_of,
    telling_names,
)
from analysis.extraction.attacks.events.scene import TOLLS, Scene
from analysis.extraction.attacks.events.sifting import Rejection, Sifted, sift
from analysis.extraction.attacks.events.told_days import hot_date
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.dates import find_date
from analysis.extraction.attacks.slots.doers import find_perpetrator
from analysis.extraction.attacks.slots.grading import graded
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.attacks.slots.parting import at_another_hour, is_background, parts_of
from analysis.extraction.attacks.slots.places import find_place
from analysis.extraction.attacks.slots.shares import shared_out
from analysis.extraction.attacks.slots.slots import find_target, find_weapon
from analysis.extraction.attacks.slots.toll_mentions import toll_mentions
from analysis.extraction.attacks.slots.tolls import Tolls, find_tolls
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark

# Event classes that no other event can be told again as.
_KINDS = {
    "kidnap": "taking",
    "take": "taking",
    "rob": "robbery",
    "torture": "torture",
    "rape": "torture",
    "intercept": "any",
}
# Classes that say least of what happened.
_WEAK = frozenset({"wound", "carry_out", "plant", "hit", "salvo", "strike"})


def read_mentions(
    scene: Scene, index: int, counted: frozenset[int] = frozenset()
) -> tuple[list[Mention], list[Rejection]]:
    """The mentions of the sentence ``index`` and the rejected event words, each in text order; the words ``counted``
    belong to tallies."""
    kept, rejected = sift(scene, [t for t in scene.triggers if t.at not in counted])
    every = [s.trigger for s in kept]
    mentions: list[Mention] = []
    parts = parts_of(scene, kept)
    last: Trigger | None = None
    for part, behind in zip(parts, [*parts[1:], []], strict=False):
        mention = None if _tells_of_tally(scene, part, counted, every) else _mention(scene, index, part, every, counted)
        aside = mention and behind and is_background(scene, part[-1].trigger, behind[0].trigger)
        if mention is None or (aside and not mention.is_full):
            rejected += [_no_occasion(scene, s.trigger) for s in part]
        else:
            mentions.append(_with_main_clause(scene, mention, mentions, last))
            last = part[-1].trigger
    if not kept and not counted:
        mentions += toll_mentions(scene, index)
    return [share for m in mentions for share in shared_out(scene, m)], rejected


def _tells_of_tally(scene: Scene, part: Sequence[Sifted], counted: frozenset[int], every: Sequence[Trigger]) -> bool:
    """Whether a clause tells the toll of attacks counted over a time: "six raids in May, | killing 260 |"."""
    first = part[0].trigger.at
    before = max([at for at in (*counted, *(t.at for t in every)) if at < first], default=-1)
    is_long = bool(scene.dates) and all(d.date_precision != "day" for d in scene.dates)
    return is_long and before in counted and all(s.trigger.voice == "participle" for s in part)


def _with_main_clause(scene: Scene, mention: Mention, before: Sequence[Mention], last: Trigger | None) -> Mention:
    """A mention that has no subject of its own with what the clause before it says of both: "bombs went off on Monday,
    killing two in Harrowfen and killing five in Tarnwick", "shelling killed two in Harrowfen and wounded five in
    Tarnwick"; of "two drones were shot down and a third hit a depot" with the weapon alone."""
    words, lead = scene.words, min(mention.triggers, key=lambda t: t.at)
    shared = lead.at and words[lead.at - 1].lower in {"and", ","} and lead.voice == "active"
    elliptic = lead.voice == "active" and lead.subject and is_further(lead.subject.words(words))
    if before and last and at_another_hour(scene, last, mention.triggers[0]):
        first = before[0]
        placed = mention if mention.place else first
        return replace(
            mention,
            is_other=True,
            date=mention.date or first.date,
            place=placed.place,
            place_chain=placed.place_chain,
            country=placed.country,
        )
    if not before or not (shared or elliptic or all(t.voice == "participle" for t in mention.triggers)):
        return mention
    main = before[-1]
    return replace(
        mention,
        date=mention.date or main.date,
        weapon=mention.weapon or main.weapon,
        perpetrator=mention.perpetrator or (None if elliptic else main.perpetrator),
    )


def _no_occasion(scene: Scene, trigger: Trigger) -> Rejection:
    word = scene.words[trigger.at]
    return Rejection(word.start, word.end, scene.text[word.start : word.end], "tells of no one occasion")


def _mention(
    scene: Scene, index: int, part: Sequence[Sifted], every: Sequence[Trigger], counted: frozenset[int]
) -> Mention | None:
    """The mention that some triggers of a sentence make; ``every`` are those of all its mentions, ``counted`` the nouns
    of its tallies."""
    triggers = tuple(s.trigger for s in part)
    first, last = _slice(scene, triggers, every)
    scene = _without_others(scene, triggers, every)
    words = scene.words
    realis = "actual" if part[0].realis == "denied" and _is_told_apart(scene, triggers, last) else part[0].realis
    tolls = find_tolls(scene, first, last) if realis == "actual" else Tolls()
    place = find_place(scene, triggers, first, last)
    lead = next((t for t in triggers if t.event not in _WEAK), triggers[0])  # says most of what happened
    nouns = [t for t in triggers if t.voice == "noun" and not t.plural]
    is_several, several = several_of(scene, triggers, [at for at in counted if first <= at < last])
    if several:
        nouns += [t for t in triggers if t.voice == "noun"]  # "both attacks, which killed nine"
    is_told = any(is_definite_noun(scene, t) for t in nouns)  # "the blast also damaged a bank" is no other one
    mention = Mention(
        sentence=index,
        start=words[first].start,
        end=words[last - 1].end,
        triggers=(lead, *(t for t in triggers if t is not lead)),
        realis=realis,
        cue=part[0].cue,
        trigger_words=tuple(scene.text[words[t.at].start : words[t.at].end] for t in triggers),
        trigger_start=words[lead.at].start,
        trigger_end=words[lead.at].end,
        is_definite=is_told or all(is_definite_noun(scene, t) for t in triggers),
        is_other=any(is_other_event(scene, t) for t in triggers if t.voice == "noun" or not is_told),
        is_indefinite=is_indefinite_noun(scene, lead),
        kind=_KINDS.get(lead.event, "force").replace("any", "force"),
        names=telling_names(scene, triggers),
        date=find_date(scene, triggers, every, first, last),
        hot=hot_date(scene, first, last),
        place=place.place,
        place_chain=place.chain,
        place_rank=place.rank,
        is_nowhere=place.is_nowhere,
        country=place.country,
        weapon=find_weapon(scene, triggers, first, last),
        perpetrator=find_perpetrator(scene, triggers),
        target=find_target(scene, triggers),
        killed=tolls.killed,
        wounded=tolls.wounded,
        meant=tolls.meant,
        intercepted=True if any(t.event in ("intercept", "capture", "find") for t in triggers) else None,
        is_cause=cause_start(words, 0, triggers[0], scene.lexicon) is not None,
        is_carrying=is_carrying_on(scene, triggers),
        recalls_weapon=any(recalls_weapon(scene, t) for t in triggers),
        is_same_place=is_same_place(scene, triggers),
        ordinal=ordinal_of(scene, lead),
        proper=proper_names(scene, triggers),
        is_several=is_several,
        several=several,
    )
    return graded(scene, mention)


def _is_told_apart(scene: Scene, triggers: Sequence[Trigger], last: int) -> bool:
    """ "denied that its jets had bombed a school, **in which nine people died**": what is denied is who did it."""
    words = scene.words
    opened = next((j for j in range(triggers[0].at, last) if words[j].lower in {"which", "where"}), last)
    return any(words[j].tags & TOLLS for j in range(opened, last))


def _slice(scene: Scene, triggers: Sequence[Trigger], every: Sequence[Trigger]) -> tuple[int, int]:
    """The words that belong to a mention: the sentence, cut half-way where another mention's triggers stand."""
    before = max((t.at for t in every if t.at < triggers[0].at), default=None)
    after = min((t.at for t in every if t.at > triggers[-1].at), default=None)
    first = 0 if before is None else _cut(scene, before, triggers[0].at, every)
    last = len(scene.words) if after is None else _cut(scene, triggers[-1].at, after, every)
    return first, max(last, triggers[-1].at + 1)


def _without_others(scene: Scene, triggers: Sequence[Trigger], every: Sequence[Trigger]) -> Scene:
    """The scene with the words of other mentions that stand amid this one blotted out: they give it no slot."""
    strange = [t.at for t in every if t not in triggers and triggers[0].at < t.at < triggers[-1].at]
    if not strange:
        return scene
    words = list(scene.words)
    before = max(t.at for t in triggers if t.at < strange[0])
    behind = min(t.at for t in triggers if t.at > strange[-1])
    first, last = _cut(scene, before, strange[0], every), _cut(scene, strange[-1], behind)
    start, end = words[first].start, words[last - 1].end
    words[first:last] = [Word(w.start, w.end, ",", frozenset()) for w in words[first:last]]
    return replace(
        scene,
        words=words,
        dates=[d for d in scene.dates if not start <= d.start < end],
        entities=[e for e in scene.entities if not start <= e.start < end],
    )


def _cut(scene: Scene, left: int, right: int, every: Sequence[Trigger] = ()) -> int:
    """Where the clause of a trigger at ``left`` ends before one at ``right``."""
    words = scene.words
    named = next((t for t in every if t.at == right), None)
    if named and (cause := cause_start(words, left, named, scene.lexicon)) is not None:
        return cause
    opener = next((j for j in range(left + 1, right) if "opener" in words[j].tags), None)
    if opener is None:
        marks = [j for j in range(left + 1, right) if is_clause_mark(words[j]) or "conjunction" in words[j].tags]
        firm = [j for j in marks if words[j].lower == ";"]
        return (firm or marks or [right])[-1]
    comma = next((j for j in range(opener - 1, max(left, opener - 8), -1) if is_clause_mark(words[j])), opener)
    tags = frozenset().union(*(w.tags for w in words[comma + 1 : opener]))
    # ", | the three who died when X was hit": those whose death the clause behind the opener tells
    return comma if tags & TOLLS and "relative" in tags else opener
