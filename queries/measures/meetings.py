"""In how many projects groups meet: counted, and how likely that is in a project whose number of actors is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.measures.configuration_model import FittedModel
from queries.measures.matrices import Integers, Matrix, Vector

Groups: TypeAlias = Mapping[str, str | None]
Spectrum: TypeAlias = NDArray[np.complex128]
Number = TypeVar("Number", np.float64, np.complex128)
_NO_GROUP = -1
_ALMOST_SURE = 1 - 1e-9  # an actor in every project: its x is infinite


@dataclass(frozen=True, slots=True)
class TwoGroupings:
    """The groups of each actor in two groupings, which may be the same one.

    Attributes:
        names: the groups of the first and of the second, sorted.
        first: of each actor the place of its group in `names[0]`, −1 for none.
        second: the same in `names[1]`.
    """

    names: tuple[list[str], list[str]]
    first: Integers
    second: Integers

    @property
    def shape(self) -> tuple[int, int]:
        """How many first and second groups there are."""
        return len(self.names[0]), len(self.names[1])

    @classmethod
    def of(cls, actors: Sequence[str], first: Groups, second: Groups) -> TwoGroupings:
        """The groupings of these actors, in their order."""
        names = (_names(actors, first), _names(actors, second))
        of_first = _places(actors, first, names[0])
        return cls(names, of_first, of_first if second is first else _places(actors, second, names[1]))


def _names(actors: Sequence[str], groups: Groups) -> list[str]:
    return sorted({group for actor in actors if (group := groups.get(actor)) is not None})


def _places(actors: Sequence[str], groups: Groups, names: list[str]) -> Integers:
    place = {name: index for index, name in enumerate(names)}
    return np.array([place.get(groups.get(actor) or "", _NO_GROUP) for actor in actors], dtype=np.int64)


def meetings(networks: Integers, project: Integers, n_projects: int, groups: TwoGroupings) -> Vector:
    """For each network, first and second group the projects with an actor of the one and another actor of the other.

    A network is the actors of its participations, whose projects are the same in all; both are numbered. An actor that
    is in both groups counts for one of them.
    """
    n_networks, (n_first, n_second) = len(networks), groups.shape
    shape = (n_networks * n_first, n_second)
    rows = (np.arange(n_networks)[:, None] * n_projects + project).ravel()  # the projects of each network by themselves
    first, second = groups.first[networks].ravel(), groups.second[networks].ravel()
    in_first = in_second = _per_project(first, rows, n_networks * n_projects, n_first)
    if groups.second is not groups.first:
        in_second = _per_project(second, rows, n_networks * n_projects, n_second)
    row, group = np.nonzero(in_first)
    # Sparse, since a dense product waits for its threads where other work runs beside it, and most cells are empty.
    present = sparse.csr_array(
        (np.ones(len(row)), (row // n_projects * n_first + group, row)), shape=(shape[0], len(in_first))
    ) @ sparse.csr_array((in_second > 0).astype(np.float64))
    both = (first != _NO_GROUP) & (second != _NO_GROUP)
    rows, first, second = rows[both], first[both], second[both]
    alone = (in_first[rows, first] == 1) & (in_second[rows, second] == 1)
    met = present.toarray() - _table(rows[alone] // n_projects * n_first + first[alone], second[alone], *shape)
    return np.asarray(met.reshape(n_networks, n_first, n_second), dtype=np.float64)


def _per_project(group: Integers, project: Integers, n_projects: int, n_groups: int) -> Integers:
    """How many of each group are in each project."""
    known = group != _NO_GROUP
    return _table(project[known], group[known], n_projects, n_groups)


def _table(row: Integers, column: Integers, n_rows: int, n_columns: int) -> Integers:
    counts = np.bincount(row * n_columns + column, minlength=n_rows * n_columns)
    return counts.reshape(n_rows, n_columns)


def expected_meetings(model: FittedModel, groups: TwoGroupings) -> Vector:
    """The mean of `meetings` in the configuration model, given how many actors every project has.

    A project of n actors then has each set of n with a chance in proportion to the product of their x (conditional
    Bernoulli sampling: Chen, Dempster & Liu 1994, doi:10.1093/biomet/81.3.457). How many projects an actor has is as
    given on average only.
    """
    members, n_projects = _members(model, groups), np.bincount(model.project_class, minlength=len(model.sizes))
    expected = np.zeros(groups.shape)
    for column, size in enumerate(model.sizes.tolist()):
        expected += n_projects[column] * _chance_to_meet(members, groups.shape, model.probabilities[:, column], size)
    return expected


def _members(model: FittedModel, groups: TwoGroupings) -> Matrix:
    """How many actors of each degree class (columns) there are: all, by first group, by second, by first and second."""
    n_first, n_second = groups.shape
    in_first, in_second = groups.first != _NO_GROUP, groups.second != _NO_GROUP
    in_both = in_first & in_second
    rows = (
        (slice(None), np.zeros(len(model.actors), dtype=np.int64)),
        (in_first, 1 + groups.first[in_first]),
        (in_second, 1 + n_first + groups.second[in_second]),
        (in_both, 1 + n_first + n_second + groups.first[in_both] * n_second + groups.second[in_both]),
    )
    row = np.concatenate([row for _, row in rows])
    column = np.concatenate([model.actor_class[chosen] for chosen, _ in rows])
    shape = (1 + n_first + n_second + n_first * n_second, len(model.probabilities))
    return sparse.csr_array((np.ones(len(row)), (row, column)), shape=shape)  # sums what falls in one cell


def _chance_to_meet(members: Matrix, shape: tuple[int, int], chances: Vector, size: int) -> Vector:
    """For each first × second group, in a project of this size; `chances` are those of the degree classes."""
    chances = np.minimum(chances, _ALMOST_SURE)
    turns = _turns(int(members[[0]].sum()), size)
    everyone, first, second, both = _parted(np.asarray(members @ _spectrum(chances, turns)), shape)
    *_, one_of_both = _parted(np.asarray(members @ (chances / (1 - chances))[:, None]), shape)
    either = first[:, None] + second - both

    def nobody_of(those: Spectrum, others: int = size) -> Vector:
        """That none of those is in it, and as many others as its size, or as said."""
        chance = _density(everyone - those, turns, others) / _density(everyone, turns, size)
        return np.asarray(np.exp(those[..., -1].real) * chance)

    # A project where they do not meet has nobody of one group, or of both together one actor only, who is in both.
    fails = nobody_of(first)[:, None] + nobody_of(second) - nobody_of(either)
    return np.clip(1 - fails - one_of_both[..., 0] * nobody_of(either, size - 1), 0, 1)


def _parted(rows: NDArray[Number], shape: tuple[int, int]) -> tuple[NDArray[Number], ...]:
    """The rows of `_members`: all, by first, by second, by first × second."""
    n_first, n_second = shape
    everyone, first, second, both = np.split(rows, [1, 1 + n_first, 1 + n_first + n_second])
    return everyone[0], first, second, both.reshape(n_first, n_second, -1)


# The number of actors in a project is Poisson-binomial while its size is not given; its distribution is a product over
# actors after Fourier transformation (Hong 2013, doi:10.1016/j.csda.2012.10.006).


def _turns(n_actors: int, size: int) -> Spectrum:
    """The points of the transformation: what lies ten standard deviations above the size has no weight."""
    width = min(n_actors, ceil(size + 10 * sqrt(size) + 20)) + 1
    width += 1 - width % 2  # odd, for at −1 a chance of one half has no logarithm
    return np.asarray(np.exp(2j * np.pi * np.arange(width) / width), dtype=np.complex128)


def _spectrum(chances: Vector, turns: Spectrum) -> Spectrum:
    """For each class of actors the logarithms at these points, and in the last column that of being absent."""
    return np.column_stack([np.log1p(np.outer(chances, turns - 1)), np.log1p(-chances)])


def _density(spectrum: Spectrum, turns: Spectrum, number: int) -> Vector:
    """The probability that so many of the actors are in it."""
    return np.asarray((np.exp(spectrum[..., :-1]) * turns**-number).mean(axis=-1).real)
