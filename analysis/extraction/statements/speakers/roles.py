"""People whom a role names: "the adviser" is whom the article called so, "an adviser …" whom it is about to name."""

from __future__ import annotations

import re

from analysis.extraction.statements.speakers.named_people import Mention, People
from analysis.extraction.statements.speakers.role_phrases import RoleWords, head_of

AHEAD = 450  # characters within which a description may be given its name
STOPPED_TITLE = re.compile(r"\b(\w{2,5})\.$")  # "Gen. Vane"; a longer word before a stop ends its sentence
WORD = re.compile(r"\w+")


def introduced_next(people: People, phrase: str, head: str, start: int, end: int) -> Mention | None:
    """ "An adviser to the leader warned …": the person of the next sentences who has that role."""
    wanted = _words(phrase) - {"the", "a", "an", "s"}
    for mention in people.within(end, end + AHEAD):
        role = _words(mention.person.role) if mention.person.role else frozenset()
        told = head in role and len(wanted & role) > 2
        if told and not any(m.person == mention.person for m in people.within(0, start)):
            return mention
    return None


def known_by_role(text: str, people: People, phrase: str, head: str, start: int, words: RoleWords) -> Mention | None:
    """A person named before whose role, or the title before the name, is that of "the …" phrase; the last one."""
    wanted, called = _words(phrase) - {"the", "this", "that"}, f" {phrase.lower()[4:]}"
    for mention in reversed(people.within(0, start)):
        before = text[max(0, mention.start - 60) : mention.start].rstrip().lower()
        if called in before and STOPPED_TITLE.sub(r"\1", before).endswith(called):
            return mention
        role = mention.person.role
        if role and head_of(role, words)[0] == head and wanted <= _words(role):
            return mention
    return None


def _words(text: str) -> set[str]:
    return {w.lower() for w in WORD.findall(text)}
