"""A matrix of capabilities and constructions: texts made from templates whose truth is known, and what comes out.

After CheckList (Ribeiro et al., ACL 2020): each file ``capability.toml`` beside this one holds templates with slots,
``fillers.toml`` what may stand in a slot and what it means. The texts are invented, and every template is written from
the codebook and from how newspapers phrase things, not from what the rules know.

    python tests/behaviour/matrix.py                     the share of texts that hold, by capability
    python tests/behaviour/matrix.py tolls --failures 20 what came out instead, of one capability

A template:

    [[templates]]
    name = "toll in the passive"
    text = "{n:count} people were killed {day:on_day} in {city:city} when a bomb exploded, police said."
    expect = [{ killed = "n", date = "day", place = "city" }]

``{key:list}`` is filled from a list of ``fillers.toml`` (``{key}`` says it again, ``{Key:list}`` with a capital); no
two slots of a text hold the same filler. ``expect`` has one table for each incident that must come out, and no other
may; a value is a slot's key or else stands for itself (``place`` is the words of a slot, other columns what they mean).
``texts`` in the place of ``text`` are articles of several outlets, ``days`` the days after the first on which they are
printed. ``tallies`` and ``statements`` are compared in the same way; a template with ``statements`` may be silent of
incidents. Values of a statement are texts with slots: ``said`` its words without marks at their edges, ``speaker`` who
is resolved ("" for nobody, several parted by "|" where each will do).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

from comparing import compare

from analysis.extraction.parse import parse_article
from analysis.formats.record import Record
from analysis.frames.article_rows import tabulate
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.reading.read import make_article

FOLDER = Path(__file__).parent
PUBLISHED = datetime(2031, 3, 12)  # a Wednesday
SAMPLES = 12
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_RANGES = ("killed", "wounded", "count")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """Articles made from a template, and the incidents and tallies that must come out."""

    template: str
    texts: Sequence[str]
    days: Sequence[int]
    expect: Sequence[Mapping[str, Any]] | None
    tallies: Sequence[Mapping[str, Any]] | None = None
    statements: Sequence[Mapping[str, Any]] | None = None


@dataclass
class Shares:
    """How many texts of a capability hold, and what came out where they don't."""

    held: int = 0
    of: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.held / self.of


def capabilities() -> list[str]:
    """The names of the files with templates."""
    return sorted(p.stem for p in FOLDER.glob("*.toml") if p.stem not in ("fillers", "floors"))


def run(capability: str, samples: int = SAMPLES) -> Shares:
    """The texts of a capability, at most ``samples`` of each template, parsed and merged."""
    shares, lexicon = Shares(), load_lexicon()
    for case in cases(capability, samples):
        wrong = list(faults(case, lexicon))
        shares.of += 1
        shares.held += not wrong
        if wrong:
            shares.failures.append(f"[{case.template}] {' ¶ '.join(case.texts)}\n    " + "\n    ".join(wrong))
    return shares


def cases(capability: str, samples: int = SAMPLES) -> Iterator[Case]:
    """The texts of a capability, at most ``samples`` of each template, always the same ones."""
    for template in tomllib.loads((FOLDER / f"{capability}.toml").read_text(encoding="utf-8"))["templates"]:
        drawn, seen = random.Random(f"{capability}: {template['name']}"), set()
        for _ in range(min(samples, template.get("samples", SAMPLES))):
            case = _case(template, drawn)
            if tuple(case.texts) not in seen:
                seen.add(tuple(case.texts))
                yield case


def faults(case: Case, lexicon: Lexicon) -> Iterator[str]:
    """What of a case does not come out, a line for each."""
    rows = rows_of(case, lexicon)
    if case.expect is not None:
        yield from _unlike("incident", case.expect, rows["incidents"])
    if case.tallies is not None:
        tallies = [r for r in rows["attacks"] if r["kind"] == "tally" and r["realis"] == "actual"]
        yield from _unlike("tally", case.tallies, tallies)
    if case.statements is not None:
        said = [{**r, "said": case.texts[0][r["start"] : r["end"]]} for r in rows["statements"]]
        yield from _unlike("statement", case.statements, said)


