"""One name for an outlet that files call by several: "Harbour Post", "The Harbour Post", "HARBOUR POST".

Case, white space, a leading article and the kind of apostrophe make no other outlet, nor do the aliases that
outlets.toml or a corpus's lexicon.toml lists; two that are listed as two stay two. Frames keep what the files say;
the manifest says which names are taken for one (``same_outlets``), and whatever counts outlets goes by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from analysis.language.lexicon import Lexicon

if TYPE_CHECKING:  # parsing does without
    import pandas as pd

UNKNOWN_OUTLET = "outlet not known"
_NEAR = 88  # rapidfuzz ratio from which on two names may be one misspelt: "Harbor Post"
_LONG = 6  # letters of a name that may be misspelt: "CNN" and "CBN" are two
_SPACE, _NO_DIGIT = re.compile(r"\s+"), re.compile(r"\D+")
# What exports write behind a name: a place, a language, an edition, a service.
_TAIL = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|\s--?\s.*|\s[–—]\s.*)$")
_ADDED = re.compile(r"\b(?:online|news|newspaper|website|digital|com|org|net|co|www|uk)\b|[\W_]+")


def outlet_names(articles: pd.DataFrame) -> pd.Series[str]:
    """The outlet of each article by article_id, with a plain name where it is not known."""
    return articles.set_index("article_id")["outlet"].fillna(UNKNOWN_OUTLET)


@lru_cache(maxsize=65536)
def outlet_key(name: str) -> str:
    """What the spellings of an outlet's name have in common.

    >>> outlet_key("The  HARBOUR Post") == outlet_key("Harbour Post ")
    True
    """
    plain = unicodedata.normalize("NFKC", name).replace("’", "'").casefold()
    return _SPACE.sub(" ", plain).strip().removeprefix("the ")


def same_outlets(names: Iterable[str | None], lexicon: Lexicon) -> dict[str, str]:
    """The name that stands for each of ``names`` (one for each article) that is not its own: the lexicon's, else the
    most frequent. The lexicon's name of such an outlet is there, too: others may credit it by that."""
    spellings = defaultdict[str, Counter[str]](Counter)
    for name in filter(None, names):
        spellings[_identity(name, lexicon)][name] += 1
    chosen: dict[str, str] = {}
    for identity, found in spellings.items():
        own = identity.removeprefix(_OF_LEXICON) if identity.startswith(_OF_LEXICON) else None
        label = own if own and len(found) > 1 else max(found, key=lambda n: (found[n], n == n.title(), -len(n), n))
        chosen |= {name: _SPACE.sub(" ", label).strip() for name in (*found, *filter(None, [own]))}
    return {name: label for name, label in chosen.items() if name != label}


_OF_LEXICON = "\0"  # before names that the lexicon lists: no key begins so


@lru_cache(maxsize=8)
def _listed(lexicon: Lexicon) -> Mapping[str, str]:
    """The lexicon's name by forms as they are written, and by their keys; what is listed first goes before."""
    forms = [(form, o["name"]) for o in lexicon.get("outlets", []) for form in (o["name"], *o.get("aliases", []))]
    by_key = {outlet_key(form): name for form, name in reversed(forms)}
    return {**by_key, **dict(reversed(forms))}


@lru_cache(maxsize=8)
def _agencies(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(o["name"] for o in lexicon.get("outlets", []) if o.get("kind") in ("agency", "state-agency"))


def _identity(name: str, lexicon: Lexicon) -> str:
    """What stands for an outlet: the lexicon's name, else the key. An agency is one whatever place or language exports
    name behind it ("Agence France Presse -- English"); newspapers of several places may bear one name."""
    plain, key, listed = _SPACE.sub(" ", name).strip(), outlet_key(name), _listed(lexicon)
    known = listed.get(plain) or listed.get(key)
    if known is None and (bare := _TAIL.sub("", plain)) != plain:
        known = listed.get(bare) or listed.get(outlet_key(bare))
        known = known if known in _agencies(lexicon) else None
    return f"{_OF_LEXICON}{known}" if known else key


def alike_outlets(names: Iterable[str], lexicon: Lexicon) -> list[tuple[str, str]]:
    """Pairs of ``names``, none of which is taken for the other, that look like one outlet: near spellings, an address
    or "News" more, a place or an edition behind one of them. Two that the lexicon lists are settled."""
    forms = {name: [outlet_key(name), outlet_key(_TAIL.sub("", name))] for name in sorted(names)}
    plain = {name: [_ADDED.sub("", form) for form in both] for name, both in forms.items()}
    return [
        (a, b)
        for a, b in combinations(plain, 2)
        if not (_identity(a, lexicon).startswith(_OF_LEXICON) and _identity(b, lexicon).startswith(_OF_LEXICON))
        and any(_look_alike(plain[a][i], plain[b][j]) for i, j in ((0, 0), (1, 0), (0, 1)))
    ]


def _look_alike(a: str, b: str) -> bool:
    from rapidfuzz.fuzz import ratio  # with several outlets only

    near = a == b or (min(len(a), len(b)) >= _LONG and ratio(a, b, score_cutoff=_NEAR) > 0)
    return bool(a and b and near and _NO_DIGIT.sub(" ", a) == _NO_DIGIT.sub(" ", b))  # not "Channel 4", "Channel 5"
