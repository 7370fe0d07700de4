"""Clauses that add a fact to an attack told before, and what must not be taken for one: invented sentences."""

from __future__ import annotations

import pytest
from attack_texts import attacks

TOLD = {
    "toll-further-on": "A bomb hit a bus in Tarnwick on Monday. It was early. The road was wet. The driver knew it. "
    "A doctor came by bicycle. She had no light. The final toll is eight dead and 14 wounded.",
    "bodies": "Jets bombed a quarry in Tarnwick on Monday. A reporter counted 14 bodies under a sheet.",
    "burns": "Jets bombed a quarry in Tarnwick on Monday. A nurse said that 23 people had been brought in with burns.",
    "attackers-dead": "Gunmen ambushed a convoy in Tarnwick on Monday. Three of the attackers also died.",
    "fired-it": "A missile was shot down over Tarnwick on Monday. The minister accused Sudmark of firing it.",
}


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD.keys())
def test_a_clause_with_a_fact_is_a_mention_of_the_attack_before(text: str) -> None:
    first, second = attacks(text)
    assert second.same_as == 0
    assert second.date_start == first.date_start


def test_nobody_killed_is_a_toll_of_none_and_no_denial() -> None:
    (attack,) = attacks("No one was killed or wounded in this attack on Tarnwick.")
    assert (attack.killed_low, attack.killed_high, attack.wounded_low, attack.wounded_high) == (0, 0, 0, 0)


def test_fire_at_an_object_is_an_attack() -> None:
    (attack,) = attacks("Soldiers noted a burst of rifle fire at an empty watchtower and a small drone on Tuesday.")
    assert (attack.weapon, attack.target, attack.sub_event_type) == ("gunfire", "empty watchtower", "Armed clash")


def test_a_bomb_found_is_no_attack_told_before_and_lies_in_the_same_place() -> None:
    exploded, found = attacks(
        "A bomb killed two people in Tarnwick on Monday. Engineers had reported a bomb in the same culvert in February."
    )
    assert (found.same_as, found.place, found.sub_event_type) == (None, "Tarnwick", "Disrupted weapons use")
    assert exploded.sub_event_type == "Remote explosive/landmine/IED"


def test_a_bomb_may_stand_before_the_clause_that_finds_it() -> None:
    raid, found = attacks("It names the raid on Tarnwick on Monday, and a bomb that a dog found at Lowport in May.")
    assert (raid.weapon, found.weapon, found.place) == (None, "bomb", "Lowport")


NONE_TOLD = {
    "ceremonial-shot": "At noon the cannon on the old tower fired its single shot.",
    "mug-shot": "The police had his mug shot taken on Monday.",
    "line-of-attack": "The senator dropped his line of attack on the governor on Monday.",
    "on-a-screen": "The movie shows gunmen who killed two guards at a bank.",
    "being-killed": "Too many people are being killed or maimed.",
    "hits-nothing": "The institute leaves out shots that hit nothing.",
    "said-not-claimed": "The senator claimed that the road was safe.",
    "tolls-counted": "Four death tolls of it were printed.",
}


@pytest.mark.parametrize("text", NONE_TOLD.values(), ids=NONE_TOLD.keys())
def test_no_attack(text: str) -> None:
    assert attacks(text) == []


def test_a_claim_is_not_of_what_is_recalled_behind_it() -> None:
    claimed, recalled = attacks(
        "The Harrow Front claimed the strike on the depot in Tarnwick on Monday, saying that it paid for the jets that "
        "had bombed Lowport on 2 March."
    )
    assert claimed.claimed_by == "Harrow Front"
    assert (recalled.claimed_by, recalled.perpetrator) == (None, None)


def test_shells_that_fall_are_the_weapon() -> None:
    (attack,) = attacks("Dozens of shells fell on Tarnwick on Monday.")
    assert attack.weapon == "shell"


def test_the_place_of_the_accused_is_not_where_it_happened() -> None:
    attack = attacks(
        "The minister accused the garrison at Camp Teasel of having fired the shells on Tarnwick on Monday."
    )[0]
    assert attack.place != "Camp Teasel"
