"""Sentences: where they end, and that they lie in their passages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading.article import Passage
from analysis.reading.passages import label_passages
from analysis.reading.sentences import _cuts, _punkt, split_sentences

BOUNDARIES = {
    "plain": ["The depot burned.", "Two guards died."],
    "title": ["Gen. Omar Haddad met Dr. Bell.", "They spoke for an hour."],
    "country": ["The U.S. military denied it.", "So did Vale."],
    "country-at-the-end": ["It was sent back to the U.S.", "The minister said nothing."],
    "misprinted-country": ["It followed the U..S.-led war on Vale."],
    "month": ["It fell on Oct. 4 in Harrow.", "Nobody died."],
    "initials": ["Ana P. Bell and J. R. Haddad agreed.", "Others did not."],
    "hour": ["It hit the gate at 7 p.m. on Friday.", "The guard ran."],
    "decimal": ["It cost 4.5 million.", "That was too much."],
    "number-after-no": ["It was attack No. 3 of the week.", "There were more."],
    "no-as-a-word": ["She said no.", "12 others said yes."],
    "quote-closes": ["“They were asleep.”", "She wept."],
    "straight-quote-closes": ['"They were asleep."', "She wept."],
    "quote-goes-on": ["“Were they asleep?” she asked.", "Nobody knew."],
    "quote-of-two": ["“They were asleep.", "They knew nothing,” she said."],
    "ellipsis": ["“All of us ... should stay,” she said.", "They stayed."],
    "spaced-ellipsis": ["Help came . . . medics ran to the gate.", "Two died."],
    "stray-stop-before-lower-case": ["It was said by two members of the Guard . of them a planner.", "One left."],
    "lower-case-name": ["The truce was over.", "al-Amin said so himself."],
    "bracket": ["They left (by the gate).", "It was late."],
    "exclamation": ["Fire!", "Everybody ran."],
    "firm": ["Vale Oil Co. owns it.", "It is old."],
    "upper-case-wire": ["THE GUARDS WERE ASLEEP.", "TWO DIED AT 7 P.M. ON 4 MARCH."],
}


@pytest.mark.parametrize("sentences", BOUNDARIES.values(), ids=BOUNDARIES.keys())
def test_sentence_boundaries(sentences: list[str]) -> None:
    text = " ".join(sentences)
    found = split_sentences(text, [Passage(0, len(text), "body")])
    assert [text[s.start : s.end] for s in found] == sentences


def test_kinds_without_sentences() -> None:
    text = "Ana Bell. Ana Bell. Ana Bell."
    passages = [Passage(0, 9, "byline"), Passage(10, 19, "furniture"), Passage(20, 29, "body", duplicate_of=0)]
    assert split_sentences(text, passages) == ()


def test_headline_needs_no_full_stop() -> None:
    text = "Rockets hit depot\n\nThe depot burned until the evening, the governor said. Two guards died."
    assert [text[s.start : s.end] for s in split_sentences(text, label_passages(text))] == [
        "Rockets hit depot",
        "The depot burned until the evening, the governor said.",
        "Two guards died.",
    ]


def test_sentence_spans_a_broken_paragraph() -> None:
    text = "The governor said that the guards\n\nhad been asleep when rockets fell on the depot. They died."
    found = split_sentences(text, label_passages(text))
    assert [" ".join(text[s.start : s.end].split()) for s in found] == [
        "The governor said that the guards had been asleep when rockets fell on the depot.",
        "They died.",
    ]


def test_an_agency_that_signs_is_no_sentence() -> None:
    text = "Two guards died. (VP)"
    assert [text[s.start : s.end] for s in split_sentences(text, [Passage(0, len(text), "body")])] == [
        "Two guards died."
    ]


def test_marks_of_markdown_are_left_out() -> None:
    text = "## A second strike"
    assert [text[s.start : s.end] for s in split_sentences(text, [Passage(0, len(text), "subhead")])] == [
        "A second strike"
    ]


PIECES = [
    "Gen", "gen", "U.S", "No", "a", "A", "x", "said", "Harrow", "12", "4.5", "co-op", "Oct", "They", "(Vale", "it's",
    '"Go', "...", ". . .", "--", "é", "p.m", "-",
]  # fmt: skip
STOPS = ["", "", ".", "?", "!", ",", '."', ".)", "?'", "..", ".]", ":"]


@settings(max_examples=800, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(STOPS)), max_size=12))
def test_prose_is_cut_as_punkt_cuts_it(pieces: list[tuple[str, str]]) -> None:
    text = " ".join(word + stop for word, stop in pieces)
    assert [cut for cut in _cuts(text) if text[slice(*cut)]] == list(_punkt().span_tokenize(text))
