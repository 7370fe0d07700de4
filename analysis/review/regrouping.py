"""Incidents put right by hand: merged, split, given another toll, and made anew from the mentions that they then have.

The counterpart of ``correcting`` for what only exists once articles are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.errors import FrameError
from analysis.frames.storage import Frames
from analysis.frames.tabulate import Row
from analysis.frames.validation import SEPARATOR, make_frame
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.review.correcting import correct_rows, edit_row, idle_row, marked, set_columns, shown
from analysis.review.corrections import BY_LETTER, Correction, at, raise_all
from analysis.review.values import read_value
from analysis.running.comparing import incident_of_mentions
from analysis.running.frame_rows import records


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
    faults: list[str] = []
    for c in corrections:
        try:
            groups.apply(c)
        except ValueError as error:
            faults.append(f"{at(c)} {error}.")
    raise_all(faults)
    made = _Incidents(groups, articles, incidents, lexicon)
    for c in corrections:
        if c.action == "set-incident":
            try:
                made.set(c)
            except ValueError as error:
                faults.append(f"{at(c)} {error}.")
    raise_all([*faults, *made.broken()])
    return Regrouped(made.attacks(), made.rows(), (*groups.edits, *made.edits), (*groups.idle, *made.idle))


class _Groups:
    """Which mention belongs to which incident, while incidents are merged and split."""

    def __init__(self, attacks: Sequence[Row]) -> None:
        self.mentions = {row["attack_id"]: row for row in attacks}
        self.of = {i: _group(row) for i, row in self.mentions.items() if _is_actual(row)}
        self.before = dict(self.of)
        self.reasons: dict[str, list[str]] = {}
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

    def members(self) -> dict[str, list[str]]:
        members: dict[str, list[str]] = {}
        for attack_id, group in self.of.items():
            members.setdefault(group, []).append(attack_id)
        return members

    def _merge(self, c: Correction) -> None:
        goal = self.group_of(c.row)
        joined = {self.group_of(other) for other in c.others} - {goal}
        if not joined:
            self.idle.append(idle_row(c, f"{c.row} and {c.value} are one incident already."))
            return
        self.of = {i: goal if group in joined else group for i, group in self.of.items()}
        self._record(c, f"{len(joined) + 1} incidents", "1 incident")
        self.reasons[goal] = [r for group in (goal, *sorted(joined)) for r in self.reasons.get(group, [])]
        self._mark(c, goal)

    def _split(self, c: Correction) -> None:
        leaving = [c.row, *c.others]
        groups = {self.group_of(i) for i in leaving}
        staying = {i for i, group in self.of.items() if group in groups} - set(leaving)
        if not staying and len(groups) == 1:
            self.idle.append(idle_row(c, f"{c.row} is an incident of its own already."))
            return
        new = f"split\0{min(leaving)}"
        self.of |= dict.fromkeys(leaving, new)
        self._record(c, "1 incident", "2 incidents")
        self._mark(c, new, *groups)

    def _record(self, c: Correction, before: str, after: str) -> None:
        self.edits.append(edit_row(c, self.mentions[c.row], frame="incidents", before=before, after=after))
        for attack_id in (c.row, *c.others):
            self.mentions[attack_id] = marked(self.mentions[attack_id], c.reason)

    def _mark(self, c: Correction, *groups: str) -> None:
        for group in groups:
            self.reasons.setdefault(group, []).append(c.reason)


class _Incidents:
    """The incidents of the groups, made anew where their mentions have changed, while columns are set."""

    def __init__(self, groups: _Groups, articles: Sequence[Row], incidents: Sequence[Row], lexicon: Lexicon) -> None:
        self._groups = groups
        self._rows: dict[str, Row] = {}
        self._last: dict[str, Correction] = {}
        self.edits: list[Row] = []
        self.idle: list[Row] = []
        by_id, old = {row["article_id"]: row for row in articles}, {row["incident_id"]: row for row in incidents}
        for group, members in groups.members().items():
            mentions = [groups.mentions[i] for i in members]
            same = all(groups.before[i] == group for i in members) and self._stands(old.get(group), mentions)
            row = old[group] if same else incident_of_mentions(mentions, by_id, lexicon)
            self._rows[group] = _with_reasons(row, mentions, groups.reasons.get(group, []))

    @staticmethod
    def _stands(row: Row | None, mentions: Sequence[Row]) -> bool:
        return row is not None and row["n_mentions"] == len(mentions) and not any(m.get("anew") for m in mentions)

    def set(self, c: Correction) -> None:
        group = self._groups.group_of(c.row)
        row = self._rows[group]
        changed, before, after = set_columns(row, c, "incidents")
        if before == after:
            what = f"The incident of {c.row} says so already: {c.column} is {shown(after) or 'not stated'}."
            self.idle.append(idle_row(c, what))
            return
        self._rows[group] = marked(changed, c.reason)
        self._last[group] = c
        mention = self._groups.mentions[c.row]
        self.edits.append(edit_row(c, mention, frame="incidents", column=c.column, before=before, after=after))

    def broken(self) -> list[str]:
        faults = []
        for group, c in self._last.items():
            try:
                make_frame("incidents", [self._rows[group]])
            except FrameError as error:
                faults.append(f"{at(c)} {error}")
        return faults

    def attacks(self) -> list[Row]:
        """All mentions, each with the id of its incident; none for what is no actual attack."""
        return [
            {**{k: v for k, v in row.items() if k != "anew"}, "incident_id": self._id_of(attack_id)}
            for attack_id, row in self._groups.mentions.items()
        ]

    def rows(self) -> list[Row]:
        return sorted(
            self._rows.values(), key=lambda r: (str(r["date_start"] or r["date_end"] or ""), r["incident_id"])
        )

    def _id_of(self, attack_id: str) -> str | None:
        group = self._groups.of.get(attack_id)
        return None if group is None else str(self._rows[group]["incident_id"])


def _is_actual(row: Mapping[str, object]) -> bool:
    return row["kind"] == "incident" and row["realis"] == "actual"


def _group(row: Row) -> str:
    return str(row["incident_id"] or f"new\0{row['attack_id']}")


def _with_reasons(row: Row, mentions: Sequence[Row], more: Sequence[str]) -> Row:
    reasons = [r for m in mentions if m.get("corrected") for r in m["corrected"].split(SEPARATOR)]
    for reason in [*reasons, *more]:
        row = marked(row, reason)
    return row


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


def carry_incidents(part: pd.DataFrame, whole: Frames) -> pd.DataFrame:
    """The incidents of a part of the articles, made anew from their mentions, with what was set by hand in
    ``whole``."""
    by_id = {row["incident_id"]: row for row in records(whole["incidents"])}
    incident_of = whole["attacks"].set_index("attack_id")["incident_id"].to_dict()
    kept: dict[str, set[str]] = {incident_id: {"corrected"} for incident_id in by_id}
    for edit in records(whole["edits"]):
        if edit["action"] == "set-incident":
            kept[incident_of[edit["row"]]].update(read_value("incidents", edit["column"], ""))
    rows = [row | {c: by_id[row["incident_id"]][c] for c in kept[row["incident_id"]]} for row in records(part)]
    return make_frame("incidents", rows)
