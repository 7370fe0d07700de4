"""Descriptions that point back: "one of them", "the other", "the union", "an aide to him", "our front page".

Each function gives the words or the speaker that a phrase of this kind stands for, or None.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from analysis.extraction.statements.speakers.descriptions import Speaker
from analysis.extraction.statements.speakers.role_phrases import ARTICLE, RoleWords, head_of
from analysis.reading.article import Article

PEOPLE_BEFORE = 300  # characters between such people and "one of them"
NEAR = 900  # characters within which "one of them" still means those that spoke
GLOSS = re.compile(r",\s(?P<role>an?\s[a-z][\w’'\-]*(?:\s[\w’'\-]+){0,4}),\s")
OWNER = re.compile(
    r"(?:\b(?:of|to|for|in|from|with|at|by)\s|^)(?P<owner>his|her|him)(?:\s(?P<owned>[\w-]+))?$", re.IGNORECASE
)
SUBJECT = re.compile(
    r"(?P<who>[A-Z][\w’'\-]*(?:\s[\w’'\-]+){0,6}?)(?=,|\s(?:who|were|are|have|had|said|say|told|also)\b)"
)


def last_several(spoken: Sequence[Speaker], start: int) -> Speaker | None:
    """The unnamed people who last spoke together."""
    near = takewhile(lambda s: start - s.start < NEAR, reversed(spoken))
    several = next((s for s in near if s.plural and s.name), None)
    return several if several and several.kind == "description" else None


def one_of(several: Speaker, low: str, start: int, end: int) -> Speaker:
    """One of several: "Two diplomats in the port" → "one of the two diplomats in the port", or "the other of …"."""
    people = re.sub(r"^(?:one|the other) of ", "", str(several.name))
    people = people if people.split()[0][1:2].isupper() else people[:1].lower() + people[1:]
    determined = re.match(r"(?:the|several|some|many)\s", people)
    which = "the other" if low == "the other" else "one"
    return replace(
        several,
        name=f"{which} of {'' if determined else 'the '}{people}",
        anonymous=True,
        start=start,
        end=end,
        plural=True,
    )


def people_before(article: Article, start: int, words: RoleWords) -> tuple[int, int] | None:
    """The span of the people with whom one of the two sentences before opens: "Officials in the port were …"."""
    at = bisect_right(article.sentences, start, key=lambda s: s.end)
    for sentence in reversed(article.sentences[max(0, at - 2) : at]):
        if start - sentence.end >= PEOPLE_BEFORE:
            break
        opening = SUBJECT.match(article.text, sentence.start, sentence.end)
        if opening is None:
            continue
        head, plural = head_of(opening["who"], words)
        if plural and head in words.unnamed | words.nouns | words.bodies:
            return opening.span("who")
    return None


def glossed(text: str, low: str, end: int) -> str | None:
    """What an apposition tells of "one of the men": "One of the men, *a stonecutter*, said"."""
    if not low.startswith("one of "):
        return None
    gloss = GLOSS.match(text, end)
    return gloss["role"] if gloss else None


def owner_pronoun(phrase: str, words: RoleWords) -> str | None:
    """The pronoun of the person whom an official's description depends on: "an aide to *him*", "*her* office"."""
    match = OWNER.search(phrase)
    if match is None or head_of(phrase, words)[0] in words.private:
        return None
    owned = (match["owned"] or "").lower()
    return match["owner"].lower() if not owned or owned in words.offices else None


def owner_after(text: str, end: int) -> str:
    """The words after a mention that tell whose person it is: "a person *in his office*"."""
    match = re.match(r"\s(?:in|of|at|from|to)\s(?:his|her)(?:\s[\w-]+)?", text[end : end + 40])
    return match[0] if match else ""


def said_before(spoken: Sequence[Speaker], head: str, words: RoleWords) -> Speaker | None:
    """The unnamed person who spoke before and is now "the person": the same one, with what was told then."""
    if head not in words.unnamed | words.private:
        return None
    same = (s for s in reversed(spoken) if s.anonymous and s.kind == "description" and not s.plural and s.name)
    return next((s for s in same if head_of(str(s.name), words)[0] == head), None)


def owned_by(owner: Speaker, phrase: str, head: str, start: int, end: int, words: RoleWords) -> Speaker:
    """Who speaks for somebody: official and on the side of the owner; an office is a body, an aide a person unnamed."""
    is_office = head in words.offices
    name = f"{head} of {owner.name}" if is_office else ARTICLE.sub("", phrase)
    return Speaker(
        name, start, end, None if is_office else head, owner.affiliation, owner.side, owner.official,
        anonymous=not is_office, kind="body" if is_office else "description",
    )  # fmt: skip


def own_work(phrase: str, head: str, article: Article, words: RoleWords) -> str | None:
    """The outlet itself, where "an article on our front page" speaks."""
    ours = re.search(r"\b(?:our|this)\s(?:front\s|news)?(?:page|paper|newspaper)\b", phrase, re.IGNORECASE)
    return article.outlet if ours and head in words.works else None


def fuller_name(text: str, head: str, start: int) -> str | None:
    """The words with which the article introduced what it now calls "the union": "the dockers' union"."""
    introduced = re.compile(rf"\b(?:[Tt]he|[Aa]n?)\s((?:[\w’'\-]+\s){{1,2}}?{re.escape(head)})\b")
    found = [
        m[1]
        for m in introduced.finditer(text, 0, start)
        if m[1].split()[0].lower() not in ("same", "other", "new", "of")
    ]
    return found[-1] if found else None


def force_named(text: str, head: str, words: RoleWords) -> str | None:
    """The one force that the article names with a noun: "police" where it has "Quillport police" and no other."""
    found = {m[1] for m in re.finditer(rf"\b([A-Z][\w’'\-]+ {re.escape(head)})\b", text)}
    named = {name for name in found if name.split()[0].lower() not in words.common}
    return named.pop() if len(named) == 1 else None
