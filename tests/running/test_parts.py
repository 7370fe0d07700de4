"""Frames of a large corpus, in parts: the same rows as whole, read column by column, the old ones until all is done."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from analysis.comparison.wording import contested_words, distinctive_terms
from analysis.errors import CorpusError, FrameError
from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import frames_beside
from analysis.frames.querying import columns_of
from analysis.frames.storage import Frames, read_frames, withhold_text, write_frames
from analysis.language.lexicon import load_lexicon
from analysis.reporting.changes.runs import changes_between
from analysis.reporting.summaries import corpus as summary_corpus
from analysis.reporting.summaries import coverage
from analysis.reporting.summaries import sources as summary_sources
from analysis.reporting.summaries import statements as summary_statements
from analysis.review.coding import IS, program_codes, read_coding
from analysis.review.coding_sheets import Of, draw_sheet
from analysis.running.corpora import open_corpus, select
from analysis.running.pipeline import parse_corpus, parse_to

LINE = "Rockets struck mill number {i} in Marrow Bay on Tuesday, killing {i} guards, police said.\n\n{more}\n"
SHARED = (
    "The keeper of the mill had walked down to the river before dawn, as he had on every other morning that spring, "
    "and so he was the only one who saw the boats."
)


@pytest.fixture(scope="module", autouse=True)
def small_parts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.running.shards.SHARD", 2)
        patch.setattr("analysis.running.pipeline.PART", 4)
        yield


@pytest.fixture(scope="module")
def mills(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten articles in several parts; some share a sentence, and two each tell of one attack."""
    corpus = tmp_path_factory.mktemp("mills")
    rows = ["file,outlet,published"]
    for i in range(10):
        text = LINE.format(i=i // 2 + 2, more=SHARED if i % 3 else "")
        (corpus / f"mill-{i}.txt").write_text(text, encoding="utf-8")
        rows.append(f"mill-{i}.txt,Outlet {i % 4},2031-05-0{i % 8 + 1}")
    (corpus / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (corpus / "empty.txt").write_bytes(b"")
    return corpus


@pytest.fixture(scope="module")
def whole(mills: Path) -> Frames:
    return parse_corpus(mills, workers=1)


@pytest.fixture(scope="module")
def made(mills: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "frames"
    parse_to(out, mills, workers=1, whole=0)
    return out


@pytest.fixture
def parted(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "parted")


def assert_same(a: Frames, b: Frames) -> None:
    assert a.manifest == b.manifest
    for name in LAYOUTS:
        pd.testing.assert_frame_equal(a[name], b[name], obj=name)


def test_parts_hold_the_rows_that_a_whole_corpus_has(whole: Frames, parted: Path) -> None:
    parts = read_frames(parted)
    assert parts.stored
    assert len(list((parted / "attacks.parquet").iterdir())) > 2
    assert len(whole["reused"]) > 3
    assert whole["terms"]["shared"].sum() > 0
    assert_same(parts, whole)


@pytest.mark.slow
def test_parts_without_text_by_several_workers(mills: Path, whole: Frames, tmp_path: Path) -> None:
    parsed = parse_to(tmp_path / "f", mills, workers=2, whole=0, with_text=False)
    assert_same(read_frames(tmp_path / "f"), withhold_text(whole))
    assert parsed.n_rows == {name: len(whole[name]) for name in LAYOUTS}
    assert [row["path"] for row in parsed.problems] == ["empty.txt"]


@pytest.mark.slow
def test_large_corpora_are_compared_by_processes_that_end(
    mills: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.running.pipeline.WHOLE", 0)
    parse_to(tmp_path / "f", mills, workers=1, whole=0)
    for path in made.rglob("*"):
        assert path.is_dir() or path.read_bytes() == (tmp_path / "f" / path.relative_to(made)).read_bytes()


def test_whole_frames_and_parts_take_each_others_place(whole: Frames, made: Path, tmp_path: Path) -> None:
    for in_parts in (False, True, True, False):
        if in_parts:
            with frames_beside(tmp_path / "f") as beside:
                shutil.copytree(made, beside, dirs_exist_ok=True)
        else:
            write_frames(whole, tmp_path / "f")
        assert bool(read_frames(tmp_path / "f").stored) == in_parts
        names = {p.name for p in (tmp_path / "f").iterdir()}
        assert names == {*(f"{name}.parquet" for name in LAYOUTS), "manifest.json"}
    assert_same(read_frames(tmp_path / "f"), whole)


class Killed(BaseException): ...


@pytest.mark.parametrize(
    "step",
    [
        *(f"pipeline.{step}" for step in ("parse_piece", "compare_pieces", "join_pieces", "write_manifest")),
        *(f"comparing.{step}" for step in ("merge_articles", "find_pairs", "compare_bodies", "judge_found", "put")),
        "comparing.count_shared",
    ],
)
def test_broken_off_at_any_step_the_old_frames_stand(
    mills: Path, parted: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise Killed

    old = read_frames(parted)
    monkeypatch.setattr(f"analysis.running.{step}", killed)
    with pytest.raises(Killed):
        parse_to(parted, mills, workers=1, whole=0)
    assert len(old["articles"]) == 10
    assert not [p for p in parted.iterdir() if p.name.startswith(".")]


def test_two_articles_of_one_id_are_told(mills: Path, tmp_path: Path) -> None:
    corpus = shutil.copytree(mills, tmp_path / "corpus")
    (corpus / "more").mkdir()
    (corpus / "mill-3.txt").rename(corpus / "more" / "mill-4.txt")
    with pytest.raises(CorpusError, match=r"mill-4\.txt and .*mill-4\.txt"):
        parse_to(tmp_path / "f", corpus, workers=1, whole=0)


def test_parts_are_narrowed_as_whole_frames_are(whole: Frames, parted: Path) -> None:
    held, parts = (select(frames, outlets=["Outlet 1"]) for frames in (whole, open_corpus(parted)))
    assert 0 < len(held["articles"]) < 10
    assert_same(parts, held)


def test_a_report_reads_only_the_columns_that_it_shows(parted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = open_corpus(parted)
    asked: set[tuple[str, int]] = set()
    read = Frames.read

    def watched(tables: Frames, name: str, columns: list[str], articles: object = None) -> pd.DataFrame:
        asked.add((name, len(columns)))
        return read(tables, name, columns, articles)  # type: ignore[arg-type]

    def watched_parts(tables: Frames, name: str, columns: list[str]) -> Iterator[Any]:
        asked.add((name, len(columns)))
        return parts(tables, name, columns)

    parts = Frames.pieces
    monkeypatch.setattr(Frames, "read", watched)
    monkeypatch.setattr(Frames, "pieces", watched_parts)
    assert summary_corpus.rows_found(frames)["sentences"].sum() > 10
    assert len(summary_corpus.passage_shares(frames))
    assert summary_sources.terms_with_outlets(frames)["count"].sum() > 100
    rows = {(name, 1) for name in ("sentences", "dates", "attacks", "statements", "citations")}
    without_text = ("articles", len(LAYOUTS["articles"].columns) - 1)
    assert asked == {*rows, without_text, ("passages", 5), ("terms", 5)}


@pytest.mark.parametrize(
    "make",
    [
        coverage.incident_reports,
        coverage.actors_by_outlet,
        coverage.alone_table,
        coverage.voices,
        summary_sources.family_matrix,
        coverage.incident_sources,
        summary_corpus.passage_shares,
        summary_corpus.warnings_for_reader,
        lambda frames: contested_words(summary_sources.terms_with_outlets(frames), load_lexicon()),
        lambda frames: distinctive_terms(summary_sources.terms_with_outlets(frames), minimum_words=10),
        lambda frames: summary_statements.words_behind(summary_statements.statements_with_outlets(frames), "tone"),
    ],
)
def test_parts_are_summed_up_to_what_a_whole_corpus_shows(
    whole: Frames, parted: Path, make: Callable[[Frames], Any]
) -> None:
    held, parts = make(whole), make(open_corpus(parted))
    if isinstance(held, pd.DataFrame):
        loosely = {"check_dtype": False, "check_index_type": False, "check_column_type": False}
        pd.testing.assert_frame_equal(parts, held, **loosely)
    assert len(parts) == len(held)


def test_opening_frames_reads_no_text(parted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = Frames.read

    def watched(tables: Frames, name: str, columns: list[str], articles: object = None) -> pd.DataFrame:
        asked.extend(columns)
        return read(tables, name, columns, articles)  # type: ignore[arg-type]

    monkeypatch.setattr(Frames, "read", watched)
    assert open_corpus(parted).has_text
    assert "text" not in asked


@pytest.mark.parametrize("of", ["attacks", "statements"])
def test_runs_sheets_and_codes_are_those_of_whole_frames(whole: Frames, parted: Path, tmp_path: Path, of: Of) -> None:
    parts = open_corpus(parted)
    pd.testing.assert_frame_equal(draw_sheet(parts, of=of, n=6), draw_sheet(whole, of=of, n=6))
    lines = [f"{unit},yes" for unit in draw_sheet(whole, of=of, n=6)["unit"]]
    (tmp_path / "anna.csv").write_text("\n".join([f"unit,{IS[of]}", *lines, ""]), encoding="utf-8")
    codings = [read_coding([tmp_path / "anna.csv"], frames) for frames in (parts, whole)]
    assert program_codes(codings[0], parts) == program_codes(codings[1], whole)
    assert changes_between(parts, whole).sentence == "Nothing changed."


def test_columns_of_some_articles(whole: Frames, parted: Path) -> None:
    columns, some = ["start", "end"], {"mill-2", "mill-5"}
    held, parts = (columns_of(frames, "sentences", columns, articles=some) for frames in (whole, read_frames(parted)))
    assert list(parts.columns) == columns
    assert parts.to_numpy().tolist() == held.to_numpy().tolist()


def test_a_damaged_part_is_told_when_it_is_read(parted: Path) -> None:
    next((parted / "attacks.parquet").iterdir()).write_bytes(b"broken")
    frames = read_frames(parted)
    assert len(frames["articles"]) == 10
    with pytest.raises(FrameError, match="attacks"):
        _ = frames["attacks"]


def test_frames_that_were_made_anew_are_not_mixed(whole: Frames, parted: Path) -> None:
    frames = read_frames(parted)
    write_frames(whole, parted)
    with pytest.raises(FrameError, match="made anew"):
        _ = frames["attacks"]


@pytest.fixture(scope="module")
def made_corpus() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "made_corpus.py"
    spec = importlib.util.spec_from_file_location("made_corpus", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["made_corpus"] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


def test_a_made_corpus_is_the_same_every_time(mills: Path, tmp_path: Path, made_corpus: ModuleType) -> None:
    source = shutil.copytree(mills, tmp_path / "source")
    text = " ".join(f"The miller of {place} told nobody what the river had brought." for place in ("Ash", "Elm", "Oak"))
    for i in range(3):
        (source / f"long-{i}.txt").write_text(f"{text} {text} {text}\n", encoding="utf-8")
    for out in ("a", "b"):
        made_corpus.write_corpus(source, tmp_path / out, n=30, seed=3)
    files = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*.*"))
    assert len(files) == 31
    assert all((tmp_path / "a" / p).read_bytes() == (tmp_path / "b" / p).read_bytes() for p in files)


def test_of_no_article_there_are_no_terms(whole: Frames, parted: Path) -> None:
    for frames in (whole, open_corpus(parted)):
        assert summary_sources.terms_with_outlets(select(frames, since="2099-01-01")).empty
