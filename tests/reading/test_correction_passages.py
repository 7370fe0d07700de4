"""Corrections, clarifications and editors' notes: passages of their own kind, and no others."""

from __future__ import annotations

import pytest

from analysis.formats.record import Record
from analysis.reading.passages import label_passages
from analysis.reading.read import make_article

HEAD = "Shells hit Harrow"
BODY = "Shells hit the village of Harrow on Tuesday, killing five people, the governor said on the radio."
MORE = "The governor said that crews had needed nine hours to put out the fire and that the road was closed."
FAR = [f"{BODY} {MORE} This was told for the {n}th time." for n in range(8)]

CORRECTIONS = [
    "Correction: An earlier version of this article misstated the number of dead.",
    "Correction, March 20, 2031: This article originally said that five people were killed. Three were.",
    "Correction (20 March 2031): Three people were killed, not five.",
    "Correction: March 20, 2031 — An earlier version of this article misstated the number of people killed.",
    "CORRECTION: An article on Wednesday misstated the number of people killed in Harrow. It was three, not five.",
    "CORRECTION - Three people were killed, not five.",
    "**Correction:** Three people were killed, not five.",
    "Clarification: The governor spoke before the toll was known.",
    "CORRECTION APPENDED",
    "Correction Appended",
    "CORRECTION-DATE: March 20, 2031",
    "Corrections & Clarifications: The village is Harrow, not Tarn.",
    "An earlier version of this article misstated the number of people killed.",
    "A previous version of this story incorrectly said that five people were killed.",
    "Because of an editing error, an earlier version of this article misstated the day of the attack.",
    "In an earlier version of this report the village was misnamed.",
    "The headline on an earlier version of this article misstated the toll.",
    "This article originally said that five people were killed.",
    "This article was amended on 20 March 2031. An earlier version said that five people were killed.",
    "This story has been corrected to show that three people were killed, not five.",
    "This story has been updated to correct the spelling of the village.",
    "This story was updated on Thursday to reflect that three people were killed.",
    "An article on Wednesday misstated the number of people killed.",
    "A headline on Wednesday incorrectly gave the toll.",
    "In a story March 12 about shelling, The Vale Press reported erroneously that five people were killed.",
    "Editor's note: This story contains descriptions of violence.",
    "Editors’ Note: The author is a former adviser to the governor.",
    "[Editor's Note: The name of the guard has been changed.]",
    "Note to readers: Three people were killed, not five.",
    "Eds: UPDATES with quotes.",
    "(Corrects number of dead in paragraph 2)",
    "(Corrects death toll to three from five)",
    "(This March 12 story corrects the toll to three, not five, in paragraph 2)",
    "(This story has been corrected to fix the toll)",
    "(Refiles to fix the dateline)",
    "This version CORRECTS the number of dead to three, not five.",
    "The Vale Post regrets the error.",
]


def kinds(*texts: str) -> list[str]:
    return [p.kind for p in label_passages("\n\n".join(texts))]


@pytest.mark.parametrize("line", CORRECTIONS)
def test_below_the_article(line: str) -> None:
    assert kinds(HEAD, BODY, MORE, line) == ["headline", "body", "body", "correction"]


@pytest.mark.parametrize("line", CORRECTIONS)
def test_under_the_headline(line: str) -> None:
    assert kinds(HEAD, line, BODY, MORE) == ["headline", "correction", "body", "body"]


@pytest.mark.parametrize("line", CORRECTIONS)
def test_at_the_very_top(line: str) -> None:
    assert kinds(line, HEAD, BODY, MORE) == ["correction", "headline", "body", "body"]


@pytest.mark.parametrize("label", ["Correction", "CORRECTION", "Corrections:", "**Clarification**", "Editor's note"])
def test_a_lone_label_takes_in_what_stands_below_it(label: str) -> None:
    assert kinds(HEAD, BODY, MORE, label, "Three people were killed, not five.")[-2:] == ["correction", "correction"]
    amiss = "The number of people killed was wrong. It was three."
    assert kinds(HEAD, label, amiss, BODY, MORE) == ["headline", "correction", "correction", "body", "body"]


def test_at_the_end_of_a_paragraph() -> None:
    for line in ("(Corrects number of dead in paragraph 2)", "This story has been corrected to fix the toll."):
        text = f"{HEAD}\n\n{BODY} {MORE} {line}\n"
        found = label_passages(text)
        assert [(p.kind, text[p.start : p.end]) for p in found[1:]] == [
            ("body", f"{BODY} {MORE}"),
            ("correction", line),
        ]


def test_several_paragraphs_below_a_lone_label() -> None:
    below = ["An earlier version misstated the number of dead.", "Three people were killed, not five."]
    assert kinds(HEAD, BODY, MORE, "Corrections and clarifications", *below)[-3:] == ["correction"] * 3


def test_an_agency_that_corrects_its_story_above_the_story() -> None:
    amiss = "HARROW (AP) — In a story March 12 about shells, The Associated Press reported erroneously that five died."
    above = ["Correction: Harrow-Shelling story", amiss, "A corrected version of the story is below:"]
    assert kinds(*above, HEAD, BODY, MORE) == [*["correction"] * 3, "headline", "body", "body"]


def test_the_article_below_a_lone_label_stays_the_article() -> None:
    assert kinds(HEAD, "Correction Appended", BODY, MORE, MORE + " Again.")[2:] == ["body", "body", "body"]


@pytest.mark.parametrize(
    "prose",
    [
        "Corrections officers said that five people were killed in the prison on Tuesday.",
        "The report wrongly identified the guard as a gunman, the ministry said on Wednesday.",
        "The governor corrected the number of dead to three, not five, on Wednesday.",
        "The article of the treaty was amended in March, and the earlier version of it was burned.",
        "Clarification was sought from the ministry: nobody answered.",
        "This report by the ministry says that three people were killed, not five.",
        "An earlier attack on this village killed nine people, the governor said.",
        "(The governor corrected himself later.)",
        "The army regrets the loss of life, a spokesman said.",
        "A story was told of guards who wept.",
    ],
)
def test_prose_stays_body(prose: str) -> None:
    assert kinds(HEAD, BODY, prose, MORE) == ["headline", "body", "body", "body"]


def test_amid_a_long_article_only_what_bears_a_label_is_one() -> None:
    line = "An article on Wednesday misstated the number of people killed."
    assert kinds(HEAD, *FAR, line, *FAR)[9] == "body"
    assert kinds(HEAD, *FAR, f"Correction: {line}", *FAR)[9] == "correction"


def test_a_correction_has_no_sentences_and_no_author_and_dates_nothing() -> None:
    lines = [
        HEAD,
        "Harbour Post\nMarch 12, 2031\nCorrection Appended",
        BODY,
        "CORRECTION-DATE: March 20, 2031",
        CORRECTIONS[4],
    ]
    article = make_article(Record("\n\n".join(lines), outlet="Harbour Post"), path="a.txt")
    assert article.authors == ()
    assert str(article.published) == "2031-03-12 00:00:00"
    assert [article.text[s.start : s.end] for s in article.sentences] == [HEAD, BODY]
