"""PDFs of articles: every word in its order, nothing of what is printed around, no day but the article's."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_writer import HEIGHT, Placed, Setting, pdf, set_text

from analysis.errors import UnreadableFile
from analysis.formats.pages.pdf.document import read_pdf
from analysis.formats.source import Source
from analysis.reading.article import Article
from analysis.reading.read import read_file

TITLE = "Rockets hit fuel depot in Harrow"
HEAD = [Placed(50, 760, TITLE, 22), Placed(50, 740, "By Ana Bell"), Placed(50, 725, "5 March 2031")]


def sentence(number: int) -> str:
    return (
        f"On day {number} of the siege shells killed {number + 2} people in ward {number} of Harrow, the governor said,"
        f" and wounded {3 * number + 4} others, among them engineers of the waterworks."
    )


def paragraphs(n: int) -> list[str]:
    return [f"{sentence(2 * i)} {sentence(2 * i + 1)}" for i in range(n)]


def read(tmp_path: Path, raw: bytes) -> tuple[Article, list[str]]:
    (tmp_path / "a.pdf").write_bytes(raw)
    found = read_file(tmp_path / "a.pdf", corpus=tmp_path)
    assert len(found.articles) == 1
    return found.articles[0], [problem.reason for problem in found.problems]


def sentences(article: Article) -> list[str]:
    return [
        " ".join(article.text[s.start : s.end].split())
        for s in article.sentences
        if article.passages[s.passage].kind == "body"
    ]


def written(n: int, setting: Setting, around: list[Placed] | None = None) -> bytes:
    pages = list(set_text(paragraphs(n), setting))
    return pdf([[*(around or []), *(HEAD if i == 0 else []), *page] for i, page in enumerate(pages)])


SETTINGS = st.builds(Setting, st.integers(1, 3), st.booleans(), st.sampled_from([11.5, 12.5, 15.0]), st.booleans())


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 16), SETTINGS)
def test_every_sentence_in_its_order(tmp_path_factory: pytest.TempPathFactory, n: int, setting: Setting) -> None:
    article, problems = read(tmp_path_factory.mktemp("p"), written(n, setting))
    assert (article.title, article.authors, problems) == (TITLE, ("Ana Bell",), [])
    assert (article.published and article.published.date(), article.published_from) == (date(2031, 3, 5), "text")
    assert sentences(article) == [sentence(i) for i in range(2 * n)]


TOP, FOOT = HEIGHT - 25, 20
AROUND = {
    "chromium": [Placed(25, TOP, "4/9/31, 10:00 AM", 8), Placed(250, TOP, f"{TITLE} | The Vale Post", 8),
                 Placed(25, FOOT, "https://valepost.example/depot", 8), Placed(550, FOOT, "1/1", 8)],
    "firefox": [Placed(25, TOP, f"{TITLE} | The Vale Post", 8), Placed(400, TOP, "https://valepost.example/depot", 8),
                Placed(25, FOOT, "1 of 1", 8), Placed(500, FOOT, "09/04/2031, 10:00", 8)],
    "number": [Placed(280, FOOT, "Page 1 of 1", 8), Placed(25, TOP, "https://valepost.example/depot", 8)],
}  # fmt: skip


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND.keys())
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("n", [2, 30])
def test_what_browsers_print_around_is_no_text(tmp_path: Path, around: list[Placed], n: int, columns: int) -> None:
    article, _ = read(tmp_path, written(n, Setting(columns), around))
    assert (article.authors, article.published and article.published.date()) == (("Ana Bell",), date(2031, 3, 5))
    assert sentences(article) == [sentence(i) for i in range(2 * n)]
    assert article.url == "https://valepost.example/depot"
    assert not any(text in article.text for text in ("https", "1/1", "1 of 1", "10:00", "| The Vale Post"))


def test_running_heads_of_papers(tmp_path: Path) -> None:
    pages = list(set_text(paragraphs(40), Setting(2)))
    heads = [[Placed(50, 800, f"The Vale Post, page {i}"), Placed(280, 40, str(i))] for i in range(len(pages))]
    raw = pdf([[*heads[i], *(HEAD if i == 0 else []), *page] for i, page in enumerate(pages)])
    article, _ = read(tmp_path, raw)
    assert len(pages) > 1
    assert sentences(article) == [sentence(i) for i in range(80)]


def test_the_day_of_printing_is_not_that_of_publication(tmp_path: Path) -> None:
    lines = [*AROUND["chromium"], HEAD[0], *next(set_text(paragraphs(3), Setting()))]
    article, _ = read(tmp_path, pdf([lines]))
    assert article.published is None


def test_an_update_is_no_day_of_publication(tmp_path: Path) -> None:
    lines = [HEAD[0], Placed(50, 725, "Updated 6 March 2031"), *next(set_text(paragraphs(3), Setting()))]
    article, _ = read(tmp_path, pdf([lines]))
    assert article.published is None


def test_title_and_outlet_of_a_printed_page(tmp_path: Path) -> None:
    head = [Placed(50, 800, "The Vale Post", 30), Placed(50, 785, "World Sport Weather"), *HEAD]
    raw = pdf([[*head, *next(set_text(paragraphs(3), Setting()))]], title=f"{TITLE} | The Vale Post")
    article, _ = read(tmp_path, raw)
    assert (article.title, article.outlet) == (TITLE, "The Vale Post")
    assert "Sport" not in article.text


OTHERS = ("Minister denies claims over bridge tender", "Ten recipes for the winter")
COMMENT = "I was there and it was far worse than your paper says."
NOTICE = "We use cookies to improve your visit. By clicking Accept you agree to it."
BELOW = {
    "links": [*OTHERS],
    "most-read": ["Most read", *OTHERS],
    "comments": ["2 Comments", "Max", COMMENT, "Lena P.", "And the ministry says nothing at all about it."],
    "german": ["Meistgelesen", OTHERS[1], "Kommentare", COMMENT],
    "cookies": [NOTICE, "Accept all"],
    "foot": ["About us Contact Terms of use Privacy policy"],
}


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW.keys())
@pytest.mark.parametrize("columns", [1, 2])
def test_what_a_page_has_below_its_article_is_none_of_it(tmp_path: Path, below: list[str], columns: int) -> None:
    lines = next(iter(set_text(paragraphs(6), Setting(columns))))
    lowest = min(line.y for line in lines) - 40
    others = [Placed(50, lowest - 30 * i, text, is_link=text in OTHERS) for i, text in enumerate(below)]
    article, _ = read(tmp_path, pdf([[*HEAD, *lines, *others]]))
    assert sentences(article) == [sentence(i) for i in range(12)]
    assert not any(text in article.text for text in below)


@pytest.mark.parametrize("label", ["Advertisement", "Read more", "Sign up for our newsletter", "Comments"])
def test_a_text_goes_on_below_what_stands_amid_it(tmp_path: Path, label: str) -> None:
    above = next(iter(set_text(paragraphs(8)[:2], Setting())))
    below = next(iter(set_text(paragraphs(8)[2:], Setting(), top=540)))
    box = [Placed(50, 590, label, 11), Placed(80, 575, "Get the morning briefing in your inbox, every day at six.")]
    subhead = Placed(50, 562, "More roads closed", 12)
    article, _ = read(tmp_path, pdf([[*HEAD, *above, *box, subhead, *below]]))
    assert sentences(article) == [sentence(i) for i in range(16)]
    assert "More roads closed" in article.text


def test_a_list_beside_the_text(tmp_path: Path) -> None:
    lines = [
        Placed(line.x, line.y, line.text) for line in next(iter(set_text(paragraphs(12), Setting(2)))) if line.x < 60
    ]
    box = ["Newsletter", "Get the morning briefing", "in your inbox, at six."]
    beside = [Placed(330, 640 - 12.5 * i - (6 if i else 0), text) for i, text in enumerate(box)]
    article, _ = read(tmp_path, pdf([[*HEAD, *lines, *beside]]))
    words = " ".join(line.text for line in lines)
    assert [s for s in map(sentence, range(24)) if s in words] == sentences(article)[: words.count("waterworks.")]
    assert "briefing" not in article.text


def test_a_headline_that_a_narrow_column_broke(tmp_path: Path) -> None:
    broken = [Placed(50, 760, "Rockets hit fuel depot", 22), Placed(50, 735, "In Harrow", 22)]
    page = [*broken, Placed(50, 715, "5 March 2031"), *next(iter(set_text(paragraphs(3), Setting())))]
    article, _ = read(tmp_path, pdf([page], title="Rockets hit fuel depot In Harrow - The Vale Post"))
    assert (article.title, article.outlet) == ("Rockets hit fuel depot In Harrow", "The Vale Post")


def test_the_title_of_the_file_names_the_outlet(tmp_path: Path) -> None:
    raw = pdf([[*HEAD, *next(set_text(paragraphs(3), Setting()))]], title=f"{TITLE} | World | The Vale Post")
    assert read(tmp_path, raw)[0].outlet == "The Vale Post"
    raw = pdf([[*HEAD, *next(set_text(paragraphs(3), Setting()))]], title=f"{TITLE} – Live updates")
    assert read(tmp_path, raw)[0].outlet is None


def test_a_name_and_a_day_on_one_line(tmp_path: Path) -> None:
    lines = [HEAD[0], Placed(50, 730, "Ana Bell | 03/25/2031"), *next(set_text(paragraphs(3), Setting()))]
    article, _ = read(tmp_path, pdf([lines]))
    assert (article.authors, article.published and article.published.date()) == (("Ana Bell",), date(2031, 3, 25))


def test_an_export_of_nexis_is_told_for_what_it_is(tmp_path: Path) -> None:
    pages = []
    for n in range(3):
        head = [f"Shells hit ward {n} of Harrow", "The Vale Post", f"March {n + 5}, 2031 Wednesday", "Section: WORLD"]
        head += ["Length: 312 words", "Byline: Ana Bell", "Body"]
        rows = [*head, *wrap(sentence(n), 90), "Classification", "Load-Date: March 12, 2031", "End of Document"]
        places = [760 - 30 * i + (18 if i > 7 else 0) for i in range(len(rows))]
        pages.append([Placed(50, y, row) for y, row in zip(places, rows, strict=True)])
    (tmp_path / "nexis.pdf").write_bytes(pdf(pages))
    with pytest.raises(UnreadableFile, match=r"an export of Nexis as PDF.* Export its articles as .docx or .rtf"):
        read_file(tmp_path / "nexis.pdf", corpus=tmp_path)


def test_a_text_behind_a_paywall_is_told_to_be_cut(tmp_path: Path) -> None:
    lines = next(iter(set_text(paragraphs(3), Setting())))
    offer = [Placed(50, 400, "Subscribe to continue reading", 14), Placed(50, 380, "Already a subscriber? Log in.")]
    article, problems = read(tmp_path, pdf([[*HEAD, *lines, *offer]]))
    assert sentences(article) == [sentence(i) for i in range(6)]
    assert [problem.split(",")[0] for problem in problems] == ["Texts that are cut"]


def test_an_export_of_factiva_is_told_for_what_it_is(tmp_path: Path) -> None:
    pages = []
    for n in range(3):
        rows = [
            f"Shells hit ward {n} of Harrow",
            "312 words",
            f"{n + 5} March 2031",
            "The Vale Post",
            "VALEPO",
            "English",
        ]
        rows += [sentence(n)[:85].rsplit(" ", 1)[0] + ".", f"Document VALEPO0020310305e735000{n}1"]
        pages.append([Placed(50, 760 - 30 * i, row, 9 if i else 14) for i, row in enumerate(rows)])
    (tmp_path / "factiva.pdf").write_bytes(pdf(pages))
    with pytest.raises(UnreadableFile, match=r"an export of Factiva as PDF.* Export its articles as .html or .rtf"):
        read_file(tmp_path / "factiva.pdf", corpus=tmp_path)


HYPHENS = {
    "broken-word": "Rockets killed two gun-/men in Harrow today. = Rockets killed two gunmen in Harrow today.",
    "compound": "The bomb-making shop had bomb-/making kits. = The bomb-making shop had bomb-making kits.",
    "name": "The town fell to the Al-/Harrow brigades today. = The town fell to the Al-Harrow brigades today.",
    "prefix": "It was the third anti-/government march here. = It was the third anti-government march here.",
    "number": "It was hit by a 20-/year-old driver there. = It was hit by a 20-year-old driver there.",
    "dash": "The town was hit again –/for the third time. = The town was hit again – for the third time.",
}


@pytest.mark.parametrize("case", HYPHENS.values(), ids=HYPHENS.keys())
def test_hyphens_at_line_ends(tmp_path: Path, case: str) -> None:
    lines, expected = case.split(" = ")
    placed = [Placed(50, 700 - 12 * i, line) for i, line in enumerate(lines.split("/"))]
    article, _ = read(tmp_path, pdf([[*HEAD, *placed]]))
    assert sentences(article) == [expected]


def test_a_claim_of_copyright_below_a_column_breaks_no_sentence(tmp_path: Path) -> None:
    lines = next(iter(set_text(paragraphs(6), Setting(2))))
    lowest = min(line.y for line in lines)
    article, _ = read(tmp_path, pdf([[*HEAD, *lines, Placed(50, lowest - 12.5, "© 2031 The Vale Post")]]))
    assert sentences(article) == [sentence(i) for i in range(12)]


def test_a_table_is_read_by_its_rows(tmp_path: Path) -> None:
    rows = [("Killed", 5), ("Wounded", 17), ("Missing", 3), ("Houses", 120)]
    table = [Placed(50, 400 - 14 * i, name, more=((150, str(n)),)) for i, (name, n) in enumerate(rows)]
    article, _ = read(tmp_path, pdf([[*HEAD, *next(set_text(paragraphs(3), Setting())), *table]]))
    assert [f"{name} {n}" in article.text for name, n in rows] == [True] * 4


@pytest.mark.parametrize(("raw", "reason"), [
    (pdf([[]], picture=True), "a scan"),
    (pdf([[]]), "holds no text"),
    (pdf([HEAD], locked=True), "locked"),
    (b"%PDF-1.4\nnothing", "broken"),
    (b"", "is empty"),
], ids=["scan", "blank", "locked", "cut", "empty"])  # fmt: skip
def test_what_cannot_be_read_is_told(tmp_path: Path, raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(tmp_path, raw)


def test_several_articles_are_told(tmp_path: Path) -> None:
    page = [*HEAD, *next(set_text(paragraphs(3), Setting()))]
    other = [Placed(50, 760, "Bomb kills four in Tessel market", 22), Placed(50, 740, "By Li Wei"), *page[3:]]
    _, problems = read(tmp_path, pdf([page, other]))
    assert problems == ["It looks like 2 articles, and is read as one."]


def test_pages_without_text_are_told(tmp_path: Path) -> None:
    raw = pdf([[*HEAD, *next(set_text(paragraphs(3), Setting()))], []], picture=True)
    _, problems = read(tmp_path, raw)
    assert problems == ["1 of its 2 pages have no text that can be read."]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_broken_files_are_told(data: st.DataObject) -> None:
    raw = bytearray(pdf([[*HEAD, *page] for page in set_text(paragraphs(3), Setting(2))], packed=False))
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[at] = data.draw(st.integers(0, 255))
    try:
        records = read_pdf(Source("a.pdf", bytes(raw[: data.draw(st.integers(0, len(raw)))]))).records
    except UnreadableFile:
        return
    assert all(record.text for record in records)
