"""An outlet's corrections: the corrected value holds, what was first printed is told beside it."""

from __future__ import annotations

from datetime import datetime

import pytest

from analysis.extraction.parse import ArticleRows, parse_article
from analysis.formats.record import Record
from analysis.language.lexicon import load_lexicon
from analysis.reading.read import make_article

LEXICON = load_lexicon()
BODY = "Shells hit the village of Orvel on Tuesday, killing five people and wounding eight."


def read(correction: str, body: str = BODY) -> ArticleRows:
    text = f"Shells hit village\n\n{body}\n\n{correction}\n"
    return parse_article(make_article(Record(text, published=datetime(2031, 3, 12)), path="a.txt"), LEXICON)


def told(rows: ArticleRows) -> str:
    attack = rows.attacks[-1]
    numbers = (attack.killed_low, attack.killed_high, attack.wounded_low, attack.wounded_high)
    return f"{numbers[0]}-{numbers[1]} {numbers[2]}-{numbers[3]} {attack.date_start} {attack.place}"


AS_PRINTED = "5-5 8-8 2031-03-11 Orvel"
KILLED_THREE = "3-3 8-8 2031-03-11 Orvel"
CORRECTED = {
    "not-behind": ("Correction: Three people were killed, not five.", KILLED_THREE),
    "not-between": ("Correction: Three people, not five, were killed.", KILLED_THREE),
    "not-in-brackets": ("Correction: Three people (not five) were killed.", KILLED_THREE),
    "misstated": (
        "An earlier version of this article misstated the number of people killed. It was three, not five.",
        KILLED_THREE,
    ),
    "rather-than": ("(Corrects number of dead in paragraph 1 to three rather than five)", KILLED_THREE),
    "lines": ("(Corrects number of dead in paragraphs 1, 3 and 5 to three)", KILLED_THREE),
    "to-from": ("(Corrects death toll to 3 from 5 in paragraph 5)", KILLED_THREE),
    "from-to": ("(Corrects death toll from 5 to 3)", KILLED_THREE),
    "not-but": ("Correction: Not five but three people were killed.", KILLED_THREE),
    "instead-of": ("This version CORRECTS the number of dead to 3 instead of 5.", KILLED_THREE),
    "two-sentences": (
        "Correction: This article originally said that five people were killed. Three were.",
        KILLED_THREE,
    ),
    "two-sentences-turned": (
        "Correction: Three people were killed. An earlier version of this article said five.",
        KILLED_THREE,
    ),
    "reported-erroneously": (
        "In a story March 12 about shells, The Vale Press reported erroneously that five people were killed. "
        "Three people were killed.",
        KILLED_THREE,
    ),
    "corrected-to-show": ("This story has been corrected to show that three were killed, not five.", KILLED_THREE),
    "only-what-is-right": (
        "An earlier version of this article misstated the number of people killed. It was three.",
        KILLED_THREE,
    ),
    "bound": ("Correction: At least three people were killed, not five.", "3-None 8-8 2031-03-11 Orvel"),
    "both-tolls": ("Correction: Three were killed and six wounded, not five and eight.", "3-3 6-6 2031-03-11 Orvel"),
    "each-toll": ("Correction: It killed 3, not five, and wounded 6, not eight.", "3-3 6-6 2031-03-11 Orvel"),
    "nobody": (
        "Correction: This article said that five people were killed. No one was killed.",
        "0-0 8-8 2031-03-11 Orvel",
    ),
    "only-the-right-day": (
        "An earlier version of this article misstated the day of the attack. It was Monday.",
        "5-5 8-8 2031-03-10 Orvel",
    ),
    "day-of-something-else": (
        "An earlier version of this article misstated the name of the mayor. It was published on Wednesday.",
        AS_PRINTED,
    ),
    "overstated": ("Correction: A report on Wednesday overstated the toll. Three people were killed.", KILLED_THREE),
    "given-as": ("Correction: A report gave the number of dead as five. Three people were killed.", KILLED_THREE),
    "should-have-been": (
        "We are happy to correct: in our report the number of dead was given as five. It should have been three.",
        KILLED_THREE,
    ),
    "only-the-right-day-took-place": (
        "Correction: This report misstated the day of the attack. It took place on Monday.",
        "5-5 8-8 2031-03-10 Orvel",
    ),
    "only-the-right-place": (
        "Correction: This report misstated the place of the attack. It took place in Tessel.",
        "5-5 8-8 2031-03-11 Tessel",
    ),
    "wounded": ("Correction: Six people were wounded, not eight.", "5-5 6-6 2031-03-11 Orvel"),
    "toll-not-named": ("Correction: It was six, not eight.", "5-5 6-6 2031-03-11 Orvel"),
    "day": ("Correction: The shells fell on Monday, not Tuesday.", "5-5 8-8 2031-03-10 Orvel"),
    "day-with-a-preposition": ("Correction: The attack was on March 9, not on Tuesday.", "5-5 8-8 2031-03-09 Orvel"),
    "place": ("Correction: The shells hit Tessel, not Orvel.", "5-5 8-8 2031-03-11 Tessel"),
    "place-instead-of": ("Correction: It was in Upper Tessel instead of in Orvel.", "5-5 8-8 2031-03-11 Upper Tessel"),
    "a-number-of-something-else": (
        "An earlier version of this article misstated the number of people who live there. There are 900.",
        AS_PRINTED,
    ),
    "as-we-wrote": (
        "We are sorry for an error: it was on Monday and not, as we wrote, on Tuesday.",
        "5-5 8-8 2031-03-10 Orvel",
    ),
    "another-number": ("Correction: The village has 300 houses, not 500.", AS_PRINTED),
    "only-what-was-wrong": ("This article incorrectly said that five people were killed.", AS_PRINTED),
    "a-name": ("Correction: The governor's name is Ana Bell, not Anna Bell.", AS_PRINTED),
    "a-paragraph": ("(Corrects number of dead in paragraph 2)", AS_PRINTED),
    "a-note": ("Editor's note: This story tells of three people who died in 2019.", AS_PRINTED),
    "no-misprint": ("Correction, March 20, 2031: The photo showed another village.", AS_PRINTED),
}  # fmt: skip


