"""How far tone is from what people hear: the figures of lexicons/tone_error.toml, and the effect of each added word.

python benchmarks/tone_error.py FOLDER             the figures as TOML
python benchmarks/tone_error.py FOLDER --effects   what each word of tone.toml adds to r and to macro-F1

FOLDER holds the development sets as CSV: nyt_editorials.csv (id, text, gold from -4 to 4; Hutto and Gilbert, ICWSM
2014, in vaderSentiment's repository) and newsmtsc.csv (id, sentence, gold -1, 0 or 1; Hamborg and Donnay, EACL 2021).
Their texts may not be handed on; their figures may.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.extraction.tone.scoring import score_tone
from analysis.language.lexicon import Lexicon, load_lexicon

CLASSES = ("negative", "neutral", "positive")
THRESHOLD = 0.05  # of compound and of gold, as VADER's authors cut


@dataclass(frozen=True, slots=True)
class DevelopmentSet:
    """Sentences with what people heard, from -1 to 1 after division by ``reach``."""

    name: str
    column: str
    reach: float


SETS = (DevelopmentSet("nyt_editorials", "text", 4.0), DevelopmentSet("newsmtsc", "sentence", 1.0))


def read_set(folder: Path, chosen: DevelopmentSet) -> tuple[list[str], np.ndarray]:
    """The sentences of one set and their gold."""
    with (folder / f"{chosen.name}.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row[chosen.column] for row in rows], np.array([float(row["gold"]) / chosen.reach for row in rows])


def compounds(sentences: Sequence[str], lexicon: Lexicon) -> np.ndarray:
    """The raw compound of each sentence."""
    return np.array([score_tone(sentence, lexicon).compound for sentence in sentences])


def classes(values: np.ndarray, reach: float = 1.0) -> list[str]:
    """Negative, neutral or positive by the threshold on the set's own scale."""
    return [CLASSES[1 + int(v * reach >= THRESHOLD) - int(v * reach <= -THRESHOLD)] for v in values]


def macro_f1(told: Sequence[str], heard: Sequence[str]) -> float:
    """The mean of the F1 of the three classes."""
    pairs, said, meant = Counter(zip(told, heard, strict=True)), Counter(told), Counter(heard)
    return sum(2 * pairs[c, c] / (said[c] + meant[c]) if said[c] + meant[c] else 0.0 for c in CLASSES) / len(CLASSES)


def figures(gold: np.ndarray, scored: np.ndarray, reach: float) -> Iterator[str]:
    """One set's figures, one line of TOML each; confusion rows are what people heard, columns what VADER says."""
    heard, told = classes(gold, reach), classes(scored)
    pairs = Counter(zip(heard, told, strict=True))
    yield f"n = {len(gold)}"
    yield f"r = {np.corrcoef(gold, scored)[0, 1]:.3f}"
    yield f"macro_f1 = {macro_f1(told, heard):.3f}"
    yield f"accuracy = {np.mean([a == b for a, b in zip(heard, told, strict=True)]):.3f}"
    yield f"mean_absolute_error = {np.mean(np.abs(gold - scored)):.3f}"
    yield f"bias = {np.mean(scored - gold):.3f}"
    yield f"confusion = {[[pairs[a, b] for b in CLASSES] for a in CLASSES]}"


def without(lexicon: Lexicon, word: str) -> Lexicon:
    """The lexicon without one added word."""
    kept = {w: entry for w, entry in lexicon["tone"]["valences"].items() if w != word}
    tables = {**lexicon.tables, "tone": {**lexicon["tone"], "valences": kept}}
    return Lexicon(tables, f"{lexicon.fingerprint} without {word}")


def effects(folder: Path, lexicon: Lexicon) -> Iterator[str]:
    """For each added word: in how many sentences it stands, what it adds to r of the first set and F1 of the second."""
    sets: Mapping[str, tuple[list[str], np.ndarray]] = {s.name: read_set(folder, s) for s in SETS}
    (essays, essay_gold), (news, news_gold) = sets["nyt_editorials"], sets["newsmtsc"]
    heard = classes(news_gold)

    def measured(chosen: Lexicon) -> tuple[float, float]:
        r = float(np.corrcoef(essay_gold, compounds(essays, chosen))[0, 1])
        return r, macro_f1(classes(compounds(news, chosen)), heard)

    r, f1 = measured(lexicon)
    for word in lexicon["tone"]["valences"]:
        r_without, f1_without = measured(without(lexicon, word))
        found = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        n = [sum(bool(found.search(s)) for s in sentences) for sentences in (essays, news)]
        yield f"{word:<14} n {n[0]} and {n[1]}   r {r - r_without:+.4f}   macro-F1 {f1 - f1_without:+.4f}"
    r_plain, f1_plain = measured(
        Lexicon({**lexicon.tables, "tone": {**lexicon["tone"], "valences": {}}}, f"{lexicon.fingerprint} plain")
    )
    yield f"all together: r {r_plain:.4f} to {r:.4f}, macro-F1 {f1_plain:.4f} to {f1:.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder of the development sets")
    parser.add_argument("--effects", action="store_true", help="the effect of each added word")
    chosen = parser.parse_args()
    lexicon = load_lexicon()
    if chosen.effects:
        print(*effects(chosen.folder, lexicon), sep="\n")
        return
    for development in SETS:
        sentences, gold = read_set(chosen.folder, development)
        print(f"[tone_error.{development.name}]")
        print(*figures(gold, compounds(sentences, lexicon), development.reach), sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
