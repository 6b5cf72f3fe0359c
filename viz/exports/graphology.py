"""Graphology JSON, for sigma.js, Gephi Lite and other programs on the web."""

from __future__ import annotations

import json
from typing import Any, Final

from graph.network.network import StakeholderNetwork
from viz.exchange.elements import exchange

NAME: Final = "graphology"
MEDIA_TYPE: Final = "application/json"
SUFFIX: Final = ".graphology.json"
OF: Final = "network"


def render(network: StakeholderNetwork) -> bytes:
    """The serialised graph. sigma.js draws by an attribute `type` of its own, so ours are `node_type`, `edge_type`."""
    nodes, edges = exchange(network)
    content = {
        "options": {"type": "mixed", "multi": True, "allowSelfLoops": True},
        "attributes": {"name": "HUR", "revision": network.revision, "view": network.view.options()},
        "nodes": [_node(node) for node in nodes],
        "edges": [_edge(f"e{number}", edge) for number, edge in enumerate(edges, start=1)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _node(node: dict[str, Any]) -> dict[str, Any]:
    key = node.pop("id")
    return {"key": key, "attributes": {"label": node.pop("name"), "node_type": node.pop("type"), **node}}


def _edge(key: str, edge: dict[str, Any]) -> dict[str, Any]:
    ends = {"key": key, "source": edge.pop("source"), "target": edge.pop("target")}
    type = edge.pop("type")
    serialized = {**ends, "attributes": {"edge_type": type, **edge}}
    return serialized | {"undirected": True} if type == "COLLABORATES_WITH" else serialized
