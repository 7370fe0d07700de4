"""Stock background: wording that recurs from day to day, as no story does.

A sentence on who holds which region, an outlet's standing description of a group, a line about its newsletter. What
many articles of one day share is no background but one story, or one speech, in many papers. Dates tell the two apart;
where articles have none, only the number does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analysis.comparison.reuse.shingles import Hashes, SharedPrints

MANY = 6  # articles without dates that share a wording from which on it is stock
SOME = 4  # articles that suffice if they are spread over more days than a story lives
OWN = 3  # articles of one outlet that suffice on as many days
STORY = 7  # days that papers go on printing one story

Counts = NDArray[np.int64]


def stock_prints(shared: SharedPrints, outlets: Sequence[str | None], days: Sequence[date | None]) -> Hashes:
    """Those of the shared fingerprints that are stock, in ascending order, given each article's outlet and day."""
    if len(shared.hashes) == 0:
        return shared.hashes
    number = {name: i for i, name in enumerate(sorted({o for o in outlets if o}), start=1)}
    by = np.array([number.get(o or "", 0) for o in outlets], dtype=np.int64)[shared.holders]
    on = np.array([d.toordinal() if d else 0 for d in days], dtype=np.int64)[shared.holders]
    firsts = np.cumsum(shared.sizes) - shared.sizes
    latest = np.maximum.reduceat(on, firsts)
    earliest = np.minimum.reduceat(np.where(on > 0, on, np.iinfo(np.int64).max), firsts)
    dated = np.add.reduceat((on > 0).astype(np.int64), firsts) * 2 >= shared.sizes
    n_days, n_outlets = _distinct(on, shared.sizes), _distinct(by, shared.sizes)
    spread = (shared.sizes >= SOME) & (latest - earliest > STORY) & (n_days >= OWN)
    own = (n_outlets == 1) & (np.minimum.reduceat(by, firsts) > 0) & (n_days >= OWN)
    return shared.hashes[np.where(dated, spread | own, shared.sizes >= MANY)]


def _distinct(values: Counts, sizes: Counts) -> Counts:
    """How many different values each group has; 0, which stands for what is not known, is none of them."""
    group = np.repeat(np.arange(len(sizes)), sizes)[values > 0]
    pairs = np.unique(np.stack([group, values[values > 0]]), axis=1)
    return np.bincount(pairs[0], minlength=len(sizes))
