"""Who attacks, who claims and denies it, with what, of which kind, and who says so: one table for each."""

from __future__ import annotations

import pytest
from attack_texts import attacks
from hypothesis import given, settings
from hypothesis import strategies as st

PERPETRATORS = {
    "unknown-movement": (
        "Fighters of the Movement for Valley Freedom stormed a jail in Lowport on Tuesday.",
        "Movement for Valley Freedom",
    ),
    "unknown-sons": ("An attack by the Sons of the Cedar killed two guards in Lowport.", "Sons of the Cedar"),
    "unknown-person": ("A baker was shot dead by Orsolo Tammerfield in Lowport on Tuesday.", "Orsolo Tammerfield"),
    "two-agents": ("A post was shelled by the Brannic Front and by soldiers on Tuesday.", "Brannic Front and soldiers"),
    "who-had-hidden": ("Gunmen who had hidden in a barn ambushed a patrol in Lowport on Tuesday.", "Gunmen"),
    "looking-for": ("Police are looking for bandits who shot a baker dead in Lowport on Tuesday.", "bandits"),
    "what-else-they-did": ("Bandits burst into a mill in Lowport on Tuesday and shot a baker dead.", "Bandits"),
    "who-kills": ("Valley herders killed six farmers near Lowport on Tuesday.", "Valley herders"),
    "agent-before-a-verb": ("Two died when an airstrike by the army hit a village on Tuesday.", "army"),
    "state's-missiles": ("Russian missiles hit a bridge in Lowport on Tuesday.", "Russia"),
    "subject": ("The Harrow Front attacked a police post in Tarnwick on Tuesday.", "Harrow Front"),
    "agent": ("A police post in Tarnwick was attacked by the Harrow Front on Tuesday.", "Harrow Front"),
    "possessive": ("The Harrow Front's attack on a police post in Tarnwick killed two officers.", "Harrow Front"),
    "attack-by": ("An attack by the Harrow Front on a police post in Tarnwick killed two officers.", "Harrow Front"),
    "state-by": ("An attack by Norland on a depot in Lowport killed two people on Tuesday.", "Norland"),
    "carried-out-by": (
        "The attack in Tarnwick on Tuesday, which killed two, was carried out by the Front.",
        "Harrow Front",
    ),
    "gunmen": ("Masked gunmen attacked a bank in Tarnwick on Tuesday.", "Masked gunmen"),
    "men-who-fire": ("Three men fired at a guard in Tarnwick on Tuesday.", "men"),
    "passive-by-men": ("A judge was murdered by two young men in Tarnwick on Tuesday.", "young men"),
    "blast-is-nobody": ("A blast killed two guards at a bank in Tarnwick on Tuesday.", None),
    "state-jets": ("Norlandish jets bombed a quarry in Lowport on Tuesday.", "Norlandish Air Force"),
    "whose-jets": ("Norland, whose jets bombed a quarry in Lowport on Tuesday, said nothing.", "Norlandish Air Force"),
    "unknown-organisation": ("The Lapwing Liberation Front attacked a bank in Tarnwick.", "Lapwing Liberation Front"),
    "before-brackets": ("The Harrow Front (HF) attacked a police post in Tarnwick on Tuesday.", "Harrow Front"),
    "behind-a-time": ("On the morning of 11 March guerrillas attacked a bank in Tarnwick.", "guerrillas"),
    "said-it": ("The Harrow Front said it had fired the two rockets that hit a base in Tarnwick.", "Harrow Front"),
    "event-noun-as-subject": ("A rebel attack in Tarnwick killed two guards on Tuesday.", "rebel"),
    "label": ("A terrorist attack on a bank in Tarnwick killed two guards on Tuesday.", None),
    "dull-adjective": ("A recent police raid in Tarnwick killed a boy and a farmer.", "police"),
    "blamed-on": ("An attack on a bank in Tarnwick that killed two was blamed on the Fen Column.", "Fen Column"),
    "blamed": ("The mayor blamed the Fen Column for an attack on a bank in Tarnwick that killed two.", "Fen Column"),
    "was-accused": ("The Fen Column was accused of an attack on a bank in Tarnwick that killed two.", "Fen Column"),
    "the-group": ("The group fired two rockets at a base in Tarnwick on Tuesday.", None),
    "said-it-was-behind": ("Police said the Fen Column was behind a raid in Tarnwick that killed two.", "Fen Column"),
    "believed-to-be": (
        "A judge was shot dead in Tarnwick by men believed to be members of the Fen Column.",
        "Fen Column",
    ),
    "attributed-parted": (
        "The mayor attributed the bombing of a bank in Tarnwick to the Fen Column.",
        "Fen Column",
    ),
    "three-in-a-list": (
        "Police, soldiers and militiamen stormed a bank in Tarnwick on Tuesday.",
        "Police, soldiers and militiamen",
    ),
    "the-work-of": ("The attack on a bank in Tarnwick that killed two was the work of the Column.", "Fen Column"),
}


