"""Which terms set an outlet, or a group of outlets, apart from the others, and what it calls contested things.

Weighted log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", Political
Analysis 16, 2008, section 3.4): the prior is the distribution of terms over all outlets, so that rare terms are drawn
to what is common and do not win by chance; the z-score divides each log-odds by its standard deviation. What stands in
passages that another outlet's article shares (``shared``) is left out on both sides: nobody chose a wire's words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparison.outlets import outlet_key
from analysis.errors import ParameterError
from analysis.extraction.terms import term_of
from analysis.language.lexicon import Lexicon

MINIMUM_WORDS = 500  # terms, stop words out, below which an outlet is not compared
PRIOR_WORDS = 500.0  # weight of the prior: as if so many further terms of the common kind had been read
CUTOFF = 1.96  # z-score beyond which chance explains a single term in fewer than 5 of 100 cases
Numbers = NDArray[np.float64]
_COLUMNS = {
    "outlet": "string",
    "term": "string",
    "count": "Int64",
    "rest": "Int64",
    "log_odds": "float64",
    "low": "float64",
    "high": "float64",
    "z": "float64",
    "n_words": "Int64",
    "compared": "boolean",
}


def distinctive_terms(
    terms: pd.DataFrame,
    *,
    minimum_words: int = MINIMUM_WORDS,
    prior: float = PRIOR_WORDS,
    beyond: float | None = None,
) -> pd.DataFrame:
    """How strongly each term belongs to each outlet, against all other outlets together.

    ``terms`` has the columns article_id, outlet (or group of outlets), term, count and, where known, shared. One row
    per outlet and term that it uses, or avoids beyond CUTOFF: ``count`` and ``rest`` (its uses there and elsewhere),
    ``log_odds`` with the bounds ``low`` and ``high`` of its 95 % interval, ``z`` (positive: used more than elsewhere;
    beyond CUTOFF either way is unlikely by chance for a single term), ``n_words`` of the outlet. Sorted by outlet, then
    by falling z. An outlet with fewer than ``minimum_words`` terms is not compared: it has one row with ``compared``
    false and no term, and is left out of the rest of the others too. One outlet alone is not compared either.
    ``beyond`` leaves out terms with no larger z, but for each outlet's first: eighty outlets have millions of terms.
    """
    table = _own_counts(terms)
    totals = table.sum(axis=1).astype(int) if len(table) else pd.Series(dtype=int)
    enough = [str(outlet) for outlet, n in totals.items() if n >= minimum_words]
    if len(enough) < 2:
        enough = []
    compared = _compared(table.loc[enough], prior, beyond) if enough else []
    silent = [
        pd.DataFrame({"outlet": [outlet], "n_words": [n], "compared": [False]})
        for outlet, n in totals.items()
        if outlet not in set(enough)
    ]
    rows = pd.concat([*compared, *silent], ignore_index=True) if compared or silent else pd.DataFrame()
    return rows.reindex(columns=list(_COLUMNS)).astype(_COLUMNS)


def group_outlets(terms: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """``terms`` with the groups of their outlets as ``outlet``; each group as "name: outlet, outlet".

    Outlets in no group keep their own name; without groups ``terms`` come back as they are. Raises ParameterError where
    a group cannot be read or names an outlet that has no terms.
    """
    if not groups:
        return terms.assign(outlet=terms["outlet"].astype("string"))
    known = {outlet_key(str(outlet)): str(outlet) for outlet in terms["outlet"].dropna().unique()}
    of: dict[str, str] = {}
    for group in groups:
        name, _, members = (part.strip() for part in group.partition(":"))
        outlets = [outlet.strip() for outlet in members.split(",") if outlet.strip()]
        unknown = sorted(outlet for outlet in outlets if outlet_key(outlet) not in known)
        if not name or not outlets or unknown:
            wrong = f"no article is by {', '.join(unknown)}" if unknown else "not a group"
            raise ParameterError(f'groups: {group!r}: {wrong}. Write it as "state media: First Outlet, Second Outlet".')
        of.update(dict.fromkeys((known[outlet_key(outlet)] for outlet in outlets), name))
    return terms.assign(outlet=terms["outlet"].map(lambda outlet: of.get(outlet, outlet)).astype("string"))


def not_compared(distinctive: pd.DataFrame) -> list[str]:
    """The outlets that had too little text, by name."""
    return sorted(str(outlet) for outlet in distinctive.loc[~distinctive["compared"], "outlet"])


def contested_words(terms: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """How often each outlet uses each word of contested.toml: one row per concept, word and outlet that uses it.

    Columns concept, word, outlet, count, share (of the outlet's uses of the concept's words), term. Words are found by
    stem, so that "militias" counts for "militia", and by form where ``starts`` are known: "responsibility" does not
    count for "response". Words with one stem ("killed", "killing") count under the first.
    Borrowed words count too: to print a wire's word is to use it.
    """
    rows = []
    for entry in lexicon.get("contested", []):
        for word in entry.get("words", []):
            rows.append((entry["concept"], word, term_of(word)))
    words = pd.DataFrame(rows, columns=["concept", "word", "term"]).drop_duplicates(["concept", "term"])
    known = terms.dropna(subset=["outlet"])
    if "starts" in known and known["starts"].notna().any():  # one for each use of a form of the listed word
        listed = known["starts"].str.count(";").add(1).fillna(0).astype("Int64")
        known = known.assign(count=listed)[listed > 0]
    counts = known.groupby(["outlet", "term"], as_index=False, observed=True)["count"].sum()
    used = words.merge(counts, on="term")
    total = used.groupby(["concept", "outlet"])["count"].transform("sum")
    used = used.assign(share=(used["count"] / total).astype("float64"))
    return used.sort_values(
        ["concept", "outlet", "count", "word"], ascending=[True, True, False, True], ignore_index=True
    )[["concept", "word", "outlet", "count", "share", "term"]]


def _own_counts(terms: pd.DataFrame) -> pd.DataFrame:
    """Uses of each term (columns) by each outlet (rows), those that articles of others share left out."""
    known = terms.loc[terms["outlet"].notna(), terms.columns.intersection(["outlet", "term", "count", "shared"])]
    shared = known["shared"].fillna(0) if "shared" in known else 0
    own = known.assign(count=known["count"] - shared)
    counts = own[own["count"] > 0].groupby(["outlet", "term"], observed=True)["count"].sum()
    # Plain numbers first: nullable ones would be a block of memory for each of 25,000 terms, and seconds.
    return counts.astype(float).unstack(fill_value=0).sort_index() if len(counts) else pd.DataFrame()


def _compared(table: pd.DataFrame, prior: float, beyond: float | None) -> list[pd.DataFrame]:
    everywhere = table.to_numpy().sum(axis=0)
    used = everywhere > 0
    words = table.columns[used]
    return [
        _against_rest(str(outlet), words, here[used], everywhere[used], prior, beyond)
        for outlet, here in zip(table.index, table.to_numpy(), strict=True)
    ]


def _against_rest(
    outlet: str, words: pd.Index[str], here: Numbers, everywhere: Numbers, prior: float, beyond: float | None
) -> pd.DataFrame:
    """Equations 15 and 22 of the paper, with the prior proportional to the counts over all outlets."""
    rest = everywhere - here
    pseudo = prior * everywhere / everywhere.sum()
    log_odds = _logit(here + pseudo) - _logit(rest + pseudo)
    spread = np.sqrt(1 / (here + pseudo) + 1 / (rest + pseudo))
    z = log_odds / spread
    told = np.flatnonzero((here > 0) | (z < -CUTOFF) if beyond is None else (z > beyond) | (z == z.max()))
    told = told[np.argsort(-z[told], kind="stable")]  # terms of one z stay in alphabetical order
    return pd.DataFrame(
        {
            "outlet": outlet,
            "term": words[told],
            "count": here[told].astype(int),
            "rest": rest[told].astype(int),
            "log_odds": log_odds[told],
            "low": (log_odds - CUTOFF * spread)[told],
            "high": (log_odds + CUTOFF * spread)[told],
            "z": z[told],
            "n_words": int(here.sum()),
            "compared": True,
        }
    )


def _logit(weights: Numbers) -> Numbers:
    return np.asarray(np.log(weights) - np.log(weights.sum() - weights))
