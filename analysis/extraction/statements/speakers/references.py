"""Descriptions without a name: bodies that speak (a ministry, an army, "the group"), the side that a speaker is on, and
what points elsewhere in the article: "one of them", "the union", "the statement", "an aide to him".

Each function gives the words, the entity or the speaker that a phrase of its kind stands for, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from analysis.extraction.records import Entity
from analysis.extraction.statements.speakers.people import Mention
from analysis.extraction.statements.speakers.roles import ARTICLE, NAMED_KINDS, Speaker, head_end, head_of, side_of
from analysis.extraction.statements.speakers.scene import Phrase, Scene

_NEAR = 900  # characters within which a place says whose police speak, and "one of them" means those that spoke
_OWNER = 250  # characters within which "its" before a role finds its body
_PLACE_KINDS = ("city", "region", "site")
_SPEAKING_KINDS = (*NAMED_KINDS, "country", "city", "region")
_RELATIVE = re.compile(r",?\s(?:who|which)\s[^,.;:\n]{0,90}")
_BARE_BODY = re.compile(r"\b(?:for|of|at|with)\sthe\s([a-z]+)$")
_AHEAD = 450  # characters within which a description may be given its name
_PEOPLE_BEFORE = 300  # characters between such people and "one of them"
_SAID_IN = 300  # characters between whoever speaks "in a statement" and the word
_ISSUED = frozenset(("in", "issued", "released", "published"))
_LONGEST_STOPPED = 6  # "Gen. Vane"; a longer word before a stop ends its sentence
_ARTICLES = frozenset(("the", "a", "an"))
PEOPLE = ("unnamed", "nouns", "bodies")  # lists of nouns that several people go by
_NO_NAME = frozenset(("same", "other", "new", "of"))


def find_body(scene: Scene, phrase: Phrase) -> Entity | None:
    """The actor a phrase names with its last word, or stands for: "the group" is the one last named."""
    words, head = scene.words, phrase.head
    named = next((e for e in reversed(phrase.entities) if e.end >= phrase.end - 3 and e.entity_kind != "person"), None)
    if named is not None:
        return named if head not in words["unnamed"] else None
    if phrase.entities and head in words["bodies"] and phrase.entities[0].entity_kind == "country":
        owner = phrase.entities[0].entity  # "Varnia's ministry"
        return next((e for e in scene.entities if e.side == owner and _bears(scene, e, head)), None)
    if " " in phrase.text and not phrase.low.startswith(("the ", "this ", "that ", "its ", "our ", "same ")):
        return None
    before = [e for e in scene.between(0, phrase.start) if e.entity_kind in NAMED_KINDS]
    if head not in words["group_words"]:
        may_bear = head in words["bodies"] or phrase.text[:1].isupper()
        return next((e for e in reversed(before) if _bears(scene, e, head)), None) if may_bear else None
    groups = [e for e in before if e.entity_kind in ("group", "force")]
    marks = {word for word in scene.forms(phrase.start, phrase.end)[0] if word[0].isupper()} - {"The", "Its", "Our"}
    if marks:
        groups = [e for e in groups if marks & set(scene.forms(e.start, e.end)[0])]
    elif not groups and phrase.text.islower() and " " not in phrase.text:  # a headline: "No part in it, command says"
        groups = [e for e in scene.entities if e.entity_kind in ("group", "force")][:1]
    return groups[-1] if groups else None


def _bears(scene: Scene, entity: Entity, head: str) -> bool:
    """Whether an actor was named with a noun: "the Ministry of Health" bears "ministry"."""
    mention = scene.text[entity.start : entity.end].lower()
    return f" {head} " in f" {entity.entity.lower()} " or f" {mention}".endswith(f" {head}")


def body_as_speaker(scene: Scene, body: Entity, phrase: str) -> Speaker:
    """A ministry, an army, a country that speaks under its own name."""
    facts = scene.words.actors.get(body.entity)
    official = facts.official if facts and facts.official is not None else body.entity_kind in _SPEAKING_KINDS
    named = body.entity if body.entity_kind in NAMED_KINDS else None
    name = named or ARTICLE.sub("", phrase)
    return Speaker(name, 0, 0, None, named, side_of(body), official, anonymous=False, kind="body")


def joined_bodies(scene: Scene, phrase: Phrase) -> Speaker | None:
    """Two bodies that speak together: "the army and the League said"; on a side only where it is the same."""
    bodies = [e for e in phrase.entities if e.entity_kind in _SPEAKING_KINDS]
    between = scene.forms(bodies[0].end, bodies[1].start)[1] if len(bodies) == 2 else ()
    if between[:1] not in (("and",), ("or",)) or not set(between[1:]) <= {"by", "the"}:
        return None
    one, other = [body_as_speaker(scene, e, scene.text[e.start : e.end]) for e in bodies]
    side, official = one.side if one.side == other.side else None, bool(one.official and other.official)
    name = f"{one.name}; {other.name}"
    return Speaker(name, 0, 0, None, None, side, official, False, plural=True, kind="body")


def is_owned(scene: Scene, start: int, end: int) -> bool:
    return scene.text[start:end].lower().startswith(("its ", "their "))


def own_body(scene: Scene, start: int, end: int) -> Entity | None:
    """The body that "its" or "their" before a role stands for: the last one named."""
    near = scene.between(start - _OWNER + 1, start) if is_owned(scene, start, end) else ()
    return next((e for e in reversed(near) if e.entity_kind in NAMED_KINDS), None)


def side_in(text: str, entities: Sequence[Entity], phrase: str, start: int | None, official: bool | None) -> str | None:
    """The side of the first actor in a description; for private people only before the noun: "Iraqi doctor"."""
    reach = len(phrase) if official or " close to " in phrase else head_end(phrase)
    for entity in entities:
        at = phrase.find(text[entity.start : entity.end]) if start is None else entity.start - start
        if at <= reach and (side := side_of(entity)):
            return side
    return None


def side_told_after(scene: Scene, phrase: Phrase) -> str | None:
    """The side of an official from what follows or went before.

    "a diplomat *who follows the border for the League*", "*its* spokesman", "a spokesman for *the observers*" where the
    article has named the observers of somebody.
    """
    if own := own_body(scene, phrase.start, phrase.end):
        return side_of(own)
    if clause := _RELATIVE.match(scene.text, phrase.end):
        within = [e for e in scene.between(phrase.end, clause.end()) if e.entity_kind in NAMED_KINDS]
        return side_of(within[-1]) if within else None
    body = _BARE_BODY.search(phrase.text)
    if body is None:
        return None
    for entity in reversed(scene.between(0, phrase.start)):
        around = scene.words.cut[scene.text[max(0, entity.start - 25) : entity.end + 25]]
        if entity.entity_kind in NAMED_KINDS and body[1] in around and (side := side_of(entity)):
            return side
    return None


def side_of_authorities(scene: Scene, phrase: Phrase) -> str | None:
    """The side of officials named without one: as described before, as the last such speaker, as the place."""
    nouns = {phrase.head, phrase.head + "s", phrase.head.removesuffix("s")}
    before = scene.between(phrase.start - _NEAR + 1, phrase.start)
    if phrase.low.startswith("the "):
        for e in reversed(before):  # "Varnian *border police*"
            behind = takewhile(lambda word: word.isalpha() and word.islower(), scene.forms(e.end, e.end + 60)[0][:4])
            if side_of(e) and not nouns.isdisjoint(behind):
                return side_of(e)
    for speaker in reversed(scene.spoken):
        if speaker.side and speaker.kind == "description" and not nouns.isdisjoint(scene.words.cut[str(speaker.name)]):
            return speaker.side
    places = [e for e in before if e.entity_kind in _PLACE_KINDS and side_of(e)]
    return side_of(places[-1]) if places else None


def introduced_next(scene: Scene, phrase: Phrase) -> Mention | None:
    """ "An adviser to the leader warned …": the person of the next sentences who has that role."""
    wanted = set(scene.words.cut[phrase.text]) - _ARTICLES
    for mention in scene.people.within(phrase.end, phrase.end + _AHEAD):
        role = scene.words.cut[mention.person.role or ""]
        told = phrase.head in role and len(wanted.intersection(role)) > 2
        if told and not any(m.person == mention.person for m in scene.people.within(0, phrase.start)):
            return mention
    return None


def known_by_role(scene: Scene, phrase: Phrase) -> Mention | None:
    """A person named before whose role, or the title before the name, is that of "the …" phrase; the last one."""
    words = scene.words
    wanted, called = set(words.cut[phrase.text]) - {"the", "this", "that"}, f" {phrase.low[4:]}"
    for mention in reversed(scene.people.within(0, phrase.start)):
        before = scene.text[max(0, mention.start - 60) : mention.start].rstrip().lower()
        stopped = before.endswith(".") and len(before.rpartition(" ")[2]) <= _LONGEST_STOPPED
        if before[: len(before) - stopped].endswith(called):
            return mention
        role = mention.person.role
        if role and words.cut[head_of(role, words)[0]] == (phrase.head,) and wanted <= set(words.cut[role]):
            return mention
    return None


def one_of(several: Speaker, low: str) -> Speaker:
    """One of several: "Two diplomats in the port" → "one of the two diplomats in the port", or "the other of …"."""
    people = str(several.name).removeprefix("one of ").removeprefix("the other of ")
    people = people if people.partition(" ")[0][1:2].isupper() else people[:1].lower() + people[1:]
    determined = people.startswith(("the ", "several ", "some ", "many "))
    name = f"{'the other' if low == 'the other' else 'one'} of {'' if determined else 'the '}{people}"
    return several._replace(name=name, anonymous=True, plural=True)


def opening_before(scene: Scene, start: int, *heads: str, several: bool = False) -> tuple[int, int] | None:
    """The span of a description with which one of the two sentences before opens, its noun on one of some lists.

    "*Officials in the port* were …" (several), "*The ministry* published a report"."""
    for sentence in scene.sentences_before(start, 3):
        if sentence.end <= start < sentence.end + _PEOPLE_BEFORE:
            people = scene.words.find("people", scene.text[sentence.start : min(sentence.end, sentence.start + 150)])
            head, plural = head_of(people, scene.words)
            if plural == several and any(head in scene.words[name] for name in heads):
                return sentence.start, sentence.start + len(people)
    return None


def owner_pronoun(scene: Scene, phrase: Phrase) -> str:
    """The pronoun of the person whom an official's description depends on: "an aide to *him*", "*her* office"."""
    if phrase.head in scene.words["private"]:
        return ""
    find, text = scene.words.find, scene.text
    behind = find("owner behind", text[phrase.end : phrase.end + 40])  # "a person *in his office*"
    return (behind or find("owner", text[phrase.start : phrase.end])).lower()


