"""Incidents and rows of event tables, one to one: cases that a careful reader decides at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from event_rows import ACLED, acled, events, incidents, write
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cli.main import app
from analysis.events import match_events
from analysis.events.comparing import agreements, matched_pairs, toll_shares

Row = Mapping[str, object]
_NOWHERE: Row = {"latitude": None, "longitude": None, "geo_precision": None}


def _toll(killed: int) -> dict[str, object]:
    return dict.fromkeys(("killed_low", "killed_best", "killed_high"), killed)


def matched(table: pd.DataFrame) -> set[tuple[str, str]]:
    rows = table[table["outcome"] == "matched"]
    return set(zip(rows["incident_id"], rows["event_id"], strict=True))


def ids(table: pd.DataFrame, outcome: str, column: str) -> list[str]:
    return table.loc[table["outcome"] == outcome, column].tolist()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param({}, {}, id="the-same"),
        pytest.param({}, {"date_start": "2031-03-05", "date_end": "2031-03-05"}, id="a-day-off"),
        pytest.param({}, {"place": "Harrow Fen", **_NOWHERE}, id="another-spelling"),
        pytest.param({"place": "Cooper Street"}, {**_NOWHERE, "notes": "In Cooper Street."}, id="street-in-the-notes"),
        pytest.param({"perpetrator": None, "killed_low": None, "killed_high": None}, {}, id="silent-on-doer-and-toll"),
        pytest.param({"killed_low": 3, "killed_high": 9}, _toll(3), id="several"),
        pytest.param({}, _toll(12), id="a-toll-that-grew"),
        pytest.param({}, {"event_type": "One-sided violence", "sub_event_type": None}, id="a-type-of-ucdp"),
        pytest.param({}, {"geo_precision": 3, "latitude": 10.9}, id="the-region"),
        pytest.param({"country": None}, {}, id="no-country-but-the-place"),
        pytest.param({"country": "PS"}, {"country": "IL"}, id="a-country-that-a-list-of-states-lacks"),
        pytest.param({"geo_precision": None}, {"date_start": "2031-03-01", "date_end": "2031-03-07"}, id="a-week"),
    ],
)  # fmt: skip
def test_one_attack(ours: Row, theirs: Row) -> None:
    assert matched(match_events(incidents(ours), events(theirs))) == {("i1", "e1")}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param({}, {"date_start": "2031-03-08"}, id="days-later"),
        pytest.param({}, {"country": "XB"}, id="another-country"),
        pytest.param({}, {"latitude": 11.0}, id="a-village-of-that-name-far-away"),
        pytest.param({}, {"latitude": 10.3, "actor1": "Fenland Guard", **_toll(0),
                          "event_type": "Battles", "sub_event_type": "Armed clash"}, id="another-attack-nearby"),
        pytest.param({"country": None, **_NOWHERE, "place": None}, {}, id="neither-country-nor-place"),
        pytest.param({"date_start": None}, {}, id="no-day"),
        pytest.param({}, {"date_start": "2031-01-01", "date_end": "2031-12-31"}, id="a-row-of-a-year"),
    ],
)  # fmt: skip
def test_two_attacks(ours: Row, theirs: Row) -> None:
    table = match_events(incidents(ours), events(theirs))
    assert not matched(table)
    assert ids(table, "news only", "incident_id") == ["i1"]
    assert ids(table, "database only", "event_id") == ["e1"]


def test_of_two_villages_of_one_name_the_near_one_is_taken() -> None:
    table = match_events(incidents({}), events({"latitude": 10.35}, {"latitude": 10.01}))
    assert matched(table) == {("i1", "e2")}
    assert table["kilometres_apart"].tolist()[0] == pytest.approx(1.1, abs=0.05)


def test_an_event_that_the_database_splits_is_matched_once_and_the_other_half_told_as_near() -> None:
    table = match_events(incidents({}), events({}, _toll(2)))
    assert matched(table) == {("i1", "e1")}
    assert ids(table, "near miss", "event_id") == ids(table, "database only", "event_id") == ["e2"]


def test_an_aggregated_row_goes_with_the_likeliest_of_its_attacks() -> None:
    both = events({"date_end": "2031-03-05"})
    ours = incidents({}, {"date_start": "2031-03-05", "killed_low": 0, "killed_high": 0})
    table = match_events(ours, both)
    assert matched(table) == {("i1", "e1")}
    assert ids(table, "near miss", "incident_id") == ["i2"]


def test_the_whole_counts_not_who_comes_first() -> None:
    """Both incidents are likest to the first event, but the second incident fits no other."""
    table = match_events(incidents({}, {"killed_low": 5, "killed_high": 5}), events({}, {"latitude": 10.1}), days=0)
    assert len(matched(table)) == 2


def test_nothing_on_either_side() -> None:
    assert match_events(incidents(), events()).empty
    assert ids(match_events(incidents({}), events()), "news only", "incident_id") == ["i1"]
    assert ids(match_events(incidents(), events({})), "database only", "event_id") == ["e1"]


def test_frames_without_coordinates_are_matched_by_names() -> None:
    ours = incidents({}).drop(columns=["latitude", "longitude", "geo_precision"])
    table = match_events(ours, events({}))
    assert matched(table) == {("i1", "e1")}
    assert pd.isna(table["kilometres_apart"][0])


_VALUES = st.fixed_dictionaries({
    "date_start": st.sampled_from(["2031-03-04", "2031-03-05", "2031-03-07"]),
    "latitude": st.sampled_from([10.0, 10.1, 10.4, None]),
    "place": st.sampled_from(["Harrowfen", "Low Harrow", None]),
    "country": st.sampled_from(["XA", "XA", "XB", None]),
    "killed_low": st.sampled_from([0, 4, None]),
})  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(st.lists(_VALUES, max_size=5), st.lists(_VALUES, max_size=5))
def test_one_to_one_whatever_the_order_and_the_ids(ours: list[Row], theirs: list[Row]) -> None:
    a, b = incidents(*ours), events(*theirs)
    table = match_events(a, b)
    sure = table[table["outcome"] != "near miss"]
    assert sorted(sure["incident_id"].dropna()) == sorted(a["incident_id"])  # each once
    assert sorted(sure["event_id"].dropna()) == sorted(b["event_id"])
    assert match_events(a[::-1], b[::-1]).equals(table)
    renamed = match_events(a.assign(incident_id="z" + a["incident_id"]), b.assign(event_id="a" + b["event_id"]))
    assert renamed["outcome"].equals(table["outcome"])
    assert renamed["event_id"].str[1:].equals(table["event_id"])
    assert renamed["score"].equals(table["score"])


def test_agreement_and_tolls_of_what_is_matched() -> None:
    days = [{"date_start": f"2031-03-{n:02}"} for n in (4, 10, 16, 22)]
    theirs: list[Row] = [
        dict(days[0]),
        {**days[1], **_toll(9)},
        {**days[2], "event_type": "Battles"},
        {"date_start": "2031-03-23"},
    ]
    a, b = incidents(*days), events(*theirs)
    pairs = matched_pairs(match_events(a, b), a, b)
    found = {result.variable: (result.n_units, result.percent) for result in agreements(pairs)}
    assert found == {"day": (4, 0.75), "place": (4, 1.0), "actor": (4, 1.0), "type": (4, 0.75)}
    assert [(s.toll, s.count, s.n) for s in toll_shares(pairs)] == [("inside", 3, 4), ("below", 0, 4), ("above", 1, 4)]
    inside = toll_shares(pairs)[0]
    assert inside.low is not None
    assert inside.high is not None
    assert inside.low < 0.75 < inside.high


@pytest.fixture
def with_table(corpus: Path) -> Path:
    write(
        corpus / "events" / "acled.csv",
        ACLED,
        acled(),
        acled(event_id_cnty="=TOR2", event_date="soon"),
        acled(event_id_cnty="=TOR3"),
    )
    return corpus


def test_match_writes_a_table_and_tells_bad_rows(with_table: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["match", str(with_table), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "acled.csv (ACLED), 2 events: 0 matched" in done.output
    assert "Left out: acled.csv:3: 'soon'" in done.output
    rows = (tmp_path / "out" / "matches.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("incident_id,event_id,outcome,score,day,distance,type,actors,toll,days_apart,")
    assert any("'=TOR3" in row for row in rows)  # no spreadsheet runs it


def test_a_table_in_its_folder_is_no_article_and_no_error(with_table: Path, tmp_path: Path) -> None:
    checked = CliRunner().invoke(app, ["check", str(with_table), "--strict"])
    assert checked.exit_code == 0, checked.output
    assert "events/acled.csv: event table (ACLED), 2 events; see the command match." in checked.output
    parsed = CliRunner().invoke(app, ["parse", str(with_table), "--out", str(tmp_path / "frames"), "--strict"])
    assert parsed.exit_code == 0, parsed.output
    assert "2 articles" in parsed.output


def test_articles_in_a_folder_named_events_are_read(corpus: Path) -> None:
    (corpus / "events").mkdir()
    (corpus / "events" / "more.csv").write_text("text,outlet\nRockets hit Harrowfen.,Halyard Wire\n", encoding="utf-8")
    (corpus / "events" / "note.txt").write_text("Rockets hit the depot at Harrowfen.", encoding="utf-8")
    assert "4 articles" in CliRunner().invoke(app, ["check", str(corpus)]).output


def test_elsewhere_a_table_is_told_with_the_command_that_reads_it(corpus: Path) -> None:
    write(corpus / "acled.csv", ACLED, acled())
    assert "see the command match" in CliRunner().invoke(app, ["check", str(corpus)]).output


def test_without_a_table_match_says_what_to_do(corpus: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["match", str(corpus), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "--events" in done.output
