"""How an attack is told: as having happened, planned, supposed or denied, or as no event on any occasion."""

from __future__ import annotations

import pytest
from one_sentence import explained


def told(text: str) -> list[str]:
    """The realis of each incident row."""
    return [a.realis for a in explained(text).attacks if a.kind == "incident"]


UNREAL = {
    "modal": ("Rebels could attack the port of Harrowfen.", "hypothetical"),
    "conditional": ("If rebels attack the port of Harrowfen, the army will answer.", "hypothetical"),
    "fear": ("Traders fear an attack on the port of Harrowfen.", "hypothetical"),
    "possible": ("Guards watched for a possible attack on the port of Harrowfen.", "hypothetical"),
    "next": ("The minister wants to prevent the next attack on the port of Harrowfen.", "hypothetical"),
    "any": ("Any attack on the port of Harrowfen is a danger to all.", "hypothetical"),
    "call-for": ("Preachers called for an attack on the port of Harrowfen.", "hypothetical"),
    "future": ("Rebels will attack the port of Harrowfen, a fisherman said.", "planned"),
    "threat-verb": ("Rebels threatened to attack the port of Harrowfen.", "planned"),
    "threat-noun": ("A video threatening an attack on the port of Harrowfen was shown.", "planned"),
    "plot": ("Two students plotted an attack on the port of Harrowfen.", "planned"),
    "order": ("The general ordered his men to attack the port of Harrowfen.", "planned"),
    "bent-on": ("He spoke of rebels bent on attacking the port of Harrowfen.", "planned"),
    "negation": ("Rebels did not attack the port of Harrowfen.", "denied"),
    "denial": ("The army denied that its men attacked the port of Harrowfen.", "denied"),
    "nobody": ("No soldier was killed in Harrowfen.", "denied"),
}


@pytest.mark.parametrize(("text", "realis"), UNREAL.values(), ids=UNREAL.keys())
def test_what_did_not_happen_keeps_its_realis(text: str, realis: str) -> None:
    assert told(text)[:1] == [realis], [(r.trigger, r.reason) for r in explained(text).rejected]


NO_OCCASION = {
    "habit": "Rebels often attack convoys on the road to Harrowfen.",
    "present": "Shepherds are killed in these hills, and nobody asks.",
    "present-continuous": "Patrols are being ambushed in the hills.",
    "reduced-continuous": "There are officers being killed on the battlefields.",
    "kind-like": "The league said that attacks like these help nobody.",
    "kind-bare-plural": "She got insults and attacks, and laughed.",
    "kind-mass-noun": "The country does plenty of killing also.",
    "policy": "The league forbids attacks on fishing boats.",
    "halt": "The ministers agreed to stop attacks on fishing boats.",
    "scaling-back": "Allies scale back attacks on fishing boats.",
    "trend": "Attacks on fishing boats have increased.",
    "rate": "A spate of attacks on fishing boats worries traders.",
    "question": "Will anybody attack the port?",
    "risk": "The risk of attacks keeps insurers away.",
    "accused-of-a-kind": "The league accused rebels of killing civilians.",
    "present-joined": "Apprentices in Harrowfen are beaten, chained or attacked.",
    "present-getting": "The people that are getting killed are weavers.",
    "act-as-topic": "Shooting a swan is an offence in Harrowfen.",
    "act-supposed-behind": "She wrote of shooting guards if they came to Harrowfen.",
    "any-who-suffer": "Widows of people killed by drunks were asked to speak.",
    "of-any": "The league deplored the murder of journalists.",
    "bare-noun": "The pamphlet was said to sell murder.",
    "since-a-day": "More than 400 people have been killed in Harrowfen since November.",
    "perfect-bare-plural": "Officers have been killed in Harrowfen.",
    "stepped-up": "Attacks on the harbour stepped up when the old mayor took office.",
    "would-have-joined": "She would have found the guards and killed them.",
    "war-name": "The war on terror was a theme of the evening.",
}


@pytest.mark.parametrize("text", NO_OCCASION.values(), ids=NO_OCCASION.keys())
def test_what_tells_of_no_occasion_is_not_counted(text: str) -> None:
    assert "actual" not in told(text)


ACTUAL = {
    "attempt": "Gunmen tried to kill a judge in Harrowfen on Monday.",
    "failed": "Gunmen failed to kill a judge in Harrowfen on Monday.",
    "presupposed-by-investigation": "If anyone in the inquiry into the killing of judge Torvik is freed, we sue.",
    "accused-of-this-one": "Eight soldiers are accused of killing the six teachers in Harrowfen.",
    "guilty-of": "They will try those guilty of the murder of bishop Anselm Torvik.",
    "denied-a-part": "Ostrelle denied any part in the bombing of a market in Harrowfen on Monday, which killed six.",
    "reason-clause": "They will be tried in Norland because the mayor was murdered in Harrowfen.",
    "hostages-in-the-present": "Gunmen are holding hostage nine clerks in a bank in Harrowfen.",
    "not-responsible": "The rebels said they were not responsible for the bombing in Harrowfen on Monday.",
    "perfect": "Two guards have been shot near Harrowfen.",
    "question-about-the-attack": "Who was behind the attack on a mill in Harrowfen on Monday that killed nine?",
}


@pytest.mark.parametrize("text", ACTUAL.values(), ids=ACTUAL.keys())
def test_what_happened_is_actual_whatever_is_said_of_it(text: str) -> None:
    assert "actual" in told(text), [(r.trigger, r.reason) for r in explained(text).rejected]


def test_the_deciding_word_stands_in_the_rule() -> None:
    rows = explained("Rebels could attack the port of Harrowfen.").attacks
    assert [r.rule for r in rows] == ["assault.active:could"]


def test_only_the_first_of_two_headline_nouns_is_an_attack() -> None:
    text = "After attack on a depot in Harrowfen killed two, allies scale back attacks"
    assert told(text).count("actual") == 1
