"""Kernels of this very interpreter that touch no network port; on Linux forked from one process that is warm.

A kernel that loads Jupyter, pandas, Matplotlib and this package spends more on that than most reports on all the rest.
So one process loads them, and every kernel starts as its fork: notebooks and libraries stay as they are, the memory of
what was loaded is shared. Elsewhere forking is not safe, and each kernel loads for itself.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

CAN_FORK = sys.platform == "linux"
INLINE = "module://matplotlib_inline.backend_inline"  # as every kernel sets it, but before Matplotlib is loaded
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


class _Process:
    """A forked kernel in the form in which jupyter_client asks after a process that it has started."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process, self.pid, self.kill, self.terminate = process, process.pid, process.kill, process.terminate

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.pid and self._process.is_alive():
            os.kill(self.pid, number)


class _ForkedKernel(LocalProvisioner):
    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        folder = str(options.get("cwd") or Path.cwd())
        arguments = cmd[3:], folder, options["env"], options["stderr"].name
        with _ONE_AT_A_TIME:
            forked = _warm().Process(target=_become_kernel, args=arguments, daemon=True)
            forked.start()
        self.process: Any = _Process(forked)
        self.pid = self.pgid = forked.pid
        return self.connection_info


@cache
def _warm() -> ForkServerContext:
    """The process that kernels are forks of; it takes over this one's environment when the first is started."""
    os.environ.update(PYTHONHASHSEED="0", MPLBACKEND=os.environ.get("MPLBACKEND") or INLINE)
    context = get_context("forkserver")
    context.set_forkserver_preload(["analysis.reporting.pages.warm"])
    return context


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
    if kernel.shell and os.environ.get("MPLBACKEND", INLINE) == INLINE:
        kernel.shell.enable_matplotlib("inline")  # as loading Matplotlib would, were it not loaded already
    kernel.start()  # type: ignore[no-untyped-call]
