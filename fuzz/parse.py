"""Coverage-guided fuzzing of reading and extraction. Needs atheris, which is not among the project's requirements:

    python -m venv --system-site-packages /tmp/fuzz && /tmp/fuzz/bin/pip install atheris
    /tmp/fuzz/bin/python fuzz/parse.py CORPUS_FOLDER -max_total_time=600 -max_len=4096

The first byte of an input chooses the kind of file, the others are its bytes. What the tests' invariants do not hold
for is written to crash-*; `fuzz/parse.py crash-...` runs one input again. CORPUS_FOLDER is filled with seeds where it
is empty, and keeps what the fuzzer finds, so that the next run goes on from there.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import atheris
from driver import fuzz

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]
with atheris.instrument_imports(include=["analysis"], enable_loader_override=False):
    import analysis.extraction.parse
    import analysis.reading.read  # noqa: F401

from invariants import check_article, check_rows  # noqa: E402

from analysis.errors import UnreadableFile  # noqa: E402
from analysis.extraction.citations.citations import outlet_forms  # noqa: E402
from analysis.extraction.parse import parse_article  # noqa: E402
from analysis.language.lexicon import load_lexicon  # noqa: E402
from analysis.reading.read import read_file  # noqa: E402

DAYS = (datetime(2031, 3, 12), datetime(1600, 1, 1), datetime(2199, 12, 31, 23, 59), datetime(2028, 2, 29), None)
SUFFIXES = (".txt", ".txt", ".txt", ".md", ".html", ".json", ".jsonl", ".csv")  # prose is what most rules read
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


def try_input(data: bytes) -> None:
    """Read and parse one input; an assertion or any other exception is a finding."""
    if not data:
        return
    lexicon = load_lexicon()
    path = FOLDER / f"a{SUFFIXES[data[0] % len(SUFFIXES)]}"
    path.write_bytes(data[1:])
    try:
        articles = read_file(path, corpus=FOLDER, outlets=outlet_forms(lexicon)).articles
    except UnreadableFile as error:
        if not (error.reason and error.remedy):
            raise AssertionError("nothing is said") from error
        return
    finally:
        path.unlink()
    for article in (replace(a, published=a.published or DAYS[data[0] // 32 % len(DAYS)]) for a in articles):
        check_article(article)
        rows = parse_article(article, lexicon)
        check_rows(rows)
        assert rows == parse_article(article, lexicon), "parsing twice differs"


def write_seeds(folder: Path) -> None:
    """The fictional sample, an article a file: what the fuzzer changes bit by bit."""
    for path in sorted((PROJECT / "data" / "sample").rglob("*")):
        if path.is_file() and path.suffix in SUFFIXES and "gold" not in path.parts and "coding" not in path.parts:
            raw = path.read_bytes()
            for i, start in enumerate(range(0, min(len(raw), 6000), 1500)):
                piece = raw if path.suffix != ".txt" else raw[start : start + 1500]
                (folder / f"{path.stem}-{i}").write_bytes(bytes([SUFFIXES.index(path.suffix)]) + piece)


if __name__ == "__main__":
    fuzz(try_input, write_seeds)
