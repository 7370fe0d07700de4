"""Who says that an attack happened: the column ``attribution``.

In: a row and what the article's statements say. Out: the row with the speaker of the innermost statement that its event
word stands in; else with who claims or denies it in that very row; else with the source that the sentence names behind
it ("…, hospital officials said", "according to the ministry").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from analysis.extraction.records import Attack, Statement
from analysis.language.lexicon import Lexicon
from analysis.reading.article import Article


def attributed(row: Attack, statements: Sequence[Statement], article: Article, lexicon: Lexicon) -> Attack:
    """``row`` with its attribution; a row that has one keeps it."""
    if row.attribution is not None:
        return row
    around = [s for s in statements if s.start <= row.trigger_start < s.end and s.speaker]
    if around:
        return replace(row, attribution=min(around, key=lambda s: s.end - s.start).speaker)
    own = row.claimed_by or row.denied_by
    return replace(row, attribution=own or _source(row, article, lexicon))


def _source(row: Attack, article: Article, lexicon: Lexicon) -> str | None:
    """The source behind the event word in its sentence."""
    at = bisect_right(article.sentences, row.trigger_start, key=lambda s: s.start) - 1
    if at < 0:
        return None
    end = article.sentences[at].end
    for pattern in _patterns(lexicon):
        match = pattern.search(article.text, row.trigger_end, end)
        if match and (name := _name(match["who"], lexicon)):
            return name
    return None


def _name(words: str, lexicon: Lexicon) -> str | None:
    """The source on one line without its article; None for a pronoun."""
    table = lexicon["attribution"]
    name = " ".join(words.split())
    first, _, rest = name.partition(" ")
    if first.lower() in table["nobody"] or (not rest and first.lower() in table["articles"]):
        return None
    return rest if first.lower() in table["articles"] else name


@cache
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    table = lexicon["attribution"]
    verbs, turned = "|".join(map(re.escape, table["verbs"])), "|".join(map(re.escape, table["turned"]))
    citing = "|".join(map(re.escape, table["citing"]))
    who = r"(?P<who>[^\W\d][\w.'’\-]*(?:[ \n]\w[\w.'’\-]*){0,7}?)"
    day = r"(?:[ \n](?:on[ \n])?(?-i:[A-Z])\w+)?"
    return (
        re.compile(rf",[ \n]{who}[ \n](?:{verbs}){day}[.\"”]*\s*$", re.IGNORECASE),
        re.compile(rf",[ \n](?:{turned})[ \n]{who}(?=[,.;(]|[ \n](?:at|in|on|from|who|where|that)\b)", re.IGNORECASE),
        re.compile(rf"\b(?:{citing})[ \n]{who}(?=[,.;(]|$|[ \n](?:on|who|which|that)\b)", re.IGNORECASE),
    )
