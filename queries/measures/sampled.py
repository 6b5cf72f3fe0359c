"""Betweenness of large networks, estimated from shortest paths between sampled pairs.

All shortest paths between the two are counted, so that a pair tells of every node between them (Riondato & Upfal 2018,
doi:10.1145/3208351). Pairs are drawn as random matchings, in which everyone is an end equally often: what sets one end
apart from another then cancels (Hoeffding 1951, doi:10.1214/aoms/1177729545), and the variance of independent
pairs, which is what the bound is computed from, is above the true one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import erfc

from queries.measures.matrices import Matrix, Vector, row_sums, scaled_rows
from queries.measures.twins import Places

PROBABILITY: Final = 0.9
_LOOKUPS: Final = 2_000_000  # pairs of neighbours looked at together; bounds the memory to some 200 MB
_TOGETHER: Final = 20_000  # ends at least that are drawn together
_SEEN: Final = 10  # times at least that a node on a share `error` of the paths is expected among the pairs


@dataclass(frozen=True, slots=True)
class Ends:
    """Who can lie between others, the middles, and where paths begin and end.

    Attributes:
        ties: in how many ways one middle reaches another, symmetric, without diagonal.
        reached: the same from each end, a row; the first ends are the middles themselves.
        counts: how many nodes each end stands for, with no middle but itself between them.
        twins: how many nodes each middle stands for.
    """

    ties: Matrix
    reached: Matrix
    counts: Places
    twins: Vector


@dataclass(slots=True)
class _Seen:
    """Sums over the pairs seen so far, by middle."""

    pairs: int
    shares: Vector
    squares: Vector

    def add(self, shares: Matrix, pairs: int) -> None:
        """Count the shares of so many more pairs in."""
        middles = len(self.shares)
        self.pairs += pairs
        self.shares += np.bincount(shares.indices, shares.data, minlength=middles)
        self.squares += np.bincount(shares.indices, shares.data**2, minlength=middles)

    def is_within(self, error: Vector) -> bool:
        """Whether all means are within their error with `PROBABILITY`, by the normal approximation."""
        spread = np.sqrt(np.maximum(self.squares / self.pairs - (self.shares / self.pairs) ** 2, 0) / self.pairs)
        varying = spread > 0
        return bool(erfc(error[varying] / spread[varying] / np.sqrt(2)).sum() <= 1 - PROBABILITY)


def sampled_paths(ends: Ends, error: float, seed: int) -> Vector:
    """For each middle, all its twins together, the sum over ordered pairs of others of the share of paths over it.

    `error` is what the sum over one node may be wrong by; all are within it with `PROBABILITY`.
    """
    random = np.random.default_rng(seed)
    everyone = np.repeat(np.arange(len(ends.counts)), np.where(np.diff(ends.reached.indptr) > 0, ends.counts, 0))
    ordered = len(everyone) * (len(everyone) - 1)
    seen = _Seen(0, np.zeros(len(ends.twins)), np.zeros(len(ends.twins)))
    if ordered <= 0:
        return seen.shares
    least = _SEEN * ordered / error
    while seen.pairs < least or not seen.is_within(error * ends.twins / ordered):
        matchings = random.permuted(np.tile(everyone, (-(-_TOGETHER // len(everyone)), 1)), axis=1)
        half = len(everyone) // 2
        first, second = matchings[:, :half].ravel(), matchings[:, half : 2 * half].ravel()
        seen.add(_shares(ends, first, second), len(first))
    return seen.shares / seen.pairs * ordered


def _shares(ends: Ends, first: Places, second: Places) -> Matrix:
    """The share of the shortest paths between two ends that leads over each middle: pairs × middles.

    Pairs that are tied, or that no path joins, have none and are not among the rows.
    """
    apart = _apart(ends, first, second)
    first, second = first[apart], second[apart]
    common = sparse.csr_array(ends.reached[first].multiply(_over_twins(ends.reached[second], ends)))
    paths = row_sums(common)
    near = scaled_rows(common, paths)
    far = paths == 0
    return sparse.csr_array(sparse.vstack([near, *_longer(ends, *_lighter_first(ends, first[far], second[far]))]))


def _apart(ends: Ends, first: Places, second: Places) -> NDArray[np.bool]:
    """Which pairs are joined by a path, but not by a tie."""
    _, piece = sparse.csgraph.connected_components(ends.ties, directed=False)
    piece = piece[ends.reached.indices[np.minimum(ends.reached.indptr[:-1], ends.reached.nnz - 1)]]
    tied: NDArray[np.bool] = first == second
    for one, other in ((first, second), (second, first)):
        middle = np.flatnonzero(other < len(ends.twins))
        tied[middle] |= np.asarray(ends.reached[one[middle], other[middle]]).ravel() > 0
    joined: NDArray[np.bool] = piece[first] == piece[second]
    return np.logical_and(~tied, joined)


def _lighter_first(ends: Ends, first: Places, second: Places) -> tuple[Places, Places]:
    """Each pair turned so that fewer lie two steps from its first end."""
    steps = ends.reached @ np.diff(ends.ties.indptr).astype(np.float64)
    turned = steps[first] > steps[second]
    return np.where(turned, second, first), np.where(turned, first, second)


def _longer(ends: Ends, first: Places, second: Places) -> Iterator[Matrix]:
    """The shares for pairs without a common middle, by the length of their paths.

    A walk from the one end that meets the neighbours of the other for the first time is a shortest path.
    """
    walks, targets = [sparse.csr_array(ends.reached[first])], sparse.csr_array(ends.reached[second])
    while targets.shape[0]:
        joints = [_joints(ends, walks[-1], targets, rows) for rows in _batches(walks[-1], targets)]
        pair, near, last, paths = (np.concatenate(parts) for parts in zip(*joints, strict=True))
        totals = np.bincount(pair, paths, minlength=targets.shape[0])
        shape = (targets.shape[0], len(ends.twins))
        shares = paths / totals[pair]
        yield sparse.csr_array((shares, (pair, last)), shape=shape)
        onward = sparse.csr_array((shares, (pair, near)), shape=shape)
        yield from _backwards(ends, walks, onward)
        left = np.flatnonzero(totals == 0)
        walks, targets = [sparse.csr_array(walk[left]) for walk in walks], sparse.csr_array(targets[left])
        walks.append(sparse.csr_array(_over_twins(walks[-1], ends) @ ends.ties))


def _backwards(ends: Ends, walks: list[Matrix], shares: Matrix) -> Iterator[Matrix]:
    """The shares of the middles at the end of the last walks, and from there those of the middles before."""
    yield shares
    for before, walk in zip(walks[-2::-1], walks[:0:-1], strict=True):
        inverse = sparse.csr_array((1 / walk.data, walk.indices, walk.indptr), shape=walk.shape)
        onward = shares.multiply(inverse)
        shares = _over_twins(sparse.csr_array(before.multiply(onward @ ends.ties)), ends)
        yield shares


def _joints(ends: Ends, walks: Matrix, targets: Matrix, rows: Places) -> tuple[Places, Places, Places, Vector]:
    """The ties between a middle that a pair's walks reach and one that its target reaches: pair, both, paths."""
    near, last = np.diff(walks.indptr).astype(np.int64)[rows], np.diff(targets.indptr).astype(np.int64)[rows]
    count = near * last
    pair = np.repeat(rows, count)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    step, target = np.divmod(within, np.repeat(last, count))
    step += walks.indptr[pair]
    target += targets.indptr[pair]
    links = np.asarray(ends.ties[walks.indices[step], targets.indices[target]]).ravel()
    tied = np.flatnonzero(links)
    pair, step, target = pair[tied], step[tied], target[tied]
    ones, others = walks.indices[step], targets.indices[target]
    paths = walks.data[step] * ends.twins[ones] * links[tied] * ends.twins[others] * targets.data[target]
    return pair, ones, others, paths


def _batches(walks: Matrix, targets: Matrix) -> list[Places]:
    """The rows in stretches of some `_LOOKUPS` pairs of neighbours."""
    count = np.cumsum(np.diff(walks.indptr).astype(np.int64) * np.diff(targets.indptr))
    breaks = np.flatnonzero(np.diff(count // _LOOKUPS)) + 1
    return np.split(np.arange(len(count)), breaks)


def _over_twins(matrix: Matrix, ends: Ends) -> Matrix:
    """Every column times the twins of its middle."""
    scaled = sparse.csr_array(matrix, copy=True)
    scaled.data *= ends.twins[scaled.indices]
    return scaled
