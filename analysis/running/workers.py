"""Workers: those of this machine end with the process that started them, those of a cluster run the same program."""

from __future__ import annotations

import os
import platform
import time
from dataclasses import dataclass
from functools import cache
from multiprocessing import current_process
from pathlib import Path
from threading import Thread

from analysis.errors import ClusterError
from analysis.running.keeping import code_key

_EVERY = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Sender:
    """Who hands out work: a ``process`` of this machine, or one anywhere that runs the program digested as ``code``."""

    process: int | None = None
    code: str = ""


def work_for(sender: Sender) -> None:
    """What a worker sees to before it works. Raises ClusterError where it cannot give what the sender would get."""
    if sender.process is not None:
        end_with(sender.process)
    elif sender.code != code_key():
        raise ClusterError(
            f"The worker on {platform.node()} has another version of Dispatches, Python or a package that it reads "
            "with than this machine. Install the same requirements.lock there, and start the worker again."
        )


def see_folder(folder: Path) -> None:
    """Raises ClusterError where ``folder`` is not on this worker's machine: else each of its files would be missing."""
    if not folder.is_dir():
        raise ClusterError(
            f"The worker on {platform.node()} does not see {folder}. Give a folder that all workers share under this "
            "path, or an address such as s3://bucket/folder."
        )


@cache
def end_with(parent: int) -> None:
    """From now on this process ends soon after the process ``parent``, if it is a worker of joblib's own pool.

    Such a worker waits for more work for five minutes, also when the process that would send it was killed.
    """
    if os.name != "nt" and current_process().name.startswith("LokyProcess"):
        Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os._exit(1)
