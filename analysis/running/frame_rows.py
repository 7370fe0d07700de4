"""Frames → rows again, and the incidents of a part of the articles made anew of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from analysis.comparison.incidents.accounts import AttackMention
from analysis.frames.tabulate import Row
from analysis.frames.validation import make_frame
from analysis.language.lexicon import load_lexicon
from analysis.running.comparing import incident_row, mention_of, merged_incident


def merge_rows(articles: pd.DataFrame, attacks: pd.DataFrame) -> pd.DataFrame:
    """The incidents of a part of the articles: which mentions are one attack stays, the consensus is made anew."""
    by_id = {row["article_id"]: row for row in records(articles)}
    groups: dict[str, list[AttackMention]] = defaultdict(list)
    for row in records(attacks):
        if row["incident_id"] is not None:
            groups[row["incident_id"]].append(mention_of(row, by_id))
    lexicon = load_lexicon()
    incidents = [replace(merged_incident(mentions, lexicon), incident_id=i) for i, mentions in groups.items()]
    incidents.sort(key=lambda i: (str(i.date_start or i.date_end or ""), i.incident_id))
    return make_frame("incidents", [incident_row(incident) for incident in incidents])


def records(frame: pd.DataFrame) -> list[Row]:
    """Rows of a frame with None for what is missing and plain days and times."""
    days = {c for c in frame.columns if c in ("date_start", "date_end")}
    return [{k: _plain(v, day=k in days) for k, v in row.items()} for row in frame.to_dict("records")]  # type: ignore[misc]


def _plain(value: Any, *, day: bool) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, pd.Timestamp):
        moment: datetime = value.to_pydatetime()
        return date(moment.year, moment.month, moment.day) if day else moment
    return value
