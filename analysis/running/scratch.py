"""What the steps of a run hand to one another by way of the folder of its pieces: each value is a file of its own."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any


def put(folder: Path, name: str, value: Any) -> None:
    """Leave ``value`` in ``folder``, which this run has made for itself and removes."""
    (folder / name).write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def get(folder: Path, name: str) -> Any:
    """What was left in ``folder`` under this name; None where nothing was."""
    path = folder / name
    return pickle.loads(path.read_bytes()) if path.is_file() else None  # noqa: S301 (this run's own)
