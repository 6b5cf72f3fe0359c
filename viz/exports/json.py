"""JSON: node-link as networkx reads it, with every piece of evidence, the view and the revision."""

from __future__ import annotations

import json
from typing import Final

from graph.network.network import StakeholderNetwork
from viz.exchange.node_link import node_link

NAME: Final = "json"
MEDIA_TYPE: Final = "application/json"
SUFFIX: Final = ".json"
OF: Final = "network"


def render(network: StakeholderNetwork) -> bytes:
    """The network as UTF-8."""
    return json.dumps(node_link(network), ensure_ascii=False, indent=1).encode()
