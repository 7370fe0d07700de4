"""Who claims an attack, who denies it, who is blamed, who says that it happened: kept apart.

In: a sentence's scene. Out: ``Responsibility`` rows (which attack they mean is for the caller, by the attacks told
nearby), and the source of what a sentence tells, the column ``attribution``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from analysis.extraction.attacks.events.naming import (
    is_denied,
    is_group_noun,
    is_the_group,
    proper_name,
    self_named,
    speaking_for,
    state_of_seat,
)
from analysis.extraction.attacks.events.scene import ACTORS, Scene, phrase
from analysis.extraction.attacks.slots.places import is_own_name
from analysis.extraction.records import Attack, Statement
from analysis.language.groups import Group, group_after, group_starting, head, subject_of, tags_of
from analysis.language.lexicon import Lexicon
from analysis.language.rules import load_rules
from analysis.language.tokens import words_of_name

Kind = Literal["claim", "denial", "blame"]
# The tables of cues in [responsibility]: what each says, and where the one meant stands.
_CUES: Mapping[str, tuple[Kind, str]] = {
    "claim": ("claim", "subject"),
    "claim_passive": ("claim", "object"),
    "deny": ("denial", "subject"),
    "blame_object": ("blame", "object"),
    "blame_subject": ("blame", "subject"),
    "blame_taken": ("blame", "taken"),
    "blame_direct": ("blame", "direct"),
}
# Words between the two parts of "attributed … to", at most.
_PARTED = 10
# Behind "was behind" the attack's noun stands so near: "the two bombings", "Monday's deadly car bomb attack".
_DEED = 7
_ARMED = frozenset({"outlaw", "force"})
# What a force says that it did against attackers claims no attack.
_NO_ATTACK = frozenset({"capture", "find", "intercept"})
_NO_ATTACK = frozenset({"capture", "find", "intercept"})
# "we do not fight farmers" is a habit
_NO_DEED = frozenset({"to", "do", "does"})


@dataclass(frozen=True, slots=True)
class Responsibility:
    """``who`` claims, denies or is blamed (``kind``), by the words ``start`` to ``end`` of the text."""

    kind: Kind
    who: str
    start: int
    end: int


class _Cue(NamedTuple):
    kind: Kind
    side: str
    form: str
    start: int
    end: int


def find_responsibility(scene: Scene, last_named: str | None = None) -> list[Responsibility]:
    """What a sentence says of responsibility, in text order; ``last_named`` is whom "the group" means, where the
    sentence does not say."""
    found: list[Responsibility] = []
    if not _forms(scene.lexicon).keys().isdisjoint(scene.reading.words):
        found = [r for cue in _cues(scene) if (r := _read(scene, cue, last_named))]
    if not _parted_verbs(scene.lexicon).keys().isdisjoint(scene.reading.words):
        found += _parted(scene)
    known = {(r.kind, r.who) for r in found}
    found += [r for r in _told_of_itself(scene) if (r.kind, r.who) not in known]
    return sorted(found, key=lambda r: r.start)


def denial_by(scene: Scene, cue: str) -> Responsibility | None:
    """Who denies what stands under the word ``cue``: "**The army** denied its soldiers had killed anyone"."""
    at = next((i for i, w in enumerate(scene.words) if w.lower == cue), None)
    who = _claimant(scene, at, is_weak=False) if at and cue.startswith(("den", "reject", "disclaim")) else None
    return Responsibility("denial", who, scene.words[at].start, scene.words[at].end) if at and who else None


def _cues(scene: Scene) -> Iterator[_Cue]:
    """The cues of each table, of those that overlap the first and longest."""
    reading, forms = scene.reading, _forms(scene.lexicon)
    behind: dict[tuple[Kind, str], int] = {}
    for i, token in enumerate(reading.low):
        for kind, side, form in forms.get(token, ()):
            last = i + len(form)
            if behind.get((kind, side), 0) <= i and reading.low[i:last] == form:
                behind[kind, side] = last
                yield _Cue(kind, side, " ".join(form), reading.spans[i][0], reading.spans[last - 1][1])


def _read(scene: Scene, cue: _Cue, last_named: str | None) -> Responsibility | None:
    words, table, side = scene.words, scene.lexicon["responsibility"], cue.side
    at, last = scene.index_at(cue.start), scene.index_at(cue.end - 1)
    behind = [w.lower for w in words[last + 1 : last + 10]]
    if cue.form == "hold" and "responsible" not in behind:
        return None
    if cue.form in table["deny_bare"] and not any(w in table["deny_objects"] for w in behind[:2]):
        group = subject_of(words, at)  # "blamed the rebels for it, which **the rebels denied**"
        if group is None or group.first == 0 or words[group.first - 1].lower != "which":
            return None
    if cue.form.endswith(" behind") and not any(e.is_noun for w in words[last + 1 : last + _DEED] for e in w.events):
        return None  # "the lorry was behind the bus"
    if cue.form == "suspected" and at and (words[at - 1].events or words[at - 1].tags & {"number", "determiner"}):
        return None  # "killed three suspected rebels"
    if side == "direct":  # "the cartel was blamed", "the police blamed the cartel"
        passive = at > 0 and "be" in words[at - 1].tags
        side = "subject" if passive and behind and behind[0] != "on" else "object"
    kind, who = cue.kind, None
    if side == "subject" and kind == "blame":
        kind, who = _guilty(scene, at)
    elif side == "subject":
        who = _claimant(scene, at, is_weak=cue.form in table["claim_weak"]) or (
            last_named if is_the_group(scene, subject_of(words, at)) else None
        )
    elif side != "taken" or _are_doers(scene, at):
        who = _who(scene, _without_deed(scene, group_starting(words, last + 1) or group_after(words, last)))
    return Responsibility(kind, who, cue.start, cue.end) if who else None


def _without_deed(scene: Scene, group: Group | None) -> Group | None:
    """ "accused the army | of shelling a market"."""
    of = next((j for j in range(group.first + 1, group.last - 1) if scene.words[j + 1].events), None) if group else None
    return Group(group.first, of) if group and of and scene.words[of].lower == "of" else group


def _guilty(scene: Scene, at: int) -> tuple[Kind, str | None]:
    """ "Police said the Front was behind the raid" blames it; "the Front said it was behind the raid" claims it."""
    group = subject_of(scene.words, at)
    if group is None or any("condition" in w.tags for w in scene.words[max(0, group.first - 2) : at]):
        return "blame", None
    own = self_named(scene, group)
    return ("claim", own) if own else ("blame", _who(scene, group))


def _claimant(scene: Scene, at: int, *, is_weak: bool) -> str | None:
    """Whose claim or denial stands at word ``at``: a pronoun is whoever speaks, a spokesman speaks for others.

    A weak cue ("claimed that") is one only of an armed side: "the Front", "the army", "gunmen"; not "the senator".
    """
    words, table, group = scene.words, scene.lexicon["responsibility"], subject_of(scene.words, at)
    if group is None or is_denied(scene, group, at):
        return None
    own, speaker = self_named(scene, group), speaking_for(scene, group, at)
    if own is None and speaker != group:
        own = _who(scene, speaker)
    armed = own or scene.entity_in(group, ACTORS) or tags_of(words, group) & _ARMED or _is_armed_group(scene, group)
    if not (armed or not is_weak):
        return None
    office = head(words, group).lower in table["bodies"]
    return own or _who(scene, group) or (phrase(scene, group) if office else None)


def _is_armed_group(scene: Scene, group: Group) -> bool:
    """ "the Brannic Front", that no list knows; not "the Labour Party"."""
    unarmed = head(scene.words, group).lower in scene.lexicon["responsibility"]["unarmed"]
    return is_group_noun(scene, group) and not unarmed


def _are_doers(scene: Scene, at: int) -> bool:
    """Whether attackers stand before "believed to be", and nobody else."""
    group = subject_of(scene.words, at)
    doers = scene.lexicon["responsibility"]["doers"]
    return group is not None and any("attacker" in w.tags or w.lower in doers for w in group.words(scene.words))


def _parted(scene: Scene) -> Iterator[Responsibility]:
    """ "attributed the murder to the Front", "blamed the killing on it": an attack between the two words."""
    words, verbs = scene.words, _parted_verbs(scene.lexicon)
    for i, word in enumerate(words):
        for preposition in verbs.get(word.lower, ()):
            behind = range(i + 2, min(i + _PARTED, len(words) - 1))
            at = next((j for j in behind if words[j].lower == preposition), None)
            attack = at is not None and any(e.is_noun for w in words[i + 1 : at] for e in w.events)
            if at is not None and attack and (who := _who(scene, group_starting(words, at + 1))):
                yield Responsibility("blame", who, word.start, words[at].end)


def _told_of_itself(scene: Scene) -> Iterator[Responsibility]:
    """ "The group said it had fired them" claims, "said it had not fired them" denies."""
    table = scene.lexicon["responsibility"]
    selves = (*table["itself"], *table["own"], *table["groups"])
    if "say" not in scene.tags or scene.reading.words.isdisjoint(selves):
        return
    for i, word in enumerate(scene.words):
        if not word.events or any(e.is_noun or e.event in _NO_ATTACK for e in word.events):
            continue  # "the army said it had arrested two"
        group = subject_of(scene.words, i)
        who = self_named(scene, group) if group else None
        between = scene.words[group.last : i] if group else ()
        unreal = any(w.tags & {"modal", "future", "condition", "be"} or w.lower in _NO_DEED for w in between)
        if who is None or unreal:
            continue
        denied = any("negation" in w.tags or w.lower == "never" for w in between)
        yield Responsibility("denial" if denied else "claim", who, word.start, word.end)


def _who(scene: Scene, group: Group | None) -> str | None:
    if group is None or scene.words[group.first].lower in scene.lexicon["responsibility"]["nobody"]:
        return None
    if entity := scene.entity_in(group, ACTORS) or scene.entity_in(group, frozenset({"person"})):
        return entity.entity
    country = scene.entity_in(group, frozenset({"country"}))
    if country and is_own_name(scene.text, country, scene.lexicon):
        return country.entity
    if state := state_of_seat(scene, group):
        return state.entity
    armed = tags_of(scene.words, group) & _ARMED
    return proper_name(scene, group) or (phrase(scene, group) if armed else None)


def attributed(row: Attack, statements: Iterable[Statement], scene: Scene) -> Attack:
    """``row`` with who says so: the speaker of the innermost statement that its event word stands in; else who claims
    or denies it in that very row; else the source that the sentence ``scene`` names behind it."""
    around = [s for s in statements if s.start <= row.trigger_start < s.end and s.speaker]
    if around:
        return replace(row, attribution=min(around, key=lambda s: s.end - s.start).speaker)
    return replace(row, attribution=row.claimed_by or row.denied_by or _source(scene, row.trigger_end))


def _source(scene: Scene, behind: int) -> str | None:
    """The source that a sentence names behind a character, on one line and without its article."""
    first = scene.index_at(behind)
    for rule in load_rules(scene.lexicon, "source_rules"):
        if scene.reading.words.isdisjoint(rule.given["words"]) or rule.near is None:
            continue
        if (found := rule.near.search(scene.line, first)) and rule.fires():
            at, last = found.groups["who"]
            return " ".join(scene.text[scene.words[at].start : scene.words[last - 1].end].split())
    return None


@lru_cache(maxsize=8)
def _forms(lexicon: Lexicon) -> Mapping[str, Sequence[tuple[Kind, str, tuple[str, ...]]]]:
    """The cues by their first word, the longest first."""
    found: dict[str, list[tuple[Kind, str, tuple[str, ...]]]] = {}
    for key, (kind, side) in _CUES.items():
        for form in lexicon["responsibility"][key]:
            words = tuple(words_of_name(form.lower()))
            found.setdefault(words[0], []).append((kind, side, words))
    return {first: sorted(forms, key=lambda f: -len(f[2])) for first, forms in found.items()}


@lru_cache(maxsize=8)
def _parted_verbs(lexicon: Lexicon) -> Mapping[str, Sequence[str]]:
    """The verbs of "attributed … to", and the prepositions that follow them."""
    found: dict[str, list[str]] = {}
    for preposition, verbs in lexicon["responsibility"]["blame_parted"].items():
        for verb in verbs:
            found.setdefault(verb, []).append(preposition)
    return found
