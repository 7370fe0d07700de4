"""Editions: an article of a file that says nothing but what another one by the same outlet says.

Exports hold a story several times: with another headline, cut at its end, with a paragraph or a correction more. Of
two articles, by one outlet and at most three days apart (or whenever, if they say the same), the shorter one is an
edition of the longer if each of its sentences stands there, word for word but for articles and words like "yesterday",
and if it has half of its sentences. An update, which says something else (six dead, no longer five), has a sentence of
its own: it stays an article.

Time and memory grow with the number of sentences: articles are only held against those that have one of their first
sentences.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from analysis.formats.many import Many
from analysis.formats.text import bare_words, fold, squeeze
from analysis.reading.article import Article
from analysis.reading.markers import words

_APART = timedelta(days=3)
# Sentences at the beginning by which an edition is found; articles that such a sentence is looked up in; the share of
# the longer one's sentences that an edition has.
_FIRST, _LATEST, _SHARE = 3, 8, 0.5


def mark_editions(articles: Iterable[Article]) -> Sequence[Article]:
    """The articles of a file; those that are editions of another say of which, which is none itself."""
    marked = Many[Article]()
    said: list[array[int]] = []
    published: list[datetime | None] = []
    by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    edition_of: dict[int, int] = {}
    for at, article in enumerate(articles):
        marked.append(article)
        published.append(article.published)
        said.append(_sentences(article))
        outlet = squeeze(article.outlet or "").casefold()
        firsts = [hash((outlet, sentence)) for sentence in said[at][:_FIRST]]
        for other in sorted({other for first in firsts for other in by_sentence[first]}):
            own, others = set(said[at]), set(said[other])
            if (
                at in edition_of
                or other in edition_of
                or not (own == others or _near(article.published, published[other]))
            ):
                continue
            if own <= others and len(own) >= _SHARE * len(others):
                edition_of[at] = other
            elif others < own and len(others) >= _SHARE * len(own):
                edition_of[other] = at
        for first in firsts:
            by_sentence[first] = [*by_sentence[first], at][-_LATEST:]
    for at in edition_of:
        marked[at] = replace(marked[at], duplicate_of=marked[_origin(at, edition_of)].article_id)
    return marked


def story_of(article: Article) -> tuple[str, bytes] | None:
    """What two editions of an article share: its outlet and a digest of its words; None where it has none."""
    body = " ".join(article.text[p.start : p.end] for p in article.passages if p.kind == "body")
    digest = sha256(" ".join(bare_words(body)).encode("utf-8", "surrogatepass")).digest()
    return (squeeze(article.outlet or "").casefold(), digest) if body else None


def _sentences(article: Article) -> array[int]:
    """What tells each sentence of the body and each correction: a hash of its words, without those that say nothing."""
    spans = [(s.start, s.end) for s in article.sentences if article.kind_of(s) == "body"]
    spans += [(p.start, p.end) for p in article.passages if p.kind == "correction"]
    told = (bare_words(fold(article.text[start:end])) for start, end in spans)
    busy = (tuple(word for word in said if word not in words("idle")) for said in told)
    return array("q", map(hash, filter(None, busy)))


def _near(a: datetime | None, b: datetime | None) -> bool:
    """Whether two were published within days of each other, as far as is known."""
    return (a is None or b is None) or abs(a.replace(tzinfo=None) - b.replace(tzinfo=None)) <= _APART


def _origin(at: int, edition_of: dict[int, int]) -> int:
    while at in edition_of:
        at = edition_of[at]
    return at
