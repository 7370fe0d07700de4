"""Whose name a group of words gives: a name that no list knows, the speaker that a pronoun means, the state of a seat.

In: a sentence's scene and a group of its words. Out: the name, or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from analysis.extraction.attacks.events.scene import ACTORS, PLACES, Scene, is_dated, phrase
from analysis.extraction.records import Entity
from analysis.language.groups import Group, group_after, group_starting, head, is_clause_mark, subject_of, tags_of
from analysis.language.lexicon import Lexicon

_COUNTRY = frozenset({"country"})
# What joins the parts of a name: "Movement for Harrow", "Sons of the Fen"
_JOINING = frozenset({"of", "for", "de", "al", "el", "du", "la"})
# Between a spokesman and those for whom he speaks
_FOR = frozenset({"for", "of", "from"})


def is_nameless(who: str, lexicon: Lexicon) -> bool:
    """Whether a word stands for a doer named elsewhere, or for none: "the groups", "the collective"."""
    return who.lower() in lexicon["group_nouns"]["nameless"]


def self_named(scene: Scene, group: Group) -> str | None:
    """The armed speaker that a pronoun means: "the Brigades said **it** had fired", "said **its fighters** had", "the
    Front said **the group** had", "**We** fired it, said the Front"."""
    table, words = scene.lexicon["responsibility"], scene.words
    pronoun, length = words[group.first].lower, group.last - group.first
    the_group = is_the_group(scene, group)
    if not ((pronoun in table["itself"] and length == 1) or pronoun in table["own"] or the_group):
        return None
    if (said := _said_before(scene, group)) is None and pronoun in {"we", "our"}:
        said = next((j for j in range(group.last, len(words)) if "say" in words[j].tags), None)
    if said is None or words[said].lower in table["of_others"]:
        return None
    speaker = speaking_for(scene, subject_of(words, said) or group_after(words, said), said)
    if speaker and is_none_of(scene, speaker):
        return None
    entity = scene.entity_in(speaker, ACTORS) or scene.entity_in(speaker, _COUNTRY)
    is_unsure = pronoun in table["others_too"]
    if entity is None and speaker:
        return _speaker_meant(scene, speaker, is_unsure=is_unsure)
    if entity is None or entity.entity_kind == "institution":
        return None
    return entity.entity if entity.entity_kind in ("group", "force") or not is_unsure else None


def is_the_group(scene: Scene, group: Group | None) -> bool:
    """ "**the group**", which is named before."""
    words = group.words(scene.words) if group else ()
    return len(words) == 2 and words[0].lower == "the" and words[1].lower in scene.lexicon["responsibility"]["groups"]


def _said_before(scene: Scene, group: Group) -> int | None:
    """The verb of saying that a group hangs on: no other deed between."""
    for j in range(group.first - 1, -1, -1):
        word = scene.words[j]
        if word.lower == ";" or (word.events and not any(e.is_noun for e in word.events)):
            return None
        if "say" in word.tags:
            return j
    return None


def speaking_for(scene: Scene, group: Group | None, verb: int) -> Group | None:
    """ "a spokesman for **the Front** said": for whom the subject of a verb speaks; else the subject itself."""
    words = scene.words
    speakers = scene.lexicon["responsibility"]["speakers"]
    if group is None:
        return None
    if group.last + 1 < len(words) and words[group.last - 1].lower in speakers and words[group.last].lower in _FOR:
        return Group(group.last + 1, verb) if group.last + 1 < verb else group_starting(words, group.last + 1)
    return group


def _speaker_meant(scene: Scene, speaker: Group, *, is_unsure: bool) -> str | None:
    """A speaker that no list knows, by the name; "they" may be others, but for a band: "the Front", "rebels"."""
    named = proper_name(scene, speaker)
    tags = tags_of(scene.words, speaker)
    is_band = is_group_noun(scene, speaker) or "outlaw" in tags
    if is_unsure and not is_band:
        return None
    return named or (phrase(scene, speaker) if is_band or "force" in tags else None)


