"""Corpora that lie elsewhere: in an object store (s3://, gs://, …) or on any file system that fsspec reaches.

Their files are listed there and brought to a local folder to be read: metadata, lexicon and corrections by whoever
starts a run, the articles shard by shard, many at once, by whoever parses them. So everything that reads a file reads a
local one. (Paths of universal-pathlib in the place of local ones cost 0.9 ms a file before it is opened, and two
requests in turn for each; a shard brought at once costs what its slowest file does.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from analysis.errors import CorpusError

BESIDE = ("metadata.csv", "fields.toml", "lexicon.toml", "corrections.csv")
# A scheme of one letter is a drive of Windows.
_ADDRESS = re.compile(r"(?!file:|local:)[a-zA-Z][a-zA-Z0-9+.-]+(?:::|://)")
_LOCAL = re.compile(r"(?:file|local)://")
_INSTALL = "pip install 'dispatches[cluster]' (for gs:// gcsfs, too), here and on every worker"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A corpus at an address, with the names of its files relative to it, sorted."""

    address: str
    names: tuple[str, ...]


def is_address(place: str) -> bool:
    """Whether ``place`` is an address such as s3://bucket/corpus, not a path of this machine."""
    return _ADDRESS.match(place) is not None


def local_path(place: str) -> Path:
    """The path that ``place`` is, or that a file:// address names."""
    return Path(unquote(place[local.end() :])) if (local := _LOCAL.match(place)) else Path(place)


@contextmanager
def near(corpus: str) -> Iterator[tuple[Path, Elsewhere | None]]:
    """The local folder of a corpus; for one that lies elsewhere a folder with all but its articles, and what is there.

    Raises CorpusError where nothing is found at the address, or it cannot be reached.
    """
    if not is_address(corpus):
        yield local_path(corpus), None
        return
    elsewhere = Elsewhere(corpus, list_names(corpus))
    if not elsewhere.names:
        raise CorpusError(f"{corpus}: no file is there. Give the address of the folder that holds the articles.")
    with TemporaryDirectory(prefix="dispatches-") as scratch:
        folder = Path(scratch, corpus.rstrip("/").rsplit("/", 1)[-1])
        bring(corpus, [name for name in BESIDE if name in elsewhere.names], folder)
        yield folder, elsewhere


@contextmanager
def at_hand(
    address: str | None, corpus: Path, files: Sequence[Path], extra: Path | None
) -> Iterator[tuple[Path, Sequence[Path], Path | None]]:
    """A corpus folder, files of it and its lexicon where they can be read: as given, or brought from ``address``."""
    if address is None:
        yield corpus, files, extra
        return
    with TemporaryDirectory(prefix="dispatches-") as scratch:
        names = [file.relative_to(corpus).as_posix() for file in [*files, *([extra] if extra else [])]]
        bring(address, names, Path(scratch))
        here = [Path(scratch, name) for name in names]
        yield Path(scratch), here[: len(files)], here[-1] if extra else None


def list_names(address: str) -> tuple[str, ...]:
    """The names of all files below an address, relative to it, sorted; none that a local path could not have."""
    files, root = open_address(address)
    with reached(address):
        files.invalidate_cache(root)  # a listing of an hour ago is not what is there
        found = files.find(root, detail=True)
    prefix = f"{root.rstrip('/')}/"
    names = (path[len(prefix) :] for path, info in found.items() if path.startswith(prefix) and info["type"] == "file")
    return tuple(sorted(name for name in names if _is_inside(name)))


def _is_inside(name: str) -> bool:
    """Whether a key is a path below its folder: object stores take any text as a key, also "../x"."""
    return not ({"", ".", ".."} & set(name.split("/")) or "\0" in name or "\\" in name)


def bring(address: str, names: Sequence[str], folder: Path) -> None:
    """Copy files to ``folder``, many at once. What is gone or may not be read is left out, and missed when it is read.

    Raises CorpusError where the address cannot be reached.
    """
    if not names:
        return
    files, root = open_address(address)
    pairs = [(f"{root.rstrip('/')}/{name}", str(folder / name)) for name in names]
    for _, here in pairs:
        Path(here).parent.mkdir(parents=True, exist_ok=True)
    try:
        files.get([there for there, _ in pairs], [here for _, here in pairs])
    except Exception:  # which of them it was, not every file system says
        for there, here in pairs:
            _bring_one(address, files, there, here)


def _bring_one(address: str, files: Any, there: str, here: str) -> None:
    with reached(address):
        try:
            files.get([there], [here])
        except (ConnectionError, TimeoutError):
            raise
        except OSError:
            Path(here).unlink(missing_ok=True)  # half a file is none


def open_address(address: str) -> tuple[Any, str]:
    """The file system (fsspec's) and the path in it that an address names. Raises CorpusError where there is none."""
    remedy = f"Run {_INSTALL}."
    try:
        from fsspec.core import url_to_fs

        files, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        if isinstance(error, ValueError):
            remedy = "Addresses begin with s3://, gs:// or another name of fsspec's."
        raise CorpusError(f"{address}: {error}. {remedy}") from error
    return files, path


@contextmanager
def reached(address: str) -> Iterator[None]:
    """Whatever a file system raises, as a CorpusError that says what to do: each has errors of its own."""
    try:
        yield
    except CorpusError:
        raise
    except Exception as error:
        reason = str(error).strip() or type(error).__name__
        remedy = "Check the address, the network, and the credentials and endpoint in the environment."
        raise CorpusError(f"{address}: cannot be reached ({reason}). {remedy}") from error
