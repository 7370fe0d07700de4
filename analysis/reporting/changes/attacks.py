"""What changed among attacks: incidents that came and went, incidents told otherwise, tallies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.frames.ranges import range_text
from analysis.frames.storage import Frames
from analysis.reporting.changes.matching import Matched
from analysis.reporting.changes.section import CHANGED, NEW, REMOVED, Section, by_id, numbers, section
from analysis.reporting.sentences import count
from analysis.reporting.summaries.attacks import incident_label, stated

Row = Mapping[Any, Any]
_TOLLS = ("killed", "wounded")
# What of an incident is compared.
_COMPARED = (
    *_TOLLS, "date", "place", "country", "event_type", "weapon", "perpetrator", "target", "claimed_by", "denied_by",
    "disputed", "outlets", "corrected",
)  # fmt: skip


def incidents_section(before: Frames, after: Frames, matched: Matched) -> Section:
    """Incidents that only one of the runs has, and why."""
    old, new = by_id(before.incidents, "incident_id"), by_id(after.incidents, "incident_id")
    first, first_before = _first_mentions(after), _first_mentions(before)
    come, gone = _Reasons(after, matched, 1), _Reasons(before, matched, 0)
    rows = [_incident(NEW, new[i], come.why(i), first[i]) for i in matched.incidents.new]
    for a, b in matched.parted:
        rows.append(_incident(NEW, new[b], f"was one with {incident_label(old[a])}", first[b]))
    for i in matched.incidents.removed:
        rows.append(_incident(REMOVED, old[i], gone.why(i, first_before[i])))
    for a, b in matched.joined:
        rows.append(_incident(REMOVED, old[a], f"is now one with {incident_label(new[b])}", first[b]))
    columns = ("incident", "change", "killed", "wounded", "outlets", "why", "words")
    return section("incidents", "Incidents", numbers(rows, "incident"), rows, columns, links=("words",))


def _incident(change: str, row: Row, why: str, words: str = "") -> dict[str, Any]:
    told = {name: stated(row, name) for name in (*_TOLLS, "outlets")}
    return {"incident": incident_label(row), "change": change, **told, "why": why, "words": words}


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
        for what in _COMPARED:
            was, now = stated(old[a], what), stated(new[b], what)
            if was != now:
                told = {"what": what.replace("_", " "), "before": was, "after": now, "words": first[b]}
                rows.append({"incident": incident_label(new[b]), **told})
    rows.sort(key=lambda row: row["what"] not in _TOLLS)  # stable: tolls first
    summary = f"{count(len({row['words'] for row in rows}), 'incident')} with other figures or names"
    tolls = sum(row["what"] in _TOLLS for row in rows)
    summary += f" ({count(tolls, 'changed toll')})" if tolls else ""
    columns = ("incident", "what", "before", "after", "words")
    return section("revised", "Incidents told otherwise", summary, rows, columns, links=("words",))


def tallies_section(before: Frames, after: Frames, matched: Matched) -> Section:
    """Tallies that came, went, or have another number or period."""
    old, new = (by_id(t.attacks[t.attacks["kind"] == "tally"], "attack_id") for t in (before, after))
    pairs = {a: b for a, b in matched.mentions.pairs if a in old and b in new}
    rows = [_tally(NEW, new[b]) for b in new if b not in pairs.values()]
    rows += [{**_tally(REMOVED, old[a]), "words": ""} for a in old if a not in pairs]
    for was, now in ((old[a], new[b]) for a, b in pairs.items()):
        if any(stated(was, what) != stated(now, what) for what in ("count", "date")):
            said = f"{stated(was, 'count') or 'no number'}, {stated(was, 'date') or 'no date'}"
            rows.append({**_tally(CHANGED, now), "before": said})
    columns = ("tally", "change", "before", "period", "perpetrator", "article", "words")
    about = {"note": "Never added up.", "links": ("words",)}
    return section("tallies", "Tallies", numbers(rows, "tally", "tallies"), rows, columns, **about)


def _tally(change: str, row: Row) -> dict[str, Any]:
    told = {"period": stated(row, "date"), "perpetrator": row["perpetrator"], "article": row["article_id"]}
    name = range_text(row["count_low"], row["count_high"]) or row["trigger"]
    return {"tally": name, "change": change, **told, "words": row["attack_id"]}


def _first_mentions(frames: Frames) -> dict[str, str]:
    attacks = frames.attacks.dropna(subset=["incident_id"])
    return dict(attacks.groupby("incident_id")["attack_id"].first())
