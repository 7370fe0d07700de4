"""Families of stories, and sources counted by outlets and by independent families."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.comparison.outlets import UNKNOWN_OUTLET
from analysis.comparison.reuse.families import count_sources, find_families
from analysis.frames.dataframes import make_frame
from analysis.running.pipeline import parse_corpus

Pair = tuple[str, str, float, float, str | None]


def articles(**outlets: str | None) -> pd.DataFrame:
    """Articles called by their ids; those of one outlet have the same name."""
    rows = [
        {"article_id": i, "outlet": outlet, "published": f"2031-05-{day:02}", "n_words": 9, "n_keywords": 0}
        | {"sha256": "ab", "path": f"{i}.txt", "text": "x"}
        for day, (i, outlet) in enumerate(outlets.items(), start=1)
    ]
    return make_frame("articles", rows)


def overlaps(*pairs: Pair) -> pd.DataFrame:
    names = ["article_a", "article_b", "containment_a", "containment_b", "origin"]
    return make_frame("overlaps", [dict(zip(names, pair, strict=True)) | {"longest_run": 20} for pair in pairs])


FOUR = articles(wire="Lantern Wire", bee="Marrow Bee", echo="Harbour Echo", own="Quay Courier")

KIN = [
    pytest.param(("bee", "wire", 0.5, 0.2, None), True, id="substantial"),
    pytest.param(("bee", "wire", 0.15, 0.1, "wire"), True, id="less-with-a-known-origin"),
    pytest.param(("bee", "wire", 0.15, 0.1, "common wire"), True, id="less-from-a-common-wire"),
    pytest.param(("bee", "wire", 0.15, 0.1, None), False, id="less-of-unknown-origin"),
    pytest.param(("bee", "wire", 0.03, 0.02, "wire"), False, id="a-quotation-with-its-credit"),
    pytest.param(("bee", "wire", 0.6, 0.6, "common quotation"), False, id="what-both-have-somebody-say"),
]


@pytest.mark.parametrize(("pair", "kin"), KIN)
def test_what_makes_a_family(pair: Pair, kin: bool) -> None:
    families = find_families(FOUR, overlaps(pair)).set_index("article_id")
    assert (families["family"]["bee"] == families["family"]["wire"]) is kin


def test_a_family_is_named_for_its_origin() -> None:
    families = find_families(FOUR, overlaps(("bee", "wire", 0.5, 0.2, "wire"), ("echo", "wire", 0.6, 0.3, "wire")))
    first = families.iloc[0]
    assert (first["family"], first["article_id"], first["role"]) == ("wire", "wire", "origin")
    assert families["n_outlets"].tolist() == [3, 3, 3, 1]
    assert families["role"].tolist() == ["origin", "borrows", "borrows", "alone"]


def test_without_an_origin_it_is_named_for_its_first_article() -> None:
    families = find_families(FOUR, overlaps(("bee", "echo", 0.5, 0.5, None))).set_index("article_id")
    assert families["family"]["echo"] == "bee"
    assert families["role"]["bee"] == "borrows"


def counted(reports: list[tuple[str, str | None]], *pairs: Pair, held: pd.DataFrame = FOUR) -> tuple[int, int]:
    frame = pd.DataFrame(reports, columns=["article_id", "credited"]).assign(incident_id="i").astype("string")
    row = count_sources(frame, find_families(held, overlaps(*pairs)), by="incident_id").iloc[0]
    return int(row["outlets"]), int(row["independent"])


PRINTED = (("bee", "wire", 0.5, 0.2, "wire"), ("echo", "wire", 0.6, 0.3, "wire"))


def test_a_wire_story_in_two_papers_is_one_source() -> None:
    assert counted([("wire", None), ("bee", None), ("echo", None)], *PRINTED) == (3, 1)


def test_an_outlet_with_a_story_of_its_own_is_another() -> None:
    assert counted([("wire", None), ("bee", None), ("own", None)], *PRINTED) == (3, 2)


def test_papers_that_share_a_wire_outside_the_corpus_are_one() -> None:
    assert counted([("bee", None), ("echo", None)], ("bee", "echo", 0.5, 0.5, "common wire")) == (2, 1)


def test_an_article_that_credits_all_to_another_is_no_source_of_its_own() -> None:
    assert counted([("wire", None), ("own", "Lantern Wire")]) == (2, 1)


def test_two_that_credit_the_same_absent_outlet_are_one() -> None:
    assert counted([("bee", "Far Wire"), ("echo", "Far Wire")]) == (2, 1)


def test_a_second_article_of_its_own_makes_an_outlet_independent() -> None:
    held = articles(wire="Lantern Wire", bee="Marrow Bee", bee2="Marrow Bee", wire2="Lantern Wire")
    reports = [("wire", None), ("wire2", None), ("bee", None), ("bee2", None)]
    assert counted(reports, ("bee", "wire", 0.5, 0.2, "wire"), held=held) == (2, 2)


def test_two_stories_of_one_outlet_are_one_outlet() -> None:
    held = articles(a="Marrow Bee", b="Marrow Bee")
    assert counted([("a", None), ("b", None)], held=held) == (1, 1)


def test_an_article_without_an_outlet_counts_for_none() -> None:
    held = articles(a=None, b=None)
    assert set(find_families(held, overlaps())["outlet"]) == {UNKNOWN_OUTLET}
    assert counted([("a", None), ("b", None)], held=held) == (0, 0)


def test_nothing_in_nothing_out() -> None:
    families = find_families(articles(), overlaps())
    assert families.empty
    assert count_sources(pd.DataFrame({"k": [], "article_id": []}, dtype="string"), families, by="k").empty


MINISTRY = (
    "“The armed forces of the northern district regret every civilian harm, have opened an inquiry under the military "
    "prosecutor, and will publish its findings within thirty days, without any prejudice to the security of the troops "
    "who were under fire at the time,” the ministry said in a statement."
)
OWN = (
    ("Four farmers died on Monday when shells fell on a barn near Orvel.", "By dusk the road was lined with carts."),
    ("Shelling killed four people in a barn outside Orvel on Monday, relatives said.", "The clinic has one doctor."),
    ("The opposition asked on Tuesday why nobody had warned Orvel of shells.", "The speaker wants a debate in public."),
)
WIRE = (
    "Rockets hit a depot in Tessel on Monday, wounding four guards, the mayor said. Smoke hung over the quay until "
    "evening, and the ferry did not sail. The mayor said the depot had been empty since January. Workers cleared the "
    "road on Tuesday morning while the harbour master counted boats."
)
CORPORA = [
    pytest.param([f"{first} {MINISTRY} {last}" for first, last in OWN], [1, 1, 1], id="one-statement-three-stories"),
    pytest.param([f"TESSEL (AP) — {WIRE}", f"By The Associated Press\n\n{WIRE}", WIRE], [3, 3, 3], id="one-wire-story"),
]


@pytest.mark.parametrize(("texts", "sizes"), CORPORA)
def test_articles_that_quote_one_statement_are_no_family_and_copies_are(
    tmp_path: Path, texts: list[str], sizes: list[int]
) -> None:
    lines = ["file,outlet,published"]
    for name, outlet, text in zip("abc", ("Harbour Post", "Quay Courier", "Agence Nord"), texts, strict=True):
        (tmp_path / f"{name}.txt").write_text(f"News of {name}\n\n{text}\n", encoding="utf-8")
        lines.append(f"{name}.txt,{outlet},2026-03-12")
    (tmp_path / "metadata.csv").write_text("\n".join(lines), encoding="utf-8")
    frames = parse_corpus(tmp_path, workers=1)
    assert find_families(frames.articles, frames.overlaps)["n_articles"].tolist() == sizes
