"""How used an actor is to work with actors of a kind, or of a country."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import nan
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.network.network import StakeholderNetwork
from queries.measures.link_prediction import Places
from queries.measures.matrices import Matrix, memberships, row_sums

PRIOR: Final = 5.0  # usual meetings that everybody is thought to have had besides

Sort = Callable[[StakeholderNetwork, str], "str | None"]


class Familiarity:
    """For each actor and sort how common the sort is among those it met in projects, beside how common it is for all.

    `sort_of` tells what sorts actors, their kind or their country; None where it is unknown. Whoever was met in several
    projects counts as often. With its share over the usual share as lift r it is r/(1 + r), so that ½ is the usual; NaN
    for whom `met` shows in no shared project.
    """

    def __init__(self, network: StakeholderNetwork, ids: Sequence[str], met: StakeholderNetwork, sort_of: Sort) -> None:
        nodes = sorted(met.collaboration)
        members, sorts = memberships(nodes, {id: sort_of(met, id) for id in nodes})
        self._familiar = np.full((len(ids), len(sorts) + 1), nan)
        place = {id: at for at, id in enumerate(nodes)}
        known = np.array([place.get(id, -1) for id in ids], dtype=np.int64)
        self._familiar[known >= 0, : len(sorts)] = _familiar(members, _teams(met, nodes))[known[known >= 0]]
        number = {sort: at for at, sort in enumerate(sorts)}
        self._sort = np.array([number.get(sort_of(network, id) or "", len(sorts)) for id in ids], dtype=np.int64)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of anybody."""
        return not np.isnan(self._familiar).all()

    def part(self, first: Places, second: Places) -> NDArray[np.float64]:
        """How used each of two is to the other's sort, their mean; of one alone where the other has no contacts."""
        one, other = self._familiar[first, self._sort[second]], self._familiar[second, self._sort[first]]
        return np.where(np.isnan(one), other, np.where(np.isnan(other), one, (one + other) / 2))


def _familiar(members: Matrix, teams: Matrix) -> NDArray[np.float64]:
    """Actors by sorts, of who is of which sort and who is in which project."""
    sizes, others = row_sums(sparse.csr_array(teams.T)), teams @ (teams.T @ members)
    counts = others.toarray() - row_sums(teams)[:, None] * members.toarray()
    totals = (teams @ np.maximum(sizes - 1, 0))[:, None]
    usual = counts.sum(axis=0) / max(counts.sum(), 1.0)
    share = (counts + PRIOR * usual) / (totals + PRIOR)
    return np.where(totals > 0, share / np.maximum(share + usual, 1e-12), nan)


def _teams(network: StakeholderNetwork, nodes: Sequence[str]) -> Matrix:
    """Who is in which project, actors by projects."""
    place = {id: at for at, id in enumerate(nodes)}
    cells = [(place[id], at) for at, team in enumerate(network.tied_participants.values()) for id in team]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    shape = (len(nodes), len(network.tied_participants))
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
