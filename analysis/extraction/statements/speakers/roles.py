"""Speakers and their roles: which words name one, whether it speaks for a state or an armed group, what it belongs to.

The words stand in ``lexicons/roles.toml``, what is known of single actors in ``lexicons/actors.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from analysis.extraction.records import Entity
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Pattern, compile_pattern, line_of, tagged_word
from analysis.language.tokens import Forms, Tokenizer, lowered, spans_of, tokenizer_of

Gender = Literal["male", "female"]
PronounKind = Literal["male", "female", "plural", "thing", "unresolved"]

NAMED_KINDS = ("government", "force", "group", "institution")  # bodies that speak under their own name
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_TABLES = ("speaker_roles", "speaker_gender", "speaker_local", "speaker_persons")
_WITH_PLURALS = ("official", "spokesperson", "headship", "private", "private_bodies", "unnamed", "works", "bodies")
_COMMON = (
    "subject_pronouns", "object_pronouns", "possessives", "determiners", "prepositions", "subordinators",
    "coordinators", "auxiliaries", "adverbs", "dates",
)  # fmt: skip
_LINKS = ("of", "for", "at", "in", "who", "with", "from", "on", "to")  # between a noun and what it belongs to
_STOPPING = frozenset(("who", "familiar", "close", "with", "whose", "in", "from", "speaking", "reached"))
_COUNTED = frozenset(("a", "an", "one", "two", "three", "four", "some", "several", "many", "another"))
_DEMONYMS = frozenset(("U.S.", "US", "British", "French", "Dutch", "Greek", "Turkish"))


class Speaker(NamedTuple):
    """Who speaks; ``start``/``end`` span the mention (the pronoun itself, where it is one)."""

    name: str | None
    start: int = 0
    end: int = 0
    role: str | None = None
    affiliation: str | None = None
    side: str | None = None
    official: bool | None = None
    anonymous: bool | None = None
    plural: bool = False
    gender: Gender | None = None
    kind: str = "description"  # person, description, body, pronoun


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """What the lexicon knows of an actor."""

    official: bool | None = None
    role: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RoleWords:
    """The lexicon's lists of role words by name. Of one lexicon there is one, so that what it says can be cached.

    ``titles`` maps a title to its role ("" for none), ``pronouns`` a pronoun to what it stands for; ``cut`` gives the
    words of a phrase in lower case, without marks, stops and possessive endings, ranks in full.
    """

    lists: Mapping[str, frozenset[str]]
    titles: Mapping[str, str]
    titled: Known[str, bool]  # words that are a title or a role
    pronouns: Mapping[str, PronounKind]
    actors: Mapping[str, ActorFacts]
    tokenizer: Tokenizer
    patterns: Mapping[str, Pattern]
    pieces: Known[str, str]  # words as they are written with the lists they are on, for patterns
    cut: Known[str, Forms]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]

    def find(self, pattern: str, text: str) -> str:
        """What a pattern of [speaker_patterns] first matches in a text, or its group "it"; "" for nothing."""
        (raw, low), asked = self.tokenizer.forms(text, 0, len(text)), self.patterns[pattern]
        if not raw or (asked.needs and asked.needs.isdisjoint(low)):
            return ""
        found = asked.search(line_of([*map(self.pieces.__getitem__, raw)]))
        if found is None:
            return ""
        first, last = found.groups.get("it", (found.first, found.last))
        spans = spans_of(text, 0, raw[:last])
        return text[spans[first][0] : spans[-1][1]] if spans else ""


@lru_cache(maxsize=8)
def role_words(lexicon: Lexicon) -> RoleWords:
    """Role words with their plurals, and the closed classes of the grammar that cannot be names (``common``)."""
    roles, grammar, tokenizer = lexicon["speaker_roles"], lexicon["speech_grammar"], tokenizer_of(lexicon)
    lists = {name: frozenset(words) for table in _TABLES for name, words in lexicon[table].items()}
    lists |= {name: frozenset(f for noun in roles[name] for f in _with_plural(noun)) for name in _WITH_PLURALS}
    lists["nouns"] = lists["official"] | lists["spokesperson"] | lists["headship"] | lists["private"]
    lists["common"] = frozenset(word for name in _COMMON for word in grammar[name])
    lists["dates"], lists["prepositions"] = frozenset(grammar["dates"]), frozenset(grammar["prepositions"])
    lists["verbs"] = frozenset(grammar["finite"]) | lists["no_role"]
    several = frozenset(word for word in lists["unnamed"] if word.endswith("s"))
    lists["collective"] = lists["plural_nouns"] | lists["bodies"] | lists["works"] | several

    def piece(raw: str) -> str:
        low, bare = lowered(raw), bare_word(raw)
        letters = {"word": raw[0].isalnum(), "capital": raw[0].isupper(), "number": raw.isdigit()}
        letters["owner"] = low.endswith("'s")
        on = [name for name, of in lists.items() if low in of or bare in of]
        return tagged_word(low, [*(name for name, so in letters.items() if so), *on])

    titles = lexicon["speaker_titles"]
    ranks = {short: full for short, full in titles.items() if full and short != full and " " not in full}

    def cut(phrase: str) -> Forms:
        low = tokenizer.forms(phrase, 0, len(phrase))[1]
        bare = [word.removesuffix("'s").rstrip("'.") for word in low if word[0].isalnum()]
        return tuple([ranks.get(word, word) for word in bare])

    return RoleWords(
        lists,
        dict(titles),
        Known(lambda word: bare_word(word) in titles or bare_word(word) in lists["nouns"]),
        {word: kind for kind, words in lexicon["speaker_pronouns"].items() for word in words},
        {a["name"]: ActorFacts(a.get("official"), a.get("role"), a.get("side")) for a in lexicon.get("actors", ())},
        tokenizer,
        {name: compile_pattern(p, {}, f"[speaker_patterns] {name}") for name, p in lexicon["speaker_patterns"].items()},
        Known(piece),
        Known(cut),
    )


def _with_plural(noun: str) -> Iterable[str]:
    return noun, noun + "s", noun[:-1] + "ies" if noun[-1] == "y" else noun


@lru_cache(maxsize=65536)
def bare_word(word: str) -> str:
    """A word in lower case without its stop and its possessive ending."""
    return lowered(word).rstrip(".").removesuffix("'s")


@lru_cache(maxsize=8192)
def is_official(role: str, words: RoleWords) -> bool | None:
    """Whether a role speaks for a state, an armed group or an international body; None where no word tells.

    The head noun decides ("professor of military history" is private); for a spokesperson, what he or she belongs to.
    """
    low = words.cut[role]
    if " close to " in role or any(word in words["former"] or word.startswith("ex-") for word in low):
        return False
    stop = next((k for k, word in enumerate(low) if k and word in words["after_head"]), len(low))
    private = words["private"] | words["private_bodies"]
    for k in range(stop - 1, -1, -1):
        pair, word = " ".join(low[max(0, k - 1) : k + 1]), low[k]
        if pair in words["official"]:
            return True
        if pair in private or word in private:
            return False
        if word in words["works"]:  # "a statement from the ministry"
            return is_official(" ".join(low[stop + 1 :]), words) if stop + 1 < len(low) else None
        if word in words["headship"]:
            return True if not words["official"].isdisjoint(low) else None
        if word in words["spokesperson"]:
            rest = f" {' '.join(low[:k] + low[k + 1 :])} "
            return not any(f" {body} " in rest for body in private)
        if word in words["official"]:
            return True
    return True if not words["official"].isdisjoint(low[stop:]) else None


def head_end(phrase: str) -> int:
    """Where the noun of a description ends and what it belongs to begins."""
    ends = (phrase.find(f" {link} ") for link in _LINKS)
    return min((at for at in ends if at >= 0), default=len(phrase))


@lru_cache(maxsize=8192)
def head_of(phrase: str, words: RoleWords) -> tuple[str, bool]:
    """The head noun of a description and whether it is plural: "two officials briefed on it" → official(s)."""
    low = [word for word in words.tokenizer.forms(phrase, 0, len(phrase))[1] if word[0].isalnum()]
    named = words["nouns"] | words["unnamed"]
    stop = 1
    while stop < len(low) and low[stop] not in words["after_head"]:
        if low[stop].endswith("ed") and low[stop - 1] in named:
            break
        stop += 1
    if low[stop : stop + 1] == ["of"] and stop + 1 < len(low) and low[stop - 1] in words["parts"]:
        # "one of the officials"
        return head_of(" ".join(low[stop + 1 :]), words)
    head = low[stop - 1] if low else ""
    return head, head in words["plural_nouns"] or (head.endswith("s") and not head.endswith(("ss", "'s")))


@lru_cache(maxsize=8192)
def role_of(phrase: str, words: RoleWords) -> str | None:
    """The role in a description: without article, number, what somebody knows or was told, and names of countries."""
    raw = list(words.tokenizer.forms(phrase, 0, len(phrase))[0])
    while raw and (raw[0].lower() in words["common"] or raw[0].isdigit()):
        raw.pop(0)
    ends = (k for k, word in enumerate(raw) if k and (word.lower() in _STOPPING or word.lower().endswith("ed")))
    stop = next(ends, len(raw))
    kept = [word for k, word in enumerate(raw[:stop]) if k == stop - 1 or not _is_demonym(word)]
    return " ".join(kept).strip(" ,") or None


def _is_demonym(word: str) -> bool:
    return word in _DEMONYMS or (word[0].isupper() and len(word) > 3 and word.endswith(("an", "i", "ish", "ese")))


def is_human(phrase: str, head: str, plural: bool, words: RoleWords) -> bool:
    """Whether a phrase describes unnamed people: it counts them, or its noun is a person's role."""
    if any(head in words[name] for name in ("bodies", "works", "private_bodies")):
        return False
    if head.endswith(("man", "woman", "men", "women", "person")):
        return True
    if any(head in words[name] for name in ("unnamed", "private", "headship")):
        return True
    first, _, last = f" {phrase}".partition(" ")[2].partition(" ")
    common = not phrase.rpartition(" ")[2][:1].isupper() if phrase else False
    return common and (plural or (bool(last) and first.lower() in _COUNTED))


def side_of(entity: Entity) -> str | None:
    return entity.side or (entity.entity if entity.entity_kind == "country" else None)


def affiliation_of(role: str | None, local: Sequence[Entity], words: RoleWords) -> str | None:
    """The body a role belongs to: an entity in it, else what follows "of", "for" or "at"."""
    bodies = [e.entity for e in local if e.entity_kind in NAMED_KINDS]
    if bodies or not role:
        return bodies[0] if bodies else None
    return _body_of(role, words)


@lru_cache(maxsize=8192)
def _body_of(role: str, words: RoleWords) -> str | None:
    return words.find("body of a role", role) or None
