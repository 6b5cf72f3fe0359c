"""The part of a large network that a story is drawn on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from graph.network.network import StakeholderNetwork

_DRAWN: Final = ("PARTICIPATES_IN", "FUNDS", "COLLABORATES_WITH")


def part_round(network: StakeholderNetwork, ids: Iterable[str], most: int) -> StakeholderNetwork:
    """The network itself when it has at most so many actors and projects, else what lies round these nodes.

    They come first, then those tied to them, who have most ties first; then, while there is room, those tied to these.
    Of no nodes, the part round the project with the most ties.
    """
    if len(network.actors) + len(network.projects) <= most:
        return network
    ties = {id: len(network.facts_at(id)) for id in (*network.actors, *network.projects)}
    kept = dict.fromkeys(id for id in ids if id in ties)
    rim = list(kept) or [max(network.projects or network.actors, key=lambda id: ties[id])]
    kept |= dict.fromkeys(rim)
    while rim and len(kept) < most:
        ends = {end for fact in network.facts_at(*rim) if fact.type in _DRAWN for end in (fact.start, fact.end)}
        rim = sorted((end for end in ends if end in ties and end not in kept), key=lambda id: (-ties[id], id))
        kept |= dict.fromkeys(rim[: most - len(kept)])
    return replace(
        network,
        actors={id: actor for id, actor in network.actors.items() if id in kept},
        projects={id: project for id, project in network.projects.items() if id in kept},
        facts=tuple(
            fact for fact in network.facts_at(*kept) if fact.type not in _DRAWN or {fact.start, fact.end} <= kept.keys()
        ),
    )