def rows_of(case: Case, lexicon: Lexicon) -> dict[str, list[dict[str, Any]]]:
    """The rows of attacks and incidents of a case's articles, as the frames hold them."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, (text, day) in enumerate(zip(case.texts, case.days, strict=True)):
        outlet = ("Harbour Post", "Lantern Wire", "The Marrow Bee", "Quay Courier", "Fen Ledger")[number]
        record = Record(text, outlet=outlet, published=PUBLISHED + timedelta(day), language="en")
        for frame, found in tabulate(parse_article(make_article(record, path=f"a{number}.txt"), lexicon)).items():
            rows[frame] += found
    return {**rows, **compare(rows["articles"], rows, lexicon)}


def _case(template: Mapping[str, Any], drawn: random.Random) -> Case:
    values: dict[str, Any] = {}
    forms: dict[str, str] = {}

    def fill(match: re.Match[str]) -> str:
        key, name = match[1].lower(), match[2]
        if name:
            forms[key], values[key] = drawn.choice([f for f in _fillers()[name].items() if f[0] not in forms.values()])
        return forms[key][0].upper() + forms[key][1:] if match[1][0].isupper() else forms[key]

    def meant(table: Mapping[str, Any]) -> dict[str, Any]:
        return {k: (forms if k == "place" else values).get(v, v) if isinstance(v, str) else v for k, v in table.items()}

    texts = [_SLOT.sub(fill, text) for text in template.get("texts") or [template["text"]]]
    days = template.get("days", range(len(texts)) if len(texts) > 1 else [0])
    expect, tallies, said = template.get("expect"), template.get("tallies"), template.get("statements")
    return Case(
        template["name"],
        texts,
        days,
        None if expect is None else [meant(t) for t in expect],
        tallies and [meant(t) for t in tallies],
        None if said is None else [{k: _SLOT.sub(fill, v) for k, v in t.items()} for t in said],
    )


@cache
def _fillers() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((FOLDER / "fillers.toml").read_text(encoding="utf-8"))


def _unlike(kind: str, wanted: Sequence[Mapping[str, Any]], found: Sequence[Row]) -> Iterator[str]:
    """The columns in which the best pairing of what is wanted with what was found differs."""
    if len(wanted) != len(found):
        yield f"{len(found)} {kind} rows, not {len(wanted)}: " + "; ".join(map(_shown, found))
        return
    pairings = (
        [line for w, f in zip(wanted, order, strict=True) for line in _differences(w, f)]
        for order in permutations(found)
    )
    yield from min(pairings, key=len)


def _differences(wanted: Mapping[str, Any], row: Row) -> Iterator[str]:
    for column, value in wanted.items():
        told = _told(column, row)
        if not _agrees(column, value, told):
            yield f"{column}: {told}, not {value}"


def _told(column: str, row: Row) -> Any:
    if column in _RANGES:
        low, high = row[f"{column}_low"], row[f"{column}_high"]
        if low is None and high is None:
            return None
        return str(low) if low == high else f"{'' if low is None else low}-{'' if high is None else high}"
    if column == "date":
        start, end = row["date_start"], row["date_end"]
        return start and (str(start) if start == end else f"{start}/{end or ''}")
    return row["sub_event_type" if column == "type" else column]


def _agrees(column: str, wanted: Any, told: Any) -> bool:
    """Ranges, dates, countries and types are the same; of names any accepted one is in what is told."""
    if wanted in ("", None):
        return told is None
    if column == "said":
        return _EDGES.sub("", told) == _EDGES.sub("", wanted)
    if column in ("speaker", "mode"):
        return told is not None and told.casefold() in wanted.casefold().split("|")
    if column in (*_RANGES, "date", "country", "type"):
        return str(wanted) == str(told)
    return told is not None and any(name.casefold() in str(told).casefold() for name in str(wanted).split("|"))


def _shown(row: Row) -> str:
    if "said" in row:
        return f"{row['speaker']}: {row['said']!r}"
    shown = {c: _told(c, row) for c in ("date", "place", "killed", "wounded")}
    return f"{row.get('trigger') or row['sub_event_type']} " + " ".join(f"{k} {v}" for k, v in shown.items() if v)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("capabilities", nargs="*", metavar="CAPABILITY", help=f"of {', '.join(capabilities())}")
    parser.add_argument("--failures", type=int, default=0, help="show so many texts that don't hold")
    options = parser.parse_args()
    held = of = 0
    for capability in options.capabilities or capabilities():
        shares = run(capability)
        held, of = held + shares.held, of + shares.of
        print(f"{capability:<24} {shares.share:6.3f}   {shares.held} of {shares.of}")
        for line in shares.failures[: options.failures]:
            print("  " + line)
    print(f"{'all':<24} {held / of:6.3f}   {held} of {of}")


if __name__ == "__main__":
    sys.exit(main())
