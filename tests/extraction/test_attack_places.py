"""Where an attack was: how texts name places, and the places that they name for other reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from attack_texts import LEXICON, article, attacks

from analysis.extraction.attacks.attacks import find_attacks
from analysis.extraction.dates.dates import find_dates
from analysis.extraction.entities import find_entities
from analysis.language.reading import Reading

PLACES = {
    "in": ("Gunmen attacked a bank in Tarnwick on Tuesday.", "Tarnwick"),
    "at-a-camp": ("Rockets hit soldiers at Camp Teasel on Tuesday.", "Camp Teasel"),
    "above": ("Gunmen ambushed a convoy above Camp Teasel on Tuesday.", "Camp Teasel"),
    "north-of": ("A bomb exploded north of Tarnwick on Tuesday, killing a guard.", "Tarnwick"),
    "kilometers-from": ("A bomb exploded 12 kilometers from Tarnwick on Tuesday, killing a guard.", "Tarnwick"),
    "road-between": ("A bomb hit a bus on the road between Tarnwick and Oxenmouth, killing two.", "Tarnwick"),
    "attack-on": ("An attack on Tarnwick killed two people on Tuesday.", "Tarnwick"),
    "what-is-hit": ("Rebels shelled Tarnwick on Tuesday.", "Tarnwick"),
    "what-was-hit": ("Tarnwick was shelled by rebels on Tuesday.", "Tarnwick"),
    "before-the-noun": ("The Tarnwick bombing killed two people on Tuesday.", "Tarnwick"),
    "town-of": ("Gunmen attacked a bank in the town of Brindlesea on Tuesday.", "Brindlesea"),
    "neighborhood": ("Gunmen shot dead a judge in the Quillgate neighborhood of Tarnwick.", "Quillgate, Tarnwick"),
    "two-neighborhoods": ("Soldiers shelled houses in the Quillgate and Moorside neighborhoods.", "Quillgate"),
    "unknown-town": ("Gunmen attacked a bank in Brindlesea on Tuesday.", "Brindlesea"),
    "named-airport": ("Gunmen shot dead a pilot at the Brindle Moor airport on Tuesday.", "Brindle Moor airport"),
    "named-camp": ("Rockets hit soldiers at Fort Brindle on Tuesday.", "Fort Brindle"),
    "gas-station": ("Gunmen shot dead a driver at a gas station on Tuesday.", None),
    "capital": ("A bomb killed two guards in the capital on Tuesday, the government of Norland said.", "Oxenmouth"),
    "capital-of": ("A bomb killed two guards in Lowport, not in the capital of Norland, on Tuesday.", "Lowport"),
    "finer-first": ("Rockets fell on the Amber Zone in Oxenmouth on Tuesday.", "Amber Zone"),
    "street-below-its-town": ("Gunmen shot dead a guard in Weaver Street in Tarnwick on Tuesday.", "Tarnwick"),
    "town-above-region": ("Gunmen shot dead a guard in Tarnwick, in the Ember Hills, on Tuesday.", "Tarnwick"),
    "mayor-of": ("Gunmen shot dead the mayor of Lowport at his house in Tarnwick on Tuesday.", "Tarnwick"),
    "from": ("A farmer from Lowport was shot dead by gunmen in Tarnwick on Tuesday.", "Tarnwick"),
    "judge-of-a-town": ("Gunmen killed a Lowport judge on Tuesday.", None),
    "speaker-behind": ("Gunmen attacked a bank in Tarnwick, a spokesman in Lowport said.", "Tarnwick"),
    "speaker-before": ("A spokesman told reporters in Lowport that gunmen had killed two guards on Tuesday.", None),
    "lecturer": ("Gunmen killed two guards on Tuesday, said Ilka Sorrel, a lecturer at Brindle University.", None),
    "office": ("Gunmen killed two guards on Tuesday, the Department of Security said.", None),
    "outlet": ("Gunmen killed two guards on Tuesday, the Brindle State Bureau reported.", None),
    "dateline": ("LOWPORT (Halyard) — Gunmen attacked a bank in Tarnwick on Tuesday.", "Tarnwick"),
    "opener-of-names": ("GUNMEN ATTACKED THE POST IN SAN TARNO WITH MORTARS ON TUESDAY.", "SAN TARNO"),
    "opener-behind-direction": ("GUNMEN SHOT DEAD A CLERK IN EASTERN VILLA HARROW ON TUESDAY.", "VILLA HARROW"),
    "no-opener": ("GUNMEN SHOT DEAD A CLERK IN COLD BLOOD ON TUESDAY.", None),
    "area": ("Gunmen shot dead a judge in the Quillgate area on Tuesday.", "Quillgate"),
    "surname-of-a-kind": ("Gunmen shot Adam Ward dead at a mill on Tuesday.", None),
    "ward-of-a-town": ("Gunmen shot a clerk dead in Quillgate Ward on Tuesday.", "Quillgate Ward"),
    "no-area": ("Gunmen shot dead a judge in a residential area on Tuesday.", None),
    "abbreviated": ("Gunmen shot dead a guard near Weaver St. on Tuesday.", "Weaver St"),
    "hit-by-its-bare-name": ("Militants raided Brindlesea, in the Ember Hills, on Tuesday.", "Brindlesea"),
    "shelling-of": ("The shelling of Brindlesea on Tuesday killed two people.", "Brindlesea"),
    "what-it-is": ("Two people died when militants raided Brindlesea, a fishing town in Norland.", "Brindlesea"),
    "who-says-so-behind": ("Gunmen killed two guards in Tarnwick, police said.", "Tarnwick"),
    "named-refugee-camp": ("Soldiers raided the Brindle Moor refugee camp on Tuesday.", "Brindle Moor refugee camp"),
    "named-park-neighborhood": ("Gunmen shot a clerk dead in the Brindle Park neighborhood.", "Brindle Park"),
    "university-of": ("Gunmen shot a clerk dead near the University of Brindle on Tuesday.", "University of Brindle"),
    "somebody's-house": ("Gunmen shot a clerk dead outside Brindle's house on Tuesday.", None),
    "their-police": ("Gunmen killed two guards at a shop on Tuesday, Tarnwick police said.", "Tarnwick"),
    "several": ("Bombs exploded in Brindlesea, Brindle and Quillgate on Tuesday.", "Brindlesea, Brindle and Quillgate"),
    "pronounced-dead": ("A baker was pronounced dead at Weaver Hospital on Tuesday after he had been shot.", None),
    "other-clause": (
        "While an envoy sat in Oxenmouth — and as talks went on — rockets were fired at the Amber Zone.",
        "Amber Zone",
    ),
}


@pytest.mark.parametrize(("text", "place"), PLACES.values(), ids=PLACES.keys())
def test_place(text: str, place: str | None) -> None:
    rows = attacks(text)
    assert rows
    assert {row.place for row in rows} == {place}


def test_this_city_is_that_of_the_dateline() -> None:
    text = "Two bombs exploded in this northern city on Tuesday, killing a guard."
    made = replace(article(text), dateline="Tarnwick, March 12")
    rows = find_attacks(
        Reading(made, LEXICON), entities=find_entities(Reading(made, LEXICON)), dates=find_dates(Reading(made, LEXICON))
    )
    assert {(row.place, row.country) for row in rows} == {("Tarnwick", "XN")}


COUNTRIES = {
    "of-the-place": ("Gunmen attacked a bank in Tarnwick on Tuesday.", "XN"),
    "named": ("Gunmen attacked a village in Sudmark on Tuesday, killing two people.", "XS"),
    "consulate": ("Gunmen attacked the Sudmarkian consulate in Tarnwick on Tuesday.", "XN"),
    "of-the-attacker": ("Norlandish jets bombed a depot in Lowport on Tuesday.", "XS"),
    "nearer-country": ("An attack in Sudmark on Tuesday killed two people and angered officials in Oxenmouth.", "XS"),
}


@pytest.mark.parametrize(("text", "country"), COUNTRIES.values(), ids=COUNTRIES.keys())
def test_country(text: str, country: str) -> None:
    assert {row.country for row in attacks(text)} == {country}


def test_the_country_of_a_clause_before_is_not_that_of_what_is_avenged() -> None:
    text = "Norland has reined in the rebels in Norland after gunmen killed three teachers in Sudmark on Tuesday."
    assert {row.country for row in attacks(text)} == {"XS"}


def test_capitals_are_read_like_mixed_case() -> None:
    rows = attacks("GUNMEN ATTACKED A BANK IN THE TOWN OF BRINDLESEA, NORLAND, ON TUESDAY, KILLING TWO GUARDS.")
    assert [row.place for row in rows] == ["BRINDLESEA"]


def test_the_finest_place_of_an_attack_stands_in_all_its_rows() -> None:
    text = (
        "Rockets were fired at Oxenmouth on Tuesday, killing a child.\n\n"
        "The rockets that fell on the Amber Zone killed the child and wounded five people, the army said."
    )
    assert {row.place for row in attacks(text)} == {"Amber Zone"}
