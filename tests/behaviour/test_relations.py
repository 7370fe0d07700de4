"""What may not depend on names, order and neutral paragraphs, and what must move with its words, in the sample."""

from __future__ import annotations

from pathlib import Path

import pytest
from relations import RELATIONS, measured

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
FLOORS = {
    "same: another person's name": 0.85,
    "changed: a toll with thousands": 0.9,
    "changed: all dates by 364 days": 0.8,
}


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    found = measured(SAMPLE, 20)
    assert found.keys() > RELATIONS.keys()
    return {name: sum(not told for told in of.values()) / len(of) for name, of in found.items() if of}


def test_relations_hold_in_the_sample(shares: dict[str, float]) -> None:
    assert {name: share for name, share in shares.items() if share < FLOORS.get(name, 0.95)} == {}
