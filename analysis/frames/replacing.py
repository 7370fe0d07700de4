"""Files, and sets of files, written beside their goal and moved into place: whoever looks sees the old or the new.

What is being written bears the number of its process. A process that was killed cannot clear up; the next one that
writes there does, and lets alone what a living one is writing. A set of files (the frames of a corpus) becomes the one
that is seen in one step, as the folder ``READY``; readers look there first while its files move to their places.
"""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.errors import WriteError

PREFIX = ".writing-"
READY = ".ready"
_OURS = re.compile(r"\.writing-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}")
_LEFT_BEHIND = 24 * 60 * 60  # seconds: of other machines nothing is known but the age
_REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "Make room on the disk, or choose a folder on another "
    "one, and run the command again."),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "Choose a folder that you may write to."),
}  # fmt: skip


def write_in_place(path: Path, content: str | bytes) -> None:
    """``content`` (text as UTF-8) at ``path``, all of it or nothing. Raises WriteError where that cannot be done."""
    with folder_beside(path.parent, told=path) as beside:
        new = beside / path.name
        new.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        new.replace(path)


def join_in_place(path: Path, parts: Sequence[Path]) -> None:
    """The files ``parts`` as one at ``path``, all of it or nothing. Raises WriteError where that cannot be done."""
    with folder_beside(path.parent, told=path, clear=False) as beside:
        new = beside / path.name
        with new.open("wb") as file:
            for part in parts:
                with part.open("rb") as content:
                    shutil.copyfileobj(content, file)
        new.replace(path)


@contextmanager
def folder_beside(out: Path, *, private: bool = False, told: Path | None = None, clear: bool = True) -> Iterator[Path]:
    """A new folder inside ``out``, to be moved into place; what is left of it in the end is removed, and what killed
    processes left, but where many write at once (``clear``): each would look through what all others have written.

    A folder ``out`` that did not exist and stays empty is removed, too; a ``private`` one is for this user
    only. Raises WriteError, which names ``told`` or ``out``, for a full disk and the like.
    """
    existed = out.is_dir()
    try:
        out.mkdir(parents=True, exist_ok=True)
        if clear:
            clear_leftovers(out)
        beside = out / _name_beside()
        beside.mkdir(0o700 if private else 0o777)
        try:
            yield beside
        finally:
            shutil.rmtree(beside, ignore_errors=True)
            if not existed:
                with suppress(OSError):
                    out.rmdir()  # refuses where there is anything in it
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "Check the folder, and run the command again.")
        reason = f"not written ({error.strerror or error}). What stood there before still does."
        raise WriteError(f"{told or out}: {reason} {remedy}") from error


@contextmanager
def set_beside(out: Path, *, endings: Sequence[str]) -> Iterator[Path]:
    """A folder to write a set of files into, which in the end takes the place of the one in ``out``.

    A file replaces those of its name with any of ``endings``. Until all are written, and where anything fails, the
    previous set stands. Raises WriteError where it cannot be written.
    """
    with folder_beside(out) as beside:
        yield beside
        _settle(out, endings)  # what an earlier run was killed at
        beside.replace(out / READY)  # one step: from here on these are the files of ``out``
        _settle(out, endings)


def place_of(folder: Path, file: str) -> Path:
    """Where ``file`` of a set is: among those that are complete and not yet moved, or in the folder."""
    ready = folder / READY / file
    return ready if ready.exists() else folder / file


def _settle(out: Path, endings: Sequence[str]) -> None:
    """Move the files of a complete set to their places. May be broken off and done again."""
    ready = out / READY
    if not ready.is_dir():
        return
    for path in sorted(ready.iterdir(), key=lambda p: (p.suffix not in endings, p.name)):
        for old in (path.with_suffix(ending) for ending in endings if path.suffix in endings):
            _remove_old(out / old.name, but_not_file=old == path and not path.is_dir())
        with suppress(FileNotFoundError):  # another run is moving them, too
            path.replace(out / path.name)
    with suppress(OSError):
        ready.rmdir()


def _remove_old(path: Path, *, but_not_file: bool) -> None:
    """Remove what a newer one replaces: a folder leaves its name first, as a whole; a file replaces one in one step."""
    with suppress(FileNotFoundError):  # another run is moving them, too
        if path.is_dir():
            remove(path.replace(path.with_name(_name_beside())))
        elif not but_not_file:
            path.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Remove a file or a folder; what cannot be removed stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def clear_leftovers(folder: Path) -> None:
    """Remove what killed processes were writing in ``folder``."""
    for path in folder.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another process has removed it
            made = _OURS.fullmatch(path.name)
            is_of_the_dead = made is not None and made[1] == _machine() and not _is_running(int(made[2]))
            if is_of_the_dead or time.time() - path.stat().st_mtime > _LEFT_BEHIND:
                remove(path)


def _name_beside() -> str:
    """A name for what this process is writing, hidden and like no other."""
    return f"{PREFIX}{_machine()}-{os.getpid()}-{secrets.token_hex(4)}"


def _is_running(process: int) -> bool:
    """Whether there is such a process; where that cannot be asked (Windows), it is taken to be."""
    try:
        if os.name != "nt":
            os.kill(process, 0)  # sends nothing
    except OSError as error:
        return not isinstance(error, ProcessLookupError)
    return True


def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]
