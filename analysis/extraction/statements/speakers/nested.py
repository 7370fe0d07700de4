"""Speakers within what somebody says: "I told them: …" is the speaker of the whole, "my father said" a relative of his.

Who speaks of "he" and "she" does not mean himself, so that these go back to somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.extraction.statements.quoted import Reported
from analysis.extraction.statements.speakers.descriptions import Speaker
from analysis.extraction.statements.speakers.resolver import SpeakerResolver
from analysis.extraction.statements.speakers.role_phrases import RoleWords, role_words

OPENING_MARKS = frozenset("\"“‘'«`”")


def speakers_within(
    reported: Sequence[Reported],
    speakers: Sequence[Speaker | None],
    outer: Sequence[int | None],
    resolver: SpeakerResolver,
) -> list[Speaker | None]:
    """``speakers`` with those of statements inside a quotation read from the mouth of whoever is quoted."""
    found = list(speakers)
    words = role_words(resolver.lexicon)
    for i in sorted(range(len(reported)), key=lambda i: (reported[i].start, -reported[i].end)):
        at, speaker = outer[i], found[i]
        if at is None or speaker is None or not reported[at].start <= speaker.start < reported[at].end:
            continue
        quoted = resolver.article.text[reported[at].start] in OPENING_MARKS
        if quoted and (teller := found[at]) and teller.name:
            found[i] = _told_by(speaker, teller, resolver, words)
    return found


def _told_by(speaker: Speaker, teller: Speaker, resolver: SpeakerResolver, words: RoleWords) -> Speaker:
    mention = resolver.article.text[speaker.start : speaker.end].lower().replace("’", "'")
    first, _, rest = mention.partition(" ")
    if mention in words.first_person or (mention in words.first_plural and teller.kind == "body"):
        return replace(teller, start=speaker.start, end=speaker.end)
    if first == "my" and rest and len(rest.split()) < 4:
        return replace(speaker, name=f"{teller.name}'s {rest}")
    stands_for = words.pronouns.get(mention)
    if stands_for in ("male", "female") and speaker.name == teller.name:
        return resolver.other_person(speaker, stands_for)
    if stands_for == "plural" and speaker.name == teller.name:
        return Speaker(None, speaker.start, speaker.end, kind="pronoun")
    return speaker
