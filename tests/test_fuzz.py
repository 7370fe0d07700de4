"""Whatever a file says, reading and extraction hold to their invariants. ``fuzz/parse.py`` looks further."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import FrameType

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invariants import check_article, check_rows

from analysis.extraction.parse import parse_article
from analysis.formats.record import Record
from analysis.frames.layouts import LAYOUTS
from analysis.language.lexicon import load_lexicon
from analysis.reading.read import make_article
from analysis.reading.sentences import LONGEST_SENTENCE
from analysis.running.pipeline import parse_corpus

# What the rules look for, as they can stand anywhere.
_WORDS = """
said told warned denied claimed responsibility according to a spokesman for the Army of officials who he she they
Rockets struck killed killing wounded two at least 12 dozens of attacks attack bombing strike shelling raid since
January on Tuesday last week 2031-02-30 Feb. 29, between and or in from the first half of May – — " “ ” ' ’ « ( ) [ ]
, . ; : ? ! … - %, 9999999999999999999 1,200 a million no not would if never planned Marrow Bay Reuters AP (AP) By
Photo: President Mr. U.S. al- é ا א \u202e \u200b \ufeff 0 ½ ² Ⅷ １２ İ ẞ ﬁ
"""
WORDS = _WORDS.split()
GAPS = [" ", " ", " ", "", ". ", "\n", "\n\n"]
proses = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=60)
texts = st.one_of(proses.map(lambda pairs: "".join(w + gap for w, gap in pairs)), st.text(max_size=300)).filter(
    str.strip
)
days = st.one_of(st.none(), st.datetimes(datetime(1600, 1, 1), datetime(2199, 12, 31)))
slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
some = settings(max_examples=120, deadline=None, suppress_health_check=slow)


@some
@given(text=texts, day=days)
def test_everything_found_holds_together_and_is_found_again(text: str, day: datetime | None) -> None:
    article = replace(make_article(Record(text), path="a.txt"), language="en", published=day)
    check_article(article)
    rows = parse_article(article, load_lexicon())
    check_rows(rows)
    assert rows == parse_article(article, load_lexicon())


@settings(max_examples=6, deadline=None, suppress_health_check=slow)
@given(several=st.lists(texts.map(lambda t: t.encode("utf-8", "replace")), min_size=2, max_size=4), data=st.data())
def test_every_frame_is_valid_and_the_order_of_files_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, several: list[bytes], data: st.DataObject
) -> None:
    one, other = (tmp_path_factory.mktemp("fuzz") for _ in range(2))
    for i, raw in enumerate(several):
        (one / f"{i}.txt").write_bytes(raw)
    for i in data.draw(st.permutations(range(len(several)))):
        (other / f"{i}.txt").write_bytes(several[i])
    a, b = (parse_corpus(folder, name="x", workers=1) for folder in (one, other))
    for name in LAYOUTS:
        pd.testing.assert_frame_equal(a[name], b[name])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"," said. ', id="source-of-marks-only"),
        pytest.param("Yes," + ' "" said' * 40, id="marks-and-cues"),
        pytest.param("12 attacks in May and six in June.", id="tally-without-its-noun"),
    ],
)
def test_what_fuzzing_found_once_is_found_no_more(text: str) -> None:
    article = replace(make_article(Record(text), path="a.txt"), language="en", published=datetime(2031, 3, 12))
    check_rows(parse_article(article, load_lexicon()))


@pytest.mark.parametrize("unit", ["said ", "attack ", "killed and ", '"', "word", "a, "])
def test_no_sentence_is_longer_than_rules_can_bear(unit: str) -> None:
    text = unit * (8_000 // len(unit))
    article = make_article(Record(text), path="a.txt")
    check_article(article)
    assert max(s.end - s.start for s in article.sentences) <= LONGEST_SENTENCE
    assert sum(s.end - s.start for s in article.sentences) >= len(text.strip()) - len(article.sentences)


UNITS = [
    *("attack ", "killed two and ", "since January ", "according to ", "1 ", "the of "),
    *('"a," he said. ', '"', "(AP) "),
]


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_length_of_the_text(unit: str) -> None:
    _parse(unit, 100)  # what is made once is made here
    small, large = (_steps(lambda n=n: _parse(unit, n)) for n in (2_500, 10_000))
    assert large < 9 * small  # four times the text; what is quadratic takes sixteen times


def _parse(unit: str, length: int) -> None:
    text = (unit * (length // len(unit) + 1))[:length]
    parse_article(replace(make_article(Record(text), path="a.txt"), language="en"), load_lexicon())


def _steps(work: Callable[[], None]) -> int:
    """How many lines and turns of loops of the package ``work`` goes through: the same on every machine."""
    import sys

    n = 0

    def count(frame: FrameType, *_: object) -> Callable[..., object] | None:
        nonlocal n
        n += 1
        return count if "analysis" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return n


def test_articles_without_day_title_or_sentence_are_read(tmp_path: Path) -> None:
    (tmp_path / "marks.txt").write_text("--- * * * ---\n")
    (tmp_path / "word.txt").write_text("Rockets")
    frames = parse_corpus(tmp_path, workers=1)
    assert len(frames.articles) + len(frames["problems"]) == 2
