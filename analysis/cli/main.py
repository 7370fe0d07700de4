"""``python -m analysis`` (or ``dispatches``): the commands, what they print and how they exit.

Heavy imports stand inside the commands: ``--help`` must answer at once.
"""

from __future__ import annotations

import shlex
import signal
import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis import __version__
from analysis.cli.terminal import ERR, NOTHING, OUT, Commands, fail, folder_at, plain, print_plain, progress_line

if TYPE_CHECKING:
    from analysis.cli.publishing import Published

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="News articles about armed conflict, turned into honest numbers.",
)
_KINDS = "Folder of articles (texts, saved pages, exports, records)"
Articles = Annotated[str, typer.Argument(metavar="CORPUS", help=f"{_KINDS}, or its address.")]
Checked = Annotated[str, typer.Argument(metavar="CORPUS", help="Folder of articles or of frames, or its address.")]
Corpus = Annotated[
    Path,
    typer.Argument(
        parser=folder_at, metavar="CORPUS", help=f"{_KINDS}, or of frames; or the address of frames (s3://…)."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 if any file could not be read.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes. Default: as many as there are cores.")]
Parameter = Annotated[
    list[str] | None, typer.Option("--parameter", "-p", metavar="NAME VALUE", help="Set a notebook's parameter.")
]
Since = Annotated[
    Path | None, typer.Option(help="Frames of an earlier run, or a folder with those of each corpus: say what changed.")
]


class Format(StrEnum):
    """File format of frames."""

    parquet = "parquet"
    csv = "csv"


class Coded(StrEnum):
    """What a coding sheet asks for."""

    attacks = "attacks"
    statements = "statements"


class Listing(StrEnum):
    """How a result is printed."""

    text = "text"
    json = "json"


Printed = Annotated[Listing, typer.Option(help="What to print.")]


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


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False) -> None:
    if version:
        OUT.print(__version__)
        raise typer.Exit


@app.command()
def parse(
    corpus: Articles,
    out: Annotated[str, typer.Option(metavar="FRAMES", help="Folder for the frames, or an address (s3://…).")],
    format: Annotated[Format, typer.Option(help="File format.")] = Format.parquet,
    without_text: Annotated[bool, typer.Option("--without-text", help="Leave the articles' text out.")] = False,
    name: Annotated[str | None, typer.Option(help="Name of the corpus. Default: the folder's.")] = None,
    workers: Workers = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Let a Dask cluster parse: dask://HOST:PORT, or a scheduler file."),
    ] = None,
    strict: Strict = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Parse every file anew, also what is known already.")] = False,
) -> None:
    """Read a folder of articles and write its frames. A run that was broken off goes on where it stopped."""
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
            format=format.value,
            with_text=not without_text,
            name=name,
            workers=workers,
            progress=progress,
            keep=not fresh,
            cluster=cluster,
            elsewhere=elsewhere,
        )
    counts = ", ".join(f"{parsed.n_rows[n]} {n}" for n in ("articles", "attacks", "incidents", "statements"))
    OUT.print(plain(f"{out}: {counts}"))
    _tell_problems(parsed.problems)
    if not parsed.n_rows["articles"]:
        fail(NOTHING.format(corpus))
    _exit_if(strict and parsed.problems)


@app.command()
def check(corpus: Checked, strict: Strict = False) -> None:
    """Say what would be read from a folder, and what is missing or odd.

    Exits with 1 where nothing can be read, or a rule of its lexicon does not do what its examples say.
    """
    from analysis.cli.checking import check_place

    result = check_place(corpus)
    for line in result.lines:
        OUT.print(plain(line))
    _exit_if(result.n_articles == 0 or result.has_failed_examples or (strict and result.has_problems))


@app.command()
def unpack(
    file: Annotated[Path, typer.Argument(help="An export, or any other file of articles.")],
    out: Annotated[Path, typer.Option(help="A new folder for the texts and their metadata.csv.")],
) -> None:
    """Write the articles of an export as text files with a metadata.csv, to see and mend them."""
    from analysis.cli.unpacking import unpack_file

    n_articles, problems = unpack_file(file, out)
    OUT.print(plain(f"{out}: {n_articles} {'article' if n_articles == 1 else 'articles'}, metadata.csv"))
    for problem in problems:
        _tell_problem(problem, skipped=problem.skipped)


