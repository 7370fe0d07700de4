"""Labelled passages: invented texts and what each stretch of them is."""

from __future__ import annotations

import pytest

from analysis.reading.passages import label_passages

BODY = "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said."
MORE = "The governor said that crews had needed nine hours to put out the fire and that the road was closed."
HEAD = "Rockets hit fuel depot in Harrow"


def labels(text: str, **known: str) -> list[tuple[str, str]]:
    return [(p.kind, " ".join(text[p.start : p.end].split())) for p in label_passages(text, **known)]


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts)


FURNITURE = {
    "lone-digit": "0",
    "lone-agency": "AP",
    "lone-photo-credit": "(Photo: Vale Press)",
    "site-name": "valepost.com",
    "read-more": "Read More: Envoy meets the governor of Harrow",
    "share-bar": "Share this story Facebook Twitter WhatsApp",
    "share-count": "214 shares",
    "newsletter": "Sign up for our newsletter and get the morning's reports.",
    "newsletter-by-phrase": "The week in the hills, delivered to your inbox every Friday. Enter your address.",
    "dead-link": "[Read our report on the hill roads](#)",
    "advertisement": "Advertisement",
    "copyright": "© 2031 Vale Post Media",
    "editors-note": "(Our night desk is keeping you updated until the shop opens. Times are those of Harrow.)",
    "developing": "This is a developing story and more will be told here.",
    "agency-credit": "(Additional reporting by our staff in Harrow)",
    "gallery-item": "3/12 2019 Goats on the old harbour wall. (Vale, May 2, 2019) Ana Bell",
    "tags": "Tags: depot, Harrow, rockets",
    "follow-us": "Follow us on Telegram and Facebook for more.",
    "story-tip": "Do you have a story for us? Call our desk.",
    "ornament": "* * *",
}


@pytest.mark.parametrize("line", FURNITURE.values(), ids=FURNITURE.keys())
def test_furniture_between_paragraphs_is_no_prose(line: str) -> None:
    text = paragraphs(HEAD, BODY, line, MORE)
    assert labels(text) == [("headline", HEAD), ("body", BODY), ("furniture", line), ("body", MORE)]


PROSE = {
    "site-in-sentence": "The statement was first published on valepost.com, where it was read by thousands of people.",
    "social-network-as-subject": "Twitter has taken down the video, which a guard had posted, within an hour.",
    "agency-as-subject": "Reuters reported on Wednesday that the guards had been asleep when they fell.",
    "share-in-sentence": "Share prices in Harrow fell by a tenth on Tuesday after the attack on the fuel depot.",
    "read-more-in-sentence": "Read more closely, the statement of the governor promised nothing to the guards.",
    "accented-mojibake": "The minister, whose rÃ©sumÃ© and plans were printed, said that she would not resign.",
    "photo-in-brackets": "They took the cup away (and each of them wanted a photo of it for the hall at home).",
    "copyright-minister": "Copyright law was not on the table when the two ministers met in Harrow on Tuesday evening.",
    "short-answer": "“No,” she said.",
}


@pytest.mark.parametrize("line", PROSE.values(), ids=PROSE.keys())
def test_prose_that_looks_like_furniture_stays_body(line: str) -> None:
    assert labels(paragraphs(HEAD, BODY, line, MORE))[2] == ("body", line)


