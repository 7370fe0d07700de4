"""Shared wording: what counts as borrowed, how much, in which words, and from where."""

from __future__ import annotations

import random
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_memory import find_overlaps

from analysis.comparison.reuse.candidates import MANY, OWN, SOME
from analysis.comparison.reuse.documents import CreditAt, Document
from analysis.comparison.reuse.overlaps import Overlap

STORY = (
    "Rockets struck a grain store on the eastern quay of Marrow Bay before dawn on Tuesday, police said.",
    "Two watchmen were killed and the roof of a neighbouring chapel fell in, according to the harbour master.",
    '"We counted eleven flashes over the water and then the windows went," said Orla Finch, who sells rope.',
    "The provincial council ordered schools near the docks to stay shut until the end of the week.",
    "Nobody claimed responsibility, but two officers blamed a faction that broke with the Cinder Brigade in spring.",
    "Engineers said that the cranes could work again once the burnt beams had been cleared from the rails.",
)
OTHER = (
    "Ministers in the capital argued late into the night about the price of seed and the state of the mountain roads.",
    "A choir of retired ferrymen sang outside, and a goat ate the petition that they had brought along.",
    "The opposition wants a vote on bridges before the summer, while the cabinet would rather talk about fish.",
)


def a_document(name: str, *sentences: str, **facts: object) -> Document:
    text = "\n".join(sentences)
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return Document(name, text, tuple(spans), **facts)  # type: ignore[arg-type]


def only_pair(*documents: Document) -> Overlap | None:
    overlaps = find_overlaps(documents).overlaps
    assert len(overlaps) <= 1
    return overlaps[0] if overlaps else None


SHARED = [
    pytest.param(STORY[1], STORY[1].replace("killed", "slain"), id="one-word-changed"),
    pytest.param(STORY[0], STORY[0].replace("struck", "have struck"), id="tense"),
    pytest.param(STORY[3], STORY[3].replace("ordered schools", "yesterday ordered all schools"), id="insertion"),
    pytest.param(STORY[2], STORY[2].replace('"', "”").replace("”We", "“We"), id="quotation-marks"),
    pytest.param(STORY[1], STORY[1].replace("neighbouring", "neighboring").replace("harbour", "harbor"), id="spelling"),
    pytest.param(
        'He said: "We counted eleven flashes over the water and then, later, nothing."', STORY[2], id="short-quotation"
    ),
    pytest.param(STORY[4], STORY[4].upper(), id="capitals"),
    pytest.param(
        "The Cinder Brigade had threatened to strike the Lantern Parade in Marrow Bay.",
        "The Cinder Brigade has threatened to strike the Lantern Parade in Marrow Bay.",
        id="irregular-tense",
    ),
]


@pytest.mark.parametrize(("theirs", "ours"), SHARED)
def test_reworded_sentences_are_shared(theirs: str, ours: str) -> None:
    pair = only_pair(a_document("a", OTHER[0], theirs), a_document("b", ours, OTHER[1]))
    assert pair is not None
    assert 0 < pair.containment_a < 1


NOT_SHARED = [
    pytest.param(
        STORY[0],
        "Before dawn on Tuesday somebody shelled the quay in the east of the bay, the police said.",
        id="facts",
    ),
    pytest.param(
        "Police said on Tuesday that two people were killed.", "On Tuesday two were killed, police said.", id="formula"
    ),
    pytest.param('"Eleven flashes," he said.', '"Eleven flashes," she repeated.', id="two-words"),
]


@pytest.mark.parametrize(("theirs", "ours"), NOT_SHARED)
def test_same_facts_in_other_words_are_not_shared(theirs: str, ours: str) -> None:
    assert only_pair(a_document("a", OTHER[0], theirs), a_document("b", ours, OTHER[1])) is None


def test_containment_is_measured_in_both_directions() -> None:
    pair = only_pair(a_document("long", *STORY, *OTHER), a_document("short", *STORY[:2]))
    assert pair is not None
    assert (pair.article_a, pair.article_b) == ("long", "short")
    assert pair.containment_b > 0.95
    assert 0.15 < pair.containment_a < 0.35


def test_reused_passages_are_the_shared_words() -> None:
    a, b = a_document("a", OTHER[0], STORY[1], OTHER[1]), a_document("b", STORY[1], OTHER[2])
    (passage,) = find_overlaps([a, b]).reused
    assert (a.text or "")[passage.start_a : passage.end_a] + "." == STORY[1]
    assert (b.text or "")[passage.start_b : passage.end_b] + "." == STORY[1]