@app.command()
def explain(
    file: Annotated[str, typer.Argument(help="A file with one or more articles, or its address.")],
    corpus: Annotated[str | None, typer.Option(help="Folder with metadata.csv and lexicon.toml.")] = None,
) -> None:
    """Show an article with its passages, what was found in each sentence by which rule, and what was rejected."""
    from analysis.cli.explaining import explain_place

    for line in explain_place(file, corpus=corpus):
        OUT.print(plain(line))


@app.command()
def report(
    corpus: Corpus,
    out: Annotated[Path, typer.Option(help="Folder for the reports.")],
    parameter: Parameter = None,
    notebook: Annotated[str | None, typer.Option(help="Only this notebook: 1-attack-counts, or a path.")] = None,
    notebooks: Annotated[Path | None, typer.Option(help="Folder of notebooks.")] = None,
    articles: Annotated[Path | None, typer.Option(help="Folder with the text of withheld articles.")] = None,
    since: Since = None,
    workers: Workers = None,
    strict: Strict = False,
) -> None:
    """Render the reports of one corpus as HTML."""
    from analysis.cli.publishing import publish_corpus

    values = {}
    for name, equals, value in (item.partition("=") for item in parameter or []):
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
def reports(
    data: Annotated[Path, typer.Argument(help="Folder of corpora.")] = Path("data"),
    out: Annotated[Path, typer.Option(help="Folder for the reports.")] = Path("reports"),
    since: Since = None,
    workers: Workers = None,
) -> None:
    """Render the reports of every corpus below a folder, and the page that links them."""
    from analysis.cli.publishing import publish_all

    _tell_published(publish_all(data, out, since=since, workers=workers, tell=_tell))


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(parser=folder_at, metavar="BEFORE", help="Frames of the earlier run.")],
    after: Annotated[Path, typer.Argument(parser=folder_at, metavar="AFTER", help="Frames of the later run.")],
    out: Annotated[Path | None, typer.Option(help="Write a page (.html) that shows the words behind it.")] = None,
    format: Printed = Listing.text,
) -> None:
    """Say what changed between two runs: articles, incidents, tolls, tallies, statements, tone, sources."""
    from analysis.reporting.changes.page import changes_html, changes_json, changes_text
    from analysis.reporting.changes.runs import changes_between
    from analysis.running.corpora import open_corpus

    frames = open_corpus(after)
    changes = changes_between(open_corpus(before), frames)
    text = changes_json(changes) if format is Listing.json else "\n".join(changes_text(changes)) + "\n"
    words = ["diff", before.name, after.name]
    _tell_result(text, out, words, lambda c: changes_html(changes, frames, corpus=frames.manifest.corpus, command=c))


@app.command()
def agree(
    corpus: Corpus,
    coding: Annotated[list[Path] | None, typer.Argument(help="Coding files. Default: CORPUS/coding/*.csv.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write a page (.html) with the units to discuss.")] = None,
    format: Printed = Listing.text,
) -> None:
    """Say how well people who coded by hand agree, with each other and with the program."""
    from analysis.reporting.agreements import agreement_html, agreement_json, agreement_report, agreement_text
    from analysis.review.coding import coding_files, read_coding
    from analysis.running.corpora import find_folder, open_corpus

    files = coding_files(find_folder(corpus), coding or [])
    frames = open_corpus(corpus)
    result = agreement_report(read_coding(files, frames), frames)
    text = agreement_json(result) if format is Listing.json else "\n".join(agreement_text(result)) + "\n"
    words = ["agree", corpus.name, *(f.name for f in files)]
    _tell_result(text, out, words, lambda c: agreement_html(result, frames, corpus=frames.manifest.corpus, command=c))


