"""Every pattern of markers.toml matches the example that it stands with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.formats.text import squeeze
from analysis.reading.captions import credit_start
from analysis.reading.markers import any_of, marker_tables, markers

EXAMPLES = [
    pytest.param(table, i, entry["example"], id=f"{table}-{entry['name']}")
    for table in (
        "furniture",
        "last_furniture",
        "lone_credit",
        "caption_lead",
        "dateline",
        "byline",
        "signature",
        "bare_byline",
        "headline_tail",
        "correction",
        "correction_at_edge",
        "once",
    )
    for i, entry in enumerate(marker_tables()[table])
]


@pytest.mark.parametrize(("table", "i", "example"), EXAMPLES)
def test_a_pattern_matches_its_example(table: str, i: int, example: str) -> None:
    line, pattern = squeeze(example), markers(table)[i].pattern
    assert pattern.match(line) if table in ("caption_lead", "dateline") else pattern.fullmatch(line)


@pytest.mark.parametrize("entry", marker_tables()["caption_credit"], ids=lambda e: e["name"])
def test_caption_credit_examples(entry: dict[str, str]) -> None:
    example = squeeze(entry["example"])
    assert credit_start(example) < len(example)


PARTS = [
    "Smoke rose.",
    "Photo:",
    "photo by",
    "credit",
    "Image credit",
    "map",
    "Reuters",
    "AP",
    "Vale",
    "Press",
    "Ana",
    '"',
    ".",
]


@given(st.lists(st.sampled_from(PARTS), max_size=7), st.sampled_from([" ", ""]), st.sampled_from([".", '."']))
def test_no_credit_ends_as_a_sentence_does_without_a_bracket_or_a_stroke(parts: list[str], by: str, end: str) -> None:
    """So ``credit_start`` does not look for one; an entry of ``caption_credit`` that could would fail here."""
    assert not any_of("caption_credit", end=r"\Z").search(by.join(parts) + end)
