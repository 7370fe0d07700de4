"""Every row of a figure leads to its statements, which the page holds once."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.reporting import charts
from analysis.reporting.show import Shown, figure
from analysis.reporting.summaries.statement_links import linked, to_show


@pytest.fixture
def statements() -> pd.DataFrame:
    rows = [
        ("q:s0", "Varnia", "other, named"),
        ("q:s30", "<Tarn>", "other, named"),
        ("q:s60", "Varnia", "other, named"),
    ]
    frame = pd.DataFrame(rows, columns=["statement_id", "side", "source"])
    return frame.assign(stance="assertion", outlet="Quay Courier", mode="direct")


@pytest.fixture
def shown(statements: pd.DataFrame) -> Shown:
    counts = statements.groupby("side", as_index=False).size()
    return figure(charts.bars(counts, label="side", value="size"), title="Sides", caption="How many.", alt="Two bars.")


def test_every_row_name_links_to_the_table_with_what_to_keep(shown: Shown, statements: pd.DataFrame) -> None:
    html = linked(shown, statements, by="side").html
    assert html.count('<a href="#statements" data-by="side" data-is="') == 2
    assert 'data-is="Varnia"' in html


def test_names_are_escaped(shown: Shown, statements: pd.DataFrame) -> None:
    html = linked(shown, statements, by="side").html
    assert "<Tarn>" not in html
    assert 'data-is="&lt;Tarn&gt;"' in html


def test_a_chart_with_links_is_no_longer_one_picture(shown: Shown, statements: pd.DataFrame) -> None:
    html = linked(shown, statements, by="side").html
    assert 'role="group"' in html
    assert 'role="img"' not in html
    assert linked(shown, statements, by="source") == shown


def test_a_figure_without_data_stays_as_it_is(statements: pd.DataFrame) -> None:
    empty = figure(None, title="None", caption="None.", alt="None.")
    assert linked(empty, statements, by="side") == empty


def test_of_very_many_statements_the_page_holds_some_of_each_kind(statements: pd.DataFrame) -> None:
    many = pd.concat([statements.iloc[[0]]] * 50 + [statements], ignore_index=True)
    held = to_show(many, most=20)
    assert len(held) <= 20
    assert set(held["side"]) == {"Varnia", "<Tarn>"}
    assert to_show(many, most=60) is many
