"""Statements of an article: who is reported as saying what.

A cascade in the spirit of citron (BBC) and of PolNeAR's attributions: quotations → cues → sources → contents →
quotations that carry on without a cue → speakers resolved within the article → stance, mode and nesting. Each step is a
module.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from analysis.extraction.records import Entity, Mode, Statement
from analysis.extraction.statements.content import find_contents
from analysis.extraction.statements.grammar.cue_table import cue_table
from analysis.extraction.statements.grammar.cues import find_cues, tells_who
from analysis.extraction.statements.grammar.phrases import Source
from analysis.extraction.statements.grammar.words import Unit, grammar_of, read_unit, unit_spans
from analysis.extraction.statements.inner import inner_units, is_quoted_within, passed_on_by
from analysis.extraction.statements.nesting import find_outer, find_via
from analysis.extraction.statements.quoted import Reported, carried_on, headed
from analysis.extraction.statements.sources import cited_source, find_source
from analysis.extraction.statements.speakers.descriptions import Speaker
from analysis.extraction.statements.speakers.named_people import find_people
from analysis.extraction.statements.speakers.nested import speakers_within
from analysis.extraction.statements.speakers.resolver import SpeakerResolver
from analysis.extraction.statements.speakers.signatures import signed
from analysis.extraction.statements.speech import is_thing, speaks
from analysis.extraction.statements.stance import find_stance
from analysis.language.lexicon import Lexicon
from analysis.language.quotations import Quotation, find_quotations, paragraphs
from analysis.language.words import has_any
from analysis.reading.article import WORD, Article

COLON = re.compile(r"[^\W\d_a-z][^:.!?\n]{0,45}:\s")
CARRIED_OVER = 300  # characters after which "The message:" is nobody's any more
PLAIN_WORD = re.compile(r"[\w-]+")


def find_statements(article: Article, lexicon: Lexicon, *, entities: Sequence[Entity]) -> list[Statement]:
    """The statements of an article in text order."""
    quotations = find_quotations(article)
    units = _units(article, quotations, lexicon)
    reported = [r for unit in units for r in _reported(unit, lexicon)]
    inner = [r for unit in inner_units(article, quotations, reported, lexicon) for r in _reported(unit, lexicon)]
    grammar, spans = grammar_of(lexicon), paragraphs(article)
    reported += headed(article, units, grammar, spans=spans)
    uncued = carried_on(article, quotations, units, reported, grammar, spans=spans)
    reported += signed(article, uncued, grammar)
    passed_on = passed_on_by(article, inner, reported, lexicon)
    reported = sorted(_once([*reported, *filter(is_quoted_within, inner), *passed_on]), key=lambda r: (r.start, r.end))
    people = find_people(article, lexicon, entities) if reported else None
    outer = find_outer(reported)
    speakers: Sequence[Speaker | None] = ()
    if people:
        resolver = SpeakerResolver(article, people, entities, lexicon)
        speakers = speakers_within(reported, _speakers(reported, resolver), outer, resolver)
        again = _told_again(reported, speakers, outer)
        if again:
            reported = [r for i, r in enumerate(reported) if i not in again]
            speakers = [s for i, s in enumerate(speakers) if i not in again]
            outer = find_outer(reported)
    rows = [_statement(article, r, quotations, speaker, lexicon) for r, speaker in zip(reported, speakers, strict=True)]
    vias = [find_via(article, i, reported, outer, rows, lexicon) for i in range(len(rows))]
    return [
        replace(row, nested_in=at, reported_via=via) if via or at is not None else row
        for row, at, via in zip(rows, outer, vias, strict=True)
    ]


def _once(reported: Sequence[Reported]) -> list[Reported]:
    """Each span once; of two rules that found it the one with a source."""
    best: dict[tuple[int, int], Reported] = {}
    for row in reported:
        held = best.get((row.start, row.end))
        if held is None or (held.source is None and row.source is not None):
            best[row.start, row.end] = row
    return list(best.values())


def _speakers(reported: Sequence[Reported], resolver: SpeakerResolver) -> list[Speaker | None]:
    """The speaker of each row, resolved in the order of their mentions."""
    found: dict[tuple[int, int], Speaker] = {}
    for span in sorted({span for r in reported if (span := _mention(r))}):
        found[span] = resolver.resolve(*span)
    speakers = [found[span] if (span := _mention(r)) else None for r in reported]
    for i, r in enumerate(reported):  # "The order: stop at the river", after a sentence of the general's
        ordered = r.cue is not None and r.cue.form == "noun" and r.unit.low[r.cue.last + 1 : r.cue.last + 2] == (":",)
        if ordered and speakers[i] is None and i and r.unit.start - reported[i - 1].end < CARRIED_OVER:
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


def _mention(r: Reported) -> tuple[int, int] | None:
    """The span of a source."""
    if r.source is None:
        return None
    return r.unit.spans[r.source.first][0], r.unit.spans[r.source.last][1]


def _units(article: Article, quotations: Sequence[Quotation], lexicon: Lexicon) -> list[Unit]:
    """The stretches worth a closer look: those with a quotation mark or a word that may be a cue."""
    grammar, forms = grammar_of(lexicon), cue_table(lexicon).forms
    headlines = [(s.start, s.end) for s in article.sentences if article.kind_of(s) == "headline"]
    told = {article.text[start:end]: start for start, end in reversed(headlines)}
    units = []
    for start, end in unit_spans(article, quotations, tells=lambda words: tells_who(words, lexicon)):
        if told.get(article.text[start:end], start) < start:  # a page that prints its headline twice says it once
            continue
        i = bisect_right(quotations, start, key=_end)
        quoted = i < len(quotations) and quotations[i].start < end
        if quoted or COLON.match(article.text, start) or has_any(forms, article.text[start:end].lower(), PLAIN_WORD):
            units.append(read_unit(article, (start, end), quotations, grammar))
    return units


def _reported(unit: Unit, lexicon: Lexicon) -> list[Reported]:
    grammar = grammar_of(lexicon)
    cues = find_cues(unit, lexicon)
    out: list[Reported] = []
    earlier: Source | None = None
    main: Source | None = None  # who speaks first in the sentence: ", noting that" goes back to him
    floor = 0
    for cue in cues:
        shared = main if cue.form == "ing" and unit.low[cue.first - 1 : cue.first] == (",",) else earlier
        source = find_source(unit, cue, grammar, earlier=shared or earlier, floor=floor)
        if cue.form == "noun" and cue.last > cue.first + 1:
            source = Source(cue.first + 2, cue.last, "after")  # "claims *by the ministry* that …"
        if source is not None and source in (earlier, shared):
            source = replace(source, place="shared")
        floor = cue.last + 1
        cited = cited_source(unit, cue, source, grammar)
        for content in find_contents(unit, cue, source, cues, grammar):
            told = any(r.unit is unit and r.start <= unit.spans[cue.first][0] < r.end for r in out)
            if told and is_thing(unit, cue, content, grammar):
                continue
            if speaks(unit, cue, content, source, cues, grammar, cue_table(lexicon)):
                asked = unit.low[content.first] == "for" and cue.lemma == "ask" and content.first < content.last
                span = unit.spans[content.first + asked][0], unit.spans[content.last][1]  # "asked for *an inquiry*"
                out.append(Reported(*span, content.rule, unit, cue, cited or source, source if cited else None))
        earlier = source or earlier
        main = main or source
    begun = {r.start for r in out if r.cue is not None and r.cue.form != "noun"}  # "said in a statement that": one row
    return _nearest([r for r in out if r.cue is None or r.cue.form != "noun" or r.start not in begun])


def _nearest(reported: Sequence[Reported]) -> list[Reported]:
    """Of several cues that claim the same words the one of speech, then the last before them."""
    best: dict[tuple[int, int], Reported] = {}
    for row in reported:
        rank = (row.cue is not None and row.cue.has("report", "hearer", "object"), row.cue.first if row.cue else 0)
        held = best.get((row.start, row.end))
        if held is None or held.cue is None or rank > (held.cue.has("report", "hearer", "object"), held.cue.first):
            best[row.start, row.end] = row
    return list(best.values())


def _statement(
    article: Article, r: Reported, quotations: Sequence[Quotation], speaker: Speaker | None, lexicon: Lexicon
) -> Statement:
    content = article.text[r.start : r.end]
    cue = " ".join(r.unit.raw[r.cue.first : r.cue.last + 1]) if r.cue else None
    stance, stance_words = find_stance(content, r.cue.lemma if r.cue else None, lexicon, cue=cue)
    mode = _mode(article.text, r, quotations)
    if speaker is None:
        return Statement(r.start, r.end, mode, r.rule, cue=cue, stance=stance, stance_words=stance_words)
    return Statement(
        r.start,
        r.end,
        mode,
        r.rule,
        cue=cue,
        stance=stance,
        stance_words=stance_words,
        speaker=speaker.name,
        speaker_start=speaker.start,
        speaker_end=speaker.end,
        role=speaker.role,
        affiliation=speaker.affiliation,
        side=speaker.side,
        official=speaker.official,
        anonymous=speaker.anonymous,
    )


def _in_cue(r: Reported, at: int) -> bool:
    """Whether a character stands in the cue or source that a content surrounds."""
    if r.cue is None or r.rule != "around":
        return False
    ends = [r.cue.first, r.cue.last, *((r.source.first, r.source.last) if r.source else ())]
    return bool(r.unit.spans[min(ends)][0] <= at < r.unit.spans[max(ends)][1])


def _mode(text: str, r: Reported, quotations: Sequence[Quotation]) -> Mode:
    """Direct: nine tenths of the words or more stand between double marks."""
    i = bisect_right(quotations, r.start, key=_end)
    if i < len(quotations) and quotations[i].start <= r.start and r.end <= quotations[i].end:
        return "direct"
    starts = [m.start() for m in WORD.finditer(text, r.start, r.end)]
    if r.rule == "around":
        starts = [at for at in starts if not _in_cue(r, at)]
    if i == len(quotations) or quotations[i].start >= r.end:
        return "indirect" if starts else "direct"
    quoted = 0
    while i < len(quotations) and quotations[i].start < r.end:  # they don't overlap
        quoted += bisect_left(starts, quotations[i].end) - bisect_left(starts, quotations[i].start)
        i += 1
    if quoted >= 0.9 * len(starts):
        return "direct"
    return "mixed" if quoted else "indirect"


def _end(quotation: Quotation) -> int:
    return quotation.end
