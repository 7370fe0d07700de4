"""Which terms set an outlet's wording apart from that of the others, and what it calls contested things.

Weighted log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", Political
Analysis 16, 2008, section 3.4): the prior is the distribution of terms over all outlets, so that rare terms are drawn
to what is common and do not win by chance; the z-score divides each log-odds by its standard deviation.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.terms import stem

MINIMUM_WORDS = 500  # terms, stop words out, below which an outlet is not compared
PRIOR_WORDS = 500.0  # weight of the prior: as if so many further terms of the common kind had been read
_COLUMNS = {
    "outlet": "string",
    "term": "string",
    "count": "Int64",
    "rest": "Int64",
    "log_odds": "float64",
    "z": "float64",
    "n_words": "Int64",
    "compared": "boolean",
}


def distinctive_terms(
    terms: pd.DataFrame, *, minimum_words: int = MINIMUM_WORDS, prior: float = PRIOR_WORDS
) -> pd.DataFrame:
    """How strongly each term belongs to each outlet, against all other outlets together.

    ``terms`` has the columns article_id, outlet, term, count. One row per outlet and term that it or the rest uses:
    ``count`` and ``rest`` (its uses there and elsewhere), ``log_odds``, ``z`` (positive: used more than elsewhere;
    beyond 1.96 either way is unlikely by chance for a single term), ``n_words`` of the outlet. Sorted by outlet, then
    by falling z. An outlet with fewer than ``minimum_words`` terms is not compared: it has one row with ``compared``
    false and no term, and is left out of the rest of the others too. One outlet alone is not compared either.
    """
    counts = terms.dropna(subset=["outlet"]).groupby(["outlet", "term"], observed=True)["count"].sum()
    table = counts.unstack(fill_value=0).sort_index() if len(counts) else pd.DataFrame()
    totals = table.sum(axis=1).astype(int) if len(counts) else pd.Series(dtype=int)
    enough = [str(outlet) for outlet, n in totals.items() if n >= minimum_words]
    if len(enough) < 2:
        enough = []
    compared = [_against_rest(table.loc[enough], outlet, prior) for outlet in enough]
    silent = [
        pd.DataFrame({"outlet": [outlet], "n_words": [n], "compared": [False]})
        for outlet, n in totals.items()
        if outlet not in enough
    ]
    rows = pd.concat([*compared, *silent], ignore_index=True) if compared or silent else pd.DataFrame()
    return rows.reindex(columns=list(_COLUMNS)).astype(_COLUMNS)


def not_compared(distinctive: pd.DataFrame) -> list[str]:
    """The outlets that had too little text, by name."""
    return sorted(str(outlet) for outlet in distinctive.loc[~distinctive["compared"], "outlet"])


def contested_words(terms: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """How often each outlet uses each word of contested.toml: one row per concept, word and outlet that uses it.

    Columns concept, word, outlet, count, share (of the outlet's uses of the concept's words). Words are found by stem,
    so that "militias" counts for "militia"; words with one stem ("killed", "killing") count once, under the first.
    """
    rows = []
    for entry in lexicon.get("contested", []):
        for word in entry.get("words", []):
            rows.append((entry["concept"], word, stem(word.lower())))
    words = pd.DataFrame(rows, columns=["concept", "word", "term"]).drop_duplicates(["concept", "term"])
    counts = terms.dropna(subset=["outlet"]).groupby(["outlet", "term"], as_index=False, observed=True)["count"].sum()
    used = words.merge(counts, on="term")
    total = used.groupby(["concept", "outlet"])["count"].transform("sum")
    used = used.assign(share=(used["count"] / total).astype("float64"))
    return used.sort_values(
        ["concept", "outlet", "count", "word"], ascending=[True, True, False, True], ignore_index=True
    )[["concept", "word", "outlet", "count", "share"]]


def _against_rest(table: pd.DataFrame, outlet: str, prior: float) -> pd.DataFrame:
    """Equations 15 and 22 of the paper, with the prior proportional to the counts over all outlets."""
    everywhere = table.sum().to_numpy(dtype=float)
    used = everywhere > 0
    here = table.loc[outlet].to_numpy(dtype=float)[used]
    rest = everywhere[used] - here
    pseudo = prior * everywhere[used] / everywhere.sum()
    log_odds = _logit(here + pseudo) - _logit(rest + pseudo)
    spread = np.sqrt(1 / (here + pseudo) + 1 / (rest + pseudo))
    rows = pd.DataFrame(
        {
            "outlet": outlet,
            "term": table.columns[used],
            "count": here.astype(int),
            "rest": rest.astype(int),
            "log_odds": log_odds,
            "z": log_odds / spread,
            "n_words": int(here.sum()),
            "compared": True,
        }
    )
    return rows.sort_values(["z", "term"], ascending=[False, True], kind="stable")


def _logit(weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray(np.log(weights) - np.log(weights.sum() - weights))
