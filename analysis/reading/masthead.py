"""Which outlet of a list an article names as its own: in its byline, its masthead, its foot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from analysis.reading.article import Passage
from analysis.reading.markers import fold, outlet_line

# An article's own outlet stands in these; in the body, in captions and in headlines others are named as well.
_OWN = ("byline", "dateline", "furniture")


def name_outlet(text: str, passages: Sequence[Passage], outlets: Mapping[str, str]) -> str | None:
    """The canonical name of the one outlet that the article names as its own, or None where none or several are.

    ``outlets`` gives the canonical name of each form. Only forms of two words or more count: "the Courier" may be
    any. The kinds of passages are asked one after the other; last the first and last lines of the file.
    """
    forms = _pattern(tuple(outlets))
    folded = fold(text)
    for kind in _OWN:
        named = {
            outlets[found[0]] for p in passages if p.kind == kind for found in forms.finditer(folded, p.start, p.end)
        }
        if named:
            return named.pop() if len(named) == 1 else None
    edges = [folded[p.start : p.end] for p in (*passages[:1], *passages[-1:])]
    own = {outlets[f] for edge in edges for f in forms.findall(edge) if outlet_line(f).fullmatch(edge)}
    return own.pop() if len(own) == 1 else None


@lru_cache(maxsize=16)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Those of several words, the longest first."""
    several = sorted((form for form in forms if len(form.split()) > 1), key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, several)) + r")(?!\w)" if several else r"(?!)")
