"""``check`` of frames: whether what somebody handed on holds together, before anyone counts in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from analysis.errors import FrameError
from analysis.frames.layouts import LAYOUTS
from analysis.frames.querying import StoredTables, columns_of
from analysis.frames.references import check_references
from analysis.frames.storage import Frames, read_frames


def check_frames(folder: Path) -> tuple[list[str], list[str], int]:
    """What the frames in ``folder`` hold, what is wrong with them (lines to print, both), and how many articles.

    Frames in parts are looked at part by part: no more than a part is held.
    """
    try:
        frames = read_frames(folder)
        n_rows: Counter[str] = Counter()
        for tables in _pieces(frames):
            n_rows.update({name: len(table) for name, table in tables.items()})
        articles = columns_of(frames, "articles", ["outlet", "published"])
        withheld = "" if frames.has_text else " Their texts are withheld: evidence is shown as offsets."
    except FrameError as error:
        return [], [str(error)], 0
    counts = ", ".join(f"{n_rows[name]:,} {name}" for name in LAYOUTS)
    lines = [f"Frames of {frames.manifest.corpus}, made by version {frames.manifest.made_by}: {counts}.{withheld}"]
    dates = articles["published"].dropna()
    if len(dates):
        outlets = articles["outlet"].nunique()
        lines.append(f"Outlets: {outlets}. Published {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}.")
    return lines, [], n_rows["articles"]


def _pieces(frames: Frames) -> Iterator[Mapping[str, pd.DataFrame]]:
    """The frames, or one part of them after another, validated, with all that refers to articles and characters."""
    tables = frames.tables
    if not isinstance(tables, StoredTables):  # was looked at when it was read
        yield tables
        return
    in_parts = [name for name in LAYOUTS if tables.place(name).is_dir()]
    ids: list[pd.Series[str]] = []
    for part in sorted({path.name for name in in_parts for path in tables.place(name).iterdir()}):
        of_part = _part(tables, part)
        held = {name: of_part[name] for name in in_parts}
        check_references(held)
        ids.append(held["articles"]["article_id"])
        yield held
    known = pd.DataFrame({"article_id": pd.concat(ids), "text": pd.NA})
    twice = known.loc[known["article_id"].duplicated(), "article_id"]
    if len(twice):
        raise FrameError(f"Frame articles: {twice.iloc[0]!r} stands in two parts. Make the frames again with `parse`.")
    whole = {name: tables[name] for name in LAYOUTS if name not in in_parts}
    check_references({"articles": known.astype("string"), **whole})
    yield whole


def _part(tables: StoredTables, part: str) -> StoredTables:
    return StoredTables(lambda name: tables.place(name) / part)
