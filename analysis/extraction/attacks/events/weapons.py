"""Families of weapon classes: which tellings of one attack may differ in the weapon."""

from __future__ import annotations

from functools import lru_cache

from analysis.language.lexicon import Lexicon


@lru_cache(maxsize=8)
def weapon_families(lexicon: Lexicon) -> dict[str, str]:
    """The family of each weapon class, by ``[weapon_families]``."""
    return {weapon: family for family, weapons in lexicon["weapon_families"].items() for weapon in weapons}


@lru_cache(maxsize=8)
def weapon_companions(lexicon: Lexicon) -> frozenset[frozenset[str]]:
    """Pairs of weapon families that one attack may combine, by ``[weapon_companions]``."""
    return frozenset(frozenset(pair) for pair in lexicon["weapon_companions"]["pairs"])


@lru_cache(maxsize=8)
def event_forms(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """The weapon families that the nouns of an event class may mean, by ``[reference_forms]``."""
    return {event: frozenset(families) for event, families in lexicon["reference_forms"].items()}
