"""Worker processes that end with the one that started them, however it ended."""

from __future__ import annotations

import os
import time
from functools import cache
from multiprocessing import current_process
from threading import Thread

_EVERY = 1.0  # seconds


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
