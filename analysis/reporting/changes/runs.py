"""What changed between two runs, as sections that a terminal, a page and a program can all show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.frames.layouts import SEPARATOR
from analysis.frames.querying import columns_of
from analysis.frames.ranges import range_text
from analysis.frames.storage import Frames
from analysis.reporting.changes.matching import Matched, match_runs, new_families
from analysis.reporting.shown import cell_text, count, day_text, number_text
from analysis.reporting.summaries.attacks import first_mentions, incident_label, stated
from analysis.reporting.summaries.statements import MINIMUM, mean_tone_by, statements_with_outlets

Row = Mapping[Any, Any]
NEW, REMOVED, CHANGED = "new", "removed", "changed"
_ARTICLE = ["outlet", "published", "title"]
_EDIT = ["row", "action", "column", "before", "after", "reason", "by"]
_TOLLS = ("killed", "wounded")
# What of an incident is compared.
_COMPARED = (
    *_TOLLS, "date", "place", "country", "event_type", "weapon", "perpetrator", "target", "claimed_by", "denied_by",
    "disputed", "outlets", "corrected",
)  # fmt: skip
_WORDS = ("words",)  # the column with the id of a mention


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of change: ``summary`` counts it ("2 new articles"), ``table`` has a row a change, of text and counts.

    ``links`` are the columns whose values are ids of rows that can be opened in the later run.
    """

    name: str
    title: str
    summary: str
    table: pd.DataFrame
    note: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunChanges:
    """What changed; ``before`` and ``after`` describe the runs, ``sections`` are empty where nothing did."""

    before: str
    after: str
    sections: tuple[Section, ...]
    cautions: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    """Mentions of the later run whose words stand behind the changes."""

    @property
    def sentence(self) -> str:
        """All kinds of change in one sentence."""
        if not self.sections:
            return "Nothing changed."
        said = SEPARATOR.join(s.summary for s in self.sections)
        return f"{said[:1].upper()}{said[1:]}."


def changes_between(before: Frames, after: Frames) -> RunChanges:
    """What changed from the run ``before`` to the run ``after``."""
    matched = match_runs(before, after)
    kinds = (_articles, _incidents, _revised, _tallies, _statements, _tone, _sources, _edits)
    sections = tuple(s for kind in kinds if not (s := kind(before, after, matched)).table.empty)
    opened = [i for s in sections for c in s.links for i in s.table[c] if i]
    cautions = tuple(_cautions(before, after, matched)) if sections else ()
    return RunChanges(_run(before), _run(after), sections, cautions, tuple(dict.fromkeys(opened)))


def _run(frames: Frames) -> str:
    """A run in words: of what, how much, until when, which."""
    published = columns_of(frames, "articles", ["published"])["published"]
    last = published.max()
    until = "" if pd.isna(last) else f", the last of {day_text(last)}"
    manifest = frames.manifest
    return f"{manifest.corpus}: {count(len(published), 'article')}{until} (run {manifest.fingerprint[:8]})"


def _cautions(before: Frames, after: Frames, matched: Matched) -> Iterator[str]:
    a, b = before.manifest, after.manifest
    if a.corpus != b.corpus:
        yield f"The runs are of two corpora, {a.corpus} and {b.corpus}: what is new or removed may only be elsewhere."
    if a.made_by != b.made_by:
        yield f"Another version of the program made the later run ({a.made_by}, then {b.made_by}): see “why” below."
    elif a.fingerprint == b.fingerprint and not matched.articles.new and not matched.articles.removed:
        yield "Both runs read the same articles, lexicon and corrections: what changed, the program reads otherwise."


def _section(
    name: str, title: str, summary: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], **more: Any
) -> Section:
    """The section of ``rows``, of which ``columns`` are shown, in this order: counts as numbers, all else as text."""
    table = pd.DataFrame({c: _column([row.get(c) for row in rows]) for c in columns})
    return Section(name, title, summary, table, **more)


def _column(values: Sequence[Any]) -> pd.Series[Any]:
    if values and all(isinstance(v, int) for v in values):
        return pd.Series(values, dtype="Int64")
    return pd.Series([cell_text(v) for v in values], dtype="string")


def _numbers(rows: Sequence[Mapping[str, Any]], what: str, plural: str = "") -> str:
    """How many of ``what`` are new, removed and changed: "2 new and 1 removed incidents"."""
    kinds = [(kind, sum(row["change"] == kind for row in rows)) for kind in (NEW, REMOVED, CHANGED)]
    told = [f"{n} {kind}" for kind, n in kinds if n]
    return f"{' and '.join(told)} {what if sum(n for _, n in kinds) == 1 else plural or f'{what}s'}"


def _by_id(frame: pd.DataFrame, key: str) -> dict[str, dict[Any, Any]]:
    """The rows of ``frame`` by the column ``key``."""
    return {row[key]: row for row in frame.to_dict("records")}


