"""Reports within reports: which statement stands inside which, and which outlets stand between reader and speaker.

A statement is nested in another whose content holds its cue and its content: "X did Y, officials said, the Wire
reported". What somebody told another outlet has come by way of that outlet as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.records import Statement
from analysis.extraction.statements_quoted import Reported
from analysis.extraction.statements_roles import ARTICLE, role_words
from analysis.reading.article import Article

HEARER = re.compile(r"\s+((?:the\s+)?[A-Z][\w.’'\-]*(?:\s+[A-Z][\w.’'\-]*){0,4})", re.IGNORECASE)


@cache
def outlet_names(lexicon: Lexicon) -> Mapping[str, str]:
    """Outlets by every name of theirs in lower case, without "the": canonical name."""
    return {
        ARTICLE.sub("", name).lower(): outlet["name"]
        for outlet in lexicon.get("outlets", ())
        for name in (outlet["name"], *outlet.get("aliases", ()))
    }


def find_outer(reported: Sequence[Reported]) -> list[int | None]:
    """For each row the index of the smallest other one whose content holds its cue and its content."""
    return [_outer(row, reported) for row in reported]


def _outer(r: Reported, reported: Sequence[Reported]) -> int | None:
    if r.cue is None:
        return None
    at = r.unit.spans[r.cue.first][0]
    around = [
        (o.end - o.start, i)
        for i, o in enumerate(reported)
        if o is not r
        and o.start <= min(at, r.start)
        and max(at, r.end) <= o.end
        and (o.start, o.end) != (r.start, r.end)
    ]
    return min(around)[1] if around else None


def find_via(
    article: Article,
    i: int,
    reported: Sequence[Reported],
    outer: Sequence[int | None],
    rows: Sequence[Statement],
    lexicon: Lexicon,
) -> tuple[str, ...]:
    """Outlets and reports between the reader and the speaker of row ``i``, the outermost first."""
    names: list[str] = []
    at, seen = outer[i], {i}
    while at is not None and at not in seen:
        seen.add(at)
        if name := _as_outlet(rows[at].speaker, lexicon):
            names.insert(0, name)
        at = outer[at]
    heard = _told_to(article, reported[i], lexicon)
    return tuple(dict.fromkeys(name for name in (*names, heard) if name and name != article.outlet))


def _as_outlet(speaker: str | None, lexicon: Lexicon) -> str | None:
    """The speaker as a link of the chain: an outlet's canonical name, a report as it is called; None for people."""
    if not speaker:
        return None
    known = outlet_names(lexicon).get(ARTICLE.sub("", speaker).lower())
    return known or (speaker if speaker.split()[-1].lower() in role_words(lexicon).works else None)


def _told_to(article: Article, r: Reported, lexicon: Lexicon) -> str | None:
    """The outlet that a statement was made to: "told *Lantern Wire* that"."""
    if r.cue is None or not r.cue.has("hearer"):
        return None
    match = HEARER.match(article.text, r.unit.spans[r.cue.last][1])
    words = ARTICLE.sub("", match[1]).split() if match else []
    names = (" ".join(words[:n]).lower() for n in range(len(words), 0, -1))
    return next((outlet_names(lexicon)[name] for name in names if name in outlet_names(lexicon)), None)
