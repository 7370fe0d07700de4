"""Frames in parts, as large corpora have them: each is read when it is asked for, and only the columns that are.

Whoever needs a few columns, or the rows of a few articles, asks ``columns_of``: it reads no more than that, and gives
the same of frames that are held whole. ``articles_of`` is all that is known of the articles but their text, which is
most of what a large corpus weighs. What would take many rows to be counted is counted part by part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow
import pyarrow.compute
import pyarrow.dataset
import pyarrow.parquet

from analysis.errors import FrameError
from analysis.frames.validation import SCHEMAS, validate

Tables = Mapping[str, pd.DataFrame]


class PartedTables(Mapping[str, pd.DataFrame]):
    """All frames of a folder by name, none read before it is asked for; ``only`` keeps the rows of some articles.

    ``place`` gives the file of a frame, or the folder of its parts. Each frame is validated when it is read.
    """

    def __init__(
        self, place: Callable[[str], Path], *, held: Tables | None = None, only: frozenset[str] | None = None
    ) -> None:
        self.place, self._only = place, only
        self._held: dict[str, pd.DataFrame] = dict(held or {})
        self._articles: pd.DataFrame | None = None
        self._parts: dict[str, str] | None = None

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
        return PartedTables(self.place, held=held, only=only or self._only)

    def read(self, name: str, columns: Sequence[str], articles: Collection[str] | None = None) -> pd.DataFrame:
        """Some columns of a frame, of some articles or all, by article. Raises FrameError for a broken one."""
        if name in self._held:
            return _chosen(self._held[name], columns, articles)
        table = self._table(name, columns, articles)
        frame = table.to_pandas(types_mapper=_TEXTS.get)
        frame = frame[list(columns)]
        del table
        arrow.default_memory_pool().release_unused()  # what sorting took: as much again as the table
        return validate(name, frame) if len(columns) == len(SCHEMAS[name].columns) else _coerced(name, frame)

    def articles(self) -> pd.DataFrame:
        """The articles without their text."""
        if self._articles is None:
            self._articles = self.read("articles", [c for c in SCHEMAS["articles"].columns if c != "text"])
        return self._articles

    def without_text(self) -> int:
        """How many articles have no text. Parquet's statistics tell it: the text is not read."""
        if "articles" in self._held:
            return int(self._held["articles"]["text"].isna().sum())
        return self._count_articles(pyarrow.dataset.field("text").is_null())

    def n_articles(self) -> int:
        """How many articles there are; it reads no more than it must."""
        if "articles" in self._held or self._articles is not None:
            return len(self.articles())
        return self._count_articles()

    def _count_articles(self, condition: Any = None) -> int:
        place = self.place("articles")
        with _readable("articles", place):
            source = _dataset(place)
            known = self._filter(source.schema.names, None)
            wanted = condition if known is None else known if condition is None else known & condition
            return int(source.count_rows(filter=wanted))

    def parts(self, name: str, columns: Sequence[str]) -> Iterator[arrow.Table]:
        """Some columns of a frame, some parts at a time, each article's rows in one: for sums."""
        if name in self._held:
            yield arrow.Table.from_pandas(self._held[name][list(columns)], preserve_index=False)
            return
        place = self.place(name)
        paths = sorted(place.iterdir()) if place.is_dir() else [place]
        for i in range(0, len(paths), _TOGETHER):
            with _readable(name, place):
                source = _dataset(list(map(str, paths[i : i + _TOGETHER])))
                together = source.to_table(columns=list(columns), filter=self._filter(source.schema.names, None))
            yield together

    def _table(self, name: str, columns: Sequence[str], articles: Collection[str] | None) -> arrow.Table:
        place = self.place(name)
        with _readable(name, place):
            source = self._source(place, articles)
            by_article = "article_id" in source.schema.names and name != "edits"
            wanted = list(dict.fromkeys([*columns, *(["article_id"] if by_article else [])]))
            table = source.to_table(columns=wanted, filter=self._filter(source.schema.names, articles))
        if by_article and place.is_dir():
            table = table.take(pyarrow.compute.sort_indices(table["article_id"]))  # stable
        return table

    def _source(self, place: Path, articles: Collection[str] | None) -> Any:
        """The files of a frame that have rows of ``articles``: to quote a hundred of them one does not read all."""
        files: Any = place
        if articles is not None and place.is_dir():
            if self._parts is None:
                every = _dataset(self.place("articles"))
                table = every.to_table(columns=["article_id", "__filename"])
                names = (Path(path).name for path in table["__filename"].to_pylist())
                self._parts = dict(zip(table["article_id"].to_pylist(), names, strict=True))
            parts = sorted({self._parts[article] for article in articles if article in self._parts})
            files = [str(place / part) for part in parts] or place
        return _dataset(files)

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


def _dataset(files: Path | list[str]) -> Any:
    return pyarrow.dataset.dataset(files, format="parquet", partitioning=None)


@contextmanager
def _readable(name: str, place: Path) -> Iterator[None]:
    """Raises FrameError, which names the frame and its place, where its files cannot be read."""
    try:
        yield
    except (OSError, ValueError, arrow.ArrowException) as error:
        raise FrameError(f"Frame {name}: {place} cannot be read ({error}). Make it again with `parse`.") from error


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


