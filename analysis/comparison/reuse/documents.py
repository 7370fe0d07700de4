"""Rows of all articles → what of each is compared for shared wording: its body, its credits, its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from analysis.comparison.reuse.shingles import Words, read_words
from analysis.extraction.citations.citations import canonical_outlet
from analysis.language.lexicon import Lexicon

Row = Mapping[str, Any]
Offsets = tuple[tuple[int, int], ...]
_WORDS = ("text", "dateline", "byline")  # where a credit stands that is for words; a photo's is not


@dataclass(frozen=True, slots=True)
class CreditAt:
    """An outlet credited at a character of the text; ``whole`` says that its story is carried whole."""

    cited: str
    at: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What is compared of an article: ``spans`` are the character offsets of its body sentences.

    ``paragraphs`` are those of its body: a credit vouches for the shared words of its own paragraph. ``statements`` are
    what somebody is reported to have said. ``is_agency`` says that the outlet is a news agency.
    """

    article_id: str
    text: str | None
    spans: Offsets = ()
    outlet: str | None = None
    published: datetime | None = None
    credits: tuple[CreditAt, ...] = ()
    paragraphs: Offsets = ()
    is_agency: bool = False
    statements: Offsets = ()


def make_documents(articles: Sequence[Row], rows: Mapping[str, Iterable[Row]], lexicon: Lexicon) -> list[Document]:
    """A document for each article, in their order.

    The body is its sentences; paragraphs are the body's passages, each but once. Outlets bear the names under which
    others credit them.
    """
    bodies = {r["passage_id"]: r for r in rows["passages"] if r["kind"] == "body" and r["duplicate_of"] is None}
    paragraphs, spans = _spans(bodies.values()), _spans(r for r in rows["sentences"] if r["passage"] in bodies)
    statements = _spans(rows["statements"])
    credits: dict[str, list[CreditAt]] = defaultdict(list)
    for row in rows["citations"]:
        if row["credit"] in _WORDS:
            credit = CreditAt(row["cited"], row["start"], whole=row["strength"] == "carried whole")
            credits[row["article_id"]].append(credit)
    documents = []
    for article in articles:
        article_id = article["article_id"]
        name, is_agency = credited_as(article["outlet"], lexicon)
        body, told, of = tuple(spans[article_id]), tuple(credits[article_id]), tuple(paragraphs[article_id])
        documents.append(
            Document(
                article_id,
                article["text"],
                body,
                name,
                article["published"],
                told,
                of,
                is_agency=is_agency,
                statements=tuple(statements[article_id]),
            )
        )
    return documents


def credited_as(outlet: str | None, lexicon: Lexicon) -> tuple[str | None, bool]:
    """The name under which others credit an outlet, and whether it is a news agency."""
    name = canonical_outlet(outlet, lexicon) if outlet else None
    return name, name in _agencies(lexicon)


def _spans(rows: Iterable[Row]) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        spans[row["article_id"]].append((row["start"], row["end"]))
    return spans


@lru_cache(maxsize=8)
def _agencies(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(outlet["name"] for outlet in lexicon.get("outlets", []) if outlet.get("kind") == "agency")


def is_compared(document: Document) -> bool:
    """Whether an article has text and a body."""
    return document.text is not None and bool(document.spans)


def words_of(document: Document) -> Words:
    """The words of an article's body."""
    return read_words(document.text or "", document.spans, document.statements)
