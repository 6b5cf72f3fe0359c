"""Reads GraphML, also as yEd, Gephi and networkx write it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, NamedTuple

from loaders.base import Reading
from loaders.files.sample import Sample
from loaders.graphs.elements import PropertyGraph
from loaders.graphs.records import GraphLoader
from loaders.graphs.xml_file import Tag, begins_with, number, read_graph, read_xml

_DRAWN: Final = {"NodeLabel": "label", "EdgeLabel": "label"}  # where yEd keeps what a person wrote


class _Key(NamedTuple):
    """A declared attribute: its name, whether it is a number, and its value where an element has none."""

    name: str
    is_number: bool
    default: str | None


def _graph(file: Sample, _: Reading) -> PropertyGraph:
    """Nodes and edges with declared attributes; nested graphs are read as one."""
    root = read_xml(file)
    return read_graph(file, root, *(partial(_attributes, owner=of, keys=_keys(root)) for of in ("node", "edge")))


def _keys(root: Tag) -> dict[tuple[str, str], _Key]:
    """The declared attributes by what they are of (`node` or `edge`) and their id."""
    found: dict[tuple[str, str], _Key] = {}
    for tag in root.named("key"):
        id, attributes = tag.attributes.get("id", ""), tag.attributes
        default = next((child.text for child in tag.named("default")), None)
        is_number = attributes.get("attr.type") in ("int", "long", "float", "double")
        of = attributes.get("for", "all")
        for owner in ("node", "edge") if of == "all" else (of,):
            found[owner, id] = _Key(attributes.get("attr.name") or id, is_number, default)
    return found


def _attributes(tag: Tag, owner: str, keys: Mapping[tuple[str, str], _Key]) -> dict[str, Any]:
    values: dict[str, Any] = {
        key.name: _value(key.default, key) for (of, _), key in keys.items() if of == owner and key.default is not None
    }
    for data in tag.named("data"):
        key = keys.get((owner, data.attributes.get("key", "")))
        if data.children:
            drawn = {
                name: found.text for sign, name in _DRAWN.items() for found in data.below(sign) if found.text.strip()
            }
            values = drawn | values
        elif key:
            values[key.name] = _value(data.text, key)
    return values


def _value(text: str, key: _Key) -> str | float:
    return number(text) if key.is_number else text


LOADER: Final = GraphLoader(partial(begins_with, root="graphml"), _graph)
