"""Frames → what notebook 1 shows: attacks counted four ways, where, when, by whom, with what toll."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.comparison.outlets import outlet_names
from analysis.frames.layouts import SEPARATOR
from analysis.frames.querying import articles_of, once
from analysis.frames.ranges import range_text

Tables = Mapping[str, pd.DataFrame]

NOT_STATED = "not stated"
_INCIDENT_COLUMNS = [
    "incident", "words", "killed_low", "killed_high", "wounded_low", "wounded_high", "perpetrator", "target", "outlets",
    "n_mentions", "n_articles", "event_type", "incident_id", "date_start", "date_end", "first_reported", "disputed",
]  # fmt: skip
_LABEL_COLUMNS = ["weapon", "country", "place", "date_start", "date_end", "corrected"]
RECENT = 92  # days; a time line that begins with an anniversary shows nothing else
REALIS_NAMES = {
    "actual": "reported as having happened",
    "planned": "planned or threatened",
    "hypothetical": "feared or conditional",
    "denied": "denied to have happened",
}


@once
def incident_mentions(frames: Tables) -> pd.DataFrame:
    """Mentions that report an attack as having happened: the rows that incidents are merged from."""
    attacks = frames["attacks"]
    return attacks[(attacks["kind"] == "incident") & (attacks["realis"] == "actual")].reset_index(drop=True)


def ways_of_counting(frames: Tables) -> pd.DataFrame:
    """Four counts of the same articles, coarsest first: keyword hits, mentions, incidents, tallies. One row each."""
    words, tallies = int(articles_of(frames)["n_keywords"].sum()), int((frames["attacks"]["kind"] == "tally").sum())
    rows = [
        ("attack words", words, "words such as attack or strike, anywhere in the files"),
        ("mentions", len(incident_mentions(frames)), "clauses that report one attack as having happened"),
        ("incidents", len(frames["incidents"]), "attacks left when mentions of the same one are merged"),
        ("tallies", tallies, "numbers of attacks over a time, never added to incidents"),
    ]
    return pd.DataFrame.from_records(rows, columns=["way", "count", "meaning"])


def incident_label(incident: Mapping[Any, Any]) -> str:
    """A short name for an incident: what, where, when."""
    what = incident["weapon"] if pd.notna(incident["weapon"]) else "attack"
    country = None if pd.isna(incident["country"]) else country_name(incident["country"])
    where = incident["place"] if pd.notna(incident["place"]) else country or "place not stated"
    mark = "" if pd.isna(incident.get("corrected")) else " (corrected)"
    return f"{what}, {where}, {interval_text(incident['date_start'], incident['date_end'])}{mark}"


def country_name(code: str) -> str:
    """The short English name of a country by its ISO code; the code itself for an invented country."""
    import pycountry  # only labels of incidents without a place need it

    country = pycountry.countries.get(alpha_2=code)
    return code if country is None else str(getattr(country, "common_name", country.name))


def interval_text(start: pd.Timestamp | None, end: pd.Timestamp | None) -> str:
    """An interval of days as a reader writes it: "17 Nov 2020", "1 to 31 Oct 2024", "before 2 Feb 2024"."""
    first, last = ("" if pd.isna(day) else f"{day.day} {day:%b %Y}" for day in (start, end))
    if not (first and last):
        return f"before {last}" if last else f"since {first}" if first else "date not stated"
    if first == last:
        return first
    month_or_year = (first.partition(" ")[2], first.rpartition(" ")[2])  # are said once where both days have them
    same = next((part for part in month_or_year if last.endswith(f" {part}")), "")
    return f"{first.removesuffix(same).rstrip()} to {last}"


@once
def incident_table(frames: Tables) -> pd.DataFrame:
    """Incidents as a reader wants them: label, toll, perpetrator, target, outlets, disputes; by date, one row each.

    ``words`` is the id of the first mention: where its evidence begins.
    """
    incidents = frames["incidents"].sort_values(["date_start", "incident_id"], ignore_index=True)
    labels = [incident_label(row) for row in incidents[_LABEL_COLUMNS].to_dict("records")]
    words = incidents["incident_id"].map(first_mentions(frames))
    return incidents.assign(incident=pd.Series(labels, dtype="string"), words=words)[_INCIDENT_COLUMNS]


def first_mentions(frames: Tables) -> pd.Series[str]:
    """The attack_id of the first mention of each incident, by incident_id."""
    return frames["attacks"].groupby("incident_id")["attack_id"].first()


def incident_labels(frames: Tables) -> pd.Series[str]:
    """The short name of each incident by its id, by date."""
    return incident_table(frames).set_index("incident_id")["incident"]


def recent_incidents(frames: Tables) -> pd.DataFrame:
    """The dated incidents of ``incident_table`` that ended at most RECENT days before the first article appeared."""
    dated = incident_table(frames).dropna(subset=["date_start", "date_end"], how="all")
    first, end = articles_of(frames)["published"].min(), dated["date_end"].fillna(dated["date_start"])
    recent = dated if pd.isna(first) else dated[end >= first - pd.Timedelta(days=RECENT)]
    return recent.reset_index(drop=True)


def incidents_by(frames: Tables, column: str) -> pd.DataFrame:
    """Number of incidents by the values of ``column``, most first; "not stated" last. One row each."""
    counts = (
        frames["incidents"][column].fillna(NOT_STATED).value_counts().rename_axis(column).reset_index(name="incidents")
    )
    counts = counts.assign(last=counts[column] == NOT_STATED)
    ordered = counts.sort_values(["last", "incidents", column], ascending=[True, False, True], ignore_index=True)
    return ordered.drop(columns="last")


def tolls(frames: Tables) -> pd.DataFrame:
    """Incidents with a toll of killed or wounded: label and ranges, by date, one row each."""
    bounds = ["killed_low", "killed_high", "wounded_low", "wounded_high"]
    return incident_table(frames).dropna(subset=bounds, how="all").reset_index(drop=True)


def killed_in_all(frames: Tables) -> tuple[int, int | None]:
    """Least and most killed over all incidents; None where one of them is open upwards."""
    killed = frames["incidents"][["killed_low", "killed_high"]].dropna(how="all")
    low = int(killed["killed_low"].fillna(0).sum())
    return low, None if killed["killed_high"].isna().any() else int(killed["killed_high"].sum())


def tally_table(frames: Tables) -> pd.DataFrame:
    """Tallies with count, period, actor, target and outlet, in the order of the articles; one row each."""
    tallies = frames["attacks"][frames["attacks"]["kind"] == "tally"].reset_index(drop=True)
    periods = [interval_text(a, b) for a, b in zip(tallies["date_start"], tallies["date_end"], strict=True)]
    columns = ["attack_id", "article_id", "count_low", "count_high", "perpetrator", "target", "country", "part_of"]
    return tallies[[*columns, "realis", "corrected"]].assign(
        outlet=tallies["article_id"].map(outlet_names(articles_of(frames))).astype("string"),
        period=pd.Series(periods, index=tallies.index, dtype="string"),
    )


def tally_periods(frames: Tables) -> pd.DataFrame:
    """The tallies told as having happened that have a number and at least one day of a period, by period, one row each.

    ``tally`` says whose count it is, and of whose attacks where that is said ("Vale Press: Saltroad Brigades").
    """
    days = ["date_start", "date_end"]
    table = tally_table(frames).join(frames["attacks"].set_index("attack_id")[days], on="attack_id")
    known = table[table["realis"] == "actual"].dropna(subset=["count_low", "count_high"], how="all")
    dated = known.dropna(subset=days, how="all")
    doer = (": " + dated["perpetrator"].astype("string")).fillna("")
    ordered = dated.assign(tally=dated["outlet"] + doer).sort_values([*days, "attack_id"], ignore_index=True)
    return ordered[["tally", *days, "count_low", "count_high", "target", "attack_id"]]


def realis_counts(frames: Tables) -> pd.DataFrame:
    """Mentions by realis, in plain words, one row each; zero where there is none."""
    counts = frames["attacks"].loc[frames["attacks"]["kind"] == "incident", "realis"].value_counts()
    rows = [(name, int(counts.get(name, 0)), meaning) for name, meaning in REALIS_NAMES.items()]
    return pd.DataFrame.from_records(rows, columns=["realis", "mentions", "meaning"])


def disagreements(frames: Tables) -> pd.DataFrame:
    """What articles say differently about one incident: incident, column, outlet and each one's value, one row each."""
    said = disputed_mentions(frames).drop_duplicates(["incident", "what", "outlet", "says"])
    return said.sort_values(["incident", "what", "outlet"], kind="stable", ignore_index=True)


