"""Where incidents were, drawn and told: what is left out is said, labels stay apart, the same bytes each time."""

from __future__ import annotations

from itertools import combinations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure
from test_charts import PLACED

from analysis.reporting.charts import incident_map
from analysis.reporting.charts.svg import svg_markup
from analysis.reporting.summaries.places import map_sentence, map_table


def drawn(frame: pd.DataFrame, **options: pd.DataFrame) -> Figure:
    figure = incident_map(frame, **options)
    assert figure is not None
    return figure


@pytest.fixture(autouse=True)
def _close() -> object:
    yield
    plt.close("all")


def many(n: int, *, step: float, country: str = "UA", east: float = 36.0) -> pd.DataFrame:
    rows = pd.concat([PLACED.head(1)] * n, ignore_index=True)
    names = [f"Harrowfen {i}" for i in range(n)]
    east_of = [(east + i * step + 180) % 360 - 180 for i in range(n)]
    return rows.assign(place=names, longitude=pd.array(east_of, dtype="Float64"), country=country)


def test_the_caption_says_what_is_not_on_the_map_and_whose_the_outlines_are() -> None:
    label = drawn(PLACED).get_label()
    assert "Not on it: 1 without coordinates (by country: UA 1)." in label
    assert "Natural Earth" in label
    assert "GeoNames (CC BY 4.0)" in label


def test_an_invented_world_has_no_outlines() -> None:
    real, invented = drawn(PLACED), drawn(PLACED.assign(country="XA"))
    assert len(invented.axes[0].lines) < len(real.axes[0].lines)
    assert "Natural Earth" not in invented.get_label()
    assert "Natural Earth" in drawn(PLACED.assign(country="XK")).get_label()  # Kosovo


@pytest.mark.parametrize("step", [0.0, 0.01, 0.2, 2.0])
def test_names_never_lie_on_one_another(step: float) -> None:
    figure = drawn(many(30, step=step))
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    n_dropped = 30 - (len(boxes) - 1)  # one of them tells the scale
    assert (f"{n_dropped} names left out" in figure.get_label()) == bool(n_dropped)


def test_a_map_across_the_antimeridian_is_as_narrow_as_its_places() -> None:
    here, there = drawn(many(4, step=1.0)), drawn(many(4, step=1.0, east=178.5))
    assert here.axes[0].get_xlim() == pytest.approx(there.axes[0].get_xlim())


def test_two_kinds_of_rows_have_a_colour_each() -> None:
    figure = drawn(PLACED, second=PLACED.head(1))
    assert [text.get_text() for text in figure.legends[0].texts] == ["incidents", "events"]


def test_the_same_map_has_the_same_bytes_and_few() -> None:
    first, second = svg_markup(drawn(many(60, step=0.1)), "A map."), svg_markup(drawn(many(60, step=0.1)), "A map.")
    assert first == second
    assert len(first) < 40_000


def test_the_table_has_all_places_and_how_many_towns_bear_the_name() -> None:
    table = map_table(PLACED).set_index("place")
    assert table["incidents"].to_dict() == {"Kharkiv": 2, "Izium": 1, "not known": 1}
    assert table.loc["Kharkiv", "towns_of_that_name"] == 1
    assert pd.isna(table.loc["Izium", "killed_high"])


def test_the_words_say_where() -> None:
    words = map_sentence(PLACED)
    assert words.startswith("3 of 4 incidents are on the map, from 49.2° N to 50.0° N, 36.2° E to 37.2° E")
    assert "Kharkiv (2)" in words
    assert map_sentence(PLACED.head(0)) == "No incident has a place with coordinates."
