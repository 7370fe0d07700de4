"""Work done in one other process, which ends with it: what it loads and holds, this one never does."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from threading import Thread
from typing import Any, TypeVar

from analysis.errors import WorkerError

T = TypeVar("T")

_EVERY = 1.0  # seconds: how often a process looks whether the one that sends it work still lives


def run_apart(work: Callable[..., T], jobs: Iterable[tuple[Any, ...]]) -> Iterator[T]:
    """What ``work`` makes of each of ``jobs``, in their order, in one other process: joblib's would be three.

    Raises what ``work`` raises, and WorkerError where the process was ended from outside.
    """
    # Loaded where they are wanted: both take as long as an article.
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, get_context("spawn"), end_with, (os.getpid(),)) as process:
        try:
            for job in jobs:
                yield process.submit(work, *job).result()
        except BrokenProcessPool as error:
            raise WorkerError(
                "The process that writes frames was ended from outside, mostly for want of memory. Run the same "
                "command again: what was parsed is known."
            ) from error


@cache
def end_with(sender: int) -> None:
    """Let this process end soon after the one that sends it work, which may be killed: it would wait for ever."""

    def watch() -> None:
        while os.getppid() == sender:
            time.sleep(_EVERY)
        os._exit(1)

    if os.name != "nt":
        Thread(target=watch, daemon=True).start()
