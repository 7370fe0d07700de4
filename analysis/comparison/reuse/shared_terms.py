"""How often each term of an article stands in words that an article of another outlet has too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from analysis.comparison.reuse.overlaps import Reused
from analysis.extraction.terms import find_terms
from analysis.language.lexicon import Lexicon

Spans = list[tuple[int, int]]


def shared_counts(
    texts: Mapping[str, str], spans: Mapping[str, Spans], lexicon: Lexicon
) -> dict[str, Mapping[str, int]]:
    """How often each term stands in the shared passages of each article, 0 for those that do not: what a comparison of
    wording leaves out, as neither outlet chose it alone."""
    return {
        article_id: Counter(
            use.term for start, end in spans[article_id] for use in find_terms(text, start, end, lexicon)
        )
        for article_id, text in texts.items()
    }


def shared_spans(outlets: Mapping[str, str | None], reused: Iterable[Reused]) -> dict[str, Spans]:
    """The passages of each article that another outlet's has; those that touch are one, so that none counts twice.

    Passages that articles of one outlet share do not count: those words are the outlet's own."""
    spans: dict[str, Spans] = defaultdict(list)
    for r in reused:
        both = {outlets[r.article_a], outlets[r.article_b]}
        if len(both) > 1 or both == {None}:
            spans[r.article_a].append((r.start_a, r.end_a))
            spans[r.article_b].append((r.start_b, r.end_b))
    return {article_id: joined(found) for article_id, found in spans.items()}


def joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """``spans`` in order, with those that overlap made one."""
    found: Spans = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
