"""From a bar to its statements: folded lists under a figure, one for each row, to which the rows' names link."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd

from analysis.reporting.charts.canvas import short
from analysis.reporting.shown import Shown, count, digest, fill, short_id

MOST = 500  # statements whose words the page shows; the same limit as that of its evidence
LONGEST, LISTED = 1000, 25  # where lists hold more than LONGEST together, the page has the first LISTED of each
_LABEL = re.compile(r"(<text[^>]*>)([^<]+)(</text>)")
_COUNT = re.compile(r"(?:…)?\s+n=\d+$")


def with_statements(shown: Shown, statements: pd.DataFrame, *, by: str, most: int = MOST) -> Shown:
    """The figure ``shown`` with the statements of each value of ``by``, by speaker, in a folded list below it.

    Names of rows in the chart link to their list, and each statement to its words in the evidence of the page, of which
    only the first ``most`` rows are there to be linked to. The words stand there only: five lists of them would weigh
    more than the rest of the page.
    """
    if "</figure>" not in shown.html or statements.empty:
        return shown
    named = statements[["statement_id", "speaker", by]].dropna(subset=[by]).astype({by: str})
    sizes = named[by].value_counts()
    firsts = named.groupby(by).head(LISTED if len(named) > LONGEST else LONGEST)
    groups = [_group(by, str(name), part, int(sizes[name])) for name, part in firsts.groupby(by, sort=True)]
    behind = fill("behind", groups=groups, linked=set(statements["statement_id"].head(most)))
    html = _linked_labels(shown.html, by, (group["name"] for group in groups))
    return Shown(html.replace("</figure>", f"{behind}</figure>", 1))


def linked(shown: Shown, statements: pd.DataFrame, *, by: str) -> Shown:
    """The figure ``shown``, its rows' names linked to the lists that another figure of the page has for ``by``."""
    return Shown(_linked_labels(shown.html, by, statements[by].dropna().astype(str).unique()))


def anchor(by: str, name: str) -> str:
    """The id of a group's list: the same in every run."""
    return f"of-{by}-{digest(by, name)}"


def _group(by: str, name: str, part: pd.DataFrame, n: int) -> dict[str, Any]:
    """The list of a group of ``n`` statements, of which ``part`` are the first."""
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for speaker, row_id in zip(part["speaker"], part["statement_id"], strict=True):
        said[speaker].append((row_id, short_id(row_id)))
    about = {"name": name, "anchor": anchor(by, name), "count": count(n, "statement"), "rest": n - len(part)}
    return {**about, "said": sorted(said.items())}


def _linked_labels(html: str, by: str, names: Iterable[str]) -> str:
    """The chart with each row's name as a link; a chart with links is a group of parts, no longer one picture."""
    anchors = {escape(key): anchor(by, name) for name in names for key in (name, short(name), short(name, 24))}

    def link(match: re.Match[str]) -> str:
        label = match[2]
        at = anchors.get(label) or anchors.get(_COUNT.sub("", label)) or anchors.get(_COUNT.sub("…", label))
        return f'<a href="#{at}">{match[0]}</a>' if at else match[0]

    chart, mark, rest = html.partition("</svg>")
    turned = _LABEL.sub(link, chart)
    return (turned.replace('role="img"', 'role="group"', 1) if turned != chart else chart) + mark + rest
