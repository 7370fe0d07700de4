"""``explain``: one article with its passages, what was found in each sentence and by which rule, and what was rejected.

The analyst's way to see why a number is what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis.errors import CorpusError
from analysis.extraction.attacks.attacks import explain_attacks
from analysis.extraction.attacks.events.sifting import Rejection
from analysis.extraction.attacks.locating import namesakes
from analysis.extraction.checked_lexicon import checked_lexicon
from analysis.extraction.citations.citations import outlet_forms
from analysis.extraction.parse import LANGUAGES, ArticleRows, parse_article
from analysis.extraction.records import Attack, Statement
from analysis.formats.corpus import find_files, read_metadata
from analysis.formats.elsewhere import BESIDE, bring, is_address, local_path
from analysis.language.lexicon import Lexicon
from analysis.language.reading import Reading
from analysis.language.rules import watched_rules
from analysis.reading.article import Article, Passage, Sentence, as_read
from analysis.reading.read import read_file

_SHOWN_APART = {"start", "end", "trigger", "trigger_start", "trigger_end", "rule", "kind", "realis", "mode"}
_SHORT = 90  # characters of a passage that holds nothing


def explain_place(file: str, *, corpus: str | None = None) -> Iterator[str]:
    """As ``explain_file``, of a file or one at an address, whose corpus is at one, too: by default the folder of the
    file there. Raises UnreadableFile, and CorpusError where the address cannot be reached."""
    if not is_address(file):
        if corpus is not None and is_address(corpus):
            raise CorpusError(f"{corpus}: the file lies here, its corpus elsewhere. Give two addresses or two paths.")
        yield from explain_file(local_path(file), corpus=None if corpus is None else local_path(corpus))
        return
    above = (corpus or file.rpartition("/")[0]).rstrip("/")
    name = file.removeprefix(f"{above}/")
    if name == file or ".." in name.split("/"):
        raise CorpusError(f"{file}: not a file of the corpus {above}. Give the address of the folder that holds it.")
    with TemporaryDirectory(prefix="dispatches-") as scratch:
        bring(above, [*BESIDE, name], Path(scratch))
        yield from explain_file(Path(scratch, name), corpus=Path(scratch))


def explain_file(file: Path, *, corpus: Path | None = None) -> Iterator[str]:
    """Lines that explain the articles of ``file``. ``corpus`` is the folder with its metadata.csv and lexicon.toml.

    Without it, the nearest folder above that has one of the two is taken, or the file's own. Raises UnreadableFile.
    """
    file = file.resolve()
    above = (f for f in file.parents if any((f / name).is_file() for name in ("metadata.csv", "lexicon.toml")))
    folder = corpus.resolve() if corpus else next(above, file.parent)
    lexicon = checked_lexicon(find_files(folder).lexicon)
    reading = read_file(file, corpus=folder, metadata=read_metadata(folder), outlets=outlet_forms(lexicon))
    for article in reading.articles:
        yield from explain_article(article, lexicon)
    yield from (f"{'Left out' if problem.skipped else 'Odd'}: {problem}" for problem in reading.problems)


def explain_article(article: Article, lexicon: Lexicon) -> Iterator[str]:
    """Lines that explain one article."""
    yield f"== {article.article_id}"
    date = f"{article.published:%Y-%m-%d} (from {article.published_from})" if article.published else "date not known"
    yield f"{article.outlet or 'outlet not known'}, {date}, {article.n_words} words, language {article.language}"
    yield f"title: {article.title or 'not known'}; by {', '.join(article.authors) or 'not known'}"
    captured = f"; captured {article.captured:%Y-%m-%d %H:%M}" if article.captured else ""
    yield f"file: {article.path}, SHA-256 {article.file_sha256 or 'not known'}{captured}"
    yield ""
    if article.language not in LANGUAGES:
        yield f"Not in English ({article.language}): no rows are extracted."
        return
    with watched_rules() as decided:
        plain, text = as_read(article)
        read = parse_article(plain, lexicon)
        rows = read if plain is article else parse_article(article, lexicon)
        told = explain_attacks(
            Reading(plain, lexicon), entities=read.entities, dates=read.dates, statements=read.statements
        ).rejected
        told = [text.moved(rejection) for rejection in told]
    for i, passage in enumerate(article.passages):
        yield from _passage(article, i, passage, rows, told)
    yield f"Rules that decided: {', '.join(sorted(f'{rule.table}: {rule.name}' for rule in decided)) or 'none'}."


def _passage(
    article: Article, index: int, passage: Passage, rows: ArticleRows, rejected: Sequence[Rejection]
) -> Iterator[str]:
    same = passage.duplicate_of
    repeated = "" if same is None else f", repeats the passage at {article.passages[same].start}"
    yield f"-- {passage.kind} {passage.start}-{passage.end}{repeated}"
    sentences = [s for s in article.sentences if s.passage == index]
    if not sentences:
        yield f"   {_words(article, passage)[:_SHORT]}"
    for sentence in sentences:
        yield f"   {_words(article, sentence)}"
        yield from _found(article, sentence, rows)
        for r in _within(rejected, sentence):
            yield f"     ✗ {r.trigger}: {r.reason}{f' [{r.rule}]' if r.rule else ''}"


def _found(article: Article, sentence: Sentence, rows: ArticleRows) -> Iterator[str]:
    dates = [f"{_words(article, d)} = {d.date_start}..{d.date_end}" for d in _within(rows.dates, sentence)]
    if dates:
        yield f"     dates: {'; '.join(dates)}"
    for attack in _within(rows.attacks, sentence):
        yield f"     ● {attack.realis} {attack.kind} [{attack.trigger}] by rule {attack.rule}"
        yield from _slots(attack)
        if attack.place and (n := namesakes(attack.place, attack.country)) > 1:
            chosen = "one of" if attack.latitude is not None else "could be any of"
            yield f"       where: {chosen} {n} towns called {attack.place} in {attack.country}"
        if attack.same_as is not None:
            yield f"       same attack as at {rows.attacks[attack.same_as].start}"
    for statement in _within(rows.statements, sentence):
        said = f"{statement.mode} {statement.stance} by rule {statement.rule}"
        yield f"     » {said}: {_words(article, statement)}"
        yield from _slots(statement)
    cited = [c.cited for c in _within(rows.citations, sentence)]
    if cited:
        yield f"     credits: {', '.join(cited)}"


def _slots(row: Attack | Statement) -> Iterator[str]:
    values = {f.name: getattr(row, f.name) for f in fields(row) if f.name not in _SHOWN_APART}
    given = [f"{name} {_value(value)}" for name, value in values.items() if value not in (None, ())]
    if given:
        yield f"       {', '.join(given)}"


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return " + ".join(map(str, value))
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _within(rows: Iterable[Any], sentence: Sentence) -> list[Any]:
    """The rows that begin in the sentence."""
    return [row for row in rows if sentence.start <= row.start < sentence.end]


def _words(article: Article, span: Any) -> str:
    """The words of a span, in one line."""
    return " ".join(article.text[span.start : span.end].split())
