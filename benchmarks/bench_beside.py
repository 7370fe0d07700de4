"""Our parse beside what others do with the same texts, in one run on one core: the ratios are what counts.

A table of them ends the run (``conftest.RATES``).

Beside it stand NLTK's word tokens with VADER's compound (a sentiment score and nothing else), trafilatura's extraction
of the same texts as web pages (reading and nothing else), and a spaCy pipeline with the layers of its small English
model (tokens, tags, dependencies, names). spaCy's weights are drawn by chance, which makes no difference to the time of
its layers. spaCy is no dependency of the project: `pip install spacy` into the environment, or its row is skipped.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import RATES, Corpus
from nltk.tokenize import NLTKWordTokenizer
from pytest_benchmark.fixture import BenchmarkFixture
from trafilatura import extract
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.running.pipeline import parse_to

ROUNDS = 3
FEW = 40  # articles that suffice to time spaCy, the slowest by far
BATCH = 64

# Width, depth and tables of the small English model: four layers of 96, hashed features of words and their parts.
VECTORS = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
SHARED = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
TAGS, DEPENDENCIES, NAMES = 50, 45, 18  # labels of the small English model


def transitions(kind: str, *, hidden: int, pieces: int, layers: dict[str, Any]) -> dict[str, Any]:
    """The settings of a parser or a recogniser of names."""
    return {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": kind,
            "extra_state_tokens": False,
            "hidden_width": hidden,
            "maxout_pieces": pieces,
            "use_upper": True,
            "tok2vec": layers,
        }
    }


def untrained() -> Callable[[list[str]], int]:
    """A spaCy pipeline of the small model's size; yields how many tokens it has seen."""
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install spacy")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("tok2vec", config={"model": VECTORS})
    tagger = pipeline.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": SHARED}})
    parser = pipeline.add_pipe("parser", config=transitions("parser", hidden=64, pieces=2, layers=SHARED))
    names = pipeline.add_pipe("ner", config=transitions("ner", hidden=64, pieces=2, layers=VECTORS))
    for i in range(TAGS):
        tagger.add_label(f"T{i}")
    for i in range(DEPENDENCIES):
        parser.add_label(f"d{i}")
    for i in range(NAMES):
        names.add_label(f"N{i}")
    pipeline.initialize()
    return lambda texts: sum(len(document) for document in pipeline.pipe(texts, batch_size=BATCH))


def time(benchmark: BenchmarkFixture, work: Callable[[], object], *, articles: int) -> None:
    """Time ``work``, one pass over so many articles, and note the rate."""
    benchmark.pedantic(work, rounds=ROUNDS, warmup_rounds=1)
    if benchmark.stats is not None:  # None under --benchmark-disable
        rate = articles / benchmark.stats.stats.median
        benchmark.extra_info["articles_per_second"] = round(rate, 1)
        step, _, corpus = benchmark.name.rstrip("]").partition("[")
        RATES.setdefault(corpus, {})[step] = rate


@pytest.mark.benchmark(group="6 beside others")
def test_parse(benchmark: BenchmarkFixture, corpus: Corpus, tmp_path: Path) -> None:
    """Files to frames on disk: reading, extraction, comparison, writing."""
    time(benchmark, lambda: parse_to(tmp_path / "frames", corpus.folder, workers=1), articles=len(corpus.articles))


@pytest.mark.benchmark(group="6 beside others")
def test_nltk_and_vader(benchmark: BenchmarkFixture, corpus: Corpus) -> None:
    """Word tokens and a compound of each sentence."""
    tokenizer, analyzer = NLTKWordTokenizer(), SentimentIntensityAnalyzer()
    sentences = [a.text[s.start : s.end] for a in corpus.articles for s in a.sentences]

    def work() -> None:
        for sentence in sentences:
            tokenizer.tokenize(sentence)
            analyzer.polarity_scores(sentence)

    time(benchmark, work, articles=len(corpus.articles))


@pytest.mark.benchmark(group="6 beside others")
def test_trafilatura(benchmark: BenchmarkFixture, corpus: Corpus) -> None:
    """The text of a page that holds nothing but the article."""
    pages = [as_page(article.text) for article in corpus.articles]
    time(benchmark, lambda: [extract(page) for page in pages], articles=len(pages))


@pytest.mark.benchmark(group="6 beside others")
def test_spacy(benchmark: BenchmarkFixture, corpus: Corpus) -> None:
    """Tokens, tags, dependencies, names, with untrained weights."""
    texts = [article.text for article in corpus.articles[:FEW]]
    pipeline = untrained()
    time(benchmark, lambda: pipeline(texts), articles=len(texts))


def as_page(text: str) -> str:
    """``text`` as a plain page: its first line the heading, each other line a paragraph."""
    title, *lines = [html.escape(line) for line in text.splitlines() if line.strip()] or [""]
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
