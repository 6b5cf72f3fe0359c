"""How used an actor is to work with actors of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.network.network import StakeholderNetwork
from queries.measures.link_prediction import Places
from queries.measures.matrices import Matrix, memberships, row_sums

PRIOR: Final = 5.0  # meetings of the usual kinds that everybody is thought to have had besides


class Familiarity:
    """For each actor and kind how common the kind is among those it met in projects, beside how common it is for all.

    Whoever was met in several projects counts as often. With its share over the usual share as lift r it is r/(1 + r),
    so that ½ is the usual; NaN for whom `met` shows in no shared project.
    """

    def __init__(self, network: StakeholderNetwork, ids: Sequence[str], met: StakeholderNetwork) -> None:
        nodes = sorted(met.collaboration)
        members, kinds = memberships(nodes, {id: met.actors[id].kind for id in nodes})
        teams = _teams(met, nodes)
        sizes, others = row_sums(sparse.csr_array(teams.T)), teams @ (teams.T @ members)
        counts = others.toarray() - row_sums(teams)[:, None] * members.toarray()
        totals = (teams @ np.maximum(sizes - 1, 0))[:, None]
        usual = counts.sum(axis=0) / max(counts.sum(), 1.0)
        share = (counts + PRIOR * usual) / (totals + PRIOR)
        familiar = np.where(totals > 0, share / np.maximum(share + usual, 1e-12), nan)
        self._familiar = np.full((len(ids), len(kinds) + 1), nan)
        place = {id: at for at, id in enumerate(nodes)}
        known = np.array([place.get(id, -1) for id in ids], dtype=np.int64)
        self._familiar[known >= 0, : len(kinds)] = familiar[known[known >= 0]]
        number = {kind: at for at, kind in enumerate(kinds)}
        self._kind = np.array([number.get(network.actors[id].kind or "", len(kinds)) for id in ids], dtype=np.int64)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of anybody."""
        return not np.isnan(self._familiar).all()

    def part(self, first: Places, second: Places) -> NDArray[np.float64]:
        """How used each of two is to the other's kind, their mean; of one alone where the other has no contacts."""
        one, other = self._familiar[first, self._kind[second]], self._familiar[second, self._kind[first]]
        return np.where(np.isnan(one), other, np.where(np.isnan(other), one, (one + other) / 2))


def _teams(network: StakeholderNetwork, nodes: Sequence[str]) -> Matrix:
    """Who is in which project, actors by projects."""
    place = {id: at for at, id in enumerate(nodes)}
    cells = [(place[id], at) for at, team in enumerate(network.tied_participants.values()) for id in team]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    shape = (len(nodes), len(network.tied_participants))
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