def is_group_noun(scene: Scene, group: Group) -> bool:
    """Whether a group's words make a name of many: "the Brannic **Front**", "**Jund** al-Fen"."""
    nouns, words = scene.lexicon["group_nouns"]["words"], group.words(scene.words)
    return any(w.lower in nouns for w in (words[0], head(scene.words, group)))


def proper_name(scene: Scene, group: Group) -> str | None:
    """A name that no list knows, in mixed case: "the Movement for Harrow", "members of the | Sons of the Fen", a
    person's; a single word only where it does not begin the sentence."""
    words, first, last = scene.words, group.first, group.last
    if scene.is_upper_case or scene.is_headline or scene.entity_in(group, PLACES | _COUNTRY):
        return None
    while last < len(words) and all(_is_named(scene, k) or _joins(scene, k) for k in (last - 1, last)):
        last += 1
    plain = [
        k for k in range(first + 1, last - 1) if words[k].lower in {"of", "from"} and _is_of_many(scene, k - 1, first)
    ]
    first = max([first, *(k + 1 for k in plain)])
    while first < last and not _is_named(scene, first):
        first += 1
    inside = range(first, last)
    if (
        not inside
        or (len(inside) == 1 and first == 0)
        or not all(_is_named(scene, k) or _joins(scene, k) for k in inside)
    ):
        return None
    return " ".join(scene.text[words[first].start : words[last - 1].end].split())


def _is_of_many(scene: Scene, k: int, first: int) -> bool:
    """Whether word ``k`` says that many do it of whom the name follows: "members", "Fighters", "rebels"."""
    word = scene.words[k]
    fighters = k == first and "plural" in word.tags and bool(word.tags & {"outlaw", "force"})
    return fighters or is_nameless(word.lower, scene.lexicon) or not _is_named(scene, k)


def _is_named(scene: Scene, k: int) -> bool:
    """Whether word ``k`` may be part of a name: a capital, and no weapon, day or event."""
    word = scene.words[k]
    free = not word.events and not word.tags & {"weapon", "calendar", "determiner", "preposition"}
    article, hyphen, name = scene.text[word.start : word.end].partition("-")  # "al-Shafaq", not "pro-Norlandish"
    joined = bool(hyphen) and article in scene.lexicon["group_nouns"]["articles"]
    return free and (name if joined else article)[:1].isupper() and not is_dated(scene, k)


def _joins(scene: Scene, k: int) -> bool:
    """Whether word ``k`` joins the parts of a name: "Movement **for** Harrow", "Sons **of the** Fen"."""
    words = scene.words
    behind = k + 1 + (k + 1 < len(words) and words[k + 1].lower == "the")
    joined = words[k].lower in _JOINING or (words[k].lower == "the" and words[k - 1].lower in _JOINING)
    return joined and behind < len(words) and _is_named(scene, behind)


def state_of_seat(scene: Scene, group: Group, *, alone: bool = True) -> Entity | None:
    """The state whose capital opens a group, or is all of it."""
    seats, city = _seats(scene.lexicon), scene.entity_in(Group(group.first, group.first + 1), PLACES)
    if city is None or city.entity not in seats or (alone and group.last != scene.index_at(city.end - 1) + 1):
        return None
    return replace(city, entity=seats[city.entity], entity_kind="country")


@lru_cache(maxsize=8)
def _seats(lexicon: Lexicon) -> Mapping[str, str]:
    """The states by their capitals."""
    return {p["capital"]: p["name"] for p in lexicon.get("places", ()) if isinstance(p.get("capital"), str)}


def is_none_of(scene: Scene, group: Group) -> bool:
    """ "neither the Front nor **any other group**"."""
    for word in reversed(scene.words[: group.first + 1]):
        if word.lower in {"nor", "neither"}:
            return True
        if is_clause_mark(word) or word.tags & {"say", "conjunction"}:
            return False
    return False


def is_denied(scene: Scene, group: Group, verb: int) -> bool:
    """Whether a subject is said not to have done what a verb says: "**the Front** has not claimed the attack", or is
    one of "neither … nor"."""
    return any("negation" in w.tags for w in scene.words[group.last : verb]) or is_none_of(scene, group)
