"""Actors and places: names and their spellings, demonyms, cities among everyday words and people's names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import LexiconError
from analysis.extraction.entities import find_entities
from analysis.formats.record import PassageKind
from analysis.language.gazetteer import compile_gazetteer
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence

INVENTED = """
[[actors]]
name = "Cinder Brigade"
aliases = ["Kha'dir Brigade"]
kind = "group"
side = "Cinder Brigade"
country = "XA"

[[actors]]
name = "Idris Vane"
kind = "person"
side = "Varnia"
country = "XA"

[[places]]
name = "Varnia"
demonyms = ["Varnian", "Varnians"]
kind = "country"
country = "XA"

[[places]]
name = "Marrow Bay"
kind = "city"
country = "XA"

[[places]]
name = "Lincoln Heights"

[[outlets]]
name = "Baghdad Lantern"
kind = "newspaper"
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    file = tmp_path_factory.mktemp("corpus") / "lexicon.toml"
    file.write_text(INVENTED, encoding="utf-8")
    return load_lexicon(file)


def an_article(text: str, kind: PassageKind = "body") -> Article:
    end = len(text)
    return Article("a", text, passages=(Passage(0, end, kind),), sentences=(Sentence(0, end, 0),))


def found(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(text[e.start : e.end], e.entity) for e in find_entities(Reading(an_article(text), lexicon))]


NAMES = [
    pytest.param("Rebels left Varnia.", [("Varnia", "Varnia")], id="corpus-place"),
    pytest.param("Three Varnians were hurt.", [("Varnians", "Varnia")], id="demonym-is-its-country"),
    pytest.param("The Iraqi cabinet met.", [("Iraqi", "Iraq")], id="demonym-of-a-real-country"),
    pytest.param("The Kha’dir Brigade retreated.", [("Kha’dir Brigade", "Cinder Brigade")], id="curly-apostrophe"),
    pytest.param("The Khadir Brigade retreated.", [("Khadir Brigade", "Cinder Brigade")], id="apostrophe-left-out"),
    pytest.param("Al-Qaeda and al Qaida denied it.", [("Al-Qaeda", "al-Qaeda"), ("al Qaida", "al-Qaeda")], id="hyphen"),
    pytest.param("It is in South Korea.", [("South Korea", "South Korea")], id="longest-name-wins"),
    pytest.param("U.S. envoys came.", [("U.S.", "United States")], id="full-stops-belong-to-it"),
    pytest.param("They flew to Iraq.", [("Iraq", "Iraq")], id="full-stop-of-the-sentence-does-not"),
    pytest.param("They asked us to wait.", [], id="pronoun-is-no-country"),
    pytest.param("VARNIA CLOSES PORT", [("VARNIA", "Varnia")], id="headline-in-capitals"),
    pytest.param("The Pentagon said no.", [("Pentagon", "Pentagon")], id="metonym"),
    pytest.param("Woman from Romania.", [("Romania", "Romania")], id="no-name-inside-a-word"),
    pytest.param("He left Marrow. Bay windows broke.", [], id="not-across-a-full-stop"),
    pytest.param("The Baghdad Lantern said so.", [], id="place-within-an-outlet"),
    pytest.param(
        "Colonel Idris Vane spoke. Vane sat down.",
        [("Idris Vane", "Idris Vane"), ("Vane", "Idris Vane")],
        id="surname-later",
    ),
    pytest.param("Vane sat down.", [], id="surname-alone-means-nobody"),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: list[tuple[str, str]], lexicon: Lexicon) -> None:
    assert found(text, lexicon) == expected


CITIES = [
    pytest.param("Shells fell on Aleppo at night.", [("Aleppo", "SY")], id="large-city"),
    pytest.param("She was reading in Nice weather.", [], id="everyday-words"),
    pytest.param("He spent March in Reading.", [], id="everyday-word-without-its-country"),
    pytest.param("A depot in Tripoli, Lebanon, burned.", [("Tripoli", "LB"), ("Lebanon", "LB")], id="country-behind"),
    pytest.param("Jack London wrote it.", [], id="person-named-like-a-city"),
    pytest.param(
        "Abraham Lincoln was in France. In Lincoln he slept.", [("France", "FR")], id="surname-in-the-article"
    ),
    pytest.param("Michael Jordan scored.", [], id="person-named-like-a-country"),
    pytest.param("The king of Jordan spoke.", [("Jordan", "JO")], id="country-that-is-a-surname-too"),
    pytest.param("Voters in Georgia and Texas chose.", [("Georgia", "US"), ("Texas", "US")], id="state-by-its-company"),
    pytest.param("Tbilisi rules Georgia.", [("Tbilisi", "GE"), ("Georgia", "GE")], id="country-by-its-company"),
    pytest.param("Planes left London for Canada.", [("London", "GB"), ("Canada", "CA")], id="famous-namesake"),
]


