"""Credits that an article gives to other outlets, agencies and institutes.

Three sources of names: the lexicon's outlets; short names that mean the one named last ("the Times said"); runs of
capitalised words with an outlet's ending ("the Harbour Gazette reported"). A name alone is no credit: in the text it
needs a crediting word before it ("according to", "told"), a reporting verb or noun after it; in a dateline it stands in
brackets; in a caption it credits the picture. "The report said" goes to the report that was introduced last. The
article's own outlet is never a credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import ahocorasick

from analysis.errors import LexiconError
from analysis.extraction.gazetteer import fold
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.records import Citation, Credit
from analysis.reading.article import Article, Passage

_KINDS = ("agency", "newspaper", "broadcaster", "state-agency", "institute")
_NAMED = re.compile(r"(?:[A-Z][\w'’&-]*\s){1,4}$")  # what stands before an ending: "Harbour " of "Harbour Gazette"


@dataclass(frozen=True, slots=True)
class _Cues:
    """The lexicon's outlets and crediting words, compiled."""

    automaton: Any
    names: Mapping[str, str]
    shorts: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    anaphors: Mapping[str, frozenset[str]]
    photo_agencies: frozenset[str]
    guarded: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    photo: re.Pattern[str]
    noun: re.Pattern[str]
    anaphor: re.Pattern[str]
    introduced: re.Pattern[str]
    unlisted: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in the text; ``cited`` is None where it depends on what was named before."""

    start: int
    end: int
    form: str
    cited: str | None


def find_citations(article: Article, lexicon: Lexicon) -> list[Citation]:
    """Credits to others than the article's own outlet, in text order, each passage that repeats another left out.

    Where the outlet is not known, a byline that names one is taken for it.
    """
    found = list(_credits(article, _compile(lexicon)))
    own = canonical_outlet(article.outlet, lexicon) if article.outlet else None
    signed = {c.cited for c in found if c.credit == "byline"} if own is None else {own}
    return [c for c in found if c.cited not in signed]


def _credits(article: Article, cues: _Cues) -> Iterator[Citation]:
    """All credits, the outlet's own included; remembers who was named, and whose report was introduced last."""
    named: list[str] = []
    introduced: str | None = None
    for passage in article.passages:
        if passage.duplicate_of is not None:
            continue
        for mention in _mentions(article.text, passage, cues):
            if mention.form == "report":
                introduced = None
                continue
            cited = mention.cited or _meant(mention.form, named, introduced, cues)
            credit = _credit(article.text, passage, mention, cited, cues) if cited else None
            named += [cited] if cited else []
            if cited and credit:
                introduced = cited if credit == "text" and not _is_translated(article.text, mention) else introduced
                yield Citation(mention.start, mention.end, cited, credit)


def _is_translated(text: str, mention: _Mention) -> bool:
    """Who translates a report does not make it: "the report, translated by Harbour News, said"."""
    return bool(re.search(r"translated by(?: the)?\s$", text[max(0, mention.start - 20) : mention.start]))


def canonical_outlet(name: str, lexicon: Lexicon) -> str:
    """The lexicon's name of an outlet; where it has none, the name itself without what stands in brackets."""
    plain = re.sub(r"\s*\([^)]*\)", "", name).strip()
    by_key = _outlet_keys(lexicon)
    return by_key.get(_key(plain)) or by_key.get(_key(name)) or plain


@cache
def outlet_forms(lexicon: Lexicon) -> Mapping[str, str]:
    """The canonical name of each form under which an outlet of the lexicon may sign; research institutes don't."""
    return MappingProxyType(
        {
            form: outlet["name"]
            for outlet in lexicon.get("outlets", [])
            if outlet.get("kind") != "institute"
            for form in (outlet["name"].upper(), *outlet.get("aliases", []), outlet["name"])
        }
    )


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]|^the ?", "", fold(name).lower())


@cache
def _outlet_keys(lexicon: Lexicon) -> Mapping[str, str]:
    keys: dict[str, str] = {}
    for outlet in lexicon.get("outlets", []):
        for form in (outlet["name"], *outlet.get("aliases", [])):
            keys.setdefault(_key(form), outlet["name"])
    return MappingProxyType(keys)


