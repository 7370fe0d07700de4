"""Statements: content, cue, mode and mention of the speaker, by phenomenon, in invented sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction.records import Statement
from analysis.extraction.statements.statements import find_statements
from analysis.formats.record import Record
from analysis.language.lexicon import load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article
from analysis.reading.read import make_article

Row = tuple[str, str | None, str]  # content, mention of the speaker, mode


def statements_of(text: str) -> tuple[Article, list[Statement]]:
    """The statements of a text that stands below a headline and above a last paragraph."""
    whole = f"Quiet night on the Mereflow, say ferrymen\n\n{text}\n\nThe ferries run again at dawn.\n"
    article = make_article(Record(whole), path="a.txt")
    return article, [s for s in find_statements(Reading(article, load_lexicon()), entities=[]) if s.start > 40]


def rows_of(text: str) -> list[Row]:
    article, found = statements_of(text)
    rows: list[Row] = []
    for s in found:
        mention = None if s.speaker_start is None else article.text[s.speaker_start : s.speaker_end]
        rows.append((article.text[s.start : s.end], mention, s.mode))
    return rows


QUOTED = [
    pytest.param(
        '"The road is cut," Ansa Brill said.', [('"The road is cut,"', "Ansa Brill", "direct")], id="quote-speaker-cue"
    ),
    pytest.param(
        '"The road is cut," said Ansa Brill, a grocer.', [('"The road is cut,"', "Ansa Brill", "direct")], id="inverted"
    ),
    pytest.param('Ansa Brill said: "The road is cut."', [('"The road is cut."', "Ansa Brill", "direct")], id="colon"),
    pytest.param('She added, "The road is cut."', [('"The road is cut."', "She", "direct")], id="cue-comma-quote"),
    pytest.param(
        '"The road is cut," he said. "Nobody came to mend it."',
        [('"The road is cut,"', "he", "direct"), ('"Nobody came to mend it."', "he", "direct")],
        id="second-sentence-without-a-cue",
    ),
    pytest.param(
        '"We were asleep," he said, "and then the roof was gone."',
        [('"We were asleep,"', "he", "direct"), ('"and then the roof was gone."', "he", "direct")],
        id="split",
    ),
    pytest.param(
        '"We were asleep," he said.\n\n"Then the roof was gone and the yard was on fire."',
        [
            ('"We were asleep,"', "he", "direct"),
            ('"Then the roof was gone and the yard was on fire."', "he", "direct"),
        ],
        id="next-paragraph-carries-on",
    ),
    pytest.param(
        "The mayor gave one answer:\n\n“We shall wait for the thaw and count again.”",
        [("“We shall wait for the thaw and count again.”", "The mayor", "direct")],
        id="speaker-in-the-paragraph-before",
    ),
    pytest.param(
        "“We shall wait for the thaw and count again,”\n\nMayor Pell Dray said in a speech on Monday.",
        [("“We shall wait for the thaw and count again,”", "Mayor Pell Dray", "direct")],
        id="speaker-in-the-paragraph-after",
    ),
    pytest.param("The so-called “night market” opened in “Harbour Lane” at six.", [], id="scare-quotes"),
    pytest.param("He read from his memoir, “A Winter Abroad”.", [], id="title"),
    pytest.param(
        "The minister called the plan “a gift to smugglers”.",
        [("the plan “a gift to smugglers”", "The minister", "mixed")],
        id="label",
    ),
    pytest.param(
        "The minister said the plan was “a gift” to smugglers.",
        [("the plan was “a gift” to smugglers", "The minister", "mixed")],
        id="mixed",
    ),
    pytest.param(
        '"Whose boats are these?" the boy wondered aloud.',
        [('"Whose boats are these?"', "the boy", "direct")],
        id="unlisted-verb",
    ),
]

REPORTED = [
    pytest.param(
        "Officials said that two ferries had sunk.",
        [("that two ferries had sunk", "Officials", "indirect")],
        id="that-clause",
    ),
    pytest.param(
        "Officials said two ferries had sunk.", [("two ferries had sunk", "Officials", "indirect")], id="bare-clause"
    ),
    pytest.param(
        "Two ferries had sunk, officials said.", [("Two ferries had sunk", "officials", "indirect")], id="content-first"
    ),
    pytest.param(
        "Two ferries had sunk, said two officials.",
        [("Two ferries had sunk", "two officials", "indirect")],
        id="content-first-inverted",
    ),
    pytest.param(
        "According to the coast guard, two ferries had sunk.",
        [("two ferries had sunk", "the coast guard", "indirect")],
        id="according-to-first",
    ),
    pytest.param(
        "Two ferries had sunk, according to the coast guard.",
        [("Two ferries had sunk", "the coast guard", "indirect")],
        id="according-to-last",
    ),
    pytest.param(
        "The coast guard warned of heavy seas.", [("of heavy seas", "The coast guard", "indirect")], id="warned-of"
    ),
    pytest.param("The coast guard denied the claim.", [("the claim", "The coast guard", "indirect")], id="denied-it"),
    pytest.param(
        "The harbour master urged crews to stay ashore.",
        [("crews to stay ashore", "The harbour master", "indirect")],
        id="urged-to",
    ),
    pytest.param(
        "She told reporters on Monday that the pier would close.",
        [("that the pier would close", "She", "indirect")],
        id="hearer-left-out",
    ),
    pytest.param(
        "The harbour master said in a statement on Monday that the pier would close.",
        [("that the pier would close", "The harbour master", "indirect")],
        id="adjuncts-left-out",
    ),
    pytest.param(
        "His claim that the pier was safe was not tested.",
        [("that the pier was safe", "His", "indirect")],
        id="noun-cue",
    ),
    pytest.param(
        "As the harbour master noted, the pier had no lamps.",
        [("the pier had no lamps", "the harbour master", "indirect")],
        id="as-clause",
    ),
    pytest.param(
        "While the mayor said the pier was safe, crews stayed ashore.",
        [("the pier was safe", "the mayor", "indirect")],
        id="subordinate-clause-ends-at-comma",
    ),
    pytest.param(
        "The mayor said the pier was safe, adding that lamps would come.",
        [("the pier was safe", "The mayor", "indirect"), ("that lamps would come", "The mayor", "indirect")],
        id="participle-goes-on",
    ),
    pytest.param(
        "The mayor said the pier was safe and accused the port of delay.",
        [("the pier was safe", "The mayor", "indirect"), ("the port of delay", "The mayor", "indirect")],
        id="joined-verbs-share-the-subject",
    ),
    pytest.param(
        "The report also noted that the lamps were old.",
        [("that the lamps were old", "The report", "indirect")],
        id="report-speaks",
    ),
    pytest.param(
        "Orla Tenn, a lawyer for the crews, said the port had been told.",
        [("the port had been told", "Orla Tenn", "indirect")],
        id="over-an-apposition",
    ),
    pytest.param(
        "The pier would close, a clerk cited Pell Dray as saying.",
        [("The pier would close", "Pell Dray", "indirect")],
        id="cited-as-saying",
    ),
    pytest.param(
        "Officials who visited the pier said it was safe.",
        [("it was safe", "Officials", "indirect")],
        id="over-a-relative-clause",
    ),
]

NOT_SPEECH = [
    pytest.param("The mayor believes that the pier is safe.", id="belief"),
    pytest.param("The mayor wants the pier to close.", id="wish"),
    pytest.param("The port plans to announce new fares.", id="plan"),
    pytest.param("The council voted to close the pier.", id="vote"),
    pytest.param("The mayor did not say whether the pier was safe.", id="negated"),
    pytest.param("The mayor declined to comment on the pier.", id="declined"),
    pytest.param("The police charged two men with theft.", id="charged-with"),
    pytest.param("Police called in divers from the coast.", id="called-in"),
    pytest.param("Three northern states share the river.", id="a-noun-that-looks-like-a-cue"),
    pytest.param("The repeated delays cost the crews a week.", id="an-adjective-that-looks-like-a-cue"),
    pytest.param("A guard asked not to be named.", id="anonymity-is-no-statement"),
]


@pytest.mark.parametrize(("text", "expected"), [*QUOTED, *REPORTED])
def test_content_speaker_and_mode(text: str, expected: list[Row]) -> None:
    assert rows_of(text) == expected


@pytest.mark.parametrize("text", NOT_SPEECH)
def test_what_is_not_speech(text: str) -> None:
    assert rows_of(text) == []


def test_a_quotation_over_two_paragraphs_is_one_statement() -> None:
    article, found = statements_of("“We were asleep and the roof was gone.\n\n“Nobody came,” Ansa Brill said.")
    assert [(article.text[s.start : s.end], s.speaker) for s in found] == [
        ("“We were asleep and the roof was gone.\n\n“Nobody came,”", "Ansa Brill")
    ]


def test_a_missing_mark_harms_only_its_paragraph() -> None:
    _, found = statements_of("“We were asleep, she said.\n\nThe pier is closed.\n\n“Nobody came,” Ansa Brill said.")
    assert found[-1].speaker == "Ansa Brill"
    assert found[-1].mode == "direct"


def test_a_report_within_a_report_is_linked_and_its_outlet_kept() -> None:
    article, found = statements_of("Two ferries had sunk, officials said, Reuters reported.")
    inner, outer = sorted(found, key=lambda s: s.end - s.start)
    assert inner.speaker == "officials"
    assert inner.reported_via == ("Reuters",)
    assert inner.nested_in is not None
    assert article.text[outer.start : outer.end] == "Two ferries had sunk, officials said"


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("Carts have left the pier – army", ("army", "Carts have left the pier")),
        ("Pier to reopen - officials", ("officials", "Pier to reopen")),
        ("Pier will reopen: minister", ("minister", "Pier will reopen")),
        ("Life on the pier: the general who stayed", None),
        ("A pier is lost: generals in retreat", None),
    ],
)
def test_a_headline_with_its_speaker_at_the_end(headline: str, said: tuple[str, str] | None) -> None:
    text = f"{headline}\n\nThe pier of Tarn was quiet this week, and the carts stood idle."
    lexicon = load_lexicon()
    reading = Reading(make_article(Record(text), path="notes.txt"), lexicon)
    found = find_statements(reading, entities=[])
    assert [(s.speaker, text[s.start : s.end]) for s in found] == ([said] if said else [])


def test_a_headline_with_its_speaker_before_a_colon() -> None:
    article = make_article(Record("Harbour Police: Two boats missing\n\nTwo boats did not come home.\n"), path="a.txt")
    found = find_statements(Reading(article, load_lexicon()), entities=[])
    assert [(article.text[s.start : s.end], s.speaker) for s in found] == [("Two boats missing", "Harbour Police")]


def test_no_text_no_statements() -> None:
    assert find_statements(Reading(Article("a", ""), load_lexicon()), entities=[]) == []


PIECES = st.sampled_from(
    ['"', "“", "”", "''", "said", "that", ", ", ". ", "\n\n", "according to", "He", "Ann Lee", "told", "—", "(", ":"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40))
def test_any_text_gives_valid_spans(pieces: list[str]) -> None:
    article = make_article(Record(" ".join(pieces)), path="a.txt")
    found = find_statements(Reading(article, load_lexicon()), entities=[])
    for s in found:
        assert 0 <= s.start < s.end <= len(article.text)
        assert article.text[s.start : s.end].strip()
        assert s.nested_in is None or 0 <= s.nested_in < len(found)
        if s.speaker_start is not None and s.speaker_end is not None:
            assert 0 <= s.speaker_start < s.speaker_end <= len(article.text)
    assert found == sorted(found, key=lambda s: (s.start, s.end))
