"""Speech within speech, and where contents begin and end; by phenomenon, in invented sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction.citations.citations import outlet_forms
from analysis.extraction.entities import find_entities
from analysis.extraction.records import Statement
from analysis.extraction.statements.statements import find_statements
from analysis.formats.record import Record
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.quotations import find_quotations, inner_quotations
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence
from analysis.reading.read import make_article

Row = tuple[str, str | None]  # content, mention of the speaker


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def statements_of(text: str, lexicon: Lexicon) -> tuple[Article, list[Statement]]:
    whole = f"Quiet night on the Mereflow\n\n{text}\n\nThe ferries run again at dawn.\n"
    article = make_article(Record(whole), path="a.txt", outlets=outlet_forms(lexicon))
    return article, find_statements(Reading(article, lexicon), entities=find_entities(Reading(article, lexicon)))


def rows_of(text: str, lexicon: Lexicon) -> list[Row]:
    article, found = statements_of(text, lexicon)
    mentions = [None if s.speaker_start is None else article.text[s.speaker_start : s.speaker_end] for s in found]
    return [(article.text[s.start : s.end], mention) for s, mention in zip(found, mentions, strict=True)]


WITHIN = [
    pytest.param(
        "“He asked one question,” the clerk said. “He asked, ‘Is it dry?’ and left.”",
        [("“He asked one question,”", "the clerk"), ("“He asked, ‘Is it dry?’ and left.”", "the clerk"),
         ("‘Is it dry?’", "He")],
        id="asked-within-a-quotation",
    ),
    pytest.param(
        '"They say, \'We meant the boats,\'" said Ansa Brill.',
        [('"They say, \'We meant the boats,\'"', "Ansa Brill"), ("'We meant the boats,'", "They")],
        id="straight-marks",
    ),
    pytest.param(
        "“The ‘night market’ was shut, they said, and that was that,” Orla Tenn said.",
        [("“The ‘night market’ was shut, they said, and that was that,”", "Orla Tenn")],
        id="single-marks-around-a-name",
    ),
    pytest.param(
        "“Three officials said the dam was full,” Reuters reported.",
        [("“Three officials said the dam was full,”", "Reuters"), ("the dam was full", "Three officials")],
        id="an-outlet-quotes-officials",
    ),
    pytest.param(
        "“We said the dam was full,” Reuters wrote.",
        [("“We said the dam was full,”", "Reuters")],
        id="an-outlet-of-itself",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WITHIN)
def test_speech_within_speech(text: str, expected: list[Row], lexicon: Lexicon) -> None:
    assert rows_of(text, lexicon) == expected


def test_what_officials_say_in_a_report_is_nested_and_came_by_way_of_it(lexicon: Lexicon) -> None:
    article, found = statements_of("The report noted that “the envoy said that the dam was full.”", lexicon)
    outer, inner = found
    assert article.text[inner.start : inner.end] == "that the dam was full"
    assert (inner.nested_in, outer.nested_in) == (0, None)
    assert inner.reported_via


ENDS = [
    pytest.param(
        "The mayor urged the clerks to wait — they did not.",
        [("the clerks to wait", "The mayor")],
        id="a-lone-dash",
    ),
    pytest.param(
        "The mayor said the bridge — the old one — was cut.",
        [("the bridge — the old one — was cut", "The mayor")],
        id="two-dashes",
    ),
    pytest.param(
        "The mayor said the gate would open in May, when the ice is gone.",
        [("the gate would open in May", "The mayor")],
        id="a-last-relative-clause",
    ),
    pytest.param(
        "The mayor tells voters she’s with them.", [("she’s with them", "The mayor")], id="a-contraction-behind-voters"
    ),
    pytest.param(
        "The men stood chanting “Home Now.”", [("“Home Now.”", "The men")], id="a-chant-in-capitals-is-no-title"
    ),
    pytest.param(
        "The mayor promised to mend the gate, warned that it was late and left.",
        [("to mend the gate", "The mayor"), ("that it was late and left", "The mayor")],
        id="verbs-in-a-row",
    ),
    pytest.param(
        "The mayor said that the League had accused the clerks of a theft.",
        [
            ("that the League had accused the clerks of a theft", "The mayor"),
            ("the clerks of a theft", "the League"),
        ],
        id="an-accusation-within",
    ),
    pytest.param(
        "The mayor said that the League had urged the clerks to wait.",
        [("that the League had urged the clerks to wait", "The mayor")],
        id="speech-told-as-a-deed",
    ),
    pytest.param(
        "“Nobody needs a bridge!” Orla Tenn said to the crowd.",
        [("“Nobody needs a bridge!”", "Orla Tenn")],
        id="exclaimed-before-a-name",
    ),
    pytest.param("“Not even one,” she said.", [("“Not even one,”", "she")], id="a-quotation-of-small-words"),
    pytest.param(
        "“We wait for rain,” the colonel told Kelm TV station host Orla Tenn last week.",
        [("“We wait for rain,”", "the colonel")],
        id="no-content-after-the-hearer",
    ),
    pytest.param(
        "The mayor said on the breakfast show “Early Bird” that the road was cut.",
        [("that the road was cut", "The mayor")],
        id="the-name-of-a-show",
    ),
    pytest.param(
        "“It is late,” said Vane Orlo, urging the crews to wait.",
        [("“It is late,”", "Vane Orlo"), ("the crews to wait", "Vane Orlo")],
        id="participle-after-an-inverted-cue",
    ),
    pytest.param(
        "The minister called the dockers “a gang in oilskins” as she left the hall.",
        [("the dockers “a gang in oilskins”", "The minister")],
        id="a-label-ends-with-its-marks",
    ),
    pytest.param(
        "The clerk said two boats were missing but did not elaborate.",
        [("two boats were missing", "The clerk")],
        id="what-was-not-said",
    ),
    pytest.param(
        "The bureau reported seven dead and has not changed its figure.",
        [("seven dead", "The bureau")],
        id="a-thing-ends-before-the-next-verb",
    ),
    pytest.param(
        "The road was cut, the army spokesman told reporters in the capital, Kelm.",
        [("The road was cut", "the army spokesman")],
        id="an-apposition-does-not-resume",
    ),
    pytest.param(
        "It was, he said, a mistake.", [("It was, he said, a mistake", "he")], id="cue-amid-the-clause"
    ),
    pytest.param(
        "Nobody, she noted, had seen the boat.", [("Nobody, she noted, had seen the boat", "she")], id="after-subject"
    ),
    pytest.param(
        "“The lamps are old,” she said, “and the oil is gone.”",
        [("“The lamps are old,”", "she"), ("“and the oil is gone.”", "she")],
        id="joined-clauses-are-two",
    ),
    pytest.param(
        "A boat sank off the pier at noon, harbour and police officials said.",
        [("A boat sank off the pier at noon", "harbour and police officials")],
        id="two-offices-one-subject",
    ),
    pytest.param(
        "The message, according to two porters, was to wait for rain.",
        [("to wait for rain", "two porters")],
        id="the-message-was",
    ),
    pytest.param(
        "Claims by the harbour office that the pier was safe were mocked.",
        [("that the pier was safe", "the harbour office")],
        id="claims-by",
    ),
    pytest.param("The office says at least 40 since May.", [("at least 40 since May", "The office")], id="at-least"),
    pytest.param(
        "Officials told Kelm residents not to drink the water.",
        [("not to drink the water", "Officials")],
        id="told-them-not-to",
    ),
    pytest.param("He told us of two more floods.", [("of two more floods", "He")], id="told-of"),
    pytest.param(
        "A captain dismissed the drill as theatre.", [("the drill as theatre", "A captain")], id="dismissed-as"
    ),
    pytest.param("She has asked for an inquiry.", [("an inquiry", "She")], id="asked-for-an-inquiry"),
    pytest.param(
        "“Wait,” the clerk said before he left.", [("“Wait,”", "the clerk")], id="left-before-a-participle"
    ),
    pytest.param(
        "The clerk muttered “never,” before he left the pier.",
        [("“never,”", "The clerk")],
        id="turns-away-from-a-quotation",
    ),
    pytest.param(
        "When asked whether the dam held, the clerk said, “I hope so.”",
        [("whether the dam held", None), ("“I hope so.”", "the clerk")],
        id="when-asked",
    ),
    pytest.param(
        "Describing her flight, the clerk wrote, “It was late.”",
        [("“It was late.”", "the clerk")],
        id="the-main-verb-takes-over",
    ),
    pytest.param(
        "The clerk claimed that the dam had gone: “It is no more a dam,” he said.",
        [("that the dam had gone", "The clerk"), ("“It is no more a dam,”", "he")],
        id="a-quotation-with-its-own-cue",
    ),
    pytest.param(
        "“The lamps are old,” she said of the pier and its keepers, “and nobody has oil.”",
        [("“The lamps are old,”", "she"), ("“and nobody has oil.”", "she")],
        id="resumed-after-a-phrase",
    ),
    pytest.param(
        "“The lamps are old,” she said. That makes the pier “a very dark place to be”.",
        [("“The lamps are old,”", "she"), ("That makes the pier “a very dark place to be”", "she")],
        id="worked-into-the-next-sentence",
    ),
    pytest.param(
        "The mayor said she had called the ferry “a gift”.",
        [("she had called the ferry “a gift”", "The mayor")],
        id="told-again-by-the-same-speaker",
    ),
    pytest.param(
        "The clerk, who left the pier early, said the dam was full.",
        [("the dam was full", "The clerk")],
        id="an-adverb-of-the-relative-clause",
    ),
    pytest.param("She used to boast that he could swim.", [("that he could swim", "She")], id="used-to-boast"),
    pytest.param(
        "The crowd broke into chants of “Home, home!” on the pier.", [("“Home, home!”", None)], id="chants-of"
    ),
    pytest.param(
        "The clerk referred to the ferry as “a gift”.", [("the ferry as “a gift”", "The clerk")], id="referred-to-as"
    ),
    pytest.param(
        "The clerk called the ferry “a gift” — and then he sold it.",
        [("the ferry “a gift”", "The clerk")],
        id="a-dash-after-the-quoted-words",
    ),
    pytest.param(
        "The story, posted out of Kelm, explained that the dam was full.",
        [("that the dam was full", "The story")],
        id="a-participle-is-no-cue",
    ),
    pytest.param("The mayor spoke in the 12 states that vote in May.", [], id="states-that"),
    pytest.param("Asked about the dam, the engineer left.", [], id="asked-about"),
    pytest.param("Anyone who waits will be answered “within the hour”.", [], id="a-passive-to-come"),
    pytest.param("A band calling itself the Juniper Boys left town.", [], id="calling-itself"),
    pytest.param("If a clerk says that the road is cut, we take the ferry.", [], id="if-anyone-says"),
    pytest.param("Few ask who lit the lamp.", [], id="few-ask"),
    pytest.param("The general was said to be late.", [], id="said-to-be"),
    pytest.param("The traders argued about the price of onions.", [], id="argue-about"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_where_contents_begin_and_end(text: str, expected: list[Row], lexicon: Lexicon) -> None:
    assert rows_of(text, lexicon) == expected


def test_a_headline_printed_twice_speaks_once(lexicon: Lexicon) -> None:
    title = "Two boats lost, harbour police say"
    spans = [(0, len(title)), (len(title) + 1, 2 * len(title) + 1)]
    article = Article(
        "a",
        f"{title}\n{title}",
        passages=tuple(Passage(*span, "headline") for span in spans),
        sentences=tuple(Sentence(*span, i) for i, span in enumerate(spans)),
    )
    assert len(find_statements(Reading(article, lexicon), entities=[])) == 1


def test_a_participle_after_a_reported_clause_goes_back_to_who_reports(lexicon: Lexicon) -> None:
    _, found = statements_of(
        "The Mereflow Institute said that Orla Tenn denied the plan, adding that the dam was full.", lexicon
    )
    assert found[-1].speaker == "Mereflow Institute"


PIECES = st.sampled_from(
    ["“", "”", "‘", "’", "said", "told", "asked", "called", "as", "to", "that", ", ", ". ", "? ", ": ", "\n\n",
     "the report", "according to", "claims by", "not", "for", "will be", "and", "but did not", "message", "was"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=50))
def test_any_text_gives_rows_within_it(lexicon: Lexicon, pieces: list[str]) -> None:
    article = make_article(Record(" ".join(pieces)), path="a.txt")
    for s in find_statements(Reading(article, lexicon), entities=[]):
        assert 0 <= s.start < s.end <= len(article.text)
        assert s.cue is None or s.cue.split()[0] in article.text


@given(st.text(alphabet="ab ’‘'“”\".,?\n", max_size=60))
def test_inner_quotations_lie_within_their_quotation(text: str) -> None:
    article = make_article(Record(text), path="a.txt")
    for outer in find_quotations(article):
        assert all(outer.start < q.start < q.end <= outer.end for q in inner_quotations(article.text, outer))
