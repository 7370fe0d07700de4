"""One visual language for charts and pages: each colour is a token with a light and a dark value.

Charts draw with the light values; ``svg`` replaces each by its CSS variable, and the page's style sheet defines the
variables for both themes. So a chart follows the reader's theme without being drawn twice.

The series colours are Okabe and Ito's (2008, "Color Universal Design") darkened or lightened until each has a contrast
of at least 3:1 on its background (WCAG 2.2, 1.4.11); a test computes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Token:
    """A colour with a CSS variable ``--name``."""

    name: str
    light: str
    dark: str


TOKENS: tuple[Token, ...] = (
    Token("paper", "#fffefb", "#15181c"),
    Token("wash", "#f4f2ec", "#1e2329"),
    Token("ink", "#1d1d1b", "#ece9e2"),
    Token("soft", "#595954", "#b3b0a8"),
    Token("line", "#d8d5cc", "#3a4048"),
    Token("link", "#0b5394", "#8cc4f5"),
    Token("mark", "#ffe9a3", "#5c4a10"),
    Token("warn", "#a23b00", "#ffae80"),
    Token("c1", "#0072b2", "#56b4e9"),
    Token("c2", "#c4500a", "#f28c4b"),
    Token("c3", "#007753", "#35c49c"),
    Token("c4", "#a3497f", "#e39cc8"),
    Token("c5", "#8a6400", "#e3b341"),
    Token("c6", "#59636e", "#a4b0bc"),
    Token("r1", "#eef4f9", "#1b242c"),
    Token("r2", "#cfe1f0", "#21384b"),
    Token("r3", "#9cc3e1", "#2a5474"),
    Token("r4", "#2f7fb8", "#6db3e3"),
    Token("r5", "#0b4f80", "#b9ddf6"),
)
COLOURS: Mapping[str, str] = {token.name: token.light for token in TOKENS}
SERIES: tuple[str, ...] = tuple(COLOURS[f"c{i}"] for i in range(1, 7))
RAMP: tuple[str, ...] = tuple(COLOURS[f"r{i}"] for i in range(1, 6))
RAMP_INK: tuple[str, ...] = (*[COLOURS["ink"]] * 3, *[COLOURS["paper"]] * 2)
MARKERS: tuple[str, ...] = ("o", "s", "^", "D", "v", "P")

# What is told about an attack: never by colour alone, so each has a hatch too.
REALIS: Mapping[str, tuple[str, str]] = {
    "actual": (COLOURS["c1"], ""),
    "planned": (COLOURS["c4"], "///"),
    "hypothetical": (COLOURS["c6"], "||"),
    "denied": (COLOURS["c2"], "xxx"),
}
INCIDENT, TALLY, MENTION, KEYWORD = COLOURS["c1"], COLOURS["c5"], COLOURS["c3"], COLOURS["c6"]

WIDTH = 6.0  # inches; 432 units of the SVG's own, so that nine-point text is 13 px on a page of 620 px
RC: Mapping[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "dispatches",
    "text.parse_math": False,  # a name with two dollar signs is a name
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same layout everywhere; the page shows the system's font
    "font.size": 9,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 9,
    "axes.edgecolor": COLOURS["soft"],
    "axes.labelcolor": COLOURS["soft"],
    "axes.titlecolor": COLOURS["ink"],
    "axes.facecolor": "none",
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "axes.axisbelow": True,
    "grid.color": COLOURS["line"],
    "grid.linewidth": 0.7,
    "text.color": COLOURS["ink"],
    "xtick.color": COLOURS["soft"],
    "ytick.color": COLOURS["soft"],
    "xtick.labelcolor": COLOURS["soft"],
    "ytick.labelcolor": COLOURS["ink"],
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 9,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "figure.figsize": (WIDTH, 3.2),
    "hatch.linewidth": 0.7,
    "legend.frameon": False,
}


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
    """Whether a label stands for what is missing ("outlet not known", "not stated")."""
    return label.endswith(("not known", "not stated"))


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
