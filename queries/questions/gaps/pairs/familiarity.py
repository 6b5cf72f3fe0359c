"""How used an actor is to work with actors of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.network.network import StakeholderNetwork
from queries.measures.link_prediction import CommonContacts, Places
from queries.measures.matrices import memberships

PRIOR: Final = 5.0  # contacts of the usual kinds that everybody is thought to have had besides


class Familiarity:
    """For each actor and kind how common the kind is among its contacts, beside how common it is among everybody's.

    With its share over the usual share as lift r it is r/(1 + r), so that ½ is the usual; NaN without contacts.
    """

    def __init__(self, network: StakeholderNetwork, ids: Sequence[str], contacts: CommonContacts) -> None:
        members, kinds = memberships(contacts.nodes, {id: network.actors[id].kind for id in contacts.nodes})
        counts = (contacts.ties @ members).toarray()
        usual = counts.sum(axis=0) / max(counts.sum(), 1.0)
        totals = counts.sum(axis=1, keepdims=True)
        share = (counts + PRIOR * usual) / (totals + PRIOR)
        familiar = np.where(totals > 0, share / np.maximum(share + usual, 1e-12), nan)
        self._familiar = np.full((len(ids), len(kinds) + 1), nan)
        known = np.array([contacts.place.get(id, -1) for id in ids], dtype=np.int64)
        self._familiar[known >= 0, : len(kinds)] = familiar[known[known >= 0]]
        number = {kind: place for place, kind in enumerate(kinds)}
        self._kind = np.array([number.get(network.actors[id].kind or "", len(kinds)) for id in ids], dtype=np.int64)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of anybody."""
        return not np.isnan(self._familiar).all()

    def part(self, first: Places, second: Places) -> NDArray[np.float64]:
        """How used each of two is to the other's kind, their mean; of one alone where the other has no contacts."""
        one, other = self._familiar[first, self._kind[second]], self._familiar[second, self._kind[first]]
        return np.where(np.isnan(one), other, np.where(np.isnan(other), one, (one + other) / 2))
