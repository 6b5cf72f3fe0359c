"""Projects where an actor of one grouping meets another actor of a second grouping, beside the configuration model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from itertools import product

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import special

from queries.measures.configuration_model import FittedModel, fitted_model
from queries.measures.group_expectation import Expectation

Vector = NDArray[np.float64]
Groups = Mapping[str, str | None]


def crossing_projects(
    two_mode: nx.Graph[str], actors: Set[str], first: Groups, second: Groups
) -> dict[tuple[str, str], Expectation]:
    """For each group of `first` with each of `second` the projects with an actor of the one and another of the other.

    Exact: an actor that is in both represents one of them only, so a project fails when it has nobody of one group, or
    one actor that is in both and nobody else of either. Projects are independent in the model: the count is
    Poisson-binomial.
    """
    model = fitted_model(two_mode, actors)
    sizes = np.bincount(model.project_class, minlength=model.probabilities.shape[1])
    degree_class = dict(zip(model.actors, model.actor_class.tolist(), strict=True))
    teams = [set(two_mode[project]) for project in model.projects if len(two_mode[project]) > 1]
    found: dict[tuple[str, str], Expectation] = {}
    for g, h in product(_names(first, actors), _names(second, actors)):
        one = {actor for actor in actors if first.get(actor) == g}
        other = {actor for actor in actors if second.get(actor) == h}
        observed = sum(_meet(team, one, other) for team in teams)
        found[g, h] = _compared(observed, _chances(model, degree_class, one, other), sizes)
    return found


def _names(groups: Groups, actors: Set[str]) -> list[str]:
    return sorted({group for actor in actors if (group := groups.get(actor)) is not None})


def _meet(members: set[str], one: Set[str], other: Set[str]) -> bool:
    present_one, present_other = members & one, members & other
    return bool(present_one and present_other and len(present_one | present_other) > 1)


def _chances(model: FittedModel, degree_class: Mapping[str, int], one: Set[str], other: Set[str]) -> Vector:
    """The probability that the two groups meet, for each class of projects."""

    def none_and_single(members: Set[str]) -> tuple[Vector, Vector]:
        return _none_and_single(model, Counter(degree_class[actor] for actor in members))

    only_one, _ = none_and_single(one - other)
    only_other, _ = none_and_single(other - one)
    none_of_both, one_of_both = none_and_single(one & other)
    fails = none_of_both * (only_one + only_other - only_one * only_other) + one_of_both * only_one * only_other
    return np.clip(1 - fails, 0, 1)


def _none_and_single(model: FittedModel, members: Mapping[int, int]) -> tuple[Vector, Vector]:
    """The probabilities that none and that exactly one is in a project, for each class of projects.

    `members` is how many actors of each degree class there are.
    """
    none, single = np.ones(model.probabilities.shape[1]), np.zeros(model.probabilities.shape[1])
    for row, count in sorted(members.items()):
        chance = model.probabilities[row]
        none_here, single_here = (1 - chance) ** count, count * chance * (1 - chance) ** (count - 1)
        none, single = none * none_here, single * none_here + none * single_here
    return none, single


def _compared(observed: int, chances: Vector, sizes: NDArray[np.int64]) -> Expectation:
    """The count beside a sum of binomials, one for each class of projects."""
    mean, deviation = float(chances @ sizes), float(np.sqrt((chances * (1 - chances)) @ sizes))
    if deviation < 1e-9:
        return Expectation(observed, mean, None, None)
    density = np.ones(1)
    for chance, size in zip(chances.tolist(), sizes.tolist(), strict=True):
        density = np.convolve(density, _binomial(size, chance))
    tail = min(float(density[: observed + 1].sum()), float(density[observed:].sum()))
    return Expectation(observed, mean, (observed - mean) / deviation, min(1.0, 2 * tail))


def _binomial(size: int, chance: float) -> Vector:
    """The probability of 0, 1, … `size` successes."""
    # scipy.stats has it too, and takes most of a second to import.
    below = special.bdtr(np.arange(size + 1.0), size, chance)
    return np.diff(below, prepend=0.0)
