"""``python -m analysis`` (or ``dispatches``): the commands, what they print and how they exit.

Heavy imports stand inside the commands: ``--help`` must answer at once.
"""

from __future__ import annotations

import shlex
import signal
import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from analysis import __version__
from analysis.cli.matching import match
from analysis.cli.terminal import NOTHING, Commands, fail, folder_at, is_shown, progress_line, say, warn

if TYPE_CHECKING:
    from analysis.cli.publishing import Published
    from analysis.frames.manifest import Format

_PATH = click.Path(path_type=Path)
_CORPUS = click.argument("corpus", type=folder_at)
_STRICT = click.option("--strict", is_flag=True, help="Exit with 1 if any file could not be read.")
_WORKERS = click.option("--workers", type=click.IntRange(min=1), help="Processes. Default: as many as there are cores.")
_SINCE = click.option(
    "--since", type=_PATH, help="Frames of an earlier run, or a folder with those of each corpus: say what changed."
)
_FORMAT = click.option("--format", type=click.Choice(["text", "json"]), default="text", help="What to print.")


@click.group(cls=Commands, context_settings={"show_default": True})
@click.version_option(__version__, message="%(version)s", help="Show the version.")
def app() -> None:
    """News articles about armed conflict, turned into honest numbers."""


def main(name: str | None = None) -> None:
    """Entry point of the console script."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a scheduler's request to end: tidy up, as for Ctrl-C
    app(args=pair_parameters(sys.argv[1:]), prog_name=name)


def pair_parameters(args: list[str]) -> list[str]:
    """``-p NAME VALUE`` as ``-p NAME=VALUE``: papermill's form, which an option of one value can take."""
    out: list[str] = []
    rest = iter(args)
    for arg in rest:
        out.append(arg)
        if arg in ("-p", "--parameter"):
            name = next(rest, None)
            value = None if name is None or "=" in name else next(rest, None)
            out += [x for x in [name if value is None else f"{name}={value}"] if x is not None]
    return out


@app.command()
@click.argument("corpus")
@click.option("--out", required=True, metavar="FRAMES", help="Folder for the frames, or an address (s3://…).")
@click.option("--format", type=click.Choice(["parquet", "csv"]), default="parquet", help="File format.")
@click.option("--without-text", is_flag=True, help="Leave the articles' text out.")
@click.option("--name", help="Name of the corpus. Default: the folder's.")
@_WORKERS
@click.option("--cluster", metavar="ADDRESS", help="Let a Dask cluster parse: dask://HOST:PORT, or a scheduler file.")
@_STRICT
@click.option("--fresh", is_flag=True, help="Parse every file anew, also what is known already.")
def parse(
    corpus: str,
    out: str,
    format: Format,
    without_text: bool,
    name: str | None,
    workers: int | None,
    cluster: str | None,
    strict: bool,
    fresh: bool,
) -> None:
    """Read a folder of articles and write its frames.

    CORPUS is a folder of texts, saved pages, exports, records, or its address. A run that was broken off goes on where
    it stopped.
    """
    from analysis.formats.corpus import refuse_within
    from analysis.formats.elsewhere import near
    from analysis.running.pipeline import parse_to
    from analysis.running.stores import frames_at

    with near(corpus) as (folder, elsewhere), frames_at(out) as frames_folder, progress_line("Parsing") as progress:
        if elsewhere is None:
            refuse_within(folder, frames_folder)
        parsed = parse_to(
            frames_folder,
            folder,
            format=format,
            with_text=not without_text,
            name=name,
            workers=workers,
            progress=progress,
            keep=not fresh,
            cluster=cluster,
            elsewhere=elsewhere,
        )
    counts = ", ".join(f"{parsed.n_rows[n]} {n}" for n in ("articles", "attacks", "incidents", "statements"))
    say(f"{out}: {counts}")
    _tell_problems(parsed.problems)
    if not parsed.n_rows["articles"]:
        fail(NOTHING.format(corpus))
    _exit_if(strict and parsed.problems)


@app.command()
@click.argument("corpus")
@_STRICT
def check(corpus: str, strict: bool) -> None:
    """Say what would be read from a folder, and what is odd.

    CORPUS is a folder of articles or of frames, or its address.

    Exits with 1 where nothing can be read, or a rule of its lexicon does not do what its examples say.
    """
    from analysis.cli.checking import check_place

    result = check_place(corpus)
    for line in result.lines:
        say(line)
    _exit_if(result.n_articles == 0 or result.has_failed_examples or (strict and result.has_problems))


