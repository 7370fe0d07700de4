"""A text that is read as one article and looks like many: an export of a layout that no reader knows."""

from __future__ import annotations

import re

from analysis.formats.record import Problem

# What stands once in each article of an export, and in no article twice.
_MARKS = (
    r"(?:FOCUS - )?\d{1,6} \w{1,4} \d{1,6} DO[CK]UMENT\w{0,3}",
    r"(?:DO[CK]UMENT|Do[ck]ument) \d{1,6} \w{1,4} \d{1,6}",
    r"End of Document",
    r"Do[ck]ument [A-Za-z]\w{2,15}(?:19|20)\d{6}\w{2,16}",
    r"\d{1,3}(?:[.,]?\d{3})? (?:words|Wörter|mots|palabras|parole|woorden|palavras|слов)",
    r"ProQuest document ID: ?\d+",
    r"_{20,}|={20,}",
)
_REPEATED = re.compile(rf"^[ \t]*(?:{'|'.join(_MARKS)})[ \t\r]*$", re.MULTILINE)
_MOST_WORDS = 10_000


def warn_of_many(text: str, path: str) -> Problem | None:
    """A warning where what is read as one article repeats what ends or begins articles, or is longer than any."""
    n_repeated = sum(1 for _ in _REPEATED.finditer(text))
    n_words = text.count(" ") + text.count("\n")
    if n_repeated < 2 and (n_words <= _MOST_WORDS or len(text.split(maxsplit=_MOST_WORDS)) <= _MOST_WORDS):
        return None
    why = (
        f"{n_repeated} rules or ends of articles stand in it"
        if n_repeated > 1
        else f"it has more than {_MOST_WORDS:,} words"
    )
    reason = f"The file is read as one article and looks like many articles: {why}."
    return Problem(
        path, None, reason, "Export it again as HTML or DOCX, or split it into one file each.", skipped=False
    )
