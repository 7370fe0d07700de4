"""How well attacks are found: mentions, tallies, incidents, and clauses that only look like attacks.

A mention is matched with a found one whose span overlaps (one-to-one, as many as possible); kind and realis decide
between candidates. Incidents are matched through the mentions that they hold, as in coreference scoring (compare
Luo 2005, "On coreference resolution performance metrics", CEAF), and once more pair by pair of mentions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from annotation import Gold, Span
from matching import Figure, Figures, Pair, agreement, assigned, one_to_one, overlap, records, retrieval, spans

from analysis.frames.layouts import SEPARATOR

SLOTS: Mapping[str, Sequence[str]] = {
    "date": ("date_start", "date_end"),
    "place": ("place",),
    "country": ("country",),
    "sub_event_type": ("sub_event_type",),
    "weapon": ("weapon",),
    "perpetrator": ("perpetrator",),
}
TOLLS = {"killed": ("killed_low", "killed_high"), "wounded": ("wounded_low", "wounded_high")}
LISTS = ("outlets", "disputed")
CLAIMS = {"claimed_by": ("claimed_by",), "denied_by": ("denied_by",)}


@dataclass(frozen=True, slots=True)
class AttackMatch:
    """Gold mentions and found ones, matched; ``spurious`` are found where there is none."""

    pairs: Sequence[Pair]
    missed: Sequence[Span]
    spurious: Sequence[Span]

    @property
    def right(self) -> list[Pair]:
        """Pairs that agree on kind and realis."""
        return [(gold, found) for gold, found in self.pairs if _agree(gold, found)]


def match_attacks(gold: Gold, frames: Mapping[str, pd.DataFrame]) -> AttackMatch:
    """Mentions matched. A mention found in a standfirst that gold passes over is no error and is left out."""
    found = spans(frames["attacks"])
    pairs = one_to_one(gold.attacks, found, _weight)
    matched = {id(span) for pair in pairs for span in pair}
    rest = [span for span in found if id(span) not in matched]
    subheads = [p for p in spans(frames["passages"]) if p["kind"] == "subhead"]
    return AttackMatch(
        pairs,
        missed=[span for span in gold.attacks if id(span) not in matched],
        spurious=[span for span in rest if not any(overlap(span, subhead) for subhead in subheads)],
    )


def _agree(a: Span, b: Span) -> bool:
    return a["kind"] == b["kind"] and a["realis"] == b["realis"]


def _weight(gold: Span, found: Span) -> float:
    """One pair more outweighs all else; then kind and realis; then the length of the overlap."""
    both = overlap(gold, found)
    return 1000 + 10 * _agree(gold, found) + both / (gold.end - gold.start) if both else 0


def mention_figures(match: AttackMatch) -> Figures:
    """Mentions with kind and realis right, mentions found at all, and what is said of attacks among those.

    A toll counts where the clause gives one: the gold holds only what the clause says, while in a frame the mentions of
    one attack share what the article knows.
    """
    n_found, n_gold = len(match.pairs) + len(match.spurious), len(match.pairs) + len(match.missed)
    actual = [pair for pair in match.right if pair[0]["realis"] == "actual" and pair[0]["kind"] == "incident"]
    return {
        **retrieval(len(match.right), n_found, n_gold),
        "f1_without_kind_and_realis": retrieval(len(match.pairs), n_found, n_gold)["f1"],
        **{slot: agreement(_values(actual), columns) for slot, columns in {**SLOTS, **CLAIMS}.items()},
        **{toll: agreement(_told(actual, columns), columns) for toll, columns in TOLLS.items()},
    }


def tally_figures(match: AttackMatch) -> Figures:
    """Tallies that have happened: found as such, and found with the number right."""
    gold = [span for span in (*(g for g, _ in match.pairs), *match.missed) if _is_tally(span)]
    right = [pair for pair in match.right if _is_tally(pair[0])]
    n_found = sum(_is_tally(span) for span in (*(f for _, f in match.pairs), *match.spurious))
    numbered = [(g, f) for g, f in right if all(g[c] == f[c] for c in ("count_low", "count_high"))]
    return {**retrieval(len(right), n_found, len(gold)), "count_recall": Figure(len(numbered), len(gold))}


def _is_tally(span: Span) -> bool:
    return span["kind"] == "tally" and span["realis"] == "actual"


def not_attack_figures(gold: Gold, frames: Mapping[str, pd.DataFrame]) -> Figures:
    """Clauses that only look like attacks: how many hold no trigger of an actual attack."""
    all_traps = traps(gold)
    counted = {id(trap) for trap, _ in trapped(gold, frames)}
    return {"left_out": Figure(sum(id(trap) not in counted for trap in all_traps), len(all_traps))}


def trapped(gold: Gold, frames: Mapping[str, pd.DataFrame]) -> Iterator[Pair]:
    """The clauses that only look like attacks, with the attacks found in them."""
    actual = [span for span in spans(frames["attacks"]) if span["realis"] == "actual"]
    for found in actual:
        trigger = Span(found.article_id, int(found["trigger_start"]), int(found["trigger_end"]), found.values)
        yield from ((trap, found) for trap in traps(gold) if overlap(trap, trigger))


def traps(gold: Gold) -> list[Span]:
    """The clauses of not_attacks but those in an attack of the gold: a denial belongs to an attack that happened."""
    actual = [span for span in gold.attacks if span["realis"] == "actual"]
    return [trap for trap in gold.not_attacks if not any(overlap(trap, span) for span in actual)]


def incident_figures(gold: Gold, frames: Mapping[str, pd.DataFrame], match: AttackMatch) -> Figures:
    """Incidents one-to-one, pairs of mentions that belong together, and the merged values of incidents matched."""
    mentions = [(g["incident"], f["incident_id"]) for g, f in match.pairs if g["incident"] and f["incident_id"]]
    pairs = _matched_incidents(mentions)
    found = {span["incident_id"] for span in (*match.spurious, *(f for _, f in match.pairs))} - {""}
    by_key = {row["incident"]: row for row in gold.incidents}
    by_id = {row["incident_id"]: row for row in records(frames["incidents"])}
    values = [(by_key[key], by_id[incident_id]) for key, incident_id in pairs]
    return {
        **retrieval(len(pairs), len(found), len(by_key)),
        **{f"pairs_{name}": figure for name, figure in _pairwise(mentions).items()},
        **{slot: agreement(values, columns) for slot, columns in {**SLOTS, **TOLLS}.items()},
        **{name: Figure(sum(_names(g, name) == _names(f, name) for g, f in values), len(values)) for name in LISTS},
    }


def _matched_incidents(mentions: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Gold incidents and found ones, one-to-one, so that they share as many mentions as possible."""
    keys, ids = sorted({key for key, _ in mentions}), sorted({found for _, found in mentions})
    shared = Counter(mentions)
    weights = np.array([[shared[key, found] for found in ids] for key in keys])
    return [(keys[i], ids[j]) for i, j in assigned(weights)]


def _pairwise(mentions: Sequence[tuple[str, str]]) -> Figures:
    """Pairs of matched mentions: together in gold, together in the frames, together in both."""
    pairs = list(combinations(mentions, 2))
    together = [(a[0] == b[0], a[1] == b[1]) for a, b in pairs]
    n_gold, n_found = sum(in_gold for in_gold, _ in together), sum(in_frames for _, in_frames in together)
    return retrieval(sum(in_gold and in_frames for in_gold, in_frames in together), n_found, n_gold)


def _names(row: Mapping[str, str], column: str) -> set[str]:
    """The values of a cell that may hold several; the gold writes no space after the semicolon."""
    return set(row[column].replace(SEPARATOR, ";").split(";")) - {""}


def _values(pairs: Sequence[Pair]) -> list[tuple[Mapping[str, str], Mapping[str, str]]]:
    return [(gold.values, found.values) for gold, found in pairs]


def _told(pairs: Sequence[Pair], columns: Sequence[str]) -> list[tuple[Mapping[str, str], Mapping[str, str]]]:
    return [(gold, found) for gold, found in _values(pairs) if any(gold[column] for column in columns)]
