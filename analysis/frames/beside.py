"""Files and folders written beside their goal and moved into place: whoever looks sees the old or the new, never half.

What is being written bears the number of its process. A process that was killed cannot clear up; the next one that
writes there does, and lets alone what a living one is writing.
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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.errors import WriteError

PREFIX = ".writing-"
_OURS = re.compile(r"\.writing-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}")
# Of other machines nothing is known but the age.
_LEFT_BEHIND = 24 * 60 * 60
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


def write_in_place(path: Path, content: str | bytes) -> None:
    """``content`` (text as UTF-8) at ``path``, all of it or nothing. Raises WriteError where that cannot be done."""
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(path.parent)
        beside = path.with_name(beside_name())
        try:
            beside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
            beside.replace(path)
        except BaseException:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise


@contextmanager
def folder_beside(out: Path, *, private: bool = False) -> Iterator[Path]:
    """A new folder inside ``out``, to be moved into place; what is left of it in the end is removed.

    A folder ``out`` that did not exist and stays empty is removed, too; a ``private`` one is for this user
    only. Raises WriteError for a full disk and the like.
    """
    existed = out.is_dir()
    with explained(out):
        out.mkdir(parents=True, exist_ok=True)
        clear_leftovers(out)
        beside = out / beside_name()
        beside.mkdir(0o700 if private else 0o777)
        try:
            yield beside
        finally:
            shutil.rmtree(beside, ignore_errors=True)
            if not existed:
                with suppress(OSError):
                    out.rmdir()  # refuses where there is anything in it


def beside_name() -> str:
    """A name for what this process is writing, hidden and like no other."""
    return f"{PREFIX}{_machine()}-{os.getpid()}-{secrets.token_hex(4)}"


def clear_leftovers(folder: Path) -> None:
    """Remove what runs that were killed have left in ``folder``."""
    with suppress(OSError):
        for path in folder.glob(f"{PREFIX}*"):
            if _is_left_behind(path):
                remove(path)


def remove(path: Path) -> None:
    """Remove a file or a folder; what cannot be removed stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Errors of the system while ``path`` is written, as a WriteError that says what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{path}: not written ({reason}). What stood there before still does. {_remedy(error)}") from (
            error
        )


def _remedy(error: OSError) -> str:
    if error.errno in _FULL:
        return "Make room on the disk, or choose a folder on another one, and run the command again."
    if error.errno in _FORBIDDEN:
        return "Choose a folder that you may write to."
    return "Check the folder, and run the command again."


def _is_left_behind(path: Path) -> bool:
    made = _OURS.fullmatch(path.name)
    if made and made[1] == _machine() and not _is_running(int(made[2])):
        return True
    try:
        return time.time() - path.stat().st_mtime > _LEFT_BEHIND
    except OSError:
        return False


def _is_running(process: int) -> bool:
    """Whether there is such a process; where that cannot be asked (Windows), it is taken to be."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)  # sends nothing
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]
