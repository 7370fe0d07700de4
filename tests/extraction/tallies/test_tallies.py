"""Numbers of attacks over a time: count, period, actor, target, and which tally contains which row."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction.attacks.attacks import find_attacks
from analysis.extraction.dates.dates import find_dates
from analysis.extraction.entities import find_entities
from analysis.extraction.records import Attack
from analysis.language.lexicon import load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence

LEXICON = load_lexicon()
PUBLISHED = datetime(2031, 5, 12)

COUNTS = [
    ("Rebels carried out 90 attacks on army bases in three months.", [(90, 90)], "number"),
    ("The army recorded at least 170 attacks on its troops since January.", [(170, None)], "at-least"),
    ("There have been no attacks on the garrison since the truce.", [(0, 0)], "none"),
    ("The garrison has not seen a single attack since April.", [(0, 0)], "not-a-single"),
    ("It was the first week without an attack on the port.", [(0, 0)], "without-an-attack"),
    (
        "Since the May 2 raids there have been no attacks on bases in Norland, and only two smaller ones in Suland.",
        [(0, 0), (2, 2)],
        "elliptical",
    ),
    (
        "Drone attacks rose from six in January to 35 in March and up to 47 by mid-April.",
        [(6, 6), (35, 35), (None, 47)],
        "series",
    ),
    ("The militia has carried out dozens of attacks on army posts.", [(24, 99)], "dozens"),
    (
        "The army reported 12 attacks in the north this year, and another three in the capital.",
        [(12, 12), (3, 3)],
        "another-three",
    ),
    ("Rebels have attacked the pipeline more than 30 times since January.", [(31, None)], "times"),
    ("The base has been shelled twice this month.", [(2, 2)], "twice"),
    ("The rocket attacks since January have reached 24.", [(24, 24)], "number-reached"),
    ("The latest raid brought to nine the number of attacks on the port this year.", [(9, 9)], "brought-to"),
    ("It was the third drone strike on the refinery in two weeks.", [(3, 3)], "ordinal"),
    ("It was the second time in a month that gunmen attacked the convoy.", [(2, 2)], "nth-time"),
    ("Frequent rocket attacks on the embassy in recent months led to a protest.", [(2, None)], "frequent"),
    ("Near-daily mortar attacks on the border post have emptied the villages.", [(2, None)], "near-daily"),
    ("A wave of car bombings since March has emptied the markets.", [(2, None)], "wave-since"),
    ("Recent months have seen an escalation in attacks on army posts.", [(2, None)], "escalation-in"),
    ("As the militia's attacks intensified, the army sent reinforcements.", [(2, None)], "intensified"),
    ("The rebels shell the garrison almost daily.", [(2, None)], "almost-daily"),
    ("Militants have repeatedly attacked the pipeline.", [(2, None)], "repeatedly"),
    ("Those attacks include a May 4 rocket strike that killed two soldiers.", [(2, None)], "containing"),
]

NO_TALLY = [
    ("The candidate continued his relentless attacks on his rival.", "in-words"),
    ("The paper repeatedly attacked the minister for his budget.", "critics"),
    ("Rebels fired 47 rockets at the base on Sunday.", "rockets"),
    ("Repeated attacks on the port would harm trade.", "supposed"),
    ("The city recorded 80 homicides last year.", "crime-statistics"),
    ("The man was hit three times in the leg.", "blows"),
    ("The army has three times as many tanks as the rebels.", "three-times-as-many"),
    ("The clashes continued on May 9.", "on-a-day"),
    ("Dockers called two strikes in a month.", "labour"),
    ("Will the attacks on the port intensify?", "question"),
    ("Witnesses heard no more than 15 explosions.", "parts-of-one"),
]


def rows_of(text: str) -> list[Attack]:
    ends = [m.end() for m in re.finditer(r"[.?](?=\s[A-Z])", text)]
    spans = zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True)
    sentences = tuple(Sentence(start, end, 0) for start, end in spans if start < end)
    passages = (Passage(0, len(text), "body"),)
    article = Article("a", text, published=PUBLISHED, passages=passages, sentences=sentences)
    return find_attacks(
        Reading(article, LEXICON),
        entities=find_entities(Reading(article, LEXICON)),
        dates=find_dates(Reading(article, LEXICON)),
    )


def tallies_of(text: str) -> list[Attack]:
    return [row for row in rows_of(text) if row.kind == "tally"]


@pytest.mark.parametrize(("text", "counts"), [row[:2] for row in COUNTS], ids=[row[2] for row in COUNTS])
def test_counts(text: str, counts: list[tuple[int | None, int | None]]) -> None:
    assert [(t.count_low, t.count_high) for t in tallies_of(text)] == counts


@pytest.mark.parametrize("text", [row[0] for row in NO_TALLY], ids=[row[1] for row in NO_TALLY])
def test_no_tally(text: str) -> None:
    assert tallies_of(text) == []


CARRIED = [
    (
        "The army counted 46 attacks from January 1 to May 9. Not one has come in the days since.",
        (0, 0),
        None,
        "not-one-since",
    ),
    ("How many attacks have there been? The ministry says at least 40 since January.", (40, None), None, "how-many"),
    ("The army counted 20 attacks on its posts this year. A few of them were duds.", (3, 9), 0, "a-few-of-them"),
    ("The army counted 20 attacks on its posts this year. Of these, six hit the harbor.", (6, 6), 0, "of-these"),
    ("The army counted 120 attacks on its posts this year. Dozens were minor.", (24, 99), 0, "dozens-were"),
]


@pytest.mark.parametrize(("text", "count", "inside"), [row[:3] for row in CARRIED], ids=[row[3] for row in CARRIED])
def test_a_bare_number_counts_on(text: str, count: tuple[int | None, int | None], inside: int | None) -> None:
    rows = rows_of(text)
    last = [row for row in rows if row.kind == "tally"][-1]
    assert ((last.count_low, last.count_high), last.part_of) == (count, inside)


def test_people_are_no_attacks() -> None:
    rows = tallies_of("The army counted 20 attacks on its posts this year. Four of them were soldiers.")
    assert [row.count_low for row in rows] == [20]


PERIODS = [
    ("There have been 12 attacks on the base since March 3.", date(2031, 3, 3), date(2031, 5, 12), "since"),
    ("There were 12 attacks on the base in March.", date(2031, 3, 1), date(2031, 3, 31), "month"),
    ("There were 12 attacks on the base from January 1 to April 9.", date(2031, 1, 1), date(2031, 4, 9), "from-to"),
    ("There have been 12 attacks on the base this year.", date(2031, 1, 1), date(2031, 5, 12), "this-year"),
    ("There have been frequent attacks on the base.", None, None, "none"),
]


@pytest.mark.parametrize(("text", "start", "end"), [row[:3] for row in PERIODS], ids=[row[3] for row in PERIODS])
def test_periods(text: str, start: date | None, end: date | None) -> None:
    assert [(t.date_start, t.date_end) for t in tallies_of(text)] == [(start, end)]


def test_a_period_before_the_period_told() -> None:
    rows = tallies_of(
        "Since the May 2 raid there have been no attacks on the bases. "
        "Before that, the army recorded 170 attacks on its troops in four months."
    )
    assert rows[1].date_end == date(2031, 5, 1)


SLOTS = [
    ("Rebels carried out 90 attacks on army bases in three months.", "Rebels", "army bases", "subject-of-doing"),
    ("The army recorded 90 attacks on bases in three months.", None, "bases", "who-counts-is-no-doer"),
    ("There were 90 attacks by masked gunmen on army bases this year.", "masked gunmen", "army bases", "by"),
    ("Militants have repeatedly attacked the pipeline.", "Militants", "pipeline", "verb"),
]


@pytest.mark.parametrize(("text", "actor", "target"), [row[:3] for row in SLOTS], ids=[row[3] for row in SLOTS])
def test_actor_and_target(text: str, actor: str | None, target: str | None) -> None:
    assert [(t.perpetrator, t.target) for t in tallies_of(text)] == [(actor, target)]


CONTAINED = [
    (
        "Rebels made 20 attacks on the army this year, including a May 4 ambush that killed two soldiers.",
        True,
        "including",
    ),
    (
        "Rebels made 20 attacks on the army this year, not including a May 4 ambush that killed two soldiers.",
        False,
        "not-including",
    ),
    ("A car bomb killed six people on May 4, the deadliest of 35 attacks on the city this year.", True, "deadliest-of"),
    ("Those attacks include a May 4 rocket strike that killed two soldiers.", True, "include"),
    (
        "There have been no attacks on the port since April. A car bomb killed six people on May 4.",
        False,
        "zero-contains-nothing",
    ),
]


@pytest.mark.parametrize(("text", "is_part"), [row[:2] for row in CONTAINED], ids=[row[2] for row in CONTAINED])
def test_incidents_inside_a_tally(text: str, is_part: bool) -> None:
    rows = rows_of(text)
    parts = [row.part_of is not None for row in rows if row.kind == "incident" and row.realis == "actual"]
    assert parts
    assert any(parts) == is_part
    assert all(rows[row.part_of].kind == "tally" for row in rows if row.part_of is not None)


PIECES = [
    "attacks",
    "no",
    "six",
    "in May",
    "since",
    "of them",
    "times",
    "attacked",
    "the",
    "base",
    ",",
    "and",
    "twice",
    "a wave of",
    "daily",
    "first",
    ".",
    "to 35",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=16))
def test_rows_have_evidence_and_ordered_counts(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for row in rows_of(text):
        assert 0 <= row.start < row.end <= len(text)
        assert text[row.trigger_start : row.trigger_end].strip()
        if row.count_low is not None and row.count_high is not None:
            assert row.count_low <= row.count_high
