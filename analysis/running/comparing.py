"""All articles compared: workers have written pieces, here incidents and shared wording are found over all of them.

Each step leaves what it finds in the folder of the pieces, where the next one takes it up (``scratch``). What has to
hold something of all articles at once is work for one process that ends; whoever starts a run holds names and numbers.
Neither the number of processes nor the order in which pieces come back plays a role.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

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
from analysis.comparison.reuse.documents import credited_as
from analysis.comparison.reuse.overlaps import judge_pairs
from analysis.comparison.reuse.shared_terms import shared_spans
from analysis.formats.corpus import check_unique_ids
from analysis.frames.article_rows import Row, rounded
from analysis.frames.compared_rows import incident_row
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.running.pieces import (
    PRINT,
    SHARED,
    STOCK,
    Body,
    compare_bodies,
    count_shared,
    prints_path,
)
from analysis.running.scratch import get, put

PRINTS = 2_000_000  # fingerprints looked at together: some 100 MB while they are sorted
PAIRS = 2_000  # pairs of articles that one job looks at: those of neighbours by id

Run = Callable[..., Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found: the ``fingerprint`` of the corpus, its outlets that are taken for another, and the number of rows
    of the frames that belong to no single article, which lie beside the pieces under the names of the frames."""

    fingerprint: str
    same_outlets: Mapping[str, str]
    n_rows: Mapping[str, int]


def compare_pieces(
    folder: Path, pieces: Sequence[str], extra: Path | None, beside: Sequence[Path], run: Run, apart: Run
) -> Compared:
    """Incidents and reuse over all ``pieces`` in ``folder``; ``extra`` is the corpus's lexicon, ``beside`` are files
    that the frames depend on. ``run`` hands out work (function, jobs), ``apart`` work that holds all at once.

    Leaves of each piece the incidents of its attacks (``.incidents``) and how often its articles share a term
    (``.shared``). Raises CorpusError where two articles have one id.
    """
    ((fingerprint, names, n_incidents),) = apart(merge_articles, [(folder, pieces, extra, beside)])
    (n_jobs,) = apart(find_pairs, [(folder, pieces, extra)])
    list(run(compare_bodies, ((folder, number) for number in range(n_jobs))))
    ((n_overlaps, n_reused, sharing),) = apart(judge_found, [(folder, pieces, n_jobs)])
    list(run(count_shared, ((folder, name, extra) for name in sharing)))
    return Compared(fingerprint, names, {"incidents": n_incidents, "overlaps": n_overlaps, "reused": n_reused})


def merge_articles(
    folder: Path, pieces: Sequence[str], extra: Path | None, beside: Sequence[Path]
) -> tuple[str, dict[str, str], int]:
    """Settle the names of the outlets, and leave the incidents; returned are ``Compared``'s facts."""
    lexicon, articles, accounts, seen = load_lexicon(extra), list[Row](), list[Account](), dict[Any, Any]()
    piece_of: dict[str, str] = {}
    for name in pieces:
        articles += get(folder, f"{name}.articles")
        told: list[Account] = get(folder, f"{name}.accounts")
        accounts += [_sharing(account, seen) for account in told]
        piece_of |= {mention.attack_id: name for account in told for mention in account.mentions}
    del seen
    articles.sort(key=lambda row: row["article_id"])
    check_unique_ids((row["article_id"], row["path"]) for row in articles)
    names = same_outlets((row["outlet"] for row in articles), lexicon)
    outlets = {row["article_id"]: names.get(row["outlet"], row["outlet"]) for row in articles}
    put(folder, "outlets", outlets)
    fingerprint = _fingerprint(articles, beside)
    del articles
    accounts = [_by_outlet(account, outlets[account.article_id]) for account in accounts]
    accounts.sort(key=lambda a: (a.article_id, a.mentions[0].attack.start, a.mentions[0].attack_id))
    merged = merge_accounts(accounts, lexicon)
    by_piece: dict[str, dict[str, str]] = {name: {} for name in pieces}
    for attack_id, incident_id in merged.incident_of.items():
        by_piece[piece_of[attack_id]][attack_id] = incident_id
    for name, of_piece in by_piece.items():
        put(folder, f"{name}.incidents", of_piece)
    put(folder, "incidents", [incident_row(incident) for incident in merged.incidents])
    return fingerprint, names, len(merged.incidents)


