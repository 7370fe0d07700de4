"""The same attack? One measure for two mentions of an article and for the accounts of two articles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis.extraction.attacks.identity import Description, Time, agreement, contradiction
from analysis.language.lexicon import load_lexicon

WEIGHTS = load_lexicon()["same_attack"]


def told(day: int | None = None, **slots: Any) -> Description:
    """A description; ``day`` of March 2031, a toll as a number, other slots as words."""
    when = date(2031, 3, day) if day else None
    given: dict[str, Any] = {k: frozenset(v.split(" ")) for k, v in slots.items() if isinstance(v, str)}
    given |= {k: ((v, v),) for k, v in slots.items() if isinstance(v, int)}
    times = (Time(when, when, "day"),) if when else ()
    return Description(times=times, days=frozenset({when} if when else ()), ranks=frozenset({0}), **given)


APART = {
    "days": (told(4), told(9)),
    "countries": (told(countries="XN"), told(countries="XS")),
    "kinds": (told(kinds="taking"), told(kinds="force")),
}


@pytest.mark.parametrize(("reason", "pair"), APART.items(), ids=APART.keys())
def test_what_cannot_be_one_attack(reason: str, pair: tuple[Description, Description]) -> None:
    assert contradiction(*pair) == contradiction(*reversed(pair)) == reason


TOGETHER = {
    "a-day-off": (told(4), told(5)),
    "a-full-name-dies-once": (told(4, victims="ilse brandt"), told(9, victims="ilse brandt")),
    "a-name-beside-another-kind": (told(kinds="taking", names="brandt"), told(kinds="force", names="brandt")),
    "nothing-told": (told(), told(4, countries="XN", kinds="force")),
}


@pytest.mark.parametrize("pair", TOGETHER.values(), ids=TOGETHER.keys())
def test_what_may_be_one_attack(pair: tuple[Description, Description]) -> None:
    assert contradiction(*pair) is contradiction(*reversed(pair)) is None


SPEAKS_FOR = {
    "same-day-before-a-day-off": (told(4), told(4), told(5)),
    "place-before-none": (told(places="harrowfen"), told(places="harrowfen"), told()),
    "other-place-against": (told(places="harrowfen"), told(), told(places="tarnwick")),
    "weapon-before-its-family": (
        told(weapons="bomb", families="explosive"),
        told(weapons="bomb", families="explosive"),
        told(weapons="mine", families="explosive"),
    ),
    "toll-before-another": (told(killed=5), told(killed=5), told(killed=9)),
    "names-before-none": (told(names="brandt"), told(names="brandt"), told()),
    "doer-before-none": (told(doers="gunmen"), told(doers="gunmen"), told()),
}


@pytest.mark.parametrize("scope", ["within", "between"])
@pytest.mark.parametrize(("one", "like", "unlike"), SPEAKS_FOR.values(), ids=SPEAKS_FOR.keys())
def test_what_agrees_weighs_more(one: Description, like: Description, unlike: Description, scope: str) -> None:
    assert agreement(one, like, WEIGHTS[scope]) > agreement(one, unlike, WEIGHTS[scope])


def test_a_place_that_all_articles_name_says_less() -> None:
    village = told(places="harrowfen")
    rare, common = ({"harrowfen": rarity} for rarity in (1.0, 0.0))
    of_rare = agreement(village, village, WEIGHTS["between"], rarity=rare)
    assert of_rare == 2 * agreement(village, village, WEIGHTS["between"], rarity=common)
