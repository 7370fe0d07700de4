"""The interval that a date spans with its preposition: "since October 7", "until Friday", "from May 3 to May 5".

A date row says what the date itself denotes ("October 7" is a day); a tally or a period of attacks needs what "since
October 7" denotes. Kept apart, so that the rows stay comparable with annotated corpora (TimeML marks the date alone).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.records import DateSpan
from analysis.reading.article import Article

LAST_WORD = re.compile(r"(\w+)\s+(?:the\s+)?$")
LOOK_BACK = 24  # characters: room for the longest preposition with an article


def find_reaches(dates: Sequence[DateSpan], article: Article, lexicon: Lexicon) -> list[DateSpan]:
    """For each date what it denotes with its preposition, in the same order; where there is none, the date as it is.

    "since X" reaches up to publication, "until X" and "by X" have no beginning, and both dates of "from X to Y",
    "between X and Y", "X-Y" reach from the first to the last day of the two.
    """
    prepositions = lexicon["date_prepositions"]
    published = article.published.date() if article.published else None
    reaches = [_reach(d, article.text, published, prepositions) for d in dates]
    for k, (first, second) in enumerate(pairwise(dates)):
        if _is_joined(first, second, article.text, prepositions):
            start = _before(first, article.text)[1]
            reaches[k] = reaches[k + 1] = DateSpan(start, second.end, first.date_start, second.date_end, "period")
    return reaches


def _reach(found: DateSpan, text: str, published: date | None, prepositions: dict[str, list[str]]) -> DateSpan:
    preposition, start = _before(found, text)
    if preposition in prepositions["since"]:
        end = published if published and found.date_start and found.date_start <= published else None
        return DateSpan(start, found.end, found.date_start, end, "period")
    if preposition in prepositions["until"]:
        return DateSpan(start, found.end, None, found.date_end, "period")
    return found


def _before(found: DateSpan, text: str) -> tuple[str, int]:
    """The word before a date and where it starts."""
    word = LAST_WORD.search(text, max(0, found.start - LOOK_BACK), found.start)
    return (word[1].lower(), word.start()) if word else ("", found.start)


def _is_joined(first: DateSpan, second: DateSpan, text: str, prepositions: dict[str, list[str]]) -> bool:
    if not (first.date_start and second.date_end and first.date_start <= second.date_end):
        return False
    if second.start - first.end > LOOK_BACK:
        return False
    sign = text[first.end : second.start].strip().lower()
    if sign in ("-", "–", "—"):
        return True
    return sign in prepositions["to"] and _before(first, text)[0] in prepositions["from"]
