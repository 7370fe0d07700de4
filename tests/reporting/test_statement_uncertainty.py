"""Intervals and tests over articles, with answers that are known beforehand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from analysis.reporting.summaries.statement_uncertainty import (
    clustered_mean,
    difference_sentence,
    holm,
    permutation_p,
    tone_differences,
)


def test_a_mean_lies_within_its_interval_and_repeats() -> None:
    values, articles = [-0.5, 0.1, 0.3, -0.2, 0.4, 0.0], ["a", "a", "b", "b", "c", "c"]
    mean, low, high = clustered_mean(values, articles)
    assert low < mean < high
    assert clustered_mean(values, articles) == (mean, low, high)


def test_one_article_gives_no_interval() -> None:
    mean, low, high = clustered_mean([0.2, 0.4], ["a", "a"])
    assert mean == 0.3
    assert math.isnan(low)
    assert math.isnan(high)


def test_statements_that_repeat_within_an_article_do_not_narrow_the_interval() -> None:
    values, articles = [-0.6, 0.1, 0.2, 0.6], ["a", "b", "c", "d"]
    repeated = clustered_mean(values * 20, articles * 20)
    assert repeated == clustered_mean(values, articles)


def test_p_of_full_separation_is_exact() -> None:
    # of the 252 ways to part ten values into five and five, two are as extreme as the one found
    assert permutation_p(np.arange(5.0), np.arange(10.0, 15.0)) == pytest.approx(2 / 252, abs=1e-4)


def test_p_of_equal_groups_is_one() -> None:
    assert permutation_p(np.array([0.1, 0.2, 0.3]), np.array([0.1, 0.2, 0.3])) == 1.0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([0.03], [0.03], id="one-stays"),
        pytest.param([0.01, 0.04, 0.03], [0.03, 0.06, 0.06], id="never-falls"),
        pytest.param([0.5, 0.6], [1.0, 1.0], id="never-above-one"),
    ],
)
def test_holm(given: list[float], expected: list[float]) -> None:
    assert holm(given) == pytest.approx(expected)


def statements(**sides: list[float]) -> pd.DataFrame:
    rows = [(side, f"{side}{i}", value) for side, values in sides.items() for i, value in enumerate(values)]
    return pd.DataFrame(rows, columns=["side", "article_id", "tone"])


def test_sides_quoted_in_few_articles_are_not_compared() -> None:
    found = tone_differences(statements(x=[0.1] * 5, y=[0.2] * 5, z=[0.9] * 4), "side")
    assert found[["a", "b"]].to_numpy().tolist() == [["x", "y"]]


def test_a_side_left_out_is_not_compared() -> None:
    found = tone_differences(statements(x=[0.1] * 5, y=[0.2] * 5), "side", without=["y"])
    assert found.empty
    assert "no comparison" in difference_sentence(found)


def test_the_sentence_names_the_lower_side_first() -> None:
    found = tone_differences(statements(calm=[0.5, 0.4, 0.6, 0.5, 0.7], stern=[-0.5, -0.4, -0.6, -0.3, -0.7]), "side")
    assert difference_sentence(found) == "The tone of stern is lower than that of calm (p = 0.008)."


def test_no_difference_is_said_to_be_chance() -> None:
    found = tone_differences(statements(x=[0.1, 0.2, 0.3, 0.4, 0.5], y=[0.5, 0.4, 0.3, 0.2, 0.1]), "side")
    assert "beyond chance" in difference_sentence(found)
