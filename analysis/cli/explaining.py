"""``explain``: one article with its passages, what was found in each sentence and by which rule, and what was rejected.

The analyst's way to see why a number is what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.errors import CorpusError
from analysis.extraction.attacks.attacks import explain_attacks
from analysis.extraction.attacks.events.sifting import Rejection
from analysis.extraction.citations.citations import outlet_forms
from analysis.extraction.parse import LANGUAGES, ArticleRows, parse_article
from analysis.extraction.records import Attack, Statement
from analysis.formats.corpus import find_files, read_metadata
from analysis.formats.elsewhere import BESIDE, bring, is_address, local_path
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.reading import Reading
from analysis.language.rules import watched_rules
from analysis.reading.article import Article, Passage, Sentence
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
    folder = corpus.resolve() if corpus else _corpus_of(file)
    lexicon = load_lexicon(find_files(folder).lexicon)
    reading = read_file(file, corpus=folder, metadata=read_metadata(folder), outlets=outlet_forms(lexicon))
    for article in reading.articles:
        yield from explain_article(article, lexicon)
    yield from (f"Not read: {problem}" for problem in reading.problems)


def explain_article(article: Article, lexicon: Lexicon) -> Iterator[str]:
    """Lines that explain one article."""
    yield from _heading(article)
    if article.language not in LANGUAGES:
        yield f"Not in English ({article.language}): no rows are extracted."
        return
    with watched_rules() as decided:
        rows = parse_article(article, lexicon)
        told = explain_attacks(
            Reading(article, lexicon), entities=rows.entities, dates=rows.dates, statements=rows.statements
        ).rejected
    for i, passage in enumerate(article.passages):
        yield from _passage(article, i, passage, rows, told)
    yield f"Rules that decided: {', '.join(sorted(f'{rule.table}: {rule.name}' for rule in decided)) or 'none'}."


def _corpus_of(file: Path) -> Path:
    above = [folder for folder in file.parents if _has_corpus_files(folder)]
    return above[0] if above else file.parent


def _has_corpus_files(folder: Path) -> bool:
    return any((folder / name).is_file() for name in ("metadata.csv", "lexicon.toml"))


def _heading(article: Article) -> Iterator[str]:
    yield f"== {article.article_id}"
    date = f"{article.published:%Y-%m-%d} (from {article.published_from})" if article.published else "date not known"
    yield f"{article.outlet or 'outlet not known'}, {date}, {article.n_words} words, language {article.language}"
    yield f"title: {article.title or 'not known'}; by {', '.join(article.authors) or 'not known'}"
    yield ""


def _passage(
    article: Article, index: int, passage: Passage, rows: ArticleRows, rejected: Sequence[Rejection]
) -> Iterator[str]:
    repeated = "" if passage.duplicate_of is None else f", repeats the passage at {_start(article, passage)}"
    yield f"-- {passage.kind} {passage.start}-{passage.end}{repeated}"
    sentences = [s for s in article.sentences if s.passage == index]
    if not sentences:
        yield f"   {_squeezed(article.text[passage.start : passage.end])[:_SHORT]}"
    for sentence in sentences:
        yield f"   {_squeezed(article.text[sentence.start : sentence.end])}"
        yield from _found(article, sentence, rows)
        for r in rejected:
            if _within(r.start, sentence):
                yield f"     ✗ {r.trigger}: {r.reason}{f' [{r.rule}]' if r.rule else ''}"


def _found(article: Article, sentence: Sentence, rows: ArticleRows) -> Iterator[str]:
    dates = [d for d in rows.dates if _within(d.start, sentence)]
    if dates:
        spans = (f"{article.text[d.start : d.end]} = {d.date_start}..{d.date_end}" for d in dates)
        yield f"     dates: {'; '.join(map(_squeezed, spans))}"
    for attack in rows.attacks:
        if _within(attack.start, sentence):
            yield f"     ● {attack.realis} {attack.kind} [{attack.trigger}] by rule {attack.rule}"
            yield from _slots(attack)
            if attack.same_as is not None:
                yield f"       same attack as at {rows.attacks[attack.same_as].start}"
    for statement in rows.statements:
        if _within(statement.start, sentence):
            words = _squeezed(article.text[statement.start : statement.end])
            yield f"     » {statement.mode} {statement.stance} by rule {statement.rule}: {words}"
            yield from _slots(statement)
    cited = [c.cited for c in rows.citations if _within(c.start, sentence)]
    if cited:
        yield f"     credits: {', '.join(cited)}"


def _slots(row: Attack | Statement) -> Iterator[str]:
    given = [
        f"{f.name} {_value(getattr(row, f.name))}"
        for f in fields(row)
        if f.name not in _SHOWN_APART and getattr(row, f.name) not in (None, ())
    ]
    if given:
        yield f"       {', '.join(given)}"


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return " + ".join(map(str, value))
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _within(start: int, sentence: Sentence) -> bool:
    return sentence.start <= start < sentence.end


def _start(article: Article, passage: Passage) -> int:
    return article.passages[passage.duplicate_of or 0].start


def _squeezed(text: str) -> str:
    return " ".join(text.split())
