"""Pairs of actors without a tie that have much in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations, product
from math import log
from typing import Any, Final

from typing_extensions import TypedDict

from graph.messages import message
from graph.network.choosing import is_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference, weighted_mean
from queries.finding.looked_for import LookedFor, looked_for
from queries.finding.nearness import nearness
from queries.finding.paths import path_between
from queries.measures.closeness import candidate_pairs, inverse_frequency, resource_allocation, weighted_jaccard
from queries.question import Moment, read_weights
from queries.wording.looked_for import Looked, looked, state_sentence
from queries.wording.names import listed, theme_in_sentence

WEIGHTS: Final[Mapping[str, float]] = {"themes": 0.35, "needs": 0.2, "closeness": 0.2, "place": 0.15, "novelty": 0.1}
MOST: Final = 1_000
NEAREST: Final = 20_000
RARE: Final = 30  # a theme in a place that more actors have brings no two of them together
BEST_CONNECTED: Final = 10

Ids = tuple[str, str]


class PairParts(TypedDict):
    """What speaks for a pair, 0 to 1; null where it cannot be computed."""

    themes: float | None
    needs: float | None
    closeness: float | None
    place: float | None
    novelty: float | None


class GapOfPair(TypedDict):
    """Two actors without a tie; `state` is `known_absent`, `not_observed` or `not_looked_for`."""

    actors: list[Reference]
    score: float
    parts: PairParts
    state: str
    looked_for: Looked
    via: list[Reference]
    sentence: str


class PairsMethod(TypedDict):
    """`candidates` are the pairs that `blocking` brings together; the share is null where nothing is suggested."""

    exact: bool
    weights: dict[str, float]
    candidates: int
    blocking: str
    share_to_best_connected: float | None


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """The thousand pairs of highest score among those that something brings together (see `candidates`).

    A pair that shares a project only as members of a named group is none: it is in that project already.
    """
    network = moment.network
    weights = read_weights(parameters.get("weights"), WEIGHTS)
    traits = Traits.of(network)
    pairs = {pair for pair in candidates(network, traits) if all(is_chosen(network, id) for id in pair)}
    together = {pair for pair in pairs if share_project(network, pair)}
    scored = scores_of(network, traits, sorted(pairs - together), weights)
    best = nsmallest(MOST, scored, key=lambda row: (-row[0], row[1]))
    items = [_item(network, traits, pair, score, parts, language) for score, pair, parts in best]
    method = PairsMethod(
        exact=False,
        weights=dict(weights),
        candidates=len(pairs) - len(together),
        blocking=f"common contact, need met by an offer, theme and place that at most {RARE} actors share",
        share_to_best_connected=_share_to_best_connected(network, [pair for _, pair, _ in best]),
    )
    left_out = {"pair_beyond_most": len(scored) - len(best), "pair_in_group_project": len(together)}
    return answered("gaps", network, language, items, method=method, left_out=left_out)


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of the actors: the themes they have worked in, need and offer, and how telling each theme is."""

    themes: Mapping[str, frozenset[str]]
    needs: Mapping[str, frozenset[str]]
    offers: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]

    @classmethod
    def of(cls, network: StakeholderNetwork) -> Traits:
        """Themes are those of the actor's projects and those it needs or offers."""
        themes: dict[str, set[str]] = defaultdict(set)
        for actor, projects in network.projects_of.items():
            for project in projects:
                themes[actor].update(network.themes_of.get(project, ()))
        stated: dict[str, dict[str, set[str]]] = {"NEEDS": defaultdict(set), "OFFERS": defaultdict(set)}
        for fact in network.of_type("NEEDS", "OFFERS"):
            stated[fact.type][fact.start].add(fact.end)
            themes[fact.start].add(fact.end)
        holders = _frozen(themes)
        return cls(holders, _frozen(stated["NEEDS"]), _frozen(stated["OFFERS"]), inverse_frequency(holders))


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {id: frozenset(members) for id, members in sets.items() if members}


def candidates(network: StakeholderNetwork, traits: Traits) -> set[Ids]:
    """Pairs without a tie that have a common contact, a need and an offer, or a theme in a place that few share.

    The smaller id comes first. Their number grows near-linearly with the actors.
    """
    graph = network.collaboration
    found = {(first, second) for first, second, _ in candidate_pairs(graph).nearest(NEAREST)}
    for first, second in (*_matched(traits), *_same_field(network, traits)):
        if (
            first != second
            and first in network.actors
            and second in network.actors
            and not graph.has_edge(first, second)
        ):
            found.add((min(first, second), max(first, second)))
    found |= {
        (verdict.first, verdict.second)
        for verdict in network.verdicts
        if _is_known_absent(network, verdict.first, verdict.second)
    }
    return found


def _is_known_absent(network: StakeholderNetwork, first: str, second: str) -> bool:
    return network.verdict("collaboration", (first, second)) is not None and {first, second} <= network.actors.keys()


def _matched(traits: Traits) -> Iterator[Ids]:
    offering: dict[str, list[str]] = defaultdict(list)
    for actor, themes in traits.offers.items():
        for theme in themes:
            offering[theme].append(actor)
    for actor, themes in traits.needs.items():
        for theme in themes:
            yield from product((actor,), offering[theme])


def _same_field(network: StakeholderNetwork, traits: Traits) -> Iterator[Ids]:
    holders: dict[Ids, list[str]] = defaultdict(list)
    for actor, themes in traits.themes.items():
        for theme, place in product(themes, network.places_of.get(actor, ())):
            holders[theme, place].append(actor)
    for actors in holders.values():
        if len(actors) <= RARE:
            yield from combinations(sorted(actors), 2)


