"""How well the score of gap pairs foretells who collaborates later, beside what a textbook would take instead.

    python -m benchmarks.holdout SHARED_DATA

Demo + project bank + keep.eu are cut at the beginning of a year: known is the view `to` the year before, that is every
project that began before. Right is a pair of actors that are known, have no project and no stated collaboration in
common, and have a tie from a project that begins later. Pairs are scored as the question `gaps --of pairs` does it,
with its default weights, and by networkx' predictors on the same collaboration network.

- *Listed*: the candidates that the question makes. AUC and precision at k tell how well a score orders them.
- *Anywhere*: every right pair, candidate or not, beside as many times ten pairs of known actors drawn at random among
  those without a tie. This estimates the AUC over all pairs, without comparing them all.

Equal scores count half for the AUC and stand in random order for precision. ± is 1.645 standard errors over the right
pairs, as if each came by itself: pairs of one project do not, so it is too narrow. Everything random has the seed 20.
Cost grows with the candidates and the right pairs, both near-linear in the projects. Projects without a first day are
left out on both sides; what is needed and offered bears no date and counts as known.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from benchmarks.questions import load_all
from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.network.view import View
from graph.store.ladybug import LadybugStore
from queries.questions.gaps.pairs import WEIGHTS, Ids, Traits, candidates, scores_of, share_project

YEARS: Final = (2016, 2017, 2018)  # after that too few pairs are new
SEED: Final = 20
DRAWN: Final = 10  # random pairs for each right one
AT: Final = (10, 100, 1000)

Values = NDArray[Any]


def dated(whole: StakeholderNetwork) -> StakeholderNetwork:
    """The network without projects of which nobody says when they began, and without their facts."""
    known = {id: project for id, project in whole.projects.items() if project.first_day}
    gone = whole.projects.keys() - known.keys()
    facts = tuple(fact for fact in whole.facts if fact.start not in gone and fact.end not in gone)
    return replace(whole, projects=known, facts=facts)


def is_open(network: StakeholderNetwork, pair: Ids) -> bool:
    """Whether the two differ, are not tied and share no project."""
    return pair[0] != pair[1] and not network.collaboration.has_edge(*pair) and not share_project(network, pair)


def new_pairs(known: StakeholderNetwork, later: StakeholderNetwork) -> set[Ids]:
    """Pairs of known collaborators that are open in `known` and tied in `later`, the smaller id first."""
    actors = known.collaboration
    tied = ((min(pair), max(pair)) for pair in later.collaboration.edges)
    return {pair for pair in tied if pair[0] in actors and pair[1] in actors and is_open(known, pair)}


def drawn_pairs(network: StakeholderNetwork, most: int, but: Collection[Ids]) -> set[Ids]:
    """Up to `most` open pairs of collaborators and not in `but`, drawn evenly."""
    actors = sorted(network.collaboration)
    # Twice as many are drawn: chance repeats itself, and some pairs are tied.
    places = np.random.default_rng(SEED).integers(len(actors), size=(2 * most, 2)).tolist()
    pairs = ((min(actors[a], actors[b]), max(actors[a], actors[b])) for a, b in places)
    found = [pair for pair in dict.fromkeys(pairs) if pair not in but and is_open(network, pair)]
    return set(found[:most])


def all_scores(network: StakeholderNetwork, pairs: Sequence[Ids]) -> Mapping[str, Values]:
    """Every pair by HUR's score, by its parts alone (an unknown part counts 0), and by what networkx offers."""
    graph = network.collaboration
    rows = {pair: (score, parts) for score, pair, parts in scores_of(network, Traits.of(network), pairs, WEIGHTS)}
    nothing: tuple[float, Mapping[str, float | None]] = (0.0, {})
    found = {"HUR": [rows.get(pair, nothing)[0] for pair in pairs]}
    for name, predict in _PREDICTORS.items():
        found[name] = [value for _, _, value in predict(graph, pairs)]
    found["random"] = np.random.default_rng(SEED).random(len(pairs)).tolist()
    for part in WEIGHTS:
        found[f"only {part}"] = [rows.get(pair, nothing)[1].get(part) or 0.0 for pair in pairs]
    return {name: np.round(values, 10) for name, values in found.items()}


def _common_neighbors(graph: nx.Graph[str], pairs: Sequence[Ids]) -> Iterator[tuple[str, str, int]]:
    return ((a, b, len(list(nx.common_neighbors(graph, a, b)))) for a, b in pairs)


_PREDICTORS: Final[Mapping[str, Callable[[Any, Sequence[Ids]], Any]]] = {
    "common neighbours": _common_neighbors,
    "Adamic–Adar": nx.adamic_adar_index,
    "preferential attachment": nx.preferential_attachment,
}


def area(scores: Values, right: Values) -> tuple[float, float]:
    """The chance that a right pair has a higher score than a wrong one, and 1.645 standard errors of it.

    A right pair's share of wrong pairs below it is its placement (DeLong 1988, doi:10.2307/2531595); the area is their
    mean. NaN where there is no right pair, or no wrong one.
    """
    wrong = np.sort(scores[~right])
    below, not_above = (np.searchsorted(wrong, scores[right], side) for side in ("left", "right"))
    places = (below + not_above) / 2 / len(wrong)
    return float(np.mean(places)), float(1.645 * np.std(places, ddof=1) / np.sqrt(len(places)))


def precision(scores: Values, right: Values, most: int) -> float:
    """The share of right pairs among the `most` of highest score."""
    shuffled = np.random.default_rng(SEED).permutation(len(scores))
    best = shuffled[np.argsort(-scores[shuffled], kind="stable")][:most]
    return float(np.mean(right[best]))


def report(whole: StakeholderNetwork, year: int) -> None:
    """Print one cut."""
    known, later = whole.of(View(end=str(year - 1))), whole.of(View(start=str(year)))
    right = new_pairs(known, later)
    listed = {pair for pair in candidates(known, Traits.of(known)) if _can_be_right(known, pair)}
    anywhere = right | drawn_pairs(known, DRAWN * len(right), right)
    pairs = sorted(listed | anywhere)
    scores = all_scores(known, pairs)
    truth, is_listed, is_anywhere = (np.array([pair in group for pair in pairs]) for group in (right, listed, anywhere))
    size = f"{len(known.projects)} projects, {known.collaboration.number_of_nodes()} actors"
    found = len(right & listed)
    print(f"\n{year}: known {size}; {len(listed)} listed, of which {found} of the {len(right)} new pairs")
    print(f"{'':24} {'AUC anywhere':>15} {'AUC listed':>15}" + "".join(f" {f'at {most}':>8}" for most in AT))
    for name, values in scores.items():
        areas = (area(values[among], truth[among]) for among in (is_anywhere, is_listed))
        shares = (precision(values[is_listed], truth[is_listed], most) for most in AT)
        figures = "".join(f" {mean:7.3f} ± {error:.3f}" for mean, error in areas)
        print(f"{name:24}{figures}" + "".join(f" {share:8.3f}" for share in shares))
    print(f"{'share of right ones':56} {found / len(listed):8.4f}")


def _can_be_right(network: StakeholderNetwork, pair: Ids) -> bool:
    return pair[0] in network.collaboration and pair[1] in network.collaboration and is_open(network, pair)


def main(shared: Path) -> None:
    """Load the data and cut them at each year."""
    with tempfile.TemporaryDirectory() as folder:
        load_all(Path(folder), shared, everything=False)
        store = LadybugStore(Path(folder))
        whole = dated(read_network(store))
        store.close()
    for year in YEARS:
        report(whole, year)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
