"""Distinctive terms: the measure's known properties, and outlets with too little text."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.comparison.wording import CUTOFF, contested_words, distinctive_terms, group_outlets, not_compared
from analysis.errors import ParameterError
from analysis.language.lexicon import Lexicon

COLUMNS = ["article_id", "outlet", "term", "count"]


def counts(**outlets: dict[str, int]) -> pd.DataFrame:
    rows = [(f"{o}-1", o, term, n) for o, terms in outlets.items() for term, n in terms.items()]
    return pd.DataFrame(rows, columns=COLUMNS)


BEE_AND_ECHO = counts(
    Bee={"militia": 30, "harbour": 400, "lantern": 1, "goat": 0}, Echo={"resist": 30, "harbour": 400, "goat": 1}
)


def z_of(table: pd.DataFrame, outlet: str, term: str) -> float:
    row = table[(table["outlet"] == outlet) & (table["term"] == term)]
    return float(row["z"].iloc[0])


def test_a_word_of_one_outlet_alone_sets_it_apart() -> None:
    table = distinctive_terms(BEE_AND_ECHO, minimum_words=100)
    assert z_of(table, "Bee", "militia") > 1.96
    assert z_of(table, "Bee", "resist") < -1.96
    assert table.groupby("outlet").first()["term"].to_dict() == {"Bee": "militia", "Echo": "resist"}


def test_what_both_use_alike_does_not() -> None:
    assert abs(z_of(distinctive_terms(BEE_AND_ECHO, minimum_words=100), "Bee", "harbour")) < 1


def test_a_word_used_once_does_not_win() -> None:
    assert abs(z_of(distinctive_terms(BEE_AND_ECHO, minimum_words=100), "Bee", "lantern")) < 1.96


def test_two_outlets_mirror_each_other() -> None:
    table = distinctive_terms(BEE_AND_ECHO, minimum_words=100)
    assert z_of(table, "Bee", "militia") == pytest.approx(-z_of(table, "Echo", "militia"))


def test_a_stronger_prior_draws_towards_what_is_common() -> None:
    weak = distinctive_terms(BEE_AND_ECHO, minimum_words=100, prior=10)
    strong = distinctive_terms(BEE_AND_ECHO, minimum_words=100, prior=5000)
    log_odds = [t.loc[(t["outlet"] == "Bee") & (t["term"] == "militia"), "log_odds"].iloc[0] for t in (weak, strong)]
    assert log_odds[0] > log_odds[1] > 0


def test_too_little_text_is_named_and_not_compared() -> None:
    table = distinctive_terms(pd.concat([BEE_AND_ECHO, counts(Crumb={"harbour": 5})]), minimum_words=100)
    assert not_compared(table) == ["Crumb"]
    assert int(table.loc[~table["compared"], "n_words"].iloc[0]) == 5
    assert int(table.loc[(table["outlet"] == "Bee") & (table["term"] == "harbour"), "rest"].iloc[0]) == 400


def test_one_outlet_has_nobody_to_be_compared_with() -> None:
    assert not_compared(distinctive_terms(counts(Bee={"harbour": 900}))) == ["Bee"]


@pytest.mark.parametrize("frame", [pd.DataFrame(columns=COLUMNS), counts(Bee={})], ids=["no-rows", "no-terms"])
def test_nothing_in_nothing_out(frame: pd.DataFrame) -> None:
    table = distinctive_terms(frame)
    assert table.empty
    assert list(table.columns)[:3] == ["outlet", "term", "count"]


def test_articles_without_outlet_are_left_out() -> None:
    orphan = pd.DataFrame([("x", None, "harbour", 900)], columns=COLUMNS)
    assert "x" not in set(distinctive_terms(pd.concat([BEE_AND_ECHO, orphan]), minimum_words=100)["outlet"].dropna())


def test_words_that_outlets_share_are_left_out() -> None:
    both = BEE_AND_ECHO.assign(shared=[30, 0, 0, 0, 0, 0, 0])
    table = distinctive_terms(both, minimum_words=100)
    assert "militia" not in set(table["term"])
    assert int(table["n_words"].iloc[0]) == 401


def test_the_interval_holds_the_log_odds_and_leaves_out_0_beyond_the_cutoff() -> None:
    table = distinctive_terms(BEE_AND_ECHO, minimum_words=100)
    assert ((table["low"] < table["log_odds"]) & (table["log_odds"] < table["high"])).all()
    assert ((table["low"] > 0) == (table["z"] > CUTOFF)).all()


def test_outlets_are_compared_as_groups() -> None:
    three = pd.concat([BEE_AND_ECHO, counts(Crumb={"militia": 9})])
    assert set(group_outlets(three, ["small: Bee, Crumb"])["outlet"]) == {"small", "Echo"}
    assert group_outlets(three, [])["outlet"].tolist() == three["outlet"].tolist()


@pytest.mark.parametrize("group", ["Bee, Echo", "papers: Bee, Owl", "papers:"], ids=["no-name", "unknown", "empty"])
def test_a_group_that_cannot_be_read_is_an_error(group: str) -> None:
    with pytest.raises(ParameterError, match="groups"):
        group_outlets(BEE_AND_ECHO, [group])


CONTESTED = Lexicon(
    {"contested": [{"concept": "the armed group", "words": ["militias", "resistance", "band"]}]}, "test"
)


def test_contested_words_are_found_by_stem_with_their_share() -> None:
    table = contested_words(counts(Bee={"militia": 3, "resist": 1, "harbour": 9}, Echo={"resist": 2}), CONTESTED)
    assert table.to_dict("list") == {
        "concept": ["the armed group"] * 3,
        "word": ["militias", "resistance", "resistance"],
        "outlet": ["Bee", "Bee", "Echo"],
        "count": [3, 1, 2],
        "share": [0.75, 0.25, 1.0],
        "term": ["militia", "resist", "resist"],
    }


def test_no_contested_word_no_row() -> None:
    assert contested_words(counts(Bee={"harbour": 9}), CONTESTED).empty


def test_forms_of_other_words_with_the_stem_do_not_count_where_places_are_known() -> None:
    terms = counts(Bee={"militia": 3, "resist": 1}).assign(starts=["0; 9", None])
    used = contested_words(terms, CONTESTED)
    assert list(zip(used["word"], used["count"], strict=True)) == [("militias", 2)]


def test_terms_beyond_a_score_are_the_same_rows_as_among_all() -> None:
    every = distinctive_terms(BEE_AND_ECHO, minimum_words=100)
    beyond = distinctive_terms(BEE_AND_ECHO, minimum_words=100, beyond=CUTOFF)
    pd.testing.assert_frame_equal(beyond, every[every["z"] > CUTOFF].reset_index(drop=True))


def test_an_outlet_without_a_term_beyond_a_score_keeps_its_first() -> None:
    beyond = distinctive_terms(BEE_AND_ECHO, minimum_words=100, beyond=1e9)
    assert set(beyond["outlet"]) == {"Bee", "Echo"}
    assert len(beyond) == 2
