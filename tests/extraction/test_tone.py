"""Tone: topic masked, names never scored, negation kept, the words that drove it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction.lexicon import load_lexicon
from analysis.extraction.tone import score_tone

LEXICON = load_lexicon()

SIGNS = [
    pytest.param("We will answer with joy and hope.", 1, 1, id="praise"),
    pytest.param("The missile attack killed nine.", -1, 0, id="topic-is-not-tone"),
    pytest.param("This was a shameful, cowardly attack.", -1, -1, id="condemnation-stays"),
    pytest.param("He met the Supreme Leader and the Security Council.", 0, 0, id="titles-in-capitals"),
    pytest.param("He met the security forces.", 0, 0, id="title-in-lower-case"),
    pytest.param("Then the United Party spoke.", 0, 0, id="names-in-capitals"),
    pytest.param("We are not happy.", -1, -1, id="negation"),
    pytest.param("We aren’t happy.", -1, -1, id="negation-with-curly-apostrophe"),
    pytest.param("A missile hit the depot.", 0, 0, id="neutral"),
    pytest.param("", 0, 0, id="empty"),
]


@pytest.mark.parametrize(("text", "compound", "tone"), SIGNS)
def test_sign(text: str, compound: int, tone: int) -> None:
    scored = score_tone(text, LEXICON)
    assert ((scored.compound > 0) - (scored.compound < 0), (scored.tone > 0) - (scored.tone < 0)) == (compound, tone)


def test_a_given_name_is_not_scored() -> None:
    text = "hope spoke to them"
    assert score_tone(text, LEXICON).compound > 0
    assert score_tone(text, LEXICON, names=[(0, 4)]).compound == 0


def test_words_are_named_the_strongest_first() -> None:
    scored = score_tone("It was a good day, then a horrible, disastrous night.", LEXICON)
    assert scored.compound_words == ("horrible", "good") or scored.compound_words[0] in ("horrible", "disastrous")
    assert scored.compound_words[-1] == "good"


def test_a_quotation_may_begin_with_any_word() -> None:
    assert score_tone('He said: "Hope is here."', LEXICON).compound > 0


@settings(deadline=None)  # the first call loads the lexicon
@given(st.text(max_size=120))
def test_scores_are_bounded_and_words_stand_in_the_text(text: str) -> None:
    scored = score_tone(text, LEXICON)
    assert -1 <= scored.compound <= 1
    assert -1 <= scored.tone <= 1
    assert all(word in text.lower() for word in scored.compound_words)
