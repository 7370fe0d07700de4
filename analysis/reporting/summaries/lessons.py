"""What the lessons show: sheets of sentences, two coders side by side, one event as everybody tells it, mistakes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import NormalDist

import pandas as pd

from analysis.comparison.coders import Code, agreement
from analysis.errors import CorpusError
from analysis.extraction.tone.scoring import score_tone
from analysis.frames.querying import articles_of
from analysis.language.lexicon import Lexicon
from analysis.reading.read import read_file
from analysis.reporting.shown import Shown
from analysis.reporting.tables import table
from analysis.running.corpora import find_folder

Tables = Mapping[str, pd.DataFrame]
VARIABLE = "is_attack"


def numbered(sentences: Sequence[str], *, caption: str = "Sentences") -> Shown:
    """``sentences`` as a table with numbers, to be read aloud and marked on paper."""
    return table(_with_numbers(sentences), caption=caption, labels={"no": "no."}, open_rows=len(sentences))


def first_lines(path: str, n: int) -> Shown:
    """The first ``n`` lines of a file, numbered. ``path`` is looked for as ``find_folder`` does."""
    text = (find_folder(Path(path).parent) / Path(path).name).read_text(encoding="utf-8")
    rows = pd.DataFrame(enumerate(text.splitlines()[:n], 1), columns=["no", "line"])
    return table(rows, caption=f"The first {n} lines of {Path(path).name}", labels={"no": "no."}, open_rows=n)


def articles_of_file(path: str) -> pd.DataFrame:
    """What is read of each article of a file: outlet, published, title, words, and the title that it repeats."""
    folder = find_folder(Path(path).parent)
    articles = read_file(folder / Path(path).name, corpus=folder).articles
    titles = {article.article_id: article.title for article in articles}
    columns = ["outlet", "published", "title", "words", "repeats"]
    told = ((a.outlet, a.published, a.title, a.n_words, titles.get(a.duplicate_of or "")) for a in articles)
    return pd.DataFrame(told, columns=columns)


def coding_list(sheet: pd.DataFrame) -> Shown:
    """The sentences of a coding sheet with numbers, and an empty column for the answer."""
    rows, labels = _with_numbers(sheet["words"]).assign(attack=""), {"no": "no.", "attack": "yes or no"}
    return table(rows, caption="Sentences to code", labels=labels, open_rows=len(rows))


def _with_numbers(sentences: Iterable[str]) -> pd.DataFrame:
    return pd.DataFrame(enumerate(sentences, 1), columns=["no", "sentence"])


def pairs_of_codes(codes: Iterable[Code], sheet: pd.DataFrame | None) -> list[tuple[str, str, str]]:
    """(coder, unit, label) of whether sentences tell of an attack: those of the sheet, or all; as NLTK takes them."""
    return [(c.coder, _row(c), c.label) for c in _of_sheet(codes, sheet) if c.variable == VARIABLE]


def beside_each_other(sheet: pd.DataFrame, codes: Iterable[Code]) -> pd.DataFrame:
    """The sheet's sentences with a column for each coder; one row each, in the order of the sheet."""
    labels = pd.DataFrame(pairs_of_codes(codes, sheet), columns=["coder", "unit", "label"])
    wide = labels.pivot(index="unit", columns="coder", values="label").reindex(sheet["unit"])
    return pd.concat([_with_numbers(sheet["words"]), wide.reset_index(drop=True)], axis=1)


def agreements(codes: Iterable[Code], sheet: pd.DataFrame) -> pd.DataFrame:
    """Percent agreement, kappa and alpha of the coders on the sheet's sentences and on all. Two rows."""
    known, rows = list(codes), []
    for name, part in (("on the sheet", _of_sheet(known, sheet)), ("on all sentences", known)):
        found = agreement(part, sorted({c.coder for c in part}), VARIABLE)
        told = (found.n_units, found.percent, found.kappa, found.alpha) if found else (0, None, None, None)
        rows.append((name, *told))
    return pd.DataFrame(rows, columns=["sentences", "n", "percent", "kappa", "alpha"])


def _of_sheet(codes: Iterable[Code], sheet: pd.DataFrame | None) -> list[Code]:
    return [code for code in codes if sheet is None or _row(code) in set(sheet["unit"])]


def _row(code: Code) -> str:
    return str(getattr(code.unit, "row", ""))


def sentence_words(frames: Tables) -> pd.Series[str]:
    """The words of every sentence by its id, where the text is not withheld."""
    texts = frames["articles"].dropna(subset=["text"]).set_index("article_id")["text"]
    rows = frames["sentences"][frames["sentences"]["article_id"].isin(texts.index)]
    words = [texts[a][s:e] for a, s, e in zip(rows["article_id"], rows["start"], rows["end"], strict=True)]
    return pd.Series(words, index=rows["sentence_id"], dtype="string")


