"""Event tables in one form, whatever database they are of; and what is told of rows that cannot be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import pytest
from event_rows import ACLED, GED, acled, ged, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import DispatchesError, TableError
from analysis.events import EventTable, read_events
from analysis.events.reading import country_code
from analysis.language.lexicon import load_lexicon

_LAND = '[[places]]\nname = "Torvany"\nkind = "country"\ncountry = "XA"\n'


def told(table: EventTable) -> dict[str, object]:
    """The only row of a table, with what it has."""
    (row,) = table.rows.to_dict("records")
    return {str(name): value for name, value in row.items() if pd.notna(value)}


def days(table: EventTable) -> tuple[str, str, str]:
    row = told(table)
    return str(row["date_start"])[:10], str(row["date_end"])[:10], str(row["date_precision"])


def test_acled(tmp_path: Path) -> None:
    table = read_events(write(tmp_path / "a.csv", ACLED, acled()))
    assert (table.layout, table.problems) == ("acled", ())
    assert told(table) == {
        "event_id": "TOR1", "date_start": pd.Timestamp("2031-03-04"), "date_end": pd.Timestamp("2031-03-04"),
        "date_precision": "day", "country": "XA", "place": "Harrowfen", "latitude": 10.0, "longitude": -30.0,
        "geo_precision": 1, "event_type": "Explosions/Remote violence",
        "sub_event_type": "Remote explosive/landmine/IED", "actor1": "Saltroad Brigades",
        "actor2": "Civilians (Torvany)", "killed_low": 5, "killed_best": 5, "killed_high": 5,
        "source": "Halyard Wire; Glasswater Courier", "notes": "A bomb went off.", "line": 2, "region": "Fenland",
    }  # fmt: skip


def test_ged(tmp_path: Path) -> None:
    row = told(read_events(write(tmp_path / "g.csv", GED, ged())))
    assert (row["event_id"], row["place"], row["event_type"]) == ("501", "Harrowfen town", "One-sided violence")
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (4, 5, 8)
    assert (row["actor1"], row["date_start"], row["notes"]) == (
        "Saltroad Brigades", pd.Timestamp("2031-03-04"), "Bomb at Harrowfen",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param({"event_date": "2031-03-04"}, ("2031-03-04", "2031-03-04", "day"), id="iso"),
        pytest.param({"time_precision": 2}, ("2031-03-01", "2031-03-07", "week"), id="week"),
        pytest.param({"time_precision": 3}, ("2031-03-01", "2031-03-31", "month"), id="month"),
    ],
)
def test_days_of_acled(tmp_path: Path, row: dict[str, object], expected: tuple[str, str, str]) -> None:
    assert days(read_events(write(tmp_path / "a.csv", ACLED, acled(**row)))) == expected


@pytest.mark.parametrize(
    ("precision", "expected"), [(1, "day"), (2, "period"), (3, "week"), (4, "month"), (5, "period")]
)
def test_days_of_ged_are_those_that_stand_there(tmp_path: Path, precision: int, expected: str) -> None:
    table = read_events(write(tmp_path / "g.csv", GED, ged(date_prec=precision, date_end="2031-03-06 00:00:00.000")))
    assert days(table) == ("2031-03-04", "2031-03-06", expected)


@pytest.mark.parametrize(("precision", "expected"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, None), (7, 3)])
def test_places_of_ged(tmp_path: Path, precision: int, expected: int | None) -> None:
    row = told(read_events(write(tmp_path / "g.csv", GED, ged(where_prec=precision))))
    assert row.get("geo_precision") == expected
    assert ("latitude" in row) is (expected is not None)  # those of a country are no place


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_gtd_has_zeros_for_what_is_not_known_and_counts_attackers(tmp_path: Path, ending: str) -> None:
    names = [
        "eventid",
        "iyear",
        "imonth",
        "iday",
        "country_txt",
        "city",
        "attacktype1_txt",
        "gname",
        "nkill",
        "nkillter",
    ]
    rows = [
        [203103040001, 2031, 3, 0, "Zaire", "Harrowfen", "Bombing/Explosion", "Unknown", 7, 1],
        [203100000002, 2031, 0, 0, "Zaire", "Harrowfen", "Bombing/Explosion", "Unknown", None, None],
    ]
    path = tmp_path / f"gtd.{ending}"
    if ending == "csv":
        pd.DataFrame(rows, columns=names).astype({"nkill": "Int64", "nkillter": "Int64"}).to_csv(path, index=False)
    else:
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in ([*names], *rows):
            book.active.append(row)
        book.save(path)
    table = read_events(path)
    assert (table.layout, table.problems) == ("gtd", ())
    assert table.rows["event_id"].tolist() == ["203103040001", "203100000002"]
    assert table.rows["date_precision"].tolist() == ["month", "year"]
    assert table.rows["date_end"].tolist() == [pd.Timestamp("2031-03-31"), pd.Timestamp("2031-12-31")]
    assert table.rows["killed_best"].tolist() == [6, pd.NA]
    assert set(table.rows["country"]) == {"CD"}


def test_the_answers_of_interfaces(tmp_path: Path) -> None:
    for name, document in (
        ("acled", {"status": 200, "data": [acled()]}),
        ("ged", {"TotalCount": 1, "Result": [ged()]}),
    ):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        table = read_events(path)
        assert (table.layout, len(table.rows), table.rows["killed_best"][0]) == (name, 1, 5)


def test_a_table_of_its_own_columns_is_told_by_events_toml(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.csv",
        ["Nr", "Tag", "Ort", "Tote"],
        {"Nr": 7, "Tag": "04.03.2031", "Ort": "Harrowfen", "Tote": 5},
        delimiter=";",
    )
    with pytest.raises(TableError, match=r"own\.csv.*events\.toml"):
        read_events(path)
    fields = '[fields]\nevent_id = "Nr"\ndate_start = ["Tag"]\nplace = "Ort"\nkilled_best = "Tote"\n'
    (tmp_path / "events.toml").write_text(fields, encoding="utf-8")
    row = told(read_events(path))
    assert (row["event_id"], row["date_start"], row["place"], row["killed_best"]) == (
        "7", pd.Timestamp("2031-03-04"), "Harrowfen", 5,
    )  # fmt: skip


def test_unknown_names_in_events_toml_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "events.toml").write_text('[fields]\nmayor = "Name"\n', encoding="utf-8")
    with pytest.raises(DispatchesError, match="mayor"):
        read_events(write(tmp_path / "own.csv", ["Date", "Place"], {"Date": "2031-03-04", "Place": "Harrowfen"}))


@pytest.mark.parametrize(
    ("wrong", "says", "stays"),
    [
        pytest.param({"event_date": "soon"}, "'soon' is no day", False, id="day"),
        pytest.param({"event_date": ""}, "no day", False, id="no-day"),
        pytest.param({"event_id_cnty": "TOR1"}, "stands in line 2 already", False, id="twice"),
        pytest.param({"latitude": 210}, "no place on land", True, id="latitude"),
        pytest.param({"latitude": 0, "longitude": 0}, "no place on land", True, id="gulf-of-guinea"),
        pytest.param({"fatalities": "many"}, "'many' is no number", True, id="toll"),
        pytest.param({"country": "Nowhere"}, "'Nowhere' is no country", True, id="country"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_read(
    tmp_path: Path, wrong: dict[str, object], says: str, stays: bool
) -> None:
    rows = (acled(), acled(**{"event_id_cnty": "TOR2", **wrong}), acled(event_id_cnty="TOR3"))
    table = read_events(write(tmp_path / "a.csv", ACLED, *rows))
    assert table.rows["event_id"].tolist() == (["TOR1", "TOR2", "TOR3"] if stays else ["TOR1", "TOR3"])
    (problem,) = table.problems
    assert (problem.path, problem.line, problem.skipped) == ("a.csv", 3, not stays)
    assert says in problem.reason


def test_a_broken_row_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ACLED, acled(), acled(event_id_cnty="TOR2"))
    path.write_text(path.read_text(encoding="utf-8") + "one,value,too,few\n", encoding="utf-8")
    table = read_events(path)
    assert len(table.rows) == 2
    assert [p.line for p in table.problems] == [4]


@pytest.mark.parametrize("content", ["", "words without any table\n", "text,outlet\nA story.,Halyard Wire\n"])
def test_what_is_no_event_table_is_an_error_that_names_the_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "other.csv").write_text(content, encoding="utf-8")
    with pytest.raises(DispatchesError, match=r"other\.csv"):
        read_events(tmp_path / "other.csv")


def test_names_of_the_corpus_that_a_table_lies_in_are_known(tmp_path: Path) -> None:
    (tmp_path / "lexicon.toml").write_text(_LAND, encoding="utf-8")
    path = write(tmp_path / "events" / "a.csv", ACLED, acled(country="Torvany"))
    assert told(read_events(path))["country"] == "XA"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Democratic Republic of Congo", "CD"), ("DR Congo (Zaire)", "CD"), ("Yemen (North Yemen)", "YE"),
        ("Kosovo", "XK"),
        ("Russia (Soviet Union)", "RU"), ("Myanmar (Burma)", "MM"), ("Republic of Congo", "CG"), ("Georgia", "GE"),
        ("Kingdom of eSwatini (Swaziland)", "SZ"), ("Bosnia-Herzegovina", "BA"), ("Serbia (Yugoslavia)", "RS"),
        ("Ivory Coast", "CI"), ("West Bank and Gaza Strip", "PS"), ("Turkey", "TR"), ("Macedonia, FYR", "MK"),
        ("NA", "NA"),
        ("Namibia", "NA"), ("4", "AF"), ("0", None), ("International", None),
    ],
)  # fmt: skip
def test_countries(name: str, code: str | None) -> None:
    assert country_code(name, load_lexicon()) == code


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    day=st.dates(date(1989, 1, 1), date(2099, 12, 31)),
    killed=st.integers(0, 10**6),
    latitude=st.floats(-90, 90).map(lambda x: round(x, 4)),
    note=st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40),
)
def test_what_is_written_is_read(tmp_path: Path, day: date, killed: int, latitude: float, note: str) -> None:
    row = acled(event_date=f"{day:%d %B %Y}", fatalities=killed, latitude=latitude, notes=note)
    (read,) = read_events(write(tmp_path / "a.csv", ACLED, row)).rows.to_dict("records")
    assert read["date_start"].date() == read["date_end"].date() == day
    assert (read["killed_best"], read["latitude"]) == (killed, latitude)
    assert (note.strip() or None) == (None if pd.isna(read["notes"]) else read["notes"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(
        st.sampled_from(["", "0", "-1", "99", "x", "2031-13-40", "1e9", "4,5", '"', "0001-01-01", "9999-12-31"]),
        min_size=8,
        max_size=8,
    )
)
def test_no_value_stops_a_table(tmp_path: Path, values: list[str]) -> None:
    names = ("event_date", "time_precision", "iso", "country", "latitude", "longitude", "geo_precision", "fatalities")
    odd = acled(event_id_cnty="TOR2", **dict(zip(names, values, strict=True)))
    assert "TOR1" in set(read_events(write(tmp_path / "a.csv", ACLED, acled(), odd)).rows["event_id"])
