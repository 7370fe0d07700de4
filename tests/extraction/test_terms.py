"""Terms and the naive keyword count: what is counted, and what is left out."""

from __future__ import annotations

from collections import Counter

import pytest

from analysis.extraction.terms import count_keywords, count_terms, find_terms
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence

LEXICON = load_lexicon()


def an_article(text: str) -> Article:
    return Article("a", text, passages=(Passage(0, len(text), "body"),), sentences=(Sentence(0, len(text), 0),))


TERMS = [
    pytest.param("Militias raided. A militia raids.", {"militia": 2, "raid": 2}, id="forms-of-one-word"),
    pytest.param("He said that they have been there.", {}, id="stop-words"),
    pytest.param("The town’s mayor, the town's clerk", {"town": 2, "mayor": 1, "clerk": 1}, id="possessives"),
    pytest.param("In 2031, 12 guards", {"guard": 1}, id="numbers"),
    pytest.param("An Iran-backed group", {"iran-back": 1, "group": 1}, id="hyphenated"),
]


@pytest.mark.parametrize(
    ("one", "other"),
    [("international", "interns"), ("organisations", "organs"), ("emergency", "emerged"), ("university", "universe")],
)
def test_words_that_only_begin_alike_are_two_terms(one: str, other: str) -> None:
    assert len(count_terms(Reading(an_article(f"{one} {other}"), LEXICON))) == 2


@pytest.mark.parametrize(("text", "expected"), TERMS)
def test_terms(text: str, expected: dict[str, int]) -> None:
    assert {t.term: t.count for t in count_terms(Reading(an_article(text), LEXICON))} == expected


def test_the_most_frequent_come_first_then_the_alphabet() -> None:
    terms = count_terms(Reading(an_article("depot bridge harbour bridge"), LEXICON))
    assert [t.term for t in terms] == ["bridg", "depot", "harbour"]


def test_only_sentences_count_as_terms_but_the_whole_file_for_keywords() -> None:
    text = "Rocket attack\nRocket attack\nShare this strike"
    article = Article("a", text, passages=(Passage(0, 13, "headline"),), sentences=(Sentence(0, 13, 0),))
    assert {t.term: t.count for t in count_terms(Reading(article, LEXICON))} == {"rocket": 1, "attack": 1}
    assert count_keywords(Reading(article, LEXICON)) == 5


def test_keywords_are_whole_words() -> None:
    assert count_keywords(Reading(an_article("A striking bombastic attackers' shot. AIRSTRIKES"), LEXICON)) == 2


def test_contested_terms_keep_their_places_in_the_listed_forms() -> None:
    words = Lexicon({**LEXICON.tables, "contested": [{"concept": "x", "words": ["response", "armed group"]}]}, "test")
    terms = {
        t.term: t for t in count_terms(Reading(an_article("The response. Responsibility of armed groups."), words))
    }
    assert (terms["respons"].count, terms["respons"].starts) == (2, (4,))
    assert (terms["arm group"].count, terms["arm group"].starts) == (1, (32,))
    assert terms["group"].starts == ()


def test_counting_by_word_gives_what_the_uses_one_by_one_give() -> None:
    text = "The armed groups’ raid killed two. Raids by militias, raids by an ARMED group; the town’s Militia fled."
    lexicon = Lexicon({**LEXICON.tables, "contested": [{"words": ["armed group", "militia", "raid"]}]}, "phrases")
    uses = Counter(use.term for use in find_terms(text, 0, len(text), lexicon))
    terms = count_terms(Reading(an_article(text), lexicon))
    assert {t.term: t.count for t in terms} == uses
    assert {t.term: [text[at:].split()[0] for at in t.starts] for t in terms if t.starts} == {
        "arm group": ["armed", "ARMED"],
        "raid": ["raid", "Raids", "raids"],
        "militia": ["militias,", "Militia"],
    }
