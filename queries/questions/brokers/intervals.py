"""How sure the ranks of brokers are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from scipy import sparse

from graph.messages import message
from graph.network.network import CONTACT, StakeholderNetwork
from queries.finding.grouping import SEED
from queries.measures.matrices import Matrix
from queries.measures.rank_intervals import Drop, Teams, rank_intervals
from queries.progress import advance
from queries.questions.brokers.ranking import competing
from queries.wording.lengths import first_short

UNASKED: Final = 1_000
"""Actors up to which a view's intervals are computed unasked."""

Intervals = Mapping[str, tuple[int, int] | None]


def intervals(network: StakeholderNetwork) -> tuple[Intervals, Intervals]:
    """Of each actor the interval without a tenth of the participations, and without a tenth of the actors."""

    def build(drop: Drop) -> Intervals:
        actors = list(network.collaboration)
        row = {actor: number for number, actor in enumerate(actors)}
        groups = [np.array([row[actor] for actor in group], dtype=np.int64) for group in competing(network)]
        found = rank_intervals(_teams(network, row), groups, drop, SEED, lambda *at: advance(f"without_{drop}", *at))
        return dict(zip(actors, found, strict=True))

    return (
        network.cached("rank intervals", lambda: build("participations")),
        network.cached("rank intervals without actors", lambda: build("actors")),
    )


def with_certainty(sentence: str, interval: tuple[int, int] | None, language: str, *, exact: bool) -> str:
    """The sentence with the places in words, or that its place is estimated, where that fits."""
    if not exact:
        place = message("questions.broker_estimated", language)
    elif interval is None:
        return sentence
    else:
        low, high = interval
        place = message(f"questions.broker_{'place' if low == high else 'places'}", language, low=low, high=high)
    return first_short((f"{sentence} {place}", sentence))


def _teams(network: StakeholderNetwork, row: Mapping[str, int]) -> Teams:
    column = {project: number for number, project in enumerate(network.tied_participants)}
    tied = [(row[actor], column[project]) for project, actors in network.tied_participants.items() for actor in actors]
    stated = [
        (row[first], row[second])
        for fact in network.of_type("COLLABORATES_WITH")
        if fact.discriminator != CONTACT and fact.start != fact.end
        for first, second in ((fact.start, fact.end), (fact.end, fact.start))
    ]
    return Teams(_matrix(tied, (len(row), len(column))), _matrix(stated, (len(row), len(row))))


def _matrix(cells: list[tuple[int, int]], shape: tuple[int, int]) -> Matrix:
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    return sparse.csr_array((np.ones(len(cells)), (rows, columns)), shape=shape)