@pytest.mark.parametrize(("text", "expected"), CITIES)
def test_cities(text: str, expected: list[tuple[str, str]], lexicon: Lexicon) -> None:
    mentions = find_entities(Reading(an_article(text), lexicon))
    assert [(text[e.start : e.end], e.country) for e in mentions] == expected


def test_capitals_throughout_hide_whose_name_it_is(lexicon: Lexicon) -> None:
    text = "JUDGE CARLOS VALENCIA SPOKE TO US IN DEFIANCE OF THE US GOVERNMENT. A BOMB WENT OFF IN LIMA, PERU."
    assert [e.entity for e in find_entities(Reading(an_article(text), lexicon))] == ["United States", "Lima", "Peru"]


def test_furniture_and_repetitions_name_nobody(lexicon: Lexicon) -> None:
    text = "Varnia calm\nRead more on Iraq\nVarnia calm"
    passages = (Passage(0, 11, "headline"), Passage(12, 29, "furniture"), Passage(30, 41, "headline", 0))
    article = Article("a", text, passages=passages, sentences=(Sentence(0, 11, 0),))
    assert [(e.start, e.entity) for e in find_entities(Reading(article, lexicon))] == [(0, "Varnia")]


def test_a_dateline_names_its_place(lexicon: Lexicon) -> None:
    text = "BAGHDAD (LW) — Calm returned."
    passages = (Passage(0, 12, "dateline"), Passage(15, len(text), "body"))
    article = Article("a", text, passages=passages, sentences=(Sentence(15, len(text), 1),))
    assert [(e.entity, e.entity_kind, e.side) for e in find_entities(Reading(article, lexicon))] == [
        ("Baghdad", "city", "Iraq")
    ]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Varnia", {"XA"}),
        ("Varnian", {"XA"}),
        ("Georgia", {"GE", "US"}),
        ("Punjab", {"IN", "PK"}),
        ("Ga", {"US"}),
        ("Kiev", set()),
    ],
)
def test_what_countries_a_name_behind_a_place_may_mean(name: str, codes: set[str], lexicon: Lexicon) -> None:
    assert compile_gazetteer(lexicon).countries_of(name) == codes


@pytest.mark.parametrize(
    ("name", "among", "code"),
    [
        ("Chasiv Yar", (), "UA"),
        ("Hargeisa", (), "SO"),
        ("Gondar", (), "ET"),
        ("Lodz", (), "PL"),
        ("Łódź", (), "PL"),
        ("Gao", (), "ML"),
        ("Yei", (), "SS"),
        ("Hamilton", ("US", "NZ"), "US"),
        ("Hamilton", (None, "NZ"), "NZ"),
        ("Hamilton", ("IQ",), None),
        ("Chasiv Yar", ("CH",), "UA"),
        ("Zamboanga City", (), "PH"),
        ("Nowhere Much", ("US",), None),
    ],
)
def test_the_country_of_a_town(name: str, among: tuple[str | None, ...], code: str | None, lexicon: Lexicon) -> None:
    assert compile_gazetteer(lexicon).country_of_town(name, among) == code


def test_country_names_are_those_of_news(lexicon: Lexicon) -> None:
    assert [compile_gazetteer(lexicon).countries[code] for code in ("XA", "KP", "SY", "BO")] == [
        "Varnia",
        "North Korea",
        "Syria",
        "Bolivia",
    ]


BROKEN = [
    pytest.param('[[actors]]\nkind = "group"', "needs a name", id="no-name"),
    pytest.param('[[actors]]\nname = "Ash Front"\nkind = "army"', "unknown kind 'army'", id="unknown-kind"),
    pytest.param('[[places]]\nname = "Oss"\ncontry = "XA"', "unknown key 'contry'", id="misspelled-key"),
    pytest.param('[[places]]\nname = "Oss"\naliases = "Os"', "aliases must be a list", id="alias-without-brackets"),
    pytest.param('[[places]]\nname = "Oss"\ncountry = "Varnia"', "no ISO 3166-1", id="country-in-words"),
]


@pytest.mark.parametrize(("toml", "message"), BROKEN)
def test_a_broken_entry_is_named(toml: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_text(toml, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        find_entities(Reading(an_article("Calm."), load_lexicon(file)))


WORDS = st.sampled_from(
    [
        "Varnia",
        "in",
        "the",
        "Iraqi",
        "U.S.",
        "London",
        "Kha’dir",
        "Brigade",
        "said.",
        "\n\n",
        "São",
        "Paulo,",
        "“",
        "İ",
        "Vane",
    ]
)


@settings(deadline=None)  # the first call compiles the gazetteer
@given(st.lists(WORDS, max_size=30))
def test_mentions_lie_in_the_text_in_order_without_overlap(words: list[str]) -> None:
    text = " ".join(words)
    mentions = find_entities(Reading(an_article(text), load_lexicon()))
    ends = [0]
    for mention in mentions:
        assert ends[-1] <= mention.start < mention.end <= len(text)
        ends.append(mention.end)
