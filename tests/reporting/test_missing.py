"""What is missing is no category: it is counted, and named apart from what is told."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from test_summaries import article, attack, incident, tables

from analysis.frames.querying import articles_of
from analysis.reporting import charts, sentences
from analysis.reporting.style import is_told
from analysis.reporting.summaries import attacks, corpus, coverage, statements
from analysis.reporting.summaries.sources import terms_with_outlets
from analysis.running.corpora import open_corpus

NOTES = (
    "Notes\n\nThe shelling stopped at noon.\n\n“We will not leave the harbour, and nobody will make us.”\n\n"
    "“The ferry will sail on Friday.”\n",
    "Notes\n\nIt was said that the ferry would sail on Friday. It is reported that two boats sank. "
    "They said the pier was safe.\n",
    "Notes\n\nA doctor said the clinic was full. General Bram Oskel said the pier was safe. "
    "Two officials said the pier was not.\n",
)


@pytest.fixture
def said(tmp_path: Path) -> pd.DataFrame:
    for name, text in zip("abc", NOTES, strict=True):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return statements.statements_with_outlets(open_corpus(tmp_path))


def by_value(table: pd.DataFrame, label: str, value: str) -> dict[str, int]:
    return {str(k): int(v) for k, v in zip(table[label], table[value], strict=True)}


def test_a_speaker_who_is_not_resolved_is_no_kind_of_source(said: pd.DataFrame) -> None:
    counts = by_value(statements.quoted_by(said, "source"), "source", "statements")
    assert counts == {
        "official, named": 1,
        "official, unnamed": 1,
        "other, unnamed": 1,
        "speaker not resolved": 5,
    }
    assert list(counts)[-1] == "speaker not resolved"


def test_nor_is_it_a_speaker_or_a_side(said: pd.DataFrame) -> None:
    speakers = statements.quoted_by(said, "speaker", top=1)
    assert speakers["speaker"].tolist()[1:] == ["speaker not resolved"]
    assert statements.mean_tone_by(said, "side", minimum=1).empty
    assert statements.too_few_for_mean(said, "side") == []
    assert sentences.extremes(speakers, "speaker", "statements", "statements").endswith(" Speaker not resolved: 5.")


def said_by(statement_id: str, **more: object) -> dict[str, object]:
    row = {
        "statement_id": statement_id,
        "article_id": statement_id.split(":")[0],
        "mode": "direct",
        "stance": "assertion",
    }
    return {**row, "start": 0, "end": 9, "rule": "invented", **more}


def test_whom_an_outlet_lets_speak_counts_what_is_told() -> None:
    known = {"official": True, "anonymous": False, "speaker": "Oskel"}
    rows = [said_by("a:s0", side="Orvel", **known), *(said_by(f"a:s{i}") for i in (1, 2, 3)), said_by("b:s4")]
    heard = coverage.voices_by_outlet(tables(articles=[article("a"), article("b", "Post")], statements=rows))
    first, second = heard.to_dict("records")
    assert (first["statements"], first["sides"], first["heard_most"], first["no_side"]) == (4, 1, "Orvel", 3)
    assert (first["share"], first["unnamed_share"]) == (0.25, 0.0)
    assert (second["sides"], second["no_side"]) == (0, 1)
    assert pd.isna(second["heard_most"])
    assert pd.isna(second["unnamed_share"])


def nameless() -> dict[str, pd.DataFrame]:
    """One attack in two articles by an outlet and in two by nobody known."""
    names = {"a": "Quay Courier", "b": "Quay Courier", "c": None, "d": None}
    return tables(
        articles=[article(i, outlet) for i, outlet in names.items()],
        attacks=[attack(f"{i}:a0", "i1") for i in names],
        incidents=[incident("i1", n_mentions=4, n_articles=4)],
        terms=[{"article_id": i, "term": "quay", "count": 2, "shared": 0} for i in names],
    )


def test_an_outlet_that_is_not_known_is_no_outlet() -> None:
    held = nameless()
    (sources,) = coverage.incident_sources(held).to_dict("records")
    assert (sources["articles"], sources["outlets"], sources["independent"]) == (4, 1, 1)
    assert corpus.articles_by_outlet(held)["outlet"].tolist() == ["Quay Courier", "outlet not known"]
    assert list(coverage.coverage_letters(held)) == ["Quay Courier", "outlet not known"]
    assert terms_with_outlets(held)[["outlet", "count"]].to_numpy().tolist() == [["Quay Courier", 4]]
    warnings = " ".join(corpus.warnings_for_reader(held))
    assert "by one outlet" not in warnings
    assert "2 of 4 articles have no outlet: no count of outlets has them." in warnings


def test_the_rest_of_many_outlets_does_not_hold_those_not_known() -> None:
    wide = pd.DataFrame({f"Outlet {n:02}": [n] for n in range(1, 16)} | {"outlet not known": [99]})
    folded = coverage.fold_outlets(wide)
    assert list(folded)[-2:] == ["3 others", "outlet not known"]
    assert folded.iloc[0].tolist()[-2:] == [1 + 2 + 3, 99]


def test_a_place_that_is_not_stated_is_no_answer() -> None:
    held = tables(incidents=[incident("i1", place="Orvel"), incident("i2"), incident("i3")])
    by_place = attacks.incidents_by(held, "place")
    assert sentences.answers(by_place, "place", "incidents") == "1 answer, 2 incidents not stated"
    assert sentences.extremes(by_place, "place", "incidents", "incidents") == (
        "One value: Orvel, 1 incidents. Not stated: 2."
    )


def test_an_attack_without_a_day_is_still_an_attack() -> None:
    assert is_told(pd.Series(["attack, Orvel, date not stated", "not stated", None])).tolist() == [True, False, False]


def test_a_toll_of_which_only_the_most_is_told_is_stated() -> None:
    held = tables(incidents=[incident("i1", killed_high=5), incident("i2")])
    assert (
        sentences.toll_sentence(held) == "0 to 5 people killed, in the 1 incident for which an article states a toll."
    )


def test_an_article_in_another_language_has_no_numbers_of_what_was_not_looked_for() -> None:
    held = tables(articles=[article("a"), article("b", language="fr"), article("c", language=None)])
    assert corpus.rows_found(held)["attacks"].isna().tolist() == [False, True, False]
    assert len(articles_of(held)) == 3


def test_what_is_missing_comes_last_in_grey_and_is_no_part_of_other() -> None:
    parts = [*(f"Side {n}" for n in range(8)), "side not known"]
    frame = pd.DataFrame({"row": "A", "part": parts, "n": range(1, 10)})
    figure = charts.stacked_share(frame, row="row", part="part", count="n")
    assert figure is not None
    plt.close(figure)
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()][-2:] == ["other", "side not known"]
