"""What single layouts of exports hold beyond the common: notices, summaries, prose like labels, pages that are none."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import export_layouts as layouts
import pytest
from test_export_layouts import TWO, read

from analysis.formats.exports.drafts import split_byline
from analysis.formats.exports.many import warn_of_many
from analysis.reading.article import Article


def nexis(*lines: str) -> Article:
    """The article of a text file of Nexis; "|" before a line centres it."""
    rows = (line[1:].center(78).rstrip() if line.startswith("|") else line for line in lines)
    return read("\n\n".join(["", "1 of 1 DOCUMENTS".center(78), *rows]).encode(), "a.txt").articles[0]


def kinds(article: Article, kind: str) -> list[str]:
    return [article.text[p.start : p.end] for p in article.passages if p.kind == kind]


BODY = "The mill near Harrow was closed on Monday, the mayor said."
HEAD = ("|The Vale Post", "|March 5, 2031 Wednesday", "Mill closed", "LENGTH: 9 words")


def test_notices_above_and_below_the_masthead() -> None:
    article = nexis(
        "|Copyright 2031 Vale Press", "|The Vale Post", "|These materials may not be republished.",
        "|December 19, 2031, Sunday, Late Edition", "|Correction Appended", "Mill closed", "LENGTH: 9 words", BODY,
    )  # fmt: skip
    assert (article.outlet, article.published, article.title) == (
        "The Vale Post",
        datetime(2031, 12, 19),
        "Mill closed",
    )
    assert kinds(article, "body") == [BODY]


def test_outlet_and_day_on_one_line() -> None:
    article = nexis("|Die Vale Presse 12. März 2031", "Mühle zu", "LÄNGE: 9 Wörter", BODY)
    assert (article.outlet, article.published) == ("Die Vale Presse", datetime(2031, 3, 12))


@pytest.mark.parametrize("day", ["Wednesday, March 5, 2031", "Wed. March 5, 2031", "March 5, 2031 Wednesday"])
def test_copied_without_the_line_that_numbers_it(day: str) -> None:
    head = ["The Vale Post", f"{day}\nLate Edition", "Mill closed", "SECTION: NEWS", "LENGTH: 9 words"]
    article = read("\n\n".join([*head, BODY, "LOAD-DATE: March 9, 2031"]).encode(), "a.txt").articles[0]
    assert (article.outlet, article.title) == ("The Vale Post", "Mill closed")
    assert (article.published, kinds(article, "body")) == (datetime(2031, 3, 5), [BODY])


def test_a_month_is_no_day() -> None:
    article = nexis("|Vale Monthly", "|March 2031", "Mill closed", "LENGTH: 9 words", BODY)
    assert (article.outlet, article.title, article.published) == ("Vale Monthly", "Mill closed", None)


def test_no_label_at_all() -> None:
    article = nexis("|The Vale Post", "|March 5, 2031 Wednesday", "Mill closed", BODY)
    assert (article.title, kinds(article, "body")) == ("Mill closed", [BODY])


def test_a_title_that_looks_like_a_label() -> None:
    assert nexis(*HEAD[:2], "UPDATE: Mill closed", *HEAD[3:], BODY).title == "UPDATE: Mill closed"


@pytest.mark.parametrize("prose", ["NEW DELHI: The mill was closed.", "NOTE: The mill was closed.", "NAME: Ana Bell."])
def test_prose_that_looks_like_a_label(prose: str) -> None:
    article = nexis(*HEAD, prose, BODY, "LOAD-DATE: March 6, 2031", "LANGUAGE: ENGLISH")
    assert [BODY in kinds(article, "body"), prose.split(": ")[1] in article.text] == [True, True]
    assert "ENGLISH" not in article.text


def test_a_summary_above_the_text() -> None:
    article = nexis(*HEAD, "SAMENVATTING:", "De molen is dicht.", "VOLLEDIGE TEKST:", BODY)
    assert (kinds(article, "subhead"), kinds(article, "body")) == (["De molen is dicht."], [BODY])


def test_a_correction_is_no_prose() -> None:
    article = nexis(*HEAD, BODY, "CORRECTION:\nAn earlier article said that 5 were hurt.", "LOAD-DATE: March 6, 2031")
    assert kinds(article, "body") == [BODY]


def test_who_asked_for_the_print_is_nobody() -> None:
    article = nexis(
        *HEAD, BODY, "---- End of Request ----", "Send To: PRIVATE PERSON", "Time Of Request: March 9, 2032"
    )
    assert "PRIVATE" not in article.text


def test_lines_of_different_length_are_paragraphs_of_their_own() -> None:
    wide = "word " * 15 + "end."
    article = nexis(*HEAD, f"Short line.\n{wide}\n{wide}")
    assert kinds(article, "body") == ["Short line.", f"{wide} {wide}"]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By ANA BELL; Special to The Vale Post", ("ANA BELL",)),
        ("Ana Bell (now), Omar Haddad (earlier)", ("Ana Bell", "Omar Haddad")),
        ("Ana Bell in Harrow and Li Wei", ("Ana Bell", "Li Wei")),
        ("Von Jonas Lindqvist", ("Jonas Lindqvist",)),
        ("von der Heide", ("von der Heide",)),
        ("", ()),
    ],
)  # fmt: skip
def test_names_of_bylines(byline: str, names: tuple[str, ...]) -> None:
    assert split_byline(byline) == names


def advance(*lines: str) -> Article:
    return read(layouts.docx([*lines, "End of Document"]), "a.docx").articles[0]


def test_lexis_advance_without_a_heading_for_the_text() -> None:
    head = (
        "Mill closed",
        "Vale Zeitung",
        "4. Juli 2031",
        "Bayern Ausgabe",
        "Section: POLITIK; S. 5",
        "Length: 9 Wörter",
    )
    article = advance(*head, "Highlight: Es geht los", "", BODY, "Classification", "Language: GERMAN; DEUTSCH")
    assert (article.title, article.outlet, article.published) == ("Mill closed", "Vale Zeitung", datetime(2031, 7, 4))
    assert (kinds(article, "subhead"), kinds(article, "body"), article.language) == (["Es geht los"], [BODY], "de")


def test_lexis_advance_prose_that_looks_like_labels_and_headings() -> None:
    head = ("Mill closed", "The Vale Post", "July 4, 2031", "Length: 9 words", "Body")
    article = advance(
        *head, f"Update: {BODY}", "Highlights", "Two were hurt.", "Graphic", "Smoke.", "Load-Date: July 5, 2031"
    )
    assert "Two were hurt." in kinds(article, "body")
    assert (kinds(article, "caption"), f"Update: {BODY}" in article.text) == (["Smoke."], True)


def test_lexis_advance_below_the_last_end() -> None:
    lines = [*layouts.advance_lines(TWO), "Private Person", "Page 5 of 5", "March 5, 2032"]
    assert len(read(layouts.docx(lines), "a.docx").articles) == len(TWO)


def test_lexis_advance_without_a_day() -> None:
    cover = [
        "User Name: Private Person",
        "Date and Time: Friday, 5. March 2032 09:31:00 CEST",
        "Documents (1)",
        "1. Mill closed",
    ]
    article = advance(
        *cover, "", "Mill closed", "The Vale Post", "Copyright 2031 Vale", "Length: 9 words", "Body", BODY
    )
    assert (article.published, kinds(article, "body"), "Private" in article.text) == (None, [BODY], False)
    assert "Private" not in str(article)


def test_factiva_codes_in_one_line_with_their_fields() -> None:
    rows = [("HD", "Mill closed"), ("WC", "9 words"), ("PD", "5 March 2031"), ("SN", "The Vale Post"), ("LP", BODY)]
    said = "".join(
        f"<p><b>{code}</b>&nbsp; {text}</p>" for code, text in [*rows, ("AN", "Document VALP000020310305e7350001a")]
    )
    article = read(f"<html><body><h1>Factiva</h1><div>{said}</div></body></html>".encode(), "a.html").articles[0]
    assert (article.title, article.outlet, article.published) == ("Mill closed", "The Vale Post", datetime(2031, 3, 5))
    assert kinds(article, "body") == [BODY]


def test_factiva_paragraphs_that_look_like_codes() -> None:
    story = TWO[0].__class__(**{**TWO[0].__dict__, "paragraphs": (BODY, "IN", "Two were hurt on the ferry.")})
    assert read(layouts.factiva_coded([story]), "a.html").articles[0].text.count("IN\n") == 1


def test_proquest_day_is_not_that_of_the_last_update() -> None:
    article = read(layouts.proquest_page(TWO[:1], titled=False), "a.html").articles[0]
    assert (article.published, article.outlet) == (datetime(2031, 3, 5), "Kestrel Wire")


def test_proquest_prose_that_looks_like_a_label() -> None:
    story = TWO[0].__class__(**{**TWO[0].__dict__, "paragraphs": (BODY, "Location: the old mill.", "Two were hurt.")})
    for content, name in ((layouts.proquest_text([story]), "a.txt"), (layouts.proquest_page([story]), "a.html")):
        assert "Two were hurt." in kinds(read(content, name).articles[0], "body")


def test_a_page_that_names_a_database_is_a_page() -> None:
    words = (
        "The library bought Factiva and ProQuest, and the full text of Nexis, the head of the library said on Monday. "
    )
    page = (
        f"<html><body><article><h1>Library buys databases</h1><p>{words}</p><p>{words * 2}</p></article></body></html>"
    )
    assert read(page.encode(), "a.html").kind == "saved page"


def test_a_mail_with_an_export_attached(tmp_path: Path) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message.set_content("Dear Private Person, your documents are attached.")
    for name in ("one.docx", "two.docx"):
        content = layouts.docx(layouts.advance_lines(TWO))
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    found = read(message.as_bytes(), "a.eml").articles
    assert [a.title for a in found] == [s.title for s in TWO] * 2
    assert not [a for a in found if "Private" in a.text]
    assert tmp_path.exists()


MANY = {
    "markers": "x\n1 of 9 DOCUMENTS\ny\n2 of 9 DOCUMENTS\nz",
    "ends": "x\nEnd of Document\ny\nEnd of Document\n",
    "rules": f"x\n{'_' * 60}\ny\n{'_' * 60}\nz",
    "long": "word " * 10_001,
}
ONE = {
    "short": BODY,
    "one-rule": f"x\n{'_' * 60}\ny",
    "long-enough": "word " * 9_999,
    "prose": "2 of 9 documents\nwere",
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_what_looks_like_many_articles(text: str) -> None:
    problem = warn_of_many(text, "a.txt")
    assert problem is not None
    assert not problem.skipped


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_what_looks_like_one_article(text: str) -> None:
    assert warn_of_many(text, "a.txt") is None


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx"])
def test_a_file_read_as_one_is_warned_of(name: str) -> None:
    lines = [BODY, "_" * 60, f"{BODY} Again.", "_" * 60, f"{BODY} And again.", BODY.replace("mill", "ferry")]
    page = (
        "<html><body><article><h1>Mill closed</h1>" + "".join(f"<p>{x}</p>" for x in lines) + "</article></body></html>"
    )
    content = {"a.txt": "\n\n".join(lines).encode(), "a.html": page.encode(), "a.docx": layouts.docx(lines)}[name]
    found = read(content, name)
    assert [len(found.articles), len(found.problems)] == [1, 1]
    assert "looks like many articles" in found.problems[0].reason
