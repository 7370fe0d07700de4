"""Who claims an attack, who denies it, who is blamed: kept apart.

In: a sentence's scene. Out: ``Responsibility`` rows; which attack they mean is for the caller, by the attacks told
nearby.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from analysis.extraction.attacks.events.scene import ACTORS, Scene, phrase
from analysis.extraction.attacks.slots.doers import self_named
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.attacks.slots.places import is_own_name
from analysis.language.groups import Group, group_after, group_starting, subject_of, tags_of
from analysis.language.lexicon import Lexicon
from analysis.language.required_parts import parts_automaton

Kind = Literal["claim", "denial", "blame"]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """``who`` claims, denies or is blamed (``kind``), by the words ``start`` to ``end`` of the text."""

    kind: Kind
    who: str
    start: int
    end: int


def find_responsibility(scene: Scene) -> list[Responsibility]:
    """What a sentence says of responsibility, in text order."""
    openers = _first_words(scene.lexicon)
    cued = not openers.isdisjoint([w.lower for w in scene.words])
    found = [r for cue in _cues(scene) if (r := _read(scene, *cue))] if cued else []
    found += _parted(scene) if cued else []
    known = {(r.kind, r.who) for r in found}
    found += [r for r in _told_of_itself(scene) if (r.kind, r.who) not in known]
    return sorted(found, key=lambda r: r.start) if found else []


def _cues(scene: Scene) -> Iterable[tuple[Kind, str, re.Match[str]]]:
    start, end = scene.words[0].start, scene.words[-1].end
    patterns, automaton = _compiled(scene.lexicon)
    held = {number for _, numbers in automaton.iter(scene.text[start:end].lower()) for number in numbers}
    for number in sorted(held):
        kind, side, pattern = patterns[number]
        yield from ((kind, side, match) for match in pattern.finditer(scene.text, start, end))


def _read(scene: Scene, kind: Kind, side: str, match: re.Match[str]) -> Responsibility | None:
    words = scene.words
    at, last = scene.index_at(match.start()), scene.index_at(match.end() - 1)
    if match[0].lower() == "hold" and not any(w.lower == "responsible" for w in words[last + 1 : last + 10]):
        return None
    table = scene.lexicon["responsibility"]
    if match[0].lower() in table["deny_bare"] and not any(
        w.lower in table["deny_objects"] for w in words[last + 1 : last + 3]
    ):
        return None
    if side == "direct":  # "the cartel was blamed", "the police blamed the cartel"
        passive = at > 0 and "be" in words[at - 1].tags
        side = "subject" if passive and last + 1 < len(words) and words[last + 1].lower != "on" else "object"
    if side == "taken" and not _are_doers(scene, at):
        return None
    if kind == "blame" and side == "subject":
        return _guilty(scene, at, match)
    if side == "subject":
        who = _claimant(scene, at)
        if match[0].lower() in table["claim_weak"] and not _may_claim(scene, at):
            return None
    else:
        group = group_starting(words, last + 1) or group_after(words, last)
        who = _who(scene, group)
    return Responsibility(kind, who, match.start(), match.end()) if who else None


def _guilty(scene: Scene, at: int, match: re.Match[str]) -> Responsibility | None:
    """ "Police said the Front was behind the raid" blames it; "the Front said it was behind the raid" claims it."""
    group = subject_of(scene.words, at)
    if group is None or any("condition" in w.tags for w in scene.words[max(0, group.first - 2) : at]):
        return None
    if own := self_named(scene, group):
        return Responsibility("claim", own, match.start(), match.end())
    who = _who(scene, group)
    return Responsibility("blame", who, match.start(), match.end()) if who else None


def _are_doers(scene: Scene, at: int) -> bool:
    """Whether attackers stand before "believed to be", and nobody else."""
    group = subject_of(scene.words, at)
    if group is None:
        return False
    doers = scene.lexicon["responsibility"]["doers"]
    return any("attacker" in w.tags or w.lower in doers for w in group.words(scene.words))


def _parted(scene: Scene) -> Iterable[Responsibility]:
    """ "attributed the murder to the Front", "blamed the killing on it": an attack between the two words."""
    words = scene.words
    for preposition, verbs in scene.lexicon["responsibility"]["blame_parted"].items():
        for i, word in enumerate(words):
            if word.lower not in verbs:
                continue
            behind = range(i + 2, min(i + _PARTED, len(words) - 1))
            at = next((j for j in behind if words[j].lower == preposition), None)
            if at is None or not any(e.is_noun for w in words[i + 1 : at] for e in w.events):
                continue
            if who := _who(scene, group_starting(words, at + 1)):
                yield Responsibility("blame", who, word.start, words[at].end)


# Words between the two parts of "attributed … to", at most.
_PARTED = 10


def _may_claim(scene: Scene, at: int) -> bool:
    """Whether an armed side stands before "claimed that": "the Front", "the army", "gunmen"; not "the senator"."""
    group = subject_of(scene.words, at)
    if group is None:
        return False
    armed = scene.entity_in(group, ACTORS) or tags_of(scene.words, group) & {"outlaw", "force"}
    return bool(armed or self_named(scene, group) or _speaks_for(scene, group, at))


def _speaks_for(scene: Scene, group: Group, at: int) -> bool:
    """Whether a spokesman's side is named behind him: "a spokesman for the Front claimed"."""
    if scene.words[group.last - 1].lower not in scene.lexicon["responsibility"]["speakers"]:
        return False
    start, end = scene.words[group.first].start, scene.words[at].start
    return any(start <= e.start < end and e.entity_kind in ACTORS for e in scene.entities)


