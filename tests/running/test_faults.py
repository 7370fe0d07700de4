"""Killed, interrupted, out of room: what was there before stands, nothing half is seen, nothing is left lying."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from tiny_corpus import write_corpus

from analysis.errors import CorpusError, FrameError, WorkerError, WriteError
from analysis.frames import storage
from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import MANIFEST
from analysis.frames.replacing import PREFIX, READY, folder_beside, write_in_place
from analysis.frames.storage import Frames, read_frames, write_frames
from analysis.reporting.pages.render import render_reports
from analysis.running.engine import run_jobs
from analysis.running.pipeline import parse_corpus

posix = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")
KILLS = 6
GIVE_UP = 300  # seconds: nothing takes so long, also on a loaded machine; only what hangs ends here


def same(a: Frames, b: Frames) -> bool:
    return a.manifest == b.manifest and all(a[name].equals(b[name]) for name in LAYOUTS)


def hidden(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob(".*"))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    return parse_corpus(write_corpus(tmp_path_factory.mktemp("old") / "bay"))


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    corpus = write_corpus(tmp_path_factory.mktemp("new") / "bay")
    (corpus / "third.txt").write_text(
        "A shell hit a mill in Marrow Bay on Monday, killing one man.\n", encoding="utf-8"
    )
    return parse_corpus(corpus)


# Killed while frames are written


class Killed(BaseException):
    """Stands for the end of the process: nothing after it is done, also no tidying up."""


@contextmanager
def killed_at_step(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """From the ``step``-th change of a file system on, every one fails; yields the names of those that were done."""
    done: list[str] = []

    def breaking(call: Callable[..., object], name: str) -> Callable[..., object]:
        def change(*args: object, **options: object) -> object:
            if len(done) >= step:
                raise Killed
            done.append(name)
            return call(*args, **options)

        return change

    with monkeypatch.context() as patch:
        for owner, name in [
            *((Path, n) for n in ("replace", "unlink", "mkdir", "rmdir", "write_text", "write_bytes")),
            *((pd.DataFrame, "to_csv"), (storage, "write_table")),
        ]:
            patch.setattr(owner, name, breaking(getattr(owner, name), name))
        patch.setattr(shutil, "rmtree", breaking(shutil.rmtree, "rmtree"))
        yield done


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), [("csv", "parquet"), ("parquet", "csv")])
def test_killed_at_any_step_there_are_the_old_frames_or_the_new_ones(
    old: Frames, new: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    write_frames(old, tmp_path / "old", format=before)
    untouched = seen(tmp_path / "old")
    n_new = 0
    for step in range(200):
        out = shutil.copytree(tmp_path / "old", tmp_path / f"out-{step}")
        with killed_at_step(step, monkeypatch) as done:
            try:
                write_frames(new, out, format=after)
            except Killed:
                pass
            else:
                break
        if seen(out) != untouched or (out / READY).exists():
            n_new += 1
            assert n_new % 6 or same(read_frames(out), new), f"after {done}"
        shutil.rmtree(out)
    assert 10 < n_new < step - 10


def seen(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith(".")}


@pytest.mark.slow
@posix
def test_killed_at_random_moments_there_are_the_old_frames_or_the_new_ones(
    old: Frames, new: Frames, tmp_path: Path
) -> None:
    write_frames(old, tmp_path / "a")
    write_frames(new, tmp_path / "b")
    script = f"""
import os, random, signal, sys, time
from pathlib import Path
from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import read_manifest
from analysis.frames.storage import read_frames, write_frames

def child(task):
    process = os.fork()
    if process:
        return process
    try:  # all work is done in children: this process never starts threads that a fork would lose
        task()
    except BaseException as error:
        print(repr(error), file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)

def checked():
    found = read_frames(out)
    which = [read_manifest(Path(p)) for p in ("a", "b")].index(found.manifest)
    known = read_frames(Path("ab"[which]))
    os._exit(10 + which if all(found[n].equals(known[n]) for n in LAYOUTS) else 1)

out, rng, ends = Path("out"), random.Random(7), []
def write(source):
    write_frames(read_frames(Path(source)), out, format=rng.choice(["csv", "parquet"]))
started = time.monotonic()
os.waitpid(child(lambda: write("a")), 0)
whole = time.monotonic() - started
for i in range({KILLS}):
    rng.random()
    writer = child(lambda: write("ab"[(i + 1) % 2]))
    time.sleep(rng.uniform(0.3, 1.1) * whole)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    ends.append(os.waitstatus_to_exitcode(os.waitpid(child(checked), 0)[1]))
