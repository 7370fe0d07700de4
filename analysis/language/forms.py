"""Plurals and verb forms made by rule, of the nouns and verbs that the lexicons hold in one form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Form = Literal["base", "third", "past", "participle", "gerund", "noun", "plural"]

_VERB: tuple[Form, ...] = ("base", "third", "past", "participle", "gerund")
_DOUBLES = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$|(?:nap|gun)$")


def singular_and_plural(noun: str) -> tuple[str, str]:
    """Both forms of a noun; a lexicon gives an irregular plural behind a stroke: "man/men"."""
    singular, _, given = noun.partition("/")
    return singular, given or plural(singular)


def plural(noun: str) -> str:
    """The regular plural: "act of sabotage" → "acts of sabotage", "ambush" → "ambushes", "embassy" → "embassies"."""
    head, of, rest = noun.partition(" of ")
    if head.endswith(("s", "x", "ch", "sh")):
        head += "es"
    elif _ends_in_y(head):
        head = head[:-1] + "ies"
    else:
        head += "s"
    return head + of + rest


def regular_verb(verb: str) -> Iterator[tuple[str, Form]]:
    """The five forms of a regular verb; a particle stays behind: "gunned down"."""
    stem, space, particle = verb.partition(" ")
    doubled = stem + stem[-1] if _DOUBLES.search(stem) else stem
    if stem.endswith("e"):
        past, gerund = stem + "d", (stem if stem.endswith("ee") else stem[:-1]) + "ing"
    else:
        past, gerund = (stem[:-1] + "ied" if _ends_in_y(stem) else doubled + "ed"), doubled + "ing"
    third = stem + "es" if stem.endswith("o") and stem[-2:-1] not in "aeiou" else plural(stem)
    forms = (stem, third, past, past, gerund)
    return zip([form + space + particle for form in forms], _VERB, strict=True)


def irregular_verb(verb: str) -> Iterator[tuple[str, Form]]:
    """The five forms of an irregular verb, given one after the other, each with the same particle."""
    words = verb.split(" ")
    size = len(words) // 5
    return zip([" ".join(words[i * size : (i + 1) * size]) for i in range(5)], _VERB, strict=True)


def _ends_in_y(stem: str) -> bool:
    return stem.endswith("y") and stem[-2:-1] not in "aeiou"
