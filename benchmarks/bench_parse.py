"""How long each step takes over a whole corpus: reading, every part of extraction, comparison, and all of it.

``make bench`` times the sample; ``DISPATCHES_BENCH=FOLDER make bench`` a folder of your own beside it. A round is one
pass over all articles on one core; ``articles_per_second`` (kept with --benchmark-json) rests on the median round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

import pytest
from conftest import Corpus, read_articles
from pytest_benchmark.fixture import BenchmarkFixture

from analysis.extraction.attacks.attacks import find_attacks
from analysis.extraction.citations.citations import find_citations
from analysis.extraction.dates.dates import find_dates
from analysis.extraction.entities import find_entities
from analysis.extraction.parse import ArticleRows, parse_article
from analysis.extraction.statements.statements import find_statements
from analysis.extraction.terms import count_keywords, count_terms
from analysis.extraction.tone.scoring import score_tone
from analysis.frames.article_rows import tabulate
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article
from analysis.running.pipeline import parse_corpus

Step = Callable[[ArticleRows, Lexicon], object]
ROUNDS = 5

# Each step gets what the steps before it have found, so that it alone is timed.
STEPS: Mapping[str, Step] = {
    "keywords": lambda found, lexicon: count_keywords(Reading(found.article, lexicon)),
    "entities": lambda found, lexicon: find_entities(Reading(found.article, lexicon)),
    "dates": lambda found, lexicon: find_dates(Reading(found.article, lexicon)),
    "statements": lambda found, lexicon: find_statements(found.article, lexicon, entities=found.entities),
    "attacks": lambda found, lexicon: find_attacks(
        found.article, lexicon, entities=found.entities, dates=found.dates, statements=found.statements
    ),
    "citations": lambda found, lexicon: find_citations(Reading(found.article, lexicon)),
    "terms": lambda found, lexicon: count_terms(Reading(found.article, lexicon)),
    "tone": lambda found, lexicon: [score_tone(found.article.text[s.start : s.end], lexicon) for s in found.statements],
    "tabulate": lambda found, _: tabulate(found),
}


@pytest.fixture(scope="session")
def found(corpus: Corpus) -> list[ArticleRows]:
    return [parse_article(article, corpus.lexicon) for article in corpus.articles]


def time(benchmark: BenchmarkFixture, corpus: Corpus, work: Callable[[], object]) -> None:
    """Time ``work``, which is one pass over the corpus, and note the rate."""
    benchmark.pedantic(work, rounds=ROUNDS, warmup_rounds=1)
    if benchmark.stats is not None:  # None under --benchmark-disable
        benchmark.extra_info["articles_per_second"] = round(len(corpus.articles) / benchmark.stats.stats.median, 1)


@pytest.mark.benchmark(group="1 reading")
def test_read(benchmark: BenchmarkFixture, corpus: Corpus) -> None:
    time(benchmark, corpus, lambda: read_articles(corpus.folder, corpus.files, corpus.metadata))


@pytest.mark.benchmark(group="2 extraction, step by step")
@pytest.mark.parametrize("step", STEPS)
def test_step(benchmark: BenchmarkFixture, corpus: Corpus, found: list[ArticleRows], step: str) -> None:
    time(benchmark, corpus, lambda: [STEPS[step](article, corpus.lexicon) for article in found])


@pytest.mark.benchmark(group="3 extraction, whole")
def test_parse_article(benchmark: BenchmarkFixture, corpus: Corpus) -> None:
    time(benchmark, corpus, lambda: [parse_article(article, corpus.lexicon) for article in corpus.articles])


@pytest.mark.benchmark(group="4 files to frames")
def test_parse_corpus(benchmark: BenchmarkFixture, corpus: Corpus) -> None:
    time(benchmark, corpus, lambda: parse_corpus(corpus.folder, workers=1))


@pytest.mark.benchmark(group="0 starting")
def test_load_lexicon(benchmark: BenchmarkFixture, corpus: Corpus) -> None:
    load: Any = getattr(load_lexicon, "__wrapped__", load_lexicon)  # past its cache
    benchmark.pedantic(lambda: load(corpus.files.lexicon), rounds=ROUNDS)


@pytest.mark.benchmark(group="0 starting")
def test_compile_patterns(benchmark: BenchmarkFixture, corpus: Corpus) -> None:
    """The first article of a process, for which all patterns and automata of the lexicon are compiled."""
    numbers = count()

    def unseen() -> tuple[tuple[Article, Lexicon], dict[str, object]]:
        return (corpus.articles[0], Lexicon(corpus.lexicon.tables, f"bench {corpus.folder} {next(numbers)}")), {}

    benchmark.pedantic(parse_article, setup=unseen, rounds=3)
