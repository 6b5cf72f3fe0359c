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
from scipy import sparse

from queries.measures.matrices import (
    Matrix,
    Vector,
    adjacency,
    biadjacency,
    binary,
    memberships,
    product_within,
    projects_of,
    row_sums,
    without_diagonal,
)

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


ROLES: Final = tuple(each.name for each in fields(Roles))


def roles(graph: nx.Graph[str], groups: Mapping[str, str | None]) -> dict[str, Roles[int] | None]:
    """How many open two-paths lead over each node in each role; None for a node without a group.

    As R `sna::brokerage(...)$raw.nli`.
    """
    nodes = _grouped(graph, groups)
    ties = adjacency(graph, nodes)
    return _for_all(graph, nodes, _counts(ties, memberships(nodes, groups)[0]))


def two_mode_roles(
    two_mode: nx.Graph[str], actors: Set[str], groups: Mapping[str, str | None]
) -> dict[str, Roles[int] | None]:
    """How many open chains actor – project – actor – project – actor lead over each actor in each role.

    A chain is open when its two end actors share no project (Jasny & Lubell 2015, doi:10.1016/j.socnet.2014.11.005).
    Other than in `roles`, an actor who meets someone in two projects opens two chains. None without a group.
    """
    everyone = [node for node in two_mode if node in actors]
    nodes = _grouped(everyone, groups)
    participations = biadjacency(two_mode, nodes, projects_of(two_mode, actors))
    shared = without_diagonal(sparse.csr_array(participations @ participations.T))
    return _for_all(everyone, nodes, _counts(shared, memberships(nodes, groups)[0]))


def standardised_roles(
    graph: nx.Graph[str], groups: Mapping[str, str | None], counts: Mapping[str, Roles[int] | None]
) -> dict[str, Roles[float | None] | None]:
    """`counts`, the roles of `graph`, as z-scores against the expectation given group sizes and density.

    As R `sna::brokerage(...)$z.nli`. None for a role that cannot vary (group too small, network empty or complete) and
    for a node without a group.
    """
    known = set(_grouped(graph, groups))
    sizes = Counter(str(groups[node]) for node in known)
    ties = sum(one in known and other in known and one != other for one, other in graph.edges)
    density = 2 * ties / (len(known) * (len(known) - 1)) if len(known) > 1 else 0.0
    # Groups of one size have the same: communities are many, their sizes few.
    of_size = {size: name for name, size in sizes.items()}
    expected = {size: _expectations(name, sizes, density) for size, name in of_size.items()}
    return {
        node: _standardised(count, expected[sizes[str(groups[node])]]) if count else None
        for node, count in counts.items()
    }


def _grouped(nodes: Iterable[str], groups: Mapping[str, str | None]) -> list[str]:
    return [node for node in nodes if groups.get(node) is not None]


def _for_all(everyone: Iterable[str], nodes: list[str], counts: list[Roles[int]]) -> dict[str, Roles[int] | None]:
    known = dict(zip(nodes, counts, strict=True))
    return {node: known.get(node) for node in everyone}


def _counts(steps: Matrix, groups: Matrix) -> list[Roles[int]]:
    """Ordered open two-paths over each node; `steps` says in how many ways one node reaches another.

    All two-paths are squares of degrees; the closed ones are diagonals of triple products. Splitting the ties into
    those within and those between groups tells the roles apart without a loop over groups.
    """
    within = _within_groups(steps, groups)
    between = without_diagonal(sparse.csr_array(steps - within))
    back = row_sums(steps.power(2))
    all_paths = row_sums(steps) ** 2 - back - _closed(steps, binary(steps), steps)
    alike = row_sums(sparse.csr_array(steps @ groups).power(2)) - back - _closed(steps, binary(within), steps)
    own = row_sums(within) ** 2 - row_sums(within.power(2)) - _closed(within, binary(within), within)
    gates = row_sums(within) * row_sums(between) - _closed(within, binary(between), between)
    table = np.column_stack([own, alike - own, gates, gates, all_paths - alike - 2 * gates])
    return [Roles(*row) for row in np.rint(table).astype(np.int64).tolist()]


def _within_groups(steps: Matrix, groups: Matrix) -> Matrix:
    """The steps whose two ends are in one group."""
    group = np.asarray(groups.argmax(axis=1)).ravel() if groups.nnz else np.zeros(steps.shape[0], dtype=np.int64)
    cells = steps.tocoo()
    keep = group[cells.row] == group[cells.col]
    return sparse.csr_array((cells.data[keep], (cells.row[keep], cells.col[keep])), shape=steps.shape)


def _closed(first: Matrix, closing: Matrix, last: Matrix) -> Vector:
    """The diagonal of first · closing · lastᵀ: two-paths whose ends have a tie."""
    return row_sums(product_within(first, closing, last))


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
