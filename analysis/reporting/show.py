"""What a notebook cell calls to show something: each call returns a piece for JupyterLab and the report alike."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from analysis.frames.ranges import range_text
from analysis.reporting.charts.svg import svg_markup
from analysis.reporting.evidence import evidence
from analysis.reporting.head import KeyFigure, alerts, answer, key_figures
from analysis.reporting.shown import Shown, day_text, digest, fill, nothing, short_id
from analysis.reporting.tables import table as data_table

table = data_table
__all__ = [
    "KeyFigure", "Shown", "alerts", "answer", "day_text", "evidence", "figure", "key_figures", "nothing", "range_text",
    "short_id", "table",
]  # fmt: skip


def figure(
    drawing: Figure | None,
    *,
    title: str,
    caption: str,
    alt: str,
    n: int | None = None,
    table: pd.DataFrame | None = None,
) -> Shown:
    """``drawing`` as a figure whose ``title`` says what was found, ``caption`` how, ``alt`` shape, extremes and trend.

    ``n`` is what the figure counts; ``table`` its data, which opens below it. None as drawing gives a sentence instead.
    """
    title = title[:1].upper() + title[1:]  # titles made from data may begin with "no" or a name in lower case
    if drawing is None:
        return nothing(f"{title.rstrip('.')}: no data.")
    svg = svg_markup(drawing, alt)
    plt.close(drawing)
    about = {"title": title, "caption": f"{caption} {drawing.get_label()}".strip()}
    count = None if n is None else f"{n:,}"
    data = None if table is None or table.empty else data_table(table, caption=f"Data: {title}")
    return Shown(fill("figure", svg=svg, name=digest(svg, title), counted=count, table=data, **about))