def said_before(scene: Scene, head: str) -> Speaker | None:
    """The unnamed person who spoke before and is now "the person": the same one, with what was told then."""
    if head not in scene.words["unnamed"] | scene.words["private"]:
        return None
    same = (s for s in reversed(scene.spoken) if s.anonymous and s.kind == "description" and not s.plural and s.name)
    return next((s for s in same if head_of(str(s.name), scene.words)[0] == head), None)


def owned_by(scene: Scene, owner: Speaker, phrase: Phrase) -> Speaker:
    """Who speaks for somebody: official and on the side of the owner; an office is a body, an aide a person unnamed."""
    office = phrase.head in scene.words["offices"]
    name = f"{phrase.head} of {owner.name}" if office else ARTICLE.sub("", phrase.text)
    role, kind = None if office else phrase.head, "body" if office else "description"
    told = owner.affiliation, owner.side, owner.official
    return Speaker(name, 0, 0, role, *told, anonymous=not office, kind=kind)


def outlet_named(scene: Scene, phrase: Phrase) -> str | None:
    """The outlet that a phrase names, also with its town, or this one: "an article on our front page"."""
    outlet = scene.reading.article.outlet
    if outlet and phrase.head in scene.words["works"] and scene.words.find("our paper", phrase.text):
        return outlet
    raw = scene.words.tokenizer.forms(phrase.text, 0, len(phrase.text))[0]
    outlets, named = scene.outlets, phrase.text[: head_end(phrase.text)]
    return (
        (outlets.named_last(raw) if named == phrase.text else None)  # not "a host of CNN"
        or outlets.meant(phrase.text, scene.text, phrase.start)
        or (outlets.meant(named, scene.text, phrase.start) if named[:1].isupper() or " " in named else None)
    )


