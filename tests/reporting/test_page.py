"""Rendered pages as pages: headings, ids, links, nothing loaded, nothing of this machine, equal bytes."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import lxml.html
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.frames.replacing import write_in_place
from analysis.reporting.pages.index import write_index
from analysis.reporting.pages.page import Sibling
from analysis.reporting.pages.render import render, report_name

Make = Callable[[], nbformat.NotebookNode]
REPORTS = Path(os.environ.get("DISPATCHES_REPORTS", Path(__file__).parents[2] / "reports"))
COMMITTED = sorted(REPORTS.rglob("*.html"))


@pytest.fixture
def html(notebook: Make) -> str:
    siblings = [Sibling("Corpus", "0-corpus.html"), Sibling("Attack counts", "1-attack-counts.html", True)]
    return render(
        notebook(), name="Demo", parameters={"corpus": "/tmp/x/orvel"}, siblings=siblings, home="../index.html"
    )


@pytest.fixture
def front(html: str, tmp_path: Path) -> str:
    write_in_place(tmp_path / "orvel" / "1-attack-counts.html", html)
    return write_index(tmp_path).read_text(encoding="utf-8")


def assert_is_sound(html: str) -> None:
    page = lxml.html.document_fromstring(html)
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("string(//title)").strip()
    levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = [h[1:] for h in page.xpath("//a/@href") if h.startswith("#")]
    assert set(inner) <= set(ids)
    assert all(svg.get("aria-label") for svg in page.xpath("//*[local-name()='svg']"))
    assert not page.xpath("//*[@style or @onclick or @onload]")
    assert not page.xpath("//link|//iframe|//object|//embed|//script[@src]")
    assert not [src for src in page.xpath("//@src") if not src.startswith("data:")]
    assert not re.search(r"@import|url\((?!#)", html)


def test_page_is_sound(html: str) -> None:
    assert_is_sound(html)


def test_front_page_is_sound(front: str) -> None:
    assert_is_sound(front)


@pytest.mark.parametrize("path", COMMITTED, ids=lambda p: str(p.relative_to(REPORTS)))
def test_committed_page_is_sound(path: Path) -> None:
    assert_is_sound(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", COMMITTED, ids=lambda p: str(p.relative_to(REPORTS)))
def test_committed_page_is_light(path: Path) -> None:
    limits = {"reports": 150_000, "casebook": 400_000}  # the sample has four times the casebook's rows, and their words
    assert path.stat().st_size <= limits.get(path.parent.name, 700_000)


def test_two_renderings_are_equal_bytes(notebook: Make) -> None:
    assert render(notebook(), name="Demo") == render(notebook(), name="Demo")


def test_title_is_the_heading_and_head_comes_first(html: str) -> None:
    page = lxml.html.document_fromstring(html)
    assert page.xpath("string(//title)") == "How many attacks are reported?"
    head = page.xpath("//header")[0].text_content()
    assert "The articles report 14 attacks." in head
    assert "For everybody; about 5 minutes." in head
    assert "The articles report" not in page.xpath("//main")[0].text_content()


def test_contents_list_the_sections(html: str) -> None:
    links = lxml.html.document_fromstring(html).xpath("//nav[@class='contents']//a")
    assert [(a.get("href"), a.text) for a in links] == [
        ("#which-attacks", "Which attacks?"),
        ("#which-attacks-2", "Which attacks?"),
    ]


def test_nothing_of_this_machine_or_run_is_left(html: str) -> None:
    assert "/tmp" not in html
    assert "papermill" not in html
    assert "Warning" not in html
    assert "injected" not in html


def test_parameters_in_force_are_shown(html: str) -> None:
    codes = [c.text_content() for c in lxml.html.document_fromstring(html).xpath("//details[@class='code']")]
    assert "Code: parameterscorpus: str = 'orvel'  # folder\nminimum: int = 5  # rows" in codes


def test_policy_allows_only_the_pages_own_style_and_script(html: str) -> None:
    page = lxml.html.document_fromstring(html)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        text = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert text
        assert base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode() in policy


def test_facts_cannot_end_their_element() -> None:
    marks = {"text/html": {"dispatches": {"place": "head", "facts": {"answer": "</script><script>x"}}}}
    output = new_output("display_data", data={"text/html": "<p>x</p>"}, metadata=marks)
    html = render(new_notebook(cells=[new_code_cell("answer()", outputs=[output])]), name="Demo")
    assert html.count("</script>") == 2
    assert '<meta name="description" content="&lt;/script&gt;' in html


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param('<b onclick="x()">t</b>', id="handler"),
        pytest.param("<script>x()</script><b>t</b>", id="script"),
        pytest.param('<a href="java\nscript:x()">t</a>', id="address-that-runs"),
        pytest.param('<img src="https://quay.example/x.png" alt="">t', id="loads"),
        pytest.param('<b style="color:red">t</b>', id="style"),
        pytest.param("<iframe src=x></iframe>t", id="frame"),
    ],
)
def test_html_of_others_is_cleaned(markup: str) -> None:
    output = new_output("display_data", data={"text/html": markup})
    html = render(new_notebook(cells=[new_code_cell("show()", outputs=[output])]), name="Demo")
    assert_is_sound(html)
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    assert main
    assert not re.search(r"onclick|x\(\)|https:|style=|iframe", main[0])


def test_markup_in_prose_is_shown_not_used() -> None:
    cells = [new_markdown_cell("# A <script>x</script>\n\n<b onclick='x'>b</b> [l](javascript:x)")]
    html = render(new_notebook(cells=cells), name="Demo")
    assert_is_sound(html)
    assert "<b " not in html
    assert 'href="javascript' not in html


def test_a_notebook_without_heading_has_its_name_as_title() -> None:
    assert_is_sound(render(new_notebook(), name="Attack counts"))


@pytest.mark.parametrize(
    ("stem", "name"),
    [("1-attack-counts", "Attack counts"), ("overview", "Overview"), ("2_sources", "Sources"), ("7", "7")],
)
def test_report_name(stem: str, name: str) -> None:
    assert report_name(Path(f"{stem}.ipynb")) == name


def test_front_page_reads_facts_from_the_reports(front: str) -> None:
    page = lxml.html.document_fromstring(front)
    assert page.xpath("//h3/a/@href") == ["orvel/1-attack-counts.html"]
    assert page.xpath("//dd/text()")[:2] == ["14 (12–15)", "91 or more"]
    assert "Only 2 articles" in page.text_content()


def test_front_page_without_reports(tmp_path: Path) -> None:
    html = write_index(tmp_path).read_text(encoding="utf-8")
    assert_is_sound(html)
    assert "There are no reports yet." in html


def test_facts_are_json(html: str) -> None:
    facts = json.loads(re.search(r'id="report-facts">(.*?)</script>', html)[1])  # type: ignore[index]
    assert facts["corpus"] == "orvel"
    assert facts["title"] == "How many attacks are reported?"
