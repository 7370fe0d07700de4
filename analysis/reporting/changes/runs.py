"""What changed between two runs, as sections that a terminal, a page and a program can all show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.frames.layouts import SEPARATOR
from analysis.frames.querying import columns_of
from analysis.frames.storage import Frames
from analysis.reporting.changes.attacks import incidents_section, revised_section, tallies_section
from analysis.reporting.changes.matching import Matched, match_runs, new_families
from analysis.reporting.changes.section import CHANGED, NEW, REMOVED, Section, by_id, numbers, section
from analysis.reporting.sentences import count
from analysis.reporting.shown import cell_text, day_text, number_text
from analysis.reporting.summaries.statements import MINIMUM, mean_tone_by, statements_with_outlets

_ARTICLE = ["outlet", "published", "title"]
_EDIT = ["row", "action", "column", "before", "after", "reason", "by"]


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
    made = [
        _articles(before, after, matched),
        incidents_section(before, after, matched),
        revised_section(before, after, matched),
        tallies_section(before, after, matched),
        _statements(before, after, matched),
        _tone(before, after),
        _sources(before, after, matched),
        _edits(before, after),
    ]
    sections = tuple(s for s in made if not s.table.empty)
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


def _articles(before: Frames, after: Frames, matched: Matched) -> Section:
    old, new = (by_id(columns_of(f, "articles", ["article_id", *_ARTICLE]), "article_id") for f in (before, after))
    rows = [{**new[i], "change": NEW} for i in matched.articles.new]
    rows += [{**old[i], "change": REMOVED} for i in matched.articles.removed]
    for a, b in matched.articles.pairs:
        what = ["text"] if b in matched.rewritten else []
        what += [c for c in _ARTICLE if cell_text(old[a][c]) != cell_text(new[b][c])]
        what += ["file name"] if a != b else []
        if what:
            rows.append({**new[b], "change": CHANGED, "what": ", ".join(what)})
    rows = [{**row, "article": row["article_id"]} for row in rows]
    return section("articles", "Articles", numbers(rows, "article"), rows, ("article", "change", "what", *_ARTICLE))


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
    return section("statements", "Statements", summary, rows, ("side", *counts))


def _tone(before: Frames, after: Frames) -> Section:
    """Mean masked tone by side where it moved, with its 95 % interval and the number of statements."""
    old, new = _tones(before), _tones(after)
    rows, apart = [], 0
    for side in sorted({*old, *new}):
        was, now = old.get(side, {}), new.get(side, {})
        if _mean(was) != _mean(now):
            told = {"before": _mean_text(was), "n before": _n(was), "after": _mean_text(now), "n after": _n(now)}
            rows.append({"side": side, **told})
            apart += bool(was and now and (was["high"] < now["low"] or now["high"] < was["low"]))
    note = f"Mean tone with topic words masked, and its 95 % interval; fewer than {MINIMUM} statements give no mean."
    columns = ("side", "before", "n before", "after", "n after")
    moved = f"mean tone of {count(len(rows), 'side')} moved, {apart or 'none'} of them beyond its interval"
    return section("tone", "Tone by side", moved, rows, columns, note=note)


def _tones(frames: Frames) -> dict[str, dict[Any, Any]]:
    """The mean tone of each side that has enough statements, as the report on statements gives it."""
    means = mean_tone_by(statements_with_outlets(frames), "side")
    return by_id(means[means["measure"] == "tone"], "side")


def _n(tone: Mapping[Any, Any]) -> str:
    return str(int(tone["n"])) if tone else ""


def _mean(tone: Mapping[Any, Any]) -> str:
    return _signed(tone["mean"]) if tone else ""


def _mean_text(tone: Mapping[Any, Any]) -> str:
    if not tone or pd.isna(tone["low"]):
        return _mean(tone)
    return f"{_mean(tone)} ({_signed(tone['low'])} to {_signed(tone['high'])})"


def _signed(value: float) -> str:
    return number_text(round(value, 2) + 0.0, "{:+.2f}")  # + 0.0: no negative zero


def _sources(before: Frames, after: Frames, matched: Matched) -> Section:
    had, has = {str(c) for c in before.citations["cited"]}, {str(c) for c in after.citations["cited"]}
    by = after.citations.groupby("cited")["article_id"].unique()
    rows = [
        {"source": s, "change": "newly credited", "articles": ", ".join(sorted(map(str, by[s])))}
        for s in sorted(has - had)
    ]
    rows += [{"source": s, "change": "no longer credited"} for s in sorted(had - has)]
    rows += [
        {
            "source": f"{len(family)} articles",
            "change": "new family: they share wording",
            "articles": ", ".join(sorted(family)),
        }
        for family in new_families(before, after, matched.articles)
    ]
    summary = f"{count(len(rows), 'change')} among sources"
    return section("sources", "Sources", summary, rows, ("source", "change", "articles"))


def _edits(before: Frames, after: Frames) -> Section:
    old, new = ({tuple(map(cell_text, row)) for row in f["edits"][_EDIT].to_numpy()} for f in (before, after))
    rows = [{"change": NEW, **dict(zip(_EDIT, r, strict=True))} for r in sorted(new - old)]
    rows += [{"change": REMOVED, **dict(zip(_EDIT, r, strict=True))} for r in sorted(old - new)]
    title, summary = "Corrections by hand", numbers(rows, "correction by hand", "corrections by hand")
    return section("corrections", title, summary, rows, ("row", "change", *_EDIT[1:]))
