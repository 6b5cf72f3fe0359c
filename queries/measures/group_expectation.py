"""How much two groups work together, beside what chance would lead one to expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice, product
from math import copysign, sqrt
from typing import Final

import networkx as nx
import numpy as np
from scipy import special

from queries.measures.configuration_model import fitted_model
from queries.measures.curveball import curveball_draws
from queries.measures.matrices import Integers, Vector, biadjacency
from queries.measures.meetings import Groups, TwoGroupings, expected_meetings, meetings

SEED: Final = 0
_DRAWS: Final = 2000
_FEWEST_DRAWS: Final = 100
_WORK: Final = 50_000_000  # participations dealt out, which takes some five seconds
_BATCH: Final = 100_000  # participations counted at a time
_BATCHES: Final = 20  # of draws, whose means are independent
_STANDARD_ERRORS: Final = 2.0
_ROUNDING: Final = 1e-9
_SYMMETRIC: Final = 1e-3  # skewness below which the normal distribution serves


@dataclass(frozen=True, slots=True)
class Expectation:
    """A count for two groups beside what is expected.

    Attributes:
        observed: the count.
        expected: its mean; of the configuration model where `from_model`, else of the draws.
        z: (observed − expected) / standard deviation of the draws; None when no draw differs from another.
        p: twice the probability of a count at least as far out on its side, at most 1; None when nothing can differ.
            From the draws' mean, spread and skewness, and not below the share of draws that are so far out.
        from_model: whether the model's mean is within two standard errors of the draws'.
    """

    observed: int
    expected: float
    z: float | None
    p: float | None
    from_model: bool


@dataclass(frozen=True, slots=True)
class SharedProjects:
    """The expectation of each pair of groups, and how many draws it is held against; none where there is no group."""

    of: Mapping[tuple[str, str], Expectation]
    n_draws: int


@dataclass(frozen=True, slots=True)
class NullModel:
    """What to expect of each two groups when all but the numbers of projects and of actors is random.

    Attributes:
        groups: the two groupings, of the actors in their order.
        within: whether they are the same one, so that each pair of groups is needed once.
        actor: the actor of each participation, numbered.
        project: its project, numbered.
        by_model: mean by the configuration model, first × second group.
        draws: counts in networks drawn by curveball trades, draw × first × second group.
    """

    groups: TwoGroupings
    within: bool
    actor: Integers
    project: Integers
    by_model: Vector
    draws: Vector

    @classmethod
    def of(
        cls, two_mode: nx.Graph[str], actors: Set[str], first: Groups, second: Groups | None = None
    ) -> NullModel | None:
        """The model of each group of `first` with each of `second`, or with each other and itself.

        None when there is no group. Actors without a group are drawn too, and in no count.
        """
        fitted = fitted_model(two_mode, actors)
        groups = TwoGroupings.of(fitted.actors, first, first if second is None else second)
        if 0 in groups.shape:
            return None
        participations = biadjacency(two_mode, fitted.actors, fitted.projects).tocoo()
        actor, project = participations.row.astype(np.int64), participations.col.astype(np.int64)
        drawn = curveball_draws(actor, project, _n_draws(len(actor)), SEED)
        batches = iter(lambda: list(islice(drawn, max(1, _BATCH // len(actor)))), [])
        counts = [meetings(np.array(batch), project, len(fitted.projects), groups) for batch in batches]
        by_model = expected_meetings(fitted, groups)
        return cls(groups, second is None, actor, project, by_model, np.concatenate(counts))

    def expectations(self, actor: Integers) -> Mapping[tuple[str, str], Expectation]:
        """The counts of a network with these actors of its participations, beside what is expected of them."""
        observed = meetings(actor[None, :], self.project, int(self.project.max()) + 1, self.groups)[0]
        return {
            (g, h): _expectation(int(observed[i, j]), float(self.by_model[i, j]), self.draws[:, i, j])
            for (i, g), (j, h) in product(*map(enumerate, self.groups.names))
            if not self.within or g <= h
        }


def shared_projects(
    two_mode: nx.Graph[str], actors: Set[str], first: Groups, second: Groups | None = None
) -> SharedProjects:
    """For each pair of groups the projects with an actor of the one and another actor of the other.

    Expected when every actor keeps its number of projects and every project its number of actors: by the configuration
    model conditional on the size of projects where curveball draws agree, else by their mean. How far the count spreads
    is read off the draws, in which both numbers are exact.
    """
    model = NullModel.of(two_mode, actors, first, second)
    return SharedProjects(model.expectations(model.actor), len(model.draws)) if model else SharedProjects({}, 0)


def _n_draws(n_participations: int) -> int:
    """As many as fit in the work, in whole batches."""
    most = min(_DRAWS, max(_FEWEST_DRAWS, _WORK // max(n_participations, 1)))
    return most - most % _BATCHES


def _expectation(observed: int, by_model: float, draws: Vector) -> Expectation:
    mean, spread = float(draws.mean()), float(draws.var())
    from_model = abs(by_model - mean) <= _STANDARD_ERRORS * _standard_error(draws) + _ROUNDING
    expected = by_model if from_model else mean
    if not spread:
        p = None if observed == mean else min(1.0, 2 / len(draws))  # rarer than one of the draws, at each end
        return Expectation(observed, expected, None, p, from_model)
    z = (observed - expected) / sqrt(spread)
    skewness = float(((draws - mean) ** 3).mean()) / spread**1.5
    at_most, at_least = _tails(observed - expected, sqrt(spread), skewness)
    p = 2 * min(max(at_most, (draws <= observed).mean()), max(at_least, (draws >= observed).mean()))
    return Expectation(observed, expected, z, min(1.0, float(p)), from_model)


def _standard_error(values: Vector) -> float:
    """Of their mean, from batches: draws that follow each other are alike, means of batches are not."""
    return float(values.reshape(_BATCHES, -1).mean(axis=1).std(ddof=1)) / sqrt(_BATCHES)


def _tails(difference: float, deviation: float, skewness: float) -> tuple[float, float]:
    """The probabilities of at most and of at least this count by Pearson's third type with these moments.

    It is nearly Poisson for counts that are, and normal for those that the numbers of projects hold in narrow bounds.
    """
    return _below((difference + 0.5) / deviation, skewness), _below((0.5 - difference) / deviation, -skewness)


def _below(z: float, skewness: float) -> float:
    """The probability of at most z, with mean 0 and variance 1: a gamma distribution, moved, and turned if negative."""
    if abs(skewness) < _SYMMETRIC:
        return float(special.ndtr(z))
    shape = 4 / skewness**2
    at = max(0.0, shape + z * copysign(sqrt(shape), skewness))
    return float(special.gammainc(shape, at) if skewness > 0 else special.gammaincc(shape, at))


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
