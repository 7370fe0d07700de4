"""Charts draw what they are given, nothing where there is nothing, and keep to the tokens of the theme."""

from __future__ import annotations

import re
from collections.abc import Callable

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.reporting import charts
from analysis.reporting.charts.canvas import LONGEST_LABEL, short
from analysis.reporting.charts.svg import svg_markup
from analysis.reporting.style import REALIS, SERIES, TOKENS, colours_by_name

DAYS = pd.to_datetime(["2031-03-01", "2031-03-04", None])
COUNTS = pd.DataFrame({"name": ["Quay Courier", "Marsh $Post$", None], "a": [3, 2, 1], "b": [30, 0, 4]})
RANGES = pd.DataFrame(
    {
        "name": ["both", "open", "nothing"],
        "low": pd.array([1, 5, None], dtype="Int64"),
        "high": pd.array([3, None, None], dtype="Int64"),
        "start": DAYS,
        "end": DAYS + pd.Timedelta(days=3),
        "told": DAYS + pd.Timedelta(days=4),
    }
)
MEANS = pd.DataFrame({"name": ["x", "y"], "mean": [0.2, -0.4], "low": [0.1, None], "high": [0.3, None], "n": [9, 1]})
SHARES = pd.DataFrame({"row": list("aabb"), "part": list("pqpr"), "n": [3, 1, 2, 2]})
PLACED = pd.DataFrame(
    {
        "place": ["Kharkiv", "Kharkiv", "Izium", None],
        "country": ["UA", "UA", "UA", "UA"],
        "latitude": pd.array([49.98, 49.98, 49.21, None], dtype="Float64"),
        "longitude": pd.array([36.25, 36.25, 37.25, None], dtype="Float64"),
        "geo_precision": pd.array([1, 2, 3, None], dtype="Int64"),
        "event_type": ["Battles", None, "Explosions/Remote violence", "Battles"],
        "killed_low": pd.array([3, None, 10, 1], dtype="Int64"),
        "killed_high": pd.array([5, None, None, 1], dtype="Int64"),
        "date_start": pd.to_datetime(["2031-03-01", "2031-03-04", None, None]),
        "date_end": pd.to_datetime(["2031-03-01", "2031-03-05", None, None]),
    }
)

DRAW: dict[str, tuple[pd.DataFrame, Callable[[pd.DataFrame], Figure | None]]] = {
    "bars": (COUNTS, lambda f: charts.bars(f, label="name", value="a", colouring="outlet")),
    "counts_compared": (COUNTS, lambda f: charts.counts_compared(f, label="name", measures=["a", "b"])),
    "stacked_share": (SHARES, lambda f: charts.stacked_share(f, row="row", part="part", count="n")),
    "range_bars": (RANGES, lambda f: charts.range_bars(f, label="name", low="low", high="high")),
    "dots_with_intervals": (
        MEANS,
        lambda f: charts.dots_with_intervals(f, label="name", value="mean", low="low", high="high", n="n"),
    ),
    "timeline": (RANGES, lambda f: charts.timeline(f, label="name", start="start", end="end", reported="told")),
    "period_ranges": (
        RANGES,
        lambda f: charts.period_ranges(f, label="name", start="start", end="end", low="low", high="high"),
    ),
    "dots_over_time": (RANGES, lambda f: charts.dots_over_time(f, row="name", date="start")),
    "incident_map": (PLACED, lambda f: charts.incident_map(f)),
    "matrix": (COUNTS.set_index("name"), lambda f: charts.matrix(f)),
    "scatter": (MEANS, lambda f: charts.scatter(f, x="mean", y="n", diagonal=True)),
}


@pytest.fixture(autouse=True)
def _close() -> object:
    yield
    plt.close("all")


@pytest.mark.parametrize("name", DRAW)
def test_draws_only_in_colours_of_the_theme(name: str) -> None:
    frame, draw = DRAW[name]
    drawing = draw(frame)
    assert drawing is not None
    markup = svg_markup(drawing, "A chart.")
    assert not re.search(r'(?:fill|stroke)="#', markup)


@pytest.mark.parametrize("name", DRAW)
def test_no_rows_no_drawing(name: str) -> None:
    frame, draw = DRAW[name]
    assert draw(frame.head(0)) is None


