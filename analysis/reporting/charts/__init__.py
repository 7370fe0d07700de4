"""Charts for notebooks: each takes a tidy DataFrame and returns a matplotlib figure, or None where there is no data."""

from __future__ import annotations

from analysis.reporting.charts.amounts import bars, counts_compared, stacked_share
from analysis.reporting.charts.grids import letters_matrix, matrix, scatter
from analysis.reporting.charts.intervals import dots_with_intervals, range_bars, stretch_map, term_intervals
from analysis.reporting.charts.maps import incident_map
from analysis.reporting.charts.times import dots_over_time, period_ranges, timeline

__all__ = [
    "bars", "counts_compared", "dots_over_time", "dots_with_intervals", "incident_map", "letters_matrix", "matrix",
    "period_ranges", "range_bars", "scatter", "stacked_share", "stretch_map", "term_intervals", "timeline",
]  # fmt: skip
