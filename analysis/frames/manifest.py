"""A folder of frames: what it was made from, and in what it differs from a folder of articles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Literal

from analysis.errors import FrameError
from analysis.frames.replacing import place_of, set_beside

Format = Literal["parquet", "csv"]
FORMATS: tuple[Format, ...] = ("parquet", "csv")
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of frames was made from.

    ``fingerprint`` digests the articles, their metadata, the corpus's lexicon and its corrections; ``made_by`` is the
    package's version; ``same_outlets`` the names of outlets that are taken for another (comparison.outlets).
    """

    corpus: str
    fingerprint: str
    made_by: str
    with_text: bool = True
    same_outlets: Mapping[str, str] = field(default_factory=dict)


def is_frames_folder(folder: Path) -> bool:
    """Whether ``folder`` holds frames (rather than articles)."""
    return place_of(folder, MANIFEST).is_file() and any(place_of(folder, f"articles.{f}").exists() for f in FORMATS)


def frames_beside(out: Path) -> AbstractContextManager[Path]:
    """A folder to write all frames and their manifest into; in the end they are the frames of ``out``.

    Until then, and where anything fails, the previous ones are. Raises WriteError where they cannot be written.
    """
    return set_beside(out, endings=[f".{f}" for f in FORMATS])


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write what the frames in ``folder`` were made from."""
    told = {name: value for name, value in asdict(manifest).items() if value != {}}
    text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> Manifest:
    """What the frames in ``folder`` were made from. Raises FrameError where the manifest is none."""
    path = place_of(folder, MANIFEST)
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
        told = asdict(manifest)
        texts = [*told.pop("same_outlets").items()]
        if not isinstance(told.pop("with_text"), bool) or not all(
            isinstance(v, str) for v in (*told.values(), *chain.from_iterable(texts))
        ):
            raise TypeError("a value has the wrong type")
    except (OSError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise FrameError(f"{path}: not a manifest ({error}). Make the frames again with `parse`.") from error
    return manifest


def version_of(folder: Path) -> tuple[int, int] | None:
    """What changes when frames are written anew; None while they are."""
    try:
        stat = place_of(folder, MANIFEST).stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns
