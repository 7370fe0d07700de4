"""What a careful reader would say of small invented texts: the share that comes out, by capability, has a floor."""

from __future__ import annotations

import tomllib

import pytest
from matrix import FOLDER, SAMPLES, capabilities, run

FLOORS = tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))
# Of each template so few texts in the quick tests; their share lies less near the one of all.
FEW, MARGIN = 2, 0.03


@pytest.mark.parametrize("capability", capabilities())
@pytest.mark.parametrize(
    ("samples", "margin"), [(FEW, MARGIN), pytest.param(SAMPLES, 0.0, marks=pytest.mark.slow)], ids=["few", "all"]
)
def test_the_share_of_texts_that_hold(capability: str, samples: int, margin: float) -> None:
    shares = run(capability, samples)
    assert shares.share >= FLOORS[capability] - margin, "\n".join(shares.failures[:10])
