"""The user's cache: what was made once and need not be made again. It may be deleted at any time, and stays small."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from analysis.frames.replacing import remove

# Folders kept of each kind, and their bytes together, not counting the one in use.
MOST_FOLDERS = 12
MOST_BYTES = 2_000_000_000
_IN_USE = 60 * 60  # seconds: what was used so lately may still be read by another run

# Whose versions decide what is read and found.
_PACKAGES = (
    "charset-normalizer", "lxml", "nltk", "openpyxl", "py3langid", "pypdfium2", "striprtf", "trafilatura",
    "vaderSentiment", "warcio",
)  # fmt: skip


def cache_folder(kind: str) -> Path:
    """The folder of the user's cache for one kind of things ("frames", "shards")."""
    return Path(platformdirs.user_cache_dir("dispatches")) / kind


def keep_only_newest(present: Path) -> None:
    """Let ``present`` be the last to be removed, and remove those folders beside it that were used longest ago, where
    there are too many or they are too large."""
    with suppress(OSError):
        os.utime(present)
        others = (path for path in present.parent.iterdir() if path != present)
        size = 0
        for i, folder in enumerate(sorted(others, key=lambda p: p.stat().st_mtime, reverse=True)):
            size += sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
            unused = time.time() - folder.stat().st_mtime > _IN_USE
            if unused and (i >= MOST_FOLDERS or size > MOST_BYTES):
                remove(folder)


@cache
def code_key(*parts: str) -> str:
    """Digest of the package's code and lexicons (where ``parts`` are given, of those) and of what it reads with."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(f"{sys.version_info[:2]} {' '.join(map(_version, _PACKAGES))}".encode())
    for place in map(package.joinpath, parts or ("",)):
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in {".py", ".toml", ".tsv"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
