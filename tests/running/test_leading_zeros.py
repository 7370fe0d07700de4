"""Ids are texts: 007, 7 and 7.0 are three articles, each with its own metadata; a day in another form is no guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.running.corpora import open_corpus

TEXT = "A bomb exploded in Orvel on Tuesday, killing three people, the army said."
OUTLETS = ("Harbour Post", "Quay Courier", "Agence Nord")


def test_files_whose_names_differ_in_zeros_keep_their_own_metadata(tmp_path: Path) -> None:
    names = ("001", "01", "1")
    for name in names:
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    rows = [f"{name}.txt,{outlet},2026-03-12" for name, outlet in zip(names, OUTLETS, strict=True)]
    (tmp_path / "metadata.csv").write_text("\n".join(["file,outlet,published", *rows]), encoding="utf-8")
    articles = open_corpus(tmp_path).articles
    assert list(zip(articles["article_id"], articles["outlet"], strict=True)) == list(zip(names, OUTLETS, strict=True))


def test_records_whose_ids_look_like_one_number_are_several(tmp_path: Path) -> None:
    lines = [f'{i},{o},"{TEXT}"' for i, o in zip(("007", "7", "7.0"), OUTLETS, strict=True)]
    (tmp_path / "x.csv").write_text("\n".join(["id,outlet,text", *lines]), encoding="utf-8")
    articles = open_corpus(tmp_path).articles
    assert articles["article_id"].is_unique
    assert sorted(articles["outlet"]) == sorted(OUTLETS)


def test_the_same_id_twice_is_told_and_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(
        f'{{"id": 7, "text": "{TEXT}"}}\n{{"id": "7", "text": "{TEXT}"}}\n', encoding="utf-8"
    )
    frames = open_corpus(tmp_path)
    assert frames.articles["article_id"].is_unique
    assert len(frames.articles) == 2
    assert frames["problems"]["reason"].tolist() == ["Ids that stand there more than once, such as “7”: 1."]


@pytest.mark.parametrize(("day", "read"), [("25/03/2026", "2026-03-25"), ("12 March 2026", "2026-03-12")])
def test_a_day_in_another_form_is_read_where_it_can_be_no_other(tmp_path: Path, day: str, read: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(f"file,published\na.txt,{day}\n", encoding="utf-8")
    frames = open_corpus(tmp_path)
    assert frames.articles["published"].astype(str).tolist() == [read]
    assert frames["problems"].empty


@pytest.mark.parametrize("day", ["03/04/2026", "45728"])
def test_a_day_that_can_be_another_or_is_none_is_missing_and_told(tmp_path: Path, day: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(f"file,published\na.txt,{day}\n", encoding="utf-8")
    frames = open_corpus(tmp_path)
    assert frames.articles["published"].isna().all()
    assert day in frames["problems"]["reason"].iloc[0]
