"""In which roles an actor stands between others: Gould & Fernandez 1989 (doi:10.2307/270949) and its two-mode form.

A role counts *open* two-paths a → v → c (a and c have no tie) by the groups of a, v and c. Paths are ordered: each
undirected tie is two arcs, so every open pair counts twice in coordinator, itinerant and liaison, and once each in
gatekeeper and representative, which are therefore equal. Actors without a group have no role and count as nobody's end:
everything is computed among the actors with a group, as if R's `sna::brokerage` were given that subgraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, fields
from math import comb, sqrt
from typing import Final, Generic, TypeVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.measures.matrices import (
    Matrix,
    Vector,
    biadjacency,
    memberships,
    projects_of,
    row_sums,
    without_diagonal,
)
from queries.measures.ties import Ties
from queries.measures.triangles import Triangles

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Roles(Generic[Value]):
    """One value for each of the five roles of a broker v between a and c.

    Attributes:
        coordinator: all three in one group (sna: w_I).
        itinerant: a and c in one group, v in another; also called consultant (w_O).
        gatekeeper: v lets something from another group into its own (b_OI).
        representative: v carries something from its own group to another (b_IO).
        liaison: three different groups (b_O).
    """

    coordinator: Value
    itinerant: Value
    gatekeeper: Value
    representative: Value
    liaison: Value


ROLES: Final = tuple(field.name for field in fields(Roles))


def roles(
    graph: nx.Graph[str], groups: Mapping[str, str | None], ties: Ties | None = None
) -> dict[str, Roles[int] | None]:
    """How many open two-paths lead over each node in each role; None for a node without a group.

    As R `sna::brokerage(...)$raw.nli`. `ties` are those of the graph where they are at hand.
    """
    ties = ties or Ties(graph)
    return _for_all(ties.nodes, groups, _counts(ties.links, ties.triangles, memberships(ties.nodes, groups)[0]))


def two_mode_roles(
    two_mode: nx.Graph[str], actors: Set[str], groups: Mapping[str, str | None], ties: Ties | None = None
) -> dict[str, Roles[int] | None]:
    """How many open chains actor – project – actor – project – actor lead over each actor in each role.

    A chain is open when its two end actors share no project (Jasny & Lubell 2015, doi:10.1016/j.socnet.2014.11.005).
    Other than in `roles`, an actor who meets someone in two projects opens two chains. None without a group. Where
    `ties` join the same actors as the projects do, their triangles are not found again.
    """
    everyone = [node for node in two_mode if node in actors]
    nodes = ties.nodes if ties and set(ties.nodes) == set(everyone) else everyone
    participations = biadjacency(two_mode, nodes, projects_of(two_mode, actors))
    shared = without_diagonal(sparse.csr_array(participations @ participations.T))
    triangles = ties.triangles if ties and _joins_alike(ties.links, shared) else Triangles(shared)
    counts = _for_all(nodes, groups, _counts(shared, triangles, memberships(nodes, groups)[0]))
    return {node: counts[node] for node in everyone}


def _joins_alike(one: Matrix, other: Matrix) -> bool:
    """Whether two matrices have entries in the same cells, in the same order."""
    return np.array_equal(one.indptr, other.indptr) and np.array_equal(one.indices, other.indices)


def standardised_roles(
    graph: nx.Graph[str], groups: Mapping[str, str | None], counts: Mapping[str, Roles[int] | None]
) -> dict[str, Roles[float | None] | None]:
    """`counts`, the roles of `graph`, as z-scores against the expectation given group sizes and density.

    As R `sna::brokerage(...)$z.nli`. None for a role that cannot vary (group too small, network empty or complete) and
    for a node without a group.
    """
    members = set(_grouped(graph, groups))
    sizes = Counter(str(groups[node]) for node in members)
    arcs = sum(len(members.intersection(ties) - {node}) for node, ties in graph.adjacency() if node in members)
    density = arcs / (len(members) * (len(members) - 1)) if len(members) > 1 else 0.0
    # Groups of one size have the same: communities are many, their sizes few.
    of_size = {size: name for name, size in sizes.items()}
    expected = {size: _expectations(name, sizes, density) for size, name in of_size.items()}
    return {
        node: _standardised(count, expected[sizes[str(groups[node])]]) if count else None
        for node, count in counts.items()
    }


def _grouped(nodes: Iterable[str], groups: Mapping[str, str | None]) -> list[str]:
    return [node for node in nodes if groups.get(node) is not None]


def _for_all(
    nodes: Iterable[str], groups: Mapping[str, str | None], counts: list[Roles[int]]
) -> dict[str, Roles[int] | None]:
    paired = zip(nodes, counts, strict=True)
    return {node: count if groups.get(node) is not None else None for node, count in paired}


def _counts(steps: Matrix, triangles: Triangles, groups: Matrix) -> list[Roles[int]]:
    """Ordered open two-paths over each node; `steps` says in how many ways one node reaches another.

    All two-paths of a role are products of what a node reaches in its own group (near) and in others (far). Those that
    lead back to their beginning and those that are closed, with a tie between their ends, are taken away. Ties of nodes
    without a group are counted as none.
    """
    size, grouped = steps.shape[0], np.diff(groups.indptr) > 0
    group = np.asarray(groups.argmax(axis=1)).ravel() if groups.nnz else np.zeros(size, dtype=np.int64)
    within = group[triangles.rows] == group[steps.indices]
    known = grouped[triangles.rows] & grouped[steps.indices]
    steps = sparse.csr_array((steps.data * known, steps.indices, steps.indptr), shape=steps.shape)

    def by_node(ties: Vector) -> Vector:
        return np.bincount(triangles.rows, ties, minlength=size).astype(np.float64)

    near, far = by_node(steps.data * within), by_node(steps.data * ~within)
    near_back, far_back = by_node(steps.data**2 * within), by_node(steps.data**2 * ~within)
    alike = row_sums(sparse.csr_array(steps @ groups).power(2)) - near**2
    coordinator, itinerant, gates, liaison = _closed(steps, triangles, within)
    table = np.column_stack(
        [
            near**2 - near_back - coordinator,
            alike - far_back - itinerant,
            near * far - gates / 2,
            near * far - gates / 2,
            far**2 - alike - liaison,
        ]
    )
    return [Roles(*row) for row in np.rint(table).astype(np.int64).tolist()]


def _closed(steps: Matrix, triangles: Triangles, within: NDArray[np.bool]) -> Vector:
    """Ordered closed two-paths over each node (columns): as coordinator, itinerant, one of the gates, liaison (rows).

    `within` says of each tie whether it is within a group. Of the ties of a triangle all three are, one or none: that
    between the ends makes an itinerant, one at the node itself a gate.
    """
    size, back, inside = steps.shape[0], triangles.back, within.astype(np.int64)
    counts = np.zeros(6 * size)
    for ab, ac, bc in triangles:
        for va, vc, ends in ((ab, ac, bc), (back[ab], bc, ac), (back[ac], back[bc], ab)):
            kind = inside[va] + inside[vc] + 3 * inside[ends]
            paths = 2 * steps.data[va] * steps.data[vc]
            counts += np.bincount(kind * size + triangles.rows[va], paths, minlength=len(counts))
    return counts.reshape(6, size)[[5, 3, 1, 0]]


def _standardised(counts: Roles[int], expected: Roles[tuple[float, float]]) -> Roles[float | None]:
    pairs = ((getattr(counts, name), getattr(expected, name)) for name in ROLES)
    return Roles(*((count - mean) / sqrt(variance) if variance > 0 else None for count, (mean, variance) in pairs))


def _expectations(group: str, sizes: Mapping[str, int], density: float) -> Roles[tuple[float, float]]:
    """Mean and variance of each role for a member of `group` when ties fall at random, as in sna."""
    n, others, total = sizes[group], [size for name, size in sizes.items() if name != group], sum(sizes.values())
    outside = total - n
    path = density**2 * (1 - density)
    shared_arc = density**3 * (1 - density) ** 3

    def moments(paths: float, overlaps: float) -> tuple[float, float]:
        return path * paths, path * paths * (1 - path) + overlaps * shared_arc

    gate = moments(outside * (n - 1), 2 * ((n - 1) * comb(outside, 2) + outside * comb(n - 1, 2)))
    return Roles(
        coordinator=moments((n - 1) * (n - 2), 2 * (n - 1) * (n - 2) * (n - 3)),
        itinerant=moments(sum(m * (m - 1) for m in others), 2 * sum(m * (m - 1) * (m - 2) for m in others)),
        gatekeeper=gate,
        representative=gate,
        liaison=moments(outside**2 - sum(m * m for m in others), 4 * sum(m * comb(outside - m, 2) for m in others)),
    )
