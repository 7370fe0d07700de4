"""Loads what the reports' notebooks load and draws once, when it is imported: the process that kernels are forked from
does so, so that fonts, templates and layout are ready in each.
"""

from __future__ import annotations

import matplotlib_inline.backend_inline  # noqa: F401  # the three are loaded, not used
from pandas import DataFrame

import analysis.comparison.concordance
import analysis.formats.corpus
import analysis.reporting.sentences
import analysis.reporting.summaries.source_pairs
import analysis.reporting.summaries.statement_links
import analysis.reporting.summaries.statement_uncertainty
import analysis.running.corpora  # noqa: F401
from analysis.reporting import charts, show

_FRAME = DataFrame({"what": ["all"], "n": [1]})
show.figure(charts.bars(_FRAME, label="what", value="n"), title="All", caption="", alt="", table=_FRAME)
