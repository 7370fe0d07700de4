"""Word lists and rules that stand beside the code, as TOML."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def listed(package: str | None, name: str) -> dict[str, Any]:
    """What a TOML file holds that stands beside the modules of ``package``."""
    return tomllib.loads(resources.files(package or "").joinpath(name).read_text("utf-8"))
