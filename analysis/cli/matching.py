"""``match``: the incidents of a corpus beside the rows of event tables, written as ``matches.csv``.

Heavy imports stand inside the functions, as in ``main``.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from analysis.cli.terminal import folder_at, say, warn

FILE = "matches.csv"
_CALLED = ("matched", "near misses", "only in the news", "only in the database")
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("corpus", type=folder_at)
@click.option("--events", type=_PATH, multiple=True, help="Event table of ACLED, UCDP GED, GTD, or any CSV.")
@click.option("--out", type=_PATH, required=True, help=f"Folder for {FILE}.")
@click.option("--days", type=click.IntRange(0, 31), default=2, help="Most days between incident and event.")
@click.option("--kilometres", type=click.FloatRange(min=1), default=50.0, help="Most kilometres between them.")
@click.option("--threshold", type=click.FloatRange(0, 1), help="Least score of a match. Default: 0.5.")
def match(
    corpus: Path, events: Sequence[Path], out: Path, days: int, kilometres: float, threshold: float | None
) -> None:
    """Match incidents with the rows of event databases.

    CORPUS is a folder of articles or of frames. If no table is given, those in CORPUS/events are taken. Each incident
    and each event stands in matches.csv, matched one to one or left over, and the near misses of these; of several
    tables each row names its own.
    """
    import pandas as pd

    from analysis.events.matching import OUTCOMES, THRESHOLD, match_events
    from analysis.events.reading import event_files, read_events
    from analysis.frames.replacing import write_in_place
    from analysis.frames.spreadsheets import write_csv
    from analysis.running.corpora import find_folder, open_corpus

    tables = [read_events(file) for file in event_files(find_folder(corpus), events)]
    incidents = open_corpus(corpus)["incidents"]
    least = THRESHOLD if threshold is None else threshold
    matched = [match_events(incidents, t, days=days, kilometres=kilometres, threshold=least) for t in tables]
    named = [rows.assign(events=table.path.name) for table, rows in zip(tables, matched, strict=True)]
    text = io.StringIO()
    write_csv(pd.concat(named if len(tables) > 1 else matched, ignore_index=True), text)
    write_in_place(out / FILE, text.getvalue())
    for table, rows in zip(tables, matched, strict=True):
        counts = Counter(rows["outcome"])
        told = ", ".join(f"{counts[o]:,} {called}" for o, called in zip(OUTCOMES, _CALLED, strict=True))
        say(f"{table.path.name} ({table.name}), {len(table.rows):,} events: {told}")
        for problem in table.problems:
            warn(f"{'Left out' if problem.skipped else 'Odd'}: {problem}", "yellow")
    say(out / FILE)
