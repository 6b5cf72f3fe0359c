"""How much two groups work together, beside what the configuration model expects by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import ceil, floor, sqrt

import networkx as nx
import numpy as np
from scipy import sparse

from queries.measures.configuration_model import FittedModel, Integers, fitted_model
from queries.measures.matrices import Matrix, Vector, biadjacency, memberships


@dataclass(frozen=True, slots=True)
class Expectation:
    """A count for two groups beside what the model expects.

    Attributes:
        observed: the count.
        expected: its mean in the model.
        z: (observed − expected) / standard deviation; None when the count cannot vary.
        p: twice the probability of a count at least as far out on its side, at most 1; None when it cannot vary.
    """

    observed: int
    expected: float
    z: float | None
    p: float | None


def shared_projects(
    two_mode: nx.Graph[str], actors: Set[str], groups: Mapping[str, str | None]
) -> dict[tuple[str, str], Expectation]:
    """For each pair of groups, sorted, the number of projects with an actor of each; a group with itself: with two.

    Exact: projects are independent in the model, so the count is Poisson-binomial. Actors without a group take part in
    the fit, not in a count.
    """
    model = fitted_model(two_mode, actors)
    members, names = memberships(model.actors, groups)
    present = np.asarray((members.T @ biadjacency(two_mode, model.actors, model.projects)).todense())
    none, one = _none_and_one(model, _by_class(model, members))
    sizes = np.bincount(model.project_class)
    found: dict[tuple[str, str], Expectation] = {}
    for g, h in combinations_with_replacement(range(len(names)), 2):
        chance = 1 - none[g] - one[g] if g == h else (1 - none[g]) * (1 - none[h])
        together = present[g] >= 2 if g == h else (present[g] > 0) & (present[h] > 0)
        found[names[g], names[h]] = _poisson_binomial(int(together.sum()), np.clip(chance, 0, 1), sizes)
    return found


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """The q of each p: the share of false findings among all with a p at most this small (Benjamini & Hochberg 1995).

    An undefined p stays None and is not counted among the tests.
    """
    order = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    found: list[float | None] = [None] * len(p_values)
    smallest = 1.0
    for rank, (p, place) in reversed(list(enumerate(order, start=1))):
        smallest = min(smallest, p * len(order) / rank)
        found[place] = smallest
    return found


def _by_class(model: FittedModel, members: Matrix) -> Vector:
    """How many actors of each group (rows) have each degree (columns)."""
    shape = (len(model.actors), model.probabilities.shape[0])
    places = (np.arange(shape[0]), model.actor_class)
    classes = sparse.csr_array((np.ones(shape[0]), places), shape=shape)
    return np.asarray((members.T @ classes).todense(), dtype=np.float64)


def _none_and_one(model: FittedModel, classes: Vector) -> tuple[Vector, Vector]:
    """Probabilities that a project has no actor and exactly one actor of a group: groups × project classes."""
    certain = model.probabilities >= 1
    chance = np.where(certain, 0, model.probabilities)
    sure = classes @ certain
    rest_none = np.exp(classes @ np.log1p(-chance))
    rest_one = rest_none * (classes @ (chance / (1 - chance)))
    return np.where(sure == 0, rest_none, 0), np.where(sure == 0, rest_one, np.where(sure == 1, rest_none, 0))


def _poisson_binomial(observed: int, chance: Vector, sizes: Integers) -> Expectation:
    """The number of successes when `sizes` trials of each class succeed with its chance (Hong 2013, by Fourier).

    Only the stretch of ten standard deviations around the mean is computed; what lies outside has no weight in doubles.
    """
    mean = float(chance @ sizes)
    deviation = sqrt(max(float((chance * (1 - chance)) @ sizes), 0.0))
    if deviation < 1e-9:
        return Expectation(observed, mean, None, None)
    half = ceil(10 * deviation) + 20
    start, width = floor(mean) - half, 2 * half + 1
    turns = np.exp(2j * np.pi * np.arange(width) / width)
    spectrum = np.prod((1 + np.outer(chance, turns - 1)) ** sizes[:, None], axis=0)
    density = np.roll(np.fft.fft(spectrum).real / width, -(start % width)).clip(0)
    place = min(max(observed - start, -1), width)
    tail = min(density[: max(place + 1, 0)].sum(), density[max(place, 0) :].sum())
    return Expectation(observed, mean, (observed - mean) / deviation, float(min(1.0, 2 * tail)))
