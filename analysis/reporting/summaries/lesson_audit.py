"""What the lesson on auditing needs: known mistakes of the program, and how sure a small sample can make one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from scipy.stats import binomtest

from analysis.errors import CorpusError

_KEYS = ["article_id", "start"]


def read_mistakes(corpus: str) -> pd.DataFrame:
    """The program's mistakes on an annotated corpus, as its folder gold/ lists them in mistakes.csv, one row each.

    Columns mistake_id, frame, mistake (missed, invented, wrong value), article_id, start, end, column, program,
    reader. Raises CorpusError where there is no such list.
    """
    path = Path(corpus) / "gold" / "mistakes.csv"
    if not path.is_file():
        raise CorpusError(f"{path}: no list of mistakes here. Only an annotated corpus has one.")
    mistakes = pd.read_csv(path, dtype={"column": "string", "program": "string", "reader": "string"})
    mistakes.insert(0, "mistake_id", [f"m{i}" for i in range(1, len(mistakes) + 1)])
    return mistakes


def kinds_of_mistakes(mistakes: pd.DataFrame) -> pd.DataFrame:
    """How many mistakes of each kind, and in which column where a value is wrong; the most first."""
    counts = mistakes.fillna({"column": ""}).groupby(["frame", "mistake", "column"]).size().reset_index(name="rows")
    return counts.sort_values(["rows", "frame", "mistake", "column"], ascending=[False, True, True, True])


def drawn_mistakes(mistakes: pd.DataFrame, *, n: int, seed: int) -> pd.DataFrame:
    """``n`` mistakes drawn by a fixed seed, at most one in each article."""
    one_each = mistakes.sample(frac=1, random_state=seed).drop_duplicates("article_id")
    return one_each.head(n).sort_values(_KEYS, ignore_index=True)


def verdicts(drawn: pd.DataFrame, mistakes: pd.DataFrame) -> pd.DataFrame:
    """For each drawn mention, whether the annotation has it, and which of its values are wrong. One row each."""
    attacks = mistakes[mistakes["frame"] == "attacks"]
    rows = [_verdict(row, attacks) for row in drawn.to_dict("records")]
    return pd.DataFrame(rows, columns=["attack_id", "counted_rightly", "wrong_values"])


def _verdict(row: Mapping[Hashable, Any], mistakes: pd.DataFrame) -> dict[str, Any]:
    same_place = mistakes["article_id"].eq(row["article_id"])
    touching = mistakes[same_place & mistakes["start"].lt(row["end"]) & mistakes["end"].gt(row["start"])]
    wrong = touching.loc[touching["mistake"] == "wrong value", "column"].dropna()
    return {
        "attack_id": row["attack_id"],
        "counted_rightly": bool((touching["mistake"] != "invented").all()),
        "wrong_values": ", ".join(sorted(set(wrong))) or None,
    }


def interval(right: int, checked: int) -> tuple[float, float]:
    """The shares (0 to 1) that ``right`` of ``checked`` is compatible with: the 95 % interval of Wilson (1927)."""
    found = binomtest(right, checked).proportion_ci(method="wilson")
    return round(float(found.low), 2), round(float(found.high), 2)


def shares_right(*, checked: int) -> pd.DataFrame:
    """For each number of right rows among ``checked``, the share and its interval; the best first, one row each."""
    rows = [(right, right / checked, *interval(right, checked), checked) for right in range(checked, -1, -1)]
    table = pd.DataFrame(rows, columns=["right", "share", "low", "high", "checked"])
    return table.assign(right=[f"{right} of {checked}" for right in table["right"]])
