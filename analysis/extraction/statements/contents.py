"""The content of a cue: which words of the unit are reported as said.

Four places, tried in this order: around a source phrase ("according to …"), before cue and speaker ("…, he said") with
what goes on after them ("…, he said, "…""), after the cue ("said that …", "warned of …").
"""

from __future__ import annotations

from analysis.extraction.statements import tags
from analysis.extraction.statements.edges import Content, Right, after_cue, content_end, trimmed
from analysis.extraction.statements.sources import Source
from analysis.extraction.statements.units import Unit
from analysis.extraction.statements.vocabulary import Cue

_LONG = 12  # words before cue and speaker from which on two parts are told as two statements
_FAR = 30  # words after a cue within which a quotation goes on
_OCCASIONS = frozenset(("asked", "interview", "speech", "statement", "address", "briefing", "conference", "meeting"))
_ASKING = frozenset(("whether", "what", "how", "why", "where"))
_RULES = {"that": "that-clause", "quote": "quotation"}  # the others are called as what follows the cue


def find_contents(unit: Unit, cue: Cue, source: Source | None) -> list[Content]:
    """The parts of what the cue reports, in text order; nothing where the cue reports nothing."""
    if cue.has("source"):
        return trimmed(unit, _around_source(unit, cue, source)) if source else []
    if cue.has("noun"):
        return trimmed(unit, [_of_noun(unit, cue)])
    if cue.lemma.endswith(" responsibility"):
        return trimmed(unit, [_of_responsibility(unit, cue)])
    right = after_cue(unit, cue, source)
    left = _left_end(unit, cue, source)
    if left is not None:
        direct = unit.kinds[left] & tags.QUOTED
        if not direct and right.what == "that" and unit.low[right.at - 1] == ",":
            right = Right(right.at - 1, "comma")  # "No, he told her, that was lunch"
        if (
            right.what in ("end", "comma")
            or (source and source.place == "after")
            or _follows_quote(unit, left, source, right)
            or _goes_on(unit, left, source, right, cue)
            or (right.what == "phrase" and unit.any(tags.FINITE, unit.back_to(tags.STOP, left), left))
            # a clause stands before the cue and a quotation joined to it after: "It rained, he said, “and hailed”"
            or (not direct and right.what == "quote" and _is_joined_clause(unit, left, right.at))
        ):
            return trimmed(unit, _before_and_after(unit, cue, source, left, right))
    if right.what == "comma" and source and unit.ends("as clause", source.first):
        return trimmed(unit, [Content(right.at + 1, content_end(unit, right.at + 1, cue), "as …, …")])
    return [] if right.what in ("end", "comma") else trimmed(unit, _following(unit, cue, right))


def _around_source(unit: Unit, cue: Cue, source: Source) -> list[Content]:
    """Content of "according to": the sentence before it, after it, or both."""
    low, start, after = unit.low, unit.back_to(tags.END, cue.first), source.last + 1
    if gloss := unit.starts("gloss", after):  # "according to X, the minister, …"
        after = gloss.last - 1
    after = unit.next(tags.COMMA | tags.STOP | tags.QUOTED, after)
    if cue.first - start <= 1:
        if after >= len(unit) - 1:
            return []
        return [Content(after, content_end(unit, after + 1, cue), "according to …, …")]
    if low[after] == "," and (whole := _inserted(unit, start, cue.first, after + 1, cue)):
        return [whole]
    parts = [Content(start, cue.first - 1, "…, according to …")]
    if (
        after < len(unit) - 2
        and low[after] == low[cue.first - 1] == ","
        and not unit.starts("aside from content", after + 1)
        and _resumes(unit, after + 1, start, cue.first - 2)
    ):
        parts.append(Content(after + 1, content_end(unit, after + 1, cue), "split"))
    return parts


