"""Frames on disk: a folder of Parquet or CSV files with a manifest, written, read and checked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.dataset

from analysis.errors import CorpusError, FrameError
from analysis.frames.dataframes import make_frame, validate
from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import (
    Format,
    Manifest,
    frames_beside,
    is_frames_folder,
    read_manifest,
    version_of,
    write_manifest,
)
from analysis.frames.references import check_references
from analysis.frames.replacing import READY, place_of
from analysis.frames.spreadsheets import unguard_table
from analysis.frames.tables import checked, table_schema
from analysis.frames.writing import withhold_table, write_table

_ATTEMPTS = 5  # to read frames that are being written anew meanwhile
_TOGETHER = 32  # files that are summed up together: some 4,000 articles
_ARTICLES = ("article_id", "article_a", "article_b")


@dataclass(frozen=True, eq=False)
class Frames(Mapping[str, pd.DataFrame]):
    """All frames of a corpus, each under its name as ``frames["attacks"]`` or ``frames.attacks``.

    What is not among the ``tables`` that are held is ``stored``, in files or folders of them, and read and checked when
    it is asked for: whole, or some columns, of some articles (``querying``).
    """

    tables: dict[str, pd.DataFrame]
    manifest: Manifest
    unmatched: tuple[str, ...] = field(default=())
    """Article ids whose text was asked for (``articles=``) and not found, or not with these words."""
    read_otherwise: tuple[str, ...] = field(default=())
    """Those of them whose file is the one that was parsed: another version of this package read other words in it."""
    changed: tuple[str, ...] = field(default=())
    """Those of them whose file has the name of the one that was parsed, and other bytes."""
    stored: Callable[[str], Path] | None = None
    """The place of a frame."""
    only: frozenset[str] | None = None
    """The articles whose rows there are; all if it is not given."""
    made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    """What was computed of these frames and is asked for again (``querying.once``)."""

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.tables and self.stored and name in LAYOUTS:
            self.tables[name] = self.read(name, list(LAYOUTS[name].columns))
        return self.tables[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no frame called {name!r}; there are {', '.join(self)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(LAYOUTS if self.stored else self.tables)

    def __len__(self) -> int:
        return len(LAYOUTS if self.stored else self.tables)

    @property
    def has_text(self) -> bool:
        """Whether any article has its text, so that evidence can be quoted."""
        return self.count_articles(without_text=True) < self.count_articles()

    def replaced(self, **tables: pd.DataFrame) -> Frames:
        """The same frames with some of them exchanged, checked."""
        new = {name: validate(name, table) for name, table in tables.items()}
        return replace(self, tables={**self.tables, **new})

    def of_articles(self, ids: Collection[str]) -> Frames:
        """The rows of some articles; of pairs, where both are among them."""
        wanted = frozenset(ids) & self.only if self.only is not None else frozenset(ids)
        return replace(self, tables={name: _rows_of(table, wanted) for name, table in self.tables.items()}, only=wanted)

    def read(self, name: str, columns: Sequence[str], articles: Collection[str] | None = None) -> pd.DataFrame:
        """Some columns of a frame, of some articles or all, by article. Raises FrameError for a broken one."""
        if name in self.tables or not self.stored:
            return (self[name] if articles is None else _rows_of(self[name], articles))[list(columns)]
        is_by_article = "article_id" in LAYOUTS[name].columns and name != "edits"
        needed = dict.fromkeys([*columns, *(["article_id"] if is_by_article else [])])
        with _readable(name, place := self.stored(name)):
            files = self._files(place, articles) if articles is not None and is_by_article else place
            table = _dataset(files).to_table(columns=list(needed), filter=self._filter(name, articles))
            table = table.take(compute.sort_indices(table["article_id"])) if is_by_article else table  # stable
        frame: pd.DataFrame = checked(name, table.select(list(columns)), columns).to_pandas()
        return frame

    def pieces(self, name: str, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        """Some columns of a frame, some files at a time, each article's rows in one piece: for sums."""
        if name in self.tables or not self.stored:
            yield self[name][list(columns)]
            return
        files = _dataset(self.stored(name)).files
        for i in range(0, len(files), _TOGETHER):
            with _readable(name, self.stored(name)):
                table = _dataset(files[i : i + _TOGETHER]).to_table(list(columns), filter=self._filter(name, None))
            yield table.cast(table_schema(name, tuple(columns))).to_pandas()

    def count_articles(self, *, without_text: bool = False) -> int:
        """How many articles there are, or have no text. Parquet's statistics tell it: the text is not read."""
        if "articles" in self.tables or not self.stored:
            return int(self["articles"]["text"].isna().sum()) if without_text else len(self["articles"])
        with _readable("articles", place := self.stored("articles")):
            wanted, is_null = self._filter("articles", None), pyarrow.dataset.field("text").is_null()
            if without_text:
                wanted = is_null if wanted is None else wanted & is_null
            return int(_dataset(place).count_rows(filter=wanted))

    def _files(self, place: Path, articles: Collection[str]) -> Path | list[str]:
        """The files of a frame that have rows of ``articles``: to quote a hundred of them one does not read all."""
        if not place.is_dir():
            return place
        if "files" not in self.made:
            table = _dataset(place.with_name("articles.parquet")).to_table(columns=["article_id", "__filename"])
            names = (Path(path).name for path in table["__filename"].to_pylist())
            self.made["files"] = dict(zip(table["article_id"].to_pylist(), names, strict=True))
        return [str(place / name) for name in sorted({self.made["files"].get(a) for a in articles} - {None})] or place

    def _filter(self, name: str, articles: Collection[str] | None) -> Any:
        """The rows that are wanted; of pairs, both articles."""
        wanted = self.only if articles is None else set(articles) & (set(articles) if self.only is None else self.only)
        if wanted is None:
            return None
        values = arrow.array(sorted(wanted), type=arrow.string())
        fields = [pyarrow.dataset.field(column) for column in _ARTICLES if column in LAYOUTS[name].columns]
        return reduce(and_, (field.isin(values) for field in fields)) if fields else None


