"""The codebook's examples: the program reads them as the definitions say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from analysis.extraction.parse import ArticleRows, parse_article
from analysis.formats.record import Record
from analysis.frames.codebook import codebook_markdown, definitions
from analysis.language.lexicon import load_lexicon
from analysis.reading.read import make_article

PAGE = codebook_markdown()
LEXICON = load_lexicon()


def read(sentence: str) -> ArticleRows:
    """What is found in an article of this one sentence, published on a Tuesday."""
    document = Record(f"A report\n\n{sentence}", published=datetime(2031, 5, 20), language="en")
    return parse_article(make_article(document, path="a.txt"), LEXICON)


ATTACKS: list[tuple[str, Mapping[str, Any]]] = [
    ("Rockets hit the depot at Orvel on Monday.", {"kind": "incident", "realis": "actual"}),
    ("Police defused a bomb under the bridge.", {"kind": "incident", "realis": "actual", "intercepted": True}),
    ("The drone was shot down over the harbour.", {"kind": "incident", "realis": "actual", "intercepted": True}),
    ("There were at least 40 attacks in three months.", {"kind": "tally", "count_low": 40, "count_high": None}),
    ("No shell was fired, the army said.", {"realis": "denied"}),
    ("The Brannic Front ambushed a convoy.", {"perpetrator": "Brannic Front"}),
    ("The group denied that it was behind the blast that killed four.", {"realis": "actual", "killed_low": 4}),
]


@pytest.mark.parametrize(("sentence", "said"), ATTACKS, ids=[sentence for sentence, _ in ATTACKS])
def test_an_attack_is_read_as_defined(sentence: str, said: Mapping[str, Any]) -> None:
    attack = read(sentence).attacks[0]
    assert {name: getattr(attack, name) for name in said} == said


@pytest.mark.parametrize(
    "sentence",
    [
        "Any attack would be answered.",
        "Dockers went on strike.",
        "The minister came under fire for the budget.",
        "The raid was condemned.",
    ],
)
def test_what_is_no_attack_is_not_counted(sentence: str) -> None:
    assert not [a for a in read(sentence).attacks if a.realis == "actual"]


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("“We saw two drones,” the clerk said.", "direct"),
        ("The army said that the road was closed.", "indirect"),
        ("According to the mayor, nobody was hurt.", "indirect"),
    ],
)
def test_a_statement_is_read_as_defined(sentence: str, mode: str) -> None:
    assert [s.mode for s in read(sentence).statements] == [mode]


@pytest.mark.parametrize(
    "sentence", ["The army hopes for calm.", "Ministers plan talks.", "They closed the “peace road”."]
)
def test_what_is_no_statement_is_none(sentence: str) -> None:
    assert not read(sentence).statements


def test_every_word_has_examples_and_a_limit() -> None:
    for term in definitions():
        assert term["examples"]
        assert term["counter"]
        assert term["definition"] in PAGE
