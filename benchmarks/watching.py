"""A command and all processes that come from it, looked at several times a second: time, processors, memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by the clock, seconds of all processors, and the most bytes held at one moment."""

    wall: float
    cpu: float
    peak: int


def measure(command: Sequence[str], **variables: str) -> Measured:
    """Run a command to its end, with these variables in its environment. Raises CalledProcessError where it fails."""
    before, began, peak, used = os.times(), time.perf_counter(), 0, dict[int, float]()
    with tempfile.TemporaryFile() as errors:
        environment = {**os.environ, **variables}
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
        while process.poll() is None:
            running = list(_tree(process.pid))
            used.update({one: cpu for one in running if (cpu := _cpu(one))})
            peak = max(peak, sum(map(_proportional, running)))
            time.sleep(_EVERY)
        if process.returncode:
            errors.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, stderr=errors.read().decode())
    after = os.times()  # knows of those that somebody waited for: not of kernels that are forks of another process
    cpu = max(sum(after[2:4]) - sum(before[2:4]), sum(used.values()))
    return Measured(time.perf_counter() - began, cpu, peak)


def _tree(process: int) -> Iterator[int]:
    """The process and all that come from it."""
    yield process
    for children in Path("/proc", str(process), "task").glob("*/children"):
        for child in _words(children):
            yield from _tree(int(child))


def _cpu(process: int) -> float:
    """Seconds of all processors that a process has used; 0 where it has ended."""
    words = " ".join(_words(Path("/proc", str(process), "stat"))).rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK") if words else 0


def _proportional(process: int) -> int:
    """Bytes that a process holds, of pages that it shares with others its share (proportional set size)."""
    words = _words(Path("/proc", str(process), "smaps_rollup"))
    return 1024 * int(words[words.index("Pss:") + 1]) if "Pss:" in words else 0


def _words(path: Path) -> list[str]:
    """What stands in a file of /proc; nothing where the process has ended meanwhile."""
    try:
        return path.read_text(encoding="utf-8").split()
    except OSError:
        return []
