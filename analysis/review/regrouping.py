"""Incidents put right by hand: merged, split, given another toll, and made anew from the mentions that they then have.

The counterpart of ``correcting`` for what only exists once articles are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.errors import FrameError
from analysis.frames.article_rows import Row
from analysis.frames.compared_rows import by_day, incident_of_mentions, incidents_of_groups
from analysis.frames.dataframes import make_frame, records
from analysis.frames.layouts import SEPARATOR
from analysis.frames.storage import Frames
from analysis.frames.tables import make_table
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.review.correcting import correct_rows, edit_row, faults_of, idle_row, marked, set_columns, shown
from analysis.review.corrections import BY_LETTER, Correction, at, raise_all
from analysis.review.values import read_value


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Attacks with the incidents that they belong to after the corrections, the incidents, and the record."""

    attacks: list[Row]
    incidents: list[Row]
    edits: tuple[Row, ...] = ()
    idle: tuple[Row, ...] = ()


def correct_incidents(
    articles: Sequence[Row],
    attacks: Sequence[Row],
    incidents: Sequence[Row],
    corrections: Sequence[Correction],
    lexicon: Lexicon,
) -> Regrouped:
    """The incidents with all ``merge``, ``split`` and ``set-incident`` applied, in this order, then by line.

    ``attacks`` have gone through ``correct_rows``. An incident is made anew where the mentions that name it are not
    those that it was made from (n_mentions) or where they change here; all others stay as they are. Raises
    CorrectionError, with all lines at fault, where a mention belongs to no incident or a value does not fit.
    """
    groups = _Groups(attacks)
    raise_all(faults_of(corrections, groups.apply))
    made = _Incidents(groups, articles, incidents, lexicon)
    raise_all([*faults_of(corrections, made.apply), *made.broken()])
    return Regrouped(made.attacks(), made.rows(), (*groups.edits, *made.edits), (*groups.idle, *made.idle))


class _Groups:
    """Which mention belongs to which incident, while incidents are merged and split."""

    def __init__(self, attacks: Sequence[Row]) -> None:
        self.mentions = {row["attack_id"]: row for row in attacks}
        self.of = {
            i: str(row["incident_id"] or f"new\0{i}")
            for i, row in self.mentions.items()
            if row["kind"] == "incident" and row["realis"] == "actual"
        }
        self.before = dict(self.of)
        self.reasons: dict[str, list[str]] = defaultdict(list)
        self.edits: list[Row] = []
        self.idle: list[Row] = []

    def apply(self, c: Correction) -> None:
        if c.action == "merge":
            self._merge(c)
        elif c.action == "split":
            self._split(c)

    def group_of(self, attack_id: str) -> str:
        """The incident of a mention. Raises ValueError where it has none."""
        if attack_id not in self.of:
            row = self.mentions[attack_id]
            what = "a tally" if row["kind"] == "tally" else f"told as {row['realis']}"
            raise ValueError(f"{attack_id} is {what} and belongs to no incident: set its kind or realis first")
        return self.of[attack_id]

    def _merge(self, c: Correction) -> None:
        goal = self.group_of(c.row)
        joined = {self.group_of(other) for other in c.others} - {goal}
        if not joined:
            self.idle.append(idle_row(c, f"{c.row} and {c.value} are one incident already."))
            return
        self.of = {i: goal if group in joined else group for i, group in self.of.items()}
        self.reasons[goal] = [r for group in (goal, *sorted(joined)) for r in self.reasons[group]]
        self._record(c, f"{len(joined) + 1} incidents", "1 incident", {goal})

    def _split(self, c: Correction) -> None:
        leaving = [c.row, *c.others]
        groups = {self.group_of(i) for i in leaving}
        staying = {i for i, group in self.of.items() if group in groups} - set(leaving)
        if not staying and len(groups) == 1:
            self.idle.append(idle_row(c, f"{c.row} is an incident of its own already."))
            return
        new = f"split\0{min(leaving)}"
        self.of |= dict.fromkeys(leaving, new)
        self._record(c, "1 incident", "2 incidents", {new, *groups})

    def _record(self, c: Correction, before: str, after: str, groups: set[str]) -> None:
        self.edits.append(edit_row(c, self.mentions[c.row], frame="incidents", before=before, after=after))
        for attack_id in (c.row, *c.others):
            self.mentions[attack_id] = marked(self.mentions[attack_id], c.reason)
        for group in groups:
            self.reasons[group].append(c.reason)


