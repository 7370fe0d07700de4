"""Rows of all articles → what only shows when articles stand side by side: incidents, overlaps, reused passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from analysis.comparison.agreement import make_account
from analysis.comparison.consensus import Incident, build_incident
from analysis.comparison.incidents import AttackMention, merge_incidents
from analysis.comparison.overlaps import Document, find_overlaps
from analysis.extraction.citations import canonical_outlet
from analysis.extraction.lexicon import Lexicon, load_lexicon
from analysis.extraction.records import Attack
from analysis.frames import SEPARATOR, make_frame
from analysis.tabulate import DECIMALS, Row

_ATTACK_FIELDS = tuple(f.name for f in fields(Attack) if f.name not in ("part_of", "same_as"))


def compare(articles: Sequence[Row], rows: Mapping[str, list[Row]], lexicon: Lexicon) -> dict[str, list[Row]]:
    """Rows of attacks (with their incident_id), incidents, overlaps and reused for all ``articles``."""
    merged = merge_incidents([_mention(row, _by_id(articles)) for row in rows["attacks"]], lexicon)
    attacks = [
        {**{k: v for k, v in row.items() if k != "same_as"}, "incident_id": merged.incident_of.get(row["attack_id"])}
        for row in rows["attacks"]
    ]
    found = find_overlaps(_documents(articles, rows, lexicon))
    return {
        "attacks": attacks,
        "incidents": [_incident_row(incident) for incident in merged.incidents],
        "overlaps": [_rounded(asdict(o)) for o in found.overlaps],
        "reused": [asdict(r) for r in found.reused],
    }


def merge_rows(articles: pd.DataFrame, attacks: pd.DataFrame) -> pd.DataFrame:
    """The incidents of a part of the articles: which mentions are one attack stays, the consensus is made anew."""
    by_id = _by_id(_records(articles))
    groups: dict[str, dict[str, list[AttackMention]]] = defaultdict(lambda: defaultdict(list))
    for row in _records(attacks):
        if row["incident_id"] is not None:
            groups[row["incident_id"]][row["article_id"]].append(_mention(row, by_id))
    lexicon = load_lexicon()
    incidents = []
    for incident_id, by_article in groups.items():
        accounts = [make_account(mentions, lexicon) for _, mentions in sorted(by_article.items())]
        incidents.append(replace(build_incident(accounts), incident_id=incident_id))
    incidents.sort(key=lambda i: (str(i.date_start or i.date_end or ""), i.incident_id))
    return make_frame("incidents", [_incident_row(incident) for incident in incidents])


def _mention(row: Mapping[str, Any], articles: Mapping[str, Row]) -> AttackMention:
    article = articles[row["article_id"]]
    attack = Attack(**{name: row[name] for name in _ATTACK_FIELDS})
    return AttackMention(
        row["attack_id"],
        row["article_id"],
        attack,
        article["outlet"],
        article["published"],
        row.get("same_as"),
        article["text"],
    )


def _incident_row(incident: Incident) -> Row:
    row = asdict(incident)
    return {k: (SEPARATOR.join(v) or None) if isinstance(v, (tuple, list)) else v for k, v in row.items()}


def _documents(articles: Sequence[Row], rows: Mapping[str, list[Row]], lexicon: Lexicon) -> list[Document]:
    bodies = {row["passage_id"] for row in rows["passages"] if row["kind"] == "body" and row["duplicate_of"] is None}
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows["sentences"]:
        if row["passage"] in bodies:
            spans[row["article_id"]].append((row["start"], row["end"]))
    cited: dict[str, set[str]] = defaultdict(set)
    for row in rows["citations"]:
        cited[row["article_id"]].add(row["cited"])
    return [
        Document(
            article_id=a["article_id"],
            text=a["text"],
            spans=tuple(spans[a["article_id"]]),
            outlet=canonical_outlet(a["outlet"], lexicon) if a["outlet"] else None,  # as credits call it
            published=a["published"],
            cited=frozenset(cited[a["article_id"]]),
        )
        for a in articles
    ]


def _by_id(articles: Iterable[Row]) -> dict[str, Row]:
    return {row["article_id"]: row for row in articles}


def _rounded(row: Row) -> Row:
    return {k: round(v, DECIMALS) if isinstance(v, float) else v for k, v in row.items()}


def _records(frame: pd.DataFrame) -> list[Row]:
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
