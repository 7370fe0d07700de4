"""Speakers: resolved within the article, with role, affiliation, side, official and anonymous."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.extraction.entities import find_entities
from analysis.extraction.records import Statement
from analysis.extraction.statements.speakers.roles import is_official, role_words
from analysis.extraction.statements.statements import find_statements
from analysis.formats.record import Record
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.reading import Reading
from analysis.reading.read import make_article

INVENTED = """
[[actors]]
name = "Cinder Brigade"
aliases = ["Brigade"]
kind = "group"
side = "Cinder Brigade"
official = true

[[actors]]
name = "Varnian Army"
aliases = ["Varnian army"]
kind = "force"
side = "Varnia"
country = "XA"
official = true

[[actors]]
name = "Foreign Ministry of Varnia"
aliases = ["Varnian Foreign Ministry", "Varnian foreign ministry"]
kind = "government"
side = "Varnia"
country = "XA"
official = true

[[places]]
name = "Varnia"
demonyms = ["Varnian", "Varnians"]
kind = "country"
country = "XA"

[[outlets]]
name = "Lantern Wire"
aliases = ["LW"]
kind = "agency"

[state_media]
Varnia = ["Harbour Star"]
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    path: Path = tmp_path_factory.mktemp("lexicon") / "lexicon.toml"
    path.write_text(INVENTED, encoding="utf-8")
    return load_lexicon(path)


def last_statement(text: str, lexicon: Lexicon) -> Statement:
    whole = f"Quiet night on the Mereflow\n\n{text}\n\nThe ferries run again at dawn.\n"
    article = make_article(Record(whole), path="a.txt")
    return find_statements(Reading(article, lexicon), entities=find_entities(Reading(article, lexicon)))[-1]


