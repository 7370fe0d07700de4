"""What must hold for any text and any bytes."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import UnreadableFile
from analysis.formats.kinds import KINDS
from analysis.formats.record import Record
from analysis.formats.text import fold
from analysis.reading.article import Article
from analysis.reading.passages import label_passages
from analysis.reading.read import make_article, read_file
from analysis.reading.sentences import split_sentences

PIECES = [
    "Rockets hit depot", "By Ana Bell", "HARROW (AP) — Rockets fell.", "0", "AP", "(Photo: AP)", "and two guards died.",
    "“They were asleep,”", "Leave A Reply", "2031-03-05 06:40", "valepost.com", "FILE - The gate, on Monday.", "# Head",
    "The governor said that crews had needed nine hours to put out the fire.", "U.S. Says No. 3", "...", "---",
    "\u00a0",
]  # fmt: skip
BREAKS = ["\n", "\n\n", "\r\n", "\r\n\r\n", " ", "\n \n", "\u2028", "\t", "\n    "]
texts = st.one_of(
    st.text(max_size=400),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BREAKS)), max_size=14).map(
        lambda pairs: "".join(piece + gap for piece, gap in pairs)
    ),
)
fast = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@fast
@given(texts)
def test_passages_are_ordered_trimmed_and_cover_everything(text: str) -> None:
    passages = label_passages(text)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    assert all(text[p.start : p.end] == text[p.start : p.end].strip() != "" for p in passages)
    covered = {i for p in passages for i in range(p.start, p.end)}
    assert all(i in covered or c.isspace() for i, c in enumerate(text))
    assert all(p.duplicate_of is None or p.duplicate_of < i for i, p in enumerate(passages))


@fast
@given(texts)
def test_sentences_lie_in_their_passages_in_order(text: str) -> None:
    passages = label_passages(text)
    sentences = split_sentences(text, passages)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    for sentence in sentences:
        passage = passages[sentence.passage]
        assert passage.start <= sentence.start < sentence.end <= passage.end
        assert passage.duplicate_of is None
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]


@fast
@given(texts.filter(str.strip))
def test_reading_twice_gives_the_same(text: str) -> None:
    def read() -> Article:
        return make_article(Record(text), path="a.txt")

    assert read() == read()


@fast
@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("suffix", sorted(suffix for kind in KINDS for suffix in kind.suffixes))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raw=st.one_of(st.binary(max_size=300), texts.map(lambda t: t.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_read_or_said_to_be_unreadable(suffix: str, raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(raw)
        try:
            found = len(read_file(path, corpus=Path(folder)).articles)
        except UnreadableFile as error:
            found = len(error.reason) and len(error.remedy)
        assert found > 0
