"""Nodes and facts as the plain items that the API answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import fsum
from typing import Any, Final

from graph.messages import message
from graph.model.vocabulary import (
    ACTOR,
    DATASET,
    FOLLOWS,
    PART_OF,
    PLACE,
    PROJECT,
    SOURCE,
    THEME,
    TIE_PROPERTIES,
    NodeType,
    Property,
)
from graph.network.facts import Actor, Dataset, Fact, Place, Project, Source, Theme
from graph.network.money import Grant
from graph.network.network import StakeholderNetwork
from queries.answer import Named, evidence, named, reference, referred

Item = dict[str, Any]

_NOT_PUBLIC: Final[Mapping[str, frozenset[str]]] = {
    PLACE.label: frozenset({"neighbours"}),  # what nearness is computed from; a map has it
    SOURCE.label: frozenset({"claims"}),  # what each dataset says of a document; the properties are computed from it
}


def public(node_type: NodeType) -> tuple[Property, ...]:
    """The properties of a node that the API answers."""
    hidden = _NOT_PUBLIC.get(node_type.label, frozenset())
    return tuple(property for property in node_type.properties if property.name not in hidden)


def values_of(node: object, node_type: NodeType) -> Item:
    """The public properties of a node, by their names in the model."""
    return {property.name: _plain(getattr(node, property.name)) for property in public(node_type)}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def actor_item(actor: Actor, network: StakeholderNetwork) -> Item:
    """An actor with its places."""
    return {"id": actor.id, **values_of(actor, ACTOR), "sector": actor.sector, "places": _places_of(actor.id, network)}


def project_item(project: Project, network: StakeholderNetwork, language: str) -> Item:
    """A project with its themes, places and number of actors."""
    return {
        "id": project.id,
        "kind": "project",
        **values_of(project, PROJECT),
        "themes": [
            named(network.themes[id], language) for id in network.themes_of.get(project.id, ()) if id in network.themes
        ],
        "places": _places_of(project.id, network),
        "n_actors": len(network.participants.get(project.id, ())),
        "n_funders": len(network.funders_of.get(project.id, ())),
    }


def funder_item(actor: Actor, paid: Iterable[Fact], network: StakeholderNetwork) -> Item:
    """An actor that funds, with the stated sums by currency; a grant of unknown size adds to `n_projects` only.

    `doubly_told` are the sums of grants that another record of the same project reports of another funder.
    """
    facts = list(paid)
    twice = [fact for fact in facts if (fact.start, fact.end) in network.doubly_reported]
    return actor_item(actor, network) | {
        "n_projects": len({fact.end for fact in facts}),
        "amounts": _sums(fact for fact in facts if (fact.start, fact.end) not in network.doubly_reported),
        "doubly_told": _sums(twice),
    }


def _sums(facts: Iterable[Fact]) -> list[Item]:
    sums: dict[str, list[Grant]] = defaultdict(list)
    for fact in facts:
        for part in fact.parts or (Grant(fact.amount, fact.currency),):
            if part.currency and part.amount is not None:
                sums[part.currency].append(part)
    return [
        {
            "currency": currency,
            "amount": fsum(part.amount or 0.0 for part in parts),
            "approximate": any(part.approximate for part in parts),
        }
        for currency, parts in sorted(sums.items())
    ]


def theme_item(theme: Theme, language: str) -> Item:
    """A theme under both names and the reader's."""
    return {**reference(theme, language), **values_of(theme, THEME)}


def place_item(place: Place, network: StakeholderNetwork) -> Item:
    """A place with those above it, the nearest first."""
    above = [network.places[id] for id in place.parents if id in network.places]
    return {
        "id": place.id,
        "kind": "place",
        **values_of(place, PLACE),
        "parents": [named(parent) for parent in above],
    }


def source_item(source: Source) -> Item:
    """A document that facts cite."""
    name = source.title or source.url or source.id
    return {"id": source.id, "name": name, "kind": "source", **values_of(source, SOURCE)}


def dataset_item(dataset: Dataset) -> Item:
    """The unit that a load replaces."""
    return {
        "id": dataset.id,
        "name": dataset.title or dataset.id,
        "kind": "dataset",
        "part": dataset.part,
        **values_of(dataset, DATASET),
    }


def relation_item(fact: Fact, whole: StakeholderNetwork, language: str) -> Item:
    """A fact with its two ends and everything its sources say for it."""
    return {
        "type": fact.type,
        "start": referred(fact.start, whole, language),
        "end": referred(fact.end, whole, language),
        "told": fact.discriminator,
        **{property.name: _plain(getattr(fact, property.name)) for property in TIE_PROPERTIES},
        "parts": [
            {
                "recipient": referred(part.recipient, whole, language) if part.recipient else None,
                "amount": part.amount,
                "currency": part.currency,
                "approximate": bool(part.approximate),
            }
            for part in fact.parts
        ],
        "sentence": _sentence(fact, whole, language),
        "status": fact.status,
        "evidence": evidence([fact]),
    }


def _sentence(fact: Fact, whole: StakeholderNetwork, language: str) -> str | None:
    """What became of an actor: whom it followed or became a part of, and when; None for other facts."""
    who, whom = whole.actors.get(fact.start), whole.actors.get(fact.end)
    if fact.type not in (FOLLOWS.name, PART_OF.name) or who is None or whom is None:
        return None
    key = f"model.became_{fact.type}_since" if fact.since else f"model.became_{fact.type}"
    return message(key, language, who=who.name, whom=whom.name, date=fact.since)


def _places_of(id: str, network: StakeholderNetwork) -> list[Named]:
    return [named(network.places[place]) for place in sorted(network.places_of.get(id, ())) if place in network.places]
