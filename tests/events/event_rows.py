"""Event tables as tests write them: rows of ACLED's and of UCDP's columns, all in an invented world."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
_BOMB = ("Explosions/Remote violence", "Remote explosive/landmine/IED")
_INCIDENT = {
    "date_start": "2031-03-04", "date_end": None, "date_precision": "day", "country": "XA", "place": "Harrowfen",
    "latitude": 10.0, "longitude": -30.0, "geo_precision": 1, "event_type": _BOMB[0], "sub_event_type": _BOMB[1],
    "perpetrator": "Saltroad Brigades", "target": None, "killed_low": 4, "killed_high": 6,
}  # fmt: skip
_EVENT = {
    **{name: value for name, value in _INCIDENT.items() if name not in ("perpetrator", "target")},
    "actor1": "Saltroad Brigades", "actor2": "Civilians (Torvany)", "killed_low": 5, "killed_best": 5, "killed_high": 5,
    "region": None, "notes": None,
}  # fmt: skip


def write(path: Path, columns: Sequence[str], *rows: Mapping[str, object], delimiter: str = ",") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def acled(**told: object) -> dict[str, object]:
    """A row of ACLED's: a bomb at Harrowfen that killed five."""
    row = {
        "event_id_cnty": "TOR1", "event_date": "04 March 2031", "time_precision": 1, "event_type": _BOMB[0],
        "sub_event_type": _BOMB[1], "actor1": "Saltroad Brigades", "actor2": "Civilians (Torvany)", "iso": 0,
        "country": "XA", "admin1": "Fenland", "location": "Harrowfen", "latitude": 10.0, "longitude": -30.0,
        "geo_precision": 1, "source": "Halyard Wire; Glasswater Courier", "notes": "A bomb went off.", "fatalities": 5,
    }  # fmt: skip
    return row | told


def ged(**told: object) -> dict[str, object]:
    """A row of UCDP's: the same."""
    row = {
        "id": 501, "type_of_violence": 3, "side_a": "Saltroad Brigades", "side_b": "Civilians", "where_prec": 1,
        "where_coordinates": "Harrowfen town", "adm_1": "Fenland province", "latitude": 10.0, "longitude": -30.0,
        "country": "XA", "date_prec": 1, "date_start": "2031-03-04 00:00:00.000", "date_end": "2031-03-04 00:00:00.000",
        "best": 5, "high": 8, "low": 4, "source_headline": "Bomb at Harrowfen",
    }  # fmt: skip
    return row | told


def incidents(*told: Mapping[str, object]) -> pd.DataFrame:
    """Incidents like a bomb at Harrowfen that killed four to six, each with what is told of it; i1, i2 …"""
    return _rows(_INCIDENT, "incident_id", "i", told)


def events(*told: Mapping[str, object]) -> pd.DataFrame:
    """Rows of an event table like that bomb; e1, e2 …"""
    return _rows(_EVENT, "event_id", "e", told)


def _rows(base: Mapping[str, object], key: str, prefix: str, told: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    rows = [{key: f"{prefix}{n}", **base, **t} for n, t in enumerate(told, 1)]
    frame = pd.DataFrame(rows, columns=[key, *base])
    frame["date_end"] = frame["date_end"].fillna(frame["date_start"])
    numbers = [c for c in frame.columns if c.startswith("killed") or c in ("latitude", "longitude", "geo_precision")]
    days = dict.fromkeys(("date_start", "date_end"), "datetime64[us]")
    texts = {c: "string" for c in frame.columns if c not in (*numbers, *days)}
    return frame.astype({**texts, **days}).astype(dict.fromkeys(numbers, "Float64"))