def scores(sentences: Sequence[str], lexicon: Lexicon) -> pd.DataFrame:
    """Raw score and score without topic words of each sentence, in -1 to 1, and the words behind both. One row each."""
    rows = [
        (sentence, tone.compound, ", ".join(tone.compound_words), tone.tone, ", ".join(tone.tone_words))
        for sentence, tone in ((sentence, score_tone(sentence, lexicon)) for sentence in sentences)
    ]
    return pd.DataFrame(rows, columns=["sentence", "raw", "raw_words", "tone", "tone_words"])


def repeated(sentence: str, *, times: Sequence[int], lexicon: Lexicon) -> pd.DataFrame:
    """The raw score of ``sentence`` said once, twice …: one row for each number of ``times``."""
    raw = [score_tone(" ".join([sentence] * n), lexicon).compound for n in times]
    return pd.DataFrame({"times": list(times), "raw": raw})


def most_told(frames: Tables) -> str:
    """The id of the incident that the most articles tell; of several, the first by id; empty where there is none."""
    incidents = frames["incidents"].sort_values(["n_articles", "incident_id"], ascending=[False, True])
    return "" if incidents.empty else str(incidents["incident_id"].iloc[0])


def mentions_of(frames: Tables, incident_id: str) -> pd.DataFrame:
    """The mentions of an incident with ``outlet`` and ``published`` of their articles, by day and place in the text."""
    mentions = frames["attacks"][frames["attacks"]["incident_id"] == incident_id]
    articles = articles_of(frames)[["article_id", "outlet", "published"]]
    order = ["published", "article_id", "start"]
    return mentions.merge(articles, on="article_id").sort_values(order, ignore_index=True)


def read_mistakes(corpus: str) -> pd.DataFrame:
    """The program's mistakes on an annotated corpus, as its folder gold/ lists them in mistakes.csv, one row each.

    Columns mistake_id, frame, mistake (missed, invented, wrong value), article_id, start, end, column, program,
    reader. Raises CorpusError where there is no such list.
    """
    path = Path(corpus) / "gold" / "mistakes.csv"
    if not path.is_file():
        raise CorpusError(f"{path}: no list of mistakes here. Only an annotated corpus has one.")
    mistakes = pd.read_csv(path, dtype={"column": "string", "program": "string", "reader": "string"})
    mistakes.insert(0, "mistake_id", [f"m{i}" for i in range(1, len(mistakes) + 1)])
    return mistakes


def kinds_of_mistakes(mistakes: pd.DataFrame) -> pd.DataFrame:
    """How many mistakes of each kind, and in which column where a value is wrong; the most first."""
    counts = mistakes.fillna({"column": ""}).groupby(["frame", "mistake", "column"]).size().reset_index(name="rows")
    return counts.sort_values(["rows", "frame", "mistake", "column"], ascending=[False, True, True, True])


def drawn_mistakes(mistakes: pd.DataFrame, *, n: int, seed: int) -> pd.DataFrame:
    """``n`` mistakes drawn by a fixed seed, at most one in each article."""
    one_each = mistakes.sample(frac=1, random_state=seed).drop_duplicates("article_id")
    return one_each.head(n).sort_values(["article_id", "start"], ignore_index=True)


def verdicts(drawn: pd.DataFrame, mistakes: pd.DataFrame) -> pd.DataFrame:
    """For each drawn mention, whether the annotation has it, and which of its values are wrong. One row each."""
    attacks, rows = mistakes[mistakes["frame"] == "attacks"], []
    for row in drawn.to_dict("records"):
        same_place = attacks["article_id"].eq(row["article_id"])
        touching = attacks[same_place & attacks["start"].lt(row["end"]) & attacks["end"].gt(row["start"])]
        wrong = sorted(set(touching.loc[touching["mistake"] == "wrong value", "column"].dropna()))
        rows.append((row["attack_id"], bool((touching["mistake"] != "invented").all()), ", ".join(wrong) or None))
    return pd.DataFrame(rows, columns=["attack_id", "counted_rightly", "wrong_values"])


def interval(right: int, checked: int) -> tuple[float, float]:
    """The shares (0 to 1) that ``right`` of ``checked`` is compatible with: the 95 % interval of Wilson (1927)."""
    share, z = right / checked, NormalDist().inv_cdf(0.975)
    middle = share + z**2 / (2 * checked)
    reach = z * math.sqrt(share * (1 - share) / checked + z**2 / (4 * checked**2))
    low, high = ((middle + side * reach) / (1 + z**2 / checked) for side in (-1, 1))
    return round(max(0.0, low), 2), round(min(1.0, high), 2)


def shares_right(*, checked: int) -> pd.DataFrame:
    """For each number of right rows among ``checked``, the share and its interval; the best first, one row each."""
    rows = [(f"{n} of {checked}", n / checked, *interval(n, checked), checked) for n in range(checked, -1, -1)]
    return pd.DataFrame(rows, columns=["right", "share", "low", "high", "checked"])
