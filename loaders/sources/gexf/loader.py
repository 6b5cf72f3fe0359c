"""Reads GEXF 1.1 to 1.3, as Gephi, networkx and ipysigma write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from loaders.base import Reading
from loaders.files.sample import Sample
from loaders.graphs.elements import PropertyGraph
from loaders.graphs.records import GraphLoader
from loaders.graphs.xml_file import Tag, begins_with, number, read_graph, read_xml

_NUMBERS: Final = frozenset({"integer", "long", "float", "double", "short", "byte", "biginteger", "bigdecimal"})
_PARTS: Final = re.compile(r"[|;,]")

Declared = Mapping[str, Tag]


def _graph(file: Sample, _: Reading) -> PropertyGraph:
    """Nodes and edges with declared attributes; nodes within nodes are read as nodes."""
    root = read_xml(file)
    return read_graph(file, root, *(partial(_attributes, declared=_declared(root, of)) for of in ("node", "edge")))


def _declared(root: Tag, of: str) -> dict[str, Tag]:
    """The declarations of attributes by id."""
    return {
        tag.attributes.get("id", ""): tag
        for declared in root.below("attributes")
        if declared.attributes.get("class", "node") == of
        for tag in declared.named("attribute")
    }


def _attributes(tag: Tag, declared: Declared) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for id, declaration in declared.items():
        for default in declaration.named("default"):
            values[_title(id, declaration)] = _value(default.text, declaration)
    for holder in tag.named("attvalues"):
        for value in holder.named("attvalue"):
            id = value.attributes.get("for", value.attributes.get("id", ""))
            if found := declared.get(id):
                values[_title(id, found)] = _value(value.attributes.get("value", ""), found)
    own = {name: tag.attributes[name] for name in ("label", "weight") if tag.attributes.get(name)}
    return own | values


def _title(id: str, declaration: Tag) -> str:
    return declaration.attributes.get("title") or id


def _value(text: str, declaration: Tag) -> Any:
    type = declaration.attributes.get("type", "string").casefold()
    if type.startswith("list"):
        return [part.strip() for part in _PARTS.split(text.strip("[]")) if part.strip()]
    return number(text) if type in _NUMBERS else text


LOADER: Final = GraphLoader(partial(begins_with, root="gexf"), _graph)
