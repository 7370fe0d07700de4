"""Where work is done: in this process, in several of this machine (joblib's), or on a Dask cluster.

Nothing here schedules. Work that a worker took with it when it died is given to another one, so work must give the same
however often it is done.
"""

from __future__ import annotations

import logging
import os
import platform
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from analysis.errors import ClusterError, WorkerError
from analysis.running.apart import end_with
from analysis.running.cache import code_key

T = TypeVar("T")

ANSWER = 10  # seconds that a scheduler has to answer, and a first worker to appear
_AHEAD = 256  # jobs that a cluster is given beyond those at work: workers may join later, and find something to do
_SCHEME = re.compile(r"(dask|tcp|tls|ws|wss|ucx)://(.+)", re.IGNORECASE)
_START = "Start one with `dask scheduler`, and workers with `dask worker ADDRESS`"


def run_jobs(
    work: Callable[..., T], jobs: Iterable[tuple[Any, ...]], *, workers: int | None = None, cluster: str | None = None
) -> Iterator[T]:
    """What ``work`` makes of the arguments of each of ``jobs``, in the order in which they are given.

    ``workers`` processes of this machine, or a ``cluster``: dask://HOST:PORT (tcp://, tls://), or the path of a
    scheduler file. Raises ClusterError where there is no such cluster or it cannot do the work, WorkerError where a
    process of this machine was ended from outside.
    """
    if cluster is not None:
        return _on_cluster(work, jobs, cluster)
    return (work(*job) for job in jobs) if workers == 1 else _in_processes(work, jobs, workers)


def cores() -> int:
    """How many processes this machine, or what may be used of it, runs at a time."""
    import joblib  # with the processes only: one that parses alone need not load it

    return int(joblib.cpu_count())


def _in_processes(work: Callable[..., T], jobs: Iterable[tuple[Any, ...]], workers: int | None) -> Iterator[T]:
    from concurrent.futures.process import BrokenProcessPool  # loads, as joblib does, what one process has no use for

    import joblib

    try:
        parallel = joblib.Parallel(n_jobs=workers, return_as="generator")
        yield from parallel(joblib.delayed(_ends_with)(os.getpid(), work, *job) for job in jobs)
    except BrokenProcessPool as error:
        raise WorkerError(
            "A process that shared the work was ended from outside, mostly for want of memory. Run the same command "
            "again: it goes on where this one stopped; with --workers 1 it needs the least memory."
        ) from error


def _ends_with(sender: int, work: Callable[..., T], *arguments: Any) -> T:
    """``work``, in a process that ends soon after its ``sender``, which may be killed: it would wait for ever."""
    if os.getpid() != sender:
        end_with(sender)
    return work(*arguments)


def _on_cluster(work: Callable[..., T], jobs: Iterable[tuple[Any, ...]], cluster: str) -> Iterator[T]:
    with _connected(cluster) as client, _told(cluster):
        client.wait_for_workers(1, timeout=ANSWER)
        ahead = _AHEAD + 2 * sum(client.ncores().values())
        at_work: deque[Any] = deque()
        for job in jobs:
            at_work.append(client.submit(partial(_of_same_code, code_key(), work, *job), pure=False))
            if len(at_work) > ahead:
                yield at_work.popleft().result()
        while at_work:
            yield at_work.popleft().result()


def _of_same_code(code: str, work: Callable[..., T], *arguments: Any) -> T:
    """``work``, on a machine that gives what the one would get that sends it."""
    if code != code_key():
        raise ClusterError(
            f"The worker on {platform.node()} has another version of Dispatches, Python or a package that it reads "
            "with than this machine. Install the same requirements.lock there, and start the worker again."
        )
    return work(*arguments)


@contextmanager
def _connected(cluster: str) -> Iterator[Any]:
    """A client of the cluster's scheduler."""
    where = _where(cluster)
    try:
        from distributed import Client as Untyped
    except ImportError as error:
        raise ClusterError(
            f"{cluster}: Dask is not installed. Run pip install 'dispatches[cluster]', here and on every worker."
        ) from error
    connect: Any = Untyped
    try:
        client = connect(**where, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"{cluster}: no Dask scheduler answers there within {ANSWER} seconds. {_START}; then give its address."
        ) from error
    try:
        yield client
    finally:
        for logger in ("tornado.application", "distributed.client"):  # answers that nobody waits for any more
            logging.getLogger(logger).setLevel(logging.CRITICAL)
        client.close()


def _where(cluster: str) -> dict[str, str]:
    """How Dask is told of a cluster."""
    if address := _SCHEME.fullmatch(cluster):
        scheme = address[1].lower()
        return {"address": f"{'tcp' if scheme == 'dask' else scheme}://{address[2]}"}
    if Path(cluster).is_file():
        return {"scheduler_file": cluster}
    raise ClusterError(
        f"{cluster}: neither an address such as dask://HOST:8786 nor a scheduler file. {_START}, or with "
        "--scheduler-file FILE on a disk that all share."
    )


@contextmanager
def _told(cluster: str) -> Iterator[None]:
    """What goes wrong on a cluster, as a ClusterError that says what to do."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        yield
    except KilledWorker as error:
        raise ClusterError(
            f"{cluster}: the same work ended several workers ({error}). Give each more memory (dask worker "
            "--memory-limit), or look into its log."
        ) from error
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"{cluster}: a worker lacks {error.name}. Install Dispatches with the same requirements.lock on every "
            "worker's machine."
        ) from error
    except TimeoutError as error:
        raise ClusterError(f"{cluster}: the scheduler has no worker. {_START}.") from error
    except CancelledError as error:
        raise ClusterError(f"{cluster}: the scheduler has gone. Start it again, and run the same command.") from error
