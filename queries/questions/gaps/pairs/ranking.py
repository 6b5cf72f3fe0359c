"""The order of suggested pairs: lane by lane, two channels fused by rank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.network.network import StakeholderNetwork
from queries.measures.matrices import Vector
from queries.questions.gaps.pairs.candidates import contacts_of, places_of
from queries.questions.gaps.pairs.eligible import STATED, Ids
from queries.questions.gaps.pairs.profile import Profiles

CHANNELS: Final = ("structure", "profile")
LANES: Final = ("stated_need", "met", "newcomer")
PARTS: Final = ("needs", "themes", "text", "place", "kinds", "countries", "contacts")
FUSED_FROM: Final = 60
"""A channel adds 1/(60 + rank): Cormack, Clarke & Büttcher 2009, doi:10.1145/1571941.1572114."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair in its lane. Ranks count within the lane; a channel that has nothing of the pair gives it none.

    Parts are 0 to 1, None where unknown.
    """

    pair: Ids
    lane: str
    rank: int
    channels: Mapping[str, int | None]
    parts: Mapping[str, float | None]


def ranked(network: StakeholderNetwork, profiles: Profiles, lane: str, pairs: list[Ids]) -> Iterator[Suggestion]:
    """The pairs of a lane, the best first.

    Where a need is stated by how much of what the two need the other offers, then by both channels, fused. Equals share
    the rank; those with fewer contacts come first.
    """
    parts = profiles.parts(places_of(profiles.place, pairs))
    structure, parts["contacts"] = _structure(network, pairs)
    channels = {"structure": ranks(structure), "profile": ranks(profiles.scores(parts))}
    parts["needs"] = np.array([_needs_met(network, pair) for pair in pairs], dtype=np.float64)
    score = fused([channels[name] for name in channels_fused(profiles, lane)])
    if lane == "stated_need":
        score += np.nan_to_num(parts["needs"])
    degree = dict(network.collaboration.degree)
    known = np.array([sum(degree.get(id, 0) for id in pair) for pair in pairs])
    shared = ranks(score)
    for at in np.lexsort((np.arange(len(pairs)), known, shared)).tolist():
        yield Suggestion(
            pairs[at],
            lane,
            int(shared[at]),
            {name: _whole(places[at]) for name, places in channels.items()},
            {part: _known(parts[part][at]) for part in PARTS},
        )


def ranks(scores: Vector) -> Vector:
    """The rank of each score, the highest being 1; equal ones share it, and what is not above 0 has none: infinity."""
    falling = np.sort(-scores)
    return np.where(scores > 0, np.searchsorted(falling, -scores, "left") + 1.0, np.inf)


def channels_fused(profiles: Profiles, lane: str = "met") -> tuple[str, ...]:
    """Both channels; for known actors by common contacts alone where nobody's themes and texts are known."""
    return CHANNELS if profiles.tells_of_work or lane == "newcomer" else CHANNELS[:1]


def fused(channels: Iterable[Vector]) -> Vector:
    """One score of the ranks in several channels; 0 where none has any."""
    return np.asarray(np.sum([1 / (FUSED_FROM + places) for places in channels], axis=0))


def _structure(network: StakeholderNetwork, pairs: list[Ids]) -> tuple[Vector, Vector]:
    """The score by common contacts, and these as a share of the contacts of who has fewer; NaN for who has none."""
    contacts = contacts_of(network)
    index, share = np.zeros(len(pairs)), np.full(len(pairs), np.nan)
    both = np.array(
        [all(network.collaboration.degree(id) if id in contacts.place else 0 for id in pair) for pair in pairs]
    )
    nodes = places_of(contacts.place, [pair for pair, is_known in zip(pairs, both, strict=True) if is_known])
    if len(nodes):
        index[both] = contacts.scores(nodes)
        share[both] = contacts.counts(nodes) / contacts.degrees[nodes].min(axis=1)
    return index, share


def _needs_met(network: StakeholderNetwork, pair: Ids) -> float | None:
    """The share of what the two need that the other offers; None when neither states a need."""
    needs, offers = ({id: {fact.end for fact in network.facts_from(id, type)} for id in pair} for type in STATED)
    stated = sum(len(themes) for themes in needs.values())
    met = sum(len(needs[a] & offers[b]) for a, b in (pair, pair[::-1]))
    return met / stated if stated else None


def _whole(rank: float) -> int | None:
    return int(rank) if np.isfinite(rank) else None


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
