"""What most tests share: the tiny corpus, a cache of their own."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from tiny_corpus import write_corpus

# No deadlines: a loaded machine is no finding. What must not be slow counts calls, not seconds (test_fuzz).
settings.register_profile("dispatches", deadline=None)
settings.load_profile("dispatches")
_NUMBERS = count()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "bay")


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Frames made on the fly go to a cache of the test's own; most tests make none, and then there is no folder."""
    folder = tmp_path_factory.getbasetemp() / f"cache-{next(_NUMBERS)}"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def project() -> Path:
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def has_make() -> bool:
    return shutil.which("make") is not None
