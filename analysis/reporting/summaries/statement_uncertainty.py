"""How sure a mean tone is, and whether two groups differ.

Statements of one article are not independent: they share a subject and a writer. So the article is the unit throughout:
intervals resample articles (cluster bootstrap: Davison and Hinkley 1997, section 3.8), and the test of a difference
permutes the articles' means (permutation test: Good 2005), its p corrected for the number of pairs (Holm 1979).
In NumPy: SciPy has both, but where it is installed NLTK loads it into every process that parses (84 MB, half a second).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

RESAMPLES = 2000
SEED = 20310  # any fixed number: the same corpus must give the same figures
# Articles from which on the mean is normal for all purposes (central limit theorem): resampling would take minutes and
# gigabytes to give the same interval.
MANY = 1_000
FEWEST_ARTICLES = 5  # a side quoted in fewer is not compared; with 5 against 5 the smallest possible p is .008
MOST_GROUPS = 16  # those of most articles: of 100 sides nobody reads 4,950 differences, and each needs a smaller p
SIGNIFICANT = 0.05


def clustered_mean(values: Iterable[float], articles: Iterable[str]) -> tuple[float, float, float]:
    """The mean of ``values`` and its 95 % percentile interval over resampled articles; nan bounds from one article."""
    frame = pd.DataFrame({"value": np.fromiter(values, dtype=float), "article": list(articles)})
    mean = round(float(frame["value"].mean()), 4)
    parts = frame.groupby("article", sort=True)["value"].agg(["sum", "count"])
    if len(parts) < 2:
        return mean, float("nan"), float("nan")
    if frame["value"].nunique() == 1:
        return mean, mean, mean
    sums, counts = (parts[column].to_numpy(dtype=float) for column in ("sum", "count"))
    if len(parts) > MANY:  # the interval of a ratio of sums over articles, linearised (Cochran 1977, section 6.4)
        ratio = sums.sum() / counts.sum()
        error = 1.96 * math.sqrt(float(((sums - ratio * counts) ** 2).sum())) / counts.sum()
        low, high = ratio - error, ratio + error
    else:
        drawn = np.random.default_rng(SEED).integers(0, len(parts), (RESAMPLES, len(parts)))
        low, high = np.percentile(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), [2.5, 97.5])
    return mean, round(float(low), 4), round(float(high), 4)


def tone_differences(
    statements: pd.DataFrame, column: str, *, measure: str = "tone", without: Sequence[str] = ()
) -> pd.DataFrame:
    """Each pair of groups with the difference of their articles' mean tones, p, and p corrected for all pairs.

    Groups in fewer than FEWEST_ARTICLES articles, those in ``without`` and all but the largest MOST_GROUPS are left
    out. The smallest p comes first.
    """
    known = statements[[column, "article_id", measure]].dropna(subset=[column, measure])
    means = known[~known[column].isin(without)].groupby([column, "article_id"], sort=True)[measure].mean()
    units = {str(group): part.to_numpy(dtype=float) for group, part in means.groupby(level=0, sort=True)}
    enough = [group for group, part in units.items() if len(part) >= FEWEST_ARTICLES]
    largest = sorted(sorted(enough, key=lambda group: (-len(units[group]), group))[:MOST_GROUPS])
    rows = []
    for a, b in combinations(largest, 2):
        difference, p = float(units[a].mean() - units[b].mean()), permutation_p(units[a], units[b])
        rows.append((a, b, len(units[a]), len(units[b]), round(difference, 4), p))
    table = pd.DataFrame(rows, columns=["a", "b", "articles_a", "articles_b", "difference", "p"])
    return table.assign(p_holm=holm(table["p"].tolist())).sort_values(["p", "a", "b"]).reset_index(drop=True)


def permutation_p(one: np.ndarray, other: np.ndarray) -> float:
    """Two-sided p of the difference of two means under permutation: exact where there are few, else seeded; of MANY
    by the normal distribution, which permuting then comes to."""
    both, n = np.concatenate([one, other]), len(one)
    seen = float(one.mean() - other.mean())
    if len(both) > MANY:
        spread = float(both.std(ddof=1)) * math.sqrt(1 / n + 1 / len(other))
        return round(math.erfc(abs(seen) / spread / math.sqrt(2)), 4) if spread else 1.0
    exact = math.comb(len(both), n) <= RESAMPLES
    if exact:
        chosen = np.array(list(combinations(range(len(both)), n)))
    else:
        chosen = np.random.default_rng(SEED).permuted(np.tile(np.arange(len(both)), (RESAMPLES, 1)), axis=1)[:, :n]
    sums = both[chosen].sum(axis=1)
    found = sums / n - (both.sum() - sums) / len(other)
    near = abs(seen) * 1e-9  # sums in another order differ in their last digits
    tail = min((found >= seen - near).sum(), (found <= seen + near).sum())
    p = tail / len(found) if exact else (tail + 1) / (len(found) + 1)
    return round(min(1.0, 2 * float(p)), 4)


def holm(p_values: Sequence[float]) -> list[float]:
    """``p_values`` corrected after Holm (1979), in their order: the k-th smallest times what is left, never falling."""
    corrected, highest = [0.0] * len(p_values), 0.0
    for rank, i in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[i]))
        corrected[i] = round(highest, 4)
    return corrected


def difference_sentence(differences: pd.DataFrame) -> str:
    """Which pairs the test tells apart, as a sentence; says so where there is nothing to compare."""
    if differences.empty:
        return f"No two sides are quoted in {FEWEST_ARTICLES} articles each: no comparison is drawn."
    apart = differences[differences["p_holm"] < SIGNIFICANT]
    if apart.empty:
        return f"No difference of tone between sides is beyond chance ({len(differences)} pairs tested)."
    first = apart.iloc[0]
    lower, higher = (first["a"], first["b"]) if first["difference"] < 0 else (first["b"], first["a"])
    rest = f", and {len(apart) - 1} more of {len(differences)} pairs differ" if len(apart) > 1 else ""
    return f"The tone of {lower} is lower than that of {higher} (p = {first['p_holm']:.3f}){rest}."
