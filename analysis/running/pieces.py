"""What a worker does: it parses a shard and leaves a *piece*, and looks into pairs of articles.

A piece is what a shard yields, as bytes, and beside it what comparing needs to read one article at a time: the bodies
with the hashes of their shingles, and the fingerprints of all, and what they tell of attacks. What is returned is
small.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
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
from analysis.comparison.reuse.candidates import connected
from analysis.comparison.reuse.documents import CreditAt, Document, is_compared, make_documents, words_of
from analysis.comparison.reuse.overlaps import compare_pair
from analysis.comparison.reuse.shared_terms import Spans, shared_counts
from analysis.comparison.reuse.shingles import Hashes, Words, fingerprints, shingle_hashes
from analysis.formats.corpus import check_unique_ids
from analysis.frames.article_rows import Row
from analysis.frames.compared_rows import mention_of
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.running.joining import BY_ARTICLE
from analysis.running.scratch import get, put
from analysis.running.shards import FileRows, Shard, keep_shard, parse_shard

KNOWN = ("article_id", "path", "sha256", "outlet", "published", "title", "url")
SHARED, STOCK = "shared.npy", "stock.npy"
PRINT = np.dtype([("hash", np.uint64), ("body", np.int32)])
_OF_DOCUMENT = [field.name for field in fields(Document)]
_SHINGLED = 4_000  # articles whose shingles a worker keeps while it sifts pairs, 6 kB each
_BODIES = 400  # articles whose words a worker keeps while it compares pairs, 30 kB each


@dataclass(frozen=True, slots=True)
class Body:
    """Where in ``piece`` an article's body is to be found, and what comparing asks of it before it is read.

    ``outlet`` bears the name under which others credit it; ``day`` is an ordinal, 0 where it is not known.
    """

    article_id: str
    outlet: str | None
    is_agency: bool
    day: int
    piece: str
    at: int
    size: int
    n_shingles: int
    """Their hashes follow the body."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What whoever starts a run holds of a piece that was written: its number of rows by frame, what could not be
    read."""

    name: str
    n_rows: Mapping[str, int]
    problems: Sequence[Row]


def prints_path(folder: Path, name: str) -> Path:
    """The fingerprints of a piece: an array of PRINT in the order of the hashes."""
    return folder / f"{name}.prints.npy"


def parse_piece(name: str, shard: Shard, folder: Path, extra: Path | None = None) -> list[Piece]:
    """Parse a shard and leave pieces in ``folder``: one, or of large files several; ``extra`` is the corpus's lexicon,
    if not where the shard has it."""
    lexicon, pieces = load_lexicon(extra or shard.lexicon), list[Piece]()
    for files, content in parse_shard(shard):
        of_batch = f"{name}.{len(pieces)}"
        pieces.append(write_piece(of_batch, joined_rows(files), content, folder, lexicon))
    keep_shard(shard, [folder / piece.name for piece in pieces])
    return pieces


def parse_piece_away(name: str, shard: Shard, lexicon: bytes | None) -> tuple[list[Piece], dict[str, bytes]]:
    """As ``parse_piece``, on a machine that does not see the folder of the frames: the files come back with the pieces.

    Were it rows that came back, to be written here, this process would take a fifth of the time that parsing takes,
    and keep no more than five workers busy.
    """
    with TemporaryDirectory(prefix="dispatches-") as scratch:
        folder, extra = Path(scratch, "pieces"), Path(scratch, "lexicon.toml")
        folder.mkdir()
        if lexicon is not None:
            extra.write_bytes(lexicon)
        pieces = parse_piece(name, shard, folder, None if lexicon is None else extra)
        return pieces, {path.name: path.read_bytes() for path in folder.iterdir()}


def joined_rows(files: Iterable[FileRows]) -> dict[str, list[Row]]:
    """The rows of ``files`` by frame, with those of ``problems``. Raises CorpusError where two articles have one id."""
    rows: dict[str, list[Row]] = {frame: [] for frame in (*BY_ARTICLE, "problems")}
    for file in files:
        rows["problems"] += file.problems
        for frame, more in file.rows.items():
            rows[frame] += more
    check_unique_ids((row["article_id"], row["path"]) for row in rows["articles"])
    return rows


def write_piece(name: str, rows: Mapping[str, list[Row]], content: bytes, folder: Path, lexicon: Lexicon) -> Piece:
    """Leave ``rows`` by frame, which ``content`` holds as bytes, in ``folder``, with what comparing needs."""
    (folder / name).write_bytes(content)
    articles = [{column: row[column] for column in KNOWN} for row in rows["articles"]]
    put(folder, f"{name}.articles", articles)
    put(folder, f"{name}.accounts", _accounts(rows, lexicon))
    put(folder, f"{name}.where", _write_bodies(name, rows, folder, lexicon))  # read by who compares wording alone
    return Piece(name, {frame: len(rows[frame]) for frame in BY_ARTICLE}, rows["problems"])


def _accounts(rows: Mapping[str, list[Row]], lexicon: Lexicon) -> list[Account]:
    by_id = {row["article_id"]: row for row in rows["articles"]}
    mentions = [m for row in rows["attacks"] if is_actual((m := mention_of(row, by_id)).attack)]
    texts = {m.article_id: m.text for m in mentions}
    named = {article_id: names_around(text, 0, len(text), lexicon) for article_id, text in texts.items()}
    told = [replace(m, text="", around=read_around(m, lexicon, named[m.article_id])) for m in mentions]
    telling = telling_terms(((r["article_id"], r["term"]) for r in rows["terms"]), lexicon)
    return [
        replace(a, mentions=[replace(m, around=_without_names(m.around)) for m in a.mentions])
        for a in make_accounts(told, lexicon, telling)
    ]


def _without_names(around: Around | None) -> Around | None:
    """What the text around a mention tells, but for the names, which its account has: thousands of accounts are held
    at a time."""
    return around and replace(around, names=frozenset(), named=frozenset())


def _write_bodies(name: str, rows: Mapping[str, list[Row]], folder: Path, lexicon: Lexicon) -> list[Body]:
    bodies, prints = [], [np.zeros(0, PRINT)]
    with (folder / f"{name}.bodies").open("wb") as file:
        for document in filter(is_compared, make_documents(rows["articles"], rows, lexicon)):
            words = words_of(document)
            shingles, sampled = shingle_hashes(words), fingerprints(words)
            line = json.dumps({name: getattr(document, name) for name in _OF_DOCUMENT}, default=_plainly).encode()
            day = document.published.toordinal() if document.published else 0
            where = (name, file.tell(), len(line), len(shingles))
            bodies.append(Body(document.article_id, document.outlet, document.is_agency, day, *where))
            file.write(line)
            shingles.tofile(file)
            prints.append(np.zeros(len(sampled), PRINT))
            prints[-1]["hash"], prints[-1]["body"] = sampled, len(bodies) - 1
    of_all = np.concatenate(prints)
    np.save(prints_path(folder, name), of_all[np.argsort(of_all["hash"], kind="stable")])
    return bodies


def _plainly(value: Any) -> Any:
    """What JSON has no form for: a day, a credit."""
    return value.isoformat() if isinstance(value, datetime) else asdict(value)


# Pairs


def compare_bodies(folder: Path, number: int) -> None:
    """Look into the pairs of articles that were left under this ``number``, and leave what each shares beside them;
    those that share nothing are left out, most of them by their shingles alone."""
    pairs: Sequence[tuple[Body, Body]] = get(folder, f"pairs.{number}")
    known, stock = (np.load(folder / name, mmap_mode="r") for name in (SHARED, STOCK))

    @lru_cache(_SHINGLED)
    def runs(body: Body) -> Hashes:
        path, at = folder / f"{body.piece}.bodies", body.at + body.size
        return long_runs(np.fromfile(path, dtype=np.uint64, count=body.n_shingles, offset=at))

    @lru_cache(_BODIES)
    def read(body: Body) -> tuple[Document, Words]:
        document = _read_document(folder, body)
        return document, words_of(document)

    likely = [(a, b) for a, b in pairs if may_share(runs(a), runs(b))]
    found = (compare_pair(read(a)[0], read(b)[0], read(a)[1], read(b)[1], known, stock) for a, b in _by_story(likely))
    put(folder, f"found.{number}", [pair for pair in found if pair is not None])


def _by_story(pairs: Sequence[tuple[Body, Body]]) -> list[tuple[Body, Body]]:
    """The pairs, those of one story in a row: the body of an article is read once or twice."""
    ids = [(a.article_id, b.article_id) for a, b in pairs]
    story = connected((article_id for pair in ids for article_id in pair), ids)
    return sorted(pairs, key=lambda pair: (story[pair[0].article_id], pair[0].article_id, pair[1].article_id))


def _read_document(folder: Path, body: Body) -> Document:
    with (folder / f"{body.piece}.bodies").open("rb") as file:
        file.seek(body.at)
        told: dict[str, Any] = json.loads(file.read(body.size))
    published = told["published"] and datetime.fromisoformat(told["published"])
    told["credits"] = tuple(CreditAt(**c) for c in told["credits"])
    spans = {name: tuple((start, end) for start, end in told[name]) for name in ("spans", "paragraphs", "statements")}
    of_outlet = {"outlet": body.outlet, "is_agency": body.is_agency}  # one name for each, known since all are compared
    return Document(**{**told, **spans, **of_outlet, "published": published})


def count_shared(folder: Path, name: str, extra: Path | None) -> None:
    """Leave beside a piece, by article, how often each term stands in the passages that were found in other outlets,
    too; ``extra`` is the corpus's lexicon."""
    shared: Sequence[tuple[Body, Spans]] = get(folder, f"{name}.spans")
    texts = {body.article_id: _read_document(folder, body).text or "" for body, _ in shared}
    counts = shared_counts(texts, {body.article_id: spans for body, spans in shared}, load_lexicon(extra))
    put(folder, f"{name}.shared", counts)
