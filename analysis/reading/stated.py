"""What the text itself says of its outlet, title, authors, dateline and date, where nothing beside it does.

Only what a line states as its own: a time stamp, a dateline, a byline, a masthead. Nothing is guessed from the prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from analysis.formats.dates import match_time_stamp, read_date
from analysis.formats.record import PassageKind, Record, split_names
from analysis.formats.text import fold, squeeze
from analysis.reading.article import Passage
from analysis.reading.markers import agencies, first_match, markers, outlet_line, words

# A time stamp further down belongs to something else: a comment, a related story.
_TOP = 10
_TRAILING_DASH = re.compile(r"\s*(?:--|[-—–_:/])?\s*(?:\[[^\]]*\]\s*)*$")
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_BYLINES = ("byline", "signature", "bare_byline")
# An article's own outlet stands in these; in the body, in captions and in headlines others are named as well.
_OWN = ("byline", "dateline", "furniture")


def read_stated(text: str, passages: Sequence[Passage]) -> Record:
    """The facts that the labelled passages of ``text`` state about the article itself."""
    headline = next(_lines(text, passages, "headline"), None)
    dateline = next((line for line in _lines(text, passages, "dateline") if not _stamp(line)), None)
    wire = _wire(dateline) if dateline else {}
    signed = (first_match(squeeze(line), *_BYLINES) for line in _lines(text, passages, "byline"))
    bylines = [named for match in signed if (named := _named(match))]
    stamps = _stamps(text, passages)
    dates = [*(s.get("date") for s in stamps), wire.get("date"), *(b.get("date") for b in bylines)]
    people, organisations = _people(bylines)
    outlets = [
        *(b.get("outlet") or _outlet_in(b.get("rest")) for b in bylines),
        *(_outlet_in(name) for name in organisations),
        wire.get("agency"),
        *(s.get("outlet") for s in stamps),
    ]
    outlet = next((o for o in outlets if o), None)
    return Record(
        title=" ".join(headline.split()).lstrip("# ") if headline else None,
        outlet=agencies().get(outlet, outlet) if outlet else None,
        authors=people,
        dateline=(_TRAILING_DASH.sub("", dateline) or None) if dateline else None,
        published=next((day for date in dates if (day := read_date(date))), None),
    )


def _lines(text: str, passages: Sequence[Passage], kind: PassageKind) -> Iterator[str]:
    return (text[p.start : p.end] for p in passages if p.kind == kind and p.duplicate_of is None)


def _named(match: re.Match[str] | None) -> dict[str, str]:
    return {k: v.strip(" ,") for k, v in match.groupdict().items() if v} if match else {}


def _wire(dateline: str) -> dict[str, str]:
    """Place, date and agency of a dateline."""
    line = squeeze(dateline) + " X"  # a dateline is recognised by what follows it
    return next((_named(m) for k in markers("dateline") if (m := k.pattern.match(line))), {})


def _people(bylines: Sequence[dict[str, str]]) -> tuple[tuple[str, ...], list[str]]:
    """Names of people, and those of outlets, agencies, desks ("By Ana Bell, Vale Press")."""
    names = list(dict.fromkeys(name for b in bylines for name in split_names(b.get("names", ""))))
    organisations = [n for n in names if n in agencies() or not words("organisations").isdisjoint(n.lower().split())]
    return tuple(n for n in names if n not in organisations), organisations


def _outlet_in(rest: str | None) -> str | None:
    """The outlet that stands among or after the names in a byline ("By Ana Bell - Vale Wire")."""
    name = (rest or "").strip(" ,-–—|/")
    last_word = name.lower().rsplit(" ", 1)[-1]
    return name if name in agencies() or last_word in words("organisations", "outlets") else None


def _stamp(line: str) -> dict[str, str]:
    match = match_time_stamp(squeeze(line))
    return {"line": line, **_named(match)} if match else {}


def _stamps(text: str, passages: Sequence[Passage]) -> list[dict[str, str]]:
    """The time stamps near the top, those of publication before those of an update."""
    found = [stamp for line in _lines(text, passages[:_TOP], "dateline") if (stamp := _stamp(line))]
    for stamp in found:
        if "time" in stamp:
            stamp["date"] = f"{stamp['date']} {stamp['time']}"
    return sorted(found, key=lambda stamp: _UPDATED.search(stamp["line"]) is not None)


def name_outlet(text: str, passages: Sequence[Passage], outlets: Mapping[str, str]) -> str | None:
    """The canonical name of the one outlet of a list that the article names as its own; None for none or several.

    ``outlets`` gives the canonical name of each form. Only forms of two words or more count: "the Courier" may be
    any. The kinds of passages are asked one after the other; last the first and last lines of the file.
    """
    several, folded = _of_several_words(tuple(outlets)), fold(text)
    for kind in _OWN:
        lines = (folded[p.start : p.end] for p in passages if p.kind == kind)
        named = {outlets[form] for line in lines for form in _any_of(several, line).findall(line)}
        if named:
            return named.pop() if len(named) == 1 else None
    edges = [folded[p.start : p.end] for p in (*passages[:1], *passages[-1:])]
    begun = [
        found[0] for edge in edges for at in (0, 4) if (found := _any_of(several, edge).match(edge, at))
    ]  # 4: after "The "
    own = {outlets[form] for form in begun for edge in edges if outlet_line(form).fullmatch(edge)}
    return own.pop() if len(own) == 1 else None


@lru_cache(maxsize=16)
def _of_several_words(forms: tuple[str, ...]) -> Sequence[str]:
    """The longest first."""
    return sorted((form for form in forms if len(form.split()) > 1), key=lambda form: (-len(form), form))


def _any_of(forms: Sequence[str], line: str) -> re.Pattern[str]:
    """A pattern of those forms that stand in a line: one of all takes longer to compile than an article to read."""
    there = [re.escape(form) for form in forms if form in line]
    return re.compile(rf"(?<!\w)(?:{'|'.join(there)})(?!\w)" if there else r"(?!)")
