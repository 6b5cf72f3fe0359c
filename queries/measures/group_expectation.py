"""How much two groups work together, beside what the configuration model expects by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import ceil, floor, sqrt

import networkx as nx
import numpy as np
from scipy import sparse, special

from queries.measures.configuration_model import FittedModel, Integers, fitted_model
from queries.measures.matrices import Matrix, Vector, biadjacency, binary, memberships, without_diagonal


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


def collaborating_pairs(
    two_mode: nx.Graph[str], actors: Set[str], groups: Mapping[str, str | None]
) -> dict[tuple[str, str], Expectation]:
    """For each pair of groups, sorted, the number of pairs of actors, one of each, that share at least one project.

    The mean is exact. Pairs are not independent, since a large project makes many at once: the standard deviation is
    that of the number of meetings (pair × project; exact), scaled by mean pairs / mean meetings. p takes the count as
    normal, with continuity correction: an approximation, good from some ten expected pairs.
    """
    model = fitted_model(two_mode, actors)
    members, names = memberships(model.actors, groups)
    classes = _by_class(model, members)
    observed = _observed_pairs(biadjacency(two_mode, model.actors, model.projects), members)
    mean = _mean_pairs(model, classes)
    meetings, variance = _meetings(model, classes)
    found: dict[tuple[str, str], Expectation] = {}
    for g, h in combinations_with_replacement(range(len(names)), 2):
        scale = mean[g, h] / meetings[g, h] if meetings[g, h] > 0 else 0.0
        deviation = float(scale * sqrt(max(variance[g, h], 0.0)))
        found[names[g], names[h]] = _normal(round(observed[g, h]), float(mean[g, h]), deviation)
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


def _observed_pairs(participations: Matrix, members: Matrix) -> Vector:
    tied = binary(without_diagonal(sparse.csr_array(participations @ participations.T)))
    observed = np.asarray((members.T @ tied @ members).todense(), dtype=np.float64)
    np.fill_diagonal(observed, observed.diagonal() / 2)
    return observed


def _mean_pairs(model: FittedModel, classes: Vector) -> Vector:
    """Expected number of pairs that meet at least once, groups × groups."""
    sizes = np.bincount(model.project_class, minlength=model.probabilities.shape[1])
    with np.errstate(divide="ignore"):
        never = [np.log1p(-(row * model.probabilities)) @ sizes for row in model.probabilities]
    meet = -np.expm1(np.array(never).reshape(classes.shape[1], classes.shape[1]))
    mean = classes @ meet @ classes.T
    np.fill_diagonal(mean, (mean.diagonal() - classes @ meet.diagonal()) / 2)
    return np.asarray(mean)


def _meetings(model: FittedModel, classes: Vector) -> tuple[Vector, Vector]:
    """Mean and variance of the number of meetings, groups × groups.

    K actors of a group are in a project: a sum of independent chances, whose E[C(K, r)] is the elementary symmetric
    polynomial e_r. Two groups meet K·K' times there, a group with itself C(K, 2) = e_2 times on average, and
    C(K, 2)² = 6·C(K, 4) + 6·C(K, 3) + C(K, 2).
    """
    sizes = np.bincount(model.project_class, minlength=model.probabilities.shape[1])
    power = [classes @ model.probabilities**exponent for exponent in range(1, 5)]
    e1 = power[0]
    e2 = (e1 * power[0] - power[1]) / 2
    e3 = (e2 * power[0] - e1 * power[1] + power[2]) / 3
    e4 = (e3 * power[0] - e2 * power[1] + e1 * power[2] - power[3]) / 4
    squares = 2 * e2 + e1
    mean = (e1 * sizes) @ e1.T
    variance = (squares * sizes) @ squares.T - (e1**2 * sizes) @ (e1**2).T
    np.fill_diagonal(mean, e2 @ sizes)
    np.fill_diagonal(variance, (6 * e4 + 6 * e3 + e2 - e2**2) @ sizes)
    return mean, variance


def _normal(observed: int, mean: float, deviation: float) -> Expectation:
    if deviation < 1e-9:
        return Expectation(observed, mean, None, None)
    distance = max(abs(observed - mean) - 0.5, 0.0)
    return Expectation(observed, mean, (observed - mean) / deviation, float(2 * special.ndtr(-distance / deviation)))


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
