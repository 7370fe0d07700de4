"""Statements of an article: who is reported as saying what.

A cascade in the spirit of citron (BBC) and of PolNeAR's attributions: quotations → units → cues → sources → contents →
quotations that carry on without a cue → speakers resolved within the article → stance, mode and nesting. Each step is a
module.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from analysis.extraction.records import Entity, Mode, Statement
from analysis.extraction.statements import nesting
from analysis.extraction.statements.reports import Reported, best_of, find_reports
from analysis.extraction.statements.speakers.people import find_people
from analysis.extraction.statements.speakers.resolver import resolve
from analysis.extraction.statements.speakers.roles import Speaker
from analysis.extraction.statements.speakers.scene import Scene
from analysis.extraction.statements.stance import find_stance
from analysis.extraction.statements.uncued import carried_on, headed
from analysis.extraction.statements.units import find_units
from analysis.language.quotations import Quotation, paragraphs
from analysis.language.reading import Reading, SentenceReading
from analysis.reading.article import Sentence

_CARRIED_OVER = 300  # characters after which "The message:" is nobody's any more


def find_statements(reading: Reading, *, entities: Sequence[Entity]) -> list[Statement]:
    """The statements of an article in text order."""
    article, lexicon = reading.article, reading.lexicon
    quotations, spans = reading.quotations, paragraphs(article)
    units = find_units(reading, quotations)
    reported = [r for unit in units for r in find_reports(unit)]
    inner = [r for unit in nesting.inner_units(reading, units, quotations, reported) for r in find_reports(unit)]
    scene = Scene(reading, find_people(reading, entities), entities)
    labelled = headed(scene, units, spans=spans)
    turns = [(r.start, r.end) for r in labelled if r.rule == "turn"]  # somebody's own words, as a quotation's
    reported = [r for r in reported if nesting.is_quoted_within(r) or not _is_held(r, turns)] + labelled
    reported += carried_on(scene, quotations, units, reported, spans=spans)
    passed_on = nesting.passed_on_by(inner, reported, lexicon)
    rows = best_of([*reported, *filter(nesting.is_quoted_within, inner), *passed_on], lambda r: r.source is not None)
    reported = sorted(rows, key=lambda r: (r.start, r.end))
    if not reported:
        return []
    outer = nesting.find_outer(reported)
    speakers = nesting.speakers_within(reported, _speakers(reported, scene), outer, scene)
    if again := _told_again(reported, speakers, outer):
        reported = [r for i, r in enumerate(reported) if i not in again]
        speakers = [s for i, s in enumerate(speakers) if i not in again]
        outer = nesting.find_outer(reported)
    names = [speaker.name if speaker else None for speaker in speakers]
    vias = [nesting.find_via(i, reported, outer, names, reading) for i in range(len(reported))]
    told = zip(reported, speakers, outer, vias, strict=True)
    return [_statement(reading, r, quotations, speaker, at, via) for r, speaker, at, via in told]


def _is_held(row: Reported, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= row.start and row.end <= end for start, end in spans)


def _speakers(reported: Sequence[Reported], scene: Scene) -> list[Speaker | None]:
    """The speaker of each row, resolved in the order of their mentions."""
    mentions = [r.mention for r in reported]
    found = {span: resolve(scene, *span) for span in sorted({span for span in mentions if span})}
    speakers = [found[span] if span else None for span in mentions]
    for i, r in enumerate(reported):  # "The order: stop at the river", after a sentence of the general's
        ordered = r.cue is not None and r.cue.form == "noun" and r.unit.low[r.cue.last + 1] == ":"
        if ordered and speakers[i] is None and i and r.unit.start - reported[i - 1].end < _CARRIED_OVER:
            speakers[i] = speakers[i - 1]
    return speakers


def _told_again(
    reported: Sequence[Reported], speakers: Sequence[Speaker | None], outer: Sequence[int | None]
) -> set[int]:
    """Rows in which somebody only tells of words of his own: "She says that she called it a gift" is one statement."""
    found = set()
    for i, at in enumerate(outer):
        speaker = speakers[i]
        if at is None or speaker is None or reported[i].unit.start > reported[at].start:
            continue  # what somebody quotes himself as saying stands between marks of its own: “I told them: ‘Wait’”
        teller = speakers[at]
        if teller is not None and teller.name is not None and teller.name == speaker.name:
            found.add(i)
    return found


def _statement(
    reading: Reading,
    r: Reported,
    quotations: Sequence[Quotation],
    speaker: Speaker | None,
    outer: int | None,
    via: tuple[str, ...],
) -> Statement:
    content = _words(reading, r.start, r.end)
    cue = " ".join(r.unit.raw[r.cue.first : r.cue.last + 1]) if r.cue else None
    stance, words = find_stance(content, r.cue.lemma if r.cue else None, cue=cue)
    who: Any = speaker[:8] if speaker else (None,) * 8  # from the name to whether it is anonymous, as in the row
    told: Any = {"reported_via": via, "nested_in": outer, "cue": cue, "stance": stance, "stance_words": words}
    return Statement(r.start, r.end, _mode(content, r, quotations), r.rule, *who, **told)


def _words(reading: Reading, start: int, end: int) -> SentenceReading:
    """The words of the sentences that begin in a span, as if they were one sentence."""
    raw: list[str] = []
    low: list[str] = []
    spans: list[tuple[int, int]] = []
    for sentence in reading.sentences[bisect_right(reading.sentences, start, key=lambda s: s.end) :]:
        if sentence.start >= end:
            break
        within = slice(bisect_left(sentence.spans, (start, 0)), bisect_left(sentence.spans, (end, 0)))
        raw += sentence.raw[within]
        low += sentence.low[within]
        spans += sentence.spans[within]
    content = SentenceReading(
        reading.article.text, Sentence(start, end, 0), -1, tuple(raw), tuple(low), reading.lexicon
    )
    content.spans = spans
    return content


def _mode(content: SentenceReading, r: Reported, quotations: Sequence[Quotation]) -> Mode:
    """Direct: nine tenths of the words or more stand between double marks, cue and source within it left out."""
    first = bisect_left(quotations, Quotation(r.start, 0))
    first -= first > 0 and quotations[first - 1].end > r.start
    within = quotations[first : bisect_left(quotations, Quotation(r.end, 0))]
    if not within:
        return "indirect"
    if within[0].start <= r.start and r.end <= within[0].end:
        return "direct"
    between = range(0)
    if r.cue is not None and r.rule == "around":
        ends = [r.cue.first, r.cue.last, *((r.source.first, r.source.last) if r.source else ())]
        between = range(r.unit.spans[min(ends)][0], r.unit.spans[max(ends)][1])
    words = [
        at for low, (at, _) in zip(content.low, content.spans, strict=True) if low[0].isalnum() and at not in between
    ]
    quoted = [at for at in words if any(q.start <= at < q.end for q in within)]
    if len(quoted) >= 0.9 * len(words):
        return "direct"
    return "mixed" if quoted else "indirect"
