"""Speakers: who stands behind the source of a statement, resolved within the article.

A name in full; a surname or a title with one → the full name; "the adviser" → whom the article gave that role; a
pronoun → the person last spoken of whom it fits; "the report" → the one last introduced. What does not resolve stays
missing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from analysis.extraction.statements.speakers import bodies, references
from analysis.extraction.statements.speakers.people import Mention, Person
from analysis.extraction.statements.speakers.roles import (
    ARTICLE,
    NAMED_KINDS,
    ActorFacts,
    Gender,
    PronounKind,
    RoleWords,
    Speaker,
    affiliation_of,
    is_human,
    is_official,
    role_of,
    side_of,
)  # fmt: skip
from analysis.extraction.statements.speakers.scene import Phrase, Scene
from analysis.language.tokens import lowered

_AFTER_NAME = ("(", "of ", "from ", "and ", "'s", "’s", "in ", "at ", "jr", "Jr")  # may follow the name in a mention
_DEPENDENT = frozenset(("of", "for", "to", "from", "at", "with", "and", "in", "by", "near", "on"))
_USES = frozenset(("uses", "used", "gave", "gives"))
_BESIDE_NAME = frozenset(("the", "only", "his", "her", "by", "as", "of"))
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|[ap]\.?m\.?|\d{1,4}(?:st|nd|rd|th)?")
_LOOK_BACK = 8  # sentences a pronoun looks back for its person
_NEAR = 900  # characters within which "they" and "it" still mean the last that spoke
_REACH = 250  # characters within which "its" before a role finds its body


def resolve(scene: Scene, start: int, end: int) -> Speaker:
    """The speaker mentioned at a span, who joins those that have spoken; mentions are resolved in text order."""
    span_end, mention = end, scene.text[start:end]
    if mention.lower().endswith((" who", " which")):
        end = start + len(mention.rpartition(" ")[0].rstrip().removesuffix(","))
    low, words = lowered(scene.text[start:end]), scene.words
    if _is_date(scene.text[start:end], words):
        return Speaker(None, start, span_end)
    low = low.removesuffix("'s").removesuffix("'d").removesuffix("'ll").strip()
    if low in words["part_of"] and (found := _part_of_them(scene, low, start, end)):
        speaker = found
    elif role := references.glossed(scene, low, end):
        bare = ARTICLE.sub("", role)
        speaker = Speaker(role, start, end, bare, official=bool(is_official(bare, words)), anonymous=True)
    elif stands_for := words.pronouns.get(low):
        speaker = _pronoun(scene, stands_for, start, end)
    else:
        speaker = _named(scene, start, end) or _explained(scene, start, end) or _described(scene, start, end)
    scene.spoken.append(speaker)
    return speaker if speaker.end == span_end else replace(speaker, end=span_end)


def other_person(scene: Scene, speaker: Speaker, gender: Gender) -> Speaker:
    """Whom a pronoun means other than the one who says it: the last person named before it that fits."""
    for mention in reversed(scene.people.within(0, speaker.start)):
        fits = mention.person.gender == gender or (mention.person.gender is None and mention.person.role)
        if fits and mention.person.name != speaker.name:
            return _as_speaker(scene, mention, speaker.start, speaker.end)
    return Speaker(None, speaker.start, speaker.end, kind="pronoun")


@lru_cache(maxsize=8192)
def _is_date(phrase: str, words: RoleWords) -> bool:
    """Whether a phrase holds nothing but days, months and hours: nobody speaks."""
    dates = words["dates"]
    said = [word for word in words.tokenizer.forms(phrase, 0, len(phrase))[1] if word[0].isalnum()]
    return bool(said) and all(
        word in dates or word.strip(".") in dates or word in ("on", "at", "in", "the") or _CLOCK.fullmatch(word)
        for word in said
    )


def _part_of_them(scene: Scene, low: str, start: int, end: int) -> Speaker | None:
    """ "One of them", "the other": of the people last spoken of together, or named since."""
    several = references.last_several(scene, start)
    named = references.people_before(scene, start)
    if named and (several is None or several.start < named[0]):
        several = _described(scene, *named)
    return references.one_of(several, low, start, end) if several else None


def _pronoun(scene: Scene, stands_for: PronounKind, start: int, end: int) -> Speaker:
    meant: Speaker | None = None
    near = [s for s in reversed(scene.spoken_between(start - _NEAR + 1, start + 1)) if s.name]
    if stands_for == "male" or stands_for == "female":
        meant = _person_before(scene, start, stands_for)
    elif stands_for == "plural":
        works = scene.words["works"]
        several = (s for s in near if s.plural or s.kind == "body")
        meant = next((s for s in several if str(s.name).lower().rpartition(" ")[2] not in works), None)
    elif stands_for == "thing":
        meant = _subject_before(scene, start) or next((s for s in near if s.kind == "body"), None)
    return Speaker(None, start, end, kind="pronoun") if meant is None else replace(meant, start=start, end=end)


def _subject_before(scene: Scene, start: int) -> Speaker | None:
    """The body or report that opens the sentence, or the one before, unless somebody has spoken since."""
    for sentence in scene.sentences_before(start + 1, 2):
        if scene.spoken_between(sentence.start, start):
            return None
        first = next(iter(scene.between(sentence.start, min(sentence.start + 40, start))), None)
        if first and first.entity_kind in NAMED_KINDS and first.end < start:
            return _described(scene, first.start, first.end)
        if outlet := scene.outlets.opening(scene.forms(sentence.start, min(start, sentence.start + 90))[0][:6]):
            return scene.outlets.as_speaker(outlet, start, start)
    return None


def _person_before(scene: Scene, start: int, gender: Gender) -> Speaker | None:
    """The last sentence with a fitting person: whoever spoke in it, else whom it names first."""
    for sentence in scene.sentences_before(start + 1, _LOOK_BACK):
        begin, stop = sentence.start, min(sentence.end, start)
        speakers = [s for s in scene.spoken_between(begin, stop) if s.name and s.kind != "body" and not s.plural]
        fitting = [
            s for s in speakers if s.gender in (None, gender) and not (s.anonymous and _addresses(scene, s, gender))
        ]
        if fitting:
            return fitting[-1]
        for mention in scene.people.within(begin, stop):
            known = mention.person.gender
            if known == gender or (known is None and (mention.person.role or " " in mention.person.name)):
                return _as_speaker(scene, mention, mention.start, mention.end)
    return None


def _addresses(scene: Scene, speaker: Speaker, gender: Gender) -> bool:
    """Whether somebody unnamed spoke to a "him": in "A heckler demanded that he read them" that is another."""
    said = [w for w in scene.forms(speaker.end, speaker.end + 40)[1] if w != "that"]
    return (
        said[:1] != []
        and said[0] in scene.words["directives"]
        and scene.words.pronouns.get("".join(said[1:2])) == gender
    )


def _named(scene: Scene, start: int, end: int) -> Speaker | None:
    """The person a phrase names as its head: the name stands last, or everything after it explains it."""
    for mention in scene.people.within(start, end):
        before = mention.start > start
        after = scene.text[mention.end : end].strip(" .,")
        owner = after[:2] in ("'s", "’s") and after[2:].strip()
        apposed = mention.start == start and scene.text[mention.end : mention.end + 1] == ","
        explained = not after or apposed or after.startswith(_AFTER_NAME)
        if explained and not owner and not (before and _is_dependent(scene, start, mention.start)):
            return _as_speaker(scene, mention, start, end)
    return None


def _is_dependent(scene: Scene, start: int, end: int) -> bool:
    """Whether a preposition stands before a place, at most four words between: "a nurse *at the clinic of* Tenn"."""
    low = scene.forms(start, end)[1]
    near = next((k for k in range(len(low) - 1, -1, -1) if low[k] in _DEPENDENT or not low[k][0].isalnum()), -1)
    return near >= max(0, len(low) - 5) and low[near] in _DEPENDENT


def _alias_after(scene: Scene, end: int) -> str | None:
    """The name that somebody is said to use: "who uses only the name *Abu Tarn*"."""
    raw, low = scene.forms(end, end + 120)
    i = int(low[:1] == (",",))
    called = low[i + 1 : i + 2] and (low[i + 1] in _USES or low[i + 1 : i + 3] in (("goes", "by"), ("went", "by")))
    if low[i : i + 1] != ("who",) or not called or "name" not in low[i : i + 7]:
        return None
    first = next((k for k in range(low.index("name") + 1, len(low)) if low[k] not in _BESIDE_NAME), len(low))
    last = next((k for k in range(first, min(first + 4, len(raw))) if not raw[k][0].isupper()), first + 4)
    return " ".join(raw[first:last]) or None


def _explained(scene: Scene, start: int, end: int) -> Speaker | None:
    """A description that its apposition names: "A Taliban spokesman, X, said", "who uses the name X"."""
    role = ARTICLE.sub("", scene.text[start:end])
    if alias := _alias_after(scene, end):
        full = next((m.person.name for m in scene.people.mentions if m.person.name.endswith(alias)), None)
        described = _described(scene, start, end)
        return replace(described, name=full or alias, role=role, anonymous=False, plural=False, kind="person")
    for mention in scene.people.within(end, end + 30):
        between = scene.text[end : mention.start]
        titles = set(scene.words.cut(between)) - scene.words["nouns"] - scene.words.titles.keys()
        if between.startswith(", ") and not titles:
            found = _as_speaker(scene, mention, start, end)
            return found if found.role else replace(found, role=role)
    return None


def _as_speaker(scene: Scene, mention: Mention, start: int, end: int) -> Speaker:
    """A person as speaker; who has spoken in that role before stays as official as then."""
    if outlet := scene.outlets.meant(mention.person.name):  # "Lantern Wire, an agency, said"
        return scene.outlets.as_speaker(outlet, start, end)
    found = _person_as_speaker(scene, mention, start, end)
    same = (s for s in scene.spoken if s.kind == "person" and s.name == found.name and s.role == found.role)
    before = next(same, None)
    return replace(found, official=before.official, side=found.side or before.side) if before else found


def _person_as_speaker(scene: Scene, mention: Mention, start: int, end: int) -> Speaker:
    """A named person, with what the article says of him or her, else what the lexicon knows."""
    person, facts, words = _richest(scene, mention.person), scene.words.actors, scene.words
    first = bisect_right(scene.entities, mention.start, key=lambda e: e.end)
    near = takewhile(lambda e: e.start < mention.end, scene.entities[first:])
    entity = next((e for e in near if e.entity_kind == "person"), None)
    listed = facts.get(entity.entity if entity else person.name) or ActorFacts()
    role = person.role or listed.role
    local = [e for e in scene.between(start - 60, mention.end + 100) if role and scene.text[e.start : e.end] in role]
    own = bodies.own_body(scene, start, mention.start)  # "its spokesman, X"
    local = [own, *local] if own else local
    verdicts = (
        False if own is None and _is_private(scene, start, mention.start) else None,
        is_official(role, words) if role else None,
        listed.official,
        True if own else None,
        *(facts[e.entity].official for e in local if e.entity in facts),
    )
    official = next((verdict for verdict in verdicts if verdict is not None), None)
    sides = (
        bodies.side_in(scene.text, local, role or "", None, official),
        side_of(own) if own else None,
        entity.side if entity else None,
        listed.side,
    )
    side = next((side for side in sides if side), None)
    name = person.name
    if entity and entity.entity.rpartition(" ")[2] == name.rpartition(" ")[2] and len(entity.entity) >= len(name):
        name = entity.entity  # the lexicon's says more of the same person: Tarr → Corin Tarr
    return Speaker(
        name,
        start,
        end,
        role,
        affiliation_of(role, local, words),
        side,
        bool(official),
        False,
        gender=person.gender,
        kind="person",
    )


def _richest(scene: Scene, person: Person) -> Person:
    """The same person with a role, if another mention gives one."""
    told = scene.people.told.get(person.name, ())
    return next((p for p in told if p.surname == person.surname and p.gender in (None, person.gender)), person)


def _is_private(scene: Scene, start: int, end: int) -> bool:
    """Whether "its" before a role stands for a private body: "The union … *Its* leader, X, said"."""
    if not scene.text[start:end].lower().startswith(("its ", "their ")):
        return False
    before = scene.forms(start - _REACH, start)[1]
    determined = (
        before[max(0, k - 2) : k] for k in range(1, len(before)) if before[k] in scene.words["private_bodies"]
    )
    return any(not {"the", "a", "an"}.isdisjoint(near) for near in determined)


def _described(scene: Scene, start: int, end: int) -> Speaker:
    """Somebody without a name, or a body: "two officials", "the ministry", "Tehran"."""
    words, phrase = scene.words, scene.phrase(start, end)
    head, plural, definite = phrase.head, phrase.plural, phrase.is_definite
    if head in words["nouns"] and not plural:
        known = (references.known_by_role(scene, phrase) if definite else None) or references.introduced_next(
            scene, phrase
        )
        if known:
            return replace(_as_speaker(scene, known, known.start, known.end), start=start, end=end)
    if together := bodies.joined_bodies(scene, phrase):
        return together
    if body := bodies.find_body(scene, phrase):
        return replace(bodies.body_as_speaker(scene, body, phrase.text, start, end), plural=plural)
    if phrase.text and (outlet := references.outlet_named(scene, phrase)):
        return scene.outlets.as_speaker(outlet, start, end)
    if definite and not plural and (same := references.said_before(scene, head)):
        return replace(same, start=start, end=end)
    gender = words.pronouns.get(references.owner_pronoun(scene, phrase) or "")
    if (gender == "male" or gender == "female") and (owner := _person_before(scene, start, gender)):
        return references.owned_by(scene, owner, phrase)
    name = ARTICLE.sub("", phrase.text) if phrase.text else None
    if definite and head in words["private_bodies"] and phrase.text.count(" ") == 1:
        name = references.fuller_name(scene, phrase) or name
    if head == phrase.low.removeprefix("the ") and head in words["authorities"]:
        name = references.force_named(scene, head) or name
    if definite and head in words["works"] and (meant := references.work_of(scene, phrase, name)):
        return replace(meant, start=start, end=end)
    return _unnamed(scene, phrase, name)


def _unnamed(scene: Scene, phrase: Phrase, name: str | None) -> Speaker:
    """Who stays without a name: official if the role says so, or if it names a body and does not say otherwise."""
    official = is_official(phrase.text, scene.words)
    if official is None:
        official = any(e.entity_kind in NAMED_KINDS for e in phrase.entities)
    human = is_human(phrase.text, phrase.head, phrase.plural, scene.words)
    role = role_of(phrase.text, scene.words) if human else None
    side = bodies.side_in(scene.text, phrase.entities, phrase.text, phrase.start, official)
    if side is None and official:
        side = bodies.side_told_after(scene, phrase)
        if side is None and phrase.head in scene.words["authorities"]:
            side = bodies.side_of_authorities(scene, phrase)
    affiliation, kind = affiliation_of(role, phrase.entities, scene.words), "description" if human else "body"
    return Speaker(
        name, phrase.start, phrase.end, role, affiliation, side, official, human, plural=phrase.plural, kind=kind
    )