@pytest.mark.parametrize(("text", "who"), PERPETRATORS.values(), ids=PERPETRATORS.keys())
def test_perpetrator(text: str, who: str | None) -> None:
    rows = attacks(text)
    assert rows
    assert {row.perpetrator for row in rows} == {who}


def test_a_claim_tells_the_other_mentions_who_did_it() -> None:
    text = (
        "Two rockets hit a base in Tarnwick on Tuesday, wounding a soldier.\n\n"
        "The Harrow Front claimed responsibility for the rocket attack."
    )
    rows = attacks(text)
    assert {row.perpetrator for row in rows} == {"Harrow Front"}
    assert [row.claimed_by for row in rows] == [None, "Harrow Front"]


def test_a_claim_against_an_accusation_leaves_the_doer_open() -> None:
    text = (
        "A bomb exploded in a market in Tarnwick on Tuesday, killing two people.\n\n"
        "The police blamed the Harrow Front for the bombing.\n\n"
        "The Fen Column claimed responsibility for the bombing."
    )
    first, blaming, *_ = attacks(text)
    assert (first.perpetrator, blaming.perpetrator) == (None, "Harrow Front")


def test_who_avenges_a_killing_did_not_commit_it() -> None:
    text = "Norland retaliated with a series of airstrikes over the killing of three teachers in Lowport this month."
    assert all(row.perpetrator != "Norland" for row in attacks(text) if row.trigger == "killing")


def test_by_behind_another_noun_is_not_the_doer_of_the_first() -> None:
    text = "Since the Norlandish air strikes in Lowport on March 2, there have been no attacks by the Harrow Front."
    assert all(row.perpetrator != "Harrow Front" for row in attacks(text))


TARGETS = {
    "share": ("Gunmen killed an unknown number of guards in Tarnwick on Tuesday.", "guards"),
    "side": ("A bomb exploded in front of the offices of a bank in Tarnwick on Tuesday.", "offices of a bank"),
    "participle-behind": ("GUNMEN KILLED FIVE GUARDS PROTECTING A BANK IN TARNWICK ON TUESDAY.", "GUARDS"),
    "both-bounds": ("A bomb killed between 20 and 30 clerks in Tarnwick on Tuesday.", "clerks"),
    "time-of-day": ("Gunmen opened fire around 3:30 p.m. in Tarnwick on Tuesday.", None),
    "hour": ("Gunmen opened fire around 3 p.m. in Tarnwick on Tuesday.", None),
    "street": ("The shooting in Tarnwick happened at 9:12 p.m. in the 400 block of Weaver Street on Tuesday.", None),
    "behind-a-time": ("The shooting in Tarnwick happened at 9:12 p.m. at a party in a warehouse.", "warehouse"),
    "possessive": ("A judge's murder in Tarnwick shook Norland; gunmen had fired at the judge's car.", "judge"),
}


@pytest.mark.parametrize(("text", "target"), TARGETS.values(), ids=TARGETS.keys())
def test_target(text: str, target: str | None) -> None:
    assert attacks(text)[0].target == target


