"""Attacks in several places told in one breath: each keeps its own place and toll."""

from __future__ import annotations

import pytest
from attack_texts import attacks

TOLD = {
    "Bombers struck on Monday, killing seven people in Quetta and five in Khartoum.": [("Quetta", 7), ("Khartoum", 5)],
    "Three people were killed in Quetta, four in Khartoum and nine in Mosul in attacks on Monday.": [
        ("Quetta", 3),
        ("Khartoum", 4),
        ("Mosul", 9),
    ],
    "Bombs exploded in Quetta and Khartoum on Monday, killing two and 16 people respectively.": [
        ("Quetta", 2),
        ("Khartoum", 16),
    ],
    "Bombs exploded in Quetta and Khartoum on Monday, officials said.": [("Quetta", None), ("Khartoum", None)],
    "Bombs exploded in Quetta and Khartoum on Monday, killing 18 people.": [("Quetta", 18)],
    "Rebels killed six soldiers near Mosul on Monday, while jets bombed a village near Aleppo, killing four.": [
        ("Mosul", 6),
        ("Aleppo", 4),
    ],
}


@pytest.mark.parametrize("text", TOLD)
def test_each_place_has_its_own_toll(text: str) -> None:
    assert [(a.place, a.killed_low) for a in attacks(text) if a.same_as is None] == TOLD[text]
