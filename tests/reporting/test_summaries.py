"""What the notebooks compute from frames, and the sentences made of it."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.frames.dataframes import make_frame
from analysis.frames.layouts import LAYOUTS, SEPARATOR
from analysis.reporting import sentences
from analysis.reporting.summaries import attacks as summary_attacks
from analysis.reporting.summaries import corpus as summary_corpus
from analysis.reporting.summaries import coverage as summary_coverage
from analysis.reporting.summaries import statements as summary_statements

Rows = list[dict[str, object]]


def tables(**rows: Rows) -> dict[str, pd.DataFrame]:
    return {name: make_frame(name, rows.get(name, [])) for name in LAYOUTS}


def article(article_id: str, outlet: str | None = "Quay Courier", **more: object) -> dict[str, object]:
    row = {"article_id": article_id, "outlet": outlet, "n_words": 100, "n_keywords": 7, "sha256": "ab", "path": "x.txt"}
    return {**row, "published": "2031-05-07", "language": "en", "text": "x", **more}


def attack(attack_id: str, incident_id: str | None, **more: object) -> dict[str, object]:
    start = int(attack_id.split(":a")[1])
    row = {"attack_id": attack_id, "article_id": attack_id.split(":")[0], "start": start, "end": start + 9}
    told = {"kind": "incident", "realis": "actual", "trigger": "hit", "trigger_start": start, "trigger_end": start + 3}
    return {**row, **told, "rule": "invented", "incident_id": incident_id, **more}


def incident(incident_id: str, **more: object) -> dict[str, object]:
    return {"incident_id": incident_id, "n_mentions": 1, "n_articles": 1, "outlets": "Quay Courier", **more}


@pytest.fixture
def two_outlets() -> dict[str, pd.DataFrame]:
    """Two outlets on one attack, with tolls that differ; a second attack in one outlet; a threat and a tally."""
    return tables(
        articles=[article("a"), article("b", "Marsh Post")],
        attacks=[
            attack("a:a0", "i1", killed_low=2, killed_high=2),
            attack("b:a0", "i1", killed_low=3, killed_high=3),
            attack("b:a50", "i2"),
            attack("b:a70", None, realis="planned"),
            attack("b:a90", None, kind="tally", count_low=40),
        ],
        incidents=[
            incident("i1", killed_low=2, killed_high=3, n_mentions=2, n_articles=2, disputed="killed", weapon="shell",
                     place="Marrow Bay", date_start="2031-05-06", date_end="2031-05-06"),
            incident("i2", country="IQ"),
        ],
    )  # fmt: skip


def test_four_ways_of_counting(two_outlets: dict[str, pd.DataFrame]) -> None:
    ways = summary_attacks.ways_of_counting(two_outlets).set_index("way")["count"]
    assert ways.to_dict() == {"attack words": 14, "mentions": 3, "incidents": 2, "tallies": 1}


def test_incidents_are_named_by_weapon_place_and_day(two_outlets: dict[str, pd.DataFrame]) -> None:
    labels = summary_attacks.incident_table(two_outlets)["incident"].tolist()
    assert labels == ["shell, Marrow Bay, 6 May 2031", "attack, Iraq, date not stated"]


def test_disagreements_give_each_outlets_own_figure(two_outlets: dict[str, pd.DataFrame]) -> None:
    rows = summary_attacks.disagreements(two_outlets)
    assert list(zip(rows["outlet"], rows["says"], strict=True)) == [("Marsh Post", "3"), ("Quay Courier", "2")]


def test_what_one_outlet_has_alone(two_outlets: dict[str, pd.DataFrame]) -> None:
    alone = summary_coverage.alone_table(two_outlets)
    assert alone["outlet"].tolist() == ["Marsh Post"]


def test_threats_are_shown_apart(two_outlets: dict[str, pd.DataFrame]) -> None:
    counts = summary_attacks.realis_counts(two_outlets).set_index("realis")["mentions"]
    assert counts.to_dict() == {"actual": 3, "planned": 1, "hypothetical": 0, "denied": 0}


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        pytest.param([], (0, 0), id="none"),
        pytest.param([(2, 3), (1, 1)], (3, 4), id="ranges-add-up"),
        pytest.param([(2, 3), (5, None)], (7, None), id="one-open-opens-the-sum"),
        pytest.param([(2, 2), (None, None)], (2, 2), id="unstated-adds-nothing"),
    ],
)
def test_killed_over_all_incidents(tolls: list[tuple[int, int]], expected: tuple[int, int | None]) -> None:
    rows = [incident(f"i{n}", killed_low=low, killed_high=high) for n, (low, high) in enumerate(tolls)]
    assert summary_attacks.killed_in_all(tables(incidents=rows)) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("2031-05-06", "2031-05-06", "6 May 2031", id="day"),
        pytest.param("2031-05-01", "2031-05-31", "1 to 31 May 2031", id="month"),
        pytest.param("2031-05-30", "2031-06-02", "30 May to 2 Jun 2031", id="over-months"),
        pytest.param("2030-12-30", "2031-01-02", "30 Dec 2030 to 2 Jan 2031", id="over-years"),
        pytest.param(None, "2031-01-02", "before 2 Jan 2031", id="open-start"),
        pytest.param("2031-01-02", None, "since 2 Jan 2031", id="open-end"),
        pytest.param(None, None, "date not stated", id="unknown"),
    ],
)
def test_intervals_in_words(start: str | None, end: str | None, expected: str) -> None:
    assert summary_attacks.interval_text(pd.to_datetime(start), pd.to_datetime(end)) == expected


def test_the_sample_of_mentions_does_not_depend_on_order(two_outlets: dict[str, pd.DataFrame]) -> None:
    shuffled = {**two_outlets, "attacks": two_outlets["attacks"].iloc[::-1]}
    drawn = [summary_attacks.sample_of_mentions(t, n=2, seed=7)["attack_id"].tolist() for t in (two_outlets, shuffled)]
    assert drawn[0] == drawn[1]


def test_shares_of_a_file_add_up_and_show_repetition() -> None:
    passages: Rows = [
        {"passage_id": "a:p0", "article_id": "a", "start": 0, "end": 10, "kind": "caption"},
        {"passage_id": "a:p10", "article_id": "a", "start": 10, "end": 20, "kind": "caption", "duplicate_of": "a:p0"},
        {"passage_id": "a:p20", "article_id": "a", "start": 20, "end": 40, "kind": "body"},
    ]
    shares = summary_corpus.passage_shares(tables(articles=[article("a")], passages=passages))
    assert shares.set_index("kind")["share"].to_dict() == {"body": 0.5, "caption": 0.25, "repetition": 0.25}
    assert summary_corpus.largest_left_out(shares) == ("a", 0.25)


@pytest.mark.parametrize(
    ("articles", "words"),
    [
        pytest.param([], "no article", id="empty"),
        pytest.param([article("a", published=None)], "no date", id="undated"),
        pytest.param([article("a", language="fr")], "Not in English", id="foreign"),
        pytest.param([article("a", text=None)], "withheld", id="withheld"),
        pytest.param([article("a")], "one outlet", id="one-outlet"),
        pytest.param([article("a", captured=pd.Timestamp("2020-01-01"))], "one of the two is wrong", id="captured"),
    ],
)
def test_a_reader_is_warned(articles: Rows, words: str) -> None:
    assert any(words in sentence for sentence in summary_corpus.warnings_for_reader(tables(articles=articles)))


def test_groups_below_the_minimum_get_no_mean() -> None:
    frame = pd.DataFrame({"side": ["x"] * 5 + ["y"] * 2, "article_id": list("aabbcaa"), "tone": 0.1, "compound": -0.1})
    means = summary_statements.mean_tone_by(frame, "side", minimum=5)
    assert set(means["side"]) == {"x"}
    assert set(means["articles"]) == {3}
    assert summary_statements.too_few_for_mean(frame, "side", minimum=5) == ["y (2)"]


@pytest.mark.parametrize(
    ("days", "periods"),
    [
        pytest.param(["2031-03-05", "2031-03-09", "2031-03-10"], ["week of 2031-03-03"] * 2 + ["week of 2031-03-10"],
                     id="weeks"),
        pytest.param(["2031-01-05", "2031-09-09", None], ["2031-01", "2031-09"], id="months"),
        pytest.param([], [], id="empty"),
    ],
)  # fmt: skip
def test_a_short_corpus_is_told_by_the_week(days: list[str | None], periods: list[str]) -> None:
    frame = pd.DataFrame({"published": pd.to_datetime(pd.Series(days, dtype="object"))})
    assert summary_statements.with_period(frame)["period"].tolist() == periods


def test_words_are_counted_once_a_statement_and_lead_to_it() -> None:
    frame = pd.DataFrame({"statement_id": ["a:s1", "a:s2"], "tone_words": ["Grave | calm | grave", "calm"]})
    frame["tone_words"] = frame["tone_words"].str.replace(" | ", SEPARATOR)
    assert summary_statements.words_behind(frame, "tone").to_dict("list") == {
        "word": ["calm", "grave"],
        "statements": [2, 1],
    }


def test_the_words_of_a_stance_are_counted() -> None:
    frame = pd.DataFrame({"stance": ["denial", "denial", "assertion"], "stance_words": ["denied", "denied", None]})
    found = summary_statements.words_of_stance(frame)
    assert found.to_numpy().tolist() == [["denial", "denied", 2]]


def test_the_error_of_the_tone_is_told_with_its_n() -> None:
    error, confusion = summary_statements.tone_error(), summary_statements.tone_confusion()
    assert (error["n"] > 300).all()
    assert confusion[["negative", "neutral", "positive"]].to_numpy().sum() == error["n"].sum()


@pytest.mark.parametrize("answer", [sentences.corpus_answer, sentences.attack_answer, sentences.toll_sentence,
                                    sentences.source_answer, sentences.statement_answer])  # fmt: skip
def test_every_answer_is_a_sentence_even_of_nothing(answer: object, two_outlets: dict[str, pd.DataFrame]) -> None:
    assert callable(answer)
    for given in (tables(), two_outlets):
        said = answer(given)
        assert said[0].isupper() or said[0].isdigit()
        assert said.endswith(".")
        assert "nan" not in said


def test_extremes_are_said_in_words() -> None:
    frame = pd.DataFrame({"place": ["Marrow Bay", "Oxmoor"], "n": [1, 4]})
    assert sentences.extremes(frame, "place", "n", "incidents") == (
        "2 values. The highest: Oxmoor, 4 incidents; the lowest: Marrow Bay, 1."
    )
    assert sentences.extremes(frame.head(0), "place", "n", "incidents") == "No data."
