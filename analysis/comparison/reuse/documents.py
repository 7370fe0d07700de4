"""Rows of all articles → what of each is compared for shared wording: its body, its credits, its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from analysis.comparison.reuse.overlaps import CreditAt, Document
from analysis.extraction.citations.citations import canonical_outlet
from analysis.language.lexicon import Lexicon

Row = Mapping[str, Any]
_WORDS = ("text", "dateline", "byline")  # where a credit stands that is for words; a photo's is not


def make_documents(articles: Sequence[Row], rows: Mapping[str, Iterable[Row]], lexicon: Lexicon) -> list[Document]:
    """A document for each article, in their order.

    The body is its sentences; paragraphs are the body's passages, each but once. Outlets bear the names under which
    others credit them.
    """
    paragraphs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    bodies = set()
    for row in rows["passages"]:
        if row["kind"] == "body" and row["duplicate_of"] is None:
            bodies.add(row["passage_id"])
            paragraphs[row["article_id"]].append((row["start"], row["end"]))
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows["sentences"]:
        if row["passage"] in bodies:
            spans[row["article_id"]].append((row["start"], row["end"]))
    credits: dict[str, list[CreditAt]] = defaultdict(list)
    for row in rows["citations"]:
        if row["credit"] in _WORDS:
            credit = CreditAt(row["cited"], row["start"], whole=row["strength"] == "carried whole")
            credits[row["article_id"]].append(credit)
    return [
        _document(a, spans[a["article_id"]], credits[a["article_id"]], paragraphs[a["article_id"]], lexicon)
        for a in articles
    ]


def _document(
    article: Row,
    spans: Sequence[tuple[int, int]],
    credits: Sequence[CreditAt],
    paragraphs: Sequence[tuple[int, int]],
    lexicon: Lexicon,
) -> Document:
    outlet = canonical_outlet(article["outlet"], lexicon) if article["outlet"] else None
    return Document(
        article_id=article["article_id"],
        text=article["text"],
        spans=tuple(spans),
        outlet=outlet,
        published=article["published"],
        credits=tuple(credits),
        paragraphs=tuple(paragraphs),
        is_agency=outlet in _agencies(lexicon),
    )


@cache
def _agencies(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(outlet["name"] for outlet in lexicon.get("outlets", []) if outlet.get("kind") == "agency")
