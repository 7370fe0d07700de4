"""Credits: who is credited, in which words, and what is no credit."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.errors import LexiconError
from analysis.extraction.citations.citations import canonical_outlet, find_citations
from analysis.extraction.entities import find_entities
from analysis.formats.record import PassageKind
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence

LEXICON = load_lexicon()


def an_article(text: str, kind: PassageKind = "body", outlet: str | None = "The Harbour Echo") -> Article:
    return Article("a", text, outlet=outlet, passages=(Passage(0, len(text), kind),))


def credits(article: Article, lexicon: Lexicon = LEXICON) -> list[tuple[str, str]]:
    return [(article.text[c.start : c.end], c.cited) for c in find_citations(Reading(article, lexicon))]


CREDITED = [
    pytest.param("Two died, according to The Associated Press.", "Associated Press", id="according-to"),
    pytest.param("Two died, Reuters reported on Friday.", "Reuters", id="verb-behind"),
    pytest.param("A baker told The Harbour Press so.", "Harbour Press", id="article-with-a-capital"),
    pytest.param("Two died, reports BBC News.", "BBC", id="verb-before"),
    pytest.param('"We heard it," a baker told AFP.', "AFP", id="told"),
    pytest.param("He told the Japanese broadcaster NHK that it was over.", "NHK", id="descriptor-between"),
    pytest.param("The New York Times on Monday reported a lull.", "New York Times", id="day-between"),
    pytest.param("A Reuters tally put it at nine.", "Reuters", id="noun-behind"),
    pytest.param("Bridges fell, said a report by Agence France-Presse.", "AFP", id="report-by"),
    pytest.param("CNN, citing two officers, said nine.", "CNN", id="citing"),
    pytest.param("The paper Haaretz, which had printed nine, said ten.", "Haaretz", id="relative-clause"),
    pytest.param("The [Guardian](https://x.example) asked why.", None, id="short-name-without-verb"),
    pytest.param("Korean Central News Agency (KCNA) said it flew.", "KCNA", id="brackets-between"),
    pytest.param("The Harbour Gazette reported two deaths.", "Harbour Gazette", id="outlet-that-no-list-knows"),
    pytest.param("A researcher at the Soufan Center counted nine.", "Soufan Center", id="speaks-for-an-institute"),
    pytest.param("With files from Reuters.", "Reuters", id="files-from"),
    pytest.param("In an interview on Friday with Reuters he said so.", "Reuters", id="interview-some-day-with"),
    pytest.param("As Reuters reported, two fell.", "Reuters", id="opener-before-the-name"),
    pytest.param("Syria's Syrian Arab News Agency said two fell.", "SANA", id="listed-name-within-a-longer-one"),
]


@pytest.mark.parametrize(("text", "cited"), CREDITED)
def test_credits_in_the_text(text: str, cited: str | None) -> None:
    assert {name for _, name in credits(an_article(text))} == ({cited} if cited else set())


@pytest.mark.parametrize(
    ("line", "credit", "strength"),
    [
        pytest.param("Associated Press writer Ana Roe contributed to this report.", "text", "rewritten", id="writer"),
        pytest.param("(AP)", "byline", "carried whole", id="signed"),
    ],
)
def test_notes_under_an_article(line: str, credit: str, strength: str) -> None:
    text = f"Two boats left the quay.\n\n{line}"
    passages = (Passage(0, 24, "body"), Passage(26, len(text), "furniture"))
    found = find_citations(Reading(Article("a", text, outlet="Echo", passages=passages), LEXICON))
    assert [(c.cited, c.credit, c.strength) for c in found] == [("Associated Press", credit, strength)]


NO_CREDIT = [
    pytest.param("NHK urged residents to stay inside.", id="outlet-as-actor"),
    pytest.param("He sold his shares in Reuters.", id="outlet-as-business"),
    pytest.param('"It was late," said Petra Marsk, a baker.', id="first-name-like-an-agency"),
    pytest.param(
        "Time said little to him.",
        id="everyday-word",
        marks=pytest.mark.xfail(strict=True, reason="a sentence may begin with the word or with the magazine"),
    ),
    pytest.param("The Harbour Echo reported it first.", id="own-outlet"),
    pytest.param("He was angry with Reuters.", id="with-without-a-talk"),
    pytest.param("The state news agency said nothing.", id="state-agency-of-no-country"),
    pytest.param("He was telling the story of his town.", id="the-story-of-nobody"),
    pytest.param("The report said nine.", id="report-without-author"),
]


@pytest.mark.parametrize("text", NO_CREDIT)
def test_what_is_no_credit(text: str) -> None:
    assert credits(an_article(text)) == []


def test_a_short_name_means_the_outlet_named_last() -> None:
    text = "The Washington Post said two. The New York Times said three, and the Times said it twice."
    assert credits(an_article(text))[-1] == ("Times", "New York Times")


def test_the_report_is_the_one_introduced_last() -> None:
    text = (
        "Two fell, according to Reuters. The report said more. An AFP report denied it. According to the report, none."
    )
    assert [name for _, name in credits(an_article(text))] == ["Reuters", "Reuters", "AFP", "AFP"]


def test_a_report_of_somebody_else_ends_the_carrying() -> None:
    text = "Two fell, according to Reuters. A ministry report was shorter. The report said nothing."
    assert [name for _, name in credits(an_article(text))] == ["Reuters"]


def test_two_that_poll_together_are_credited_each() -> None:
    article = an_article("In a Reuters-NBC News poll nine of ten agreed.")
    assert [name for _, name in credits(article)] == ["Reuters", "NBC News"]


DESCRIBED = [
    pytest.param("Syria's state news agency said two fell.", id="possessive"),
    pytest.param("In Syria, the state news agency reported a blast.", id="country-before"),
    pytest.param("The state news agency of Syria said two fell.", id="country-behind"),
    pytest.param("Syrian state news agency SANA said two fell.", id="named-beside"),
]


@pytest.mark.parametrize("text", DESCRIBED)
def test_a_state_agency_is_known_by_its_country(text: str) -> None:
    article = replace(an_article(text), sentences=(Sentence(0, len(text), 0),))
    entities = find_entities(Reading(article, LEXICON))
    assert [c.cited for c in find_citations(Reading(article, LEXICON), entities=entities)] == ["SANA"]


STRENGTH = [
    pytest.param("PORT OSS (Reuters) - Two fell.", "carried whole", id="dateline"),
    pytest.param("This story was originally published by Reuters.", "carried whole", id="published-there-first"),
    pytest.param("Two fell, Reuters reported.", "rewritten", id="own-words"),
    pytest.param("With files from Reuters.", "rewritten", id="files-from"),
    pytest.param('"We heard two shots," a baker told Reuters.', "quoted from", id="quotation"),
    pytest.param('Reuters reported two. It spoke of "a very bad day".', "quoted from", id="quotation-that-goes-on"),
    pytest.param('Reuters reported two. Bakers spoke of "a bad day".', "rewritten", id="quotation-of-others"),
    pytest.param("Reuters, which had printed nine, apologised.", "mentioned", id="relative-clause-only"),
    pytest.param("Reuters, which had printed nine, said ten.", "rewritten", id="relative-clause-and-verb"),
    pytest.param("He declined to comment to Reuters.", "mentioned", id="asked-in-vain"),
    pytest.param("A Reuters reporter was hurt by glass.", "mentioned", id="reporter-is-the-news"),
    pytest.param("A Reuters reporter who came by counted nine.", "rewritten", id="reporter-reports"),
    pytest.param("“Truces melt,” said Ada Quill of the Soufan Center.", "mentioned", id="employs-who-speaks"),
]


@pytest.mark.parametrize(("text", "strength"), STRENGTH)
def test_strength(text: str, strength: str) -> None:
    ends = [m.end() for m in re.finditer(r"\.[”\"]?(?=\s|$)", text)]
    sentences = tuple(Sentence(s, e, 0) for s, e in zip([0, *(e + 1 for e in ends[:-1])], ends, strict=True))
    article = Article("a", text, outlet="The Echo", passages=(Passage(0, len(text), "body"),), sentences=sentences)
    assert [c.strength for c in find_citations(Reading(article, LEXICON))] == [strength]


def test_a_photo_credit_has_no_strength() -> None:
    (credit,) = find_citations(Reading(an_article("A burnt car. (AP Photo/Pell Marsk)", "caption"), LEXICON))
    assert credit.strength is None


PLACES = [
    pytest.param("PORT OSS (Reuters) - Two fell.", "body", ["dateline"], id="dateline-in-the-body"),
    pytest.param("PORT OSS (Reuters)", "dateline", ["dateline"], id="dateline"),
    pytest.param("By Reuters", "byline", ["byline"], id="byline"),
    pytest.param("A burnt car. (AP Photo/Pell Marsk)", "caption", ["photo"], id="photo-in-a-caption"),
    pytest.param("Smoke over the bay. Getty Images", "caption", ["photo"], id="picture-agency-at-the-end"),
    pytest.param("View all New York Times newsletters.", "furniture", [], id="furniture"),
]


@pytest.mark.parametrize(("text", "kind", "expected"), PLACES)
def test_where_a_credit_stands(text: str, kind: PassageKind, expected: list[str]) -> None:
    assert [c.credit for c in find_citations(Reading(an_article(text, kind), LEXICON))] == expected


def test_a_byline_is_the_outlet_where_none_is_known() -> None:
    text = "By Reuters"
    assert find_citations(Reading(an_article(text, "byline", outlet=None), LEXICON)) == []


OUTLETS = [
    ("The New York Times (reprint)", "New York Times"),
    ("nytimes", "New York Times"),
    ("thesun", "The Sun"),
    ("Harbour Echo", "Harbour Echo"),
]


@pytest.mark.parametrize(("name", "canonical"), OUTLETS)
def test_canonical_outlet(name: str, canonical: str) -> None:
    assert canonical_outlet(name, LEXICON) == canonical


def test_a_corpus_adds_outlets(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_text('[[outlets]]\nname = "Lantern Wire"\naliases = ["LW"]\nkind = "agency"\n', encoding="utf-8")
    assert credits(an_article("OSS (LW) — Two fell."), load_lexicon(file)) == [("LW", "Lantern Wire")]


def test_an_outlet_of_unknown_kind_is_named(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_text('[[outlets]]\nname = "Lantern Wire"\nkind = "blog"\n', encoding="utf-8")
    with pytest.raises(LexiconError, match="Lantern Wire: unknown kind 'blog'"):
        credits(an_article("Calm."), load_lexicon(file))
