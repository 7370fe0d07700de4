"""How long incidents and events take to be matched, in what memory, and how many planted pairs are found.

``python benchmarks/bench_matching.py [N] [YEARS] [COUNTRIES]``: N made-up attacks on either side, nine in ten on both:
a day off in three of ten, some kilometres off, in three of ten without coordinates or a doer on our side, with tolls as
ranges. Beside it what an analyst would write first: rows of one country and day joined by pandas, the nearest taken
(those without coordinates by the name of the place).
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
import pandas as pd

from analysis.events import match_events
from analysis.events.likeness import haversine

COUNTRIES = ("UA", "SY", "AF", "IQ", "YE", "NG", "ML", "SD", "SO", "CD", "ET", "MM", "CO", "MX", "IN", "PK", "LY", "BF")
TYPES = ("Battles", "Explosions/Remote violence", "Violence against civilians")
ON_BOTH = 0.9


def made(n: int, years: float, n_countries: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Incidents and events; a pair has one number in its ids."""
    draw = np.random.default_rng(7)
    day = pd.Timestamp("2031-01-01") + pd.to_timedelta(draw.integers(0, int(365 * years), n), "D")
    killed = draw.poisson(1.5, n)
    events = pd.DataFrame({
        "event_id": [f"E{i}" for i in range(n)], "date_start": day, "date_end": day,
        "country": np.array(COUNTRIES[:n_countries])[draw.integers(0, n_countries, n)],
        "place": np.array([f"Village{x}ton" for x in range(3000)])[draw.integers(0, 3000, n)],
        "latitude": draw.uniform(30, 40, n), "longitude": draw.uniform(10, 20, n), "geo_precision": 1,
        "event_type": np.array(TYPES)[draw.integers(0, 3, n)], "sub_event_type": "",
        "actor1": np.array([f"Harrow{x} Brigades" for x in range(40)])[draw.integers(0, 40, n)], "actor2": "Civilians",
        "killed_low": killed, "killed_best": killed, "killed_high": killed, "region": "", "notes": "",
    })  # fmt: skip
    ours = events.rename(columns={"event_id": "incident_id", "actor1": "perpetrator", "actor2": "target"}).assign(
        incident_id=[f"I{i}" for i in range(n)], killed_low=(killed - 1).clip(0), killed_high=killed + 1
    )
    ours["date_start"] += pd.to_timedelta(draw.choice([0, 1, -1], n, p=[0.7, 0.2, 0.1]), "D")
    ours["date_end"] = ours["date_start"]
    ours["latitude"] += draw.normal(0, 0.05, n)
    ours["longitude"] += draw.normal(0, 0.05, n)
    ours.loc[draw.random(n) < 0.3, ["latitude", "longitude"]] = np.nan
    ours.loc[draw.random(n) < 0.3, "perpetrator"] = None
    other = draw.random(n) >= ON_BOTH
    told = ["event_type", "killed_low", "killed_high", "perpetrator", "latitude", "longitude"]
    ours.loc[other, told] = ours.loc[draw.permutation(np.flatnonzero(other)), told].to_numpy()
    ours.loc[other, "place"] = [f"Elsewhere{i}" for i in range(int(other.sum()))]
    ours.loc[other, "incident_id"] = "only" + ours.loc[other, "incident_id"]
    return ours.iloc[draw.permutation(n)].reset_index(drop=True), events


def nearest(ours: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Of one country and day the nearest, by coordinates or by the name of the place."""
    both = ours.merge(events, on=["country", "date_start"], suffixes=("", "_event"))
    degrees = (np.radians(both[name]) for name in ("latitude", "longitude", "latitude_event", "longitude_event"))
    far = haversine(*degrees).fillna(pd.Series(np.where(both["place"] == both["place_event"], 0.0, 999.0)))
    near: pd.DataFrame = both.assign(far=far)[far <= 50].sort_values(["far", "incident_id", "event_id"])
    return near.drop_duplicates("incident_id").drop_duplicates("event_id")


def right(pairs: pd.DataFrame) -> int:
    """How many pairs are planted ones."""
    return int((pairs["incident_id"].str[1:] == pairs["event_id"].str[1:]).sum())


def main() -> None:
    """Measure both and print what each found."""
    given = [*sys.argv[1:], *("100000", "10", "18")[len(sys.argv) - 1 :]]
    n, years, n_countries = int(given[0]), float(given[1]), int(given[2])
    ours, events = made(n, years, n_countries)
    planted = int(ours["incident_id"].str.startswith("I").sum())
    begun = time.perf_counter()
    table = match_events(ours, events)
    took, peak = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = table[table["outcome"] == "matched"]
    begun = time.perf_counter()
    plain = nearest(ours, events)
    plainly = time.perf_counter() - begun
    print(f"{n:,} incidents, {n:,} events, {planted:,} planted pairs")
    print(f"match_events: {took:.1f} s, {peak:.0f} MiB, {right(found):,} found, {len(found) - right(found):,} wrong")
    print(f"nearest by pandas: {plainly:.1f} s, {right(plain):,} found, {len(plain) - right(plain):,} wrong")
    print(f"time beside the plain way: {took / plainly:.1f} times")


if __name__ == "__main__":
    main()
