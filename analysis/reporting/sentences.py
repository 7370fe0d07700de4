"""Sentences made from the data: the answers at the head of the reports, and what a chart's label says."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.frames.querying import articles_of
from analysis.reporting.summaries.attacks import incident_mentions, killed_in_all
from analysis.reporting.summaries.corpus import not_read
from analysis.reporting.summaries.coverage import alone_table, incident_sources
from analysis.reporting.summaries.sources import shared_wording
from analysis.reporting.summaries.statements import statements_with_outlets

Tables = Mapping[str, pd.DataFrame]


def count(n: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "no incident", "1 incident", "1,204 incidents"."""
    plural = plural or f"{noun}s"
    return f"no {noun}" if n == 0 else f"{n:,} {noun if n == 1 else plural}"


def sentence(text: str) -> str:
    """``text`` with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def extremes(table: pd.DataFrame, label: str, value: str, unit: str) -> str:
    """What a chart of ``value`` by ``label`` shows to someone who can't see it: how many, the most, the least."""
    if table.empty:
        return "No data."
    values = table[value].astype(float).to_numpy()
    top, low = table.iloc[int(values.argmax())], table.iloc[int(values.argmin())]
    if len(table) == 1:
        return f"One value: {top[label]}, {_value(top[value])} {unit}."
    most, least = f"{top[label]}, {_value(top[value])} {unit}", f"{low[label]}, {_value(low[value])}"
    return f"{len(table)} values. The highest: {most}; the lowest: {least}."


def _value(number: float) -> str:
    return f"{int(number):,}" if float(number).is_integer() else f"{float(number):.2f}"


def corpus_answer(frames: Tables) -> str:
    """How much was read, and how much could not be."""
    articles, skipped = articles_of(frames), not_read(frames)
    read = f"{count(len(articles), 'article')} of {int(articles['n_words'].sum()):,} words could be read"
    lost = (
        "; nothing was left out"
        if skipped.empty
        else f"; {count(len(skipped), 'file or record', 'files or records')} could not"
    )
    return sentence(read + lost)


def attack_answer(frames: Tables) -> str:
    """How many attacks are reported, beside what a keyword count would say, and how many are disputed."""
    incidents, mentions = frames["incidents"], incident_mentions(frames)
    if incidents.empty:
        return "No attack is reported as having happened in these articles."
    words = int(articles_of(frames)["n_keywords"].sum())
    disputed = int(incidents["disputed"].notna().sum())
    said = f"the articles report {count(len(incidents), 'separate attack')} in {count(len(mentions), 'mention')}"
    naive = f"a count of words such as attack or strike would give {words:,}"
    agreed = (
        f"on {disputed:,} of them the articles disagree"
        if disputed
        else "the articles do not contradict each other on them"
    )
    return sentence(f"{said}; {naive}; {agreed}")


def toll_sentence(frames: Tables) -> str:
    """Killed over all incidents as a range, and in how many incidents a toll is stated."""
    stated = int(frames["incidents"]["killed_low"].notna().sum() + 0)
    if not stated:
        return "No article states how many people were killed."
    low, high = killed_in_all(frames)
    spread = f"at least {low:,}" if high is None else (f"{low:,}" if low == high else f"{low:,} to {high:,}")
    return f"{spread} people killed, in the {count(stated, 'incident')} for which an article states a toll."


def source_answer(frames: Tables) -> str:
    """How many outlets there are, which share wording, and how many incidents only one of them reports."""
    outlets = articles_of(frames)["outlet"].nunique()
    pairs, incidents = shared_wording(frames), frames["incidents"]
    if outlets < 2:
        return "There are not two outlets to compare in these articles."
    shared = f"{count(len(pairs), 'pair')} of articles {'shares' if len(pairs) == 1 else 'share'} wording"
    shared = shared if len(pairs) else "no two articles share wording"
    lone = int((alone_table(frames)["what"] == "incident").sum())
    stands = "stands" if lone == 1 else "stand"
    alone = f"; {lone:,} of {count(len(incidents), 'incident')} {stands} in one outlet only" if len(incidents) else ""
    return sentence(f"of {outlets} outlets, {shared}{_strongest(pairs)}{_fewer_sources(frames)}{alone}")


def _fewer_sources(frames: Tables) -> str:
    """How many incidents lose outlets when families count once; empty where none has two outlets."""
    sources = incident_sources(frames)
    several = sources[sources["outlets"] > 1]
    if several.empty:
        return ""
    fewer = int((several["independent"] < several["outlets"]).sum())
    if len(several) == 1:
        return f"; 1 incident stands in several outlets, {'which are fewer' if fewer else 'all'} independent families"
    told = f"; {len(several):,} incidents stand in several outlets"
    return f"{told}, {format(fewer, ',') if fewer else 'none'} of them in fewer independent families"


def _strongest(pairs: pd.DataFrame) -> str:
    if pairs.empty:
        return ""
    first = pairs.iloc[0]
    a_in_b = first["containment_a"] >= first["containment_b"]
    share = first["containment_a"] if a_in_b else first["containment_b"]
    borrower, other = (first["outlet_a"], first["outlet_b"]) if a_in_b else (first["outlet_b"], first["outlet_a"])
    return f" (most: {share:.0%} of one article by {borrower} also stands in {other})"


def statement_answer(frames: Tables) -> str:
    """How many statements, by how many speakers, how many official, and how the topic shifts the tone."""
    statements = statements_with_outlets(frames)
    if statements.empty:
        return "No statement is reported in these articles."
    official = int(statements["official"].fillna(False).sum())
    unnamed = int(statements["anonymous"].fillna(False).sum())
    shift = float((statements["tone"] - statements["compound"]).mean())
    made = f"the articles report {count(len(statements), 'statement')}"
    made += f", {official:,} by officials, {unnamed:,} by unnamed speakers"
    moved = f"leaving topic words out moves the mean tone by {shift:+.2f}".replace("-", "−")
    return sentence(f"{made}; {moved}")
