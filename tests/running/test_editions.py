"""An export that holds a story twice, of two editions: both are listed, one is counted."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.reporting.summaries.corpus import warnings_for_reader
from analysis.running.pipeline import parse_corpus

STORY = "A bomb killed three guards at the depot in Dorn on Monday, police said.\n\n“We will find them,” Ana Bell said."
RECORDS = [
    {"id": "1", "outlet": "Dorn Mail", "published": "2031-03-11", "title": "Three guards killed", "text": STORY},
    {"id": "2", "outlet": "DORN  MAIL", "published": "2031-03-12", "title": "Depot bombed", "text": f"{STORY} \n"},
    {"id": "3", "outlet": "Ulm Post", "published": "2031-03-12", "title": "Depot bombed", "text": STORY},
    {"id": "4", "outlet": "Dorn Mail", "published": "2031-03-12", "text": STORY.replace("three", "four")},
]


def test_a_second_edition_is_listed_and_counted_once(tmp_path: Path) -> None:
    (tmp_path / "export.jsonl").write_text("\n".join(map(json.dumps, RECORDS)), encoding="utf-8")
    frames = parse_corpus(tmp_path, workers=1)
    articles = frames.articles.set_index("article_id")["duplicate_of"]
    assert articles.dropna().to_dict() == {"export-2": "export-1"}
    assert articles.index.tolist() == ["export-1", "export-2", "export-3", "export-4"]
    for name in ("attacks", "statements", "sentences", "passages"):
        assert set(frames[name]["article_id"]) == {"export-1", "export-3", "export-4"}, name
    overlaps = frames["overlaps"]
    assert "export-2" not in {*overlaps["article_a"], *overlaps["article_b"]}
    assert "Printed a second time in their export, and so listed but counted once: 1 of 4 articles." in (
        warnings_for_reader(frames)
    )
