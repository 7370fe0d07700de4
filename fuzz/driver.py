"""What every harness does with its command line; see ``parse.py`` for how to run one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import atheris


def fuzz(try_input: Callable[[bytes], None], write_seeds: Callable[[Path], None]) -> None:
    """Hand the command line to libFuzzer; a folder on it that is empty gets seeds first."""
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("-") and not Path(a).is_file()]
    if folders:
        folders[0].mkdir(parents=True, exist_ok=True)
        if not any(folders[0].iterdir()):
            write_seeds(folders[0])
    atheris.Setup(sys.argv, try_input)
    atheris.Fuzz()
