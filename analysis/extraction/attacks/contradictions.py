"""What keeps a mention apart from an attack, whatever else agrees: days, countries, other kinds, an attack and the one
that it answers, a bomb that was found and one that went off."""

from __future__ import annotations

from analysis.extraction.attacks.cluster import Cluster, Weapons, days_apart, place_words, stems_of
from analysis.extraction.attacks.likeness import same_day, same_weapon
from analysis.extraction.attacks.slots.mention import Mention

# So many sentences behind an attack a bare toll ("two people died") may still be its; behind the only one told.
_TOLL_REACH, _ONLY_TOLL_REACH = 4, 12


def contradict(mention: Mention, cluster: Cluster, weapons: Weapons, others: bool) -> bool:
    """Whether a mention cannot be of the attack, whatever else agrees; ``others`` are told beside it."""
    apart = any(
        _days_apart(mention, m)
        for m in cluster.mentions
        if not (_has_its_answers_date(m) or _has_its_answers_date(mention))
    )
    if _countries_apart(mention, cluster) or (apart and not _dies_once(mention, cluster)):
        return True
    beside = [m for m in cluster.mentions if m.sentence == mention.sentence]
    if any(m.is_cause or mention.is_cause or _are_listed(mention, m) for m in beside):
        return True  # an attack is not what it answers, nor what a list names beside it
    if _is_found(mention) != any(_is_found(m) for m in cluster.mentions) and not _stopped(mention):
        return True
    shared = mention.names & cluster.names
    if mention.is_other or (not shared and _is_other_cause(mention, cluster, weapons)):
        return True
    if mention.kind != cluster.mentions[0].kind and not (shared or (mention.is_definite and not mention.triggers)):
        return True
    reach = _TOLL_REACH if others else _ONLY_TOLL_REACH
    return not mention.triggers and abs(mention.sentence - cluster.last.sentence) > reach


def _are_listed(a: Mention, b: Mention) -> bool:
    """ "those killed in the ambush at Harrowfen, those killed by the bomb in Tarnwick": two places in one sentence."""
    places = place_words(a.place_chain), place_words(b.place_chain)
    return all(places) and not places[0] & places[1]


def _is_found(mention: Mention) -> bool:
    """ "a dog found a bomb": one that did not go off, and so none that was told before."""
    return bool(mention.triggers) and all(t.event == "find" for t in mention.triggers)


def _stopped(mention: Mention) -> bool:
    """ "it was defused", "that attack": may be said of a bomb that was found."""
    return not mention.is_full or any(t.event == "intercept" for t in mention.triggers)


def _has_its_answers_date(mention: Mention) -> bool:
    """Whether a date may be that of the answer: "this month Norland retaliated over the killing of three sailors"."""
    return mention.is_cause and mention.date is not None and mention.date.date_precision != "day"


def _dies_once(mention: Mention, cluster: Cluster) -> bool:
    """Whether both tell of the death of one named person, and not both give its day: "Vargas, who left office in May,
    was shot dead"."""
    days = any(m.date and m.date.date_precision == "day" for m in cluster.mentions)
    if mention.date is None or (days and mention.date.date_precision == "day"):
        return False
    return bool(mention.proper & cluster.proper) and "kill" in {t.event for t in mention.triggers}


def _is_same_number(mention: Mention, cluster: Cluster) -> bool:
    """Whether both tell of the killing of the same number: "the killing of three sailors", be it as a cause."""
    dead = mention.killed[0] if mention.killed else None
    same = any(m.killed == mention.killed and m.event == mention.event for m in cluster.mentions)
    return dead is not None and dead > 1 and same


def _is_other_cause(mention: Mention, cluster: Cluster, weapons: Weapons) -> bool:
    """Whether one is given as the cause of an attack only, and neither names nor weapon show it to be the other."""
    if _is_same_number(mention, cluster):
        return False
    if mention.is_cause:
        again = same_day(mention, cluster) > 1.0 and bool(stems_of(mention) & cluster.stems)
        return not again and same_weapon(mention, cluster, weapons) <= 0
    return all(m.is_cause for m in cluster.mentions) and (mention.is_full or mention.date is not None)


def _days_apart(a: Mention, b: Mention) -> bool:
    if a.date is None or b.date is None:
        return False
    if a.date.date_precision == b.date.date_precision == "month":  # "in January" and "in February" of one article
        return a.date.date_start != b.date.date_start
    return days_apart((a.date.date_start, a.date.date_end), (b.date.date_start, b.date.date_end))


def _countries_apart(mention: Mention, cluster: Cluster) -> bool:
    known = {m.country for m in cluster.mentions if m.country}
    return bool(mention.country and known and mention.country not in known)
