"""Killed and wounded: whose number stands where, what is a part, who does not count."""

from __future__ import annotations

from datetime import datetime

import pytest
from attack_texts import attacks
from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.identity import Range
from analysis.extraction.attacks.slots.tolls import find_tolls
from analysis.extraction.dates.dates import find_dates
from analysis.language.expressions import read_words
from analysis.language.lexicon import load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence

PUBLISHED = datetime(2031, 5, 12)

KILLED: list[tuple[str, Range | None, Range | None, str]] = [
    ("Gunmen killed four soldiers near Arvond.", (4, 4), None, "object"),
    ("Four soldiers were killed near Arvond.", (4, 4), None, "passive"),
    ("Four soldiers died in the raid.", (4, 4), None, "died"),
    ("A teacher shot by gunmen near Arvond on Sunday died on Tuesday.", (1, 1), None, "struck-and-died"),
    ("Gunmen shot him dead near Arvond.", (1, 1), None, "him-dead"),
    ("Nine people are dead and four are in hospital after a raid near Arvond.", (9, 9), (4, 4), "in-hospital"),
    ("The raid left four soldiers dead.", (4, 4), None, "left-dead"),
    ("The raid left four dead and at least nine wounded.", (4, 4), (9, None), "left-dead-and-wounded"),
    ("A bomb tore through the market, killing a child and wounding at least five.", (1, 1), (5, None), "participles"),
    ("The death toll rose to 15 on Tuesday.", (15, 15), None, "toll-rose"),
    ("The toll now stands at 15 dead.", (15, 15), None, "toll-stands"),
    ("The killing of three teachers shook Arvond.", (3, 3), None, "killing-of"),
    ("The raid resulted in the deaths of at least ten people.", (10, None), None, "deaths-of"),
    ("The death on Monday night of Doral Venn, a reporter, shook the town.", (1, 1), None, "death-day-of"),
    ("Two people died and five were wounded in the attack.", (2, 2), (5, 5), "elided-subject"),
    ("A woman and her two children were killed.", (3, 3), None, "woman-and-children"),
    ("The blast killed seven people, including two children.", (7, 7), None, "including"),
    ("The blast killed seven people, two of them children.", (7, 7), None, "two-of-them"),
    ("The gunmen wounded 20 shoppers, three of them seriously.", None, (20, 20), "three-seriously"),
    ("Two of the five were killed at once.", (2, 2), None, "two-of-the-five"),
    ("Nobody was killed but dozens were injured.", (0, 0), (24, 99), "nobody-killed"),
    ("No one was killed or wounded in the raid.", (0, 0), (0, 0), "none-killed-or-wounded"),
    ("There were no casualties.", (0, 0), (0, 0), "no-casualties"),
    ("There were no injuries.", None, (0, 0), "no-injuries"),
    ("A mother of four was shot dead in Arvond.", (1, 1), None, "mother-of-four"),
    ("Doral Venn, 34, was shot dead in Arvond.", (1, 1), None, "age"),
    (
        "Militants killed Doral Venn, the mayor of Arvond, and Tessa Quill, his deputy.",
        (2, 2),
        None,
        "names-with-titles",
    ),
    (
        "General Doral Venn, a former minister, and Colonel Ash Brand were wounded.",
        None,
        (2, 2),
        "subjects-with-titles",
    ),
    ("The murder of a judge and of two clerks led to a march.", (3, 3), None, "of-and-of"),
    ("The killing of six priests -- five of whom were old -- and two women led to a march.", (8, 8), None, "aside"),
    ("A union leader was killed along with nine other workers.", (10, 10), None, "along-with"),
    ("One civilian and one soldier were killed.", (2, 2), None, "one-and-one"),
    ("Eight policemen and nine civilians were killed in the explosion.", (17, 17), None, "joined-numbers"),
    ("At least five people have been shot in Arvond.", None, (5, None), "shot-and-counted"),
    ("Three people were shot and killed in Arvond.", (3, 3), None, "shot-and-killed"),
    ("One man was treated for injuries after five people were hurt.", None, (5, 5), "treated-is-weaker"),
    ("Several people were killed and injured.", (1, None), (1, None), "killed-and-injured"),
    ("Police killed two of the gunmen.", None, None, "attackers-dead"),
    ("Three soldiers and two attackers were killed.", (3, 3), None, "attackers-beside-victims"),
    ("Four soldiers and three militants died in the ambush.", (4, 4), None, "militants-beside-victims"),
    ("The suicide bomber was killed too.", None, None, "bomber"),
    ("More than 100 people were wounded.", None, (101, None), "more-than"),
    ("Up to 30 villagers may be dead.", (None, 30), None, "up-to"),
    ("Between 10 and 15 people were killed.", (10, 15), None, "between"),
    ("The bomb killed between 20 and 30 people.", (20, 30), None, "between-behind-the-verb"),
    ("Image 31 of 32 Seven people were killed.", (7, 7), None, "number-of-a-picture"),
    ("Those killed between 2001 and 2005 were clerks.", None, None, "between-years"),
    ("Hospitals counted 12 dead and 40 wounded.", (12, 12), (40, 40), "dead-and-wounded"),
    ("Doctors said four dead bodies and 120 wounded had been brought in.", (4, 4), (120, 120), "bodies"),
    ("Rebels killed scores of villagers.", (40, 99), None, "scores"),
    ("A 122mm rocket killed two men on Route 9.", (2, 2), None, "calibre-and-route"),
    ("In 2019 a bomb killed 15 people.", (15, 15), None, "year"),
    ("The rebels killed 69 farmers, including men, women, and children, and left.", (69, 69), None, "including-list"),
    ("Three policemen, a cook of the garrison, and four civilians were wounded.", None, (8, 8), "subject-list"),
    ("The bomb killed three policemen, a cook and two drivers.", (6, 6), None, "object-list"),
    ("The bomb killed five people, two children and three women.", (5, 5), None, "breakdown"),
    ("The bomb killed seven people, a police spokesman said.", (7, 7), None, "said-behind"),
    ("Three shoppers were fatally shot in Arvond.", (3, 3), None, "fatally-shot"),
    ("Doral Venn, 22, who was fatally shot in May, was a clerk.", (1, 1), None, "fatally-shot-and-age"),
    ("A clerk was shot in the arm.", None, None, "shot-alone"),
    ("The families of the gunmen were killed.", (2, None), None, "families-of-attackers"),
    ("Doral Venn, 22, who was killed in May, left two sons.", (1, 1), None, "age-and-relative"),
    ("More than a dozen others were wounded.", None, (13, None), "more-than-a-dozen"),
    ("The strike hit a bus 40 kilometers from Arvond, killing six.", (6, 6), None, "distance"),
    ("The mayor and two of his guards were killed.", (3, 3), None, "singular-and-number"),
    ("Doral Venn, his driver and two guards were killed.", (4, 4), None, "name-in-a-list"),
    ("Gunmen killed the governor, two bodyguards and a driver.", (4, 4), None, "object-opens-without-number"),
    ("Two soldiers, the driver and a girl were killed.", (4, 4), None, "subject-list-without-last-comma"),
    ("The couple and their three children were killed.", (5, 5), None, "couple"),
    ("The shelling killed a woman, her son and three neighbors.", (5, 5), None, "his-and-her"),
    ("The rebels killed four men and women.", (4, 4), None, "one-number-for-both"),
    ("A senator was shot together with five other people who were wounded.", None, (5, 5), "five-other-people"),
    ("The number of dead rose from 12 to 15.", (15, 15), None, "number-of-dead"),
    ("The number of people killed has risen to 31.", (31, 31), None, "number-of-killed"),
    ("Officials put the toll at 19 and the number of injured at 44.", (19, 19), (44, 44), "toll-and-number-of"),
    ("The death toll has climbed above 200.", (201, None), None, "toll-above"),
    ("The death toll has passed 200.", (201, None), None, "toll-passed"),
    ("No deaths were reported.", (0, 0), None, "no-deaths"),
    ("They paid tribute to the 49 people killed at Arvond in May.", (49, 49), None, "tribute-to-the-dead"),
    ("The raid left a judge and three clerks dead.", (4, 4), None, "left-several-dead"),
    ("No injuries or deaths were reported.", (0, 0), (0, 0), "no-injuries-or-deaths"),
    ("There were no immediate reports of casualties.", None, None, "nobody-knows"),
    ("A blast wrecked the post but failed to injure its five guards.", None, (0, 0), "failed-to-injure"),
    ("At least 75 people were killed and 1,643 wounded.", (75, None), (1643, 1643), "thousands"),
    ("Bombs exploded, killing at least 82 people and wounding more than 1,700.", (82, None), (1701, None), "over-1700"),
    ("The attacks on May 3 killed 257 people and injured more than 5,500.", (257, 257), (5501, None), "day-before"),
    ("The blast killed 14 and 30 others were wounded.", (14, 14), (30, 30), "object-then-subject"),
    ("The man who killed his wife and two sons was caught.", (3, 3), None, "list-in-a-relative-clause"),
    ("Five to seven soldiers were killed.", (5, 7), None, "range-opens"),
    ("At least 20 but no more than 30 soldiers were killed.", (20, 30), None, "bounds-on-both-sides"),
    ("The strike killed half of the 30 hostages.", (15, 15), None, "half-of"),
    ("The strike killed Doral Venn, 34, her son Ash, 6, and a neighbor.", (3, 3), None, "names-and-ages"),
    ("The strike killed a family of four.", (4, 4), None, "family-of-four"),
    ("They published a list of 57 people who were killed.", (57, 57), None, "number-after-an-article"),
    ("The strike killed four children and two women, a total of six people.", (6, 6), None, "total"),
    ("The strike killed 40 cows and two herders.", (2, 2), None, "animals"),
    ("The strike cost 12 people their lives.", (12, 12), None, "cost-lives"),
    ("Six people were shot, four of them fatally.", (4, 4), (2, 2), "some-fatally"),
    ("A gunman shot seven people, killing three of them.", (3, 3), (4, 4), "shot-and-killing"),
    ("Four shot, one dead in Arvond.", (1, 1), (3, 3), "shot-and-dead"),
    ("He shot at them three times.", None, None, "times"),
    ("Doctors counted 14 stab wounds.", None, None, "wounds-are-no-people"),
    ("Ten people, including the bomber, were killed.", (9, 9), None, "including-the-bomber"),
    ("Doral Venn was charged with two counts of murder.", None, None, "counts-of-murder"),
    ("Clerks killed two guards, bringing to 74 the number of people killed since May.", (2, 2), None, "running-total"),
    ("Police said 12 people died, but doctors put the toll at 15.", (12, 15), None, "two-sources"),
    ("Officials had earlier put the toll at 15.", (15, 15), None, "only-an-earlier-toll"),
    ("The blast killed 12 people; an earlier toll was 15 dead.", (12, 12), None, "earlier-toll"),
    ("The death toll could rise to 40.", None, None, "toll-supposed"),
    ("A third victim has died.", (3, 3), None, "third-victim"),
    ("The dead were a cook and two clerks.", (3, 3), None, "who-the-dead-were"),
    ("One man was killed and another wounded.", (1, 1), (1, 1), "another"),
    ("A man was fatally wounded.", (1, 1), None, "fatally-wounded"),
    ("A clerk was shot in a bar and was pronounced dead.", (1, 1), None, "pronounced-dead"),
]


