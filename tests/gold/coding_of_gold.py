"""The gold as one more coder of sentences: what the lesson on counting compares a class and the program with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

import pandas as pd
from annotation import Gold, Span

CODER = "annotator"


def as_coding(gold: Gold, frames: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """The lines of coding/annotator.csv: for every sentence, whether it tells of an attack that happened."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("coder", "unit", "is_attack"))
    told = [span for span in gold.attacks if span["realis"] == "actual"]
    for row in frames["sentences"].sort_values(["article_id", "start"]).to_dict("records"):
        is_attack = any(_begins_in(span, row) for span in told)
        writer.writerow((CODER, row["sentence_id"], "yes" if is_attack else "no"))
    yield text.getvalue().removesuffix("\n")


def _begins_in(span: Span, sentence: Mapping[object, object]) -> bool:
    start, end = int(str(sentence["start"])), int(str(sentence["end"]))
    return span.article_id == sentence["article_id"] and start <= span.start < end