def _inserted(unit: Unit, start: int, stop: int, verb: int, cue: Cue) -> Content | None:
    """A clause whose subject and verb the source parts; "The message, according to X, was *to wait*"."""
    if not unit.kinds[verb] & tags.FINITE or unit.kinds[start] & tags.PREPOSITION:
        return None
    if any(unit.kinds[k] & tags.FINITE and unit.low[k - 1] != "to" for k in range(start, stop)):
        return None
    told = unit.low[verb] in ("is", "was") and unit.starts("told noun", stop - 2)
    return Content(verb + 1 if told else start, content_end(unit, verb + 1, cue), "around")


def _resumes(unit: Unit, i: int, first: int, last: int) -> bool:
    """Whether the words after ", he said," go on with the content: a clause, not an apposition or a remark on it."""
    if unit.kinds[last] & tags.AUXILIARY and i < len(unit):  # "It was, he said, a mistake"
        return True
    if i >= len(unit) or unit.starts("never resumes", i):
        return False
    clause = unit.low[i] in ("to", "because") or unit.any(tags.QUOTED | tags.VERB, i, unit.next(tags.END, i))
    return clause or not unit.any(tags.VERB, first, last + 1)


def _of_noun(unit: Unit, cue: Cue) -> Content:
    """What follows a noun: a clause, or "to …" up to the verb whose subject the noun is."""
    first = cue.last + 1
    if unit.kinds[first] & tags.QUOTED:
        return Content(first, unit.quote_end(first), "noun")
    end = content_end(unit, first, cue)
    if unit.low[first] in ("that", ":"):
        return Content(first, _noun_clause_end(unit, cue, first, end), "noun")
    first = unit.low.index("to", first)
    return Content(first, min(end + 1, unit.next(tags.FINITE | tags.COMMA, first + 2)) - 1, "noun")


def _noun_clause_end(unit: Unit, cue: Cue, first: int, end: int) -> int:
    """Where a clause within a subject ends: "His claim that *the pier was safe* was not tested"."""
    told = unit.any(tags.VERB, unit.back_to(tags.STOP, cue.first), cue.first)
    for k in range(first + 2, end if told else first):  # "described claims that they fled as “tales”"
        if unit.low[k] == "as" and unit.kinds[k + 1] & tags.QUOTED:
            return k - 1
    if unit.low[first] != "that" or told:
        return end
    return _before_main_verb(unit, first, end)


def _before_main_verb(unit: Unit, first: int, end: int) -> int:
    """Where a clause that stands within a subject ends: before the second verb, which is the subject's."""
    verbs = [k for k in range(first + 1, end + 1) if unit.kinds[k] & (tags.FINITE | tags.QUOTED) == tags.FINITE]
    for k in verbs[1:]:
        held = unit.kinds[k - 1] & (tags.RELATIVE | tags.COORDINATOR | tags.SUBJECT | tags.AUXILIARY | tags.ADVERB)
        if not held and not unit.any(tags.RELATIVE | tags.SUBORDINATOR, verbs[0] + 1, k):
            return k - 1
    return end


def _of_responsibility(unit: Unit, cue: Cue) -> Content:
    """What is claimed or denied: the deed after "for", else the bare "responsibility"."""
    if unit.low[cue.last + 1] != "for":
        return Content(cue.last, cue.last, "responsibility")
    end = content_end(unit, cue.last + 2, cue)
    stops = (k for k in range(cue.last + 3, end + 1) if unit.low[k] in (",", "but", "which", "that"))
    return Content(cue.last + 2, next(stops, end + 1) - 1, "responsibility")


def _left_end(unit: Unit, cue: Cue, source: Source | None) -> int | None:
    """The last word of a content that ends before speaker and cue: a comma or a closing mark stands between."""
    if source is None or source.place == "shared":
        return None
    first = min(cue.first, source.first) if source.place == "before" else cue.first
    k = first - 1
    if unit.low[cue.first - 1] == "as":  # "…," a senator cited Vane as saying
        k = max(unit.back_to(tags.QUOTED | tags.COMMA, first) - 1, first - _LONG, 0)
    while k >= 0 and unit.low[k] in ("as", "and", "but") and not unit.kinds[k] & tags.QUOTED:
        k -= 1
    if k < 0:
        return None
    if unit.kinds[k] & tags.QUOTED:
        return k
    parted = unit.low[k] in (",", "—", "–", "--")
    return k - parted if k and (parted or unit.low[k] in ("?", "!")) else None


