"""How well is found who credits whom, and who shares whose words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from annotation import Gold
from matching import Figure, Figures, records, retrieval

Frames = Mapping[str, pd.DataFrame]
Credits = set[tuple[str, str]]
Origins = dict[frozenset[str], str]


def citation_pairs(gold: Gold, frames: Frames) -> tuple[Credits, Credits]:
    """Article and credited body, each pair once: those of the gold, those found."""
    expected = {(span.article_id, span["cited"]) for span in gold.citations}
    return expected, {(row["article_id"], row["cited"]) for row in records(frames["citations"])}


def citation_figures(gold: Gold, frames: Frames) -> Figures:
    """Pairs of article and credited body."""
    expected, found = citation_pairs(gold, frames)
    return retrieval(len(expected & found), len(found), len(expected))


def reuse_pairs(
    gold: Gold, frames: Mapping[str, pd.DataFrame]
) -> tuple[dict[frozenset[str], str], dict[frozenset[str], str]]:
    """The likely origin ('' where it cannot be known) by pair of articles: those of the gold, those found."""
    expected = {frozenset((row["article_a"], row["article_b"])): row["origin"] for row in gold.reuse}
    overlaps = records(frames["overlaps"])
    return expected, {frozenset((row["article_a"], row["article_b"])): row["origin"] for row in overlaps}


def reuse_figures(gold: Gold, frames: Frames) -> Figures:
    """Pairs with shared wording, and of those found the ones with the right origin."""
    expected, found = reuse_pairs(gold, frames)
    both = expected.keys() & found.keys()
    n_origins = sum(expected[pair] == found[pair] for pair in both)
    return {**retrieval(len(both), len(found), len(expected)), "origin": Figure(n_origins, len(both))}
