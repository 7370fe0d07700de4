"""Frames on disk: a folder of Parquet or CSV files with a manifest, written, read and checked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as arrow

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
from analysis.frames.querying import StoredTables, articles_without_text, n_articles
from analysis.frames.references import check_references
from analysis.frames.replacing import READY, place_of
from analysis.frames.spreadsheets import unguard_table, write_csv
from analysis.frames.withholding import withhold_table

_ATTEMPTS = 5  # to read frames that are being written anew meanwhile


@dataclass(frozen=True, eq=False)
class Frames(Mapping[str, pd.DataFrame]):
    """All frames of a corpus, each under its name as ``frames["attacks"]`` or ``frames.attacks``."""

    tables: Mapping[str, pd.DataFrame]
    manifest: Manifest
    unmatched: tuple[str, ...] = field(default=())
    """Article ids whose text was asked for (``articles=``) and not found, or not with these words."""
    made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    """What was computed of these frames and is asked for again (``querying.once``)."""

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        try:
            return self.tables[name]
        except KeyError:
            raise AttributeError(f"no frame called {name!r}; there are {', '.join(self.tables)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    @property
    def has_text(self) -> bool:
        """Whether any article has its text, so that evidence can be quoted."""
        return articles_without_text(self) < n_articles(self)

    @property
    def in_parts(self) -> bool:
        """Whether the frames are those of a large corpus, of which one reads the columns that one needs."""
        return isinstance(self.tables, StoredTables)

    def replaced(self, **tables: pd.DataFrame) -> Frames:
        """The same frames with some of them exchanged, checked."""
        new = {name: validate(name, table) for name, table in tables.items()}
        held = self.tables.holding(new) if isinstance(self.tables, StoredTables) else {**self.tables, **new}
        return replace(self, tables=held)


def write_frames(frames: Frames, out: Path, *, format: Format = "parquet", with_text: bool = True) -> None:
    """Write all frames and the manifest to ``out``: whatever happens, there are the previous ones or these.

    With ``with_text=False`` the text is left out, and so is all but the start of any cell longer than eight words.
    Raises WriteError where they cannot be written.
    """
    frames = frames if with_text else withhold_text(frames)
    with frames_beside(out) as beside:
        for name in LAYOUTS:
            write_frame(frames[name], beside / f"{name}.{format}")
        write_manifest(frames.manifest, beside)


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as Parquet or CSV, by the ending of ``path``."""
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            write_csv(frame, file)


def withhold_text(frames: Frames) -> Frames:
    """The frames without article text: facts, names, numbers, scores and offsets stay."""
    tables = {
        name: withhold_table(name, arrow.Table.from_pandas(table, preserve_index=False)).to_pandas()
        for name, table in frames.items()
    }
    return Frames(tables, replace(frames.manifest, with_text=False))


def read_frames(folder: Path) -> Frames:
    """The frames in ``folder``, checked. Raises FrameError where one is missing or breaks its layout.

    Those of a large corpus, which are in parts, are read and checked one by one when they are asked for.
    """
    if not is_frames_folder(folder):
        raise CorpusError(f"{folder}: no frames here. `python -m analysis parse CORPUS --out {folder}` makes them.")
    if place_of(folder, "articles.parquet").is_dir():
        return Frames(StoredTables(_parts_in(folder)), read_manifest(folder))
    for _ in range(_ATTEMPTS - 1):
        before = version_of(folder)
        with contextlib.suppress(FrameError):
            frames = _read_all(folder)
            if before is not None and version_of(folder) == before:
                return frames
        if before is not None and version_of(folder) == before:
            break  # nobody has written meanwhile: the fault is in the frames
    return _read_all(folder)


def _parts_in(folder: Path) -> Callable[[str], Path]:
    """Where each frame is; raises FrameError once they have been made anew, which would mix two runs."""
    opened = version_of(folder)

    def place(name: str) -> Path:
        if version_of(folder) != opened:
            raise FrameError(f"{folder}: the frames were made anew meanwhile. Open them again.")
        return place_of(folder, f"{name}.parquet")

    return place


def _read_all(folder: Path) -> Frames:
    manifest = read_manifest(folder)
    tables = {name: read_frame(folder, name) for name in LAYOUTS}
    check_references(tables)
    return Frames(tables, manifest)


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
