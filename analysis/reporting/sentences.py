"""Sentences made from the data: the answers at the head of the reports, and what a chart's label says."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.frames.querying import articles_of
from analysis.reporting.shown import count, number_text
from analysis.reporting.style import is_told
from analysis.reporting.summaries.attacks import incident_mentions, killed_in_all
from analysis.reporting.summaries.corpus import not_read
from analysis.reporting.summaries.coverage import alone_table, incident_sources
from analysis.reporting.summaries.sources import shared_wording
from analysis.reporting.summaries.statements import statements_with_outlets

Tables = Mapping[str, pd.DataFrame]


def sentence(text: str) -> str:
    """``text`` with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def extremes(table: pd.DataFrame, label: str, value: str, unit: str) -> str:
    """What a chart of ``value`` by ``label`` shows to someone who can't see it: how many, the most, the least; what is
    missing apart."""
    known = is_told(table[label]) & table[value].notna()
    if not known.any():
        return "No data."
    rest = [f" {name.capitalize()}: {number_text(float(n), '{:,.0f}')}." for name, n in _missing(table, label, value)]
    return _extremes(table[known], label, value, unit) + "".join(rest)


def _missing(table: pd.DataFrame, label: str, value: str) -> list[tuple[str, float]]:
    """The rows of a table that stand for what is missing, with their numbers."""
    rows = table[~is_told(table[label])].dropna(subset=[label, value])
    return [(str(name), float(n)) for name, n in zip(rows[label], rows[value], strict=True)]


def answers(table: pd.DataFrame, label: str, value: str) -> str:
    """How many values a table has, and for how many rows there is none: "7 answers, 3 incidents not stated"."""
    missing = [f", {count(int(n), value.removesuffix('s'))} {name}" for name, n in _missing(table, label, value)]
    return count(int(is_told(table[label]).sum()), "answer") + "".join(missing)


def _extremes(table: pd.DataFrame, label: str, value: str, unit: str) -> str:
    values = table[value].astype(float).to_numpy()
    shown = [f"{int(v):,}" if v.is_integer() else f"{v:.2f}" for v in values.tolist()]
    most, least = (f"{table[label].iloc[i]}, {shown[i]}" for i in (int(values.argmax()), int(values.argmin())))
    if len(table) == 1:
        return f"One value: {most} {unit}."
    return f"{len(table)} values. The highest: {most} {unit}; the lowest: {least}."


def corpus_answer(frames: Tables) -> str:
    """How much was read, and how much could not be."""
    articles, skipped = articles_of(frames), not_read(frames)
    read = f"{count(len(articles), 'article')} of {int(articles['n_words'].sum()):,} words could be read"
    lost = f"{count(len(skipped), 'file or record', 'files or records')} could not"
    return sentence(f"{read}; {'nothing was left out' if skipped.empty else lost}")


def attack_answer(frames: Tables) -> str:
    """How many attacks are reported, beside what a keyword count would say, and how many are disputed."""
    incidents, mentions = frames["incidents"], incident_mentions(frames)
    if incidents.empty:
        return "No attack is reported as having happened in these articles."
    words, disputed = int(articles_of(frames)["n_keywords"].sum()), int(incidents["disputed"].notna().sum())
    said = f"the articles report {count(len(incidents), 'separate attack')} in {count(len(mentions), 'mention')}"
    naive = f"a count of words such as attack or strike would give {words:,}"
    agreed = f"on {disputed:,} of them the articles disagree"
    agreed = agreed if disputed else "the articles do not contradict each other on them"
    return sentence(f"{said}; {naive}; {agreed}")


def toll_sentence(frames: Tables) -> str:
    """Killed over all incidents as a range, and in how many incidents a toll is stated."""
    stated = int(frames["incidents"][["killed_low", "killed_high"]].notna().any(axis=1).sum())
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
    shared = "no two articles share wording"
    if len(pairs):
        first = pairs.iloc[0]
        a, b = ("a", "b") if first["containment_a"] >= first["containment_b"] else ("b", "a")
        most = f"{first[f'containment_{a}']:.0%} of one article by {first[f'outlet_{a}']}"
        shared = f"{count(len(pairs), 'pair')} of articles {'shares' if len(pairs) == 1 else 'share'} wording"
        shared += f" (most: {most} also stands in {first[f'outlet_{b}']})"
    lone = int((alone_table(frames)["what"] == "incident").sum())
    stands = f"{lone:,} of {count(len(incidents), 'incident')} {'stands' if lone == 1 else 'stand'} in one outlet only"
    return sentence(f"of {outlets} outlets, {shared}{_fewer_sources(frames)}{f'; {stands}' if len(incidents) else ''}")


def _fewer_sources(frames: Tables) -> str:
    """How many incidents lose outlets when families count once; empty where none has two outlets."""
    sources = incident_sources(frames)
    several = sources[sources["outlets"] > 1]
    fewer = int((several["independent"] < several["outlets"]).sum())
    if len(several) < 2:
        which = "which are fewer" if fewer else "all"
        return "" if several.empty else f"; 1 incident stands in several outlets, {which} independent families"
    told = f"; {len(several):,} incidents stand in several outlets"
    return f"{told}, {format(fewer, ',') if fewer else 'none'} of them in fewer independent families"


def statement_answer(frames: Tables) -> str:
    """How many statements, by how many speakers, how many official, and how the topic shifts the tone."""
    statements = statements_with_outlets(frames)
    if statements.empty:
        return "No statement is reported in these articles."
    official, unnamed = (int(statements[name].fillna(False).sum()) for name in ("official", "anonymous"))
    shift = number_text(float((statements["tone"] - statements["compound"]).mean()), "{:+.2f}")
    made = f"the articles report {count(len(statements), 'statement')}"
    unresolved = int(statements["official"].isna().sum())
    made += f", {official:,} by officials, {unnamed:,} by unnamed speakers"
    made += f", {unresolved:,} by speakers not resolved" if unresolved else ""
    return sentence(f"{made}; leaving topic words out moves the mean tone by {shift}")
