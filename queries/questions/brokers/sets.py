"""Sets of brokers: who, leaving together, would break the collaboration network up most."""

from __future__ import annotations

from typing import Final

from typing_extensions import TypedDict

from graph.errors import InputError
from graph.messages import Message, message, number
from graph.network.choosing import is_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference
from queries.finding.meeting import expanded_not_tied
from queries.measures.key_players import fragmentation, key_players
from queries.wording.names import cut, listed

_LARGEST: Final = 20
_NAMED: Final = 4
_LETTERS: Final = 32


class BrokerSet(TypedDict):
    """Actors without whom fragmentation, the share of pairs that cannot reach each other, rises most."""

    actors: list[Reference]
    fragmentation_before: float
    fragmentation_after: float
    sentence: str


class SetMethod(TypedDict):
    """`exact`: every set was tried; else the best of greedy search with swaps."""

    exact: bool
    measure: str


def answer(network: StakeholderNetwork, size: int, language: str) -> Answer:
    """The best set of so many of the chosen actors; none when no two others would be left.

    Raises:
        InputError: a size below 1 or above 20.
    """
    if not 1 <= size <= _LARGEST:
        raise InputError(Message("errors.set_size", size=size, most=_LARGEST))
    graph = network.collaboration
    chosen = [actor for actor in graph if is_chosen(network, actor)]
    possible = size <= len(chosen) and size + 2 <= len(graph)
    found = key_players(graph, size, chosen) if possible else None
    return answered(
        "brokers",
        network,
        language,
        [_item(network, found.nodes, language)] if found else [],
        method=SetMethod(exact=found is None or found.exact, measure="KPP-NEG"),
        left_out={"expanded_not_tied": expanded_not_tied(network), "set_too_large": int(found is None)},
    )


def _item(network: StakeholderNetwork, actors: tuple[str, ...], language: str) -> BrokerSet:
    before, after = fragmentation(network.collaboration) or 0.0, fragmentation(network.collaboration, actors) or 0.0
    ordered = sorted(actors, key=lambda actor: network.actors[actor].name)
    names = [cut(network.actors[actor].name, _LETTERS) for actor in ordered]
    return {
        "actors": [reference(network.actors[actor]) for actor in ordered],
        "fragmentation_before": before,
        "fragmentation_after": after,
        "sentence": message(
            "questions.broker_set",
            language,
            names=listed(names, language, shown=_NAMED),
            before=number(100 * before, language, 1),
            after=number(100 * after, language, 1),
        ),
    }
