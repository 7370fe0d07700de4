"""From a bar to its statements: the names of a chart's rows lead to the table of statements, narrowed to theirs.

The table and its words stand on the page once; a list under each figure would weigh more than all the rest.
"""

from __future__ import annotations

import re
from html import escape

import pandas as pd

from analysis.reporting.charts.canvas import LONGEST_LABEL, short
from analysis.reporting.shown import Shown

MOST = 350  # statements that the page holds; a table of more would be cut
TABLE = "statements"  # the table's id
_EACH = (32, 16, 8, 4, 2, 1)
_LABEL = re.compile(r"(<text[^>]*>)([^<]+)(</text>)")
_COUNT = re.compile(r"(?:…)?\s+n=\d+$")


def to_show(statements: pd.DataFrame, *, most: int = MOST) -> pd.DataFrame:
    """The ``statements`` that a page holds: all, or of more than ``most`` the first ones of each side, source, stance,
    outlet and mode, so that every row of a figure has some."""
    if len(statements) <= most:
        return statements
    for n in _EACH:
        heads = [statements.groupby(by).head(n).index for by in ("side", "source", "stance", "outlet", "mode")]
        chosen = statements[statements.index.isin(heads[0].append(heads[1:]))]
        if len(chosen) <= most:
            break
    return chosen.head(most)


def linked(shown: Shown, statements: pd.DataFrame, *, by: str) -> Shown:
    """The figure ``shown``, each of its names that is a value of ``by`` a link to the table of statements.

    The page's script leaves those rows of the table that have the value in the column ``by``; without it all are there.
    A chart with links is a group of parts, no longer one picture.
    """
    names = statements[by].dropna().astype(str).unique()
    labels = {escape(key): name for name in names for key in (name, *(short(name, n) for n in (LONGEST_LABEL, 24, 22)))}

    def link(match: re.Match[str]) -> str:
        label = match[2]
        name = labels.get(label) or labels.get(_COUNT.sub("", label)) or labels.get(_COUNT.sub("…", label))
        told = f'href="#{TABLE}" data-by="{escape(by)}" data-is="{escape(name)}"' if name else ""
        return f"<a {told}>{match[0]}</a>" if name else match[0]

    chart, mark, rest = shown.html.partition("</svg>")
    turned = _LABEL.sub(link, chart)
    return Shown((turned.replace('role="img"', 'role="group"', 1) if turned != chart else chart) + mark + rest)
