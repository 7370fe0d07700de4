"""Which clauses report an attack at all: events in every form, and the same words about other things."""

from __future__ import annotations

import pytest
from one_sentence import explained


def counted(text: str) -> list[str]:
    """The rules of the actual incidents of a sentence."""
    return [a.rule for a in explained(text).attacks if a.kind == "incident" and a.realis == "actual"]


REPORTED = {
    "active": "Rebels shelled the barracks at Harrowfen on Monday.",
    "passive": "Two shepherds were shot near Harrowfen on Monday.",
    "passive-with-manner": "Her father, the former governor, was subsequently murdered in Harrowfen.",
    "shot-to-death": "A weaver was shot to death in Harrowfen on Monday.",
    "nominal-plural-victims": "The bishop deplored the murders of two weavers in Harrowfen on Monday.",
    "nominal-new-aim": "The shooting at a chapel in Harrowfen stunned the bishop.",
    "car-rammed": "Militants rammed a car packed with explosives into a wall in Harrowfen on Monday.",
    "nominal": "Harrowfen buried its dead after the killing of five weavers on Monday.",
    "nominal-victim-alone": "The judge opened the trial over the murder of bishop Anselm Torvik.",
    "participial": "A mine blew up under a bus in Harrowfen, killing a nurse and wounding at least three.",
    "joined-verbs": "Gunmen stopped, robbed and shot two drivers near Harrowfen on Monday.",
    "relative-clause": "Nobody has claimed the rockets that hit a mill in Harrowfen on Monday.",
    "vehicle-hits-a-charge": "A goods train was derailed on Monday after hitting a dynamite charge near Harrowfen.",
    "stabbing": "A masked man stabbed two worshippers in Harrowfen on Monday.",
    "hacked-to-death": "Four villagers were hacked to death in Harrowfen on Monday.",
    "ramming": "A truck driver ploughed into a crowd in Harrowfen on Monday, killing six people.",
    "clash-between": "A clash between the army and rebels was reported near Harrowfen on Monday.",
    "siege": "Militants besieged the town hall of Harrowfen on Monday.",
    "kidnapping": "Gunmen abducted a priest in Harrowfen on Monday.",
    "hostages-still-held": "Four diplomats are being held hostage by armed men in Harrowfen.",
    "robbery-by-outlaws": "Guerrillas robbed a bank in Harrowfen on Monday.",
    "looting-by-outlaws": "Rebels looted the stores of Harrowfen on Monday.",
    "arson-by-outlaws": "Masked men set fire to a school in Harrowfen on Monday.",
    "sabotage": "Guerrillas sabotaged an oil pipeline near Harrowfen on Monday.",
    "piracy-seized": "Pirates seized a tanker off Harrowfen on Monday.",
    "piracy-boarded": "Pirates boarded a freighter off Harrowfen on Monday.",
    "piracy-hijacked": "A freighter was hijacked off Harrowfen on Monday.",
    "piracy-commandeered": "Gunmen commandeered a ferry off Harrowfen on Monday.",
    "seized-by-a-navy": "Iranian forces seized a tanker in the strait on Monday.",
    "torture": "Three prisoners were tortured in Harrowfen on Monday.",
    "public-figure-under-fire": "A gunman attacked senator Anselm Torvik in Harrowfen on Monday with a knife.",
    "capitals": "UNIDENTIFIED MEN MACHINEGUNNED A PATROL IN HARROWFEN ON MONDAY.",
    "capitals-nominal": "THE POLICE BLAMED REBELS FOR A BOMBING IN THE TOWN OF HARROWFEN ON MONDAY.",
}


@pytest.mark.parametrize("text", REPORTED.values(), ids=REPORTED.keys())
def test_an_attack_is_found_in_every_form(text: str) -> None:
    assert counted(text), [(r.trigger, r.reason) for r in explained(text).rejected]


