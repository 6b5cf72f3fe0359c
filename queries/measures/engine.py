"""NetworKit, which does the heavy walks in parallel C++.

Its thread count and random seed are settings of the whole process, so runs take turns. It is imported only when a
measure is asked for, since the import alone takes longer than most measures.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from scipy import sparse

from queries.measures.matrices import Matrix

_TURN = threading.Lock()


def networkit_graph(ties: Matrix, *, weighted: bool = False) -> Any:
    """A NetworKit graph from a symmetric matrix; node i is row i.

    The matrix must have rows: several algorithms of NetworKit abort the process on a graph without nodes.
    """
    import networkit

    upper = sparse.triu(ties, k=1).tocoo()
    ends = (upper.row.astype(np.uint64), upper.col.astype(np.uint64))
    weights = upper.data if weighted else np.ones(upper.nnz)
    return networkit.GraphFromCoo((weights, ends), n=ties.shape[0], weighted=weighted)


@contextmanager
def turn(*, seed: int | None = None, threads: int | None = None) -> Iterator[None]:
    """Run NetworKit alone in this process, seeded; `threads` None means all cores."""
    import networkit

    with _TURN:
        before = networkit.getMaxNumberOfThreads()
        if threads is not None:
            networkit.setNumberOfThreads(threads)
        if seed is not None:
            networkit.setSeed(seed, True)
        try:
            yield
        finally:
            networkit.setNumberOfThreads(before)