@app.command()
@click.argument("file", type=_PATH)
@click.option("--out", type=_PATH, required=True, help="A new folder for the texts and their metadata.csv.")
def unpack(file: Path, out: Path) -> None:
    """Write the articles of an export as text files.

    FILE is an export, or any other file of articles. Beside the texts lies a metadata.csv: to see and mend them.
    """
    from analysis.cli.unpacking import unpack_file

    n_articles, problems = unpack_file(file, out)
    say(f"{out}: {n_articles} {'article' if n_articles == 1 else 'articles'}, metadata.csv")
    for problem in problems:
        _tell_problem(problem, skipped=problem.skipped)


@app.command()
@click.argument("file")
@click.option("--corpus", help="Folder with metadata.csv and lexicon.toml.")
def explain(file: str, corpus: str | None) -> None:
    """Show what is found in an article, and by which rule.

    FILE holds one or more articles, or is the address of such a file. Its passages are shown, what was found in each
    sentence by which rule, and what was rejected.
    """
    from analysis.cli.explaining import explain_place

    for line in explain_place(file, corpus=corpus):
        say(line)


@app.command()
@_CORPUS
@click.option("--out", type=_PATH, required=True, help="Folder for the reports.")
@click.option("-p", "--parameter", multiple=True, metavar="NAME VALUE", help="Set a notebook's parameter.")
@click.option("--notebook", help="Only this notebook: 1-attack-counts, or a path.")
@click.option("--notebooks", type=_PATH, help="Folder of notebooks.")
@click.option("--articles", type=_PATH, help="Folder with the text of withheld articles.")
@_SINCE
@_WORKERS
@_STRICT
def report(
    corpus: Path,
    out: Path,
    parameter: Sequence[str],
    notebook: str | None,
    notebooks: Path | None,
    articles: Path | None,
    since: Path | None,
    workers: int | None,
    strict: bool,
) -> None:
    """Render the reports of one corpus as HTML.

    CORPUS is a folder of articles (texts, saved pages, exports, records), or of frames; or the address of frames
    (s3://…).
    """
    from analysis.cli.publishing import publish_corpus

    values = {}
    for name, equals, value in (item.partition("=") for item in parameter):
        if not equals:
            fail(f"-p {name}: needs a name and a value, as in -p since 2024-01-01.")
        values[name] = value
    result = publish_corpus(
        corpus,
        out,
        notebooks=notebooks,
        only=notebook,
        parameters=values,
        articles=articles,
        since=since,
        workers=workers,
        tell=_tell,
    )
    _tell_problems(result.problems)
    _tell_published(result)
    _exit_if(strict and result.problems)


@app.command()
@click.argument("data", type=_PATH, default=Path("data"))
@click.option("--out", type=_PATH, default=Path("reports"), help="Folder for the reports.")
@_SINCE
@_WORKERS
def reports(data: Path, out: Path, since: Path | None, workers: int | None) -> None:
    """Render the reports of every corpus below a folder.

    DATA is the folder of corpora. A page that links them is written, too.
    """
    from analysis.cli.publishing import publish_all

    _tell_published(publish_all(data, out, since=since, workers=workers, tell=_tell))


@app.command()
@click.argument("before", type=folder_at)
@click.argument("after", type=folder_at)
@click.option("--out", type=_PATH, help="Write a page (.html) that shows the words behind it.")
@_FORMAT
def diff(before: Path, after: Path, out: Path | None, format: str) -> None:
    """Say what changed between two runs.

    BEFORE and AFTER are the frames of the earlier and of the later run, whose articles, incidents, tolls, tallies,
    statements, tone and sources are compared.
    """
    from analysis.reporting.changes.page import changes_html, changes_json, changes_text
    from analysis.reporting.changes.runs import changes_between
    from analysis.running.corpora import open_corpus

    frames = open_corpus(after)
    changes = changes_between(open_corpus(before), frames)
    text = changes_json(changes) if format == "json" else "\n".join(changes_text(changes)) + "\n"
    words = ["diff", before.name, after.name]
    _tell_result(text, out, words, lambda c: changes_html(changes, frames, corpus=frames.manifest.corpus, command=c))


@app.command()
@_CORPUS
@click.argument("coding", type=_PATH, nargs=-1)
@click.option("--out", type=_PATH, help="Write a page (.html) with the units to discuss.")
@_FORMAT
def agree(corpus: Path, coding: Sequence[Path], out: Path | None, format: str) -> None:
    """Say how well coders agree, with each other and the program.

    CORPUS is a folder of articles or of frames, CODING the files of people who coded by hand; if none is given,
    CORPUS/coding/*.csv.
    """
    from analysis.reporting.agreements import agreement_html, agreement_json, agreement_report, agreement_text
    from analysis.review.coding import coding_files, read_coding
    from analysis.running.corpora import find_folder, open_corpus

    files = coding_files(find_folder(corpus), coding)
    frames = open_corpus(corpus)
    result = agreement_report(read_coding(files, frames), frames)
    text = agreement_json(result) if format == "json" else "\n".join(agreement_text(result)) + "\n"
    words = ["agree", corpus.name, *(f.name for f in files)]
    _tell_result(text, out, words, lambda c: agreement_html(result, frames, corpus=frames.manifest.corpus, command=c))


