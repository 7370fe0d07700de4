"""Incidents put right by hand: merged, split, given another toll, and made anew from the mentions that they then have.

The counterpart of ``correcting`` for what only exists once articles are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.frames.article_rows import Row
from analysis.frames.compared_rows import by_day, incident_of_mentions, incidents_of_groups, one_name_each
from analysis.frames.dataframes import make_frame, records
from analysis.frames.layouts import SEPARATOR
from analysis.frames.storage import Frames
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.review.correcting import Record, broken_layout, correct_rows, faults_of, marked
from analysis.review.corrections import BY_LETTER, Correction, at, raise_all
from analysis.review.values import read_value

ANEW = "anew"  # marks mentions of frames that a correction has touched


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
    made = _Incidents(attacks, lexicon)
    raise_all(faults_of(corrections, made.regroup))
    made.make(articles, incidents, lexicon)
    raise_all([*faults_of(corrections, made.correct), *made.broken()])
    incident_ids = {i: made.rows[group]["incident_id"] for i, group in made.of.items()}
    mentions = [{**row, "incident_id": incident_ids.get(attack_id)} for attack_id, row in made.mentions.items()]
    for row in mentions:
        row.pop(ANEW, None)
    return Regrouped(mentions, sorted(made.rows.values(), key=by_day), tuple(made.edits), tuple(made.idle))


class _Incidents(Record):
    """Which mention belongs to which incident, while incidents are merged, split, made anew and given other values."""

    def __init__(self, attacks: Sequence[Row], lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.mentions = {row["attack_id"]: row for row in attacks}
        self.of = {
            i: str(row["incident_id"] or f"new\0{i}")
            for i, row in self.mentions.items()
            if row["kind"] == "incident" and row["realis"] == "actual"
        }
        self.rows: dict[str, Row] = {}
        self._before = dict(self.of)
        self._reasons: dict[str, list[str]] = defaultdict(list)
        self._last: dict[str, Correction] = {}

    def _group_of(self, attack_id: str) -> str:
        """The incident of a mention. Raises ValueError where it has none."""
        if attack_id not in self.of:
            row = self.mentions[attack_id]
            what = "a tally" if row["kind"] == "tally" else f"told as {row['realis']}"
            raise ValueError(f"{attack_id} is {what} and belongs to no incident: set its kind or realis first")
        return self.of[attack_id]

    def regroup(self, c: Correction) -> None:
        """Apply a merge or split."""
        if c.action not in ("merge", "split"):
            return
        goal, groups = self._group_of(c.row), {self._group_of(i) for i in c.named}
        if c.action == "merge":
            if groups == {goal}:
                self.changes_nothing(c, f"{c.row} and {c.value} are one incident already.")
                return
            self.of = {i: goal if group in groups else group for i, group in self.of.items()}
            self._reasons[goal] = [r for group in (goal, *sorted(groups - {goal})) for r in self._reasons[group]]
            before, after, marked_groups = f"{len(groups)} incidents", "1 incident", {goal}
        else:
            if len(groups) == 1 and {i for i, group in self.of.items() if group == goal} <= set(c.named):
                self.changes_nothing(c, f"{c.row} is an incident of its own already.")
                return
            new = f"split\0{min(c.named)}"
            self.of |= dict.fromkeys(c.named, new)
            before, after, marked_groups = "1 incident", "2 incidents", {new, *groups}
        self.done(c, self.mentions[c.row], "incidents", before=before, after=after)
        self.mentions |= {i: marked(self.mentions[i], c.reason) for i in c.named}
        for group in marked_groups:
            self._reasons[group].append(c.reason)

    def make(self, articles: Sequence[Row], incidents: Sequence[Row], lexicon: Lexicon) -> None:
        """Make the incidents of the groups, anew where their mentions have changed."""
        by_id = {row["article_id"]: row for row in one_name_each(articles, lexicon)}
        old = {row["incident_id"]: row for row in incidents}
        members: dict[str, list[str]] = defaultdict(list)
        for attack_id, group in self.of.items():
            members[group].append(attack_id)
        for group, ids in members.items():
            mentions, row = [self.mentions[i] for i in ids], old.get(group)
            stands = row is not None and row["n_mentions"] == len(ids) and not any(m.get(ANEW) for m in mentions)
            if not stands or any(self._before[i] != group for i in ids):
                row = incident_of_mentions(mentions, by_id, lexicon)
            reasons = [r for m in mentions if m.get("corrected") for r in m["corrected"].split(SEPARATOR)]
            for reason in [*reasons, *self._reasons[group]]:
                row = marked(row or {}, reason)
            self.rows[group] = row or {}

    def correct(self, c: Correction) -> None:
        """Apply a set-incident."""
        if c.action == "set-incident":
            group, mention = self._group_of(c.row), self.mentions[c.row]
            changed = self.set(c, self.rows[group], "incidents", span=mention, name=f"The incident of {c.row}")
            if changed is not None:
                self.rows[group] = changed
                self._last[group] = c

    def broken(self) -> list[str]:
        """What to say of incidents that break their layout after all that was set."""
        faults = ((c, broken_layout("incidents", self.rows[group])) for group, c in self._last.items())
        return [f"{at(c)} {fault}" for c, fault in faults if fault]


def correct_frames(frames: Frames, corrections: Sequence[Correction]) -> Frames:
    """Frames, rather than articles, with ``corrections`` applied: which mentions are one attack stays as it is but for
    ``merge`` and ``split``, and incidents are made anew where a mention of theirs has changed."""
    if not corrections:
        return frames
    rows = {name: records(frames[name]) for name in ("articles", *BY_LETTER.values(), "incidents")}
    corrected = correct_rows(rows, corrections, load_lexicon())
    touched = {edit["row"] for edit in corrected.edits}
    attacks = [{**row, ANEW: row["attack_id"] in touched} for row in corrected.rows["attacks"]]
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