def _rows_of(table: pd.DataFrame, articles: Collection[str]) -> pd.DataFrame:
    """The rows of some articles; of pairs, where both are among them."""
    for column in (column for column in _ARTICLES if column in table.columns):
        table = table[table[column].isin(articles)]
    return table.reset_index(drop=True)


def _dataset(files: Path | list[str]) -> Any:
    return pyarrow.dataset.dataset(files, format="parquet", partitioning=None)


@contextmanager
def _readable(name: str, place: Path) -> Iterator[None]:
    """Raises FrameError, which names the frame and its place, where its files cannot be read."""
    try:
        yield
    except (OSError, ValueError, arrow.ArrowException) as error:
        raise FrameError(f"Frame {name}: {place} cannot be read ({error}). Make it again with `parse`.") from error


def write_frames(frames: Frames, out: Path, *, format: Format = "parquet", with_text: bool = True) -> None:
    """Write all frames and the manifest to ``out``: whatever happens, there are the previous ones or these.

    With ``with_text=False`` the text is left out, and so is all but the start of any cell longer than eight words.
    Raises WriteError where they cannot be written.
    """
    with frames_beside(out) as beside:
        for name in LAYOUTS:
            table = checked(name, arrow.Table.from_pandas(frames[name], preserve_index=False))
            write_table(name, table, beside / f"{name}.{format}", with_text=with_text)
        write_manifest(replace(frames.manifest, with_text=frames.manifest.with_text and with_text), beside)


def withhold_text(frames: Frames) -> Frames:
    """The frames without article text: facts, names, numbers, scores and offsets stay."""
    tables = {
        name: withhold_table(name, arrow.Table.from_pandas(table, preserve_index=False)).to_pandas()
        for name, table in frames.items()
    }
    return Frames(tables, replace(frames.manifest, with_text=False))


def read_frames(folder: Path) -> Frames:
    """The frames in ``folder``, checked. Raises FrameError where one is missing or breaks its layout.

    Those of a large corpus, which are several files each, are read and checked when they are asked for.
    """
    if not is_frames_folder(folder):
        raise CorpusError(f"{folder}: no frames here. `python -m analysis parse CORPUS --out {folder}` makes them.")
    if place_of(folder, "articles.parquet").is_dir():
        return Frames({}, read_manifest(folder), stored=_places_in(folder))
    for _ in range(_ATTEMPTS - 1):
        before = version_of(folder)
        with contextlib.suppress(FrameError):
            frames = _checked(hold_frames(folder))
            if before is not None and version_of(folder) == before:
                return frames
        if before is not None and version_of(folder) == before:
            break  # nobody has written meanwhile: the fault is in the frames
    return _checked(hold_frames(folder))


def hold_frames(folder: Path) -> Frames:
    """The frames in ``folder``, all read, each checked by itself."""
    manifest, places = read_manifest(folder), _places_in(folder)
    if places("articles").is_dir():
        return Frames({name: Frames({}, manifest, stored=places)[name] for name in LAYOUTS}, manifest)
    return Frames({name: read_frame(folder, name) for name in LAYOUTS}, manifest)


def _checked(frames: Frames) -> Frames:
    check_references(frames)
    return frames


def _places_in(folder: Path) -> Callable[[str], Path]:
    """Where each frame is; raises FrameError once they have been made anew, which would mix two runs."""
    opened = version_of(folder)

    def place(name: str) -> Path:
        if version_of(folder) != opened:
            raise FrameError(f"{folder}: the frames were made anew meanwhile. Open them again.")
        return place_of(folder, f"{name}.parquet")

    return place


def read_frame(folder: Path, name: str) -> pd.DataFrame:
    """A frame of a folder, checked by itself. Raises FrameError where it is missing or breaks its layout."""
    paths = [place / f"{name}.{f}" for place in (folder / READY, folder) for f in ("parquet", "csv")]
    path = next((path for path in paths if path.is_file()), None)
    if path is None and LAYOUTS[name].added:
        return make_frame(name, [])
    if path is None:
        raise FrameError(f"Frame {name} is missing in {folder}. Make the frames again with `parse`.")
    try:
        table = _read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path).reset_index(drop=True)
    except (OSError, ValueError) as error:
        raise FrameError(f"Frame {name} in {folder}: cannot be read ({error}). Make it again with `parse`.") from error
    return validate(name, _with_added(name, table))


def _read_csv(path: Path) -> pd.DataFrame:
    """Text as text: an outlet called "NA" or a title "007" must come back as it was written."""
    read = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
    if not isinstance(read.index, pd.RangeIndex):  # pandas takes the first cells of longer rows for names of the rows
        raise ValueError("its rows have more cells than its first line names")
    return unguard_table(read)


def _with_added(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """``table`` with the columns that frames of an earlier version lack, which are missing in every row."""
    columns = LAYOUTS[name].columns
    lacking = [column for column, told in columns.items() if told.added and column not in table.columns]
    if not lacking:
        return table
    known = [column for column in columns if column in table.columns or column in lacking]
    table = table.assign(**dict.fromkeys(lacking))
    return table[[*known, *(column for column in table.columns if column not in known)]]
