"""The network as Kumu's elements and connections, which its workbook and its JSON share."""

from __future__ import annotations

from typing import Any

from graph.network.network import StakeholderNetwork
from viz.exchange.elements import exchange


def elements_and_connections(network: StakeholderNetwork) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Elements with `id`, `label`, `type` and fields; connections with `id`, `from`, `to`, `type`, `direction`, fields.

    Connections name elements by id, since two may share a label.
    """
    nodes, edges = exchange(network)
    elements = [{"id": node.pop("id"), "label": node.pop("name"), "type": node.pop("type"), **node} for node in nodes]
    connections = []
    for number, edge in enumerate(edges, start=1):
        ends = {"id": f"c{number}", "from": edge.pop("source"), "to": edge.pop("target"), "type": edge.pop("type")}
        direction = "undirected" if ends["type"] == "COLLABORATES_WITH" else "directed"
        connections.append({**ends, "direction": direction, **edge})
    return elements, connections
