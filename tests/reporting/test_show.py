"""What notebooks show: escaped, labelled, the same bytes each time."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import unquote

import lxml.html
import pandas as pd
import pytest

from analysis.frames.storage import Frames
from analysis.reporting import charts
from analysis.reporting.head import made_from
from analysis.reporting.show import KeyFigure, alerts, answer, evidence, figure, key_figures, range_text, table


def read_csv(html: str) -> list[list[str]]:
    href = lxml.html.fromstring(html).xpath("//a[@download]/@href")[0]
    return list(csv.reader(io.StringIO(unquote(href.split(",", 1)[1]))))


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        pytest.param(5, 12, "5–12", id="both"),
        pytest.param(5, 5, "5", id="exact"),
        pytest.param(21, None, "21 or more", id="open-end"),
        pytest.param(pd.NA, 47, "up to 47", id="open-start"),
        pytest.param(0, 0, "0", id="none-killed"),
        pytest.param(pd.NA, pd.NA, "", id="not-known"),
    ],
)
def test_range_text(low: object, high: object, text: str) -> None:
    assert range_text(low, high) == text


class TestTable:
    def test_text_is_escaped(self, incidents: pd.DataFrame) -> None:
        html = table(incidents, caption="All <i>").html
        assert "<b>" not in html
        assert "&lt;b&gt;&amp;" in html

    def test_header_cells_have_a_scope(self, incidents: pd.DataFrame) -> None:
        cells = lxml.html.fromstring(table(incidents, caption="All").html).xpath("//th")
        assert {cell.get("scope") for cell in cells} == {"col", "row"}

    def test_low_and_high_become_one_column(self, incidents: pd.DataFrame) -> None:
        heads = lxml.html.fromstring(table(incidents, caption="All").html).xpath("//thead//th/text()")
        assert "killed" in heads
        assert not [h for h in heads if "low" in h or "high" in h]

    def test_numbers_of_a_column_have_the_same_decimals(self) -> None:
        frame = pd.DataFrame({"name": ["a", "b"], "value": [1.5, -0.125]})
        cells = lxml.html.fromstring(table(frame, caption="All").html).xpath("//td/text()")
        assert cells == ["1.50", "−0.12"]

    def test_missing_is_a_dash_with_words(self) -> None:
        frame = pd.DataFrame({"name": ["a"], "value": pd.array([pd.NA], dtype="Int64")})
        cell = lxml.html.fromstring(table(frame, caption="All").html).xpath("//td")[0]
        assert cell.text_content() == "–"
        assert cell.xpath(".//@aria-label") == ["not known"]

    def test_csv_holds_every_row_and_both_bounds(self, incidents: pd.DataFrame) -> None:
        rows = read_csv(table(incidents, caption="All").html)
        assert len(rows) == 1 + len(incidents)
        assert {"killed_low", "killed_high"} <= set(rows[0])

    @pytest.mark.parametrize("text", ["=SUM(A1)", "+1", "-cmd", "@x", "\t=1"])
    def test_csv_text_never_runs_as_a_formula(self, text: str) -> None:
        rows = read_csv(table(pd.DataFrame({"name": [text], "n": [-3]}), caption="All").html)
        assert rows[1] == [f"'{text}", "-3"]

    def test_links_lead_only_to_anchors_and_web_addresses(self) -> None:
        frame = pd.DataFrame({"id": ["a-1", "b"], "url": ["https://quay.example/x", "javascript:alert(1)"]})
        html = table(frame, caption="All", links={"id": "#{}", "url": "{}"}).html
        hrefs = lxml.html.fromstring(html).xpath("//tbody//a/@href")
        assert hrefs == ["#a-1", "https://quay.example/x", "#b"]

    def test_corrected_rows_are_marked_with_the_reason(self) -> None:
        frame = pd.DataFrame({"name": ["a", "b"], "corrected": [pd.NA, "counted <twice>"]})
        page = lxml.html.fromstring(table(frame, caption="All").html)
        assert page.xpath("//thead//th/text()") == ["name"]
        assert [row.text_content() for row in page.xpath("//tbody/tr")] == [
            "a",
            "b corrected: counted <twice>",
        ]

    def test_where_no_row_is_corrected_nothing_is_said_of_it(self) -> None:
        frame = pd.DataFrame({"name": ["a"], "corrected": [pd.NA]})
        assert "corrected" not in table(frame, caption="All").html

    def test_empty_frame_is_a_sentence(self) -> None:
        assert table(pd.DataFrame({"a": []}), caption="Incidents.").html == (
            '<p class="nodata">Incidents: nothing to show.</p>'
        )


class TestEvidence:
    def test_words_are_marked_in_their_sentence(self, attacks: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> None:
        quotes = lxml.html.fromstring(evidence(attacks, frames, caption="Words").html).xpath("//blockquote")
        assert quotes[0].text_content() == "Rockets hit the Orvel depot on Monday, killing at least three guards."
        assert quotes[1].xpath(".//mark")[0].text == "We saw <two> drones & a fire."

    def test_withheld_text_gives_offsets(self, attacks: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> None:
        assert "Characters 1200–1260 of orvel-2 (text withheld)" in evidence(attacks, frames, caption="Words").html

    def test_rows_have_their_id_as_anchor(self, attacks: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> None:
        ids = lxml.html.fromstring(evidence(attacks, frames, caption="Words").html).xpath("//li/@id")
        assert ids == attacks["attack_id"].tolist()

    def test_addresses_that_run_code_are_no_links(self, attacks: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> None:
        assert "javascript" not in evidence(attacks, frames, caption="Words").html

    def test_without_sentences_the_context_is_cut(self, attacks: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> None:
        bare = {**frames, "sentences": frames["sentences"].head(0)}
        quote = lxml.html.fromstring(evidence(attacks.head(1), bare, caption="Words").html).xpath("//blockquote")[0]
        assert quote.text_content().startswith("Rockets hit")

    def test_rows_after_the_limit_are_counted(self, attacks: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> None:
        html = evidence(attacks, frames, caption="Words", limit=1).html
        assert html.count("<li") == 1
        assert "2 more in the frame" in html


class TestFigure:
    def draw(self) -> str:
        frame = pd.DataFrame({"place": ["Orvel <b>", None], "n": [3, 1]})
        return figure(charts.bars(frame, label="place", value="n"), title="A & B", caption="How.", alt='Says "3".').html

    def test_is_labelled_and_has_no_fixed_size_or_style(self) -> None:
        svg = re.search(r"<svg[^>]*>", self.draw())
        assert svg
        assert 'role="img"' in svg[0]
        assert "Says &quot;3&quot;." in svg[0]
        assert " width=" not in svg[0]
        assert "style=" not in self.draw()

    def test_text_stays_text_and_is_escaped(self) -> None:
        assert "Orvel &lt;b&gt;" in self.draw()

    def test_colours_are_variables_of_the_theme(self) -> None:
        assert "var(--c1,#0072b2)" in self.draw()

    def test_two_drawings_are_equal_bytes(self) -> None:
        assert self.draw() == self.draw()

    @pytest.mark.parametrize(("n", "said"), [(40, False), (41, True)])
    def test_says_how_many_rows_the_chart_leaves_out(self, n: int, said: bool) -> None:
        rows = pd.DataFrame({"who": [f"Outlet {i:02d}" for i in range(n)], "n": range(n)})
        shown = figure(charts.bars(rows, label="who", value="n"), title="T", caption="By outlet.", alt="Bars.")
        assert ("By outlet. Drawn: the first 40 of 41." in shown.html) == said

    def test_leaves_no_open_figure(self) -> None:
        import matplotlib.pyplot as plt

        self.draw()
        assert plt.get_fignums() == []

    def test_without_drawing_is_a_sentence(self) -> None:
        assert figure(None, title="Nothing.", caption="", alt="").html == '<p class="nodata">Nothing: no data.</p>'


class TestHeadAndFoot:
    def test_answer_names_its_basis(self) -> None:
        shown = answer("Nine.", articles=1, outlets=2, first="2031-03-01", last="2031-03-09")
        assert "Based on 1 article by 2 outlets, 1 March 2031 to 9 March 2031." in shown.html
        assert shown.place == "head"

    def test_at_most_four_key_figures(self) -> None:
        with pytest.raises(ValueError, match="at most 4"):
            key_figures([KeyFigure("a", 1)] * 5)

    def test_no_alert_shows_nothing(self) -> None:
        assert alerts([""]).html == ""

    def test_foot_holds_no_folder_of_this_machine(self, orvel: Frames) -> None:
        html = made_from(orvel, "1-attack-counts", {"corpus": "/srv/x/orvel", "since": "/tmp/y"}).html
        assert "/srv" not in html
        assert "/tmp" not in html
