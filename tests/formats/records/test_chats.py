"""Chats as Telegram and WhatsApp write them for people to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_stories import PARAGRAPHS, check_damaged, read_bytes

from analysis.errors import UnreadableFile
from analysis.reading.read import FileReading

BODY = "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said."
ENCRYPTED = "Messages and calls are end-to-end encrypted. No one outside of this chat can read or listen to them."


def post(number: int, text: str, *, sender: str | None = None, more: str = "", joined: bool = False) -> str:
    """A message as Telegram Desktop 5 writes it."""
    name = f'<div class="from_name">\n{escape(sender)} \n</div>' if sender else ""
    return f"""
     <div class="message default clearfix{" joined" if joined else ""}" id="message{number}">
      <div class="body">
       <div class="pull_right date details" title="05.03.2031 06:40:{number:02d} UTC+02:00">\n06:40\n</div>
       {name}
       {more}
       {f'<div class="text">{chr(10)}{text}{chr(10)}</div>' if text else ""}
      </div>
     </div>"""


def page(*posts: str, name: str = "Vale &amp; Forward") -> str:
    return f"""<!DOCTYPE html>\n<html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>
  <div class="page_wrap">
  <div class="page_header"><div class="content"><div class="text bold">\n{name} \n</div></div></div>
  <div class="page_body chat_page"><div class="history">
     <a class="pagination block_link" href="messages.html">\nPrevious messages\n</a>
     <div class="message service" id="message-1"><div class="body details">\n5 March 2031\n</div></div>
     {"".join(posts)}</div></div></div></body></html>"""


def telegram(folder: Path, *posts: str, name: str = "Vale &amp; Forward") -> FileReading:
    return read_bytes(folder, "messages2.html", page(*posts, name=name).encode())


def test_a_page_of_a_channel_is_read_as_its_json_is(tmp_path: Path) -> None:
    text = f'<strong>Fire</strong><br><br>{BODY} <a href="https://vale.example/1">vale.example</a>'
    reading = telegram(
        tmp_path,
        post(11, text, sender="Vale & Forward"),
        post(12, BODY, joined=True, more='<div class="reply_to details">In reply to <a>this message</a></div>'),
    )
    assert reading.kind == "Telegram page"
    first, second = reading.articles
    assert (first.text, second.text) == (f"Fire\n\n{BODY} vale.example", BODY)
    assert (first.article_id, first.outlet, first.authors) == ("messages2-11", "Vale & Forward", ())
    assert second.published == datetime(2031, 3, 5, 6, 40, 12)
    (problem,) = reading.problems
    assert problem.reason == "Messages without text (pictures, polls, notices of the service): 1."


def test_what_was_forwarded_has_the_words_of_another_and_the_day_of_its_posting(tmp_path: Path) -> None:
    forwarded = f"""<div class="pull_left forwarded userpic_wrap"></div><div class="forwarded body">
      <div class="from_name">Bay, Watch <span class="date details" title="01.03.2031 05:00:00"> 01.03.2031</span></div>
      <div class="media_wrap clearfix"><div class="media"><div class="body"><div class="title bold">Photo</div>
      <div class="description">Not included</div></div></div></div><div class="text">{BODY}</div></div>"""
    (article,) = telegram(tmp_path, post(11, "", sender="Vale & Forward via @bot", more=forwarded)).articles
    assert (article.text, article.authors) == (BODY, ("Bay, Watch",))
    assert article.published == datetime(2031, 3, 5, 6, 40, 11)


def test_the_words_of_a_group_are_those_of_its_members(tmp_path: Path) -> None:
    posts = (
        post(11, BODY, sender="Ana Bell"),
        post(12, BODY, sender="Li Wei"),
        post(13, BODY, sender="Deleted Account"),
    )
    assert [a.authors for a in telegram(tmp_path, *posts).articles] == [("Ana Bell",), ("Li Wei",), ()]


def test_a_chat_of_two_is_no_publication(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no channel and no group"):
        telegram(tmp_path, post(11, BODY, sender="Ana Bell"), post(12, BODY, sender="Li Wei"), name="Li Wei")
    with pytest.raises(UnreadableFile, match="no channel and no group"):
        whatsapp(tmp_path, f"12/03/2031, 10:15 - Ana: {BODY}\n12/03/2031, 10:16 - Li: {BODY}\n")
    with pytest.raises(UnreadableFile, match="no channel and no group"):
        whatsapp(
            tmp_path, f"12/03/2031, 10:15 - Ana: {BODY}\n12/03/2031, 10:16 - Ana: Eight?\n", "WhatsApp Chat - Ana.txt"
        )


def test_a_chat_that_is_named_for_a_number_is_no_publication(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no channel and no group"):
        whatsapp(tmp_path, chat(["01/02/2031"] * 3), "WhatsApp Chat with +44 20 7946 0001.txt")


def test_a_list_of_contacts_is_no_page_of_articles(tmp_path: Path) -> None:
    contact = '<div class="entry clearfix"><div class="body"><div class="name bold">Ana Bell</div></div></div>'
    contacts = page(name="Contacts").replace("message service", "entry").replace("history", "list") + contact
    with pytest.raises(UnreadableFile, match="a list of a Telegram export"):
        read_bytes(tmp_path, "contacts.html", contacts.encode())


def whatsapp(folder: Path, text: str, name: str = "_chat.txt") -> FileReading:
    return read_bytes(folder, name, text.encode())


# How telephones write the head of a message, for `strftime`.
HEADS = {
    "british": "%d/%m/%Y, %H:%M - ",
    "american": "%m/%d/%y, %I:%M\u202f%p - ",
    "german": "%d.%m.%y, %H:%M - ",
    "french": "%d/%m/%Y à %H:%M - ",
    "dutch": "%d-%m-%Y %H:%M - ",
    "swedish": "%Y-%m-%d %H:%M - ",
    "finnish-iphone": "[%d.%m.%Y klo %H.%M.%S] ",
    "german-iphone": "[%d.%m.%y, %H:%M:%S] ",
    "american-iphone": "\u200e[%m/%d/%y, %I:%M:%S %p] ",
    "right-to-left": "%d\u200f/%m\u200f/%Y, %H:%M - ",
}
SENDERS = ("Ana Bell", "+44 20 7946 0000", "Li Wei")


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begins=st.datetimes(datetime(2009, 1, 1), datetime(2060, 1, 1)).map(lambda d: d.replace(second=0, microsecond=0)),
    texts=st.lists(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=3), min_size=3, max_size=6),
)
def test_messages_come_out_as_they_went_in(tmp_path: Path, head: str, begins: datetime, texts: list[list[str]]) -> None:
    days = [begins + timedelta(days=16 * n) for n in range(len(texts))]
    senders = [SENDERS[n % 3] for n in range(len(texts))]
    said = ["\n".join(paragraphs) for paragraphs in texts]
    lines = [f"{d.strftime(head)}{who}: {text}" for d, who, text in zip(days, senders, said, strict=True)]
    reading = whatsapp(tmp_path, "\n".join(lines), "WhatsApp Chat with Harrow News.txt")
    assert [(a.text, a.published) for a in reading.articles] == list(zip(said, days, strict=True))
    assert [a.authors for a in reading.articles] == [() if "+" in who else (who,) for who in senders]
    assert {a.outlet for a in reading.articles} == {"Harrow News"}


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("[2031. 3. 12. 오후 10:15:30] ", datetime(2031, 3, 12)),
        ("12/3/2031 10:15 م - ", None),
        ("13.3.2031, 10:15 nachm. - ", datetime(2031, 3, 13)),
        ("13/3/2031, 10:15 p. m. - ", datetime(2031, 3, 13, 22, 15)),
    ],
)
def test_a_half_of_the_day_that_is_not_known_leaves_the_day(
    tmp_path: Path, head: str, published: datetime | None
) -> None:
    text = "".join(f"{head}{who}: {BODY}\n" for who in SENDERS)
    assert {a.published for a in whatsapp(tmp_path, text).articles} == {published}


def chat(days: Sequence[str]) -> str:
    return "".join(f"{day}, 10:15 - {SENDERS[n % 3]}: {BODY}\n" for n, day in enumerate(days))


@pytest.mark.parametrize(
    ("days", "published"),
    [
        (["03/04/2031", "05/04/2031", "13/04/2031"], "2031-04-03"),
        (["03/04/2031", "04/03/2031", "04/13/2031"], "2031-03-04"),
        (["10/03/2031", "11/03/2031", "01/04/2031"], "2031-03-10"),
        (["03/04/2031", "03/04/2031", "03/04/2031"], None),
        (["03/04/2031", "13/04/2031", "04/14/2031"], None),
    ],
    ids=["beyond-12", "beyond-12-american", "in-order", "nothing-tells", "both"],
)
def test_the_whole_chat_tells_day_from_month(tmp_path: Path, days: list[str], published: str | None) -> None:
    reading = whatsapp(tmp_path, chat(days))
    assert {str(a.published)[:10] for a in reading.articles[:1]} == {str(published)}
    assert [p.reason[:4] for p in reading.problems] == ([] if published else ["Days"])


def test_what_the_program_writes_is_no_message(tmp_path: Path) -> None:
    lines = [
        f"12/03/2031, 10:15 - {ENCRYPTED}",
        '12/03/2031, 10:15 - Ana Bell created group "Harrow: News"',
        "13/03/2031, 10:16 - Li Wei: <Media omitted>",
        "13/03/2031, 10:16 - Ana Bell: Diese Nachricht wurde gelöscht.",
        f"13/03/2031, 10:17 - Zoë: {BODY} <This message was edited>",
        "13/03/2031, 10:18 - Li Wei: IMG-20310313-WA0001.jpg (file attached)\nSmoke over Harrow",
    ]
    reading = whatsapp(tmp_path, "\n".join(lines))
    assert [a.text for a in reading.articles] == [BODY, "Smoke over Harrow"]
    assert [p.reason for p in reading.problems] == [
        "Messages without text (pictures, deleted ones, notices of the service): 4."
    ]


def test_an_iphone_names_the_chat_as_who_speaks_first(tmp_path: Path) -> None:
    lines = [
        f"[12.03.31, 10:15:30] Harrow News: \u200e{ENCRYPTED}",
        f"[12.03.31, 10:16:30] Ana: {BODY}",
        "\u200e[12.03.31, 10:17:30] Li: \u200eimage omitted",
        f"[12.03.31, 10:18:30] Li: {BODY}",
    ]
    assert {a.outlet for a in whatsapp(tmp_path, "\n".join(lines)).articles} == {"Harrow News"}


def test_an_article_with_times_in_it_is_no_chat(tmp_path: Path) -> None:
    text = f"12/03/2031, 10:15 - {BODY}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}\n"
    assert whatsapp(tmp_path, text).kind == "plain text"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0), flips=st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=6))
@pytest.mark.parametrize("name", ["messages.html", "_chat.txt"])
def test_a_damaged_chat_is_read_or_refused(tmp_path: Path, name: str, cut: int, flips: list[tuple[int, int]]) -> None:
    whole = page(post(11, BODY, sender="Vale"), post(12, BODY)) if name.endswith("html") else chat(["01/02/2031"] * 5)
    check_damaged(tmp_path, name, whole.encode(), cut, flips)


@pytest.mark.parametrize("piece", ["\u200e", "[", "1/1/1, 1:11 a", "<", "12/03/2031, 10:15 - ", "~"])
def test_a_hostile_chat_takes_no_longer_than_its_length(tmp_path: Path, piece: str) -> None:
    text = chat(["01/02/2031"] * 3) + piece * (400_000 // len(piece))
    assert whatsapp(tmp_path, text).articles[0].text == BODY  # hangs, if anything is read more than once
