"""A folder of frames: what it was made from, and how a complete set of files takes the place of another in one step."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from analysis.errors import FrameError
from analysis.frames.beside import beside_name, folder_beside, remove

Format = Literal["parquet", "csv"]
FORMATS: tuple[Format, ...] = ("parquet", "csv")
MANIFEST = "manifest.json"
READY = ".ready"  # a complete set of files that is being moved into its places


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of frames was made from.

    ``fingerprint`` digests the articles, their metadata, the corpus's lexicon and its corrections; ``made_by`` is the
    package's version.
    """

    corpus: str
    fingerprint: str
    made_by: str
    with_text: bool = True


def is_frames_folder(folder: Path) -> bool:
    """Whether ``folder`` holds frames (rather than articles)."""
    return place_of(folder, MANIFEST).is_file() and any(place_of(folder, f"articles.{f}").exists() for f in FORMATS)


@contextmanager
def frames_beside(out: Path) -> Iterator[Path]:
    """A folder to write all frames and their manifest into; in the end they are the frames of ``out``.

    Until then, and where anything fails, the previous ones are. Raises WriteError where they cannot be written.
    """
    with folder_beside(out) as beside:
        yield beside
        _settle(out)  # what an earlier run was killed at
        beside.replace(out / READY)  # one step: from here on these are the frames of ``out``
        _settle(out)


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write what the frames in ``folder`` were made from."""
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def _settle(out: Path) -> None:
    """Move the files of a complete set to their places. May be broken off and done again: readers look here first."""
    ready = out / READY
    if not ready.is_dir():
        return
    for path in sorted(ready.iterdir(), key=lambda p: (p.name == MANIFEST, p.name)):
        if path.name != MANIFEST:
            _remove_old(out / f"{path.stem}{'.csv' if path.suffix == '.parquet' else '.parquet'}")
        if path.is_dir() or (out / path.name).is_dir():  # neither takes the other's place
            _remove_old(out / path.name)
        with contextlib.suppress(FileNotFoundError):  # another run is moving them, too
            path.replace(out / path.name)
    with contextlib.suppress(OSError):
        ready.rmdir()


def _remove_old(path: Path) -> None:
    """Remove a frame that a newer one replaces; one in parts leaves its name first, as a whole."""
    if not path.is_dir():
        path.unlink(missing_ok=True)
        return
    aside = path.with_name(beside_name())
    with contextlib.suppress(FileNotFoundError):  # another run is moving them, too
        path.replace(aside)
    remove(aside)


def place_of(folder: Path, file: str) -> Path:
    """Where ``file`` of a folder of frames is: among those that are complete and not yet moved, or in the folder."""
    ready = folder / READY / file
    return ready if ready.exists() else folder / file


def version_of(folder: Path) -> tuple[int, int] | None:
    """What changes when frames are written anew; None while they are."""
    try:
        stat = place_of(folder, MANIFEST).stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns


def read_manifest(folder: Path) -> Manifest:
    """What the frames in ``folder`` were made from. Raises FrameError where the manifest is none."""
    path = place_of(folder, MANIFEST)
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
        if not all(isinstance(v, bool if k == "with_text" else str) for k, v in asdict(manifest).items()):
            raise TypeError("a value has the wrong type")
    except (OSError, TypeError, ValueError, RecursionError) as error:
        raise FrameError(f"{path}: not a manifest ({error}). Make the frames again with `parse`.") from error
    return manifest
