"""What a file yields beyond the first articles lies on disk, and is what it would be in a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.formats import many
from analysis.formats.many import Many


@given(st.lists(st.text()), st.data())
def test_what_lies_on_disk_is_what_a_list_would_hold(items: list[str], data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many, "HELD", 2)
        kept = Many(items)
        for at in data.draw(st.lists(st.integers(0, len(items) - 1))) if items else []:
            kept[at] = items[at] = data.draw(st.text())
        assert list(kept) == items
        assert kept[1:4] == items[1:4]
        assert len(kept) == len(items)
        with pytest.raises(IndexError):
            kept[len(items)]
