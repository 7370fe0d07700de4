"""Incidents: mentions of one attack over several articles are one, look-alikes stay apart, and order plays no part."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.comparison.incidents import AttackMention, MergedIncidents, merge_incidents
from analysis.extraction.lexicon import load_lexicon
from analysis.extraction.records import Attack

LEXICON = load_lexicon()


def attack(**slots: Any) -> Attack:
    day = slots.pop("day", None)
    given_slots: dict[str, Any] = {
        "kind": "incident",
        "realis": "actual",
        "rule": "bomb.noun",
        "date_start": day,
        "date_end": day,
        "date_precision": "day" if day else None,
    }
    return Attack(start=0, end=9, trigger="bombing", trigger_start=0, trigger_end=7, **{**given_slots, **slots})


def mention(
    article: str, *, number: int = 0, printed: int = 12, same_as: str | None = None, text: str = "", **slots: Any
) -> AttackMention:
    return AttackMention(
        attack_id=f"{article}:a{number}",
        article_id=article,
        attack=replace(attack(**slots), start=number * 10, end=number * 10 + 9),
        outlet=article.split("-")[0],
        published=datetime(2031, 3, printed, 12),
        same_as=same_as,
        text=text,
    )


BUS = {
    "day": date(2031, 3, 11),
    "place": "Harrowfen",
    "country": "XA",
    "weapon": "bomb",
    "killed_low": 5,
    "target": "market bus",
}


def merged(*mentions: AttackMention) -> MergedIncidents:
    return merge_incidents(mentions, LEXICON)


def test_one_attack_in_three_outlets_is_one_incident() -> None:
    found = merged(mention("wire-1", **BUS), mention("ledger-1", **BUS), mention("courier-1", **BUS))
    (incident,) = found.incidents
    assert (incident.n_articles, incident.n_mentions, incident.outlets) == (3, 3, ("courier", "ledger", "wire"))
    assert set(found.incident_of.values()) == {incident.incident_id}


def test_mentions_of_one_article_are_joined_by_same_as() -> None:
    found = merged(
        mention("wire-1", **BUS),
        mention("wire-1", number=1, same_as="wire-1:a0", **BUS),
        mention("wire-1", number=2, same_as="wire-1:a1", **BUS),
    )
    assert [(i.n_articles, i.n_mentions) for i in found.incidents] == [(1, 3)]


APART = {
    "other-place-and-weapon": {
        **BUS,
        "place": "Tarnmouth",
        "weapon": "gunfire",
        "target": "judge",
        "killed_low": 1,
        "killed_high": 1,
    },
    "other-week": {**BUS, "day": date(2031, 3, 4)},
    "other-country": {**BUS, "country": "XB"},
    "same-city-and-day-but-nothing-else": {
        **BUS,
        "weapon": "gunfire",
        "target": "senator Fenn",
        "killed_low": 1,
        "killed_high": 1,
        "place": "Harrowfen",
    },
}


@pytest.mark.parametrize("other", APART.values(), ids=APART.keys())
def test_two_attacks_stay_two(other: dict[str, Any]) -> None:
    assert len(merged(mention("wire-1", **BUS), mention("ledger-1", **other)).incidents) == 2


SAME = {
    "a-day-later-by-the-clock": {**BUS, "day": date(2031, 3, 12)},
    "no-day": {**BUS, "day": None},
    "other-words-for-the-weapon": {**BUS, "weapon": "vehicle bomb"},
    "toll-has-grown": {**BUS, "killed_low": 8, "killed_high": 8},
    "no-place": {**BUS, "place": None},
}


@pytest.mark.parametrize("other", SAME.values(), ids=SAME.keys())
def test_one_attack_told_otherwise_is_one(other: dict[str, Any]) -> None:
    assert len(merged(mention("wire-1", **BUS), mention("ledger-1", **other)).incidents) == 1


def test_little_is_not_enough() -> None:
    thin = {"country": "XA", "weapon": "bomb"}
    assert len(merged(mention("wire-1", **thin), mention("ledger-1", **thin)).incidents) == 2


def test_names_around_the_mentions_part_two_alike_attacks() -> None:
    bay = {"place": "Harrowfen Bay", "weapon": "gunfire", "target": "freighter"}
    ships = ["the frigate Tarn and the freighter Orla", "the frigate Sorrel and the freighter Quill"]
    told = [mention(f"outlet{i}-1", text=f"Gunmen near {ships[i % 2]} said so.", **bay) for i in range(8)]
    found = merged(*told)
    assert sorted(i.n_articles for i in found.incidents) == [4, 4]
    assert found.incident_of["outlet0-1:a0"] == found.incident_of["outlet2-1:a0"]


def test_a_claim_in_one_sentence_is_the_incidents() -> None:
    report = mention("wire-1", **BUS)
    claim = mention("wire-1", number=1, same_as="wire-1:a0", **{**BUS, "claimed_by": "Amber League"})
    (incident,) = merged(report, claim).incidents
    assert incident.claimed_by == "Amber League"


def test_a_denial_by_the_accused_is_a_dispute() -> None:
    accused = mention("wire-1", **{**BUS, "perpetrator": "Amber League"})
    denied = mention("wire-1", number=1, same_as="wire-1:a0", **{**BUS, "denied_by": "Amber League"})
    (incident,) = merged(accused, denied).incidents
    assert incident.disputed == ("perpetrator",)


def test_unreal_attacks_and_tallies_belong_to_no_incident() -> None:
    found = merged(
        mention("wire-1", **{**BUS, "realis": "planned"}),
        mention("ledger-1", **{**BUS, "kind": "tally", "count_low": 9}),
    )
    assert (found.incident_of, list(found.incidents)) == ({}, [])


def test_a_later_toll_replaces_an_earlier_one() -> None:
    early = mention("wire-1", printed=11, **{**BUS, "killed_low": 2, "killed_high": None})
    late = mention("wire-2", printed=13, **{**BUS, "killed_low": 8, "killed_high": 8})
    (incident,) = merged(early, late).incidents
    assert (incident.killed_low, incident.killed_high, incident.first_reported) == (8, 8, datetime(2031, 3, 11, 12))


def test_disagreeing_outlets_are_named_by_column() -> None:
    one = {**BUS, "killed_low": 12, "killed_high": 12, "perpetrator": "Amber League"}
    other = {**BUS, "killed_low": 17, "killed_high": 17, "perpetrator": "Juniper Column"}
    (incident,) = merged(mention("wire-1", **one), mention("ledger-1", **other)).incidents
    assert (incident.disputed, incident.killed_low, incident.killed_high) == (("perpetrator", "killed"), 12, 17)


def test_a_duplicate_article_adds_mentions_but_no_incident() -> None:
    articles = [mention("wire-1", **BUS), mention("ledger-1", **APART["other-week"])]
    copies = [mention("wire-1-copy", **BUS), mention("ledger-1-copy", **APART["other-week"])]
    before, after = merged(*articles), merged(*articles, *copies)
    assert len(before.incidents) == len(after.incidents) == 2
    assert sum(i.n_mentions for i in after.incidents) == 2 * sum(i.n_mentions for i in before.incidents)


MANY = st.lists(st.sampled_from([*APART.values(), *SAME.values(), BUS]), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(slots: list[dict[str, Any]], shuffle: random.Random) -> None:
    mentions = [mention(f"outlet{i}-1", **s) for i, s in enumerate(slots)]
    shuffled = list(mentions)
    shuffle.shuffle(shuffled)
    one, two = merged(*mentions), merged(*shuffled)
    assert one.incident_of == two.incident_of
    assert one.incidents == two.incidents
