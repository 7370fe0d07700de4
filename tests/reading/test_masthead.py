"""The outlet that an article names as its own, from a list of known ones."""

from __future__ import annotations

import pytest

from analysis.formats.record import Record
from analysis.reading.read import make_article

OUTLETS = {
    "The Quay Courier": "The Quay Courier",
    "THE QUAY COURIER": "The Quay Courier",
    "Quay Courier": "The Quay Courier",
    "the Courier": "The Quay Courier",
    "Marsh Wire": "Marsh Wire",
}
BODY = "\n\nA shell hit a mill in Oxmoor on Monday, killing one man. Marsh Wire said that the mill had been empty.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("THE QUAY COURIER\n\nShell hits mill" + BODY, "The Quay Courier", id="masthead"),
        pytest.param(
            "Shell hits mill\n\nFrom a correspondent of the Quay Courier" + BODY, "The Quay Courier", id="byline"
        ),
        pytest.param("Shell hits mill" + BODY + "© The Quay Courier", "The Quay Courier", id="foot"),
        pytest.param("Shell hits mill" + BODY + "The Quay Courier is printed daily.", "The Quay Courier", id="tagline"),
        pytest.param("Shell hits mill" + BODY, None, id="named-in-the-body-only"),
        pytest.param("Shell hits mill" + BODY + "Letters to the Courier are welcome.", None, id="short-form"),
        pytest.param("Shell hits mill\n\nFrom the Quay Courier and Marsh Wire" + BODY, None, id="two"),
    ],
)
def test_the_outlet_that_signs(text: str, expected: str | None) -> None:
    assert make_article(Record(text), path="mill.txt", outlets=OUTLETS).outlet == expected


def test_its_own_tagline_is_furniture() -> None:
    text = "Shell hits mill" + BODY + "The Quay Courier is printed daily."
    article = make_article(Record(text), path="mill.txt", outlets=OUTLETS)
    assert article.passages[-1].kind == "furniture"
