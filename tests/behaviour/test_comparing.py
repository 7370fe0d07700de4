"""A run, which compares articles piece by piece, finds what comparing all their rows at once does."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd
import pytest
from comparing import compare

from analysis.formats.corpus import find_files, read_metadata
from analysis.frames.article_rows import Row
from analysis.frames.dataframes import make_frame
from analysis.language.lexicon import load_lexicon
from analysis.running.pipeline import parse_corpus
from analysis.running.shards import parse_file

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


def test_pieces_come_to_what_all_rows_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.running.shards.SHARD", 4)
    frames = parse_corpus(SAMPLE, workers=1)
    lexicon, metadata = load_lexicon(SAMPLE / "lexicon.toml"), read_metadata(SAMPLE)
    rows: dict[str, list[Row]] = defaultdict(list)
    for path in find_files(SAMPLE).articles:
        for frame, found in parse_file(path, SAMPLE, metadata, lexicon).rows.items():
            rows[frame] += found
    compared = compare(rows["articles"], rows, lexicon)
    assert len(compared["overlaps"]) > 5
    for frame in ("incidents", "overlaps", "reused"):
        pd.testing.assert_frame_equal(frames[frame], make_frame(frame, compared[frame]))
    for frame, column in (("attacks", "incident_id"), ("terms", "shared")):
        assert Counter(map(str, frames[frame][column])) == Counter(map(str, make_frame(frame, compared[frame])[column]))
