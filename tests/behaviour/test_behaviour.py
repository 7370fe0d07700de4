"""What a careful reader would say of small invented texts: the share that comes out, by capability, has a floor."""

from __future__ import annotations

import tomllib

import pytest
from matrix import FOLDER, capabilities, run

FLOORS = tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("capability", capabilities())
def test_the_share_of_texts_that_hold(capability: str) -> None:
    shares = run(capability)
    assert shares.share >= FLOORS[capability], "\n".join(shares.failures[:10])
