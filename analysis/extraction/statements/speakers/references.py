"""Descriptions that point elsewhere in the article: "one of them", "the union", "the statement", "an aide to him".

Each function gives the words or the speaker that a phrase of this kind stands for, or None.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from analysis.extraction.statements.speakers.people import Mention
from analysis.extraction.statements.speakers.roles import ARTICLE, Speaker, head_end, head_of
from analysis.extraction.statements.speakers.scene import Phrase, Scene

_AHEAD = 450  # characters within which a description may be given its name
_PEOPLE_BEFORE = 300  # characters between such people and "one of them"
_NEAR = 900  # characters within which "one of them" still means those that spoke
_SAID_IN = 300  # characters between whoever speaks "in a statement" and the word
_PREPOSITIONS = frozenset(("of", "to", "for", "in", "from", "with", "at", "by"))
_OWNERS = frozenset(("his", "her", "him"))
_BEHIND_PEOPLE = frozenset((",", "who", "were", "are", "have", "had", "said", "say", "told", "also"))
_OURS = frozenset(("page", "paper", "newspaper", "newspage"))
_ISSUED = frozenset(("in", "issued", "released", "published"))
_LONGEST_STOPPED = 6  # "Gen. Vane"; a longer word before a stop ends its sentence
_ARTICLES = frozenset(("the", "a", "an"))
_NO_NAME = frozenset(("same", "other", "new", "of"))


def introduced_next(scene: Scene, phrase: Phrase) -> Mention | None:
    """ "An adviser to the leader warned …": the person of the next sentences who has that role."""
    wanted = set(scene.words.cut(phrase.text)) - _ARTICLES
    for mention in scene.people.within(phrase.end, phrase.end + _AHEAD):
        role = scene.words.cut(mention.person.role or "")
        told = phrase.head in role and len(wanted.intersection(role)) > 2
        if told and not any(m.person == mention.person for m in scene.people.within(0, phrase.start)):
            return mention
    return None


def known_by_role(scene: Scene, phrase: Phrase) -> Mention | None:
    """A person named before whose role, or the title before the name, is that of "the …" phrase; the last one."""
    words = scene.words
    wanted, called = set(words.cut(phrase.text)) - {"the", "this", "that"}, f" {phrase.low[4:]}"
    for mention in reversed(scene.people.within(0, phrase.start)):
        before = scene.text[max(0, mention.start - 60) : mention.start].rstrip().lower()
        stopped = before.endswith(".") and len(before.rpartition(" ")[2]) <= _LONGEST_STOPPED
        if before[: len(before) - stopped].endswith(called):
            return mention
        role = mention.person.role
        if role and head_of(role, words)[0] == phrase.head and wanted <= set(words.cut(role)):
            return mention
    return None


def last_several(scene: Scene, start: int) -> Speaker | None:
    """The unnamed people who last spoke together."""
    near = takewhile(lambda s: start - s.start < _NEAR, reversed(scene.spoken))
    several = next((s for s in near if s.plural and s.name), None)
    return several if several and several.kind == "description" else None


def one_of(several: Speaker, low: str, start: int, end: int) -> Speaker:
    """One of several: "Two diplomats in the port" → "one of the two diplomats in the port", or "the other of …"."""
    people = str(several.name).removeprefix("one of ").removeprefix("the other of ")
    people = people if people.partition(" ")[0][1:2].isupper() else people[:1].lower() + people[1:]
    determined = people.startswith(("the ", "several ", "some ", "many "))
    name = f"{'the other' if low == 'the other' else 'one'} of {'' if determined else 'the '}{people}"
    return replace(several, name=name, anonymous=True, start=start, end=end, plural=True)


def people_before(scene: Scene, start: int) -> tuple[int, int] | None:
    """The span of the people with whom one of the two sentences before opens: "Officials in the port were …"."""
    for sentence in scene.sentences_before(start, 3):
        if sentence.end > start:
            continue
        low = sentence.low
        last = next((k for k in range(1, min(8, len(low))) if low[k] in _BEHIND_PEOPLE), 0)
        named = last and sentence.raw[0][0].isupper() and all(word[0].isalnum() for word in low[:last])
        if start - sentence.end >= _PEOPLE_BEFORE or not named:
            continue
        span = sentence.spans[0][0], sentence.spans[last - 1][1]
        head, plural = head_of(scene.text[slice(*span)], scene.words)
        if plural and any(head in scene.words[name] for name in ("unnamed", "nouns", "bodies")):
            return span
    return None


def glossed(scene: Scene, low: str, end: int) -> str | None:
    """What an apposition tells of "one of the men": "One of the men, *a stonecutter*, said"."""
    if not low.startswith("one of "):
        return None
    raw, after = scene.forms(end, end + 80)
    close = after.index(",", 1) if "," in after[1:7] else 0
    glossed = close > 2 and after[0] == "," and after[1] in ("a", "an") and all(w[0].isalnum() for w in after[1:close])
    return " ".join(raw[1:close]) if glossed else None


def owner_pronoun(scene: Scene, phrase: Phrase) -> str | None:
    """The pronoun of the person whom an official's description depends on: "an aide to *him*", "*her* office"."""
    low, after = scene.forms(phrase.start, phrase.end)[1], scene.forms(phrase.end, phrase.end + 40)[1][:3]
    if len(after) > 1 and after[0] in _PREPOSITIONS and after[1] in ("his", "her"):  # "a person *in his office*"
        low = (*low, *after)
    k = next((k for k in range(len(low) - 1, max(-1, len(low) - 3), -1) if low[k] in _OWNERS), -1)
    if k < 0 or (k and low[k - 1] not in _PREPOSITIONS) or phrase.head in scene.words["private"]:
        return None
    return low[k] if k + 1 == len(low) or low[k + 1] in scene.words["offices"] else None


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
    return Speaker(name, phrase.start, phrase.end, role, *told, anonymous=not office, kind=kind)


def outlet_named(scene: Scene, phrase: Phrase) -> str | None:
    """The outlet that a phrase names, also with its town, or this one: "an article on our front page"."""
    raw, low = scene.words.tokenizer.forms(phrase.text, 0, len(phrase.text))
    ours = any(k and w in _OURS and not {"our", "this"}.isdisjoint(low[max(0, k - 2) : k]) for k, w in enumerate(low))
    if ours and phrase.head in scene.words["works"] and scene.reading.article.outlet:
        return scene.reading.article.outlet
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
        if speaker.kind == "body" and head in scene.words.cut(scene.text[speaker.start : speaker.end]):
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
