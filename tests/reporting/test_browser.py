"""Pages in headless Chromium: nothing is loaded or overflows, axe finds nothing, all is there without script.

Every committed report and an invented one. Skipped where there is no Chromium (DISPATCHES_BROWSER names one elsewhere).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from in_process import without_kernels

from analysis.cli.publishing import publish_corpus
from analysis.frames.replacing import write_in_place
from analysis.reporting.agreements import agreement_html, agreement_report
from analysis.reporting.changes.page import changes_html
from analysis.reporting.changes.runs import changes_between
from analysis.reporting.pages.index import write_index
from analysis.reporting.pages.page import Sibling
from analysis.reporting.pages.render import render
from analysis.review.coding import coding_files, read_coding
from analysis.running.corpora import open_corpus

pytestmark = pytest.mark.slow
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PROJECT = Path(__file__).parents[2]
REPORTS = Path(os.environ.get("DISPATCHES_REPORTS", PROJECT / "reports"))  # others than the committed, before they are
SAMPLE = PROJECT / "data" / "sample"
DEMO = ("demo/orvel/1-attack-counts.html", "demo/index.html", "demo/changes.html", "demo/agreement.html")
PAGES = [*DEMO, *[str(p.relative_to(REPORTS)) for p in sorted(REPORTS.rglob("*.html"))]]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (360, 768, 1440)
FITS = dict.fromkeys(WIDTHS, 0)
OF_COLOURS = ("color-contrast", "link-in-text-block")  # axe's rules that a theme can change; all others see no colours


def find_browser() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("DISPATCHES_BROWSER") or next((p for n in names if (p := shutil.which(n))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = find_browser()
    if path is None:
        pytest.skip("there is no Chromium: install it, or set DISPATCHES_BROWSER")
    with playwright.sync_playwright() as running:
        # Playwright starts it with a new profile folder of its own.
        started = running.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(params=PAGES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def address(name: str, notebook: Callable[[], nbformat.NotebookNode], tmp_path: Path) -> str:
    """The page called ``name``; the invented ones are rendered here."""
    if name not in DEMO:
        return (REPORTS / name).resolve().as_uri()
    siblings = [Sibling("Corpus", "0-corpus.html"), Sibling("Attack counts", "1-attack-counts.html", True)]
    html = render(notebook(), name="Demo", siblings=siblings, home="../index.html")
    write_in_place(tmp_path / DEMO[0], html)
    write_index(tmp_path / "demo")
    if name == DEMO[2]:
        write_in_place(tmp_path / name, changes_page())
    if name == DEMO[3]:
        write_in_place(tmp_path / name, agreement_page())
    return (tmp_path / name).resolve().as_uri()


@cache
def changes_page() -> str:
    """What changed in the sample corpus since half of it was known."""
    whole = open_corpus(SAMPLE)
    changes = changes_between(open_corpus(SAMPLE, until="2031-03-20"), whole)
    return changes_html(changes, whole, corpus="sample", home="index.html")


@cache
def agreement_page() -> str:
    """How the annotator of the sample corpus and the program agree."""
    frames = open_corpus(SAMPLE)
    report = agreement_report(read_coding(coding_files(SAMPLE, []), frames), frames)
    return agreement_html(report, frames, corpus="sample", command="python -m analysis agree data/sample")


class Visit:
    """A page that notes what it asks the network for and what it complains about."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.context = browser.new_context(offline=True, **options)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("console", lambda m: self.complaints.append(m.text))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.goto(address)

    def open_all(self) -> None:
        """Open all that is folded."""
        self.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")

    def overflow(self) -> dict[int, int]:
        """By how many pixels the page is wider than the window, by the window's width."""
        too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        found = {}
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            found[width] = int(self.page.evaluate(too_wide))
        return found

    def violations(self, *, colours: bool) -> list[tuple[str, str]]:
        """What axe finds, by rule: with the rules that look at colours only, or with all others."""
        from axe_playwright_python.sync_playwright import Axe

        chosen: dict[str, Any] = {"runOnly": {"type": "rule", "values": list(OF_COLOURS)}}
        if not colours:
            chosen = {"rules": {name: {"enabled": False} for name in OF_COLOURS}}
        found = Axe().run(self.page, options={"resultTypes": ["violations"], **chosen}).response["violations"]
        return [(v["id"], v["nodes"][0]["html"][:200]) for v in found]


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Visit]]:
    visits: list[Visit] = []

    def open_page(**options: Any) -> Visit:
        visits.append(Visit(browser, address, **options))
        return visits[-1]

    yield open_page
    for each in visits:
        each.context.close()


def test_page_is_sound_with_script(visit: Callable[..., Visit], address: str) -> None:
    """Nothing is loaded, said or overflows; axe finds nothing in either theme; all of it prints. One visit for all."""
    opened = visit(color_scheme="light")
    opened.open_all()
    assert opened.overflow() == FITS
    assert opened.violations(colours=False) == []
    opened.page.emulate_media(media="print")
    assert opened.page.locator("details.code:visible, .switches:visible, .tools:visible").count() == 0
    assert opened.page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
    for theme in ("light", "dark"):
        opened.page.emulate_media(media="screen", color_scheme=theme)
        assert (theme, opened.violations(colours=True)) == (theme, [])
    assert opened.requests == [address]
    assert opened.complaints == []


def test_page_is_sound_without_script(visit: Callable[..., Visit]) -> None:
    opened = visit(java_script_enabled=False)
    hidden = "[...document.querySelectorAll('tbody tr')].filter(r => getComputedStyle(r).display === 'none').length"
    assert opened.page.evaluate(hidden) == 0
    assert opened.page.locator("button").count() == 0
    assert opened.overflow() == FITS


