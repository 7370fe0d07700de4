"""Incidents: mentions of one attack over several articles are one, look-alikes stay apart, and order plays no part."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_memory import merge_incidents

from analysis.comparison.incidents.accounts import AttackMention, make_accounts, telling_terms
from analysis.comparison.incidents.blocking import LARGEST_BLOCK, pairs
from analysis.comparison.incidents.consensus import build_incident
from analysis.comparison.incidents.merging import MergedIncidents
from analysis.extraction.records import Attack
from analysis.language.lexicon import load_lexicon

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
    return merge_incidents(mentions, LEXICON, {})


def test_one_attack_in_three_outlets_is_one_incident() -> None:
    found = merged(mention("wire-1", **BUS), mention("ledger-1", **BUS), mention("courier-1", **BUS))
    (incident,) = found.incidents
    assert (incident.n_articles, incident.n_mentions, incident.outlets) == (3, 3, ("courier", "ledger", "wire"))
    assert set(found.incident_of.values()) == {incident.incident_id}


def test_of_two_accounts_in_one_article_the_one_that_it_mentions_more_names_the_place() -> None:
    accounts = make_accounts(
        [
            mention("wire-1", **BUS | {"place": "Ashmere"}),
            mention("wire-1", number=1, **BUS),
            mention("wire-1", number=2, same_as="wire-1:a1", **BUS),
        ],
        LEXICON,
    )
    assert len(accounts) == 2
    assert build_incident(accounts).place == "Harrowfen"


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


def test_two_known_towns_are_two_attacks_unless_both_name_a_victim() -> None:
    mosul, basra = ({**BUS, "place": town, "country": "IQ"} for town in ("Mosul", "Basra"))
    assert len(merged(mention("wire-1", **mosul), mention("ledger-1", **basra)).incidents) == 2
    victim = {"target": "Doral Venn", "killed_low": 1, "killed_high": 1}
    assert len(merged(mention("wire-1", **mosul | victim), mention("ledger-1", **basra | victim)).incidents) == 1


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


def test_parties_that_one_article_quotes_dispute_a_toll() -> None:
    figures = [("Norland", 12), ("Sudmark", 17)]
    told = [
        mention(
            "wire-1",
            number=n,
            same_as="wire-1:a0" if n else None,
            **{**BUS, "killed_low": killed, "killed_high": killed, "attribution": who},
        )
        for n, (who, killed) in enumerate(figures)
    ]
    (incident,) = merged(*told).incidents
    assert (incident.killed_low, incident.killed_high, incident.disputed) == (12, 17, ("killed",))


def test_a_partys_later_figure_overtakes_its_earlier_one() -> None:
    figures = [("wire-1", 11, 5), ("ledger-1", 13, 8)]
    told = [
        mention(
            article,
            printed=printed,
            number=number,
            same_as=f"{article}:a0" if number else None,
            **{**BUS, "killed_low": killed + number, "killed_high": killed + number, "attribution": who},
        )
        for article, printed, killed in figures
        for number, who in enumerate([None, "Doral Venn"])
    ]
    (incident,) = merged(*told).incidents
    assert (incident.killed_low, incident.killed_high) == (5, 9)


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


def test_merging_twice_is_merging_once() -> None:
    """What was merged, given as the mentions of one article, is merged again."""
    mentions = [mention(f"outlet{i}-1", **s) for i, s in enumerate([BUS, *SAME.values(), *APART.values()])]
    once = merged(*mentions)
    first: dict[str, str] = {}
    again = []
    for m in mentions:
        incident = once.incident_of[m.attack_id]
        again.append(replace(m, article_id=incident, same_as=first.get(incident)))
        first.setdefault(incident, m.attack_id)
    assert partition(once) == partition(merged(*again))


def partition(found: MergedIncidents) -> set[frozenset[str]]:
    """The mentions that stand together, whatever the ids of their incidents."""
    groups: dict[str, set[str]] = {}
    for attack_id, incident_id in found.incident_of.items():
        groups.setdefault(incident_id, set()).add(attack_id)
    return {frozenset(group) for group in groups.values()}


def test_an_open_range_that_holds_another_figure_says_no_more_than_it() -> None:
    one, other = {**BUS, "killed_low": 14, "killed_high": None}, {**BUS, "killed_low": 17, "killed_high": 17}
    (incident,) = merged(mention("wire-1", **one), mention("ledger-1", **other)).incidents
    assert (incident.killed_low, incident.killed_high) == (17, 17)


def test_a_corrected_toll_wins_over_the_one_before() -> None:
    text = "Nine died, it said. That was wrong: eight died."
    nine, eight = {**BUS, "killed_low": 9, "killed_high": 9}, {**BUS, "killed_low": 8, "killed_high": 8}
    first = replace(mention("wire-1", text=text, **nine), attack=replace(attack(**nine), start=0, end=19))
    second = replace(
        mention("wire-1", number=1, same_as="wire-1:a0", text=text, **eight),
        attack=replace(attack(**eight), start=20, end=len(text)),
    )
    (incident,) = merged(first, second).incidents
    assert (incident.killed_low, incident.killed_high) == (8, 8)


def test_where_the_outlets_name_other_doers_nobody_is_said_to_have_done_it() -> None:
    one, other = {**BUS, "perpetrator": "Amber League"}, {**BUS, "perpetrator": "Juniper Column"}
    (incident,) = merged(mention("wire-1", **one), mention("ledger-1", **other)).incidents
    assert (incident.perpetrator, incident.disputed) == (None, ("perpetrator",))


SAME_PARTY = {
    "country-and-force": ("Norland", "Norlandic Air Force"),
    "longer-name": ("Amber League", "the Amber League"),
    "description": ("gunmen", "Amber League"),
}


@pytest.mark.parametrize(("one", "other"), SAME_PARTY.values(), ids=SAME_PARTY.keys())
def test_two_ways_to_name_a_doer_are_no_dispute(one: str, other: str) -> None:
    found = merged(
        mention("wire-1", **{**BUS, "perpetrator": one}), mention("ledger-1", **{**BUS, "perpetrator": other})
    )
    assert [i.disputed for i in found.incidents] == [()]


def test_a_day_off_in_one_outlet_is_no_dispute() -> None:
    found = merged(mention("wire-1", **BUS), mention("ledger-1", **{**BUS, "day": date(2031, 3, 12)}))
    assert [i.disputed for i in found.incidents] == [()]


def test_nobody_dies_twice() -> None:
    shot = {"country": "XA", "weapon": "gunfire", "killed_low": 1, "killed_high": 1, "target": "Mayor Ilse Brandt"}
    one = mention("wire-1", **{**shot, "place": "Harrowfen", "day": date(2031, 1, 19)})
    other = mention("ledger-1", **{**shot, "place": "Harrowfen", "day": date(2031, 3, 5)})
    assert len(merged(one, other).incidents) == 1


def test_a_country_without_a_place_parts_nobody() -> None:
    one = {**BUS, "country": "XA"}
    other = {**BUS, "country": "XB", "place": None}
    text = "The bus of Orla Fenn burned near Quillgate, said Captain Tamsin Reed of Sorrelby."
    found = merged(mention("wire-1", text=text, **one), mention("ledger-1", text=text, **other))
    assert len(found.incidents) == 1


def test_a_town_in_another_country_is_another_town() -> None:
    assert len(merged(mention("wire-1", **BUS), mention("ledger-1", **{**BUS, "country": "XB"})).incidents) == 2


def test_a_town_of_which_two_countries_have_one_is_one_among_the_same_people() -> None:
    text = "In Harrowfen the bus of Orla Fenn burned near Quillgate, said Captain Tamsin Reed of Sorrelby."
    other = {**BUS, "country": "XB"}
    assert len(merged(mention("wire-1", text=text, **BUS), mention("ledger-1", text=text, **other)).incidents) == 1


def test_who_is_taken_is_so_without_a_weapon() -> None:
    taking = {"day": date(2031, 3, 11), "place": "Harrowfen", "sub_event_type": "Abduction/forced disappearance"}
    others = [mention(f"outlet{n}-1", **taking) for n in range(6)]
    assert len(merged(*others).incidents) == 1
    assert len(merged(*(mention(f"o{n}-1", **{**taking, "sub_event_type": "Attack"}) for n in range(6))).incidents) == 6


def test_five_outlets_on_two_attacks_in_one_city_on_one_day() -> None:
    depot = {**BUS, "weapon": "drone", "target": "fuel depot", "killed_low": 1, "killed_high": 1, "place": "Harrowfen"}
    post = {
        **BUS,
        "weapon": "gunfire",
        "target": "police post",
        "killed_low": 2,
        "killed_high": 2,
        "place": "Harrowfen",
    }
    told = [mention(f"outlet{i}-{n}", **slots) for i in range(5) for n, slots in enumerate([depot, post])]
    assert sorted(i.n_articles for i in merged(*told).incidents) == [5, 5]


def test_a_day_with_more_articles_than_a_block_holds_is_merged_all_the_same() -> None:
    told = [mention(f"outlet{i:03}-1", **BUS) for i in range(LARGEST_BLOCK + 50)]
    assert [i.n_articles for i in merged(*told).incidents] == [len(told)]


def test_names_that_many_articles_share_do_not_bring_all_of_them_together() -> None:
    draw = random.Random(7)
    names = [f"name {n}" for n in range(120)]

    def met(n: int) -> float:
        told = [mention(f"outlet{i}-1") for i in range(n)]
        accounts = [replace(a, wording=dict.fromkeys(draw.sample(names, 8), 1.0)) for a in make_accounts(told, LEXICON)]
        return sum(1 for _ in pairs(accounts)) / n

    assert met(1_600) < 1.5 * met(400)


MILL = [
    "kestrel",
    "dye",
    "weaver",
    "boiler",
    "granari",
    "lantern",
    "ferri",
    "spire",
    "towpath",
    "bellfound",
    "gantri",
    "orchard",
]
QUAY = [
    "trawler",
    "herring",
    "winch",
    "harbourmast",
    "pilotag",
    "lighthous",
    "capstan",
    "cooper",
    "brine",
    "smokehous",
    "net",
    "buoy",
]


def told_with(terms: dict[str, list[str]], **slots: Any) -> int:
    """How many incidents come out of articles with nothing but a weapon, their terms and ``slots``."""
    told = [mention(article, weapon="gunfire", **slots) for article in terms]
    return len(merge_incidents(told, LEXICON, terms).incidents)


def test_where_slots_are_missing_the_wording_of_two_articles_decides() -> None:
    assert told_with({"wire-1": MILL, "ledger-1": MILL[3:] + QUAY[:3]}) == 1
    assert told_with({"wire-1": MILL, "ledger-1": QUAY}) == 2
    assert told_with({"wire-1": MILL[:2], "ledger-1": MILL[:2]}) == 2, "two terms prove little"


def test_the_same_wording_joins_no_attacks_in_two_places_or_weeks() -> None:
    there, then = {**BUS, "place": "Tarnmouth", "killed_low": 40}, {**BUS, "day": date(2031, 3, 4)}
    for other in (there, then):
        told = [mention("wire-1", **BUS), mention("ledger-1", **other)]
        assert len(merge_incidents(told, LEXICON, {"wire-1": MILL, "ledger-1": MILL}).incidents) == 2


def test_what_lexicons_know_tells_nothing_of_an_article() -> None:
    terms = [("a", "bomb"), ("a", "kestrel"), ("a", "polic"), ("b", "kill")]
    assert telling_terms(terms, LEXICON) == {"a": ["kestrel"], "b": []}


def test_a_toll_that_grows_is_of_one_attack_and_a_raid_may_be_told_as_an_abduction() -> None:
    first = {**BUS, "killed_low": 7, "killed_high": 7}
    grown = {**BUS, "killed_low": 12, "killed_high": 12, "target": None}
    assert len(merged(mention("wire-1", **first), mention("ledger-1", **grown)).incidents) == 1
    raid = mention("wire-2", **{**BUS, "weapon": None, "target": "girls' school"})
    taken = mention("courier-2", **{**BUS, "weapon": None, "target": "girls' school"})
    taken = replace(taken, attack=replace(taken.attack, rule="kidnap.active"))
    assert len(merged(raid, taken).incidents) == 1