def test_order_within_the_articles_does_not_matter() -> None:
    pair = only_pair(a_document("a", *STORY), a_document("b", *reversed(STORY)))
    assert pair is not None
    assert pair.containment_a > 0.95


def test_what_lies_outside_the_spans_is_not_counted() -> None:
    caption = a_document("b", STORY[1], OTHER[1])
    body_only = Document("b", caption.text, caption.spans[1:])
    assert only_pair(a_document("a", STORY[1], OTHER[0]), body_only) is None


def test_stock_background_is_no_borrowing() -> None:
    fillers = [
        f"Number {i} {word} of {word}s walked {word}ward past {word} hall."
        for i, word in enumerate(["oak", "elm", "ash", "fir", "yew", "box", "bay", "nut"])
    ]
    corpus = [
        a_document(f"d{i}", STORY[4], filler, *random.Random(i).sample(_noise(i), 8))
        for i, filler in enumerate(fillers)
    ]
    assert len(corpus) > MANY
    assert find_overlaps(corpus).overlaps == ()


def _noise(seed: int) -> list[str]:
    chance = random.Random(1000 + seed)
    letters = "abcdefghijklmnoprstuvw"
    return [" ".join("".join(chance.choices(letters, k=6)) for _ in range(14)) + "." for _ in range(10)]


def test_a_wire_story_in_many_papers_is_borrowing() -> None:
    corpus = [a_document(f"paper{i}", *STORY, *_noise(i)[:2]) for i in range(MANY + 2)]
    assert len(find_overlaps(corpus).overlaps) == (MANY + 2) * (MANY + 1) // 2


WIRE, PAPER = "Lantern Wire", "The Marrow Bee"
EARLY, LATE = datetime(2031, 5, 7), datetime(2031, 5, 8)


def test_a_wire_that_one_carries_whole_is_common_to_both() -> None:
    pair = only_pair(
        a_document("bee", STORY[1], OTHER[0], outlet=PAPER, credits=(CreditAt(WIRE, 0, whole=True),)),
        a_document("echo", STORY[1], OTHER[1], outlet="Harbour Echo"),
    )
    assert pair is not None
    assert pair.origin == "common wire"


def test_a_credit_in_another_paragraph_is_for_something_else() -> None:
    at = len(STORY[1]) + 5
    pair = only_pair(
        a_document("paper", STORY[1], *OTHER, outlet=PAPER, published=EARLY, credits=(CreditAt(WIRE, at),)),
        a_document("wire", STORY[1], *STORY[3:], outlet=WIRE, published=EARLY),
    )
    assert pair is not None
    assert pair.origin is None


AGENCY = [
    pytest.param(STORY[1], "wire", id="a-reporters-words"),
    pytest.param(STORY[2], None, id="a-quotation-that-anyone-may-hear"),
]


@pytest.mark.parametrize(("shared", "origin"), AGENCY)
def test_an_agency_writes_to_be_printed(shared: str, origin: str | None) -> None:
    quoted = shared.rpartition(" said")[0] or shared
    pair = only_pair(
        a_document("paper", quoted, *OTHER, outlet=PAPER),
        a_document("wire", quoted, *STORY[3:], outlet=WIRE, is_agency=True),
    )
    assert pair is not None
    assert pair.origin == origin


def test_what_recurs_from_week_to_week_is_stock_though_few_have_it() -> None:
    days = [datetime(2031, 5, 1 + 6 * i) for i in range(SOME)]
    corpus = [a_document(f"d{i}", STORY[4], *_noise(i), published=day) for i, day in enumerate(days)]
    assert find_overlaps(corpus).overlaps == ()


def test_what_many_have_on_one_day_is_no_stock() -> None:
    corpus = [a_document(f"d{i}", STORY[4], *_noise(i), published=EARLY) for i in range(MANY)]
    assert len(find_overlaps(corpus).overlaps) == MANY * (MANY - 1) // 2


def test_an_outlets_standing_words_are_its_stock() -> None:
    days = [datetime(2031, 5, 1 + i) for i in range(OWN)]
    corpus = [a_document(f"d{i}", STORY[4], *_noise(i), outlet=PAPER, published=d) for i, d in enumerate(days)]
    assert find_overlaps(corpus).overlaps == ()


def beside_all(*outlets: str) -> tuple[CreditAt, ...]:
    """A credit at the first word, which every story here shares with its source."""
    return tuple(CreditAt(outlet, 0) for outlet in outlets)