def test_reports_of_no_article_are_sound_too(
    browser: Any, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_kernels(monkeypatch)
    none = {"since": "2199-01-01"}
    told: dict[str, Any] = {"notebooks": PROJECT / "notebooks", "tell": lambda _: None}
    result = publish_corpus(corpus, tmp_path / "out", parameters=none, **told)
    assert result.failed == ()
    for path in result.written:
        visit = Visit(browser, path.resolve().as_uri())
        for colours in (False, True):
            assert (path.name, visit.violations(colours=colours)) == (path.name, [])
        assert visit.overflow() == FITS
        assert visit.complaints == []
        visit.context.close()


LONG = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenfabrikexplosionsursachenbericht"


def test_long_words_push_no_page_wide_and_names_of_rows_narrow_the_table(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_kernels(monkeypatch)
    corpus, outlets = (
        tmp_path / LONG,
        ("https://www.harbourpost.example/news/archive/2026/03/12/section-a", f"{LONG}-Post"),
    )
    corpus.mkdir()
    for i, outlet in enumerate(outlets * 2):
        told = f"A bomb exploded at the market in {LONG} on Tuesday, killing {i + 2} people, Colonel {LONG} said."
        text = f"{LONG} {i}\n\n{told} “The quay is shut,” the mayor said.\n"
        (corpus / f"x{i}-{LONG}.txt").write_text(text, encoding="utf-8")
        with (corpus / "metadata.csv").open("a", encoding="utf-8") as file:
            file.write(("" if i else "file,outlet,published\n") + f"x{i}-{LONG}.txt,{outlet},2026-03-12\n")
    out = tmp_path / "out"
    assert publish_corpus(corpus, out, notebooks=PROJECT / "notebooks", tell=lambda _: None).failed == ()
    for path in sorted(out.glob("*.html")):
        visit = Visit(browser, path.as_uri())
        visit.open_all()
        assert (path.name, visit.overflow()) == (path.name, FITS)
        assert visit.page.locator("h1").count() == 1
        assert visit.page.locator("svg:not([aria-label])").count() == 0
        if path.stem == "3-official-statements":
            all_rows = visit.page.locator("#statements tbody tr")
            visit.page.locator("a[data-by=source]").first.click()
            shown = re.search(r"(\d+) of", visit.page.locator("#statements .chosen").inner_text())
            assert shown is not None
            visible = visit.page.locator("#statements tbody tr:visible").count()
            assert 0 < visible == int(shown[1]) < all_rows.count()
            visit.page.locator("#statements .chosen").click()
            assert visit.page.locator("#statements tbody tr:visible").count() == all_rows.count()
        visit.context.close()


class TestInvented:
    """What the page does, on the invented report."""

    @pytest.fixture
    def name(self) -> str:
        return DEMO[0]

    def test_table_folds_and_opens(self, visit: Callable[..., Visit]) -> None:
        table = visit().page.locator(".table").first
        assert table.locator("tbody tr:visible").count() == 10
        table.get_by_role("button", name="Show all 14 rows").click()
        assert table.locator("tbody tr:visible").count() == 14

    def test_table_sorts_with_missing_last(self, visit: Callable[..., Visit]) -> None:
        table = visit().page.locator(".table").first
        table.get_by_role("button", name="killed").click()
        table.get_by_role("button", name="killed").click()
        assert table.locator("thead th[aria-sort=descending]").inner_text().startswith("killed")
        cells = table.locator("tbody td:nth-child(6)").all_text_contents()
        assert cells[:2] == ["up to 14", "13–26"]
        assert cells[-1].startswith("–")

    def test_table_filters(self, visit: Callable[..., Visit]) -> None:
        table = visit().page.locator(".table").first
        table.get_by_label("Filter").fill("district 13")
        assert table.locator("tbody tr:visible").count() == 1

    def test_one_switch_opens_all_code(self, visit: Callable[..., Visit]) -> None:
        page = visit().page
        page.get_by_role("button", name="Show code").click()
        assert page.locator("details.code:not([open])").count() == 0

    def test_theme_switch(self, visit: Callable[..., Visit]) -> None:
        page = visit(color_scheme="light").page
        colour = "getComputedStyle(document.body).backgroundColor"
        before = page.evaluate(colour)
        page.get_by_role("button", name="Switch to dark colours").click()
        assert page.evaluate(colour) != before
        assert page.get_by_role("button", name="Switch to light colours").count() == 1

    def test_a_link_to_folded_evidence_opens_it(self, visit: Callable[..., Visit], address: str) -> None:
        page = visit().page
        page.goto(f"{address}#orvel-1:a0")
        assert page.locator("[id='orvel-1:a0']").is_visible()

    def test_tab_reaches_the_skip_link_first(self, visit: Callable[..., Visit]) -> None:
        page = visit().page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"

    def test_csv_downloads_offline(self, visit: Callable[..., Visit], tmp_path: Path) -> None:
        page = visit().page
        with page.expect_download() as waiting:
            page.locator("a.csv").first.click()
        waiting.value.save_as(tmp_path / "t.csv")
        assert waiting.value.suggested_filename == "incidents.csv"
        assert (tmp_path / "t.csv").read_text().count("\n") == 15

    def test_print_shows_evidence_and_spells_out_links(self, visit: Callable[..., Visit]) -> None:
        page = visit(java_script_enabled=False).page
        page.emulate_media(media="print")
        assert page.locator("details.evidence:not([open]) blockquote").first.is_visible()
        spelled = "getComputedStyle(document.querySelector('main p a[href^=http]'), '::after').content"
        assert "quay.example" in page.evaluate(spelled)