@cache
def _compile(lexicon: Lexicon) -> _Cues:
    guarded = frozenset(fold(name).strip() for name in lexicon.get("guarded_outlets", []))
    names: dict[str, str] = {}
    shorts: dict[str, tuple[str, ...]] = {}
    for outlet in lexicon.get("outlets", []):
        _check(outlet)
        for form in (outlet["name"], *outlet.get("aliases", [])):
            folded = fold(form).strip()
            for spelling in {form, form[:1].upper() + form[1:], form if folded in guarded else form.upper()}:
                names.setdefault(fold(spelling).strip(), outlet["name"])
        for form in outlet.get("short", []):
            shorts[form] = (*shorts.get(form, ()), outlet["name"])
    automaton = ahocorasick.Automaton()
    for form in {*names, *shorts}:
        automaton.add_word(f" {form} ", form)
    automaton.make_automaton()
    context = lexicon["outlet_context"]
    describing = f"(?:{_any(context['descriptors'])}|[A-Z][\\w'’-]*(?:n|i|se|sh|'s|’s))"
    between = f"(?:[\\s,]+{describing}){{0,5}}"
    verbs, nouns, anaphors = _any(context["after"]), _any(context["nouns"]), _any(lexicon["outlet_anaphors"])
    return _Cues(
        automaton,
        MappingProxyType(names),
        MappingProxyType(shorts),
        MappingProxyType({outlet["name"]: outlet["kind"] for outlet in lexicon.get("outlets", [])}),
        MappingProxyType({noun: frozenset(kinds) for noun, kinds in lexicon["outlet_anaphors"].items()}),
        frozenset(lexicon.get("photo_agencies", [])),
        guarded,
        before=re.compile(
            rf"(?i:\b{_any(context['before'])}){between}[\s,]*[\"“'‘\[]*$"
            r"|[,\"”'’]\s*(?:reports?|reported|said|says|wrote|writes)\s+(?:the\s)?$"
        ),
        after=re.compile(
            rf"[\"”'’]?(?:['’]s)?(?:\s\([^)]{{1,20}}\))?(?:\]\([^)\s]{{1,200}}\))?(?:,[^,.;]{{1,40}},)?(?i:{between})\s"
            rf"(?i:{verbs}|{nouns})\b|,\s(?:citing|quoting)\b|,\swhich\s(?:(?:has|had)\s)?(?i:{verbs})\b"
        ),
        photo=re.compile(rf"(?i)(?<!\w){_any(context['photo'])}(?!\w)"),
        noun=re.compile(_any(f(noun) for noun in lexicon["outlet_anaphors"] for f in (str.lower, str.upper))),
        anaphor=re.compile(
            rf"(?i)(?:\b{_any(context['before'])}[\s,]+(?P<named>(?:the|{_WEEKDAY})\s(?:\w+\s)?{anaphors})\b"
            rf"|\b(?P<says>the\s(?:[a-z]+\s)?{anaphors})(?=(?:\s(?:also|had|has|then|later|further))?\s{verbs}\b))"
        ),
        introduced=re.compile(r"(?i)\b(?:an?|another|new)\s(?:[\w.'’-]+\s){0,3}?report\b"),
        unlisted=re.compile(rf"\b{_any(context['endings'])}\b"),
    )


_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day['’]s"


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s") for w in ordered) + ")"


def _check(outlet: Mapping[str, Any]) -> None:
    if not isinstance(outlet.get("name"), str) or not outlet["name"]:
        raise LexiconError(f'[[outlets]] {dict(outlet)}: an entry needs a name. Add name = "…".')
    if outlet.get("kind") not in _KINDS:
        raise LexiconError(
            f"[[outlets]] {outlet['name']}: unknown kind {outlet.get('kind')!r}. Use one of {', '.join(_KINDS)}."
        )


