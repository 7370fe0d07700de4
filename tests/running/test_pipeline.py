"""Corpus folder → frames: nothing lost, nothing invented, whatever the order and the number of workers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import CorpusError
from analysis.extraction.parse import ArticleRows, parse_article
from analysis.frames.article_rows import row_ids
from analysis.frames.layouts import LAYOUTS
from analysis.frames.storage import write_frames
from analysis.language.lexicon import Lexicon
from analysis.reading.article import Article
from analysis.running import shards
from analysis.running.pipeline import parse_corpus

SPANS = [name for name, schema in LAYOUTS.items() if {"article_id", "start", "end"} <= set(schema.columns)]


def test_every_span_lies_in_its_article(corpus: Path) -> None:
    frames = parse_corpus(corpus)
    lengths = frames.articles.set_index("article_id")["text"].str.len()
    for name in SPANS:
        table = frames[name]
        assert (table["end"] <= table["article_id"].map(lengths)).all(), name


def test_the_triggers_stand_in_the_span(corpus: Path) -> None:
    frames = parse_corpus(corpus)
    texts = frames.articles.set_index("article_id")["text"]
    assert len(frames.attacks)
    for row in frames.attacks.itertuples():
        text, triggers = texts[row.article_id], row.trigger.split(" … ")
        assert text[row.trigger_start : row.trigger_end] in triggers
        assert all(trigger in text[row.start : row.end] for trigger in triggers)


def test_one_attack_in_two_articles_is_one_incident(corpus: Path) -> None:
    frames = parse_corpus(corpus)
    depot = frames.incidents[frames.incidents["n_articles"] == 2]
    assert len(depot) == 1
    assert depot["outlets"].item() == "Lantern Wire; The Marrow Bee"
    assert (depot["killed_low"].item(), depot["wounded_low"].item()) == (2, 5)
    assert pd.isna(depot["wounded_high"].item())


def test_workers_and_names_of_files_do_not_change_the_frames(corpus: Path, tmp_path: Path) -> None:
    alone, together = parse_corpus(corpus, workers=1), parse_corpus(corpus, workers=2)
    for name in LAYOUTS:
        pd.testing.assert_frame_equal(alone[name], together[name])
    other = shutil.copytree(corpus, tmp_path / "elsewhere")
    assert parse_corpus(other).manifest.fingerprint == alone.manifest.fingerprint


def test_parsing_twice_writes_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_frames(parse_corpus(corpus), tmp_path / name, format="csv")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(corpus: Path) -> None:
    (corpus / "broken.txt").write_bytes(b"\x00\x01\x02\xff\xfe" * 50)
    (corpus / "empty.html").write_bytes(b"")
    (corpus / "rows.jsonl").write_text('{"text": "A shell hit a mill."}\nnot json\n', encoding="utf-8")
    frames = parse_corpus(corpus)
    assert {"wire", "paper"} < set(frames.articles["article_id"])
    problems = frames.problems
    assert {p.split(":")[0] for p in problems["path"]} == {"broken.txt", "empty.html", "rows.jsonl"}
    assert problems["skipped"].all()
    assert (problems["remedy"].str.len() > 5).all()


def test_an_odd_line_of_metadata_is_a_problem_that_loses_nothing(corpus: Path) -> None:
    with (corpus / "metadata.csv").open("a", encoding="utf-8") as file:
        file.write("nowhere.txt,Nobody,2031-05-07,,,\n")
    problems = parse_corpus(corpus).problems
    assert "nowhere.txt" in problems["reason"].item()
    assert not problems["skipped"].item()


def test_two_articles_of_one_id_are_an_error_that_names_both(corpus: Path) -> None:
    shutil.copy(corpus / "wire.txt", corpus / "wire.md")
    with pytest.raises(CorpusError, match=r"wire\.md and wire\.txt|wire\.txt and wire\.md"):
        parse_corpus(corpus)


def test_an_empty_folder_gives_empty_frames(tmp_path: Path) -> None:
    frames = parse_corpus(tmp_path)
    assert all(frames[name].empty for name in LAYOUTS)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="does not exist"):
        parse_corpus(tmp_path / "nowhere")


def test_a_second_row_at_the_same_place_gets_an_id_of_its_own() -> None:
    assert row_ids("x", "a", [3, 9, 3]) == ["x:a3", "x:a9", "x:a3.2"]


def test_a_fault_of_the_program_in_one_article_is_told_and_loses_no_other(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = parse_corpus(corpus, workers=1)

    def fails(article: Article, lexicon: Lexicon) -> ArticleRows:
        if article.article_id == "wire":
            raise IndexError("list index out of range")
        return parse_article(article, lexicon)

    monkeypatch.setattr(shards, "parse_article", fails)
    frames = parse_corpus(corpus, workers=1, fresh=True)
    assert sorted(frames.articles["article_id"]) == sorted(set(before.articles["article_id"]) - {"wire"})
    told = frames["problems"].set_index("path").loc["wire.txt"]
    assert "Article wire could not be read, by a fault of this program (IndexError" in told["reason"]
    assert told["skipped"]