def _sharing(value: Any, seen: dict[Any, Any]) -> Any:
    """``value`` whose words, and sets of words, are the same objects as in all that were ``seen``: as each piece is
    read, each of its words is a new one, and the accounts of a large corpus took three times as much."""
    if isinstance(value, str):
        return seen.setdefault(value, value)
    if isinstance(value, frozenset):
        return seen.setdefault(value, frozenset(_sharing(item, seen) for item in value))
    if isinstance(value, dict):
        return {_sharing(key, seen): seen.setdefault(("", item), item) for key, item in value.items()}
    if isinstance(value, list):
        return [_sharing(item, seen) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _sharing(getattr(value, f.name), seen) for f in fields(value) if f.init})
    return value


def _by_outlet(account: Account, outlet: str | None) -> Account:
    if account.mentions[0].outlet == outlet:
        return account
    return replace(account, mentions=[replace(mention, outlet=outlet) for mention in account.mentions])


def _fingerprint(articles: Iterable[Row], beside: Sequence[Path]) -> str:
    """SHA-256 over the articles' texts and metadata and the files ``beside`` that are there: lexicon, corrections.

    The same wherever the folder lies; ``articles`` are in the order of their ids.
    """
    digest = hashlib.sha256()
    for row in articles:
        stated = (row["article_id"], row["sha256"], row["outlet"], str(row["published"]), row["title"], row["url"])
        digest.update(repr(stated).encode("utf-8", "surrogatepass"))
    for path in beside:
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def find_pairs(folder: Path, pieces: Sequence[str], extra: Path | None) -> int:
    """Leave the pairs of articles that may share wording, as jobs; returned is their number. Fingerprints are looked at
    range by range: those of one are together in one."""
    bodies = _bodies(folder, pieces, load_lexicon(extra))
    outlets, days = [b.outlet for b in bodies], [date.fromordinal(b.day) if b.day else None for b in bodies]
    known, stock, counted = [], [], []
    for shared in _shared_prints(folder, pieces, {body.article_id: i for i, body in enumerate(bodies)}):
        known.append(shared.hashes)
        stock.append(stock_prints(shared, outlets, days))
        counted.append(count_pairs(shared, len(bodies), stock[-1]))
    np.save(folder / SHARED, np.concatenate(known))
    np.save(folder / STOCK, np.concatenate(stock))
    put(folder, "credited", [(body.article_id, body.outlet) for body in bodies])
    pairs = joined_candidates(counted, len(bodies))
    firsts = range(0, len(pairs), PAIRS)
    for number, i in enumerate(firsts):
        put(folder, f"pairs.{number}", [(bodies[a], bodies[b]) for a, b in pairs[i : i + PAIRS]])
    return len(firsts)


def _bodies(folder: Path, pieces: Sequence[str], lexicon: Lexicon) -> list[Body]:
    """The bodies of all articles by their ids, each outlet under the name by which others credit it."""
    outlets: Mapping[str, str | None] = get(folder, "outlets")
    credited = {outlet: credited_as(outlet, lexicon) for outlet in set(outlets.values())}
    bodies = []
    for body in (body for name in pieces for body in get(folder, f"{name}.where")):
        outlet, is_agency = credited[outlets[body.article_id]]
        bodies.append(replace(body, outlet=outlet, is_agency=is_agency))
    return sorted(bodies, key=lambda b: b.article_id)


def _shared_prints(folder: Path, pieces: Sequence[str], number: Mapping[str, int]) -> Iterator[SharedPrints]:
    """The fingerprints that several articles have, by ascending ranges."""
    numbers = [np.array([number[b.article_id] for b in get(folder, f"{n}.where")], dtype=np.int64) for n in pieces]
    paths = [prints_path(folder, name) for name in pieces]
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


def judge_found(folder: Path, pieces: Sequence[str], n_jobs: int) -> tuple[int, int, list[str]]:
    """Leave the pairs that share wording and their passages; returned are their numbers, and the names of the pieces
    whose articles have words (``.spans``) that other outlets have, too."""
    found = [pair for number in range(n_jobs) for pair in get(folder, f"found.{number}")]
    reuse = judge_pairs(found, get(folder, "credited"))
    del found
    put(folder, "overlaps", [rounded(asdict(o)) for o in reuse.overlaps])
    put(folder, "reused", [asdict(r) for r in reuse.reused])
    spans, sharing = shared_spans(get(folder, "outlets"), reuse.reused), []
    for name in pieces:
        of_piece = [(b, spans[b.article_id]) for b in get(folder, f"{name}.where") if b.article_id in spans]
        if of_piece:
            put(folder, f"{name}.spans", of_piece)
            sharing.append(name)
    return len(reuse.overlaps), len(reuse.reused), sharing
