"""Every row of a figure leads to its statements, and each of these to its words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analysis.reporting import charts
from analysis.reporting.show import Shown, figure
from analysis.reporting.summaries.statement_links import anchor, linked, with_statements


@pytest.fixture
def statements() -> pd.DataFrame:
    rows = [("q:s0", "q", 0, 15, "Varnia", "Varnia"), ("q:s30", "q", 30, 47, "Tarn", "<Tarn>")]
    return pd.DataFrame(rows, columns=["statement_id", "article_id", "start", "end", "speaker", "side"])


@pytest.fixture
def shown(statements: pd.DataFrame) -> Shown:
    counts = statements.groupby("side", as_index=False).size()
    return figure(charts.bars(counts, label="side", value="size"), title="Sides", caption="How many.", alt="Two bars.")


def test_every_row_name_links_to_its_list_and_every_list_to_words(shown: Shown, statements: pd.DataFrame) -> None:
    html = with_statements(shown, statements, by="side").html
    assert html.count('<a href="#of-side-') == 2
    for side in ("Varnia", "<Tarn>"):
        assert f'id="{anchor("side", side)}"' in html
    assert set(re.findall(r'href="#(q:s[0-9]+)"', html)) == {"q:s0", "q:s30"}


def test_names_are_escaped(shown: Shown, statements: pd.DataFrame) -> None:
    html = with_statements(shown, statements, by="side").html
    assert "<Tarn>" not in html
    assert "&lt;Tarn&gt;" in html


def test_a_list_has_a_line_for_each_speaker_and_no_words(shown: Shown, statements: pd.DataFrame) -> None:
    again = pd.concat([statements, statements.assign(statement_id=["q:s90", "q:s99"])])
    html = with_statements(shown, again, by="side").html
    assert 'Varnia: <a href="#q:s0">s0</a>, <a href="#q:s90">s90</a></li>' in html
    assert "The road is cut" not in html


def test_what_the_evidence_does_not_show_is_not_linked(shown: Shown, statements: pd.DataFrame) -> None:
    html = with_statements(shown, statements, by="side", most=1).html
    assert 'href="#q:s0"' in html
    assert 'href="#q:s30"' not in html


def test_a_second_figure_links_to_the_same_lists(shown: Shown, statements: pd.DataFrame) -> None:
    html = linked(shown, statements, by="side").html
    assert f'href="#{anchor("side", "Varnia")}"' in html
    assert "<ol>" not in html


def test_a_chart_with_links_is_no_longer_one_picture(shown: Shown, statements: pd.DataFrame) -> None:
    html = linked(shown, statements, by="side").html
    assert 'role="group"' in html
    assert 'role="img"' not in html


def test_a_figure_without_data_stays_as_it_is(statements: pd.DataFrame) -> None:
    empty = figure(None, title="None", caption="None.", alt="None.")
    assert with_statements(empty, statements, by="side") == empty


def test_of_very_many_statements_each_list_has_the_first(
    shown: Shown, statements: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.reporting.summaries.statement_links.LONGEST", 3)
    monkeypatch.setattr("analysis.reporting.summaries.statement_links.LISTED", 1)
    many = pd.concat([statements, statements.assign(statement_id=["q:s90", "q:s99"])])
    html = with_statements(shown, many, by="side").html
    assert "s0</a>" in html
    assert "s90" not in html
    assert html.count("1 more in the frame of statements") == 2
