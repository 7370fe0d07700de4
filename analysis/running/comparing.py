"""All articles compared: workers have written pieces, here incidents and shared wording are found over all of them.

No process holds more than a piece, and this one of each article what comparing asks for: its id, its outlet, its day,
what it says of attacks. Neither the number of processes nor the order in which pieces come back plays a role.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from analysis.comparison.incidents.accounts import Account
from analysis.comparison.incidents.merging import merge_accounts
from analysis.comparison.reuse.candidates import (
    SharedPrints,
    count_pairs,
    group_prints,
    joined_candidates,
    stock_prints,
)
from analysis.comparison.reuse.documents import credited_as
from analysis.comparison.reuse.overlaps import Reuse, judge_pairs
from analysis.comparison.reuse.shared_terms import Spans, shared_spans
from analysis.frames.article_rows import Row, rounded
from analysis.frames.compared_rows import incident_row
from analysis.language.lexicon import Lexicon
from analysis.running.pieces import PRINT, SHARED, STOCK, Body, Piece, compare_bodies, count_shared, prints_path

PRINTS = 4_000_000  # fingerprints looked at together: some 200 MB while they are sorted
PAIRS = 2_000  # pairs of articles that one job looks at: those of neighbours by id

Run = Callable[..., Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing has found: the rows of the frames that belong to no single article, the incident of each attack,
    and by piece and article how often each term stands in passages that another outlet has, too."""

    rows: Mapping[str, Sequence[Row]]
    incident_of: Mapping[str, str]
    shared: Mapping[str, Mapping[str, Mapping[str, int]]]


def compare_pieces(
    folder: Path,
    pieces: Sequence[Piece],
    outlets: Mapping[str, str | None],
    lexicon: Lexicon,
    extra: Path | None,
    run: Run,
) -> Compared:
    """Incidents and reuse over all ``pieces`` in ``folder``; ``run`` hands out work (function, jobs). ``outlets`` are
    those of the articles, each under one name; ``extra`` is the corpus's lexicon, which is in ``lexicon``."""
    accounts = [_by_outlet(account, outlets[account.article_id]) for piece in pieces for account in piece.accounts]
    accounts.sort(key=lambda a: (a.article_id, a.mentions[0].attack.start, a.mentions[0].attack_id))
    merged = merge_accounts(accounts, lexicon)
    credited = {outlet: credited_as(outlet, lexicon) for outlet in set(outlets.values())}
    bodies = sorted((body for piece in pieces for body in piece.bodies), key=lambda b: b.article_id)
    for i, body in enumerate(bodies):
        name, is_agency = credited[outlets[body.article_id]]
        bodies[i] = replace(body, outlet=name, is_agency=is_agency)
    reuse = _reuse(folder, pieces, bodies, run)
    rows = {
        "incidents": [incident_row(incident) for incident in merged.incidents],
        "overlaps": [rounded(asdict(o)) for o in reuse.overlaps],
        "reused": [asdict(r) for r in reuse.reused],
        "edits": [],
        "problems": [],
    }
    spans = shared_spans(outlets, reuse.reused)
    shared: dict[str, list[tuple[Body, Spans]]] = defaultdict(list)
    for body in bodies:
        if body.article_id in spans:
            shared[body.piece].append((body, spans[body.article_id]))
    counted = run(count_shared, ((folder, of_piece, extra) for of_piece in shared.values()))
    return Compared(rows, merged.incident_of, dict(zip(shared, counted, strict=True)))


def _by_outlet(account: Account, outlet: str | None) -> Account:
    if account.mentions[0].outlet == outlet:
        return account
    return replace(account, mentions=[replace(mention, outlet=outlet) for mention in account.mentions])


def _reuse(folder: Path, pieces: Sequence[Piece], bodies: Sequence[Body], run: Run) -> Reuse:
    """The pairs that share wording. Fingerprints are looked at range by range: those of one are together in one."""
    outlets, days = [b.outlet for b in bodies], [date.fromordinal(b.day) if b.day else None for b in bodies]
    known, stock, counted = [], [], []
    for shared in _shared_prints(folder, pieces, {body.article_id: i for i, body in enumerate(bodies)}):
        known.append(shared.hashes)
        stock.append(stock_prints(shared, outlets, days))
        counted.append(count_pairs(shared, len(bodies), stock[-1]))
    np.save(folder / SHARED, np.concatenate(known))
    np.save(folder / STOCK, np.concatenate(stock))
    pairs = joined_candidates(counted, len(bodies))
    jobs = ((folder, [(bodies[a], bodies[b]) for a, b in pairs[i : i + PAIRS]]) for i in range(0, len(pairs), PAIRS))
    found = list(chain.from_iterable(run(compare_bodies, jobs)))
    return judge_pairs(found, ((b.article_id, b.outlet) for b in bodies))


def _shared_prints(folder: Path, pieces: Sequence[Piece], number: Mapping[str, int]) -> Iterator[SharedPrints]:
    """The fingerprints that several articles have, by ascending ranges."""
    numbers = [np.array([number[b.article_id] for b in piece.bodies], dtype=np.int64) for piece in pieces]
    paths = [prints_path(folder, piece.name) for piece in pieces]
    total = sum(path.stat().st_size for path in paths) // PRINT.itemsize
    n = max(1, -(-total // PRINTS))
    for first, after in pairwise([(i << 64) // n for i in range(n + 1)]):
        hashes, holders = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
        for path, of_bodies in zip(paths, numbers, strict=True):
            prints = np.load(path, mmap_mode="r")
            start = int(np.searchsorted(prints["hash"], np.uint64(first), side="left"))
            end = int(np.searchsorted(prints["hash"], np.uint64(after - 1), side="right"))
            hashes.append(prints["hash"][start:end])
            holders.append(of_bodies[prints["body"][start:end]])
        yield group_prints(np.concatenate(hashes), np.concatenate(holders))
