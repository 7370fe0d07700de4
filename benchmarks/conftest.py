"""The corpora to be timed: the sample, and a folder of one's own given by the environment variable DISPATCHES_BENCH.

At the end of a run stands how quick the parse is beside what others do with the same texts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.extraction.parse import parse_article
from analysis.formats.corpus import CorpusFiles, Metadata, find_files, read_metadata
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.reading.article import Article
from analysis.reading.read import read_file

OWN = "DISPATCHES_BENCH"
SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
FOLDERS = {"sample": SAMPLE} | ({"own": Path(os.environ[OWN])} if os.environ.get(OWN) else {})


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus read into memory, with all caches of the lexicon filled."""

    folder: Path
    files: CorpusFiles
    metadata: Metadata
    lexicon: Lexicon
    articles: Sequence[Article]


def read_articles(folder: Path, files: CorpusFiles, metadata: Metadata) -> list[Article]:
    """All articles of the corpus."""
    return [a for file in files.articles for a in read_file(file, corpus=folder, metadata=metadata).articles]


@pytest.fixture(scope="session", params=FOLDERS)
def corpus(request: pytest.FixtureRequest) -> Corpus:
    folder = FOLDERS[request.param]
    files, metadata = find_files(folder), read_metadata(folder)
    articles = read_articles(folder, files, metadata)
    if not articles:
        pytest.skip(f"{folder}: no articles")
    lexicon = load_lexicon(files.lexicon)
    parse_article(articles[0], lexicon)  # patterns are compiled here, not in the first measured round
    return Corpus(folder, files, metadata, lexicon, articles)


RATES: dict[str, dict[str, float]] = {}
"""Articles a second, by corpus and by what was timed beside our parse (``bench_beside``)."""
OURS = "test_parse"
BESIDE = {
    OURS: "files to frames, all of it (ours)",
    "test_nltk_and_vader": "NLTK word tokens and VADER",
    "test_trafilatura": "trafilatura's extraction",
    "test_spacy": "spaCy, size of its small English model",
}


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The ratios, as the last table of the run."""
    for corpus, rates in RATES.items():
        terminalreporter.section(f"beside others: {corpus}")
        for line in beside_lines(rates):
            terminalreporter.write_line(line)


def beside_lines(rates: Mapping[str, float]) -> list[str]:
    """A line for each: articles a second, and how many times that our parse makes; what did not run is named."""
    ours = rates.get(OURS)
    lines = [f"{'one core':42}{'articles/s':>12}{'ours is':>18}"]
    for step, name in BESIDE.items():
        rate = rates.get(step)
        if rate is None:
            lines.append(f"{name:42}{'not run':>12}{'not installed?':>18}")
        else:
            ratio = "" if ours is None or step == OURS else f"{ours / rate:.2f} times it"
            lines.append(f"{name:42}{rate:12.1f}{ratio:>18}")
    return lines