def _articles(before: Frames, after: Frames, matched: Matched) -> Section:
    old, new = (_by_id(columns_of(f, "articles", ["article_id", *_ARTICLE]), "article_id") for f in (before, after))
    rows = [{**new[i], "change": NEW} for i in matched.articles.new]
    rows += [{**old[i], "change": REMOVED} for i in matched.articles.removed]
    for a, b in matched.articles.pairs:
        what = ["text"] if b in matched.rewritten else []
        what += [c for c in _ARTICLE if cell_text(old[a][c]) != cell_text(new[b][c])]
        what += ["file name"] if a != b else []
        if what:
            rows.append({**new[b], "change": CHANGED, "what": ", ".join(what)})
    rows = [{**row, "article": row["article_id"]} for row in rows]
    return _section("articles", "Articles", _numbers(rows, "article"), rows, ("article", "change", "what", *_ARTICLE))


def _incidents(before: Frames, after: Frames, matched: Matched) -> Section:
    """Incidents that only one of the runs has, and why."""
    old, new = _by_id(before.incidents, "incident_id"), _by_id(after.incidents, "incident_id")
    first, first_before = first_mentions(after), first_mentions(before)
    read_otherwise = "the same article is read otherwise, or corrected"
    come = _reasons(after, matched, 1, "in new articles", read_otherwise)
    gone = _reasons(before, matched, 0, "its articles were removed", read_otherwise)
    rows = [_incident(NEW, new[i], come[i], first[i]) for i in matched.incidents.new]
    rows += [_incident(NEW, new[b], f"was one with {incident_label(old[a])}", first[b]) for a, b in matched.parted]
    for i in matched.incidents.removed:
        was = f" (was {first_before[i]})" if gone[i] == read_otherwise else ""
        rows.append(_incident(REMOVED, old[i], f"{gone[i]}{was}"))
    rows += [
        _incident(REMOVED, old[a], f"is now one with {incident_label(new[b])}", first[b]) for a, b in matched.joined
    ]
    columns = ("incident", "change", "killed", "wounded", "outlets", "why", "words")
    return _section("incidents", "Incidents", _numbers(rows, "incident"), rows, columns, links=_WORDS)


def _incident(change: str, row: Row, why: str, words: str = "") -> dict[str, Any]:
    told = {name: stated(row, name) for name in (*_TOLLS, "outlets")}
    return {"incident": incident_label(row), "change": change, **told, "why": why, "words": words}


def _reasons(frames: Frames, matched: Matched, side: int, elsewhere: str, otherwise: str) -> dict[str, str]:
    """Why each incident of a run (``side`` 0 the earlier, 1 the later) may not be in the other: its articles are
    ``elsewhere``, were changed, or are read ``otherwise``."""
    kept = {pair[side] for pair in matched.articles.pairs}
    rewritten = {pair[side] for pair in matched.articles.pairs if pair[1] in matched.rewritten}
    reasons = {}
    for incident, ids in frames.attacks.groupby("incident_id")["article_id"]:
        here = kept.intersection(ids)
        reasons[str(incident)] = (
            elsewhere if not here else "the article was changed" if here <= rewritten else otherwise
        )
    return reasons


def _revised(before: Frames, after: Frames, matched: Matched) -> Section:
    """What the later run says otherwise of an incident that both have, a row a column; tolls first."""
    old, new = _by_id(before.incidents, "incident_id"), _by_id(after.incidents, "incident_id")
    first = first_mentions(after)
    rows = []
    for a, b in matched.incidents.pairs:
        for what in _COMPARED:
            was, now = stated(old[a], what), stated(new[b], what)
            if was != now:
                told = {"what": what.replace("_", " "), "before": was, "after": now, "words": first[b]}
                rows.append({"incident": incident_label(new[b]), **told})
    rows.sort(key=lambda row: row["what"] not in _TOLLS)  # stable
    tolls = sum(row["what"] in _TOLLS for row in rows)
    summary = f"{count(len({row['words'] for row in rows}), 'incident')} with other figures or names"
    summary += f" ({count(tolls, 'changed toll')})" if tolls else ""
    columns = ("incident", "what", "before", "after", "words")
    return _section("revised", "Incidents told otherwise", summary, rows, columns, links=_WORDS)


def _tallies(before: Frames, after: Frames, matched: Matched) -> Section:
    """Tallies that came, went, or have another number or period."""
    old, new = (_by_id(t.attacks[t.attacks["kind"] == "tally"], "attack_id") for t in (before, after))
    pairs = {a: b for a, b in matched.mentions.pairs if a in old and b in new}
    rows = [_tally(NEW, new[b]) for b in new if b not in pairs.values()]
    rows += [{**_tally(REMOVED, old[a]), "words": ""} for a in old if a not in pairs]
    for was, now in ((old[a], new[b]) for a, b in pairs.items()):
        if any(stated(was, what) != stated(now, what) for what in ("count", "date")):
            said = f"{stated(was, 'count') or 'no number'}, {stated(was, 'date') or 'no date'}"
            rows.append({**_tally(CHANGED, now), "before": said})
    columns = ("tally", "change", "before", "period", "perpetrator", "article", "words")
    about = {"note": "Never added up.", "links": _WORDS}
    return _section("tallies", "Tallies", _numbers(rows, "tally", "tallies"), rows, columns, **about)