@pytest.mark.parametrize("name", DRAW)
def test_leaves_the_data_as_it_was(name: str) -> None:
    frame, draw = DRAW[name]
    before = frame.copy()
    draw(frame)
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("name", DRAW)
def test_is_light(name: str) -> None:
    frame, draw = DRAW[name]
    drawing = draw(frame)
    assert drawing is not None
    assert len(svg_markup(drawing, "A chart.")) < 20_000


def test_ranges_without_any_bound_draw_nothing() -> None:
    assert charts.range_bars(RANGES.tail(1), label="name", low="low", high="high") is None


def test_dollar_signs_are_no_formula() -> None:
    drawing = charts.bars(COUNTS, label="name", value="a")
    assert drawing is not None
    assert "Marsh $Post$" in svg_markup(drawing, "A chart.")


def test_missing_label_is_named() -> None:
    drawing = charts.bars(COUNTS, label="name", value="a")
    assert drawing is not None
    assert "not known" in svg_markup(drawing, "A chart.")


def test_an_outlet_keeps_its_colour_whatever_the_order() -> None:
    assert colours_by_name(["Marsh Post", "Quay Courier"]) == colours_by_name(["Quay Courier", "Marsh Post"])


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAPER = next(t for t in TOKENS if t.name == "paper")


@pytest.mark.parametrize("token", [t for t in TOKENS if t.light in SERIES], ids=lambda t: t.name)
def test_series_stand_out_from_paper(token: object) -> None:
    assert contrast(token.light, PAPER.light) >= 3
    assert contrast(token.dark, PAPER.dark) >= 3


@pytest.mark.parametrize(
    "token", [t for t in TOKENS if t.name in {"ink", "soft", "link", "warn"}], ids=lambda t: t.name
)
def test_text_can_be_read(token: object) -> None:
    wash = next(t for t in TOKENS if t.name == "wash")
    for theme in ("light", "dark"):
        assert contrast(getattr(token, theme), getattr(PAPER, theme)) >= 4.5
        assert contrast(getattr(token, theme), getattr(wash, theme)) >= 4.5


def test_realis_differ_without_colour() -> None:
    hatches = [hatch for _, hatch in REALIS.values()]
    assert len(set(hatches)) == len(hatches)


SHORTENED = [
    pytest.param("drone, North Basin, 27 Mar 2031", "drone, North Basin, 27 Mar 2031", id="fits"),
    pytest.param("gunfire, Old Ferrow Bridge, 11 Mar 2031", "gunfire, Old…, 11 Mar 2031", id="the-day-stays"),
    pytest.param("rocket, Camp Thistle, 30 Mar to 2 Apr 2031", "rocket…, 30 Mar to 2 Apr 2031", id="a-range-of-days"),
    pytest.param("The Association of Harbour Newspapers", "The Association of Harbour…", id="no-day"),
    pytest.param("hw-0402-missile-over-sellenmouth-bay", "hw-0402-missile-over-sellenmout…", id="one-word"),
    pytest.param(
        "attack, The Old Cinder Hills, date not stated", "attack, The…, date not stated", id="no-date-stays-too"
    ),
]


@pytest.mark.parametrize(("label", "shown"), SHORTENED)
def test_long_labels_are_cut_in_their_words(label: str, shown: str) -> None:
    assert short(label) == shown
    assert len(shown) <= LONGEST_LABEL


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("gunfire, Old Ferrow Bridge, 11 Mar 2031", "gunfire, Old Ferrow Bridge,\n11 Mar 2031"),
        ("drone, North Basin, 27 Mar 2031", "drone, North Basin, 27 Mar 2031"),
    ],
)
def test_a_day_for_which_a_row_has_no_room_stands_below_its_words(label: str, shown: str) -> None:
    figure = charts.bars(pd.DataFrame({"incident": [label], "n": [1]}), label="incident", value="n")
    assert figure is not None
    assert [name.get_text() for name in figure.axes[0].get_yticklabels()] == [shown]


def test_names_that_look_like_code_stand_in_the_legend_as_they_are() -> None:
    names = ["_Blank Post", "$outh & $tar", "100% News $5", "NA"]
    frame = pd.DataFrame({"row": "a", "part": [*names, "nothing of it"], "n": [4, 3, 2, 1, 0]})
    figure = charts.stacked_share(frame, row="row", part="part", count="n")
    assert figure is not None
    plt.close(figure)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == names
