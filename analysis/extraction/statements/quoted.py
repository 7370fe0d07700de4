"""Quotations without a cue of their own: carried on from the sentence or paragraph before, or told by an unlisted verb.

News goes on quoting: ""…," she said. "…"" and then whole paragraphs between marks. Words in marks inside a sentence
that no cue reports (scare quotes, titles, nicknames) are not statements and are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.extraction.statements.grammar.cues import Cue
from analysis.extraction.statements.grammar.phrases import Source, main_subject, phrase_after
from analysis.extraction.statements.grammar.words import Grammar, Unit
from analysis.language.quotations import Quotation
from analysis.reading.article import Article

WORDS = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.?!…—–-][\"”»'’)\]]*\s*$")
CLOSED = re.compile(r"[.?!…—–-][ \])]?(?:[\"”“»’]|''?){0,3}$")
LONGEST_TITLE = 8
LONG_PART = 4  # words of a quotation worked into a sentence without a cue
MARKS = frozenset("\"“”'`„«")
TAIL = 80  # characters before a quotation in which the sentence before it ends
SHORTEST = 4  # words of an uncued quotation that is more than a title


@dataclass(frozen=True, slots=True)
class Reported:
    """One content with its cue and source, before the speaker is resolved; spans are characters of the text."""

    start: int
    end: int
    rule: str
    unit: Unit
    cue: Cue | None
    source: Source | None
    via: Source | None = None  # who passes it on: "*the Wire*, citing officials, said"


def headed(
    article: Article, units: Sequence[Unit], grammar: Grammar, *, spans: Sequence[tuple[int, int]]
) -> list[Reported]:
    """Headlines and turns of a transcript, their speaker before a colon: "Ministry: no plans", "ANN LEE: Why?".

    ``spans`` are those of the paragraphs: a turn runs to the end of its own.
    """
    labelled = [(u, colon) for u in units if (colon := _label_end(u)) is not None]
    if not labelled:
        return []
    headlines = {s.start for k, s in enumerate(article.sentences) if k == 0 or article.kind_of(s) == "headline"}
    ends = dict(spans)
    turns = Counter(u.raw[:colon] for u, colon in labelled if u.start in ends)
    found: list[Reported] = []
    for unit, colon in labelled:
        before = unit.raw[:colon]
        in_turn = unit.start in ends and turns[before] > 1
        shouted = all(w.isupper() for w in before) and colon > 1
        label = unit.low[colon - 1] in grammar["headline_labels"]
        last = len(unit.low) - 1 - (unit.low[-1] in (".", ";"))
        if last <= colon + 1 or not (in_turn or shouted or (unit.start in headlines and not label)):
            continue
        end = len(article.text[: ends[unit.start]].rstrip()) if in_turn else unit.spans[last][1]
        if unit.quoted[colon + 1] < 0:
            source = Source(0, colon - 1, "before")
            found.append(Reported(unit.spans[colon + 1][0], end, "turn" if in_turn else "headline", unit, None, source))
    return found


def _label_end(unit: Unit) -> int | None:
    """The index of the colon after a name at the beginning: "ANN LEE:", "Q:"."""
    if ":" not in unit.low[1:6]:
        return None
    colon = unit.low.index(":", 1)
    return colon if all(w[0].isupper() and w[-1].isalnum() for w in unit.raw[:colon]) else None


def carried_on(
    article: Article,
    quotations: Sequence[Quotation],
    units: Sequence[Unit],
    reported: Sequence[Reported],
    grammar: Grammar,
    *,
    spans: Sequence[tuple[int, int]],
) -> list[Reported]:
    """Statements made of the quotations that ``reported`` leaves uncovered; ``spans`` are those of the paragraphs."""
    if not quotations:
        return []
    starts = [start for start, _ in spans]
    unit_starts = [u.start for u in units]
    done = sorted(reported, key=lambda r: r.start)
    of_unit: dict[int, list[Reported]] = {}
    for row in done:
        of_unit.setdefault(row.unit.start, []).append(row)
    out: list[Reported] = []
    before: Reported | None = None  # of the rows that begin before the quotation the one told last
    reach = k = 0  # where those rows end, and how many they are
    for quotation in quotations:
        while k < len(done) and done[k].start < quotation.end:
            before, reach, k = _later(before, done[k]), max(reach, done[k].end), k + 1
        if reach > quotation.start:
            continue
        i = max(0, bisect_right(unit_starts, quotation.start) - 1)
        unit = units[i]
        last = _later(before, out[-1]) if out else before
        found = (
            _told(article.text, quotation, unit, grammar)
            or _continued(article.text, quotation, last, starts)
            or _standing_alone(article.text, quotation, unit)
        )
        if found is None and i and unit.start not in of_unit:
            found = _worked_in(article.text, quotation, unit, of_unit.get(units[i - 1].start, ()), starts)
        if found is None:
            continue
        of_unit.setdefault(unit.start, [])
        if (
            out
            and found.rule == out[-1].rule == "carried on"
            and not WORDS.search(article.text, out[-1].end, found.start)
        ):
            out[-1] = replace(out[-1], end=found.end)
        else:
            out.append(found)
    return out


def _later(one: Reported | None, other: Reported) -> Reported:
    """Of two rows the one told later; the first of two told at once."""
    if one is None or max(other.start, other.unit.start) > max(one.start, one.unit.start):
        return other
    return one


def _told(text: str, quotation: Quotation, unit: Unit, grammar: Grammar) -> Reported | None:
    """A quotation with a speaker beside it whose verb is no listed cue: ""…," the boy mused"; "She beamed: "…""."""
    if len(WORDS.findall(text, quotation.start, quotation.end)) < SHORTEST:
        return None
    i, after = unit.at(quotation.start), unit.at(quotation.end)
    comma = text[quotation.start : quotation.end].rstrip("\"”»'’").endswith((",", "?", "!"))
    if comma and after < len(unit.low) and (i == 0 or unit.low[i - 1] in (".", "?", "!")):
        source = phrase_after(unit, after, grammar) if unit.low[after] not in grammar["coordinators"] else None
        verb = (
            next((k for k in range(source.first + 1, source.last + 1) if unit.low[k].endswith("ed")), 0)
            if source
            else 0
        )
        if source and verb:
            source = Source(source.first, verb - 1, "after")
        if source and source.last + 1 < len(unit.low):
            return Reported(quotation.start, quotation.end, "quotation, speaker", unit, None, source)
    if i and unit.low[i - 1] == ":":
        return Reported(quotation.start, quotation.end, "colon", unit, None, main_subject(unit, i - 1, grammar))
    return None


def _standing_alone(text: str, quotation: Quotation, unit: Unit) -> Reported | None:
    """Whole sentences between marks that nobody is said to say: somebody's words all the same, the speaker missing."""
    if len(WORDS.findall(text, quotation.start, quotation.end)) < LONGEST_TITLE or not CLOSED.search(
        text[quotation.start : quotation.end].rstrip()
    ):
        return None
    i = unit.at(quotation.start)
    if i and unit.low[i - 1] not in (".", "?", "!", ":", "]"):
        return None
    return Reported(quotation.start, quotation.end, "quotation alone", unit, None, None)


