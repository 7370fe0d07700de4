"""Frames on disk: a folder of Parquet or CSV files with a manifest, written, read and validated."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import CorpusError, FrameError
from analysis.frames.parted import PartedTables, articles_without_text, n_articles
from analysis.frames.placing import (
    READY,
    Format,
    Manifest,
    frames_beside,
    is_frames_folder,
    place_of,
    read_manifest,
    version_of,
    write_manifest,
)
from analysis.frames.references import check_references
from analysis.frames.spreadsheets import unguard_table, write_csv
from analysis.frames.validation import ADDED_COLUMNS, ADDED_FRAMES, SCHEMAS, make_frame, validate

_ATTEMPTS = 5  # to read frames that are being written anew meanwhile

# A withheld text must not come back through a long headline or target: facts fit into eight words.
WITHHELD_WORDS = 8
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, eq=False)
class Frames(Mapping[str, pd.DataFrame]):
    """All frames of a corpus, each under its name as ``frames["attacks"]`` or ``frames.attacks``."""

    tables: Mapping[str, pd.DataFrame]
    manifest: Manifest
    unmatched: tuple[str, ...] = field(default=())
    """Article ids whose text was asked for (``articles=``) and not found, or not with these words."""
    made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    """What was computed of these frames and is asked for again (``parted.once``)."""

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

    def replaced(self, **tables: pd.DataFrame) -> Frames:
        """The same frames with some of them exchanged, validated."""
        new = {name: validate(name, t) for name, t in tables.items()}
        held = self.tables.holding(new) if isinstance(self.tables, PartedTables) else {**self.tables, **new}
        return replace(self, tables=held)

    @property
    def in_parts(self) -> bool:
        """Whether the frames are those of a large corpus, of which one reads the columns that one needs."""
        return isinstance(self.tables, PartedTables)


def write_frames(frames: Frames, out: Path, *, format: Format = "parquet", with_text: bool = True) -> None:
    """Write all frames and the manifest to ``out``: whatever happens, there are the previous ones or these.

    With ``with_text=False`` the text is left out, and so is all but the start of any cell longer than eight words.
    Raises WriteError where they cannot be written.
    """
    frames = frames if with_text else withhold_text(frames)
    with frames_beside(out) as beside:
        for name in SCHEMAS:
            _write_table(frames[name], beside / f"{name}.{format}")
        write_manifest(frames.manifest, beside)


def _write_table(table: pd.DataFrame, path: Path) -> None:
    if path.suffix == ".parquet":
        table.to_parquet(path, index=False)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            write_csv(table, file)


def read_frames(folder: Path) -> Frames:
    """The frames in ``folder``, validated. Raises FrameError where one is missing or breaks its schema.

    Those of a large corpus, which are in parts, are read and validated one by one when they are asked for.
    """
    if not is_frames_folder(folder):
        raise CorpusError(f"{folder}: no frames here. `python -m analysis parse CORPUS --out {folder}` makes them.")
    if place_of(folder, "articles.parquet").is_dir():
        return Frames(PartedTables(_parts_in(folder)), read_manifest(folder))
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
    tables = {name: validate(name, _as_now(name, _read_table(folder, name))) for name in SCHEMAS}
    check_references(tables)
    return Frames(tables, manifest)


def _read_table(folder: Path, name: str) -> pd.DataFrame:
    try:
        for place in (folder / READY, folder):
            if (place / f"{name}.parquet").is_file():
                return pd.read_parquet(place / f"{name}.parquet").reset_index(drop=True)  # a stranger's may have one
            if (place / f"{name}.csv").is_file():
                return _read_csv(place / f"{name}.csv", name)
    except (OSError, ValueError) as error:
        raise FrameError(f"Frame {name} in {folder}: cannot be read ({error}). Make it again with `parse`.") from error
    if name in ADDED_FRAMES:
        return make_frame(name, [])
    raise FrameError(f"Frame {name} is missing in {folder}. Make the frames again with `parse`.")


def _read_csv(path: Path, name: str) -> pd.DataFrame:
    """Text as text: an outlet called "NA" or a title "007" must come back as it was written."""
    read = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
    if not isinstance(read.index, pd.RangeIndex):  # pandas takes the first cells of longer rows for names of the rows
        raise ValueError("its rows have more cells than its first line names")
    raw = unguard_table(read)
    return raw.assign(**{c: _typed(raw[c], name, c) for c in raw.columns if c in SCHEMAS[name].columns})


def _as_now(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """``table`` with the columns that frames of an earlier version lack, which are missing in every row."""
    lacking = [column for column in ADDED_COLUMNS.get(name, ()) if column not in table.columns]
    if not lacking:
        return table
    table = table.assign(**{column: pd.Series(pd.NA, index=table.index, dtype="string") for column in lacking})
    known = [column for column in SCHEMAS[name].columns if column in table.columns]
    return table[[*known, *(c for c in table.columns if c not in known)]]


def _typed(column: pd.Series[str], name: str, column_name: str) -> pd.Series[bool] | pd.Series[str]:
    if str(SCHEMAS[name].columns[column_name].dtype) == "boolean":
        return column.map({"True": True, "False": False}).astype("boolean")
    return column


def withhold_text(frames: Frames) -> Frames:
    """The frames without article text: facts, names, numbers, scores and offsets stay."""
    tables = {name: withhold_table(name, frames[name]) for name in frames}
    return Frames(tables, replace(frames.manifest, with_text=False))


def withhold_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """A frame, or a part of it, without article text."""
    withheld = {
        column: table[column].map(_first_words, na_action="ignore")
        for column in table.columns
        if pd.api.types.is_string_dtype(table[column].dtype)
    }
    if name == "articles":
        withheld["text"] = pd.Series(pd.NA, index=table.index, dtype="string")
    return validate(name, table.assign(**withheld))


def _first_words(value: str) -> str:
    words = [m for m in _WORD.finditer(value) if not m[0].isdigit()]  # offsets give nothing away
    return value if len(words) <= WITHHELD_WORDS else f"{value[: words[WITHHELD_WORDS - 1].end()]} …"


def empty_frames(corpus: str, fingerprint: str, made_by: str) -> Frames:
    """Frames without a row, as an empty corpus yields them."""
    return Frames({name: make_frame(name, []) for name in SCHEMAS}, Manifest(corpus, fingerprint, made_by))
