"""Editions of a story in one file: which are one article, and which say something of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.reading.read import read_file

LEAD = "A bomb killed five guards at the depot in Dorn on Monday, police said."
REST = [
    "Smoke hung over the quay until evening, and the ferry did not sail.",
    "Workers cleared the road while the harbour master counted boats.",
    "“We will find them,” Ana Bell, the mayor, said yesterday.",
]
TEXT = "\n\n".join([LEAD, *REST])


def marked(tmp_path: Path, *records: dict[str, str]) -> dict[str, str]:
    """The editions of a file of stories, with what they are editions of."""
    usual = {"outlet": "Dorn Mail", "published": "2031-03-11", "title": "Guards killed", "text": TEXT}
    rows = [{"id": str(i), **usual, **record} for i, record in enumerate(records, start=1)]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = read_file(path, corpus=tmp_path).articles
    return {a.article_id[2:]: a.duplicate_of[2:] for a in found if a.duplicate_of is not None}


CORRECTED = f"{TEXT}\n\nCorrection: An earlier version of this article misstated the number of guards. It was six."
EDITIONS = {
    "same": ({}, "2"),
    "headline": ({"title": "Depot bombed", "published": "2031-03-12"}, "2"),
    "cut": ({"text": "\n\n".join([LEAD, *REST[:2]])}, "2"),
    "a-paragraph-less": ({"text": "\n\n".join([LEAD, *REST[1:]])}, "2"),
    "a-paragraph-more": ({"text": f"{TEXT}\n\nThe bridge stayed closed until noon."}, "1"),
    "idle-words": ({"text": TEXT.replace(" yesterday", "").replace("the road", "a road")}, "2"),
    "quotation-marks": ({"text": TEXT.replace("“", '"').replace("”", '"')}, "2"),
    "corrected": ({"text": CORRECTED}, "1"),
    "reprinted": ({"published": "2031-04-11"}, "2"),
    "toll-updated": ({"text": TEXT.replace("five", "six")}, None),
    "toll-and-paragraph": ({"text": "\n\n".join([LEAD.replace("five", "six"), *REST[:2]])}, None),
    "denied": ({"text": TEXT.replace("did not sail", "did sail")}, None),
    "other-day": ({"text": TEXT.replace("Monday", "Tuesday")}, None),
    "brief": ({"text": LEAD}, None),
    "cut-weeks-later": ({"text": "\n\n".join([LEAD, *REST[:2]]), "published": "2031-04-11"}, None),
    "other-outlet": ({"outlet": "Ulm Post"}, None),
}


@pytest.mark.parametrize(("second", "edition"), EDITIONS.values(), ids=EDITIONS)
def test_what_says_nothing_of_its_own_is_an_edition(
    tmp_path: Path, second: dict[str, str], edition: str | None
) -> None:
    found = marked(tmp_path, {}, second)
    assert found == ({} if edition is None else {edition: "1" if edition == "2" else "2"})


def test_editions_of_editions_are_those_of_the_fullest(tmp_path: Path) -> None:
    more = f"{TEXT}\n\nThe bridge stayed closed until noon."
    cut = "\n\n".join([LEAD, *REST[:2]])
    assert marked(tmp_path, {"text": cut}, {}, {"text": more}, {"text": cut}) == {"1": "3", "2": "3", "4": "3"}
