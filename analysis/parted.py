"""Frames in parts, as large corpora have them: each is read when it is asked for, and only the columns that are.

Whoever needs a few columns, or the rows of a few articles, asks ``columns_of``: it reads no more than that, and gives
the same of frames that are held whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow
import pyarrow.compute
import pyarrow.dataset
import pyarrow.parquet

from analysis.errors import FrameError
from analysis.frames import SCHEMAS, validate

Tables = Mapping[str, pd.DataFrame]


class PartedTables(Mapping[str, pd.DataFrame]):
    """All frames of a folder by name, none read before it is asked for; ``only`` keeps the rows of some articles.

    ``place`` gives the file or folder of a frame. Each frame is validated when it is read.
    """

    def __init__(
        self, place: Callable[[str], Path], *, held: Tables | None = None, only: frozenset[str] | None = None
    ) -> None:
        self._place, self._only = place, only
        self._held: dict[str, pd.DataFrame] = dict(held or {})

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._held:
            self._held[name] = self.read(name, list(SCHEMAS[name].columns))
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(SCHEMAS)

    def __len__(self) -> int:
        return len(SCHEMAS)

    def holding(self, tables: Tables, *, only: frozenset[str] | None = None) -> PartedTables:
        """The same frames with some exchanged, or with the rows of the articles ``only``."""
        held = {**({} if only else self._held), **tables}
        return PartedTables(self._place, held=held, only=only or self._only)

    def read(self, name: str, columns: Sequence[str], articles: Collection[str] | None = None) -> pd.DataFrame:
        """Some columns of a frame, of some articles or all, by article. Raises FrameError for a broken one."""
        if name in self._held:
            return _chosen(self._held[name], columns, articles)
        table = self._table(name, columns, articles)
        frame = table.to_pandas(
            types_mapper={arrow.string(): pd.StringDtype(), arrow.large_string(): pd.StringDtype()}.get
        )
        frame = frame[list(columns)]
        return validate(name, frame) if len(columns) == len(SCHEMAS[name].columns) else _coerced(name, frame)

    def parts(self, name: str, columns: Sequence[str]) -> Iterator[arrow.Table]:
        """Some columns of a frame, part by part, in no order to rely on: for sums."""
        place = self._place(name)
        for path in sorted(place.iterdir()) if place.is_dir() else [place]:
            table = pyarrow.parquet.read_table(path, columns=list(columns), partitioning=None)
            if self._only is not None:
                table = table.filter(pyarrow.compute.is_in(table["article_id"], arrow.array(sorted(self._only))))
            yield table

    def _table(self, name: str, columns: Sequence[str], articles: Collection[str] | None) -> arrow.Table:
        place = self._place(name)
        try:
            source = pyarrow.dataset.dataset(place, format="parquet", partitioning=None)
            by_article = "article_id" in source.schema.names and name != "edits"
            wanted = list(dict.fromkeys([*columns, *(["article_id"] if by_article else [])]))
            table = source.to_table(columns=wanted, filter=self._filter(source.schema.names, articles))
        except (OSError, ValueError, arrow.ArrowException) as error:
            raise FrameError(f"Frame {name}: {place} cannot be read ({error}). Make it again with `parse`.") from error
        if by_article and place.is_dir():
            table = table.take(pyarrow.compute.sort_indices(table["article_id"]))  # stable
        return table

    def _filter(self, names: Collection[str], articles: Collection[str] | None) -> Any:
        """The rows that are wanted; of pairs, both articles."""
        wanted = self._only if articles is None else set(articles) & self._only if self._only else set(articles)
        if wanted is None:
            return None
        values = arrow.array(sorted(wanted), type=arrow.string())
        fields = [name for name in ("article_id", "article_a", "article_b") if name in names]
        found = None
        for name in fields:
            one = pyarrow.dataset.field(name).isin(values)
            found = one if found is None else found & one
        return found


def in_parts(frames: Tables) -> bool:
    """Whether ``frames`` are those of a large corpus, which one does not read whole."""
    return isinstance(getattr(frames, "tables", frames), PartedTables)


def columns_of(
    frames: Tables, name: str, columns: Sequence[str], *, articles: Collection[str] | None = None
) -> pd.DataFrame:
    """Some columns of a frame, of the rows of ``articles`` or of all; of frames in parts no more than that is read."""
    tables = getattr(frames, "tables", frames)
    if isinstance(tables, PartedTables):
        return tables.read(name, columns, articles)
    return _chosen(tables[name], columns, articles)


def rows_by_article(frames: Tables, name: str) -> pd.Series[Any]:
    """How many rows of a frame each article has, by article_id; articles without any are not there."""
    tables = getattr(frames, "tables", frames)
    if not isinstance(tables, PartedTables):
        return tables[name]["article_id"].value_counts()
    counts = [part.to_pandas()["article_id"].value_counts() for part in tables.parts(name, ["article_id"])]
    return pd.concat(counts) if counts else pd.Series(dtype="int64")


def terms_by(frames: Tables, group_of: Mapping[Any, str]) -> pd.DataFrame:
    """Terms by group of articles, given the group of each: outlet, term, count, shared, starts, one row each.

    ``starts`` are those of all articles of the group: they can be counted, no more.
    """
    tables = frames.tables  # type: ignore[attr-defined]
    sums = []
    for part in tables.parts("terms", ["article_id", "term", "count", "shared", "starts"]):
        table = part.to_pandas()
        sums.append(_summed(table.assign(outlet=table["article_id"].map(group_of)).drop(columns="article_id")))
        if len(sums) == _MERGED:
            sums = [_summed(pd.concat(sums, ignore_index=True))]
    return _summed(pd.concat(sums, ignore_index=True)).astype({"outlet": "string", "term": "string"})


def terms_like(frames: Tables, words: pd.DataFrame, outlets: Mapping[Any, str]) -> pd.DataFrame:
    """Rows of terms that ``words`` (outlet, term) name, of the first articles of each outlet that use them."""
    wanted = pd.MultiIndex.from_frame(words[["outlet", "term"]].astype(str).drop_duplicates())
    values = arrow.array(sorted(set(wanted.get_level_values("term"))), type=arrow.string())
    found = []
    for part in frames.tables.parts("terms", ["article_id", "term", "starts"]):  # type: ignore[attr-defined]
        used = part.filter(pyarrow.compute.is_in(part["term"].cast(arrow.string()), values)).to_pandas()
        used = used.assign(outlet=used["article_id"].map(outlets).astype(str))
        found.append(used[pd.MultiIndex.from_frame(used[["outlet", "term"]].astype(str)).isin(wanted)])
    ordered = pd.concat(found, ignore_index=True).sort_values("article_id", kind="stable", ignore_index=True)
    first: pd.DataFrame = ordered[ordered.groupby(["outlet", "term"]).cumcount() < _TRIED]
    return first


_TRIED = 12  # articles in which a line of a word is looked for: in some it stands in what others have, too
_MERGED = 32  # sums of parts that are added up together


def _summed(terms: pd.DataFrame) -> pd.DataFrame:
    keys = ["outlet", "term"]
    sums = terms.groupby(keys, sort=True, observed=True)[["count", "shared"]].sum()
    starts = terms.dropna(subset=["starts"]).groupby(keys, sort=True, observed=True)["starts"].agg("; ".join)
    return sums.join(starts).reset_index()


def _chosen(table: pd.DataFrame, columns: Sequence[str], articles: Collection[str] | None) -> pd.DataFrame:
    rows = table if articles is None else table[table["article_id"].isin(list(articles))]
    return rows[list(columns)]


def _coerced(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Some columns of a frame, validated as far as they alone can be."""
    try:
        return _schema(name, tuple(frame.columns)).validate(frame)
    except pa.errors.SchemaError as error:
        raise FrameError(f"Frame {name}: {error}. Make the frames again with `parse`.") from error


@cache
def _schema(name: str, columns: tuple[str, ...]) -> pa.DataFrameSchema:
    return pa.DataFrameSchema({column: SCHEMAS[name].columns[column] for column in columns}, coerce=True)
