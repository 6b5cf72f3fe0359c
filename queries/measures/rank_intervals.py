"""How sure a rank by betweenness is: where it falls when a tenth of the data is missing.

Delete-d jackknife replicates (Shao & Wu 1989, doi:10.1214/aos/1176347263): a share is left out at random, and ranks are
counted anew. It tells of chance in what was collected, not of what a source leaves out altogether.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from scipy import sparse

from queries.measures.contracted import Contracted
from queries.measures.matrices import Matrix, Vector, binary, without_diagonal
from queries.measures.twins import Places

REPLICATES: Final = 50
DROPPED: Final = 0.1
_PERCENTILES: Final = (5, 95)
_ALIKE: Final = 1e-9  # relative; what the order of summation may disturb

Drop = Literal["participations", "actors"]


@dataclass(frozen=True, slots=True)
class Teams:
    """Who takes part in what.

    Attributes:
        participations: actors × projects, entries 1.
        stated: ties of actors without a project, symmetric, entries 1.
    """

    participations: Matrix
    stated: Matrix


def rank_intervals(
    teams: Teams,
    competing: Sequence[Places],
    drop: Drop,
    seed: int,
    advance: Callable[[int, int], None] | None = None,
) -> list[tuple[int, int] | None]:
    """The 5th and 95th percentile of each actor's rank over the replicates; None for one that was in no replicate.

    Ranks are among the actors that compete with each other (rows of `participations`); equal values share the rank.
    Replicates that lack the actor say nothing of it.
    """
    ranks = np.full((REPLICATES, teams.stated.shape[0]), np.nan)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # the heavy steps are in compiled code, which runs side by side
        for number, found in enumerate(
            pool.map(lambda r: _ranks(teams, competing, drop, [seed, r]), range(REPLICATES))
        ):
            ranks[number] = found
            if advance:
                advance(number + 1, REPLICATES)
    return [_interval(column[~np.isnan(column)]) for column in ranks.T]


def _interval(ranks: Vector) -> tuple[int, int] | None:
    if not len(ranks):
        return None
    low, high = np.percentile(ranks, _PERCENTILES, method="inverted_cdf")
    return int(low), int(high)


def _ranks(teams: Teams, competing: Sequence[Places], drop: Drop, seed: list[int]) -> Vector:
    """The ranks of one replicate; undefined for an actor that was dropped."""
    random = np.random.default_rng(seed)
    size = teams.stated.shape[0]
    present = np.ones(size, dtype=bool)
    participations, stated = teams.participations, teams.stated
    if drop == "participations":
        participations = participations.copy()
        participations.data[_some(random, participations.nnz)] = 0
    else:
        present[_some(random, size)] = False
        only = sparse.diags_array(present.astype(np.float64))
        participations, stated = sparse.csr_array(only @ participations), sparse.csr_array(only @ stated @ only)
    ties = without_diagonal(sparse.csr_array(participations @ participations.T + stated))
    paths = Contracted(binary(ties)).paths()
    ranks = np.full(size, np.nan)
    for rows in competing:
        there = rows[present[rows]]
        rising = np.sort(paths[there])
        ranks[there] = 1 + len(there) - np.searchsorted(rising, paths[there] * (1 + _ALIKE), side="right")
    return ranks


def _some(random: np.random.Generator, count: int) -> Places:
    return random.choice(count, size=round(DROPPED * count), replace=False)
