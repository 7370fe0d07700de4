"""Frames → the words of notebook 2: what is compared, what is contested, and the lines that each word leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.comparison.concordance import concordance
from analysis.comparison.outlets import outlet_names
from analysis.comparison.wording import contested_words, group_outlets
from analysis.frames.querying import articles_of, columns_of, in_parts, terms_like
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.reporting.summaries.source_tables import MOST_OUTLETS, fold_outlets, with_lines
from analysis.running.corpora import find_folder

Tables = Mapping[str, pd.DataFrame]


def corpus_lexicon(corpus: str | Path) -> Lexicon:
    """The lexicons with the corpus's own lexicon.toml, where it has one."""
    own = find_folder(corpus) / "lexicon.toml"
    return load_lexicon(own if own.is_file() else None)


def lines_behind(
    frames: Tables, words: pd.DataFrame, lexicon: Lexicon, *, per_term: int = 2, groups: Sequence[str] = ()
) -> pd.DataFrame:
    """Uses of ``words`` (outlet or group, term, …), at most ``per_term`` of each: rows of concordance."""
    articles = group_outlets(articles_of(frames), groups)
    if in_parts(frames):
        terms = terms_like(frames, words, outlet_names(articles).to_dict())
        quoted = set(terms["article_id"])
        texts = columns_of(frames, "articles", ["article_id", "text"], articles=quoted)
        articles = articles.merge(texts, on="article_id", how="left")
        sentences = columns_of(frames, "sentences", ["article_id", "start", "end", "passage"], articles=quoted)
    else:
        terms, sentences = frames["terms"], frames["sentences"]
    tables = {"articles": articles, "terms": terms, "sentences": sentences, "reused": frames["reused"]}
    return concordance(tables, words, lexicon, per_term=per_term)


def preferred_with_lines(words: pd.DataFrame, uses: pd.DataFrame) -> pd.DataFrame:
    """``words`` as a table to read: outlet, term, count, rest, z, and the first of its lines."""
    return with_lines(words, uses)[["outlet", "term", "count", "rest", "z", "lines"]]


def contested_uses(terms: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Contested words by the outlets with most uses: concept, word, outlet, count, share, term."""
    used = contested_words(terms, lexicon)
    totals = used.groupby("outlet")["count"].sum().sort_index().sort_values(ascending=False, kind="stable")
    return used[used["outlet"].isin(totals.index[:MOST_OUTLETS])].reset_index(drop=True)


def contested_table(terms: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Contested words side by side: concept, word, then the uses by each outlet; words that nobody uses left out."""
    used = contested_words(terms, lexicon)
    if used.empty:
        return pd.DataFrame(columns=["concept", "word"])
    wide = used.pivot_table(index=["concept", "word"], columns="outlet", values="count", aggfunc="sum", fill_value=0)
    table = fold_outlets(wide, MOST_OUTLETS).assign(uses=used.groupby(["concept", "word"])["count"].sum()).reset_index()
    ordered = table.sort_values(["concept", "uses", "word"], ascending=[True, False, True], ignore_index=True)
    return ordered.rename_axis(columns=None)
