"""What the matched rows of an event table and our incidents say of the same attacks: where both agree, and how many
were killed.

Agreement is told by the statistics for coders (``comparison/coders``: percent, Cohen's kappa, Krippendorff's alpha with
its interval), database and program being two coders of one attack. Shares of tolls have Wilson's interval (1927).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from scipy.stats import binomtest  # type: ignore[import-untyped]

from analysis.comparison.coders import Agreement, Code, agreement
from analysis.events.reading import EventTable

NEWS, DATABASE = "news", "database"
VARIABLES = ("day", "place", "actor", "type")
_SAME = 0.7  # agreement of names from which on two places or actors are taken for one
_NEAR = 10.0  # kilometres within which two places are one


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the ``n`` matched attacks with tolls on both sides are so; ``low``, ``high``: 95 % interval of the
    share (Wilson 1927), None without any."""

    toll: str
    count: int
    n: int
    share: float | None
    low: float | None
    high: float | None


def matched_pairs(matches: pd.DataFrame, incidents: pd.DataFrame, events: EventTable | pd.DataFrame) -> pd.DataFrame:
    """The matched rows with all columns of both sides: those of events end in ``_event`` where incidents have them."""
    rows = events.rows if isinstance(events, EventTable) else events
    matched = matches[matches["outcome"] == "matched"]
    named = [c for c in (*incidents.columns, *matched.columns) if c != "event_id"]
    theirs = rows.rename(columns={c: f"{c}_event" for c in rows.columns if c in named})
    return matched.merge(incidents, on="incident_id", suffixes=("_score", "")).merge(theirs, on="event_id")


def agreements(pairs: pd.DataFrame) -> list[Agreement]:
    """How news and database agree on day, place, actor and type of ``matched_pairs``, each over those where both say
    something.

    Days and types are compared as they stand; a place or an actor of another spelling, or a place within ten
    kilometres, is taken for the same. Only what was matched is compared, and that was so by likeness: these
    are upper bounds.
    """
    codes = [code for row in pairs.to_dict("records") for code in _codes({str(k): v for k, v in row.items()})]
    found = (agreement(codes, (NEWS, DATABASE), variable) for variable in VARIABLES)
    return [result for result in found if result is not None]


def _codes(row: dict[str, Any]) -> Iterator[Code]:
    told: dict[str, tuple[Any, Any, bool]] = {
        "day": (
            row["date_start"],
            row["date_start_event"],
            row["date_precision"] == row["date_precision_event"] == "day",
        ),
        "type": (row["event_type"], row["event_type_event"], True),
        "place": (row["place"], row["place_event"], True),
        "actor": (row["perpetrator"], row["actor1"], not pd.isna(row["actors"])),
    }
    far, alike = row["kilometres_apart"], {"place": row["distance"], "actor": row["actors"]}
    for variable, (ours, theirs, both) in told.items():
        if pd.isna(ours) or pd.isna(theirs) or not both:
            continue
        likeness = alike.get(variable)
        same = isinstance(likeness, float) and likeness >= _SAME
        if variable == "place" and isinstance(far, float):
            same = far <= _NEAR
        for coder, label in ((NEWS, ours), (DATABASE, ours if same else theirs)):
            day = label.toordinal() if isinstance(label, pd.Timestamp) else None
            yield Code(coder, str(row["incident_id"]), variable, str(label), day)


def toll_shares(pairs: pd.DataFrame) -> list[Share]:
    """How their best number of killed compares with our range in ``matched_pairs``: inside, below, above."""
    best = pairs["killed_best"].astype("Float64").fillna(pairs["killed_low_event"].astype("Float64"))
    low, high = pairs["killed_low"].astype("Float64"), pairs["killed_high"].astype("Float64")
    known = best.notna() & (low.notna() | high.notna())
    below, above = (best < low).fillna(False) & known, (best > high).fillna(False) & known
    counts = {"inside": known & ~below & ~above, "below": below, "above": above}
    return [_share(name, int(rows.sum()), int(known.sum())) for name, rows in counts.items()]


def _share(name: str, count: int, n: int) -> Share:
    if not n:
        return Share(name, count, n, None, None, None)
    interval = binomtest(count, n).proportion_ci(method="wilson")
    return Share(name, count, n, round(count / n, 4), round(float(interval.low), 4), round(float(interval.high), 4))
