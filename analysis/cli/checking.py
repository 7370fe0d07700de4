"""``check``: what would be read from a folder of articles, and what is missing or odd, before anything is counted.

Of frames, which somebody else may have made, it says whether they hold together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from analysis.cli.checking_frames import check_frames
from analysis.errors import DispatchesError, UnreadableFile
from analysis.extraction.citations.citations import outlet_forms
from analysis.extraction.examples import failed_in_corpus
from analysis.formats.corpus import find_files, read_metadata
from analysis.formats.elsewhere import bring, is_address, near
from analysis.formats.record import Problem
from analysis.frames.manifest import is_frames_folder
from analysis.language.lexicon import load_lexicon
from analysis.reading.read import read_file
from analysis.review.coding import coding_files, read_coding
from analysis.review.corrections import FILE, read_corrections
from analysis.running.corpora import open_corpus
from analysis.running.stores import fetch_frames, find_run

CODING = "coding"
MANY = 5  # names listed before "and n more"


@dataclass(frozen=True, slots=True)
class Check:
    """What a folder holds: lines to print, how many articles can be read, whether anything could not be."""

    lines: tuple[str, ...]
    n_articles: int
    has_problems: bool


class _Read(NamedTuple):
    """What is told of an article, so that its text need not be held."""

    article_id: str
    path: str
    outlet: str | None
    published: datetime | None
    title: str | None
    language: str | None
    n_words: int
    sha256: str


def check_place(place: str) -> Check:
    """As ``check_corpus``, of a folder or an address, of articles or of frames. Raises CorpusError for neither."""
    if is_address(place) and find_run(place) is not None:
        return check_corpus(fetch_frames(place))
    with _brought(place) as corpus:
        return check_corpus(corpus)


@contextmanager
def _brought(place: str) -> Iterator[Path]:
    """The folder of a corpus; of one at an address a copy, for every file of it is read."""
    with near(place) as (folder, elsewhere):
        if elsewhere is not None:
            articles = find_files(folder, elsewhere.names).articles
            wanted = {path.relative_to(folder).as_posix() for path in articles}
            wanted |= {n for n in elsewhere.names if n.rpartition("/")[0] == CODING and n.endswith(".csv")}
            bring(place, [n for n in elsewhere.names if n in wanted], folder)
        yield folder


def check_corpus(corpus: Path) -> Check:
    """Read every file of ``corpus`` and say what a parse would find; of frames, whether they hold together.

    Nothing is extracted, unless people's corrections or codes are there, which are checked against it.
    """
    if is_frames_folder(corpus):
        lines, faults, n = check_frames(corpus)
        review, wrong = _check_review(corpus) if n else ([], [])
        return Check((*lines, *review, *faults, *wrong), n, bool(faults or wrong))
    found = find_files(corpus)
    lexicon = load_lexicon(found.lexicon)
    metadata = read_metadata(corpus)
    articles: list[_Read] = []
    problems: list[UnreadableFile | Problem] = list(metadata.problems)
    for file in found.articles:
        try:
            reading = read_file(file, corpus=corpus, metadata=metadata, outlets=outlet_forms(lexicon))
        except UnreadableFile as error:
            problems.append(error)
            continue
        articles += (_Read(*(getattr(article, name) for name in _Read._fields)) for article in reading.articles)
        problems += reading.problems
    clashes = _clashes(articles)
    review, wrong = _check_review(corpus) if articles else ([], [])
    wrong += failed_in_corpus(lexicon)
    told = [*_summary(found.articles, articles), *review, *_missing(articles), *_odd(articles)]
    return Check((*told, *clashes, *map(str, problems), *wrong), len(articles), bool(problems or clashes or wrong))


def _check_review(corpus: Path) -> tuple[list[str], list[str]]:
    """What corrections.csv and coding/ of ``corpus`` hold, and what in them is wrong; lines to print, both.

    A correction names a row that the program makes, so that the corpus is parsed, but only where there is such a file.
    """
    corrected, coded = (corpus / FILE).is_file(), any((corpus / CODING).glob("*.csv"))
    if not corrected and not coded:
        return [], []
    try:
        frames = open_corpus(corpus)
    except DispatchesError as error:
        return [], [str(error)]
    lines, wrong = [], []
    if corrected:
        n = len(read_corrections(corpus))
        lines.append(f"{FILE}: {n} {'correction fits' if n == 1 else 'corrections, all fit'}.")
    if coded:
        try:
            coding = read_coding(coding_files(corpus, []), frames)
            lines.append(f"{CODING}/: {len(coding.units)} units coded by {', '.join(coding.coders)}.")
        except DispatchesError as error:
            wrong.append(str(error))
    return lines, wrong


def _summary(files: Sequence[Path], articles: Sequence[_Read]) -> list[str]:
    if not articles:
        return [f"{len(files)} files, no article: nothing can be read here."]
    kinds = Counter(file.suffix.lower() for file in files)
    found = ", ".join(f"{n} {suffix}" for suffix, n in sorted(kinds.items()))
    outlets = Counter(a.outlet for a in articles if a.outlet)
    lines = [f"{len(articles)} articles in {len(files)} files ({found})."]
    if outlets:
        lines.append(f"Outlets: {_listed([f'{name} ({n})' for name, n in sorted(outlets.items())])}.")
    dates = sorted(a.published for a in articles if a.published)
    if dates:
        lines.append(f"Published {dates[0]:%Y-%m-%d} to {dates[-1]:%Y-%m-%d}.")
    return lines


def _missing(articles: Sequence[_Read]) -> list[str]:
    remedies = {
        "published": "dates relative to publication stay unresolved; give it in metadata.csv",
        "outlet": "it is not compared with others; give it in metadata.csv",
        "title": "give it in metadata.csv if you have it",
    }
    lines = []
    for name, remedy in remedies.items():
        without = [a.path for a in articles if getattr(a, name) is None]
        if without:
            lines.append(f"No {name} in {len(without)} ({_listed(without)}): {remedy}.")
    return lines


def _odd(articles: Sequence[_Read]) -> list[str]:
    lines = []
    foreign = [f"{a.path} ({a.language})" for a in articles if a.language not in (None, "en")]
    if foreign:
        lines.append(f"Not in English, listed but not analysed: {_listed(foreign)}.")
    tomorrow = datetime.now() + timedelta(days=1)  # wherever in the world it was published
    future = [a.path for a in articles if a.published is not None and a.published.replace(tzinfo=None) > tomorrow]
    if future:
        lines.append(f"Published after today: {_listed(future)}. Correct the date in metadata.csv if it is wrong.")
    short = [a.path for a in articles if a.n_words < 50]
    if short:
        lines.append(f"Fewer than 50 words: {_listed(short)}.")
    same = defaultdict(list)
    for article in articles:
        same[article.sha256].append(article.path)
    for paths in same.values():
        if len(paths) > 1:
            lines.append(f"The same text: {_listed(paths)}. Keep one, or its mentions count twice.")
    return lines


def _clashes(articles: Sequence[_Read]) -> list[str]:
    paths = defaultdict(list)
    for article in articles:
        paths[article.article_id].append(article.path)
    return [
        f"{_listed(p)} would be one article, {article_id!r}: rename all but one."
        for article_id, p in sorted(paths.items())
        if len(p) > 1
    ]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MANY])
    return shown if len(names) <= MANY else f"{shown} and {len(names) - MANY} more"