def _mentions(text: str, passage: Passage, cues: _Cues) -> list[_Mention]:
    """Names, "the report" and newly introduced reports of a passage, in text order, none within another."""
    start, end = passage.start, passage.end
    mentions = [*_listed(text, start, end, cues), *_unlisted(text, start, end, cues)]
    if passage.kind in ("body", "headline", "subhead") and cues.noun.search(text, start, end):
        carried = [m.span(m.lastgroup or 0) for m in cues.anaphor.finditer(text, start, end)]
        mentions += [_Mention(at, to, f"the {_noun(text[at:to], cues)}", None) for at, to in carried]
        mentions += [_Mention(m.start(), m.end(), "report", None) for m in cues.introduced.finditer(text, start, end)]
    kept: list[_Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.cited is None, m.start, -m.end)):
        if all(mention.end <= k.start or mention.start >= k.end for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _noun(phrase: str, cues: _Cues) -> str:
    """The noun of "the American report", "Friday's report"."""
    return next((noun for noun in sorted(cues.anaphors, key=len, reverse=True) if phrase.lower().endswith(noun)), "")


def _listed(text: str, start: int, end: int, cues: _Cues) -> Iterator[_Mention]:
    best: dict[int, _Mention] = {}
    for last, form in cues.automaton.iter(f" {fold(text[start:end])} "):
        at, to = start + last - 1 - len(form), start + last - 1
        if form in cues.guarded and re.match(r"\s[A-Z][a-z]", text[to : to + 3]):
            continue
        if form in cues.names:
            best[at] = max(
                _Mention(at, to, form, cues.names[form]), best.get(at, _Mention(at, at, "", None)), key=_length
            )
        elif text[max(0, at - 4) : at].lower() == "the ":
            best.setdefault(at, _Mention(at, to, form, None))
    reach = 0
    for at in sorted(best):
        if at >= reach:
            reach = best[at].end
            yield best[at]


def _length(mention: _Mention) -> int:
    return mention.end - mention.start


def _unlisted(text: str, start: int, end: int, cues: _Cues) -> Iterator[_Mention]:
    """ "Harbour Gazette": capitalised words before an outlet's ending; the article stays outside the name."""
    for ending in cues.unlisted.finditer(text, start, end):
        name = _NAMED.search(text, max(start, ending.start() - 60), ending.start())
        if name:
            at = name.start() + (4 if text[name.start() :].startswith("The ") else 0)
            if at < ending.start():
                cited = text[at : ending.end()].replace("\n", " ")
                yield _Mention(at, ending.end(), cited, cues.names.get(fold(cited), cited))


def _meant(form: str, named: Sequence[str], introduced: str | None, cues: _Cues) -> str | None:
    """Whom a short name means: the last named that bears it, or the only one; "the report": the last credited."""
    if form.startswith("the "):
        fitting = cues.anaphors.get(form[4:], frozenset())
        return introduced if introduced and cues.kinds.get(introduced, "unlisted") in fitting else None
    bearers = cues.shorts.get(form, ())
    for name in reversed(named):
        if name in bearers:
            return name
    return bearers[0] if len(bearers) == 1 else None


def _credit(text: str, passage: Passage, mention: _Mention, cited: str, cues: _Cues) -> Credit | None:
    if passage.kind == "dateline":
        return "dateline"
    if passage.kind == "byline":
        return "byline"
    before = text[max(passage.start, mention.start - 80) : mention.start]
    after = text[mention.end : min(passage.end, mention.end + 80)]
    if passage.kind in ("caption", "furniture") or cited in cues.photo_agencies:
        return "photo" if _is_photo(passage, before, after, cues) else None
    if _is_dateline(text, passage, mention, before, after):
        return "dateline"
    if (
        mention.form.startswith("the ")
        or _speaks_for(before, cited, cues)
        or cues.before.search(before)
        or cues.after.match(after)
    ):
        return "text"
    return "photo" if re.search(r"(?i)\(?(?:photo|image)[:/ ][^()]{0,40}$|\bvia\s$", before) else None


def _speaks_for(before: str, cited: str, cues: _Cues) -> bool:
    """ "A researcher of the Tidewater Institute": who is introduced as an institute's speaks from its work."""
    return cues.kinds.get(cited) == "institute" and bool(re.search(r"\b(?:of|at|with|from)\s(?:the\s)?$", before))


def _is_photo(passage: Passage, before: str, after: str, cues: _Cues) -> bool:
    """In a caption a name stands behind a slash, in brackets, at the end, or beside a word for pictures."""
    if re.search(r"[/(]\s*$", before) or re.match(r"\s*(?:[/)]|Photo\b)", after):
        return True
    if passage.kind == "caption" and not after.strip(" .)\n"):
        return True
    return bool(cues.photo.search(before[-40:]) or cues.photo.match(after.lstrip()))


def _is_dateline(text: str, passage: Passage, mention: _Mention, before: str, after: str) -> bool:
    """ "BAGHDAD (AP) —" at the head of a paragraph, where the dateline was not set apart."""
    head = text[passage.start : mention.start]
    return len(head) < 60 and before.endswith("(") and bool(re.match(r"\)\s*(?:[-–—:]|$|[A-Z\[])", after))