@once
def disputed_mentions(frames: Tables) -> pd.DataFrame:
    """Each mention of each disputed column of an incident: incident, what, outlet, says, attack_id; by date."""
    names, disputed = outlet_names(articles_of(frames)).to_dict(), frames["incidents"].dropna(subset=["disputed"])
    columns = dict(zip(disputed["incident_id"], disputed["disputed"], strict=True))
    mentions, told = incident_mentions(frames), defaultdict(list)
    for row in mentions[mentions["incident_id"].isin(columns)].to_dict("records"):
        told[row["incident_id"]].append(row)
    rows = [
        (label, column.replace("_", " "), names[row["article_id"]], stated(row, column), row["attack_id"])
        for incident, label in incident_labels(frames).items()
        for column in (columns[incident].split(SEPARATOR) if incident in told else ())
        for row in told[incident]
    ]
    table = pd.DataFrame(rows, columns=["incident", "what", "outlet", "says", "attack_id"])
    return table[table["says"] != ""]


def stated(row: Mapping[Any, Any], column: str) -> str:
    """What a mention or incident says of a column, or of a range or interval, as text; empty where it says nothing."""
    name = column.removesuffix("_low").removesuffix("_high")
    if f"{name}_low" in row:
        return range_text(row[f"{name}_low"], row[f"{name}_high"])
    if column in ("date", "date_start", "date_end"):
        known = pd.notna(row["date_start"]) or pd.notna(row["date_end"])
        return interval_text(row["date_start"], row["date_end"]) if known else ""
    return "" if pd.isna(row[column]) else str(row[column])


def sample_of_mentions(frames: Tables, *, n: int, seed: int) -> pd.DataFrame:
    """``n`` mentions drawn by a fixed seed, for the reader's own audit; the order of the articles does not matter."""
    mentions = incident_mentions(frames).sort_values("attack_id")
    return mentions.sample(n=min(n, len(mentions)), random_state=seed).sort_values("attack_id").reset_index(drop=True)