@pytest.mark.parametrize(("correction", "value"), CORRECTED.values(), ids=CORRECTED.keys())
def test_the_corrected_value_holds(correction: str, value: str) -> None:
    rows = read(correction)
    assert told(rows) == value
    assert (rows.attacks[-1].corrected is None) == (value == AS_PRINTED)
    assert not [s for s in rows.statements if s.start > rows.article.text.index(correction)]
    assert not [a for a in rows.attacks if a.start > rows.article.text.index(correction)]


@pytest.mark.parametrize(
    "right",
    [
        "It was carried out by soldiers.",
        "Soldiers carried out the raid.",
        "It was soldiers who carried out the raid.",
        "The raid was in fact the work of soldiers.",
    ],
)
def test_who_did_it(right: str) -> None:
    body = "Rebels raided the village of Orvel on Tuesday, killing five people."
    attack = read(
        f"An earlier version of this article said that rebels had carried out the raid. {right}", body
    ).attacks[0]
    assert (attack.perpetrator or "").lower() == "soldiers"
    assert attack.corrected == "the outlet's own correction (Rebels was first printed)"


def test_what_was_first_printed_is_told() -> None:
    assert read("Correction: Three people were killed, not five.").attacks[-1].corrected == (
        "the outlet's own correction (5 killed was first printed)"
    )


def test_an_article_that_has_been_mended_already_stays_as_it_is() -> None:
    rows = read("Correction: Three people were killed, not five.", BODY.replace("five", "three"))
    assert told(rows) == KILLED_THREE
    assert rows.attacks[-1].corrected is None


def test_a_number_of_attacks() -> None:
    rows = read(
        "Correction: There were 12 attacks, not 20.", "The army counted 20 rocket attacks on Orvel in February."
    )
    assert [(a.kind, a.count_low, a.count_high) for a in rows.attacks if a.kind == "tally"] == [("tally", 12, 12)]


def test_two_tolls_and_a_correction_that_does_not_say_which() -> None:
    body = f"{BODY} On Sunday gunmen attacked a post in Tessel and killed two officers."
    rows = read("An earlier version of this article misstated the number of people killed. It was three.", body)
    assert sorted(a.killed_low or 0 for a in rows.attacks if a.killed_low) == [2, 5]
