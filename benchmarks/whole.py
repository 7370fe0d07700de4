"""The whole parse beside NLTK with VADER and beside an earlier version, as whole processes in turn, in CPU seconds.

    python benchmarks/whole.py FOLDER [--articles 210] [--rounds 5] [--before adbc11c]

FOLDER holds articles; the first so many of them are taken (without one: a corpus made of data/sample). Each round
starts, one after the other, a process each: ours (``python -m analysis parse --workers 1 --fresh``, start-up and
writing included), NLTK's word tokens and VADER's compound of the same sentences (start-up included), and ours as it was
at the revision --before, taken out of git. CPU time and peak memory are the operating system's own account of each
finished process. A round before them is not counted: it leaves byte code, as an installed package has. Printed:
medians, and the medians of the ratios round by round.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PEER = """\
import json, sys
from nltk.tokenize import NLTKWordTokenizer
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
tokenizer, analyzer = NLTKWordTokenizer(), SentimentIntensityAnalyzer()
for sentence in json.load(open(sys.argv[1], encoding="utf-8")):
    tokenizer.tokenize(sentence)
    analyzer.polarity_scores(sentence)
"""


@dataclass(frozen=True, slots=True)
class Used:
    """What one process took: CPU seconds and the peak of its memory in MiB."""

    cpu: float
    peak: float


def run(command: Sequence[str], source: Path) -> Used:
    """A process from start to end, with the package of ``source``. Raises CalledProcessError where it fails."""
    environment = {**os.environ, "PYTHONPATH": str(source)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=source, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, said.read())
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def corpus(folder: Path | None, n: int, out: Path) -> Path:
    """A folder of ``n`` articles."""
    if folder is None:
        make = [sys.executable, PROJECT / "benchmarks" / "made_corpus.py", PROJECT / "data" / "sample", out]
        subprocess.run([*map(str, make), "--articles", str(n)], check=True, stdout=subprocess.DEVNULL)
        return out
    out.mkdir()
    for path in sorted(p for p in folder.iterdir() if p.suffix in {".txt", ".html", ".json"})[:n]:
        shutil.copy(path, out)
    if (folder / "metadata.csv").is_file():
        shutil.copy(folder / "metadata.csv", out)
    return out


def sentences(folder: Path, frames: Path) -> list[str]:
    """The sentences that ours reads in the corpus."""
    import pandas as pd

    run([sys.executable, "-m", "analysis", "parse", str(folder), "--out", str(frames), "--workers", "1"], PROJECT)
    texts = pd.read_parquet(frames / "articles.parquet").set_index("article_id")["text"]
    spans = pd.read_parquet(frames / "sentences.parquet")
    return [texts[a][s:e] for a, s, e in zip(spans["article_id"], spans["start"], spans["end"], strict=True)]


def before(revision: str, folder: Path) -> Path | None:
    """The project at an earlier revision; None where this is no checkout that knows it."""
    known = shutil.which("git") and subprocess.run(["git", "cat-file", "-e", revision], cwd=PROJECT).returncode == 0
    if not known:
        print(f"No git checkout that holds {revision}: that row is left out.")
        return None
    archive = subprocess.run(["git", "archive", revision], cwd=PROJECT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def main() -> None:
    """Run all of it and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=210)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--before", default="adbc11c", help="a revision; version 0.1.0 if not given")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        articles = corpus(given.folder, given.articles, here / "articles")
        said, peer = here / "sentences.json", here / "peer.py"
        said.write_text(json.dumps(sentences(articles, here / "frames")), encoding="utf-8")
        peer.write_text(PEER, encoding="utf-8")
        parse = [sys.executable, "-m", "analysis", "parse", str(articles), "--out", str(here / "out")]
        parse += ["--workers", "1", "--fresh"]
        steps = {
            "ours": (parse, PROJECT),
            "NLTK tokens and VADER": ([sys.executable, str(peer), str(said)], here),
        }
        if earlier := before(given.before, here / "before"):
            steps[f"ours at {given.before}"] = (parse, earlier)
        rounds = [{step: run(*work) for step, work in steps.items()} for _ in range(1 + given.rounds)][1:]
    print(f"{given.articles} articles, one worker, {given.rounds} rounds in turn; medians of whole processes")
    print(f"{'':28}{'CPU s':>8}{'peak MiB':>10}{'ours ÷ it':>11}{'least':>7}{'most':>7}")
    for step in steps:
        ratios = [r["ours"].cpu / r[step].cpu for r in rounds]
        cpu, peak = (statistics.median(getattr(r[step], what) for r in rounds) for what in ("cpu", "peak"))
        shown = "" if step == "ours" else f"{statistics.median(ratios):11.2f}{min(ratios):7.2f}{max(ratios):7.2f}"
        print(f"{step:28}{cpu:8.2f}{peak:10.0f}{shown}")


if __name__ == "__main__":
    main()
