"""A part of a large corpus: what one worker parses, writes as a Parquet file of each frame, and later completes.

Beside the frames a part leaves what comparing articles needs of it, so that whoever compares reads that and not the
rows: fingerprints of the bodies, the bodies themselves (one JSON line each, read one at a time), and what the text
tells around each attack. What is returned is small. A part is a function of its files, their metadata and the lexicon.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from analysis.comparison.incidents.accounts import (
    Account,
    Around,
    is_actual,
    make_accounts,
    names_around,
    read_around,
    telling_terms,
)
from analysis.comparison.reuse.alignment import long_runs, may_share
from analysis.comparison.reuse.documents import CreditAt, Document, is_compared, make_documents, words_of
from analysis.comparison.reuse.overlaps import Pair, compare_pair
from analysis.comparison.reuse.shared_terms import Spans, shared_counts
from analysis.comparison.reuse.shingles import Hashes, Words, fingerprints, shingle_hashes
from analysis.formats.corpus import check_unique_ids
from analysis.frames.article_rows import Row
from analysis.frames.compared_rows import mention_of
from analysis.frames.tables import make_table, read_table, rows_of, with_values, write_table
from analysis.frames.withholding import withhold_table
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.running.shards import Shard, parse_shard

BY_ARTICLE = (
    "articles", "passages", "sentences", "dates", "attacks", "statements", "citations", "entities", "terms",
)  # fmt: skip
COMPARED = ".compared"  # the folder, beside the frames, of what comparing needs; removed in the end
KNOWN, STOCK = "known.npy", "stock.npy"
_SHINGLED = 4_000  # articles whose shingles a worker keeps while it sifts pairs, 6 kB each
_BODIES = 400  # articles whose words a worker keeps while it compares pairs, 30 kB each


@dataclass(frozen=True, slots=True)
class Part:
    """What is told of a part that was written: its number of rows by frame, its articles, what could not be read."""

    name: str
    n_rows: Mapping[str, int]
    problems: Sequence[Row]
    articles: Sequence[tuple[str, str]]
    """The id and the path of each."""


@dataclass(frozen=True, slots=True)
class Body:
    """Where in ``part`` an article's body is to be found, and what comparing asks of it before it is read.

    ``outlet`` bears the name under which others credit it; ``day`` is an ordinal, 0 where it is not known.
    """

    article_id: str
    outlet: str | None
    day: int
    part: str
    at: int
    size: int
    first: int
    """Of its shingles, among those of the part."""
    n_shingles: int


def part_path(folder: Path, frame: str, name: str) -> Path:
    """The file of a part of a frame."""
    return folder / f"{frame}.parquet" / f"{name}.parquet"


def make_part_folders(folder: Path) -> None:
    """Make the folders that parts are written into."""
    for frame in BY_ARTICLE:
        (folder / f"{frame}.parquet").mkdir(parents=True)
    (folder / COMPARED).mkdir()


def parse_part(name: str, shards: Sequence[Shard], folder: Path, extra: Path | None = None) -> Part:
    """Parse the shards of a part, write their rows into ``folder`` as a part of each frame, with what comparing needs.

    ``extra`` is the corpus's lexicon, if it is not where the shards have it.
    """
    lexicon = load_lexicon(extra or shards[0].lexicon)
    rows: dict[str, list[Row]] = {frame: [] for frame in BY_ARTICLE}
    problems: list[Row] = []
    for file in (file for shard in shards for file in parse_shard(shard)):
        problems += file.problems
        for frame, more in file.rows.items():
            rows[frame] += more
    check_unique_ids((row["article_id"], row["path"]) for row in rows["articles"])
    rows["articles"].sort(key=lambda row: row["article_id"])
    order = {row["article_id"]: i for i, row in enumerate(rows["articles"])}
    for frame in BY_ARTICLE:
        rows[frame].sort(key=lambda row: order[row["article_id"]])  # stable: text order within an article
    _write_bodies(folder / COMPARED, name, rows, lexicon)
    _write_around(folder / COMPARED, name, rows, lexicon)
    for frame in BY_ARTICLE:
        write_table(make_table(frame, rows[frame]), part_path(folder, frame, name))
    articles = [(row["article_id"], row["path"]) for row in rows["articles"]]
    return Part(name, {frame: len(rows[frame]) for frame in BY_ARTICLE}, problems, articles)


def parse_part_away(name: str, shards: Sequence[Shard], lexicon: bytes | None) -> tuple[Part, dict[str, bytes]]:
    """As ``parse_part``, on a machine that does not see the folder of the frames: the files come back with the part.

    Were it rows that came back, to be written here, this process would take a fifth of the time that parsing takes,
    and keep no more than five workers busy.
    """
    with TemporaryDirectory(prefix="dispatches-") as scratch:
        folder, extra = Path(scratch, "frames"), Path(scratch, "lexicon.toml")
        make_part_folders(folder)
        if lexicon is not None:
            extra.write_bytes(lexicon)
        part = parse_part(name, shards, folder, None if lexicon is None else extra)
        written = (path for path in folder.rglob("*") if path.is_file())
        return part, {path.relative_to(folder).as_posix(): path.read_bytes() for path in written}


def _write_bodies(folder: Path, name: str, rows: Mapping[str, Sequence[Row]], lexicon: Lexicon) -> None:
    documents = [d for d in make_documents(rows["articles"], rows, lexicon) if is_compared(d)]
    words = [words_of(d) for d in documents]
    shingles = [shingle_hashes(w) for w in words]
    np.concatenate([*shingles, np.zeros(0, np.uint64)]).tofile(folder / f"{name}.shingles")
    prints = [fingerprints(w) for w in words]
    hashes = np.concatenate([*prints, np.zeros(0, np.uint64)])
    holders = np.repeat(np.arange(len(prints), dtype=np.int32), [len(p) for p in prints])
    order = np.argsort(hashes, kind="stable")
    np.save(folder / f"{name}.hashes.npy", hashes[order])
    np.save(folder / f"{name}.holders.npy", holders[order])
    index, at, first = [], 0, 0
    with (folder / f"{name}.bodies.jsonl").open("wb") as file:
        for d, of_body in zip(documents, shingles, strict=True):
            line = json.dumps(asdict(d), default=datetime.isoformat).encode() + b"\n"
            file.write(line)
            day = d.published.toordinal() if d.published else 0
            index.append((d.article_id, d.outlet, day, name, at, len(line), first, len(of_body)))
            at, first = at + len(line), first + len(of_body)
    (folder / f"{name}.bodies.json").write_text(json.dumps(index), encoding="utf-8")


def read_bodies(folder: Path, name: str) -> list[Body]:
    """The bodies of a part, in the order of its articles."""
    lines = json.loads((folder / COMPARED / f"{name}.bodies.json").read_text(encoding="utf-8"))
    return [Body(*line) for line in lines]


def _write_around(folder: Path, name: str, rows: Mapping[str, Sequence[Row]], lexicon: Lexicon) -> None:
    by_id = {row["article_id"]: row for row in rows["articles"]}
    mentions = [m for row in rows["attacks"] if is_actual((m := mention_of(row, by_id)).attack)]
    texts = {m.article_id: m.text for m in mentions}
    told = {
        "telling": telling_terms(((row["article_id"], row["term"]) for row in rows["terms"]), lexicon),
        "named": {i: sorted(names_around(text, 0, len(text), lexicon)) for i, text in texts.items()},
        "around": {m.attack_id: [m.same_as, *_plain(read_around(m, lexicon))] for m in mentions},
    }
    (folder / f"{name}.around.json").write_text(json.dumps(told), encoding="utf-8")


def _plain(around: Around) -> tuple[list[str], bool, bool, bool]:
    return sorted(around.names), around.ends, around.is_newer, around.is_answered


def read_accounts(folder: Path, name: str, lexicon: Lexicon, outlets: Mapping[str, str | None]) -> list[Account]:
    """What the articles of a part say of each attack, without their text, given the outlet of each article."""
    told = json.loads((folder / COMPARED / f"{name}.around.json").read_text(encoding="utf-8"))
    if not told["around"]:
        return []
    rows = [r for r in rows_of(read_table(part_path(folder, "attacks", name))) if r["attack_id"] in told["around"]]
    articles = read_table(part_path(folder, "articles", name), ["article_id", "published"])
    by_id = {
        row["article_id"]: {**row, "outlet": outlets[row["article_id"]], "text": None} for row in rows_of(articles)
    }
    named = {article_id: frozenset(names) for article_id, names in told["named"].items()}
    mentions = []
    for row in rows:
        same_as, names, ends, is_newer, is_answered = told["around"][row["attack_id"]]
        around = Around(frozenset(names), ends, is_newer, is_answered, named[row["article_id"]])
        mentions.append(replace(mention_of({**row, "same_as": same_as}, by_id), around=around))
    return make_accounts(mentions, lexicon, told["telling"])


def sift_pairs(folder: Path, pairs: Sequence[tuple[Body, Body]]) -> list[bool]:
    """Whether each of ``pairs`` can share a passage at all, by their shingles alone."""
    read = lru_cache(_SHINGLED)(lambda body: long_runs(_shingles(folder, body)))
    return [may_share(read(a), read(b)) for a, b in pairs]


def _shingles(folder: Path, body: Body) -> Hashes:
    path = folder / COMPARED / f"{body.part}.shingles"
    return np.fromfile(path, dtype=np.uint64, count=body.n_shingles, offset=8 * body.first)


def compare_bodies(folder: Path, pairs: Sequence[tuple[Body, Body]]) -> list[Pair]:
    """What each of ``pairs`` shares; those that share nothing are left out."""
    known, stock = (np.load(folder / COMPARED / name, mmap_mode="r") for name in (KNOWN, STOCK))

    @lru_cache(_BODIES)
    def read(body: Body) -> tuple[Document, Words]:
        document = _read_document(folder, body)
        return document, words_of(document)

    found = (compare_pair(read(a)[0], read(b)[0], read(a)[1], read(b)[1], known, stock) for a, b in pairs)
    return [pair for pair in found if pair is not None]


def _read_document(folder: Path, body: Body) -> Document:
    with (folder / COMPARED / f"{body.part}.bodies.jsonl").open("rb") as file:
        file.seek(body.at)
        told: dict[str, Any] = json.loads(file.read(body.size))
    published = told["published"] and datetime.fromisoformat(told["published"])
    told["credits"] = tuple(CreditAt(**c) for c in told["credits"])
    spans = {name: tuple((start, end) for start, end in told[name]) for name in ("spans", "paragraphs", "statements")}
    return Document(**{**told, **spans, "published": published})


def finish_part(
    folder: Path,
    name: str,
    incident_of: Mapping[str, str],
    shared: Sequence[tuple[Body, Spans]],
    extra: Path | None,
    with_text: bool,
) -> None:
    """Complete a part by what only comparing has shown: the incidents of its attacks, the terms that it shares.

    ``shared`` are the passages of its articles that other outlets have.
    """
    attacks = read_table(part_path(folder, "attacks", name))
    incident_ids = [incident_of.get(attack_id) for attack_id in attacks["attack_id"].to_pylist()]
    changed = {"attacks": with_values("attacks", attacks, "incident_id", incident_ids)}
    if shared:
        texts = {body.article_id: _read_document(folder, body).text or "" for body, _ in shared}
        counts = shared_counts(texts, {body.article_id: spans for body, spans in shared}, load_lexicon(extra))
        terms = read_table(part_path(folder, "terms", name))
        uses = zip(*(terms[column].to_pylist() for column in ("article_id", "term", "count")), strict=True)
        n_shared = [min(n, counts[article].get(term, 0)) if article in counts else 0 for article, term, n in uses]
        changed["terms"] = with_values("terms", terms, "shared", n_shared)
    for frame in changed if with_text else BY_ARTICLE:
        path = part_path(folder, frame, name)
        table = changed[frame] if frame in changed else read_table(path)
        write_table(table if with_text else withhold_table(frame, table), path)