print(ends)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    ends = json.loads(done.stdout)
    assert len(ends) == KILLS
    assert set(ends) <= {10, 11}, done.stderr
    write_frames(new, tmp_path / "out")
    assert not hidden(tmp_path / "out")  # what the killed ones left is gone
    assert same(read_frames(tmp_path / "out"), new)


def test_what_a_dead_process_left_goes_and_what_a_living_one_writes_stays(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    with folder_beside(tmp_path) as living:
        name = living.name.replace(f"-{os.getpid()}-", f"-{int(ended.stdout)}-")
        (tmp_path / name).mkdir()
        (tmp_path / name / "half.csv").write_text("a,")
        write_in_place(tmp_path / "report.html", "whole")
        assert hidden(tmp_path) == [living.name]
    assert hidden(tmp_path) == []


# No room, no right


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@posix
@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_full_disk_leaves_the_old_frames_and_nothing_else(
    old: Frames, new: Frames, tmp_path: Path, format: str
) -> None:
    out = tmp_path / "out"
    write_frames(old, out, format="csv")
    before = seen(out)
    with no_file_over(1_000), pytest.raises(WriteError, match=r"still does\. Make room on the disk"):
        write_frames(new, out, format=format)
    assert seen(out) == before
    assert hidden(out) == []


@posix
def test_a_full_disk_leaves_no_empty_folder(new: Frames, tmp_path: Path) -> None:
    with no_file_over(1_000), pytest.raises(WriteError):
        write_frames(new, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@posix
def test_a_full_disk_leaves_the_old_report(tmp_path: Path) -> None:
    write_in_place(tmp_path / "report.html", "yesterday")
    with no_file_over(1_000), pytest.raises(WriteError, match="Make room"):
        write_in_place(tmp_path / "report.html", "today " * 1_000)
    assert (tmp_path / "report.html").read_text() == "yesterday"
    assert hidden(tmp_path) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_named(new: Frames, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(0o500)
    with pytest.raises(WriteError, match=r"locked.*Choose a folder that you may write to"):
        write_frames(new, tmp_path / "locked")


def test_a_read_only_disk_is_named(new: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def read_only(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", read_only)
    with pytest.raises(WriteError, match=r"Read-only file system.*Choose a folder"):
        write_frames(new, tmp_path / "out")


def test_a_file_in_the_place_of_the_folder_is_named(new: Frames, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(WriteError, match="out"):
        write_frames(new, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "a file"


# Frames from elsewhere


def cut(folder: Path) -> None:
    (folder / "attacks.csv").write_bytes((folder / "attacks.csv").read_bytes()[:200])


def foreign_article(folder: Path) -> None:
    path = folder / "attacks.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",wire,", ",nobody,", 1), encoding="utf-8")


def beyond_the_text(folder: Path) -> None:
    table = pd.read_csv(folder / "sentences.csv", dtype=str)
    table.loc[0, "end"] = "999999"
    table.to_csv(folder / "sentences.csv", index=False)


def edited(frame: str, **values: object) -> Callable[[Path], None]:
    """Sets columns of the first row, as somebody with a spreadsheet does."""

    def harm(folder: Path) -> None:
        table = pd.read_csv(folder / f"{frame}.csv", dtype=str)
        for column, value in values.items():
            table.loc[0, column] = value
        table.to_csv(folder / f"{frame}.csv", index=False)

    return harm


def negative(folder: Path) -> None:
    table = pd.read_csv(folder / "dates.csv", dtype=str)
    table.loc[0, "start"] = "-5"
    table.to_csv(folder / "dates.csv", index=False)


def manifest(text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / MANIFEST).write_text(text, encoding="utf-8") and None


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        pytest.param(cut, "Frame attacks", id="cut-short"),
        pytest.param(foreign_article, "attacks, column article_id.*nobody", id="row-of-no-article"),
        pytest.param(beyond_the_text, "sentences, column end.*999999", id="span-beyond-the-text"),
        pytest.param(negative, "dates.*start", id="span-before-the-text"),
        pytest.param(edited("attacks", trigger_end="999999"), "attacks, column trigger_end", id="trigger-beyond"),
        pytest.param(edited("statements", speaker_end="999999"), "statements, column speaker_end", id="speaker-beyond"),
        pytest.param(edited("attacks", incident_id="i-none"), "attacks, column incident_id.*i-none", id="no-incident"),
        pytest.param(edited("attacks", part_of="a-none"), "attacks, column part_of.*a-none", id="no-tally"),
        pytest.param(edited("sentences", passage="p-none"), "sentences, column passage.*p-none", id="no-passage"),
        pytest.param(edited("articles", text="Rockets " * 500), "column sha256.*digest", id="another-text"),
        pytest.param(edited("attacks", killed_low="many"), "column killed_low.*many", id="no-number"),
        pytest.param(
            edited("dates", date_start="2031-05-09", date_end="2031-05-01"), "after date_end", id="days-backwards"
        ),
        pytest.param(manifest("{"), "not a manifest", id="manifest-broken"),
        pytest.param(manifest("[1]"), "not a manifest", id="manifest-a-list"),
        pytest.param(manifest("[" * 100_000), "not a manifest", id="manifest-nested"),
        pytest.param(
            manifest('{"corpus": {"a": 1}, "fingerprint": "x", "made_by": "x", "with_text": true}'),
            "not a manifest",
            id="manifest-of-other-types",
        ),
    ],
)
def test_frames_that_do_not_fit_are_refused(
    old: Frames, tmp_path: Path, harm: Callable[[Path], None], message: str
) -> None:
    write_frames(old, tmp_path / "out", format="csv")
    harm(tmp_path / "out")
    with pytest.raises(FrameError, match=message):
        read_frames(tmp_path / "out")


def test_frames_whose_manifest_is_gone_are_none(old: Frames, tmp_path: Path) -> None:
    write_frames(old, tmp_path / "out")
    (tmp_path / "out" / MANIFEST).unlink()
    with pytest.raises(CorpusError, match="no frames here"):
        read_frames(tmp_path / "out")


def test_a_complete_set_that_was_not_moved_counts_before_the_old_one(old: Frames, new: Frames, tmp_path: Path) -> None:
    write_frames(old, tmp_path / "out", format="csv")
    write_frames(new, tmp_path / "new", format="parquet")
    (tmp_path / "new").rename(tmp_path / "out" / READY)
    assert same(read_frames(tmp_path / "out"), new)
    write_frames(old, tmp_path / "out", format="csv")
    assert hidden(tmp_path / "out") == []
    assert same(read_frames(tmp_path / "out"), old)


# The command line: killed, interrupted


def write_notebook(path: Path, source: str) -> Path:
    declared = new_code_cell("corpus: str = ''  # folder", metadata={"tags": ["parameters"]})
    nbformat.write(new_notebook(cells=[declared, new_code_cell(source)]), str(path))
    return path


@pytest.fixture
def room() -> Iterator[Path]:
    """A folder with a short name: sockets of kernels lie in it."""
    folder = Path(tempfile.mkdtemp(prefix="d"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def start(room: Path, *args: str | int | Path) -> subprocess.Popen[str]:
    (room / "t").mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(room / "t"), "XDG_CACHE_HOME": str(room / "c")}
    command = [sys.executable, "-m", "analysis", *map(str, args)]
    return subprocess.Popen(
        command, cwd=room, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def add_mills(folder: Path, numbers: Iterable[int]) -> None:
    """An article on each mill of these ``numbers``; two on one mill share their words."""
    for i, number in enumerate(numbers):
        text = f"Rockets struck mill number {number} in Marrow Bay on Tuesday, killing two guards, police said.\n"
        (folder / f"mill-{i}.txt").write_text(text, encoding="utf-8")


def code_of(run: subprocess.Popen[str]) -> int:
    """How a run that is left to itself ends."""
    run.communicate(timeout=GIVE_UP)
    return run.returncode


def at_work(room: Path) -> list[int]:
    """Processes that work in the folder ``room``."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):  # it has ended meanwhile
            state = (path.parent / "stat").read_text().rsplit(")", 1)[1].split()[0]
            if path.readlink().is_relative_to(room) and state != "Z":
                found.append(int(path.parent.name))
    return found


def wait_until(holds: Callable[[], object]) -> bool:
    end = time.monotonic() + GIVE_UP
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.01)
    return bool(held)


def kill_when(run: subprocess.Popen[str], holds: Callable[[], object]) -> None:
    """Kill ``run`` as soon as it is seen that something holds; it may have gone on, or ended, meanwhile."""
    assert wait_until(lambda: holds() or run.poll() is not None)
    run.kill()
    run.wait()
    for pipe in (run.stdout, run.stderr):  # not communicate: workers hold the pipes a moment longer
        if pipe is not None:
            pipe.close()


on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")


@on_linux
@pytest.mark.slow
@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_a_report_broken_off_leaves_yesterdays_and_no_process(corpus: Path, room: Path, by: signal.Signals) -> None:
    shutil.copytree(corpus, room / "bay")
    slow = f"import time; open({str(room / 'begun')!r}, 'w').close(); time.sleep(2 * {GIVE_UP})"
    notebook = write_notebook(room / "1-slow.ipynb", slow)
    write_in_place(room / "out" / "1-slow.html", "yesterday")
    run = start(room, "report", "bay", "--out", "out", "--notebook", notebook)
    assert wait_until(lambda: (room / "begun").exists() or run.poll() is not None)
    run.send_signal(by)
    _, told = run.communicate(timeout=GIVE_UP)
    assert wait_until(lambda: not at_work(room))
    assert (room / "out" / "1-slow.html").read_text() == "yesterday"
    if by == signal.SIGINT:
        assert run.returncode == 130, told
        assert "the same command goes on where this one stopped" in told
        assert "Traceback" not in told
    else:  # the next run clears up what a killed one left
        list(render_reports([write_notebook(notebook, "print('today')")], room / "out", {}))
        with folder_beside(room / "t", private=True):
            pass
        assert "today" in (room / "out" / "1-slow.html").read_text(encoding="utf-8")
    assert hidden(room / "out") == []
    assert not list((room / "t").glob(f"{PREFIX}*"))


@pytest.mark.slow
@on_linux
def test_a_parse_killed_at_work_and_while_it_writes_goes_on_and_ends_alike(corpus: Path, room: Path) -> None:
    shutil.copytree(corpus, room / "bay")
    add_mills(room / "bay", range(40))
    kept, writing = (lambda: list((room / "c").rglob("*.gz"))), (lambda: hidden(room / "frames"))
    for moment, workers in ((kept, 2), (writing, 1)):
        kill_when(start(room, "parse", "bay", "--out", "frames", "--workers", workers), moment)
        assert not (room / "frames" / MANIFEST).exists() or len(read_frames(room / "frames").articles) == 42
        assert wait_until(lambda: not at_work(room))  # workers end with the one that started them
        assert kept()
    run = start(room, "parse", "bay", "--out", "frames", "--workers", "1")
    told = "".join(run.communicate(timeout=GIVE_UP))
    assert run.returncode == 0, told
    assert same(read_frames(room / "frames"), parse_corpus(room / "bay", workers=1))
    assert hidden(room / "frames") == []


@pytest.mark.slow
@on_linux
def test_a_parse_killed_at_random_moments_of_all_its_steps_goes_on_and_ends_alike(corpus: Path, room: Path) -> None:
    shutil.copytree(corpus, room / "bay")
    add_mills(room / "bay", [i // 2 for i in range(40)])  # two pieces of work
    expected, draw = parse_corpus(room / "bay", workers=1), random.Random(7)
    began = time.monotonic()
    assert code_of(start(room, "parse", "bay", "--out", "frames")) == 0
    whole = time.monotonic() - began
    for i in range(8):  # twenty went well, too, and take four minutes
        shutil.rmtree(room / "frames")
        if i % 2:
            shutil.rmtree(room / "c")
        run = start(room, "parse", "bay", "--out", "frames", "--workers", 1 + i % 2)
        time.sleep(draw.uniform(0.2, 1) * whole)
        kill_when(run, lambda: True)
        assert wait_until(lambda: not at_work(room))
        if (room / "frames" / MANIFEST).exists():
            assert same(read_frames(room / "frames"), expected)
        assert code_of(start(room, "parse", "bay", "--out", "frames", "--workers", 1)) == 0
        assert same(read_frames(room / "frames"), expected)
        assert hidden(room / "frames") == []


@pytest.mark.slow
def test_a_worker_that_is_killed_is_told_with_what_to_do() -> None:
    with pytest.raises(WorkerError, match="goes on where this one stopped; with --workers 1"):
        list(run_jobs(os._exit, [(1,), (1,)], workers=2))
    assert list(run_jobs(abs, [(-1,), (-2,)], workers=2)) == [1, 2]  # the next run has workers again


@pytest.mark.slow
def test_a_kernel_that_dies_leaves_yesterdays_report(room: Path) -> None:
    notebook = write_notebook(room / "1-bad.ipynb", "import os; os._exit(1)")
    write_in_place(room / "out" / "1-bad.html", "yesterday")
    events = list(render_reports([notebook], room / "out", {}))
    assert [e.path for e in events] == [None]
    assert "1-bad.ipynb" in str(events[-1].error)
    assert (room / "out" / "1-bad.html").read_text() == "yesterday"
    assert hidden(room / "out") == []