app.add_command(match)


@app.command()
@_CORPUS
@click.option("--out", type=_PATH, required=True, help="The sheet (.csv).")
@click.option("--n", type=click.IntRange(min=1), default=20, help="Sentences.")
@click.option("--seed", default=7, help="The same seed draws the same sentences.")
@click.option("--of", type=click.Choice(["attacks", "statements"]), default="attacks", help="What is to be coded.")
def coding_sheet(corpus: Path, out: Path, n: int, seed: int, of: Literal["attacks", "statements"]) -> None:
    """Draw sentences to be coded by hand.

    Half of them with what the program counts, half without, shuffled. CORPUS is a folder of articles or of frames.
    """
    from analysis.review.coding_sheets import draw_sheet, write_sheet
    from analysis.running.corpora import open_corpus

    sheet = draw_sheet(open_corpus(corpus), of=of, n=n, seed=seed)
    write_sheet(sheet, out)
    say(f"{out}: {len(sheet)} sentences")


@app.command()
@click.argument("folder", type=_PATH, default=Path("notebooks/lessons"))
@click.option("--out", type=_PATH, default=Path("reports/lessons"), help="Folder for what is handed out.")
@click.option("--corpus", type=_PATH, default=Path("data/sample"), help="Corpus that the coding sheet is drawn from.")
@click.option("--workers", type=click.IntRange(min=1), help="Lessons that run at once.")
def lessons(folder: Path, out: Path, corpus: Path, workers: int | None) -> None:
    """Write each lesson for students and for teachers.

    FOLDER holds the lessons (.ipynb). A coding sheet to print is written, too.
    """
    from analysis.cli.publishing import publish_lessons, publish_sheet
    from analysis.reporting.pages.index import write_index

    sheets = publish_sheet(corpus, out)
    made = publish_lessons(folder, out, workers=workers, tell=warn)
    for path in sheets:
        say(path)
    if (out.parent / "index.html").is_file():
        write_index(out.parent)  # the front page of the reports beside them links the lessons
    _tell_published(made, stands="What was there before stands.")


@app.command()
@click.option("--markdown", is_flag=True, help="As a Markdown page.")
def codebook(markdown: bool) -> None:
    """Print the frames' columns and what they mean."""
    from analysis.frames.codebook import codebook as rows
    from analysis.frames.codebook import codebook_markdown

    if markdown or not sys.stdout.isatty():
        click.echo(codebook_markdown(), nl=False)
        return
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    for frame, columns in rows().groupby("frame", sort=False):
        table = Table("column", "type", "meaning", title=str(frame), title_justify="left")
        for row in columns.to_dict("records"):
            values = f" One of: {row['values']}." if row["values"] else ""
            table.add_row(row["column"], row["type"], f"{row['meaning']}.{values}")
        console.print(table)


def _tell_problems(rows: Sequence[Mapping[Hashable, Any]]) -> None:
    for row in rows:
        _tell_problem(f"{row['path']}: {row['reason']} {row['remedy']}", skipped=row["skipped"])


def _tell_problem(problem: object, *, skipped: bool) -> None:
    warn(f"{'Left out' if skipped else 'Odd'}: {problem}", "yellow")


def _tell(line: str) -> None:
    """A line of progress; nothing when piped."""
    if is_shown():
        warn(line)


def _tell_published(result: Published, stands: str = "The previous report, if there is one, stands.") -> None:
    """What was written and what failed; exits with 1 if anything did."""
    for path in result.written:
        say(path)
    for message in result.failed:
        warn(f"Failed: {message} {stands}", "red")
    _exit_if(result.failed)


def _tell_result(text: str, out: Path | None, words: Sequence[str], page: Callable[[str], str]) -> None:
    """Prints ``text``; writes the ``page`` to ``out``, if given, which says with what command it was made."""
    from analysis.frames.replacing import write_in_place

    if out is not None:
        write_in_place(out, page(shlex.join(["python", "-m", "analysis", *words, "--out", out.name])))
    say(text, end="")
    if out is not None:
        warn(out)


def _exit_if(wrong: object) -> None:
    if wrong:
        raise click.exceptions.Exit(1)
