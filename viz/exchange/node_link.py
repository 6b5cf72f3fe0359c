"""The network as node-link data: what `/api/v1/network` answers and the data exports are written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from graph.model.vocabulary import RELATION_BY_NAME, TIE_PROPERTIES
from graph.network.facts import Fact
from graph.network.network import StakeholderNetwork
from queries.answer import evidence


def node_link(network: StakeholderNetwork) -> dict[str, Any]:
    """Nodes and edges in the form `networkx.node_link_graph(data, edges="edges")` reads, with view and revision.

    A node has `id`, `type` (Actor, Project, Theme, Place), `name` and its properties; an edge `source`, `target`,
    `key`, `type`, its properties and its `evidence`. Properties nobody has stated are left out. A fact with an end
    outside the view is not in it.
    """
    nodes = _nodes(network)
    ids = {node["id"] for node in nodes}
    edges = [_edge(fact) for fact in network.facts if fact.start in ids and fact.end in ids]
    return {
        "directed": True,
        "multigraph": True,
        "graph": {},
        "nodes": nodes,
        "edges": edges,
        "view": network.view.options(),
        "revision": network.revision,
    }


def _nodes(network: StakeholderNetwork) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for type, things in (("Actor", network.actors), ("Project", network.projects), ("Place", network.places)):
        found += [{"id": thing.id, "type": type, **_stated(asdict(thing))} for thing in things.values()]
    for theme in network.themes.values():
        found.append({"id": theme.id, "type": "Theme", "name": theme.name_sv, "name_en": theme.name_en})
    return found


def _edge(fact: Fact) -> dict[str, Any]:
    parallel = {RELATION_BY_NAME[fact.type].discriminator or "told": fact.discriminator}
    return {
        "source": fact.start,
        "target": fact.end,
        "key": "│".join((fact.type, fact.discriminator or "", fact.expanded_from or "")),
        "type": fact.type,
        "status": fact.status,
        **_stated({**parallel, **{property.name: getattr(fact, property.name) for property in TIE_PROPERTIES}}),
        "evidence": [_stated(piece) for piece in evidence([fact])],
    }


def _stated(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in values.items()
        if value not in (None, ())
    }
