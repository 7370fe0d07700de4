"""What wires set before and behind a headline is no part of it."""

from __future__ import annotations

import pytest

from analysis.formats.record import Record
from analysis.reading.read import make_article

BODY = "Shells hit the village of Harrow on Tuesday, killing five people, the governor said on the radio."
HEAD = "Shells hit village, killing five"
MARKED = {
    "update": (f"UPDATE 2-{HEAD}", ["UPDATE 2-"]),
    "update-again": (f"UPDATE 1-REFILE-{HEAD}", ["UPDATE 1-REFILE-"]),
    "wrapup": (f"WRAPUP 3-{HEAD}", ["WRAPUP 3-"]),
    "corrected": (f"CORRECTED-{HEAD}", ["CORRECTED-"]),
    "urgent": (f"URGENT: {HEAD}", ["URGENT:"]),
    "breaking": (f"BREAKING NEWS - {HEAD}".replace(" - ", ": "), ["BREAKING NEWS:"]),
    "breaking-in-small-letters": (f"Breaking: {HEAD}", ["Breaking:"]),
    "repeat-of-an-update": (f"RPT-UPDATE 1-{HEAD}", ["RPT-", "UPDATE 1-"]),
    "lead": (f"(2nd LD) {HEAD}", ["(2nd LD)"]),
    "lead-before-a-colon": (f"1st LD-Writethru: {HEAD}", ["1st LD-Writethru:"]),
    "lead-behind": (f"{HEAD} (1st LD)", ["(1st LD)"]),
    "updated-behind": (f"{HEAD} (Updated)", ["(Updated)"]),
    "adds": (f"{HEAD} (ADDS details, quotes)", ["(ADDS details, quotes)"]),
    "update-behind": (f"{HEAD} - UPDATE", ["- UPDATE"]),
    "both": (f"URGENT: {HEAD} (1st LD)", ["URGENT:", "(1st LD)"]),
}


@pytest.mark.parametrize(("line", "marks"), MARKED.values(), ids=MARKED.keys())
@pytest.mark.parametrize("is_known", [True, False])
def test_marks_are_furniture(line: str, marks: list[str], is_known: bool) -> None:
    article = make_article(Record(f"{line}\n\n{BODY}\n", title=line if is_known else None), path="a.txt")
    told = [(p.kind, article.text[p.start : p.end]) for p in article.passages]
    assert [words for kind, words in told if kind == "furniture"] == marks
    assert [words for kind, words in told if kind == "headline"] == [HEAD]
    assert article.text[article.sentences[0].start : article.sentences[0].end] == HEAD
    assert article.title == (line if is_known else HEAD)


@pytest.mark.parametrize(
    "line",
    [
        "Update on the truce in Harrow",
        "Lead: mines poison a river",
        "Urgent talks begin",
        "Exclusive schools shut",
        "UPDATE",
    ],
)
def test_a_headline_that_only_looks_marked_stays_whole(line: str) -> None:
    article = make_article(Record(f"{line}\n\n{BODY}\n", title=line), path="a.txt")
    assert [article.text[p.start : p.end] for p in article.passages] == [line, BODY]
