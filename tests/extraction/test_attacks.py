"""Attacks, phenomenon by phenomenon: an invented text, and what a careful analyst would count in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction.attacks.attacks import explain_attacks, find_attacks
from analysis.extraction.dates.dates import find_dates
from analysis.extraction.entities import find_entities
from analysis.extraction.records import Attack
from analysis.language.lexicon import load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence

LEXICON = load_lexicon()
PUBLISHED = datetime(2031, 3, 12)  # a Wednesday


def article(text: str, *, published: datetime | None = PUBLISHED) -> Article:
    """Paragraphs as body; without a full stop a headline, with "Photo" a caption; sentences end before a capital."""
    passages, sentences = [], []
    for paragraph in re.finditer(r"[^\n]+", text):
        start, end = paragraph.span()
        kind = "caption" if "Photo" in paragraph[0] else "body" if paragraph[0][-1] in ".?!" else "headline"
        passages.append(Passage(start, end, kind))
        for sentence in re.finditer(r"\S.*?(?:[.?!)](?=\s[A-Z]|$)|$)", paragraph[0]):
            sentences.append(Sentence(start + sentence.start(), start + sentence.end(), len(passages) - 1))
    return Article("invented", text, published=published, passages=tuple(passages), sentences=tuple(sentences))


def attacks(text: str, *, published: datetime | None = PUBLISHED) -> list[Attack]:
    made = article(text, published=published)
    return find_attacks(
        Reading(made, LEXICON),
        entities=find_entities(Reading(made, LEXICON)),
        dates=find_dates(Reading(made, LEXICON)),
        statements=(),
    )


def incidents(text: str) -> list[Attack]:
    """The first mention of each actual incident."""
    return [a for a in attacks(text) if a.kind == "incident" and a.realis == "actual" and a.same_as is None]


def tallies(text: str) -> list[tuple[int | None, int | None]]:
    rows = [a for a in attacks(text) if a.kind == "tally" and a.realis == "actual"]
    return [(a.count_low, a.count_high) for a in rows]


ONE_ATTACK = {
    "active": "Gunmen attacked a police post near Harrowfen on Tuesday.",
    "passive": "A police post near Harrowfen was attacked by gunmen on Tuesday.",
    "shortened-passive": "Two farmers killed by gunmen near Harrowfen were buried on Tuesday.",
    "nominal-of": "Villagers mourned after the killing of three teachers in Harrowfen on Tuesday.",
    "nominal-on": "The army blamed rebels for an attack on a police post in Harrowfen on Tuesday.",
    "nominal-possessive": "The mayor's assassination on Tuesday shook the port of Harrowfen.",
    "barrage": "A barrage of rockets was fired at an army base near Harrowfen on Tuesday.",
    "participial": "A bomb exploded in a market in Harrowfen on Tuesday, killing a boy and wounding at least six.",
    "relative": "Police sought the men who shot the judge in Harrowfen on Tuesday.",
    "two-verbs": "Militants stormed a hotel in Harrowfen on Tuesday and opened fire on the guests.",
    "intercepted": "Air defenses shot down a drone over the port of Harrowfen on Tuesday.",
    "attempted": "Rebels tried to kill the mayor of Harrowfen on Tuesday, but the bomb failed to explode.",
    "kidnapping": "Armed men kidnapped two engineers near Harrowfen on Tuesday.",
    "arson": "Militants set fire to a school in Harrowfen on Tuesday.",
    "weapon-subject": "Two rockets struck an army base near Harrowfen on Tuesday.",
    "perfect": "Militants have attacked a police post in Harrowfen, an officer said.",
    "headline-present": "Roadside bomb kills five soldiers near Harrowfen\n\nBy Ada Quill\n\nThe road was closed.",
    "upper-case": "GUNMEN ATTACKED A POLICE POST IN THE TOWN OF HARROWFEN ON TUESDAY, KILLING TWO OFFICERS.",
    "claimed": "The Amber League claimed responsibility for the bombing of a bank in Harrowfen on Tuesday.",
    "suicide": "A suicide bomber blew himself up outside a mosque in Harrowfen on Tuesday.",
}


@pytest.mark.parametrize("text", ONE_ATTACK.values(), ids=ONE_ATTACK.keys())
def test_one_attack_is_counted_in_every_form(text: str) -> None:
    assert len(incidents(text)) == 1


NO_ATTACK = {
    "threat": "The rebels threatened to attack the dam if the talks fail.",
    "vow": "The general vowed to strike the camps.",
    "any": "Any attack on the port could set off a war, the minister warned.",
    "conditional": "If militants attack the embassy, the army will respond.",
    "fear": "There are fears of an attack on the power station.",
    "plan": "Police uncovered plans to bomb the parliament.",
    "order-to-stop": "The commander ordered his fighters to stop attacks on the convoys.",
    "prevent": "The new fence is meant to prevent attacks on the village.",
    "denied": "The group denied that its fighters attacked the hospital.",
    "negated": "The rebels did not attack the town.",
    "nobody": "No soldier was killed by the rebels.",
    "policy": "The group's aim is to attack army posts.",
    "habitual": "The militants often attack trucks on this road.",
    "present-habit": "Pirates who attack ships in these waters are rarely caught.",
    "generic-plural": "Attacks on journalists are a stain on any country.",
    "war-name": "The War of the Two Lanterns ended in a draw.",
    "under-fire": "The minister came under fire for the price of bread.",
    "labour-strike": "Nurses went on strike over pay on Tuesday.",
    "general-strike": "The unions called a general strike in the capital on Tuesday.",
    "prices": "The report spoke of an explosion of prices in the capital.",
    "heart": "The ambassador died of a heart attack on Tuesday.",
    "accident": "Nine people were killed when a bus crashed near Harrowfen on Tuesday.",
    "earthquake": "The earthquake killed forty people on Tuesday.",
    "weapons-test": "The navy test-fired a missile into the sea on Tuesday.",
    "drill": "Jets bombed a firing range during a drill on Tuesday.",
    "question": "Who would attack a school?",
    "would": "A strike on the dam would kill thousands.",
    "mission": "The capital fears that rockets may hit the airport.",
    "kills-nobody": "The dispute has killed trade in the port, shopkeepers said.",
    "as-a-murder": "The bishop described the verdict as a murder of hope.",
    "verbal": "The senator attacked the budget in a speech on Tuesday.",
    "plural-subject-habit": "The Tarn rebels in the north attack ships in the strait.",
    "trend": "Attacks on the convoys intensified as the talks went on.",
    "trend-before": "The report told of an escalation in attacks on the convoys.",
    "dissuaded": "His advisers dissuaded the general from moving ahead with a military strike.",
    "refrained": "After March 2 the army refrained from bombing the rebels.",
    "name-for-it": "We will call it a massacre.",
    "did-not-come": "The attack on the parade that all had feared did not come.",
    "crime-scene": "Police closed the crime scene on Tuesday.",
    "landing-strip": "Soldiers found clandestine landing strips, presumably used by a missile unit.",
    "trade-killed": "The long strike has killed trade in the port.",
    "gunman-shot-by-police": "One of the gunmen was killed by the police and another, who is 17, was captured.",
}


@pytest.mark.parametrize("text", NO_ATTACK.values(), ids=NO_ATTACK.keys())
def test_what_did_not_happen_or_is_no_attack_is_not_counted(text: str) -> None:
    assert incidents(text) == []


REALIS = {
    "threat": ("The rebels threatened to attack the dam.", "planned"),
    "will": ("Our fighters will attack the barracks, the commander said.", "planned"),
    "any": ("Any attack on the port could set off a war.", "hypothetical"),
    "if": ("If militants attack the embassy, the army will respond.", "hypothetical"),
    "denied": ("The group denied that its fighters attacked the hospital.", "denied"),
    "not": ("The rebels did not attack the hospital.", "denied"),
}


@pytest.mark.parametrize(("text", "realis"), REALIS.values(), ids=REALIS.keys())
def test_unreal_attacks_are_kept_with_their_realis(text: str, realis: str) -> None:
    assert realis in {a.realis for a in attacks(text)}


TALLIES = {
    "period": ("The army counted at least 90 attacks on its posts in three months.", [(90, None)]),
    "zero": ("There have been no attacks on the bases since March 2.", [(0, 0)]),
    "elliptical": (
        "Since March 2 the army has seen no attacks on posts in the north, but three minor ones in the south.",
        [(0, 0), (3, 3)],
    ),
    "series": (
        "Rocket attacks on the port fell from 31 in April to 12 in May and rose to nearly 20 by late June.",
        [(31, 31), (12, 12), (18, 19)],
    ),
    "dozens": ("The league has carried out dozens of attacks on border posts.", [(24, 99)]),
    "ordinal": ("It was the third attack on the base in two weeks.", [(3, 3)]),
    "reached": ("The army said that the attacks since January now numbered 24.", [(24, 24)]),
    "noun-in-the-sentence-before": (
        "The army counted at least 90 attacks on its posts. The institute knows of at least 40 since January.",
        [(90, None), (40, None)],
    ),
    "none-since": ("There were 12 attacks in February. There was not one in the week since.", [(12, 12), (0, 0)]),
    "conditional": ("If there are ten attacks in a week, the post will be closed.", []),
    "weapons-are-no-tally": ("Two bombs exploded in Harrowfen on Tuesday, killing four people.", []),
}


@pytest.mark.parametrize(("text", "counts"), TALLIES.values(), ids=TALLIES.keys())
def test_numbers_of_attacks_are_tallies(text: str, counts: Sequence[tuple[int | None, int | None]]) -> None:
    assert tallies(text) == list(counts)


@pytest.mark.parametrize("text", [t for t, c in TALLIES.values() if c], ids=[i for i, (_, c) in TALLIES.items() if c])
def test_a_tally_is_no_incident(text: str) -> None:
    assert incidents(text) == []


PERIODS = {
    "since-a-month": ("There were 12 attacks on the posts since January.", date(2031, 1, 1), date(2031, 3, 12)),
    "from-to": ("Forty attacks were counted from January 1 to February 9.", date(2031, 1, 1), date(2031, 2, 9)),
    "since-an-event": (
        "There have been no attacks on the bases since a truce took effect on March 2.",
        date(2031, 3, 2),
        date(2031, 3, 12),
    ),
}


@pytest.mark.parametrize(("text", "start", "end"), PERIODS.values(), ids=PERIODS.keys())
def test_a_tally_has_both_ends_of_its_period(text: str, start: date, end: date) -> None:
    assert [(a.date_start, a.date_end) for a in attacks(text) if a.kind == "tally"] == [(start, end)]


TOLLS = {
    "at-least": ("A bomb killed at least five people in Harrowfen on Tuesday.", (5, None), (None, None)),
    "and-wounding": (
        "Gunmen attacked a bus in Harrowfen, killing four soldiers and wounding seven.",
        (4, 4),
        (7, 7),
    ),
    "a-child": (
        "Rockets hit a house in Harrowfen, killing a girl and wounding at least six men.",
        (1, 1),
        (6, None),
    ),
    "including-is-a-part": (
        "A bomb killed eight people, including two children, in Harrowfen on Tuesday.",
        (8, 8),
        (None, None),
    ),
    "coordinated": (
        "Two soldiers and a driver were killed when gunmen attacked a truck in Harrowfen.",
        (3, 3),
        (None, None),
    ),
    "attackers-apart": (
        "Militants attacked a post in Harrowfen, killing two guards. Three of the attackers also died.",
        (2, 2),
        (None, None),
    ),
    "mother-of-four": ("A bomb killed a mother of four in Harrowfen on Tuesday.", (1, 1), (None, None)),
    "toll-rose": (
        "The death toll from a bombing in Harrowfen rose to nine on Tuesday.",
        (9, 9),
        (None, None),
    ),
    "gunshot-wounds": (
        "Gunmen opened fire in Harrowfen on Tuesday. Doctors treated six people with gunshot wounds.",
        (None, None),
        (6, 6),
    ),
    "nobody-hurt": ("A rocket hit a school in Harrowfen on Tuesday. Nobody was hurt.", (0, 0), (0, 0)),
    "next-sentence": (
        "A bomb exploded in a market in Harrowfen on Tuesday. At least 12 people died, and 30 were wounded.",
        (12, None),
        (30, 30),
    ),
}


@pytest.mark.parametrize(("text", "killed", "wounded"), TOLLS.values(), ids=TOLLS.keys())
def test_tolls(text: str, killed: tuple[int | None, int | None], wounded: tuple[int | None, int | None]) -> None:
    assert len(incidents(text)) == 1
    rows = [a for a in attacks(text) if a.realis == "actual"]
    nothing = (None, None)
    assert next((k for a in rows if (k := (a.killed_low, a.killed_high)) != nothing), nothing) == killed
    assert next((w for a in rows if (w := (a.wounded_low, a.wounded_high)) != nothing), nothing) == wounded


SLOTS = {
    "weapon-word": ("Two rockets struck a base in Harrowfen on Tuesday.", "weapon", "rocket"),
    "weapon-implied": ("Gunmen shot dead a judge in Harrowfen on Tuesday.", "weapon", "gunfire"),
    "weapon-carrier": ("Warplanes hit a bridge in Harrowfen on Tuesday.", "weapon", "airstrike"),
    "suicide-bomb": ("A suicide bomber rammed a truck into the bank in Harrowfen.", "weapon", "suicide bomb"),
    "perpetrator-active": ("Masked gunmen attacked a bank in Harrowfen.", "perpetrator", "Masked gunmen"),
    "perpetrator-by": ("A bank in Harrowfen was attacked by masked gunmen.", "perpetrator", "masked gunmen"),
    "target-object": ("Gunmen attacked the town hall of Harrowfen.", "target", "town hall of Harrowfen"),
    "target-on": ("An attack on a bank in Harrowfen killed two people.", "target", "bank"),
    "aircraft-drop-no-planted-bomb": (
        "Jets dropped bombs on a quarry in Harrowfen on Saturday.",
        "weapon",
        "airstrike",
    ),
    "carriers-do-nothing": ("Jets dropped bombs on a quarry in Harrowfen on Saturday.", "perpetrator", None),
    "whose-helicopters": ("Army helicopters fired on a camp in Harrowfen on Saturday.", "perpetrator", "Army"),
    "who-replies": (
        "Israel retaliated with a series of air strikes after talks failed.",
        "perpetrator",
        "Israel",
    ),
    "target-without-time": ("That night two police officers were shot dead in Harrowfen.", "target", "police officers"),
    "target-without-years": ("A car bomb killed 31 people five years ago in Harrowfen.", "target", "people"),
    "target-without-verb": (
        "An attack on Americans stationed in Harrowfen killed two people on Tuesday.",
        "target",
        "Americans",
    ),
    "a-measure-is-no-target": (
        "Rockets were fired at dawn on Tuesday in Harrowfen, landing a few hundred meters from the gate.",
        "target",
        None,
    ),
    "pirates-caught": ("The navy caught 19 pirates off Harrowfen on Tuesday.", "intercepted", True),
    "office-is-no-place": (
        "Gunmen attacked a bank in Kabul on Tuesday, a Defense Department official said.",
        "place",
        "Kabul",
    ),
    "country": ("Gunmen attacked a bank in Kabul, Afghanistan, on Tuesday.", "country", "AF"),
    "place": ("Gunmen attacked a bank in Kabul, Afghanistan, on Tuesday.", "place", "Kabul"),
    "adjective-is-no-place": ("Gunmen attacked the German consulate in Kabul on Tuesday.", "country", "AF"),
    "speaker-is-not-there": ("Gunmen attacked a bank in Kabul, a spokesman in Berlin said.", "country", "AF"),
    "date": ("Gunmen attacked a bank in Harrowfen on Tuesday.", "date_start", date(2031, 3, 11)),
    "day-of-saying": (
        "Gunmen attacked a bank in Harrowfen on Monday, police said Tuesday.",
        "date_start",
        date(2031, 3, 10),
    ),
    "intercepted": ("Air defenses shot down a missile over Harrowfen on Tuesday.", "intercepted", True),
    "acled-airstrike": ("Warplanes hit a bridge in Harrowfen.", "sub_event_type", "Air/drone strike"),
    "acled-kidnap": ("Gunmen kidnapped a nun in Harrowfen.", "sub_event_type", "Abduction/forced disappearance"),
    "acled-civilians": ("Gunmen murdered a teacher in Harrowfen.", "event_type", "Violence against civilians"),
    "acled-battle": ("Gunmen attacked an army convoy in Harrowfen.", "sub_event_type", "Armed clash"),
}


@pytest.mark.parametrize(("text", "slot", "value"), SLOTS.values(), ids=SLOTS.keys())
def test_slots(text: str, slot: str, value: object) -> None:
    (found,) = incidents(text)
    assert getattr(found, slot) == value


def test_the_dateline_is_not_the_place() -> None:
    (found,) = incidents("BERLIN (Halyard) — Gunmen attacked a bank in Kabul, Afghanistan, on Tuesday, the army said.")
    assert (found.place, found.country) == ("Kabul", "AF")


def test_a_photo_day_is_not_the_day_of_the_attack() -> None:
    text = (
        "A burned car near the scene of the rocket attack in Kabul, Afghanistan, Sunday, "
        "March 9, 2031. (Photo/Ilka Sorrel)\n\n"
        "Two rockets hit a bank in Kabul, Afghanistan, on Saturday, the army said."
    )
    assert {a.date_start for a in attacks(text) if a.realis == "actual" and a.date_start} == {date(2031, 3, 8)}


MERGING = {
    "anaphora": (
        "Gunmen attacked a bank in Kabul on Tuesday. The attack lasted an hour. The assault shook the city.",
        1,
    ),
    "other-words": ("A bomb exploded in a market in Kabul on Tuesday. The blast broke windows.", 1),
    "same-victim": (
        "Gunmen shot dead Senator Orla Fenn in Kabul on Tuesday. Police have no suspect in the murder of Fenn.",
        1,
    ),
    "another": ("A bomb exploded at a bank in Kabul on Tuesday. Another bomb exploded at a school.", 2),
    "other-day": ("Gunmen attacked a bank in Kabul on Tuesday. On Friday, rockets hit a school in Herat.", 2),
    "own-places": ("Gunmen attacked a bank in Kabul, and militants burned a school in Herat.", 2),
    "in-retaliation": (
        "Militants attacked a base in Kabul on Tuesday in retaliation for air strikes in Kunduz that killed 30 people.",
        2,
    ),
    "answer-and-cause": (
        "Israel retaliated with air strikes over the killing of three sailors in Jordan on Monday.",
        2,
    ),
    "another-doer": (
        "Hamas fired a missile at a base in Kabul on Tuesday. Hezbollah launched an attack on a school in Kabul.",
        2,
    ),
    "another-toll-of-the-same": (
        "Gunmen ambushed a convoy in Kabul on Tuesday, killing four soldiers. "
        "In a statement, the group said nine soldiers had been killed.",
        1,
    ),
    "rocket-is-no-missile": (
        "Iran fired ballistic missiles at a base in Kabul in January. "
        "Soldiers cleared the scene of the rocket attack in Kabul. "
        "Two rockets struck a hotel in Kabul on Tuesday.",
        2,
    ),
    "other-kind": ("Gunmen attacked a bank in Kabul on Tuesday. Armed men kidnapped a nun in Herat on Sunday.", 2),
}


@pytest.mark.parametrize(("text", "count"), MERGING.values(), ids=MERGING.keys())
def test_mentions_of_one_attack_are_one_incident(text: str, count: int) -> None:
    assert len(incidents(text)) == count


def test_what_follows_a_cause_belongs_to_the_answer() -> None:
    text = (
        "A drone strike killed a general in Kabul on Sunday. "
        "Iran launched a missile attack in response to the drone strike, "
        "targeting soldiers in Iraq and wounding dozens."
    )
    rows = attacks(text)
    strike, answer = (r for r in rows if r.same_as is None)
    assert (strike.weapon, strike.killed_low, strike.wounded_low) == ("drone", 1, None)
    assert (answer.weapon, answer.perpetrator, answer.target, answer.wounded_low) == ("missile", "Iran", "soldiers", 24)


def test_the_day_of_a_relative_clause_dates_the_attack_before_it() -> None:
    (told,) = incidents("On Saturday, Norway answered the raid that Sweden had carried out against it on March 3.")
    assert (told.date_start, told.perpetrator) == (date(2031, 3, 3), "Sweden")


def test_a_claim_names_the_doer_whom_the_report_did_not() -> None:
    rows = attacks("Gunmen attacked a bank in Kabul on Tuesday. Hezbollah claimed responsibility in a message.")
    assert [(r.perpetrator, r.claimed_by, r.rule) for r in rows] == [
        ("Hezbollah", None, "assault.active"),
        ("Hezbollah", "Hezbollah", "claim"),
    ]


def test_anaphora_inherits_the_slots() -> None:
    rows = attacks("Gunmen attacked a bank in Kabul on Tuesday. Two guards were killed in the attack.")
    assert [(r.place, r.date_start, r.killed_low, r.same_as) for r in rows] == [
        ("Kabul", date(2031, 3, 11), None, None),
        ("Kabul", date(2031, 3, 11), 2, 0),
    ]


def test_claim_and_denial_are_kept_apart() -> None:
    text = (
        "A bomb exploded in a market in Kabul on Tuesday, killing four people. "
        "Hezbollah claimed responsibility for the attack. "
        "Hamas denied any part in the bombing."
    )
    rows = attacks(text)
    assert {r.claimed_by for r in rows} == {None, "Hezbollah"}
    assert {r.denied_by for r in rows} == {None, "Hamas"}
    assert {r.perpetrator for r in rows} == {"Hezbollah"}
    assert len(incidents(text)) == 1


def test_rejected_words_come_with_a_reason() -> None:
    made = article("Nurses went on strike over pay on Tuesday.")
    told = explain_attacks(Reading(made, LEXICON), entities=(), dates=find_dates(Reading(made, LEXICON)))
    assert [(r.trigger, bool(r.reason)) for r in told.rejected] == [("strike", True)]


TEXTS = st.lists(
    st.sampled_from([*ONE_ATTACK.values(), *NO_ATTACK.values(), *(t[0] for t in TOLLS.values())]),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_rows_stand_on_their_words(sentences: list[str]) -> None:
    made = article("\n\n".join(sentences))
    rows = find_attacks(
        Reading(made, LEXICON), entities=find_entities(Reading(made, LEXICON)), dates=find_dates(Reading(made, LEXICON))
    )
    assert rows == find_attacks(
        Reading(made, LEXICON), entities=find_entities(Reading(made, LEXICON)), dates=find_dates(Reading(made, LEXICON))
    )
    for i, row in enumerate(rows):
        assert 0 <= row.start <= row.trigger_start < row.trigger_end <= row.end <= len(made.text)
        assert made.text[row.trigger_start : row.trigger_end] in row.trigger or row.trigger
        assert row.same_as is None or row.same_as < i
        for low, high in ((row.killed_low, row.killed_high), (row.count_low, row.count_high)):
            assert low is None or high is None or low <= high
