"""Keyword in context: the places where outlets use a term, so that every word of a comparison leads to its lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import pandas as pd

from analysis.comparison.outlets import outlet_names
from analysis.comparison.reuse.shared_terms import joined
from analysis.extraction.terms import find_terms
from analysis.language.lexicon import Lexicon

Tables = Mapping[str, pd.DataFrame]
_COLUMNS = {
    "use_id": "string",
    "outlet": "string",
    "term": "string",
    "article_id": "string",
    "start": "Int64",
    "end": "Int64",
}


def concordance(frames: Tables, wanted: pd.DataFrame, lexicon: Lexicon, *, per_term: int = 3) -> pd.DataFrame:
    """At most ``per_term`` uses of each term by each outlet, one row each: outlet, term, article_id, start, end.

    ``wanted`` has the columns outlet and term. Passages that another outlet's article shares are left out: the words
    there are not one outlet's choice. Of an article whose text is withheld, only uses of contested terms are known, by
    their first character. Sorted as ``wanted`` is, then by article and place.
    """
    names = outlet_names(frames["articles"])
    pairs = list(dict.fromkeys(zip(wanted["outlet"].astype(str), wanted["term"].astype(str), strict=True)))
    missing = Counter(dict.fromkeys(pairs, per_term))
    by_article = _articles_with(frames["terms"], names, pairs)
    texts = frames["articles"].set_index("article_id")["text"]
    left_out = _shared_spans(frames["reused"], names)
    sentences = _sentences(frames["sentences"], set(by_article))
    rows = []
    for article_id in sorted(by_article):
        outlet, terms = str(names[article_id]), by_article[article_id]
        if not any(missing[outlet, term] > 0 for term in terms):
            continue
        text = texts[article_id]
        uses = [*_kept(terms, text)]
        if pd.notna(text) and any(starts is None for starts in terms.values()):
            unkept = {term for term, starts in terms.items() if starts is None}
            uses += [use for use in _read(text, sentences.get(article_id, []), lexicon) if use[2] in unkept]
        for start, end, term in uses:
            outside = not any(s < end and start < e for s, e in left_out.get(article_id, ()))
            if term in terms and outside and missing[outlet, term] > 0:
                missing[outlet, term] -= 1
                rows.append((f"{article_id}:w{start}-{term.replace(' ', '-')}", outlet, term, article_id, start, end))
    rank = {pair: i for i, pair in enumerate(pairs)}
    rows.sort(key=lambda row: (rank[row[1], row[2]], row[3], row[4]))
    return pd.DataFrame.from_records(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _articles_with(
    terms: pd.DataFrame, names: pd.Series[Any], pairs: Sequence[tuple[str, str]]
) -> dict[str, dict[str, str | None]]:
    """By article the wanted terms that it uses, each with its places where the frame keeps them."""
    used = terms[terms["term"].isin({term for _, term in pairs})]
    wanted = set(pairs)
    found: dict[str, dict[str, str | None]] = defaultdict(dict)
    for article_id, term, starts in zip(used["article_id"], used["term"], used["starts"], strict=True):
        if (str(names[article_id]), term) in wanted:
            found[article_id][term] = None if pd.isna(starts) else str(starts)
    return found


def _kept(terms: Mapping[str, str | None], text: Any) -> Iterator[tuple[int, int, str]]:
    """Uses of contested terms, whose places the frame keeps; without the text they are as long as the term."""
    for term, starts in sorted(terms.items()):
        words = re.compile(r"\w+" + r"\s+\w+" * term.count(" "))
        for start in map(int, starts.split("; ") if starts else ()):
            found = None if pd.isna(text) else words.match(str(text), start)
            yield start, found.end() if found else start + len(term), term


def _read(text: str, sentences: Sequence[tuple[int, int]], lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    for start, end in sentences:
        for use in find_terms(text, start, end, lexicon):
            yield use.start, use.end, use.term


def _sentences(sentences: pd.DataFrame, ids: set[str]) -> dict[str, list[tuple[int, int]]]:
    chosen = sentences[sentences["article_id"].isin(ids)]
    return _by_article(zip(chosen["article_id"], chosen["start"], chosen["end"], strict=True))


def _shared_spans(reused: pd.DataFrame, names: pd.Series[Any]) -> dict[str, list[tuple[int, int]]]:
    apart = reused[reused["article_a"].map(names) != reused["article_b"].map(names)]
    sides = (zip(apart[f"article_{s}"], apart[f"start_{s}"], apart[f"end_{s}"], strict=True) for s in "ab")
    return {article_id: joined(spans) for article_id, spans in _by_article(chain(*sides)).items()}


def _by_article(spans: Iterable[tuple[str, int, int]]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article_id, start, end in spans:
        found[article_id].append((int(start), int(end)))
    return found
