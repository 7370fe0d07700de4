"""The parts of a large corpus compared: workers have written the rows, here incidents and reuse are found over all.

No process holds more than its part, and this one holds of each article what comparing asks for: its id, its outlet, its
day, what it says of attacks. The parts are written beside the goal; the frames that stand there stay until all are
done. What comes out is what ``pipeline.parse_corpus`` gives, row for row; neither the number of processes nor the order
in which parts come back plays a role.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as arrow
import pyarrow.compute as compute

from analysis.comparison.incidents.accounts import Account
from analysis.comparison.incidents.merging import merge_accounts
from analysis.comparison.outlets import same_outlets
from analysis.comparison.reuse.candidates import (
    SharedPrints,
    count_pairs,
    group_prints,
    joined_candidates,
    stock_prints,
)
from analysis.comparison.reuse.overlaps import Reuse, judge_pairs
from analysis.comparison.reuse.shared_terms import Spans, shared_spans
from analysis.frames.article_rows import Row, rounded
from analysis.frames.compared_rows import incident_row
from analysis.frames.tables import read_table, rows_of
from analysis.language.lexicon import Lexicon
from analysis.running.parts import (
    COMPARED,
    KNOWN,
    STOCK,
    Body,
    Part,
    compare_bodies,
    part_path,
    read_accounts,
    read_bodies,
    sift_pairs,
)

PRINTS = 4_000_000  # fingerprints looked at together: some 200 MB while they are sorted
SIFTED, PAIRS = 5_000, 200  # pairs of articles that one job sifts, and compares
_BATCH = 5_000  # articles that are made rows together

Run = Callable[..., Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing has found: the rows of the frames that belong to no single article, and what parts still lack."""

    rows: Mapping[str, Sequence[Row]]
    incident_of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By part and attack_id."""
    shared: Mapping[str, Sequence[tuple[Body, Spans]]] = field(default_factory=dict)
    """By part."""


def compare_parts(folder: Path, parts: Sequence[Part], lexicon: Lexicon, run: Run) -> Compared:
    """Incidents and reuse over all ``parts`` in ``folder``; ``run`` hands out work (function, jobs)."""
    outlets = {row["article_id"]: row["outlet"] for row in article_rows(folder, parts, ["outlet"])}
    names = same_outlets(outlets.values(), lexicon)
    outlets = {article_id: names.get(outlet, outlet) for article_id, outlet in outlets.items()}
    incidents, incident_of = _merged(folder, parts, lexicon, outlets)
    bodies = sorted((b for part in parts for b in read_bodies(folder, part.name)), key=lambda b: b.article_id)
    reuse = _reuse(folder, parts, bodies, run)
    compared = {
        "incidents": incidents,
        "overlaps": [rounded(asdict(o)) for o in reuse.overlaps],
        "reused": [asdict(r) for r in reuse.reused],
    }
    return Compared(compared, incident_of, _shared(bodies, outlets, reuse))


def _merged(
    folder: Path, parts: Sequence[Part], lexicon: Lexicon, outlets: Mapping[str, str | None]
) -> tuple[list[Row], dict[str, dict[str, str]]]:
    accounts: list[Account] = []
    part_of: dict[str, str] = {}
    for part in parts:
        for account in read_accounts(folder, part.name, lexicon, outlets):
            accounts.append(account)
            part_of.update((m.attack_id, part.name) for m in account.mentions)
    accounts.sort(key=lambda a: (a.article_id, a.mentions[0].attack.start, a.mentions[0].attack_id))
    merged = merge_accounts(accounts, lexicon)
    incident_of: dict[str, dict[str, str]] = defaultdict(dict)
    for attack_id, incident_id in merged.incident_of.items():
        incident_of[part_of[attack_id]][attack_id] = incident_id
    return [incident_row(incident) for incident in merged.incidents], incident_of


def _reuse(folder: Path, parts: Sequence[Part], bodies: Sequence[Body], run: Run) -> Reuse:
    """The pairs that share wording. Fingerprints are looked at range by range: those of one are together in one."""
    number = {body.article_id: i for i, body in enumerate(bodies)}
    outlets, days = [b.outlet for b in bodies], [date.fromordinal(b.day) if b.day else None for b in bodies]
    known, stock, counted = [], [], []
    for shared in _shared_prints(folder, parts, number):
        known.append(shared.hashes)
        stock.append(stock_prints(shared, outlets, days))
        counted.append(count_pairs(shared, len(bodies), stock[-1]))
    np.save(folder / COMPARED / KNOWN, np.concatenate(known))
    np.save(folder / COMPARED / STOCK, np.concatenate(stock))
    pairs = joined_candidates(counted, len(bodies))
    sifted = chain.from_iterable(run(sift_pairs, _jobs(folder, bodies, pairs, SIFTED)))
    pairs = _side_by_side([pair for pair, is_kept in zip(pairs, sifted, strict=True) if is_kept])
    found = list(chain.from_iterable(run(compare_bodies, _jobs(folder, bodies, pairs, PAIRS))))
    return judge_pairs(found, ((b.article_id, b.outlet) for b in bodies))


def _jobs(
    folder: Path, bodies: Sequence[Body], pairs: Sequence[tuple[int, int]], size: int
) -> Iterator[tuple[Path, list[tuple[Body, Body]]]]:
    for i in range(0, len(pairs), size):
        yield folder, [(bodies[a], bodies[b]) for a, b in pairs[i : i + size]]


def _shared_prints(folder: Path, parts: Sequence[Part], number: Mapping[str, int]) -> Iterator[SharedPrints]:
    """The fingerprints that several articles have, by ascending ranges."""
    total = sum(len(np.load(folder / COMPARED / f"{p.name}.hashes.npy", mmap_mode="r")) for p in parts)
    n = max(1, -(-total // PRINTS))
    bounds = [(i << 64) // n for i in range(n + 1)]
    for first, after in pairwise(bounds):
        hashes, holders = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
        for part in parts:
            of_part = np.load(folder / COMPARED / f"{part.name}.hashes.npy", mmap_mode="r")
            start, end = np.searchsorted(of_part, [np.uint64(first), np.uint64(after - 1)], side="left")
            end += int(end < len(of_part) and of_part[end] == np.uint64(after - 1))
            own = np.array([number[b.article_id] for b in read_bodies(folder, part.name)], dtype=np.int64)
            hashes.append(np.array(of_part[start:end]))
            holders.append(own[np.load(folder / COMPARED / f"{part.name}.holders.npy", mmap_mode="r")[start:end]])
        yield group_prints(np.concatenate(hashes), np.concatenate(holders))


def _side_by_side(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs, those of one story in a row: the body of an article is read once or twice."""
    head: dict[int, int] = {}

    def find(i: int) -> int:
        while head.setdefault(i, i) != i:
            head[i] = head[head[i]]
            i = head[i]
        return i

    for a, b in pairs:
        first, second = sorted((find(a), find(b)))
        head[second] = first
    return sorted(pairs, key=lambda pair: (find(pair[0]), pair))