def _follows_quote(unit: Unit, left: int, source: Source | None, right: Right) -> bool:
    """Whether speaker and cue follow a quotation that its own comma closes: "…," the man told the programme."""
    if source is None or source.place != "before" or not unit.kinds[left] & tags.QUOTED or left != source.first - 1:
        return False
    first = unit.quote_start(left)
    alone = first == 0 or unit.low[first - 1] in (".", "?", "!", ":") or unit.kinds[first - 1] & tags.QUOTED
    if right.what not in ("quote", "phrase") and not (alone and right.what == "clause"):
        return False
    return unit.quote_stop(left) in (",", "?", "!")


def _content_start(unit: Unit, k: int, cue: Cue) -> int:
    """Where the content that ends at word k begins: its quotation, or the sentence around it."""
    low, kinds = unit.low, unit.kinds
    i = quote_start = unit.quote_start(k) if kinds[k] & tags.QUOTED else -1
    i = k if i < 0 else i
    while i > 0 and not (kinds[i - 1] & (tags.STOP | tags.COLON) and not kinds[i - 1] & tags.QUOTED):
        if i == quote_start and low[i - 1] in ("(", "—", "–", "--"):
            break
        if quote_start >= 0 and kinds[i - 1] & tags.QUOTED and low[i - 2] in (".", "?", "!"):
            break
        i -= 1
    for other in unit.cues:
        if other.form == "base":  # "ready to defend the pier, “is seen as a keeper,” he said"
            continue
        if i <= other.first < cue.first and (quote_start < 0 or other.first < quote_start):
            within = quote_start > 0 and kinds[quote_start - 1] & tags.LETTERS and not other.has("label", "act")
            return quote_start if quote_start >= 0 and not within else i  # "Dray said it was “late”, the Wire reported"
    return i


def _before_and_after(unit: Unit, cue: Cue, source: Source | None, left: int, right: Right) -> list[Content]:
    """ "…," she said; "…," she said, "…"; …, she said, …"""
    start, direct = _content_start(unit, left, cue), bool(unit.kinds[left] & tags.QUOTED)
    if start > left or (not direct and any(c.first == start and c is not cue for c in unit.cues)):
        return []  # "Asked about it, the minister demurred"
    resumed = False
    if right.what == "comma" and not direct and source is not None and source.place == "before":
        resumed = _resumes(unit, right.at + 1, start, left)
        if whole := _inserted(unit, start, min(cue.first, source.first), right.at + 1, cue):
            return [whole]  # "Nobody, she noted, had seen it"
    if _goes_on(unit, left, source, right, cue):
        return [Content(start, content_end(unit, right.at, cue), "around")]
    if not resumed and _is_adverbial(unit, start, left):
        return []
    said = direct or not all(kind & (tags.ADVERB | tags.COORDINATOR) for kind in unit.kinds[start : left + 1])
    parts = [Content(start, left, "before")] if said else []
    if direct and right.what in ("end", "comma", "clause", "phrase") and (at := _quote_resumed(unit, right.at)):
        right = Right(at, "quote")
    if right.what == "quote" and _is_title(unit, right.at):
        return parts
    if resumed or right.what in ("quote", "colon"):
        at = right.at + resumed
        parts.append(Content(at, content_end(unit, at, cue), "split"))
    if len(parts) < 2 or left - start >= _LONG or any(start <= c.first <= left for c in unit.cues):
        return parts
    # a quotation that could stand alone, or a clause joined to the one before: each is a statement of its own
    alone = direct and (left - start >= 12 or unit.any(tags.FINITE | tags.NOT, start, left + 1))
    alone = alone or (direct and any(word.endswith(("'s", "'re", "'ll")) for word in unit.low[start : left + 1]))
    joined = right.what == "quote" and _begins_joined(unit, parts[1].first)
    return parts if alone or joined else [Content(start, parts[1].last, "around")]