def work_of(scene: Scene, phrase: Phrase, name: str | None) -> Speaker | None:
    """Whose work "the statement" is: the one last spoken of with more words, or whoever spoke "in a statement"."""
    head = phrase.head
    for speaker in reversed(scene.spoken):
        if speaker.name and speaker.name.lower().endswith(head) and len(speaker.name) > len(name or ""):
            return speaker
        if speaker.kind == "body" and head in scene.words.cut[scene.text[speaker.start : speaker.end]]:
            return speaker  # "an article on our front page", which stands for the outlet
    for sentence, i in scene.places_of(head, phrase.start):
        issued = [
            k for k in (i - 2, i - 3) if k >= 0 and sentence.low[k] in _ISSUED and sentence.low[k + 1] in ("a", "an")
        ]
        if issued:
            at = sentence.spans[issued[0]][0]
            near = [s for s in scene.spoken if 0 <= at - s.start < _SAID_IN and s.name]
            return near[-1] if near else None
    return None


def fuller_name(scene: Scene, phrase: Phrase) -> str | None:
    """The words with which the article introduced what it now calls "the union": "the dockers' union"."""
    for sentence, i in scene.places_of(phrase.head, phrase.start):
        for k in (i - 3, i - 2):
            if k >= 0 and sentence.low[k] in _ARTICLES and sentence.low[k + 1] not in _NO_NAME:
                return " ".join(sentence.raw[k + 1 : i + 1])
    return None


def force_named(scene: Scene, head: str) -> str | None:
    """The one force that the article names with a noun: "police" where it has "Quillport police" and no other."""
    places = [(s.raw[i - 1], s.raw[i]) for s, i in scene.places_of(head, len(scene.text)) if i]
    named = {
        f"{a} {b}"
        for a, b in places
        if a[0].isupper() and "." not in a and b == head and a.lower() not in scene.words["common"]
    }
    return named.pop() if len(named) == 1 else None
