"""What the lesson on counting shows: a sheet of sentences, two coders beside each other, how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.comparison.coders import Code, agreement
from analysis.reporting.shown import Shown
from analysis.reporting.tables import table

VARIABLE = "is_attack"
Triple = tuple[str, str, str]


def coding_list(sheet: pd.DataFrame) -> Shown:
    """The sentences of a coding sheet with numbers, and an empty column for the answer."""
    rows = pd.DataFrame({"no": range(1, len(sheet) + 1), "sentence": list(sheet["words"]), "attack": ""})
    return table(rows, caption="Sentences to code", labels={"no": "no.", "attack": "yes or no"}, open_rows=len(rows))


def pairs_of_codes(codes: Iterable[Code], sheet: pd.DataFrame | None) -> list[Triple]:
    """(coder, unit, label) of whether sentences tell of an attack: those of the sheet, or all; as NLTK takes them."""
    wanted = None if sheet is None else set(sheet["unit"])
    named = ((code.coder, str(getattr(code.unit, "row", "")), code) for code in codes if code.variable == VARIABLE)
    return [(coder, unit, code.label) for coder, unit, code in named if wanted is None or unit in wanted]


def beside_each_other(sheet: pd.DataFrame, codes: Iterable[Code]) -> pd.DataFrame:
    """The sheet's sentences with a column for each coder; one row each, in the order of the sheet."""
    labels = pd.DataFrame(pairs_of_codes(codes, sheet), columns=["coder", "unit", "label"])
    wide = labels.pivot(index="unit", columns="coder", values="label").reindex(sheet["unit"])
    numbers = pd.DataFrame({"no": range(1, len(sheet) + 1), "sentence": list(sheet["words"])})
    return pd.concat([numbers, wide.reset_index(drop=True)], axis=1)


def agreements(codes: Iterable[Code], sheet: pd.DataFrame) -> pd.DataFrame:
    """Percent agreement, kappa and alpha of the coders on the sheet's sentences and on all. Two rows."""
    known = list(codes)
    wanted = set(sheet["unit"])
    parts = {
        "on the sheet": [c for c in known if str(getattr(c.unit, "row", "")) in wanted],
        "on all sentences": known,
    }
    rows = [(name, _measured(part)) for name, part in parts.items()]
    return pd.DataFrame([{"sentences": name, **figures} for name, figures in rows])


def _measured(codes: list[Code]) -> Mapping[str, float | int | None]:
    found = agreement(codes, sorted({c.coder for c in codes}), VARIABLE)
    if found is None:
        return {"n": 0, "percent": None, "kappa": None, "alpha": None}
    return {"n": found.n_units, "percent": found.percent, "kappa": found.kappa, "alpha": found.alpha}


def sentence_words(frames: Mapping[str, pd.DataFrame]) -> pd.Series[str]:
    """The words of every sentence by its id, where the text is not withheld."""
    texts = frames["articles"].dropna(subset=["text"]).set_index("article_id")["text"]
    rows = frames["sentences"][frames["sentences"]["article_id"].isin(texts.index)]
    words = [texts[a][s:e] for a, s, e in zip(rows["article_id"], rows["start"], rows["end"], strict=True)]
    return pd.Series(words, index=rows["sentence_id"], dtype="string")
