"""One visual language for charts and pages: each colour is a token with a light and a dark value (template/theme.toml).

Charts draw with the light values; ``svg`` replaces each by its CSS variable, and the page's style sheet defines the
variables for both themes. So a chart follows the reader's theme without being drawn twice.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

TEMPLATE = Path(__file__).parent / "template"
_THEME: Mapping[str, Any] = tomllib.loads((TEMPLATE / "theme.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Token:
    """A colour with a CSS variable ``--name``."""

    name: str
    light: str
    dark: str


TOKENS = tuple(Token(name, *values) for name, values in _THEME["colours"].items())
COLOURS: Mapping[str, str] = {token.name: token.light for token in TOKENS}
SERIES = tuple(COLOURS[f"c{i}"] for i in range(1, 7))
RAMP = tuple(COLOURS[f"r{i}"] for i in range(1, 6))
RAMP_INK = (*[COLOURS["ink"]] * 3, *[COLOURS["paper"]] * 2)

# What is told about an attack: never by colour alone, so each has a hatch too.
REALIS: Mapping[str, tuple[str, str]] = {
    "actual": (COLOURS["c1"], ""),
    "planned": (COLOURS["c4"], "///"),
    "hypothetical": (COLOURS["c6"], "||"),
    "denied": (COLOURS["c2"], "xxx"),
}
INCIDENT, TALLY = COLOURS["c1"], COLOURS["c5"]
RC: dict[Any, Any] = {k: COLOURS.get(v, v) if isinstance(v, str) else v for k, v in _THEME["chart"].items()}
WIDTH: float = RC["figure.figsize"][0]
_MISSING = frozenset({"not known", "not stated", "outlet not known", "side not known", "speaker not resolved"})


def colours_by_name(names: Iterable[str]) -> dict[str, str]:
    """A colour for each name, by its place in alphabetical order: the same outlet has the same colour in each report.

    Names that say that something is not known are grey. After five names the colours repeat, so the charts label every
    series directly.
    """
    names = list(names)
    known = sorted({name for name in names if not says_unknown(name)})
    colours = {name: SERIES[i % (len(SERIES) - 1)] for i, name in enumerate(known)}
    return {name: colours.get(name, COLOURS["c6"]) for name in names}


def says_unknown(label: str) -> bool:
    """Whether a label stands for what is missing: it is counted, and named apart from what is told."""
    return label in _MISSING


def is_told(labels: pd.Series[Any]) -> pd.Series[bool]:
    """Which of ``labels`` are told, and neither missing nor a name for what is."""
    return labels.notna() & ~labels.isin(_MISSING)


def theme_css() -> str:
    """The CSS variables of both themes; print is always light."""
    light = ";".join(f"--{t.name}:{t.light}" for t in TOKENS)
    dark = ";".join(f"--{t.name}:{t.dark}" for t in TOKENS)
    return (
        f":root{{color-scheme:light;{light}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}"
        f"@media print{{:root:root:root{{color-scheme:light;{light}}}}}"
    )
