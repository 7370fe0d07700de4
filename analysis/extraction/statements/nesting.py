"""Reports within reports: which statement stands inside which, and which outlets stand between reader and speaker.

A statement is nested in another whose content holds its cue and its content: "X did Y, officials said, the Wire
reported". What somebody told another outlet has come by way of that outlet as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from analysis.extraction.records import Statement
from analysis.extraction.statements.quoted import Reported
from analysis.extraction.statements.speakers.role_phrases import ARTICLE, role_words
from analysis.language.lexicon import Lexicon
from analysis.reading.article import Article

HEARER = re.compile(r"\s+((?:the\s+)?[A-Z][\w.’'\-]*(?:\s+[A-Z][\w.’'\-]*){0,4})", re.IGNORECASE)

CARRIED = re.compile(
    r"\b(?:(?:quoted|cited|carried|reported|published|quoted as saying) by|(?:interview|phone call|talk) with|"
    r"speaking to|"
    r"(?:comments|remarks|statement|message|interview) (?:sent )?to)(?=\s)"
)

CARRYING = (  # of which CARRIED needs one
    "quoted", "cited", "carried", "reported", "published", "interview", "phone call", "talk with", "speaking to",
    "comments", "remarks", "statement", "message",
)  # fmt: skip


@cache
def outlet_names(lexicon: Lexicon) -> Mapping[str, str]:
    """Outlets by every name of theirs in lower case, without "the": canonical name."""
    of_states = {ARTICLE.sub("", n).lower(): n for names in lexicon.get("state_media", {}).values() for n in names}
    return of_states | {
        ARTICLE.sub("", name).lower(): outlet["name"]
        for outlet in lexicon.get("outlets", ())
        for name in (outlet["name"], *outlet.get("aliases", ()), *outlet.get("short", ()))
    }


@cache
def _short_names(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Outlets by their short names ("times"), which several may bear."""
    bearers: dict[str, tuple[str, ...]] = {}
    for outlet in lexicon.get("outlets", ()):
        for short in outlet.get("short", ()):
            bearers[short.lower()] = (*bearers.get(short.lower(), ()), outlet["name"])
    return bearers


def outlet_meant(phrase: str, before: str, lexicon: Lexicon) -> str | None:
    """The outlet that a phrase names; of those that share a short name the one that the text named before."""
    bare = _without_article(phrase)
    bearers = _short_names(lexicon).get(bare, ())
    named = [(at, name) for name in bearers if (at := before.rfind(name)) >= 0]
    if named:
        return max(named)[1]
    return bearers[0] if len(bearers) == 1 else (None if bearers else outlet_names(lexicon).get(bare))


@lru_cache(maxsize=8192)
def _without_article(phrase: str) -> str:
    return ARTICLE.sub("", phrase).lower()


def find_outer(reported: Sequence[Reported]) -> list[int | None]:
    """For each row the index of the smallest other one whose content holds its cue and its content.

    One sweep over the text: a row is held only against those that have begun and not ended before it.
    """
    needs = sorted((*_cue_and_content(r), i) for i, r in enumerate(reported) if r.cue is not None)
    starts = sorted(range(len(reported)), key=lambda i: reported[i].start)
    outer: list[int | None] = [None] * len(reported)
    begun: list[int] = []
    k = 0
    for low, high, i in needs:
        while k < len(starts) and reported[starts[k]].start <= low:
            begun.append(starts[k])
            k += 1
        begun = [o for o in begun if reported[o].end > low]
        span = reported[i].start, reported[i].end
        around = [o for o in begun if reported[o].end >= high and (reported[o].start, reported[o].end) != span]
        outer[i] = min(around, key=lambda o: (reported[o].end - reported[o].start, o), default=None)
    return outer


def _cue_and_content(r: Reported) -> tuple[int, int]:
    """The span from the first to the last of cue and content; for a cue only its first character counts."""
    at = r.unit.spans[r.cue.first][0] if r.cue else r.start
    return min(at, r.start), max(at, r.end)


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
    passed = [_passed_on(article, reported[i], lexicon), _heard_by(article, reported[i], lexicon)]
    return tuple(dict.fromkeys(n for n in (*names, *passed) if n and n != article.outlet and n != rows[i].speaker))


def _as_outlet(speaker: str | None, lexicon: Lexicon) -> str | None:
    """The speaker as a link of the chain: an outlet's canonical name, a report as it is called; None for people."""
    if not speaker:
        return None
    bare = ARTICLE.sub("", speaker).lower()
    words = bare.split()
    if words[-1] in role_words(lexicon).works:
        return outlet_names(lexicon).get(re.sub(r"(?:['’]s?)$", "", " ".join(words[:-1])), speaker)
    return outlet_names(lexicon).get(bare)


def _passed_on(article: Article, r: Reported, lexicon: Lexicon) -> str | None:
    """The outlet that cites the speaker: "*the Wire*, citing officials, said", "*the Wire* quoted Vane as saying"."""
    if r.via is not None:
        return _first_outlet(article.text[r.unit.spans[r.via.first][0] : r.unit.spans[r.via.last][1]], lexicon)
    if r.source is None or r.source.first < 2 or not r.unit.low[r.source.first - 1].startswith(("quot", "cit")):
        return None
    at = r.unit.spans[r.source.first - 1][0]
    before = article.text[r.unit.start : at].strip(" ,")
    words = re.findall(r"[\w.’'\-]+", before)
    return next((n for k in range(6, 0, -1) if (n := _first_outlet(" ".join(words[-k:]), lexicon))), None)


def _heard_by(article: Article, r: Reported, lexicon: Lexicon) -> str | None:
    """The outlet that a statement was made to or that carried it: "told *the Wire* that", "quoted by *the Wire*"."""
    if (
        r.cue is not None
        and r.cue.has("hearer")
        and (name := _first_outlet_at(article, r.unit.spans[r.cue.last][1], lexicon))
    ):
        return name
    said = article.text[r.unit.start : r.unit.end]
    if not any(word in said for word in CARRYING):  # a tenth of the time that the pattern takes
        return None
    for match in CARRIED.finditer(article.text, r.unit.start, r.unit.end):
        if not r.start <= match.start() < r.end and (name := _first_outlet_at(article, match.end(), lexicon)):
            return name
    return None


def _first_outlet_at(article: Article, at: int, lexicon: Lexicon) -> str | None:
    match = HEARER.match(article.text, at)
    return _first_outlet(match[1], lexicon) if match else None


def _first_outlet(phrase: str, lexicon: Lexicon) -> str | None:
    """The outlet whose name begins a phrase."""
    words = ARTICLE.sub("", phrase.strip()).split()
    names = (re.sub(r"['’]s$", "", " ".join(words[:n]).lower()).strip(".,") for n in range(len(words), 0, -1))
    return next((outlet_names(lexicon)[name] for name in names if name in outlet_names(lexicon)), None)
