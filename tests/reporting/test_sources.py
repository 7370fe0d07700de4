"""The pieces of the page on sources: tables, lines, pairs side by side; with two outlets, with many, with none."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.frames.dataframes import make_frame
from analysis.frames.layouts import LAYOUTS
from analysis.reporting import charts
from analysis.reporting.evidence import keyword_lines
from analysis.reporting.summaries import coverage, source_pairs

TEXT_A = "Rockets <hit> the quay.\n\nTwo guards fell."
TEXT_B = "In spring rockets <hit> the quay."


def frames(text: str | None = TEXT_A) -> dict[str, pd.DataFrame]:
    """Two outlets on one incident with different tolls, and a passage that both have."""
    common = {"n_words": 9, "n_keywords": 1, "sha256": "ab", "path": "x"}
    told = {"kind": "incident", "realis": "actual", "trigger": "hit", "trigger_start": 1, "trigger_end": 4, "rule": "r"}
    rows: dict[str, list[dict[str, object]]] = {
        "articles": [
            {"article_id": "a", "outlet": "Bee & Co", "published": "2031-05-06", "text": text, **common},
            {"article_id": "b", "outlet": "Echo", "published": "2031-05-07", "text": text and TEXT_B, **common},
        ],
        "passages": [
            {"passage_id": f"{a}:p{s}", "article_id": a, "start": s, "end": e, "kind": "body"}
            for a, s, e in (("a", 0, 23), ("a", 25, 41), ("b", 0, 33))
        ],
        "overlaps": [
            {"article_a": "a", "article_b": "b", "containment_a": 0.6, "containment_b": 0.7, "longest_run": 4}
            | {"origin": "a"}
        ],
        "reused": [{"article_a": "a", "article_b": "b", "start_a": 0, "end_a": 22, "start_b": 10, "end_b": 32}],
        "attacks": [
            {"attack_id": f"{a}:a1", "article_id": a, "start": 1, "end": 9, "incident_id": "i", "killed_low": k}
            | {"killed_high": k, **told}
            for a, k in (("a", 2), ("b", 3))
        ],
        "incidents": [{"incident_id": "i", "n_mentions": 2, "n_articles": 2, "disputed": "killed"}],
    }
    return {name: make_frame(name, rows.get(name, [])) for name in LAYOUTS}


def test_both_sides_of_a_disagreement_lead_to_their_words() -> None:
    (row,) = coverage.both_sides(frames()).to_dict("records")
    assert (row["one_side"], row["one_words"]) == ("2 (Bee & Co)", "a:a1")
    assert (row["other_side"], row["other_words"]) == ("3 (Echo)", "b:a1")
    both = coverage.evidence_of_sides(frames())
    assert both["attack_id"].tolist() == ["a:a1", "b:a1"]


def test_incidents_are_counted_by_outlets_and_by_families() -> None:
    (row,) = coverage.incident_sources(frames()).to_dict("records")
    assert (row["articles"], row["outlets"], row["independent"]) == (2, 2, 1)


def test_coverage_names_the_figures_that_each_outlet_gives() -> None:
    assert coverage.coverage_letters(frames()).to_numpy().tolist() == [["T", "T"]]


def test_many_outlets_are_folded_into_the_rest() -> None:
    matrix = pd.DataFrame({f"o{i:03}": [200 - i] for i in range(200)})
    folded = coverage.fold_outlets(matrix)
    assert folded.shape[1] == coverage.MOST_OUTLETS + 1
    assert folded.columns[-1] == "188 others"
    assert folded.to_numpy().sum() == matrix.to_numpy().sum()


@pytest.mark.parametrize(
    ("names", "text"), [([], "none"), (["A", "B"], "A, B"), (list("ABCDEFGHIJ"), "A, B, C, D, E, F, G, H and 2 more")]
)
def test_lists_of_names_end(names: list[str], text: str) -> None:
    assert coverage.name_list(names) == text


def test_side_by_side_marks_and_escapes_the_shared_words() -> None:
    html = source_pairs.side_by_side(frames(), "a", "b").html
    assert html.count("<mark>") == 2
    assert "Rockets &lt;hit&gt; the quay</mark>.</p>" in html
    assert "<hit>" not in html
    assert "Bee &amp; Co" in html


def test_each_marked_passage_leads_to_its_counterpart() -> None:
    html = source_pairs.side_by_side(frames(), "a", "b").html
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    targets = [part.split('"')[0] for part in html.split('href="#')[1:]]
    assert set(targets) <= set(ids)
    assert len(targets) == 2


def test_withheld_text_has_a_map_instead() -> None:
    assert "withheld" in source_pairs.side_by_side(frames(None), "a", "b").html
    assert "<svg" in source_pairs.stretch_figure(frames(None), "a", "b").html


def test_no_pair_is_said_in_words() -> None:
    empty = {name: make_frame(name, []) for name in LAYOUTS}
    assert source_pairs.strongest_pair(pd.DataFrame()) == ("", "")
    assert 'class="nodata"' in source_pairs.side_by_side(empty, "", "").html
    assert 'class="nodata"' in source_pairs.stretch_figure(empty, "", "").html


def uses(start: int, end: int) -> pd.DataFrame:
    row = {"use_id": "a:w8-hit", "outlet": "Bee", "term": "hit", "article_id": "a", "start": start, "end": end}
    return pd.DataFrame([row])


def test_a_keyword_stands_in_its_line_escaped() -> None:
    html = keyword_lines(uses(8, 13), frames(), caption="Lines").html
    assert 'id="a:w8-hit"' in html
    assert '<span class="left">Rockets </span><mark>&lt;hit&gt;</mark><span> the quay. Two guards fell.' in html


def test_a_withheld_keyword_gives_its_place() -> None:
    assert "“hit” at character 8" in keyword_lines(uses(8, 13), frames(None), caption="Lines").html


def test_empty_tables_draw_nothing() -> None:
    assert charts.letters_matrix(pd.DataFrame()) is None
    assert charts.stretch_map(pd.DataFrame(), upper="a", lower="b") is None
    none = pd.DataFrame(columns=["p", "t", "v", "l", "h"])
    assert charts.term_intervals(none, panel="p", term="t", value="v", low="l", high="h") is None
