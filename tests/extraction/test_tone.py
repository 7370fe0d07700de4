"""Tone: topic masked, names never scored, negation kept, the words that drove it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.extraction.tone.scoring import score_tone
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.running.pipeline import parse_corpus

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
    pytest.param("a response that is crushing and grave", -1, -1, id="menace"),
    pytest.param("the regime is a tyranny", -1, -1, id="added-words-of-contempt"),
    pytest.param("a historic milestone of diplomatic cooperation", 1, 1, id="added-words-of-praise"),
    pytest.param("the united nations and the supreme court met", 0, 0, id="fixed-names-in-lower-case"),
    pytest.param("The Party of Peace and the Justice Ministry met", 0, 0, id="names-within-the-sentence"),
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


@pytest.mark.parametrize("word", sorted(LEXICON["tone"]["valences"]))
def test_each_added_word_has_its_reason_and_its_measured_gain(word: str) -> None:
    entry = LEXICON["tone"]["valences"][word]
    assert entry["reason"]
    assert entry["r"] > 0 or entry["macro_f1"] > 0
    assert min(entry["r"], entry["macro_f1"]) >= 0
    assert sum(entry["n"]) > 0


@pytest.mark.parametrize("name", sorted(LEXICON["tone_error"]))
def test_the_stored_error_is_of_one_piece(name: str) -> None:
    found = LEXICON["tone_error"][name]
    assert sum(map(sum, found["confusion"])) == found["n"]
    right = sum(found["confusion"][i][i] for i in range(3))
    assert right / found["n"] == pytest.approx(found["accuracy"], abs=0.001)


VADER_WORDS = [
    "good", "bad", "GOOD", "horrible", "no", "not", "never", "without", "doubt", "so", "this", "least", "at", "very",
    "VERY", "but", "nor", "kind", "of", "sort", "hardly", "isn't", "the", "bomb", "bus", "stop", "hope!", "why??",
    "(peace)", "treaty", "river", "NO", "ill", "gr8", ":)", "or", "badass", "ass", "to", "die", "for", "beating",
    "heart", "just", "enough", "despite",
]  # fmt: skip
PLAIN = Lexicon({**LEXICON.tables, "tone": {"titles": [], "topic": []}}, "vader as it comes")
VADER = SentimentIntensityAnalyzer()


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(VADER_WORDS), max_size=14))
def test_compound_is_vaders_own(words: list[str]) -> None:
    """Of words that nobody masks and no list adds to, the compound is what vaderSentiment makes of the text."""
    text = " ".join(words)
    assert score_tone(text, PLAIN).compound == VADER.polarity_scores(text)["compound"]


def test_a_negation_goes_with_the_topic_that_it_negates() -> None:
    assert score_tone("There have been no attacks on the base.", LEXICON).tone == 0.0
    assert score_tone("There is no hope for the base.", LEXICON).tone < 0.0


ROAD = "The road is bad and the water is dirty."


def sentences_of(*sentences: str) -> tuple[str, list[tuple[int, int]]]:
    text = " ".join(sentences)
    starts = [sum(len(s) + 1 for s in sentences[:i]) for i in range(len(sentences))]
    return text, [(start, start + len(s)) for start, s in zip(starts, sentences, strict=True)]


@pytest.mark.parametrize("times", [1, 2, 8])
def test_a_statement_scores_no_worse_for_saying_it_again(times: int) -> None:
    text, spans = sentences_of(*[ROAD] * times)
    assert score_tone(text, LEXICON, sentences=spans) == score_tone(ROAD, LEXICON)


def test_a_statement_scores_the_mean_of_its_sentences() -> None:
    text, spans = sentences_of(ROAD, "It is Tuesday.", "Orvel hopes.")
    whole, parts = score_tone(text, LEXICON, sentences=spans), [score_tone(text[s:e], LEXICON) for s, e in spans]
    assert whole.compound == pytest.approx(sum(p.compound for p in parts) / 3, abs=1e-4)
    assert set(whole.compound_words) == {"dirty", "bad", "hopes"}
    hope = text.index("hopes")
    assert "hopes" not in score_tone(text, LEXICON, sentences=spans, names=[(hope, hope + 5)]).compound_words


def test_a_mark_that_stands_alone_is_no_sentence() -> None:
    assert score_tone(f"{ROAD} ”", LEXICON, sentences=[(0, len(ROAD)), (len(ROAD) + 1, len(ROAD) + 2)]) == score_tone(
        ROAD, LEXICON
    )


def test_one_sentence_or_eight_the_article_has_the_same_tone(tmp_path: Path) -> None:
    said = " ".join([ROAD] * 7)
    (tmp_path / "a.txt").write_text(
        f"Mayor speaks\n\n“{said} {ROAD[:-1]},” Mayor Piet Lasker said.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(f"Mayor speaks\n\n“{ROAD[:-1]},” Mayor Piet Lasker said.\n", encoding="utf-8")
    assert parse_corpus(tmp_path, workers=1).statements["tone"].nunique() == 1
