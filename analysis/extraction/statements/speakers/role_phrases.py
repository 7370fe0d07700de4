"""Roles of speakers: which words name one, whether it speaks for a state or an armed group, what it belongs to.

The words stand in ``lexicons/roles.toml``, what is known of single actors in ``lexicons/actors.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from analysis.extraction.records import Entity
from analysis.language.lexicon import Lexicon

PronounKind = Literal["male", "female", "plural", "thing", "unresolved"]

ROLE_KINDS = ("official", "spokesperson", "headship", "private", "private_bodies", "unnamed", "works", "bodies")
CLOSED_CLASSES = (
    "subject_pronouns", "object_pronouns", "possessives", "determiners", "prepositions", "subordinators",
    "coordinators", "auxiliaries", "adverbs", "dates",
)  # fmt: skip
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
BODY = re.compile(r"\b(?:of|for|at|with)\s+((?:the\s+)?[A-Z][\w.’'&\-]*(?:\s(?:(?:of|the|for)\s)*[A-Z][\w.’'&\-]*)*)")


@dataclass(frozen=True, slots=True, eq=False)
class RoleWords:
    """The lexicon's role words as sets. Of one lexicon there is one, so that what it says of a phrase can be cached."""

    titles: Mapping[str, str]
    pronouns: Mapping[str, PronounKind]  # pronoun to what it stands for
    male: frozenset[str]
    female: frozenset[str]
    male_names: frozenset[str]
    female_names: frozenset[str]
    nouns: frozenset[str]
    official: frozenset[str]
    spokesperson: frozenset[str]
    headship: frozenset[str]
    private: frozenset[str]
    former: frozenset[str]
    private_bodies: frozenset[str]
    unnamed: frozenset[str]
    works: frozenset[str]
    bodies: frozenset[str]
    group_words: frozenset[str]
    common: frozenset[str]
    after_head: frozenset[str]
    authorities: frozenset[str]
    dates: frozenset[str]
    parts: frozenset[str]
    plural_nouns: frozenset[str]
    offices: frozenset[str]
    directives: frozenset[str]
    collective: frozenset[str]
    verbs: frozenset[str]
    first_person: frozenset[str]
    first_plural: frozenset[str]
    part_of: frozenset[str]


@cache
def role_words(lexicon: Lexicon) -> RoleWords:
    """Role words with their plurals."""
    roles, gender = lexicon["speaker_roles"], lexicon["speaker_gender"]
    several = {kind: _with_plurals(roles[kind]) for kind in ROLE_KINDS}
    grammar = lexicon["speech_grammar"]
    return RoleWords(
        titles=dict(lexicon["speaker_titles"]),
        pronouns={word: kind for kind, words in lexicon["speaker_pronouns"].items() for word in words},
        male=frozenset(gender["male"]),
        female=frozenset(gender["female"]),
        male_names=frozenset(gender["male_names"]),
        female_names=frozenset(gender["female_names"]),
        nouns=several["official"] | several["spokesperson"] | several["headship"] | several["private"],
        former=frozenset(roles["former"]),
        common=frozenset(w for c in CLOSED_CLASSES for w in grammar[c]),
        authorities=frozenset(lexicon["speaker_local"]["authorities"]),
        dates=frozenset(grammar["dates"]),
        after_head=frozenset(roles["after_head"]),
        parts=frozenset(roles["parts"]),
        group_words=frozenset(roles["group_words"]),
        plural_nouns=frozenset(roles["plural_nouns"]),
        offices=frozenset(roles["offices"]),
        directives=frozenset(roles["directives"]),
        collective=frozenset(roles["plural_nouns"])
        | several["bodies"]
        | several["works"]
        | frozenset(w for w in several["unnamed"] if w.endswith("s")),
        verbs=frozenset(grammar["finite"]) | frozenset(roles["no_role"]),
        first_person=frozenset(lexicon["speaker_persons"]["first_person"]),
        first_plural=frozenset(lexicon["speaker_persons"]["first_plural"]),
        part_of=frozenset(lexicon["speaker_persons"]["part_of"]),
        **several,
    )