STOPPED = {
    "intercepted": "The army intercepted two missiles over Harrowfen on Monday.",
    "shot-down": "Air defences shot down a drone over Harrowfen on Monday.",
    "defused": "Police defused a bomb at a station in Harrowfen on Monday.",
    "defused-passive": "A car bomb was defused by soldiers in Harrowfen on Monday.",
    "found-in-time": "A guard found a bomb under the market of Harrowfen on Monday.",
    "repelled": "Soldiers repelled an attack on their camp near Harrowfen on Monday.",
    "pirates-caught": "The navy captured nine pirates off Harrowfen on Monday.",
}


@pytest.mark.parametrize("text", STOPPED.values(), ids=STOPPED.keys())
def test_what_was_stopped_in_time_counts(text: str) -> None:
    assert counted(text), [(r.trigger, r.reason) for r in explained(text).rejected]


ANOTHER_THING = {
    "words-attacked-a-rival": "Senator Oda Brightwell attacked her rival in Monday's debate, saying he had no plan.",
    "words-on-a-record": "His attack on her record drew cheers in Harrowfen on Monday.",
    "words-manner": "The mayor answered a scathing personal attack on Monday.",
    "words-from-the-left": "He has faced down attacks from the left since Monday.",
    "words-by-critics": "Critics attacked the minister over the ferry timetable on Monday.",
    "words-possessor": "He attacked the judge's heritage on Monday.",
    "words-advertisement": "A new attack ad was shown in Harrowfen on Monday.",
    "words-shot-back": "Brightwell shot back on Monday that she had built the harbour.",
    "words-blast": "Dockers blast Brightwell over pay.",
    "words-barrage": "The minister met a barrage of questions in Harrowfen on Monday.",
    "words-in-capitals": "THE PRESIDENT ATTACKED THE BUDGET IN A SPEECH ON MONDAY.",
    "onslaught-of-goods": "Growers in Harrowfen met an onslaught of imports on Monday.",
    "labour-strike": "Dockers in Harrowfen went on strike on Monday.",
    "hunger-strike": "Two prisoners in Harrowfen began a hunger strike on Monday.",
    "heart-attack": "A conductor died of a heart attack in Harrowfen on Monday.",
    "account-hijacked": "Pranksters hijacked the account of the harbour office on Monday.",
    "computers-hacked": "The computers of the harbour office were hacked on Monday.",
    "sport-shot": "Her shot at the title in Harrowfen on Monday came to nothing.",
    "a-good-shot": "The brewer had a very good shot at winning in Harrowfen on Monday.",
    "fireworks": "Fireworks were shooting over the lake in Harrowfen on Monday.",
    "money-ploughed": "The union ploughed two million crowns into posters on Monday.",
    "film-shot": "A crew shot a film in Harrowfen on Monday.",
    "price-explosion": "The explosion of prices reached Harrowfen on Monday.",
    "imports-hit": "Harrowfen was hit hard by the drought on Monday.",
    "feelings-hurt": "The remark hurt the town deeply on Monday.",
    "gun-violence": "The panel on gun violence met in Harrowfen on Monday.",
    "missile-defence": "The parliament in Harrowfen bought a missile defence on Monday.",
    "missile-into-the-sea": "The army fired a missile into the sea on Monday.",
    "police-search": "The home of a baker in Harrowfen was raided by police on Monday, who took his computer.",
    "deportation-raids": "Lawyers in Harrowfen protested against the deportation raids on Monday.",
    "traffic-accident": "Six people were killed on Monday when a bus overturned near Harrowfen.",
    "air-crash": "A pilot was killed near Harrowfen on Monday on the way to a fair when his small plane crashed.",
    "earthquake": "Nine people were killed in an earthquake in Harrowfen on Monday.",
    "own-hand": "A farmer killed himself in Harrowfen on Monday.",
    "private-crime": "The court in Harrowfen heard on Monday that a teacher had raped her.",
    "court-charge": "A sailor was charged with assault in Harrowfen on Monday.",
    "crime-in-general": "The governor claimed on Monday that crime had fallen in Harrowfen.",
    "crime-of": "He was held on Monday for the crime of smuggling.",
    "seized-by-customs": "An army patrol seized a boat near Harrowfen on Monday and found cocaine.",
    "found-nothing": "Police found no bomb in Harrowfen on Monday.",
    "weapons-found": "Police found weapons in a cellar in Harrowfen on Monday.",
    "name-for-another-event": "The bishop called the law an attack on the poor on Monday.",
    "history-play": "Actors in Harrowfen rehearsed a murder mystery on Monday.",
    "words-one-persons": "Brightwell doubled down on her attacks on a former aide on Monday.",
    "words-from-the-floor": "Senator Oda Brightwell relentlessly attacked Bram Osk from the Senate floor on Monday.",
    "sport-half": "Harrowfen United attacked with both wings and struck twice before half-time on Sunday.",
    "sport-wide": "The forward shot wide in Harrowfen on Saturday.",
    "sport-aim": "The home side bombarded the Harrowfen goal for twenty minutes on Sunday.",
    "sport-score": "She shot 68 in Harrowfen on Thursday.",
    "beast": "A bear killed a hiker near Harrowfen on Monday.",
    "crash": "A driver was killed in a crash on the coast road on Monday.",
    "falling-crane": "Three workers were killed in Harrowfen on Monday when a crane fell.",
    "gas": "A gas explosion destroyed a house in Harrowfen on Monday, killing two people.",
    "spaceflight": "A rocket with a weather satellite exploded in Harrowfen on Monday.",
    "demolition": "Army engineers blew up an old bridge in Harrowfen on Monday.",
    "salute": "Soldiers fired 21 guns in salute in Harrowfen on Monday.",
    "put-to-death-by-law": "The prisoner was executed by lethal injection in Harrowfen on Tuesday.",
    "charge": "A jury in Harrowfen convicted Bram Osk of murder on Tuesday.",
    "a-flop": "Her film bombed in Harrowfen last year.",
    "overrun-with": "The quay was overrun with tourists on Monday.",
    "on-all-cylinders": "The mill in Harrowfen was firing on all cylinders on Monday.",
    "rifle-made-useless": "Her lawyer thwarted the ministry's plan to render the rifle useless on Monday.",
}


