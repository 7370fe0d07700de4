"""The sample corpus against its gold: the annotation is sound, and every figure is at or above its floor.

Raising a floor is routine: ``score.py data/sample data/sample/gold --form floors`` prints floors.toml as measured.
Lowering one, or changing the gold, is a decision with a line in the changelog.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest
from annotation import QUOTED, Gold, digest, located, read_rows
from matching import Figures
from score import HANDED_OUT, floor, measure, texts_of

from analysis.extraction.records import AttackKind, Mode, Realis, Stance
from analysis.frames.layouts import EVENT_TYPES
from analysis.frames.storage import Frames

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
GOLD, CODING = SAMPLE / "gold", SAMPLE / "coding" / "annotator.csv"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
PINNED = {(frame, name): value for frame, table in FLOORS.items() if frame != "digest" for name, value in table.items()}


@pytest.fixture(scope="session")
def measured(frames: Frames, gold: Gold) -> dict[str, Figures]:
    return measure(frames, gold)


# The annotation


@pytest.mark.parametrize("name", QUOTED)
def test_every_quotation_stands_in_its_article(frames: Frames, name: str) -> None:
    texts = texts_of(frames)
    for row in read_rows(GOLD / f"{name}.csv"):
        located(row, texts)


def test_the_gold_is_the_one_that_the_floors_were_measured_on() -> None:
    assert digest(GOLD) == FLOORS["digest"], "The gold has changed: say so in the changelog and pin floors.toml anew."


@pytest.mark.parametrize("name", ["attacks", "statements"])
def test_keys_are_unique(name: str) -> None:
    keys = [row["key"] for row in read_rows(GOLD / f"{name}.csv")]
    assert len(keys) == len(set(keys))


def test_an_actual_attack_and_no_other_belongs_to_a_known_incident(gold: Gold) -> None:
    known = {row["incident"] for row in gold.incidents}
    assert {span["incident"] for span in gold.attacks} - {""} == known
    for span in gold.attacks:
        assert bool(span["incident"]) == (span["kind"] == "incident" and span["realis"] == "actual"), span["key"]


def test_an_attack_is_part_of_a_tally_of_its_article(gold: Gold) -> None:
    tallies = {(span.article_id, span["key"]) for span in gold.attacks if span["kind"] == "tally"}
    for span in gold.attacks:
        assert not span["part_of"] or (span.article_id, span["part_of"]) in tallies, span["key"]


def test_a_nested_statement_stands_inside_the_one_that_holds_it(gold: Gold) -> None:
    by_key = {span["key"]: span for span in gold.statements}
    for span in gold.statements:
        if span["nested_in"]:
            outer = by_key[span["nested_in"]]
            assert outer.article_id == span.article_id, span["key"]
            assert outer.start <= span.start < span.end <= outer.end, span["key"]


@pytest.mark.parametrize(
    ("name", "column", "values"),
    [
        ("attacks", "kind", get_args(AttackKind)),
        ("attacks", "realis", get_args(Realis)),
        ("attacks", "event_type", ("", *EVENT_TYPES)),
        ("statements", "mode", get_args(Mode)),
        ("statements", "stance", get_args(Stance)),
        ("statements", "official", ("true", "false")),
        ("statements", "anonymous", ("true", "false")),
    ],
)
def test_closed_lists_hold(name: str, column: str, values: tuple[str, ...]) -> None:
    assert {row[column] for row in read_rows(GOLD / f"{name}.csv")} <= set(values)


def test_incidents_count_the_articles_that_report_them(gold: Gold) -> None:
    for incident in gold.incidents:
        told = {span.article_id for span in gold.attacks if span["incident"] == incident["incident"]}
        assert len(told) == int(incident["n_articles"]), incident["incident"]


def test_pairs_of_reuse_name_articles_of_the_corpus(frames: Frames, gold: Gold) -> None:
    known = set(frames.articles["article_id"])
    for row in gold.reuse:
        assert {row["article_a"], row["article_b"]} <= known
        assert row["origin"] in ("", row["article_a"], row["article_b"])


# The floors


@pytest.mark.parametrize(("frame", "name"), PINNED, ids=lambda value: str(value))
def test_no_figure_falls_below_its_floor(measured: Mapping[str, Figures], frame: str, name: str) -> None:
    figure = measured[frame][name]
    assert floor(figure.value) >= PINNED[frame, name], f"{figure.right} of {figure.of} = {figure.value:.3f}"


def test_every_figure_has_a_floor(measured: Mapping[str, Figures]) -> None:
    assert {(frame, name) for frame, figures in measured.items() for name in figures} == set(PINNED)


# What is handed out with the lessons


@pytest.mark.parametrize(("form", "path"), [("mistakes", GOLD / "mistakes.csv"), ("coding", CODING)])
def test_what_the_lessons_hand_out_is_current(frames: Frames, gold: Gold, form: str, path: Path) -> None:
    made = "\n".join(HANDED_OUT[form](gold, frames)) + "\n"
    again = f"python tests/gold/score.py data/sample data/sample/gold --form {form} > {path.name}"
    assert made == path.read_text(encoding="utf-8"), f"Make it again: {again}"