def tolls_of(sentence: str) -> tuple[Range | None, Range | None]:
    lexicon = load_lexicon()
    passages, sentences = (Passage(0, len(sentence), "body"),), (Sentence(0, len(sentence), 0),)
    article = Article("a", sentence, published=PUBLISHED, passages=passages, sentences=sentences)
    reading = Reading(article, lexicon)
    words = read_words(reading.sentences[0], lexicon)
    scene = Scene(sentence, words, find_dates(reading), [], lexicon, reading.sentences[0])
    found = find_tolls(scene, 0, len(words))
    return found.killed, found.wounded


@pytest.mark.parametrize(("sentence", "killed", "wounded"), [row[:3] for row in KILLED], ids=[row[3] for row in KILLED])
def test_tolls(sentence: str, killed: Range | None, wounded: Range | None) -> None:
    assert tolls_of(sentence) == (killed, wounded)


@pytest.mark.parametrize(("sentence", "killed", "wounded"), [row[:3] for row in KILLED], ids=[row[3] for row in KILLED])
def test_tolls_in_capitals(sentence: str, killed: Range | None, wounded: Range | None) -> None:
    assert tolls_of(sentence.upper()) == (killed, wounded)


ROWS = {
    "both-bounds": ("The bomb killed between 20 and 30 people.", (20, 30), (None, None)),
    "one-number-for-both-bounds": ("The bomb killed 20–30 people.", (20, 30), (None, None)),
    "day-of-a-crowd": ("The attacks on May 3 killed 257 people and injured more than 5,500.", (257, 257), (5501, None)),
    "weekend": ("Two women were killed at a party in Tarnwick over the weekend.", (2, 2), (None, None)),
}


