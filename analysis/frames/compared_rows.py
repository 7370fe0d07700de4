"""Rows of attacks → what merging needs of them, and the incidents that they make as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from analysis.comparison.incidents.accounts import AttackMention, make_account
from analysis.comparison.incidents.consensus import Incident, build_incident
from analysis.comparison.outlets import same_outlets
from analysis.extraction.records import Attack
from analysis.frames.article_rows import Row
from analysis.frames.layouts import SEPARATOR
from analysis.language.lexicon import Lexicon

_ATTACK_FIELDS = tuple(f.name for f in fields(Attack) if f.name not in ("part_of", "same_as"))


def one_name_each(articles: Iterable[Row], lexicon: Lexicon) -> list[Row]:
    """``articles``, each outlet under one name."""
    articles = list(articles)
    names = same_outlets((row["outlet"] for row in articles), lexicon)
    return [{**row, "outlet": names.get(row["outlet"], row["outlet"])} for row in articles] if names else articles


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


def incident_of_mentions(mentions: Iterable[Row], articles: Mapping[str, Row], lexicon: Lexicon) -> Row:
    """The incident that ``mentions`` (rows of attacks) make, whatever they say; each article gives one account."""
    return incident_row(_merged(mentions, articles, lexicon))


def incidents_of_groups(articles: Iterable[Row], attacks: Iterable[Row], lexicon: Lexicon) -> list[Row]:
    """The incidents of some of the articles: which mentions are one attack stays, the consensus is made anew."""
    by_id = {row["article_id"]: row for row in one_name_each(articles, lexicon)}
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in attacks:
        if row["incident_id"] is not None:
            groups[row["incident_id"]].append(row)
    incidents = [replace(_merged(mentions, by_id, lexicon), incident_id=i) for i, mentions in groups.items()]
    return sorted(map(incident_row, incidents), key=by_day)


def by_day(incident: Row) -> tuple[str, str]:
    """By which incidents are sorted."""
    return str(incident["date_start"] or incident["date_end"] or ""), incident["incident_id"]


def _merged(mentions: Iterable[Row], articles: Mapping[str, Row], lexicon: Lexicon) -> Incident:
    by_article: dict[str, list[AttackMention]] = defaultdict(list)
    for row in mentions:
        by_article[row["article_id"]].append(mention_of(row, articles))
    return build_incident([make_account(group, lexicon) for _, group in sorted(by_article.items())])


def incident_row(incident: Incident) -> Row:
    """An incident as a row of its frame."""
    row = asdict(incident)
    return {k: (SEPARATOR.join(v) or None) if isinstance(v, (tuple, list)) else v for k, v in row.items()}
