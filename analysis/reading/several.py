"""A file that is read as one article and looks like several: an export of a layout that no reader knows, or articles
pasted one below the other."""

from __future__ import annotations

import re

from analysis.formats.record import Problem
from analysis.reading.article import Article

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
# A rule that may part articles, and the passages below it in which another one would name its day or its author.
_RULE, _HEAD_PASSAGES = re.compile(r"[-–—=_*]{3,}"), 5


def doubt_of(article: Article, name: str) -> Problem | None:
    """What speaks against an article that the file ``name`` was read as being one."""
    if why := _ends_again(article.text):
        reason = f"The file is read as one article and looks like many articles: {why}."
        remedy = "Export it again as HTML or DOCX, or split it into one file each."
    elif _begins_again(article):
        reason = (
            "It looks like several articles: below rules of dashes others begin, with a day or an author of their own."
        )
        remedy = "Split it into one file for each article; now all counts as one."
    else:
        return None
    return Problem(name, None, reason, remedy, skipped=False)


def _ends_again(text: str) -> str:
    """What ends or begins articles stands in it several times, or it is longer than any."""
    n_repeated = sum(1 for _ in _REPEATED.finditer(text))
    if n_repeated > 1:
        return f"{n_repeated} rules or ends of articles stand in it"
    n_words = text.count(" ") + text.count("\n")
    is_long = n_words > _MOST_WORDS and len(text.split(maxsplit=_MOST_WORDS)) > _MOST_WORDS
    return f"it has more than {_MOST_WORDS:,} words" if is_long else ""


def _begins_again(article: Article) -> bool:
    """Below a rule of dashes another article begins: prose above, and right below it a day or an author."""
    kinds = [passage.kind for passage in article.passages]
    for i, passage in enumerate(article.passages):
        if _RULE.fullmatch(article.text, passage.start, passage.end) and "body" in kinds[:i]:
            below = kinds[i + 1 : i + 1 + _HEAD_PASSAGES]
            if not {"dateline", "byline"}.isdisjoint(below) and "body" in below:
                return True
    return False
