"""Forces under their own name: "the air force", "Norlandish jets" are the air force that the lexicon or the article
names; where there are several, or none, the words stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.extraction.records import Entity
from analysis.language.lexicon import Lexicon


def named_force(name: str, entities: Sequence[Entity], lexicon: Lexicon, country: str | None = None) -> str:
    """The one force that ``name`` ("army", "the air force") can mean: of those that the article names, else of those
    of ``country`` in the lexicon; ``name`` itself where that is not one."""
    title = _title(name, lexicon)
    if title is None:
        return name
    told = {e.entity for e in entities if e.entity_kind == "force" and e.entity.lower().endswith(title)}
    return _only(told) or _only(_listed(title, country, lexicon)) or name


def force_of(country: str, title: str, lexicon: Lexicon) -> str | None:
    """The force of a country by its ISO code and what it is called ("air force")."""
    return _only(_listed(title, country, lexicon))


def _title(name: str, lexicon: Lexicon) -> str | None:
    lowered = name.lower().removeprefix("the ")
    return lowered if lowered in lexicon["force_titles"]["words"] else None


def _listed(title: str, country: str | None, lexicon: Lexicon) -> set[str]:
    return {
        actor["name"]
        for actor in lexicon.get("actors", ())
        if actor.get("kind") == "force"
        and actor["name"].lower().endswith(title)
        and (country is None or actor.get("country") == country)
    }


def _only(names: Iterable[str]) -> str | None:
    found = set(names)
    return found.pop() if len(found) == 1 else None