TOLD = "A bomb exploded in a market in Tarnwick on Tuesday, killing two people.\n\n"
CLAIMS = {
    "responsibility": ("The Harrow Front claimed responsibility for the bombing.", "Harrow Front"),
    "credit": ("The Harrow Front took credit for the bombing.", "Harrow Front"),
    "passive": ("The bombing was claimed by the Harrow Front.", "Harrow Front"),
    "said-it-planted": ("The Harrow Front said it had planted the bomb.", "Harrow Front"),
    "its-fighters": ("The Harrow Front said its fighters carried out the bombing.", "Harrow Front"),
    "spokesman-for": ("A spokesman for the Harrow Front claimed responsibility for the bombing.", "Harrow Front"),
    "nobody": ("No one claimed responsibility for the bombing.", None),
    "no-group": ("No group has claimed responsibility for the bombing.", None),
    "would-have": ("The Harrow Front said it would have planted the bomb elsewhere.", None),
    "others-deed": ("The Harrow Front said that children had found the bomb.", None),
}


@pytest.mark.parametrize(("text", "who"), CLAIMS.values(), ids=CLAIMS.keys())
def test_claims(text: str, who: str | None) -> None:
    rows = attacks(TOLD + text)
    assert next((row.claimed_by for row in rows if row.claimed_by), None) == who
    assert all(row.denied_by is None for row in rows)


DENIALS = {
    "no-part": ("The Fen Column said it had no part in the bombing.", "Fen Column"),
    "denied-any-part": ("The Fen Column denied any part in the bombing.", "Fen Column"),
    "denied-it": ("The Fen Column denied it.", "Fen Column"),
    "not-responsible": ("The Fen Column said it was not responsible for the bombing.", "Fen Column"),
    "nothing-to-do": ("The Fen Column had nothing to do with the bombing, it said.", "Fen Column"),
    "state": ("Sudmark, which Norland accuses of much, said it had no part in the bombing.", "Sudmark"),
    "did-not-plant": ("The Fen Column said it had not planted the bomb.", "Fen Column"),
    "never-fired": ("The Fen Column said its fighters had never fired the rockets.", "Fen Column"),
    "of-something-else": ("The Fen Column denied that talks were planned.", None),
}


@pytest.mark.parametrize(("text", "who"), DENIALS.values(), ids=DENIALS.keys())
def test_denials(text: str, who: str | None) -> None:
    rows = attacks(TOLD + text)
    assert next((row.denied_by for row in rows if row.denied_by), None) == who
    assert all(row.claimed_by is None for row in rows)


TYPES = {
    "airstrike": ("Warplanes hit a bridge in Tarnwick on Tuesday.", "airstrike", "Air/drone strike"),
    "drone": ("A drone struck a depot in Tarnwick on Tuesday.", "drone", "Air/drone strike"),
    "state-bombs": ("Norlandish jets bombed a quarry in Lowport.", "airstrike", "Air/drone strike"),
    "rocket": ("Two rockets hit a base in Tarnwick on Tuesday.", "rocket", "Shelling/artillery/missile attack"),
    "missile": ("A missile slammed into a base in Tarnwick.", "missile", "Shelling/artillery/missile attack"),
    "shelling": (
        "The shelling of Tarnwick on Tuesday killed two people.",
        "shell",
        "Shelling/artillery/missile attack",
    ),
    "mortar": ("Mortar shells fell on Tarnwick on Tuesday.", "shell", "Shelling/artillery/missile attack"),
    "roadside-bomb": ("A roadside bomb exploded in Tarnwick.", "bomb", "Remote explosive/landmine/IED"),
    "car-bomb": ("A car bomb exploded in Tarnwick.", "vehicle bomb", "Remote explosive/landmine/IED"),
    "landmine": ("A landmine exploded in Tarnwick, killing a shepherd.", "mine", "Remote explosive/landmine/IED"),
    "suicide": ("A suicide bomber blew himself up at a bank in Tarnwick.", "suicide bomb", "Suicide bomb"),
    "grenade": ("Gunmen threw a grenade at a bank in Tarnwick on Tuesday.", "grenade", "Grenade"),
    "chemical": ("Sarin was used in an attack on Tarnwick that killed 20 people.", "chemical", "Chemical weapon"),
    "clash": ("Soldiers clashed with rebels in Tarnwick on Tuesday, killing two.", None, "Armed clash"),
    "ambush-of-soldiers": ("Gunmen ambushed an army convoy in Tarnwick.", None, "Armed clash"),
    "ambush-on-a-road": ("An ambush on a hill road killed four soldiers in Tarnwick.", None, "Armed clash"),
    "civilians": ("Gunmen shot dead a teacher in Tarnwick on Tuesday.", "gunfire", "Attack"),
    "kidnapping": ("Gunmen kidnapped a nun in Tarnwick on Tuesday.", None, "Abduction/forced disappearance"),
    "rape": ("Militiamen raped two women in Tarnwick on Tuesday.", None, "Sexual violence"),
    "arson": ("Gunmen set fire to a school in Tarnwick on Tuesday.", "fire", "Looting/property destruction"),
    "robbery": ("Gunmen robbed a bank in Tarnwick on Tuesday.", None, "Looting/property destruction"),
    "deadly-arson": ("Gunmen set fire to a school in Tarnwick, killing two guards.", "fire", "Attack"),
    "shot-down": ("Air defenses shot down a missile over Tarnwick.", "missile", "Disrupted weapons use"),
}


