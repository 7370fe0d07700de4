"""Who claims an attack, who denies it, who is blamed: kept apart.

In: a sentence's scene. Out: ``Responsibility`` rows; which attack they mean is for the caller, by the attacks told
nearby.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analysis.extraction.attack_groups import Group, group_after, group_starting, subject_of, tags_of
from analysis.extraction.attack_mention import Mention
from analysis.extraction.attack_scene import ACTORS, Scene, phrase
from analysis.extraction.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Responsibility:
    """``who`` claims, denies or is blamed (``kind``), by the words ``start`` to ``end`` of the text."""

    kind: Literal["claim", "denial", "blame"]
    who: str
    start: int
    end: int


def find_responsibility(scene: Scene) -> list[Responsibility]:
    """What a sentence says of responsibility, in text order."""
    if not any(w.lower in _first_words(scene.lexicon) for w in scene.words):
        return []
    start, end = scene.words[0].start, scene.words[-1].end
    found: list[Responsibility] = []
    for kind, side, pattern in _patterns(scene.lexicon):
        for match in pattern.finditer(scene.text, start, end):
            at = scene.index_at(match.start())
            last = scene.index_at(match.end() - 1)
            group = subject_of(scene.words, at) if side == "subject" else group_starting(scene.words, last + 1)
            if group is None and side == "object":
                group = group_after(scene.words, last)
            who = _who(scene, group)
            if who:
                found.append(Responsibility(kind, who, match.start(), match.end()))
    return found


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
    if group is None or scene.words[group.first].lower in set(scene.lexicon["responsibility"]["nobody"]):
        return None
    if entity := scene.entity_in(group, ACTORS):
        return entity.entity
    if country := scene.entity_in(group, frozenset({"country"})):
        return country.entity
    return phrase(scene, group) if tags_of(scene.words, group) & {"outlaw", "force"} else None


def _patterns(lexicon: Lexicon) -> Iterable[tuple[Literal["claim", "denial", "blame"], str, re.Pattern[str]]]:
    return _compiled(lexicon)


@cache
def _compiled(lexicon: Lexicon) -> tuple[tuple[Literal["claim", "denial", "blame"], str, re.Pattern[str]], ...]:
    table = lexicon["responsibility"]
    return (
        ("claim", "subject", _any(table["claim"])),
        ("claim", "object", _any(table["claim_passive"])),
        ("denial", "subject", _any(table["deny"])),
        ("blame", "object", _any(table["blame_object"])),
        ("blame", "object", _any(table["blame_direct"])),
    )


@cache
def _first_words(lexicon: Lexicon) -> frozenset[str]:
    """A sentence without any of these words says nothing of responsibility."""
    table = lexicon["responsibility"]
    forms = [f for key in ("claim", "claim_passive", "deny", "blame_object", "blame_direct") for f in table[key]]
    return frozenset(f.split(" ")[0] for f in forms)


def _any(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True)) + r")\b", re.IGNORECASE
    )
