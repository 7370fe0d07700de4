"""Kernels of this very interpreter that touch no network port; on Linux forked from one process that is warm.

A kernel that loads Jupyter, pandas, Matplotlib and this package spends more on that than most reports on all the rest.
So one process loads them, and every kernel starts as its fork: notebooks and libraries stay as they are, the memory of
what was loaded is shared. Elsewhere forking is not safe, and each kernel loads for itself.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

CAN_FORK = sys.platform == "linux"
# What the reports' notebooks load: loaded once, before the first fork.
_WARM = (
    *("ipykernel.kernelapp", "matplotlib_inline.backend_inline", "matplotlib.backends.backend_svg"),
    *("analysis.comparison.concordance", "analysis.formats.corpus", "analysis.running.corpora"),
    *("analysis.reporting.charts", "analysis.reporting.sentences", "analysis.reporting.show"),
    *("analysis.reporting.summaries.source_pairs", "analysis.reporting.summaries.statement_links"),
    *("analysis.reporting.summaries.statement_uncertainty",),
)
_INLINE = "module://matplotlib_inline.backend_inline"  # as every kernel sets it, but before Matplotlib is loaded
_ONE_AT_A_TIME = threading.Lock()  # notebooks run in threads, which would each start a warm process
_RUNNING: dict[Path, int | None] = {}  # processes of kernels by their folders, for stop_kernels only


class OwnKernel(AsyncKernelManager):
    """The kernel of the running interpreter, whatever kernel called python3 the machine has installed.

    Talks over IPC sockets in ``folder`` (TCP on Windows), so that runs side by side cannot pick the same port. The
    user's IPython profile and history are left out: they could change what a report shows.
    """

    folder: ClassVar[Path]

    def __init__(self, **options: Any) -> None:
        transport = "tcp" if os.name == "nt" else "ipc"
        super().__init__(connection_file=str(self.folder / "k.json"), transport=transport, **options)

    @property
    def kernel_spec(self) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # nbclient awaits it
        if CAN_FORK:
            about = {"kernel_id": self.folder.name, "kernel_spec": self.kernel_spec, "parent": self}
            self.provisioner = _ForkedKernel(**about)
        environment = {**os.environ, "IPYTHONDIR": str(self.folder), "PYTHONHASHSEED": "0"}
        with (self.folder / "stderr.txt").open("w") as log:
            await super().start_kernel(**{**options, "env": environment, "stderr": log})
        _RUNNING[self.folder] = getattr(self.provisioner, "pid", None)


def forget_kernel(folder: Path) -> None:
    """The kernel of ``folder`` has ended."""
    _RUNNING.pop(folder, None)


def stop_kernels() -> None:
    """End the kernels of all notebooks that this process runs; each then fails with "Kernel died"."""
    for process in filter(None, list(_RUNNING.values())):
        with suppress(OSError):
            os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))


@dataclass(frozen=True, slots=True)
class _Process:
    """A forked kernel as jupyter_client asks after it; the warm process, whose child it is, sees it end."""

    pid: int
    stdin: None = None
    stdout: None = None
    stderr: None = None

    def poll(self) -> int | None:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    wait = poll

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    terminate = kill


class _ForkedKernel(LocalProvisioner):
    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        folder = str(options.get("cwd") or Path.cwd())
        with _ONE_AT_A_TIME:
            pid = _warm_process().fork(cmd[3:], folder, options["env"], options["stderr"].name)
        self.process: Any = _Process(pid)
        self.pid = self.pgid = pid
        return self.connection_info


class _WarmProcess:
    """A process that has loaded what notebooks need, and forks a kernel whenever it is asked for one."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONHASHSEED": "0", "MPLBACKEND": os.environ.get("MPLBACKEND") or _INLINE}
        command = [sys.executable, "-c", f"from {__name__} import fork_kernels; fork_kernels()"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, env=environment, text=True, start_new_session=True
        )
        atexit.register(self.close)

    def fork(self, arguments: Sequence[str], cwd: str, environment: dict[str, str], log: str) -> int:
        """The process number of a new kernel. RuntimeError where there is none."""
        with suppress(BrokenPipeError):
            print(json.dumps([list(arguments), cwd, environment, log]), file=self._process.stdin, flush=True)
            if self._process.stdout and (answer := self._process.stdout.readline()):
                return int(answer)
        raise RuntimeError("The process that kernels are forked from has ended")

    def close(self) -> None:
        """Ends it, and the kernels that still run."""
        atexit.unregister(self.close)
        self._process.communicate()


@cache
def _warm_process() -> _WarmProcess:
    return _WarmProcess()


def fork_kernels() -> None:
    """What the warm process does: load, then a kernel for each line that it is sent, until there are no more."""
    _warm_up()
    children: set[int] = set()

    def reap(*_: object) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                children.discard(ended)

    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _become_kernel(*json.loads(line))
        children.add(child)
        print(child, flush=True)
    for child in list(children):
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def _warm_up() -> None:
    """Load what notebooks load, and draw once: fonts, templates and layout are then ready too."""
    for name in _WARM:
        import_module(name)
    from pandas import DataFrame

    from analysis.reporting import charts, show

    frame = DataFrame({"what": ["all"], "n": [1]})
    show.figure(charts.bars(frame, label="what", value="n"), title="All", caption="", alt="", table=frame)


def _become_kernel(arguments: Sequence[str], cwd: str, environment: dict[str, str], log: str) -> None:
    """This process as a kernel, for the rest of its life."""
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    nothing, errors = os.open(os.devnull, os.O_RDWR), os.open(log, os.O_WRONLY | os.O_APPEND)
    for stream, target in enumerate((nothing, nothing, errors)):
        os.dup2(target, stream)
    kernel = IPKernelApp.instance(parent_handle=os.getppid())
    kernel.initialize(list(arguments))  # type: ignore[no-untyped-call]
    if kernel.shell and os.environ.get("MPLBACKEND", _INLINE) == _INLINE:
        kernel.shell.enable_matplotlib("inline")  # as loading Matplotlib would, were it not loaded already
    kernel.start()  # type: ignore[no-untyped-call]
    sys.exit()
