"""Speakers: who stands behind the source of a statement, resolved within the article.

A name in full; a surname or a title with one → the full name; "the adviser" → whom the article gave that role; a
pronoun → the person last spoken of whom it fits; "the report" → the one last introduced. What does not resolve stays
missing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise, takewhile

from analysis.extraction.statements.speakers import references, roles
from analysis.extraction.statements.speakers.people import Mention
from analysis.extraction.statements.speakers.roles import ARTICLE, NAMED_KINDS, ActorFacts, Gender, PronounKind, Speaker
from analysis.extraction.statements.speakers.scene import Phrase, Scene
from analysis.language.tokens import lowered

_AFTER_NAME = ("(", "of ", "from ", "and ", "'s", "’s", "in ", "at ", "jr", "Jr")  # may follow the name in a mention
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|[ap]\.?m\.?|\d{1,4}(?:st|nd|rd|th)?")
_POSSESSIVE = ("'s", "’s")
_LISTED = 150  # characters before the last two of a list of people in which others of it stand
_LOOK_BACK = 8  # sentences a pronoun looks back for its person
_ASKED = 60  # characters in which somebody is named who is asked
_NEAR = 900  # characters within which "they" and "it" still mean the last that spoke
_REACH = 250  # characters within which "its" before a role finds its body


def resolve(scene: Scene, start: int, end: int) -> Speaker:
    """The speaker mentioned at a span, who joins those that have spoken; mentions are resolved in text order."""
    span_end, mention = end, scene.text[start:end]
    if mention.lower().endswith((" who", " which")):
        end = start + len(mention.rpartition(" ")[0].rstrip().removesuffix(","))
    if scene.text[start:end].endswith(_POSSESSIVE):
        end -= len("'s")  # "*the army*'s claim that"
    low, words = lowered(scene.text[start:end]), scene.words
    said = [word for word in scene.forms(start, end)[1] if word[0].isalnum()]
    if said and all(word.strip(".") in words["dates"] or word in words["dates"] or _is_hour(word) for word in said):
        return Speaker(None, start, span_end)  # nobody speaks
    low = low.removesuffix("'d").removesuffix("'ll").strip()
    if low in words["part_of"] and (found := _part_of_them(scene, low, start)):
        speaker = found
    elif low.startswith("one of ") and (role := words.find("gloss", scene.text[end : end + 80])):
        bare = ARTICLE.sub("", role)
        speaker = Speaker(role, role=bare, official=bool(roles.is_official(bare, words)), anonymous=True)
    elif stands_for := words.pronouns.get(low):
        speaker = _pronoun(scene, stands_for, start) or Speaker(None, kind="pronoun")
    else:
        speaker = _named(scene, start, end) or _explained(scene, start, end) or _described(scene, start, end)
    speaker = speaker._replace(start=start, end=end)
    scene.spoken.append(speaker)
    return speaker._replace(end=span_end)


def other_person(scene: Scene, speaker: Speaker, gender: Gender) -> Speaker:
    """Whom a pronoun means other than the one who says it: the last person named before it that fits."""
    for mention in reversed(scene.people.within(0, speaker.start)):
        fits = mention.person.gender == gender or (mention.person.gender is None and mention.person.role)
        if fits and mention.person.name != speaker.name:
            return _as_speaker(scene, mention, speaker.start)._replace(start=speaker.start, end=speaker.end)
    return Speaker(None, speaker.start, speaker.end, kind="pronoun")


def _is_hour(word: str) -> bool:
    return word in ("on", "at", "in", "the") or _CLOCK.fullmatch(word) is not None


def _part_of_them(scene: Scene, low: str, start: int) -> Speaker | None:
    """ "One of them", "the other": of the people last spoken of together, or named since."""
    near = takewhile(lambda s: start - s.start < _NEAR, reversed(scene.spoken))
    several = next((s for s in near if s.plural and s.name), None)
    if several and several.kind != "description":
        several = None
    named = references.opening_before(scene, start, *references.PEOPLE, several=True)
    if named and (several is None or several.start < named[0]):
        several = _described(scene, *named)
    return references.one_of(several, low) if several else None


def _pronoun(scene: Scene, stands_for: PronounKind, start: int) -> Speaker | None:
    near = [s for s in reversed(scene.spoken_between(start - _NEAR + 1, start + 1)) if s.name]
    if stands_for == "male" or stands_for == "female":
        return _person_before(scene, start, stands_for) or _opening(scene, start, stands_for)
    if stands_for == "plural":
        works = scene.words["works"]
        several = (s for s in near if s.plural or s.kind == "body")
        spoken = next((s for s in several if str(s.name).lower().rpartition(" ")[2] not in works), None)
        people = references.opening_before(scene, start, *references.PEOPLE, several=True)
        if people and (spoken is None or spoken.start < people[0]):
            return _described(scene, *people)
        return spoken
    if stands_for == "thing":
        spoken = next((s for s in near if s.kind == "body"), None)
        return _subject_before(scene, start) or spoken or _opening(scene, start, stands_for)
    return None


def _opening(scene: Scene, start: int, stands_for: PronounKind) -> Speaker | None:
    """Who opens a sentence before without a name, where nobody else is meant: "The colonel left. *He* said"."""
    found = references.opening_before(scene, start, "bodies" if stands_for == "thing" else "nouns")
    other = {"male": "female", "female": "male"}.get(stands_for, "")
    if found is None or (other and not scene.words[other].isdisjoint(scene.words.cut[scene.text[slice(*found)]])):
        return None
    speaker = _described(scene, *found)
    is_body = speaker.kind == "body"
    return speaker if is_body == (stands_for == "thing") and speaker.gender in (None, stands_for) else None


def _subject_before(scene: Scene, start: int) -> Speaker | None:
    """The body or report that opens the sentence, or the one before, unless somebody has spoken since."""
    for sentence in scene.sentences_before(start + 1, 2):
        if scene.spoken_between(sentence.start, start):
            return None
        first = next(iter(scene.between(sentence.start, min(sentence.start + 40, start))), None)
        if first and first.entity_kind in NAMED_KINDS and first.end < start:
            return _described(scene, first.start, first.end)
        if outlet := scene.outlets.opening(scene.forms(sentence.start, min(start, sentence.start + 90))[0][:6]):
            return scene.outlets.as_speaker(outlet)
    return None


def _person_before(scene: Scene, start: int, gender: Gender) -> Speaker | None:
    """The last sentence with a fitting person: whoever spoke in it, else whom it names first."""
    for sentence in scene.sentences_before(start + 1, _LOOK_BACK):
        begin, stop = sentence.start, min(sentence.end, start)
        for s in reversed(scene.spoken_between(begin, stop)):
            if s.name and s.kind != "body" and not s.plural and s.gender in (None, gender):
                if asked := _asked(scene, s, gender, stop):
                    return _as_speaker(scene, asked, asked.start)
                # in "A heckler demanded that he read them" the man is another
                said = scene.words.find("addressed", scene.text[s.end : s.end + 40]) if s.anonymous else ""
                if scene.words.pronouns.get(said.lower()) != gender:
                    return s
        named = {m.person.name: m for m in reversed(scene.people.within(begin, stop)) if _may_be(m, gender)}
        told = [m for m in named.values() if m.person.gender] or list(named.values())
        if len(told) > 1:  # of several who fit as well the one who spoke last, else nothing tells which is meant
            spoke = next((s.name for s in reversed(scene.spoken) if s.name in named and not s.plural), None)
            told = [m for m in told if m.person.name == spoke]
            return _as_speaker(scene, told[0], told[0].start) if told else None
        if told:
            return _as_speaker(scene, told[0], told[0].start)
    return None


def _asked(scene: Scene, asking: Speaker, gender: Gender, stop: int) -> Mention | None:
    """Whom somebody asked: "a reporter asked *Orla Tenn*". Who asks does not answer."""
    mention = next(iter(scene.people.within(asking.end, min(stop, asking.end + _ASKED))), None)
    asked = mention and scene.words.find("asked", scene.text[asking.end : mention.start])
    return mention if mention and asked and _may_be(mention, gender) else None


def _may_be(mention: Mention, gender: Gender) -> bool:
    person = mention.person
    return person.gender == gender or (person.gender is None and bool(person.role or " " in person.name))


def _joint(scene: Scene, start: int, mentions: Sequence[Mention]) -> Speaker | None:
    """People who speak together: "Governor Orla Tenn and Mayor Pell Dray said"; on a side only where it is the same.

    What stands before the comma of a list belongs to it: "*Ansa Brill*, Orla Tenn and Pell Dray".
    """
    if any(_joins(scene, a, b) is None for a, b in pairwise(mentions)) or _joins(scene, *mentions[-2:]) != "and":
        return None
    listed = mentions
    for mention in reversed(scene.people.within(max(0, start - _LISTED), start)):
        if _joins(scene, mention, listed[0]) != ",":
            break
        listed = [mention, *listed]
    begun = next((s.start for s in scene.sentences_before(start + 1, 1)), start)
    if _titles(scene).issuperset(scene.forms(begun, listed[0].start)[1]):  # not "In a letter to Brill, Tenn and Dray"
        mentions = listed
    people = [_as_speaker(scene, mention, start) for mention in mentions]
    sides = {person.side for person in people}
    name, side = "; ".join(str(person.name) for person in people), sides.pop() if len(sides) == 1 else None
    official = all(person.official for person in people)
    return Speaker(name, 0, 0, None, None, side, official, anonymous=False, plural=True, kind="body")


def _joins(scene: Scene, one: Mention, other: Mention) -> str | None:
    """The word with which a list goes on from a name to the next, where nothing but titles follows it."""
    words = scene.forms(one.end, other.start)[1]
    joint = words[1] if words[:2] == (",", "and") else words[0] if words[:1] in ((",",), ("and",)) else None
    return joint if _titles(scene).issuperset(word.rstrip(".") for word in words) else None


def _titles(scene: Scene) -> frozenset[str]:
    return scene.words["nouns"] | scene.words.titles.keys() | {",", "and", "the"}


def _named(scene: Scene, start: int, end: int) -> Speaker | None:
    """The person a phrase names as its head: the name stands last, or everything after it explains it."""
    mentions = scene.people.within(start, end)
    if len(mentions) > 1 and (together := _joint(scene, start, mentions)):
        return together
    for mention in mentions:
        after = scene.text[mention.end : end].strip(" .,")
        owner = after[:2] in ("'s", "’s") and after[2:].strip()
        apposed = mention.start == start and scene.text[mention.end : mention.end + 1] == ","
        explained = not after or apposed or after.startswith(_AFTER_NAME)
        before = scene.text[start : mention.start]
        if explained and not owner and not (before and scene.words.find("dependent", before)):
            return _as_speaker(scene, mention, start)
    return None


def _explained(scene: Scene, start: int, end: int) -> Speaker | None:
    """A description that its apposition names: "A Taliban spokesman, X, said", "who uses the name X"."""
    role = ARTICLE.sub("", scene.text[start:end])
    if alias := scene.words.find("alias", scene.text[end : end + 120]):
        full = next((m.person.name for m in scene.people.mentions if m.person.name.endswith(alias)), None)
        described = _described(scene, start, end)
        return described._replace(name=full or alias, role=role, anonymous=False, plural=False, kind="person")
    for mention in scene.people.within(end, end + 30):
        between = scene.text[end : mention.start]
        titles = set(scene.words.cut[between]) - scene.words["nouns"] - scene.words.titles.keys()
        if between.startswith(", ") and not titles:
            found = _as_speaker(scene, mention, start)
            return found if found.role else found._replace(role=role)
    return None


def _as_speaker(scene: Scene, mention: Mention, start: int) -> Speaker:
    """A person as speaker; who has spoken in that role before stays as official as then."""
    if outlet := scene.outlets.meant(mention.person.name):  # "Lantern Wire, an agency, said"
        return scene.outlets.as_speaker(outlet)
    found = _person_as_speaker(scene, mention, start)
    same = (s for s in scene.spoken if s.kind == "person" and s.name == found.name and s.role == found.role)
    before = next(same, None)
    return found._replace(official=before.official, side=found.side or before.side) if before else found


def _person_as_speaker(scene: Scene, mention: Mention, start: int) -> Speaker:
    """A named person, with what the article says of him or her, else what the lexicon knows."""
    person, facts, words = mention.person, scene.words.actors, scene.words
    told = scene.people.told.get(person.name, ())  # another mention may give a role
    person = next((p for p in told if p.surname == person.surname and p.gender in (None, person.gender)), person)
    first = bisect_right(scene.entities, mention.start, key=lambda e: e.end)
    near = takewhile(lambda e: e.start < mention.end, scene.entities[first:])
    entity = next((e for e in near if e.entity_kind == "person"), None)
    listed = facts.get(entity.entity if entity else person.name) or ActorFacts()
    role = person.role or listed.role
    local = [e for e in scene.between(start - 60, mention.end + 100) if role and scene.text[e.start : e.end] in role]
    own = references.own_body(scene, start, mention.start)  # "its spokesman, X"
    local = [own, *local] if own else local
    owned = own is None and references.is_owned(scene, start, mention.start)  # "The union … *Its* leader, X, said"
    verdicts = (
        False if owned and words.find("private body", scene.text[max(0, start - _REACH) : start]) else None,
        roles.is_official(role, words) if role else None,
        listed.official,
        True if own else None,
        *(facts[e.entity].official for e in local if e.entity in facts),
    )
    official = bool(next((verdict for verdict in verdicts if verdict is not None), None))
    sides = (
        references.side_in(scene.text, local, role or "", None, official),
        roles.side_of(own) if own else None,
        entity.side if entity else None,
        listed.side,
    )
    name, kind = person.name, "person"
    if entity and entity.entity.rpartition(" ")[2] == name.rpartition(" ")[2] and len(entity.entity) >= len(name):
        name = entity.entity  # the lexicon's says more of the same person: Tarr → Corin Tarr
    affiliation, side = roles.affiliation_of(role, local, words), next(filter(None, sides), None)
    return Speaker(name, 0, 0, role, affiliation, side, official, anonymous=False, gender=person.gender, kind=kind)


def _described(scene: Scene, start: int, end: int) -> Speaker:
    """Somebody without a name, or a body: "two officials", "the ministry", "Tehran"."""
    words, phrase = scene.words, scene.phrase(start, end)
    head, plural, definite = phrase.head, phrase.plural, phrase.is_definite
    if head in words["nouns"] and not plural:
        known = references.known_by_role(scene, phrase) if definite else None
        if known := known or references.introduced_next(scene, phrase):
            return _as_speaker(scene, known, known.start)
    if together := references.joined_bodies(scene, phrase):
        return together
    if body := references.find_body(scene, phrase):
        return references.body_as_speaker(scene, body, phrase.text)._replace(plural=plural)
    if phrase.text and (outlet := references.outlet_named(scene, phrase)):
        return scene.outlets.as_speaker(outlet)
    if definite and not plural and (same := references.said_before(scene, head)):
        return same
    gender = words.pronouns.get(references.owner_pronoun(scene, phrase))
    if (gender == "male" or gender == "female") and (owner := _person_before(scene, start, gender)):
        return references.owned_by(scene, owner, phrase)
    name = ARTICLE.sub("", phrase.text) if phrase.text else None
    if definite and head in words["private_bodies"] and phrase.text.count(" ") == 1:
        name = references.fuller_name(scene, phrase) or name
    if head == phrase.low.removeprefix("the ") and head in words["authorities"]:
        name = references.force_named(scene, head) or name
    if definite and head in words["works"] and (meant := references.work_of(scene, phrase, name)):
        return meant
    return _unnamed(scene, phrase, name)


def _unnamed(scene: Scene, phrase: Phrase, name: str | None) -> Speaker:
    """Who stays without a name: official if the role says so, or if it names a body and does not say otherwise."""
    official, words = roles.is_official(phrase.text, scene.words), scene.words
    if official is None:
        armed = phrase.head in words["armed_names"] and phrase.text.rpartition(" ")[2][:1].isupper()
        official = armed or any(e.entity_kind in NAMED_KINDS for e in phrase.entities)
    human = roles.is_human(phrase.text, phrase.head, phrase.plural, words)
    role = roles.role_of(phrase.text, words) if human else None
    side = references.side_in(scene.text, phrase.entities, phrase.text, phrase.start, official)
    if side is None and official:
        side = references.side_told_after(scene, phrase)
        if side is None and phrase.head in words["authorities"]:
            side = references.side_of_authorities(scene, phrase)
    affiliation, kind = roles.affiliation_of(role, phrase.entities, words), "description" if human else "body"
    return Speaker(name, 0, 0, role, affiliation, side, official, human, plural=phrase.plural, kind=kind)
