"""``check``: whether what people wrote beside the articles, corrections and coding, still fits what is read there."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import DispatchesError
from analysis.review.coding import coding_files, read_coding
from analysis.review.corrections import FILE, read_corrections
from analysis.running.corpora import open_corpus

CODING = "coding"


def is_coding(name: str) -> bool:
    """Whether a file of a corpus, by its name relative to it, is one of codes."""
    folder, _, file = name.rpartition("/")
    return folder == CODING and file.endswith(".csv")


def check_review(corpus: Path) -> tuple[list[str], list[str]]:
    """What corrections.csv and coding/ of ``corpus`` hold, and what in them is wrong; lines to print, both.

    A correction names a row that the program makes, so that the corpus is parsed, but only where there is such a file.
    """
    corrected, coded = (corpus / FILE).is_file(), any((corpus / CODING).glob("*.csv"))
    if not corrected and not coded:
        return [], []
    try:
        frames = open_corpus(corpus)
    except DispatchesError as error:
        return [], [str(error)]
    lines, wrong = [], []
    if corrected:
        n = len(read_corrections(corpus))
        lines.append(f"{FILE}: {n} {'correction fits' if n == 1 else 'corrections, all fit'}.")
    if coded:
        try:
            coding = read_coding(coding_files(corpus, []), frames)
            lines.append(f"{CODING}/: {len(coding.units)} units coded by {', '.join(coding.coders)}.")
        except DispatchesError as error:
            wrong.append(str(error))
    return lines, wrong
