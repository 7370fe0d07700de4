"""The sample corpus, parsed once for all tests, and its gold."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotation import Gold, read_gold
from score import texts_of

from analysis.frames.storage import Frames
from analysis.running.pipeline import parse_corpus

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


@pytest.fixture(scope="session")
def frames() -> Frames:
    return parse_corpus(SAMPLE, workers=1)


@pytest.fixture(scope="session")
def gold(frames: Frames) -> Gold:
    return read_gold(SAMPLE / "gold", texts_of(frames))
