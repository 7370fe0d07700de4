"""What a unit reports: each content with its cue and source, before the speaker is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.statements.contents import find_contents
from analysis.extraction.statements.cue_table import Cue
from analysis.extraction.statements.cues import find_cues
from analysis.extraction.statements.phrases import Source
from analysis.extraction.statements.sources import cited_source, find_source
from analysis.extraction.statements.speech import is_thing, speaks
from analysis.extraction.statements.units import Unit


@dataclass(frozen=True, slots=True)
class Reported:
    """One content with its cue and source; ``start`` and ``end`` are characters of the text."""

    start: int
    end: int
    rule: str
    unit: Unit
    cue: Cue | None
    source: Source | None
    via: Source | None = None  # who passes it on: "*the Wire*, citing officials, said"

    @property
    def mention(self) -> tuple[int, int] | None:
        """The span of the source."""
        if self.source is None:
            return None
        return self.unit.spans[self.source.first][0], self.unit.spans[self.source.last][1]


def find_reports(unit: Unit) -> list[Reported]:
    """The contents that the cues of a unit report, in text order."""
    unit.cues = find_cues(unit)
    out: list[Reported] = []
    earlier: Source | None = None
    main: Source | None = None  # who speaks first in the sentence: ", noting that" goes back to him
    floor = 0
    for cue in unit.cues:
        shared = main if cue.form == "ing" and unit.low[cue.first - 1] == "," else earlier
        source = find_source(unit, cue, earlier=shared or earlier, floor=floor)
        if cue.form == "noun" and cue.last > cue.first + 1:
            source = Source(cue.first + 2, cue.last, "after")  # "claims *by the ministry* that …"
        if source is not None and source in (earlier, shared):
            source = source._replace(place="shared")
        floor = cue.last + 1
        cited = cited_source(unit, cue, source)
        for content in find_contents(unit, cue, source):
            told = is_thing(unit, cue, content) and any(r.start <= unit.spans[cue.first][0] < r.end for r in out)
            if told or not speaks(unit, cue, content, source):
                continue
            asked = unit.low[content.first] == "for" and cue.lemma == "ask" and content.first < content.last
            start, end = unit.spans[content.first + asked][0], unit.spans[content.last][1]  # "asked for *an inquiry*"
            out.append(Reported(start, end, content.rule, unit, cue, cited or source, source if cited else None))
        earlier = source or earlier
        main = main or source
    begun = {r.start for r in out if r.cue is not None and r.cue.form != "noun"}  # "said in a statement that": one row
    return _nearest([r for r in out if r.cue is None or r.cue.form != "noun" or r.start not in begun])


def _nearest(reported: Sequence[Reported]) -> list[Reported]:
    """Of several cues that claim the same words the one of speech, then the last before them."""
    best: dict[tuple[int, int], Reported] = {}
    for row in reported:
        held = best.setdefault((row.start, row.end), row)
        if _rank(row) > _rank(held):
            best[row.start, row.end] = row
    return list(best.values())


def _rank(row: Reported) -> tuple[bool, int]:
    return row.cue is not None and row.cue.has("report", "hearer", "object"), row.cue.first if row.cue else 0
