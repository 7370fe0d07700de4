"""From a bar to its statements: folded lists under a figure, one for each row, to which the rows' names link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

import pandas as pd

from analysis.reporting.charts.canvas import short
from analysis.reporting.shown import Shown, digest, short_id

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
    linked = set(statements["statement_id"].head(most))
    named = statements[["statement_id", "speaker", by]].dropna(subset=[by])
    named = named.assign(**{by: named[by].astype(str)})
    sizes = named.groupby(by, sort=True).size()
    firsts = {
        str(name): part
        for name, part in named.groupby(by).head(LISTED if len(named) > LONGEST else LONGEST).groupby(by)
    }
    lists = "".join(_list(str(name), firsts[str(name)], int(n), linked, by) for name, n in sizes.items())
    html = _linked_labels(shown.html, {str(name): anchor(by, str(name)) for name in sizes.index})
    behind = f'<details class="data behind"><summary>Statements behind each row</summary><div>{lists}</div></details>'
    return Shown(html.replace("</figure>", f"{behind}</figure>", 1))


def linked(shown: Shown, statements: pd.DataFrame, *, by: str) -> Shown:
    """The figure ``shown``, its rows' names linked to the lists that another figure of the page has for ``by``."""
    names = statements[by].dropna().astype(str).unique()
    return Shown(_linked_labels(shown.html, {name: anchor(by, name) for name in sorted(names)}))


def anchor(by: str, name: str) -> str:
    """The id of a group's list: the same in every run."""
    return f"of-{by}-{digest(by, name)}"


def _list(name: str, part: pd.DataFrame, n: int, linked: set[str], by: str) -> str:
    """The list of a group of ``n`` statements, of which ``part`` are the first."""
    count = f"{n:,} {'statement' if n == 1 else 'statements'}"
    rest = n - len(part)
    speakers = part["speaker"].fillna("speaker not resolved").astype(str)
    said: dict[str, list[str]] = {}
    for speaker, row_id in zip(speakers, part["statement_id"], strict=True):
        said.setdefault(speaker, []).append(_link(str(row_id), linked))
    items = "".join(f"<li>{escape(speaker)}: {', '.join(links)}</li>" for speaker, links in sorted(said.items()))
    items += f"<li>{rest:,} more in the frame of statements</li>" if rest else ""
    return (
        f'<details class="evidence" id="{anchor(by, name)}"><summary>{escape(name)} <span class="n">{count}</span>'
        f'</summary><ul class="rows">{items}</ul></details>'
    )


def _link(row_id: str, linked: set[str]) -> str:
    shown = escape(short_id(row_id))
    return f'<a href="#{escape(row_id)}">{shown}</a>' if row_id in linked else shown


def _linked_labels(html: str, anchors: Mapping[str, str]) -> str:
    """The chart with each row's name as a link; a chart with links is a group of parts, no longer one picture."""
    wanted = {
        key: at for name, at in anchors.items() for key in (escape(name), escape(short(name)), escape(short(name, 24)))
    }

    def link(match: re.Match[str]) -> str:
        at = wanted.get(match[2]) or wanted.get(_COUNT.sub("", match[2])) or wanted.get(_COUNT.sub("…", match[2]))
        return f'<a href="#{at}">{match[0]}</a>' if at else match[0]

    chart, mark, rest = html.partition("</svg>")
    turned = _LABEL.sub(link, chart)
    return (turned.replace('role="img"', 'role="group"', 1) if turned != chart else chart) + mark + rest