def _goes_on(unit: Unit, left: int, source: Source | None, right: Right, cue: Cue) -> bool:
    """Whether a quotation ends the sentence that an indirect clause begins: "If it rains, he said, "we go home"."""
    if source is None or source.place != "before" or right.what != "quote" or unit.low[right.at - 1] != ",":
        return False
    if unit.kinds[left] & tags.QUOTED or _begins_joined(unit, right.at):
        return False
    start = _content_start(unit, left, cue)
    first = right.at + (not unit.kinds[right.at] & tags.WORD and right.at + 1 < len(unit))
    occasion = unit.kinds[start] & tags.ING or not _OCCASIONS.isdisjoint(unit.low[start : left + 1])
    return left - start > 1 and not occasion and unit.raw[first][0].islower()


def _quote_resumed(unit: Unit, i: int) -> int:
    """Where a quotation goes on after a comma of the same sentence: "…," he said of the clerks, "…"; 0 if nowhere."""
    for k in range(i, min(i + _FAR, len(unit) - 1)):
        if unit.kinds[k] & (tags.QUOTED | tags.STOP | tags.CUE):
            return 0
        if unit.low[k] == "," and unit.kinds[k + 1] & tags.QUOTED:
            return k + 1
    return 0


def _is_joined_clause(unit: Unit, left: int, right: int) -> bool:
    return _begins_joined(unit, right) and unit.any(tags.FINITE, unit.back_to(tags.STOP, left), left)


def _begins_joined(unit: Unit, i: int) -> bool:
    return not {"and", "but"}.isdisjoint(unit.low[i : i + 2])


def _is_adverbial(unit: Unit, start: int, left: int) -> bool:
    """ "On Monday, he said …": no content stands before the speaker."""
    kind = unit.kinds[start]
    if (kind | unit.kinds[left]) & tags.QUOTED:
        return False
    if left - start < 2:
        return True
    if (not kind & tags.SUBORDINATOR or unit.low[start] in _ASKING) and unit.any(tags.FINITE, start, left):
        return False  # "It was late", "Whether it was late is not known"
    if kind & tags.ING and unit.starts("told of an event", start):
        return False  # "Shelling of the port killed four"
    opens = kind & (tags.PREPOSITION | tags.SUBORDINATOR | tags.ING | tags.ADVERB)
    return bool(opens) and not unit.any(tags.COMMA, start, left)


def _following(unit: Unit, cue: Cue, right: Right) -> list[Content]:
    """Content after the cue: a quotation, a clause, a phrase."""
    if right.what == "phrase" and (not cue.has("report") or right.at != cue.last + 1):
        return []
    if right.what == "quote" and not unit.starts("outcry verb", cue.first) and _is_title(unit, right.at):
        return []
    if right.what == "colon":
        last = unit.quote_end(right.at) if unit.kinds[right.at] & tags.QUOTED else len(unit) - 1
    else:
        last = content_end(unit, right.at, cue)
        who = unit.back_over(tags.AUXILIARY | tags.ADVERB | tags.LY, cue.first - 1)
        if unit.low[who] == "who" and not unit.any(tags.VERB, unit.back_to(tags.STOP, who), who):
            last = _before_main_verb(unit, right.at, last)  # "Voters who say it is late were divided"
    return [Content(right.at, last, _RULES.get(right.what, right.what))]


def _is_title(unit: Unit, i: int) -> bool:
    """A short quotation in capitals after a cue is a name: wrote a book, "Tough Choices"."""
    last = unit.quote_end(i)
    if not {"!", "?"}.isdisjoint(unit.low[max(i, last - 1) : last + 1]):
        return False
    words = [kind & tags.NAME for kind in unit.kinds[i : last + 1] if kind & tags.WORD]
    return len(words) <= 5 and len([name for name in words if name]) >= max(2, len(words) - 1)
