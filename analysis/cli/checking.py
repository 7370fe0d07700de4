"""``check``: what would be read from a folder of articles, and what is missing or odd, before anything is counted.

Of frames, which somebody else may have made, it says whether they hold together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.cli.listing import ReadArticle, list_files, told_of
from analysis.comparison.outlets import alike_outlets, same_outlets
from analysis.errors import DispatchesError, FrameError, UnreadableFile
from analysis.extraction.checked_lexicon import checked_lexicon
from analysis.extraction.citations.citations import outlet_forms
from analysis.extraction.examples import failed_in_corpus
from analysis.formats.corpus import find_files, read_metadata
from analysis.formats.elsewhere import bring, is_address, near
from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import is_frames_folder
from analysis.frames.querying import columns_of
from analysis.frames.references import check_references
from analysis.frames.storage import Frames, read_frames
from analysis.language.lexicon import Lexicon
from analysis.reading.read import read_file
from analysis.review.coding import coding_files, read_coding
from analysis.review.corrections import FILE, read_corrections
from analysis.running.corpora import open_corpus
from analysis.running.stores import fetch_frames, find_run

CODING = "coding"
MANY = 5  # names listed before "and n more"
_SHORT = 50  # words
_SAY = "give it in metadata.csv, or say in fields.toml what its column is called"
# What an article may lack, what it is called, and what to do.
_LACKS = {
    "published": ("day of publication", f"dates relative to publication stay unresolved; {_SAY}"),
    "outlet": ("outlet", f"it is not compared with others; {_SAY}"),
    "title": ("title", "give it in metadata.csv if you have it"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """What a folder holds: lines to print, how many articles can be read, whether anything could not be."""

    lines: tuple[str, ...]
    n_articles: int
    has_problems: bool
    has_failed_examples: bool = False  # of rules that the corpus's lexicon adds


class _Found(NamedTuple):
    """Lines that say what a folder holds, what is odd, and what is wrong; and how many articles there are."""

    lines: list[str]
    odd: list[str]
    faults: list[str]
    n_articles: int
    has_failed_examples: bool = False


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
            found = find_files(folder, elsewhere.names)
            articles = found.articles
            wanted = {path.relative_to(folder).as_posix() for path in (*articles, *found.events)}
            wanted |= {n for n in elsewhere.names if n.rpartition("/")[0] == CODING and n.endswith(".csv")}
            bring(place, [n for n in elsewhere.names if n in wanted], folder)
        yield folder


def check_corpus(corpus: Path) -> Check:
    """Read every file of ``corpus`` and say what a parse would find; of frames, whether they hold together.

    Nothing is extracted, unless people's corrections or codes are there, which are checked against it.
    """
    found = _check_frames(corpus) if is_frames_folder(corpus) else _check_articles(corpus)
    review, wrong = _check_review(corpus) if found.n_articles else ([], [])
    lines = (*found.lines, *review, *found.odd, *found.faults, *wrong)
    return Check(lines, found.n_articles, bool(found.faults or wrong), found.has_failed_examples)


def _check_articles(corpus: Path) -> _Found:
    found, metadata = find_files(corpus), read_metadata(corpus)
    lexicon = checked_lexicon(found.lexicon)
    articles: list[ReadArticle] = []
    problems = [str(problem) for problem in (*metadata.problems, *found.others)]
    for file in found.articles:
        try:
            reading = read_file(file, corpus=corpus, metadata=metadata, outlets=outlet_forms(lexicon))
        except UnreadableFile as error:
            problems.append(str(error))
            continue
        articles += (told_of(article, reading.kind) for article in reading.articles)
        problems += map(str, reading.problems)
    clashes = [
        f"{_listed(paths)} would be one article, {article_id!r}: rename all but one."
        for article_id, paths in sorted(_paths(articles, "article_id").items())
        if len(paths) > 1
    ]
    failed = failed_in_corpus(lexicon)
    faults = [*clashes, *problems, *failed]
    tables, of_tables, no_tables = _event_tables(corpus, found.events)
    odd = [*_odd(articles), *_alike(articles, lexicon), *of_tables]
    lines = [*_summary(found.articles, articles), *tables]
    return _Found(lines, odd, [*faults, *no_tables], len(articles), bool(failed))


def _event_tables(corpus: Path, files: Sequence[Path]) -> tuple[list[str], list[str], list[str]]:
    """What the event tables of a corpus are; what is odd about their rows; which files are none."""
    lines, odd, faults = list[str](), list[str](), list[str]()
    for file in files:
        from analysis.events import read_events  # loads slowly, and few corpora have such a table

        name = file.relative_to(corpus).as_posix()
        try:
            table = read_events(file)
        except DispatchesError as error:
            faults.append(str(error))
            continue
        lines.append(f"{name}: event table ({table.name}), {len(table.rows):,} events; see the command match.")
        told = [f"{name}, line {p.line}: {p.reason} {p.remedy}" for p in table.problems]
        odd += [*told[:MANY], *([f"{name}: {len(told) - MANY:,} more such rows."] if len(told) > MANY else [])]
    return lines, odd, faults


def _summary(files: Sequence[Path], articles: Sequence[ReadArticle]) -> list[str]:
    if not articles:
        return [f"{len(files)} files, no article: nothing can be read here."]
    kinds = Counter(file.suffix.lower() for file in files)
    found = ", ".join(f"{n} {suffix}" for suffix, n in sorted(kinds.items()))
    lines = [f"{len(articles)} articles in {len(files)} files ({found}).", *list_files(articles)]
    outlets = Counter(a.outlet for a in articles if a.outlet)
    if outlets:
        lines.append(f"Outlets: {_listed([f'{name} ({n})' for name, n in sorted(outlets.items())])}.")
    dates = sorted(a.published for a in articles if a.published)
    if dates:
        lines.append(f"Published {dates[0]:%Y-%m-%d} to {dates[-1]:%Y-%m-%d}.")
    return lines


def _odd(articles: Sequence[ReadArticle]) -> Iterator[str]:
    """What is missing or odd of the articles, with what to do."""
    for name, (called, remedy) in _LACKS.items():
        without = [a for a in articles if getattr(a, name) is None]
        if without:
            hint = (
                " An address, which they have, is no name." if name == "outlet" and all(a.url for a in without) else ""
            )
            yield f"No {called} in {len(without)} ({_listed([a.place for a in without])}): {remedy}.{hint}"
    foreign = [f"{a.place} ({a.language})" for a in articles if a.language not in (None, "en")]
    if foreign:
        yield f"Not in English, listed but not analysed: {_listed(foreign)}."
    tomorrow = datetime.now() + timedelta(days=1)  # wherever in the world it was published
    future = [a.place for a in articles if a.published is not None and a.published.replace(tzinfo=None) > tomorrow]
    if future:
        yield f"Published after today: {_listed(future)}. Correct the date in metadata.csv if it is wrong."
    short = [a.place for a in articles if a.n_words < _SHORT]
    if short:
        yield f"Fewer than {_SHORT} words: {_listed(short)}."
    yield from _twice([a for a in articles if a.duplicate_of is None])


def _twice(articles: Sequence[ReadArticle]) -> Iterator[str]:
    """The files that hold the same articles, by outlet and words; within a file they are marked, and count once."""
    places: dict[tuple[str, bytes], list[ReadArticle]] = defaultdict(list)
    for article in articles:
        if article.story:
            places[article.story].append(article)
    shared: dict[tuple[str, ...], list[ReadArticle]] = defaultdict(list)
    for found in places.values():
        if len(found) > 1:
            shared[tuple(a.path for a in found)].append(found[0])
    for paths, found in shared.items():
        what = "The same text" if len(found) == 1 else f"The same {len(found)} articles, the first {found[0].title!r}"
        yield f"{what}: {_listed(paths)}. Keep one, or mentions count twice."


def _alike(articles: Sequence[ReadArticle], lexicon: Lexicon) -> Iterator[str]:
    """Outlets of several names: those that are taken for one, and those that may be one."""
    names = same_outlets((a.outlet for a in articles), lexicon)
    spellings: dict[str, set[str]] = defaultdict(set)
    for name in sorted({a.outlet for a in articles if a.outlet}):
        spellings[names.get(name, name)].add(name)
    settle = "outlets of lexicon.toml"
    for name, found in sorted(spellings.items()):
        if len(found) > 1:
            others = _listed([repr(other) for other in sorted(found - {name})])
            yield f"Taken for one outlet, {name!r}: {others}. If they are several, list each by its name in {settle}."
    for a, b in alike_outlets(spellings, lexicon):
        yield f"One outlet or two? {a!r}, {b!r}: counted as two. If one, list one as the other's alias in {settle}."


def _paths(articles: Sequence[ReadArticle], by: str) -> dict[str, list[str]]:
    paths = defaultdict(list)
    for article in articles:
        paths[getattr(article, by)].append(article.path)
    return paths


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MANY])
    return shown if len(names) <= MANY else f"{shown} and {len(names) - MANY} more"


def _check_review(corpus: Path) -> tuple[list[str], list[str]]:
    """What corrections.csv and coding/ of ``corpus`` hold, and what in them is wrong; lines to print, both.

    A correction names a row that the program makes, so that the corpus is parsed, but only where there is such a file.
    """
    corrected, coded = (corpus / FILE).is_file(), any((corpus / CODING).glob("*.csv"))
    lines: list[str] = []
    try:
        frames = open_corpus(corpus) if corrected or coded else {}
        if corrected:
            n = len(read_corrections(corpus))
            lines.append(f"{FILE}: {n} {'correction fits' if n == 1 else 'corrections, all fit'}.")
        if coded:
            coding = read_coding(coding_files(corpus, []), frames)
            lines.append(f"{CODING}/: {len(coding.units)} units coded by {', '.join(coding.coders)}.")
    except DispatchesError as error:
        return lines, [str(error)]
    return lines, []


def _check_frames(folder: Path) -> _Found:
    """Frames in parts are looked at part by part: no more than a part is held."""
    try:
        frames = read_frames(folder)
        n_rows: Counter[str] = Counter()
        for tables in _pieces(frames):
            n_rows.update({name: len(table) for name, table in tables.items()})
        articles = columns_of(frames, "articles", ["outlet", "published"])
        withheld = "" if frames.has_text else " Their texts are withheld: evidence is shown as offsets."
    except FrameError as error:
        return _Found([], [], [str(error)], 0)
    counts = ", ".join(f"{n_rows[name]:,} {name}" for name in LAYOUTS)
    lines = [f"Frames of {frames.manifest.corpus}, made by version {frames.manifest.made_by}: {counts}.{withheld}"]
    dates = articles["published"].dropna()
    if len(dates):
        outlets = articles["outlet"].replace(dict(frames.manifest.same_outlets)).nunique()
        lines.append(f"Outlets: {outlets}. Published {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}.")
    return _Found(lines, [], [], n_rows["articles"])


def _pieces(frames: Frames) -> Iterator[Mapping[str, pd.DataFrame]]:
    """The frames, or one part of them after another, validated, with all that refers to articles and characters."""
    place = frames.stored
    if place is None:  # was looked at when it was read
        yield frames
        return
    in_parts = [name for name in LAYOUTS if place(name).is_dir()]
    ids: list[pd.Series[str]] = []
    for part in sorted({path.name for name in in_parts for path in place(name).iterdir()}):
        of_part = replace(frames, tables={}, stored=lambda name, part=part: place(name) / part)  # type: ignore[misc]
        held = {name: of_part[name] for name in in_parts}
        check_references(held)
        ids.append(held["articles"]["article_id"])
        yield held
    known = pd.DataFrame({"article_id": pd.concat(ids), "text": pd.NA})
    twice = known.loc[known["article_id"].duplicated(), "article_id"]
    if len(twice):
        raise FrameError(f"Frame articles: {twice.iloc[0]!r} stands in two parts. Make the frames again with `parse`.")
    whole = {name: frames[name] for name in LAYOUTS if name not in in_parts}
    check_references({"articles": known.astype("string"), **whole})
    yield whole
