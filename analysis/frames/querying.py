"""What is asked of frames: some columns, the rows of some articles, sums; the same of frames held whole and in parts.

Frames in parts, as large corpora have them, are read when they are asked for, and no more than that. ``articles_of`` is
all that is known of the articles; of frames in parts without the text, which is most of what a large corpus weighs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.dataset

from analysis.errors import FrameError
from analysis.frames.layouts import LAYOUTS
from analysis.frames.tables import checked, table_schema

Tables = Mapping[str, pd.DataFrame]

_TOGETHER = 32  # parts that are read together: some 4,000 articles
_TRIED = 12  # articles in which a line of a word is looked for: in some it stands in what others have, too
_ARTICLES = ("article_id", "article_a", "article_b")


class StoredTables(Mapping[str, pd.DataFrame]):
    """All frames of a folder by name, none read before it is asked for; ``only`` keeps the rows of some articles.

    ``place`` gives the file of a frame, or the folder of its parts. Each frame is checked when it is read.
    """

    def __init__(
        self, place: Callable[[str], Path], *, held: Tables | None = None, only: frozenset[str] | None = None
    ) -> None:
        self.place, self._only = place, only
        self._held: dict[str, pd.DataFrame] = dict(held or {})
        self._articles: pd.DataFrame | None = None
        self._parts: dict[str, str] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._held:
            self._held[name] = self.read(name, list(LAYOUTS[name].columns))
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(LAYOUTS)

    def __len__(self) -> int:
        return len(LAYOUTS)

    def holding(self, tables: Tables, *, only: frozenset[str] | None = None) -> StoredTables:
        """The same frames with some exchanged, or with the rows of the articles ``only``."""
        held = {**({} if only else self._held), **tables}
        return StoredTables(self.place, held=held, only=only or self._only)

    def read(self, name: str, columns: Sequence[str], articles: Collection[str] | None = None) -> pd.DataFrame:
        """Some columns of a frame, of some articles or all, by article. Raises FrameError for a broken one."""
        if name in self._held:
            return _chosen(self._held[name], columns, articles)
        place = self.place(name)
        with _readable(name, place):
            files = self._files(place, articles) if articles is not None and place.is_dir() else place
            source = _dataset(files)
            by_article = "article_id" in source.schema.names and name != "edits" and place.is_dir()
            wanted = list(dict.fromkeys([*columns, *(["article_id"] if by_article else [])]))
            table = source.to_table(columns=wanted, filter=self._filter(source.schema.names, articles))
            if by_article:
                table = table.take(compute.sort_indices(table["article_id"]))  # stable
        frame: pd.DataFrame = checked(name, table.select(list(columns)), columns).to_pandas()
        del table
        arrow.default_memory_pool().release_unused()  # what sorting took: as much again as the table
        return frame

    def articles(self) -> pd.DataFrame:
        """The articles without their text."""
        if self._articles is None:
            self._articles = self.read("articles", [c for c in LAYOUTS["articles"].columns if c != "text"])
        return self._articles

    def count_articles(self, *, without_text: bool = False) -> int:
        """How many articles there are, or have no text. Parquet's statistics tell it: the text is not read."""
        if "articles" in self._held:
            return _count(self._held["articles"], without_text=without_text)
        with _readable("articles", self.place("articles")):
            source = _dataset(self.place("articles"))
            known = self._filter(source.schema.names, None)
            if without_text:
                is_null = pyarrow.dataset.field("text").is_null()
                known = is_null if known is None else known & is_null
            return int(source.count_rows(filter=known))

    def pieces(self, name: str, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        """Some columns of a frame, some parts at a time, each article's rows in one: for sums."""
        if name in self._held:
            yield self._held[name][list(columns)]
            return
        place = self.place(name)
        paths = sorted(place.iterdir()) if place.is_dir() else [place]
        for i in range(0, len(paths), _TOGETHER):
            with _readable(name, place):
                source = _dataset(list(map(str, paths[i : i + _TOGETHER])))
                table = source.to_table(columns=list(columns), filter=self._filter(source.schema.names, None))
            yield table.cast(table_schema(name, tuple(columns))).to_pandas()

    def _files(self, place: Path, articles: Collection[str]) -> Path | list[str]:
        """The files of a frame that have rows of ``articles``: to quote a hundred of them one does not read all."""
        if not self._parts:
            table = _dataset(self.place("articles")).to_table(columns=["article_id", "__filename"])
            names = (Path(path).name for path in table["__filename"].to_pylist())
            self._parts = dict(zip(table["article_id"].to_pylist(), names, strict=True))
        return [str(place / part) for part in sorted({self._parts[a] for a in articles if a in self._parts})] or place

    def _filter(self, names: Collection[str], articles: Collection[str] | None) -> Any:
        """The rows that are wanted; of pairs, both articles."""
        wanted = self._only if articles is None else set(articles) & self._only if self._only else set(articles)
        if wanted is None:
            return None
        values = arrow.array(sorted(wanted), type=arrow.string())
        found = None
        for name in (name for name in _ARTICLES if name in names):
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


def _chosen(table: pd.DataFrame, columns: Sequence[str], articles: Collection[str] | None) -> pd.DataFrame:
    rows = table if articles is None else table[table["article_id"].isin(list(articles))]
    return rows[list(columns)]


def _count(articles: pd.DataFrame, *, without_text: bool) -> int:
    return int(articles["text"].isna().sum()) if without_text else len(articles)


def _stored(frames: Tables) -> StoredTables | None:
    tables = getattr(frames, "tables", frames)
    return tables if isinstance(tables, StoredTables) else None


def in_parts(frames: Tables) -> bool:
    """Whether ``frames`` are those of a large corpus, which one does not read whole."""
    return _stored(frames) is not None


def columns_of(
    frames: Tables, name: str, columns: Sequence[str], *, articles: Collection[str] | None = None
) -> pd.DataFrame:
    """Some columns of a frame, of some articles or all; no more is read of frames in parts."""
    stored = _stored(frames)
    return _chosen(frames[name], columns, articles) if stored is None else stored.read(name, columns, articles)


def articles_of(frames: Tables) -> pd.DataFrame:
    """What is known of each article, each outlet under one name (``Manifest.same_outlets``); of frames in parts without
    the text, which is read for those that are quoted."""
    stored, names = _stored(frames), same_outlets_of(frames)
    articles = frames["articles"] if stored is None else stored.articles()
    return articles.assign(outlet=articles["outlet"].replace(names)) if names else articles


def same_outlets_of(frames: Tables) -> dict[str, str]:
    """The names of outlets that are taken for another, with that."""
    manifest = getattr(frames, "manifest", None)
    return {} if manifest is None else dict(manifest.same_outlets)


def n_articles(frames: Tables) -> int:
    """How many articles there are."""
    stored = _stored(frames)
    return len(frames["articles"]) if stored is None else stored.count_articles()


def articles_without_text(frames: Tables) -> int:
    """How many articles have no text."""
    stored = _stored(frames)
    return _count(frames["articles"], without_text=True) if stored is None else stored.count_articles(without_text=True)


def in_pieces(frames: Tables, name: str, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
    """Some columns of a frame, piece by piece, each article's rows in one piece; of frames held whole one piece."""
    stored = _stored(frames)
    return iter([frames[name][list(columns)]]) if stored is None else stored.pieces(name, columns)


def rows_by_article(frames: Tables, name: str) -> pd.Series[Any]:
    """How many rows of a frame each article has, by article_id; articles without any are not there."""
    return pd.concat([piece["article_id"].value_counts() for piece in in_pieces(frames, name, ["article_id"])])


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


def terms_by(frames: Tables, group_of: Mapping[Any, str]) -> pd.DataFrame:
    """Terms by group of articles, given the group of each: outlet, term, count, shared, starts, one row each.

    ``starts`` are those of all articles of the group: they can be counted, no more.
    """
    keys = ["outlet", "term"]
    sums, starts = pd.DataFrame(), []
    for piece in in_pieces(frames, "terms", ["article_id", "term", "count", "shared", "starts"]):
        piece = piece.assign(outlet=piece["article_id"].map(group_of).astype(piece["term"].dtype))
        starts.append(piece.loc[piece["starts"].notna(), [*keys, "starts"]])
        sums = pd.concat([sums, piece[[*keys, "count", "shared"]]]).groupby(keys, as_index=False).sum()
    places = pd.concat(starts).groupby(keys)["starts"].agg("; ".join)
    return sums.join(places, on=keys)


def terms_like(frames: Tables, words: pd.DataFrame, outlets: Mapping[Any, str]) -> pd.DataFrame:
    """Rows of terms that ``words`` (outlet, term) name, of the first articles of each outlet that use them."""
    keys = ["outlet", "term"]
    found = []
    for piece in in_pieces(frames, "terms", ["article_id", "term", "starts"]):
        wanted = words[keys].astype(piece["term"].dtype).drop_duplicates()
        used = piece[piece["term"].isin(wanted["term"])]
        used = used.assign(outlet=used["article_id"].map(outlets).astype(piece["term"].dtype))
        found.append(used.merge(wanted, on=keys))
    rows = pd.concat(found, ignore_index=True).sort_values("article_id", kind="stable")
    return rows[rows.groupby(keys).cumcount() < _TRIED].reset_index(drop=True)
