"""The scorer of the gold: the gold itself scores 1, nothing scores 0, and matching is the best there is."""

from __future__ import annotations

import pandas as pd
import pytest
from annotation import Gold, QuoteNotFoundError, Span, located
from matching import Figure, iou, one_to_one, overlap, plain
from score import floor, measure
from statement_figures import trimmed

from analysis.frames.storage import Frames


def as_frames(gold: Gold, frames: Frames) -> dict[str, pd.DataFrame]:
    """The gold in the form of frames: what a program without any error would find."""
    tables = {
        name: pd.DataFrame([{**span.values, "start": span.start, "end": span.end} for span in getattr(gold, name)])
        for name in ("attacks", "statements", "citations")
    }
    attacks = tables["attacks"].assign(
        incident_id=lambda t: t["incident"], trigger_start=lambda t: t["start"], trigger_end=lambda t: t["end"]
    )
    incidents = pd.DataFrame(gold.incidents).assign(incident_id=lambda t: t["incident"])
    unchanged = {"articles": frames["articles"], "passages": frames["passages"]}
    return {**tables, **unchanged, "attacks": attacks, "incidents": incidents, "overlaps": pd.DataFrame(gold.reuse)}


def test_the_gold_scored_against_itself_is_perfect(gold: Gold, frames: Frames) -> None:
    measured = measure(as_frames(gold, frames), gold)
    short = {(f, n): v for f, figures in measured.items() for n, v in figures.items() if v.right != v.of}
    assert not short


def test_nothing_found_is_no_recall_and_no_error(gold: Gold, frames: Frames) -> None:
    nothing = {name: table.iloc[:0] for name, table in frames.items()} | {"articles": frames["articles"]}
    measured = measure(nothing, gold)
    assert {measured[frame]["recall"].value for frame in ("attacks", "incidents", "statements", "reuse")} == {0.0}
    assert measured["not_attacks"]["left_out"].value == 1.0


def stretch(start: int, end: int, article_id: str = "bay") -> Span:
    return Span(article_id, start, end, {})


def test_a_quotation_is_found_across_a_line_break_and_by_its_occurrence() -> None:
    row = {"article_id": "bay", "quote": "a shell fell", "occurrence": "2"}
    assert located(row, {"bay": "a shell fell; then a\n shell fell"}).start == 19


def test_a_quotation_that_is_missing_is_an_error_that_names_it() -> None:
    row = {"article_id": "bay", "quote": "a shell fell", "occurrence": "2"}
    with pytest.raises(QuoteNotFoundError, match=r"bay.*a shell fell.*1 times"):
        located(row, {"bay": "a shell fell"})


def test_matching_finds_most_pairs_and_not_the_best_first() -> None:
    # The first gold span overlaps both, the second only the first one found: greedy matching would leave it alone.
    wide, narrow, early, late = stretch(0, 20), stretch(8, 12), stretch(5, 15), stretch(16, 20)
    pairs = one_to_one([wide, narrow], [early, late], lambda a, b: 1 + iou(a, b) if iou(a, b) else 0)
    assert [(g.start, f.start) for g, f in pairs] == [(0, 16), (8, 5)]


def test_spans_that_only_touch_share_nothing() -> None:
    gold, after = Span("a", 0, 40, {}), Span("a", 40, 80, {})
    assert overlap(gold, after) == 0
    assert overlap(gold, Span("a", 39, 80, {})) == 1
    assert iou(gold, after) == 0


def test_spans_of_two_articles_never_match() -> None:
    assert one_to_one([stretch(0, 9)], [stretch(0, 9, "bee")], iou) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param("“We wait,”", "We wait", id="marks"),
        pytest.param("that “the road is open”.", "the road is open", id="opening-that"),
        pytest.param("thatch burns", "thatch burns", id="word-that-begins-like-it"),
        pytest.param("…", "…", id="another-mark"),
        pytest.param("”", "”", id="nothing-but-marks"),
    ],
)
def test_edges_of_a_content_do_not_count(text: str, content: str) -> None:
    cut = trimmed(stretch(3, 3 + len(text)), "So " + text)
    assert ("So " + text)[cut.start : cut.end] == content


@pytest.mark.parametrize(
    ("a", "b"), [("The Lantern Wire", "Lantern Wire"), ("Founders’ Parade", "Founders' Parade"), ("A medic", "a medic")]
)
def test_names_are_compared_without_article_case_and_marks(a: str, b: str) -> None:
    assert plain(a) == plain(b)


@pytest.mark.parametrize(("figure", "expected"), [(Figure(29, 100), 0.29), (Figure(2, 3), 0.66), (Figure(0, 0), 1.0)])
def test_floors_are_rounded_down(figure: Figure, expected: float) -> None:
    assert floor(figure.value) == expected
