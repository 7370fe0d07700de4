"""Articles compared in memory, in one function: what a run does piece by piece must come to the same."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from analysis.comparison.incidents.accounts import telling_terms
from analysis.comparison.reuse.documents import make_documents
from analysis.comparison.reuse.shared_terms import shared_counts, shared_spans
from analysis.frames.article_rows import Row, rounded
from analysis.frames.compared_rows import incident_row, mention_of, one_name_each
from analysis.language.lexicon import Lexicon

sys.path.append(str(Path(__file__).parents[1]))  # where pytest finds it by itself, and a script does not

from in_memory import find_overlaps, merge_incidents


def compare(articles: Sequence[Row], rows: Mapping[str, list[Row]], lexicon: Lexicon) -> dict[str, list[Row]]:
    """Rows of attacks (with their incident_id), incidents, overlaps, reused and terms (with ``shared``)."""
    articles = one_name_each(articles, lexicon)
    by_id = {row["article_id"]: row for row in articles}
    telling = telling_terms(((row["article_id"], row["term"]) for row in rows["terms"]), lexicon)
    merged = merge_incidents([mention_of(row, by_id) for row in rows["attacks"]], lexicon, telling)
    attacks = [
        {**{k: v for k, v in row.items() if k != "same_as"}, "incident_id": merged.incident_of.get(row["attack_id"])}
        for row in rows["attacks"]
    ]
    found = find_overlaps(make_documents(articles, rows, lexicon))
    spans = shared_spans({row["article_id"]: row["outlet"] for row in articles}, found.reused)
    shared = shared_counts({article_id: by_id[article_id]["text"] for article_id in spans}, spans, lexicon)
    return {
        "attacks": attacks,
        "incidents": [incident_row(incident) for incident in merged.incidents],
        "overlaps": [rounded(asdict(o)) for o in found.overlaps],
        "reused": [asdict(r) for r in found.reused],
        "terms": [
            {**t, "shared": min(t["count"], shared.get(t["article_id"], {}).get(t["term"], 0))} for t in rows["terms"]
        ],
    }
