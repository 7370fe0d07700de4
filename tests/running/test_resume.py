"""What was parsed is kept: a broken-off run goes on where it stopped, and only what has changed is parsed again."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import CorpusError
from analysis.frames.layouts import LAYOUTS
from analysis.frames.storage import Frames
from analysis.running import cache, shards
from analysis.running.cache import keep_only_newest
from analysis.running.pipeline import parse_corpus
from analysis.running.shards import SHARD, deal

LINE = "Rockets struck mill number {i} in Marrow Bay on Tuesday, killing two guards, police said.\n"
N = 12  # files, in four shards


@pytest.fixture
def mills(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("analysis.running.shards.SHARD", 4)
    for i in range(N - 2):
        (corpus / f"mill-{i}.txt").write_text(LINE.format(i=i), encoding="utf-8")
    return corpus


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles parsed, as they are."""
    ids: list[str] = []
    parse_article = shards.parse_article
    monkeypatch.setattr(
        shards, "parse_article", lambda a, lexicon: ids.append(a.article_id) or parse_article(a, lexicon)
    )
    return ids


def same(a: Frames, b: Frames) -> bool:
    for name in LAYOUTS:
        pd.testing.assert_frame_equal(a[name], b[name])
    return a.manifest == b.manifest


def nothing(corpus: Path) -> None:
    del corpus


def change_text(corpus: Path) -> None:
    (corpus / "mill-3.txt").write_text("A shell hit a mill on Monday, killing one man.\n", encoding="utf-8")


def change_metadata(corpus: Path) -> None:
    path = corpus / "metadata.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2031-05-08", "2031-05-09"), encoding="utf-8")


def move_a_line_of_metadata(corpus: Path) -> None:
    path = corpus / "metadata.csv"
    head, first, second = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, second, first, ""]), encoding="utf-8")


def add_a_file(corpus: Path) -> None:
    (corpus / "aaa.txt").write_text(LINE.format(i="aaa"), encoding="utf-8")


def remove_a_file(corpus: Path) -> None:
    (corpus / "mill-3.txt").unlink()


def rename_a_file(corpus: Path) -> None:
    (corpus / "mill-3.txt").rename(corpus / "mill-x.txt")


