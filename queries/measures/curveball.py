"""Participation drawn by lot, with every actor's number of projects and every project's number of actors kept exactly.

By curveball trades (Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz 2014, doi:10.1038/ncomms5114): two projects
pool the actors that only one of them has, and deal them out again, each as many as it gave. A round pairs all projects
at random and lets each pair trade (Carstens, Berger & Strona 2018, doi:10.1016/j.mex.2018.06.018); in the long run
every network with these numbers is drawn equally often.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from queries.measures.matrices import Integers

_ROUNDS_BEFORE = 20


def curveball_draws(actor: Integers, project: Integers, n_draws: int, seed: int) -> Iterator[Integers]:
    """The actor of every participation, `n_draws` times; participation i stays in `project[i]`.

    Actors and projects are numbered from 0, and nobody is in a project twice. Draws that follow each other are alike.
    """
    random = np.random.default_rng(seed)
    n_projects = int(project.max(initial=-1)) + 1
    in_several = np.bincount(actor) > 1
    for _ in range(_ROUNDS_BEFORE):
        actor = _round(actor, project, n_projects, in_several, random)
    for _ in range(n_draws):
        actor = _round(actor, project, n_projects, in_several, random)
        yield actor


def _round(
    actor: Integers, project: Integers, n_projects: int, in_several: NDArray[np.bool_], random: np.random.Generator
) -> Integers:
    # Sixteen bits where they suffice: numpy then sorts by radix, ten times as fast.
    pair_of = np.empty(n_projects, dtype=np.min_scalar_type(n_projects))
    pair_of[random.permutation(n_projects)] = np.arange(n_projects) // 2
    pair = pair_of[project]
    free = np.flatnonzero(~_in_both(actor, pair, np.flatnonzero(in_several[actor])))
    places = free[np.argsort(pair[free], kind="stable")]
    dealt = random.permutation(free)
    dealt = dealt[np.argsort(pair[dealt], kind="stable")]
    after = actor.copy()
    after[places] = actor[dealt]
    return after


def _in_both(actor: Integers, pair: NDArray[np.unsignedinteger], candidates: Integers) -> NDArray[np.bool_]:
    """Which participations are of an actor that is in both projects of the pair; it cannot be traded."""
    key = pair[candidates].astype(np.int64) * (int(actor.max(initial=0)) + 1) + actor[candidates]
    order = np.argsort(key)
    same = np.flatnonzero(np.diff(key[order]) == 0)
    found = np.zeros(len(actor), dtype=np.bool_)
    found[candidates[order[same]]] = True
    found[candidates[order[same + 1]]] = True
    return found