HEADS: dict[str, tuple[str, dict[str, str], list[tuple[str, str]]]] = {
    "title-known-quotes-differ": (
        paragraphs("“Never again,” says Harrow’s governor", BODY),
        {"title": '"Never again," says Harrow\'s governor'},
        [("headline", "“Never again,” says Harrow’s governor"), ("body", BODY)],
    ),
    "title-twice": (
        f"{HEAD}\n{HEAD}\n{BODY}\n{MORE}",
        {"title": HEAD},
        [("headline", HEAD), ("headline", HEAD), ("body", BODY), ("body", MORE)],
    ),
    "tagline-above-known-title": (
        paragraphs("The hills are in good hands.", HEAD, BODY),
        {"title": HEAD},
        [("furniture", "The hills are in good hands."), ("headline", HEAD), ("body", BODY)],
    ),
    "masthead-in-capitals": (
        paragraphs("THE VALE POST", HEAD, BODY, MORE),
        {},
        [("furniture", "THE VALE POST"), ("headline", HEAD), ("body", BODY), ("body", MORE)],
    ),
    "outlet-known-at-both-ends": (
        paragraphs("The Vale Post", HEAD, BODY, "The Vale Post is printed daily for people in a hurry."),
        {"outlet": "The Vale Post", "title": HEAD},
        [
            ("furniture", "The Vale Post"),
            ("headline", HEAD),
            ("body", BODY),
            ("furniture", "The Vale Post is printed daily for people in a hurry."),
        ],
    ),
    "headline-with-full-stop": (
        paragraphs("Rockets Hit Fuel Depot in Harrow.", BODY),
        {},
        [("headline", "Rockets Hit Fuel Depot in Harrow."), ("body", BODY)],
    ),
    "no-headline": (paragraphs(BODY, MORE), {}, [("body", BODY), ("body", MORE)]),
    "deck-before-byline": (
        paragraphs(HEAD, "Two guards died in the blaze, which took nine hours to put out.", "By Ana Bell", BODY),
        {},
        [
            ("headline", HEAD),
            ("subhead", "Two guards died in the blaze, which took nine hours to put out."),
            ("byline", "By Ana Bell"),
            ("body", BODY),
        ],
    ),
    "headline-agency-first": (
        paragraphs("AP", HEAD, BODY),
        {},
        [("furniture", "AP"), ("headline", HEAD), ("body", BODY)],
    ),
}