def change_the_lexicon(corpus: Path) -> None:
    with (corpus / "lexicon.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[places]]\nname = "Harrow"\nkind = "city"\ncountry = "XA"\n')


def damage_what_is_kept(corpus: Path) -> None:
    del corpus
    for path in cache.cache_folder("shards").rglob("*.gz"):
        path.write_bytes(path.read_bytes()[:-20])


def keep_rubbish(corpus: Path) -> None:
    del corpus
    for path in cache.cache_folder("shards").rglob("*.gz"):
        path.write_bytes(gzip.compress(b'{"key": 1}\n[]\n'))


@pytest.mark.parametrize(
    ("change", "again"),
    [
        pytest.param(nothing, set(), id="nothing"),
        pytest.param(change_text, {"mill-3"}, id="text"),
        pytest.param(change_metadata, {"paper"}, id="metadata"),
        pytest.param(move_a_line_of_metadata, set(), id="order-of-metadata"),
        pytest.param(add_a_file, {"aaa"}, id="new-file"),
        pytest.param(remove_a_file, set(), id="file-gone"),
        pytest.param(rename_a_file, {"mill-x"}, id="file-renamed"),
        pytest.param(change_the_lexicon, None, id="lexicon"),
        pytest.param(damage_what_is_kept, None, id="kept-files-cut-short"),
        pytest.param(keep_rubbish, None, id="kept-files-of-another-shape"),
    ],
)
def test_only_what_changed_is_parsed_again(
    mills: Path, parsed: list[str], change: Callable[[Path], None], again: set[str] | None
) -> None:
    parse_corpus(mills, workers=1, keep=True)
    assert len(parsed) == N
    change(mills)
    parsed.clear()
    frames = parse_corpus(mills, workers=1, keep=True)
    assert set(parsed) == (again if again is not None else set(frames.articles["article_id"]))
    assert same(frames, parse_corpus(mills, workers=1))


def test_other_code_parses_everything_again(mills: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    parse_corpus(mills, workers=1, keep=True)
    parsed.clear()
    monkeypatch.setattr("analysis.running.shards.code_key", lambda *_: "of the next version")
    parse_corpus(mills, workers=1, keep=True)
    assert len(parsed) == N


def test_shards_that_are_done_are_not_done_again(mills: Path, parsed: list[str]) -> None:
    class Pulled(BaseException): ...

    def broken_off(done: int, n_files: int) -> None:
        if done > n_files / 2:
            raise Pulled

    with pytest.raises(Pulled):
        parse_corpus(mills, workers=1, keep=True, progress=broken_off)
    before = set(parsed)
    parsed.clear()
    frames = parse_corpus(mills, workers=1, keep=True)
    assert before
    assert not before & set(parsed)
    assert before | set(parsed) == set(frames.articles["article_id"])
    assert same(frames, parse_corpus(mills, workers=1))


@pytest.mark.slow
def test_several_workers_keep_and_find_the_same(mills: Path) -> None:
    first, second = (parse_corpus(mills, workers=2, keep=True) for _ in range(2))
    assert same(first, second)
    assert same(first, parse_corpus(mills, workers=1))


def test_a_file_that_could_not_be_read_is_told_again(mills: Path) -> None:
    (mills / "empty.txt").write_bytes(b"")
    (mills / "rows.jsonl").write_text('{"text": "A shell hit a mill."}\nnot json\n', encoding="utf-8")
    first, second = (parse_corpus(mills, workers=1, keep=True) for _ in range(2))
    assert same(first, second)
    assert len(second["problems"]) == 2


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.running.shards.BATCH", 3)
    monkeypatch.setattr("analysis.formats.many.HELD", 2)
    monkeypatch.setattr("analysis.reading.read._HEAVIEST_FILE", 500)


def rows_of_mills(ids: Iterable[int]) -> str:
    return "".join(
        json.dumps(
            {"id": f"m{i}", "outlet": "The Ledger", "published": f"{i % 9 + 1}/4/2031", "text": LINE.format(i=i)}
        )
        + "\n"
        for i in ids
    )


@pytest.mark.usefixtures("small_batches")
def test_a_large_file_is_parsed_some_articles_at_a_time(
    mills: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = f"{rows_of_mills(range(17))}no object\n{rows_of_mills([3, 17])}".replace("1/4/2031", "31/4/2031")
    (mills / "rows.jsonl").write_text(f"\ufeff{told}".replace("31/4/2031", "25/4/2031", 1), encoding="utf-8")
    first = parse_corpus(mills, workers=1, keep=True)
    assert len(parsed) == len(first.articles) == N + 19
    assert first.articles["duplicate_of"].notna().sum() == 1
    assert len(first["problems"]) == 3  # a line, an id that stands twice, days that cannot be
    parsed.clear()
    assert same(first, parse_corpus(mills, workers=1, keep=True))
    assert not parsed
    for name in ("running.shards.BATCH", "formats.many.HELD", "reading.read._HEAVIEST_FILE"):
        monkeypatch.setattr(f"analysis.{name}", 10_000)
    assert same(first, parse_corpus(mills, workers=1))


@pytest.mark.usefixtures("small_batches")
def test_two_articles_of_one_id_are_told_though_batches_lie_between(mills: Path) -> None:
    (mills / "rows.jsonl").write_text(rows_of_mills(range(9)), encoding="utf-8")
    (mills / "rows-m0.txt").write_text(LINE.format(i=99), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"rows-m0' ?: rows-m0\.txt and rows\.jsonl|rows\.jsonl and rows-m0\.txt"):
        parse_corpus(mills, workers=1)


@pytest.mark.usefixtures("small_batches")
def test_a_large_file_that_is_no_utf_8_is_told(mills: Path) -> None:
    (mills / "rows.jsonl").write_bytes(rows_of_mills(range(9)).replace("Rockets", "Rok\xe9tas").encode("latin-1"))
    frames = parse_corpus(mills, workers=1)
    assert len(frames.articles) == N
    assert "no text in UTF-8" in frames["problems"]["reason"].iloc[0]


def test_nothing_is_kept_where_nothing_can_be(mills: Path, own_cache: Path) -> None:
    own_cache.write_text("a file where the folder should be")
    assert same(parse_corpus(mills, workers=1, keep=True), parse_corpus(mills, workers=1))


def test_what_is_kept_never_outgrows_the_corpus(mills: Path) -> None:
    for i in range(3):
        (mills / "mill-3.txt").write_text(LINE.format(i=f"3 and {i}"), encoding="utf-8")
        parse_corpus(mills, workers=1, keep=True)
    for path in sorted(mills.glob("mill-*"))[3:]:
        path.unlink()
    parse_corpus(mills, workers=1, keep=True)
    lines = [gzip.decompress(p.read_bytes()).splitlines() for p in cache.cache_folder("shards").rglob("*.gz")]
    assert sum(map(len, lines)) == 5


def test_a_new_file_moves_no_other_into_another_shard(tmp_path: Path) -> None:
    files = [tmp_path / f"{i}.txt" for i in range(3 * SHARD)]
    before, after = deal(files, tmp_path), deal([tmp_path / "new.txt", *files], tmp_path)
    assert sum(len(set(before[name]) - set(after[name])) for name in before) == 0
    assert sorted(p for shard in before.values() for p in shard) == sorted(files)


def test_folders_used_long_ago_are_removed_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_FOLDERS", 2)
    for age in range(5):
        (tmp_path / str(age)).mkdir()
        (tmp_path / str(age) / "kept").write_text("x")
        os.utime(tmp_path / str(age), (1_000_000 - age, 1_000_000 - age))
    keep_only_newest(tmp_path / "4")
    assert {p.name for p in tmp_path.iterdir()} == {"0", "1", "4"}


def test_what_was_used_this_hour_stays_however_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 0)
    (tmp_path / "lately").mkdir()
    (tmp_path / "lately" / "kept").write_text("x")
    (tmp_path / "now").mkdir()
    keep_only_newest(tmp_path / "now")
    assert (tmp_path / "lately" / "kept").exists()
