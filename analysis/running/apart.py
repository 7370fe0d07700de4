"""Work done in one other process, which ends with it: what it loads and holds, this one never does.

The other one is a plain Python that loads nothing but the work; it is sent a job, does it, answers, and waits for the
next.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from threading import Thread
from typing import Any, TypeVar

from analysis.errors import WorkerError

T = TypeVar("T")

_EVERY = 1.0  # seconds: how often a process looks whether the one that sends it work still lives


def run_apart(work: Callable[..., T], jobs: Iterable[tuple[Any, ...]]) -> Iterator[T]:
    """What ``work`` makes of each of ``jobs``, in their order, in another process.

    Raises what ``work`` raises, and WorkerError where the process was ended from outside.
    """
    start = f"import sys; sys.path[:] = {sys.path!r}; from analysis.running.apart import answer; answer()"
    process = subprocess.Popen([sys.executable, "-c", start], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        ask, told = process.stdin, process.stdout
        assert ask is not None
        assert told is not None
        try:
            for job in jobs:
                pickle.dump((work, job), ask)
                ask.flush()
                done, result = pickle.load(told)  # noqa: S301 - what this package wrote
                if not done:
                    raise result
                yield result
        except (EOFError, BrokenPipeError) as error:
            raise WorkerError(
                "The process that writes frames was ended from outside, mostly for want of memory. Run the same "
                "command again: what was parsed is known."
            ) from error
        except BaseException:
            process.kill()
            raise


@cache
def end_with(sender: int) -> None:
    """Let this process end soon after the one that sends it work, which may be killed: it would wait for ever."""

    def watch() -> None:
        while os.getppid() == sender:
            time.sleep(_EVERY)
        os._exit(1)

    if os.name != "nt":
        Thread(target=watch, daemon=True).start()


def answer() -> None:
    """Do what is sent until nothing more comes: the other side of ``run_apart``."""
    end_with(os.getppid())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the one that sends the work ends this one
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints is no answer
    while True:
        try:
            work, job = pickle.load(sys.stdin.buffer)  # noqa: S301 - what this package wrote
        except EOFError:
            return
        try:
            result = True, work(*job)
        except Exception as error:
            result = False, error
        pickle.dump(result, answers)
        answers.flush()
