"""What participation would be by chance: the bipartite configuration model.

Every actor keeps its number of projects and every project its number of actors, on average; all else is random
(Saracco, Straka, Di Clemente, Gabrielli, Caldarelli & Squartini 2017, doi:10.1088/1367-2630/aa6b38). Actor i is in
project p with probability x_i·y_p / (1 + x_i·y_p), independently of everything else. Nodes of equal degree share their
x or y, which keeps the problem small: thousands of actors have some sixty different degrees.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy import special

from queries.measures.matrices import Integers, Vector, biadjacency, projects_of

_TOLERANCE = 1e-9
_STEPS = 200
_SMALLEST = 1e-300


@dataclass(frozen=True, slots=True)
class FittedModel:
    """Probabilities of participation, one row per actor degree and one column per project degree.

    Attributes:
        actors: ids, sorted, in the order of `actor_class`, which says the row of each.
        projects: ids, sorted, in the order of `project_class`, which says the column of each.
        sizes: how many actors the projects of each column have.
        probabilities: of an actor of the row being in a project of the column.
    """

    actors: tuple[str, ...]
    actor_class: Integers
    projects: tuple[str, ...]
    project_class: Integers
    sizes: Integers
    probabilities: Vector


def fitted_model(two_mode: nx.Graph[str], actors: Set[str]) -> FittedModel:
    """The model of a two-mode network: its expected degrees are the network's.

    Raises:
        ArithmeticError: when no solution is found; no network is known for which this happens.
    """
    people = tuple(sorted(node for node in two_mode if node in actors))
    projects = tuple(sorted(projects_of(two_mode, actors)))
    participations = biadjacency(two_mode, people, projects)
    rows, actor_class = _classes(participations.sum(axis=1))
    columns, project_class = _classes(participations.sum(axis=0))
    probabilities = _probabilities(rows, columns, np.bincount(actor_class), np.bincount(project_class))
    return FittedModel(people, actor_class, projects, project_class, columns.astype(np.int64), probabilities)


def _classes(degrees: Vector) -> tuple[Vector, Integers]:
    """The different degrees, and the place of each node's degree among them."""
    different, place = np.unique(np.asarray(degrees, dtype=np.float64).ravel(), return_inverse=True)
    return different, np.asarray(place, dtype=np.int64)


def _probabilities(rows: Vector, columns: Vector, row_sizes: Integers, column_sizes: Integers) -> Vector:
    """Probability for each row class × column class.

    Who is in everything or nothing is so with certainty; it is taken out first, since its x would be infinite.
    """
    certain = np.zeros((len(rows), len(columns)))
    rows, columns = rows.copy(), columns.copy()
    row_open, column_open = np.ones(len(rows), dtype=bool), np.ones(len(columns), dtype=bool)
    while True:
        n_rows, n_columns = row_sizes[row_open].sum(), column_sizes[column_open].sum()
        row = row_open & ((rows <= 0) | (rows >= n_columns))
        if row.any():
            full = row & (rows > 0)
            certain[np.ix_(full, column_open)] = 1
            columns[column_open] -= row_sizes[full].sum()
            row_open &= ~row
            continue
        column = column_open & ((columns <= 0) | (columns >= n_rows))
        if not column.any():
            break
        full = column & (columns > 0)
        certain[np.ix_(row_open, full)] = 1
        rows[row_open] -= column_sizes[full].sum()
        column_open &= ~column
    if row_open.any() and column_open.any():
        uncertain = np.ix_(row_open, column_open)
        certain[uncertain] = _solved(
            rows[row_open], columns[column_open], row_sizes[row_open], column_sizes[column_open]
        )
    return certain


def _solved(rows: Vector, columns: Vector, row_sizes: Integers, column_sizes: Integers) -> Vector:
    """Maximum likelihood by Newton steps on ln x and ln y, shortened until the likelihood does not fall."""
    sizes = np.concatenate([row_sizes, column_sizes]).astype(np.float64)
    degrees = np.concatenate([rows, columns])
    edges = float(rows @ row_sizes)
    unknown = np.log(np.concatenate([rows, columns]) / np.sqrt(edges))
    pairs = np.outer(row_sizes, column_sizes)
    cut = len(rows)

    def loss(at: Vector) -> float:
        exponent = at[:cut, None] + at[None, cut:]
        return float((pairs * np.logaddexp(0, exponent)).sum() - at @ (sizes * degrees))

    for _ in range(_STEPS):
        probability = special.expit(unknown[:cut, None] + unknown[None, cut:])
        missing = _missing(probability, pairs, sizes * degrees)
        if np.abs(missing / sizes).max() < _TOLERANCE:
            return np.asarray(probability, dtype=np.float64)
        step = _newton_step(pairs * probability * (1 - probability), missing)
        unknown = _shortened(loss, unknown, step, float(missing @ step))
    raise ArithmeticError("the configuration model did not converge")


def _missing(probability: Vector, pairs: Integers, degrees: Vector) -> Vector:
    """What the expected degrees lack, summed over the nodes of each class."""
    expected = pairs * probability
    return np.asarray(degrees - np.concatenate([expected.sum(axis=1), expected.sum(axis=0)]), dtype=np.float64)


def _newton_step(variance: Vector, missing: Vector) -> Vector:
    """Solve curvature · step = missing; the curvature is singular, as x·c and y/c fit as well as x and y."""
    of_rows, of_columns = np.maximum(variance.sum(axis=1), _SMALLEST), variance.sum(axis=0)
    missing_rows, missing_columns = np.split(missing, [len(variance)])
    # Rows are eliminated first: what is left is small, as projects have few different sizes.
    scaled = variance / of_rows[:, None]
    left = np.diag(of_columns) - variance.T @ scaled
    columns = np.linalg.lstsq(left, missing_columns - scaled.T @ missing_rows, rcond=1e-14)[0]
    step = np.concatenate([(missing_rows - variance @ columns) / of_rows, columns])
    return np.asarray(step * min(1.0, 5 / np.abs(step).max()), dtype=np.float64)


def _shortened(loss: Callable[[Vector], float], at: Vector, step: Vector, slope: float) -> Vector:
    """The end of the step, halved until the loss falls at least a little (Armijo)."""
    start, length = loss(at), 1.0
    while loss(at + length * step) > start - 1e-4 * length * slope + 1e-12 * abs(start) and length > 1e-6:
        length /= 2
    return at + length * step
