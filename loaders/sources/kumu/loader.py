"""Reads Kumu's workbooks and its JSON, both blueprints and project exports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from graph.model.names import normalised
from loaders.base import Reading
from loaders.documents.form import sheets
from loaders.files.sample import Sample
from loaders.files.workbook import is_workbook
from loaders.graphs.elements import GraphEdge, GraphNode, PropertyGraph
from loaders.graphs.json_file import holds, objects, read_json, scalar
from loaders.graphs.records import GraphLoader
from loaders.tables.open_table import OpenTable, workbook_tables

_SHEETS: Final = frozenset({"elements", "connections"})
_LISTS: Final = (rb'"elements"\s*:\s*\[', rb'"connections"\s*:\s*\[')
_IGNORED: Final = "(ignore)"
_SEVERAL: Final = "|"


def _is_kumu(file: Sample) -> bool:
    """Whether the file is a workbook with Kumu's sheets or a JSON object with Kumu's lists."""
    return not _SHEETS.isdisjoint(map(str.lower, file.sheet_names)) or holds(file, *_LISTS)


def _graph(file: Sample, _: Reading) -> PropertyGraph:
    """Elements by their label or id, and connections between them."""
    elements, connections = _sheets(file) if is_workbook(file) else _lists(file)
    nodes = _nodes(elements or _named_by(connections))
    return PropertyGraph.of(file, nodes, _edges(connections, nodes))


# A row: its values by heading, its number and its sheet; JSON has no rows.
_Row = tuple[Mapping[str, Any], int | None, str | None]


def _lists(file: Sample) -> tuple[list[_Row], list[_Row]]:
    content = read_json(file)
    elements, connections = ([_merged(item) for item in objects(content, name)] for name in ("elements", "connections"))
    return [(item, None, None) for item in elements], [(item, None, None) for item in connections]


def _merged(item: dict[str, Any]) -> dict[str, Any]:
    """An entry with what a project export keeps in `attributes`; the program's own keys begin with an underscore."""
    attributes = item.get("attributes")
    outer = {
        key.removeprefix("_") if key == "_id" else key: value for key, value in item.items() if key != "attributes"
    }
    return outer | (attributes if isinstance(attributes, dict) else {})


def _sheets(file: Sample) -> tuple[list[_Row], list[_Row]]:
    elements: list[_Row] = []
    connections: list[_Row] = []
    for table in workbook_tables(file):
        headings = {normalised(heading) for heading in table.headings}
        if _IGNORED in table.where.title.casefold():
            continue
        if {"from", "to"} <= headings:
            connections += _rows(table)
        elif "label" in headings:
            elements += _rows(table)
    return elements, connections


def _rows(table: OpenTable) -> Iterator[_Row]:
    lists = _list_headings()
    for table_row in table.rows():
        row = {
            heading: _parts(cell) if isinstance(cell, str) and normalised(heading) in lists else cell
            for heading, cell in zip(table.headings, table_row.cells, strict=True)
            if heading.strip() and cell is not None
        }
        yield row, table_row.number, table.where.sheet


def _named_by(connections: Sequence[_Row]) -> list[_Row]:
    """The elements that Kumu itself makes of connections where nobody lists any."""
    names = [name for row, _, _ in connections for end in ("from", "to") for name in _parts(_value(row, end))]
    return [({"label": name}, None, None) for name in dict.fromkeys(names)]


def _nodes(rows: Sequence[_Row]) -> list[GraphNode]:
    """Elements under their id, else their label; elements that share a label stay apart by their type."""
    labels = Counter(_value(row, "label") for row, _, _ in rows if not _value(row, "id"))
    nodes = []
    for row, number, sheet in rows:
        label = _value(row, "label")
        id = _value(row, "id") or label
        if not _value(row, "id") and labels[label] > 1:
            id = f"{label} ({_value(row, 'type')})"
        if id:
            nodes.append(GraphNode(row, f"element {id}", number, sheet, id=id))
    return nodes


def _edges(rows: Sequence[_Row], nodes: Sequence[GraphNode]) -> Iterator[GraphEdge]:
    known = {_value(node.attributes, "label"): node.id for node in nodes} | {node.id: node.id for node in nodes}
    for position, (row, number, sheet) in enumerate(rows, start=1):
        start, target = _value(row, "from"), _value(row, "to")
        ends = [target] if target in known else _parts(target) or [""]
        locator = f"connection {_value(row, 'id') or position}"
        attributes = {key: value for key, value in row.items() if normalised(key) not in ("from", "to")}
        for end in ends:
            yield GraphEdge(
                attributes, locator, number, sheet, source=known.get(start, start), target=known.get(end, end)
            )


def _value(row: Mapping[str, Any], heading: str) -> str:
    return next((scalar(value) for key, value in row.items() if normalised(key) == heading), "")


def _list_headings() -> frozenset[str]:
    """The headings of what is a list in our vocabulary; a bar in any other cell is part of the text."""
    columns = (column for name in ("actors", "projects") for column in sheets()[name].columns)
    found = {
        normalised(heading) for column in columns if column.type in ("texts", "places") for heading in column.headings
    }
    return frozenset(found | {"unnamed participants"})


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(_SEVERAL) if part.strip()]


LOADER: Final = GraphLoader(_is_kumu, _graph)