def share_project(network: StakeholderNetwork, pair: Ids) -> bool:
    """Whether a project names both, if only as members of a group."""
    return not set(network.projects_of.get(pair[0], ())).isdisjoint(network.projects_of.get(pair[1], ()))


def scores_of(
    network: StakeholderNetwork, traits: Traits, pairs: Iterable[Ids], weights: Mapping[str, float]
) -> list[tuple[float, Ids, dict[str, float | None]]]:
    """Score, pair and parts, in the order of the pairs; a pair of which no part is known has no score and is left out.

    Closeness is a share of the largest among these pairs.
    """
    pairs = list(pairs)
    graph = network.collaboration
    closeness = resource_allocation(graph, [pair for pair in pairs if pair[0] in graph and pair[1] in graph])
    nearest = max(closeness.values(), default=0.0)
    most = max((degree for _, degree in graph.degree), default=0)
    none: frozenset[str] = frozenset()
    scored: list[tuple[float, Ids, dict[str, float | None]]] = []
    for pair in pairs:
        here, there = (traits.themes.get(actor, none) for actor in pair)
        parts = {
            "themes": weighted_jaccard(here, there, traits.weights) if here and there else None,
            "needs": _needs_met(traits, pair),
            "place": nearness(network, *pair),
            "closeness": closeness[pair] / nearest if pair in closeness and nearest > 0 else None,
            "novelty": _novelty(network, pair, most),
        }
        if (score := weighted_mean(parts, weights)) is not None:
            scored.append((score, pair, parts))
    return scored


def _needs_met(traits: Traits, pair: Ids) -> float | None:
    """The share of what the two need that the other offers; None when neither states a need."""
    none: frozenset[str] = frozenset()
    stated = sum(len(traits.needs.get(actor, none)) for actor in pair)
    met = sum(len(traits.needs.get(a, none) & traits.offers.get(b, none)) for a, b in (pair, pair[::-1]))
    return met / stated if stated else None


def _novelty(network: StakeholderNetwork, pair: Ids, most: int) -> float | None:
    """1 for two actors without contacts, 0 for two with the most in the view, on a logarithmic scale."""
    if not most:
        return None
    degrees = [network.collaboration.degree(actor) if actor in network.collaboration else 0 for actor in pair]
    return 1 - sum(log(1 + degree) for degree in degrees) / 2 / log(1 + most)


def _share_to_best_connected(network: StakeholderNetwork, pairs: list[Ids]) -> float | None:
    """The share of the suggestions that name one of the ten actors with the most contacts."""
    degrees = Counter(dict(network.collaboration.degree))
    best = set(sorted(degrees, key=lambda actor: (-degrees[actor], actor))[:BEST_CONNECTED])
    return sum(not best.isdisjoint(pair) for pair in pairs) / len(pairs) if pairs else None


def _item(
    network: StakeholderNetwork,
    traits: Traits,
    pair: Ids,
    score: float,
    parts: Mapping[str, float | None],
    language: str,
) -> GapOfPair:
    path = path_between(network, pair[:1], pair[1]) or ()
    found = looked_for(network, pair)
    return {
        "actors": [reference(network.actors[id]) for id in pair],
        "score": score,
        "parts": {
            "themes": parts["themes"],
            "needs": parts["needs"],
            "place": parts["place"],
            "closeness": parts["closeness"],
            "novelty": parts["novelty"],
        },
        "state": found.state,
        "looked_for": looked(network, found),
        "via": [reference(network.actors[id]) for id in path[1:-1]],
        "sentence": _sentence(network, traits, pair, path[1:-1], found, language),
    }


def _sentence(
    network: StakeholderNetwork, traits: Traits, pair: Ids, via: tuple[str, ...], found: LookedFor, language: str
) -> str:
    first, second = (network.actors[id].name for id in pair)
    reasons = list(_reasons(network, traits, pair, language))
    text = message(
        "questions.pair_contact" if _in_contact(network, pair) else "questions.pair",
        language,
        first=first,
        second=second,
    )
    if reasons:
        text += message("questions.pair_but", language, reasons=listed(reasons, language))
    if via:
        names = listed((network.actors[id].name for id in via), language)
        text += message("questions.pair_via", language, names=names)
    return f"{text}. {state_sentence(network, found, language)}"


def _in_contact(network: StakeholderNetwork, pair: Ids) -> bool:
    return any(fact.end == pair[1] for fact in network.facts_from(pair[0], "COLLABORATES_WITH"))


def _reasons(network: StakeholderNetwork, traits: Traits, pair: Ids, language: str) -> Iterator[str]:
    none: frozenset[str] = frozenset()
    for a, b in (pair, pair[::-1]):
        if met := traits.needs.get(a, none) & traits.offers.get(b, none):
            names = listed(sorted(theme_in_sentence(network.themes[theme], language) for theme in met), language)
            needing, offering = network.actors[a].name, network.actors[b].name
            yield message("questions.pair_need", language, needing=needing, offering=offering, themes=names)
    common = traits.themes.get(pair[0], none) & traits.themes.get(pair[1], none)
    if common:
        order = sorted(common, key=lambda theme: (-traits.weights[theme], theme))
        names = listed((theme_in_sentence(network.themes[theme], language) for theme in order), language)
        yield message("questions.pair_themes", language, themes=names)
    near = nearness(network, *pair)
    if near:
        yield message("questions.pair_same_place" if near == 1 else "questions.pair_same_county", language)
