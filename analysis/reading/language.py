"""The language of a text."""

from __future__ import annotations

from functools import cache
from typing import Any

# Fewer words than this do not tell a language from its neighbours.
_FEWEST_WORDS = 20
# More characters than this do not change the answer.
_ENOUGH = 600


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``, by py3langid; None where there are fewer than 20 words."""
    if len(text.split(maxsplit=_FEWEST_WORDS)) < _FEWEST_WORDS:
        return None
    sample = text[:_ENOUGH]
    return str(_identifier().classify(sample.lower() if sample.isupper() else sample)[0])


@cache
def _identifier() -> Any:
    import py3langid

    return py3langid
