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
from analysis.comparison.documents import make_documents
from analysis.comparison.incidents import AttackMention, merge_incidents
from analysis.comparison.overlaps import find_overlaps
from analysis.comparison.shared_terms import with_shared
from analysis.extraction.lexicon import Lexicon, load_lexicon
from analysis.extraction.records import Attack
from analysis.frames import SEPARATOR, make_frame
from analysis.tabulate import DECIMALS, Row

_ATTACK_FIELDS = tuple(f.name for f in fields(Attack) if f.name not in ("part_of", "same_as"))


def compare(articles: Sequence[Row], rows: Mapping[str, list[Row]], lexicon: Lexicon) -> dict[str, list[Row]]:
    """Rows of attacks (with their incident_id), incidents, overlaps, reused and terms (with ``shared``)."""
    by_id = _by_id(articles)
    merged = merge_incidents([mention_of(row, by_id) for row in rows["attacks"]], lexicon)
    attacks = [
        {**{k: v for k, v in row.items() if k != "same_as"}, "incident_id": merged.incident_of.get(row["attack_id"])}
        for row in rows["attacks"]
    ]
    found = find_overlaps(make_documents(articles, rows, lexicon))
    return {
        "attacks": attacks,
        "incidents": [incident_row(incident) for incident in merged.incidents],
        "overlaps": [rounded(asdict(o)) for o in found.overlaps],
        "reused": [asdict(r) for r in found.reused],
        "terms": with_shared(rows["terms"], articles, found.reused, lexicon),
    }


def merge_rows(articles: pd.DataFrame, attacks: pd.DataFrame) -> pd.DataFrame:
    """The incidents of a part of the articles: which mentions are one attack stays, the consensus is made anew."""
    by_id = _by_id(records(articles))
    groups: dict[str, list[AttackMention]] = defaultdict(list)
    for row in records(attacks):
        if row["incident_id"] is not None:
            groups[row["incident_id"]].append(mention_of(row, by_id))
    lexicon = load_lexicon()
    incidents = [replace(_incident(mentions, lexicon), incident_id=i) for i, mentions in groups.items()]
    incidents.sort(key=lambda i: (str(i.date_start or i.date_end or ""), i.incident_id))
    return make_frame("incidents", [incident_row(incident) for incident in incidents])


def incident_of_mentions(mentions: Iterable[Row], articles: Mapping[str, Row], lexicon: Lexicon) -> Row:
    """The incident that ``mentions`` (rows of attacks) make, whatever they say; each article gives one account."""
    return incident_row(_incident([mention_of(row, articles) for row in mentions], lexicon))


def _incident(mentions: Iterable[AttackMention], lexicon: Lexicon) -> Incident:
    by_article: dict[str, list[AttackMention]] = defaultdict(list)
    for mention in mentions:
        by_article[mention.article_id].append(mention)
    return build_incident([make_account(group, lexicon) for _, group in sorted(by_article.items())])


def mention_of(row: Mapping[str, Any], articles: Mapping[str, Row]) -> AttackMention:
    """A row of attacks with what merging needs of its article."""
    article = articles[row["article_id"]]
    attack = Attack(**{name: row[name] for name in _ATTACK_FIELDS})
    return AttackMention(
        row["attack_id"],
        row["article_id"],
        attack,
        article["outlet"],
        article["published"],
        row.get("same_as"),
        article["text"] or "",  # withheld
    )


def incident_row(incident: Incident) -> Row:
    """An incident as a row of its frame."""
    row = asdict(incident)
    return {k: (SEPARATOR.join(v) or None) if isinstance(v, (tuple, list)) else v for k, v in row.items()}


def _by_id(articles: Iterable[Row]) -> dict[str, Row]:
    return {row["article_id"]: row for row in articles}


def rounded(row: Row) -> Row:
    """A row with its scores as frames keep them."""
    return {k: round(v, DECIMALS) if isinstance(v, float) else v for k, v in row.items()}


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
