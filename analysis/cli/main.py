"""``python -m analysis`` (or ``dispatches``): parse, check, explain, report, reports, codebook.

``cli_comparing`` holds diff, agree and coding-sheet. Heavy imports stand inside the commands: ``--help`` must answer at
once.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Hashable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis import __version__
from analysis.cli.comparing import agree, coding_sheet, diff
from analysis.cli.teaching import lessons
from analysis.cli.terminal import ERR, OUT, Commands, Corpus, fail, plain, progress_line

if TYPE_CHECKING:
    from analysis.cli.publishing import Published

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="News articles about armed conflict, turned into honest numbers.",
)
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 if any file could not be read.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes. Default: as many as there are cores.")]
Articles = Annotated[
    str, typer.Argument(metavar="CORPUS", help="Folder of articles (.txt .html .md .json .jsonl .csv), or its address.")
]
Checked = Annotated[str, typer.Argument(metavar="CORPUS", help="Folder of articles or of frames, or its address.")]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Let a Dask cluster parse: dask://HOST:PORT, or a scheduler file."),
]
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
    cluster: Cluster = None,
    strict: Strict = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Parse every file anew, also what is known already.")] = False,
) -> None:
    """Read a folder of articles and write its frames. A run that was broken off goes on where it stopped."""
    from analysis.formats.elsewhere import near
    from analysis.running.pipeline import parse_to
    from analysis.running.stores import frames_at

    with (
        near(corpus) as (folder, elsewhere),
        frames_at(out) as frames_folder,
        progress_line("Parsing") as progress,
    ):
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
    if (strict and parsed.problems) or not parsed.n_rows["articles"]:
        raise typer.Exit(1)


def _tell_problems(rows: Sequence[Mapping[Hashable, Any]]) -> None:
    for row in rows:
        what = "Not read" if row["skipped"] else "Odd"
        ERR.print(plain(f"{what}: {row['path']}: {row['reason']} {row['remedy']}"), style="yellow")


def _tell(line: str) -> None:
    """A line of progress; nothing when piped."""
    if ERR.is_terminal:
        ERR.print(plain(line))


def _tell_published(result: Published) -> None:
    for path in result.written:
        OUT.print(plain(path))
    for message in result.failed:
        ERR.print(f"Failed: {plain(message)} The previous report, if there is one, stands.", style="red")


@app.command()
def check(corpus: Checked, strict: Strict = False) -> None:
    """Say what would be read from a folder, and what is missing or odd. Exits with 1 where nothing can be read."""
    from analysis.cli.checking import check_place

    result = check_place(corpus)
    for line in result.lines:
        OUT.print(plain(line))
    if result.n_articles == 0 or (strict and result.has_problems):
        raise typer.Exit(1)


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

    result = publish_corpus(
        corpus,
        out,
        notebooks=notebooks,
        only=notebook,
        parameters=_parameters(parameter or []),
        articles=articles,
        since=since,
        workers=workers,
        tell=_tell,
    )
    _tell_problems(result.problems)
    _tell_published(result)
    if result.failed or result.n_articles == 0 or (strict and result.problems):
        raise typer.Exit(1)


@app.command()
def reports(
    data: Annotated[Path, typer.Argument(help="Folder of corpora.")] = Path("data"),
    out: Annotated[Path, typer.Option(help="Folder for the reports.")] = Path("reports"),
    since: Since = None,
    workers: Workers = None,
) -> None:
    """Render the reports of every corpus below a folder, and the page that links them."""
    from analysis.cli.publishing import publish_all

    result = publish_all(data, out, since=since, workers=workers, tell=_tell)
    _tell_published(result)
    if result.failed:
        raise typer.Exit(1)


for _command in (diff, agree, coding_sheet, lessons):
    app.command()(_command)


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


def _parameters(given: list[str]) -> dict[str, str]:
    pairs = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals:
            fail(f"-p {name}: needs a name and a value, as in -p since 2024-01-01.")
        pairs[name] = value
    return pairs
