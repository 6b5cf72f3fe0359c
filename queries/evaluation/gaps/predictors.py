"""Every pair scored by the channels of the question and by what a textbook would take instead, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from scipy import sparse

from queries.evaluation.gaps.split import SEED, Split
from queries.measures.link_prediction import Places
from queries.measures.matrices import Vector, scaled_rows
from queries.questions.gaps.pairs.profile import Profiles

BASELINES: Final = (
    "common_neighbours",
    "adamic_adar",
    "resource_allocation",
    "preferential_attachment",
    "random",
)
METHODS: Final = ("fused", "structure", "profile", *BASELINES)
_ROWS: Final = 250

Block = Mapping[str, Vector]


def blocks(cut: Split, profiles: Profiles) -> Iterator[tuple[Places, Block]]:
    """Some nodes, and by method (but the fused one) their scores with every node: arrays of rows by columns.

    Baselines are those of networkx on ties that count as 1.
    """
    contacts = cut.contacts
    everyone = np.arange(len(contacts.nodes))
    logarithms = np.log(np.maximum(contacts.degrees, 2))  # who has one contact is nobody's common one
    by_logarithm = sparse.csr_array(scaled_rows(contacts.ties, logarithms).T)
    by_degree = sparse.csr_array(scaled_rows(contacts.ties, contacts.degrees).T)
    random = np.random.default_rng(SEED)
    for start in range(0, len(everyone), _ROWS):
        rows = everyone[start : start + _ROWS]
        yield (
            rows,
            {
                "structure": contacts.block(rows, everyone),
                "profile": profiles.block(rows, everyone),
                "common_neighbours": (contacts.ties[rows] @ contacts.ties).toarray(),
                "adamic_adar": (by_logarithm[rows] @ contacts.ties).toarray(),
                "resource_allocation": (by_degree[rows] @ contacts.ties).toarray(),
                "preferential_attachment": np.outer(contacts.degrees[rows], contacts.degrees),
                "random": random.random((len(rows), len(everyone))),
            },
        )
