"""Frames against a gold annotation: precision, recall, F1 and the share of right values, frame by frame.

python tests/gold/score.py FRAMES_OR_CORPUS GOLD            a table
python tests/gold/score.py FRAMES_OR_CORPUS GOLD --form floors    the same figures as floors.toml
python tests/gold/score.py FRAMES_OR_CORPUS GOLD --form mistakes  every mistake with its place, as gold/mistakes.csv
python tests/gold/score.py FRAMES_OR_CORPUS GOLD --form coding    every sentence coded, as coding/annotator.csv
python tests/gold/score.py FRAMES_OR_CORPUS GOLD --errors attacks     what was missed, invented or told wrong
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
from annotation import Gold, digest, read_gold
from attack_figures import incident_figures, match_attacks, mention_figures, not_attack_figures, tally_figures
from coding_of_gold import as_coding
from error_listing import LISTED, errors_of
from matching import Figures
from mistakes import as_mistakes
from source_figures import citation_figures, reuse_figures
from statement_figures import match_statements, statement_figures

from analysis.frames.manifest import is_frames_folder
from analysis.frames.storage import read_frames
from analysis.running.pipeline import parse_corpus

Frames = Mapping[str, pd.DataFrame]
# Forms that stand in data/sample, for the lessons.
HANDED_OUT = {"mistakes": as_mistakes, "coding": as_coding}


def texts_of(frames: Frames) -> dict[str, str]:
    """The articles' texts by id."""
    return dict(zip(frames["articles"]["article_id"], frames["articles"]["text"], strict=True))


def measure(frames: Frames, gold: Gold) -> dict[str, Figures]:
    """All figures by table of floors.toml; each is better the higher it is."""
    attacks = match_attacks(gold, frames)
    return {
        "attacks": mention_figures(attacks),
        "tallies": tally_figures(attacks),
        "not_attacks": not_attack_figures(gold, frames),
        "incidents": incident_figures(gold, frames, attacks),
        "statements": statement_figures(match_statements(gold, frames)),
        "citations": citation_figures(gold, frames),
        "reuse": reuse_figures(gold, frames),
    }


def as_table(measured: Mapping[str, Figures]) -> Iterator[str]:
    """The figures with their counts, one a line."""
    for frame, figures in measured.items():
        for name, figure in figures.items():
            yield f"{frame:<12} {name:<28} {figure.value:5.2f}   {figure.right} of {figure.of}"


def as_floors(measured: Mapping[str, Figures], gold_digest: str) -> Iterator[str]:
    """The figures as floors.toml, rounded down to two decimals."""
    yield f'digest = "{gold_digest}"'
    for frame, figures in measured.items():
        yield f"\n[{frame}]"
        yield from (f"{name} = {floor(figure.value):.2f}" for name, figure in figures.items())


def as_markdown(measured: Mapping[str, Figures]) -> Iterator[str]:
    """The figures with their counts as a table of Markdown."""
    yield "| frame | figure | value | counts |\n|---|---|---:|---:|"
    for frame, figures in measured.items():
        for name, figure in figures.items():
            yield f"| {frame} | {name.replace('_', ' ')} | {figure.value:.2f} | {figure.right} of {figure.of} |"


def floor(value: float) -> float:
    """Rounded down to two decimals (the tiny addend keeps 0.29 from becoming 0.28)."""
    return math.floor(value * 100 + 1e-9) / 100


def printed(chosen: argparse.Namespace, measured: Mapping[str, Figures]) -> Iterator[str]:
    """The figures in the form that was asked for."""
    if chosen.form == "floors":
        return as_floors(measured, digest(chosen.gold))
    return as_markdown(measured) if chosen.form == "markdown" else as_table(measured)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="a folder of frames with text, or of articles")
    parser.add_argument("gold", type=Path, help="the folder of their annotation")
    parser.add_argument("--form", choices=("table", "floors", "markdown", "mistakes", "coding"), default="table")
    parser.add_argument("--errors", choices=LISTED, help="list the errors of one frame")
    chosen = parser.parse_args()
    frames = read_frames(chosen.corpus) if is_frames_folder(chosen.corpus) else parse_corpus(chosen.corpus)
    gold = read_gold(chosen.gold, texts_of(frames))
    print(*_lines(chosen, gold, frames), sep="\n")


def _lines(chosen: argparse.Namespace, gold: Gold, frames: Frames) -> Iterator[str]:
    if chosen.errors:
        return errors_of(chosen.errors, gold, frames)
    if chosen.form in HANDED_OUT:
        return HANDED_OUT[chosen.form](gold, frames)
    return printed(chosen, measure(frames, gold))


if __name__ == "__main__":
    main()