@pytest.mark.parametrize(("text", "known", "expected"), HEADS.values(), ids=HEADS.keys())
def test_head_of_the_article(text: str, known: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert labels(text, **known) == expected


BYLINES = {
    "names-and-outlet": "Ana Bell & Omar Haddad - Vale Press",
    "by": "By Ana Bell and Omar al-Haddad",
    "by-with-outlet": "By ANA BELL, Vale Press",
    "name-and-place": "Ana Bell, Canada ,",
    "by-in-place": "By Ana Bell in Harrow",
    "name-and-role": "Ana Bell, Middle East correspondent",
    "desk": "From our own desk, by Ana Bell",
    "name-place-date": "Ana Bell, Harrow, 25 March 2031",
    "bare-name": "Ana Bell",
}


@pytest.mark.parametrize("line", BYLINES.values(), ids=BYLINES.keys())
def test_byline_below_the_headline(line: str) -> None:
    assert labels(paragraphs(HEAD, line, BODY))[1] == ("byline", line)


@pytest.mark.parametrize(
    "line", ["Ana Bell & Omar Haddad - Vale Press", "— Ana Bell, with files from Vale", "Ana Bell"]
)
def test_byline_at_the_end(line: str) -> None:
    assert labels(paragraphs(HEAD, BODY, MORE, line))[-1] == ("byline", line)


def test_a_signed_quotation_inside_is_no_byline() -> None:
    assert ("byline", "- Ana Bell") not in labels(paragraphs(HEAD, BODY, "- Ana Bell", MORE, MORE + " Twice.", BODY))


DATELINES = {
    "agency-dash": ("HARROW (AP) —", "Rockets"),
    "country": ("HARROW, Vale (Vale 24)", "Rockets"),
    "two-places": ("HARROW/DUNMARROW (Reuters) -", "Rockets"),
    "no-agency": ("HARROW, Vale —", "Rockets"),
    "date": ("HARROW, March 4 (VP) --", "Rockets"),
    "agency-slash": ("Vale News/", "Rockets"),
    "mixed-case": ("Harrow (AFP) –", "Rockets"),
    "underscore": ("HARROW, Vale (AP)_", "Rockets"),
    "old-wire": ("HARROW (VALE), 12 JAN 90 (RADIO VALE) -- [TEXT]", "ROCKETS"),
    "old-wire-no-agency": ("HARROW, 16 JUL 89 -- [STATEMENT] [TEXT]", "ROCKETS"),
    "old-wire-no-date": ("CLANDESTINE, NO DATE (RADIO VALE) -- [TEXT]", "ROCKETS"),
}


@pytest.mark.parametrize(("dateline", "word"), DATELINES.values(), ids=DATELINES.keys())
def test_dateline_is_cut_from_the_prose(dateline: str, word: str) -> None:
    prose = BODY if word == "Rockets" else BODY.upper()
    assert labels(f"{dateline} {prose}\n\n{MORE}") == [("dateline", dateline), ("body", prose), ("body", MORE)]


@pytest.mark.parametrize(
    "line",
    [
        "2031-03-05 06:40",
        "Wednesday, 5 March 2031",
        "March 5, 2031 6:40 pm",
        "Updated 5/3/2031 6:40 PM",
        "· Updated 16:40",
    ],
)
def test_timestamp_line_is_a_dateline(line: str) -> None:
    assert labels(paragraphs(HEAD, line, BODY))[1] == ("dateline", line)


def test_dash_in_capital_prose_is_no_dateline() -> None:
    text = "THE GUARDS -- WHO WERE ASLEEP -- DIED IN THE BLAZE AT THE DEPOT, ACCORDING TO THE GOVERNOR OF HARROW."
    assert labels(paragraphs(text, MORE.upper()))[0] == ("body", text)


SUBHEADS = {
    "plain": "A second strike",
    "quoted": "‘A very small door’",
    "abbreviation": "U.S. Says It Will Help",
    "question": "Who guards the guards?",
}


@pytest.mark.parametrize("line", SUBHEADS.values(), ids=SUBHEADS.keys())
def test_subhead_between_paragraphs(line: str) -> None:
    assert labels(paragraphs(HEAD, BODY, line, MORE))[2] == ("subhead", line)


@pytest.mark.parametrize(
    "line",
    [
        "The governor also said:",
        "Q: Who guards the guards?",
        '"Who guards," she asked. "The guards?"',
        "There was a fire.",
    ],
)
def test_short_speech_is_no_subhead(line: str) -> None:
    assert labels(paragraphs(HEAD, BODY, line, MORE))[2][0] == "body"


def test_gallery_title_goes_with_the_gallery() -> None:
    text = paragraphs(
        HEAD, BODY, "Harrow in pictures", "1/2 2019 Goats on the old wall. (Vale, May 2, 2019) Ana Bell", MORE
    )
    assert [kind for kind, _ in labels(text)] == ["headline", "body", "furniture", "furniture", "body"]


def test_everything_short_after_a_comment_form_belongs_to_it() -> None:
    text = paragraphs(HEAD, BODY, "Leave A Reply", "Be kind to one another", "Name *")
    assert [kind for kind, _ in labels(text)] == ["headline", "body", "furniture", "furniture", "furniture"]


BROKEN = {
    "lower-case": ("The governor said that the guards", "had been asleep when the rockets fell on the depot."),
    "comma-and-quote": ("“All of us should stay at home until the fire is out,”", "Bell said in a televised address."),
}


@pytest.mark.parametrize(("above", "below"), BROKEN.values(), ids=BROKEN.keys())
def test_paragraph_broken_inside_a_sentence_is_one_passage(above: str, below: str) -> None:
    assert labels(paragraphs(HEAD, BODY, above, below, MORE))[2] == ("body", f"{above} {below}")


def test_single_newlines_part_paragraphs_where_lines_are_long() -> None:
    assert labels(f"{HEAD}\n{BODY}\n{MORE}") == [("headline", HEAD), ("body", BODY), ("body", MORE)]


def test_hard_wrapped_lines_are_joined_to_paragraphs() -> None:
    text = (
        "Rockets struck the fuel depot in Harrow before dawn on\n"
        "Tuesday, killing two guards and setting three of the tanks\n"
        "on fire, the governor said in the evening to reporters who\n"
        "had come up from the coast.\n"
        "   The governor said that crews had needed nine hours to\n"
        "put out the fire, and that the road to the coast would stay\n"
        "closed until Friday.\n"
    )
    assert [words.split()[0] for _, words in labels(text)] == ["Rockets", "The"]


def test_repetitions_point_to_what_they_repeat() -> None:
    text = paragraphs(HEAD, HEAD, BODY, MORE, BODY)
    assert [p.duplicate_of for p in label_passages(text)] == [None, 0, None, None, 2]


def test_windows_newlines_and_byte_positions_are_kept() -> None:
    text = f"{HEAD}\r\n\r\n{BODY}\r\n\r\n{MORE}\r\n"
    assert [text[p.start : p.end] for p in label_passages(text)] == [HEAD, BODY, MORE]
