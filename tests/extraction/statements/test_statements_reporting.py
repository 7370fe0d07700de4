"""What is speech and where it ends, beyond the common patterns, by phenomenon, in invented sentences."""

from __future__ import annotations

import pytest

from analysis.extraction.citations.citations import outlet_forms
from analysis.extraction.entities import find_entities
from analysis.extraction.records import Statement
from analysis.extraction.statements.statements import find_statements
from analysis.formats.record import Record
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article
from analysis.reading.read import make_article

Row = tuple[str, str | None]  # content, mention of the speaker


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def statements_of(text: str, lexicon: Lexicon) -> tuple[Article, list[Statement]]:
    """The statements of a text below a headline."""
    whole = f"Quiet night on the Mereflow\n\n{text}\n\nThe ferries run again at dawn.\n"
    article = make_article(Record(whole), path="a.txt", outlets=outlet_forms(lexicon))
    return article, find_statements(Reading(article, lexicon), entities=find_entities(Reading(article, lexicon)))


def rows_of(text: str, lexicon: Lexicon) -> list[Row]:
    article, found = statements_of(text, lexicon)
    return [
        (
            article.text[s.start : s.end],
            None if s.speaker_start is None else article.text[s.speaker_start : s.speaker_end],
        )
        for s in found
    ]


