"""Exports of Lexis Advance and Nexis Uni (Word): articles told by their structure, in any language.

Each article has title, outlet, day, labels, a heading for its text, other sections, and "End of Document" below all. A
cover with the titles of all and the name of who asked for them may stand above the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.formats.dates import split_date
from analysis.formats.exports.drafts import Draft, fields_of, is_rights, split_label
from analysis.formats.exports.lexis import (
    HEAD,
    LENGTH,
    LONGEST_NAME,
    LONGEST_RIGHTS,
    is_edition,
    is_notice,
    says_day,
    says_year,
    take,
)


def is_document(lines: Sequence[str]) -> bool:
    """Whether a document has the lines that end articles of Lexis Advance."""
    return any(_is_heading(line, "end") for line in lines if len(line) < LONGEST_NAME) or any(
        len(_cut_at_end(line)) > 1 for line in lines
    )


def _cut_at_end(line: str) -> list[str]:
    """A line, or the two that it makes where an end stands at the end of a text."""
    above = line.removesuffix("End of Document")
    return [above.strip(), "End of Document"] if above.strip() and len(above) < len(line) else [line]


def articles(lines: Sequence[str]) -> Iterator[Draft]:
    """The articles of the new layout, from the lines of a document; covers and lists of titles are none."""
    held: list[str] = []
    lines = [part for line in lines for part in _cut_at_end(line)]
    for position, line in enumerate([*lines, "End of Document"]):
        if not _is_heading(line, "end"):
            held.append(line)
            continue
        said = [row for row in held if row]
        is_edge = position in (len(held), len(lines))  # a cover stands above the first end, anything below the last
        if len(said) > 1 and (not is_edge or any(map(_begins_text, said))):
            yield _article(said, is_first=position == len(held))
        held = []


def _begins_text(line: str) -> bool:
    """Whether a line stands above a text: its length, known by its number, or its heading."""
    return LENGTH.fullmatch(line) is not None or _is_heading(line, "body")


def _article(lines: Sequence[str], *, is_first: bool) -> Draft:
    """The article between two ends; above the first there may be a cover."""
    anchor = next((i for i, line in enumerate(lines) if _begins_text(line)), len(lines))
    above = range(anchor - 1, 0, -1)
    days = [i for i in above if says_day(lines[i]) and ":" not in split_date(lines[i])[0]]
    days += [i for i in above if says_year(lines[i]) and ":" not in lines[i]]
    if days:
        day = days[0]
    else:  # title and outlet stand above the first label
        day = next((i for i in range(2, len(lines)) if is_rights(lines[i]) or split_label(lines[i], "lexis")[0]), 2)
        lines = [*lines[:day], "", *lines[day:]]
    draft = Draft(outlet=lines[day - 1], published=split_date(lines[day])[1])
    titles = lines[max(0, day - 2) : day - 1] if is_first else lines[: day - 1]
    draft.title, draft.decks = next(iter(titles), None), list(titles[1:])
    below = [line for line in lines[day + 1 :] if not (is_notice(line) and not is_rights(line))]
    _read_sections(draft, below)
    return draft


def _is_heading(line: str, section: str) -> bool:
    return fields_of("lexis", "headings").get(line.casefold()) == section


def _read_sections(draft: Draft, lines: Sequence[str]) -> None:
    """What stands below the day: labels, then the body and other sections, each below its heading."""
    headings = fields_of("lexis", "headings")
    begins = next((i for i, line in enumerate(lines) if _is_heading(line, "body")), None)
    if begins is None:  # no heading: the text stands below the labels
        labels = [split_label(line, "lexis")[0] in HEAD for line in [*lines, ""]]
        begins = next((i for i, (label, below) in enumerate(pairwise(labels)) if label and not below), 0)
    section: str | None = None
    for i, line in enumerate(lines):
        heading = headings.get(line.casefold())
        if heading and not (draft.body and section == "body" and heading in ("body", "deck")):
            section = heading
            continue
        name, value = split_label(line, "lexis")
        if name and (section != "body" or name == "tail"):
            take(draft, name, value)
            section = "tail" if name == "tail" and draft.body else section
        elif is_rights(line) and len(line) < LONGEST_RIGHTS:
            draft.rights.append(line)
        elif section == "body" and not LENGTH.fullmatch(line) and (draft.body or not is_edition(line)):
            draft.body.append(line)
        elif section in ("caption", "deck", "correction"):
            take(draft, section, line)
        section = "body" if i == begins else section
    if not draft.body:
        draft.body, draft.decks = draft.decks, []
