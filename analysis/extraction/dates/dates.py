"""Time expressions that denote calendar intervals, resolved against the day of publication.

In: an article with its sentences. Out: ``DateSpan`` rows in text order, never overlapping. "On Tuesday" is the last
Tuesday up to publication, or the next one where the sentence looks ahead; "this week" is the ISO week; without a
publication date only absolute dates are resolved, the others give no row. Method: patterns as data and resolution by
rules, as HeidelTime has it (Strötgen and Gertz 2010, SemEval).

The steps: sentence → candidates (``date_patterns``) → the first that denotes an interval (``date_resolution``), seen
against publication, tense and the dates before (``date_scene``).
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.dates.patterns import Candidate, compile_patterns, find_candidates, lowered
from analysis.extraction.dates.resolution import resolve
from analysis.extraction.dates.scene import Mention, Scene
from analysis.extraction.records import DateSpan
from analysis.language.lexicon import Lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Sentence

COMPARISONS = {"ago", "year_ago"}


def find_dates(reading: Reading) -> list[DateSpan]:
    """The dates in an article's sentences."""
    article, lexicon = reading.article, reading.lexicon
    patterns = compile_patterns(lexicon)
    low = lowered(article.text)
    rows: list[DateSpan] = []
    earlier: list[Mention] = []
    for index, sentence in enumerate(article.sentences):
        end = sentence.start
        for candidate in find_candidates(low, sentence.start, sentence.end, patterns):
            if candidate.start < end:
                continue
            scene = _scene(article, index, sentence, candidate, earlier, lexicon)
            interval = resolve(candidate.rule, candidate.groups, scene)
            if interval is not None:
                rows.append(DateSpan(candidate.start, candidate.end, interval.start, interval.end, interval.precision))
                earlier.append(Mention(index, candidate.end, interval, candidate.rule in COMPARISONS))
                end = candidate.end
    return rows


def _scene(
    article: Article,
    index: int,
    sentence: Sentence,
    candidate: Candidate,
    earlier: Sequence[Mention],
    lexicon: Lexicon,
) -> Scene:
    published = article.published.date() if article.published else None
    return Scene(
        article.text,
        candidate.start,
        candidate.end,
        index,
        sentence.start,
        sentence.end,
        published,
        earlier,
        lexicon,
    )
