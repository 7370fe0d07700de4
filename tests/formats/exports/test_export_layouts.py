"""Exports of press databases: as many articles come out as went in, each as it was written, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import export_layouts as layouts
import pytest
from export_layouts import Story
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis.errors import UnreadableFile
from analysis.reading.article import Article
from analysis.reading.read import FileReading, read_file

LAYOUTS: dict[str, tuple[str, Callable[[Sequence[Story]], bytes]]] = {
    **{f"nexis-text-{k}": ("a.txt", partial(layouts.nexis_text, language=k)) for k in layouts.NEXIS_LANGUAGES},
    "nexis-text-unix": ("a.TXT", partial(layouts.nexis_text, newline="\n", cover=False)),
    **{f"nexis-page-{k}": ("a.html", partial(layouts.nexis_page, language=k)) for k in layouts.NEXIS_LANGUAGES},
    "nexis-page-without-anchors": ("a.htm", partial(layouts.nexis_page, anchors=False)),
    "advance-docx": ("a.docx", lambda stories: layouts.docx(layouts.advance_lines(stories))),
    "advance-docx-without-cover": ("a.DOCX", lambda stories: layouts.docx(layouts.advance_lines(stories, cover=False))),
    "advance-rtf": ("a.rtf", lambda stories: layouts.rtf(layouts.advance_lines(stories))),
    "nexis-word": (
        "a.docx",
        lambda stories: layouts.docx(layouts.nexis_text(stories).decode("utf-8-sig").split("\r\n")),
    ),
    **{f"factiva-coded-{k}": ("a.html", partial(layouts.factiva_coded, language=k)) for k in layouts.LANGUAGES},
    **{f"factiva-plain-{k}": ("a.html", partial(layouts.factiva_plain, language=k)) for k in layouts.LANGUAGES},
    "factiva-plain-1": ("a.html", partial(layouts.factiva_plain, generation=1)),
    "factiva-plain-2": ("a.html", partial(layouts.factiva_plain, generation=2, language="de")),
    "factiva-rtf-coded": ("a.rtf", lambda stories: layouts.rtf(layouts.factiva_rows(stories, coded=True))),
    "factiva-rtf-without-table": (
        "a.rtf",
        lambda stories: layouts.rtf(
            [row.replace("|", " ").strip() for row in layouts.factiva_rows(stories, coded=True)]
        ),
    ),
    "factiva-rtf-plain": ("a.rtf", lambda stories: layouts.rtf(layouts.factiva_rows(stories, coded=False))),
    **{f"proquest-text-{k}": ("a.txt", partial(layouts.proquest_text, language=k)) for k in layouts.PROQUEST_LANGUAGES},
    **{
        f"proquest-page-{k}": ("a.html", partial(layouts.proquest_page, language=k)) for k in layouts.PROQUEST_LANGUAGES
    },
    "proquest-page-ruled": ("a.html", partial(layouts.proquest_page, parted="rule", titled=False)),
    "proquest-page-unparted": ("a.html", partial(layouts.proquest_page, parted="nothing")),
    "proquest-page-unparted-untitled": ("a.html", partial(layouts.proquest_page, parted="nothing", titled=False)),
    "proquest-mail": ("a.eml", lambda stories: layouts.mail(layouts.proquest_page(stories))),
    "proquest-mail-ruled": ("a.eml", lambda stories: layouts.mail(layouts.proquest_page(stories, parted="rule"))),
    **{f"europresse-{k}": ("a.html", partial(layouts.europresse, layout=k)) for k in (1, 2, 3)},
}
# What an export says around its articles, in any language here; and who downloaded it.
LABEL = re.compile(
    r"Load-Date|DO[CK]UMENT|All Rights Reserved|^Classification$|End of Document|ProQuest|Last updated|Document ID"
    r"|\bwords$|^(?:LENGTH|SECTION|BYLINE|Byline|Length|Title|Titel|Subject|Database)\b|Numéro de document"
    r"|[Cc]ertificat|Factiva|Search|Private Person|Client/Matter|Job Number|Harbour (?:Library|Parkway)",
    re.MULTILINE,
)  # fmt: skip

NOUNS = (
    "harbour",
    "depot",
    "bridge",
    "convoy",
    "village",
    "market",
    "checkpoint",
    "ferry",
    "mill",
    "orchard",
    "quarry",
)
VERBS = ("was shelled", "was closed", "lay quiet", "was taken", "burned for hours", "was searched by soldiers")
PLACES = ("Harrow", "Vale", "Kestrel Bay", "Old Mere", "Dunlin", "Saltmarsh")
NAMES = ("Ana Bell", "Omar Haddad", "Li Wei", "Marta Novak", "Jonas Lindqvist", "Noor Aziz")
OUTLETS = (
    "The Vale Post",
    "Harrow Courier (Vale)",
    "Kestrel Wire",
    "Dunlin Tagblatt",
    "Le Phare de Mere",
    "Saltmarsh Daily",
)

sentences = st.builds(
    "The {} near {} {} on Tuesday, and {} people were hurt, the mayor said.".format,
    st.sampled_from(NOUNS), st.sampled_from(PLACES), st.sampled_from(VERBS), st.integers(2, 90),
)  # fmt: skip
paragraphs = st.lists(sentences, min_size=1, max_size=4).map(" ".join)
titles = st.builds(
    lambda noun, verb, place, n: f"{noun.capitalize()} {n} of {place} {verb}",
    st.sampled_from(NOUNS), st.sampled_from(VERBS), st.sampled_from(PLACES), st.integers(10, 99),
)  # fmt: skip
stories = st.builds(
    Story,
    title=titles,
    outlet=st.sampled_from(OUTLETS),
    day=st.dates(date(1980, 1, 1), date(2060, 12, 31)),
    paragraphs=st.lists(paragraphs, min_size=1, max_size=5, unique=True).map(tuple),
    authors=st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
    section=st.none() | st.sampled_from(("NEWS; Pg. 3", "World")),
    dateline=st.none() | st.sampled_from(("HARROW, Vale", "KESTREL BAY")),
    caption=st.none() | st.sampled_from(("Smoke over the harbour", "A guard at the mill")),
    rights=st.none() | st.just("Copyright 2031 Vale Press Ltd."),
    edition=st.none() | st.sampled_from(("First Edition", "Edition 2")),
    load_date=st.booleans(),
)


TWO = [
    Story(
        "Depot 11 of Vale was closed", "Kestrel Wire", date(2031, 3, 5), ("The depot near Vale was closed.",), NAMES[:1]
    ),
    Story("Mill 12 of Harrow lay quiet", "The Vale Post", date(2031, 3, 6), ("The mill near Harrow lay quiet.",)),
]


def read(content: bytes, name: str) -> FileReading:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return read_file(path, corpus=Path(folder))


def prose(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.passages if p.kind == "body"]


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(written=st.lists(stories, min_size=1, max_size=6))
def test_each_article_is_read_as_it_was_written(layout: str, written: list[Story]) -> None:
    name, write = LAYOUTS[layout]
    found = read(write(written), name).articles
    assert [a.title for a in found] == [s.title for s in written]
    assert [a.outlet for a in found] == [s.outlet for s in written]
    assert [a.published and a.published.date() for a in found] == [s.day for s in written]
    if not layout.endswith("-xx"):  # a byline's label must be known
        assert [a.authors for a in found] == [s.authors for s in written]
    assert [" ".join(prose(a)) for a in found] == [" ".join(s.paragraphs) for s in written]
    assert len({a.article_id for a in found}) == len(written)
    for article in found:
        said = [article.text[s.start : s.end] for s in article.sentences]
        assert not [sentence for sentence in said if LABEL.search(sentence)]
        assert "Private Person" not in article.text


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(data=st.data())
def test_a_broken_file_is_told_and_breaks_nothing(layout: str, data: st.DataObject) -> None:
    name, write = LAYOUTS[layout]
    content = bytearray(write(TWO))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    try:
        found = read(bytes(content[: data.draw(st.integers(0, len(content)))]), name).articles
    except UnreadableFile:
        return
    assert len({a.article_id for a in found}) == len(found) > 0


def test_a_page_of_europresse_without_an_outlet_is_told() -> None:
    page = b"<html><style>.DocPublicationName, .DocHeader {}</style><p>Ferries ran again on Tuesday.</p></html>"
    with pytest.raises(UnreadableFile, match="No article"):
        read(page, "a.html")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_article_in_two_editions_is_kept_twice(layout: str) -> None:
    name, write = LAYOUTS[layout]
    found = read(write([TWO[0], TWO[0]]), name).articles
    assert [a.title for a in found] == [TWO[0].title] * 2
    assert found[0].article_id != found[1].article_id


@pytest.mark.parametrize("layout", [name for name, (file, _) in LAYOUTS.items() if file.endswith((".txt", ".html"))])
def test_a_file_made_of_several(layout: str) -> None:
    name, write = LAYOUTS[layout]
    found = read(write(TWO[:1]) + b"\n" + write(TWO[1:]).removeprefix(b"\xef\xbb\xbf"), name).articles
    assert [(a.title, a.outlet) for a in found] == [(s.title, s.outlet) for s in TWO]
    assert not [a for a in found if "PRIVATE" in f"{a.text} {a.authors}".upper()]


DATABASES = {
    "nexis-text-en": "Nexis", "proquest-text-en": "ProQuest", "nexis-page-en": "Nexis", "factiva-coded-en": "Factiva",
    "factiva-plain-en": "Factiva", "europresse-2": "Europresse", "proquest-page-en": "ProQuest",
}  # fmt: skip
PAIRS = [
    (a, b) for a, b in permutations(DATABASES, 2) if LAYOUTS[a][0] == LAYOUTS[b][0] and DATABASES[a] != DATABASES[b]
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_exports_of_two_databases_in_one_file_are_told(first: str, second: str) -> None:
    name, write = LAYOUTS[first]
    found = read(write(TWO[:1]) + b"\n" + LAYOUTS[second][1](TWO[1:]).removeprefix(b"\xef\xbb\xbf"), name)
    told = [p.reason for p in found.problems if "in the same file" in p.reason]
    assert len(told) == 1
    assert all(DATABASES[layout] in told[0] for layout in (first, second))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_export_of_one_database_is_not_told_to_be_of_two(layout: str) -> None:
    name, write = LAYOUTS[layout]
    assert not [p for p in read(write(TWO), name).problems if "in the same file" in p.reason]
