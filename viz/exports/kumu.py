"""Kumu JSON: a blueprint of elements and connections."""

from __future__ import annotations

import json
from typing import Any, Final

from graph.network.network import StakeholderNetwork
from viz.exchange.elements import as_json
from viz.exchange.kumu import elements_and_connections

NAME: Final = "kumu"
MEDIA_TYPE: Final = "application/json"
SUFFIX: Final = ".kumu.json"
OF: Final = "network"


def render(network: StakeholderNetwork) -> bytes:
    """The blueprint. Kumu keeps texts, numbers and lists of texts, so the evidence is JSON within a text."""
    elements, connections = elements_and_connections(network)
    for connection in connections:
        connection["evidence"] = as_json(connection["evidence"])
    content: dict[str, Any] = {"elements": elements, "connections": connections}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
