# ruff: noqa: E501  (files are written as they are)
"""Writers of the layouts that press databases export, for invented stories: what the readers are held to.

They are written from how real files look, with the standard library alone, and know nothing of the readers.
"""

from __future__ import annotations

import html
import io
import textwrap
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
WORDS = {
    "en": "words",
    "de": "Wörter",
    "fr": "mots",
    "es": "palabras",
    "it": "parole",
    "nl": "woorden",
    "pt": "palavras",
    "ru": "слов",
}
LANGUAGES = tuple(MONTHS)


@dataclass(frozen=True)
class Story:
    """An invented article; what is None or empty stands nowhere in the file."""

    title: str
    outlet: str
    day: date
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...] = ()
    section: str | None = None
    dateline: str | None = None
    caption: str | None = None
    rights: str | None = None
    edition: str | None = None
    time: str | None = None
    load_date: bool = True

    @property
    def n_words(self) -> int:
        return sum(len(p.split()) for p in self.paragraphs)


def month(day: date, language: str) -> str:
    return MONTHS[language].split()[day.month - 1]


def weekday(day: date, language: str) -> str:
    return WEEKDAYS.get(language, WEEKDAYS["en"]).split()[day.weekday()]


def day_of(day: date, language: str) -> str:
    """The day in the manner of a language's interface."""
    if language == "en":
        return f"{month(day, language)} {day.day}, {day.year} {weekday(day, language)}"
    if language == "de":
        return f"{weekday(day, language)} {day.day:02}. {month(day, language)} {day.year}"
    if language in ("es", "pt"):
        return f"{day.day} de {month(day, language)} de {day.year}"
    return f"{weekday(day, language)} {day.day} {month(day, language)} {day.year}"


# ------------------------------------------------------------------------------------------------------------ Nexis

_NEXIS = {
    "en": ("{n} of {m} DOCUMENTS", "BYLINE", "SECTION", "LENGTH", "DATELINE", "GRAPHIC", "LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE"),
    "de": ("Dokument {n} von {m}", "AUTOR", "RUBRIK", "LÄNGE", "ORT", "GRAFIK", "UPDATE", "SPRACHE", "PUBLICATION-TYPE"),
    "fr": ("Document {n} de {m}", "AUTEUR", "RUBRIQUE", "LONGUEUR", "ORIGINE", "ILLUSTRATION", "DATE-CHARGEMENT", "LANGUE", "TYPE-PUBLICATION"),
    "nl": ("{n} van {m} DOCUMENTEN", "NAAM", "RUBRIEK", "LENGTE", "DAGTEKENING", "GRAFIEK", "LAAD-DATUM", "TAAL", "PUBLICATIETYPE"),
    # As no interface writes them: what no list holds must do no harm.
    "xx": ("{n} ja {m} DOKUMENTIT", "KIRJOITTAJA", "OSASTO", "PITUUS", "PAIKKA", "KUVA", "LATAUSPÄIVÄ", "KIELI", "JULKAISU"),
}  # fmt: skip
NEXIS_LANGUAGES = tuple(_NEXIS)


def nexis_text(stories: Sequence[Story], language: str = "en", *, cover: bool = True, newline: str = "\r\n") -> bytes:
    marker, *labels = _NEXIS[language]
    lines: list[str] = (
        ["", "Download Request: Selected Items: 1-10", "Send To:", "PRIVATE PERSON", "HARBOUR LIBRARY", ""]
        if cover
        else []
    )
    for n, story in enumerate(stories, start=1):
        lines += ["", marker.format(n=n, m=len(stories)).center(78).rstrip(), "", "", ""]
        lines += _nexis_masthead(story, language, lambda text: text.center(78).rstrip())
        lines += [*textwrap.wrap(story.title, 78), ""]
        for text in _nexis_head(story, labels, language):
            lines += [*textwrap.wrap(text, 78), ""]
        for paragraph in story.paragraphs:
            lines += [*textwrap.wrap(paragraph, 78), ""]
        for text in _nexis_tail(story, labels):
            lines += [*textwrap.wrap(text, 78), ""]
        if story.rights:
            lines += ["", story.rights.center(78).rstrip(), "All Rights Reserved".center(78).rstrip()]
    return ("\ufeff" + newline.join(lines)).encode()


