"""What changed among attacks: incidents that came and went, incidents told otherwise, tallies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from analysis.comparison.changes import Matched
from analysis.frames.ranges import range_text
from analysis.frames.storage import Frames
from analysis.reporting.changes_section import CHANGED, NEW, REMOVED, Section, by_id, numbers, section
from analysis.reporting.sentences import count
from analysis.reporting.shown import cell_text
from analysis.reporting.summaries.attacks import incident_label, interval_text

_TOLLS = ("killed", "wounded")
_TEXTS = (
    "place", "country", "event_type", "weapon", "perpetrator", "target", "claimed_by", "denied_by", "disputed",
    "outlets", "corrected",
)  # fmt: skip


def _cell(name: str, row: Mapping[Any, Any]) -> str:
    return cell_text(row[name])


# What of an incident is compared: its name for a reader, and how it is read from a row.
_COMPARED: Mapping[str, Callable[[Mapping[Any, Any]], str]] = {
    "killed": lambda r: range_text(r["killed_low"], r["killed_high"]),
    "wounded": lambda r: range_text(r["wounded_low"], r["wounded_high"]),
    "date": lambda r: _interval(r),
    **{name: partial(_cell, name) for name in _TEXTS},
}  # fmt: skip


def incidents_section(before: Frames, after: Frames, matched: Matched) -> Section:
    """Incidents that only one of the runs has, and why."""
    old, new = by_id(before.incidents, "incident_id"), by_id(after.incidents, "incident_id")
    first, first_before = _first_mentions(after), _first_mentions(before)
    come, gone = _Reasons(after, matched, 1), _Reasons(before, matched, 0)
    rows = [_incident(NEW, new[i], come.why(i), first) for i in matched.incidents.new]
    for a, b in matched.parted:
        why = f"was one with {incident_label(_series(old[a]))}"
        rows.append(_incident(NEW, new[b], why, first))
    for i in matched.incidents.removed:
        rows.append(_incident(REMOVED, old[i], gone.why(i, first_before.get(i, "")), {}))
    for a, b in matched.joined:
        why = f"is now one with {incident_label(_series(new[b]))}"
        rows.append({**_incident(REMOVED, old[a], why, {}), "words": first.get(b, "")})
    columns = ("incident", "change", "killed", "wounded", "outlets", "why", "words")
    return section("incidents", "Incidents", numbers(rows, "incident"), rows, columns, links=("words",))


def _incident(change: str, row: Mapping[Any, Any], why: str, first: Mapping[str, str]) -> dict[str, Any]:
    told = {name: _COMPARED[name](row) for name in ("killed", "wounded", "outlets")}
    words = first.get(row["incident_id"], "")
    return {"incident": incident_label(_series(row)), "change": change, **told, "why": why, "words": words}


class _Reasons:
    """Why incidents of one run are not in the other: because articles are, or because the same ones are read otherwise.

    ``side`` is 0 for the earlier run, 1 for the later one.
    """

    def __init__(self, frames: Frames, matched: Matched, side: int) -> None:
        told = frames.attacks.dropna(subset=["incident_id"]).groupby("incident_id")["article_id"]
        self._articles = {str(incident): set(ids) for incident, ids in told}
        self._kept = {pair[side] for pair in matched.articles.pairs}
        self._rewritten = {pair[side] for pair in matched.articles.pairs if pair[1] in matched.rewritten}
        self._side = side

    def why(self, incident: str, was: str = "") -> str:
        kept = self._articles[incident] & self._kept
        if not kept:
            return "in new articles" if self._side else "its articles were removed"
        if kept <= self._rewritten:
            return "the article was changed"
        return f"the same article is read otherwise, or corrected{f' (was {was})' if was else ''}"


def revised_section(before: Frames, after: Frames, matched: Matched) -> Section:
    """What the later run says otherwise of an incident that both have, a row a column; tolls first."""
    old, new = by_id(before.incidents, "incident_id"), by_id(after.incidents, "incident_id")
    first = _first_mentions(after)
    rows = []
    for a, b in matched.incidents.pairs:
        for what, of in _COMPARED.items():
            was, now = of(old[a]), of(new[b])
            if was != now:
                label = incident_label(_series(new[b]))
                told = {"what": what.replace("_", " "), "before": was, "after": now}
                rows.append({"incident": label, **told, "words": first.get(b, "")})
    rows.sort(key=lambda row: row["what"] not in _TOLLS)  # stable: tolls first
    n = len({row["words"] for row in rows})
    summary = f"{count(n, 'incident')} with other figures or names"
    tolls = sum(row["what"] in _TOLLS for row in rows)
    summary += f" ({count(tolls, 'changed toll')})" if tolls else ""
    columns = ("incident", "what", "before", "after", "words")
    return section("revised", "Incidents told otherwise", summary, rows, columns, links=("words",))


def tallies_section(before: Frames, after: Frames, matched: Matched) -> Section:
    """Tallies that came, went, or have another number or period."""
    old, new = (
        {i: r for i, r in by_id(t.attacks, "attack_id").items() if r["kind"] == "tally"} for t in (before, after)
    )
    pairs = [(a, b) for a, b in matched.mentions.pairs if a in old and b in new]
    rows = [_tally(NEW, "", new[b]) for b in new if b not in {b for _, b in pairs}]
    rows += [{**_tally(REMOVED, "", old[a]), "words": ""} for a in old if a not in {a for a, _ in pairs}]
    for a, b in pairs:
        was, now = _tally_count(old[a]), _tally_count(new[b])
        if was != now or _interval(old[a]) != _interval(new[b]):
            rows.append(_tally(CHANGED, f"{was or 'no number'}, {_interval(old[a]) or 'no date'}", new[b]))
    columns = ("tally", "change", "before", "period", "perpetrator", "article", "words")
    return section(
        "tallies",
        "Tallies",
        numbers(rows, "tally", "tallies"),
        rows,
        columns,
        note="Never added up.",
        links=("words",),
    )


def _tally(change: str, before: str, row: Mapping[Any, Any]) -> dict[str, Any]:
    told = {"tally": _tally_count(row) or row["trigger"], "period": _interval(row), "perpetrator": row["perpetrator"]}
    return {**told, "change": change, "before": before, "article": row["article_id"], "words": row["attack_id"]}


def _tally_count(row: Mapping[Any, Any]) -> str:
    return range_text(row["count_low"], row["count_high"])


def _first_mentions(frames: Frames) -> dict[str, str]:
    attacks = frames.attacks.dropna(subset=["incident_id"])
    return dict(attacks.groupby("incident_id")["attack_id"].first())


def _interval(row: Mapping[Any, Any]) -> str:
    known = pd.notna(row["date_start"]) or pd.notna(row["date_end"])
    return interval_text(row["date_start"], row["date_end"]) if known else ""


def _series(row: Mapping[Any, Any]) -> pd.Series[Any]:
    return pd.Series(row, dtype=object)
