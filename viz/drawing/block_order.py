"""The order of rows and columns in which a matrix shows who shares the same with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import pdist

_FEWEST: Final = 3  # different rows among which there is an order to choose


def block_order(
    rows: Sequence[str], columns: Sequence[str], ties: Iterable[tuple[str, str]]
) -> tuple[list[str], list[str]]:
    """Rows with like columns side by side, and the columns by the rows that have them, the uppermost first.

    `ties` are pairs of a row and a column. Both come in by importance, which decides between equals; what has no tie
    stands last, and the most important row in the upper half. Rows are the leaves of the tree of their Jaccard
    distances (average linkage), turned so that the sum of steps between neighbours is least (Bar-Joseph, Gifford and
    Jaakkola 2001).
    """
    of_row: dict[str, set[str]] = defaultdict(set)
    of_column: dict[str, set[str]] = defaultdict(set)
    for row, column in ties:
        of_row[row].add(column)
        of_column[column].add(row)
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for row in rows:
        alike[frozenset(of_row[row])].append(row)
    without = alike.pop(frozenset(), [])
    ordered = [row for pattern in _along(list(alike), columns) for row in alike[pattern]] + without
    return ordered, _by_first_row(columns, ordered, of_column)


def _along(patterns: Sequence[frozenset[str]], columns: Sequence[str]) -> list[frozenset[str]]:
    if len(patterns) < _FEWEST:
        return list(patterns)
    has = np.array([[column in pattern for column in columns] for pattern in patterns])
    order = leaves_list(linkage(pdist(has, "jaccard"), "average", optimal_ordering=True)).tolist()
    if order.index(0) >= len(order) / 2:
        order.reverse()
    return [patterns[number] for number in order]


def _by_first_row(columns: Sequence[str], rows: Sequence[str], of_column: Mapping[str, set[str]]) -> list[str]:
    at = {row: number for number, row in enumerate(rows)}
    beyond = [len(rows)]
    return sorted(columns, key=lambda column: sorted(at[row] for row in of_column[column]) + beyond)