@pytest.mark.parametrize(("text", "weapon", "sub_event"), TYPES.values(), ids=TYPES.keys())
def test_weapon_and_type(text: str, weapon: str | None, sub_event: str) -> None:
    rows = attacks(text)
    assert [(row.weapon, row.sub_event_type) for row in rows] == [(weapon, sub_event)]


def test_all_mentions_of_an_attack_on_soldiers_are_a_clash() -> None:
    text = (
        "Gunmen ambushed an army convoy in Tarnwick on Tuesday, killing four soldiers.\n\n"
        "The shooting began at dawn, a farmer said."
    )
    assert {row.sub_event_type for row in attacks(text)} == {"Armed clash"}


INTERCEPTED = {
    "shot-down": ("The army shot down two drones over Tarnwick on Tuesday.", True),
    "intercepted": ("Air defenses intercepted a missile fired at Tarnwick on Tuesday.", True),
    "got-through": ("A missile hit a depot in Tarnwick on Tuesday.", None),
}


@pytest.mark.parametrize(("text", "marked"), INTERCEPTED.values(), ids=INTERCEPTED.keys())
def test_intercepted(text: str, marked: bool | None) -> None:
    assert {row.intercepted for row in attacks(text)} == {marked}


ATTRIBUTION = {
    "trailing": ("Gunmen attacked a bank in Tarnwick on Tuesday, police said.", "police"),
    "trailing-list": (
        "Gunmen attacked a bank in Tarnwick, hospital and police officials said.",
        "hospital and police officials",
    ),
    "leading": ("Witnesses said gunmen attacked a bank in Tarnwick on Tuesday.", "Witnesses"),
    "according-to": ("Gunmen attacked a bank in Tarnwick, according to the mayor.", "mayor"),
    "claim": (
        "The Harrow Front claimed responsibility for an attack on a bank in Tarnwick that killed two.",
        "Harrow Front",
    ),
    "nobody": ("Gunmen attacked a bank in Tarnwick on Tuesday.", None),
    "pronoun": ("Gunmen attacked a bank in Tarnwick on Tuesday, it said.", None),
}


@pytest.mark.parametrize(("text", "source"), ATTRIBUTION.values(), ids=ATTRIBUTION.keys())
def test_attribution(text: str, source: str | None) -> None:
    assert {row.attribution for row in attacks(text)} == {source}


PARTS = st.sampled_from(
    [*(text for text, _ in PERPETRATORS.values()), *(text for text, _ in DENIALS.values()), TOLD.strip()]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=4))
def test_every_row_stands_on_its_trigger(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    for row in attacks(text):
        assert row.start <= row.trigger_start < row.trigger_end <= row.end
        assert text[row.trigger_start : row.trigger_end].strip()
