"""NLTK loaded without SciPy, which it asks for because of one test of significance that nothing here uses.

``import nltk`` takes 0.25 s without SciPy and 0.8 s with it, in every process that parses. NLTK does without where
SciPy is not installed, and so it does here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ASKED_FOR = "scipy"


@contextmanager
def without_scipy() -> Iterator[None]:
    """Within it, what is imported for the first time finds no SciPy, unless that was loaded already."""
    if _ASKED_FOR in sys.modules:
        yield
        return
    sys.modules[_ASKED_FOR] = None  # type: ignore[assignment]  # Python's way to say: not to be found
    try:
        yield
    finally:
        del sys.modules[_ASKED_FOR]
