"""Parsing on a Dask cluster, from and to an object store: the same frames, whatever happens to the workers.

The scheduler and its workers are processes of their own, the object store is a server on loopback; nothing else is
spoken to.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import fsspec
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from tiny_corpus import write_corpus

from analysis.cli.main import app
from analysis.errors import ClusterError, CorpusError, DispatchesError, FrameError
from analysis.formats.corpus import find_files
from analysis.formats.elsewhere import bring, is_address, list_names, near
from analysis.frames.layouts import LAYOUTS
from analysis.frames.storage import Frames, read_frames, write_frames
from analysis.running import engine
from analysis.running.cache import cache_folder
from analysis.running.engine import run_jobs
from analysis.running.pieces import parse_piece_away
from analysis.running.pipeline import parse_corpus, parse_to
from analysis.running.shards import see_folder
from analysis.running.stores import MANIFEST, fetch_frames, find_run, frames_at, put_frames

distributed = pytest.importorskip("distributed")
moto_server = pytest.importorskip("moto.server")
pytest.importorskip("s3fs")
pytestmark = pytest.mark.slow  # a scheduler and its workers

LINE = "Rockets struck mill number {i} in Marrow Bay on Tuesday, killing two guards, police said.\n"
N = 12  # articles
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def refused(self: socket.socket, address: Any) -> None:
        outside = self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK
        if outside and self.type & socket.SOCK_STREAM:  # Dask asks the system for its own address through UDP
            pytest.fail(f"an outside address was contacted: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refused)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """An S3-compatible server with one bucket; the address of the bucket."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        fsspec.filesystem("s3").mkdir("presses")
        yield "s3://presses"
    fsspec.filesystem("s3").clear_instance_cache()
    server.stop()


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler, by its file and its address, and what starts one more worker."""

    file: Path
    address: str
    add_worker: Callable[[str], subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def cluster(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two worker processes of this machine."""
    del store  # workers find it in their environment
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    started = []

    def start(what: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(file)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started.append(
            subprocess.Popen([*command, "--host", "127.0.0.1", "--no-dashboard", *options], cwd=folder, **quiet)
        )
        return started[-1]

    def add_worker(name: str) -> subprocess.Popen[bytes]:
        return start("worker", "--nthreads", "1", "--no-nanny", "--name", name)

    try:
        start("scheduler", "--port", "0")
        until(lambda: file.exists() and file.read_text().endswith("}"))
        for name in ("first", "second"):
            add_worker(name)
        with distributed.Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=300)
        yield Cluster(file, json.loads(file.read_text())["address"], add_worker)
    finally:
        for process in started:
            process.kill()
            process.wait()


