"""Incidents: the mentions of one real-world attack put together over articles and outlets.

In: attack rows with where they come from. Out: the incident of each mention, and one ``Incident`` a real-world
attack. First the mentions of one article are joined by ``same_as``; then articles are compared within blocks (country
and days, place, named victims), never all pairs; the best agreements are joined first, and nothing is joined that
contradicts. The order of the input plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from analysis.comparison.incidents.agreement import Account, Around, agree, likeness, make_account, together
from analysis.comparison.incidents.blocking import pairs
from analysis.comparison.incidents.consensus import Incident, build_incident
from analysis.comparison.incidents.evidence import Background, background, names_around
from analysis.extraction.records import Attack
from analysis.language.lexicon import Lexicon

# The mean likeness of the accounts of two clusters from which they are joined.
NEAR = 1.75
# So many accounts of a cluster stand for it when two clusters are compared.
COMPARED = 24


@dataclass(frozen=True, slots=True)
class AttackMention:
    """An attack row with its ids and its article's outlet, time and text; ``same_as`` is the attack_id of an earlier
    mention. With ``around``, what the text tells has been read already, and ``text`` may be empty."""

    attack_id: str
    article_id: str
    attack: Attack
    outlet: str | None = None
    published: datetime | None = None
    same_as: str | None = None
    text: str = ""
    around: Around | None = None


@dataclass(frozen=True, slots=True)
class MergedIncidents:
    """``incident_of`` gives the incident_id of each actual incident mention; ``incidents`` are ordered by date and
    id."""

    incident_of: Mapping[str, str]
    incidents: Sequence[Incident]


def merge_incidents(mentions: Sequence[AttackMention], lexicon: Lexicon) -> MergedIncidents:
    """The incidents behind ``mentions``. Tallies and attacks that are not told as having happened belong to none."""
    return merge_accounts(make_accounts(mentions, lexicon))


def make_accounts(mentions: Iterable[AttackMention], lexicon: Lexicon) -> list[Account]:
    """What each article says of each attack, in order; all mentions of an article must be there."""
    actual = sorted(
        (m for m in mentions if is_actual(m.attack)), key=lambda m: (m.article_id, m.attack.start, m.attack_id)
    )
    return _in_their_settings([make_account(group, lexicon) for group in _by_article(actual)], lexicon)


def is_actual(attack: Attack) -> bool:
    """Whether a mention belongs to an incident: no tally, and told as having happened."""
    return attack.kind == "incident" and attack.realis == "actual"


def merge_accounts(accounts: Sequence[Account]) -> MergedIncidents:
    """The incidents behind ``accounts``, which are in the order of their articles and, within one, of their first
    mentions."""
    clusters = _clusters(accounts, _behind(accounts))
    incidents = [build_incident([accounts[i] for i in sorted(c)]) for c in clusters]
    incident_of = {
        m.attack_id: incident.incident_id
        for c, incident in zip(clusters, incidents, strict=True)
        for i in c
        for m in accounts[i].mentions
    }
    return MergedIncidents(
        incident_of, sorted(incidents, key=lambda i: (str(i.date_start or i.date_end or ""), i.incident_id))
    )


def _by_article(mentions: Iterable[AttackMention]) -> list[list[AttackMention]]:
    """Mentions that ``same_as`` joins; the references of one article may chain."""
    group_of: dict[str, list[AttackMention]] = {}
    groups: list[list[AttackMention]] = []
    for mention in mentions:
        group = group_of.get(mention.same_as or "")
        if group is None:
            group = []
            groups.append(group)
        group.append(mention)
        group_of[mention.attack_id] = group
    return groups


def _in_their_settings(accounts: Sequence[Account], lexicon: Lexicon) -> list[Account]:
    """The accounts with the names that set them: for the attack that an article is about all that it names, for others
    the names around them."""
    lead: dict[str, Account] = {}
    for account in accounts:
        if account.article_id not in lead or len(account.mentions) > len(lead[account.article_id].mentions):
            lead[account.article_id] = account
    return [
        replace(a, setting=_named(a.mentions[0], lexicon), is_lead=True)
        if lead[a.article_id] is a
        else replace(a, setting=a.context)
        for a in accounts
    ]


def _named(mention: AttackMention, lexicon: Lexicon) -> frozenset[str]:
    """All names of the mention's article."""
    return mention.around.named if mention.around else names_around(mention.text, 0, len(mention.text), lexicon)


def _behind(accounts: Sequence[Account]) -> Background:
    """What the articles name, around their attacks and at all."""
    nothing: frozenset[str] = frozenset()
    by_article: dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}
    for account in accounts:
        setting, names, places = by_article.get(account.article_id, (nothing, nothing, nothing))
        by_article[account.article_id] = (setting | account.setting, names | account.context, places | account.places)
    return background(by_article.values())


def _clusters(accounts: Sequence[Account], behind: Background) -> list[set[int]]:
    """Accounts of one attack: the pairs of a block that agree are joined, best first, unless any two would
    contradict."""
    members: dict[int, set[int]] = {i: {i} for i in range(len(accounts))}
    joint = list(accounts)
    cluster_of = list(range(len(accounts)))
    scored = []
    for i, j in pairs(accounts):
        score = agree(accounts[i], accounts[j], behind)
        if score is not None:
            scored.append((-score, accounts[i].key, accounts[j].key, i, j))
    known: dict[tuple[int, int], float | None] = {}

    def alike(i: int, j: int) -> float | None:
        pair = (i, j) if i < j else (j, i)
        if pair not in known:
            known[pair] = likeness(accounts[pair[0]], accounts[pair[1]], behind)
        return known[pair]

    for _, _, _, i, j in sorted(scored):
        a, b = cluster_of[i], cluster_of[j]
        if a == b or agree(joint[a], joint[b], behind) is None:
            continue
        if not _are_near([alike(x, y) for x in _few(members[a]) for y in _few(members[b])]):
            continue
        joint[a] = together(joint[a], joint[b])
        members[a] |= members.pop(b)
        for k in members[a]:
            cluster_of[k] = a
    return sorted(members.values(), key=lambda c: min(accounts[i].key for i in c))


def _few(members: set[int]) -> Sequence[int]:
    """The members of a cluster, of a large one some, spread evenly: it is compared in the same time whatever its
    size."""
    ordered = sorted(members)
    return ordered if len(ordered) <= COMPARED else ordered[:: -(-len(ordered) // COMPARED)]


def _are_near(scores: Sequence[float | None]) -> bool:
    """Whether two clusters are one attack: no two accounts contradict, and on average they are alike (Sokal and
    Michener 1958), lest a chain of accounts that say little join two attacks."""
    found = [s for s in scores if s is not None]
    return len(found) == len(scores) and sum(found) >= NEAR * len(found)