@app.command()
def coding_sheet(
    corpus: Corpus,
    out: Annotated[Path, typer.Option(help="The sheet (.csv).")],
    n: Annotated[int, typer.Option("--n", min=1, help="Sentences.")] = 20,
    seed: Annotated[int, typer.Option(help="The same seed draws the same sentences.")] = 7,
    of: Annotated[Coded, typer.Option(help="What is to be coded.")] = Coded.attacks,
) -> None:
    """Draw sentences to be coded by hand: half with what the program counts, half without, shuffled."""
    from analysis.review.coding_sheets import draw_sheet, write_sheet
    from analysis.running.corpora import open_corpus

    sheet = draw_sheet(open_corpus(corpus), of=of.value, n=n, seed=seed)
    write_sheet(sheet, out)
    OUT.print(plain(f"{out}: {len(sheet)} sentences"))


@app.command()
def lessons(
    folder: Annotated[Path, typer.Argument(help="Folder of lessons (.ipynb).")] = Path("notebooks/lessons"),
    out: Annotated[Path, typer.Option(help="Folder for what is handed out.")] = Path("reports/lessons"),
    corpus: Annotated[Path, typer.Option(help="Corpus that the coding sheet is drawn from.")] = Path("data/sample"),
    workers: Annotated[int | None, typer.Option(min=1, help="Lessons that run at once.")] = None,
) -> None:
    """Write each lesson for students and for teachers, and a coding sheet to print."""
    from analysis.cli.publishing import publish_lessons, publish_sheet
    from analysis.reporting.pages.index import write_index

    sheets = publish_sheet(corpus, out)
    made = publish_lessons(folder, out, workers=workers, tell=lambda line: ERR.print(plain(line)))
    for path in sheets:
        OUT.print(plain(path))
    if (out.parent / "index.html").is_file():
        write_index(out.parent)  # the front page of the reports beside them links the lessons
    _tell_published(made, stands="What was there before stands.")


@app.command()
def codebook(
    markdown: Annotated[bool, typer.Option("--markdown", help="As a Markdown page.")] = False,
) -> None:
    """Print the frames' columns and what they mean, from the schemas."""
    from analysis.frames.codebook import codebook as rows
    from analysis.frames.codebook import codebook_markdown

    if markdown or not OUT.is_terminal:
        sys.stdout.write(codebook_markdown())
        return
    from rich.table import Table

    for frame, columns in rows().groupby("frame", sort=False):
        table = Table("column", "type", "meaning", title=str(frame), title_justify="left")
        for row in columns.to_dict("records"):
            values = f" One of: {row['values']}." if row["values"] else ""
            table.add_row(row["column"], row["type"], f"{row['meaning']}.{values}")
        OUT.print(table)


def _tell_problems(rows: Sequence[Mapping[Hashable, Any]]) -> None:
    for row in rows:
        _tell_problem(f"{row['path']}: {row['reason']} {row['remedy']}", skipped=row["skipped"])


def _tell_problem(problem: object, *, skipped: bool) -> None:
    ERR.print(plain(f"{'Left out' if skipped else 'Odd'}: {problem}"), style="yellow")


def _tell(line: str) -> None:
    """A line of progress; nothing when piped."""
    if ERR.is_terminal:
        ERR.print(plain(line))


def _tell_published(result: Published, stands: str = "The previous report, if there is one, stands.") -> None:
    """What was written and what failed; exits with 1 if anything did."""
    for path in result.written:
        OUT.print(plain(path))
    for message in result.failed:
        ERR.print(f"Failed: {plain(message)} {stands}", style="red")
    _exit_if(result.failed)


def _tell_result(text: str, out: Path | None, words: Sequence[str], page: Callable[[str], str]) -> None:
    """Prints ``text``; writes the ``page`` to ``out``, if given, which says with what command it was made."""
    from analysis.frames.replacing import write_in_place

    if out is not None:
        write_in_place(out, page(shlex.join(["python", "-m", "analysis", *words, "--out", out.name])))
    print_plain(text)
    if out is not None:
        ERR.print(plain(out))


def _exit_if(wrong: object) -> None:
    if wrong:
        raise typer.Exit(1)