def once(make: Callable[[Tables], pd.DataFrame]) -> Callable[[Tables], pd.DataFrame]:
    """``make``, whose result is kept with the frames: a report shows the same table in several places.

    Nobody may change what comes back. Of tables that are no ``Frames`` it is made each time.
    """

    @wraps(make)
    def made(frames: Tables) -> pd.DataFrame:
        kept: dict[Any, pd.DataFrame] | None = getattr(frames, "made", None)
        if kept is None:
            return make(frames)
        if make not in kept:
            kept[make] = make(frames)
        return kept[make]

    return made


def articles_of(frames: Tables) -> pd.DataFrame:
    """What is known of each article; of frames in parts without the text, which is read for those that are quoted."""
    tables = getattr(frames, "tables", frames)
    return tables.articles() if isinstance(tables, PartedTables) else tables["articles"]


def n_articles(frames: Tables) -> int:
    """How many articles there are."""
    tables = getattr(frames, "tables", frames)
    return tables.n_articles() if isinstance(tables, PartedTables) else len(tables["articles"])


def articles_without_text(frames: Tables) -> int:
    """How many articles have no text."""
    tables = getattr(frames, "tables", frames)
    return tables.without_text() if isinstance(tables, PartedTables) else int(tables["articles"]["text"].isna().sum())


def in_pieces(frames: Tables, name: str, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
    """Some columns of a frame, piece by piece, each article's rows in one piece; of frames held whole one piece."""
    tables = getattr(frames, "tables", frames)
    if not isinstance(tables, PartedTables):
        yield tables[name][list(columns)]
        return
    for table in tables.parts(name, columns):
        yield table.to_pandas(types_mapper=_TEXTS.get)


def rows_by_article(frames: Tables, name: str) -> pd.Series[Any]:
    """How many rows of a frame each article has, by article_id; articles without any are not there."""
    return pd.concat([piece["article_id"].value_counts() for piece in in_pieces(frames, name, ["article_id"])])


def terms_by(frames: Tables, group_of: Mapping[Any, str]) -> pd.DataFrame:
    """Terms by group of articles, given the group of each: outlet, term, count, shared, starts, one row each.

    ``starts`` are those of all articles of the group: they can be counted, no more.
    """
    articles = arrow.array(list(map(str, group_of)), arrow.string())
    groups = arrow.array(list(map(str, group_of.values())), arrow.string()).dictionary_encode()
    sums: list[arrow.Table] = []
    starts: list[pd.DataFrame] = []
    tables = frames.tables  # type: ignore[attr-defined]
    for part in tables.parts("terms", ["article_id", "term", "count", "shared", "starts"]):
        outlet = groups.take(pyarrow.compute.index_in(part["article_id"], value_set=articles).combine_chunks())
        part = part.append_column("outlet", outlet.cast(arrow.string())).drop_columns(["article_id"])
        listed = part.filter(part["starts"].is_valid()).select(["outlet", "term", "starts"])
        starts.append(listed.to_pandas(types_mapper=_TEXTS.get))
        sums = [_summed([*sums, part.drop_columns(["starts"])])]
    counts = _summed(sums).to_pandas(types_mapper={**_TEXTS, arrow.int64(): pd.Int64Dtype()}.get)
    places = pd.concat(starts, ignore_index=True).groupby(["outlet", "term"], sort=True)["starts"].agg("; ".join)
    terms: pd.DataFrame = counts.sort_values(["outlet", "term"], ignore_index=True).join(places, on=["outlet", "term"])
    return terms


def terms_like(frames: Tables, words: pd.DataFrame, outlets: Mapping[Any, str]) -> pd.DataFrame:
    """Rows of terms that ``words`` (outlet, term) name, of the first articles of each outlet that use them."""
    wanted = pd.MultiIndex.from_frame(words[["outlet", "term"]].astype(str).drop_duplicates())
    values = arrow.array(sorted(set(wanted.get_level_values("term"))), type=arrow.string())
    found: pd.DataFrame = pd.DataFrame(
        {name: pd.Series(dtype="string") for name in ("article_id", "term", "starts", "outlet")}
    )
    for part in frames.tables.parts("terms", ["article_id", "term", "starts"]):  # type: ignore[attr-defined]
        used = part.filter(pyarrow.compute.is_in(part["term"], values)).to_pandas(types_mapper=_TEXTS.get)
        used = used.assign(outlet=used["article_id"].map(outlets).astype("string"))
        used = used[pd.MultiIndex.from_frame(used[["outlet", "term"]].astype(str)).isin(wanted)]
        ordered = pd.concat([found, used], ignore_index=True).sort_values("article_id", kind="stable")
        found = ordered[ordered.groupby(["outlet", "term"]).cumcount() < _TRIED]
    return found.reset_index(drop=True)


_TEXTS = {arrow.string(): pd.StringDtype(), arrow.large_string(): pd.StringDtype()}
_TRIED = 12  # articles in which a line of a word is looked for: in some it stands in what others have, too
_TOGETHER = 32  # parts that are read together: some 4,000 articles


def _summed(tables: Sequence[arrow.Table]) -> arrow.Table:
    """The counts of ``tables`` (outlet, term, count, shared) added up by outlet and term."""
    if not tables:
        return arrow.table({"outlet": [], "term": [], "count": [], "shared": []})
    columns = ["outlet", "term", "count", "shared"]
    named = [table.select(columns).cast(_SUMS) for table in tables]
    counted = arrow.concat_tables(named).group_by(columns[:2]).aggregate([("count", "sum"), ("shared", "sum")])
    return counted.select(["outlet", "term", "count_sum", "shared_sum"]).rename_columns(columns)


_SUMS = arrow.schema(
    {"outlet": arrow.string(), "term": arrow.string(), "count": arrow.int64(), "shared": arrow.int64()}
)


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
