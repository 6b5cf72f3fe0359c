"""The network as nodes and edges for other programs' graph formats, with all that our loaders read back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

import networkx as nx

from graph.messages import clean
from graph.network.network import StakeholderNetwork
from viz.exchange.node_link import node_link

Attributes = dict[str, Any]

# Registers know them again.
_NOT_CARRIED: Final = ("neighbours", "parents")


def exchange(network: StakeholderNetwork) -> tuple[list[Attributes], list[Attributes]]:
    """Nodes and edges.

    Nodes have `id`, `hur_id`, `type`, `name` and their properties; edges `source`, `target`, `type`, their properties
    and `evidence`. `hur_id` repeats the id, for programs that number nodes anew. A piece of evidence names its
    document in full: title, address, licence and date beside quote, locator and status, and of a grant what of the
    edge's amount it states. Empty values are left out.
    """
    data = node_link(network)
    nodes = [
        {"id": node["id"], "hur_id": node["id"]} | {k: v for k, v in node.items() if k not in ("id", *_NOT_CARRIED)}
        for node in data["nodes"]
    ]
    edges = [
        {key: value for key, value in edge.items() if key not in ("key", "status")}
        | {"evidence": [_cited(network, piece) for piece in edge["evidence"]]}
        for edge in data["edges"]
    ]
    return nodes, edges


def _cited(network: StakeholderNetwork, piece: Attributes) -> Attributes:
    """A piece of evidence with the document it cites; the status `asserted`, the usual one, is left out."""
    source = network.sources.get(piece["source"])
    document = asdict(source) if source else {}
    about = {key: document[key] for key in ("title", "url", "licence", "retrieved") if document.get(key)}
    money = ("amount", "currency", "recipient", "approximate") if piece.get("counted") else ()
    stated = {key: piece[key] for key in ("source", "quote", "locator", *money) if key in piece}
    return stated | ({"status": piece["status"]} if piece["status"] != "asserted" else {}) | about


def flat(network: StakeholderNetwork) -> nx.MultiDiGraph[str]:
    """The same as a graph of texts and numbers only: lists joined, evidence as JSON, edges named e1, e2."""
    nodes, edges = exchange(network)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node(plain(node["id"]), **{key: plain(value) for key, value in node.items() if key != "id"})
    for number, edge in enumerate(edges, start=1):
        ends = plain(edge.pop("source")), plain(edge.pop("target"))
        graph.add_edge(*ends, f"e{number}", **{key: plain(value) for key, value in edge.items()})
    return graph


def plain(value: Any) -> Any:
    """A value as XML can hold it: a list of texts as one with `;` between, evidence as JSON."""
    if isinstance(value, list):
        value = joined(value, ";") if all(isinstance(text, str) for text in value) else as_json(value)
    return clean(value).replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def joined(texts: Iterable[str], mark: str) -> str:
    """A list as one text; the mark within a text becomes a comma."""
    return f"{mark} ".join(text.replace(mark, ",") for text in texts)


def as_json(value: Any) -> str:
    """Compact JSON as people can read it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