def until(holds: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(scope="module")
def bay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of several shards (``few_a_shard``), with a file that cannot be read."""
    corpus = write_corpus(tmp_path_factory.mktemp("corpora") / "bay")
    for i in range(N - 2):
        (corpus / f"mill-{i}.txt").write_text(LINE.format(i=i), encoding="utf-8")
    (corpus / "empty.txt").write_bytes(b"")
    return corpus


@pytest.fixture(scope="module")
def alone(bay: Path) -> Frames:
    """Its frames as this process makes them."""
    return parse_corpus(bay, workers=1)


@pytest.fixture(autouse=True)
def few_a_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.running.shards.SHARD", 2)


def same(a: Frames, b: Frames) -> None:
    for name in LAYOUTS:
        pd.testing.assert_frame_equal(a[name], b[name])
    assert a.manifest == b.manifest


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


# On a cluster


def test_a_cluster_gives_the_frames_of_this_machine(bay: Path, alone: Frames, cluster: Cluster) -> None:
    done: list[int] = []
    as_dask = cluster.address.replace("tcp", "dask")
    same(parse_corpus(bay, cluster=as_dask, progress=lambda n, _: done.append(n)), alone)
    assert done == sorted(done)
    assert done[-1] == N + 1
    assert len(done) > 4


def test_a_cluster_writes_the_same_frames_in_parts(
    bay: Path, alone: Frames, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.running.pipeline.PART", 4)
    told = parse_to(tmp_path / "frames", bay, whole=2, workers=1, cluster=str(cluster.file), keep=True)
    assert told.n_rows["articles"] == N
    assert len(list((tmp_path / "frames" / "articles.parquet").iterdir())) > 1
    same(read_frames(tmp_path / "frames"), alone)
    assert list(cache_folder("shards").rglob("*.gz"))  # workers of this machine share its cache


def test_a_worker_killed_in_the_middle_changes_nothing(
    bay: Path, alone: Frames, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(*job: Any) -> Any:
        time.sleep(0.5)  # else two workers are done before the third has begun
        return parse_piece_away(*job)

    monkeypatch.setattr("analysis.running.pipeline.parse_piece_away", slowly)
    victim = cluster.add_worker("victim")
    killed: list[int] = []
    with distributed.Client(cluster.address, set_as_default=False) as client:

        def address() -> str | None:
            workers = client.scheduler_info(n_workers=-1)["workers"]
            return next((where for where, told in workers.items() if told["name"] == "victim"), None)

        def kill() -> None:
            """As soon as the victim, which must load its lexicons first, is at a shard."""
            until(lambda: client.processing()[where])
            os.kill(victim.pid, signal.SIGKILL)
            killed.append(victim.pid)

        until(address)
        where = address()
        killer = Thread(target=kill)
        killer.start()
        together = parse_corpus(bay, cluster=cluster.address)
        killer.join()
    assert killed
    same(together, alone)


def test_workers_of_another_version_are_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "code_key", lambda: "of the next version")
    with pytest.raises(ClusterError, match=r"another version.*requirements\.lock"):
        list(run_jobs(pow, [(2, 2)], cluster=cluster.address))


def test_an_error_of_the_work_comes_back_as_it_is(cluster: Cluster) -> None:
    with pytest.raises(ZeroDivisionError):
        list(run_jobs(divmod, [(1, 1), (1, 0)], cluster=cluster.address))
    with pytest.raises(CorpusError, match="cannot be reached"):
        list(run_jobs(list_names, [("s3://nobody/bay",)], cluster=cluster.address))


def test_a_folder_that_a_worker_does_not_see_is_named(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match=r"does not see .*nowhere"):
        see_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("where", "message"),
    [
        pytest.param("dask://127.0.0.1:9", "no Dask scheduler answers there.*Start one", id="nobody-answers"),
        pytest.param("nowhere.json", "neither an address.*nor a scheduler file", id="no-file"),
        pytest.param("ftp://127.0.0.1", "neither an address", id="no-scheduler's-address"),
    ],
)
def test_no_cluster_is_said_so(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, message: str
) -> None:
    monkeypatch.setattr(engine, "ANSWER", 1)
    with pytest.raises(ClusterError, match=message):
        list(run_jobs(pow, [(1, 1)], cluster=where))
    done = run("parse", corpus, "--out", tmp_path / "frames", "--cluster", where)
    assert done.exit_code == 1
    assert where in done.output
    assert not (tmp_path / "frames").exists()


@pytest.mark.parametrize(
    ("lacking", "args"),
    [
        pytest.param("distributed", ["--cluster", "dask://127.0.0.1:9"], id="no-dask"),
        pytest.param("fsspec.core", ["--out", "s3://presses/frames"], id="no-fsspec"),
    ],
)
def test_what_is_not_installed_is_named(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: str, args: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, lacking, None)
    done = run("parse", corpus, "--out", tmp_path / "frames", *args)
    assert done.exit_code == 1
    assert "dispatches[cluster]" in done.output


# From and to an object store


def test_from_an_object_store_to_an_object_store_on_a_cluster(
    bay: Path, alone: Frames, store: str, cluster: Cluster
) -> None:
    files = fsspec.filesystem("s3")
    files.put(str(bay), "presses/bay", recursive=True)
    files.pipe_file("presses/bay/../leaves.txt", LINE.encode())  # a key, not a path
    done = run("parse", f"{store}/bay", "--out", f"{store}/frames", "--cluster", cluster.address, "--strict")
    assert done.exit_code == 1
    assert "empty.txt" in done.output
    assert not done.exception or isinstance(done.exception, SystemExit)
    same(read_frames(fetch_frames(f"{store}/frames")), alone)
    assert "Nothing changed" in run("diff", f"{store}/frames", f"{store}/frames").output


def test_a_bucket_that_is_not_there_is_said_before_the_work(corpus: Path, store: str, tmp_path: Path) -> None:
    assert "does not exist" in run("parse", corpus, "--out", "s3://nobody/frames").output
    assert "cannot be reached" in run("parse", "s3://nobody/bay", "--out", tmp_path / "out").output
    assert "no file is there" in run("parse", f"{store}/nothing", "--out", tmp_path / "out").output
    assert "no frames there" in run("diff", f"{store}/nothing", tmp_path).output


@pytest.fixture
def memory() -> Iterator[Any]:
    """An object store within this process."""
    files = fsspec.filesystem("memory")
    yield files
    files.rm("/", recursive=True)


def small(corpus: Path, folder: Path) -> Path:
    write_frames(parse_corpus(corpus, workers=1), folder)
    return folder


def test_readers_see_the_run_before_until_the_manifest_names_the_next(
    corpus: Path, tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_frames(small(corpus, tmp_path / "one"), "memory://archive/frames")
    before = find_run("memory://archive/frames")
    (corpus / "wire.txt").unlink()
    small(corpus, tmp_path / "two")
    with monkeypatch.context() as patch:

        def pulled(*_: object) -> None:
            raise OSError("the line went dead")

        patch.setattr(type(memory), "pipe_file", pulled)
        with pytest.raises(DispatchesError, match="line went dead"):
            put_frames(tmp_path / "two", "memory://archive/frames")
    assert find_run("memory://archive/frames") == before
    assert len(read_frames(fetch_frames("memory://archive/frames")).articles) == 2
    put_frames(tmp_path / "two", "memory://archive/frames/")
    assert len(read_frames(fetch_frames("memory://archive/frames")).articles) == 1
    assert fetch_frames("memory://archive/frames").name == "frames"
    assert before is not None
    assert memory.exists(f"/archive/frames/{before.run}/{MANIFEST}")  # for those who are reading it


def test_runs_that_no_manifest_names_go_after_a_day(corpus: Path, memory: Any) -> None:
    memory.pipe_file("/archive/frames/run-20310101T000000-00000000/articles.parquet", b"left behind")
    memory.pipe_file("/archive/frames/run-19990101T000000-00000000/articles.parquet", b"left behind")
    memory.pipe_file("/archive/frames/notes.txt", b"ours")
    with frames_at("memory://archive/frames") as folder:
        small(corpus, folder)
    names = {path.split("/")[3] for path in memory.find("/archive/frames")}
    assert "run-19990101T000000-00000000" not in names
    assert {"run-20310101T000000-00000000", "notes.txt", MANIFEST} <= names  # one may be on its way, one is no run


@pytest.mark.parametrize(
    "manifest",
    [
        pytest.param("{", id="broken"),
        pytest.param("[1]", id="a-list"),
        pytest.param('{"run": "../../elsewhere", "files": {}}', id="run-that-leaves"),
        pytest.param('{"run": "run-20310101T000000-00000000", "files": {"../x": 1}}', id="file-that-leaves"),
        pytest.param('{"run": "run-20310101T000000-00000000", "files": {"/etc/x": 1}}', id="absolute-file"),
    ],
)
def test_a_manifest_that_is_none_is_refused(memory: Any, manifest: str) -> None:
    memory.pipe_file(f"/archive/frames/{MANIFEST}", manifest.encode())
    with pytest.raises(FrameError, match="not a manifest"):
        fetch_frames("memory://archive/frames")


def test_frames_of_which_a_file_is_gone_are_refused(corpus: Path, tmp_path: Path, memory: Any) -> None:
    put_frames(small(corpus, tmp_path / "one"), "memory://archive/frames")
    memory.rm_file(next(path for path in memory.find("/archive/frames") if path.endswith("attacks.parquet")))
    with pytest.raises(FrameError, match=r"attacks\.parquet: missing or cut short"):
        fetch_frames("memory://archive/frames")


def test_a_listing_has_the_files_of_a_folder(corpus: Path, memory: Any) -> None:
    (corpus / "gold").mkdir()
    (corpus / "gold" / "a.txt").write_text("not an article")
    (corpus / ".hidden").mkdir()
    (corpus / ".hidden" / "b.txt").write_text("nor this")
    (corpus / "march").mkdir()
    (corpus / "march" / "c d.html").write_text("<p>A shell hit a mill.</p>")
    memory.put(str(corpus), "/archive/bay", recursive=True)
    memory.store["/archive/bay/../../leaves.txt"] = memory.store["/archive/bay/wire.txt"]
    with near("memory://archive/bay") as (folder, elsewhere):
        assert elsewhere is not None
        found = find_files(folder, elsewhere.names)
        assert [p.relative_to(folder) for p in found.articles] == [
            p.relative_to(corpus) for p in find_files(corpus).articles
        ]
        assert sorted(p.name for p in folder.iterdir()) == ["lexicon.toml", "metadata.csv"]
        same(parse_corpus(folder, elsewhere=elsewhere), parse_corpus(corpus))


def test_a_file_gone_since_the_listing_is_a_problem_of_its_own(corpus: Path, memory: Any) -> None:
    memory.put(str(corpus), "/archive/bay", recursive=True)
    with near("memory://archive/bay") as (folder, elsewhere):
        memory.rm_file("/archive/bay/paper.txt")
        frames = parse_corpus(folder, elsewhere=elsewhere)
    assert list(frames.articles["article_id"]) == ["wire"]
    assert frames.problems["path"].item() == "paper.txt"


def test_a_store_that_cannot_be_reached_loses_no_article(
    corpus: Path, tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.put(str(corpus), "/archive/bay", recursive=True)

    def dead(*_: object, **__: object) -> None:
        raise ConnectionError("the line went dead")

    monkeypatch.setattr(type(memory), "get_file", dead)
    with pytest.raises(CorpusError, match=r"cannot be reached.*line went dead"):
        bring("memory://archive/bay", ["wire.txt"], tmp_path / "here")


@pytest.mark.parametrize(
    ("place", "elsewhere"),
    [
        ("s3://bucket/corpus", True),
        ("gs://bucket", True),
        ("memory://x", True),
        ("simplecache::s3://bucket", True),
        ("my-articles", False),
        ("C:\\articles", False),
        ("file:///srv/articles", False),
        ("a:b.txt", False),
    ],
)
def test_an_address_is_no_path(place: str, elsewhere: bool) -> None:
    assert is_address(place) is elsewhere
