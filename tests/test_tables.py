"""Rows → Arrow tables: what pandera would make of them, byte for byte, and nothing that breaks the contract."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.errors import FrameError
from analysis.frames.layouts import LAYOUTS
from analysis.frames.tables import make_table, plain_table, rows_of, write_table
from analysis.frames.validation import coerced_frame, make_frame

ATTACK: dict[str, Any] = {
    "attack_id": "wire:a0", "article_id": "wire", "start": 0, "end": 3, "kind": "incident", "realis": "actual",
    "trigger": "One “shell”", "trigger_start": 0, "trigger_end": 3, "rule": "invented", "country": "XA",
    "intercepted": False, "killed_low": 2, "date_start": date(1583, 5, 6), "same_as": "not a column",
}  # fmt: skip
ROWS: dict[str, list[dict[str, Any]]] = {
    "articles": [
        {"article_id": i, "n_words": 3, "n_keywords": 0, "sha256": "ab", "path": i, "text": text, "published": day}
        for i, text, day in [
            ("a", "", None),
            ("b", "é\u202e\0", datetime(2031, 5, 7, 4, 12)),
            ("c", None, date(2031, 5, 8)),
        ]
    ],
    "attacks": [
        ATTACK,
        {**ATTACK, "attack_id": "wire:a9", "start": 9, "end": 12, "intercepted": None, "killed_low": None},
    ],
    "overlaps": [{"article_a": "a", "article_b": "b", "containment_a": 0.25, "containment_b": 1, "longest_run": 30}],
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_table_is_the_file_that_pandas_would_write(name: str, tmp_path: Path) -> None:
    rows = ROWS.get(name, [])
    table = plain_table(name, rows)
    assert table is not None
    write_table(table, tmp_path / "arrow")
    frame = coerced_frame(name, rows)
    if rows:  # of columns without a value pandas notes another type, which nobody reads
        frame.to_parquet(tmp_path / "pandas", index=False)
        assert (tmp_path / "arrow").read_bytes() == (tmp_path / "pandas").read_bytes()
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "arrow"), frame)
    pd.testing.assert_frame_equal(make_frame(name, rows), frame)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"kind": "riot"}, id="closed-list"),
        pytest.param({"start": None}, id="missing"),
        pytest.param({"rule": ""}, id="empty"),
        pytest.param({"attack_id": "wire:a9"}, id="twice"),
        pytest.param({"country": "Arden"}, id="pattern"),
        pytest.param({"start": 3}, id="span"),
        pytest.param({"killed_low": -1}, id="negative"),
        pytest.param({"killed_low": 4, "killed_high": 2}, id="range"),
        pytest.param({"killed_low": 2**70}, id="beyond-64-bits"),
        pytest.param({"date_start": "monday"}, id="no-day"),
    ],
)
def test_what_breaks_the_contract_is_told(change: dict[str, Any]) -> None:
    rows = [{**ATTACK, **change}, *ROWS["attacks"][1:]]
    assert plain_table("attacks", rows) is None
    with pytest.raises((FrameError, OverflowError), match=r"attacks|too large|too big"):
        make_table("attacks", rows)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"date_start": "2031-05-06"}, id="day-as-text"),
        pytest.param({"killed_low": 2.0}, id="number-as-float"),
        pytest.param({"intercepted": 1}, id="truth-as-number"),
    ],
)
def test_what_stands_for_a_value_becomes_it(change: dict[str, Any]) -> None:
    rows = [{**ATTACK, **change}]
    assert plain_table("attacks", rows) is None
    pd.testing.assert_frame_equal(make_table("attacks", rows).to_pandas(), coerced_frame("attacks", rows))


def test_a_moment_in_a_time_zone_is_never_shifted_unseen() -> None:
    row = {**ROWS["articles"][0], "published": datetime(2031, 5, 7, tzinfo=UTC)}
    assert plain_table("articles", [row]) is None


def test_rows_come_back_from_a_table() -> None:
    known = {column: ATTACK.get(column) for column in LAYOUTS["attacks"].columns}
    assert rows_of(make_table("attacks", [ATTACK])) == [known]


def test_parsing_loads_nothing_that_it_does_not_use(corpus: Path, tmp_path: Path) -> None:
    slow = ("pandas", "pandera", "scipy", "joblib", "matplotlib", "trafilatura", "distributed")
    script = (
        "import sys; from pathlib import Path; from analysis.running.runs import parse_to; "
        "parse_to(Path(sys.argv[2]), Path(sys.argv[1]), workers=1); "
        f"print(*[name for name in {slow} if name in sys.modules])"
    )
    command = [sys.executable, "-c", script, str(corpus), str(tmp_path / "frames")]
    assert subprocess.run(command, capture_output=True, check=True, text=True).stdout.split() == []