CONTENTS = [
    pytest.param(
        "Shelling of the market killed four, activists said.",
        [("Shelling of the market killed four", "activists")],
        id="shelling-is-no-participle",
    ),
    pytest.param(
        "Speaking to men gathered at the gate, the mayor said it was late.",
        [("it was late", "the mayor")],
        id="speaking-is-one",
    ),
    pytest.param(
        "“The ridge fell at dawn”, said Colonel Ada Vint, “and we went home”.",
        [("“The ridge fell at dawn”", "Colonel Ada Vint"), ("“and we went home”", "Colonel Ada Vint")],
        id="commas-outside-the-marks",
    ),
    pytest.param(
        "The clerk told US officials that it was late.", [("that it was late", "The clerk")], id="the-country-US"
    ),
    pytest.param("The clerk told us the bridge was shut.", [("the bridge was shut", "The clerk")], id="the-pronoun-us"),
    pytest.param(
        "Officials who met with the Harbour Post said it was late.",
        [("it was late", "Officials who met with the Harbour Post")],
        id="who-met-with",
    ),
    pytest.param(
        "The harbour master, a former nurse, on Tuesday called the raid “a gift”.",
        [("the raid “a gift”", "The harbour master")],
        id="day-before-the-verb",
    ),
    pytest.param(
        "On July 6, 2031, the mayor made this remark: “The road was cut today.”",
        [("“The road was cut today.”", "the mayor")],
        id="day-with-its-year",
    ),
    pytest.param(
        "The mayor said the guards would ask for help and warned that it was late.",
        [("the guards would ask for help", "The mayor"), ("that it was late", "The mayor")],
        id="joined-verbs-have-one-form",
    ),
    pytest.param("The mayor said it was late, citing low tide.", [("it was late", "The mayor")], id="a-thing-is-cited"),
    pytest.param(
        "Ansa Brill [warned in an interview with the Harbour Post](#) that the road was cut.",
        [("that the road was cut", "Ansa Brill")],
        id="markdown-link-over-the-cue",
    ),
    pytest.param(
        "**Update.** Ansa Brill said **the road** was cut.", [("the road** was cut", "Ansa Brill")], id="bold-type"
    ),
    pytest.param(
        "The Cinder Brigade, a band of some forty men, claimed responsibility for the raid.",
        [("the raid", "The Cinder Brigade")],
        id="claim-of-responsibility",
    ),
    pytest.param(
        "The Cinder Brigade denied responsibility.",
        [("responsibility", "The Cinder Brigade")],
        id="bare-responsibility",
    ),
    pytest.param("No group claimed the blast.", [], id="nobody-claims"),
    pytest.param("Orla Tenn claimed the prize.", [], id="claim-a-thing"),
    pytest.param("The ferrymen asked not to be named.", [], id="asked-not-to-be-named"),
    pytest.param("The clerk would not say who lit the fire.", [], id="would-not-say-who"),
    pytest.param("The clerk said nothing of the fire.", [], id="said-nothing"),
    pytest.param("Just ask the neighbours.", [], id="imperative"),
    pytest.param("The attack could indicate a split within the band.", [], id="event-indicates"),
    pytest.param("The rise suggests that the dam is full.", [], id="event-suggests"),
    pytest.param("A letter suggests that it is full.", [("that it is full", "A letter")], id="letter-suggests"),
    pytest.param("The truce that had been promised did not come.", [], id="passive-without-content"),
    pytest.param("She got emails that were a year old, and a claim that grew.", [], id="noun-with-a-relative-clause"),
    pytest.param(
        "Her pledge last month to mend the bridge was forgotten.", [("to mend the bridge", "Her")], id="pledge-to"
    ),
    pytest.param(
        "Orla Tenn rejected the accusation.", [("the accusation", "Orla Tenn")], id="object-that-makes-an-act-speech"
    ),
    pytest.param("Orla Tenn puts the toll at nine.", [("the toll at nine", "Orla Tenn")], id="puts-the-toll"),
    pytest.param("Orla Tenn put the lamp on the wall.", [], id="puts-a-thing"),
    pytest.param(
        "Varnia has told its allies to wait, the officials have said, according to the Harbour Post.",
        [
            ("Varnia has told its allies to wait", "the officials"),
            ("Varnia has told its allies to wait, the officials have said", "the Harbour Post"),
            ("to wait", "Varnia"),
        ],
        id="officials-have-said-according-to",
    ),
    pytest.param(
        "According to Orla Tenn, Vane Orlo, head of the mill, left at dawn.",
        [("Vane Orlo, head of the mill, left at dawn", "Orla Tenn")],
        id="according-to-with-an-apposition-in-the-content",
    ),
    pytest.param(
        "If the river rises, the mayor said, “we move the archive to the hill”.",
        [("If the river rises, the mayor said, “we move the archive to the hill”", "the mayor")],
        id="clause-ends-in-a-quotation",
    ),
    pytest.param(
        "The minister called the dockers “a gang in oilskins”, and the strike went on.",
        [("the dockers “a gang in oilskins”", "The minister")],
        id="label-ends-at-its-quotation",
    ),
    pytest.param(
        "The union threatened to stop the ferries after the mayor said the road was cut.",
        [("to stop the ferries", "The union"), ("the road was cut", "the mayor")],
        id="after-clause-with-a-cue",
    ),
    pytest.param(
        "The bridge will hold and nobody need worry, said the engineer, who built it.",
        [("The bridge will hold and nobody need worry", "the engineer")],
        id="inverted-with-a-relative-clause",
    ),
    pytest.param(
        "“We wait for rain,” the colonel was quoted as saying by the Harbour Post.",
        [("“We wait for rain,”", "the colonel")],
        id="was-quoted-as-saying",
    ),
    pytest.param("On Thursday, at 6:30 a.m. sharp, the ferry left.", [], id="clock-colon"),
    pytest.param(
        "Q: Where were you?\n\nA: I was at the mill. The water came.\n\nQ: And then?\n\nA: We waited.",
        [
            ("Where were you?", "Q"),
            ("I was at the mill. The water came.", "A"),
            ("And then?", "Q"),
            ("We waited.", "A"),
        ],
        id="turns-of-an-interview",
    ),
    pytest.param(
        "‘The farmers’ road is cut,’ said Ansa Brill. ‘It won’t open before May.’",
        [("‘The farmers’ road is cut,’", "Ansa Brill"), ("‘It won’t open before May.’", "Ansa Brill")],
        id="british-single-marks",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONTENTS)
def test_content_and_mention(text: str, expected: list[Row], lexicon: Lexicon) -> None:
    assert rows_of(text, lexicon) == expected


SPEAKERS = [
    pytest.param(
        "The order was read out by Vane Orlo, the head of the mill guard, who said that the bridge was mined.",
        "Vane Orlo",
        id="apposition-and-who",
    ),
    pytest.param(
        "Two officials said it was full. “We are tired,” one of them said.",
        "one of the two officials",
        id="one-of-them",
    ),
    pytest.param(
        "The porter did not sign, but his deputy, Vane Orlo, said the mill was shut.", "Vane Orlo", id="but-his-deputy"
    ),
    pytest.param(
        "A sergeant at the gate, who gave his name only as Orlo, said the mill was shut.", "Orlo", id="gave-his-name-as"
    ),
    pytest.param(
        "The mill was shut, said a sergeant, who gave his name only as Orlo.", "Orlo", id="gave-his-name-as-inverted"
    ),
    pytest.param("It rained until Thursday, and a porter, quite lost, said it was shut.", "porter", id="no-day"),
    pytest.param(
        "The Mereflow Institute said in a statement that the dam was full. The statement added that it would hold.",
        "Mereflow Institute",
        id="the-statement-is-whoever-issued-it",
    ),
    pytest.param(
        "The general spoke to his men. Orla Tenn said the river was high. The order: wait for the boats.",
        "Orla Tenn",
        id="the-order-carries-the-speaker",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_speaker_of_the_last_statement(text: str, speaker: str, lexicon: Lexicon) -> None:
    _, found = statements_of(text, lexicon)
    assert found[-1].speaker == speaker


def test_a_description_is_named_by_the_next_paragraph(lexicon: Lexicon) -> None:
    text = (
        "An adviser to the regent warned that any raid would be answered.\n\n"
        "“We count the days,” said Hamar Teel, an adviser to the regent."
    )
    _, found = statements_of(text, lexicon)
    assert [s.speaker for s in found] == ["Hamar Teel", "Hamar Teel"]


VIA = [
    pytest.param("Reuters, citing two officials, said the dam was full.", "two officials", ("Reuters",), id="citing"),
    pytest.param(
        "The dam was full, Reuters said, quoting a senior official.", "senior official", ("Reuters",), id="said-quoting"
    ),
    pytest.param("A porter, quoted by Reuters, said the dam was full.", "porter", ("Reuters",), id="quoted-by"),
    pytest.param("Orla Tenn told Reuters that the dam was full.", "Orla Tenn", ("Reuters",), id="told-an-outlet"),
    pytest.param("Reuters said the dam was full.", "Reuters", (), id="an-outlet-for-itself"),
]


@pytest.mark.parametrize(("text", "speaker", "via"), VIA)
def test_the_innermost_speaker_and_the_chain(text: str, speaker: str, via: tuple[str, ...], lexicon: Lexicon) -> None:
    _, found = statements_of(text, lexicon)
    assert [(s.speaker, s.reported_via) for s in found] == [(speaker, via)]


ROLES = [
    pytest.param("Two senior Iraqi officials familiar with the plan said it was late.", "senior officials", id="count"),
    pytest.param("An adviser to the regent said it was late.", "adviser to the regent", id="complement-stays"),
    pytest.param(
        "Orla Tenn, a lecturer at the mill school and an expert on dams, said it was late.",
        "lecturer at the mill school",
        id="first-of-two-roles",
    ),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_role(text: str, role: str, lexicon: Lexicon) -> None:
    _, found = statements_of(text, lexicon)
    assert found[-1].role == role


def test_officials_take_the_side_of_the_place_of_the_report(lexicon: Lexicon) -> None:
    _, found = statements_of("Three men were held in Baghdad. Police said the men were porters.", lexicon)
    assert (found[-1].side, found[-1].official, found[-1].anonymous) == ("Iraq", True, False)


def test_a_short_name_of_an_outlet_is_the_one_named_before(lexicon: Lexicon) -> None:
    text = "The New York Times reported that the dam was full. “It will hold,” the Times said."
    _, found = statements_of(text, lexicon)
    assert [s.speaker for s in found] == ["New York Times", "New York Times"]
