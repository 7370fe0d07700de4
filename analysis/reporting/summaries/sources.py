"""Who has it from whom, and in which words: articles that share wording, families, words that set outlets apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.comparison.concordance import concordance
from analysis.comparison.outlets import outlet_names
from analysis.comparison.wording import contested_words, group_outlets
from analysis.frames.querying import articles_of, columns_of, once, terms_by, terms_like
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.reporting.summaries.coverage import families_of, fold_outlets, most_first, of_largest
from analysis.running.corpora import find_folder

Tables = Mapping[str, pd.DataFrame]

MOST_ARTICLES = 200  # columns of a matrix of articles
_SHARES = ["containment_a", "containment_b"]


@once
def shared_wording(frames: Tables) -> pd.DataFrame:
    """Pairs of articles that share wording: whose, how much of each stands in the other, likely origin; most first."""
    names, pairs = outlet_names(articles_of(frames)), frames["overlaps"]
    pairs = pairs.assign(outlet_a=pairs["article_a"].map(names), outlet_b=pairs["article_b"].map(names))
    order = pairs[_SHARES].max(axis=1).sort_values(ascending=False, kind="stable").index
    columns = ["article_a", "outlet_a", "article_b", "outlet_b", *_SHARES, "longest_run", "origin"]
    return pairs.loc[order, columns].reset_index(drop=True)


def pair_table(pairs: pd.DataFrame) -> pd.DataFrame:
    """``pairs`` (shared_wording) to read: each article with its outlet in one column."""
    for side in "ab":
        outlets = pairs[f"outlet_{side}"].astype("string")
        pairs = pairs.assign(**{f"article_{side}": outlets + ": " + pairs[f"article_{side}"]})
    return pairs.drop(columns=["outlet_a", "outlet_b"])


def containment_matrix(frames: Tables, *, among: Sequence[str] | None = None) -> pd.DataFrame:
    """Share of each article's body (rows) that stands in each other article (columns), of articles that share any.

    ``among`` keeps some of them, for a large corpus has tens of thousands.
    """
    pairs = frames["overlaps"]
    if among is not None:
        pairs = pairs[pairs["article_a"].isin(among) & pairs["article_b"].isin(among)]
    forward = pairs.set_index(["article_a", "article_b"])["containment_a"]
    backward = pairs.set_index(["article_b", "article_a"])["containment_b"]
    both = pd.concat([forward, backward.rename_axis(forward.index.names)])
    if both.empty:
        return pd.DataFrame()
    ids = sorted({*pairs["article_a"], *pairs["article_b"]})
    matrix: pd.DataFrame = both.astype(float).unstack()
    return matrix.reindex(index=ids, columns=ids)


def family_matrix(frames: Tables) -> pd.DataFrame:
    """Per cent of each article's words (rows) that stand in each other (columns); those of one family side by side.

    The columns are articles of the largest families, at most MOST_ARTICLES: no chart shows more.
    """
    paired = {*frames["overlaps"]["article_a"], *frames["overlaps"]["article_b"]}
    order = [article for article in families_of(frames)["article_id"] if article in paired]
    shares = containment_matrix(frames, among=order[:MOST_ARTICLES])
    return (shares * 100).reindex(index=order, columns=order[:MOST_ARTICLES])


def family_table(frames: Tables) -> pd.DataFrame:
    """The families of more than one article: family, outlet, published, role, share, article_id; one row an article."""
    families = families_of(frames)
    columns = ["family", "outlet", "published", "role", "share", "article_id"]
    return families.loc[families["n_articles"] > 1, columns].reset_index(drop=True)


def shared_passages(frames: Tables) -> pd.DataFrame:
    """Aligned passages as rows to open in one article of the pair, with the other's outlet; longest first."""
    reused, names = frames["reused"], outlet_names(articles_of(frames))
    rows = reused.assign(
        stands_in=reused["article_a"].map(names) + ", " + reused["article_a"],
        length=reused["end_b"] - reused["start_b"],
        **{column: reused[f"{column.removesuffix('_id')}_b"] for column in ("article_id", "start", "end")},
    ).sort_values(["length", "article_b", "start_b"], ascending=[False, True, True], ignore_index=True)
    ids = rows["article_b"] + ":r" + rows["start_b"].astype("string") + "-" + rows["article_a"]
    return rows.assign(reused_id=ids.astype("string"))