class _Incidents:
    """The incidents of the groups, made anew where their mentions have changed, while columns are set."""

    def __init__(self, groups: _Groups, articles: Sequence[Row], incidents: Sequence[Row], lexicon: Lexicon) -> None:
        self._groups = groups
        self._rows: dict[str, Row] = {}
        self._last: dict[str, Correction] = {}
        self.edits: list[Row] = []
        self.idle: list[Row] = []
        by_id, old = {row["article_id"]: row for row in articles}, {row["incident_id"]: row for row in incidents}
        members: dict[str, list[str]] = defaultdict(list)
        for attack_id, group in groups.of.items():
            members[group].append(attack_id)
        for group, ids in members.items():
            mentions = [groups.mentions[i] for i in ids]
            same = all(groups.before[i] == group for i in ids) and self._stands(old.get(group), mentions)
            row = old[group] if same else incident_of_mentions(mentions, by_id, lexicon)
            reasons = [r for m in mentions if m.get("corrected") for r in m["corrected"].split(SEPARATOR)]
            for reason in [*reasons, *groups.reasons[group]]:
                row = marked(row, reason)
            self._rows[group] = row

    @staticmethod
    def _stands(row: Row | None, mentions: Sequence[Row]) -> bool:
        return row is not None and row["n_mentions"] == len(mentions) and not any(m.get("anew") for m in mentions)

    def apply(self, c: Correction) -> None:
        if c.action != "set-incident":
            return
        group = self._groups.group_of(c.row)
        changed, before, after = set_columns(self._rows[group], c, "incidents")
        if before == after:
            what = f"The incident of {c.row} says so already: {c.column} is {shown(after) or 'not stated'}."
            self.idle.append(idle_row(c, what))
            return
        self._rows[group] = marked(changed, c.reason)
        self._last[group] = c
        mention = self._groups.mentions[c.row]
        self.edits.append(edit_row(c, mention, frame="incidents", column=c.column, before=before, after=after))

    def broken(self) -> list[str]:
        """What to say of incidents that break their layout after all that was set."""
        faults = []
        for group, c in self._last.items():
            try:
                make_table("incidents", [self._rows[group]])
            except FrameError as error:
                faults.append(f"{at(c)} {error}")
        return faults

    def attacks(self) -> list[Row]:
        """All mentions, each with the id of its incident; none for what is no actual attack."""
        incident_ids = {i: self._rows[group]["incident_id"] for i, group in self._groups.of.items()}
        return [
            {**{k: v for k, v in row.items() if k != "anew"}, "incident_id": incident_ids.get(attack_id)}
            for attack_id, row in self._groups.mentions.items()
        ]

    def rows(self) -> list[Row]:
        return sorted(self._rows.values(), key=by_day)


def correct_frames(frames: Frames, corrections: Sequence[Correction]) -> Frames:
    """Frames, rather than articles, with ``corrections`` applied: which mentions are one attack stays as it is but for
    ``merge`` and ``split``, and incidents are made anew where a mention of theirs has changed."""
    if not corrections:
        return frames
    rows = {name: records(frames[name]) for name in ("articles", *BY_LETTER.values(), "incidents")}
    corrected = correct_rows(rows, corrections)
    touched = {edit["row"] for edit in corrected.edits}
    attacks = [{**row, "anew": row["attack_id"] in touched} for row in corrected.rows["attacks"]]
    done = correct_incidents(rows["articles"], attacks, rows["incidents"], corrections, load_lexicon())
    made = {**corrected.rows, "attacks": done.attacks, "incidents": done.incidents}
    made["edits"] = sorted([*corrected.edits, *done.edits], key=lambda r: r["line"])
    made["problems"] = [*records(frames["problems"]), *corrected.idle, *done.idle]
    return frames.replaced(**{name: make_frame(name, rows) for name, rows in made.items() if name != "articles"})


def remerged(articles: pd.DataFrame, attacks: pd.DataFrame, *, of: Frames) -> pd.DataFrame:
    """The incidents of a part of the articles of ``of``: which mentions are one attack stays, the consensus is made
    anew, what was set by hand stays."""
    rows = incidents_of_groups(records(articles), records(attacks), load_lexicon())
    edits = records(of["edits"])
    return make_frame("incidents", [*_carried(rows, edits, of)] if edits else rows)


def _carried(rows: Iterable[Row], edits: Iterable[Mapping[str, str]], whole: Frames) -> Iterable[Row]:
    by_id = {row["incident_id"]: row for row in records(whole["incidents"])}
    incident_of = whole["attacks"].set_index("attack_id")["incident_id"].to_dict()
    kept: dict[str, set[str]] = {incident_id: {"corrected"} for incident_id in by_id}
    for edit in edits:
        if edit["action"] == "set-incident":
            kept[incident_of[edit["row"]]].update(read_value("incidents", edit["column"], ""))
    for row in rows:
        incident_id = row["incident_id"]
        yield row | {column: by_id[incident_id][column] for column in kept[incident_id]}
