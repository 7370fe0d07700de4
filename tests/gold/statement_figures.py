"""How well statements are found: their content, and who says it in what manner.

A statement counts as found where content and content share at least half of their characters (intersection over union,
one-to-one), as exact where they are the same but for quotation marks and punctuation at the edges and an opening "that"
(annotation schemes differ on whether it belongs to the content; nothing hangs on it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from annotation import Gold, Span
from matching import Figure, Figures, Pair, agreement, iou, one_to_one, plain, retrieval, same, spans

ENOUGH = 0.5
EDGES = " \t\r\n\u00a0\"'“”‘’„«».,;:!?()[]–—-"
OPENING = re.compile(rf"[{re.escape(EDGES)}]*(?:that\b[{re.escape(EDGES)}]*)?", re.IGNORECASE)
COLUMNS = ("official", "anonymous", "mode", "stance", "side", "reported_via")


@dataclass(frozen=True, slots=True)
class StatementMatch:
    """Gold statements and found ones, matched."""

    pairs: Sequence[Pair]
    missed: Sequence[Span]
    spurious: Sequence[Span]
    n_exact: int


def match_statements(gold: Gold, frames: Mapping[str, pd.DataFrame]) -> StatementMatch:
    """Statements matched by content."""
    texts = dict(zip(frames["articles"]["article_id"], frames["articles"]["text"], strict=True))
    expected = [trimmed(span, texts[span.article_id]) for span in gold.statements]
    found = [trimmed(span, texts[span.article_id]) for span in spans(frames["statements"])]
    pairs = one_to_one(expected, found, _weight)
    matched = {id(span) for pair in pairs for span in pair}
    return StatementMatch(
        pairs,
        missed=[span for span in expected if id(span) not in matched],
        spurious=[span for span in found if id(span) not in matched],
        n_exact=sum((g.start, g.end) == (f.start, f.end) for g, f in pairs),
    )


def trimmed(span: Span, text: str) -> Span:
    """The span without an opening "that", and quotation marks, punctuation and space at its edges (never emptied)."""
    content = text[span.start : span.end]
    opening = OPENING.match(content)
    start = span.start + (opening.end() if opening else 0)
    end = span.start + len(content.rstrip(EDGES))
    return Span(span.article_id, start, end, span.values) if start < end else span


def _weight(gold: Span, found: Span) -> float:
    share = iou(gold, found)
    return 1000 + share if share >= ENOUGH else 0


def statement_figures(match: StatementMatch) -> Figures:
    """Contents found, contents exact, and of those found: speaker, official, anonymous, mode, stance, side, source."""
    n_found, n_gold = len(match.pairs) + len(match.spurious), len(match.pairs) + len(match.missed)
    values = [(gold.values, found.values) for gold, found in match.pairs]
    n_speakers = sum(same_speaker(gold, found) for gold, found in values)
    return {
        **retrieval(len(match.pairs), n_found, n_gold),
        "exact_f1": retrieval(match.n_exact, n_found, n_gold)["f1"],
        "speaker": Figure(n_speakers, len(values)),
        **{column: agreement(values, [column]) for column in COLUMNS},
        "nested": Figure(sum(bool(g["nested_in"]) == bool(f["nested_in"]) for g, f in values), len(values)),
    }


def same_speaker(gold: Mapping[str, str], found: Mapping[str, str]) -> bool:
    """Whether the speaker is the same: a name in full; for somebody without a name one description within the other."""
    if gold["anonymous"] != "true":
        return same(gold["speaker"], found["speaker"])
    described, told = set(plain(gold["speaker"]).split()), set(plain(found["speaker"]).split())
    return bool(told) and (told <= described or described <= told)