def nexis_page(stories: Sequence[Story], language: str = "en", *, anchors: bool = True) -> bytes:
    marker, *labels = _NEXIS[language]

    def block(*rows: str, kind: str = "c5") -> str:
        return f'<BR><DIV CLASS="{kind}"><P CLASS="c6"><SPAN CLASS="c2">{"<BR>".join(map(html.escape, rows))}</SPAN></P>\n</DIV>\n'

    parts = [
        "<HTML><HEAD><TITLE>&nbsp;</TITLE><STYLE><!--\n.c0 { text-align: center; }\n.c3 { text-align: center; margin: 1% }\n.c5 { text-align: left; }\n--></STYLE></HEAD><BODY>\n"
    ]
    for n, story in enumerate(stories, start=1):
        if anchors:
            parts.append(
                f'<A NAME="DOC_ID_0_{n - 1}"></A><!-- Hide XML section from browser\n<DOC NUMBER={n}>\n<DOCFULL> -->\n'
            )
        parts.append(block(marker.format(n=n, m=len(stories)), kind="c0"))
        parts += [block(row, kind="c3") for row in _nexis_masthead(story, language, str) if row]
        parts.append(block(story.title))
        for text in _nexis_head(story, labels, language):
            label, _, value = text.partition(": ")
            shown = f'<SPAN CLASS="c8">{label}: </SPAN><SPAN CLASS="c2">{html.escape(value)}</SPAN>'
            parts.append(f'<BR><DIV CLASS="c5"><P CLASS="c6">{shown}</P>\n</DIV>\n')
        body = "\n".join(f'<P CLASS="c9"><SPAN CLASS="c2">{html.escape(p)}</SPAN></P>' for p in story.paragraphs)
        parts.append(f'<BR><DIV CLASS="c5">{body}\n</DIV>\n')
        parts += [block(text) for text in _nexis_tail(story, labels)]
        if story.rights:
            parts.append(block(story.rights, "All Rights Reserved", kind="c3"))
        parts.append('<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n<DIV CLASS="c10"/>\n')
    return "".join([*parts, "</BODY></HTML>"]).encode()


def _nexis_masthead(story: Story, language: str, centre: Callable[[str], str]) -> list[str]:
    day = day_of(story.day, "en" if language == "xx" else language) + (f" {story.time}" if story.time else "")
    below = [centre(story.edition)] if story.edition else []
    return [centre(story.outlet), "", centre(day), *below, ""]


def _nexis_head(story: Story, labels: Sequence[str], language: str) -> list[str]:
    byline, section, length, dateline, *_ = labels
    head = [f"{byline}: {' and '.join(story.authors)}"] if story.authors else []
    head += [f"{section}: {story.section}"] if story.section else []
    head += [f"{length}: {story.n_words} {WORDS.get(language, 'sanaa')}"]
    return [*head, *([f"{dateline}: {story.dateline}"] if story.dateline else [])]


def _nexis_tail(story: Story, labels: Sequence[str]) -> list[str]:
    *_, graphic, loaded, language, kind = labels
    tail = [f"{loaded}: {day_of(story.day, 'en')}"] if story.load_date else []
    tail += [f"{language}: ENGLISH"]
    tail += [f"{graphic}: {story.caption}"] if story.caption else []
    return [*tail, f"{kind}: Newspaper"]


# ---------------------------------------------------------------------------------------------------- Lexis Advance


