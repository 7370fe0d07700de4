"""A file that is read as one article and looks like several: an export of a layout that no reader knows, or articles
pasted one below the other."""

from __future__ import annotations

import re

from analysis.formats.record import Problem
from analysis.reading.article import Article
from analysis.reading.markers import any_of

_MOST_WORDS = 10_000
_SEVERAL = "It looks like several articles: below rules of dashes others begin, with a day or an author of their own."
# A rule that may part articles, and the passages below it in which another one would name its day or its author.
_RULE, _HEAD_PASSAGES = re.compile(r"[-–—=_*]{3,}"), 5


def doubt_of(article: Article, name: str) -> Problem | None:
    """What speaks against an article that the file ``name`` was read as being one."""
    if why := _ends_again(article.text):
        reason = f"The file is read as one article and looks like many articles: {why}."
        return Problem(name, None, reason, "Export it again as HTML or DOCX, or split it into one file each.", False)
    if _begins_again(article):
        return Problem(name, None, _SEVERAL, "Split it into one file for each article; now all counts as one.", False)
    return None


def _ends_again(text: str) -> str:
    """What ends or begins articles stands in it several times, or it is longer than any."""
    n_repeated = sum(1 for _ in re.finditer(rf"^[ \t]*{any_of('once').pattern}[ \t\r]*$", text, re.MULTILINE))
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
