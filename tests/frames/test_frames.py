"""The frames' schemas, and frames on disk."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import CorpusError, FrameError
from analysis.frames.codebook import codebook, codebook_markdown
from analysis.frames.dataframes import make_frame, validate
from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import Manifest, is_frames_folder
from analysis.frames.storage import Frames, read_frames, withhold_text, write_frames

DESIGN_FRAMES = {
    "articles", "passages", "sentences", "dates", "attacks", "incidents", "statements", "citations", "overlaps",
    "reused", "entities", "terms",
}  # fmt: skip


def article(**more: object) -> dict[str, object]:
    row = {
        "article_id": "wire",
        "n_words": 3,
        "n_keywords": 1,
        "path": "wire.txt",
        "text": "One two three",
    }
    text = str({**row, **more}["text"])
    return {**row, "sha256": hashlib.sha256(text.encode()).hexdigest(), **more}


def attack(**more: object) -> dict[str, object]:
    row = {"attack_id": "wire:a0", "article_id": "wire", "start": 0, "end": 3, "kind": "incident", "realis": "actual"}
    return {**row, "trigger": "One", "trigger_start": 0, "trigger_end": 3, "rule": "invented", **more}


def frames(**tables: list[dict[str, object]]) -> Frames:
    made = {name: make_frame(name, tables.get(name, [])) for name in LAYOUTS}
    return Frames(made, Manifest("bay", "f00", "0"))


def test_every_frame_of_the_design_has_a_schema() -> None:
    assert set(LAYOUTS) >= DESIGN_FRAMES


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_empty_frame_has_all_columns(name: str) -> None:
    assert list(make_frame(name, []).columns) == list(LAYOUTS[name].columns)


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        pytest.param("attacks", attack(realis="maybe"), ["attacks", "realis", "row 1", "maybe"], id="unknown-value"),
        pytest.param("attacks", attack(start=5, end=3), ["attacks", "row 1", "start"], id="span-reversed"),
        pytest.param("attacks", attack(killed_low=4, killed_high=2), ["killed_low"], id="range-reversed"),
        pytest.param("attacks", attack(killed_low=-1), ["killed_low", "-1"], id="negative-count"),
        pytest.param("attacks", attack(country="Iraq"), ["country", "Iraq"], id="country-is-no-code"),
        pytest.param("attacks", attack(date_start="monday"), ["date_start", "row 1", "monday"], id="no-date"),
        pytest.param("articles", article(article_id=None), ["articles", "article_id"], id="no-id"),
    ],
)
def test_a_broken_row_is_an_error_that_says_where(name: str, row: dict[str, object], expected: list[str]) -> None:
    with pytest.raises(FrameError) as error:
        make_frame(name, [row])
    assert all(part in str(error.value) for part in expected), str(error.value)


def test_an_unknown_column_is_an_error_that_names_it() -> None:
    with pytest.raises(FrameError, match=r"terms.*surprise"):
        validate("terms", make_frame("terms", []).assign(surprise=1))


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_frames_come_back_as_they_were_written(tmp_path: Path, format: str) -> None:
    made = frames(
        articles=[
            article(outlet="NA", title='He said "no", twice', published="2031-05-07T04:12:00", text="a\r\nb\n\u00a0c“")
        ],
        attacks=[attack(killed_low=2, intercepted=True, date_start="2031-05-06", country="NA")],  # Namibia
    )
    write_frames(made, tmp_path / "f", format=format)
    back = read_frames(tmp_path / "f")
    for name in LAYOUTS:
        pd.testing.assert_frame_equal(back[name], made[name])
    assert back.manifest == made.manifest


def test_rows_longer_than_the_first_line_are_an_error(tmp_path: Path) -> None:
    write_frames(frames(attacks=[attack()]), tmp_path, format="csv")
    place = next(tmp_path.rglob("attacks.csv"))
    head, *rows = place.read_text(encoding="utf-8").splitlines()
    place.write_text("\n".join([head, *(f"{row},more" for row in rows), ""]), encoding="utf-8")
    with pytest.raises(FrameError, match=r"attacks.*more cells than its first line names"):
        read_frames(tmp_path)


def test_writing_csv_over_parquet_leaves_one_of_each_frame(tmp_path: Path) -> None:
    write_frames(frames(), tmp_path, format="parquet")
    write_frames(frames(), tmp_path, format="csv")
    assert {p.suffix for p in tmp_path.iterdir()} == {".csv", ".json"}


def test_withheld_text_leaves_no_long_string_behind() -> None:
    long = "one two three four five six seven eight nine ten eleven twelve"
    kept = withhold_text(frames(articles=[article(title=long, text=long)], attacks=[attack(target=long)]))
    assert kept.articles["text"].isna().all()
    assert not kept.has_text
    assert kept.manifest.with_text is False
    assert kept.articles["title"].item() == "one two three four five six seven eight …"
    assert kept.attacks["target"].item().endswith("eight …")


def test_a_folder_without_frames_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    assert not is_frames_folder(tmp_path)
    with pytest.raises(CorpusError, match="analysis parse"):
        read_frames(tmp_path)


def test_a_damaged_frame_is_an_error_that_names_it(tmp_path: Path) -> None:
    write_frames(frames(), tmp_path)
    (tmp_path / "attacks.parquet").write_bytes(b"not parquet")
    with pytest.raises(FrameError, match="attacks"):
        read_frames(tmp_path)


def test_a_missing_frame_is_an_error_that_names_it(tmp_path: Path) -> None:
    write_frames(frames(), tmp_path)
    (tmp_path / "terms.parquet").unlink()
    with pytest.raises(FrameError, match="terms"):
        read_frames(tmp_path)


def test_the_codebook_explains_every_column() -> None:
    table = codebook()
    assert len(table) == sum(len(schema.columns) for schema in LAYOUTS.values())
    assert (table["meaning"].str.len() > 5).all()


def test_the_codebook_page_of_the_docs_is_current(project: Path) -> None:
    page = (project / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert page == codebook_markdown(), "docs/codebook.md: make it again with `python -m analysis codebook --markdown`"
