"""Reads graphology's serialised graphs, as sigma.js writes them by hand and Gephi Lite keeps them in its own file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from loaders.base import Reading
from loaders.files.sample import Sample
from loaders.graphs.elements import GraphEdge, GraphNode, PropertyGraph
from loaders.graphs.json_file import holds, objects, read_json, scalar
from loaders.graphs.records import GraphLoader

_NODES: Final = rb'"nodes"\s*:\s*\[\s*\{\s*"(?:key|attributes)"\s*:'
_GEPHI_LITE: Final = rb'"type"\s*:\s*"gephi-lite"', rb'"fullGraph"\s*:'
_ENDS: Final = 2
_NO_ATTRIBUTES: Final = frozenset({"key", "source", "target", "undirected", "attributes"})

# What Gephi Lite says of nodes and edges beside the graph, by their keys; the second since before version 0.5.
_BESIDE: Final = {"node": ("nodeData", "nodeRenderingData"), "edge": ("edgeData", "edgeRenderingData")}


def _is_graph(file: Sample) -> bool:
    return holds(file, _NODES) or holds(file, *_GEPHI_LITE)


def _graph(file: Sample, _: Reading) -> PropertyGraph:
    """An object with `nodes` of `key` and `attributes`, and `edges` of `source`, `target` and `attributes`.

    Attributes may stand beside the key, and an edge may be the list of its two ends.
    """
    content = read_json(file)
    dataset = content.get("graphDataset")
    if isinstance(dataset, dict) and isinstance(dataset.get("fullGraph"), dict):
        content = {**dataset["fullGraph"], **{of: _beside(dataset, of) for of in _BESIDE}}
    return PropertyGraph.of(file, _nodes(content), _edges(content))


def _beside(dataset: Mapping[str, Any], of: str) -> dict[str, Any]:
    """What stands of every node or edge in the lists beside the graph."""
    found: dict[str, Any] = {}
    for name in reversed(_BESIDE[of]):
        for key, values in (dataset.get(name) or {}).items():
            if isinstance(values, dict):
                found[key] = {**found.get(key, {}), **values}
    return found


def _nodes(content: dict[str, Any]) -> Iterator[GraphNode]:
    beside = content.get("node", {})
    for node in objects(content, "nodes"):
        if id := scalar(node.get("key")):
            yield GraphNode(_attributes(node) | beside.get(id, {}), f"node {id}", id=id)


def _edges(content: dict[str, Any]) -> Iterator[GraphEdge]:
    beside, edges = content.get("edge", {}), content.get("edges")
    for position, edge in enumerate(edges if isinstance(edges, list) else (), start=1):
        named = edge if isinstance(edge, dict) else _of_list(edge)
        key, source, target = (scalar(named.get(name)) for name in ("key", "source", "target"))
        attributes = _attributes(named) | beside.get(key, {})
        yield GraphEdge(attributes, f"edge {key or position}", source=source, target=target)


def _of_list(edge: Any) -> dict[str, Any]:
    """An edge that is written as its two ends, perhaps with its attributes behind them."""
    if not isinstance(edge, list) or len(edge) < _ENDS:
        return {}
    attributes = edge[_ENDS] if len(edge) > _ENDS else None
    return {"source": edge[0], "target": edge[1], "attributes": attributes}


def _attributes(element: dict[str, Any]) -> dict[str, Any]:
    """What is said of a node or edge, in `attributes` or beside its key."""
    attributes = element.get("attributes")
    beside = {name: value for name, value in element.items() if name not in _NO_ATTRIBUTES}
    return beside | (attributes if isinstance(attributes, dict) else {})


LOADER: Final = GraphLoader(_is_graph, _graph)