NAMES = [
    pytest.param("Orla Tenn, a lawyer, spoke first. Tenn said it was late.", "Orla Tenn", id="surname"),
    pytest.param("Colonel Idris Vane spoke first. Col. Vane said it was late.", "Idris Vane", id="title-and-surname"),
    pytest.param(
        "Idris Vane, the harbour master, came late. The harbour master said it was late.", "Idris Vane", id="role"
    ),
    pytest.param("A Brigade spokesman, Pell Dray, said it was late.", "Pell Dray", id="description-then-name"),
    pytest.param(
        "So said a strategist. Orla Tenn came late. The strategist said it was over.",
        "strategist",
        id="stop-ends-no-title",
    ),
    pytest.param("Ms. Tenn came late. She said the road was cut.", "Tenn", id="she"),
    pytest.param("Mr. Vane met Ms. Tenn on the pier. He said the road was cut.", "Vane", id="he-not-she"),
    pytest.param("Mr. Vane met Ms. Tenn on the pier. She said the road was cut.", "Tenn", id="she-not-he"),
    pytest.param("Two officials said it was late. They said the road was cut.", "Two officials", id="they"),
    pytest.param("The Varnian army said the road was cut. It said nobody was hurt.", "Varnian Army", id="it"),
    pytest.param("Gov. Orla Tenn came late. The governor said it was over.", "Orla Tenn", id="title-in-full"),
    pytest.param("“Who fired?” a clerk asked Col. Idris Vane. “Nobody did,” he said.", "Idris Vane", id="who-is-asked"),
    pytest.param("Said Orla Tenn: “The gate stays shut.”", "Orla Tenn", id="verb-name-colon"),
    pytest.param("The road was cut, said Maj. Gen. (Ret.) Orla Tenn.", "Orla Tenn", id="retired-between-rank-and-name"),
    pytest.param("The ministry published a report. It said the road was cut.", "ministry", id="it-opens-before"),
    pytest.param("The colonel closed the gate. He said the road was cut.", "colonel", id="he-opens-before"),
    pytest.param("The actress closed the gate. He said the road was cut.", None, id="he-is-no-actress"),
    pytest.param("The Varnian army's claim that it had taken the pier was false.", "Varnian Army", id="genitive"),
    pytest.param("Orla Tenn came. Tenn's answer was curt: “Nobody.”", "Orla Tenn", id="noun-and-colon"),
    pytest.param("The road was cut. He said it was late.", None, id="unknown-stays-missing"),
    pytest.param("The Cinder Brigade came late. The group said the road was cut.", "Cinder Brigade", id="the-group"),
    pytest.param(
        "A Lantern Wire report said it was late. The report said the road was cut.",
        "Lantern Wire report",
        id="the-report",
    ),
    pytest.param("The harbour master's wife, Ansa Brill, said it was late.", "Ansa Brill", id="her-name-not-his"),
    pytest.param(
        "A spokesman for Pell Dray said it was late.",
        "spokesman for Pell Dray",
        id="spokesman-is-not-whom-he-speaks-for",
    ),
    pytest.param(
        "“The bridge held all night and nobody on it was hurt.” — Orla Tenn", "Orla Tenn", id="signed-behind-a-dash"
    ),
    pytest.param(
        "“The bridge held all night and nobody on it was hurt.”\n\n– Orla Tenn, a nurse.",
        "Orla Tenn",
        id="signed-on-the-next-line",
    ),
    pytest.param(
        "Pell Dray came late. Noting that the road was cut, Ms. Tenn spoke of rain.", "Tenn", id="opening-participle"
    ),
    pytest.param(
        "In addition to the inquiry, the mayor, Pell Dray, said it was late.", "Pell Dray", id="adverbial-is-no-subject"
    ),
    pytest.param("Ansa Brill came. While Will Dray slept, Brill said it was late.", "Ansa Brill", id="will-is-a-name"),
    pytest.param(
        "Pell Dray, the mayor, this past week announced that the road was cut.", "Pell Dray", id="date-before-the-verb"
    ),
    pytest.param(
        "Ms. Tenn said it was late, citing the mayor’s old letter.", "Tenn", id="citing-a-thing-is-no-speaker"
    ),
    pytest.param("Two guards were calm. One of them said it was late.", "one of the two guards", id="one-of-them"),
    pytest.param(
        "Two guards said it was late. “Very late,” the other said.", "the other of the two guards", id="the-other"
    ),
    pytest.param("One of the men, a stonecutter, said it was late.", "a stonecutter", id="one-of-them-glossed"),
    pytest.param(
        "A police officer at the pier said it was late. The officer said the road was cut.",
        "police officer at the pier",
        id="the-same-unnamed-officer",
    ),
    pytest.param("Ms. Tenn came late. Her office said the road was cut.", "office of Tenn", id="her-office"),
    pytest.param(
        "The mayor, Pell Dray, came late. A heckler demanded that he resign. He said the road was cut.",
        "Pell Dray",
        id="he-is-the-one-addressed",
    ),
    pytest.param(
        "The dockers' union met. The union said the road was cut.", "dockers' union", id="the-union-introduced-before"
    ),
    pytest.param("Tarn police came. Police said the road was cut.", "Tarn police", id="the-only-police-named"),
    pytest.param(
        "Lantern Wire counts otherwise: it says that the road was cut.", "Lantern Wire", id="it-is-the-outlet"
    ),
    pytest.param(
        "The Varnian army and the Cinder Brigade said the road was cut.",
        "Varnian Army; Cinder Brigade",
        id="two-bodies-together",
    ),
    pytest.param("Men from the hills said the road was cut.", "Men from the hills", id="a-plural-is-no-name"),
    pytest.param(
        "Orla Tenn said: “I heard my neighbour say, ‘They are shooting the lamps out.’”",
        "Orla Tenn's neighbour",
        id="who-was-heard",
    ),
    pytest.param("“I told them: ‘The road is cut,’” Ms. Tenn said.", "Tenn", id="first-person-within-a-quotation"),
    pytest.param("The General Staff said the road was cut.", "General Staff", id="staff-is-no-surname"),
    pytest.param("The ministry published a report. It said the road was cut.", "ministry", id="it-is-the-ministry"),
    pytest.param(
        "The Fenland Front issued a statement. It said the road was cut.", "Fenland Front", id="it-is-a-front-unlisted"
    ),
    pytest.param("The colonel stayed. He said the road was cut.", "colonel", id="he-is-the-colonel"),
    pytest.param("The guards shot a dog. He said the road was cut.", None, id="he-is-none-of-many"),
    pytest.param("The road was cut, the mayor, Orla Tenn, said.", "Orla Tenn", id="apposition-behind-a-clause"),
    pytest.param("The army's claim that the road was cut was false.", "army", id="possessive-of-a-noun"),
    pytest.param("They said the road was cut, a claim the army denied.", None, id="a-claim-that-is-denied"),
]


