"""Which pairs are compared: every need with an offer, and the nearest by common contacts and by profile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from math import exp
from typing import Final

import numpy as np

from graph.network.network import StakeholderNetwork
from queries.finding.organisations import is_one_organisation
from queries.measures.link_prediction import CommonContacts, Places
from queries.questions.gaps.pairs.eligible import Eligible, Ids
from queries.questions.gaps.pairs.profile import Profiles

COMPARED: Final = 1_000  # of each channel
FADES_IN: Final = 1.5  # years


def candidates(
    network: StakeholderNetwork, who: Eligible, profiles: Profiles
) -> tuple[dict[str, list[Ids]], Counter[str]]:
    """The pairs without a tie by lane (the smaller id first), and how many of others are left out for which reason.

    A pair that shares a project only as members of a named group is in that project already. Pairs that a person knows
    not to work together are compared as well: it may come to be wanted.
    """
    lanes: dict[str, list[Ids]] = defaultdict(list)
    left_out: Counter[str] = Counter()
    for pair, lane in _lanes(network, who, profiles).items():
        if reason := _reason(network, pair):
            left_out[reason] += 1
        elif not network.collaboration.has_edge(*pair):
            lanes[lane].append(pair)
    return lanes, left_out


def contacts_of(network: StakeholderNetwork) -> CommonContacts:
    """The ties of the network made ready for products, and how lately each actor has begun anything; cached with it."""
    return network.cached("common contacts", lambda: CommonContacts(network.collaboration, *_lately(network)))


def _lately(network: StakeholderNetwork) -> tuple[dict[str, float], dict[str, float]]:
    """Years since each actor last began a project, and its projects, each fading by 1/e in a year and a half.

    They count back from the last day that a project of the view begins. Who has no dated project has been idle longest.
    """
    first = {id: day for id, project in network.projects.items() if (day := project.first_day)}
    if not first:
        return {}, {}
    now = max(first.values())
    ages = {
        id: [(now - first[project]).days / 365.25 for project in network.projects_of.get(id, ()) if project in first]
        for id in network.collaboration
    }
    longest = max((now - day).days / 365.25 for day in first.values())
    idle = {id: min(years, default=longest) for id, years in ages.items()}
    return idle, {id: sum(exp(-age / FADES_IN) for age in years) for id, years in ages.items()}


def places_of(place: Mapping[str, int], pairs: list[Ids]) -> Places:
    """Pairs of ids as pairs of places."""
    return np.array([(place[first], place[second]) for first, second in pairs], dtype=np.int64).reshape(-1, 2)


def _reason(network: StakeholderNetwork, pair: Ids) -> str | None:
    if not set(network.projects_of.get(pair[0], ())).isdisjoint(network.projects_of.get(pair[1], ())):
        return None if network.collaboration.has_edge(*pair) else "pair_in_group_project"
    return "pair_one_organisation" if is_one_organisation(network, *pair) else None


def _lanes(network: StakeholderNetwork, who: Eligible, profiles: Profiles) -> dict[Ids, str]:
    """Each pair with its lane; one that comes twice is in the first."""
    met, newcomers = (np.array([profiles.place[id] for id in ids], dtype=np.int64) for ids in (who.met, who.newcomers))
    everyone = np.sort(np.concatenate([met, newcomers]))
    contacts = contacts_of(network)
    nodes = np.array([contacts.place[id] for id in who.met], dtype=np.int64)
    by_lane = (
        ("stated_need", _met_needs(network, who)),
        ("met", _named(contacts.nodes, contacts.nearest(nodes, COMPARED))),
        ("met", _named(profiles.ids, profiles.nearest(met, met, COMPARED))),
        ("newcomer", _named(profiles.ids, profiles.nearest(newcomers, everyone, COMPARED))),
        ("met", (pair for pair in _known_absent(network) if set(pair) <= set(who.met))),
        ("newcomer", (pair for pair in _known_absent(network) if profiles.place.keys() >= set(pair))),
    )
    lane_of: dict[Ids, str] = {}
    for lane, pairs in by_lane:
        for pair in pairs:
            lane_of.setdefault(pair, lane)
    return lane_of


def _named(ids: tuple[str, ...], pairs: Places) -> Iterator[Ids]:
    return ((ids[first], ids[second]) for first, second in pairs.tolist())


def _met_needs(network: StakeholderNetwork, who: Eligible) -> Iterator[Ids]:
    offering: dict[str, list[str]] = defaultdict(list)
    for fact in network.of_type("OFFERS"):
        offering[fact.end].append(fact.start)
    for fact in network.of_type("NEEDS"):
        for needing, offerer in product((fact.start,), offering[fact.end]):
            if needing != offerer and {needing, offerer} <= who.stated:
                yield min(needing, offerer), max(needing, offerer)


def _known_absent(network: StakeholderNetwork) -> list[Ids]:
    """The pairs of which a person says that they do not work together."""
    pairs = {(verdict.first, verdict.second) for verdict in network.verdicts if verdict.question == "collaboration"}
    return sorted(pair for pair in pairs if network.verdict("collaboration", pair))