def advance_lines(stories: Sequence[Story], *, cover: bool = True) -> list[str]:
    lines = []
    if cover:
        lines += [
            "User Name: Private Person",
            "Date and Time: Friday, 5. March 2032 09:31:00 CEST",
            "Job Number: 1234567",
            "",
        ]
        lines += [f"Documents ({len(stories)})"]
        for n, story in enumerate(stories, start=1):
            lines += [f"{n}. {story.title}", "Client/Matter: -None-", "Search Terms: harrow", "Narrowed by: ", ""]
    for story in stories:
        day = day_of(story.day, "en") + (f" {story.time}" if story.time else "")
        lines += ["", story.title, story.outlet, day, *([story.edition] if story.edition else []), ""]
        lines += [story.rights] if story.rights else []
        lines += [f"Section:\xa0{story.section}"] if story.section else []
        lines += [f"Length:\xa0{story.n_words} words"]
        lines += [f"Byline:\xa0{', '.join(story.authors)}"] if story.authors else []
        lines += [f"Dateline:\xa0{story.dateline}"] if story.dateline else []
        lines += ["Body", "", "", *(row for p in story.paragraphs for row in (p, "")), ""]
        lines += ["Graphic", "", story.caption, ""] if story.caption else []
        lines += [
            "Classification",
            "",
            "Language:\xa0ENGLISH",
            "Publication-Type:\xa0Newspaper",
            "Subject:\xa0HARBOURS (90%)",
        ]
        lines += [f"Load-Date:\xa0{day_of(story.day, 'en').rsplit(' ', 1)[0]}"] if story.load_date else []
        lines += ["", "", "End of Document", ""]
    return lines


def docx(
    lines: Sequence[str], *, runs: Callable[[str], str] | None = None, parts: dict[str, str] | None = None
) -> bytes:
    """A Word file of a paragraph for each line; ``runs`` writes what stands in one."""
    write = runs or (lambda line: f'<w:r><w:t xml:space="preserve">{html.escape(line, quote=False)}</w:t></w:r>')
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p>{write(line)}</w:p>" for line in lines)
    kept = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {word}><w:body>{body}</w:body></w:document>',
        **(parts or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in kept.items():
            package.writestr(name, text)
    return file.getvalue()


def rtf(lines: Sequence[str]) -> bytes:
    body = "".join(rf"\pard\plain\f0 {rtf_text(line)}\par" + "\n" for line in lines)
    header = r"{\header\pard Page 2 of 9\par Private Person\par}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}}" + header + body + "}").encode("ascii")


