"""A run, which compares articles piece by piece, finds what comparing all their rows at once does."""

from __future__ import annotations

import shutil
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


def test_pieces_come_to_what_all_rows_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.running.shards.SHARD", 4)
    corpus = shutil.copytree(SAMPLE, tmp_path / "sample")
    told = (SAMPLE / "metadata.csv").read_text(encoding="utf-8")
    spelt = told.replace("Halyard Wire,2031-03-04", "HALYARD  WIRE,2031-03-04")  # still one outlet
    assert spelt != told
    (corpus / "metadata.csv").write_text(spelt, encoding="utf-8")
    frames = parse_corpus(corpus, workers=1)
    lexicon, metadata = load_lexicon(corpus / "lexicon.toml"), read_metadata(corpus)
    rows: dict[str, list[Row]] = defaultdict(list)
    for path in find_files(corpus).articles:
        for part in parse_file(path, corpus, metadata, lexicon):
            for frame, found in part.rows.items():
                rows[frame] += found
    compared = compare(rows["articles"], rows, lexicon)
    assert len(compared["overlaps"]) > 5
    assert "HALYARD  WIRE" in frames.manifest.same_outlets
    assert {"Halyard Wire"} < {name for row in compared["incidents"] for name in row["outlets"].split("; ")}
    for frame in ("incidents", "overlaps", "reused"):
        pd.testing.assert_frame_equal(frames[frame], make_frame(frame, compared[frame]))
    for frame, column in (("attacks", "incident_id"), ("terms", "shared")):
        assert Counter(map(str, frames[frame][column])) == Counter(map(str, make_frame(frame, compared[frame])[column]))
