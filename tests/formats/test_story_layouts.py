"""As many stories as a file of records or a feed holds come out of it again, with their facts and no other words."""

from __future__ import annotations

from pathlib import Path

import pytest
from feed_layouts import LAYOUTS as FEEDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_layouts import LAYOUTS as RECORDS
from record_stories import Layout, check_damaged, check_stories, read_bytes, some_stories

slow = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
by_layout = pytest.mark.parametrize("layout", [*RECORDS, *FEEDS], ids=str)


@by_layout
@settings(max_examples=8, deadline=None, suppress_health_check=slow)
@given(data=st.data())
def test_stories_come_out_as_they_went_in(tmp_path: Path, layout: Layout, data: st.DataObject) -> None:
    told = data.draw(some_stories(layout))
    check_stories(told, read_bytes(tmp_path, layout.name, layout.write(told)).articles)


@by_layout
@settings(max_examples=10, deadline=None, suppress_health_check=slow)
@given(
    data=st.data(),
    cut=st.integers(0, 5_000),
    flips=st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=4),
)
def test_a_damaged_file_is_read_or_refused(
    tmp_path: Path, layout: Layout, data: st.DataObject, cut: int, flips: list[tuple[int, int]]
) -> None:
    check_damaged(tmp_path, layout.name, layout.write(data.draw(some_stories(layout))), cut, flips)
