"""The commands that compare: two runs (diff), coders and the program (agree), and the sheets that coders fill in.

Heavy imports stand inside the commands, as in ``cli``, which they belong to.
"""

from __future__ import annotations

import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.terminal import ERR, OUT, Corpus, folder_at, plain, print_plain


class Coded(StrEnum):
    """What a coding sheet asks for."""

    attacks = "attacks"
    statements = "statements"


class Listing(StrEnum):
    """How a result is printed."""

    text = "text"
    json = "json"


def diff(
    before: Annotated[Path, typer.Argument(parser=folder_at, metavar="BEFORE", help="Frames of the earlier run.")],
    after: Annotated[Path, typer.Argument(parser=folder_at, metavar="AFTER", help="Frames of the later run.")],
    out: Annotated[Path | None, typer.Option(help="Write a page (.html) that shows the words behind it.")] = None,
    format: Annotated[Listing, typer.Option(help="What to print.")] = Listing.text,
) -> None:
    """Say what changed between two runs: articles, incidents, tolls, tallies, statements, tone, sources."""
    from analysis.frames.replacing import write_in_place
    from analysis.reporting.changes.page import changes_html, changes_json, changes_text
    from analysis.reporting.changes.runs import changes_between
    from analysis.running.corpora import open_corpus

    frames = open_corpus(after)
    changes = changes_between(open_corpus(before), frames)
    if out is not None:
        command = shlex.join(["python", "-m", "analysis", "diff", before.name, after.name, "--out", out.name])
        write_in_place(out, changes_html(changes, frames, corpus=frames.manifest.corpus, command=command))
    print_plain(changes_json(changes) if format is Listing.json else "\n".join(changes_text(changes)) + "\n")
    if out is not None:
        ERR.print(plain(out))


def agree(
    corpus: Corpus,
    coding: Annotated[list[Path] | None, typer.Argument(help="Coding files. Default: CORPUS/coding/*.csv.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write a page (.html) with the units to discuss.")] = None,
    format: Annotated[Listing, typer.Option(help="What to print.")] = Listing.text,
) -> None:
    """Say how well people who coded by hand agree, with each other and with the program."""
    from analysis.frames.replacing import write_in_place
    from analysis.reporting.agreements import agreement_report
    from analysis.reporting.pages.agreements_page import agreement_html, agreement_json, agreement_text
    from analysis.review.coding import coding_files, read_coding
    from analysis.running.corpora import find_folder, open_corpus

    files = coding_files(find_folder(corpus), coding or [])
    frames = open_corpus(corpus)
    result = agreement_report(read_coding(files, frames), frames)
    if out is not None:
        names = [corpus.name, *(f.name for f in files)]
        command = shlex.join(["python", "-m", "analysis", "agree", *names, "--out", out.name])
        write_in_place(out, agreement_html(result, frames, corpus=frames.manifest.corpus, command=command))
    print_plain(agreement_json(result) if format is Listing.json else "\n".join(agreement_text(result)) + "\n")
    if out is not None:
        ERR.print(plain(out))


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