@pytest.mark.parametrize(("text", "killed", "wounded"), ROWS.values(), ids=ROWS.keys())
def test_a_sentence_with_its_toll_is_a_row(text: str, killed: Range, wounded: Range) -> None:
    (row,) = attacks(text)
    assert (row.killed_low, row.killed_high) == killed
    assert (row.wounded_low, row.wounded_high) == wounded


def test_the_dead_belong_to_the_attack_that_is_their_subject_whatever_day_stands_nearer() -> None:
    before = "A bomb on a bus killed eight people in Tarnwick on March 10. Rockets fell on Camp Ash on March 4"
    rows = attacks(f"{before}, and an ambush at Ferrow Bridge on March 11 killed four.")
    assert [(row.killed_low, "killed" in row.trigger) for row in rows if row.killed_low] == [(8, True), (4, True)]
    assert "ambush" in next(row.trigger for row in rows if row.killed_low == 4)


def test_many_dead_without_a_day_are_no_one_attack() -> None:
    assert not attacks("The attacks killed 257 people.")


PIECES = [
    "killed",
    "wounded",
    "dead",
    "two",
    "soldiers",
    "and",
    ",",
    "of",
    "a child",
    "attackers",
    "no one",
    "was",
    "were",
    "including",
    "along with",
    "--",
    "toll",
    "to",
    "15",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_tolls_never_raise_and_are_ordered(pieces: list[str]) -> None:
    for found in tolls_of(" ".join(pieces) or "x"):
        assert found is None or None in found or (found[0] or 0) <= (found[1] or 0)


def test_words_without_a_sentence_end_no_reading() -> None:
    assert all(attack.killed_low is None for attack in attacks("Forces of and a killed."))
