"""How commands print results, errors and progress; nothing that a text says steers the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from analysis.errors import DispatchesError

STOPS = (DispatchesError, OSError, KeyboardInterrupt)
"""What a command ends with in one line instead of a traceback."""
NOTHING = "{0}: no article could be read here. `python -m analysis check {0}` says what there is."
INTERRUPTED = 130  # the exit code of a program that was interrupted


class Commands(click.Group):
    """Commands that say in one line what stops them."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except STOPS as error:
            fail(error)


def folder_at(place: str) -> Path:
    """The folder that an argument names; of frames at an address (s3://…) a copy of this machine."""
    from analysis.formats.elsewhere import is_address, local_path

    if not is_address(place):
        return local_path(place)
    from analysis.running.stores import fetch_frames

    return fetch_frames(place)


def plain(text: object) -> str:
    """``text`` without control characters: what articles and file names say must not steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in str(text))


def say(text: object, *, end: str = "\n") -> None:
    """Prints a result, without control characters."""
    click.echo(plain(text) + end, nl=False)


def warn(text: object, colour: str | None = None) -> None:
    """Prints what is no result: what is odd, what went wrong, how far a command is."""
    click.secho(plain(text), err=True, fg=colour)


def fail(error: object) -> NoReturn:
    """Says what went wrong and exits with 1; of an interrupt, what to do next, and exits with 130."""
    if isinstance(error, KeyboardInterrupt):
        warn("Stopped. What was there before still is; the same command goes on where this one stopped.")
        raise click.exceptions.Exit(INTERRUPTED)
    warn(f"Error: {error}", "red")
    raise click.exceptions.Exit(1)


def is_shown() -> bool:
    """Whether somebody sees how far a command is."""
    return sys.stderr.isatty()


@contextmanager
def progress_line(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A progress line on a terminal; nothing when piped."""
    if not is_shown():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