@pytest.mark.parametrize("text", ANOTHER_THING.values(), ids=ANOTHER_THING.keys())
def test_the_same_words_about_other_things_count_nothing(text: str) -> None:
    assert counted(text) == []


REASONS = {
    "attack-in-words": ("Brightwell attacked her rival in Monday's debate, saying he had no plan.", "in words"),
    "fixed-expression": ("Dockers went on strike in Harrowfen on Monday.", ""),
    "search": ("A farm in Harrowfen was raided by police on Monday.", "search"),
    "own-hand": ("A farmer shot himself in Harrowfen on Monday.", "own hand"),
    "accident": ("Two people were killed in a flood in Harrowfen.", "accident"),
    "kind": ("The minister spoke of attacks like Harrowfen.", "kind"),
    "private-crime": ("She said that a teacher had raped her.", "on no occasion"),
}


@pytest.mark.parametrize(("text", "reason"), REASONS.values(), ids=REASONS.keys())
def test_every_rejected_word_has_its_reason(text: str, reason: str) -> None:
    reasons = [r.reason for r in explained(text).rejected]
    assert all(reasons)
    assert any(reason in r for r in reasons)


def test_a_bare_reference_is_told_apart_from_a_mention() -> None:
    text = "Gunmen attacked a mill in Harrowfen on Monday, killing two, and the bishop condemned the attack."
    rules = counted(text)
    assert len(rules) == 1


@pytest.mark.parametrize("text", [*REPORTED.values(), *STOPPED.values()])
def test_every_row_names_its_trigger_and_its_rule(text: str) -> None:
    for row in explained(text).attacks:
        assert row.rule
        assert row.trigger
        assert text[row.trigger_start :].startswith(row.trigger.split(" … ")[0]) or " … " in row.trigger