def _tally(change: str, row: Row) -> dict[str, Any]:
    told = {"period": stated(row, "date"), "perpetrator": row["perpetrator"], "article": row["article_id"]}
    name = range_text(row["count_low"], row["count_high"]) or row["trigger"]
    return {"tally": name, "change": change, **told, "words": row["attack_id"]}


def _statements(before: Frames, after: Frames, matched: Matched) -> Section:
    old, new = statements_with_outlets(before), statements_with_outlets(after)
    come = new[new["statement_id"].isin(matched.statements.new)]
    gone = old[old["statement_id"].isin(matched.statements.removed)]
    tables = {"before": old, "after": new, "new": come, "removed": gone}
    counts = {name: table["side"].value_counts() for name, table in tables.items()}
    sides = sorted({*counts["new"].index, *counts["removed"].index})
    rows = [{"side": s, **{name: int(n.get(s, 0)) for name, n in counts.items()}} for s in sides]
    told = [f"{len(table):,} {kind}" for kind, table in ((NEW, come), (REMOVED, gone)) if len(table)]
    summary = f"{' and '.join(told)} {'statement' if len(come) + len(gone) == 1 else 'statements'}"
    return _section("statements", "Statements", summary, rows, ("side", *counts))


def _tone(before: Frames, after: Frames, matched: Matched) -> Section:
    """Mean masked tone by side where it moved, with its 95 % interval and the number of statements."""
    del matched
    old, new = _tones(before), _tones(after)
    rows, apart = [], 0
    for side in sorted({*old, *new}):
        (was, was_text), (now, now_text) = (_mean_text(tones.get(side)) for tones in (old, new))
        if was != now:
            a, b = old.get(side, {}), new.get(side, {})
            numbers = {"n before": str(a.get("n", "")), "n after": str(b.get("n", ""))}
            rows.append({"side": side, "before": was_text, "after": now_text, **numbers})
            apart += bool(a and b and (a["high"] < b["low"] or b["high"] < a["low"]))
    note = f"Mean tone with topic words masked, and its 95 % interval; fewer than {MINIMUM} statements give no mean."
    columns = ("side", "before", "n before", "after", "n after")
    moved = f"mean tone of {count(len(rows), 'side')} moved, {apart or 'none'} of them beyond its interval"
    return _section("tone", "Tone by side", moved, rows, columns, note=note)


def _tones(frames: Frames) -> dict[str, dict[Any, Any]]:
    """The mean tone of each side that has enough statements, as the report on statements gives it."""
    means = mean_tone_by(statements_with_outlets(frames), "side")
    return _by_id(means[means["measure"] == "tone"], "side")


def _mean_text(tone: Row | None) -> tuple[str, str]:
    """A mean to two places, and the same with its interval; empty where there is none."""
    if tone is None:
        return "", ""
    mean, low, high = (number_text(round(tone[name], 2) + 0.0, "{:+.2f}") for name in ("mean", "low", "high"))
    return mean, mean if pd.isna(tone["low"]) else f"{mean} ({low} to {high})"  # + 0.0: no negative zero


def _sources(before: Frames, after: Frames, matched: Matched) -> Section:
    had, has = set(before.citations["cited"]), set(after.citations["cited"])
    by = after.citations.groupby("cited")["article_id"].unique()
    rows = [{"source": s, "change": "newly credited", "articles": ", ".join(sorted(by[s]))} for s in sorted(has - had)]
    rows += [{"source": s, "change": "no longer credited"} for s in sorted(had - has)]
    for family in new_families(before, after, matched.articles):
        about = {"source": f"{len(family)} articles", "change": "new family: they share wording"}
        rows.append({**about, "articles": ", ".join(sorted(family))})
    summary = f"{count(len(rows), 'change')} among sources"
    return _section("sources", "Sources", summary, rows, ("source", "change", "articles"))


def _edits(before: Frames, after: Frames, matched: Matched) -> Section:
    del matched
    old, new = ({tuple(map(cell_text, row)) for row in f["edits"][_EDIT].to_numpy()} for f in (before, after))
    rows = [{"change": NEW, **dict(zip(_EDIT, r, strict=True))} for r in sorted(new - old)]
    rows += [{"change": REMOVED, **dict(zip(_EDIT, r, strict=True))} for r in sorted(old - new)]
    title, summary = "Corrections by hand", _numbers(rows, "correction by hand", "corrections by hand")
    return _section("corrections", title, summary, rows, ("row", "change", *_EDIT[1:]))
