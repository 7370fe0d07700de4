"""``check`` says whether corrections and codes still fit, and which line does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.cli.checking import check_corpus


def test_without_corrections_and_codes_nothing_is_said_of_them(corpus: Path) -> None:
    assert not [line for line in check_corpus(corpus).lines if "correct" in line or "coded" in line]


def test_codes_that_fit_are_counted(corpus: Path) -> None:
    (corpus / "coding").mkdir()
    first = sorted(corpus.glob("*.txt"))[0].stem
    (corpus / "coding" / "anna.csv").write_text(f"article_id,start,end,is_attack\n{first},0,9,yes\n", encoding="utf-8")
    assert "coding/: 1 units coded by anna." in check_corpus(corpus).lines


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        pytest.param("corrections.csv", "row,action,reason\nx:a9,drop,twice\n", "line 2", id="correction"),
        pytest.param("coding/ben.csv", "unit,is_attack\nx:t9,yes\n", "line 2", id="code"),
    ],
)
def test_a_line_that_fits_nothing_is_named(corpus: Path, file: str, text: str, says: str) -> None:
    (corpus / "coding").mkdir()
    (corpus / file).write_text(text, encoding="utf-8")
    checked = check_corpus(corpus)
    assert checked.has_problems
    assert [line for line in checked.lines if Path(file).name in line and says in line]
