"""The program's mistakes on attacks and statements as rows: what the lesson on auditing hands out with its answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from annotation import Gold, Span
from attack_figures import CLAIMS, SLOTS, TOLLS, match_attacks
from matching import same
from statement_figures import COLUMNS, match_statements, same_speaker

Frames = Mapping[str, pd.DataFrame]
FIELDS = ("frame", "mistake", "article_id", "start", "end", "column", "program", "reader")


def as_mistakes(gold: Gold, frames: Frames) -> Iterator[str]:
    """The lines of mistakes.csv: what was missed, what was invented, which values are wrong, in text order."""
    rows = sorted([*_attacks(gold, frames), *_statements(gold, frames)], key=lambda r: (r[2], int(r[3]), r))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([FIELDS, *rows])
    yield text.getvalue().removesuffix("\n")


def _attacks(gold: Gold, frames: Frames) -> Iterator[tuple[str, ...]]:
    match = match_attacks(gold, frames)
    yield from _unmatched("attacks", match.missed, match.spurious)
    for expected, found in match.pairs:
        told = {slot: columns for slot, columns in TOLLS.items() if any(expected[c] for c in columns)}
        names = ["kind", "realis", *(c for columns in {**SLOTS, **CLAIMS, **told}.values() for c in columns)]
        yield from _wrong("attacks", expected, found, names)


def _statements(gold: Gold, frames: Frames) -> Iterator[tuple[str, ...]]:
    match = match_statements(gold, frames)
    yield from _unmatched("statements", match.missed, match.spurious)
    for expected, found in match.pairs:
        speaker = [] if same_speaker(expected.values, found.values) else ["speaker"]
        yield from _wrong("statements", expected, found, [*speaker, *COLUMNS])


def _unmatched(frame: str, missed: Sequence[Span], spurious: Sequence[Span]) -> Iterator[tuple[str, ...]]:
    for mistake, spans in (("missed", missed), ("invented", spurious)):
        yield from ((frame, mistake, s.article_id, str(s.start), str(s.end), "", "", "") for s in spans)


def _wrong(frame: str, expected: Span, found: Span, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    where = (expected.article_id, str(expected.start), str(expected.end))
    for name in names:
        if not same(expected[name], found[name]):
            yield (frame, "wrong value", *where, name, str(found[name] or ""), str(expected[name] or ""))
