"""A network cut at a day: what was known before, which pairs came to work together after, and pairs that did not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.measures.link_prediction import CommonContacts, Places
from queries.measures.matrices import Vector
from queries.questions.gaps.pairs.candidates import contacts_of

SEED: Final = 20
DRAWN: Final = 10  # random pairs for each new one


@dataclass(frozen=True, slots=True)
class Split:
    """What began before the day, its actors by place in `contacts.nodes`, and the pairs tied after.

    `new` are pairs of known actors (the smaller place first), `introduced` are pairs of a known actor and the id of one
    that was not known. `n_projects` counts the known projects of each node.
    """

    known: StakeholderNetwork
    contacts: CommonContacts
    n_projects: Vector
    new: Places
    introduced: tuple[tuple[int, str], ...]


def split(network: StakeholderNetwork, day: date) -> Split:
    """Cut at the day; projects without a first day are left out on both sides, as what is needed and offered is not."""
    whole = _dated(network)
    known = whole.of(View(end=(day - timedelta(days=1)).isoformat()))
    contacts = contacts_of(known)
    teams = [
        actors
        for project, actors in whole.of(View()).tied_participants.items()
        if (first := whole.projects[project].first_day) and first >= day
    ]
    counts = np.array([len(known.projects_of.get(id, ())) for id in contacts.nodes], dtype=np.float64)
    return Split(known, contacts, counts, _new(known, contacts, teams), _introduced(contacts, teams))


def drawn_pairs(cut: Split, most: int) -> Places:
    """Open pairs that did not come to be, drawn evenly; some are drawn twice in a small network."""
    places = np.random.default_rng(SEED).integers(len(cut.contacts.nodes), size=(2 * most, 2))
    return np.sort(places[are_wrong(cut, places)], axis=1)[:most]


def matched_pairs(cut: Split, right: Places) -> tuple[Places, Places]:
    """For each right pair one with as many projects on either side; without those whose match is tied or right too."""
    alike = matched(cut, right.ravel()).reshape(right.shape)
    keep = are_wrong(cut, alike)
    return right[keep], np.sort(alike[keep], axis=1)


def matched(cut: Split, nodes: Places) -> Places:
    """For each node one that has the same number of projects, drawn evenly."""
    order = np.argsort(cut.n_projects, kind="stable")
    ordered = cut.n_projects[order]
    first, beyond = (np.searchsorted(ordered, cut.n_projects[nodes], side) for side in ("left", "right"))
    drawn = first + np.random.default_rng(SEED).random(len(nodes)) * (beyond - first)
    return np.asarray(order[drawn.astype(np.int64)], dtype=np.int64)


def are_wrong(cut: Split, pairs: Places) -> NDArray[np.bool_]:
    """Whether each is an open pair that did not come to be."""
    is_right = np.isin(_keys(cut, pairs), _keys(cut, cut.new))
    return np.asarray((pairs[:, 0] != pairs[:, 1]) & ~cut.contacts.are_tied(pairs) & ~is_right)


def _keys(cut: Split, pairs: Places) -> Places:
    return pairs.min(axis=1) * len(cut.contacts.nodes) + pairs.max(axis=1) if len(pairs) else pairs[:, 0]


def _dated(whole: StakeholderNetwork) -> StakeholderNetwork:
    whole = whole.whole or whole
    known = {id: project for id, project in whole.projects.items() if project.first_day}
    gone = whole.projects.keys() - known.keys()
    facts = tuple(fact for fact in whole.facts if fact.start not in gone and fact.end not in gone)
    return replace(whole, projects=known, facts=facts)


def _new(known: StakeholderNetwork, contacts: CommonContacts, teams: Iterable[tuple[str, ...]]) -> Places:
    place = contacts.place
    found = {pair for team in teams for pair in combinations(sorted(place[id] for id in team if id in place), 2)}
    pairs = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    pairs = pairs[~contacts.are_tied(pairs)]
    projects = [frozenset(known.projects_of.get(id, ())) for id in contacts.nodes]
    apart = [projects[first].isdisjoint(projects[second]) for first, second in pairs.tolist()]
    return np.asarray(pairs[np.array(apart, dtype=bool)])


def _introduced(contacts: CommonContacts, teams: Iterable[tuple[str, ...]]) -> tuple[tuple[int, str], ...]:
    place = contacts.place
    return tuple(
        sorted({(place[id], new) for team in teams for id in team if id in place for new in team if new not in place})
    )
