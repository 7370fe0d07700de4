"""Frames → what notebook 3 shows: who is quoted, in what stance, in what tone, with uncertainty.

Means come with intervals; ``statement_uncertainty`` says how, and tests differences.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd
import pyarrow as arrow
import pyarrow.compute

from analysis.comparison.outlets import outlet_names
from analysis.frames.layouts import SEPARATOR
from analysis.frames.querying import articles_of, columns_of, once
from analysis.reporting.style import is_told
from analysis.reporting.summaries.statement_uncertainty import clustered_mean

Tables = Mapping[str, pd.DataFrame]

NO_SIDE, NO_SPEAKER = "side not known", "speaker not resolved"
FEW_MONTHS = 4  # a corpus that spans less is told by the week
MINIMUM = 5  # statements; a mean of fewer is one or two sentences' mood
# Of millions of statements only what the notebook shows is read.
_SHOWN = [
    "statement_id", "article_id", "start", "end", "speaker", "role", "side", "official", "anonymous", "mode", "cue",
    "stance", "stance_words", "compound", "compound_words", "tone", "tone_words", "corrected",
]  # fmt: skip


@once
def statements_with_outlets(frames: Tables) -> pd.DataFrame:
    """Statements with outlet, day of publication, and names for a speaker or side that is not known.

    ``source`` tells officials named and unnamed apart, as readers weigh them differently; a speaker who is not resolved
    is neither.
    """
    articles = articles_of(frames)
    statements = columns_of(frames, "statements", _SHOWN)
    official = statements["official"].map({True: "official, ", False: "other, "}).astype("string")
    unnamed = statements["anonymous"].map({True: "unnamed", False: "named"}).astype("string")
    return statements.assign(
        outlet=statements["article_id"].map(outlet_names(articles)),
        published=articles.set_index("article_id")["published"].reindex(statements["article_id"]).array,
        side=statements["side"].fillna(NO_SIDE),
        speaker=statements["speaker"].fillna(NO_SPEAKER),
        source=(official + unnamed).fillna(NO_SPEAKER),
    )


def quoted_by(statements: pd.DataFrame, column: str, *, top: int = 15) -> pd.DataFrame:
    """Statements by the ``top`` values of ``column`` and mode (direct, mixed, indirect), most first, what is missing
    last; one row a value."""
    modes = ["direct", "mixed", "indirect"]
    counts = statements.groupby([column, "mode"]).size().unstack(fill_value=0).reindex(columns=modes, fill_value=0)
    counts = counts.assign(statements=counts.sum(axis=1)).sort_values("statements", ascending=False, kind="stable")
    counts = counts.reset_index()
    missing = ~is_told(counts[column])
    return pd.concat([counts[~missing].head(top), counts[missing]], ignore_index=True)


def counts_by(statements: pd.DataFrame, column: str, part: str) -> pd.DataFrame:
    """Statements by the values of two columns, one row a pair that occurs: ``column``, ``part``, statements."""
    counts = statements.groupby([column, part], as_index=False).size().rename(columns={"size": "statements"})
    return counts.sort_values([column, part]).reset_index(drop=True)


def mean_tone_by(statements: pd.DataFrame, column: str, *, minimum: int = MINIMUM) -> pd.DataFrame:
    """Mean masked tone and raw compound by ``column`` with 95 % intervals, for groups of ``minimum`` or more; those of
    whom it is not known are no group.

    Intervals resample articles; a group from one article has none. Columns: the group, n (statements), articles,
    measure ("tone" or "compound"), mean, low, high; by group and measure.
    """
    rows = []
    known_groups = statements.loc[is_told(statements[column]), [column, "article_id", "tone", "compound"]]
    for group, part in known_groups.groupby(column, sort=True):
        for measure in ("tone", "compound"):
            known = part.dropna(subset=[measure])
            if len(known) >= minimum:
                mean, low, high = clustered_mean(known[measure].to_numpy(dtype=float), known["article_id"])
                told = {"n": len(known), "articles": known["article_id"].nunique(), "measure": measure}
                rows.append({column: group, **told, "mean": mean, "low": low, "high": high})
    return pd.DataFrame(rows, columns=[column, "n", "articles", "measure", "mean", "low", "high"])


def too_few_for_mean(statements: pd.DataFrame, column: str, *, minimum: int = MINIMUM) -> list[str]:
    """Groups with fewer than ``minimum`` statements, which get no mean, with their n: "Oman (3)"."""
    counts = statements.loc[is_told(statements[column]), column].value_counts()
    return [f"{group} ({n})" for group, n in sorted(counts[counts < minimum].items())]


def words_behind(statements: pd.DataFrame, column: str, *, top: int = 20) -> pd.DataFrame:
    """The words that drove ``column`` ("tone" or "compound") and in how many statements each did, most first."""
    return _most_frequent(_each_word(statements, f"{column}_words", []), ["word"], top)


def words_of_stance(statements: pd.DataFrame, *, top: int = 40) -> pd.DataFrame:
    """Which words of cue or content decided each stance, in how many statements: stance, word, statements."""
    return _most_frequent(_each_word(statements, "stance_words", ["stance"]), ["stance", "word"], top)


def _each_word(statements: pd.DataFrame, column: str, more: list[str]) -> pd.DataFrame:
    """Some columns of the statements, repeated for each ``word`` of ``column``, once each. Quick with millions."""
    known = statements[[*more, column]].dropna(subset=[column])
    words = pyarrow.compute.split_pattern(arrow.array(known.pop(column).str.lower(), arrow.string()), SEPARATOR)
    at = pyarrow.compute.list_parent_indices(words).to_numpy()
    flat = pd.array(pyarrow.compute.list_flatten(words).to_numpy(zero_copy_only=False), dtype="string")
    once = ~pd.DataFrame({"at": at, "word": flat}).duplicated().to_numpy()
    each: pd.DataFrame = known.iloc[at].assign(word=flat)[once]
    return each


def _most_frequent(rows: pd.DataFrame, by: list[str], top: int) -> pd.DataFrame:
    counts = rows.groupby(by).size().reset_index(name="statements")
    return counts.sort_values(["statements", *by], ascending=[False, *[True] * len(by)], ignore_index=True).head(top)


def topic_effect(statements: pd.DataFrame) -> pd.DataFrame:
    """Raw compound against masked tone, one row a statement: statement_id, side, compound, tone, shift."""
    scored = statements[["statement_id", "side", "compound", "tone"]].dropna(subset=["compound", "tone"])
    return scored.assign(shift=scored["tone"] - scored["compound"])


def with_period(statements: pd.DataFrame) -> pd.DataFrame:
    """Dated statements with the ``period`` of their publication: month, or week where all lie within FEW_MONTHS."""
    dated = statements.dropna(subset=["published"])
    days = dated["published"]
    short = not dated.empty and (days.max() - days.min()).days < FEW_MONTHS * 30
    known = pd.Series(days.unique(), dtype=days.dtype)  # far fewer than statements: to name a day takes long
    weeks = (known - pd.to_timedelta(known.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d")
    periods = ("week of " + weeks) if short else known.dt.strftime("%Y-%m")
    return dated.assign(period=days.map(periods.set_axis(known)))


def tone_over_time(dated: pd.DataFrame, *, minimum: int = MINIMUM) -> pd.DataFrame:
    """Mean masked tone by ``period`` with intervals; periods with fewer statements than ``minimum`` are left out."""
    table = mean_tone_by(dated, "period", minimum=minimum)
    return table[table["measure"] == "tone"].reset_index(drop=True)


def tone_error() -> pd.DataFrame:
    """VADER's error where people judged the sentences, one row a development set (lexicons/tone_error.toml)."""
    rows = pd.DataFrame(_measured_error().values()).rename(columns={"what": "sentences"})
    return rows[["sentences", "source", "n", "r", "macro_f1", "accuracy", "mean_absolute_error", "bias"]]