@pytest.mark.parametrize(
    ("text", "official"),
    [
        pytest.param("The Fenland Liberation Front said the road was cut.", True, id="a-front"),
        pytest.param(
            "A statement from the interior ministry said the road was cut.", True, id="a-ministry-s-statement"
        ),
        pytest.param("A report by the dockers' union said the road was cut.", False, id="a-union-s-report"),
        pytest.param("The cold front said the road was cut.", False, id="a-front-of-no-name"),
    ],
)
def test_who_is_official_without_being_listed(text: str, official: bool, lexicon: Lexicon) -> None:
    assert last_statement(text, lexicon).official is official


@pytest.mark.parametrize(("text", "speaker"), NAMES)
def test_speaker_is_resolved_within_the_article(text: str, speaker: str | None, lexicon: Lexicon) -> None:
    assert last_statement(text, lexicon).speaker == speaker


def test_the_mention_of_a_pronoun_is_the_pronoun(lexicon: Lexicon) -> None:
    text = "Ms. Tenn came late. She said the road was cut."
    statement = last_statement(text, lexicon)
    whole = f"Quiet night on the Mereflow\n\n{text}"
    assert statement.speaker_start is not None
    assert whole[statement.speaker_start : statement.speaker_end] == "She"


FACTS = [
    pytest.param(
        "Idris Vane, a Varnian army spokesman, said it was late.",
        ("Varnian army spokesman", "Varnian Army", "Varnia", True, False),
        id="apposition",
    ),
    pytest.param(
        "Prime Minister Idris Vane said it was late.", ("Prime Minister", None, None, True, False), id="title"
    ),
    pytest.param(
        "Orla Tenn, a retired general, said it was late.", ("retired general", None, None, False, False), id="retired"
    ),
    pytest.param(
        "Orla Tenn, a grocer, said it was late.", ("grocer", None, None, False, False), id="a-role-that-no-list-knows"
    ),
    pytest.param(
        "Two Varnian officials said it was late.",
        ("officials", None, "Varnia", True, True),
        id="unnamed-officials",
    ),
    pytest.param(
        "Varnia’s official Harbour Star said it was late.",
        (None, None, "Varnia", True, False),
        id="state-media-described",
    ),
    pytest.param("The Harbour Star said it was late.", (None, None, "Varnia", True, False), id="state-media"),
    pytest.param("A source said it was late.", ("source", None, None, True, True), id="a-source"),
    pytest.param("Residents said it was late.", ("Residents", None, None, False, True), id="residents"),
    pytest.param("Varnia said it was late.", (None, None, "Varnia", True, False), id="country-as-speaker"),
    pytest.param(
        "The Varnian foreign ministry said it was late.",
        (None, "Foreign Ministry of Varnia", "Varnia", True, False),
        id="ministry-as-speaker",
    ),
    pytest.param(
        "The Cinder Brigade said it was late.",
        (None, "Cinder Brigade", "Cinder Brigade", True, False),
        id="group-as-speaker",
    ),
    pytest.param(
        "A Lantern Wire reporter came. The prime minister, Ada Lumm, said it was late.",
        ("prime minister", None, None, True, False),
        id="description-before-the-name",
    ),
    pytest.param(
        "The Cinder Brigade met. Its spokesman, Pell Dray, told a reporter it was late.",
        ("spokesman", "Cinder Brigade", "Cinder Brigade", True, False),
        id="its-spokesman",
    ),
    pytest.param(
        "The dockers' union met. Its leader, Pell Dray, said it was late.",
        ("leader", None, None, False, False),
        id="leader-of-a-private-body",
    ),
    pytest.param(
        "Idris Vane, the Varnian foreign minister, came. An aide to him said it was late.",
        ("aide", None, "Varnia", True, True),
        id="aide-to-him",
    ),
    pytest.param(
        "The harbour master said it was late.", ("harbour master", None, None, True, True), id="harbour-master"
    ),
    pytest.param(
        "A person close to the Cinder Brigade said it was late.",
        ("person", "Cinder Brigade", "Cinder Brigade", False, True),
        id="close-to-is-not-of",
    ),
    pytest.param(
        "An envoy who watches the river for the Cinder Brigade said it was late.",
        ("envoy", None, "Cinder Brigade", True, True),
        id="side-from-the-relative-clause",
    ),
    pytest.param("Lt. Gen. Pell Dray said it was late.", ("Lt. Gen.", None, None, True, False), id="rank"),
    pytest.param(
        "Varnia's foreign minister, Pell Dray, said it was late.",
        ("foreign minister", None, None, True, False),
        id="a-country's-minister",
    ),
    pytest.param(
        "A spokesman for the ministry, Pell Dray, said it was late.",
        ("spokesman for the ministry", None, None, True, False),
        id="a-ministry's-spokesman-named",
    ),
    pytest.param(
        "A spokesman for the airline, Pell Dray, said it was late.",
        ("spokesman for the airline", None, None, False, False),
        id="an-airline's-spokesman-named",
    ),
    pytest.param(
        "Rear Adm. Pell Dray said it was late.", ("Rear Adm.", None, None, True, False), id="rank-of-two-words"
    ),
    pytest.param(
        "Retired Gen. Pell Dray said it was late.", ("Retired Gen.", None, None, False, False), id="retired-general"
    ),
    pytest.param(
        "Varnia's richest banker, Pell Dray, said it was late.",
        ("richest banker", None, None, False, False),
        id="a-country's-banker",
    ),
    pytest.param(
        "A hospital spokesman said it was late.",
        ("hospital spokesman", None, None, False, True),
        id="private-spokesman",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FACTS)
def test_role_affiliation_side_official_anonymous(
    text: str, expected: tuple[str | None, str | None, str | None, bool, bool], lexicon: Lexicon
) -> None:
    s = last_statement(text, lexicon)
    assert (s.role, s.affiliation, s.side, s.official, s.anonymous) == expected


def test_what_was_told_to_an_outlet_came_by_way_of_it(lexicon: Lexicon) -> None:
    assert last_statement("Ansa Brill told Lantern Wire that it was late.", lexicon).reported_via == ("Lantern Wire",)


OFFICIAL = [
    pytest.param("police chief of the province", True, id="police-chief"),
    pytest.param("professor of military history", False, id="head-noun-decides"),
    pytest.param("spokesman for the ministry", True, id="spokesman-of-a-ministry"),
    pytest.param("spokesman for the airline", False, id="spokesman-of-a-company"),
    pytest.param("former defense minister", False, id="former"),
    pytest.param("director of research at a think tank", None, id="director-of-the-unknown"),
    pytest.param("juggler", None, id="unknown"),
    *[
        pytest.param(rank, True, id=rank)
        for rank in ("Gov.", "Sen.", "Rep.", "Sgt.", "Cpl.", "Spc.", "Staff Sgt.", "Atty. Gen.", "Supt.", "Amb.")
    ],
    *[pytest.param(title, expected, id=title) for title, expected in (("Dr.", False), ("Prof.", False), ("Mr.", None))],
]


@pytest.mark.parametrize(("role", "expected"), OFFICIAL)
def test_whether_a_role_is_official(role: str, expected: bool | None) -> None:
    assert is_official(role, role_words(load_lexicon())) is expected
