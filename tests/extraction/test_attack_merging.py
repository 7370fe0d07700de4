"""One attack told several times is one, two are two: what an article's discourse says, in invented texts.

A text stands with the attacks that a careful analyst would count, each given by words of the sentences that tell of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime

import pytest

from analysis.extraction.attacks.attacks import find_attacks
from analysis.extraction.dates.dates import find_dates
from analysis.extraction.entities import find_entities
from analysis.extraction.records import Attack
from analysis.language.lexicon import load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence

LEXICON = load_lexicon()
PUBLISHED = datetime(2031, 3, 12)  # a Wednesday


def article(text: str) -> Article:
    """A line is a passage: a caption with "Photo", a headline without a full stop, else body."""
    passages, sentences = [], []
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        kind = "caption" if "Photo" in line[0] else "body" if line[0][-1] in ".?!" else "headline"
        passages.append(Passage(start, end, kind))
        for sentence in re.finditer(r"\S.*?(?:[.?!](?=\s[A-Z]|$)|$)", line[0]):
            sentences.append(Sentence(start + sentence.start(), start + sentence.end(), len(passages) - 1))
    return Article("invented", text, published=PUBLISHED, passages=tuple(passages), sentences=tuple(sentences))


def rows_of(text: str) -> list[Attack]:
    reading = Reading(article(text), LEXICON)
    return find_attacks(reading, entities=find_entities(reading), dates=find_dates(reading))


def told(text: str) -> list[list[str]]:
    """The sentences of each actual attack, attacks and sentences in text order."""
    rows = rows_of(text)
    groups: dict[int, list[str]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.kind == "incident" and row.realis == "actual":
            groups[i if row.same_as is None else row.same_as].append(text[row.start : row.end])
    return list(groups.values())


ONE = {
    "caption-three-times": "A house in Oslo after rockets hit it on Tuesday. Photo: Ada Quill\n"
    "Rockets hit a house in Oslo on Tuesday, killing two people.\n"
    "A house in Oslo after rockets hit it on Tuesday. Photo: Ada Quill\n"
    "The road to Bergen was closed.\n"
    "A house in Oslo after rockets hit it on Tuesday. Photo: Ada Quill",
    "the-attack": "Gunmen stormed a hotel in Oslo on Tuesday.\n"
    "The attack lasted an hour. Ministers condemned the attack.",
    "other-words": "A car bomb went off outside a bank in Oslo on Tuesday.\n"
    "The blast shattered windows. The explosion was heard in the port. Police called the bombing a crime.",
    "several-sentences": "Gunmen attacked a police post in Oslo on Tuesday.\n"
    "Two officers were killed. Five people were wounded. The attackers opened fire from a van.",
    "they-goes-on": "Dozens of shells fell on Oslo on Tuesday.\n"
    "They killed three people, a baker and two sisters, and wounded more than twenty.",
    "rising-toll": "A bomb killed two people in a market in Oslo on Tuesday.\n"
    "By evening the toll had risen to five dead.",
    "disputed-toll": "Jets bombed a depot near Oslo on Tuesday, killing twelve people.\n"
    "A spokesman said that seventeen people had been killed.",
    "disputed-perpetrator": "A bomb killed four people in a market in Oslo on Tuesday.\n"
    "The government blamed the Amber League for the bombing. The League denied any part in the attack.",
    "headline-and-lead": "Bomb kills four in Oslo market\n"
    "A bomb exploded in a market in Oslo on Tuesday, killing four people.",
    "sums-nothing-up": "Air strikes kill nine\nAir strikes killed nine people in Oslo on Tuesday.\n"
    "The strikes killed five women and four children.",
    "a-launch-and-what-became-of-it": "Norland fired nine rockets at Oslo on Tuesday. Eight rockets were shot down.",
    "the-drone": "The army shot down a drone over Oslo on Tuesday.\nThe drone hit a shed as it fell.",
    "the-bomb-had-been-left": "Police said five people were killed and nine injured in Oslo on Tuesday.\n"
    "The bomb had been left in a suitcase at a bus station.",
    "beside-a-link-on-an-accident": "Shooting at a club in Oslo leaves its owner dead\n"
    "A gunman shot dead the owner of a club in Oslo on Tuesday.\n"
    "Deputy, 32, accidentally shoots himself in the foot\nThe shooting shocked the guests.",
    "named-victim": "Mayor Ilse Brandt was shot dead in Oslo on Tuesday.\nThe murder of Brandt shocked the port.",
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE.keys())
def test_one_attack_told_again_is_one(text: str) -> None:
    assert len(told(text)) == 1, told(text)


TWO = {
    "another": "A bomb exploded in a market in Oslo on Tuesday, killing two people.\n"
    "Another bomb exploded outside a bank, wounding a guard.",
    "second": "Gunmen attacked a police post in Oslo on Tuesday.\n"
    "A second attack, on a hotel in Bergen, killed three guests.",
    "two-in-one-city": "A drone struck a fuel depot in Oslo on Tuesday morning, killing a watchman.\n"
    "Hours later, gunmen opened fire on a police post in Oslo, killing two officers.",
    "other-cities": "Rockets struck Oslo on Tuesday, killing a boy.\n"
    "Rockets also struck Bergen on Tuesday, killing a girl.",
    "other-weeks": "A bomb exploded in a market in Oslo on Tuesday.\nA bomb exploded in a market in Oslo on March 1.",
    "retaliation": "The army retaliated with air strikes on a camp near Oslo on Tuesday "
    "over the killing of three reservists in Bergen.",
    "after-an-attack": "Militants attacked a base near Oslo on Sunday.\n"
    "After the attack, the army bombed a camp in Bergen on Tuesday.",
    "came-a-week-after": "Gunmen ambushed a convoy near Oslo on Tuesday.\n"
    "The ambush came a week after rockets wounded two soldiers in Bergen.",
    "anniversary": "Gunmen stormed a hotel in Oslo on Tuesday.\n"
    "The city marks on Friday the anniversary of the bombing of March 29, 2026, in which 31 people were killed.",
    "a-sum-in-the-headline": "Two attacks kill nine\nA bomb killed five people in Oslo on Tuesday.\n"
    "Gunmen killed four people in Bergen.",
    "a-sum-in-the-lead": "Nine people were killed in two attacks in the north on Tuesday.\n"
    "Five died when a bomb exploded in Oslo.\nGunmen killed four people in Bergen.",
    "claimed-both": "A bomb killed five people in Oslo on Tuesday.\nGunmen killed four people in Bergen.\n"
    "The Amber League claimed responsibility for both attacks.",
    "unrelated": "A man was stabbed to death in Oslo on Tuesday.\n"
    "In an unrelated incident, a woman was shot dead in the city.",
    "shot-down-and-hit": "The army said it had shot down nine drones on Tuesday.\n"
    "One drone struck a depot in Oslo, wounding two people.",
    "a-third-hit": "Two drones were shot down over Bergen on Tuesday and a third hit a depot in Oslo.",
    "while": "Rebels shelled Oslo on Tuesday, killing five people, while soldiers shelled Lagos, killing four.",
    "days-of-a-list": "Nine people were killed in Oslo on Monday and four on Sunday, police said.",
    "another-of-the-bombs": "A car bomb killed seven people in Oslo on Sunday.\nOn Monday another killed two.",
    "another-of-the-rockets": "A rocket hit a house in Oslo on Tuesday.\nAnother struck a clinic in Bergen.",
    "hours-of-a-list": "In Oslo on Monday, a bomb killed four soldiers at dawn and gunmen killed a clerk at noon.",
    "after-a-rocket": "The army bombed a depot in Oslo on Tuesday, killing three, "
    "after militants fired a rocket into Bergen.",
    "turned": "Rebels attacked a village near Oslo on Monday, killing nine people.\n"
    "The army said it had killed 30 rebels in an air strike on Tuesday.",
    "counted-bombings": "Two separate bombings shook Oslo on Tuesday.\n"
    "The first killed three people at a market; in the evening, a second killed nine people at a school.",
    "other-victim": "Mayor Ilse Brandt was shot dead in Oslo on Tuesday.\n"
    "Judge Per Lund was shot dead in Oslo in February.",
}


@pytest.mark.parametrize("text", TWO.values(), ids=TWO.keys())
def test_two_attacks_stay_two(text: str) -> None:
    assert len(told(text)) == 2, told(text)


REFERENCES = {
    "by-its-kind": (
        "Gunmen ambushed a convoy near Oslo on Tuesday. Rockets hit a depot in Bergen on Sunday.\n"
        "Nine people were wounded in the ambush.",
        "ambushed",
        "in the ambush",
    ),
    "that-attack": (
        "Gunmen ambushed a convoy near Oslo on Tuesday.\n"
        "The ambush came a week after rockets wounded two soldiers in Bergen.\n"
        "A farmer was also hurt in that attack.",
        "rockets wounded",
        "in that attack",
    ),
    "the-first-attack": (
        "A drone struck a depot in Oslo on Tuesday.\nHours later, gunmen killed two officers in Bergen.\n"
        "Nine people were wounded in the first attack.",
        "drone struck",
        "in the first attack",
    ),
    "a-raid-is-no-roadside-bomb": (
        "Jets bombed a camp near Oslo on Tuesday.\nA roadside bomb killed eight people in Bergen on March 1.\n"
        "Nine people were wounded in the raid.",
        "Jets bombed",
        "in the raid",
    ),
}


@pytest.mark.parametrize(("text", "attack", "reference"), REFERENCES.values(), ids=REFERENCES.keys())
def test_a_reference_finds_its_attack(text: str, attack: str, reference: str) -> None:
    (group,) = [g for g in told(text) if any(reference in said for said in g)]
    assert any(attack in said for said in group), told(text)


def test_a_cause_has_not_the_avenger_as_its_doer() -> None:
    text = (
        "The Amber League fired rockets at a base near Oslo on Tuesday in revenge "
        "for the killing of one of its commanders."
    )
    rows = rows_of(text)
    assert [r.perpetrator for r in rows if "killing" in r.trigger] == [None]


def test_a_tally_is_no_mention_of_an_attack() -> None:
    text = "Rockets hit a house in Oslo on Tuesday.\nThere have been at least 30 rocket attacks on Oslo since January."
    assert [len(group) for group in told(text)] == [1]


def test_attacks_in_general_are_no_reference() -> None:
    text = (
        "Gunmen stormed a hotel in Oslo on Tuesday.\nMost of the attacks that we counted had been reported by nobody."
    )
    assert [len(group) for group in told(text)] == [1]


def test_who_claims_both_attacks_claims_each() -> None:
    text = (
        "A bomb killed five people in Oslo on Tuesday.\nGunmen killed four people in Bergen.\n"
        "The Amber League claimed responsibility for both attacks, which killed nine people."
    )
    rows = rows_of(text)
    claims = [row.claimed_by for row in rows if "both" in text[row.start : row.end]]
    assert claims == ["Amber League"] * 2
    assert all(row.killed_low in (5, 4, None) for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed three people in Gao and gunmen killed a judge in Herat.",
        "A bomb killed three in Ansongo, gunmen shot dead a judge in Herat.",
        "Gunmen killed two policemen in Kirkuk and a bomb killed a shepherd in Diyala province.",
    ],
)
def test_clauses_that_each_say_who_harmed_whom_and_where_are_two(text: str) -> None:
    assert [row.killed_low for row in rows_of(text)] in ([3, 1], [2, 1])


def test_a_clause_without_its_own_doer_goes_on_with_the_attack() -> None:
    assert [len(group) for group in told("Gunmen wounded two guards in Ansongo and killed three people in Herat.")] == [
        1
    ]
