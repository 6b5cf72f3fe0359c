"""Reads graphology's serialised graphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from loaders.base import Reading
from loaders.files.sample import Sample
from loaders.graphs.elements import GraphEdge, GraphNode, PropertyGraph
from loaders.graphs.json_file import holds, objects, read_json, scalar
from loaders.graphs.records import GraphLoader

_NODES: Final = rb'"nodes"\s*:\s*\[\s*\{\s*"(?:key|attributes)"\s*:'


def _graph(file: Sample, _: Reading) -> PropertyGraph:
    """An object with `nodes` of `key` and `attributes`, and `edges` of `source`, `target` and `attributes`."""
    content = read_json(file)
    return PropertyGraph.of(file, _nodes(content), _edges(content))


def _nodes(content: dict[str, Any]) -> Iterator[GraphNode]:
    for node in objects(content, "nodes"):
        if id := scalar(node.get("key")):
            yield GraphNode(_attributes(node), f"node {id}", id=id)


def _edges(content: dict[str, Any]) -> Iterator[GraphEdge]:
    for position, edge in enumerate(objects(content, "edges"), start=1):
        locator = f"edge {scalar(edge.get('key')) or position}"
        source, target = scalar(edge.get("source")), scalar(edge.get("target"))
        yield GraphEdge(_attributes(edge), locator, source=source, target=target)


def _attributes(element: dict[str, Any]) -> dict[str, Any]:
    attributes = element.get("attributes")
    return attributes if isinstance(attributes, dict) else {}


LOADER: Final = GraphLoader(lambda file: holds(file, _NODES), _graph)