def _shared(
    bodies: Sequence[Body], outlets: Mapping[str, str | None], reuse: Reuse
) -> dict[str, list[tuple[Body, Spans]]]:
    """By part, the passages of its articles that another outlet has."""
    spans = shared_spans(outlets, reuse.reused)
    by_part: dict[str, list[tuple[Body, Spans]]] = defaultdict(list)
    for body in bodies:
        if body.article_id in spans:
            by_part[body.part].append((body, spans[body.article_id]))
    return by_part


def finish_jobs(
    folder: Path, parts: Sequence[Part], compared: Compared, extra: Path | None, with_text: bool
) -> Iterator[tuple[object, ...]]:
    """The arguments of ``parts.finish_part`` for each part."""
    for part in parts:
        told = compared.incident_of.get(part.name, {}), compared.shared.get(part.name, ())
        yield (folder, part.name, *told, extra, with_text)


def article_rows(folder: Path, parts: Sequence[Part], columns: Sequence[str]) -> Iterator[Row]:
    """Some columns of all articles, in the order of their ids."""
    wanted = ["article_id", *columns]
    table = arrow.concat_tables([read_table(part_path(folder, "articles", part.name), wanted) for part in parts])
    table = table.take(compute.sort_indices(table["article_id"]))
    for first in range(0, len(table), _BATCH):
        yield from rows_of(table.slice(first, _BATCH))
