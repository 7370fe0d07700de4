"""An invented corpus of frames and an executed notebook made of it in code: no kernel, no files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.frames.manifest import Manifest
from analysis.frames.storage import Frames
from analysis.reporting import charts
from analysis.reporting.head import made_from
from analysis.reporting.show import KeyFigure, Shown, alerts, answer, evidence, figure, key_figures, table

TEXT = (
    "Rockets hit the Orvel depot on Monday, killing at least three guards. "
    'A harbour clerk said: "We saw <two> drones & a fire." '
    "The Brannic Front denied that it had fired anything."
)


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


@pytest.fixture
def frames() -> dict[str, pd.DataFrame]:
    """Two articles, one with its text and one without; spans of the first lie in its three sentences."""
    articles = pd.DataFrame(
        {
            "article_id": ["orvel-1", "orvel-2"],
            "outlet": ["Quay Courier", "Marsh Post"],
            "published": [day("2031-03-04"), pd.NaT],
            "language": ["en", "en"],
            "url": ["https://quay.example/orvel", "javascript:alert(1)"],
            "text": [TEXT, pd.NA],
        }
    )
    ends = [i + 1 for i, c in enumerate(TEXT) if c == "." and (i + 1 == len(TEXT) or TEXT[i + 1] in ' "')]
    ends[1] = TEXT.index('fire."') + len('fire."')
    starts = [0, *[end + 1 for end in ends[:-1]]]
    sentences = pd.DataFrame({"article_id": "orvel-1", "start": starts, "end": ends})
    return {"articles": articles, "sentences": sentences}


@pytest.fixture
def attacks() -> pd.DataFrame:
    start = TEXT.index("We saw")
    rows = [
        ("orvel-1:a0", "orvel-1", 0, 36, "actual", 3, pd.NA),
        (f"orvel-1:a{start}", "orvel-1", start, TEXT.index('"', start), "actual", pd.NA, pd.NA),
        ("orvel-2:a12", "orvel-2", 1200, 1260, "denied", 0, 0),
    ]
    columns = ["attack_id", "article_id", "start", "end", "realis", "killed_low", "killed_high"]
    return pd.DataFrame(rows, columns=columns).astype({"killed_low": "Int64", "killed_high": "Int64"})


@pytest.fixture
def incidents() -> pd.DataFrame:
    """Fourteen invented incidents: more than a table shows open, some without date or toll."""
    rows = []
    for i in range(14):
        begins = day("2031-03-01") + pd.Timedelta(days=2 * i)
        known = i % 5 != 4
        rows.append(
            {
                "incident_id": f"incident-{i}",
                "incident": f"Orvel, district {i} <b>&",
                "date_start": begins if known else pd.NaT,
                "date_end": begins + pd.Timedelta(days=i % 3) if known else pd.NaT,
                "first_reported": begins + pd.Timedelta(days=i % 4),
                "killed_low": pd.NA if i % 4 == 3 else i,
                "killed_high": pd.NA if i % 3 == 2 else 2 * i,
                "share": i / 13,
                "perpetrator": "=Brannic Front" if i % 2 else pd.NA,
            }
        )
    return pd.DataFrame(rows).astype({"killed_low": "Int64", "killed_high": "Int64"})


@pytest.fixture
def orvel(frames: dict[str, pd.DataFrame]) -> Frames:
    """The same as frames of a corpus with one file that could not be read."""
    lost = {"path": ["a.txt"], "reason": ["It is empty."], "remedy": ["Remove it."], "skipped": [True]}
    more = {"problems": pd.DataFrame(lost), "edits": pd.DataFrame()}
    return Frames({**frames, **more}, Manifest("orvel", "0123abcd", "0"))


def shown_cell(source: str, *pieces: Shown, **metadata: Any) -> nbformat.NotebookNode:
    outputs = []
    for piece in pieces:
        data, marks = piece._repr_mimebundle_()
        outputs.append(new_output("display_data", data=data, metadata=marks))
    return new_code_cell(source, outputs=outputs, metadata=metadata)


@pytest.fixture
def notebook(
    frames: dict[str, pd.DataFrame], orvel: Frames, attacks: pd.DataFrame, incidents: pd.DataFrame
) -> Callable[[], nbformat.NotebookNode]:
    """Makes an executed notebook with every kind of piece, as papermill leaves one."""

    def make() -> nbformat.NotebookNode:
        parameters = new_code_cell(
            'corpus: str = "data/sample"  # folder\nminimum: int = 5  # rows', metadata={"tags": ["parameters"]}
        )
        injected = new_code_cell('corpus = "/tmp/x/orvel"', metadata={"tags": ["injected-parameters"]})
        noise = [new_output("stream", name="stderr", text="Warning: /tmp/x"), new_output("stream", text="14 rows")]
        time = charts.timeline(
            incidents, label="incident", start="date_start", end="date_end", reported="first_reported"
        )
        tolls = charts.range_bars(incidents, label="incident", low="killed_low", high="killed_high", axis="killed")
        cells = [
            new_markdown_cell("# How many attacks are reported?\n\nFor everybody; about 5 minutes."),
            parameters,
            injected,
            new_code_cell("incidents = read()", outputs=noise, metadata={"papermill": {"duration": 1.5}}),
            shown_cell(
                "answer(sentence)",
                answer("The articles report 14 attacks.", articles=2, outlets=2, first=day("2031-03-04"), last=None),
            ),
            shown_cell(
                "key_figures(figures)",
                key_figures(
                    [
                        KeyFigure("Incidents", 14, low=12, high=15, note="merged", href="#which-attacks"),
                        KeyFigure("Killed", "91 or more", low=91),
                        KeyFigure("Articles", 1200),
                        KeyFigure("Mean tone", -0.25, note="topic words masked"),
                    ]
                ),
            ),
            shown_cell("alerts(sentences)", alerts(["Only 2 articles: single articles weigh heavily."])),
            new_markdown_cell("## Which attacks?\n\nSee [the source](https://quay.example/about)."),
            shown_cell(
                "table(incidents)",
                table(
                    incidents,
                    caption="Incidents, by date",
                    formats={"share": "{:.0%}"},
                    row_ids="incident_id",
                    csv_name="incidents",
                ),
                title="The incidents",
            ),
            shown_cell(
                "figure(tolls)",
                figure(tolls, title="Tolls differ", caption="As reported.", alt="Ranges that grow.", table=incidents),
            ),
            new_markdown_cell("#### When was it reported?"),
            shown_cell("figure(time)", figure(time, title="Reported late", caption="Days.", alt="Dots.", n=14)),
            shown_cell("figure(None)", figure(None, title="Nothing here", caption="None.", alt="None.")),
            new_markdown_cell("## Which attacks?"),
            shown_cell("evidence(attacks)", evidence(attacks, frames, caption="The words", show=["realis", "killed"])),
            shown_cell("evidence(attacks)", evidence(attacks, frames, caption="Again", open=True)),
            shown_cell(
                "made_from()",
                made_from(orvel, "1-attack-counts", {"corpus": "/tmp/x/orvel", "minimum": 5}),
            ),
        ]
        return new_notebook(cells=cells, metadata={"papermill": {"start_time": "2031-01-01"}})

    return make
