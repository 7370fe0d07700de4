"""Frames in object stores (s3://, gs://, …) and wherever else fsspec reaches.

An object store replaces one object whole but renames nothing and knows no folders. So a run puts its files under a
prefix of its own, and last of all the manifest, one object, which names that prefix and the files in it. Readers follow
the manifest: they see the run before or this one, never half of either. The run before stays, for those who are reading
it; what is older goes.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis.errors import CorpusError, FrameError, WriteError
from analysis.formats.elsewhere import bring, is_address, local_path, open_address, reached
from analysis.frames.manifest import MANIFEST
from analysis.frames.replacing import folder_beside
from analysis.running.cache import cache_folder, keep_only_newest

_RUN = re.compile(r"run-(\d{8}T\d{6})-[0-9a-f]{8}")
_TIME = "%Y%m%dT%H%M%S"
_LEFT_BEHIND = timedelta(days=1)  # what a run has put that never came to its manifest


@dataclass(frozen=True, slots=True)
class StoredRun:
    """What a manifest names: the prefix of a run and the files under it, by name with their bytes."""

    run: str
    files: Mapping[str, int]


@contextmanager
def frames_at(out: str) -> Iterator[Path]:
    """A folder to write frames to. If ``out`` is an address, they are put there when the block ends without an error.

    Raises WriteError where that cannot be done; what stood there before then still does.
    """
    if not is_address(out):
        yield local_path(out)
        return
    _try_to_put(out)
    with TemporaryDirectory(prefix="dispatches-") as scratch:
        yield Path(scratch)
        try:
            put_frames(Path(scratch), out)
        except CorpusError as error:
            raise WriteError(f"{error} The frames that stood there before still do.") from error


def _try_to_put(out: str) -> None:
    """That nothing may be put there is told before hours of work, not after them."""
    store, root = open_address(out.rstrip("/"))
    trial = f"{root}/{_new_run()}/trial"
    try:
        with reached(out):
            store.pipe_file(trial, b"")
            store.rm(trial)
    except CorpusError as error:
        raise WriteError(str(error)) from error


def put_frames(folder: Path, out: str) -> None:
    """Put the frames in a local folder at an address: the files, then the manifest that names them."""
    store, root = open_address(out.rstrip("/"))
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    names = [p.relative_to(folder).as_posix() for p in paths]
    stored = StoredRun(_new_run(), {name: path.stat().st_size for name, path in zip(names, paths, strict=True)})
    before = find_run(out)
    with reached(out):
        store.put([str(p) for p in paths], [f"{root}/{stored.run}/{name}" for name in names])
        store.pipe_file(f"{root}/{MANIFEST}", _manifest(folder, stored))
    _clear(store, root, keep={stored.run, before.run if before else stored.run})


def _new_run() -> str:
    return f"run-{datetime.now(UTC):{_TIME}}-{secrets.token_hex(4)}"


def _manifest(folder: Path, stored: StoredRun) -> bytes:
    """The frames' own manifest with where they are: whoever opens it sees what they were made from."""
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    text = json.dumps({**told, "run": stored.run, "files": stored.files}, indent=2, ensure_ascii=False)
    return f"{text}\n".encode()


def find_run(address: str) -> StoredRun | None:
    """What the manifest at an address names; None where there is none. Raises FrameError where it is no manifest."""
    raw = _read_manifest(address)
    if raw is None:
        return None
    try:
        return _checked(json.loads(raw))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FrameError(f"{address}/{MANIFEST}: not a manifest ({error}). Make the frames with `parse`.") from error


def _read_manifest(address: str) -> bytes | None:
    store, root = open_address(address.rstrip("/"))
    with reached(address):
        store.invalidate_cache(root)
        try:
            raw: bytes = store.cat_file(f"{root}/{MANIFEST}")
        except (FileNotFoundError, NotADirectoryError):
            return None
    return raw


def _checked(told: Any) -> StoredRun:
    """Names come from elsewhere: none may lead out of the run's prefix, here or there."""
    run, files = told["run"], told["files"]
    if not (isinstance(run, str) and _RUN.fullmatch(run) and isinstance(files, dict)):
        raise ValueError("it names no run")
    for name, size in files.items():
        if not isinstance(size, int) or {"", ".", ".."} & set(name.split("/")) or "\\" in name or "\0" in name:
            raise ValueError(f"{name!r} is no file of a run")
    return StoredRun(run, files)


def fetch_frames(address: str) -> Path:
    """A local folder with the frames at an address, from the user's cache if they were fetched before.

    Raises CorpusError where there are none.
    """
    stored = find_run(address)
    if stored is None:
        raise CorpusError(f"{address}: no frames there. `python -m analysis parse CORPUS --out {address}` makes them.")
    room = cache_folder("fetched") / hashlib.sha256(f"{address}/{stored.run}".encode()).hexdigest()[:32]
    kept = room / (address.rstrip("/").rpartition("/")[2].strip(".") or "frames")  # reports name it
    if not (kept / MANIFEST).is_file():
        with folder_beside(room, private=True) as beside:
            bring(f"{address.rstrip('/')}/{stored.run}", list(stored.files), beside)
            _check_whole(address, beside, stored)
            with suppress(OSError):  # another process has fetched them meanwhile
                beside.replace(kept)
    keep_only_newest(room)
    return kept


def _check_whole(address: str, folder: Path, stored: StoredRun) -> None:
    for name, size in stored.files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise FrameError(
                f"{address}/{stored.run}/{name}: missing or cut short. Make the frames again with `parse`."
            )


def _clear(store: Any, root: str, *, keep: set[str]) -> None:
    """Remove runs that no manifest names; not those of today, which may be on their way."""
    with suppress(Exception):  # the frames are in place: what could not be cleared is so another time
        for path in store.ls(root, detail=False):
            run = _RUN.fullmatch(path.rstrip("/").rsplit("/", 1)[-1])
            if run and run[0] not in keep and _age(run[1]) > _LEFT_BEHIND:
                store.rm(path, recursive=True)


def _age(made: str) -> timedelta:
    return datetime.now(UTC) - datetime.strptime(made, _TIME).replace(tzinfo=UTC)
