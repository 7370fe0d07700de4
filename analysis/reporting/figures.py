"""A chart with its title, what it shows, its label for those who can't see it, and its data."""

from __future__ import annotations

from html import escape

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from analysis.reporting.shown import Shown, digest, nothing
from analysis.reporting.svg import svg_markup
from analysis.reporting.tables import table as data_table


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
    markup = svg_markup(drawing, alt)
    plt.close(drawing)
    caption = f"{caption} {drawing.get_label()}".strip()
    counted = "" if n is None else f' <span class="n">n = {n:,}</span>'
    html = (
        f'<figure id="fig-{digest(markup, title)}"><figcaption><strong class="title">{escape(title)}</strong>'
        f'<span class="how">{escape(caption)}{counted}</span></figcaption>'
        f'<div class="scroll chart" role="region" tabindex="0" aria-label="Chart: {escape(title)}">{markup}</div>'
        f"{_data(title, table)}</figure>"
    )
    return Shown(html)


def _data(title: str, frame: pd.DataFrame | None) -> str:
    if frame is None or frame.empty:
        return ""
    shown = data_table(frame, caption=f"Data: {title}")
    return f'<details class="data"><summary>Data behind this figure</summary>{shown.html}</details>'
