"""The overview of a whole network: a place for every node, its communities as discs beside each other.

Made for up to fifty thousand nodes, which a browser draws on a canvas: nothing here looks at pairs of nodes. A
community is a disc that its nodes fill as the seeds of a sunflower, those with most ties in the middle; the largest
disc lies in the middle of all, the others round it in order of size, each as close as it fits.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.network.network import StakeholderNetwork
from queries.finding.grouping import communities_of
from viz.drawing.drawing import PROJECT
from viz.drawing.spiral import GOLDEN_ANGLE
from viz.view.colours import COLOUR_OF_KIND, COLOURS

_TIES: Final = ("PARTICIPATES_IN", "FUNDS", "COLLABORATES_WITH")
_STEP: Final = 10.0  # between two neighbouring seeds
_APART: Final = 1.08  # distance of two discs against the sum of their radii
_FLAT: Final = np.array([1.4, 1.0]) * _STEP  # the spiral of the discs, wider than high
_AT_ONCE: Final = 64  # places on it looked at together
_LEAST_DISC: Final = 5  # nodes from which on a community is named
_NAMED: Final = 2  # nodes after which it is


@dataclass(frozen=True, slots=True)
class Seat:
    """A node of the overview: its id, name and whether it is a project, a key of COLOURS, its ties and its place."""

    id: str
    name: str
    is_project: bool
    colour: str
    ties: int
    community: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Disc:
    """A community: who leads to it, the names of its best tied nodes, how many there are, and where it lies."""

    id: str
    names: tuple[str, ...]
    size: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Overview:
    """All nodes that have a tie, largest community first; ties are pairs of positions in `seats`."""

    seats: tuple[Seat, ...]
    ties: tuple[tuple[int, int], ...]
    discs: tuple[Disc, ...]
    alone: int


def overview(network: StakeholderNetwork) -> Overview:
    """The overview of what the network shows; nodes without a tie are counted in `alone`."""
    pairs = {(fact.start, fact.end) for fact in network.of_type(*_TIES) if fact.start != fact.end}
    degree = Counter(end for pair in pairs for end in pair)
    communities = _communities(network, pairs, degree)
    order = {id: at for at, id in enumerate(id for members in communities for id in members)}
    discs = _discs([len(members) for members in communities])
    seats = [
        _seat(network, id, degree[id], number, disc, at)
        for number, (members, disc) in enumerate(zip(communities, discs, strict=True))
        for at, id in enumerate(members)
    ]
    return Overview(
        seats=tuple(seats),
        ties=tuple(sorted((order[start], order[end]) for start, end in pairs)),
        discs=tuple(
            _disc(network, members, disc)
            for members, disc in zip(communities, discs, strict=True)
            if len(members) >= _LEAST_DISC
        ),
        alone=len(network.actors) + len(network.projects) - len(order),
    )


def colours() -> dict[str, str]:
    """The colours of the overview, those of the map."""
    return {**COLOURS, "project": PROJECT}


def _communities(
    network: StakeholderNetwork, pairs: set[tuple[str, str]], degree: Mapping[str, int]
) -> list[list[str]]:
    """The nodes of each community, best tied first; projects and funders are of the one that most of their ties are."""
    home = {actor: community for actor, community in communities_of(network).items() if actor in degree}
    near: dict[str, Counter[int]] = defaultdict(Counter)
    for start, end in pairs:
        for node, other in ((start, end), (end, start)):
            if node not in home and other in home:
                near[node][home[other]] += 1
    home |= {node: min(pull, key=lambda at: (-pull[at], at)) for node, pull in near.items()}
    members: dict[int, list[str]] = defaultdict(list)
    for node in degree:
        members[home.get(node, -1)].append(node)
    ranked = [sorted(nodes, key=lambda id: (-degree[id], id)) for nodes in members.values()]
    return sorted(ranked, key=lambda nodes: (-len(nodes), nodes[0]))


def _disc(network: StakeholderNetwork, members: Sequence[str], place: tuple[float, float, float]) -> Disc:
    known = _best_known(network, members)
    return Disc(known[0], tuple(_name(network, id) for id in known), len(members), *place)


def _best_known(network: StakeholderNetwork, members: Sequence[str]) -> list[str]:
    """The members after which a community is named: actors, or projects where it has none."""
    actors = [id for id in members if id in network.actors]
    return (actors or list(members))[:_NAMED]


def _seat(
    network: StakeholderNetwork, id: str, ties: int, community: int, disc: tuple[float, float, float], at: int
) -> Seat:
    project = network.projects.get(id)
    colour = "project" if project else COLOUR_OF_KIND.get(network.actors[id].kind or "", "unknown")
    reach, angle = _STEP * math.sqrt(at + 0.3), at * GOLDEN_ANGLE
    x, y = disc[0] + reach * math.cos(angle), disc[1] + reach * math.sin(angle)
    return Seat(id, _name(network, id), project is not None, colour, ties, community, x, y)


def _name(network: StakeholderNetwork, id: str) -> str:
    project = network.projects.get(id)
    return project.acronym or project.name if project else network.actors[id].name


def _discs(sizes: Sequence[int]) -> list[tuple[float, float, float]]:
    """Centre and radius of each disc, the largest first: each at the first place on a spiral where it overlaps none."""
    radii = np.array([_STEP * (math.sqrt(size) + 0.8) for size in sizes])
    placed = np.zeros((len(sizes), 2))
    reached: dict[int, int] = {}
    for at in range(1, len(sizes)):
        bucket = int(math.log2(radii[at]) * 4)  # discs about as large have seen that there is no room further in
        turn, room = reached.get(bucket, 0), (_APART * (radii[:at] + radii[at])) ** 2
        while True:
            turns = np.arange(turn + 1, turn + 1 + _AT_ONCE)
            spots = (
                _FLAT
                * np.array([np.cos(turns * GOLDEN_ANGLE), np.sin(turns * GOLDEN_ANGLE)]).T
                * np.sqrt(turns)[:, None]
            )
            away = ((spots[:, None] - placed[:at]) ** 2).sum(axis=2)
            if (free := (away >= room).all(axis=1)).any():
                break
            turn += _AT_ONCE
        first = int(free.argmax())
        placed[at], reached[bucket] = spots[first], turn + 1 + first
    return [(float(x), float(y), float(radius)) for (x, y), radius in zip(placed, radii, strict=True)]
