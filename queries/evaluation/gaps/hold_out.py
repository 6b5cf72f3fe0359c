"""How well the suggestions of gap pairs foretell who comes to work together: a hold-out in time.

- *AUC*: a new pair beside ten open pairs drawn evenly (`random`), and beside a pair whose ends have as many projects
  each (`matched`), which takes away what is foretold by activity alone.
- *Per actor* (Li et al. 2023, arXiv:2306.10453): of actors drawn evenly, each of their new pairs among 500 hard ones of
  the same actor: the nearest by resource allocation and by preferential attachment in turn.
- *Precision at k*: of all open pairs with a common contact.
- *Newcomers*: see `newcomers.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Final

import numpy as np

from graph.ingest.write import Progress
from graph.network.network import StakeholderNetwork
from queries.evaluation.gaps.figures import area, places_among, reciprocal_and_hits
from queries.evaluation.gaps.newcomers import Introductions, introductions
from queries.evaluation.gaps.predictors import METHODS, Block, blocks
from queries.evaluation.gaps.split import DRAWN, SEED, Split, drawn_pairs, matched_pairs, split
from queries.measures.link_prediction import Places, first_pairs
from queries.measures.matrices import Vector
from queries.questions.gaps.pairs.profile import Profiles
from queries.questions.gaps.pairs.ranking import channels_fused, fused, ranks

HARD: Final = 500
ACTORS: Final = 300
PAIRS: Final = 20_000
FIRST: Final = (10, 100, 1000)
_BEST: Final = 5_000


@dataclass(frozen=True, slots=True)
class Figures:
    """How one method did; NaN where there is nothing to measure, no precision where fewer pairs are open."""

    auc_random: float
    auc_matched: float
    mrr: float
    hits_at_10: float
    precision: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class HoldOut:
    """What was known, how many pairs were new, the figures of each of METHODS, and those of newcomers."""

    projects: int
    actors: int
    ties: int
    new: int
    open: int
    figures: Mapping[str, Figures]
    newcomers: Introductions


@dataclass(slots=True)
class _Tally:
    """What the blocks have given so far, by method."""

    cut: Split
    sets: Mapping[str, Places]
    actors: Places
    channels: tuple[str, ...]
    of_sets: dict[str, dict[str, Vector]] = field(default_factory=lambda: defaultdict(dict))
    best: dict[str, tuple[Places, Vector]] = field(default_factory=dict)
    placed: dict[str, list[Vector]] = field(default_factory=lambda: defaultdict(list))
    open: int = 0

    def add(self, rows: Places, block: Block) -> None:
        """Take up a block."""
        for name, pairs in self.sets.items():
            here = np.flatnonzero((pairs[:, 0] >= rows[0]) & (pairs[:, 0] <= rows[-1]))
            for method, scores in block.items():
                stored = self.of_sets[name].setdefault(method, np.zeros(len(pairs)))
                stored[here] = scores[pairs[here, 0] - rows[0], pairs[here, 1]]
        for row in np.intersect1d(rows, self.actors).tolist():
            self._place(row, {method: scores[row - rows[0]] for method, scores in block.items()})
        self._take_best(rows, block)

    def _place(self, row: int, scores: Mapping[str, Vector]) -> None:
        """Place the new pairs of an actor among its hard ones."""
        new = self.cut.new
        right = np.concatenate([new[new[:, 0] == row, 1], new[new[:, 1] == row, 0]])
        closed = np.concatenate([right, [row], self.cut.contacts.ties[[row]].indices])
        hard = _hard(scores, closed)
        both = np.concatenate([right, hard])
        channels = [ranks(scores[channel][both]) for channel in self.channels]
        for method, values in {
            **{name: of_all[both] for name, of_all in scores.items()},
            "fused": fused(channels),
        }.items():
            self.placed[method].append(places_among(values[: len(right)], values[len(right) :]))

    def _take_best(self, rows: Places, block: Block) -> None:
        """Keep the best open pairs with a common contact."""
        is_open = np.triu(block["common_neighbours"], k=rows[0] + 1) > 0
        is_open[self.cut.contacts.ties[rows].nonzero()] = False
        self.open += int(np.count_nonzero(is_open))
        nothing = np.empty((0, 2), np.int64), np.empty(0)
        for method, scores in block.items():
            pairs, values = self.best.get(method, nothing)
            least = values[-1] if len(values) == _BEST else -np.inf
            at, other = np.nonzero(is_open & (scores > least))
            found = np.stack([rows[at], other], axis=1)
            self.best[method] = first_pairs(
                np.concatenate([pairs, found]), np.concatenate([values, scores[at, other]]), _BEST
            )


def hold_out(network: StakeholderNetwork, day: date, advance: Progress | None = None) -> HoldOut:
    """Cut at the day, and measure by what begins from then on.

    At most 20,000 new pairs and 300 actors are measured, drawn with a fixed seed. `advance` is told of how many actors
    the pairs are "read".
    """
    cut = split(network, day)
    random = np.random.default_rng(SEED)
    right = cut.new[np.sort(random.permutation(len(cut.new))[:PAIRS])]
    sets = {"right": right, "random": drawn_pairs(cut, DRAWN * len(right))}
    sets["matched_right"], sets["matched"] = matched_pairs(cut, right)
    concerned = np.unique(cut.new)
    profiles = Profiles(cut.known, cut.contacts.nodes)
    tally = _Tally(cut, sets, random.permutation(concerned)[:ACTORS], channels_fused(profiles))
    for rows, block in blocks(cut, profiles):
        tally.add(rows, block)
        if advance:
            advance("read", int(rows[-1]) + 1, len(cut.contacts.nodes))
    return HoldOut(
        projects=len(cut.known.projects),
        actors=len(cut.contacts.nodes),
        ties=cut.known.collaboration.number_of_edges(),
        new=len(cut.new),
        open=tally.open,
        figures=_figures(cut, tally, profiles),
        newcomers=introductions(network, cut),
    )


def _hard(scores: Block, closed: Places) -> Places:
    """The nodes of the highest index of each sort in turn, without those closed."""
    orders = [
        np.argsort(-scores[method], kind="stable") for method in ("resource_allocation", "preferential_attachment")
    ]
    shut = set(closed.tolist())
    turns = dict.fromkeys(chain.from_iterable(zip(*(order.tolist() for order in orders), strict=True)))
    return np.array([node for node in turns if node not in shut][:HARD], dtype=np.int64)


def _figures(cut: Split, tally: _Tally, profiles: Profiles) -> dict[str, Figures]:
    right_of_best = {method: _is_new(cut, pairs) for method, (pairs, _) in tally.best.items()}
    right_of_best["fused"] = _is_new(cut, _fused_best(cut, tally, profiles))
    found = {}
    for method in METHODS:
        mrr, hits = reciprocal_and_hits(tally.placed[method])
        found[method] = Figures(
            auc_random=area(*_beside(tally, method, "right", "random")),
            auc_matched=area(*_beside(tally, method, "matched_right", "matched")),
            mrr=mrr,
            hits_at_10=hits,
            precision={most: float(np.mean(right_of_best[method][:most])) for most in FIRST if most <= tally.open},
        )
    return found


def _beside(tally: _Tally, method: str, right: str, wrong: str) -> tuple[Vector, Vector]:
    if method != "fused":
        return tally.of_sets[right][method], tally.of_sets[wrong][method]
    channels = [
        ranks(np.concatenate([tally.of_sets[right][channel], tally.of_sets[wrong][channel]]))
        for channel in tally.channels
    ]
    values = fused(channels)
    return values[: len(tally.sets[right])], values[len(tally.sets[right]) :]


def _fused_best(cut: Split, tally: _Tally, profiles: Profiles) -> Places:
    """The best of both channels fused, as the question does it."""
    pairs = np.unique(np.concatenate([tally.best[channel][0] for channel in tally.channels]), axis=0)
    scores = {"structure": cut.contacts.scores(pairs), "profile": profiles.scores(profiles.parts(pairs))}
    channels = [ranks(scores[channel]) for channel in tally.channels]
    return first_pairs(pairs, fused(channels), max(FIRST))[0]


def _is_new(cut: Split, pairs: Places) -> Vector:
    new = {tuple(pair) for pair in cut.new.tolist()}
    return np.array([tuple(pair) in new for pair in pairs.tolist()], dtype=bool)
