"""Rows → Arrow tables: the file that pandas would write, byte for byte, and nothing that breaks the contract."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.errors import FrameError
from analysis.frames.dataframes import make_frame, records, validate
from analysis.frames.layouts import LAYOUTS
from analysis.frames.tables import make_table, rows_of
from analysis.frames.writing import write_table

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
    write_table(name, make_table(name, rows), tmp_path / "arrow.parquet")
    frame = make_frame(name, rows)
    if rows:  # of columns without a value pandas notes another type, which nobody reads
        frame.to_parquet(tmp_path / "pandas", index=False)
        assert (tmp_path / "arrow.parquet").read_bytes() == (tmp_path / "pandas").read_bytes()
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "arrow.parquet"), frame)
    pd.testing.assert_frame_equal(validate(name, frame), frame)


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
    with pytest.raises(FrameError, match=r"Frame attacks.*row 1|too large"):
        make_table("attacks", rows)
    with pytest.raises(FrameError, match=r"Frame attacks.*row 1|too large"):
        validate("attacks", pd.DataFrame(rows, columns=list(LAYOUTS["attacks"].columns)))


@pytest.mark.parametrize(
    ("change", "value"),
    [
        pytest.param({"date_start": "2031-05-06"}, datetime(2031, 5, 6), id="day-as-text"),
        pytest.param({"killed_low": 2.0}, 2, id="number-as-float"),
        pytest.param({"killed_low": "2"}, 2, id="number-as-text"),
        pytest.param({"killed_low": float("nan")}, None, id="no-number"),
        pytest.param({"intercepted": 1}, True, id="truth-as-number"),
        pytest.param({"intercepted": "False"}, False, id="truth-as-text"),
        pytest.param({"place": 7}, "7", id="number-for-text"),
    ],
)
def test_what_stands_for_a_value_becomes_it(change: dict[str, Any], value: object) -> None:
    rows = [{**ATTACK, **change}]
    frame = pd.DataFrame(rows, columns=list(LAYOUTS["attacks"].columns))
    made = make_table("attacks", rows)
    assert made[next(iter(change))].to_pylist() == [value]
    pd.testing.assert_frame_equal(validate("attacks", frame), made.to_pandas())


@pytest.mark.parametrize(
    ("column", "values", "kept"),
    [
        pytest.param("killed_low", pd.Series([2], dtype="int32"), [2], id="small-numbers"),
        pytest.param("killed_low", pd.Series([2, None], dtype="float64"), [2, None], id="numbers-with-gaps"),
        pytest.param("date_start", pd.Series(pd.to_datetime(["2031-05-06"])).astype("datetime64[ns]"), None, id="ns"),
        pytest.param("place", pd.Series(["Kelm", "Kelm"], dtype="category"), ["Kelm", "Kelm"], id="categories"),
        pytest.param("place", pd.Series([pd.NA, "Kelm"], dtype="object"), [None, "Kelm"], id="missing-text"),
    ],
)
def test_types_of_other_writers_become_those_of_frames(column: str, values: pd.Series, kept: list[Any] | None) -> None:
    rows = [{**ATTACK, "attack_id": f"wire:a{i}"} for i in range(len(values))]
    frame = make_frame("attacks", rows).assign(**{column: values})
    found = records(validate("attacks", frame))
    assert [row[column] for row in found] == (kept or [date(2031, 5, 6)])


def test_a_moment_in_a_time_zone_is_never_shifted_unseen() -> None:
    row = {**ROWS["articles"][0], "published": datetime(2031, 5, 7, tzinfo=UTC)}
    with pytest.raises(FrameError, match="time zone"):
        make_table("articles", [row])
    frame = make_frame("articles", ROWS["articles"]).assign(published=pd.Timestamp("2031-05-07", tz="UTC"))
    with pytest.raises(FrameError, match="published"):
        validate("articles", frame)


def test_rows_come_back_from_a_table() -> None:
    known = {column: ATTACK.get(column) for column in LAYOUTS["attacks"].columns}
    assert rows_of(make_table("attacks", [ATTACK])) == [known]


def test_parsing_loads_nothing_that_it_does_not_use(corpus: Path, tmp_path: Path) -> None:
    slow = ("pandas", "scipy", "joblib", "matplotlib", "trafilatura", "distributed")
    script = (
        "import sys; from pathlib import Path; from analysis.running.pipeline import parse_to; "
        "parse_to(Path(sys.argv[2]), Path(sys.argv[1]), workers=1); "
        f"print(*[name for name in {slow} if name in sys.modules])"
    )
    command = [sys.executable, "-c", script, str(corpus), str(tmp_path / "frames")]
    assert subprocess.run(command, capture_output=True, check=True, text=True).stdout.split() == []
