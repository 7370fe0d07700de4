"""The corpora to be timed: the sample, and a folder of one's own given by the environment variable DISPATCHES_BENCH."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.extraction.lexicon import Lexicon, load_lexicon
from analysis.extraction.parse import parse_article
from analysis.reading.article import Article
from analysis.reading.corpus import CorpusFiles, Metadata, find_files, read_metadata
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