def rtf_text(text: str) -> str:
    escaped = "".join(f"\\{c}" if c in "\\{}" else c for c in text)
    return "".join(c if c.isascii() else rf"\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in escaped)


# ---------------------------------------------------------------------------------------------------------- Factiva

_LANGUAGE_NAMES = {
    "en": "English",
    "de": "Englisch",
    "fr": "Anglais",
    "es": "Inglés",
    "it": "Inglese",
    "nl": "Engels",
    "pt": "Inglês",
    "ru": "Английский",
}
_DOCUMENT = {"de": "Dokument", "es": "Documento", "it": "Documento", "pt": "Documento", "ru": "Документ"}


def accession(story: Story, n: int) -> str:
    return f"{source_code(story):0<8}{story.day:%Y%m%d}e73c{n:05x}"


def source_code(story: Story) -> str:
    return "".join(c for c in story.outlet.upper() if c.isascii() and c.isalpha())[:6]


def factiva_fields(story: Story, n: int, language: str) -> list[tuple[str, list[str]]]:
    """The fields of a story in Factiva's order, with their codes."""
    plain = f"{story.day.day} {month(story.day, language)} {story.day.year}"
    fields: list[tuple[str, list[str]]] = [
        ("SE", [story.section or ""]),
        ("HD", [story.title]),
        ("BY", [" and ".join(story.authors)]),
        ("WC", [f"{story.n_words} {WORDS[language]}"]),
        ("PD", [plain]),
        ("ET", [story.time or ""]),
        ("SN", [story.outlet]),
        ("SC", [source_code(story)]),
        ("ED", [story.edition or ""]),
        ("LA", [_LANGUAGE_NAMES[language]]),
        ("CY", [story.rights or ""]),
        ("LP", list(story.paragraphs[:2])),
        ("TD", list(story.paragraphs[2:])),
        ("ART", [story.caption or ""]),
        ("NS", ["gdef : Harbours | gcat : Political/General News"]),
        ("AN", [f"{_DOCUMENT.get(language, 'Document')} {accession(story, n)}"]),
    ]
    return [(code, kept) for code, texts in fields if (kept := [t for t in texts if t])]


def factiva_coded(stories: Sequence[Story], language: str = "en") -> bytes:
    """The table of codes and fields."""
    parts = [_factiva_top()]
    for n, story in enumerate(stories):
        rows = []
        for code, texts in factiva_fields(story, n, language):
            label = f'<td align="right" valign="top" class="index"><b>{code}</b>&nbsp;</td>'
            if code in ("LP", "TD"):
                cell = "\n".join(f'<p class="articleParagraph enarticleParagraph">{html.escape(t)}</p>' for t in texts)
            else:
                cell = html.escape(texts[0]) if code != "HD" else f"<b class='enHeadline'>{html.escape(texts[0])}</b>\n"
            rows.append(f"<tr>{label}<td>{cell}</td></tr>")
        parts.append(
            f'<span></span><div class="article enArticle"><table border="0">{"".join(rows)}</table><br/></div><br/>'
        )
    return "".join([*parts, _factiva_foot()]).encode()


def factiva_plain(stories: Sequence[Story], language: str = "en", *, generation: int = 3) -> bytes:
    """The layout without codes: 1 has no marks but its headline's; 2 has a div around each article; 3 has all."""
    parts = [_factiva_top()]
    for n, story in enumerate(stories):
        fields = dict(factiva_fields(story, n, language))
        rows = [f"<div>{html.escape(fields['SE'][0])}</div>"] if "SE" in fields else []
        rows.append(f"<div id=\"hd\"><span class='enHeadline'>{html.escape(story.title)}</span>\n</div>")
        kind = ' class="author"' if generation == 3 else ""
        rows += [f"<div{kind}>{html.escape(fields['BY'][0])}</div>"] if "BY" in fields else []
        rows += [
            f"<div>{html.escape(fields[c][0])}</div>"
            for c in ("WC", "PD", "ET", "SN", "SC", "ED", "LA", "CY")
            if c in fields
        ]
        marks = ' class="articleParagraph enarticleParagraph"' if generation > 1 else ""
        rows += [f"<p{marks}>{html.escape(p)}</p>" for p in story.paragraphs]
        rows += [f"<p>{fields['AN'][0]}</p>"]
        inner = "".join(rows)
        wrapped = f'<div class="article enArticle"><p>{inner}</p></div>'
        if generation == 1:
            wrapped = f'<div class="article">{inner}</div>'
        elif generation == 2:
            wrapped = f'<div id="article-{accession(story, n)}" class="article"><div class="article enArticle"><p>{inner}</p></div></div>'
        parts.append(f"{wrapped}<br/><span></span>")
    return "".join([*parts, _factiva_foot()]).encode()


def factiva_rows(stories: Sequence[Story], language: str = "en", *, coded: bool) -> list[str]:
    """What the cells of a Word file say, as lines: with codes or without."""
    lines = []
    for n, story in enumerate(stories):
        for code, texts in factiva_fields(story, n, language):
            if coded:
                lines += [f"{code}|{texts[0]}", *texts[1:-1], *([f"{texts[-1]}|"] if len(texts) > 1 else ["|"])]
            elif code not in ("SE", "NS", "ART"):
                lines += [*texts, ""] if code in ("CY", "TD") else texts
        lines += ["", ""]
    return lines


def _factiva_top() -> str:
    return (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/><title>Factiva</title>'
        "<style>body{margin:0}</style></head><body><div id='navcontainer'><h1>Factiva</h1><span>Dow Jones</span></div>"
        '<form name="PageBaseForm"><div id="contentWrapper"><div id="contentLeft"><span></span>'
    )


def _factiva_foot() -> str:
    summary = "<table><tr><td><b>Search Summary</b></td></tr><tr><td>Text</td><td>harrow and depot</td></tr></table>"
    return f'{summary}<div id="pageFooter"><span class="copyright">&copy; 2031 Factiva, Inc. All rights reserved.</span></div></div></div></form></body></html>'


# --------------------------------------------------------------------------------------------------------- ProQuest

_PROQUEST = {
    "en": ("Author", "Publication info", "Abstract", "Full text", "Subject", "Title", "Publication title", "Publication date",
           "ProQuest document ID", "Last updated", "Database", "Document {n} of {m}"),
    "de": ("Autor", "Publikationsinfo", "Zusammenfassung", "Volltext", "Thema", "Titel", "Titel der Publikation",
           "Publikationsdatum", "ProQuest-Dokument-ID", "Letzte Aktualisierung", "Datenbank", "Dokument {n} von {m}"),
    "fr": ("Auteur", "Infos sur la publication", "Résumé", "Texte intégral", "Sujet", "Titre", "Titre de la publication",
           "Date de publication", "ID de document ProQuest", "Dernière mise à jour", "Base de données", "Document {n} de {m}"),
    "es": ("Autor", "Información de publicación", "Resumen", "Texto completo", "Materia", "Título", "Título de publicación",
           "Fecha de publicación", "ID del documento de ProQuest", "Última actualización", "Base de datos", "Documento {n} de {m}"),
}  # fmt: skip
PROQUEST_LANGUAGES = tuple(_PROQUEST)
_ADDRESS = (
    "Contact us at: ProQuest LLC, 1 Harbour Parkway, Harrow | Copyright © 2031 ProQuest LLC. All rights reserved."
)


def proquest_rows(
    story: Story, n: int, language: str, *, titled: bool
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Labels and values before the text and behind it."""
    author, packed, abstract, _, subject, title, outlet, day, number, updated, database, _ = _PROQUEST[language]
    named = "; ".join(f"{name.split()[-1]}, {' '.join(name.split()[:-1])}" for name in story.authors)
    english = f"{story.day:%b} {story.day.day}, {story.day.year}"
    before = [(author, named)] if named else []
    before += [(packed, f"{story.outlet} ; Harrow, Vale [Harrow, Vale]{story.day:%d %b %Y}: A.1.")]
    before += [(abstract, "None available.")]
    behind = [(subject, "Harbours; Depots")]
    behind += [(title, story.title), (outlet, f"{story.outlet}; Harrow, Vale"), (day, english)] if titled else []
    behind += [(author, named)] if named and titled else []
    return before, [*behind, (number, str(400_000 + n)), (updated, "2040-11-19"), (database, "Harbour Newsstream")]


def proquest_text(stories: Sequence[Story], language: str = "en", *, titled: bool = True) -> bytes:
    rule = "_" * 60
    lines = [rule, ""]
    full = _PROQUEST[language][3]
    for n, story in enumerate(stories):
        before, behind = proquest_rows(story, n, language, titled=titled)
        lines += [story.title, "", "https://www.proquest.example/docview/1", ""]
        lines += [row for label, value in before for row in (f"{label}: {value}", "")]
        lines += [f"{full}: {story.paragraphs[0]}", "", *(row for p in story.paragraphs[1:] for row in (p, ""))]
        lines += [row for label, value in behind for row in (f"{label}: {value}", "")]
        lines += [rule, ""]
    return "\n".join([*lines, _ADDRESS]).encode()


def proquest_page(
    stories: Sequence[Story], language: str = "en", *, parted: str = "number", titled: bool = True
) -> bytes:
    """A page or a mail's page; articles are ``parted`` by their "number", by a "rule" or by "nothing"."""
    *_, marker = _PROQUEST[language]
    full = _PROQUEST[language][3]
    parts = ["<html><head><title>ProQuest</title></head><body><p>Sent by: Private Person</p><p>Your documents</p>"]
    for n, story in enumerate(stories):
        before, behind = proquest_rows(story, n, language, titled=titled)
        parts.append(
            {"number": f"<p><b>{marker.format(n=n + 1, m=len(stories))}</b></p>", "rule": "<hr/>"}.get(parted, "")
        )
        parts.append(
            f'<p><b>{html.escape(story.title)}</b></p><p><a href="https://www.proquest.example/1">ProQuest document link</a></p>'
        )
        parts += [f"<p><strong>{label}: </strong>{html.escape(value)}</p>" for label, value in before]
        text = "<br/><br/>".join(map(html.escape, story.paragraphs))
        parts.append(f"<p><strong>{full}: </strong>{text}</p>")
        parts += [f"<p><strong>{label}: </strong>{html.escape(value)}</p>" for label, value in behind]
    return "".join([*parts, f"<hr/><p>{html.escape(_ADDRESS)}</p></body></html>"]).encode()


def mail(page: bytes) -> bytes:
    """A mail of one HTML part and no plain part."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "noreply@proquest.example",
        "private.person@harbour.example",
        "Your documents",
    )
    message.set_content(page.decode(), subtype="html")
    return message.as_bytes(policy=SMTP)


# ------------------------------------------------------------------------------------------------------- Europresse


def europresse(stories: Sequence[Story], *, layout: int = 2) -> bytes:
    """The layouts of 2012 (1), of 2015 (2), and of 2018 (3)."""
    parts = ["<html><head><title></title></head><body>"]
    for n, story in enumerate(stories):
        day = day_of(story.day, "fr")
        number = f"news·{story.day:%Y%m%d}·VP·{n:04}"
        author = html.escape(", ".join(story.authors))
        rights = f"© {story.day.year} {html.escape(story.outlet)}. Tous droits réservés."
        body = "".join(f"<p>{html.escape(p)}</p>" for p in story.paragraphs)
        issued = "Ce certificat est émis à <b>Private Person</b> à des fins de visualisation personnelle et temporaire."
        title, outlet = html.escape(story.title), html.escape(story.outlet)
        if layout == 1:
            flow = "<p></p>".join(map(html.escape, story.paragraphs))
            parts.append(
                f'<table><tr><td><span class="DocPublicationName">{outlet}</span><br><span class="DocHeader">Politique, </span>'
                f'<span class="DocHeader">{day}</span><br><br><span class="TitreArticleVisu">{title}</span><br><br>'
                f"{author}<br><p></p>{flow}<p></p><b><i>{rights}</i></b><p></p>Numéro de document : {number}<br>"
                f"<table><tr><td>{number}</td></tr><tr><td>{issued}</td></tr><tr><td>Date d'émission : <b>2040-10-05</b></td></tr>"
                "</table></td></tr></table><p><br>"
            )
            continue
        header = f'<div><span class="DocPublicationName">{outlet}  </span></div><div><span class="DocHeader">Politique, {day}, p. 3</span></div>'
        if layout == 2:
            heads = f'<div class="titreArticle"><p class="titreArticleVisu">{title}</p></div><div>{author}</div>'
        else:
            header = header.replace('<div><span class="DocP', '<div class="rdp__DocPublicationName"><span class="DocP')
            heads = (
                f'<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{title}</p>'
                f'<p class="sm-margin-bottomNews">{author}</p></div>'
            )
        caption = (
            f"<div><p><b>Illustration(s) : </b></p><p>{html.escape(story.caption)}</p></div>" if story.caption else ""
        )
        parts.append(
            f'<article><header>{header}<div><p>POLITIQUE</p></div>{heads}</header><section><div class="DocText clearfix">'
            f"<div class='docOcurrContainer'>{body}</div></div></section><aside>{caption}<div><b>Note(s) : </b></div></aside>"
            f'<footer><small>{rights}</small><p>Numéro de document : {number}</p><div id="divPubliC"><span>{number}</span>'
            f"<span>{issued}</span><span>Date d'émission : <b>2040-07-04</b></span></div></footer></article>"
        )
    return (
        "".join([*parts, "</body></html>"]).encode("utf-8")
        if layout > 1
        else "".join([*parts, "</body></html>"]).encode()
    )
