"""Every pattern of markers.toml matches the example that it stands with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.formats.text import squeeze
from analysis.reading.captions import credit_start
from analysis.reading.markers import load_markers, marker_tables

TABLES = marker_tables()


@pytest.mark.parametrize("entry", TABLES["furniture"], ids=lambda e: e["name"])
def test_furniture_examples(entry: dict[str, str]) -> None:
    pattern = load_markers().last_furniture if entry.get("only_last") else load_markers().furniture
    assert pattern.fullmatch(squeeze(entry["example"]))


@pytest.mark.parametrize("entry", TABLES["lone_credit"], ids=lambda e: e["name"])
def test_lone_credit_examples(entry: dict[str, str]) -> None:
    assert load_markers().lone_credits.fullmatch(squeeze(entry["example"]))


@pytest.mark.parametrize("entry", TABLES["caption_credit"], ids=lambda e: e["name"])
def test_caption_credit_examples(entry: dict[str, str]) -> None:
    example = squeeze(entry["example"])
    assert credit_start(example) < len(example)


@pytest.mark.parametrize("table", ["caption_leads", "datelines", "bylines", "signatures", "bare_bylines"])
def test_named_examples(table: str) -> None:
    whole = table not in ("caption_leads", "datelines")
    for marker in getattr(load_markers(), table):
        line = squeeze(marker.example)
        assert marker.pattern.fullmatch(line) if whole else marker.pattern.match(line), marker.name


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
    assert not load_markers().caption_credits.search(by.join(parts) + end)
