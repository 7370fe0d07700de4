"""One form for the forms of a word: what a rewrite changes without changing the wording.

Case, full stops in abbreviations, possessives, endings (Snowball's stems), irregular pasts (verb_forms.toml), and the
British or American way to spell: harbour, organise, centre, defence, travelled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from analysis.extraction.terms import stem
from analysis.language.lexicon import load_lexicon
from analysis.language.tokens import words_of_name

_LONG = 6  # letters from which on spelling is evened out: "four" and "hour" stay
_SPELLINGS = (
    (re.compile(r"our"), "or"),  # harbour, honourable; what else it changes ("source"), it changes in both articles
    (re.compile(r"([iy])s(e[drs]?|ers?|ing|ations?)$"), r"\1z\2"),  # organised, analyse
    (re.compile(r"tre(s?)$"), r"ter\1"),  # centre
    (re.compile(r"ence(s?)$"), r"ense\1"),  # defence
    (re.compile(r"ogue(s?)$"), r"og\1"),  # catalogue
    (re.compile(r"ll(ed|ing|ers?)$"), r"l\1"),  # travelled
)
_MAY_VARY = re.compile(r"our|[iy]s[aei]|tres?$|ences?$|ogues?$|ll")


@lru_cache(maxsize=65536)
def plain_word(word: str) -> str:
    """The form of ``word`` that stands for all its forms.

    >>> plain_word("Defence") == plain_word("defense"), plain_word("was") == plain_word("is"), plain_word("U.S.")
    (True, True, 'us')
    """
    bare = word.replace(".", "").replace("’", "'").lower().removesuffix("'s")
    base = _base_forms().get(bare, bare)
    return stem(_evened(base)).replace("'", "")


def _evened(word: str) -> str:
    if len(word) >= _LONG and _MAY_VARY.search(word):
        for british, american in _SPELLINGS:
            word = british.sub(american, word)
    return word


@cache
def _base_forms() -> Mapping[str, str]:
    lines = (words_of_name(line) for line in load_lexicon()["irregular_verbs"])
    return MappingProxyType({form: forms[0] for forms in lines for form in forms})
