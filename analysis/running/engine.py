"""Where work is done: in this process, in several of this machine, or on a Dask cluster.

joblib hands it out in each case, Dask's scheduler does on a cluster; nothing here schedules. Work that a worker took
with it when it died is given to another one, so work must give the same however often it is done.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from analysis.errors import ClusterError, WorkerError
from analysis.formats.corpus import Metadata
from analysis.formats.elsewhere import at_hand
from analysis.running.keeping import code_key
from analysis.running.workers import Sender, see_folder, work_for

T = TypeVar("T")

ANSWER = 10  # seconds that a scheduler has to answer, and a first worker to appear
# More than the workers there are can do: workers may join later, and find something to do.
_AHEAD = "2 * n_jobs + 256"
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
    return _on_this_machine(work, jobs, workers) if cluster is None else _on_cluster(work, jobs, cluster)


def _on_this_machine(work: Callable[..., T], jobs: Iterable[tuple[Any, ...]], workers: int | None) -> Iterator[T]:
    if workers == 1:  # in this process, which need not load joblib
        yield from (work(*arguments) for arguments in jobs)
        return
    import joblib
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    try:
        parallel = joblib.Parallel(n_jobs=workers, return_as="generator")
        yield from parallel(_calls(Sender(process=os.getpid()), work, jobs))
    except TerminatedWorkerError as error:
        raise WorkerError(
            "A process that shared the work was ended from outside, mostly for want of memory. Run the same command "
            "again: it goes on where this one stopped; with --workers 1 it needs the least memory."
        ) from error


def cores() -> int:
    """How many processes this machine, or what may be used of it, runs at a time."""
    import joblib

    return int(joblib.cpu_count())


def dismiss_workers() -> None:
    """End the worker processes of this machine, with all that they hold in memory."""
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True)


def work_at_hand(
    work: Callable[..., T],
    address: str | None,
    corpus: Path,
    files: Sequence[Path],
    metadata: Metadata,
    extra: Path | None,
    kept: Path | None,
) -> T:
    """``work`` on the files of a shard, on any machine: brought from ``address``, or in a folder that is there too."""
    if address is None:
        see_folder(corpus)
    if kept is not None and not kept.parent.is_dir():
        kept = None  # the cache of another machine
    with at_hand(address, corpus, files, extra) as (folder, here, lexicon):
        return work(folder, here, metadata, lexicon, kept)


def _calls(sender: Sender, work: Callable[..., T], jobs: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    import joblib

    call = joblib.delayed(_in_worker)
    return (call(sender, work, *arguments) for arguments in jobs)


def _in_worker(sender: Sender, work: Callable[..., T], *arguments: Any) -> T:
    work_for(sender)
    return work(*arguments)


def _on_cluster(work: Callable[..., T], jobs: Iterable[tuple[Any, ...]], cluster: str) -> Iterator[T]:
    import joblib

    with _connected(cluster) as client, _told(cluster):
        parallel = joblib.Parallel(backend=_backend(client), n_jobs=-1, return_as="generator", pre_dispatch=_AHEAD)
        yield from parallel(_calls(Sender(code=code_key()), work, jobs))


def _backend(client: Any) -> Any:
    """joblib's backend for Dask, which (1.6) waits for ever for work that ended without a result of its own.

    So it is with work that was given up after it had ended several workers, that the scheduler could not read, or whose
    scheduler has gone: here the error is handed on like a result, and raised.
    """
    from joblib._dask import DaskDistributedBackend

    class Backend(DaskDistributedBackend):  # type: ignore[misc]  # not typed
        def submit(self, func: Any, callback: Callable[[Any], object]) -> Any:
            future = super().submit(func, callback)
            future.add_done_callback(lambda ended: callback(ended.exception()) if ended.exception() else None)
            return future

        def retrieve_result_callback(self, out: Any) -> Any:
            if isinstance(out, BaseException):
                raise out
            return super().retrieve_result_callback(out)

    return Backend(client=client, wait_for_workers_timeout=ANSWER)


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
    address = _SCHEME.fullmatch(cluster)
    if address:
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
