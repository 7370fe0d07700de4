"""Python's search for dead cycles of objects, done less often while much is made that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MORE = 50_000  # objects that came and stayed since the last search; Python's own 700 take a tenth of a parse


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Within it, or within a function so decorated, cycles are looked for seventy times less often.

    Rows and records hold no cycles, and what holds none is given back at once all the same.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(_MORE, before[0]) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