def _claimant(scene: Scene, at: int) -> str | None:
    """Whose claim or denial stands at word ``at``; a pronoun is whoever speaks, a spokesman speaks for others."""
    group = subject_of(scene.words, at)
    if group is None:
        return None
    if who := self_named(scene, group):
        return who
    if scene.words[group.last - 1].lower in scene.lexicon["responsibility"]["speakers"]:
        behind = [e for e in scene.entities if scene.words[group.first].start <= e.start < scene.words[at].start]
        if named := next((e for e in behind if e.entity_kind in ACTORS), None):
            return named.entity
    return _who(scene, group)


def _told_of_itself(scene: Scene) -> Iterable[Responsibility]:
    """ "The group said it had fired them" claims, "said it had not fired them" denies."""
    table = scene.lexicon["responsibility"]
    if not any("say" in w.tags for w in scene.words):
        return
    if not any(w.lower in table["itself"] or w.lower in table["own"] for w in scene.words):
        return
    for i, word in enumerate(scene.words):
        if not word.events or any(e.is_noun for e in word.events):
            continue
        group = subject_of(scene.words, i)
        who = self_named(scene, group) if group else None
        between = scene.words[group.last : i] if group else ()
        if who is None or any(w.tags & {"modal", "future", "condition", "be"} or w.lower == "to" for w in between):
            continue
        kind: Kind = "denial" if any("negation" in w.tags or w.lower == "never" for w in between) else "claim"
        yield Responsibility(kind, who, word.start, word.end)


def saying_mention(scene: Scene, index: int, saying: Responsibility) -> Mention:
    """A claim or denial in the sentence ``index`` that names no attack itself: it speaks of one told before."""
    return Mention(
        sentence=index,
        start=scene.words[0].start,
        end=scene.words[-1].end,
        triggers=(),
        realis="actual",
        cue=saying.kind,
        trigger_words=(scene.text[saying.start : saying.end],),
        trigger_start=saying.start,
        trigger_end=saying.end,
        is_full=False,
        is_definite=True,
        is_other=False,
        is_indefinite=False,
        kind="force",
        names=frozenset(),
    )


def _who(scene: Scene, group: Group | None) -> str | None:
    if group is None or scene.words[group.first].lower in scene.lexicon["responsibility"]["nobody"]:
        return None
    if entity := scene.entity_in(group, ACTORS):
        return entity.entity
    if person := scene.entity_in(group, frozenset({"person"})):
        return person.entity
    country = scene.entity_in(group, frozenset({"country"}))
    if country and is_own_name(scene, country):
        return country.entity
    return phrase(scene, group) if tags_of(scene.words, group) & {"outlaw", "force"} else None


@cache
def _compiled(lexicon: Lexicon) -> tuple[tuple[tuple[Kind, str, re.Pattern[str]], ...], Any]:
    """The patterns, and an automaton that tells the numbers of those that may match."""
    forms: list[tuple[Kind, str, Sequence[str]]] = [
        ("claim", "subject", lexicon["responsibility"]["claim"]),
        ("claim", "object", lexicon["responsibility"]["claim_passive"]),
        ("denial", "subject", lexicon["responsibility"]["deny"]),
        ("blame", "object", lexicon["responsibility"]["blame_object"]),
        ("blame", "subject", lexicon["responsibility"]["blame_subject"]),
        ("blame", "taken", lexicon["responsibility"]["blame_taken"]),
        ("blame", "direct", lexicon["responsibility"]["blame_direct"]),
    ]
    patterns = tuple((kind, side, _any(words)) for kind, side, words in forms)
    return patterns, parts_automaton([[word.lower() for word in words] for _, _, words in forms])


@cache
def _first_words(lexicon: Lexicon) -> frozenset[str]:
    """A sentence without any of these words says nothing of responsibility."""
    table = lexicon["responsibility"]
    forms = [f for key in _TABLES for f in table[key]]
    forms += [f for verbs in table["blame_parted"].values() for f in verbs]
    return frozenset(f.split(" ")[0] for f in forms)


_TABLES = ("claim", "claim_passive", "deny", "blame_object", "blame_subject", "blame_taken", "blame_direct")


def _any(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True)) + r")\b", re.IGNORECASE
    )