def test_origin_is_the_outlet_that_is_credited() -> None:
    pair = only_pair(
        a_document("paper", *STORY[:2], OTHER[0], outlet=PAPER, credits=beside_all(WIRE)),
        a_document("wire", *STORY, outlet=WIRE),
    )
    assert pair is not None
    assert pair.origin == "wire"


def test_a_credit_from_an_earlier_day_is_no_origin() -> None:
    pair = only_pair(
        a_document("paper", STORY[1], *OTHER, outlet=PAPER, published=EARLY, credits=beside_all(WIRE)),
        a_document("wire", STORY[1], *STORY[3:], outlet=WIRE, published=LATE),
    )
    assert pair is not None
    assert pair.origin is None


def test_two_that_credit_the_same_third_have_a_common_wire() -> None:
    credited = beside_all(WIRE)
    pair = only_pair(
        a_document("bee", STORY[1], OTHER[0], outlet=PAPER, credits=credited),
        a_document("echo", STORY[1], OTHER[1], outlet="Harbour Echo", credits=credited),
    )
    assert pair is not None
    assert pair.origin == "common wire"


def test_the_third_is_named_where_it_is_in_the_corpus() -> None:
    credited = beside_all(WIRE)
    found = find_overlaps(
        [
            a_document("bee", STORY[1], OTHER[0], outlet=PAPER, credits=credited),
            a_document("echo", STORY[1], OTHER[1], outlet="Harbour Echo", credits=credited),
            a_document("wire", *STORY, outlet=WIRE),
        ]
    )
    assert {o.origin for o in found.overlaps} == {"wire"}


def test_the_earlier_of_two_that_share_much_is_the_origin() -> None:
    pair = only_pair(a_document("a", *STORY, published=LATE), a_document("b", *STORY, OTHER[0], published=EARLY))
    assert pair is not None
    assert pair.origin == "b"


def test_origin_stays_open_where_nothing_tells() -> None:
    pair = only_pair(a_document("a", STORY[1], OTHER[0]), a_document("b", STORY[1], OTHER[1]))
    assert pair is not None
    assert pair.origin is None


@settings(deadline=None)
@given(st.permutations(range(4)))
def test_order_of_files_does_not_matter(order: list[int]) -> None:
    corpus = [
        a_document("a", *STORY),
        a_document("b", *STORY[2:], OTHER[0]),
        a_document("c", *OTHER),
        a_document("d", STORY[1]),
    ]
    assert find_overlaps([corpus[i] for i in order]) == find_overlaps(corpus)


def test_withheld_and_empty_texts_share_nothing() -> None:
    assert find_overlaps([Document("a", None), Document("b", ""), a_document("c", *STORY)]).overlaps == ()


SAID = (
    "We regret every harm that the shells have done to farmers near the river, have opened an inquiry under the "
    "military prosecutor, and will publish what it finds within thirty days, whatever that may mean for those "
    "who were there"
)
QUOTED = f"“{SAID},” the ministry said in a statement on its website on Tuesday evening."


@pytest.mark.parametrize("published", [EARLY, LATE], ids=["same-day", "later"])
def test_what_both_have_somebody_say_is_a_common_quotation(published: datetime) -> None:
    pair = only_pair(
        a_document("a", OTHER[0], QUOTED, outlet=PAPER, published=EARLY),
        a_document("b", QUOTED, *STORY[3:5], outlet="Harbour Echo", published=published),
    )
    assert pair is not None
    assert pair.containment_a > 0.5
    assert pair.origin == "common quotation"


def test_what_is_attributed_without_marks_is_one_too() -> None:
    told = f"The ministry said that {SAID[3:]}."
    statement = {"statements": ((len("The ministry said "), len(told) - 1),)}
    pair = only_pair(a_document("a", told, *OTHER[:2], **statement), a_document("b", told, *STORY[3:5], **statement))
    assert pair is not None
    assert pair.origin == "common quotation"


def test_a_story_that_is_taken_over_with_its_quotation_is_borrowed() -> None:
    pair = only_pair(
        a_document("a", *STORY[:2], QUOTED, published=EARLY),
        a_document("b", *STORY[:2], QUOTED, OTHER[1], published=LATE),
    )
    assert pair is not None
    assert pair.origin == "a"


def test_a_quotation_with_a_credit_beside_it_is_borrowed() -> None:
    pair = only_pair(
        a_document("paper", QUOTED, *OTHER, outlet=PAPER, credits=(CreditAt(WIRE, 0),)),
        a_document("wire", QUOTED, *STORY[3:5], outlet=WIRE),
    )
    assert pair is not None
    assert pair.origin == "wire"
