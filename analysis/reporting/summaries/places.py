"""Frames → the places of incidents, as a map shows them: a row each, and in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.extraction.attacks.locating import namesakes
from analysis.reporting.charts.canvas import text_of
from analysis.reporting.charts.maps import degrees, placed_of


def map_table(incidents: pd.DataFrame) -> pd.DataFrame:
    """The places of ``incidents``, one row each, those of most incidents first: coordinates and how near they are, how
    many towns of that name GeoNames has in the country (one of which was taken), first and last day, killed."""
    rows = []
    keys: Any
    for keys, at in incidents.groupby(["place", "country"], dropna=False, sort=True):
        place, country = keys
        first = at.iloc[0]
        is_named = pd.notna(place) and pd.notna(country)
        rows.append({
            "place": text_of(place),
            "country": country,
            **{column: first[column] for column in ("latitude", "longitude", "geo_precision")},
            "towns_of_that_name": (namesakes(place, country) or None) if is_named else None,
            "incidents": len(at),
            "first_day": at[["date_start", "date_end"]].min(axis=None),
            "last_day": at[["date_start", "date_end"]].max(axis=None),
            "killed_low": at["killed_low"].sum(min_count=1),
            "killed_high": at["killed_high"].sum(min_count=1) if at["killed_high"].notna().all() else pd.NA,
        })  # fmt: skip
    columns = [
        "place",
        "country",
        "latitude",
        "longitude",
        "geo_precision",
        "towns_of_that_name",
        "incidents",
        "first_day",
    ]
    table = pd.DataFrame(rows, columns=[*columns, "last_day", "killed_low", "killed_high"])
    return table.sort_values(["incidents", "place"], ascending=[False, True], kind="stable").reset_index(drop=True)


def map_sentence(incidents: pd.DataFrame) -> str:
    """Where the incidents of the map lie, in words: for who does not see it."""
    placed = placed_of(incidents)
    if placed.empty:
        return "No incident has a place with coordinates."
    north, east = placed["latitude"], placed["longitude"]
    most = placed["place"].value_counts().sort_index().sort_values(ascending=False, kind="stable").head(3)
    at = ", ".join(f"{place} ({n})" for place, n in most.items())
    south, top = degrees(north.min(), "NS"), degrees(north.max(), "NS")
    box = f"{south} to {top}, {degrees(east.min(), 'EW')} to {degrees(east.max(), 'EW')}"
    return f"{len(placed):,} of {len(incidents):,} incidents are on the map, from {box}; most at {at}."