def _with_plurals(nouns: Sequence[str]) -> frozenset[str]:
    return frozenset(
        form for noun in nouns for form in (noun, noun + "s", noun[:-1] + "ies" if noun[-1] == "y" else noun)
    )


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """What the lexicon knows of an actor."""

    official: bool | None
    role: str | None
    side: str | None


@cache
def actor_facts(lexicon: Lexicon) -> dict[str, ActorFacts]:
    """The lexicon's actors by canonical name."""
    return {a["name"]: ActorFacts(a.get("official"), a.get("role"), a.get("side")) for a in lexicon.get("actors", [])}


@lru_cache(maxsize=8192)
def is_official(role: str, words: RoleWords) -> bool | None:
    """Whether a role speaks for a state, an armed group or an international body; None where no word tells.

    The head noun decides ("professor of military history" is private); for a spokesperson, what he or she belongs to.
    """
    if " close to " in role:
        return False
    low = [
        w.lower().strip("'’s.,") if w.lower().endswith(("'s", "’s")) else w.lower().strip(".,")
        for w in re.findall(r"[\w.’'\-]+", role)
    ]
    if any(w in words.former for w in low) or any(w.startswith("ex-") for w in low):
        return False
    stop = next((k for k, w in enumerate(low) if k and w in words.after_head), len(low))
    for k in range(stop - 1, -1, -1):
        pair = " ".join(low[max(0, k - 1) : k + 1])
        if pair in words.official:
            return True
        if not words.private.isdisjoint((pair, low[k])) or not words.private_bodies.isdisjoint((pair, low[k])):
            return False
        if low[k] in words.works:
            return None
        if low[k] in words.headship:
            return True if not words.official.isdisjoint(low) else None
        if low[k] in words.spokesperson:
            rest = low[:k] + low[k + 1 :]
            joined = " ".join(rest)
            return not any(b in rest or (" " in b and b in joined) for b in words.private_bodies | words.private)
        if low[k] in words.official:
            return True
    return True if any(w in words.official for w in low[stop:]) else None


def head_end(phrase: str) -> int:
    """Where the noun of a description ends and what it belongs to begins."""
    match = re.search(r"\s(?:of|for|at|in|who|with|from|on|to)\s", phrase)
    return match.start() if match else len(phrase)


@lru_cache(maxsize=8192)
def head_of(phrase: str, words: RoleWords) -> tuple[str, bool]:
    """The head noun of a description and whether it is plural: "two officials briefed on it" → official(s)."""
    low = [w.lower() for w in re.findall(r"[\w\-’']+", phrase)]
    stop = next((k for k, w in enumerate(low) if k and _ends_head(w, low[k - 1], words)), len(low))
    if stop + 1 < len(low) and low[stop - 1] in words.parts and low[stop] == "of":  # "one of the officials"
        return head_of(" ".join(low[stop + 1 :]), words)
    head = low[stop - 1] if low else ""
    plural = head in words.plural_nouns or (head.endswith("s") and not head.endswith(("ss", "'s")))
    return head, plural


def _ends_head(word: str, before: str, words: RoleWords) -> bool:
    """Whether a word begins what explains a noun: a preposition, "who", "familiar", "briefed"."""
    return word in words.after_head or (word.endswith("ed") and before in words.nouns | words.unnamed)


def side_of(entity: Entity) -> str | None:
    return entity.side or (entity.entity if entity.entity_kind == "country" else None)


def affiliation_of(role: str | None, local: Sequence[Entity]) -> str | None:
    """The body a role belongs to: an entity in it, else what follows "of", "for" or "at"."""
    bodies = [e.entity for e in local if e.entity_kind in ("government", "force", "group", "institution")]
    if bodies:
        return bodies[0]
    match = re.search(
        r"\b(?:of|for|at|with)\s+((?:the\s+)?[A-Z][\w.’'&\-]*(?:\s(?:(?:of|the|for)\s)*[A-Z][\w.’'&\-]*)*)", role or ""
    )
    return ARTICLE.sub("", match[1].strip()) if match else None