@once
def terms_with_outlets(frames: Tables) -> pd.DataFrame:
    """Terms of each outlet: outlet, term, count, shared, starts; compared by wording.

    Articles whose outlet is not known have none: they may be by several.
    """
    return terms_by(frames, articles_of(frames).set_index("article_id")["outlet"].dropna().to_dict())


def preferred_terms(
    wording: pd.DataFrame, *, cutoff: float, most: int = 10, outlets: int | None = None
) -> pd.DataFrame:
    """For each outlet that is compared, at most ``most`` terms on its side with z beyond ``cutoff``, strongest first.

    ``outlets`` keeps those with most text; None keeps all.
    """
    compared = wording[wording["compared"]]
    largest = most_first(compared.groupby("outlet")["n_words"].first()).index[:outlets]
    beyond = compared[(compared["z"] > cutoff) & compared["outlet"].isin(largest)]
    ordered = beyond.sort_values(["outlet", "z", "term"], ascending=[True, False, True])
    columns = ["outlet", "term", "count", "rest", "log_odds", "low", "high", "z"]
    return ordered.groupby("outlet", sort=False).head(most)[columns].reset_index(drop=True)


def corpus_lexicon(corpus: str | Path) -> Lexicon:
    """The lexicons with the corpus's own lexicon.toml, where it has one."""
    own = find_folder(corpus) / "lexicon.toml"
    return load_lexicon(own if own.is_file() else None)


def lines_behind(
    frames: Tables, words: pd.DataFrame, lexicon: Lexicon, *, per_term: int = 2, groups: Sequence[str] = ()
) -> pd.DataFrame:
    """Uses of ``words`` (outlet or group, term, …), at most ``per_term`` of each: rows of concordance."""
    articles = group_outlets(articles_of(frames), groups)
    terms = terms_like(frames, words, outlet_names(articles).to_dict())
    quoted = set(terms["article_id"])
    texts = columns_of(frames, "articles", ["article_id", "text"], articles=quoted)
    articles = articles[["article_id", "outlet"]].merge(texts, on="article_id", how="left")
    sentences = columns_of(frames, "sentences", ["article_id", "start", "end", "passage"], articles=quoted)
    tables = {"articles": articles, "terms": terms, "sentences": sentences, "reused": frames["reused"]}
    return concordance(tables, words, lexicon, per_term=per_term)


def with_lines(words: pd.DataFrame, uses: pd.DataFrame) -> pd.DataFrame:
    """``words`` as a table to read: outlet, term, count, rest, z, and the id of the first of ``uses`` as ``lines``."""
    keys = ["outlet", "term"]
    first = uses.astype(dict.fromkeys(keys, words["outlet"].dtype)).drop_duplicates(keys)
    lines = words[keys].merge(first[[*keys, "use_id"]], on=keys, how="left")["use_id"]
    return words[[*keys, "count", "rest", "z"]].assign(lines=lines.astype("string"))


def contested_uses(terms: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Contested words by the outlets with most uses: concept, word, outlet, count, share, term."""
    return of_largest(contested_words(terms, lexicon), "count")


def contested_table(terms: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Contested words side by side: concept, word, then the uses by each outlet; words that nobody uses left out."""
    keys = ["concept", "word"]
    used = contested_words(terms, lexicon)
    if used.empty:
        return pd.DataFrame(columns=keys)
    wide = used.pivot_table(index=keys, columns="outlet", values="count", aggfunc="sum", fill_value=0)
    table = fold_outlets(wide).assign(uses=used.groupby(keys)["count"].sum()).reset_index()
    ordered = table.sort_values(["concept", "uses", "word"], ascending=[True, False, True], ignore_index=True)
    return ordered.rename_axis(columns=None)