def tone_confusion() -> pd.DataFrame:
    """What people heard against what VADER says, as counts: sentences, people heard, negative, neutral, positive."""
    classes = ("negative", "neutral", "positive")
    rows = [
        (found["source"], heard, *counts)
        for found in _measured_error().values()
        for heard, counts in zip(classes, found["confusion"], strict=True)
    ]
    return pd.DataFrame(rows, columns=["sentences", "people heard", *classes])


@cache
def _measured_error() -> dict[str, Any]:
    """The table of lexicons/tone_error.toml alone: to read all lexicons for it would take longer than a chart."""
    file = resources.files("analysis.extraction.lexicons") / "tone_error.toml"
    table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))["tone_error"]
    return table


def statement_table(statements: pd.DataFrame) -> pd.DataFrame:
    """Statements as a reader wants them: speaker, side, source, stance, mode, scores and words, outlet, period.

    ``corrected`` is why a person changed the row, where one did.
    """
    words = statements["tone_words"].str.lower().fillna("none")
    dated = statements.assign(period=with_period(statements)["period"], word=words)
    told = [
        "statement_id",
        "speaker",
        "side",
        "source",
        "stance",
        "mode",
        "compound",
        "tone",
        "word",
        "outlet",
        "period",
    ]
    return dated[[*told, "corrected"]].reset_index(drop=True)
