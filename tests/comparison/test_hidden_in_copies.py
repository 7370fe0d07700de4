"""A copy is a copy, whatever is hidden in its words; where the shared words stand is told in its own text."""

from __future__ import annotations

from analysis.comparison.reuse.shingles import read_words

TEXT = "Rockets hit the fuel depot in Harrow before dawn on Tuesday, the governor said on the radio."


def test_soft_hyphens_and_broken_words_make_no_difference() -> None:
    hidden = TEXT.replace("Rockets", "Rock\u00adets").replace("depot", "de-\npot").replace("governor", "gov\u200dernor")
    plain, read = (read_words(text, [(0, len(text))]) for text in (TEXT, hidden))
    assert read.hashes.tolist() == plain.hashes.tolist()
    assert read.forms(0, len(read)) == plain.forms(0, len(plain))
    words = [hidden[start:end] for start, end in zip(read.starts, read.ends, strict=True)]
    assert (words[0], words[4], words[12]) == ("Rock\u00adets", "de-\npot", "gov\u200dernor")
