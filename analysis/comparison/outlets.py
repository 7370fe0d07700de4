"""The outlet of each article, with one name for those that are not known."""

from __future__ import annotations

import pandas as pd

UNKNOWN_OUTLET = "outlet not known"


def outlet_names(articles: pd.DataFrame) -> pd.Series[str]:
    """The outlet of each article by article_id, with a plain name where it is not known."""
    return articles.set_index("article_id")["outlet"].fillna(UNKNOWN_OUTLET)
