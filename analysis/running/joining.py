"""Pieces → the files of the frames. Arrow, which takes 50 MB, is loaded here and nothing that parsing loads: this is
work for a process that ends."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.running.scratch import get

BY_ARTICLE = (
    "articles", "passages", "sentences", "dates", "attacks", "statements", "citations", "entities", "terms",
)  # fmt: skip


ABOVE = ("incidents", "overlaps", "reused")  # frames of what only comparing has shown


@dataclass(frozen=True, slots=True)
class Joining:
    """Which ``pieces`` in ``folder`` become which ``file``; its name takes that of the frame and the ``number``.

    With the first of them the frames are written that belong to no single article: those that comparing has left in
    the folder, and ``rows`` by frame.
    """

    folder: Path
    pieces: Sequence[str]
    file: str
    number: int
    rows: Mapping[str, Sequence[Mapping[str, Any]]]


def join_pieces(joining: Joining, out: Path, with_text: bool) -> None:
    """Write pieces as one file of each frame in ``out``, by article, with what only comparing has shown: the incidents
    of attacks, the terms that articles share."""
    from analysis.frames.tables import by_article, columns_table, make_table  # load Arrow
    from analysis.frames.writing import write_table

    tables: dict[str, list[Any]] = {frame: [columns_table(frame, {})] for frame in BY_ARTICLE}
    for name in joining.pieces:
        incident_of, shared = (get(joining.folder, f"{name}.{what}") or {} for what in ("incidents", "shared"))
        for frame, columns in _read_columns(joining.folder / name).items():
            if frame == "attacks":
                columns["incident_id"] = [incident_of.get(attack_id) for attack_id in columns["attack_id"]]
            if frame == "terms":
                uses = zip(columns["article_id"], columns["term"], columns["count"], strict=True)
                columns["shared"] = [min(n, shared[i].get(term, 0)) if i in shared else 0 for i, term, n in uses]
            tables[frame].append(columns_table(frame, columns))
    for frame in BY_ARTICLE:
        path = out / joining.file.format(frame, joining.number)
        path.parent.mkdir(exist_ok=True)
        write_table(frame, by_article(tables.pop(frame)), path, with_text=with_text)
    above = {} if joining.number else {frame: get(joining.folder, frame) for frame in ABOVE}
    for frame, rows in {**above, **joining.rows}.items():
        path = out / f"{frame}{Path(joining.file).suffix}"
        write_table(frame, make_table(frame, rows), path, with_text=with_text)


def _read_columns(path: Path) -> dict[str, dict[str, list[Any]]]:
    """By frame the columns of all files of a piece (``shards.encoded``); days as text."""
    joined: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            for frame, columns in json.loads(line)["rows"].items():
                for column, values in columns.items():
                    joined[frame][column] += values
    return joined
