"""What single layouts of exports hold beyond the common: notices, summaries, prose like labels, pages that are none."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import export_layouts as layouts
import pytest
from test_export_layouts import TWO, read

from analysis.formats.exports.drafts import split_byline
from analysis.reading.article import Article
from analysis.reading.several import doubt_of


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


CORRECTED = "An earlier article said that five people were hurt. It was six."


@pytest.mark.parametrize(
    "rows",
    [
        ("CORRECTION-DATE: March 7, 2031", f"CORRECTION: {CORRECTED}"),
        (f"CORRECTION:\n{CORRECTED}", "CORRECTION-DATE: March 7, 2031, Friday"),
        ("CORRECTION:", CORRECTED),
        (f"EDITOR'S NOTE: {CORRECTED}",),
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_a_correction_of_nexis_is_one(rows: tuple[str, ...], *, is_above: bool) -> None:
    told = (*rows, BODY) if is_above else (BODY, *rows)
    article = nexis(*HEAD, *told, "LOAD-DATE: March 6, 2031", "LANGUAGE: ENGLISH")
    assert (kinds(article, "body"), kinds(article, "correction")) == ([BODY], [CORRECTED])
    assert "2031" not in article.text


@pytest.mark.parametrize(
    "rows",
    [
        ("Correction", "", CORRECTED),
        ("Correction-Date:\xa0March 7, 2031", f"Correction:\xa0{CORRECTED}"),
        ("Editor’s Note", CORRECTED),
    ],
)
def test_a_correction_of_lexis_advance_is_one(rows: tuple[str, ...]) -> None:
    head = ("Mill closed", "The Vale Post", "July 4, 2031", "Length: 9 words", "Body", "", BODY, "")
    article = advance(*head, *rows, "", "Classification", "Language: ENGLISH", "Load-Date: July 5, 2031")
    assert (kinds(article, "body"), kinds(article, "correction")) == ([BODY], [CORRECTED])


def test_an_update_is_news() -> None:
    article = nexis(*HEAD, BODY, f"UPDATE: {CORRECTED}", "LANGUAGE: ENGLISH")
    assert " ".join(kinds(article, "body")) == f"{BODY} {CORRECTED}"
    article = nexis(*HEAD, BODY, "UPDATE: 6. März 2031", "SPRACHE: ENGLISCH")
    assert article.text.endswith(BODY)


def test_a_lead_is_text() -> None:
    assert kinds(nexis(*HEAD, f"LEAD: {BODY}", CORRECTED[:48]), "body")[0] == BODY


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
        ("By Ana Bell, Nairobi", ("Ana Bell",)),
        ("Ana Bell, New York, and Li Wei, Associated Press", ("Ana Bell", "Li Wei")),
        ("By Ana Bell, Vale Free Press", ("Ana Bell",)),
        ("Associated Press", ("Associated Press",)),
        ("王伟, 李娜", ("王伟", "李娜")),
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


@pytest.mark.parametrize("byline", ["By Ana Bell, Nairobi", "By Ana Bell\nHarrow Press Association"])
@pytest.mark.parametrize("number", ["VALP20310305abc", "VALPOST0000020310305ee7350001ax9"])
def test_factiva_documents_by_others_numbers(byline: str, number: str) -> None:
    rows = [
        "Mill closed",
        *byline.split("\n"),
        "9 words",
        "5 March 2031",
        "The Vale Post",
        "VALP",
        "English",
        "(c) 2031",
    ]
    articles = ([*rows, BODY, f"Document {number}{n}", "", ""] for n in range(12))
    found = read(layouts.rtf([line for lines in articles for line in lines]), "a.rtf").articles
    assert [a.article_id for a in found] == [f"a-{number}{n}" for n in range(12)]
    assert {(a.title, a.outlet, a.authors) for a in found} == {("Mill closed", "The Vale Post", ("Ana Bell",))}


def test_a_correction_of_factiva_is_one() -> None:
    rows = [("HD", "Mill closed"), ("PD", "5 March 2031"), ("SN", "The Vale Post"), ("LP", BODY), ("CX", CORRECTED)]
    lines = [f"{code}|{text}|" for code, text in [*rows, ("AN", "Document VALP000020310305e7350001a")]]
    article = read(layouts.rtf(lines), "a.rtf").articles[0]
    assert (kinds(article, "body"), kinds(article, "correction")) == ([BODY], [CORRECTED])


def test_factiva_paragraphs_that_look_like_codes() -> None:
    story = TWO[0].__class__(**{**TWO[0].__dict__, "paragraphs": (BODY, "IN", "Two were hurt on the ferry.")})
    assert read(layouts.factiva_coded([story]), "a.html").articles[0].text.count("IN\n") == 1


def test_proquest_day_is_not_that_of_the_last_update() -> None:
    article = read(layouts.proquest_page(TWO[:1], titled=False), "a.html").articles[0]
    assert (article.published, article.outlet) == (datetime(2031, 3, 5), "Kestrel Wire")


LABELS_WITHOUT_VALUE = ("Author", "Publication title", "Publication date", "Abstract", "Location", "Title", "Dateline")


@pytest.mark.parametrize("label", LABELS_WITHOUT_VALUE)
@pytest.mark.parametrize("suffix", ["txt", "html"])
def test_proquest_labels_without_a_value(label: str, suffix: str) -> None:
    head = (f"{label}: ", "ProQuest document link", "Publication info: The Vale Post ; Harrow 05 Mar 2031: A.1.")
    lines = ("Mill closed", *head, f"Full text: {BODY}", f"{label}: ", "ProQuest document ID: 400001")
    page = "".join(
        f"<p><b>{a}:</b>{b}</p>" if ":" in x else f"<p>{x}</p>" for x in lines for a, _, b in [x.partition(":")]
    )
    content = f"<html>{page}</html>" if suffix == "html" else "\n\n".join(lines)
    article = read(content.encode(), f"a.{suffix}").articles[0]
    assert (article.title, article.outlet, article.authors) == ("Mill closed", "The Vale Post", ())
    assert (article.published, article.text) == (datetime(2031, 3, 5), f"Mill closed\n\n{BODY}")


def test_proquest_values_below_their_labels() -> None:
    rows = {
        "Author": "Bell, Ana",
        "Publication title": "The Vale Post",
        "Publication date": "Mar 5, 2031",
        "Full text": BODY,
    }
    cells = "".join(f"<tr><td><b>{label}:</b></td><td>{value}</td></tr>" for label, value in rows.items())
    tail = "<tr><td><b>ProQuest document ID:</b></td><td>400001</td></tr>"
    article = read(f"<html><p><b>Mill closed</b></p><table>{cells}{tail}</table></html>".encode(), "a.html").articles[0]
    assert (article.outlet, article.authors, kinds(article, "body")) == ("The Vale Post", ("Ana Bell",), [BODY])


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
    problem = doubt_of(Article("a", text), "a.txt")
    assert problem is not None
    assert not problem.skipped


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_what_looks_like_one_article(text: str) -> None:
    assert doubt_of(Article("a", text), "a.txt") is None


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


def test_proquest_labels_of_no_list_below_the_text() -> None:
    head = ["Mill closed", "Author: Bell, Ana", "Infos de publication: The Vale Post; Harrow [Harrow]05 Mar 2031: A.1."]
    tail = ["Materias: Mills; Ports", "Lugares: Harrow", "Title: Mill closed", "ProQuest document ID: 400001"]
    url = "Document URL: https://www.proquest.example/docview/1?accountid=12345"
    article = read("\n\n".join([*head, f"Full text: {BODY}", *tail, url]).encode(), "a.txt").articles[0]
    assert (article.published, article.outlet) == (datetime(2031, 3, 5), "The Vale Post")
    assert (kinds(article, "body"), article.url) == ([BODY], "https://www.proquest.example/docview/1")


def test_a_mail_of_proquest_as_it_may_be() -> None:
    top = "<table><tr><td>Copyright 2031 ProQuest</td></tr></table><div>Private Person sent the following:</div>"
    rows = {"Author": "Anonymous", "Publicationtitle": "The Vale Post; Harrow", "Publicationdate": "Mar 5, 2 031"}
    labels = "".join(f"<p><strong>{label}: </strong>{value}</p>" for label, value in rows.items())
    picture = '<div class="Illustration_content"><p>Smoke over the mill.</p></div>'
    text = f"<html><head><title>x</title></head><body><text><p>{BODY}</p><p>CORRECTION: {CORRECTED}</p></text></body>"
    body = f"<p><strong>Full text: </strong></p>{text}</html><p><strong>ProQuest document ID: </strong>400001</p>"
    page = f"<html><body>{top}<p>Email 1 of 3</p><p><b>Mill closed</b></p>{labels}{picture}{body}</body></html>"
    article = read(layouts.mail(page.encode()), "a.eml").articles[0]
    assert (article.title, article.outlet, article.authors) == ("Mill closed", "The Vale Post", ())
    assert article.published == datetime(2031, 3, 5)
    assert [kinds(article, kind) for kind in ("body", "caption")] == [[BODY], ["Smoke over the mill."]]
    assert kinds(article, "correction") == [f"CORRECTION: {CORRECTED}"]


def test_an_abstract_alone_is_told() -> None:
    rows = ["Mill closed", f"Abstract: {BODY}", "Full text: Not available.", "ProQuest document ID: 400001"]
    found = read("\n\n".join(rows).encode(), "a.txt")
    assert kinds(found.articles[0], "body") == [BODY]
    assert ["abstract" in problem.reason for problem in found.problems] == [True]


INTERFACES = {
    "zh": ("1,234 字", "2031 年 3 月 5 日", "英文", "文件"),
    "ja": ("512 語", "2031年3月5日", "英語", "ドキュメント"),
    "ko": ("512 단어", "2031년 3월 5일", "영어", "문서"),
    "pl": ("512 słów", "5 marca 2031", "Angielski", "Dokument"),
    "sv": ("512 ord", "5 mars 2031", "Engelska", "Dokument"),
    "tr": ("512 sözcük", "5 Mart 2031", "İngilizce", "Belge"),
}


@pytest.mark.parametrize("said", INTERFACES.values(), ids=INTERFACES)
def test_factiva_in_other_languages(said: tuple[str, ...]) -> None:
    count, day, language, document = said
    cover = ["Factiva RTF Display Format", "", "Mill closed", "Mill opened", "", "Page 1 of 9 © 2032 Factiva, Inc.", ""]
    head = [count, day, "06:12 PM GMT", "Vale Wire", language, "(c) 2031 Vale Wire", BODY]
    rows = [
        [title, *head, f"{document} VALW000020310305e735000{n}a", ""]
        for n, title in enumerate(["Mill closed", "Mill opened"])
    ]
    found = read(layouts.rtf([*cover, *rows[0], *rows[1]]), "a.rtf").articles
    assert [(a.title, a.outlet, a.published, a.language) for a in found] == [
        (title, "Vale Wire", datetime(2031, 3, 5, 18, 12), "en") for title in ("Mill closed", "Mill opened")
    ]
    assert [kinds(a, "body") for a in found] == [[BODY]] * 2


def test_the_language_of_factiva_is_that_of_its_field() -> None:
    page = (
        layouts.factiva_plain(TWO[:1], "de").replace(b"enArticle", b"deArticle").replace(b"enHeadline", b"deHeadline")
    )
    assert read(page, "a.html").articles[0].language == "en"


def test_europresse_without_a_mark_for_the_day() -> None:
    outlet = '<span class="DocPublicationName">Le Phare, no. 43018</span>'
    also = f'<div class="apd-wrapper">Cet article est paru dans {outlet.replace("Le Phare, no. 43018", "2")}</div>'
    day = '<div><span class="DocTitreSousSection">Monde</span><span>mercredi 5 mars 2031 134 mots, p. 11</span></div>'
    title = '<div class="titreArticleVisu">Mill closed</div><div class="docAuthors">Ana Bell</div>'
    text = f'<section><div class="DocText clearfix"><p>{BODY}</p></div></section><aside>{also}</aside>'
    page = f"<html><article><header>{outlet}{also}{day}{title}</header>{text}</article></html>"
    found = read(page.encode(), "a.html").articles
    assert [(a.title, a.outlet, a.authors) for a in found] == [("Mill closed", "Le Phare", ("Ana Bell",))]
    assert (found[0].published, found[0].text.count("paru")) == (datetime(2031, 3, 5), 0)


def test_nexis_in_german_as_it_once_was() -> None:
    subjects = "; ".join(f"MÜHLEN UND HÄFEN {n} (90%)" for n in range(9))
    tail = ("UPDATE: 6. März 2031", "SPRACHE: ENGLISCH", f"STICHWÖRTER: {subjects}")
    head = ("|Vale Zeitung", "|Mittwoch 5. März 2031", "Mill closed", "VON ANA BELL", "LÄNGE: 9 Wörter", "Late Edition")
    article = nexis(*head, BODY, *tail)
    assert (article.title, article.authors, kinds(article, "body")) == ("Mill closed", ("ANA BELL",), [BODY])


def test_the_end_of_a_document_behind_its_last_line() -> None:
    lines = layouts.advance_lines(TWO, cover=False)
    glued = "\n".join(lines).replace("\n\n\nEnd of Document", " End of Document").split("\n")
    assert [a.title for a in read(layouts.docx(glued), "a.docx").articles] == [s.title for s in TWO]


def test_a_paragraph_of_nexis_that_begins_like_a_label() -> None:
    prose = "SECTION: so the villagers call the row of houses that burned."
    assert prose in kinds(nexis(*HEAD, BODY, prose, "Two were hurt.", "LANGUAGE: ENGLISH"), "body")


def test_a_day_in_numbers_with_full_stops() -> None:
    article = advance("Mill closed", "Vale Zeitung", "05.03.2031", "Länge: 9 Wörter", "Volltext", BODY)
    assert (article.outlet, article.published) == ("Vale Zeitung", datetime(2031, 3, 5))


def test_europresse_with_a_title_in_the_place_of_the_outlet() -> None:
    page = f'<p><span class="DocPublicationName titreArticleVisu">Le Phare</span><p class="DocHeader">x<p>{BODY}'
    assert kinds(read(page.encode(), "a.html").articles[0], "body") == [BODY]
