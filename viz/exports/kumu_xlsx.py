"""Kumu XLSX: a workbook of elements and connections, as Kumu imports it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from graph.network.network import StakeholderNetwork
from viz.exchange.elements import as_json, joined
from viz.exchange.kumu import elements_and_connections
from viz.exchange.workbook import CELL_LIMIT, Row, Sheet, workbook

NAME: Final = "kumu-xlsx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX: Final = ".kumu.xlsx"
OF: Final = "network"

_FIRST: Final = {"Elements": ("id", "label", "type"), "Connections": ("from", "to", "type", "direction")}
_HEADINGS: Final = {"id": "ID", "label": "Label", "type": "Type", "from": "From", "to": "To", "direction": "Direction"}


def render(network: StakeholderNetwork) -> bytes:
    """The workbook: lists with bars between, as Kumu reads them; no text is a formula."""
    elements, connections = elements_and_connections(network)
    for connection in connections:
        del connection["id"]
    return workbook({"Elements": _sheet("Elements", elements), "Connections": _sheet("Connections", connections)})


def _sheet(title: str, items: Sequence[dict[str, Any]]) -> Sheet:
    columns = tuple(dict.fromkeys((*_FIRST[title], *(key for item in items for key in item))))
    rows: list[Row] = [tuple(_cell(item.get(column)) for column in columns) for item in items]
    return Sheet(tuple(_HEADINGS.get(column, column) for column in columns), rows)


def _cell(value: Any) -> str | float | None:
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]
    if all(isinstance(part, str) for part in value):
        return joined(value, "|")
    while len(text := as_json(value)) > CELL_LIMIT:  # a cut JSON would be none
        value = value[:-1]
    return text