def _worked_in(
    text: str, quotation: Quotation, unit: Unit, before: Sequence[Reported], starts: Sequence[int]
) -> Reported | None:
    """A sentence that works in more words of the quotation before it: “…,” she said. That makes it “…”.

    ``before`` are the rows of the unit before this one.
    """
    if len(WORDS.findall(text, quotation.start, quotation.end)) < LONG_PART or quotation.start <= unit.start + 1:
        return None
    last = max((r for r in before if r.cue is not None), key=lambda r: r.end, default=None)
    if last is None or unit.start - last.unit.end > 2 or last.rule != "before" or text[last.start] not in MARKS:
        return None
    if bisect_right(starts, unit.start) != bisect_right(starts, last.unit.start):
        return None
    end = unit.spans[-1][1] if unit.quoted[-1] >= 0 else unit.spans[-1][0]
    return replace(last, start=unit.start, end=end, rule="carried on") if unit.start < end else None


def _continued(text: str, quotation: Quotation, last: Reported | None, starts: Sequence[int]) -> Reported | None:
    """A quotation of whole sentences after a statement: in its paragraph, or as a paragraph of its own after it."""
    if last is None or not CLOSED.search(text[quotation.start : quotation.end].rstrip()):
        return None
    here, there = bisect_right(starts, quotation.start), bisect_right(starts, max(last.start, last.unit.end - 1))
    lead = text[starts[here - 1] : quotation.start] if here else ""
    if here == there and SENTENCE_END.search(lead[-TAIL:]):
        return replace(last, start=quotation.start, end=quotation.end, rule="carried on")
    if (
        here - there == 1
        and not WORDS.search(lead)
        and len(WORDS.findall(text, quotation.start, quotation.end)) >= SHORTEST
    ):
        return replace(last, start=quotation.start, end=quotation.end, rule="carried on")
    return None
